"""The language is switched while the window stands: no text of the other one is left, on no page and in no dialog."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractListModel, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTabWidget,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.grades import Level, Role, Verdict
from app.errors import UserError
from app.services import answering, auditing, evidencing
from app.services.ports import World
from app.ui import registry
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.dialogs.ask import AskText
from app.ui.dialogs.facts import FactsDialog
from app.ui.dialogs.sites import SitesDialog
from app.ui.history.page import HistoryPage
from app.ui.main_window import MainWindow
from app.ui.plan.page import TABS
from app.ui.session import Session, Target
from app.ui.tasks import Tasks
from app.ui.wizards.new_audit.wizard import NewAuditWizard

Settle = Callable[[], None]
_JAPANESE = re.compile(r"[\u3041-\u30fa\u30fc-\u30ff\u4e00-\u9fff]")
_ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
_OTHER = {"ja": "en", "en": "ja"}
_PROPER = ("日本語", "経済産業大臣 殿", "電力・ガス取引監視等委員会 委員長 殿", "北営業所", "東湾送配電株式会社")
"""Names that are the same in both languages: of the language, of those to whom a plan is addressed, of examples."""


def texts(root: QWidget) -> Iterator[tuple[QWidget, str]]:
    """Every text that `root` and what is in it shows or says, hidden parts as well."""
    for each in (root, *root.findChildren(QWidget)):
        for text in (each.toolTip(), each.accessibleName(), each.accessibleDescription(), each.windowTitle()):
            yield each, text
        yield from ((each, text) for text in _of_kind(each))
        if isinstance(each, QMenu | QWidget):
            yield from ((each, action.text()) for action in each.actions() if isinstance(action, QAction))


def _of_kind(each: QWidget) -> Iterator[str]:
    if isinstance(each, QLabel | QAbstractButton):
        yield each.text()
    elif isinstance(each, QLineEdit):
        yield each.text()
        yield each.placeholderText()
    elif isinstance(each, QComboBox):
        yield from (each.itemText(n) for n in range(each.count()))
    elif isinstance(each, QTabWidget):
        yield from (each.tabText(n) for n in range(each.count()))
    elif isinstance(each, QGroupBox | QMenu):
        yield each.title()
    elif isinstance(each, QPlainTextEdit | QTextEdit):
        yield each.toPlainText()
        yield each.placeholderText()
    elif isinstance(each, QAbstractItemView) and (model := each.model()) is not None:
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount()
        for column in range(columns):
            yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
            for row in range(min(model.rowCount(), 60)):
                index = model.index(row, column)
                roles = Qt.ItemDataRole
                for role in (roles.DisplayRole, roles.ToolTipRole, roles.AccessibleTextRole):
                    yield str(model.data(index, role) or "")


def left_over(language: str) -> list[str]:
    """What stands on the screen in the other language."""
    wrong = []
    for top in QApplication.topLevelWidgets():
        for widget, text in texts(top):
            if widget.objectName().startswith(("__qt", "qt_wizard")) and not widget.isVisible():
                continue  # Buttons that Qt's wizards have and ours never show.
            plain = text
            for proper in _PROPER:
                plain = plain.replace(proper, "")
            found = _JAPANESE.search(plain) if language == "en" else _ENGLISH.search(plain)
            if found and not (language == "ja" and _JAPANESE.search(plain)):
                wrong.append(f"{type(widget).__name__} {widget.objectName()}: {text[:160]}")
    return sorted(set(wrong))


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """The language that is spoken first."""
    return str(request.param)


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """An audit whose names belong to neither language."""
    new = auditing.NewAudit(
        "TEPCO-PG", Role.GRID_OPERATOR, "2026-H1", date(2026, 9, 30), sites=("HQ", "N1"), auditor="Kubo"
    )
    path = tmp_path / "a.shadan"
    desk = auditing.create(world, path, new)
    checkpoints = [c for c in desk.catalogue.for_role(Role.GRID_OPERATOR) if c.level is Level.SITE]
    sites = [s.id for s in auditing.outline(desk).sites]
    for checkpoint, verdict in zip(checkpoints, (Verdict.CONFORMING, Verdict.NONCONFORMING) * 4, strict=False):
        answering.record_answer(desk, checkpoint.id, sites[0], verdict, "remark")
    answering.record_answer(desk, checkpoints[0].id, sites[0], Verdict.PARTLY, "remark", "measured")
    answering.copy_answer(desk, checkpoints[1].id, sites[0], (sites[1],))
    paper = tmp_path / "e.txt"
    paper.write_text("x", encoding="utf-8")
    evidencing.attach_all(desk, checkpoints[1].id, sites[0], [paper], lambda *_: True)
    desk.file.close()
    return path


@pytest.fixture
def session(window: MainWindow, file: Path, language: str, settle: Settle) -> Session:
    window.choose_language(language)
    window.open_file(file)
    settle()
    assert window.session is not None
    return window.session


def switch(window: MainWindow, language: str, settle: Settle) -> None:
    window.choose_language(_OTHER[language])
    settle()
    assert "\n".join(left_over(_OTHER[language])) == ""


def test_every_page_speaks_the_other_language(
    window: MainWindow, session: Session, language: str, settle: Settle
) -> None:
    for entry in registry.pages():
        session.go(Target(entry.id))
        settle()
    for tab in TABS:
        session.go(Target("plan", options={"tab": tab}))
        settle()
    for checkpoint in [c.id for c in session.outline.checkpoints[::9]]:
        session.go(Target("checkpoints", checkpoint=checkpoint))
        settle()
    switch(window, language, settle)
    # What was switched on the way stays switched when it is shown again.
    for entry in registry.pages():
        session.go(Target(entry.id))
        settle()
    # Pages stay as they were shown last.
    assert "\n".join(left_over(_OTHER[language])) == ""


def test_what_was_said_is_said_anew(
    window: MainWindow, session: Session, tasks: Tasks, language: str, settle: Settle, qtbot: QtBot, tmp_path: Path
) -> None:
    checkpoint = next(c for c in session.outline.checkpoints if c.level is Level.SITE)
    assert window.workspace is not None
    session.go(Target("history"))
    settle()
    history = window.workspace.page
    assert isinstance(history, HistoryPage)
    history.verify()
    settle()
    history.table.selectRow(0)
    settle()
    session.go(Target("checkpoints", checkpoint=checkpoint.id))
    settle()
    page = window.workspace.page
    assert isinstance(page, CheckpointsPage)
    page.sheet.press(3)
    page.sheet.evidence.take_in([tmp_path / "none.pdf"])
    settle()
    window.show_error(UserError("folder_missing", file="x"))
    window.acts.backup_to(session, tmp_path)
    tasks.long(lambda: window.menus.actions["backup"].text(), lambda progress: QTest.qWait(1))
    settle()
    qtbot.keyClicks(window.workspace.header.search, "zzzz")
    switch(window, language, settle)
    assert page.sheet.reason.isVisible()
    page.sheet.reason.take_back()
    assert window.workspace.banner.isVisible()
    assert window.task_bar.lines()


def test_dialogs_and_the_help_speak_the_other_language(
    window: MainWindow, session: Session, language: str, settle: Settle
) -> None:
    facts, sites = FactsDialog(session, window), SitesDialog(session, window)
    facts.form.asOf.set_text("x")
    facts._save()
    sites.form.name.setText("HQ2")
    sites.form.sites.setCurrentRow(0)
    sites._rename()
    sites._remove()
    for name in ("help", "about"):
        window._do(name)
    for dialog in (facts, sites):
        dialog.show()
    settle()
    switch(window, language, settle)
    for shown in (facts, sites, *window.findChildren(AskText)):
        shown.close()
    for top in QApplication.topLevelWidgets():
        if top is not window:
            top.close()


def test_the_wizard_speaks_the_other_language_on_every_page(
    window: MainWindow, language: str, settle: Settle, tmp_path: Path
) -> None:
    window.choose_language(language)
    window._do("new")
    settle()
    (wizard,) = window.findChildren(NewAuditWizard)
    wizard.role_panel.form.organisation.setText("TEPCO-PG")
    wizard.role_panel.roles.button(0).setChecked(True)
    wizard.sites_panel.take(("HQ", "N1"))
    wizard.period_panel.form.period.setEditText("2026-H1")
    wizard.place_panel.form.file.setText(str(tmp_path / "b.shadan"))
    for _page in range(8):
        window.choose_language(_OTHER[language])
        settle()
        assert left_over(_OTHER[language]) == [], wizard.currentId()
        window.choose_language(language)
        settle()
        assert left_over(language) == [], wizard.currentId()
        if wizard.currentId() < 7:
            wizard.next()
    assert wizard.currentPage() is wizard.summary_panel
    wizard.reject()


def test_the_start_screen_speaks_the_other_language(
    window: MainWindow, session: Session, language: str, settle: Settle
) -> None:
    window.close_audit()
    window.show_error(UserError("folder_missing", file="x"))
    window.start.set_busy(lambda: window.menus.actions["open"].text())
    switch(window, language, settle)

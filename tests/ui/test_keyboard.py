"""By keyboard alone: Tab comes to everything, no two mnemonics share a letter, the focus comes back after a dialog."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QGroupBox,
    QLabel,
    QMenu,
    QMenuBar,
    QTabBar,
    QTabWidget,
    QWidget,
    QWizard,
)

from app import bootstrap
from app.domain.audit import Ground
from app.domain.grades import Level, Role, Verdict
from app.domain.plan import Separation
from app.services import answering, auditing, evidencing, ledgers, planning
from app.services.ports import Desk
from app.ui.checkpoints.copying import CopyDialog
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.dialogs.about import AboutDialog
from app.ui.dialogs.ask import AskText
from app.ui.dialogs.facts import FactsDialog
from app.ui.dialogs.licences import LicencesDialog
from app.ui.dialogs.sites import SitesDialog
from app.ui.findings.dialogs import AssignDialog, StatusDialog
from app.ui.ledgers.filters import ColumnFilter
from app.ui.ledgers.imports import ImportsDialog
from app.ui.main_window import MainWindow
from app.ui.plan.dialogs import ChooseDialog, NewActionDialog, ReasonDialog
from app.ui.plan.page import TABS
from app.ui.registry import PAGES
from app.ui.session import Session, Target
from app.ui.wizards.ledger_import.wizard import LedgerImportWizard
from app.ui.wizards.new_audit.wizard import NewAuditWizard
from tests.desk import Kept, new_world
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import terminal, write
from tests.ui.tabbing import missed

Settle = Callable[[], None]
_LETTER = re.compile(r"&([^&\s])")


@pytest.fixture(params=["ja", "en"])
def language(request: pytest.FixtureRequest) -> str:
    """The language of the window."""
    return str(request.param)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return Kept(tmp_path_factory.mktemp("kept"), make)


def make(folder: Path) -> Desk:
    """An audit with something on every page: answers, a copy, evidence, a ledger, findings, measures, a split."""
    ledger = write(folder / "t.xlsx", [terminal(n, 区画="共用" if n % 5 else "送配電") for n in range(1, 31)])
    new = auditing.NewAudit(
        "東湾送配電株式会社", Role.GRID_OPERATOR, "2026年度上期", date(2026, 9, 30), sites=("本店", "北営業所")
    )
    desk = auditing.create(new_world(), folder / "a.shadan", new)
    sites = [s.id for s in auditing.outline(desk).sites]
    local = [c for c in desk.catalogue.for_role(Role.GRID_OPERATOR) if c.level is Level.SITE]
    answering.record_answer(desk, local[0].id, sites[0], Verdict.CONFORMING, "見た")
    answering.record_answer(desk, local[1].id, sites[0], Verdict.NONCONFORMING, "残っている")
    answering.copy_answer(desk, local[0].id, sites[0], (sites[1],))
    paper = folder / "証跡_01.txt"
    paper.write_text("x", encoding="utf-8")
    evidencing.attach_all(desk, local[1].id, sites[0], [paper], lambda *_: True)
    ledgers.import_batch(desk, "terminals", ledger)
    planning.draft_plan(desk)
    planning.put_separation(desk, Separation("", 0, "託送システム"))
    return desk


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Thirty terminals, some where the retail side works, as they were imported."""
    return tmp_path / "t.xlsx"


@pytest.fixture
def session(window: MainWindow, kept: Kept, tmp_path: Path, language: str, settle: Settle) -> Session:
    """That audit open in the window."""
    kept.copy(tmp_path).file.close()
    window.choose_language(language)
    window.open_file(tmp_path / "a.shadan")
    settle()
    window.activateWindow()
    assert window.session is not None
    return window.session


def failed_place(session: Session) -> tuple[str, str]:
    return next(p for p, a in session.outline.answers.items() if a.verdict is Verdict.NONCONFORMING)


def states(session: Session) -> Iterator[Target]:
    """Every page, and of the checkpoints and the plan every kind of view."""
    for entry in PAGES:
        yield Target(entry.id)
    checkpoint, site = failed_place(session)
    yield Target("checkpoints", checkpoint=checkpoint, site=site)
    yield Target("checkpoints", options={"item": session.catalogue.checkpoint(checkpoint).item})
    yield Target("ledgers", kind="terminals")
    yield from (Target("plan", options={"tab": tab}) for tab in TABS)


@pytest.fixture
def dialogs(session: Session, window: MainWindow, settle: Settle) -> Callable[[], Iterator[QDialog]]:
    """Every dialog of the program, one after the other."""

    def each() -> Iterator[QDialog]:
        checkpoint = session.catalogue.checkpoint(failed_place(session)[0])
        actions, items = planning.view(session.desk).actions, session.catalogue.items
        fields = session.desk.world.ledgers.form("terminals").fields
        for make in (
            lambda: FactsDialog(session, window),
            lambda: SitesDialog(session, window),
            lambda: AboutDialog(bootstrap.program_facts("2026.1"), window.tasks, window),
            lambda: LicencesDialog(bootstrap.notices, window.tasks, window),
            lambda: AskText("title", "lead", "action", "", str, window),
            lambda: CopyDialog(session, checkpoint, window),
            lambda: StatusDialog(window, 2, lambda *_: None, session.desk.world.clock.today()),
            lambda: AssignDialog(window, 2, actions, items, items[0].id, lambda _: None),
            lambda: ColumnFilter(fields, {}, "", window),
            lambda: ImportsDialog(session, "terminals", window),
            lambda: ReasonDialog(window, "t", "t", "ok", lambda _: None),
            lambda: NewActionDialog(window, items, lambda *_: None),
            lambda: ChooseDialog(window, "t", [("a", 1), ("b", 2)], [1], lambda _: None),
        ):
            dialog = make()
            dialog.open()
            settle()
            yield dialog
            if shiboken6.isValid(dialog):
                dialog.reject()
            settle()

    return each


@pytest.fixture
def new_audit(window: MainWindow, language: str, settle: Settle, tmp_path: Path) -> Iterator[NewAuditWizard]:
    """The wizard of a new audit, filled in."""
    window.choose_language(language)
    window._do("new")
    settle()
    (wizard,) = window.findChildren(NewAuditWizard)
    wizard.role_panel.form.organisation.setText("東湾送配電株式会社")
    wizard.role_panel.roles.button(0).setChecked(True)
    wizard.sites_panel.take(("本店", "北営業所"))
    wizard.period_panel.form.period.setEditText("2026年度上期")
    wizard.place_panel.form.file.setText(str(tmp_path / "b.shadan"))
    yield wizard
    wizard.reject()
    settle()


@pytest.fixture
def importing(session: Session, window: MainWindow, settle: Settle) -> Iterator[LedgerImportWizard]:
    """The wizard that imports a ledger."""
    wizard = LedgerImportWizard(session, "terminals", parent=window)
    wizard.show()
    settle()
    yield wizard
    wizard.done(0)
    settle()


# --- Tab --------------------------------------------------------------------------------------------------------------


def test_tab_comes_to_everything_on_every_page(window: MainWindow, session: Session, settle: Settle) -> None:
    for target in states(session):
        session.go(target)
        settle()
        assert missed(window) == [], target


def test_tab_comes_to_everything_in_every_dialog(dialogs: Callable[[], Iterator[QDialog]]) -> None:
    for dialog in dialogs():
        assert missed(dialog) == [], type(dialog).__name__


@pytest.mark.parametrize("ground", list(Ground))
def test_tab_comes_to_everything_in_a_new_audit(new_audit: NewAuditWizard, settle: Settle, ground: Ground) -> None:
    for _page in range(8):
        if new_audit.currentPage() is new_audit.ground_panel:
            new_audit.ground_panel.grounds.button(tuple(Ground).index(ground)).setChecked(True)
        assert missed(new_audit) == [], new_audit.currentId()
        if new_audit.currentPage() is new_audit.ground_panel:
            new_audit.ground_panel.form.dated.line.setText("2026-09-01")
            new_audit.ground_panel.form.addressee.setEditText("経済産業大臣 殿")
        new_audit.next()
        settle()
    assert new_audit.currentPage() is new_audit.summary_panel


def test_tab_goes_down_the_page_of_the_ground(new_audit: NewAuditWizard, settle: Settle) -> None:
    panel = new_audit.ground_panel
    while new_audit.currentPage() is not panel:
        new_audit.next()
    settle()
    order = panel.grounds.button(tuple(Ground).index(Ground.ORDER))
    order.setFocus()
    QTest.keyClick(order, Qt.Key.Key_Space)
    QTest.keyClick(order, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.form.dated.line
    QTest.keyClick(panel.form.dated.line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in (panel.form.addressee, panel.form.addressee.lineEdit())


def test_tab_comes_to_everything_of_an_import(importing: LedgerImportWizard, ledger: Path, settle: Settle) -> None:
    assert missed(importing) == [], 0
    importing.file_page.take(ledger)
    settle()
    for _step in range(3):
        importing.next()
        settle()
        assert missed(importing) == [], importing.currentId()


# --- mnemonics --------------------------------------------------------------------------------------------------------


def letters(root: QWidget) -> dict[str, list[str]]:
    """The texts that answer to each letter with Alt, of what is on show in a window."""
    found: dict[str, list[str]] = {}
    for each in (root, *root.findChildren(QWidget)):
        if each.window() is not root or not each.isVisible() or isinstance(each, QMenu):
            continue
        for text in _texts(each):
            if (letter := _LETTER.search(text.replace("&&", ""))) is not None:
                found.setdefault(letter.group(1).casefold(), []).append(text)
    return found


def _texts(each: QWidget) -> list[str]:
    if isinstance(each, QMenuBar):
        return [action.text() for action in each.actions() if action.isVisible()]
    if isinstance(each, QAbstractButton):
        return [each.text()]
    if isinstance(each, QLabel):
        return [each.text()] if each.buddy() is not None else []
    if isinstance(each, QGroupBox):
        return [each.title()]
    if isinstance(each, QTabBar) and not isinstance(each.parent(), QTabWidget):
        return [each.tabText(n) for n in range(each.count())]
    return [each.tabText(n) for n in range(each.count())] if isinstance(each, QTabWidget) else []


def doubles(root: QWidget) -> dict[str, list[str]]:
    return {letter: texts for letter, texts in letters(root).items() if len(texts) > 1}


def menus_of(window: MainWindow) -> Iterator[QMenu]:
    yield from (menu for menu in window.menuBar().findChildren(QMenu))


def test_no_letter_is_given_twice_in_the_window(window: MainWindow, session: Session, settle: Settle) -> None:
    assert len(letters(window)) >= 4
    for target in states(session):
        session.go(target)
        settle()
        assert doubles(window) == {}, target
    for menu in menus_of(window):
        texts = [action.text() for action in menu.actions() if not action.isSeparator()]
        given = [m.group(1).casefold() for text in texts if (m := _LETTER.search(text.replace("&&", "")))]
        assert len(given) == len(set(given)), texts


def test_no_letter_is_given_twice_in_a_dialog(dialogs: Callable[[], Iterator[QDialog]]) -> None:
    for dialog in dialogs():
        assert doubles(dialog) == {}, type(dialog).__name__


def test_no_letter_is_given_twice_in_a_new_audit(new_audit: NewAuditWizard, settle: Settle) -> None:
    for _page in range(8):
        assert doubles(new_audit) == {}, new_audit.currentId()
        new_audit.next()
        settle()


def test_no_letter_is_given_twice_in_an_import(importing: LedgerImportWizard, ledger: Path, settle: Settle) -> None:
    importing.file_page.take(ledger)
    settle()
    for _step in range(4):
        assert doubles(importing) == {}, importing.currentId()
        if importing.button(QWizard.WizardButton.NextButton).isEnabled():
            importing.next()
            settle()


# --- the focus comes back ---------------------------------------------------------------------------------------------


def test_the_focus_comes_back_after_each_dialog(
    window: MainWindow, session: Session, settle: Settle, dialogs: Callable[[], Iterator[QDialog]]
) -> None:
    checkpoint, site = failed_place(session)
    session.go(Target("checkpoints", checkpoint=checkpoint, site=site))
    settle()
    assert window.workspace is not None
    remark = being(CheckpointsPage, window.workspace.page).sheet.remark
    remark.setFocus()
    for dialog in dialogs():
        name = type(dialog).__name__
        focus = QApplication.focusWidget()
        assert focus is not None, name
        assert dialog.isAncestorOf(focus) or focus is dialog, name
        QTest.keyClick(focus, Qt.Key.Key_Escape)
        settle()
        window.activateWindow()
        settle()
        assert window.focusWidget() is remark, name

"""The whole window with its real pages: answered by keyboard, killed, reopened where one was."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.domain.audit import COMPANY
from app.domain.grades import Role, Verdict
from app.services import answering, auditing, findings, ledgers, searching
from app.services.ports import World
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.plan.page import TABS
from app.ui.registry import PAGES, pages
from app.ui.session import Session, Target
from app.ui.workspace import Workspace
from tests.ui.accessible import unnamed
from tests.ui.heartbeat import calmest, watch

Settle = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


def begin(world: World, path: Path) -> Path:
    new = auditing.NewAudit(
        "東湾送配電株式会社", Role.GRID_OPERATOR, "2026年度上期", date(2026, 9, 30), sites=("本店", "北営業所")
    )
    desk = auditing.create(world, path, new)
    for checkpoint, site in auditing.outline(desk).places[:3]:
        answering.record_answer(desk, checkpoint, site, Verdict.NONCONFORMING, "所見")
    desk.file.close()
    return path


@pytest.fixture
def audit(window: MainWindow, world: World, tmp_path: Path, settle: Settle, qtbot: QtBot) -> Workspace:
    window.open_file(begin(world, tmp_path / "東湾 2026.shadan"))
    settle()
    window.activateWindow()
    assert window.workspace is not None
    return window.workspace


def here(session: Session) -> str:
    assert session.here is not None
    return session.here.checkpoint


def test_every_page_that_is_named_is_there() -> None:
    assert pages() == PAGES


def test_a_morning_with_the_keyboard_alone(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    session = audit.session
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL)
    settle()
    first = here(session)
    assert session.outline.answers.get((first, COMPANY)) is None
    # The verdict by its number, then on to the next one that is open.
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_1)
    settle()
    qtbot.keyClick(window, Qt.Key.Key_J, CONTROL)
    settle()
    assert session.outline.answers[first, COMPANY].verdict is Verdict.CONFORMING
    assert here(session) != first
    second = here(session)
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert here(session) == first
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    settle()
    assert here(session) == second
    assert window.saved.isVisible()
    window.close_audit()
    window.open_file(tmp_path / "東湾 2026.shadan")
    settle()
    assert window.session is not None
    assert here(window.session) == second
    assert window.session.outline.answers[first, COMPANY].verdict is Verdict.CONFORMING


def test_no_two_actions_share_a_key(window: MainWindow, audit: Workspace, settle: Settle) -> None:
    """Qt calls none of two actions that want the same key in the same place."""
    for entry in PAGES:
        audit.session.go(Target(entry.id))
        settle()
        keys = [key.toString() for action in window.actions() for key in action.shortcuts()]
        keys += [
            key.toString()
            for action in (audit.page.actions() if audit.page is not None else [])
            for key in action.shortcuts()
            if action.shortcutContext() is not Qt.ShortcutContext.WidgetShortcut
        ]
        assert len(keys) == len(set(keys)), (entry.id, sorted(k for k in keys if keys.count(k) > 1))
    assert QKeySequence("Ctrl+J") in window.menus.actions["next"].shortcuts()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_pages_have_names_for_what_takes_focus(
    window: MainWindow, audit: Workspace, settle: Settle, language: str
) -> None:
    window.choose_language(language)
    for entry in PAGES:
        audit.session.go(Target(entry.id))
        settle()
        assert unnamed(window) == [], entry.id


@pytest.mark.parametrize("zoom", [100, 200])
def test_every_page_can_be_used_on_a_small_screen(
    window: MainWindow, audit: Workspace, settle: Settle, zoom: int
) -> None:
    window.choose_look(zoom=zoom)
    window.resize(1024, 768)
    for entry in PAGES:
        audit.session.go(Target(entry.id))
        settle()
        assert (window.width(), window.height()) == (1024, 768), entry.id
        frame = audit.pages.currentWidget()
        assert isinstance(frame, QScrollArea)
        corner = frame.mapTo(window, QPoint(frame.width(), frame.height()))
        assert corner.x() <= 1024
        assert corner.y() <= 768
        page = audit.page
        assert page is not None
        # What does not fit can be scrolled to.
        over = page.width() - frame.viewport().width()
        assert over <= frame.horizontalScrollBar().maximum(), entry.id


@pytest.mark.heartbeat
@pytest.mark.alone
def test_walking_through_an_open_audit_never_holds_the_window_up(
    window: MainWindow, audit: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    for entry in PAGES:
        audit.session.go(Target(entry.id))
        settle()
    asked = audit.session.outline.checkpoints
    with watch() as heartbeat:
        for entry in PAGES:
            audit.session.go(Target(entry.id))
            qtbot.wait(30)
        for checkpoint in asked[:12]:
            audit.session.go(Target("checkpoints", checkpoint=checkpoint.id))
            qtbot.wait(10)
        for site in audit.session.sites:
            audit.session.choose_site(site.id)
            qtbot.wait(20)
    settle()
    heartbeat.calm()


@pytest.mark.heartbeat
@pytest.mark.alone
def test_the_first_look_at_every_page_never_holds_the_window_up(
    window: MainWindow, world: World, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    """Nothing is built yet: each page and each tab of the plan is made while the window lives."""
    seen = []
    for number in range(3):
        file = begin(world, tmp_path / f"東湾 202{number}.shadan")
        with watch() as heartbeat:
            window.open_file(file)
            qtbot.waitUntil(lambda: window.workspace is not None and window.workspace.page is not None)
            assert window.session is not None
            for target in (*(Target(entry.id) for entry in PAGES), *(Target("plan", options={"tab": t}) for t in TABS)):
                window.session.go(target)
                qtbot.wait(150)
            settle()
        seen.append(heartbeat)
        if heartbeat.worst <= 1:
            break
        assert window.close_audit()
        qtbot.wait(50)
    calmest(seen).calm()


@pytest.mark.slow
def test_records_and_findings_are_found_and_shown_on_their_pages(
    window: MainWindow, kit: Kit, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    world = replace(kit.world(), ledgers=bootstrap.make_world().ledgers)
    sample = kit.sample()
    new = auditing.NewAudit(sample.organisation, Role.GRID_OPERATOR, sample.period, sample.as_of, sites=sample.sites)
    ledger = tmp_path / sample.ledgers["terminals"]
    ledger.write_bytes(sample.content("terminals"))
    desk = auditing.create(world, tmp_path / "台帳.shadan", new)
    ledgers.import_batch(desk, "terminals", ledger)
    key = next(f.rows[0].key for f in findings.listing(desk) if f.rows)
    desk.file.close()
    window.open_file(tmp_path / "台帳.shadan")
    settle()
    audit = window.workspace
    assert audit is not None
    assert audit.navigation._findings > 0
    window.activateWindow()
    field = audit.header.search
    for kind, page in ((searching.Kind.RECORD, "ledgers"), (searching.Kind.FINDING, "findings")):
        field.setFocus()
        field.setText(key)
        field._search()
        settle()
        assert field.popup is not None
        listed = [
            field.popup.list.item(row).data(Qt.ItemDataRole.UserRole)[0] for row in range(field.popup.list.count())
        ]
        row = next(n for n, hit in enumerate(listed) if hit.kind is kind)
        for _ in range(row):
            qtbot.keyClick(field, Qt.Key.Key_Down)
        qtbot.keyClick(field, Qt.Key.Key_Return)
        settle()
        assert audit.session.here is not None
        assert audit.session.here.page == page
        assert audit.page is audit._built[page]


def test_the_help_of_the_page_is_one_key_away(window: MainWindow, audit: Workspace, settle: Settle) -> None:
    for entry in PAGES:
        audit.session.go(Target(entry.id))
        settle()
        window.menus.actions["help"].trigger()
        assert window._help is not None
        assert window._help.isVisible()
        assert audit.page is not None
        assert window._help.topic == audit.page.help_topic(), entry.id


_PROGRAM = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from app.services import answering
from app.domain.grades import Verdict
from app.ui import application, main_window
from app.ui.session import Target

class Window(main_window.MainWindow):
    def __init__(self, *given):
        super().__init__(*given)
        self.opened.connect(self.answer)

    def answer(self, session):
        place = [p for p in session.outline.places if p[1]][4]
        session.choose_site(session.sites[1].id)
        session.arrived.connect(lambda there: self.work(session, there))
        session.go(Target("checkpoints", checkpoint=place[0]))

    def work(self, session, there):
        place = there.checkpoint, there.site
        session.saved.connect(lambda at: self.die(place[0], at))
        session.do(lambda desk: answering.record_answer(desk, *place, Verdict.PARTLY, "途中"))

    def die(self, checkpoint, at):
        print(checkpoint, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)

application.MainWindow = Window
from app.__main__ import main
main()
"""


@pytest.mark.slow
def test_after_a_kill_it_opens_where_one_was_with_everything_that_was_saved(
    window: MainWindow, world: World, tmp_path: Path, root: Path, settle: Settle
) -> None:
    file = begin(world, tmp_path / "東湾.shadan")
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
    killed = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(file)],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    checkpoint = killed.stdout.strip()
    window.open_file(file)
    settle()
    session = window.session
    assert session is not None
    assert session.site_name(session.site) == "北営業所"
    assert here(session) == checkpoint
    answer = session.outline.answers[checkpoint, session.site]
    assert (answer.verdict, answer.comment) == (Verdict.PARTLY, "途中")


@pytest.mark.slow
def test_a_second_program_is_told_who_has_the_file(
    window: MainWindow, audit: Workspace, root: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "info", str(audit.file), "--json"],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=180,
    )
    assert done.returncode == 5
    assert json.loads(done.stdout)["error"]["code"] == "audit_locked"
    assert str(os.getpid()) in done.stderr or "officer" in done.stderr

"""The window says what went wrong, and how far long work is."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.audit import COMPANY
from app.domain.grades import Verdict
from app.errors import UserError
from app.services import answering, auditing, evidencing
from app.services.ports import HistoryQuery, Progress
from app.ui.application import Catcher
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.review.who import WhoDialog
from app.ui.session import Standing, Target
from app.ui.settings import Settings
from app.ui.tasks import Tasks
from app.ui.workspace import Workspace
from tests.ui.heartbeat import watch
from tests.ui.places import PAGES
from tests.ui.typing_keys import type_over
from tests.ui.window.shown import page

Settle = Callable[[], None]


def test_a_refusal_is_a_banner_with_details_that_can_be_copied(
    window: MainWindow, audit: Workspace, qtbot: QtBot
) -> None:
    window.show_error(UserError("disk_full", file="点検.shadan"))
    banner = audit.banner
    assert banner.isVisible()
    assert "点検.shadan" in banner.text.text()
    assert not banner.more.isVisible()
    qtbot.mouseClick(banner.details, Qt.MouseButton.LeftButton)
    assert "disk_full" in banner.more.toPlainText()
    qtbot.mouseClick(banner.copy, Qt.MouseButton.LeftButton)
    assert "disk_full" in QApplication.clipboard().text()
    qtbot.mouseClick(banner.dismiss, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_what_came_of_another_page_is_told_with_the_way_there_and_stays_in_the_status_bar(
    window: MainWindow, audit: Workspace, settle: Settle, qtbot: QtBot
) -> None:
    session = audit.session
    assert window.standing.isHidden()
    session.happened.emit(lambda: "broken.pdf", Target("findings"))
    session.standing.emit(Standing(lambda: "読めないスキャン: 1件", lambda: "broken.pdf", Target("findings")))
    assert "broken.pdf" in audit.banner.text.text()
    assert window.standing.isVisible()
    assert window.standing.accessibleName() == window.standing.text() == "読めないスキャン: 1件"
    assert "broken.pdf" in window.standing.toolTip()
    qtbot.mouseClick(audit.banner.act, Qt.MouseButton.LeftButton)
    settle()
    assert session.here is not None
    assert session.here.page == "findings"
    session.go(Target("history"))
    settle()
    assert window.standing.isVisible()
    qtbot.mouseClick(window.standing, Qt.MouseButton.LeftButton)
    settle()
    assert session.here.page == "findings"
    session.standing.emit(None)
    assert window.standing.isHidden()


def test_an_error_nobody_expected_is_logged_and_shown_once_and_the_program_goes_on(
    window: MainWindow, audit: Workspace, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.paths import user_log_folder

    catcher = Catcher(window)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catcher.install()
    error = ZeroDivisionError("in a slot")
    for _ in range(3):
        sys.excepthook(type(error), error, None)
    settle()
    catcher.remove()
    assert audit.banner.isVisible()
    assert "errors.log" in audit.banner.text.text()
    assert (user_log_folder() / "errors.log").read_text("utf-8").count("in a slot") == 1
    audit.session.go(Target("history"))
    settle()
    assert audit.session.here is not None
    assert audit.session.here.page == "history"


def test_long_work_says_how_far_it_is_and_its_result_stays(
    window: MainWindow, tasks: Tasks, qtbot: QtBot, settle: Settle
) -> None:
    import threading

    gate = threading.Event()

    def work(progress: Progress) -> str:
        progress("rows", 41_200, 100_000)
        gate.wait(5)
        return "x"

    task = tasks.long("端末台帳を取り込み中", work, lambda _x: setattr(task, "outcome", "41,200行を読み込みました。"))
    (line,) = window.task_bar.lines()
    qtbot.waitUntil(lambda: "41,200" in line.count.text())
    assert line.count.text().startswith("41,200 / 100,000 行")
    assert line.bar.value() == 412
    qtbot.waitUntil(line.isVisible)
    assert line.cancel.isVisible()
    gate.set()
    settle()
    assert line.words.text() == "41,200行を読み込みました。"
    assert not line.bar.isVisible()
    qtbot.mouseClick(line.dismiss, Qt.MouseButton.LeftButton)
    assert window.task_bar.lines() == []


def test_results_do_not_pile_up_until_the_page_has_no_room(window: MainWindow, tasks: Tasks, settle: Settle) -> None:
    for number in range(5):
        task = tasks.long("証跡の保存", lambda _progress: None)
        task.outcome = f"保存しました: {number}"
        settle()
    assert [line.words.text() for line in window.task_bar.lines()] == ["保存しました: 3", "保存しました: 4"]


def test_long_work_can_be_stopped(window: MainWindow, tasks: Tasks, qtbot: QtBot, settle: Settle) -> None:
    def work(progress: Progress) -> int:
        done = 0
        while progress("rows", done, 0):
            done += 1
        return done

    tasks.long("照合中", work)
    (line,) = window.task_bar.lines()
    qtbot.waitUntil(line.cancel.isVisible)
    qtbot.mouseClick(line.cancel, Qt.MouseButton.LeftButton)
    settle()
    assert "取り消しました" in line.words.text()


def test_results_never_fill_the_window(window: MainWindow, tasks: Tasks, settle: Settle) -> None:
    def run(number: int) -> None:
        task = tasks.long("書き出し中", lambda _progress: None, lambda _x: setattr(task, "outcome", f"{number}件目"))

    for number in range(9):
        run(number)
        settle()
    assert [line.words.text() for line in window.task_bar.lines()] == ["7件目", "8件目"]


def test_what_was_told_in_place_leaves_no_line_and_no_flicker(window: MainWindow, tasks: Tasks, settle: Settle) -> None:
    tasks.long("証跡を保存中", lambda _progress: None)
    (line,) = window.task_bar.lines()
    assert not line.isVisible()
    settle()
    assert window.task_bar.lines() == []


@pytest.mark.heartbeat
@pytest.mark.alone
def test_opening_moving_and_searching_never_hold_the_window_up(
    window: MainWindow, file: Path, qtbot: QtBot, settle: Settle
) -> None:
    with watch() as heartbeat:
        window.open_file(file)
        qtbot.waitUntil(lambda: window.workspace is not None)
        session = window.session
        assert session is not None
        for entry in PAGES:
            session.go(Target(entry.id))
            qtbot.wait(20)
        for checkpoint in session.outline.checkpoints[:20]:
            session.go(Target("checkpoints", checkpoint=checkpoint.id))
            qtbot.wait(2)
        session.do(lambda desk: answering.record_answer(desk, session.places_here()[0][0], COMPANY, Verdict.CONFORMING))
        qtbot.wait(100)
        settle()
    heartbeat.calm()


def test_evidence_and_other_changes_reach_the_pages(audit: Workspace, settle: Settle, tmp_path: Path) -> None:
    source = tmp_path / "写真.txt"
    source.write_text("x")
    place = audit.session.places_here()[0]
    audit.session.do(lambda desk: evidencing.attach(desk, *place, source))
    settle()
    assert any(changes.evidence for changes in page(audit).changes)


def test_the_history_names_the_officer_as_the_officer_wants(
    window: MainWindow, audit: Workspace, kit: Kit, tasks: Tasks, settings: Settings, settle: Settle, qtbot: QtBot
) -> None:
    window._do("user")
    settle()
    (dialog,) = window.findChildren(WhoDialog)
    assert dialog.name.text() == "officer"
    type_over(dialog.name, "東湾 花子")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert "東湾 花子" in window.who.text()
    first, second = audit.session.places_here()[:2]
    audit.session.do(lambda desk: answering.record_answer(desk, *first, Verdict.CONFORMING))
    settle()
    # The next start and the next file know it, too.
    another = MainWindow(kit, tasks, Settings())
    assert another.make_world().user == "東湾 花子"
    another.deleteLater()
    with audit.session.desk.file.read() as work:
        assert work.history.entries(HistoryQuery(), 0, 1)[0].by == "東湾 花子"


def test_a_long_name_of_a_site_is_cut_between_letters(window: MainWindow, audit: Workspace, settle: Settle) -> None:
    name = "北浜東ネットワークセンター分室"
    audit.session.do(lambda desk: auditing.add_site(desk, name))
    settle()
    audit.next_site(-1)
    box = audit.header.site
    for width, cut in ((600, False), (110, True)):
        box.setFixedWidth(width)
        settle()
        assert box.toolTip() == (name if cut else "")
    assert box.currentText() == name

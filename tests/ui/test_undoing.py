"""Ctrl+Z and Ctrl+Y in the whole window: named before, said after, shown where it happened."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.grades import Role, Verdict
from app.domain.review import State
from app.services import answering, auditing, batches, planning, reviewing, undoing
from app.services.ports import World
from app.ui.board.page import BoardPage
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.dialogs import question
from app.ui.main_window import MainWindow
from app.ui.session import Session, Target
from app.ui.workspace import Workspace
from tests.ui.checkpoints.conftest import write

Settle = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SITE = "A4-4-04"


@pytest.fixture
def workspace(window: MainWindow, world: World, tmp_path: Path, settle: Settle) -> Workspace:
    path = tmp_path / "東湾 2026.shadan"
    new = auditing.NewAudit(
        "東湾送配電株式会社", Role.GRID_OPERATOR, "2026年度上期", date(2026, 9, 30), sites=("本店", "北営業所")
    )
    auditing.create(world, path, new).file.close()
    window.open_file(path)
    settle()
    window.activateWindow()
    assert window.workspace is not None
    window.workspace.session.go(Target("checkpoints", checkpoint=SITE))
    settle()
    return window.workspace


def sheet(workspace: Workspace) -> CheckpointsPage:
    page = workspace.page
    assert isinstance(page, CheckpointsPage)
    return page


def press(window: MainWindow, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    qtbot.keyClick(window.focusWidget() or window, key, modifier)


def verdict(session: Session, site: str) -> Verdict:
    answer = session.outline.answers.get((SITE, site))
    return answer.verdict if answer else Verdict.UNANSWERED


def test_an_answer_is_undone_where_it_was_given(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    session, undo, redo = workspace.session, window.menus.actions["undo"], window.menus.actions["redo"]
    first, second = (s.id for s in session.sites)
    window.menus.edit.aboutToShow.emit()
    qtbot.waitUntil(lambda: not undo.isEnabled())
    press(window, qtbot, Qt.Key.Key_3, Qt.KeyboardModifier.NoModifier)
    settle()
    assert verdict(session, first) is Verdict.NONCONFORMING
    qtbot.waitUntil(lambda: undo.text() == f"元に戻す(&U): 回答({SITE} 本店)")
    assert not redo.isEnabled()
    session.choose_site(second)
    session.go(Target("history"))
    settle()
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert verdict(session, first) is Verdict.UNANSWERED
    assert window.saved.text() == f"✓ 元に戻しました: 回答({SITE} 本店)"
    # The page goes to where it happened.
    assert (workspace.page, session.site) == (sheet(workspace), first)
    assert sheet(workspace).sheet.place == (SITE, first)
    assert not any(b.isChecked() for b in sheet(workspace).sheet.verdicts.buttons.values())
    qtbot.waitUntil(lambda: redo.isEnabled() and not undo.isEnabled())
    press(window, qtbot, Qt.Key.Key_Y, CONTROL)
    settle()
    assert verdict(session, first) is Verdict.NONCONFORMING
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    press(window, qtbot, Qt.Key.Key_Z, CONTROL | SHIFT)
    settle()
    assert verdict(session, first) is Verdict.NONCONFORMING
    assert window.saved.text() == f"✓ やり直しました: 回答({SITE} 本店)"


def test_a_text_field_keeps_its_own_undo(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    session, place = workspace.session, (SITE, workspace.session.site)
    press(window, qtbot, Qt.Key.Key_1, Qt.KeyboardModifier.NoModifier)
    settle()
    remark = sheet(workspace).sheet.remark
    remark.setFocus()
    # Nothing was typed here: the key is the window's.
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert verdict(session, place[1]) is Verdict.UNANSWERED
    press(window, qtbot, Qt.Key.Key_Y, CONTROL)
    settle()
    assert verdict(session, place[1]) is Verdict.CONFORMING
    remark.setFocus()
    write(remark, "施錠を確認した")
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert remark.text() == ""
    assert verdict(session, place[1]) is Verdict.CONFORMING
    # What was typed and saved, and is undone from outside the field, does not come back from there.
    write(remark, "鍵は2本")
    sheet(workspace).sheet.flush()
    settle()
    assert session.outline.answers[place].comment == "鍵は2本"
    remark.setFocus()
    window.menus.actions["undo"].trigger()
    settle()
    assert session.outline.answers[place].comment == ""
    assert remark.text() == ""
    session.go(Target("history"))
    settle()
    assert session.outline.answers[place].comment == ""


def test_the_words_follow_the_language_and_what_another_did_is_told(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    session, undo = workspace.session, window.menus.actions["undo"]
    session.do(lambda desk: answering.record_answer(desk, SITE, session.site, Verdict.PARTLY, "一部"))
    settle()
    qtbot.waitUntil(lambda: SITE in undo.text())
    window.choose_language("en")
    settle()
    assert undo.text() == f"&Undo: Answer given ({SITE} 本店)"
    window.choose_language("ja")
    settle()
    mine = window.make_world().user
    window.be_called("佐藤")
    session.do(lambda desk: answering.record_comment(desk, SITE, session.site, "見直した"))
    settle()
    window.be_called(mine)
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert "佐藤" in workspace.banner.text.text()
    assert session.outline.answers[SITE, session.site].comment == "見直した"


def test_the_status_bar_tells_that_an_answer_waits_for_its_reviewer_again(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    session = workspace.session
    place = (SITE, session.site)
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING))
    settle()
    mine = window.make_world().user
    window.be_called("田中")
    session.do(lambda desk: reviewing.accept(desk, [place]))
    settle()
    window.be_called(mine)
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.PARTLY, "一部", "見直した"))
    settle()
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert verdict(session, place[1]) is Verdict.CONFORMING
    assert window.saved.text().endswith("  確認済でなくなり、確認者の確認をもう一度受ける回答: 1 件。")


def test_a_measure_is_undone_on_the_page_of_the_plan(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    session = workspace.session
    session.do(lambda desk: planning.add_action(desk, "A3-5", "区画を分ける"))
    settle()
    session.go(Target("overview"))
    settle()
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert session.here is not None
    assert session.here.page == "plan"
    assert planning.view(session.desk).actions == ()


def test_what_stays_is_asked_and_told_when_an_earlier_step_is_undone(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = workspace.session
    first, second = (s.id for s in session.sites)
    session.do(lambda desk: answering.record_answer(desk, SITE, first, Verdict.CONFORMING))
    session.do(lambda desk: answering.record_answer(desk, SITE, second, Verdict.PARTLY, "一部"))
    settle()
    mine = window.make_world().user
    window.be_called("佐藤")
    session.do(lambda desk: answering.record_comment(desk, SITE, second, "見直した"))
    settle()
    window.be_called(mine)
    asked: list[str] = []

    def answer(go_on: bool) -> Callable[..., bool]:
        def agree(_title: str, words: str, _stay: str, _go_on: str, _parent: QWidget) -> bool:
            asked.append(words)
            return go_on

        return agree

    monkeypatch.setattr(question, "agreed", answer(False))
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    # Nothing is undone unasked; the menu tells it beforehand.
    assert (verdict(session, first), verdict(session, second)) == (Verdict.CONFORMING, Verdict.PARTLY)
    assert len(asked) == 1
    assert f"最後の操作「回答({SITE} 北営業所)」はそのまま残ります(その後 佐藤 さんが操作)" in asked[0]
    assert f"「回答({SITE} 本店)」" in asked[0]
    menu = f"前の操作を元に戻す(&U): 回答({SITE} 本店)(「回答({SITE} 北営業所)」は残ります)…"
    assert window.menus.actions["undo"].text() == menu
    monkeypatch.setattr(question, "agreed", answer(True))
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert (verdict(session, first), verdict(session, second)) == (Verdict.UNANSWERED, Verdict.PARTLY)
    told = f"その後の操作は残りました: 回答({SITE} 北営業所)(その後 佐藤 さんが操作)"
    assert window.saved.text() == f"✓ 元に戻しました: 回答({SITE} 本店)  {told}"


def test_a_batch_is_undone_on_the_board_where_it_was_given(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, settle: Settle
) -> None:
    session = workspace.session
    places = [(SITE, s.id) for s in session.sites]
    session.do(lambda desk: batches.answer_many(desk, places, Verdict.PARTLY, "一部"))
    settle()
    # What was answered is filtered away, and comes back.
    session.go(Target("board", options={"state": State.NOT_STARTED.value}))
    settle()
    board = workspace.page
    assert isinstance(board, BoardPage)
    for key, now in ((Qt.Key.Key_Z, Verdict.UNANSWERED), (Qt.Key.Key_Y, Verdict.PARTLY)):
        press(window, qtbot, key, CONTROL)
        settle()
        assert [verdict(session, site) for _checkpoint, site in places] == [now] * 2
        assert workspace.page is board
    # Of another item nothing is to be seen there.
    session.go(Target("board", options={"state": "", "item": "A1-1"}))
    settle()
    assert not board.shows(places)
    press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert sheet(workspace).sheet.place == places[0]


def test_a_batch_is_undone_as_long_work(
    window: MainWindow, workspace: Workspace, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, undo = workspace.session, window.menus.actions["undo"]
    monkeypatch.setattr(undoing, "_LONG", 1)
    places = [(SITE, s.id) for s in session.sites]
    session.do(lambda desk: batches.answer_many(desk, places, Verdict.PARTLY, "一部"))
    settle()
    qtbot.waitUntil(lambda: "2 か所" in undo.text())
    with qtbot.waitSignal(session.tasks.busy):
        press(window, qtbot, Qt.Key.Key_Z, CONTROL)
    settle()
    assert verdict(session, places[0][1]) is Verdict.UNANSWERED

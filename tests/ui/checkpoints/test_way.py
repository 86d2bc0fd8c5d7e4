"""The way through an audit: lists, next, back, and the page inside the window."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.grades import Role, Verdict
from app.errors import UserError
from app.services import answering, auditing, evidencing
from app.services.changes import Changes
from app.services.ports import World
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.checkpoints.rows import Show
from app.ui.main_window import MainWindow
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.workspace import Workspace
from tests.ui.checkpoints.conftest import COMPANY_CHECKPOINT, SITE_CHECKPOINT, Settle, press, show, write
from tests.ui.heartbeat import watch


def test_next_and_back_follow_the_catalogue(page: CheckpointsPage, session: Session, qtbot: QtBot) -> None:
    ids = [c.id for c in session.outline.checkpoints]
    show(page, ids[0])
    assert not page.back.isEnabled()
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.next, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.back, Qt.MouseButton.LeftButton)
    assert page.sheet.place[0] == ids[1]
    show(page, ids[-1])
    assert not page.next.isEnabled()


def test_next_unanswered_skips_what_has_a_verdict(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    ids = [c.id for c in session.outline.checkpoints]
    here = ids.index(SITE_CHECKPOINT)
    place = session.place(session.outline.checkpoints[here + 1])
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING))
    settle()
    qtbot.mouseClick(page.next_open, Qt.MouseButton.LeftButton)
    assert page.sheet.place[0] == ids[here + 2]


def test_the_end_is_told(page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    def everything(desk: object) -> Changes:
        return [answering.record_answer(session.desk, *p, Verdict.CONFORMING) for p in session.places_here()][-1]

    session.do(everything)
    settle()
    # The window says what is left at other sites, as Ctrl+J does.
    with qtbot.waitSignal(session.onward):
        qtbot.mouseClick(page.next_open, Qt.MouseButton.LeftButton)
    assert page.sheet.place[0] == SITE_CHECKPOINT


def test_a_page_told_where_the_officer_is(page: CheckpointsPage, session: Session) -> None:
    seen: list[Target] = []
    session.arrived.connect(seen.append)
    show(page, COMPANY_CHECKPOINT)
    assert seen[-1] == Target("checkpoints", checkpoint=COMPANY_CHECKPOINT, site=session.sites[0].id)
    page.sheet.heading.crumbs.linkActivated.emit("item")
    assert seen[-1].options == {"item": "A1-1"}


def test_an_unknown_checkpoint_changes_nothing(page: CheckpointsPage) -> None:
    show(page, "Z9-9-99")
    show(page, "V-01")  # asked of retailers only
    assert page.sheet.place[0] == SITE_CHECKPOINT


# --- the list of an item ----------------------------------------------------------------------------------------------


def rows(page: CheckpointsPage) -> list[str]:
    return [row.checkpoint.id for row in page.list.model.rows]


def test_an_item_lists_its_checkpoints_with_filters(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle, tmp_path: object
) -> None:
    press(qtbot, page, Qt.Key.Key_3)
    settle()
    session.go(Target("checkpoints", options={"item": "A4-4"}))
    settle()
    every = [c.id for c in session.outline.checkpoints if c.item == "A4-4"]
    assert rows(page) == every
    qtbot.mouseClick(page.list.filters.buttons[Show.NONCONFORMING], Qt.MouseButton.LeftButton)
    assert rows(page) == [SITE_CHECKPOINT]
    qtbot.mouseClick(page.list.filters.buttons[Show.UNANSWERED], Qt.MouseButton.LeftButton)
    assert rows(page) == [c for c in every if c != SITE_CHECKPOINT]
    index = page.list.model.index(0)
    assert "未確認" in index.data(Qt.ItemDataRole.AccessibleTextRole)
    session.go(Target("checkpoints", options={"item": "A4-4", "filter": "nonconforming"}))
    assert rows(page) == [SITE_CHECKPOINT]


def test_the_list_knows_evidence_and_copies(
    page: CheckpointsPage, session: Session, settle: Settle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    first, second = (s.id for s in session.sites)
    file = tmp_path_factory.mktemp("evidence") / "a.txt"
    file.write_bytes(b"a")
    session.do(lambda desk: answering.record_answer(desk, SITE_CHECKPOINT, first, Verdict.CONFORMING))
    session.do(lambda desk: answering.copy_answer(desk, SITE_CHECKPOINT, first, [second]))
    session.do(lambda desk: evidencing.attach(desk, SITE_CHECKPOINT, second, file))
    session.choose_site(second)
    session.go(Target("checkpoints", options={"item": "A4-4"}))
    settle()
    row = next(row for row in page.list.model.rows if row.checkpoint.id == SITE_CHECKPOINT)
    assert (row.evidence, row.copied, row.verdict) == (1, True, Verdict.CONFORMING)
    page.list.filters.buttons[Show.UNPROVEN].click()
    assert SITE_CHECKPOINT not in rows(page)
    page.list.filters.buttons[Show.COPIED].click()
    assert rows(page) == [SITE_CHECKPOINT]


def test_the_list_is_walked_by_keyboard(page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    session.go(Target("checkpoints", options={"item": "A4-4"}))
    settle()
    assert page.list.view.hasFocus()
    press(qtbot, page, Qt.Key.Key_Down)
    press(qtbot, page, Qt.Key.Key_1)  # there is nothing to answer in a list
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    assert page.sheet.place[0] == rows(page)[1]
    assert page.sheet.hasFocus()
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    assert session.outline.answers[page.sheet.place].verdict is Verdict.CONFORMING
    page.sheet.heading.crumbs.linkActivated.emit("item")
    settle()
    assert page.list.view.currentIndex().row() == 1


def test_a_click_opens_a_row(page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle) -> None:
    session.go(Target("checkpoints", options={"item": "A4-4"}))
    settle()
    place = page.list.view.visualRect(page.list.model.index(2)).center()
    qtbot.mouseClick(page.list.view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert page.sheet.place[0] == rows(page)[2]


# --- in the window ----------------------------------------------------------------------------------------------------


@pytest.fixture
def workspace(session: Session, qtbot: QtBot, settle: Settle) -> Iterator[Workspace]:
    """The page where it belongs."""
    workspace = Workspace(session, Settings())
    qtbot.addWidget(workspace)
    workspace.resize(1360, 820)
    workspace.show()
    qtbot.waitExposed(workspace)
    workspace.activateWindow()
    session.go(Target("checkpoints", checkpoint=SITE_CHECKPOINT))
    settle()
    yield workspace
    settle()


def test_keys_work_as_soon_as_a_checkpoint_was_chosen(
    workspace: Workspace, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    page = workspace.page
    assert isinstance(page, CheckpointsPage)
    workspace.navigation.focus_current()
    workspace.navigation.chosen.emit(Target("checkpoints", options={"item": "A4-4"}))
    settle()
    assert page.list.view.hasFocus()
    assert session.here is not None
    assert session.here.options == {"item": "A4-4"}
    press(qtbot, page, Qt.Key.Key_Return)
    settle()
    press(qtbot, page, Qt.Key.Key_1)
    settle()
    assert session.outline.answers[page.sheet.place].verdict is Verdict.CONFORMING
    workspace.go_back()
    settle()
    assert rows(page)
    workspace.go_back()
    assert page.sheet.place[0] == SITE_CHECKPOINT


def test_the_window_does_not_leave_over_an_open_question(
    workspace: Workspace, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    page = workspace.page
    assert isinstance(page, CheckpointsPage)
    page.sheet.setFocus()
    press(qtbot, page, Qt.Key.Key_4)
    session.go(Target("overview"))
    assert workspace.page is page
    assert not workspace.can_leave()
    press(qtbot, page, Qt.Key.Key_Escape)
    write(page.sheet.remark, "見た")
    assert workspace.can_leave()
    settle()
    assert session.outline.answers[page.sheet.place].comment == "見た"


@pytest.mark.heartbeat
@pytest.mark.alone
def test_going_on_never_holds_the_window(page: CheckpointsPage, session: Session, settle: Settle) -> None:
    with watch() as heartbeat:
        for checkpoint in session.outline.checkpoints[:40]:
            show(page, checkpoint.id)
            QApplication.processEvents()
        settle()
    heartbeat.calm()


# --- closing ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """An audit that is not open."""
    new = auditing.NewAudit(
        "東湾送配電株式会社", Role.GRID_OPERATOR, "2026年度上期", date(2026, 9, 30), sites=("本店",)
    )
    path = tmp_path / "東湾.shadan"
    auditing.create(world, path, new).file.close()
    return path


def opened(window: MainWindow, file: Path, settle: Settle) -> tuple[Session, CheckpointsPage]:
    """The page of an audit that the window has opened."""
    window.open_file(file)
    settle()
    session = window.session
    assert session is not None
    session.go(Target("checkpoints", checkpoint=SITE_CHECKPOINT))
    settle()
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, CheckpointsPage)
    return session, page


def test_closing_the_window_saves_what_was_typed_last(
    window: MainWindow, file: Path, settle: Settle, world: World
) -> None:
    session, page = opened(window, file, settle)
    site = session.site
    write(page.sheet.remark, "最後の一行")
    assert window.close_audit()
    desk = auditing.open_audit(world, file)
    answer = answering.page(desk, SITE_CHECKPOINT, site).answer
    desk.file.close()
    assert answer is not None
    assert answer.comment == "最後の一行"


def test_the_window_stays_open_when_the_last_words_are_refused(
    window: MainWindow, file: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> object:
        raise UserError("disk_full", file="東湾.shadan")

    _session, page = opened(window, file, settle)
    write(page.sheet.remark, "最後の一行")
    with monkeypatch.context() as patch:
        patch.setattr(answering, "record_comment", full)
        assert not window.close_audit()
    assert page.sheet.refusal.isVisible()
    assert page.sheet.remark.text() == "最後の一行"
    page.sheet.again.click()
    assert window.close_audit()


def test_control_j_is_the_windows(window: MainWindow, file: Path, qtbot: QtBot, settle: Settle) -> None:
    session, page = opened(window, file, settle)
    window.activateWindow()
    page.sheet.setFocus()
    press(qtbot, page, Qt.Key.Key_1)
    press(qtbot, page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    settle()
    ids = [c.id for c in session.outline.checkpoints]
    assert page.sheet.place[0] == ids[ids.index(SITE_CHECKPOINT) + 1]
    page.sheet.remark.setFocus()
    press(qtbot, page, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert page.sheet.place[0] == ids[ids.index(SITE_CHECKPOINT) + 2]
    # Nobody types into the next remark unawares.
    assert page.sheet.hasFocus()
    assert page.sheet.remark.text() == ""


def test_after_the_last_verdict_one_is_not_led_back_to_it(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    *others, last = session.places_here()
    session.do(lambda desk: [answering.record_answer(desk, *p, Verdict.CONFORMING) for p in others][-1])
    settle()
    show(page, last[0])
    settle()
    press(qtbot, page, Qt.Key.Key_1)
    # At once: the verdict is not in the file yet.
    with qtbot.waitSignal(session.onward):
        qtbot.mouseClick(page.next_open, Qt.MouseButton.LeftButton)
    assert session.next_unanswered() is None
    settle()
    assert session.outline.answers[last].verdict is Verdict.CONFORMING


def test_the_last_one_that_is_open_says_so(workspace: Workspace, settle: Settle) -> None:
    session = workspace.session
    *others, last = session.places_here()
    session.do(lambda desk: [answering.record_answer(desk, *p, Verdict.CONFORMING) for p in others][-1])
    settle()
    workspace.next_unanswered()
    settle()
    assert session.here is not None
    assert session.here.checkpoint == last[0]
    workspace.next_unanswered()
    settle()
    assert "この確認事項だけ" in workspace.banner.text.text()


def test_the_time_of_saving_is_that_of_the_checkpoint_shown(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    press(qtbot, page, Qt.Key.Key_1)
    show(page, COMPANY_CHECKPOINT)
    settle()
    assert page.sheet.state.text() == ""
    show(page, SITE_CHECKPOINT)
    settle()
    assert page.sheet.state.text().startswith("保存済み")


def test_a_field_below_the_fold_is_brought_into_sight_and_stays_there(
    page: CheckpointsPage, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    answering.record_answer(session.desk, SITE_CHECKPOINT, session.site, Verdict.CONFORMING, "見た。\n" * 12)
    page.resize(900, 380)
    session.go(Target("checkpoints", checkpoint=SITE_CHECKPOINT, options={"field": "evidence"}))
    settle()
    qtbot.waitUntil(page.sheet.evidence.add.hasFocus)
    qtbot.wait(400)
    assert not page.sheet.evidence.add.visibleRegion().isEmpty()

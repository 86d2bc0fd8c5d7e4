"""The board as an officer uses it: cells chosen with keys and mouse, answered after a look at what that does."""

from collections.abc import Callable
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.domain.review import State
from app.services import answering, assigning, auditing, batches, flagging, reviewing
from app.services.board import What
from app.services.ports import Desk
from app.ui.board import batch_dialog
from app.ui.board.assign_dialog import AssignDialog
from app.ui.board.batch_dialog import BatchDialog
from app.ui.board.page import BoardPage
from app.ui.dialogs.ask import AskText
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.tasks import Task
from app.ui.translator import speak
from tests.services.test_batches import propose
from tests.ui.accessible import unnamed
from tests.ui.typing_keys import write

SITE, OTHER = "A4-4-04", "A4-4-01"
Settle = Callable[[], None]
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Four sites."""
    for name in ("南営業所", "東営業所"):
        auditing.add_site(desk, name)
    return desk


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle) -> BoardPage:
    page = BoardPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    settle()
    page.table.setFocus()
    return page


def index(page: BoardPage, checkpoint: str = SITE, row: int = 0) -> QModelIndex:
    site = page.session.sites[row].id
    found = page.table.cells.index_of((checkpoint, site))
    assert found.isValid()
    return found


def stand_on(page: BoardPage, checkpoint: str = SITE, row: int = 0) -> None:
    here = index(page, checkpoint, row)
    page.table.selectionModel().setCurrentIndex(here, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def column(page: BoardPage, checkpoint: str = SITE) -> list[Place]:
    return [(checkpoint, site.id) for site in page.session.sites]


def dialog(page: BoardPage, kind: type[QDialog], settle: Settle) -> QDialog:
    settle()
    found = [each for each in page.findChildren(kind) if each.isVisible()]
    assert len(found) == 1
    return found[0]


def verdicts(page: BoardPage, checkpoint: str = SITE) -> list[str]:
    answers = page.session.outline.answers
    return [answers[place].verdict.value if place in answers else "" for place in column(page, checkpoint)]


def test_a_column_is_chosen_and_answered_with_the_keyboard(page: BoardPage, settle: Settle) -> None:
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_Space, CONTROL)
    assert page.places() == tuple(column(page))
    assert page.bar_told.text() == "選択中: 4 件"
    QTest.keyClick(page.table, Qt.Key.Key_1)
    asked = dialog(page, BatchDialog, settle)
    assert isinstance(asked, BatchDialog)
    assert verdicts(page) == [""] * 4
    assert asked.ok.text() == "4 件に記録する"
    QTest.keyClick(asked, Qt.Key.Key_Return)
    settle()
    assert verdicts(page) == ["conforming"] * 4
    assert "4 件" in page.notice.words.text()
    # What was chosen is chosen still.
    assert page.places() == tuple(column(page))
    with page.session.desk.file.read() as work:
        told = [e.event.after or {} for e in work.history.since(0) if e.event.act == "answer.recorded"]
    assert len({str(each["batch"]) for each in told}) == 1


def test_nothing_is_written_when_the_look_is_all(page: BoardPage, settle: Settle) -> None:
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_Space, CONTROL)
    QTest.keyClick(page.table, Qt.Key.Key_3)
    QTest.keyClick(dialog(page, BatchDialog, settle), Qt.Key.Key_Escape)
    settle()
    assert verdicts(page) == [""] * 4


def test_what_was_answered_is_left_unless_it_is_meant(page: BoardPage, settle: Settle) -> None:
    first, second = (site.id for site in page.session.sites[:2])
    page.session.do(lambda desk: answering.record_answer(desk, SITE, first, Verdict.NONCONFORMING))
    page.session.do(lambda desk: answering.record_answer(desk, SITE, second, Verdict.NOT_APPLICABLE, reason="窓口なし"))
    settle()
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_Space, CONTROL)
    QTest.keyClick(page.table, Qt.Key.Key_1)
    asked = dialog(page, BatchDialog, settle)
    assert isinstance(asked, BatchDialog)
    assert asked.keep.isChecked()
    assert (len(asked.rest().written), asked.reason.isVisible()) == (2, False)
    QTest.mouseClick(asked.keep, Qt.MouseButton.LeftButton, pos=QPoint(10, asked.keep.height() // 2))
    # The deficiency stays, the other one changes and wants a reason.
    assert [p[1] for p in asked.rest().changed] == [second]
    assert asked.lessen.isVisible()
    assert not asked.ok.isEnabled()
    asked.reason.setFocus()
    write(asked.reason, "全所で再確認した")
    assert asked.ok.isEnabled()
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    settle()
    assert verdicts(page) == ["nonconforming", "conforming", "conforming", "conforming"]


def test_a_lesser_verdict_than_ledgers_propose_wants_a_reason(page: BoardPage, settle: Settle) -> None:
    propose(page.session.desk, page.session.sites[0].id)
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_Space, CONTROL)
    QTest.keyClick(page.table, Qt.Key.Key_1)
    asked = dialog(page, BatchDialog, settle)
    assert isinstance(asked, BatchDialog)
    assert (asked.spare.isChecked(), asked.reason.isVisible(), asked.ok.isEnabled()) == (True, False, True)
    QTest.mouseClick(asked.spare, Qt.MouseButton.LeftButton, pos=QPoint(10, asked.spare.height() // 2))
    assert (asked.reason.isVisible(), asked.ok.isEnabled()) == (True, False)
    assert asked.reason_label.text() == "台帳の提案より軽い判定とする理由"
    asked.reason.setFocus()
    write(asked.reason, "現地では専用区画")
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    settle()
    assert verdicts(page) == ["conforming"] * 4
    with page.session.desk.file.read() as work:
        assert [d.reason for d in work.findings.decisions()] == ["現地では専用区画"]


def test_a_deficiency_becomes_lesser_only_where_it_is_ticked(page: BoardPage, settle: Settle) -> None:
    first = page.session.sites[0].id
    page.session.do(lambda desk: answering.record_answer(desk, SITE, first, Verdict.NONCONFORMING))
    settle()
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_2)
    asked = dialog(page, BatchDialog, settle)
    assert isinstance(asked, BatchDialog)
    assert not asked.ok.isEnabled()
    assert asked.lessen.isVisible()
    asked.lessen.setFocus()
    QTest.keyClick(asked.lessen, Qt.Key.Key_Space)
    asked.reason.setFocus()
    write(asked.reason, "一部は是正済み")
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    settle()
    assert verdicts(page)[0] == "partly"


def test_cells_are_chosen_with_shift_control_headers_and_all(page: BoardPage, qtbot: QtBot, settle: Settle) -> None:
    table = page.table
    stand_on(page)
    QTest.keyClick(table, Qt.Key.Key_Down, SHIFT)
    assert page.places() == tuple(column(page)[:2])
    QTest.keyClick(table, Qt.Key.Key_Space, SHIFT)
    both = {site.id for site in page.session.sites[:2]}
    assert set(page.places()) == {p for p in page.session.outline.places if p[1] in both}
    at = table.visualRect(index(page, SITE, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    other = table.visualRect(index(page, SITE, 2)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, CONTROL, pos=other)
    assert set(page.places()) == {column(page)[0], column(page)[2]}
    header = table.horizontalHeader()
    number = index(page, SITE).column()
    place = QPoint(header.sectionViewportPosition(number) + header.sectionSize(number) // 2, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert page.places() == tuple(column(page))
    QTest.keyClick(table, Qt.Key.Key_A, CONTROL)
    sites = [p for p in page.session.outline.places if p[1]]
    assert set(page.places()) == set(sites)


def test_enter_and_a_double_click_open_the_checkpoint(page: BoardPage, session: Session, qtbot: QtBot) -> None:
    seen: list[Target] = []
    session.wanted.connect(seen.append)
    stand_on(page, SITE, 1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert (seen[-1].page, seen[-1].checkpoint, seen[-1].site) == ("checkpoints", SITE, session.sites[1].id)
    at = page.table.visualRect(index(page, SITE, 2)).center()
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert (seen[-1].checkpoint, seen[-1].site) == (SITE, session.sites[2].id)


def test_filters_leave_what_is_looked_for(page: BoardPage, session: Session, settle: Settle) -> None:
    third = session.sites[2].id
    session.do(lambda desk: answering.record_answer(desk, SITE, third, Verdict.NONCONFORMING))
    settle()
    cells = page.table.cells
    page.filters.what.setFocus()
    QTest.keyClick(page.filters.what, Qt.Key.Key_Down)
    QTest.keyClick(page.filters.what, Qt.Key.Key_Down)
    page.filters.what.activated.emit(page.filters.what.currentIndex())
    assert page.filters.what.currentData() == What.NONCONFORMING.value
    assert (cells.rowCount(), cells.columnCount()) == (1, 1)
    assert page.told.text().endswith("該当 1 件")
    QTest.mouseClick(page.clear, Qt.MouseButton.LeftButton)
    assert cells.rowCount() == 4
    page.filters.search.setFocus()
    write(page.filters.search, "東")
    assert [cells.headerData(r, Qt.Orientation.Vertical) for r in range(cells.rowCount())] == ["東営業所"]
    write(page.filters.search, "zzz")
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert not page.empty.isVisible()


def test_where_cells_are_looked_for_only_these_are_meant(page: BoardPage, session: Session, settle: Settle) -> None:
    first, second = (s.id for s in session.sites[:2])
    flags = [(SITE, first), (OTHER, second)]
    session.do(lambda desk: flagging.set_flags(desk, flags, "再訪"))
    settle()
    page.open(Target("board", options={"what": What.FLAGGED.value}))
    assert (page.table.cells.rowCount(), page.table.cells.columnCount()) == (2, 2)
    page.table.selectAll()
    assert set(page.places()) == set(flags)
    # One that is there to be read can be chosen by itself.
    stand_on(page, SITE, 1)
    assert page.places() == ((SITE, second),)


def test_sites_are_sorted(page: BoardPage, session: Session, settle: Settle) -> None:
    last = session.sites[3].id
    session.do(lambda desk: answering.record_answer(desk, SITE, last, Verdict.PARTLY))
    settle()
    page.open(Target("board", options={"order": "failures"}))
    cells = page.table.cells
    assert cells.headerData(0, Qt.Orientation.Vertical) == "東営業所"
    page.open(Target("board", options={"order": "audit"}))
    assert cells.headerData(0, Qt.Orientation.Vertical) == "本店"


def test_rows_and_columns_are_swapped(page: BoardPage, session: Session, settle: Settle) -> None:
    stand_on(page, SITE, 2)
    QTest.mouseClick(page.turn, Qt.MouseButton.LeftButton)
    cells = page.table.cells
    assert cells.columnCount() == 4
    assert cells.headerData(2, Qt.Orientation.Horizontal) == session.sites[2].name
    # The current cell is the same one.
    assert cells.place(page.table.currentIndex()) == (SITE, session.sites[2].id)
    QTest.keyClick(page.table, Qt.Key.Key_Space, SHIFT)
    assert page.places() == tuple(column(page))


def test_copies_are_made_and_confirmed(page: BoardPage, session: Session, settle: Settle) -> None:
    first = session.sites[0].id
    session.do(lambda desk: batches.answer_many(desk, [(SITE, first), (OTHER, first)], Verdict.CONFORMING, "確認"))
    settle()
    page.table.selectionModel().clear()
    for checkpoint in (SITE, OTHER):
        for row in (1, 2, 3):
            page.table.selectionModel().select(index(page, checkpoint, row), QItemSelectionModel.SelectionFlag.Select)
    act = next(a for a in page.more.menu().actions() if a.text() == "事業所から写す…")
    act.trigger()
    asked = dialog(page, BatchDialog, settle)
    assert isinstance(asked, BatchDialog)
    assert asked.source.currentData() == first
    assert asked.ok.text() == "6 件に記録する"
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    settle()
    assert len(session.outline.copies) == 6
    told = page.table.cells.data(index(page, SITE, 1), Qt.ItemDataRole.AccessibleTextRole)
    assert told == "北営業所 の A4-4-04: 適合、写し(要確認)"
    next(a for a in page.more.menu().actions() if a.text() == "写しを確認").trigger()
    settle()
    assert session.outline.copies == {}
    next(a for a in page.more.menu().actions() if a.text() == "写しを確認").trigger()
    settle()
    assert "写しはありません" in page.notice.words.text()


def test_a_copy_tells_that_a_remark_is_replaced(page: BoardPage, session: Session, settle: Settle) -> None:
    first, second = (site.id for site in session.sites[:2])
    for site, remark in ((first, "本店の所見"), (second, "現物を確認した")):
        session.do(
            partial(
                answering.record_answer, checkpoint_id=SITE, site_id=site, verdict=Verdict.CONFORMING, comment=remark
            )
        )
    settle()
    stand_on(page, row=1)
    next(a for a in page.more.menu().actions() if a.text() == "事業所から写す…").trigger()
    asked = dialog(page, BatchDialog, settle)
    assert isinstance(asked, BatchDialog)
    assert asked.ok.text() == "1 件に記録する"
    assert "△ 元の所見を置き換える" in [each.text() for each in asked.figures.findChildren(QLabel)]


def test_flags_are_set_and_taken_down(page: BoardPage, session: Session, settle: Settle) -> None:
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_Space, CONTROL)
    acts = {a.text(): a for a in page.more.menu().actions()}
    acts["フラグ…"].trigger()
    asked = dialog(page, AskText, settle)
    assert isinstance(asked, AskText)
    write(asked.form.answer, "写真を撮る")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    settle()
    assert len(flagging.flags(session.desk)) == 4
    told = page.table.cells.data(index(page), Qt.ItemDataRole.ToolTipRole)
    assert "フラグ「写真を撮る」" in str(told)
    acts["フラグを外す"].trigger()
    settle()
    assert flagging.flags(session.desk) == ()


def test_two_people_review_a_column(page: BoardPage, session: Session, settle: Settle) -> None:
    places = column(page)
    session.do(lambda desk: batches.answer_many(desk, places, Verdict.CONFORMING))
    settle()
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_Space, CONTROL)
    acts = {a.text(): a for a in page.more.menu().actions()}
    acts["確認を依頼"].trigger()
    settle()
    # Who answered cannot accept.
    acts["確認済とする"].trigger()
    settle()
    assert reviewing.states(session.desk).counts()[State.ACCEPTED] == 0
    session.work_as("確認 太郎")
    acts["差し戻す…"].trigger()
    asked = dialog(page, AskText, settle)
    assert isinstance(asked, AskText)
    write(asked.form.answer, "写真がない")
    QTest.keyClick(asked, Qt.Key.Key_Return)
    settle()
    assert reviewing.states(session.desk).counts()[State.RETURNED] == 4


def test_sites_are_assigned(page: BoardPage, session: Session, settle: Settle) -> None:
    stand_on(page)
    QTest.keyClick(page.table, Qt.Key.Key_Space, CONTROL)
    next(a for a in page.more.menu().actions() if a.text() == "割り当てる…").trigger()
    asked = dialog(page, AssignDialog, settle)
    assert isinstance(asked, AssignDialog)
    assert asked.parts.isChecked()
    assert not asked.ok.isEnabled()
    asked.person.setEditText("山田 太郎")
    asked.department.setText("総務課")
    asked.due.set_text("R8.12.18")
    asked.due.edited.emit()
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    settle()
    known = assigning.assignments(session.desk)
    assert {(a.person, a.item, a.department, a.due) for a in known} == {
        ("山田 太郎", "A4-4", "総務課", date(2026, 12, 18))
    }
    assert [a.site for a in known] == [s.id for s in session.sites]
    page.open(Target("board", options={"person": "山田 太郎"}))
    columns = range(page.table.cells.columnCount())
    assert {c.item for n in columns if (c := page.table.cells.checkpoint(n)) is not None} == {"A4-4"}


def test_every_number_of_a_site_opens_what_it_counts(page: BoardPage, session: Session, settle: Settle) -> None:
    second = session.sites[1].id
    session.do(lambda desk: answering.record_answer(desk, SITE, second, Verdict.NONCONFORMING))
    settle()
    QTest.mouseClick(page.tabs.tabBar(), Qt.MouseButton.LeftButton, pos=page.tabs.tabBar().tabRect(1).center())
    table = page.site_table
    names = [table.model().headerData(n, Qt.Orientation.Horizontal) for n in range(table.model().columnCount())]
    failed = names.index("× 不適合")
    number = table.listing.index(1, failed)
    assert number.data() == "1"
    table.setFocus()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(number).center())
    assert page.tabs.currentIndex() == 0
    assert (page.table.cells.rowCount(), page.table.cells.columnCount()) == (1, 1)
    assert page.table.cells.place(page.table.cells.index(0, 0)) == (SITE, second)


def test_a_site_is_answered_from_its_line(page: BoardPage, session: Session, settle: Settle) -> None:
    page.open(Target("board", options={"tab": "sites"}))
    page.site_table.setFocus()
    page.site_table.choose(session.sites[2].id)
    wanted = [p for p in session.outline.places if p[1] == session.sites[2].id]
    assert set(page.places()) == set(wanted)
    QTest.mouseClick(page.answer_buttons[Verdict.CONFORMING], Qt.MouseButton.LeftButton)
    asked = dialog(page, BatchDialog, settle)
    assert isinstance(asked, BatchDialog)
    QTest.mouseClick(asked.ok, Qt.MouseButton.LeftButton)
    settle()
    assert session.outline.tally(wanted).conforming == len(wanted)


def test_the_menu_has_every_act(page: BoardPage) -> None:
    stand_on(page)
    said = [a.text() for a in page.menu().actions() if not a.isSeparator()]
    assert said[0] == "確認事項を開く"
    assert "・ 未確認" in said
    assert said[-8:-3] == ["事業所から写す…", "写しを確認", "フラグ…", "フラグを外す", "割り当てる…"]
    assert said[-3:] == ["確認を依頼", "確認済とする", "差し戻す…"]


def test_the_company_has_a_row_of_its_own(page: BoardPage, session: Session) -> None:
    page.open(Target("board", options={"level": Level.COMPANY.value}))
    cells = page.table.cells
    assert [cells.headerData(r, Qt.Orientation.Vertical) for r in range(cells.rowCount())] == ["全社"]
    page.open(Target("board", options={"level": ""}, checkpoint=SITE, site=session.sites[1].id))
    assert cells.rowCount() == 5
    assert cells.place(page.table.currentIndex()) == (SITE, session.sites[1].id)
    blank = cells.index(0, cells.index_of((SITE, session.sites[0].id)).column())
    assert cells.place(blank) is None
    assert "対象外" in str(cells.data(blank, Qt.ItemDataRole.AccessibleTextRole))


def test_headers_tell_the_question_and_the_counts(page: BoardPage, session: Session) -> None:
    number = index(page).column()
    told = str(page.table.cells.headerData(number, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole))
    assert told.splitlines()[0] == SITE
    assert told.splitlines()[1] == session.catalogue.checkpoint(SITE).question.ja
    assert told.splitlines()[2] == "回答済 0 / 4"
    row = str(page.table.cells.headerData(0, Qt.Orientation.Vertical, Qt.ItemDataRole.AccessibleTextRole))
    assert row.splitlines()[0] == "本店"


@pytest.mark.parametrize(("width", "zoom"), [(1100, 100), (760, 100), (1200, 200)])
def test_nothing_is_wider_than_the_page(
    page: BoardPage, dressed: QApplication, settle: Settle, width: int, zoom: int
) -> None:
    theme().wear(zoom=zoom)
    page.resize(width, 760)
    settle()
    assert page.width() == width
    for each in (page.filters.search, page.turn, page.bar, page.more, page.table, page.told):
        right = each.mapTo(page, QPoint(each.width(), 0)).x()
        assert right <= width, each
    assert page.table.height() >= theme().px(200)
    assert page.table.horizontalHeader().defaultSectionSize() == theme().px(46)


def test_everything_has_a_name_in_both_languages(page: BoardPage, dressed: QApplication, settle: Settle) -> None:
    assert unnamed(page) == []
    speak(dressed, "en")
    settle()
    assert page.title.text() == "Board"
    told = page.table.cells.data(index(page), Qt.ItemDataRole.AccessibleTextRole)
    assert told == "A4-4-04, 本店: Not answered"
    assert unnamed(page) == []


def test_what_changes_while_the_page_is_out_of_sight_is_there_when_it_comes(
    page: BoardPage, session: Session, settle: Settle
) -> None:
    page.hide()
    session.do(lambda desk: answering.record_answer(desk, SITE, session.sites[0].id, Verdict.PARTLY))
    settle()
    page.show()
    settle()
    told = page.table.cells.data(index(page), Qt.ItemDataRole.AccessibleTextRole)
    assert "一部不備" in str(told)


def test_many_places_are_written_as_long_work_that_can_be_stopped(
    page: BoardPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batch_dialog, "_LONG", 1)
    stopping: list[Task] = []
    page.session.tasks.busy.connect(stopping.append)
    told: list[str] = []

    def stopped(code: str, _done: int, _total: int) -> bool:
        told.append(code)
        return False

    for stop, expected in ((True, [""] * 4), (False, ["conforming"] * 4)):
        stand_on(page)
        QTest.keyClick(page.table, Qt.Key.Key_Space, CONTROL)
        QTest.keyClick(page.table, Qt.Key.Key_1)
        asked = dialog(page, BatchDialog, settle)
        with monkeypatch.context() as patch:
            if stop:
                patch.setattr(Task, "tell", lambda _self, *given: stopped(*given))
            QTest.keyClick(asked, Qt.Key.Key_Return)
            settle()
        assert verdicts(page) == expected
        # It does not stand before the bar.
        assert not [each for each in page.findChildren(BatchDialog) if each.isVisible()]
    assert (told, len(stopping)) == (["answers"], 2)


def test_a_remark_replaces_unless_it_is_to_be_added(page: BoardPage, settle: Settle) -> None:
    first = page.session.sites[0].id
    page.session.do(lambda desk: answering.record_answer(desk, SITE, first, Verdict.CONFORMING, "1階を見た"))
    settle()
    for add, expected in ((True, "1階を見た\n掲示を確認"), (False, "掲示を確認")):
        stand_on(page)
        QTest.keyClick(page.table, Qt.Key.Key_1)
        asked = dialog(page, BatchDialog, settle)
        assert isinstance(asked, BatchDialog)
        asked.comment.setFocus()
        write(asked.comment, "掲示を確認")
        asked.add.setChecked(add)
        asked.comment.editingFinished.emit()
        settle()
        assert len(asked.rest().replaced) == (0 if add else 1)
        asked.ok.click()
        settle()
        assert page.session.outline.answers[SITE, first].comment == expected

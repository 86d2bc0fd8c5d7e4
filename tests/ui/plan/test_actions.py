"""Measures as an officer writes them: every field by itself, refusals in place, nothing lost."""

import threading
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLayoutItem
from pytestqt.qtbot import QtBot

from app.domain.filings import Paper
from app.domain.grades import Cause
from app.domain.plan import Action, ActionState
from app.errors import UserError
from app.services import filings, planning
from app.ui.plan.dialogs import NewActionDialog, ReasonDialog
from app.ui.plan.page import PlanPage
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed
from tests.ui.kinds import being
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]
START = date(2026, 11, 2)


def stored(page: PlanPage, number: int) -> Action:
    return next(a for a in planning.view(page.session.desk).actions if a.number == number)


def cells(page: PlanPage, column: int) -> list[str]:
    model = page.measures.table.listing
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def refusals(page: PlanPage) -> list[str]:
    labels = page.measures.panel.findChildren(QLabel)
    return [each.text() for each in labels if each.isVisible() and each.text().startswith("× ")]


def test_the_table_is_walked_by_keys_and_shows_one_measure(page: PlanPage, settle: Settle) -> None:
    tab = page.measures
    assert cells(page, 0) == ["1", "2", "3"]
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_Down)
    QTest.keyClick(tab.table, Qt.Key.Key_Down)
    settle()
    assert tab.panes.revealed
    assert tab.panel.save.record == tab.table.current_key()


def test_the_words_of_a_measure_have_room_and_columns_give_way(page: PlanPage, settle: Settle) -> None:
    table = page.measures.table

    def shown(width: int) -> list[int]:
        table.resize(width, 300)
        settle()
        columns = [n for n in range(table.listing.columnCount()) if not table.isColumnHidden(n)]
        assert {0, 2, 3} <= set(columns)
        assert sum(map(table.columnWidth, columns)) <= table.viewport().width(), "nothing is scrolled to"
        assert table.columnWidth(2) >= 260
        return columns

    few = shown(560)
    assert [n for n in (1, 4) if n in few] in ([], [4])
    some = shown(900)
    assert {1, 4} <= set(some)
    assert set(few) < set(some)
    assert shown(2400) == list(range(table.listing.columnCount()))
    assert shown(560) == few


def test_a_field_is_on_disk_when_it_is_left(page: PlanPage, settle: Settle, qtbot: QtBot) -> None:
    page.open(Target("plan", action=1))
    form = page.measures.panel.form
    with qtbot.waitSignal(page.session.saved):
        type_over(form.owner, "配電課長")
        QTest.keyClick(form.owner, Qt.Key.Key_Tab)
        settle()
    assert stored(page, 1).owner == "配電課長"
    assert "owner" in stored(page, 1).edited


def test_running_text_is_written_a_moment_after_the_last_key(page: PlanPage, qtbot: QtBot) -> None:
    page.open(Target("plan", action=1))
    QTest.keyClicks(page.measures.panel.form.problem, " plus")
    qtbot.waitUntil(lambda: stored(page, 1).problem.startswith(" plus"))


def test_every_kind_of_field_is_written(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", action=1))
    settle()
    form = page.measures.panel.form
    type_over(form.start.line, "2026-11-01")
    type_over(form.due.line, "R8.12.25")
    QTest.keyClick(form.due.line, Qt.Key.Key_Return)
    form.state.setFocus()
    QTest.keyClick(form.state, Qt.Key.Key_Down)
    form.state.activated.emit(form.state.currentIndex())
    before = stored(page, 1)
    QTest.mouseClick(form.cause_motive, Qt.MouseButton.LeftButton)
    form.direction_3.setFocus()
    QTest.keyClick(form.direction_3, Qt.Key.Key_Space)
    settle()
    after = stored(page, 1)
    assert (after.start, after.due) == (date(2026, 11, 1), date(2026, 12, 25))
    assert after.state is ActionState.IN_PROGRESS
    assert (Cause.MOTIVE in after.causes) is (Cause.MOTIVE not in before.causes)
    assert ("3" in after.directions) is ("3" not in before.directions)
    assert form.due.text() == "2026年12月25日"


def choose_state(page: PlanPage, state: ActionState) -> None:
    box = page.measures.panel.form.state
    box.setCurrentIndex(list(ActionState).index(state))
    box.activated.emit(box.currentIndex())


def test_state_start_and_day_are_asked_for_one_after_the_other(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", action=1))
    settle()
    form = page.measures.panel.form
    choose_state(page, ActionState.DONE)
    settle()
    assert any("完了日" in said for said in refusals(page))
    assert stored(page, 1).state is ActionState.NOT_STARTED
    type_over(form.done.line, "2026-11-20")
    QTest.keyClick(form.done.line, Qt.Key.Key_Return)
    settle()
    assert any("開始" in said for said in refusals(page))
    assert stored(page, 1).done is None
    type_over(form.start.line, "2026-11-02")
    QTest.keyClick(form.start.line, Qt.Key.Key_Return)
    settle()
    kept = stored(page, 1)
    assert (kept.state, kept.start, kept.done) == (ActionState.DONE, date(2026, 11, 2), date(2026, 11, 20))
    assert refusals(page) == []
    choose_state(page, ActionState.IN_PROGRESS)
    settle()
    assert (stored(page, 1).done, form.done.text()) == (None, "")


def test_a_measure_is_not_completed_on_a_day_to_come(page: PlanPage, settle: Settle) -> None:
    page.session.do(lambda desk: planning.edit_action(desk, 1, start=START, state=ActionState.DONE, done=START)[0])
    settle()
    page.open(Target("plan", action=1))
    settle()
    done = page.measures.panel.form.done
    type_over(done.line, "2099-12-31")
    QTest.keyClick(done.line, Qt.Key.Key_Return)
    settle()
    assert stored(page, 1).done == START
    assert any("完了日が将来の日付" in said for said in refusals(page))
    note = next(n for n in page.measures.panel.save._notes.values() if n.isVisible())
    QTest.mouseClick(note.undo, Qt.MouseButton.LeftButton)
    settle()
    assert page.leave()


def test_a_refused_day_stays_as_typed_with_its_reason_and_can_be_undone(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", action=1))
    settle()
    form, before = page.measures.panel.form, stored(page, 1).due
    type_over(form.start.line, "2026-11-01")
    type_over(form.due.line, "2026-08-01")
    QTest.keyClick(form.due.line, Qt.Key.Key_Return)
    settle()
    assert stored(page, 1).due == before
    assert stored(page, 1).start == date(2026, 11, 1)
    assert form.due.day() == date(2026, 8, 1)
    assert any("期限が開始日より前" in said for said in refusals(page))
    assert not page.leave()
    assert page.notice.isVisible()
    note = next(n for n in page.measures.panel.save._notes.values() if n.isVisible())
    QTest.mouseClick(note.undo, Qt.MouseButton.LeftButton)
    settle()
    assert page.leave()
    assert not page.notice.isVisible()
    assert form.due.day() == before


def test_a_due_date_that_was_filed_is_revised_and_not_typed_over(page: PlanPage, settle: Settle) -> None:
    page.session.do(lambda desk: planning.edit_action(desk, 1, due=date(2027, 1, 31))[0])
    page.session.do(lambda desk: filings.file_paper(desk, Paper.PLAN, addressee="経済産業大臣")[0])
    settle()
    page.open(Target("plan", action=1))
    settle()
    form = page.measures.panel.form
    type_over(form.due.line, "2027-03-31")
    QTest.keyClick(form.due.line, Qt.Key.Key_Return)
    settle()
    assert stored(page, 1).due == date(2027, 1, 31)
    assert any("提出済み" in said and "期限の見直し" in said for said in refusals(page))
    note = next(n for n in page.measures.panel.save._notes.values() if n.isVisible())
    QTest.mouseClick(note.undo, Qt.MouseButton.LeftButton)
    settle()
    assert page.leave()


def test_what_is_no_day_is_told_and_kept(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", action=1))
    settle()
    form = page.measures.panel.form
    type_over(form.due.line, "soon")
    QTest.keyClick(form.due.line, Qt.Key.Key_Tab)
    settle()
    assert form.due.text() == "soon"
    assert form.due.line.property("state") == "wrong"
    assert any("日付として読み取れません" in said for said in refusals(page))
    type_over(form.due.line, "2027-03-31")
    QTest.keyClick(form.due.line, Qt.Key.Key_Return)
    settle()
    assert stored(page, 1).due == date(2027, 3, 31)
    assert not any("日付として" in said for said in refusals(page))


def test_what_was_refused_waits_at_its_measure(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", action=1))
    settle()
    form = page.measures.panel.form
    form.measure.selectAll()
    QTest.keyClick(form.measure, Qt.Key.Key_Delete)
    page.measures.choose(2)
    settle()
    assert stored(page, 1).measure
    assert form.measure.toPlainText() == stored(page, 2).measure
    assert not page.leave()
    settle()
    assert page.measures.panel.save.record == 1
    assert form.measure.toPlainText() == ""
    assert any("対策の内容を入力" in said for said in refusals(page))


def test_typing_is_not_disturbed_by_what_others_write(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", action=1))
    settle()
    form = page.measures.panel.form
    type_over(form.department, "総務")
    page.session.do(lambda desk: planning.edit_action(desk, 2, owner="別の人"))
    settle()
    assert form.department.text() == "総務"
    page.leave()
    settle()
    assert stored(page, 1).department == "総務"


def test_the_gui_thread_does_not_write(page: PlanPage, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    edit = planning.edit_action

    def watched(desk: Any, number: int, **written: Any) -> Any:
        seen.append(threading.current_thread().name)
        return edit(desk, number, **written)

    monkeypatch.setattr(planning, "edit_action", watched)
    page.open(Target("plan", action=1))
    type_over(page.measures.panel.form.owner, "a")
    page.leave()
    settle()
    assert seen
    assert all(name.startswith("writer") for name in seen)


def test_overdue_and_due_soon_are_told_by_sign_and_word(page: PlanPage, settle: Settle) -> None:
    desk = page.session.desk
    planning.edit_action(desk, 1, due=date(2026, 11, 1))
    planning.edit_action(desk, 2, due=date(2026, 12, 1))
    page.session.do(lambda d: planning.edit_action(d, 3, due=date(2027, 12, 1)))
    settle()
    assert cells(page, 3) == ["× 2026年11月1日 期限超過", "△ 2026年12月1日 期限間近", "2027年12月1日"]
    assert "× 期限超過 1 件" in page.measures.told.text()
    page.open(Target("plan", options={"filter": "overdue"}))
    assert cells(page, 0) == ["1"]
    page.open(Target("plan", options={"filter": "due_soon"}))
    assert cells(page, 0) == ["2"]


def test_a_measure_is_added_with_item_and_text(page: PlanPage, settle: Settle) -> None:
    QTest.mouseClick(page.measures.add_button, Qt.MouseButton.LeftButton)
    (dialog,) = page.findChildren(NewActionDialog)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    assert dialog.form.missing.text()
    QTest.keyClicks(dialog.form.text, "entrance locks")
    QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
    settle()
    assert stored(page, 4).measure == "entrance locks"
    assert page.measures.panel.save.record == 4
    assert page.measures.panes.revealed


def test_a_measure_is_withdrawn_with_a_reason_and_taken_back(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", action=2))
    settle()
    form = page.measures.panel.form
    form.withdraw.click()
    (dialog,) = page.findChildren(ReasonDialog)
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    QTest.keyClicks(dialog.form.reason, "covered by 1")
    ok.click()
    settle()
    assert stored(page, 2).withdrawn == "covered by 1"
    assert cells(page, 0) == ["1", "3"]
    page.open(Target("plan", options={"filter": "withdrawn"}))
    page.measures.choose(2)
    settle()
    assert form.withdrawn.isVisible()
    assert not form.owner.isEnabled()
    form.restore.click()
    settle()
    assert stored(page, 2).withdrawn == ""


def test_drafting_again_keeps_what_people_wrote(page: PlanPage, settle: Settle) -> None:
    page.open(Target("plan", action=1))
    type_over(page.measures.panel.form.owner, "情報管理責任者")
    page.leave()
    QTest.mouseClick(page.measures.draft_button, Qt.MouseButton.LeftButton)
    settle()
    assert stored(page, 1).owner == "情報管理責任者"
    assert "下書き" in page.measures.notice.words.text()
    assert page.measures.draft_button.isEnabled()


def test_the_directions_that_nothing_serves_are_named(page: PlanPage, settle: Settle) -> None:
    view = planning.view(page.session.desk)
    lines = {d: words.text() for d, words in page.measures.coverage.lines.items()}
    assert all(("対策なし" in text) is (d in view.unanswered_directions) for d, text in lines.items())
    missing = view.unanswered_directions[0]
    page.session.do(lambda desk: planning.edit_action(desk, 1, directions=tuple(lines)))
    settle()
    assert "対策なし" not in page.measures.coverage.lines[missing].text()


def test_findings_behind_a_measure_lead_to_them(page: PlanPage, settle: Settle, qtbot: QtBot) -> None:
    page.open(Target("plan", action=3))
    settle()
    first = being(QLayoutItem, page.measures.panel.form.findings_list.itemAt(0))
    link = being(QAbstractButton, first.widget())
    with qtbot.waitSignal(page.session.wanted) as caught:
        link.click()
    assert caught.args[0].finding == stored(page, 3).findings[0]


def test_search_and_empty_state(page: PlanPage, settle: Settle) -> None:
    page.measures.search.setFocus()
    QTest.keyClicks(page.measures.search, "xyz")
    settle()
    assert page.measures.empty.isVisible()
    QTest.mouseClick(page.measures.empty.button, Qt.MouseButton.LeftButton)
    assert cells(page, 0) == ["1", "2", "3"]


def test_an_empty_plan_says_what_to_do_first(session: Session, qtbot: QtBot, settle: Settle) -> None:
    page = PlanPage(session)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.show()
    settle()
    assert page.measures.empty.isVisible()
    assert "下書き" in page.measures.empty.button.text()


@pytest.mark.parametrize(("mode", "zoom"), [("light", 100), ("dark", 200)])
def test_on_a_small_screen_the_measure_takes_the_place_of_the_table(
    page: PlanPage, settle: Settle, mode: str, zoom: int
) -> None:
    page.resize(1024 - 240, 768 - 90)
    theme().wear(mode=mode, zoom=zoom)
    settle()
    page.open(Target("plan", action=1))
    settle()
    panel = page.measures.panel
    assert panel.isVisible()
    assert page.measures.table.isVisible() is not page.measures.panes.narrow
    # Nothing of the form is cut off at the right.
    assert panel.minimumSizeHint().width() <= page.measures.panes.area.viewport().width()


def test_language_and_names(page: PlanPage, settle: Settle, dressed: QApplication) -> None:
    for name in ("cases", "separations", "filing"):
        page.tab(name)
    page.open(Target("plan", action=1))
    settle()
    assert unnamed(page) == []
    speak(dressed, "en")
    settle()
    assert page.title.text() == "Improvement plan"
    assert page.measures.panel.form.owner_label.text() == "Person in charge"
    assert page.measures.panel.form.owner.accessibleName() == "Person in charge"
    assert unnamed(page) == []


def test_a_new_measure_that_could_not_be_stored_is_not_typed_again(
    page: PlanPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise UserError("disk_full", file="audit.shadan")

    with monkeypatch.context() as patched:
        patched.setattr(planning, "add_action", full)
        page.measures.add("A4-4", "端末の所在を四半期ごとに照合する")
        page.findChildren(NewActionDialog)[-1].accept()
        settle()
    assert "audit.shadan" in page.measures.notice.words.text()
    dialog = page.findChildren(NewActionDialog)[-1]
    assert dialog.isVisible()
    assert dialog.form.item.currentData() == "A4-4"
    dialog.accept()
    settle()
    assert "端末の所在を四半期ごとに照合する" in [a.measure for a in planning.view(page.session.desk).actions]


def test_drafts_are_marked_and_accepted_as_they_are(page: PlanPage, settle: Settle) -> None:
    tab = page.measures
    state = next(n for n, c in enumerate(tab.table.listing.columns) if c.title() == "状態")
    assert cells(page, state) == ["◇ 下書き"] * 3
    assert "下書きのまま 3 件" in tab.told.text()
    assert not tab.accept_button.isEnabled()
    # A section in charge decides nothing of what is done, or until when.
    planning.edit_action(page.session.desk, 2, department="総務部")
    page.open(Target("plan", action=1))
    settle()
    assert tab.panel.form.drafted_frame.isVisible()
    QTest.mouseClick(tab.panel.form.accept, Qt.MouseButton.LeftButton)
    settle()
    assert {"measure", "due"} <= stored(page, 1).edited
    assert not tab.panel.form.drafted_frame.isVisible()
    tab.filter("drafts")
    assert cells(page, 0) == ["2", "3"]
    tab.table.setFocus()
    QTest.keyClick(tab.table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert tab.accept_button.text() == "選んだ下書きをこのまま採用(2件)"
    QTest.mouseClick(tab.accept_button, Qt.MouseButton.LeftButton)
    settle()
    tab.filter("")
    assert "◇" not in "".join(cells(page, state)) + tab.told.text()
    assert stored(page, 2).department == "総務部"

"""The timeline of the plan: drawn, moved by keys and by mouse, and told as a table."""

from collections.abc import Callable
from datetime import date, timedelta
from time import perf_counter

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.plan import Action, Milestone, Separation, Stage
from app.domain.splitting import Control
from app.i18n import gettext_in
from app.services import answering, auditing, measures, planning, splitting, undoing
from app.services.ports import HistoryQuery
from app.ui.plan.dialogs import ReasonDialog
from app.ui.plan.gantt.milestone import MilestoneDialog
from app.ui.plan.gantt.scale import Zoom
from app.ui.plan.gantt.tab import TimelineTab
from app.ui.plan.page import PlanPage
from app.ui.session import Target
from tests.ui.accessible import unnamed
from tests.ui.typing_keys import type_over

Settle = Callable[[], None]
SHIFT, CTRL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
BARRED = "A4-1-04"
WHY = "added requirements"


@pytest.fixture
def tab(page: PlanPage, settle: Settle) -> TimelineTab:
    """A split with three stages, one of them done, a control, and the measures of the page."""
    desk = page.session.desk
    stages = (
        Milestone(Stage.DECISION, date(2026, 9, 1), date(2026, 10, 15)),
        Milestone(Stage.DESIGN, date(2026, 11, 1), date(2027, 3, 31)),
        Milestone(Stage.SEPARATED, date(2028, 9, 30), date(2028, 9, 30)),
    )
    planning.put_separation(desk, Separation("", 0, "託送業務システム", "logical", milestones=stages))
    (stored,) = planning.separations(desk)
    splitting.set_done(desk, stored.id, Stage.DECISION, date(2026, 10, 15))
    splitting.put_control(desk, Control("", stored.id, 0, "遮断試験", "情報システム課", (BARRED,)))
    answering.record_answer(desk, BARRED, "", Verdict.CONFORMING, "試験した")
    page.session.do(lambda desk: planning.edit_action(desk, 1, start=date(2026, 11, 2), due=date(2027, 1, 29))[0])
    page.open(Target("plan", options={"tab": "timeline"}))
    settle()
    made = page.tab("timeline")
    assert isinstance(made, TimelineTab)
    settle()
    return made


def bar_of(tab: TimelineTab, stage: Stage) -> str:
    return next(each.bar.id for each in tab.entries() if each.bar.stage is stage)


def days(tab: TimelineTab, stage: Stage) -> tuple[date, date]:
    (split,) = planning.separations(tab.session.desk)
    return next((m.start, m.end) for m in split.milestones if m.stage is stage)


def dialog_of(tab: TimelineTab) -> MilestoneDialog:
    (dialog,) = tab.findChildren(MilestoneDialog)
    return dialog


def accept(dialog: MilestoneDialog, settle: Settle) -> None:
    dialog.buttons.button(dialog.buttons.StandardButton.Ok).click()
    settle()


def test_the_table_says_what_the_picture_shows(tab: TimelineTab) -> None:
    rows = tab.table.listing.rows
    assert [row.bar.id for row in rows] == [row.bar.id for row in tab.entries()]
    names = [column.title() for column in tab.table.listing.columns]
    assert names[:5] == ["システム又は対策", "段階", "開始", "終了", "状態"]
    told = [[column.text(row) for column in tab.table.listing.columns] for row in rows]
    assert told[0][:5] == ["託送業務システム", "方針決定", "2026年9月1日", "2026年10月15日", "2026年10月15日 完了"]
    assert any(row[0].startswith("1 ") and row[3] == "2027年1月29日" for row in told)
    assert unnamed(tab) == []


def test_arrows_choose_and_everything_chosen_is_said(tab: TimelineTab) -> None:
    view = tab.view
    view.setFocus()
    view.choose(bar_of(tab, Stage.DECISION))
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert "暫定措置" in view.accessibleDescription() or "設計" in view.accessibleDescription()
    view.choose(bar_of(tab, Stage.DESIGN))
    assert view.accessibleDescription().startswith("託送業務システム 設計: 2026年11月1日 – 2027年3月31日")
    assert tab.said.text() == view.accessibleDescription()
    assert tab.table.current_key() == bar_of(tab, Stage.DESIGN)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert view.current.startswith("measure/")
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert not view.current.startswith("measure/")
    tab.table.choose(bar_of(tab, Stage.SEPARATED))
    assert view.current == bar_of(tab, Stage.SEPARATED)


def test_keys_move_by_day_week_and_month_and_esc_lays_back(tab: TimelineTab, settle: Settle) -> None:
    view = tab.view
    view.setFocus()
    view.choose(bar_of(tab, Stage.DESIGN))
    for held, wanted in ((SHIFT, date(2027, 4, 1)), (SHIFT | CTRL, date(2027, 4, 8)), (SHIFT | ALT, date(2027, 5, 8))):
        QTest.keyClick(view, Qt.Key.Key_Right, held)
        assert view.pending is not None
        assert view.pending[2] == wanted
    assert "に移動" in view.accessibleDescription()
    QTest.keyClick(view, Qt.Key.Key_Escape)
    settle()
    assert view.pending is None
    assert days(tab, Stage.DESIGN) == (date(2026, 11, 1), date(2027, 3, 31))
    # The end only: brought forward, it is stored without a question.
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT | CTRL)
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    assert not tab.findChildren(MilestoneDialog)
    assert days(tab, Stage.DESIGN) == (date(2026, 11, 1), date(2027, 3, 24))


def test_a_slip_is_told_before_it_is_stored_and_undone_as_one_step(tab: TimelineTab, settle: Settle) -> None:
    view, desk = tab.view, tab.session.desk
    view.setFocus()
    view.choose(bar_of(tab, Stage.DESIGN))
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | ALT)
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    dialog = dialog_of(tab)
    assert "このことで 1 件の回答が再確認になります。" in dialog.form.told.text()
    ok = dialog.buttons.button(dialog.buttons.StandardButton.Ok)
    assert not ok.isEnabled()
    QTest.keyClicks(dialog.form.reason, WHY)
    accept(dialog, settle)
    assert days(tab, Stage.DESIGN)[1] == date(2027, 4, 30)
    assert set(auditing.outline(desk).stale) == {(BARRED, "")}
    bar = next(each.bar for each in tab.entries() if each.bar.stage is Stage.DESIGN)
    assert (bar.planned, bar.slips[0].reason) == ((date(2026, 11, 1), date(2027, 3, 31)), WHY)
    assert WHY in view.accessibleDescription()
    tab.session.do(lambda desk: undoing.undo(desk, gettext_in("ja")))
    settle()
    assert days(tab, Stage.DESIGN)[1] == date(2027, 3, 31)
    assert not auditing.outline(desk).stale


def test_the_mouse_pulls_the_end_of_a_bar(tab: TimelineTab, settle: Settle) -> None:
    view = tab.view
    view.set_zoom(Zoom.MONTHS)
    view.choose(bar_of(tab, Stage.DESIGN))
    rect = view.bar_rect(view.current)
    hold = QPoint(rect.right() - 2, rect.center().y())
    there = QPoint(hold.x() - 50, hold.y())
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=hold)
    QTest.mouseMove(view.viewport(), there)
    assert view.pending is not None
    assert view.pending[1] == date(2026, 11, 1)
    QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=there)
    settle()
    start, end = days(tab, Stage.DESIGN)
    assert (start, (date(2027, 3, 31) - end).days) == (date(2026, 11, 1), 10)


def test_two_bars_moved_before_the_window_has_read_anew_are_both_kept(tab: TimelineTab, settle: Settle) -> None:
    view = tab.view
    view.setFocus()
    first = days(tab, Stage.DESIGN), days(tab, Stage.SEPARATED)
    for stage in (Stage.DESIGN, Stage.SEPARATED):
        view.choose(bar_of(tab, stage))
        QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
        QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    day = timedelta(days=1)
    moved = days(tab, Stage.DESIGN), days(tab, Stage.SEPARATED)
    assert moved == tuple((start - day, end - day) for start, end in first)
    assert not tab.notice.isVisible()


def test_what_is_done_stays_where_it_is(tab: TimelineTab) -> None:
    view = tab.view
    view.setFocus()
    view.choose(bar_of(tab, Stage.DECISION))
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT)
    assert view.pending is None


def test_enter_edits_days_and_completion_together(tab: TimelineTab, settle: Settle) -> None:
    view = tab.view
    view.setFocus()
    view.choose(bar_of(tab, Stage.DESIGN))
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    dialog = dialog_of(tab)
    type_over(dialog.form.done.line, "2026-11-20")
    QTest.qWait(300)
    settle()
    accept(dialog, settle)
    (split,) = planning.separations(tab.session.desk)
    assert splitting.programme(tab.session.desk).course(split.id, Stage.DESIGN).done == date(2026, 11, 20)


def test_beyond_three_years_asks_for_the_reason_and_the_interim_measures(tab: TimelineTab, settle: Settle) -> None:
    desk = tab.session.desk
    (control,) = splitting.programme(desk).controls
    splitting.remove_control(desk, control.id, "見直し")
    tab._edit(bar_of(tab, Stage.SEPARATED))
    settle()
    dialog = dialog_of(tab)
    type_over(dialog.form.end.line, "2031-03-31")
    QTest.qWait(300)
    settle()
    assert dialog.form.beyond.isVisible()
    assert "約3年を超えます" in dialog.form.beyond_told.text()
    assert "理由、暫定措置" in dialog.form.beyond_told.text()
    QTest.keyClicks(dialog.form.reason, WHY)
    QTest.keyClicks(dialog.form.long_reason, "built as one")
    QTest.keyClicks(dialog.form.interim, "barred and tested")
    accept(dialog, settle)
    (split,) = planning.separations(desk)
    assert (split.due, split.reason, split.interim) == (date(2031, 3, 31), "built as one", "barred and tested")


def test_a_decided_due_date_is_put_off_by_a_revision_with_its_reason(tab: TimelineTab, settle: Settle) -> None:
    view, desk = tab.view, tab.session.desk
    view.setFocus()
    view.choose(next(each.bar.id for each in tab.entries() if each.row.number == 1))
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT | CTRL)
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle()
    action = planning.view(desk).actions[0]
    assert (action.start, action.due) == (date(2026, 10, 26), date(2027, 1, 22))
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | CTRL)
    QTest.keyClick(view, Qt.Key.Key_Return)
    (dialog,) = tab.findChildren(ReasonDialog)
    assert dialog.windowTitle() == "期限の見直し"
    assert "当初の期限(2027年1月22日)" in dialog.form.told.text()
    assert planning.view(desk).actions[0].until == date(2027, 1, 22)
    QTest.keyClicks(dialog.form.reason, WHY)
    dialog.buttons.button(dialog.buttons.StandardButton.Ok).click()
    settle()
    found = measures.view(desk, 1)
    assert (found.action.start, found.action.due, found.action.until) == (
        date(2026, 11, 2),
        date(2027, 1, 22),
        date(2027, 1, 29),
    )
    assert [r.reason for r in found.revisions] == [WHY]
    bar = next(each.bar for each in tab.entries() if each.row.number == 1)
    assert (bar.end, bar.planned, bar.slips[0].reason) == (
        date(2027, 1, 29),
        (date(2026, 11, 2), date(2027, 1, 22)),
        WHY,
    )
    assert WHY in view.accessibleDescription()
    tab.session.do(lambda desk: undoing.undo(desk, gettext_in("ja")))
    settle()
    again = measures.view(desk, 1)
    assert (again.action, again.revisions) == (action, ())


def test_the_due_date_of_a_draft_is_put_off_with_the_reason_in_the_history(tab: TimelineTab, settle: Settle) -> None:
    view, desk = tab.view, tab.session.desk
    before = planning.view(desk).actions[1]
    assert "due" not in before.edited
    assert before.due is not None
    view.setFocus()
    view.choose(next(each.bar.id for each in tab.entries() if each.row.number == before.number))
    QTest.keyClick(view, Qt.Key.Key_Right, SHIFT | CTRL)
    QTest.keyClick(view, Qt.Key.Key_Return)
    (dialog,) = tab.findChildren(ReasonDialog)
    assert dialog.windowTitle() == "期限の繰下げ"
    QTest.keyClicks(dialog.form.reason, WHY)
    dialog.buttons.button(dialog.buttons.StandardButton.Ok).click()
    settle()
    after = planning.view(desk).actions[1]
    assert (after.due, after.revised) == (before.due + timedelta(days=7), None)
    with desk.file.read() as work:
        (entry,) = work.history.entries(HistoryQuery(act="plan.edited"), limit=1)
    assert (entry.event.after or {})["reason"] == WHY


def test_tracks_and_zooms(tab: TimelineTab, settle: Settle) -> None:
    first, second = tab.tracks.values()
    QTest.mouseClick(second, Qt.MouseButton.LeftButton, pos=QPoint(8, second.height() // 2))
    assert all(not each.row.number for each in tab.entries())
    QTest.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(8, first.height() // 2))
    assert tab.table.listing.rows == []
    for box in (first, second):
        box.setChecked(True)
    tab.view.setFocus()
    QTest.keyClick(tab.view, Qt.Key.Key_Plus)
    assert tab.zooms[Zoom.MONTHS].isChecked()
    QTest.keyClick(tab.view, Qt.Key.Key_Minus)
    QTest.keyClick(tab.view, Qt.Key.Key_Minus)
    assert tab.view.zoom is Zoom.YEARS
    QTest.keyClick(tab.view, Qt.Key.Key_Escape)
    assert tab.table.hasFocus()


def test_a_hundred_systems_and_three_hundred_measures_stay_fluid(tab: TimelineTab, settle: Settle) -> None:
    """One painting of what is in sight costs no more than one of a small plan by much, wherever it is scrolled to."""
    view = tab.view

    def painting() -> float:
        picture = QPixmap(view.viewport().size())
        best = 9.0
        for _each in range(5):
            begun = perf_counter()
            view.viewport().render(picture)
            best = min(best, perf_counter() - begun)
        return best

    small = painting()
    with tab.session.desk.file.write() as work:
        for system in range(100):
            milestones = tuple(
                Milestone(stage, date(2026 + n // 2, 1 + 6 * (n % 2), 1), date(2026 + n // 2, 6 * (n % 2) + 6, 28))
                for n, stage in enumerate(Stage)
            )
            work.plan.put_separation(
                Separation(f"s{system}", system + 10, f"システム{system}", "shared", "", milestones)
            )
        for number in range(10, 310):
            work.plan.put_action(
                Action(f"a{number}", number, "A4-1", measure="x", start=date(2026, 11, 1), due=date(2027, 6, 30))
            )
        work.history.record("2026-11-24T10:00:00+00:00", "officer", Event("plan.drafted", ""))
        work.commit()
    page = tab.window()
    assert isinstance(page, PlanPage)
    page._read()
    settle()
    assert len(tab.entries()) > 1_000
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    assert painting() < max(10 * small, 0.05)

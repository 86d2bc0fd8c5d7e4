"""Filings: what the plan said then, what became of it since, and when the next report is due."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from app.domain.case_figures import CaseFigure
from app.domain.filings import Move, Paper
from app.domain.grades import Verdict
from app.domain.measures import Step
from app.domain.plan import ActionState, Milestone, Separation, Stage
from app.domain.reminding import Subject, Urgency
from app.domain.since_filing import FigureMove
from app.errors import UserError
from app.i18n import gettext
from app.services import answering, auditing, filings, measures, planning, reminders, since_filing, splitting, undoing
from app.services.ports import Desk
from tests.desk import StillClock
from tests.services.rounds import refused, working

TODAY = date(2026, 11, 24)


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """Three measures and a split."""
    for checkpoint in ("A4-4-04", "A3-2-04"):
        answering.record_answer(desk, checkpoint, auditing.outline(desk).sites[0].id, Verdict.NONCONFORMING, "1台")
    answering.record_answer(desk, "A1-1-01", "", Verdict.PARTLY, "規程が古い")
    planning.draft_plan(desk)
    ends = (Milestone(Stage.DESIGN, date(2026, 12, 1), date(2027, 6, 30)),)
    planning.put_separation(desk, Separation("", 0, "託送業務システム", "shared", milestones=ends))
    auditing.change_filing(desk, addressee="経済産業大臣")
    return desk


def later(desk: Desk, day: date) -> None:
    clock = desk.world.clock
    assert isinstance(clock, StillClock)
    clock.at += timedelta(days=(day - clock.today()).days)


def moves(desk: Desk, number: int | None = None) -> dict[int, set[Move]]:
    return {m.action.number: set(m.moves) for m in filings.progress(desk, number).moved}


def test_a_filing_keeps_what_the_plan_said(planned: Desk) -> None:
    measures.follow(planned, 1, progress=10, milestones=(Step("設計", date(2026, 12, 1)),))
    _changes, made = filings.file_paper(planned, Paper.PLAN, date(2026, 11, 20), remark="持参")
    planning.edit_action(planned, 1, measure="別の対策", owner="東 一郎")
    (kept,) = filings.listing(planned)
    assert kept == made
    assert (kept.number, kept.filed_on, kept.addressee, kept.remark) == (1, date(2026, 11, 20), "経済産業大臣", "持参")
    assert kept.measures[0].measure != "別の対策"
    assert kept.measures[0].milestones == (Step("設計", date(2026, 12, 1)),)
    assert kept.splits[0].due == date(2027, 6, 30)


def test_what_cannot_be_filed_is_refused(planned: Desk, desk: Desk) -> None:
    def refused(code: str, *given: object, **more: object) -> None:
        with pytest.raises(UserError) as caught:
            filings.file_paper(planned, *given, **more)  # type: ignore[arg-type]
        assert caught.value.code == code

    refused("filing_ahead", Paper.PLAN, date(2026, 11, 25))
    refused("filing_plan_first", Paper.PROGRESS, TODAY)
    filings.file_paper(planned, Paper.PLAN, date(2026, 11, 20))
    refused("filing_before", Paper.PROGRESS, date(2026, 11, 19))
    auditing.change_filing(planned, addressee="")
    refused("filing_needs_addressee", Paper.PROGRESS, TODAY)
    for action in planning.view(planned).actions:
        planning.withdraw_action(planned, action.number, "統合")
    refused("filing_nothing", Paper.PROGRESS, TODAY, "大臣")
    with pytest.raises(UserError) as caught:
        filings.progress(planned, 7)
    assert caught.value.code == "filing_unknown"


def test_a_button_pressed_twice_is_no_second_filing(planned: Desk) -> None:
    _changes, made = filings.file_paper(planned, Paper.PLAN)
    with pytest.raises(UserError) as refused:
        filings.file_paper(planned, Paper.PLAN)
    assert refused.value.code == "filing_same"
    assert filings.listing(planned) == (made,)
    # What was filed to somebody else, or says something else, is one.
    filings.file_paper(planned, Paper.PLAN, addressee="電力・ガス取引監視等委員会")
    measures.follow(planned, 1, progress=10)
    filings.file_paper(planned, Paper.PLAN, addressee="電力・ガス取引監視等委員会")
    assert len(filings.listing(planned)) == 3


def test_new_finished_slipped_withdrawn_and_unchanged_are_told_apart(planned: Desk) -> None:
    filings.file_paper(planned, Paper.PLAN, date(2026, 11, 20))
    planning.edit_action(planned, 1, start=date(2026, 11, 2), state=ActionState.DONE, done=TODAY)
    measures.revise_due(planned, 2, date(2027, 12, 31), "再入札のため")
    planning.withdraw_action(planned, 3, "対策1に統合")
    planning.add_action(planned, "A3-5", "研修を行う", due=date(2027, 3, 31))
    assert moves(planned) == {1: {Move.FINISHED}, 2: {Move.SLIPPED}, 3: {Move.WITHDRAWN}, 4: {Move.NEW}}
    found = filings.progress(planned)
    assert [r.reason for r in found.revisions[planning.view(planned).actions[1].id]] == ["再入札のため"]
    filings.file_paper(planned, Paper.PROGRESS, TODAY)
    # Since the second filing nothing moved, and what was withdrawn before it is told no more.
    assert moves(planned) == {1: {Move.SAME}, 2: {Move.SAME}, 4: {Move.SAME}}
    assert moves(planned, 1)[2] == {Move.SLIPPED}
    planning.edit_action(planned, 1, state=ActionState.IN_PROGRESS, done=None)
    assert moves(planned)[1] == {Move.REOPENED}


def test_a_measure_past_its_date_is_delayed_without_a_word_from_anybody(planned: Desk) -> None:
    filings.file_paper(planned, Paper.PLAN, date(2026, 11, 20))
    due = planning.view(planned).actions[0].due
    assert due is not None
    later(planned, due + timedelta(days=1))
    assert Move.SLIPPED in moves(planned)[1]


def test_milestones_reached_since_are_told(planned: Desk) -> None:
    steps = (Step("選定", TODAY, TODAY), Step("配備", date(2027, 1, 15)))
    measures.follow(planned, 1, milestones=steps)
    filings.file_paper(planned, Paper.PLAN)
    later(planned, date(2027, 1, 20))
    measures.reach(planned, 1, 2, date(2027, 1, 14))
    moved = next(m for m in filings.progress(planned).moved if m.action.number == 1)
    assert [s.text for s in moved.reached] == ["配備"]


def test_without_a_filing_everything_is_new(planned: Desk) -> None:
    assert filings.progress(planned).filed is None
    assert set.union(*moves(planned).values()) == {Move.NEW}


def test_the_next_report_is_due_once_the_plan_was_filed(planned: Desk) -> None:
    filings.set_cadence(planned, "quarterly")
    assert filings.next_due(planned) is None
    filings.file_paper(planned, Paper.PLAN, date(2026, 11, 20))
    assert filings.next_due(planned) == date(2026, 12, 31)
    later(planned, date(2026, 12, 20))
    _changes, made = filings.file_paper(planned, Paper.PROGRESS)
    assert (made.covers, filings.next_due(planned)) == (date(2026, 12, 31), date(2027, 3, 31))
    later(planned, date(2027, 4, 5))
    told = next(r for r in reminders.reminders(planned).items if r.due.subject is Subject.PROGRESS)
    assert (told.due.day, told.urgency) == (date(2027, 3, 31), Urgency.OVERDUE)
    assert told.due.link.options == {"tab": "filing"}
    filings.file_paper(planned, Paper.PROGRESS)
    assert filings.next_due(planned) == date(2027, 6, 30)


def test_the_day_of_submission_begins_it_too(planned: Desk) -> None:
    auditing.change_filing(planned, submitted=date(2026, 11, 10))
    filings.set_cadence(planned, "twice_monthly")
    assert filings.next_due(planned) == date(2026, 11, 15)


def test_a_cadence_that_cannot_be_understood_is_refused(planned: Desk) -> None:
    with pytest.raises(UserError) as caught:
        filings.set_cadence(planned, "weekly")
    assert caught.value.code == "cadence_unreadable"
    assert filings.cadence(planned).text == "never"


def test_filing_and_cadence_are_undone_and_done_again(planned: Desk) -> None:
    filings.set_cadence(planned, "monthly:5")
    _changes, made = filings.file_paper(planned, Paper.PLAN, date(2026, 11, 20))
    undoing.undo(planned, gettext)
    assert filings.listing(planned) == ()
    undoing.undo(planned, gettext)
    assert filings.cadence(planned).text == "never"
    undoing.redo(planned, gettext)
    undoing.redo(planned, gettext)
    assert filings.cadence(planned).text == "monthly:5"
    assert filings.listing(planned) == (made,)


def test_milestones_remind_until_they_are_reached(planned: Desk) -> None:
    measures.follow(planned, 1, milestones=(Step("選定", TODAY + timedelta(days=3)), Step("配備", date(2027, 9, 1))))
    due = [r for r in reminders.reminders(planned).items if r.due.subject is Subject.STEP]
    assert [(r.due.name, r.due.number, r.urgency) for r in due] == [("選定", 1, Urgency.SOON)]
    measures.reach(planned, 1, 1, TODAY)
    assert not [r for r in reminders.reminders(planned).items if r.due.subject is Subject.STEP]


def test_a_revised_date_is_the_one_that_reminds(planned: Desk) -> None:
    measures.revise_due(planned, 1, TODAY + timedelta(days=2), "前倒し")
    due = next(r for r in reminders.reminders(planned).items if r.due.subject is Subject.ACTION and r.due.number == 1)
    assert due.due.day == TODAY + timedelta(days=2)


def recorded_late(desk: Desk) -> None:
    """Filed on paper on the 20th, changed on the 24th, and recorded four days after that."""
    planning.edit_action(desk, 1, measure="別の対策", owner="東 一郎")
    (split,) = planning.separations(desk)
    end = (Milestone(Stage.DESIGN, date(2026, 12, 1), date(2027, 12, 31)),)
    planning.put_separation(desk, replace(split, milestones=end), "移行先の変更")
    later(desk, date(2026, 11, 28))
    filings.file_paper(desk, Paper.PLAN, date(2026, 11, 20))


def test_a_filing_recorded_later_tells_when_by_whom_and_what_was_changed_before(planned: Desk) -> None:
    recorded_late(planned)
    (filed,) = filings.listing(planned)
    assert (filed.filed_on, filed.recorded_on, filed.late) == (date(2026, 11, 20), date(2026, 11, 28), True)
    # All of it was drafted after the 20th; what was changed later than the 24th is nothing.
    between = since_filing.between(planned, filed)
    assert between == since_filing.Between((1, 2, 3), ("託送業務システム",))
    assert not since_filing.changed_after(planned, TODAY)
    planning.edit_action(planned, 2, measure="提出の後の対策")
    assert since_filing.between(planned, filed) == between
    assert since_filing.changed_after(planned, TODAY).measures == (2,)
    assert filings.progress(planned).between == between


def test_a_filing_recorded_on_its_day_tells_nothing_of_that(planned: Desk) -> None:
    planning.edit_action(planned, 1, measure="別の対策")
    _changes, filed = filings.file_paper(planned, Paper.PLAN, TODAY)
    assert not filed.late
    assert not since_filing.between(planned, filed)


def test_a_revised_due_date_that_was_filed_is_not_taken_back(planned: Desk) -> None:
    planning.edit_action(planned, 1, due=date(2026, 12, 25))
    filings.file_paper(planned, Paper.PLAN, TODAY)
    officer = working(planned, "担当 花子")
    measures.revise_due(officer, 1, date(2027, 3, 31), "部材の遅れ")
    filings.file_paper(working(planned, "提出 太郎"), Paper.PROGRESS, TODAY, remark="部材")
    with refused("due_filed"):
        undoing.undo(officer, gettext)
    (kept,) = (a for a in planning.view(planned).actions if a.number == 1)
    assert kept.until == date(2027, 3, 31)


def test_a_slip_that_was_filed_is_not_taken_back(planned: Desk) -> None:
    officer = working(planned, "担当 花子")
    (split,) = planning.separations(planned)
    filings.file_paper(planned, Paper.PLAN, TODAY)
    splitting.move(officer, split.id, Stage.DESIGN, date(2026, 12, 1), date(2027, 9, 30), "要件の追加")
    undoing.undo(officer, gettext)
    undoing.redo(officer, gettext)
    filings.file_paper(working(planned, "提出 太郎"), Paper.PROGRESS, TODAY, remark="要件")
    with refused("stage_filed"):
        undoing.undo(officer, gettext)
    assert planning.separations(planned)[0].due == date(2027, 9, 30)


def test_verdicts_that_changed_since_are_told_from_and_to_with_the_reason(planned: Desk) -> None:
    site = auditing.outline(planned).sites[0].id
    filings.file_paper(planned, Paper.PLAN, TODAY)
    answering.record_answer(planned, "A4-4-04", site, Verdict.PARTLY, "1台", "1台を撤去した")
    answering.record_answer(planned, "A4-4-04", site, Verdict.CONFORMING, "なし", "残りを撤去した")
    # There and back again is no change, and a remark alone is none.
    answering.record_answer(planned, "A3-2-04", site, Verdict.PARTLY, "1台", "誤り")
    answering.record_answer(planned, "A3-2-04", site, Verdict.NONCONFORMING, "1台", "元に戻す")
    answering.record_answer(planned, "A1-1-01", "", Verdict.PARTLY, "規程がとても古い")
    answering.record_answer(planned, "A1-1-02", "", Verdict.CONFORMING, "")
    since = filings.progress(planned).since
    assert since is not None
    (told,) = since.verdicts
    assert (told.checkpoint, told.site, told.before, told.now) == (
        "A4-4-04", site, Verdict.NONCONFORMING, Verdict.CONFORMING,
    )  # fmt: skip
    assert (told.reason, told.by, since.answered) == ("残りを撤去した", planned.world.user, 1)
    for _step in range(6):
        undoing.undo(planned, gettext)
    assert filings.progress(planned).since == since_filing.Since()
    filings.file_paper(planned, Paper.PROGRESS, TODAY, remark="二回目")
    assert filings.progress(planned).since == since_filing.Since()


def test_figures_that_were_corrected_since_are_told_beside_what_was_filed(planned: Desk) -> None:
    case = planning.cases(planned)[0]
    first = CaseFigure("閲覧された契約", "1,284件", date(2026, 9, 30), "アクセスログ")
    gone = CaseFigure("閲覧した者", "12人", date(2026, 9, 30), "聞取り")
    planning.put_case(planned, replace(case, occurred=True, figures=(first, gone)))
    filings.file_paper(planned, Paper.PLAN, TODAY)
    case = planning.cases(planned)[0]
    # On the same day as the filing: its day alone could not tell the two apart.
    once = replace(case.figures[0], value="1,300件", as_of=date(2026, 10, 31))
    planning.put_case(planned, replace(case, figures=(once, case.figures[1])), "委託先のログを加えた")
    case = planning.cases(planned)[0]
    twice = replace(case.figures[0], value="1,312件")
    new = CaseFigure("端末", "3台", date(2026, 10, 31), "現地確認")
    planning.put_case(planned, replace(case, figures=(twice, new)), "二重の件を除いた")
    since = filings.progress(planned).since
    assert since is not None
    (told,) = since.cases
    assert [(f.now.label, f.move) for f in told.figures] == [
        ("閲覧された契約", FigureMove.CORRECTED), ("端末", FigureMove.NEW), ("閲覧した者", FigureMove.WITHDRAWN),
    ]  # fmt: skip
    assert told.figures[0].before is not None
    assert (told.figures[0].before.value, told.figures[0].now.value) == ("1,284件", "1,312件")
    assert [step.reason for step in told.figures[0].steps] == ["委託先のログを加えた", "二重の件を除いた"]
    filings.file_paper(planned, Paper.PROGRESS, TODAY)
    assert filings.progress(planned).since == since_filing.Since()
    assert filings.progress(planned, 1).since == since


@dataclass(frozen=True)
class Standing:
    """A clock that does not move: acts of one second."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()


def test_a_date_revised_within_the_second_of_the_filing_keeps_its_reason(planned: Desk) -> None:
    desk = replace(planned, world=replace(planned.world, clock=Standing(planned.world.clock.now())))
    measures.revise_due(desk, 1, date(2027, 11, 30), "提出の前の理由")
    filings.file_paper(desk, Paper.PLAN, TODAY)
    measures.revise_due(desk, 1, date(2027, 12, 31), "再入札のため")
    (action, *_others) = planning.view(desk).actions
    assert [r.reason for r in filings.progress(desk).revisions[action.id]] == ["再入札のため"]

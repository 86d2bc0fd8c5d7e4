"""Filings: what the plan said then, what became of it since, and when the next report is due."""

from datetime import date, timedelta

import pytest

from app.domain.filings import Move, Paper
from app.domain.grades import Verdict
from app.domain.measures import Step
from app.domain.plan import ActionState, Milestone, Separation, Stage
from app.domain.reminding import Subject, Urgency
from app.errors import UserError
from app.i18n import gettext
from app.services import answering, auditing, filings, measures, planning, reminders, undoing
from app.services.ports import Desk
from tests.desk import StillClock

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

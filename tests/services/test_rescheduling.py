"""Days of measures moved at once: a draft is written anew, what was filed or decided is revised."""

from datetime import date, timedelta

import pytest

from app.domain.filings import Paper
from app.domain.grades import Verdict
from app.errors import UserError
from app.i18n import gettext
from app.services import answering, auditing, filings, measures, planning, rescheduling, timeline, undoing
from app.services.measures import MeasureView
from app.services.ports import Desk

WHY = "再入札のため"
START, DUE = date(2026, 12, 1), date(2027, 1, 29)


@pytest.fixture
def planned(desk: Desk) -> Desk:
    """Two measures; the days of the first one are a person's."""
    answering.record_answer(desk, "A4-4-04", auditing.outline(desk).sites[0].id, Verdict.NONCONFORMING, "1台")
    answering.record_answer(desk, "A1-1-01", "", Verdict.PARTLY, "規程が古い")
    planning.draft_plan(desk)
    planning.edit_action(desk, 1, start=START, due=DUE)
    auditing.change_filing(desk, addressee="経済産業大臣")
    return desk


def days(found: MeasureView) -> tuple[date | None, date | None, date | None]:
    return found.action.start, found.action.due, found.action.until


def refused(desk: Desk, code: str, *given: object) -> None:
    before = measures.listing(desk)
    with pytest.raises(UserError) as caught:
        rescheduling.move_measure(desk, *given)  # type: ignore[arg-type]
    assert caught.value.code == code
    assert measures.listing(desk) == before


def test_what_was_decided_is_put_off_by_a_revision_and_start_and_due_are_one_step(planned: Desk) -> None:
    before = measures.view(planned, 1)
    # The whole bar goes to days behind the original due date.
    rescheduling.move_measure(planned, 1, date(2027, 4, 30), date(2027, 3, 1), WHY)
    after = measures.view(planned, 1)
    assert days(after) == (date(2027, 3, 1), DUE, date(2027, 4, 30))
    assert [(r.due, r.reason) for r in after.revisions] == [(date(2027, 4, 30), WHY)]
    undoing.undo(planned, gettext)
    assert measures.view(planned, 1) == before
    undoing.redo(planned, gettext)
    assert days(measures.view(planned, 1)) == days(after)
    # Back before the start that it has now: still one step.
    rescheduling.move_measure(planned, 1, date(2027, 2, 10), date(2026, 12, 12), "前倒し")
    assert days(measures.view(planned, 1)) == (date(2026, 12, 12), DUE, date(2027, 2, 10))
    undoing.undo(planned, gettext)
    assert days(measures.view(planned, 1)) == days(after)


def test_a_slip_of_what_was_decided_needs_a_reason(planned: Desk) -> None:
    refused(planned, "reason_missing", 1, date(2027, 4, 30), date(2027, 3, 1))
    refused(planned, "reason_wordless", 1, date(2027, 4, 30), None, "・・・")
    refused(planned, "action_unknown", 9, date(2027, 4, 30))


def test_before_anything_is_filed_a_date_is_brought_forward_without_a_revision(planned: Desk) -> None:
    rescheduling.move_measure(planned, 1, DUE - timedelta(days=7), START - timedelta(days=7))
    found = measures.view(planned, 1)
    assert days(found) == (START - timedelta(days=7), DUE - timedelta(days=7), DUE - timedelta(days=7))
    assert found.revisions == ()


def test_what_was_filed_is_revised_whichever_way_it_moves(planned: Desk) -> None:
    drafted = measures.view(planned, 2).action.due
    assert drafted is not None
    filings.file_paper(planned, Paper.PLAN, date(2026, 11, 20))
    earlier = drafted - timedelta(days=7)
    refused(planned, "reason_missing", 2, earlier)
    rescheduling.move_measure(planned, 2, earlier, None, "前倒しできたため")
    found = measures.view(planned, 2)
    assert (found.action.due, found.action.until) == (drafted, earlier)


def test_a_drafted_date_that_nobody_decided_is_written_anew(planned: Desk) -> None:
    drafted = measures.view(planned, 2).action.due
    assert drafted is not None
    rescheduling.move_measure(planned, 2, drafted + timedelta(days=7), None, WHY)
    found = measures.view(planned, 2)
    assert (found.action.due, found.revisions) == (drafted + timedelta(days=7), ())
    # From now on it is a person's.
    rescheduling.move_measure(planned, 2, drafted + timedelta(days=14), None, WHY)
    assert len(measures.view(planned, 2).revisions) == 1


def test_only_the_start_moves_and_the_revised_date_stays(planned: Desk) -> None:
    rescheduling.move_measure(planned, 1, date(2027, 4, 30), None, WHY)
    # Behind the original due date, before the one that counts.
    rescheduling.move_measure(planned, 1, date(2027, 4, 30), date(2027, 3, 1))
    found = measures.view(planned, 1)
    assert days(found) == (date(2027, 3, 1), DUE, date(2027, 4, 30))
    assert len(found.revisions) == 1
    assert not rescheduling.move_measure(planned, 1, date(2027, 4, 30), date(2027, 3, 1))
    row = next(row for row in timeline.read(planned).rows if row.number == 1)
    assert (row.bars[0].start, row.bars[0].end) == (date(2027, 3, 1), date(2027, 4, 30))
    assert row.bars[0].planned == (DUE, DUE)

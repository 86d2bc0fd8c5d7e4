"""The plan: drafted from findings, and people's words are never overwritten."""

from datetime import date

import pytest

from app.domain.catalogue import Verdict
from app.errors import UserError
from app.services import answering, auditing, planning
from app.services.ports import Desk


@pytest.fixture
def failing(desk: Desk) -> Desk:
    first, second = auditing.outline(desk).sites
    answering.record_answer(desk, "A4-4-04", first.id, Verdict.NONCONFORMING, "窓口に1台")
    answering.record_answer(desk, "A4-4-04", second.id, Verdict.PARTLY, "会議室に1台")
    answering.record_answer(desk, "A1-1-01", "", Verdict.PARTLY)
    return desk


def test_one_measure_for_each_checkpoint(failing: Desk) -> None:
    assert planning.draft_plan(failing)
    first, second = planning.view(failing).actions
    assert (first.item, second.item) == ("A1-1", "A4-4")
    assert second.problem.splitlines() == ["窓口に1台", "会議室に1台"]
    assert len(second.sites) == len(second.findings) == 2
    assert second.due == date(2026, 11, 30)  # serious: the end of the month after the as-of date
    assert not planning.draft_plan(failing)


def test_what_people_wrote_stays(failing: Desk) -> None:
    planning.draft_plan(failing)
    planning.edit_action(failing, 2, measure="窓口の端末を撤去する", due=date(2026, 12, 25))
    place = auditing.outline(failing).sites[0].id
    answering.record_answer(failing, "A4-4-04", place, Verdict.NONCONFORMING, "窓口に2台")
    planning.draft_plan(failing)
    action = planning.view(failing).actions[1]
    assert (action.measure, action.due) == ("窓口の端末を撤去する", date(2026, 12, 25))
    assert "窓口に2台" in action.problem


def test_directions_that_nothing_serves_are_named(desk: Desk, failing: Desk) -> None:
    assert planning.view(desk).unanswered_directions == ("1", "2", "3", "4", "5")
    planning.draft_plan(failing)
    assert "1" not in planning.view(desk).unanswered_directions


def test_refusals(failing: Desk) -> None:
    planning.draft_plan(failing)
    before = planning.view(failing)
    for number, fields, code in (
        (99, {"measure": "x"}, "action_unknown"),
        (1, {"measure": " "}, "action_needs_measure"),
        (1, {"start": date(2027, 1, 1), "due": date(2026, 1, 1)}, "action_due_before_start"),
    ):
        with pytest.raises(UserError) as error:
            planning.edit_action(failing, number, **fields)
        assert error.value.code == code
    assert planning.view(failing) == before

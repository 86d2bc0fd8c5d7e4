"""Dates and drafts of the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.domain.grades import Cause, Severity
from app.domain.plan import (
    Action,
    ActionState,
    DraftGround,
    Horizon,
    Milestone,
    Separation,
    Stage,
    beyond_horizon,
    draft,
    due_for,
    overdue,
)

GROUND = DraftGround(
    "A4-4", "A4-4-04", "端末が共用の区画にある", "撤去する", "現物を見る", (Cause.OPPORTUNITY,), ("1",),
    Severity.SERIOUS, ("s1",), ("F-1",),
)  # fmt: skip
TODAY = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("since", "due", "late"),
    [
        (date(2026, 4, 30), date(2029, 4, 30), False),
        (date(2026, 4, 30), date(2029, 5, 1), True),
        (date(2024, 2, 29), date(2027, 2, 28), False),
        (date(2024, 2, 29), date(2027, 3, 1), True),
    ],
)
def test_three_years_to_the_day_are_not_beyond_three_years(since: date, due: date, late: bool) -> None:
    system = Separation("x", 1, "託送業務システム", milestones=(Milestone(Stage.SEPARATED, due, due),))
    assert beyond_horizon(system, Horizon(since, 3)) is late
    assert not beyond_horizon(replace(system, milestones=()), Horizon(since, 3))
    # The number is the regulator's, and may become another one.
    assert beyond_horizon(system, Horizon(since, 2))
    assert not beyond_horizon(system, Horizon(since, 4))


@pytest.mark.parametrize(
    ("severity", "due"),
    [
        (Severity.SERIOUS, date(2026, 11, 30)),
        (Severity.IMPROVEMENT, date(2027, 1, 31)),
        (Severity.OBSERVATION, date(2027, 4, 30)),
    ],
)
def test_a_first_due_date_is_the_end_of_a_month(severity: Severity, due: date) -> None:
    assert due_for(severity, TODAY) == due


def test_a_draft_leaves_what_a_person_wrote() -> None:
    (made,) = draft([GROUND], [], TODAY, ["a1"])
    assert (made.number, made.due, made.measure) == (1, date(2026, 11, 30), "撤去する")
    assert draft([GROUND], [made], TODAY, []) == ()
    by_hand = replace(made, measure="別室へ移す", edited=frozenset({"measure"}))
    (again,) = draft([replace(GROUND, measure="x", problem="y")], [by_hand], TODAY, [])
    assert (again.measure, again.problem) == ("別室へ移す", "y")


def test_a_withdrawn_measure_is_not_drafted_again() -> None:
    (made,) = draft([GROUND], [], TODAY, ["a1"])
    gone = replace(made, withdrawn="対策2に含めた")
    assert draft([replace(GROUND, problem="変わった")], [gone], TODAY, []) == ()


def test_only_what_is_not_done_is_overdue() -> None:
    late = Action("a", 1, "A4-4", due=date(2026, 10, 30))
    assert overdue(late, TODAY)
    assert not overdue(replace(late, due=TODAY), TODAY)
    assert not overdue(replace(late, withdrawn="x"), TODAY)
    assert not overdue(replace(late, state=ActionState.SETTLING), TODAY)

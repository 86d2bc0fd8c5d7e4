"""Measures while they are carried out: what is planted is found, and what is in order is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.domain.consistency import Whole
from app.domain.filings import Paper, Submission, filed_measure
from app.domain.measures import DueRevision, Effect, EffectCheck, MeasureFacts, Step
from app.domain.plan import Action, ActionState
from tests.domain.consistency.made import AT, CATALOGUE, TODAY, hits
from tests.domain.consistency.test_checks import MEASURE, orderly

DAY = timedelta(days=1)


def done(result: Effect | None, **beside: object) -> Whole:
    """A measure that was done ten days ago, with a look at its effect."""
    over = replace(MEASURE, state=ActionState.DONE, done=TODAY - 10 * DAY)
    checks = {} if result is None else {"a1": EffectCheck("a1", 1, "監査 五郎", TODAY, result, "一部", AT, "officer")}
    return followed(over, checks=checks, **beside)


def followed(action: Action = MEASURE, checks: object = None, **beside: object) -> Whole:
    facts = {"a1": MeasureFacts("a1", **beside)} if beside else {}  # type: ignore[arg-type]
    return orderly(actions=(action,), beside=facts, checks=checks or {})


def filed(action: Action, reason: str | None = None) -> Whole:
    """The measure as `action` has it now; filed it was as `MEASURE`."""
    then = (filed_measure(MEASURE, None, None),)
    paper = Submission("f1", 1, Paper.PLAN, TODAY, "経済産業大臣", "", None, then, (), "", AT, "officer")
    revisions = () if reason is None else (DueRevision("a1", 1, date(2027, 6, 30), reason, AT, "officer"),)
    return orderly(actions=(action,), filed=(paper,), revisions=revisions)


PLANTED: dict[str, tuple[Callable[[], Whole], str]] = {
    "K91 no_check": (lambda: done(None), "effect"),
    "K91 not_yet": (lambda: done(Effect.NOT_YET), "effect"),
    "K92 late": (lambda: followed(milestones=(Step("設計", TODAY - DAY),)), "milestones"),
    "K93 moved": (lambda: filed(replace(MEASURE, due=date(2027, 6, 30))), "due"),
    "K93 no_reason": (lambda: filed(replace(MEASURE, revised=date(2027, 6, 30)), reason=" "), "revised"),
    "K94 not_effective": (lambda: done(Effect.NOT_EFFECTIVE), "effect"),
    "K94 partly": (lambda: done(Effect.PARTLY), "effect"),
    "K95 not_done": (lambda: followed(progress=100), "progress"),
    "K95 done": (lambda: done(Effect.EFFECTIVE, progress=80), "progress"),
    "K95 not_started": (lambda: followed(replace(MEASURE, state=ActionState.NOT_STARTED), progress=10), "progress"),
}


@pytest.mark.parametrize("name", PLANTED)
def test_what_is_planted_is_found_at_its_field(name: str) -> None:
    make, field = PLANTED[name]
    rule, message = name.split()
    (found,) = hits(make(), rule)
    assert (found.message, found.where.field, found.where.number) == (message, field, MEASURE.number)
    assert message in next(t for t in CATALOGUE.checks if t.id == rule).hits


FINE: dict[str, tuple[Callable[[], Whole], str]] = {
    "effective": (lambda: done(Effect.EFFECTIVE), "K91"),
    "not done yet": (lambda: followed(), "K91"),
    "a milestone due today": (lambda: followed(milestones=(Step("設計", TODAY),)), "K92"),
    "a milestone reached": (lambda: followed(milestones=(Step("設計", TODAY - DAY, TODAY),)), "K92"),
    "a milestone of a measure that is done": (lambda: done(None, milestones=(Step("設計", TODAY - DAY),)), "K92"),
    "as it was filed": (lambda: filed(MEASURE), "K93"),
    "revised with a reason": (lambda: filed(replace(MEASURE, revised=date(2027, 6, 30)), "納期が延びた"), "K93"),
    "done and effective": (lambda: done(Effect.EFFECTIVE), "K94"),
    "half way": (lambda: followed(progress=50), "K95"),
}


@pytest.mark.parametrize("name", FINE)
def test_what_is_in_order_is_not_told(name: str) -> None:
    make, rule = FINE[name]
    assert hits(make(), rule) == ()


def test_a_revised_date_is_what_makes_a_measure_late() -> None:
    past = replace(MEASURE, due=TODAY - 5 * DAY)
    assert [hit.values["days"] for hit in hits(orderly(actions=(past,)), "K33")] == ["5"]
    assert hits(orderly(actions=(replace(past, revised=TODAY + DAY),)), "K33") == ()
    later = replace(past, due=TODAY - 9 * DAY, revised=TODAY - 2 * DAY)
    assert [hit.values["days"] for hit in hits(orderly(actions=(later,)), "K33")] == ["2"]

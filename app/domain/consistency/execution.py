"""Measures while they are carried out: effect, milestones, progress, and dates that moved after they were filed."""

from __future__ import annotations

from collections.abc import Iterator

from app.domain.consistency.model import Found, Spot, Where, check
from app.domain.consistency.whole import Whole
from app.domain.measures import FINISHED, Effect, MeasureFacts, late_steps
from app.domain.plan import Action, ActionState


def _where(action: Action, field: str) -> Where:
    return Where(Spot.ACTION, field, action.checkpoint, number=action.number)


def _named(action: Action, **values: str) -> dict[str, str]:
    return {"number": str(action.number), **values}


@check("K91")
def done_without_effect(whole: Whole) -> Iterator[Found]:
    """A measure that is done, whose effect nobody has looked at, or of which it was too early to say."""
    for action in whole.measures:
        if action.state is ActionState.DONE:
            looked = whole.checks.get(action.id)
            if looked is None:
                yield "no_check", _where(action, "effect"), _named(action)
            elif looked.result is Effect.NOT_YET:
                values = _named(action, date=looked.checked_on.isoformat())
                yield "not_yet", _where(action, "effect"), values


@check("K92")
def milestone_late(whole: Whole) -> Iterator[Found]:
    """A milestone whose day has passed without being reached."""
    for action in whole.measures:
        for step in late_steps(action, whole.beside.get(action.id, MeasureFacts(action.id)), whole.today):
            values = _named(action, step=step.text, date=step.due.isoformat() if step.due else "")
            yield "late", _where(action, "milestones"), values


@check("K93")
def due_moved_silently(whole: Whole) -> Iterator[Found]:
    """A due date that is not the one that was filed, though it was never revised; or revised without a reason."""
    filed = {each.id: each for each in whole.filed[-1].measures} if whole.filed else {}
    for action in whole.measures:
        then = filed.get(action.id)
        if then is not None and then.due is not None and action.due is not None and then.due != action.due:
            values = _named(action, then=then.due.isoformat(), date=action.due.isoformat())
            yield "moved", _where(action, "due"), values
    numbers = {action.id: action for action in whole.measures}
    for revision in whole.revisions:
        if not revision.reason.strip() and revision.action in numbers:
            action = numbers[revision.action]
            yield "no_reason", _where(action, "revised"), _named(action, date=revision.due.isoformat())


@check("K94")
def done_without_working(whole: Whole) -> Iterator[Found]:
    """A measure that counts as done, though it was found not to work, or to work in part only."""
    for action in whole.measures:
        looked = whole.checks.get(action.id)
        if action.state is ActionState.DONE and looked is not None:
            if looked.result is Effect.NOT_EFFECTIVE:
                yield "not_effective", _where(action, "effect"), _named(action, date=looked.checked_on.isoformat())
            elif looked.result is Effect.PARTLY:
                yield "partly", _where(action, "effect"), _named(action, date=looked.checked_on.isoformat())


@check("K95")
def progress_against_state(whole: Whole) -> Iterator[Found]:
    """A progress that does not go with the state: all of it though not done, less though done, some unbegun."""
    for action in whole.measures:
        facts = whole.beside.get(action.id)
        if facts is None or facts.progress is None:
            continue
        values = _named(action, percent=str(facts.progress))
        if facts.progress == 100 and action.state not in FINISHED:
            yield "not_done", _where(action, "progress"), values
        elif facts.progress < 100 and action.state is ActionState.DONE:
            yield "done", _where(action, "progress"), values
        elif facts.progress > 0 and action.state is ActionState.NOT_STARTED:
            yield "not_started", _where(action, "progress"), values

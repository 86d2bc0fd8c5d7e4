"""The acceptance of an answer ends when what the answer rests on becomes something else: findings, or its proof."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.answers import Answer
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.review import Review, ReviewAct, State, state_of
from app.services.ports import UnitOfWork

LAPSED = "review.lapsed"


def lapse_at(work: UnitOfWork, places: Iterable[Place], at: str, by: str) -> bool:
    """`lapse` where something was taken from under answers, or something else put in its place; whether an acceptance
    ended."""
    answers = [work.answers.current(*place) for place in dict.fromkeys(places)]
    return any([lapse(work, answer, at, by) for answer in answers if answer is not None])


def lapse(work: UnitOfWork, answer: Answer, at: str, by: str) -> bool:
    """Let an answer that was accepted wait for the reviewer again: it was accepted as resting on something else.

    Nothing is done where it was not accepted; whether it was. Whoever calls commits.
    """
    place = (answer.checkpoint, answer.site)
    steps = work.reviews.steps(*place)
    last = steps[-1] if steps else None
    if last is None or state_of(answer, last) is not State.ACCEPTED:
        return False
    work.reviews.append((Review(*place, last.seq + 1, ReviewAct.WITHDRAWN, answer.revision, "", at, by),))
    before: dict[str, object] = {"review": State.ACCEPTED.value}
    after: dict[str, object] = {"review": State.ANSWERED.value, "revision": answer.revision}
    work.history.record(at, by, Event(LAPSED, answer.checkpoint, *place, before, after))
    return True

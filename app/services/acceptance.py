"""The acceptance of an answer ends when what the answer rests on becomes something else: findings, or its proof."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

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


def lapse_all(work: UnitOfWork, at: str, by: str) -> bool:
    """`lapse` of every answer, where what all of them rest on became something else; whether one was accepted."""
    return lapse_those(work, work.answers.all_current(), at, by)


def lapse_those(work: UnitOfWork, answers: Mapping[Place, Answer], at: str, by: str) -> bool:
    """`lapse` of many answers in force, written together; whether one was accepted."""
    known = ((answers.get(place), last) for place, last in work.reviews.latest().items())
    accepted = [(a, last) for a, last in known if a is not None and state_of(a, last) is State.ACCEPTED]
    if accepted:
        work.reviews.append(tuple(_ended(answer, last, at, by) for answer, last in accepted))
        work.history.record_all(at, by, [_event(answer) for answer, _last in accepted])
    return bool(accepted)


def lapse(work: UnitOfWork, answer: Answer, at: str, by: str) -> bool:
    """Let an answer that was accepted wait for the reviewer again: it was accepted as resting on something else.

    Nothing is done where it was not accepted; whether it was. Whoever calls commits.
    """
    place = (answer.checkpoint, answer.site)
    steps = work.reviews.steps(*place)
    last = steps[-1] if steps else None
    if last is None or state_of(answer, last) is not State.ACCEPTED:
        return False
    work.reviews.append((_ended(answer, last, at, by),))
    work.history.record(at, by, _event(answer))
    return True


def _ended(answer: Answer, last: Review, at: str, by: str) -> Review:
    return Review(answer.checkpoint, answer.site, last.seq + 1, ReviewAct.WITHDRAWN, answer.revision, "", at, by)


def _event(answer: Answer) -> Event:
    before: dict[str, object] = {"review": State.ACCEPTED.value}
    after: dict[str, object] = {"review": State.ANSWERED.value, "revision": answer.revision}
    return Event(LAPSED, answer.checkpoint, answer.checkpoint, answer.site, before, after)

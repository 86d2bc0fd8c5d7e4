"""Deficiencies that were answered and that nothing has settled since, whatever the place says by now."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.domain.answers import Answer
from app.domain.grades import Verdict
from app.domain.history import UNDONE
from app.domain.progress import Place
from app.domain.review import State, state_of
from app.domain.sealing import former
from app.services import proving
from app.services.ports import HistoryQuery, UnitOfWork

DEFICIENT = (Verdict.PARTLY, Verdict.NONCONFORMING)


def unsettled(work: UnitOfWork, places: Collection[Place], today: date) -> tuple[Answer, ...]:
    """The last deficient answer of each of these places that is in force, or that nothing has settled since.

    An 適合 that is proven settles it, and any other answer that a reviewer accepted: taking the answer back, or giving
    another one, makes nothing better. What the audit sealed before this revision of it is settled, and a slip that was
    undone on its day was never meant.
    """
    said: dict[Place, Answer] = {}
    for answer in work.answers.deficient():
        if (answer.checkpoint, answer.site) in places:
            said[answer.checkpoint, answer.site] = answer
    if not said:
        return ()
    revisions = work.answers.revisions_at(said)
    current = {place: told[-1] for place, told in revisions.items()}
    steps = work.reviews.steps_at(said)
    unproven = proving.lacking(work, current, today).unproven
    slips, since = _slips(work), _since(work)
    found = []
    for place, told in revisions.items():
        meant = [
            (answer, following)
            for answer, following in zip(told, (*told[1:], None), strict=True)
            if answer.verdict in DEFICIENT and (*place, answer.revision, answer.at[:10]) not in slips
        ]
        if not meant or (meant[-1][1] is not None and meant[-1][1].at <= since):
            continue
        now = current[place]
        proven = now.verdict is Verdict.CONFORMING and place not in unproven
        last = steps[place][-1] if steps.get(place) else None
        accepted = now.verdict not in DEFICIENT and state_of(now, last) is State.ACCEPTED
        if not proven and not accepted:
            found.append(meant[-1][0])
    return tuple(found)


def _slips(work: UnitOfWork) -> set[tuple[object, ...]]:
    """The revisions that were undone, each with the day of that."""
    told = work.history.entries(HistoryQuery(act=UNDONE), limit=2**31 - 1)
    return {
        (e.event.checkpoint, e.event.site, (e.event.before or {}).get("revision"), e.at[:10])
        for e in told
        if e.event.checkpoint
    }


def _since(work: UnitOfWork) -> str:
    """When the revision of the audit before this one was sealed; empty for none."""
    before = former(work.reviews.revisions())
    return before.sealed_at if before is not None else ""

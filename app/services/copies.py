"""Answers that were copied from another site and are not confirmed there (写し・要確認), told from the history."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from app.domain.answers import Answer
from app.domain.history import Entry
from app.domain.progress import Place
from app.services.ports import HistoryQuery, UnitOfWork

COPIED, CONFIRMED = "answer.copied", "answer.confirmed"
"""Acts of the history: an answer was copied to a place; the officer confirmed it there."""


def of_all(work: UnitOfWork, answers: Mapping[Place, Answer]) -> dict[Place, str]:
    """The places whose answer was copied and is not yet confirmed → the site it was copied from.

    `answers` are those in force.
    """
    return _in_force(work, _told(work), answers)


def of_some(work: UnitOfWork, answers: Mapping[Place, Answer]) -> dict[Place, str]:
    """As `of_all` for a few places: `answers` are those in force there."""
    return _in_force(work, _told(work, answers.keys()), answers)


def unconfirmed(work: UnitOfWork) -> dict[Place, str]:
    """As `of_all`, reading answers only on checkpoints that were copied: in most audits few or none."""
    copied = _told(work)
    return _in_force(work, copied, work.answers.current_of({checkpoint for checkpoint, _site in copied}))


def _told(work: UnitOfWork, places: Collection[Place] | None = None) -> dict[Place, Mapping[str, object]]:
    """What the history tells of each copy that nobody confirmed, anywhere or at some places."""
    copied: dict[Place, Mapping[str, object]] = {}
    for _seq, act, place, after in work.history.told(COPIED, CONFIRMED, places=places):
        if act == COPIED:
            copied[place] = after
        else:
            copied.pop(place, None)
    return copied


def _in_force(
    work: UnitOfWork, copied: Mapping[Place, Mapping[str, object]], answers: Mapping[Place, Answer]
) -> dict[Place, str]:
    """Those of the copies that stand as they were made."""
    standing = {p: told for p, told in copied.items() if p in answers and answers[p].verdict.value == told["verdict"]}
    # A later revision may be a remark, or a verdict that was changed and changed back.
    later = [place for place, told in standing.items() if answers[place].revision != told["revision"]]
    revisions = work.answers.revisions_at(later) if later else {}
    for place in later:
        if not _untouched(standing[place], revisions.get(place, ())):
            del standing[place]
    return {place: str(told["from"]) for place, told in standing.items()}


def moved_on(before: Mapping[Place, str], since: Sequence[Entry], answers: Mapping[Place, Answer]) -> dict[Place, str]:
    """`of_all` from an earlier reading and what the history tells since; `answers` are those in force now."""
    found = dict(before)
    for entry in since:
        event = entry.event
        place, told = (event.checkpoint, event.site), event.after or {}
        if event.act == COPIED:
            found[place] = str(told["from"])
        elif event.act == CONFIRMED or _is_another(event.before or {}, told):
            found.pop(place, None)
    return {place: source for place, source in found.items() if place in answers}


_FOLLOWED = frozenset({"answer.recorded", COPIED, CONFIRMED, "answer.upheld"})


def is_beyond(entry: Entry) -> bool:
    """Whether an act gave an answer in a way that `moved_on` does not follow."""
    event = entry.event
    gives = "revision" in (event.after or {}) or event.act.startswith(("answer.", "undo"))
    return gives and event.act not in _FOLLOWED


def _is_another(before: Mapping[str, object], after: Mapping[str, object]) -> bool:
    """Whether an act gave another verdict."""
    return "revision" in before and "verdict" in after and before.get("verdict") != after["verdict"]


def at(work: UnitOfWork, checkpoint: str, site: str, revisions: Sequence[Answer]) -> str | None:
    """Where the answer in force was copied from, while nobody confirmed it or gave another verdict since."""
    copy = _latest(work, checkpoint, site, COPIED)
    if copy is None or copy.event.after is None or not revisions:
        return None
    confirmed = _latest(work, checkpoint, site, CONFIRMED)
    if confirmed is not None and confirmed.seq > copy.seq:
        return None
    return str(copy.event.after["from"]) if _untouched(copy.event.after, revisions) else None


def _untouched(told: Mapping[str, object], revisions: Sequence[Answer]) -> bool:
    """Whether every revision since the copy has its verdict."""
    since = [answer for answer in revisions if answer.revision >= int(str(told["revision"]))]
    return bool(since) and all(answer.verdict is since[0].verdict for answer in since)


def _latest(work: UnitOfWork, checkpoint: str, site: str, act: str) -> Entry | None:
    entries = work.history.entries(HistoryQuery(checkpoint=checkpoint, site=site, act=act), limit=1)
    return entries[0] if entries else None

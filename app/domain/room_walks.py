"""What was found on a walk through a room (現地点検票, domain handbook §6.5): the terminals expected there, what became
of each, and what stands there that no ledger has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.ledgers.values import match_key
from app.domain.text import one_line

WALKED = "現地点検"
"""The kind of record (`seen_in` of the stocktaking ledger) that an entered walk is."""
PRESENT, ABSENT = "有", "無"
"""What the stocktaking ledger says of a thing that was met, or was not."""
MOST_UNLISTED, LONGEST = 200, 200
"""So many terminals without a ledger, and characters of a text, are taken of one room."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A terminal that the ledger says stands in a room, as the sheet prints it. `named_by` is the field of the ledger
    that `key` is of."""

    match_key: str
    key: str
    named_by: str = "asset_no"
    kind: str = ""
    holder: str = ""
    place: str = ""
    grid: bool = False


@dataclass(frozen=True, slots=True)
class RoomList:
    """The terminals that were printed on a floor-walk sheet, kept by its code."""

    code: str
    place: str
    terminals: tuple[Expected, ...]


class Seen(StrEnum):
    """有, 無, 別の場所."""

    THERE = "there"
    MISSING = "missing"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Look:
    """What became of a terminal of the ledger. `where` tells the place of one that was met elsewhere."""

    match_key: str
    key: str
    named_by: str
    seen: Seen
    where: str = ""
    condition: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A terminal that stands in the room and not on the sheet. Without a `number` it is known by sheet and line.
    `condition` and `remark` are of results that came as a table: the paper has no room for them."""

    number: str = ""
    kind: str = ""
    where: str = ""
    system: str = ""
    user: str = ""
    condition: str = ""
    remark: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """All that was written in its line, in the order of its fields."""
        return self.number, self.kind, self.where, self.system, self.user, self.condition, self.remark

    @property
    def empty(self) -> bool:
        """Whether nothing was written in its line."""
        return not any(self.texts)


@dataclass(frozen=True, slots=True)
class Walk:
    """The results of one sheet. `records` are the records of the stocktaking ledger that hold them, by match key."""

    code: str
    day: date
    auditor: str
    witness: str
    looks: tuple[Look, ...]
    unlisted: tuple[Unlisted, ...] = ()
    remark: str = ""
    records: tuple[str, ...] = ()
    at: str = ""
    by: str = ""

    def count(self, seen: Seen) -> int:
        """How many terminals were seen so."""
        return sum(look.seen is seen for look in self.looks)


class Since(StrEnum):
    """What the ledger says by now of a terminal on a sheet."""

    SAME = "same"
    ADDED = "added"
    """It came after the sheet was printed."""
    CHANGED = "changed"
    """Its kind, holder, place or system is another one."""
    MOVED = "moved"
    """It stands in another room by now."""
    GONE = "gone"
    """No sheet has it any more: taken out of the ledger, returned or disposed of."""


@dataclass(frozen=True, slots=True)
class Line:
    """A terminal on the sheet, with what the ledger says of it since; `now` is the room of one that moved."""

    expected: Expected
    since: Since = Since.SAME
    now: str = ""

    @property
    def printed(self) -> bool:
        """Whether it stands on the paper: it was looked for, and must have a result."""
        return self.since is not Since.ADDED


def lines(printed: Sequence[Expected], here: Iterable[Expected], elsewhere: Mapping[str, str]) -> tuple[Line, ...]:
    """The terminals as they were printed, marked with what changed since, then those that came since. `here` is what
    the sheet would have now, `elsewhere` tells by match key the names of the other sheets that have a terminal now."""
    now = {each.match_key: each for each in here}
    found = []
    for each in printed:
        current = now.pop(each.match_key, None)
        if current is None:
            room = elsewhere.get(each.match_key, "")
            found.append(Line(each, Since.MOVED if room else Since.GONE, room))
        else:
            found.append(Line(each, Since.SAME if current == each else Since.CHANGED))
    return (*found, *(Line(each, Since.ADDED) for each in now.values()))


def undecided(sheet: Iterable[Line], looks: Iterable[Look]) -> tuple[str, ...]:
    """The printed terminals of which it was not said whether they were there."""
    told = {look.match_key for look in looks}
    return tuple(line.expected.key for line in sheet if line.printed and line.expected.match_key not in told)


def tidy(look: Look) -> Look:
    """A result without breaks, blanks around it or more than can be kept."""
    where, condition, remark = (one_line(text)[:LONGEST] for text in (look.where, look.condition, look.remark))
    return Look(look.match_key, look.key, look.named_by, look.seen, where, condition, remark)


def tidy_unlisted(rows: Iterable[Unlisted]) -> tuple[Unlisted, ...]:
    """The lines in which something was written, tidied as `tidy` does."""
    made = (Unlisted(*(one_line(text)[:LONGEST] for text in row.texts)) for row in rows)
    return tuple(row for row in made if not row.empty)


def repeated(rows: Iterable[Unlisted], sheet: Collection[str]) -> tuple[str, ...]:
    """Numbers that are written twice, or stand on the sheet itself (`sheet`: the match keys of its terminals)."""
    seen, found = set(sheet), []
    for row in rows:
        folded = match_key(row.number) if row.number else ""
        if folded and folded in seen:
            found.append(row.number)
        seen.add(folded)
    return tuple(found)


def prevails(found: str, day: str, known_found: str, known_day: str) -> bool:
    """Whether what a walk says of a terminal counts more than what is on record of it: the later day does, and on one
    day that somebody met it."""
    known_day = known_day[:10]
    if day != known_day:
        return day > known_day
    return not (found == ABSENT and known_found != ABSENT)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What entering a sheet again sets in place of what was entered before, and what of it falls away.

    `looks` are the terminals with another result, place, state or remark, before and after; `dropped` had a result and
    have none any more. Of the terminals that are not on the sheet `gone` fall away; `facts` are other facts of the walk
    (day, auditor, witness, remark: name, before, after).
    """

    looks: tuple[tuple[Look, Look], ...] = ()
    dropped: tuple[Look, ...] = ()
    gone: tuple[Unlisted, ...] = ()
    facts: tuple[tuple[str, str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.looks or self.dropped or self.gone or self.facts)


def tidied(walk: Walk) -> Walk:
    """Results as they are kept: every text tidied, a place only of what was met elsewhere."""
    looks = (tidy(look) for look in walk.looks)
    auditor, witness, remark = (one_line(text)[:LONGEST] for text in (walk.auditor, walk.witness, walk.remark))
    return replace(
        walk,
        auditor=auditor,
        witness=witness,
        remark=remark,
        looks=tuple(look if look.seen is Seen.ELSEWHERE else replace(look, where="") for look in looks),
        unlisted=tidy_unlisted(walk.unlisted),
    )


_FACTS = ("day", "auditor", "witness", "remark")


def replaced(before: Walk | None, after: Walk) -> Replaced:
    """What of the results of a sheet is replaced or falls away; both as they are kept (`tidied`)."""
    if before is None:
        return Replaced()
    now = {look.match_key: look for look in after.looks}
    pairs = [(look, now.get(look.match_key)) for look in before.looks]
    kept = {row.texts for row in after.unlisted}
    facts = ((name, str(getattr(before, name)), str(getattr(after, name))) for name in _FACTS)
    return Replaced(
        tuple((old, new) for old, new in pairs if new is not None and _said(old) != _said(new)),
        tuple(old for old, new in pairs if new is None),
        tuple(row for row in before.unlisted if row.texts not in kept),
        tuple(each for each in facts if each[1] != each[2]),
    )


def _said(look: Look) -> tuple[str, ...]:
    return look.seen.value, look.where, look.condition, look.remark

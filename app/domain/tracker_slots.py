"""Which measure a row is that was written into an empty one of an action tracker.

One workbook goes to many sections, and each of them writes into its first empty row: the row alone tells nothing. Two
rows of one workbook are two measures all the same, and a row that comes again is the measure that it became, also once
a word of it was set right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from itertools import count

from app.domain.history import canonical
from app.domain.tracker import Value, alike, settled

_ALIKE = 0.6
"""Texts of which so much is the same are one text that was set right."""
_COMPARED = 200
"""So many signs of a text are compared."""
_WHO = ("department", "owner")
_GAP = 1_000
"""After so many ids that no measure has, no more are looked for: those between were undone."""
_PAIRS = 1_000
"""So many rows and measures are compared by nearness; where there are more, the same words tell."""


@dataclass(frozen=True, slots=True)
class Written:
    """What a row says: the item, and the values of the fields of a measure."""

    item: str
    values: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Known:
    """A measure that a row became before: all that lists brought of it, the first one first, and what it says now."""

    identity: str
    brought: tuple[Written, ...]
    now: Written


@dataclass(frozen=True, slots=True)
class Met:
    """A measure that a row is. `sure` tells that section, person or every word say so; where they do not, another
    section may have written nearly the same."""

    identity: str
    sure: bool


def copies(key: str, slot: str) -> Iterator[str]:
    """The ids of the measures that an empty row of a list becomes, section by section."""
    return (_digest(f"{key}\n{canonical([slot, number])}") for number in count())


def copies_among(key: str, slot: str, there: Collection[str]) -> list[str]:
    """Those of them that are `there`."""
    found, missing = [], 0
    for identity in copies(key, slot):
        missing = 0 if identity in there else missing + 1
        if missing == 0:
            found.append(identity)
        elif missing > _GAP:
            break
    return found


def by_words(key: str, row: Written) -> str:
    """The id that earlier editions gave a measure: by its words, whichever row they stood in."""
    return _digest(f"{key}\n{canonical([row.item, row.values.get('measure', '')])}")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def met(rows: Mapping[int, Written], known: Sequence[Known]) -> dict[int, Met]:
    """The measures that rows are, by row; every measure is one row's. What is the same to the word goes first, then
    what is nearly so."""
    by_words: dict[tuple[str, ...], list[Known]] = defaultdict(list)
    for each in known:
        for words in {_words(version) for version in (*each.brought, each.now)}:
            by_words[words].append(each)
    found: dict[int, Met] = {}
    taken: set[str] = set()
    for number, row in rows.items():
        same = by_words.get(_words(row), []) if _text(row) else []
        while same and number not in found:
            each = same.pop(0)
            if each.identity not in taken:
                found[number] = Met(each.identity, sure=True)
                taken.add(each.identity)
    left = [(number, row) for number, row in rows.items() if number not in found]
    others = [at for at, each in enumerate(known) if each.identity not in taken]
    texts = {at: {_text(known[at].now), *map(_text, known[at].brought)} for at in others}
    few = len(left) * len(others) <= _PAIRS
    _meet(((n, row, at) for n, row in left for at in others if few or _text(row) in texts[at]), known, found, taken)
    return found


def _meet(
    pairs: Iterable[tuple[int, Written, int]], known: Sequence[Known], found: dict[int, Met], taken: set[str]
) -> None:
    nearness = sorted((-near, n, at, sure) for n, row, at in pairs for near, sure in _nearness(row, known[at]))
    for _near, number, at, sure in nearness:
        identity = known[at].identity
        if number not in found and identity not in taken:
            found[number] = Met(identity, sure)
            taken.add(identity)


def _words(row: Written) -> tuple[str, ...]:
    return row.item, _text(row), *(str(settled(row.values.get(name, ""))) for name in _WHO)


def _text(row: Written) -> str:
    return str(settled(row.values.get("measure", "")))


def _nearness(row: Written, known: Known) -> Iterator[tuple[float, bool]]:
    """How near a row is to what was brought or stands now, where it is near at all."""
    for other in (*known.brought, known.now):
        if row.item != other.item or _contradicts(row.values, other.values):
            continue
        own = _agrees(row.values, other.values)
        near = _share(_text(row), _text(other))
        if near >= _ALIKE:
            # Of two with the same words, that of the same section.
            yield near + (1 if own else 0), own or near == 1


def _contradicts(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    pairs = ((one.get(name, ""), other.get(name, "")) for name in _WHO)
    return any(a and b and not alike(a, b) for a, b in pairs)


def _agrees(one: Mapping[str, Value], other: Mapping[str, Value]) -> bool:
    return any(one.get(name) and alike(one.get(name), other.get(name, "")) for name in _WHO)


def _share(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    if one == other:
        return 1.0
    matcher = SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    # Nothing but the same words is all of it.
    return min(matcher.ratio(), 0.99)


def base(name: str, blank: Value, edited: Value, current: Value, brought: Sequence[Written]) -> Value:
    """What a field of such a measure is compared with: what stands now, where a list brought it; else what came back,
    where that is nothing new; else what a list brought last."""
    values = [each.values.get(name, blank) for each in brought]
    for value in (current, edited):
        if any(alike(value, each) for each in values):
            return value
    return values[-1] if values else blank

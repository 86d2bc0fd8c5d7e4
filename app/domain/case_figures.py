"""Figures of a case with their as-of date, and every correction of them (報告書概要 ¶12③; domain §2.4, §3.13 B-01).

Counts that were published in 2023 were corrected again and again: what a figure said before is never written over. A
figure that changes takes what it said with it, and one that is left out stays as withdrawn.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum


class FigureKind(StrEnum):
    """件数, 人数, 端末数, 期間, データ項目, 閲覧の目的別の件数 (¶4), その他."""

    CASES = "cases"
    PERSONS = "persons"
    TERMINALS = "terminals"
    PERIOD = "period"
    ITEMS = "items"
    PURPOSE = "purpose"
    OTHER = "other"


IN_WORDS = frozenset({FigureKind.PERIOD, FigureKind.ITEMS})
"""Kinds that are told in words rather than counted."""

OTHER_PURPOSE = "other"
"""The purpose beside the seven patterns of ¶4 (domain §11.4 B-06)."""


@dataclass(frozen=True, slots=True)
class FigureStatement:
    """What a figure said before it was corrected on `corrected`, by whom and why (`reason`)."""

    value: str
    as_of: date | None
    source: str
    estimated: bool
    corrected: date
    reason: str = ""
    by: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """A published or internal count with its as-of date; `estimated` tells it from a counted one.

    `number` names it within its case and stays. `purpose` is the id of a pattern of ¶4, or `OTHER_PURPOSE`, for the
    kind `purpose`. `earlier` is what it said before, the oldest first. `withdrawn` gives the reason for taking it back
    on `withdrawn_on`: it is not told as a fact any more, and stays on record.
    """

    label: str
    value: str
    as_of: date | None
    source: str
    estimated: bool = False
    kind: FigureKind = FigureKind.OTHER
    purpose: str = ""
    number: int = 0
    earlier: tuple[FigureStatement, ...] = ()
    withdrawn: str = ""
    withdrawn_on: date | None = None


@dataclass(frozen=True, slots=True)
class Differing:
    """Two figures of one case that say the same thing differently, by their numbers."""

    first: int
    second: int


def live(figures: Sequence[CaseFigure]) -> tuple[CaseFigure, ...]:
    """The figures that are told as facts."""
    return tuple(f for f in figures if f.withdrawn_on is None)


def corrected(figures: Sequence[CaseFigure]) -> tuple[CaseFigure, ...]:
    """The figures of which something is told that they do not say any more."""
    return tuple(f for f in figures if f.earlier or f.withdrawn_on is not None)


def numbered(figures: Sequence[CaseFigure]) -> tuple[CaseFigure, ...]:
    """Every figure with a number; those that have one keep it."""
    last = max((f.number for f in figures), default=0)
    result = []
    for figure in figures:
        if not figure.number:
            last += 1
            figure = replace(figure, number=last)
        result.append(figure)
    return tuple(result)


def kept(
    old: Sequence[CaseFigure], new: Sequence[CaseFigure], today: date, by: str, reason: str = ""
) -> tuple[CaseFigure, ...]:
    """`new` with the trail of `old`: what changed carries what it said, what is missing is withdrawn as of `today`.

    A figure is the one of the same number, else the one of the same kind and name that is not claimed otherwise.
    """
    before = {f.number: f for f in numbered(old)}
    claimed = {f.number for f in new if f.number in before}
    last = max((*before, *(f.number for f in new)), default=0)
    result: list[CaseFigure] = []
    for figure in new:
        known = before.get(figure.number) if figure.number else _alike(figure, before, claimed)
        if known is None:
            if not figure.number:
                last += 1
                figure = replace(figure, number=last)
            result.append(figure)
            continue
        claimed.add(known.number)
        result.append(_with_trail(known, figure, today, by, reason))
    gone = (f for number, f in before.items() if number not in claimed)
    result += [f if f.withdrawn_on else replace(f, withdrawn=reason, withdrawn_on=today) for f in gone]
    return tuple(result)


def _alike(figure: CaseFigure, before: dict[int, CaseFigure], claimed: set[int]) -> CaseFigure | None:
    key = same_thing(figure)
    free = (f for number, f in before.items() if number not in claimed and f.withdrawn_on is None)
    return next((f for f in free if same_thing(f) == key), None)


def _with_trail(old: CaseFigure, new: CaseFigure, today: date, by: str, reason: str) -> CaseFigure:
    if len(new.earlier) > len(old.earlier) and new.earlier[: len(old.earlier)] == old.earlier:
        return replace(new, number=old.number)
    trail = old.earlier
    if _said(old) != _said(new):
        told = FigureStatement(old.value, old.as_of, old.source, old.estimated, today, reason, by)
        trail = (*trail, replace(told, label=old.label if old.label != new.label else ""))
    return replace(new, number=old.number, earlier=trail)


def _said(figure: CaseFigure) -> tuple[object, ...]:
    return figure.label, figure.value, figure.as_of, figure.source, figure.estimated


def same_thing(figure: CaseFigure) -> tuple[str, str]:
    """What a figure is about, however its name is written: kind with purpose, and name."""
    name = "".join(unicodedata.normalize("NFKC", figure.label).casefold().split())
    return f"{figure.kind.value}:{figure.purpose}", name


def same_value(first: str, second: str) -> bool:
    """Whether two values say the same, but for width, blanks and separators of thousands."""
    return _value(first) == _value(second)


_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3})")
_NUMBER = re.compile(r"\d+")


def _value(text: str) -> str:
    return _SEPARATOR.sub("", "".join(unicodedata.normalize("NFKC", text).casefold().split()))


def amount(figure: CaseFigure) -> int | None:
    """The number that a value tells, None where it tells none or several."""
    found = _NUMBER.findall(_value(figure.value))
    return int(found[0]) if len(found) == 1 and len(found[0]) <= 15 else None


def differing(figures: Sequence[CaseFigure]) -> tuple[Differing, ...]:
    """Live figures of one case that are about the same thing and say it differently as of the same day.

    What is said as of different days may differ: counts grow as they are looked into.
    """
    found = []
    told = live(figures)
    for place, first in enumerate(told):
        for second in told[place + 1 :]:
            same_day = first.as_of == second.as_of or first.as_of is None or second.as_of is None
            if same_day and same_thing(first) == same_thing(second) and not same_value(first.value, second.value):
                found.append(Differing(first.number, second.number))
    return tuple(found)


def purposes_sum(figures: Sequence[CaseFigure]) -> tuple[int, int, CaseFigure] | None:
    """The sum of the counts by purpose beside the count of cases as of the same day, where they differ.

    (sum, count of cases, that figure); None where either is missing, or both agree (domain §11.4 B-06).
    """
    by_purpose = [f for f in live(figures) if f.kind is FigureKind.PURPOSE]
    days = {f.as_of for f in by_purpose}
    amounts = [amount(f) for f in by_purpose]
    if len(by_purpose) < 2 or len(days) != 1 or None in amounts:
        return None
    total = sum(each for each in amounts if each is not None)
    for figure in live(figures):
        if figure.kind is FigureKind.CASES and figure.as_of in days and (said := amount(figure)) is not None:
            return None if said == total else (total, said, figure)
    return None


def outdated(text: str, figures: Sequence[CaseFigure]) -> tuple[tuple[CaseFigure, FigureStatement], ...]:
    """Corrected figures whose earlier value still stands in `text` while the present one does not."""
    flat = _value(text)
    found = []
    for figure in live(figures):
        if _stands(_value(figure.value), flat):
            continue
        found += [(figure, old) for old in figure.earlier[-1:] if _stands(_value(old.value), flat)]
    return tuple(found)


def _stands(value: str, flat: str) -> bool:
    # 14 is no mention of 140, and a number of one or two digits is met everywhere.
    digits = sum(map(str.isdecimal, value))
    return digits >= 3 and re.search(rf"(?<!\d){re.escape(value)}(?!\d)", flat) is not None

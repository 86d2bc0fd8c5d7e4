"""The period of an audit as its words tell it, and days in names of files."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from app.domain.consistency.numerals import DAY, day_of, folded

_HALF = re.compile(r"(上|下)(?:半)?期")
_QUARTER = re.compile(r"第?\s?([1-4一二三四])\s?四半期")
_BETWEEN = re.compile(r"\s*(?:から|~|〜|-|–|—|to)\s*")
_PACKED = re.compile(r"(?<!\d)(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")
_QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "一": 1, "二": 2, "三": 3, "四": 4}


@dataclass(frozen=True, slots=True)
class Period:
    """From the first to the last day."""

    first: date
    last: date

    def has(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def read_period(text: str) -> Period | None:
    """The period that a text tells: 2026年度上期, 令和8年度, 2026年4月1日~2026年9月30日; None where it tells none."""
    plain, _places = folded(text)
    found = [(match, day) for match in DAY.finditer(plain) if (day := day_of(match)) is not None]
    if len(found) == 2 and _BETWEEN.fullmatch(plain[found[0][0].end() : found[1][0].start()]):
        first, last = found[0][1], found[1][1]
        if not (first.month and last.month):
            return None
        return Period(first.first, date(last.year, last.month, last.day or monthrange(last.year, last.month)[1]))
    if len(found) != 1:
        return None
    written = found[0][1]
    if written.month:
        return None
    start = 4 if written.fiscal else 1
    rest = plain[found[0][0].end() :]
    if half := _HALF.search(rest):
        return _months(written.year, start + (6 if half[1] == "下" else 0), 6)
    if quarter := _QUARTER.search(rest):
        return _months(written.year, start + 3 * (_QUARTERS[quarter[1]] - 1), 3)
    return _months(written.year, start, 12)


def _months(year: int, month: int, count: int) -> Period:
    return Period(_first(year, month), _last(year, month + count - 1))


def _first(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _last(year: int, month: int) -> date:
    first = _first(year, month)
    return first.replace(day=monthrange(first.year, first.month)[1])


def day_in_name(name: str) -> date | None:
    """The day that the name of a file tells: 20260930_棚卸し.xlsx, 令和8年9月30日.pdf; None without one or with two."""
    plain, _places = folded(name)
    days = {d.first for match in DAY.finditer(plain) if (d := day_of(match)) is not None and d.day}
    for packed in _PACKED.findall(plain):
        year, month, day = map(int, packed)
        if day <= monthrange(year, month)[1]:
            days.add(date(year, month, day))
    return next(iter(days)) if len(days) == 1 else None

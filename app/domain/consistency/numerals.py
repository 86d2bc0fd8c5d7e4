"""Numbers and days in running Japanese text: full-width and Chinese figures, eras, years that stand for a whole."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from app.domain.calendar import ERAS

NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:万(?:\d{1,3}(?:,\d{3})+|\d+)?|千)?|[一二三四五六七八九十百千万〇]+"
"""A whole number as it is written, after `folded`."""

_FIGURES = {figure: value for value, figure in enumerate("〇一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1_000}
_MYRIAD = 10_000

_LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}
_SMALL = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_YEAR = (
    rf"(?:(?P<era>令和|平成|昭和|(?<![A-Za-z0-9])[RHS](?=\s?(?:元|\d)))\s?(?P<eyear>元|{_SMALL})"
    r"|(?P<year>(?<!\d)(?:19|20)\d\d|二〇[〇一二三四五六七八九]{2}))"
)
DAY = re.compile(
    rf"{_YEAR}(?:\s?年(?P<fiscal>度)?(?:\s?(?P<month>{_SMALL})\s?月(?:\s?(?P<day>{_SMALL})\s?日)?)?"
    r"|[./-](?P<month2>\d{1,2})[./-](?P<day2>\d{1,2})(?!\d))"
)
"""A day, month, year or fiscal year as it is written, after `folded`."""
MONTH_AND_DAY = r"(?<!年)(?<!年\s)(?<!\d)(?P<month3>\d{1,2})\s?月\s?(?P<day3>\d{1,2})\s?日"
"""A day of which no year is told."""
_LEAP = 2000
_OPENS, _CLOSES = re.compile(r"\s*\(\s*"), re.compile(r"\s*\)")
_YEARS = re.compile(
    rf"(?P<year>(?<!\d)(?:19|20)\d\d)年?\((?P<era>(?:令和|平成|昭和|[RHS])(?:元|{_SMALL}))\)年"
    rf"|(?P<era2>(?:令和|平成|昭和)(?:元|{_SMALL}))年?\((?P<year2>(?:19|20)\d\d)\)年"
)


@dataclass(frozen=True, slots=True)
class Written:
    """A day as far as it is told: a month of 0 is a whole year, a day of 0 a whole month, a year of 0 is not told.

    `fiscal`: from April on. `era`: told by its era; that makes it no other day.
    """

    year: int
    month: int = 0
    day: int = 0
    fiscal: bool = False
    era: bool = field(default=False, compare=False)

    def agrees(self, other: Written) -> bool:
        """Whether both can mean the same day: 2023年 and 令和5年4月1日 can."""
        if self.fiscal or other.fiscal:
            first, second = (self, other) if self.fiscal else (other, self)
            if second.fiscal:
                return first.year == second.year
            if not second.month:
                return second.year in (first.year, first.year + 1)
            return second.year - (second.month < 4) == first.year
        parts = zip((self.year, self.month, self.day), (other.year, other.month, other.day), strict=True)
        return all(mine == theirs or not mine or not theirs for mine, theirs in parts)

    def slipped(self, other: Written) -> bool:
        """Whether both are one day of two years in turn, one told by its era: somebody reckoned the era wrongly."""
        same = (self.month, self.day) == (other.month, other.day)
        return same and bool(self.day) and self.era is not other.era and abs(self.year - other.year) == 1

    def by(self, last: date) -> Written:
        """The same with its year: where none is told, the latest such day up to `last`."""
        if self.year:
            return self
        year = last.year - ((self.month, self.day) > (last.month, last.day))
        return Written(year, self.month, min(self.day, monthrange(year, self.month)[1]))

    @property
    def first(self) -> date:
        """The first day that it can mean."""
        return date(self.year, self.month or (4 if self.fiscal else 1), self.day or 1)

    @property
    def iso(self) -> str:
        """2023, 2023-04 or 2023-04-01; of a fiscal year its number and FY before it."""
        if self.fiscal:
            return f"FY{self.year}"
        return f"{self.year}" + (f"-{self.month:02d}" if self.month else "") + (f"-{self.day:02d}" if self.day else "")


def folded(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with half-width figures and letters, and for each of its letters where it stands in `text`."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = letter if letter < "\x80" else unicodedata.normalize("NFKC", letter)
        letters.append(plain)
        places.extend([place] * len(plain))
    return "".join(letters), tuple(places)


def number(text: str) -> int:
    """The number that a match of `NUMBER` is: 1,200, 3万8,000, 十二, 二〇. Raises ValueError for what is none."""
    if text[0] in _FIGURES or text[0] in _UNITS or text[0] == "万":
        return _in_words(text)
    head, myriads, tail = text.partition("万")
    if myriads:
        return _plain(head) * _MYRIAD + (_plain(tail) if tail else 0)
    return _plain(text.removesuffix("千")) * (1_000 if text.endswith("千") else 1)


_MOST_FIGURES = 15
_MOST: int = 10**_MOST_FIGURES
"""What is longer counts nothing that a company has; Python refuses thousands of figures."""


def _plain(text: str) -> int:
    figures = text.replace(",", "")
    return int(figures) if len(figures) <= _MOST_FIGURES else _MOST


def _in_words(text: str) -> int:
    if all(letter in _FIGURES for letter in text):
        # 二〇二三 is written figure by figure.
        return _plain("".join(str(_FIGURES[letter]) for letter in text))
    total = part = figure = 0
    for letter in text[: 2 * _MOST_FIGURES]:
        if letter in _FIGURES:
            figure = figure * 10 + _FIGURES[letter]
        elif letter == "万":
            total, part, figure = (total + part + figure) * _MYRIAD, 0, 0
        else:
            part, figure = part + (figure or 1) * _UNITS[letter], 0
    return min(total + part + figure, _MOST)


def day_of(match: re.Match[str]) -> Written | None:
    """The day that a match of `DAY` tells, None for one that no calendar has: 2月30日, 平成35年."""
    parts = match.groupdict()
    year = _year(parts["era"], parts["eyear"], parts["year"])
    month = number(parts["month"] or parts["month2"] or "0")
    day = number(parts["day"] or parts["day2"] or "0")
    if month > 12 or (day and not month) or (month and day > monthrange(year, month)[1]):
        return None
    if (parts["month"] or parts["month2"]) and not month or (parts["day"] or parts["day2"]) and not day:
        return None
    written = Written(year, month, day, fiscal=bool(parts["fiscal"]), era=bool(parts["era"]))
    return written if _within(parts["era"], written) else None


def day_in(match: re.Match[str]) -> Written | None:
    """`day_of` a match that may also be of `MONTH_AND_DAY`."""
    if match["month3"] is None:
        return day_of(match)
    month, day = int(match["month3"]), int(match["day3"])
    return Written(0, month, day) if 1 <= month <= 12 and 1 <= day <= monthrange(_LEAP, month)[1] else None


def said_twice(plain: str) -> Iterator[tuple[str, Written, Written]]:
    """The words of a folded text that tell one day by its year and, in brackets, by its era, or the other way round.

    2024年4月1日(令和6年4月1日), 2024(令和6)年; what is not in a calendar is left out.
    """
    found = list(DAY.finditer(plain))
    for first, second in zip(found, found[1:], strict=False):
        close = _CLOSES.match(plain, second.end())
        if close is None or not _OPENS.fullmatch(plain, first.end(), second.start()):
            continue
        if bool(first["era"]) is not bool(second["era"]) and (day := day_of(first)) and (other := day_of(second)):
            yield plain[first.start() : close.end()], day, other
    for match in _YEARS.finditer(plain):
        by_year, by_era = (DAY.match(f"{match[name] or match[name + '2']}年") for name in ("year", "era"))
        if by_year and by_era and (day := day_of(by_year)) and (other := day_of(by_era)):
            yield match[0], day, other


def _year(era: str | None, eyear: str | None, year: str | None) -> int:
    if year is not None:
        return number(year)
    before, _first, _last = ERAS[_LETTERS.get(era or "", era or "")]
    return before + (1 if eyear == "元" else number(eyear or "0"))


def _within(era: str | None, written: Written) -> bool:
    """Whether the era had such a day; the year of its change belongs to both."""
    if not era:
        return True
    _before, first, last = ERAS[_LETTERS.get(era, era)]
    if written.fiscal or not written.month:
        return first.year <= written.year <= last.year
    begins = date(written.year, written.month, 1)
    if not written.day:
        return (first.year, first.month) <= (begins.year, begins.month) <= (last.year, last.month)
    return first <= written.first <= last

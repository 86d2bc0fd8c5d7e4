"""Days as people write them: western and Japanese eras, any usual separator."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

ERAS = {
    "令和": (2018, date(2019, 5, 1), date.max),
    "平成": (1988, date(1989, 1, 8), date(2019, 4, 30)),
    "昭和": (1925, date(1926, 12, 25), date(1989, 1, 7)),
    "大正": (1911, date(1912, 7, 30), date(1926, 12, 24)),
    "明治": (1867, date(1868, 10, 23), date(1912, 7, 29)),
}
"""Era → (year before its first, first day, last day), the newest first."""

# What forms abbreviate an era to.
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和", "T": "大正", "M": "明治"}

_ERA_YEAR = r"(令和|平成|昭和|大正|明治|[RHSTMrhstm])\s*(元|\d{1,2})"
_TO = r"\s*[-/.年]\s*"
_MONTH_AND_DAY = r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?"
_WESTERN = re.compile(rf"(\d{{4}}){_TO}{_MONTH_AND_DAY}")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERA = re.compile(rf"{_ERA_YEAR}{_TO}{_MONTH_AND_DAY}")
_YEAR_UNCLEAR = re.compile(rf"\d{{1,3}}{_TO}{_MONTH_AND_DAY}")
_WITHOUT_YEAR = re.compile(_MONTH_AND_DAY)
_WITHOUT_DAY = re.compile(rf"(?:\d{{4}}|{_ERA_YEAR})(?:{_TO}(?:\d{{1,2}}\s*月?)?)?")


@dataclass(frozen=True, slots=True)
class NoDay:
    """Why a text is no day: a code, whose sentence `app.services.typed_days` has, and what the sentence names."""

    code: str
    values: Mapping[str, str | int | date] = field(default_factory=dict)


def read_day(text: str) -> date | None:
    """The day that `text` means, None when it means none (`day_or_why`)."""
    found = day_or_why(text)
    return found if isinstance(found, date) else None


def day_or_why(text: str) -> date | NoDay:
    """The day that `text` means, or why it means none.

    Full-width characters are read as half-width ones; a bracketed era behind a western date is left aside. A day
    without its year is not guessed.
    """
    plain = re.sub(r"\s*\([^)]*\)\s*$", "", unicodedata.normalize("NFKC", text)).strip()
    for form in (_WESTERN, _PACKED):
        if match := form.fullmatch(plain):
            return _day(*(int(part) for part in match.groups()))
    if match := _ERA.fullmatch(plain):
        return _day_of_era(*match.groups())
    for form, code in _PARTS:
        if form.fullmatch(plain):
            return NoDay(code)
    return NoDay("day_unreadable")


_PARTS = ((_YEAR_UNCLEAR, "day_year_unclear"), (_WITHOUT_YEAR, "day_without_year"), (_WITHOUT_DAY, "day_without_day"))


def era_year(day: date) -> str:
    """The year of a day as its era counts it: 令和8年, 平成元年. Empty for a day before all of them."""
    for name, (before, first, _last) in ERAS.items():
        if day >= first:
            year = day.year - before
            return f"{name}{'元' if year == 1 else year}年"
    return ""


def _day_of_era(written: str, eyear: str, month: str, day: str) -> date | NoDay:
    era = _LETTERS.get(written.upper(), written)
    before, first, last = ERAS[era]
    found = _day(before + (1 if eyear == "元" else int(eyear)), int(month), int(day))
    if isinstance(found, date) and found < first:
        return NoDay("day_before_era", {"era": era, "first": first})
    if isinstance(found, date) and found > last:
        return NoDay("day_after_era", {"era": era, "last": last})
    return found


def _day(year: int, month: int, day: int) -> date | NoDay:
    if not date.min.year <= year <= date.max.year:
        return NoDay("day_unreadable")
    if not 1 <= month <= 12:
        return NoDay("day_no_month", {"month": month})
    days = monthrange(year, month)[1]
    if not 1 <= day <= days:
        return NoDay("day_not_in_month", {"month": date(year, month, 1), "days": days})
    return date(year, month, day)

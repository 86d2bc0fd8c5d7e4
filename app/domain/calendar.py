"""Days as people write them: western and Japanese eras, any usual separator."""

from __future__ import annotations

import re
import unicodedata
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
_LETTERS = {"R": "令和", "H": "平成", "S": "昭和"}

_WESTERN = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})")
_ERA = re.compile(r"(令和|平成|昭和|[RHSrhs])\s*(元|\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def read_day(text: str) -> date | None:
    """The day that `text` means, None when it means none.

    Full-width characters are read as half-width ones; a bracketed era behind a western date is left aside. A day
    without its year is not guessed.
    """
    plain = re.sub(r"\s*\([^)]*\)\s*$", "", unicodedata.normalize("NFKC", text)).strip()
    for form in (_WESTERN, _PACKED):
        if match := form.fullmatch(plain):
            return _day(*(int(part) for part in match.groups()))
    if match := _ERA.fullmatch(plain):
        era, year, month, day = match.groups()
        before, first, last = ERAS[_LETTERS.get(era.upper(), era)]
        found = _day(before + (1 if year == "元" else int(year)), int(month), int(day))
        return found if found and first <= found <= last else None
    return None


def era_year(day: date) -> str:
    """The year of a day as its era counts it: 令和8年, 平成元年. Empty for a day before all of them."""
    for name, (before, first, _last) in ERAS.items():
        if day >= first:
            year = day.year - before
            return f"{name}{'元' if year == 1 else year}年"
    return ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None

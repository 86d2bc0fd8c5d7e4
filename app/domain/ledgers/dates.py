"""Dates as ledgers write them: years of the era, serials of Excel, texts. What is impossible or ambiguous is no date.

Each era is bounded by its first and its last day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from app.domain.calendar import ERAS
from app.domain.ledgers.writing import SAME_AS_LEFT, UNDECIDED, is_nothing, plain

UNREADABLE = "date_unreadable"
IMPOSSIBLE = "date_impossible"
WRONG_ERA = "date_wrong_era"
WITHOUT_YEAR = "date_without_year"
WITHOUT_DAY = "date_without_day"
AMBIGUOUS = "date_ambiguous"
TOO_EARLY = "date_too_early"
ERA_ASSUMED = "date_era_assumed"

# A ledger plans a few years ahead; 令和31年 is a 平成 that was replaced blindly.
_ERAS = {**ERAS, "令和": (*ERAS["令和"][:2], date(2043, 12, 31))}
_LETTERS = {
    "m": "明治",
    "t": "大正",
    "s": "昭和",
    "h": "平成",
    "r": "令和",
    "明": "明治",
    "大": "大正",
    "昭": "昭和",
    "平": "平成",
    "令": "令和",
}
_EARLIEST = 1900
_LATEST = 2199
# Serials taken for dates: 1954-10-03 to 2119-01-08. Smaller numbers are counts and years.
_SERIALS = range(20_000, 80_001)
# Years that "5.3.31" can mean: the era of today, written without its name.
_ASSUMED_ERA_YEARS = 15

_ERA = r"(?P<era>明治|大正|昭和|平成|令和|[mtshr明大昭平令])[.・]?(?P<eyear>元|\d{1,2})"
_SEPARATED = re.compile(r"(?P<year>\d{4})(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?")
_PACKED = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})")
_IN_ERA = re.compile(_ERA + r"(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?")
_IN_ERA_PACKED = re.compile(r"(?P<era>[mtshr])(?P<eyear>\d{2})(?P<month>\d{2})(?P<day>\d{2})")
_BARE = re.compile(r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})")
_SHORT_YEAR = re.compile(r"(?P<sign>['’‘])(?P<year>\d{2})(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?")
_YEAR_LAST = re.compile(r"(?P<first>\d{1,2})[-/.](?P<second>\d{1,2})[-/.](?P<year>\d{4})")
_YEAR = r"(?:(?:19|20)\d\d|(?:明治|大正|昭和|平成|令和|[mtshr])[.・]?(?:元|\d{1,2}))"
_MONTH = re.compile(rf"{_YEAR}(?:年|[-/.])\d{{1,2}}月?|{_YEAR}(?:年度?)?")
_DAY = re.compile(r"\d{1,2}(?:月|[-/.])\d{1,2}日?")
_TURN = 50
"""Short years from here on are of the last century."""
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")
_TIME = re.compile(r"[t ]?(?:午前|午後)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:z|[+-]\d{2}:?\d{2})?$")
# 18時 behind figures that nothing parts from it may be 8時: of 2026/9/118時 nobody knows the day.
_SPOKEN_TIME = re.compile(
    r"(?:(?<=[日付])|[t ])(?:午前|午後)? ?(?:[01]?\d|2[0-4])時(?: ?(?:半|[0-5]?\d分(?: ?[0-5]?\d秒)?))?$"
)
_WEEKDAY = re.compile(r"\([日月火水木金土](?:曜日?|・祝)?\)")


def parse(text: str, date1904: bool = False) -> tuple[str, str]:
    """A cell as (YYYY-MM-DD or empty, code of what is wrong or empty). A date taken with doubt has both."""
    written = plain(text)
    if is_nothing(written) or written.casefold() in UNDECIDED:
        return "", ""
    if written in SAME_AS_LEFT:
        return "", UNREADABLE
    day = _WEEKDAY.sub(" ", written.casefold())
    bare = _SPOKEN_TIME.sub("", _TIME.sub("", day)).replace(" ", "").removesuffix("付")
    for pattern, reader in _FORMS:
        if match := pattern.fullmatch(bare):
            return reader(match.groupdict())
    if match := _SERIAL.fullmatch(bare):
        return _serial(int(match[1]), date1904)
    if _MONTH.fullmatch(bare):
        return "", WITHOUT_DAY
    if _DAY.fullmatch(bare):
        return "", WITHOUT_YEAR
    return "", UNREADABLE


def _day(year: int, month: int, day: int) -> tuple[str, str]:
    if year < _EARLIEST:
        return "", TOO_EARLY
    if year > _LATEST:
        return "", IMPOSSIBLE
    try:
        return date(year, month, day).isoformat(), ""
    except ValueError:
        return "", IMPOSSIBLE


def _western(parts: dict[str, str]) -> tuple[str, str]:
    return _day(int(parts["year"]), int(parts["month"]), int(parts["day"]))


def _of_era(parts: dict[str, str]) -> tuple[str, str]:
    era = parts["era"]
    offset, first, last = _ERAS[_LETTERS.get(era, era)]
    year = 1 if parts["eyear"] == "元" else int(parts["eyear"])
    if year == 0:
        return "", WRONG_ERA
    text, problem = _day(offset + year, int(parts["month"]), int(parts["day"]))
    if problem and problem != TOO_EARLY:
        return text, problem
    if problem == TOO_EARLY:
        return "", TOO_EARLY
    return (text, "") if first <= date.fromisoformat(text) <= last else ("", WRONG_ERA)


def _bare(parts: dict[str, str]) -> tuple[str, str]:
    """5.3.31 is the present era by the custom of points; 23/3/31 may be 2023 or 平成23年 and stays open."""
    year = int(parts["first"])
    if parts["sign"] != "." or not 1 <= year <= _ASSUMED_ERA_YEARS:
        return "", AMBIGUOUS
    text, problem = _of_era({"era": "令和", "eyear": parts["first"], "month": parts["month"], "day": parts["day"]})
    return text, problem or ERA_ASSUMED


def _short_year(parts: dict[str, str]) -> tuple[str, str]:
    """'24.4.1 is a western year by its apostrophe; where that may mark a text with a year of the era it stays open."""
    year = int(parts["year"])
    if parts["sign"] == "'" and year <= _ASSUMED_ERA_YEARS:
        return "", AMBIGUOUS
    return _day((2000 if year < _TURN else 1900) + year, int(parts["month"]), int(parts["day"]))


def _year_last(parts: dict[str, str]) -> tuple[str, str]:
    first, second = int(parts["first"]), int(parts["second"])
    if first <= 12 and second <= 12 and first != second:
        return "", AMBIGUOUS
    return _day(int(parts["year"]), *((first, second) if first <= 12 else (second, first)))


def _serial(number: int, date1904: bool) -> tuple[str, str]:
    if number not in _SERIALS:
        return "", UNREADABLE
    start = date(1904, 1, 1) if date1904 else date(1899, 12, 30)
    return (start + timedelta(days=number)).isoformat(), ""


_FORMS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], tuple[str, str]]], ...] = (
    (_SEPARATED, _western),
    (_PACKED, _western),
    (_IN_ERA, _of_era),
    (_IN_ERA_PACKED, _of_era),
    (_BARE, _bare),
    (_SHORT_YEAR, _short_year),
    (_YEAR_LAST, _year_last),
)

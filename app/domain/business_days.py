"""Business days (営業日): what is left without weekends, holidays (国民の祝日・休日) and days a company is closed.

Pure: the table of holidays and the days of closing come from outside.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

MonthDay = tuple[int, int]
"""Month and day of any year."""

_SATURDAY = 5
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Holidays:
    """A table of holidays by day. `source` is the name of the file that it was taken from, empty for the bundled one;
    `english` has names in English.

    What lies before its first or after its last year it does not know.
    """

    days: Mapping[date, str]
    source: str = ""
    english: Mapping[str, str] = field(default_factory=dict)

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year that the table knows; None for an empty one."""
        return (min(self.days).year, max(self.days).year) if self.days else None

    def covers(self, day: date) -> bool:
        """Whether the table knows the year of `day`."""
        years = self.years
        return years is not None and years[0] <= day.year <= years[1]

    def name(self, day: date, language: str) -> str:
        """What the holiday is called in `ja` or `en`; empty where it is none."""
        said = self.days.get(day, "")
        return self.english.get(said, said) if language == "en" else said

    def over(self, other: Holidays) -> Holidays:
        """This table with the years of another one that it does not know itself."""
        theirs = {day: name for day, name in other.days.items() if not self.covers(day)}
        return Holidays({**theirs, **self.days}, self.source, {**other.english, **self.english})


@dataclass(frozen=True, slots=True)
class Closing:
    """The days around the new year on which the company is closed, the first and the last one included."""

    first: MonthDay
    last: MonthDay

    def holds(self, day: date) -> bool:
        """Whether the company is closed on that day of the year."""
        at = (day.month, day.day)
        if self.first <= self.last:
            return self.first <= at <= self.last
        return at >= self.first or at <= self.last


USUAL_CLOSING = Closing((12, 29), (1, 3))
"""年末年始: what offices and most companies keep."""


@dataclass(frozen=True)
class BusinessCalendar:
    """Which days are worked: neither weekend, nor holiday, nor a day of `closing` (None: open around the new year)."""

    holidays: Holidays
    closing: Closing | None = USUAL_CLOSING

    @cached_property
    def _weekdays_off(self) -> list[date]:
        """The holidays of the table that are no weekend and lie in no closing, in order."""
        return sorted(d for d in self.holidays.days if d.weekday() < _SATURDAY and not self._closed(d))

    def _closed(self, day: date) -> bool:
        return self.closing is not None and self.closing.holds(day)

    def is_business_day(self, day: date) -> bool:
        """Whether work is done on that day."""
        return day.weekday() < _SATURDAY and day not in self.holidays.days and not self._closed(day)

    def add(self, day: date, count: int) -> date:
        """The `count`-th business day after `day`, before it where negative; `day` itself for 0.

        Stops at the first or last day that there is.
        """
        step = timedelta(days=1 if count > 0 else -1)
        left = abs(count)
        try:
            while left:
                day += step
                left -= self.is_business_day(day)
        except OverflowError:
            pass
        return day

    def between(self, start: date, end: date) -> int:
        """How many business days follow `start` up to `end`, which counts; negative where `end` lies before."""
        if end < start:
            return -self.between(end, start)
        off = bisect_right(self._weekdays_off, end) - bisect_right(self._weekdays_off, start)
        return _weekdays(end) - _weekdays(start) - off - self._closed_between(start, end)

    def _closed_between(self, start: date, end: date) -> int:
        """The days of closing after `start` up to `end` that are no weekend."""
        if self.closing is None:
            return 0
        count = 0
        for year in range(start.year, end.year + 1):
            # A leap year has every day that a closing can begin or end with.
            count += sum(start < d <= end and d.weekday() < _SATURDAY for d in _days_of(self.closing, year))
        return count


def _weekdays(day: date) -> int:
    """Weekdays from the first day that there is (a Monday) up to `day`."""
    weeks, rest = divmod(day.toordinal(), _WEEK)
    return weeks * _SATURDAY + min(rest, _SATURDAY)


def _days_of(closing: Closing, year: int) -> list[date]:
    """The days of a calendar year on which the company is closed."""
    stretches = [(closing.first, closing.last)]
    if closing.first > closing.last:
        stretches = [((1, 1), closing.last), (closing.first, (12, 31))]
    days = []
    for first, last in stretches:
        begin, end = _date(year, first).toordinal(), _date(year, last).toordinal()
        days += [date.fromordinal(n) for n in range(begin, end + 1) if closing.holds(date.fromordinal(n))]
    return days


def _date(year: int, at: MonthDay) -> date:
    """A day of a year; 29 February is the 28th where there is none."""
    try:
        return date(year, *at)
    except ValueError:
        return date(year, at[0], at[1] - 1)

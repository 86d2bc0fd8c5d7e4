"""Days against pixels: how far the timeline reaches, and where its years, quarters and months begin."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Zoom(StrEnum):
    """How much of the time is in sight at once."""

    YEARS = "years"
    QUARTERS = "quarters"
    MONTHS = "months"


_A_DAY = {Zoom.YEARS: 0.5, Zoom.QUARTERS: 1.4, Zoom.MONTHS: 5.0}
"""Pixels of one day at 100 %."""
_STEP = {Zoom.YEARS: 12, Zoom.QUARTERS: 3, Zoom.MONTHS: 1}
"""Months from one line of the axis to the next."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the axis: its day, and whether a year begins."""

    day: date
    year: bool


@dataclass(frozen=True, slots=True)
class Scale:
    """From `first` (the first day of a year) up to, not including, `end`; `a_day` is in pixels."""

    first: date
    end: date
    zoom: Zoom
    a_day: float

    @classmethod
    def over(cls, span: tuple[date, date], zoom: Zoom, percent: int, room: int) -> Scale:
        """Whole years around the days of `span`, at `percent` of the text; where `room` holds more, days are wider."""
        first, end = date(span[0].year, 1, 1), date(span[1].year + 1, 1, 1)
        days = (end - first).days
        return cls(first, end, zoom, max(_A_DAY[zoom] * percent / 100, room / days))

    @property
    def width(self) -> int:
        """Pixels of the whole."""
        return round((self.end - self.first).days * self.a_day)

    def x(self, day: date) -> float:
        """Where a day begins; days beyond the axis lie at its ends."""
        return (min(max(day, self.first), self.end) - self.first).days * self.a_day

    def after(self, day: date) -> float:
        """Where a day is over."""
        return self.x(day if day >= self.end else day + timedelta(1))

    def days(self, pixels: float) -> int:
        """So many whole days are so many pixels."""
        return round(pixels / self.a_day)

    def ticks(self, left: float, right: float) -> Iterator[Tick]:
        """The lines between two places; years always, the others as far as the zoom tells them."""
        step = _STEP[self.zoom]
        months = max(0, int(left / self.a_day / 31)) // step * step
        year, month = self.first.year + months // 12, months % 12 + 1
        while year < self.end.year:
            day = date(year, month, 1)
            if self.x(day) > right:
                return
            yield Tick(day, month == 1)
            year, month = (year, month + step) if month + step <= 12 else (year + 1, 1)


def months_on(day: date, months: int) -> date:
    """The same day so many months on, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9998:
        return day
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

"""How often the execution of the plan is reported (domain handbook §6.3): the authority sets it case by case."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LAST = 31
"""Stands for the last day of a month, whatever it is."""
MOST_DAYS = 60
"""So many days are named one by one at most."""
_YEARS = 30


class Every(StrEnum):
    """なし / 月2回 / 月次 / 四半期 / 任意日."""

    NEVER = "never"
    TWICE_MONTHLY = "twice_monthly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Cadence:
    """`on` are days of the month (31: its last one): two for 月2回, one for 月次 and 四半期; `days` those of 任意日."""

    every: Every = Every.NEVER
    on: tuple[int, ...] = ()
    days: tuple[date, ...] = ()

    @property
    def text(self) -> str:
        """As it is stored and typed: `twice_monthly:15,31`, `days:2026-12-25,2027-03-31`, `never`."""
        parts = [day.isoformat() for day in self.days] if self.every is Every.DAYS else [str(n) for n in self.on]
        return f"{self.every.value}:{','.join(parts)}" if parts else self.every.value


_USUAL = {Every.TWICE_MONTHLY: (15, LAST), Every.MONTHLY: (LAST,), Every.QUARTERLY: (LAST,)}


def cadence(every: Every, on: tuple[int, ...] = (), days: tuple[date, ...] = ()) -> Cadence:
    """A cadence with its usual days where none are given. Raises ValueError for days that do not belong to it."""
    if every is Every.DAYS:
        if on or not days or len(days) > MOST_DAYS:
            raise ValueError("name the days")
        return Cadence(every, (), tuple(sorted(set(days))))
    usual = _USUAL.get(every, ())
    if days or (on and len(on) != len(usual)) or len(set(on)) != len(on) or any(not 1 <= n <= LAST for n in on):
        raise ValueError("these days do not belong to it")
    return Cadence(every, tuple(sorted(on)) or usual, ())


def read(text: str) -> Cadence:
    """The cadence of a stored text. Raises ValueError."""
    word, _colon, rest = text.partition(":")
    every = Every(word or Every.NEVER)
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    if every is Every.DAYS:
        return cadence(every, (), tuple(date.fromisoformat(part) for part in parts))
    return cadence(every, tuple(int(part) for part in parts))


def scheduled(wanted: Cadence, after: date) -> Iterator[date]:
    """The days on which a report is due after a day, the first one first; those of the next thirty years."""
    if wanted.every is Every.DAYS:
        yield from (day for day in wanted.days if day > after)
        return
    if wanted.every is Every.NEVER:
        return
    for month in range(after.year * 12 + after.month - 1, (after.year + _YEARS) * 12):
        year, index = divmod(month, 12)
        if wanted.every is Every.QUARTERLY and index % 3 != 2:
            continue
        length = monthrange(year, index + 1)[1]
        days = sorted({date(year, index + 1, min(n, length)) for n in wanted.on})
        yield from (day for day in days if day > after)


def next_due(wanted: Cadence, covered: date) -> date | None:
    """The day on which the next report is due, where everything up to `covered` has been reported."""
    return next(scheduled(wanted, covered), None)


def met_by(wanted: Cadence, covered: date, filed_on: date) -> date | None:
    """The due day that a report filed on `filed_on` meets: the last one that had come, else the next one ahead."""
    met = None
    for day in scheduled(wanted, covered):
        if met is not None and day > filed_on:
            break
        met = day
        if day > filed_on:
            break
    return met

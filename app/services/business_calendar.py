"""The business days of an audit: the bundled table of holidays or the audit's own, and when the company is closed."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from app.domain.business_days import USUAL_CLOSING, BusinessCalendar, Closing, Holidays, MonthDay
from app.domain.history import Event
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork, World

register_messages(
    {"closing_no_day": "“{text}” is no day of a year; write month and day, as 12-29."},
)

HOLIDAYS, CLOSING = "calendar.holidays", "calendar.closing"
"""The settings of the audit."""

BUNDLED, OPEN = "bundled", "none"
"""How the history tells the table that comes with the program, and that there is no closing."""

_LEAP = 2024


def calendar_of(world: World, work: UnitOfWork) -> BusinessCalendar:
    """The business days as one transaction sees them. Years that the audit's own table lacks are the bundled one's."""
    bundled, own = world.calendars.holidays(), _own(work)
    return BusinessCalendar(own.over(bundled) if own is not None else bundled, _closing(work))


def calendar(desk: Desk) -> BusinessCalendar:
    """The business days of the audit."""
    with desk.file.read() as work:
        return calendar_of(desk.world, work)


def import_holidays(desk: Desk, source: Path) -> tuple[Changes, Holidays]:
    """Take another table of holidays for this audit. Raises UserError `holidays_*`, changing nothing."""
    table = desk.world.calendars.read_holidays(source)
    told = {day.isoformat(): name for day, name in table.days.items()}
    written = json.dumps({"source": table.source, "days": told, "english": dict(table.english)}, ensure_ascii=False)
    return _set(desk, HOLIDAYS, written, table.source), table


def use_bundled(desk: Desk) -> Changes:
    """Go back to the table that comes with the program."""
    return _set(desk, HOLIDAYS, "", BUNDLED)


def set_closing(desk: Desk, closing: Closing | None) -> Changes:
    """Say from when until when the company is closed around the new year; None: it is not."""
    written = OPEN if closing is None else closing_text(closing)
    return _set(desk, CLOSING, "" if closing == USUAL_CLOSING else written, written)


def read_month_day(text: str) -> MonthDay:
    """Month and day as 12-29 or 12/29. Raises UserError `closing_no_day`."""
    month, _sign, day = text.strip().replace("/", "-").partition("-")
    try:
        read = date(_LEAP, int(month), int(day))
    except ValueError as error:
        raise UserError("closing_no_day", text=text) from error
    return read.month, read.day


def closing_text(closing: Closing) -> str:
    """As it is stored and told: 12-29/01-03."""
    return "/".join(f"{month:02}-{day:02}" for month, day in (closing.first, closing.last))


def _own(work: UnitOfWork) -> Holidays | None:
    written = work.audit.setting(HOLIDAYS)
    if not written:
        return None
    data = json.loads(written)
    days = {date.fromisoformat(day): name for day, name in data["days"].items()}
    return Holidays(days, data["source"], data["english"])


def _closing(work: UnitOfWork) -> Closing | None:
    written = work.audit.setting(CLOSING)
    if not written:
        return USUAL_CLOSING
    if written == OPEN:
        return None
    first, _sign, last = written.partition("/")
    return Closing(read_month_day(first), read_month_day(last))


def _set(desk: Desk, name: str, written: str, told: str) -> Changes:
    """Write a setting; `told` is what the history says of it."""
    at = desk.stamp()
    with desk.file.write() as work:
        if (work.audit.setting(name) or "") == written:
            return Changes()
        before = _told(work, name)
        work.audit.set_setting(name, written)
        field = name.rpartition(".")[2]
        event = Event("setting.changed", name, before={field: before}, after={field: told})
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, audit=True)


def _told(work: UnitOfWork, name: str) -> str:
    if name == HOLIDAYS:
        own = _own(work)
        return own.source if own is not None else BUNDLED
    return work.audit.setting(name) or closing_text(USUAL_CLOSING)

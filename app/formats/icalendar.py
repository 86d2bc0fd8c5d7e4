"""Calendars for other programs: RFC 5545, days as whole-day events that an import of a newer file brings up to date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from app.domain.reminding import CalendarEvent
from app.errors import UserError, register_messages
from app.formats.replacing import replacing
from app.version import __version__

register_messages({"calendar_suffix": "{file} must end in .ics."})

_LINE = 75
"""Octets of a line at most, its end not counted (RFC 5545, 3.1)."""
_SPEAKS_AT = time(9)


def write(target: Path, events: Sequence[CalendarEvent], now: datetime) -> None:
    """Write beside `target` and rename into place. Raises UserError; an earlier file stays then."""
    if target.suffix.lower() != ".ics":
        raise UserError("calendar_suffix", file=target.name)
    with replacing(target) as draft:
        draft.write_bytes(calendar_bytes(events, now))


def calendar_bytes(events: Sequence[CalendarEvent], now: datetime) -> bytes:
    """The calendar as it stands in its file."""
    return b"".join(_folded(line) for line in _lines(events, now))


def _lines(events: Sequence[CalendarEvent], now: datetime) -> Iterator[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:-//Shadan//Shadan {_text(__version__)}//JA"
    yield "CALSCALE:GREGORIAN"
    yield "METHOD:PUBLISH"
    for event in events:
        yield from _event(event, f"{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    yield "END:VCALENDAR"


def _event(event: CalendarEvent, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.id)}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield f"SEQUENCE:{event.sequence}"
    yield f"DTSTART;VALUE=DATE:{_day(event.day)}"
    # The end is the day after the last one; the last day that there is has none.
    if event.day < date.max:
        yield f"DTEND;VALUE=DATE:{_day(event.day + timedelta(days=1))}"
    yield f"SUMMARY:{_text(event.title)}"
    if event.text:
        yield f"DESCRIPTION:{_text(event.text)}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    yield f"CATEGORIES:{_text(event.category)}"
    yield "TRANSP:TRANSPARENT"
    if event.warn is not None:
        yield from _alarm(event, event.warn)
    yield "END:VEVENT"


def _alarm(event: CalendarEvent, warn: date) -> Iterator[str]:
    """Speaks in the morning of `warn`, told from the first moment of the event's day."""
    before = (event.day - warn).days * 24 - _SPEAKS_AT.hour
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_text(event.title)}"
    yield f"TRIGGER:{'-' if before > 0 else ''}PT{abs(before)}H"
    yield "END:VALARM"


def _day(day: date) -> str:
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """A text with what means something else escaped (3.3.11); other control characters have no place in it."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, f"\\{sign}")
    return "".join(c for c in plain if c in "\n\t" or (ord(c) >= 32 and ord(c) != 127)).replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """A content line as octets, broken between characters so that no part is longer than 75 of them."""
    parts: list[bytes] = []
    part, room = b"", _LINE
    for letter in line:
        octets = letter.encode("utf-8", "replace")
        if len(part) + len(octets) > room:
            parts.append(part)
            # The blank at the head of a continuation counts as well.
            part, room = b"", _LINE - 1
        part += octets
    return b"\r\n ".join((*parts, part)) + b"\r\n"

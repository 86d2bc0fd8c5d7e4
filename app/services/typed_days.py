"""Days as they are typed into the window, the command line or a work list, and the sentences for what is none."""

from __future__ import annotations

from datetime import date

from app.domain.calendar import NoDay, day_or_why
from app.domain.text import Text
from app.errors import UserError, register_messages

register_messages(
    {
        "day_unreadable": "“{text}” is not a day; write it as 2026-12-25 or R8.12.25.",
        "day_no_month": "“{text}” cannot be a day: there is no month {month}. Write it as 2026-12-25 or R8.12.25.",
        "day_not_in_month": ("“{text}” cannot be a day: {month} has {days} days. Write it as 2026-12-25 or R8.12.25."),
        "day_before_era": (
            "“{text}” lies before {era}, which began on {first}; correct the era or the year and write it as "
            "2026-12-25 or R8.12.25."
        ),
        "day_after_era": (
            "“{text}” lies after {era}, which ended on {last}; correct the era or the year and write it as 2026-12-25 "
            "or R8.12.25."
        ),
        "day_year_unclear": (
            "The year of “{text}” may be meant in several ways; write the day as 2026-12-25 or R8.12.25."
        ),
        "day_without_year": "“{text}” has no year; write the day as 2026-12-25 or R8.12.25.",
        "day_without_day": "“{text}” names no single day; write it as 2026-12-25 or R8.12.25.",
    }
)


def typed_day(text: str) -> date | None:
    """The day that was typed, None for nothing. Raises UserError `day_…` for what is no day."""
    if why := why_no_day(text):
        raise why
    found = day_or_why(text)
    return found if isinstance(found, date) else None


def why_no_day(text: str, **place: object) -> UserError | None:
    """The refusal of what was typed for a day, None where it is one or nothing; `place` is told with it."""
    if not text.strip():
        return None
    found = day_or_why(text)
    if not isinstance(found, NoDay):
        return None
    told = {name: _told(name, value) for name, value in found.values.items()}
    return UserError(found.code, exit_code=None, text=text.strip(), **told, **place)


def day_text(day: date) -> Text:
    """A day as a sentence names it, in both languages."""
    return Text(f"{day.year}年{day.month}月{day.day}日", day.isoformat())


def _told(name: str, value: str | int | date) -> object:
    if not isinstance(value, date):
        return value
    return Text(f"{value.year}年{value.month}月", f"{value:%Y-%m}") if name == "month" else day_text(value)

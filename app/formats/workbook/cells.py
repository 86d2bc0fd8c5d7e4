"""Cells as text: what a person would have typed, so that a CSV file and a workbook say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from app.formats.workbook.limits import HEAD_CHARACTERS


def row_text(row: list[Any]) -> list[str]:
    """A row of calamine's values as texts; a row without any text becomes an empty list."""
    for cell in row:
        if cell != "":
            return [cell if type(cell) is str else text_of(cell) for cell in row]
    return []


def shortened(row: Sequence[str]) -> list[str]:
    """A row of the head: its texts as far as they are looked at."""
    return [text if len(text) <= HEAD_CHARACTERS else text[:HEAD_CHARACTERS] for text in row]


def text_of(value: object) -> str:
    """Whole numbers without a fraction, dates as YYYY-MM-DD, truth as Excel writes it."""
    return _TEXTS.get(type(value), str)(value)


def _number(value: Any) -> str:
    # Excel keeps 15 digits: more would show the binary rest.
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    return format(value, ".15g").upper()


def _moment(value: Any) -> str:
    text: str = value.isoformat(" ", "seconds")
    return text.removesuffix(" 00:00:00")


_TEXTS: dict[type, Callable[[Any], str]] = {
    str: str,
    bool: lambda value: "TRUE" if value else "FALSE",
    int: str,
    float: lambda value: _number(value) if abs(value) < 1e300 else str(value),
    date: date.isoformat,
    datetime: _moment,
    time: lambda value: value.isoformat("seconds"),
    timedelta: str,
    type(None): lambda value: "",
}

"""Arguments that argparse has no type for. What they raise is shown as the reason of a usage error."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import date


def day(text: str) -> date:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no day; write it as YYYY-MM-DD") from None


def row(text: str) -> int:
    """The number of a row, from 1."""
    if not text.isdecimal() or int(text) < 1:
        raise ArgumentTypeError(f"{text!r} is no row; rows are numbered from 1")
    return int(text)


def mapping(text: str) -> tuple[str, str]:
    """HEADING=FIELD; an empty field leaves the column out."""
    heading, sign, field = text.rpartition("=")
    if not sign or not heading:
        raise ArgumentTypeError(f"{text!r} is not HEADING=FIELD")
    return heading, field.strip()

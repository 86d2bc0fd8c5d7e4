"""Lists in columns, a wide letter taking two places of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width


def width(text: str) -> int:
    """How many places of a terminal a text takes."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def padded(text: str, wide: int) -> str:
    """The text with blanks behind it up to so many places."""
    return text + " " * (wide - width(text))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows of as many cells each, one below the other; a column that is empty throughout is left out."""
    wide = [max(map(width, column), default=0) for column in zip(*rows, strict=True)]
    return ["  ".join(padded(cell, w) for cell, w in zip(row, wide, strict=True) if w).rstrip() for row in rows]

"""Heights of rows with wrapped texts. LibreOffice takes the height of one line where a workbook names none, and prints
the lines over each other; Excel measures anew by itself as long as the height is not said to be the user's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import ceil

_LINE = 13.5
"""Points from line to line at 10 pt."""
_TALLEST = 409.0
_FIXED = re.compile(rb'(<row [^>]*?) customHeight="(?:1|true)"')


def row_height(cells: Iterable[tuple[str, float]]) -> float | None:
    """The points that a row needs for its texts, each with the width of its column; None for a row of one line."""
    lines = max((_lines(text, width) for text, width in cells), default=1)
    return min(_TALLEST, lines * _LINE + 3) if lines > 1 else None


def left_open(part: bytes) -> bytes:
    """The XML of a sheet whose heights are only proposed, so that a row grows with what is typed into it."""
    return _FIXED.sub(rb"\1", part)


def _lines(text: str, width: float) -> int:
    # Two signs of a line are lost to the edges, and some to words that are not parted.
    room = max(width - 2, 2)
    return sum(max(1, ceil(sum(1 if ord(c) < 256 else 2 for c in line) / room)) for line in text.split("\n"))

"""Heights of the rows of a workbook whose texts are wrapped.

Excel finds them when a book is opened; LibreOffice takes what stands in the file, and without a word there every row
is one line high and its texts lie over each other. A height that is told and not fixed grows with what is written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from math import ceil

_ROW = re.compile(rb'<row r="(\d+)"(?= |>)(?![^>]* ht=)')
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_LEADING, _ABOVE = 1.42, 2.0
"""Height of a line in sizes of its type, and room beside it in points."""
_AIR = 1.0
"""Room of a cell that no text has, in units of width."""
_MOST = 409.0
"""Points; no row is higher."""


class RowHeights:
    """Heights in points by sheet (from 1) and row (from 1), of rows that are higher than one line."""

    def __init__(self) -> None:
        self._sheets: dict[int, dict[int, float]] = {}

    def note(self, sheet: int, row: int, texts: Iterable[tuple[str, float]], size: float = 10.0) -> None:
        """Tell what is wrapped in a row: each text with the width of its column, in units of a figure's width."""
        most = max((lines(text, width) for text, width in texts), default=1)
        if most > 1:
            self._sheets.setdefault(sheet, {})[row] = min(_MOST, most * size * _LEADING + _ABOVE)

    def told(self, name: str, content: bytes) -> bytes:
        """A part of the book with the heights in it; parts that are no sheet stay."""
        found = _SHEET.fullmatch(name)
        heights = self._sheets.get(int(found[1]), {}) if found is not None else {}
        if not heights:
            return content

        def tell(row: re.Match[bytes]) -> bytes:
            height = heights.get(int(row[1]))
            return row[0] if height is None else row[0] + f' ht="{height:g}"'.encode()

        return _ROW.sub(tell, content)


def lines(text: str, width: float) -> int:
    """How many lines a text takes in a column."""
    room = max(1.0, width - _AIR)
    return sum(max(1, ceil(_units(line) / room)) for line in text.split("\n"))


def _units(line: str) -> float:
    if line.isascii():
        return len(line) * 1.05
    return sum(1.92 if unicodedata.east_asian_width(c) in "WFA" else 1.05 for c in line)

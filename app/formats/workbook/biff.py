"""Looks through the records of an old workbook (.xls) for what the library that reads its cells does not tell: error
cells, texts crossed out, numbers shown in a way of their own, hidden rows and columns.

Records as in [MS-XLS] 2.1.4: a kind and a length of two bytes each, then the data.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from app.formats.workbook.guard import ERROR, UNCALCULATED, SheetScan
from app.formats.workbook.limits import Limits
from app.formats.workbook.noting import CellStyles, Noting, TooMuch
from app.formats.workbook.styles import layout_of

_BOF = frozenset({0x0809, 0x0409, 0x0209, 0x0009})
_EOF = 0x000A
_SHEET, _FONT, _FORMAT, _STYLE = 0x0085, 0x0031, 0x041E, 0x00E0
_ROW, _COLUMNS = 0x0208, 0x007D
_NUMBER, _RK, _MANY_RK, _BOOL_OR_ERROR = 0x0203, 0x027E, 0x00BD, 0x0205
_TEXTS = frozenset({0x00FD, 0x0204, 0x00D6})
_FORMULAS = frozenset({0x0006, 0x0206, 0x0406})
_CODEPAGE_TEXTS = 0x0500
_RESULT_TEXT = 0x0207
# What may stand between a formula and the text that is its result.
_BETWEEN = frozenset({0x04BC, 0x0221, 0x0236})
_STRIKE = 0x0008
_ROW_HIDDEN = 0x20
_LAST_COLUMN = 255

_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")
Record = tuple[int, int, int]
"""Kind, where its data begins, and how long it is."""


def scan(data: bytes, limits: Limits) -> dict[str, SheetScan]:
    """The sheets of a workbook by name. Raises TooMuch; whatever the parsing stumbles over passes."""
    import olefile

    with olefile.OleFileIO(io.BytesIO(data)) as container:
        name = "Workbook" if container.exists("Workbook") else "Book"
        stream = container.openstream(name).read()
    styles, sheets = _globals(stream, limits)
    left = limits.records
    found = {}
    for title, at in sheets:
        found[title], left = _sheet(stream, at, styles, limits, left)
    return found


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """The records from a place on."""
    end = len(stream) - 4
    while at <= end:
        kind, length = _HEAD.unpack_from(stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _globals(stream: bytes, limits: Limits) -> tuple[CellStyles, list[tuple[str, int]]]:
    """The styles, and the name and place of each sheet."""
    struck_fonts: set[int] = set()
    codes: dict[int, str] = {}
    styles = CellStyles()
    sheets: list[tuple[str, int]] = []
    fonts = count = 0
    version = 0x0600
    for seen, (kind, at, length) in enumerate(_records(stream, 0)):
        if seen > limits.records:
            raise TooMuch
        if kind in _BOF and length >= 2:
            (version,) = struct.unpack_from("<H", stream, at)
        elif kind == _EOF:
            break
        elif kind == _FONT:
            # There is no font with the number 4.
            number = fonts if fonts < 4 else fonts + 1
            fonts += 1
            if struct.unpack_from("<H", stream, at + 2)[0] & _STRIKE:
                struck_fonts.add(number)
        elif kind == _FORMAT:
            (number,) = struct.unpack_from("<H", stream, at)
            code = _text(stream, at + 2, version, wide_length=True)
            if layout_of(code):
                codes[number] = code
        elif kind == _STYLE:
            font, code_number = struct.unpack_from("<HH", stream, at)
            if font in struck_fonts:
                styles.struck.add(count)
            if code_number in codes:
                styles.shown[count] = codes[code_number]
            count += 1
        elif kind == _SHEET:
            (place,) = struct.unpack_from("<I", stream, at)
            sheets.append((_text(stream, at + 6, version, wide_length=False), place))
    return styles, sheets


def _text(stream: bytes, at: int, version: int, *, wide_length: bool) -> str:
    """A short text with its length before it; those of version 5 are in the code page of the machine."""
    if version <= _CODEPAGE_TEXTS:
        return stream[at + 1 : at + 1 + stream[at]].decode("cp932", "replace")
    length = struct.unpack_from("<H", stream, at)[0] if wide_length else stream[at]
    at += 2 if wide_length else 1
    if stream[at] & 1:
        return stream[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return stream[at + 1 : at + 1 + length].decode("latin-1")


def _sheet(stream: bytes, at: int, styles: CellStyles, limits: Limits, left: int) -> tuple[SheetScan, int]:
    """One sheet, and how many records may still be looked at. Charts within it are passed over."""
    found = SheetScan()
    noting = Noting(found, limits)
    plain = not styles.shown and not styles.struck
    depth = 0
    awaited: tuple[int, int] | None = None
    for kind, data, length in _records(stream, at):
        left -= 1
        if left < 0:
            raise TooMuch
        if awaited is not None and kind not in _BETWEEN:
            # The text that a formula gives follows it, or was never calculated.
            if kind != _RESULT_TEXT:
                noting.odd(*awaited, UNCALCULATED)
            awaited = None
        if kind in _BOF:
            depth += 1
        elif kind == _EOF:
            depth -= 1
            if depth <= 0:
                break
        elif depth > 1:
            continue
        elif kind == _BOOL_OR_ERROR:
            row, column, style = _CELL.unpack_from(stream, data)
            if stream[data + 7]:
                noting.odd(row + 1, column, ERROR)
            noting.styled(row + 1, column, style, styles, number=False)
        elif kind in _FORMULAS:
            row, column, style = _CELL.unpack_from(stream, data)
            result = stream[data + 6 : data + 14]
            special = result[6:8] == b"\xff\xff"
            if special and result[0] == 2:
                noting.odd(row + 1, column, ERROR)
            elif special and result[0] == 0 and depth == 1:
                awaited = row + 1, column
            noting.styled(row + 1, column, style, styles, number=not special)
        elif kind == _ROW:
            found.hidden_rows += bool(stream[data + 12] & _ROW_HIDDEN)
        elif kind == _COLUMNS:
            first, last, _width, _style, options = struct.unpack_from("<HHHHH", stream, data)
            if options & 1:
                noting.hidden_columns(first, min(last, _LAST_COLUMN))
        elif plain:
            continue
        elif kind in (_NUMBER, _RK) or kind in _TEXTS:
            row, column, style = _CELL.unpack_from(stream, data)
            noting.styled(row + 1, column, style, styles, number=kind not in _TEXTS)
        elif kind == _MANY_RK:
            row, column = _HEAD.unpack_from(stream, data)
            for n in range((length - 6) // 6):
                (style,) = struct.unpack_from("<H", stream, data + 4 + 6 * n)
                noting.styled(row + 1, column + n, style, styles, number=True)
    return found, left

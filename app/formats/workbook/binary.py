"""Looks through the parts of a binary workbook (.xlsb) for what the library that reads its cells does not tell.

Records as in [MS-XLSB] 2.1.4: a kind and a length in sevens of bits, then the data.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from html import unescape

from app.formats.workbook.guard import ERROR, SheetScan
from app.formats.workbook.limits import Limits
from app.formats.workbook.noting import CellStyles, Noting, TooMuch
from app.formats.workbook.styles import layout_of

_ROW, _BLANK, _SHEET, _COLUMNS = 0, 1, 156, 60
_ERRORS = frozenset({3, 11})
_NUMBERS = frozenset({2, 5, 9})
_LAST_CELL = 11
_FONT, _FORMAT, _STYLE, _STYLES_BEGIN, _STYLES_END = 43, 44, 47, 617, 618
_STRIKE = 0x0008
_ROW_HIDDEN = 0x10
_LAST_COLUMN = 16_383
_LARGEST_PART = 256 << 20

_RELATION = re.compile(r"<Relationship\s([^>]*)>")
_ATTRIBUTE = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_STYLE_OF_CELL = struct.Struct("<II")


def scan(archive: zipfile.ZipFile, limits: Limits) -> dict[str, SheetScan]:
    """The sheets of a workbook by name. Raises TooMuch; whatever the parsing stumbles over passes."""
    names = set(archive.namelist())
    relations = archive.read("xl/_rels/workbook.bin.rels").decode("utf-8", "replace")
    targets = {}
    for found in _RELATION.findall(relations):
        attributes = {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(found)}
        targets[attributes.get("Id", "")] = attributes.get("Target", "")
    styles = _styles(_part(archive, "xl/styles.bin"), limits) if "xl/styles.bin" in names else CellStyles()
    left = limits.records
    sheets = {}
    for title, relation in _sheets(_part(archive, "xl/workbook.bin"), limits):
        target = targets.get(relation, "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            sheets[title], left = _sheet(_part(archive, part), styles, limits, left)
    return sheets


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _LARGEST_PART:
        raise TooMuch
    return archive.read(name)


def _records(data: bytes, most: int) -> Iterator[tuple[int, int, int]]:
    """Kind, where the data begins, and how long it is. Raises TooMuch."""
    at, end = 0, len(data)
    while at < end:
        most -= 1
        if most < 0:
            raise TooMuch
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        for _ in range(4):
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80:
                break
        yield kind, at, length
        at += length


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and what follows it."""
    (length,) = struct.unpack_from("<I", data, at)
    if length == 0xFFFF_FFFF:
        return "", at + 4
    end = at + 4 + 2 * length
    return data[at + 4 : end].decode("utf-16-le", "replace"), end


def _sheets(data: bytes, limits: Limits) -> Iterator[tuple[str, str]]:
    """The name of each sheet, and by what its part is named."""
    for kind, at, _length in _records(data, limits.records):
        if kind == _SHEET:
            relation, after = _text(data, at + 8)
            yield _text(data, after)[0], relation


def _styles(data: bytes, limits: Limits) -> CellStyles:
    struck_fonts: set[int] = set()
    codes: dict[int, str] = {}
    styles = CellStyles()
    fonts = count = 0
    within = False
    for kind, at, _length in _records(data, limits.records):
        if kind == _FONT:
            if struct.unpack_from("<H", data, at + 2)[0] & _STRIKE:
                struck_fonts.add(fonts)
            fonts += 1
        elif kind == _FORMAT:
            (number,) = struct.unpack_from("<H", data, at)
            code = _text(data, at + 2)[0]
            if layout_of(code):
                codes[number] = code
        elif kind in (_STYLES_BEGIN, _STYLES_END):
            within = kind == _STYLES_BEGIN
        elif kind == _STYLE and within:
            _parent, code_number, font = struct.unpack_from("<HHH", data, at)
            if font in struck_fonts:
                styles.struck.add(count)
            if code_number in codes:
                styles.shown[count] = codes[code_number]
            count += 1
    return styles


def _sheet(data: bytes, styles: CellStyles, limits: Limits, left: int) -> tuple[SheetScan, int]:
    """One sheet, and how many records may still be looked at."""
    found = SheetScan()
    noting = Noting(found, limits)
    row = 0
    for kind, at, _length in _records(data, left):
        left -= 1
        if kind == _ROW:
            row = struct.unpack_from("<I", data, at)[0] + 1
            found.hidden_rows += bool(data[at + 11] & _ROW_HIDDEN)
        elif _BLANK < kind <= _LAST_CELL:
            column, style = _STYLE_OF_CELL.unpack_from(data, at)
            if kind in _ERRORS:
                noting.odd(row, column, ERROR)
            noting.styled(row, column, style & 0xFF_FFFF, styles, number=kind in _NUMBERS)
        elif kind == _COLUMNS:
            first, last = struct.unpack_from("<II", data, at)
            if struct.unpack_from("<H", data, at + 16)[0] & 1:
                noting.hidden_columns(first, min(last, _LAST_COLUMN))
    return found, left

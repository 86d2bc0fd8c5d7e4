"""Writes the binary workbooks of Excel (.xlsb), as far as a table of texts and numbers needs it."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_RELATIONS = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def xlsb(path: Path, sheets: Sequence[tuple[str, Sequence[Sequence[object]]]], hidden: Sequence[str] = ()) -> Path:
    """A binary workbook of some sheets: names and rows."""
    book, relations = record(131) + record(143), _RELATIONS
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for n, (name, rows) in enumerate(sheets, 1):
            state = 1 if name in hidden else 0
            book += record(156, struct.pack("<II", state, n) + _text(f"rId{n}") + _text(name))
            relations += f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.bin"/>'
            archive.writestr(f"xl/worksheets/sheet{n}.bin", sheet(rows))
        archive.writestr("[Content_Types].xml", _TYPES)
        main = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
        archive.writestr("_rels/.rels", f"{_RELATIONS}{main}</Relationships>")
        archive.writestr("xl/_rels/workbook.bin.rels", f"{relations}</Relationships>")
        archive.writestr("xl/workbook.bin", book + record(144) + record(132))
    return path


def sheet(rows: Sequence[Sequence[object]], places: Sequence[tuple[int, int, str]] = ()) -> bytes:
    """The part of a sheet; `places` are further texts as (row, column, text), rows rising."""
    cells = [(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row) if value not in ("", None)]
    cells += [(r, c, text) for r, c, text in places]
    width = max((c for _, c, _ in cells), default=0)
    height = max((r for r, _, _ in cells), default=0)
    data = record(129) + record(148, struct.pack("<IIII", 0, height, 0, width)) + record(145)
    last = -1
    for r, c, value in cells:
        if r != last:
            data += record(0, struct.pack("<IIHBBBI", r, 0, 300, 0, 0, 0, 0))
            last = r
        start = struct.pack("<II", c, 0)
        if isinstance(value, int | float):
            data += record(5, start + struct.pack("<d", value))
        else:
            data += record(6, start + _text(str(value)))
    return data + record(146) + record(130)


def record(kind: int, data: bytes = b"") -> bytes:
    """One record: its kind and length in sevens of bits, its data."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(data)
    while size > 127:
        length, size = length + bytes([size & 0x7F | 0x80]), size >> 7
    return head + length + bytes([size]) + data


def _text(text: str) -> bytes:
    return struct.pack("<I", len(text.encode("utf-16-le")) // 2) + text.encode("utf-16-le")

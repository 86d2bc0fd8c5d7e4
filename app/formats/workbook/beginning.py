"""Copies of workbooks that are easier to parse: of a large one with only the first rows of its large sheets, enough for
a look; of a spreadsheet that was written for people to read, without the indents."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from app.formats.workbook.limits import HEAD_ROWS

_LARGE = 8 << 20
_KEPT = 2 << 20


@dataclass(slots=True)
class Beginning:
    """Takes the blocks of a sheet as they come and keeps its first rows, and what follows the rows (merged cells)."""

    part: str
    _head: list[bytes] = field(default_factory=list)
    _tail: list[bytes] = field(default_factory=list)
    _kept: int = 0
    _size: int = 0

    def take(self, block: bytes) -> None:
        """The next block of the sheet."""
        self._size += len(block)
        if self._kept < _KEPT:
            self._head.append(block)
            self._kept += len(block)
        elif self._tail:
            self._tail.append(block)
        elif (end := block.rfind(b"sheetData>")) >= 0 and (start := block.rfind(b"</", 0, end)) >= 0:
            self._tail.append(block[start:])

    def text(self) -> bytes:
        """The shortened sheet; empty where it is small or has few rows, and is to be read as it is."""
        if self._size < _LARGE or not self._tail:
            return b""
        head = b"".join(self._head)
        rows = head.count(b"</row>") + head.count(b"</x:row>")
        if rows <= HEAD_ROWS:
            return b""
        end = max(head.rfind(b"</row>"), head.rfind(b"</x:row>"))
        return head[: head.index(b">", end) + 1] + b"".join(self._tail)


def shortened(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The workbook with these parts in place of its own."""
    copy = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as whole, zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as short:
        for entry in whole.infolist():
            # Pictures and the like are not read.
            if entry.filename in parts:
                short.writestr(entry.filename, parts[entry.filename])
            elif entry.filename.endswith((".xml", ".rels")) or entry.filename == "mimetype":
                short.writestr(entry.filename, whole.read(entry))
    return copy.getvalue()


_INDENT = re.compile(rb">\s+<(?=/?table:)")


def without_indents(data: bytes) -> bytes:
    """An OpenDocument spreadsheet without line ends and blanks between the tags of its tables; empty where it has none
    or is no such file. Texts stay."""
    if not data.startswith(b"PK"):
        return b""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if "content.xml" not in archive.namelist():
            return b""
        content, indents = _INDENT.subn(b"><", archive.read("content.xml"))
    return shortened(data, {"content.xml": content}) if indents else b""

"""Workbooks of openpyxl without the moment of their writing: the same cells give the same bytes."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip archive knows: every member bears it."""
_PIECE = 1 << 20


def save(book: Any, target: IO[bytes], at: str = "") -> None:
    """Write a book that says of itself that it was made `at` this moment (ISO 8601), or the earliest that there is."""
    from openpyxl.writer.excel import ExcelWriter

    moment = datetime.fromisoformat(at) if at else datetime(*_MOMENT, tzinfo=UTC)
    moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    book.properties.created = book.properties.modified = moment
    ExcelWriter(book, _StillArchive(target, "w", ZIP_DEFLATED, allowZip64=True)).save()


class _StillArchive(ZipFile):
    """An archive whose members have no moment and no machine of their own."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_how: Any) -> None:
        name = zinfo_or_arcname.filename if isinstance(zinfo_or_arcname, ZipInfo) else zinfo_or_arcname
        super().writestr(_still(name), data)

    def write(self, filename: Any, arcname: Any = None, *_how: Any) -> None:
        with open(filename, "rb") as source, self.open(self._sized(filename, arcname), "w") as member:
            while piece := source.read(_PIECE):
                member.write(piece)

    def _sized(self, filename: Any, arcname: Any) -> ZipInfo:
        entry = _still(str(arcname or os.path.basename(filename)))
        entry.file_size = os.stat(filename).st_size
        return entry


def _still(name: str) -> ZipInfo:
    entry = ZipInfo(name, _MOMENT)
    entry.compress_type = ZIP_DEFLATED
    entry.create_system = 0
    return entry

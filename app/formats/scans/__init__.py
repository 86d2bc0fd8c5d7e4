"""Scans of papers: PDF, PNG, JPEG and TIFF; their QR codes are read in a process of its own, within limits."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import UserError, from_os_error, register_messages, require_file

if TYPE_CHECKING:
    from app.domain.unprinted import Unprinted
    from app.formats.scans.limits import Limits
    from app.services.ports import Progress, ScanRead
    from app.services.reporting.model import Report

register_messages(
    {
        "scan_kind_unknown": "{file} is no scan that can be read; save it as PDF, PNG, JPEG or TIFF.",
        "scan_too_large": "{file} is larger than {limit} MB; scan in several files.",
        "scan_empty": "{file} is empty; scan it anew.",
        "scan_damaged": "{file} is damaged and cannot be opened; scan it anew.",
        "scan_protected": "{file} is protected by a password; save it without one.",
        "scan_many_pages": "{file} has more than {limit} pages; scan in several files.",
        "scan_page_large": "{file}, page {page}, would be a picture of more than {limit} million points; scan it with "
        "at most 600 dpi.",
        "scan_page_damaged": "{file}, page {page}, is damaged and cannot be read; scan it anew.",
        "scan_page_stuck": "{file}, page {page}, could not be read within the time and memory that a page may take; "
        "scan it anew with 200 to 300 dpi.",
        "scan_page_missing": "{file} has no page {page}.",
        "scan_slow": "{file} takes too long to be read; scan it with 200 to 300 dpi, in several files.",
        "scan_memory": "{file} wants more memory than a scan may take; scan it with 200 to 300 dpi, in several files.",
        "scan_reader_ended": "{file} could not be read; scan it anew with 200 to 300 dpi.",
        "scan_not_begun": "{file} was not read: {most} files before it took too long. Take them out and read it again.",
        "scan_stopped": "Reading {file} was stopped; nothing was changed.",
    }
)

_MEDIA = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".tif": "image/tiff",
    ".tiff": "image/tiff",
}
MEGABYTE = 1024 * 1024


class ScanFiles:
    """Papers as files. The libraries for reading are loaded by the reading process alone."""

    def __init__(self, limits: Limits | None = None) -> None:
        self._given = limits

    @cached_property
    def _limits(self) -> Limits:
        from app.formats.scans.limits import Limits

        return self._given or Limits()

    def sheet_pages(self, report: Report, progress: Progress | None = None) -> tuple[int, ...]:
        """How many pages each sheet of a report has."""
        from app.formats.report.pdf import sheet_pages

        return sheet_pages(report, progress)

    def unprinted(self, text: str) -> Unprinted | None:
        """What a report would not print of a text as it is written. The fonts are read when first asked."""
        from app.formats.report.glyphs import unprinted

        return unprinted(text)

    def is_scan(self, path: Path) -> bool:
        """Whether the name of a file is that of a scan."""
        return path.suffix.lower() in _MEDIA

    def read(self, path: Path, progress: Progress | None = None) -> ScanRead:
        """A scan with what its QR codes say. A page that cannot be read is told and the others are read; where none
        can be, the scan is refused. Raises UserError."""
        from app.formats.scans.reading import Reading

        self._check(path)
        reading = Reading(path.name)
        while reading.goes_on:
            request: dict[str, object] = {"mode": "codes", "first": reading.first}
            try:
                for answer in self._answers(path, request, progress, reading.first - 1):
                    reading.hear(answer)
                break
            except UserError as error:
                reading.fail(error, self._limits.lost_pages)
        return reading.result()

    def picture(self, path: Path, page: int) -> tuple[int, int, bytes]:
        """A page, counted from 1, as width, height and RGB bytes. Raises UserError."""
        self._check(path)
        for answer in self._answers(path, {"mode": "picture", "page": page}):
            match answer:
                case {"width": int(width), "height": int(height), "data": str(data)}:
                    pixels = base64.b64decode(data)
                    if len(pixels) == width * height * 3:
                        return width, height, pixels
        raise UserError("scan_page_missing", file=path.name, page=page)

    def extract(self, path: Path, pages: Sequence[int]) -> bytes:
        """Some pages of a PDF as a PDF. Raises UserError."""
        self._check(path)
        parts = [
            base64.b64decode(answer["piece"])
            for answer in self._answers(path, {"mode": "extract", "pages": list(pages)})
            if isinstance(answer.get("piece"), str)
        ]
        return b"".join(parts)

    def _answers(
        self, path: Path, request: dict[str, object], progress: Progress | None = None, done: int = 0
    ) -> Iterator[dict[str, Any]]:
        from app.formats.scans.process import answers

        return answers(path, request, self._limits, progress, done)

    def _check(self, path: Path) -> None:
        if not self.is_scan(path):
            raise UserError("scan_kind_unknown", file=path.name)
        require_file(path)
        try:
            size = path.stat().st_size
        except OSError as error:
            raise from_os_error(error, path.name) from error
        if size > self._limits.file_bytes:
            raise UserError("scan_too_large", file=path.name, limit=self._limits.file_bytes // MEGABYTE)
        if size == 0:
            raise UserError("scan_empty", file=path.name)

"""A scan as its pages come in from the reading process, over a page that the process does not get over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.domain.paper_loop import ScannedPage
from app.errors import UserError
from app.formats.scans.process import refusal
from app.services.ports import ScanRead

_STUCK = frozenset({"scan_slow", "scan_memory", "scan_reader_ended"})
"""How the process ends on a page that is too much for it."""


class Reading:
    """Takes the answers of one process after the other. `first` is the page to go on with, `goes_on` whether there is
    one."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._file: tuple[str, int, str] = "", 0, ""
        self._pages: list[ScannedPage] = []
        self._unread: dict[int, UserError] = {}
        self._refusal: UserError | None = None
        self._total = self._lost = 0
        self._begun = False

    @property
    def first(self) -> int:
        """The page to go on with, from 1."""
        return len(self._pages) + 1

    @property
    def goes_on(self) -> bool:
        """Whether there is anything to read."""
        return not self._begun or len(self._pages) < self._total

    def hear(self, answer: Mapping[str, Any]) -> None:
        """Take an answer."""
        self._begun = True
        match answer:
            case {"file": {"sha256": str(digest), "size": int(size), "media_type": str(kind)}}:
                self._file = digest, size, kind
            case {"total": int(total)}:
                self._total = total
            case {"page": int(at), "texts": list(), "unread": str(code), "values": values}:
                error = refusal(code, self._name, values)
                page = UserError("scan_page_damaged", file=self._name, page=at) if code == "scan_damaged" else error
                self._leave(at, page, error)
            case {"page": int(at), "texts": list(texts), "blank": bool(blank)}:
                self._pages.append(ScannedPage(at, tuple(map(str, texts)), blank))

    def fail(self, error: UserError, most: int) -> None:
        """The process ended with an error: at most `most` pages may cost one. Raises it where that is no matter of a
        page, or of more."""
        self._lost += 1
        if error.code not in _STUCK or not self.goes_on or not self._total or self._lost > most:
            raise error
        at = self.first
        self._leave(at, UserError("scan_page_stuck", file=self._name, page=at), error)

    def _leave(self, at: int, told: UserError, refused: UserError) -> None:
        self._pages.append(ScannedPage(at, ()))
        self._unread[at] = told
        self._refusal = self._refusal or refused

    def result(self) -> ScanRead:
        """The scan as it was read. Raises UserError where no page could be."""
        if self._refusal is not None and len(self._unread) == len(self._pages):
            raise self._refusal
        digest, size, kind = self._file
        return ScanRead(digest, self._name, kind, size, tuple(self._pages), self._unread)

"""How far the setting and the drawing of a report are, and the wish to stop, heeded within a page."""

from __future__ import annotations

from app.errors import UserError, register_messages
from app.services.ports import Progress

register_messages(
    {"report_stopped": "The report was stopped; nothing was written, and an earlier file stays as it was."}
)


class Steps:
    """Counts steps and tells them; without a progress nobody is told. Raises UserError `report_stopped`."""

    def __init__(self, progress: Progress | None = None) -> None:
        self._progress = progress
        self._code, self._done, self._total = "", 0, 0

    def begin(self, code: str, total: int) -> None:
        """Another kind of work with so many steps: `report_setting` blocks, `report_drawing` pages."""
        self._code, self._done, self._total = code, -1, total
        self.step()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        self.heed()

    def heed(self) -> None:
        """Tell where it is, and stop where that is wanted; for the parts of a long step."""
        if self._progress is not None and not self._progress(self._code, self._done, self._total):
            raise UserError("report_stopped")

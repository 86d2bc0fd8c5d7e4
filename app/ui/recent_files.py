"""The audits that were opened last, as a menu; which of them are there is looked for off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from app.ui.settings import Settings
from app.ui.tasks import Tasks


class RecentFiles(QObject):
    """`wanted` carries the file that was chosen; `looked` is emitted when it is known anew which are `missing`."""

    wanted = Signal(str)
    looked = Signal()

    def __init__(self, menu: QMenu, settings: Settings, tasks: Tasks, parent: QObject) -> None:
        super().__init__(parent)
        self._menu = menu
        self._settings = settings
        self._tasks = tasks
        self._looking = self._again = False
        self.missing: frozenset[str] = frozenset()

    def put(self) -> None:
        """List the files anew."""
        self._menu.clear()
        for told in self._settings.recent():
            file = told["file"]
            parts = (told.get("organisation", ""), told.get("period", ""), Path(file).name)
            action = self._menu.addAction("  ".join(w for w in parts if w).replace("&", "&&"))
            action.setData(file)
            action.triggered.connect(lambda _checked=False, f=file: self.wanted.emit(f))
        self._menu.setEnabled(not self._menu.isEmpty())
        self._show()
        self.look()

    def look(self) -> None:
        """See which files are there: a share that does not answer keeps one waiting for long."""
        self._again = self._looking
        if self._looking:
            return
        self._looking = True
        places = [told["file"] for told in self._settings.recent()]

        def look() -> frozenset[str]:
            return frozenset(place for place in places if not Path(place).is_file())

        def seen(missing: frozenset[str]) -> None:
            self._looking, self.missing = False, missing
            self._show()
            if self._again:
                self.look()

        self._tasks.read(look, seen, owner=self)

    def _show(self) -> None:
        for action in self._menu.actions():
            action.setEnabled(action.data() not in self.missing)
        self.looked.emit()

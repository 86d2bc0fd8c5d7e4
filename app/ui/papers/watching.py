"""A folder that a scanner writes into: told of the files in it that have come to rest."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_SETTLE = 3_000
"""Milliseconds without a change until scans are taken to be whole."""
_AGAIN = 15_000
"""Milliseconds until a file that could not be read is tried again: a scanner may hold it, or still write it."""
_TRIES = 40
"""So often a file that does not change is tried."""
_Stamp = tuple[int, int]


class Watch(QObject):
    """`settled` carries the files that came or changed, once they have come to rest; `gone` those that were there and
    are not any more: lists of paths."""

    settled = Signal(object)
    gone = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._timer.timeout.connect(self._rest)
        self._later = QTimer(self, singleShot=True, interval=_AGAIN)
        self._later.timeout.connect(self._rest)
        self._looks_on = False
        self._seen: dict[Path, _Stamp] = {}
        self._told: dict[Path, _Stamp] = {}
        self._tries: dict[tuple[Path, _Stamp], int] = {}

    def begin(self, folder: Path) -> None:
        """Watch a folder from now on, and no other; what lies in it is told of as well."""
        self.stop()
        self.folder = folder
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(lambda _folder: self._timer.start())
        self._timer.start()

    def stop(self) -> None:
        """Watch nothing any more."""
        self._timer.stop()
        self._later.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
        self.folder = self._watcher = None
        self._seen, self._told, self._tries = {}, {}, {}

    def look_on(self, wanted: bool) -> None:
        """Whether to look at the folder again and again: not every folder tells of a file that went."""
        self._looks_on = wanted
        if wanted and self.folder is not None:
            self._later.start()

    def again(self, files: Iterable[Path]) -> None:
        """Tell of files again after a while, as they could not be read."""
        if self.folder is None:
            return
        for file in files:
            stamp = self._told.get(file)
            if stamp is not None and self._tries.get((file, stamp), 0) < _TRIES:
                self._tries[file, stamp] = self._tries.get((file, stamp), 0) + 1
                del self._told[file]
        if self._told.keys() != self._seen.keys():
            self._later.start()

    def _rest(self) -> None:
        if self.folder is None:
            return
        seen = self._look(self.folder)
        if seen is None:
            # Of a folder that cannot be looked into nothing is known.
            self._later.start()
            return
        if gone := sorted(self._seen.keys() - seen.keys()):
            self.gone.emit(gone)
        if seen != self._seen:
            # A file that grows tells nothing of it: looked at again until it is as it was.
            self._seen = seen
            self._timer.start()
            return
        fresh = [file for file, stamp in sorted(seen.items()) if stamp[0] and self._told.get(file) != stamp]
        self._told = dict(seen)
        if self._looks_on:
            self._later.start()
        if fresh:
            self.settled.emit(fresh)

    @staticmethod
    def _look(folder: Path) -> dict[Path, _Stamp] | None:
        found = {}
        try:
            for file in folder.iterdir():
                # A file may go while the folder is looked through.
                with suppress(FileNotFoundError):
                    told = file.stat()
                    found[file] = told.st_size, told.st_mtime_ns
        except OSError:
            return None
        return found

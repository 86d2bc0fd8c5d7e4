"""A folder that a scanner writes into: told of when nothing in it has changed for a while."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

_SETTLE = 3_000
"""Milliseconds without a change until scans are taken to be whole."""


class Watch(QObject):
    """`settled` carries the folder once its files have come to rest."""

    settled = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.folder: Path | None = None
        self._watcher: QFileSystemWatcher | None = None
        self._timer = QTimer(self, singleShot=True, interval=_SETTLE)
        self._timer.timeout.connect(self._rest)
        self._sizes: tuple[tuple[str, int], ...] = ()

    def begin(self, folder: Path) -> None:
        """Watch a folder from now on, and no other."""
        self.stop()
        self.folder = folder
        self._watcher = QFileSystemWatcher([str(folder)], self)
        self._watcher.directoryChanged.connect(lambda _folder: self._timer.start())

    def stop(self) -> None:
        """Watch nothing any more."""
        self._timer.stop()
        if self._watcher is not None:
            self._watcher.deleteLater()
        self.folder = self._watcher = None

    def _rest(self) -> None:
        if self.folder is None:
            return
        sizes = self._look(self.folder)
        if sizes != self._sizes:
            # A file that grows tells nothing of it: looked at again until it has the size it had.
            self._sizes = sizes
            self._timer.start()
            return
        self.settled.emit(self.folder)

    @staticmethod
    def _look(folder: Path) -> tuple[tuple[str, int], ...]:
        try:
            return tuple(sorted((path.name, path.stat().st_size) for path in folder.iterdir()))
        except OSError:
            return ()

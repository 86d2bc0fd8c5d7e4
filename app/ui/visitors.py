"""What other starts of the program ask of the window that is open: to come forward, and to open a file.

Requests are looked for off the GUI thread, when the folder tells that it changed and, as some network folders tell
nothing, every few seconds.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from app.i18n import gettext as _
from app.one_window import OneWindow, Request

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

_EVERY = 2_000
"""Milliseconds between two looks where the folder tells nothing; who asks waits five times as long."""


class Visitors(QObject):
    """Answers requests until `stop`, or until the window is closed. As who asks is told first and the file opened
    then, the window does not close in between."""

    _came = Signal(object)
    _answered = Signal(object, bool)

    def __init__(self, one: OneWindow, window: MainWindow) -> None:
        super().__init__(window)
        self._one = one
        self._window = window
        # A thread of its own: those of the window may be at long work.
        self._door = ThreadPoolExecutor(1, "door")
        self._open = True
        self._answering = 0
        self._to_close = False
        self._came.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self._answered.connect(self._go_on, Qt.ConnectionType.QueuedConnection)
        self._watcher = QFileSystemWatcher([str(one.folder)], self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY)
        self.look()

    def look(self) -> None:
        """See whether somebody asks."""
        if self._open:
            self._door.submit(self._look)

    def stop(self) -> None:
        """Take no more requests."""
        self._open = False
        self._timer.stop()
        self._watcher.deleteLater()
        self._door.shutdown(wait=True)

    def _look(self) -> None:
        for request in self._one.requests():
            if shiboken6.isValid(self):
                self._came.emit(request)

    def _receive(self, request: Request) -> None:
        # Where the window was closed the program is about to end, and who asks becomes the window.
        if self._open and self._window.isVisible():
            # This thread may have been at long work, and who asked have been told that the window does not answer.
            # Whoever waits has the right to bring a window forward: he is answered only afterwards.
            self._come_forward()
            if not self._answering:
                self._window.installEventFilter(self)
            self._answering += 1
            self._door.submit(self._take, request)

    def _take(self, request: Request) -> None:
        taken = False
        try:
            taken = self._open and self._one.take(request)
        finally:
            if shiboken6.isValid(self):
                self._answered.emit(request, taken)

    def _go_on(self, request: Request, taken: bool) -> None:
        self._answering -= 1
        if not self._answering:
            self._window.removeEventFilter(self)
        if taken:
            self._to_close = False
            self.welcome(request.file)
        elif self._to_close and not self._answering:
            self._window.close()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep the window from closing while somebody is told that it will open a file."""
        if event.type() != QEvent.Type.Close:
            return False
        self._to_close = True
        event.ignore()
        return True

    def welcome(self, file: Path | None) -> None:
        """Open `file`, if any, as if it had been chosen here."""
        session = self._window.session
        if file is None or (session is not None and _same(session.file, file)):
            return
        if (menu := QApplication.activePopupWidget()) is not None:
            menu.close()
        if QApplication.activeModalWidget() is None:
            self._window.open_file(file)
            return
        # Somebody is in the middle of something: it is said, and waits.
        self._window.banner.notice(
            lambda: _("{file} was to be opened; finish the dialog that is open first.").format(file=file.name),
            lambda: _("Open it now"),
            lambda: self._window.open_file(file),
        )

    def _come_forward(self) -> None:
        window = self._window
        if window.isMinimized():
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.show()
        # A dialog stays above its window.
        window.raise_()
        (QApplication.activeModalWidget() or window).activateWindow()
        # Where the system lets nobody take the front, it blinks in the task bar.
        QApplication.alert(window)


def _same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False

"""How long a success stays in sight: as long as it takes to read it, then until the next act or a while longer."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication, QWidget

LEAST, BY_LETTER, MOST = 6_000, 150, 30_000
"""Milliseconds for reading: at the least, for each letter, at the most."""
LINGER = 20_000
"""Milliseconds that a success stays after that when nobody does anything."""
_ACTS = (QEvent.Type.MouseButtonRelease, QEvent.Type.TouchEnd, QEvent.Type.KeyPress)


class Passing(QObject):
    """Calls `away` when what `shown` tells has had its time. Failures are not given to it: they stay.

    Time counts while the window is the one worked in; what is pointed at, marked or holds the focus is left alone.
    """

    def __init__(self, shown: QWidget, away: Callable[[], object]) -> None:
        super().__init__(shown)
        self._shown, self._away = shown, away
        self._watched: QWindow | None = None
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._time_is_up)

    def begin(self, sentence: str) -> None:
        """A success is shown from now on."""
        self.stop()
        self._clock.start(reading_time(sentence))

    def stop(self) -> None:
        """What is shown is put away, or has to stay."""
        self._clock.stop()
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = None

    def _time_is_up(self) -> None:
        if self._looked_at():
            self._clock.start()
        elif self._watched is None and (window := self._shown.window().windowHandle()) is not None:
            # Not the application, which would tell of every event there is.
            self._watched = window
            window.installEventFilter(self)
            self._clock.start(LINGER)
        else:
            self.stop()
            self._away()

    def _looked_at(self) -> bool:
        if not self._shown.isVisible():
            return False
        focus = QApplication.focusWidget()
        held = focus is not None and (focus is self._shown or self._shown.isAncestorOf(focus))
        return held or not self._shown.isActiveWindow() or self._shown.underMouse()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Something is done in the window."""
        if event.type() in _ACTS:
            # Not at once: the second click of two must find what the first one found.
            self._clock.start(QApplication.doubleClickInterval() + 100)
        return super().eventFilter(watched, event)


def reading_time(sentence: str) -> int:
    """Milliseconds that it takes to notice a sentence and to read it in peace."""
    return min(MOST, max(LEAST, BY_LETTER * len(sentence)))

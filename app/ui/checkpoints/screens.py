"""Screens that follow each other in one dialog, each scrolled where the window is too small for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget


class Screens:
    """Over the stack of a dialog."""

    def __init__(self, stack: QStackedWidget) -> None:
        self._stack = stack
        self._frames: dict[QWidget, QScrollArea] = {}

    def add(self, screen: QWidget) -> None:
        """One more screen; the first one is shown first."""
        frame = QScrollArea(self._stack)
        frame.setFrameShape(QFrame.Shape.NoFrame)
        frame.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        frame.setWidgetResizable(True)
        screen.setProperty("role", "page")
        frame.setWidget(screen)
        self._frames[screen] = frame
        self._stack.addWidget(frame)

    @property
    def current(self) -> QWidget | None:
        """The screen that is shown."""
        return next((s for s, frame in self._frames.items() if frame is self._stack.currentWidget()), None)

    def show(self, screen: QWidget) -> None:
        """Show a screen from its top."""
        self._stack.setCurrentWidget(self._frames[screen])
        self.to_top()

    def to_top(self) -> None:
        """Scroll the screen that is shown to its top."""
        frame = self._stack.currentWidget()
        if isinstance(frame, QScrollArea):
            frame.verticalScrollBar().setValue(0)

    def bring_into_sight(self, part: QWidget) -> None:
        """Scroll to what opened below the edge of a small window, once it has its place."""
        QTimer.singleShot(0, part, lambda: self._scroll_to(part))

    def _scroll_to(self, part: QWidget) -> None:
        above = part.parentWidget()
        while above is not None and above is not self._stack:
            if isinstance(above, QScrollArea):
                above.ensureWidgetVisible(part)
            above = above.parentWidget()

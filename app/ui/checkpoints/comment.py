"""The remark (所見): plain text that saves itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from app.ui.style.theme import theme
from app.ui.widgets.plain_text import PlainText
from app.ui.widgets.prose import LINE_HEIGHT

PAUSE = 800
"""Milliseconds after the last key before the text is saved."""

_PAGE_KEYS = frozenset({"Ctrl+E", "Ctrl+J", "Ctrl+Return", "Ctrl+Enter"})


class PageKeys(QObject):
    """Filter on a text field: keys of the page go to the page, though Qt knows some of them as editing keys."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Let go of the page's keys; a picture is no text, and pasting it brings evidence."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = QKeySequence(event.keyCombination()).toString()
            if keys in _PAGE_KEYS or (keys == "Ctrl+V" and _picture_alone()):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _picture_alone() -> bool:
    mime: QMimeData | None = QGuiApplication.clipboard().mimeData()  # None where the clipboard is empty
    return mime is not None and mime.hasImage() and not mime.hasText()


class RemarkField(PlainText):
    """As high as its text within limits.

    `rested` comes `PAUSE` after the last key and when the field is left; undo works within what was typed here.
    """

    rested = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 4) -> None:
        super().__init__(parent)
        self._lines = lines
        self.installEventFilter(PageKeys(self))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.rested)
        self._silent = False
        self.textChanged.connect(self._typed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.put("")

    def put(self, text: str) -> None:
        """Show another text; what could be undone is forgotten."""
        self._silent = True
        self.setPlainText(text)
        self._timer.stop()
        self._silent = False
        self._fit()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 - Qt's name
        """Words only: files that are dropped here are evidence, and the page takes them."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def text(self) -> str:
        """The text."""
        return self.toPlainText()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Leaving the field saves at once."""
        super().focusOutEvent(event)
        if self._timer.isActive():
            self._timer.stop()
            self.rested.emit()

    def stop(self) -> None:
        """Whoever calls has taken the text."""
        self._timer.stop()

    def dress(self) -> None:
        """Take on the present zoom."""
        self._fit()

    def _typed(self) -> None:
        if not self._silent:
            self._timer.start()

    def _fit(self) -> None:
        line = theme().px(14) * LINE_HEIGHT / 100
        frame = theme().px(8) + 2 * self.frameWidth() + 8
        height = max(self._lines * line, min(self.document().size().height(), 14 * line)) + frame
        if self.height() != round(height):
            self.setFixedHeight(round(height))

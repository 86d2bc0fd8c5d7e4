"""Running text with the line height it needs; the words themselves are literal."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

LINE_HEIGHT = 150
"""Per cent of the font's own line, which is as high as its letters."""


def paragraphs(text: str, *, line_height: int = LINE_HEIGHT) -> str:
    """`text` as rich text: each line a paragraph, nothing in it taken for markup."""
    style = f"margin-top:0px;margin-bottom:0px;line-height:{line_height}%"
    return "".join(f'<p style="{style}">{escape(line) or "&nbsp;"}</p>' for line in text.split("\n"))


class Prose(QLabel):
    """A label for sentences: wrapped, line height 1.5, can be selected with the mouse.

    `role` as for `app.ui.widgets.basics.label`.
    """

    def __init__(self, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if role:
            self.setProperty("role", role)
        self._words = ""

    @property
    def words(self) -> str:
        """What it says, as plain text."""
        return self._words

    def say(self, text: str) -> None:
        """Set the words."""
        if text != self._words:
            self._words = text
            self.setText(paragraphs(text))
            self.setAccessibleName(text)

"""One line of literal text, with room for what reaches below it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class Line(QLabel):
    """A label that does not wrap. The style sheet knows it by the property `line`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("line", True)
        # A label with padding is taken for a framed one, whose text begins half a letter further in.
        self.setIndent(0)

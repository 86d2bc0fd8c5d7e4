"""A field of several lines with the line height of a book: plain text, as it was typed."""

from __future__ import annotations

from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app.ui.widgets.prose import LINE_HEIGHT


class PlainText(QTextEdit):
    """Tab leaves the field. What is set by `setPlainText` cannot be undone, what is typed then can."""

    # Qt's own field for plain text knows no line height.

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setPlainText("")

    def setPlainText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Show another text; `textChanged` is emitted once."""
        super().setPlainText(text)
        self.blockSignals(True)
        try:
            cursor = QTextCursor(self.document())
            cursor.select(QTextCursor.SelectionType.Document)
            block = QTextBlockFormat()
            block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.mergeBlockFormat(block)
            self.document().clearUndoRedoStacks()
        finally:
            self.blockSignals(False)

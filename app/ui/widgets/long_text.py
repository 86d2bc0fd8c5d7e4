"""A long text to be read, with the line height of a book: what fills the screen is shown at once, the rest follows.

Laying out a text of 200 KB takes a fifth of a second; done in pieces, the window answers between them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from app.ui.widgets.prose import LINE_HEIGHT

_PIECE = 12_000
"""Characters that are laid out in one go: about ten milliseconds."""


class LongText(QTextEdit):
    """Read-only; Tab leaves it. Keys and the mouse select."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._rest = ""
        self._turn = QTimer(self, interval=0)
        self._turn.timeout.connect(self._lay_piece)

    def read(self, text: str) -> None:
        """Show another text from its beginning."""
        self._turn.stop()
        self.clear()
        block = QTextBlockFormat()
        block.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        QTextCursor(self.document()).setBlockFormat(block)
        self._rest = text
        self._lay_piece()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        if self._rest:
            self._turn.start()

    def whole(self) -> None:
        """Lay out what is left, for whoever looks for something in it."""
        while self._rest:
            self._lay_piece()

    @property
    def complete(self) -> bool:
        """Whether all of the text is there."""
        return not self._rest

    def _lay_piece(self) -> None:
        end = self._rest.find("\n", _PIECE)
        piece, self._rest = (self._rest, "") if end < 0 else (self._rest[: end + 1], self._rest[end + 1 :])
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(piece)
        if not self._rest:
            self._turn.stop()

"""A line with words to choose from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget


class WordBox(QComboBox):
    """Words to choose from that also takes another text; the wheel scrolls what it stands in."""

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.offer(words)
        # Completed in a list below, never silently in the line.
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)
        self.setCurrentIndex(0)

    def offer(self, words: Sequence[str]) -> None:
        """Other words to choose from; what stands in the line stays."""
        before = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(["", *dict.fromkeys(word for word in words if word)])
        self.setEditText(before)
        self.blockSignals(False)

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Name the line as well, which takes the focus."""
        super().setAccessibleName(name)
        if (line := self.lineEdit()) is not None:
            line.setAccessibleName(name)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Rolling through the form must not change a value."""
        event.ignore()

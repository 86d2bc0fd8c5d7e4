"""A sign within a field that can be clicked; it takes no focus, because a key of the field does the same."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from app.ui.style.theme import theme


class FieldButton(QAbstractButton):
    """Its icon, 18 pixels at 100 %, in the middle: Qt's own signs in a field do not grow with the text."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The icon alone."""
        size = theme().px(18)
        place = QRect(0, 0, size, size)
        place.moveCenter(self.rect().center())
        painter = QPainter(self)
        self.icon().paint(painter, place)
        painter.end()

"""A list to choose from whose shown name ends in … where there is no room; apart from `elided`, since the first page
that is painted has none and what Qt draws it with takes its time to load."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget


class ElidedBox(QComboBox):
    """A list to choose from that cuts the name it shows between letters, not through one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.currentTextChanged.connect(lambda _text: self._tell())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the box with as much of the name as there is room for."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        # The style keeps a pixel at either side.
        option.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, self._room() - 2
        )
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """There is another room for it."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        """The tool tip is there while something is hidden."""
        cut = self.fontMetrics().horizontalAdvance(self.currentText()) > self._room() - 2
        self.setToolTip(self.currentText() if cut else "")

    def _room(self) -> int:
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        control, part = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        return self.style().subControlRect(control, option, part, self).width()

"""A line to find something by: a magnifier before the words, a cross behind them; both grow with the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import gettext as _
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.field_button import FieldButton


class FindLine(QLineEdit):
    """`lens` leads into the line, `wipe` empties it and is there while something stands in it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lens, self.wipe = FieldButton(self), FieldButton(self)
        self.lens.clicked.connect(lambda: self.setFocus(Qt.FocusReason.MouseFocusReason))
        self.wipe.clicked.connect(lambda: self.wiped())
        self.textChanged.connect(lambda text: self.wipe.setVisible(bool(text)))
        self.wipe.hide()
        theme().changed.connect(self._dress)
        self._dress()
        self.name_signs()

    def wiped(self) -> None:
        """The cross was clicked."""
        self.clear()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def name_signs(self) -> None:
        """Name the signs in the language spoken now."""
        self.lens.setAccessibleName(_("Search"))
        self.wipe.setAccessibleName(_("Clear the words"))
        self.wipe.setToolTip(_("Clear the words"))

    def _dress(self) -> None:
        side = theme().px(tokens.ROW)
        self.lens.setIcon(theme().icon("search", "quiet"))
        self.wipe.setIcon(theme().icon("close", "quiet"))
        self.setTextMargins(side - theme().px(8), 0, side - theme().px(8), 0)
        self._place()

    def _place(self) -> None:
        side = theme().px(tokens.ROW)
        top = (self.height() - side) // 2
        self.lens.setGeometry(0, top, side, side)
        self.wipe.setGeometry(self.width() - side, top, side, side)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The signs keep to the ends."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Name the signs anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.name_signs()
        super().changeEvent(event)

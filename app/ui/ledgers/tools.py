"""The buttons beside the title of a ledger: views, columns, imports, samples, floor-walk sheets, export, template."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.i18n import gettext as _
from app.ui.style.theme import theme

_AROUND = 64
"""Icon, arrow and padding of a button at 100 %."""


class LedgerTools(QWidget):
    """Icons, with their words where there is room; the tool tips have the words always."""

    template_wanted = Signal()
    export_wanted = Signal()
    imports_wanted = Signal()
    samples_wanted = Signal()
    room_wanted = Signal()

    def __init__(self, views: QMenu, columns: QMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self.views, self.columns = self._dropping("filter", views), self._dropping("table", columns)
        self.imports, self.samples = self._tool("history"), self._tool("sampling")
        self.room = self._tool("papers")
        self.room.hide()
        self.export, self.template = self._tool("export"), self._tool("download")
        for tool, wanted in (
            (self.imports, self.imports_wanted),
            (self.samples, self.samples_wanted),
            (self.room, self.room_wanted),
            (self.export, self.export_wanted),
            (self.template, self.template_wanted),
        ):
            tool.clicked.connect(lambda _checked=False, signal=wanted: signal.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        for tool in self.all():
            row.addWidget(tool)

    def all(self) -> tuple[QToolButton, ...]:
        """The buttons from the left."""
        return self.views, self.columns, self.imports, self.samples, self.room, self.export, self.template

    def _tool(self, icon: str) -> QToolButton:
        tool = QToolButton(self)
        tool.setProperty("icon_name", icon)
        return tool

    def _dropping(self, icon: str, menu: QMenu) -> QToolButton:
        tool = self._tool(icon)
        tool.setMenu(menu)
        tool.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        tool.setProperty("role", "drop")
        return tool

    def dress(self) -> None:
        """Take on the present zoom and colours."""
        side = theme().px(20)
        for tool in self.all():
            tool.setIcon(theme().icon(str(tool.property("icon_name"))))
            tool.setIconSize(QSize(side, side))

    def fit(self, room: int) -> None:
        """Show the words where `room` pixels are enough for all of them."""
        words = self.fontMetrics().horizontalAdvance
        needed = sum(words(tool.text()) + theme().px(_AROUND) for tool in self.all() if not tool.isHidden())
        style = Qt.ToolButtonStyle
        for tool in self.all():
            tool.setToolButtonStyle(style.ToolButtonIconOnly if needed > room else style.ToolButtonTextBesideIcon)

    def retranslate(self) -> None:
        """Set every text anew."""
        for tool, words, tip in (
            (self.views, _("Views"), _("Keep filters and order under a name")),
            (self.columns, _("Columns"), _("Choose the columns that are shown")),
            (self.imports, _("Imports so far"), _("What each import added, changed and found gone")),
            (self.samples, _("Sample checks"), _("Draw records at random and write what was found in them")),
            (self.room, _("Floor-walk sheet…"), _("Enter the results of a floor-walk sheet")),
            (self.export, _("Export…"), _("Write the rows shown into a file")),
            (self.template, _("Save a template"), _("An Excel file with headings, drop-downs and examples")),
        ):
            tool.setText(words)
            tool.setToolTip(tip if words == tip else f"{words}: {tip}")
            tool.setAccessibleName(words)

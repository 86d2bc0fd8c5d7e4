"""Items × sites: the worst verdict of each cell with its count. A real table, so that it reads without eyes, too.

A few sites stand side by side over the items. Many stand below each other, so that their names can be read: what is
painted is what is seen, however many there are.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from app.domain.grades import Verdict
from app.domain.progress import Tally
from app.i18n import gettext as _
from app.services.overview import Cell, Overview
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH, TONE
from app.ui.words import verdict_word

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_TALLY = Qt.ItemDataRole.UserRole
_SIDE_BY_SIDE = 8
"""So many sites stand side by side; more of them stand below each other."""
_MOST_ROWS = 14
"""So many rows of sites are seen at once; more are scrolled."""


class MatrixModel(QAbstractTableModel):
    """Items in catalogue order by the company and the sites; `turned` has the sites as rows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: Overview | None = None
        self.items: list[str] = []
        self.sites: list[str] = []
        self.turned = False
        self._titles: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._numbers: dict[str, str] = {}

    def show(self, view: Overview, titles: dict[str, str], names: dict[str, str], sites: Sequence[str]) -> None:
        """Put other numbers on; `titles` by item, `names` by site, and the sites in their order."""
        self.beginResetModel()
        self._view, self._titles, self._names = view, titles, names
        asked = {key[0] for key in view.cells}
        self.items = [item for item in titles if item in asked]
        self._numbers = {item: title.partition(" ")[0] for item, title in titles.items()}
        self.sites = list(sites)
        self.turned = len(names) > _SIDE_BY_SIDE
        self.endResetModel()

    def place(self, row: int, column: int) -> tuple[str, str]:
        """Item and site of a cell."""
        return (self.items[column], self.sites[row]) if self.turned else (self.items[row], self.sites[column])

    def rowCount(self, parent: Index = _NONE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.sites if self.turned else self.items)

    def columnCount(self, parent: Index = _NONE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.items if self.turned else self.sites)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == _TALLY:
            return self.tally(index.row(), index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._told(index.row(), index.column(), self.tally(index.row(), index.column()))
        if role == Qt.ItemDataRole.DisplayRole:
            cell = self.cell(index.row(), index.column())
            return cell_text(cell.tally, cell.unproven) if cell is not None else ""
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        down = orientation is Qt.Orientation.Vertical
        if role == Qt.ItemDataRole.TextAlignmentRole and down:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if down is self.turned:
            return self.site_name(self.sites[section]) if section < len(self.sites) else None
        if section >= len(self.items):
            return None
        # Above a narrow column stands the number of the item; its tool tip has the title.
        short = self.turned and role == Qt.ItemDataRole.DisplayRole
        return (self._numbers if short else self._titles)[self.items[section]]

    def site_name(self, site: str) -> str:
        """The name of a site, or of the company."""
        return self._names.get(site, _("Company"))

    def tally(self, row: int, column: int) -> Tally | None:
        """How the item stands there; None where it is not asked."""
        cell = self.cell(row, column)
        return cell.tally if cell else None

    def cell(self, row: int, column: int) -> Cell | None:
        """What is known of the item there; None where it is not asked."""
        return self._view.cells.get(self.place(row, column)) if self._view is not None else None

    def _told(self, row: int, column: int, tally: Tally | None) -> str:
        if tally is None:
            return ""
        told = _("{item}, {site}: {verdict}; {bad} nonconforming, {partly} partly, {open} not answered").format(
            item=self._titles[self.place(row, column)[0]],
            site=self.site_name(self.place(row, column)[1]),
            verdict=verdict_word(tally.worst),
            bad=tally.nonconforming,
            partly=tally.partly,
            open=tally.unanswered,
        )
        cell = self.cell(row, column)
        more = []
        if cell is not None and cell.unproven:
            more.append(_("unproven: {count}").format(count=cell.unproven))
        if tally.unconfirmed:
            more.append(_("copies to confirm: {count}").format(count=tally.unconfirmed))
        return _(", ").join((told, *more))


def cell_text(tally: Tally, unproven: int = 0) -> str:
    """The sign of the gravest verdict and how often it was given; open cells say how many are missing, and what
    conforms but is not proven in all has a sign of its own."""
    worst = tally.worst
    if worst is Verdict.CONFORMING and unproven:
        return f"□ {unproven}"
    count = {
        Verdict.NONCONFORMING: tally.nonconforming,
        Verdict.PARTLY: tally.partly,
        Verdict.UNANSWERED: tally.open,
    }.get(worst, 0)
    return f"{GLYPH[worst]} {count}" if count else GLYPH[worst]


class _CellDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tally = index.data(_TALLY)
        if not isinstance(tally, Tally):
            return
        worn = theme()
        rect: QRect = option.rect.adjusted(worn.px(3), worn.px(3), -worn.px(3), -worn.px(3))
        tone = TONE[tally.worst]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.colour(f"{tone}_ground"))
        painter.drawRoundedRect(rect, 4, 4)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            pen = painter.pen()
            pen.setStyle(Qt.PenStyle.SolidLine)
            pen.setColor(worn.colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect, 4, 4)
        painter.setPen(worn.colour(tone))
        painter.setFont(worn.font(bold=bool(tally.nonconforming or tally.partly)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, str(index.data()))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme().px(84), theme().px(34))


class Matrix(QTableView):
    """`chosen` carries (item, site id) when a cell is clicked or Enter is pressed on it."""

    chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = MatrixModel(self)
        self._widths: list[int] = []
        self._widest = 0
        self.setModel(self._model)
        self.setItemDelegate(_CellDelegate(self))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setHighlightSections(False)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.clicked.connect(self._choose)
        self.activated.connect(self._choose)

    def show_overview(
        self, view: Overview, titles: dict[str, str], names: dict[str, str], sites: Sequence[str]
    ) -> None:
        """Put other numbers on and give the table the height of its rows, of the first ones where there are many."""
        held = self._model
        held.show(view, titles, names, sites)
        worn = theme()
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(worn.px(34))
        down = [held.site_name(site) for site in held.sites] if held.turned else list(titles.values())
        widest = max((metrics.horizontalAdvance(each) for each in down), default=0)
        self._widest = min(widest + worn.px(24), worn.px(330))
        if held.turned:
            self._widths = [worn.px(64)] * len(held.items)
        else:
            named = [metrics.horizontalAdvance(held.site_name(site)) + worn.px(28) for site in held.sites]
            self._widths = [max(worn.px(76), min(name, worn.px(180))) for name in named]
        self._spread()
        rows = min(held.rowCount(), _MOST_ROWS) if held.turned else held.rowCount()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(worn.px(34) * max(1, rows) + self.horizontalHeader().sizeHint().height() + bar + 4)

    def _spread(self) -> None:
        """Let the columns fill the room where they leave any."""
        self.verticalHeader().setFixedWidth(min(self._widest, max(theme().px(120), self.width() // 2)))
        spare = self.viewport().width() - sum(self._widths)
        extra = max(0, spare) // max(1, len(self._widths))
        for column, width in enumerate(self._widths):
            self.setColumnWidth(column, width + extra)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._spread()

    def _choose(self, index: QModelIndex) -> None:
        if self._model.tally(index.row(), index.column()) is not None:
            self.chosen.emit(*self._model.place(index.row(), index.column()))

"""Items × sites: the worst verdict of each cell with its count. A real table, so that it reads without eyes, too."""

from __future__ import annotations

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

from app.domain.audit import COMPANY
from app.domain.grades import Verdict
from app.domain.progress import Tally
from app.i18n import current_language
from app.i18n import gettext as _
from app.services.overview import Overview
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH, TONE
from app.ui.words import item_number, verdict_word

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_TALLY = Qt.ItemDataRole.UserRole


class MatrixModel(QAbstractTableModel):
    """Rows are items in catalogue order, columns the company and the sites."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._view: Overview | None = None
        self.items: list[str] = []
        self.sites: list[str] = []
        self._titles: dict[str, str] = {}
        self._names: dict[str, str] = {}

    def show(self, view: Overview, titles: dict[str, str], names: dict[str, str]) -> None:
        """Put other numbers on; `titles` by item, `names` by site."""
        self.beginResetModel()
        self._view, self._titles, self._names = view, titles, names
        self.items = [item for item in titles if any(key[0] == item for key in view.cells)]
        self.sites = [COMPANY, *names]
        self.endResetModel()

    def rowCount(self, parent: Index = _NONE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: Index = _NONE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.sites)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        tally = self.tally(index.row(), index.column())
        if role == _TALLY:
            return tally
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._told(index.row(), index.column(), tally)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(tally) if tally is not None else ""
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and section < len(self.items):
                return self._titles[self.items[section]]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        elif role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) and section < len(self.sites):
            return self._names.get(self.sites[section], _("Company"))
        return None

    def tally(self, row: int, column: int) -> Tally | None:
        """How the item stands there; None where it is not asked."""
        if self._view is None:
            return None
        cell = self._view.cells.get((self.items[row], self.sites[column]))
        return cell.tally if cell else None

    def _told(self, row: int, column: int, tally: Tally | None) -> str:
        if tally is None:
            return ""
        told = _("{item}, {site}: {verdict}; {bad} nonconforming, {partly} partly, {open} not answered").format(
            item=self._titles[self.items[row]],
            site=self._names.get(self.sites[column], _("Company")),
            verdict=verdict_word(tally.worst),
            bad=tally.nonconforming,
            partly=tally.partly,
            open=tally.unanswered,
        )
        if not tally.unconfirmed:
            return told
        return _(", ").join((told, _("copies to confirm: {count}").format(count=tally.unconfirmed)))


def cell_text(tally: Tally) -> str:
    """The sign of the gravest verdict and how often it was given; open cells say how many are missing."""
    worst = tally.worst
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
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, cell_text(tally))
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

    def show_overview(self, view: Overview, titles: dict[str, str], names: dict[str, str]) -> None:
        """Put other numbers on and give the table the height of its rows."""
        self._model.show(view, titles, names)
        worn = theme()
        metrics = self.fontMetrics()
        self.verticalHeader().setDefaultSectionSize(worn.px(34))
        widest = max((metrics.horizontalAdvance(t) for t in titles.values()), default=0)
        self._widest = min(widest + worn.px(24), worn.px(330))
        named = [metrics.horizontalAdvance(names.get(site, _("Company"))) + worn.px(28) for site in self._model.sites]
        self._widths = [max(worn.px(76), min(name, worn.px(180))) for name in named]
        self._spread()
        rows = self._model.rowCount()
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(worn.px(34) * rows + self.horizontalHeader().sizeHint().height() + bar + 4)

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
            self.chosen.emit(self._model.items[index.row()], self._model.sites[index.column()])


def item_titles(items: tuple[object, ...]) -> dict[str, str]:
    """Item id → 「4(4) 端末の管理」 in the window's language."""
    from app.domain.catalogue import Item

    language = current_language()
    return {
        item.id: f"{item_number(item)} {item.title.in_language(language)}".strip()
        for item in items
        if isinstance(item, Item)
    }

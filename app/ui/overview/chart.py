"""A chart of the overview: bars that are rows of a table, or the table itself; every number is a link to its list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from app.domain.reminding import Link
from app.i18n import gettext as _
from app.i18n import listed
from app.services.overview_charts import Chart, Row
from app.ui.overview import ink
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.columns import empty
from app.ui.widgets.flow import Flow, joined
from app.ui.widgets.tab_order import follow_layout

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole
_HIGH = 30
"""Pixels at 100 % of a row."""
_PAD, _CLOSE = 34, 22
"""Pixels at 100 % that a cell or a heading keeps beside its words."""
_MOST_ROWS = 24
"""So many rows are seen at once, where nothing else is said; more are scrolled."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_WRAP = Qt.TextFlag.TextWordWrap.value


def told(chart: Chart, row: Row) -> str:
    """A row in words: what there is of each part."""
    parts = zip(chart.parts, row.values, strict=True)
    counted = [f"{part.label} {value:,}" for part, value in parts if value] or [_("none")]
    return f"{row.label}: {listed(counted)}"


class ChartModel(QAbstractTableModel):
    """Label, bar and sum; or label, a column for each part, and sum (`as_table`)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chart: Chart | None = None
        self.rows: Sequence[Row] = ()
        self.as_table = False

    def show(self, chart: Chart, rows: Sequence[Row], *, as_table: bool) -> None:
        """Put other numbers on, or the same in the other form."""
        self.beginResetModel()
        self.chart, self.rows, self.as_table = chart, rows, as_table
        self.endResetModel()

    @property
    def most(self) -> int:
        """The longest bar."""
        return max((row.total for row in self.rows), default=0) or 1

    def rowCount(self, parent: Index = _NONE) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NONE) -> int:  # noqa: N802 - Qt's name
        if parent.isValid() or self.chart is None:
            return 0
        return 2 + (len(self.chart.parts) if self.as_table else 1)

    def value(self, index: Index) -> int | None:
        """The number of a cell; None where it holds none."""
        row, column = self.rows[index.row()], index.column()
        if column == self.columnCount() - 1:
            return row.total
        return row.values[column - 1] if self.as_table and column else None

    def link(self, index: Index) -> Link | None:
        """The list behind a cell; None where nothing is counted."""
        row, column = self.rows[index.row()], index.column()
        number = self.value(index)
        if number == 0 or not row.total:
            return None
        return row.links[column - 1] if self.as_table and 0 < column <= len(row.links) else row.whole

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if self.chart is None or not index.isValid():
            return None
        row, number = self.rows[index.row()], self.value(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.label if index.column() == 0 else "" if number is None else f"{number:,}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._told(index, row, number)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 0:
            return told(self.chart, row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if number is not None else _LEFT
        if role == Qt.ItemDataRole.ForegroundRole and number is not None:
            return theme().colour("accent" if number else "quiet")
        return row if role == _ROW else None

    def _told(self, index: Index, row: Row, number: int | None) -> str:
        assert self.chart is not None  # noqa: S101 - asked of rows only
        if number is None:
            return told(self.chart, row)
        heading = str(self.headerData(index.column(), Qt.Orientation.Horizontal)).replace("\N{NO-BREAK SPACE}", " ")
        return f"{row.label}, {heading}: {number:,}"

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or self.chart is None:
            return None
        last = self.columnCount() - 1
        if role == Qt.ItemDataRole.DisplayRole:
            if section == 0:
                return self.chart.heading
            return (
                _("Total") if section == last else _kept(self.chart.parts[section - 1].label) if self.as_table else ""
            )
        if role == Qt.ItemDataRole.TextAlignmentRole:
            # A number: of flags that are no alignment PySide makes none.
            return (_RIGHT if section == last or (self.as_table and section) else _LEFT).value | _WRAP
        return None


def _kept(label: str) -> str:
    """A heading whose sign stays with the word that follows it where it is broken into lines."""
    sign, space, rest = label.partition(" ")
    return f"{sign}\N{NO-BREAK SPACE}{rest}" if space and len(sign) == 1 else label


def segments(row: Row, most: int, room: QRectF) -> list[tuple[int, QRectF]]:
    """The parts of a bar that there are, each with its place in `room`."""
    at, found = room.x(), []
    for number, value in enumerate(row.values):
        if value:
            width = room.width() * value / most
            found.append((number, QRectF(at, room.y(), width, room.height())))
            at += width
    return found


class _BarDelegate(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        row = index.data(_ROW)
        if not isinstance(model, ChartModel) or model.chart is None or not isinstance(row, Row):
            return
        worn = theme()
        painter.save()
        painter.setFont(worn.font(13))
        for number, room in segments(row, model.most, bar_room(option)):
            part = model.chart.parts[number]
            ink.draw(painter, room, part.ink)
            text = f"{part.sign} {row.values[number]:,}".strip()
            wide = painter.fontMetrics().horizontalAdvance(text) + worn.px(8)
            if wide <= room.width():
                inside = QRectF(room.x() + (room.width() - wide) / 2, room.y() + 1, wide, room.height() - 2)
                painter.fillRect(inside, ink.ground_of(part.ink))
                painter.setPen(ink.text_of(part.ink))
                painter.drawText(inside, Qt.AlignmentFlag.AlignCenter, text)
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(worn.colour("accent"), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -1))
        painter.restore()


def bar_room(option: QStyleOptionViewItem) -> QRectF:
    """Where in its cell a bar is drawn."""
    return QRectF(option.rect).adjusted(4, theme().px(5), -4, -theme().px(5))


class ChartTable(QTableView):
    """`chosen` carries the `Link` of what was clicked, or of the cell on which Enter was pressed."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.held = ChartModel(self)
        self.setModel(self.held)
        self.most_rows = _MOST_ROWS
        self._bars = _BarDelegate(self)
        self._plain = QStyledItemDelegate(self)
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.viewport().setMouseTracking(True)

    def show_chart(self, chart: Chart, rows: Sequence[Row], *, as_table: bool) -> None:
        """Put numbers on; the row that was current stays so."""
        kept = self.currentIndex()
        self.held.show(chart, rows, as_table=as_table)
        # One cell alone has bars: a table without them is painted by the style.
        self.setItemDelegateForColumn(1, self._plain if as_table else self._bars)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.alt)
        if kept.isValid() and kept.row() < len(rows):
            column = min(kept.column(), self.held.columnCount() - 1)
            self.setCurrentIndex(self.held.index(kept.row(), column))
        self._fit()

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(_HIGH))
        self._spread()

    def _stand(self, widths: Sequence[int]) -> None:
        """The height of the rows below headings that go on in another line where their column is narrow."""
        header, metrics = self.horizontalHeader(), QFontMetrics(theme().font(13, bold=True))
        lines = 1
        for column, width in enumerate(widths):
            words = str(self.held.headerData(column, Qt.Orientation.Horizontal) or "")
            room = QRect(0, 0, max(1, width - theme().px(_CLOSE)), 10_000)
            told = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), words).height()
            lines = max(lines, round(told / metrics.height()))
        if header.maximumHeight() != (high := header.sizeHint().height() + (lines - 1) * metrics.height()):
            header.setFixedHeight(high)
        bar = self.horizontalScrollBar().sizeHint().height() if self.held.as_table else 0
        rows = min(max(1, len(self.held.rows)), self.most_rows)
        self.setFixedHeight(theme().px(_HIGH) * rows + high + bar + 4)

    def _spread(self) -> None:
        """The labels get what they need, up to two fifths; the bar or the numbers the rest."""
        held, metrics, pad = self.held, QFontMetrics(theme().font()), theme().px(_PAD)
        columns = held.columnCount()
        if not columns:
            return
        room = self.viewport().width()
        bold = QFontMetrics(theme().font(13, bold=True))
        heading = bold.horizontalAdvance(str(held.headerData(0, Qt.Orientation.Horizontal)))
        needed = max(heading, *(metrics.horizontalAdvance(row.label) for row in held.rows), 0) + pad
        first = min(needed, max(theme().px(110), room * 2 // 5))
        number = metrics.horizontalAdvance(f"{max((row.total for row in held.rows), default=0):,}")
        headings = [str(held.headerData(column, Qt.Orientation.Horizontal) or "") for column in range(1, columns)]
        widths = [first, *(max(theme().px(56), max(number, bold.horizontalAdvance(w)) + pad) for w in headings)]
        if held.as_table and sum(widths) > room:
            # Headings of several words stand in several lines before the numbers scroll.
            longest = (max((bold.horizontalAdvance(part) for part in w.split(" ")), default=0) for w in headings)
            widths[1:] = [max(theme().px(56), max(number, word) + theme().px(_CLOSE)) for word in longest]
        if not held.as_table:
            widths[1] = max(theme().px(80), room - first - widths[2])
        elif (spare := room - sum(widths)) < 0:
            # The numbers scroll rather than that nobody can read what they count.
            widths[0] = max(min(first, theme().px(220)), first + spare)
        else:
            widths[0] = min(needed, first + spare)
            share = max(0, room - sum(widths)) // max(1, columns - 1)
            widths[1:] = [width + share for width in widths[1:]]
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self._stand(widths)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._spread()

    def link_at(self, index: Index, x: float) -> Link | None:
        """What a click at `x` leads to: the part of a bar, or the number of a cell."""
        held = self.held
        if held.as_table or index.column() != 1:
            return held.link(index)
        row = held.rows[index.row()]
        option = QStyleOptionViewItem()
        option.rect = self.visualRect(index)
        for number, room in segments(row, held.most, bar_room(option)):
            if room.left() <= x < room.right():
                return row.links[number]
        return None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._choose(self.link_at(index, event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        leads = index.isValid() and self.link_at(index, event.position().x()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._choose(self.held.link(self.currentIndex()))
            return
        super().keyPressEvent(event)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The part of a bar under the mouse is told in words."""
        if isinstance(event, QHelpEvent) and self.held.chart is not None:
            index = self.indexAt(event.pos())
            if index.isValid() and not self.held.as_table and index.column() == 1:
                QToolTip.showText(event.globalPos(), told(self.held.chart, self.held.rows[index.row()]), self)
                return True
        return super().viewportEvent(event)

    def _choose(self, link: Link | None) -> None:
        if link is not None:
            self.chosen.emit(link)


class ChartCard(QFrame):
    """Title, what it shows in a sentence, legend, bars or table, and the button that turns one into the other."""

    chosen = Signal(object)
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.chart: Chart | None = None
        self._rows: Sequence[Row] = ()
        self._told: object = None
        self.as_table = False
        self.title = label("section", parent=self)
        self.turn: QPushButton = button("link", self._turn, self)
        self.alt, self.note, self.none = (label("quiet", parent=self) for _n in range(3))
        self.table = ChartTable(self)
        self.table.chosen.connect(self.chosen)
        self.legend = QWidget(self)
        self._legend = Flow(self.legend, 4)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignTop)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(*[theme().px(16)] * 4)
        self.column.setSpacing(theme().px(8))
        self.column.addLayout(head)
        for part in (self.alt, self.none, self.legend, self.table, self.note):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_chart(self, chart: Chart, *, as_table: bool) -> None:
        """Show a chart, as bars or as a table."""
        self.chart, self._rows = chart, chart.rows
        self.as_table = as_table
        self._show()

    def _turn(self) -> None:
        self.as_table = not self.as_table
        self._show()
        self.turned.emit()

    def _show(self) -> None:
        chart = self.chart
        if chart is None:
            return
        self.title.setText(chart.title)
        self.alt.setText(chart.alt)
        self.note.setText(chart.note)
        self.none.setText(chart.empty)
        self.turn.setText(_("Show as a chart") if self.as_table else _("Show as a table"))
        self.turn.setAccessibleName(f"{self.turn.text()}: {chart.title}")
        there = bool(chart.rows)
        for part, shown in (
            (self.turn, there),
            (self.alt, there),
            (self.legend, there and not self.as_table),
            (self.table, there),
            (self.note, there and bool(chart.note)),
            (self.none, not there),
        ):
            part.setVisible(shown)
        if there:
            self.table.show_chart(chart, self._rows, as_table=self.as_table)
            self._show_legend(chart)

    def _show_legend(self, chart: Chart) -> None:
        """Made anew where another word, number or colour is to be seen: widgets are dear."""
        worn = theme()
        told = (worn.palette, worn.zoom, chart.parts)
        if told == self._told:
            return
        self._told = told
        empty(self._legend)
        for part in chart.parts:
            words = part.label if part.total is None else f"{part.label} {part.total:,}"
            link = part.link if part.total else None
            if link is None:
                sample = label("quiet", wrap=False)
                sample.setPixmap(ink.swatch(part.ink))
                self._legend.addWidget(joined(sample, label("quiet", words, wrap=False)))
                continue
            each = button("link", partial(self.chosen.emit, link), self.legend)
            # The sign of the icon stands apart from the words.
            each.setText(f" {words}")
            each.setAccessibleName(f"{chart.title}: {words}")
            each.setIcon(ink.swatch(part.ink))
            each.setIconSize(QSize(theme().px(14), theme().px(14)))
            self._legend.addWidget(each)
        follow_layout(self)

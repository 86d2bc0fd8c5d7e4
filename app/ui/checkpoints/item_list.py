"""An item's checkpoints in a list: what was answered at this site, and what is still to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QTextLayout
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.grades import Verdict
from app.domain.progress import Place
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.ui.checkpoints.reading import ListReading
from app.ui.checkpoints.rows import Filters, Row, Show, marks, rows_at
from app.ui.checkpoints.verdicts import draw_glyph
from app.ui.session import Session
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, tokens_line
from app.ui.widgets.spaced import spaced
from app.ui.words import verdict_word

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_ROW = Qt.ItemDataRole.UserRole


class Rows(QAbstractListModel):
    """The rows that the filter lets through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def put(self, rows: Sequence[Row]) -> None:
        """Show other rows."""
        if list(rows) != self.rows:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row, or the sentence of it."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            question = row.checkpoint.question.in_language(current_language())
            return listed([verdict_word(row.verdict), row.checkpoint.id, question, *marks(row)])
        return None


class RowPainter(QStyledItemDelegate):
    """A row: glyph and word of the verdict, id, question on as many lines as it needs, marks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As high as the question."""
        row = index.data(_ROW)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        if not isinstance(row, Row):
            return QSize(width, theme().px(tokens.ROW))
        _question, height = self._question(row, self._room(width))
        return QSize(width, theme().px(12 + 24 + 8) + round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(_ROW)
        if not isinstance(row, Row):
            return
        px, box = theme().px, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, theme().colour("accent_ground"))
            painter.fillRect(QRect(box.left(), box.top(), px(3), box.height()), theme().colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, theme().colour("ground"))
        painter.setPen(theme().colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        tone = theme().colour(tokens.TONE[row.verdict])
        left, top = box.left() + px(16), box.top() + px(12)
        line = Qt.AlignmentFlag.AlignVCenter
        draw_glyph(painter, row.verdict, QRectF(left, top + px(2), px(16), px(16)), tone, px(2))
        painter.setFont(theme().font(tokens.QUIET, bold=row.verdict is not Verdict.UNANSWERED))
        painter.setPen(tone)
        word = QRect(left + px(24), top, self._indent(), px(20))
        painter.drawText(word, line | Qt.AlignmentFlag.AlignLeft, verdict_word(row.verdict))
        painter.setFont(theme().font(tokens.QUIET))
        painter.setPen(theme().colour("quiet"))
        start, room = box.left() + self._indent(), self._room(box.width())
        head = QRect(start, top, room, px(20))
        painter.drawText(head, line | Qt.AlignmentFlag.AlignLeft, row.checkpoint.id)
        if said := marks(row):
            if row.copied or row.stale or row.unproven or row.challenged:
                painter.setPen(theme().colour("partly"))
            painter.drawText(head, line | Qt.AlignmentFlag.AlignRight, "   ".join(said))
        painter.setPen(theme().colour("text"))
        question, _height = self._question(row, room)
        question.draw(painter, QPointF(start, top + px(24)))
        painter.restore()

    def _indent(self) -> int:
        """Where ids and questions begin: behind the longest verdict."""
        metrics = QFontMetrics(theme().font(tokens.QUIET, bold=True))
        longest = max(metrics.horizontalAdvance(verdict_word(verdict)) for verdict in Verdict)
        return theme().px(16 + 24 + 24) + longest

    def _room(self, width: int) -> int:
        return max(theme().px(120), min(width - self._indent() - theme().px(16), theme().px(tokens_line() * 2)))

    def _question(self, row: Row, width: int) -> tuple[QTextLayout, float]:
        return spaced(row.checkpoint.question.in_language(current_language()), theme().font(tokens.BASE), width)


class RowList(QListView):
    """The rows; `opened` by Enter, click or double click."""

    opened = Signal(QModelIndex)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(RowPainter(self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(self.opened)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class ItemList(QWidget):
    """The landing view of an item at the chosen site. `chosen` carries the id of a checkpoint."""

    chosen = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._item = ""
        self._rows: list[Row] = []
        self._reading: ListReading | None = None
        self._challenged: Mapping[Place, int] | None = None
        self.place = label("quiet", parent=self)
        self.title = label("title", parent=self)
        self.model = Rows(self)
        self.view = RowList(self)
        self.view.setModel(self.model)
        self.view.opened.connect(self._open)
        self.empty = label("quiet", parent=self)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.filters = Filters(self)
        self.filters.chosen.connect(self._filter)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.place)
        self._column.addWidget(self.title)
        self._column.addSpacing(theme().px(4))
        self._column.addWidget(self.filters)
        self._column.addSpacing(theme().px(4))
        self._column.addWidget(self.view, 1)
        self._column.addWidget(self.empty, 1)
        self.dress()

    @property
    def item(self) -> str:
        """The item that is shown."""
        return self._item

    @property
    def show_only(self) -> Show:
        """The filter that is chosen."""
        return self.filters.show_only

    def show_item(self, item: str, show: Show = Show.ALL) -> None:
        """Show another item."""
        self._item = item
        self.filters.choose(show)
        self.refresh()
        if self.model.rowCount() and not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0))

    def know(self, reading: ListReading) -> None:
        """What was read of evidence and copies."""
        self._reading = reading
        self.refresh()

    def ask_back(self, challenged: Mapping[Place, int]) -> None:
        """What was read of challenges: how many at each place nobody has replied to."""
        self._challenged = challenged
        self.refresh()

    def refresh(self) -> None:
        """Read answers anew."""
        session = self._session
        places = [session.place(c) for c in session.outline.checkpoints if c.item == self._item]
        self._rows = rows_at(session, places, self._reading, self._challenged)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        session, language = self._session, current_language()
        if self._item:
            item = session.catalogue.item(self._item)
            element = next(e for e in session.catalogue.elements if e.id == item.element)
            number = element.id[1:] or element.id
            site = session.site_name(session.site)
            where = f"{number} {element.title.in_language(language)}"
            self.place.setText(f"{where}   {_('Site: {name}').format(name=site)}" if site else where)
            head = f"({item.number}) " if item.number else ""
            self.title.setText(head + item.title.in_language(language))
        self.filters.count(self._rows, known=self._reading is not None, asked=self._challenged is not None)
        self.view.setAccessibleName(_("Checkpoints of {item}").format(item=self.title.text()))
        self._filter()

    def dress(self) -> None:
        """Take on the present zoom."""
        margin = theme().px(24)
        self._column.setContentsMargins(margin, theme().px(20), margin, margin)
        self._column.setSpacing(theme().px(8))
        self.view.doItemsLayout()

    def _filter(self) -> None:
        current = self.view.currentIndex().data(_ROW)
        self.model.put([row for row in self._rows if row.belongs(self.show_only)])
        if isinstance(current, Row):
            ids = [row.checkpoint.id for row in self.model.rows]
            if current.checkpoint.id in ids:
                self.view.setCurrentIndex(self.model.index(ids.index(current.checkpoint.id)))
        self.view.setVisible(bool(self.model.rows))
        self.empty.setVisible(not self.model.rows)
        self.empty.setText(
            _("No checkpoint of this item is left under this filter.")
            if self._rows
            else _("This audit asks nothing under this item.")
        )
        self.view.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        row = index.data(_ROW)
        if isinstance(row, Row):
            self.chosen.emit(row.checkpoint.id)

"""Tables of things that are all in memory: findings, measures, systems. Ledgers have their own, which hold ids."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.ui.style import tokens
from app.ui.style.theme import theme

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_LEAST = 200
"""Pixels at 100 % that a column without a width keeps, however many stand beside it."""
_PADDING = 26
"""Pixels at 100 % that a cell keeps beside its text."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column(Generic[T]):
    """One column. `title` is asked anew at each change of language; `width` is in pixels at 100 %, 0 takes the rest.

    `order` gives what is sorted by, the text where there is none; `tone` the colour token of the text, `tip` the tool
    tip (the text itself where there is none). A `whole` column is never cut: it grows to its widest text. `same` gives
    what the text is made of: of tens of thousands of rows those that are the same in it are put into words once.
    """

    title: Callable[[], str]
    text: Callable[[T], str]
    width: int = 0
    order: Callable[[T], Any] | None = None
    tone: Callable[[T], str] | None = None
    tip: Callable[[T], str] | None = None
    right: bool = False
    whole: bool = False
    same: Callable[[T], Hashable] | None = None

    def texts(self, rows: Sequence[T]) -> set[str]:
        """The texts of rows, each once."""
        return set(self._by_same(self.same, rows).values()) if self.same is not None else set(map(self.text, rows))

    def sorted_by(self, rows: Sequence[T]) -> Callable[[T], Any]:
        """What these rows are sorted by."""
        if self.order is not None or self.same is None:
            return self.order or self.text
        same, texts = self.same, self._by_same(self.same, rows)
        # Numbers are compared in a fraction of the time.
        rank = {text: number for number, text in enumerate(sorted(set(texts.values())))}
        ranks = {of: rank[text] for of, text in texts.items()}
        return lambda row: ranks[same(row)]

    def _by_same(self, same: Callable[[T], Hashable], rows: Sequence[T]) -> dict[Hashable, str]:
        return {of: self.text(row) for of, row in dict(zip(map(same, rows), rows, strict=True)).items()}


class Listing(QAbstractTableModel, Generic[T]):
    """Rows of one kind under columns; sorted here, filtered by whoever sets the rows. `key` tells a row from others."""

    def __init__(self, columns: Sequence[Column[T]], key: Callable[[T], Hashable]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key
        self.rows: list[T] = []
        self._sorted: tuple[int, Qt.SortOrder] | None = None

    def set_rows(self, rows: Iterable[T]) -> None:
        """Show other rows, in the order chosen."""
        self.beginResetModel()
        self.rows = list(rows)
        self._arrange()
        self.endResetModel()

    def at(self, index: Index) -> T:
        """The row of an index."""
        return self.rows[index.row()]

    def find(self, key: Hashable) -> int:
        """The number of the row with that key, -1 when it is not shown."""
        return next((n for n, row in enumerate(self.rows) if self.key(row) == key), -1)

    def retitle(self) -> None:
        """The language was switched."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(self.columns) - 1))

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many rows."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, colour, side and tool tip of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            # A line break would make the first line the only one that is seen.
            return " ".join(column.text(row).split("\n"))
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tip or column.text)(row) or None
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None and (tone := column.tone(row)):
            return theme().colour(tone)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The title of a column."""
        if orientation is Qt.Orientation.Horizontal and section < len(self.columns):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.columns[section].title()
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if self.columns[section].right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 leaves the rows as they are given."""
        self._sorted = (column, order) if column >= 0 else None
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        # They are the same rows, only elsewhere; asking for their keys takes long where there are many.
        held = [self.rows[i.row()] for i in before]
        self._arrange()
        wanted = {id(row) for row in held}
        place = {id(row): n for n, row in enumerate(self.rows) if id(row) in wanted} if held else {}
        self.changePersistentIndexList(
            before, [self.index(place[id(row)], i.column()) for row, i in zip(held, before, strict=True)]
        )
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        if self._sorted is not None:
            key = self.columns[self._sorted[0]].sorted_by(self.rows)
            self.rows.sort(key=key, reverse=self._sorted[1] is Qt.SortOrder.DescendingOrder)


class ListTable(QTableView):
    """A table over a `Listing`: whole rows, no vertical lines, header that sorts. `picked` is emitted when another row
    becomes current, `opened` when one is opened (Enter, double click)."""

    picked = Signal()
    opened = Signal()

    def __init__(self, model: Listing[Any], parent: QWidget | None = None, *, several: bool = False) -> None:
        super().__init__(parent)
        self.listing = model
        self._yielding: tuple[int, ...] = ()
        self._wanted = 0
        self._sizes: dict[int, int] = {}
        model.setParent(self)
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        # Painted, the header asks of each column whether it is selected, row by row; ours never shows it.
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.selectionModel().currentRowChanged.connect(lambda now, before: self._moved(now))
        self.doubleClicked.connect(lambda index: self.opened.emit())
        model.headerDataChanged.connect(lambda *changed: self.fit())
        theme().changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Rows and columns at the present zoom."""
        self.verticalHeader().setDefaultSectionSize(theme().px(tokens.ROW))
        header = self.horizontalHeader()
        header.setMinimumSectionSize(theme().px(40))
        metrics = QFontMetrics(theme().font(tokens.QUIET, bold=True))
        for number, column in enumerate(self.listing.columns):
            header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
            title = metrics.horizontalAdvance(column.title()) + theme().px(28)
            self._sizes[number] = max(title, theme().px(column.width or _LEAST), self._widest(column))
            header.resizeSection(number, self._sizes[number])
        self._stretch()

    def _widest(self, column: Column[Any]) -> int:
        """Pixels that the widest text of a whole column wants; 0 for the others."""
        if not column.whole:
            return 0
        metrics = QFontMetrics(theme().font())
        texts = column.texts(self.listing.rows)
        return max((metrics.horizontalAdvance(text) for text in texts), default=0) + theme().px(_PADDING)

    def current_key(self) -> Hashable | None:
        """The key of the current row."""
        index = self.currentIndex()
        return self.listing.key(self.listing.at(index)) if index.isValid() else None

    def selected(self) -> list[Any]:
        """The rows that are selected, from above."""
        return [self.listing.rows[n] for n in sorted(self._numbers())]

    def selected_count(self) -> int:
        """How many rows are selected."""
        return len(self._numbers())

    def put(self, rows: Iterable[Any]) -> None:
        """Show other rows; what was current and selected stays so where it is still there."""
        key = self.current_key()
        chosen = {self.listing.key(row) for row in self.selected()}
        self.selectionModel().blockSignals(True)
        try:
            self.listing.set_rows(rows)
            if key is not None and (number := self.listing.find(key)) >= 0:
                self._go_to(self.listing.index(number, 0))
            if len(chosen) > 1:
                self._select([n for n, row in enumerate(self.listing.rows) if self.listing.key(row) in chosen])
        finally:
            self.selectionModel().blockSignals(False)
        self._grow()
        self.viewport().update()
        if key is not None and self.current_key() != key:
            self.picked.emit()

    def choose(self, key: Hashable) -> bool:
        """Make the row with that key current; False when it is not shown."""
        number = self.listing.find(key)
        if number < 0:
            return False
        index = self.listing.index(number, 0)
        self._go_to(index)
        self.scrollTo(index)
        return True

    def _go_to(self, index: QModelIndex) -> None:
        # The view's own way goes by the keys that are held: with Ctrl, as in a shortcut, it would add to the selection.
        select = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter opens the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The column without a width takes what room there is."""
        super().resizeEvent(event)
        self._stretch()

    def _numbers(self) -> set[int]:
        # By ranges: asking row by row takes half a second for ten thousand.
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        return {number for each in ranges for number in range(each.top(), each.bottom() + 1)}

    def _select(self, numbers: Sequence[int]) -> None:
        """Select these rows, given from above, as few ranges."""
        selection = QItemSelection()
        last = len(self.listing.columns) - 1
        first = 0
        for place, number in enumerate(numbers):
            if place + 1 == len(numbers) or numbers[place + 1] != number + 1:
                top = self.listing.index(numbers[first], 0)
                selection.append(QItemSelectionRange(top, self.listing.index(number, last)))
                first = place + 1
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.Select)

    def _grow(self) -> None:
        """Other rows may be wider than those before."""
        header = self.horizontalHeader()
        wanted = {n: self._widest(column) for n, column in enumerate(self.listing.columns) if column.whole}
        grown = {n: width for n, width in wanted.items() if width > (header.sectionSize(n) or self._sizes[n])}
        self._sizes |= grown
        for number, width in grown.items():
            header.resizeSection(number, width)
        if grown:
            self._stretch()

    def give_way(self, numbers: Sequence[int], least: int) -> None:
        """Leave columns out, the first one first, where the sentence has less than `least` pixels at 100 %; what they
        say is told elsewhere."""
        self._yielding, self._wanted = tuple(numbers), least
        self._stretch()

    def hide_columns(self, numbers: Collection[int]) -> None:
        """Leave these columns out, because they are told elsewhere; the rest of the room goes to the sentence."""
        for number in range(len(self.listing.columns)):
            self.setColumnHidden(number, number in numbers)
        self._stretch()

    def _yield(self) -> None:
        """Show as many of the columns that give way as there is room for."""
        kept = [n for n, column in enumerate(self.listing.columns) if column.width and n not in self._yielding]
        room = self.viewport().width() - theme().px(self._wanted) - sum(self._sizes[n] for n in kept)
        for number in reversed(self._yielding):
            room -= self._sizes[number]
            # None that matters less is shown instead.
            self.setColumnHidden(number, room < 0)

    def _stretch(self) -> None:
        header = self.horizontalHeader()
        if self._yielding:
            self._yield()
        for number, column in enumerate(self.listing.columns):
            if not column.width:
                others = header.length() - header.sectionSize(number)
                header.resizeSection(number, max(theme().px(_LEAST), self.viewport().width() - others))

    def _moved(self, now: QModelIndex) -> None:
        if now.isValid():
            self.picked.emit()

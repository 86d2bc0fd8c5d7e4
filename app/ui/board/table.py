"""The table of the board: cells chosen with mouse and keys, whole rows and columns by their headers."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.domain.grades import Verdict
from app.domain.progress import Place
from app.services.board import Board, Shown
from app.ui.board import cells
from app.ui.board.cells import CellDelegate
from app.ui.board.headers import LEAST_NAMES, NAMES, BoardHeader
from app.ui.board.model import BoardModel
from app.ui.style.theme import theme

_SIDE_BY_SIDE = 104
"""Pixels at 100 % of a column that has the name of a site."""
_KEYS = {
    Qt.Key.Key_1: Verdict.CONFORMING,
    Qt.Key.Key_2: Verdict.PARTLY,
    Qt.Key.Key_3: Verdict.NONCONFORMING,
    Qt.Key.Key_4: Verdict.NOT_APPLICABLE,
}
_SELECT = QItemSelectionModel.SelectionFlag


class BoardTable(QTableView):
    """`opened` carries the place of a cell (Enter, double click), `answered` the verdict of a key, `chosen` is emitted
    when other cells are chosen, `menu_wanted` carries where."""

    opened = Signal(object)
    answered = Signal(object)
    chosen = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cells = BoardModel(self)
        self.setModel(self.cells)
        self.setItemDelegate(CellDelegate(self.cells, self))
        self._headers = [
            BoardHeader(orientation, self.cells, self)
            for orientation in (Qt.Orientation.Horizontal, Qt.Orientation.Vertical)
        ]
        self.setHorizontalHeader(self._headers[0])
        self.setVerticalHeader(self._headers[1])
        for header in self._headers:
            header.apart()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_changed: self.chosen.emit())
        theme().changed.connect(self.fit)
        self.fit()

    def show_board(self, board: Board, shown: Shown, *, turned: bool) -> None:
        """Put other cells on; what was chosen and current stays where it is still shown."""
        current = self.cells.place(self.currentIndex())
        if self.cells.show(board, shown, turned=turned):
            return
        self.fit()
        index = self.cells.index_of(current) if current else self.cells.index(0, 0)
        if not index.isValid():
            index = self.cells.index(0, 0)
        if index.isValid():
            self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
            self.scrollTo(index)
        self.chosen.emit()

    def fit(self) -> None:
        """Take on the present zoom."""
        worn = theme()
        across = _SIDE_BY_SIDE if self.cells.turned else cells.WIDTH
        self.verticalHeader().setDefaultSectionSize(worn.px(cells.HEIGHT))
        self.horizontalHeader().setMinimumSectionSize(worn.px(24))
        self.horizontalHeader().setDefaultSectionSize(worn.px(across))
        self._spread()

    def height_of(self, rows: int) -> int:
        """Pixels that the headers, so many rows, and the scroll bar below them take."""
        bar = self.horizontalScrollBar().sizeHint().height()
        head = self.horizontalHeader().sizeHint().height()
        return head + rows * theme().px(cells.HEIGHT) + bar + 2 * self.frameWidth()

    def _spread(self) -> None:
        """The names take no more than two fifths of the room."""
        room = max(theme().px(LEAST_NAMES), self.width() * 2 // 5)
        self.verticalHeader().setFixedWidth(min(theme().px(NAMES), room))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """There is another room for the names."""
        super().resizeEvent(event)
        self._spread()

    def places(self) -> list[Place]:
        """The places that are chosen."""
        return self.cells.places(self.selectionModel().selection())

    def choose(self, place: Place) -> bool:
        """Make the cell of a place the current and only chosen one; False where it is not shown."""
        index = self.cells.index_of(place)
        if index.isValid():
            # Said outright: what the view would make of it depends on the keys that are held down.
            self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect)
            self.scrollTo(index)
        return index.isValid()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """1–4 answer, Enter opens, Ctrl+Space and Shift+Space choose whole columns and rows."""
        key, plain = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain == Qt.KeyboardModifier.NoModifier and key in _KEYS:
            self.answered.emit(_KEYS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain == Qt.KeyboardModifier.NoModifier:
            self._open(self.currentIndex())
        elif key == Qt.Key.Key_Space and plain == Qt.KeyboardModifier.ControlModifier:
            self._widen(_SELECT.Columns)
        elif key == Qt.Key.Key_Space and plain == Qt.KeyboardModifier.ShiftModifier:
            self._widen(_SELECT.Rows)
        else:
            super().keyPressEvent(event)

    def _widen(self, flag: QItemSelectionModel.SelectionFlag) -> None:
        """Choose all of the rows, or columns, in which something is chosen; the current cell stays where it is."""
        current, chosen = self.currentIndex(), self.selectionModel()
        if current.isValid():
            marked = chosen.selection()
            if not marked.count():
                marked.select(current, current)
            chosen.select(marked, _SELECT.ClearAndSelect | flag)
            chosen.setCurrentIndex(current, _SELECT.NoUpdate)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done with the chosen cells; by the keyboard beside the current one."""
        at = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(at)

    def _open(self, index: QModelIndex) -> None:
        if place := self.cells.place(index):
            self.opened.emit(place)

"""A table whose rows can be ticked: with the mouse on the box, with the space bar on the row, all at once above."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.widgets.listing import Column, Index, Listing, ListTable

T = TypeVar("T")


class CheckListing(Listing[T]):
    """Ticks stay with their row when rows are sorted; a row that is filtered away is ticked no more."""

    ticked_changed = Signal()

    def __init__(self, columns: Sequence[Column[T]], key: Any) -> None:
        super().__init__(columns, key)
        self._ticked: set[Hashable] = set()
        self.frozen = False

    def ticked(self) -> list[T]:
        """The rows that are ticked, from above."""
        if len(self._ticked) in (0, len(self.rows)):
            return list(self.rows) if self._ticked else []
        keys = map(self.key, self.rows)
        return [row for row, key in zip(self.rows, keys, strict=True) if key in self._ticked]

    def tick(self, rows: Iterable[T], on: bool) -> None:
        """Tick rows that are shown, or take their ticks away."""
        keys = set(map(self.key, rows))
        self._ticked = self._ticked | keys if on else self._ticked - keys
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 0))
        self.ticked_changed.emit()

    def set_rows(self, rows: Iterable[T]) -> None:
        """Show other rows."""
        super().set_rows(rows)
        left = self._ticked and self._ticked.intersection(map(self.key, self.rows))
        if left != self._ticked:
            self._ticked = left
            self.ticked_changed.emit()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As `Listing`, with the tick in the first column."""
        if role == Qt.ItemDataRole.CheckStateRole and index.isValid() and index.column() == 0:
            ticked = index.row() < len(self.rows) and self.key(self.at(index)) in self._ticked
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return super().data(index, role)

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Tick a row with the mouse."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid() or index.column() != 0:
            return False
        self.tick([self.at(index)], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The first column can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 and not self.frozen else flags


class CheckTable(ListTable):
    """The space bar ticks the rows that are selected, or takes their ticks away."""

    def __init__(self, model: CheckListing[Any], parent: QWidget | None = None) -> None:
        super().__init__(model, parent, several=True)
        self.checks = model

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Tick with the space bar."""
        if event.key() == Qt.Key.Key_Space and self.selected_count() and not self.checks.frozen:
            rows = self.selected()
            ticked = {self.checks.key(row) for row in self.checks.ticked()}
            self.checks.tick(rows, not all(self.checks.key(row) in ticked for row in rows))
        else:
            super().keyPressEvent(event)

"""The history as a table: as many rows as there are entries, fetched a window at a time when they are painted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from app.domain.history import Entry
from app.i18n import gettext as _
from app.services import safekeeping
from app.services.ports import HistoryQuery
from app.ui.history.words import act_word, forms_of, moment_word, names_of, summary
from app.ui.session import Session
from app.ui.widgets.where import where_word

Index = QModelIndex | QPersistentModelIndex
WINDOW = 200
_KEPT = 12
_TOP = QModelIndex()
NUMBER, WHEN, WHO, ACT, WHERE, WHAT = range(6)


class HistoryModel(QAbstractTableModel):
    """Entries, the newest first. `filled` is emitted when a window came, `refused` with an error when it did not."""

    filled = Signal()
    refused = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._query = HistoryQuery()
        self._windows: dict[int, tuple[Entry, ...]] = {}
        self._asked: set[int] = set()
        self._count = 0
        self._round = 0

    def ask(self, query: HistoryQuery) -> None:
        """Show the entries that match, read anew."""
        self._query = query
        self._round += 1
        self._asked = set()
        self._want(0, self._begin)

    def entry(self, row: int) -> Entry | None:
        """The entry of a row; None while it is being fetched."""
        window = self._windows.get(row // WINDOW)
        place = row % WINDOW
        return window[place] if window is not None and place < len(window) else None

    def retitle(self) -> None:
        """The language was switched."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, WHAT)
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, WHAT))

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        return 0 if parent.isValid() else WHAT + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.TextAlignmentRole):
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() == NUMBER else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        entry = self.entry(index.row())
        if entry is None:
            self._want(index.row() // WINDOW, self._fill)
            return "…" if index.column() == NUMBER else None
        return _cell(entry, index.column(), self._session)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == NUMBER else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (_("No."), _("Date and time"), _("By whom"), _("Act"), _("Place"), _("What changed"))[section]

    def _want(self, window: int, home: Callable[[int, int, tuple[tuple[Entry, ...], int]], None]) -> None:
        if window in self._asked:
            return
        self._asked.add(window)
        desk, query = self._session.desk, self._query
        self._session.tasks.read(
            lambda: safekeeping.history(desk, query, window * WINDOW, WINDOW),
            partial(home, self._round, window),
            self.refused.emit,
            owner=self,
        )

    def _begin(self, round_: int, window: int, answer: tuple[tuple[Entry, ...], int]) -> None:
        if round_ != self._round:
            return
        self.beginResetModel()
        self._windows = {window: answer[0]}
        self._asked = {window}
        self._count = answer[1]
        self.endResetModel()
        self.filled.emit()

    def _fill(self, round_: int, window: int, answer: tuple[tuple[Entry, ...], int]) -> None:
        if round_ != self._round:
            return
        self._windows[window] = answer[0]
        while len(self._windows) > _KEPT:
            oldest = next(iter(self._windows))
            del self._windows[oldest]
            self._asked.discard(oldest)
        first = window * WINDOW
        self.dataChanged.emit(self.index(first, 0), self.index(min(first + WINDOW, self._count) - 1, WHAT))
        self.filled.emit()


def _cell(entry: Entry, column: int, session: Session) -> str:
    if column == NUMBER:
        return f"{entry.seq:,}"
    if column == WHEN:
        return moment_word(entry.at)
    if column == WHO:
        return entry.by
    if column == ACT:
        return act_word(entry.event.act)
    if column == WHERE:
        return where_word(session, entry.event.checkpoint, entry.event.site)
    return summary(entry, names_of(session), forms_of(session))

"""The model of the board: what a filter leaves of the cells, sites below each other or side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QItemSelection,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.domain.catalogue import Checkpoint
from app.domain.progress import Place, Tally
from app.i18n import current_language
from app.services.board import BLANK, Board, Shown
from app.ui.board.words import cell_words, site_word, tally_words

Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


class Look(NamedTuple):
    """Code and marks of a cell (`app.services.board`), the code of its review, and whether it was not looked for."""

    code: int
    mark: int
    state: int
    dim: bool


class BoardModel(QAbstractTableModel):
    """Rows are sites and columns checkpoints, or with `turned` the other way round."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.board: Board | None = None
        self.shown = Shown((), ())
        self.turned = False
        self._tallies: dict[tuple[bool, int], Tally] = {}

    def show(self, board: Board, shown: Shown, *, turned: bool) -> bool:
        """Show other cells; whether rows and columns stayed the same ones, so that what was chosen is still there."""
        same = (
            self.board is not None
            and (shown.rows, shown.columns, turned) == (self.shown.rows, self.shown.columns, self.turned)
            and (board.sites, board.checkpoints) == (self.board.sites, self.board.checkpoints)
        )
        if same and self.board is not None:
            changed = _changed(self.board, board) if shown.hits == self.shown.hits else _all(board)
            self.board, self.shown = board, shown
            self._tallies.clear()
            self._tell(*changed)
            return True
        self.beginResetModel()
        self.board, self.shown, self.turned = board, shown, turned
        self._tallies.clear()
        self.endResetModel()
        return False

    def _tell(self, rows: set[int], columns: set[int]) -> None:
        """Let views paint the cells and headers that have changed, and no others."""
        down = [n for n, row in enumerate(self.shown.rows) if row in rows]
        across = [n for n, column in enumerate(self.shown.columns) if column in columns]
        if not down or not across:
            return
        if self.turned:
            down, across = across, down
        self.dataChanged.emit(self.index(down[0], across[0]), self.index(down[-1], across[-1]))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, down[0], down[-1])
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, across[0], across[-1])

    # --- where things are ---------------------------------------------------------------------------------------------

    def cell(self, index: Index) -> tuple[int, int]:
        """Row and column of the board."""
        row, column = (index.column(), index.row()) if self.turned else (index.row(), index.column())
        return self.shown.rows[row], self.shown.columns[column]

    def place(self, index: Index) -> Place | None:
        """Checkpoint and site of a cell; None where nothing is asked."""
        if self.board is None or not index.isValid():
            return None
        row, column = self.cell(index)
        return self.board.place(row, column) if self.board.asked(row, column) else None

    def index_of(self, place: Place) -> QModelIndex:
        """The cell of a place; an invalid index where it is not shown."""
        if self.board is not None and place[1] in self.board.sites:
            row = self.board.sites.index(place[1])
            column = next((n for n, c in enumerate(self.board.checkpoints) if c.id == place[0]), -1)
            if row in self.shown.rows and column in self.shown.columns:
                at = self.shown.rows.index(row), self.shown.columns.index(column)
                return self.index(*(reversed(at) if self.turned else at))
        return QModelIndex()

    def places(self, selection: QItemSelection) -> list[Place]:
        """The places in a selection, in the order of the rows shown. Where single cells are looked for only they count,
        for the others are there to be read; what was chosen among those alone counts as well."""
        if self.board is None:
            return []
        marked = dict.fromkeys(
            (row, column) for part in _parts(selection) for row in self._rows(part) for column in self._columns(part)
        )
        return places_of(self.board, self.shown, marked)

    def _rows(self, part: QItemSelectionRange) -> tuple[int, ...]:
        first, last = (part.left(), part.right()) if self.turned else (part.top(), part.bottom())
        return self.shown.rows[first : last + 1]

    def _columns(self, part: QItemSelectionRange) -> tuple[int, ...]:
        first, last = (part.top(), part.bottom()) if self.turned else (part.left(), part.right())
        return self.shown.columns[first : last + 1]

    def is_site(self, orientation: Qt.Orientation) -> bool:
        """Whether the sections of a header are sites."""
        return (orientation is Qt.Orientation.Vertical) is not self.turned

    def checkpoint(self, section: int) -> Checkpoint | None:
        """The checkpoint of a section of the header that has checkpoints."""
        if self.board is None or section >= len(self.shown.columns):
            return None
        return self.board.checkpoints[self.shown.columns[section]]

    def tally(self, orientation: Qt.Orientation, section: int) -> Tally | None:
        """Counts over a site at all checkpoints, or a checkpoint at all sites, whatever the filter leaves."""
        of_site = self.is_site(orientation)
        sections = self.shown.rows if of_site else self.shown.columns
        if self.board is None or section >= len(sections):
            return None
        # Asked for at each stroke of a painter.
        key = (of_site, sections[section])
        if key not in self._tallies:
            self._tallies[key] = self.board.row_tally(key[1]) if of_site else self.board.column_tally(key[1])
        return self._tallies[key]

    def name(self, orientation: Qt.Orientation, section: int) -> str:
        """What stands in a header: a site, or the id of a checkpoint."""
        if self.board is None:
            return ""
        if self.is_site(orientation):
            return site_word(self.board, self.shown.rows[section]) if section < len(self.shown.rows) else ""
        checkpoint = self.checkpoint(section)
        return checkpoint.id if checkpoint else ""

    # --- Qt -----------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _NONE) -> int:  # noqa: N802 - Qt's name
        """How many sites, or checkpoints."""
        return 0 if parent.isValid() else len(self.shown.columns if self.turned else self.shown.rows)

    def columnCount(self, parent: Index = _NONE) -> int:  # noqa: N802 - Qt's name
        """How many checkpoints, or sites."""
        return 0 if parent.isValid() else len(self.shown.rows if self.turned else self.shown.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words, made when they are asked for; how it looks is `look`."""
        if self.board is None or not index.isValid():
            return None
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return cell_words(self.board, *self.cell(index))
        return None

    def look(self, index: Index) -> Look | None:
        """What a cell looks like."""
        board, shown = self.board, self.shown
        if board is None:
            return None
        row, column = self.cell(index)
        at = row * len(board.checkpoints) + column
        code = board.codes[at]
        if code == BLANK:
            return None
        return Look(code, board.marks[at], board.states[at], bool(shown.hits) and not shown.hits[at])

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The name of a site or the id of a checkpoint; its question and counts as tool tip."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.name(orientation, section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            tally = self.tally(orientation, section)
            if tally is None:
                return None
            told = [self.name(orientation, section)]
            if not self.is_site(orientation) and (checkpoint := self.checkpoint(section)) is not None:
                told.append(checkpoint.question.in_language(current_language()))
            return "\n".join((*told, tally_words(tally)))
        return None


def _changed(before: Board, now: Board) -> tuple[set[int], set[int]]:
    """The rows and columns of two boards alike in which a cell is another one, or a note."""
    parts = ((before.codes, now.codes), (before.marks, now.marks), (before.states, now.states))
    other = 0
    for old, new in parts:
        other |= int.from_bytes(old, "big") ^ int.from_bytes(new, "big")
    cells, width = other.to_bytes(len(now.codes), "big"), now.width
    rows = {row for row in range(len(now.sites)) if any(cells[row * width : (row + 1) * width])}
    return rows, {column for column in range(width) if any(cells[column::width])}


def _all(board: Board) -> tuple[set[int], set[int]]:
    return set(range(len(board.sites))), set(range(board.width))


def places_of(board: Board, shown: Shown, marked: Iterable[tuple[int, int]]) -> list[Place]:
    """The places of cells, given by row and column of the board, as far as they are looked for."""
    asked = [cell for cell in marked if board.asked(*cell)]
    wanted = [cell for cell in asked if shown.hits[cell[0] * board.width + cell[1]]] if shown.hits else asked
    return [board.place(*cell) for cell in wanted or asked]


def _parts(selection: QItemSelection) -> Iterable[QItemSelectionRange]:
    return (selection.at(number) for number in range(selection.count()))

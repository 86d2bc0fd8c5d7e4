"""The problems of rows and cells as a table in which values can be set right for this import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.i18n import gettext as _
from app.i18n import mark
from app.services import ledger_problems, wording
from app.services.ledger_ports import CellProblem
from app.ui.style.theme import theme
from app.ui.wizards.ledger_import.draft import Draft

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
KIND, SHEET, ROW, COLUMN, WRITTEN, TOLD = range(6)
ALL, LEFT_OUT, CORRECTED = "", "#left_out", "#corrected"

_DATES, _NUMBERS, _WORDS, _ADDRESSES, _EXCEL, _OFFICES, _ROWS, _BY_HAND = (
    mark("Dates"), mark("Numbers of records"), mark("Words not known"), mark("Addresses"), mark("Errors of Excel"),
    mark("Offices"), mark("Whole rows"), mark("Set right by hand"),
)  # fmt: skip
_KIND_OF = {
    "key_missing": _NUMBERS,
    "key_double": _NUMBERS,
    "key_similar": _NUMBERS,
    "key_zeros": _NUMBERS,
    "key_damaged": _NUMBERS,
    "key_is_date": _NUMBERS,
    "state_unknown": _WORDS,
    "zone_unknown": _WORDS,
    "flag_unknown": _WORDS,
    "number_unclear": _WORDS,
    "months_unclear": _WORDS,
    "count_for_names": _WORDS,
    "word_unknown": _WORDS,
    "ditto_unclear": _WORDS,
    "dittos_unclear": _WORDS,
    "mac_malformed": _ADDRESSES,
    "ip_malformed": _ADDRESSES,
    "cell_error": _EXCEL,
    "cell_uncalculated": _EXCEL,
    "correction_kept": _BY_HAND,
    "correction_overruled": _BY_HAND,
    "site_filled": _OFFICES,
    "site_of_sheet": _OFFICES,
    "site_missing": _OFFICES,
    "ledger_site_not_found": _OFFICES,
    "ledger_site_left": _OFFICES,
}


_OF_MANY = frozenset({"ledger_site_not_found", "ledger_site_left", "site_filled", "site_of_sheet", "site_missing"})


def kind_of(problem: CellProblem) -> str:
    """The group (msgid) a problem is filtered by."""
    if problem.code in _KIND_OF:
        return _KIND_OF[problem.code]
    return _DATES if problem.code.startswith("date_") else _ROWS


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem, or a correction whose problem is gone since the last check; with `more` the place of so many problems
    like this one, which are listed when it is opened."""

    problem: CellProblem
    solved: bool = False
    more: int = 0

    @property
    def place(self) -> tuple[str, int, str]:
        """What a correction of it is filed under."""
        return self.problem.sheet, self.problem.row, self.problem.field

    @property
    def kept(self) -> str | None:
        """What was put in the place of this text in an earlier file, and is again unless the officer says otherwise."""
        return self.problem.values["after"] if self.problem.code == "correction_kept" else None

    @property
    def places(self) -> tuple[tuple[str, int, str], ...]:
        """All that a correction of it is filed under: it may stand for several rows."""
        problem = self.problem
        return tuple((problem.sheet, row, problem.field) for row in problem.rows or (problem.row,))

    @property
    def can_correct(self) -> bool:
        """Whether it is about cells that can be set right; what office many rows belong to is said elsewhere."""
        if self.more:
            return False
        return self.problem.row > 0 and bool(self.problem.field) and self.problem.code not in _OF_MANY


class ProblemsModel(QAbstractTableModel):
    """`corrected` is emitted when a value was set right or a correction was taken back."""

    corrected = Signal()

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._all: list[ProblemRow] = []
        self._known: dict[tuple[str, int, str], CellProblem] = {}
        self._kind = ALL
        self._opened: set[tuple[str, str]] = set()
        self.rows: list[ProblemRow] = []

    def take(self, problems: Sequence[CellProblem]) -> None:
        """Show the problems of a check, and the corrections that have solved some."""
        for problem in problems:
            row = ProblemRow(problem)
            if row.can_correct and row.place not in self._draft.corrections:
                self._known[row.place] = problem
        now = [ProblemRow(p) for p in problems]
        places = {row.place for row in now}
        solved = [
            ProblemRow(self._known[place], True)
            for place in self._draft.corrections
            if place not in places and place in self._known
        ]
        self._all = [*now, *solved]
        self._arrange()

    def kinds(self) -> dict[str, int]:
        """What can be filtered by, with how many: all, left out, the groups, corrected."""
        counts = {ALL: sum(not r.solved for r in self._all)}
        if left := sum(r.problem.rejected and not r.solved for r in self._all):
            counts[LEFT_OUT] = left
        for row in self._all:
            if not row.solved:
                kind = kind_of(row.problem)
                counts[kind] = counts.get(kind, 0) + 1
        if fixed := sum(r.place in self._draft.corrections for r in self._all):
            counts[CORRECTED] = fixed
        return counts

    def show_kind(self, kind: str) -> None:
        """Filter by a kind."""
        if kind != self._kind:
            self._kind = kind
            self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        self.rows = [row for row in self._all if self._wanted(row)]
        if self._kind == ALL:
            self.rows = self._together(self.rows)
        self.endResetModel()

    def _together(self, rows: Sequence[ProblemRow]) -> list[ProblemRow]:
        """The first of those that are alike, and in the place of the others one row that tells how many there are:
        some hundred of one kind would hide the rest."""
        alike = {id(p): group for group in ledger_problems.alike(row.problem for row in rows) for p in group}
        shown: list[ProblemRow] = []
        met: Counter[tuple[str, str]] = Counter()
        for row in rows:
            kind, count = (row.problem.code, row.problem.column), len(alike[id(row.problem)])
            if count <= ledger_problems.FIRST + 1 or kind in self._opened:
                shown.append(row)
                continue
            met[kind] += 1
            if met[kind] <= ledger_problems.FIRST:
                shown.append(row)
            elif met[kind] == ledger_problems.FIRST + 1:
                shown.append(ProblemRow(row.problem, more=count - ledger_problems.FIRST))
        return shown

    def open(self, number: int) -> bool:
        """List those that a row stands for; whether it stands for any."""
        if not 0 <= number < len(self.rows) or not self.rows[number].more:
            return False
        problem = self.rows[number].problem
        self._opened.add((problem.code, problem.column))
        self._arrange()
        return True

    def _wanted(self, row: ProblemRow) -> bool:
        if self._kind == CORRECTED:
            return row.place in self._draft.corrections
        if row.solved:
            return False
        if self._kind == LEFT_OUT:
            return row.problem.rejected
        return self._kind in (ALL, kind_of(row.problem))

    def retranslate(self) -> None:
        """The language was switched."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, TOLD)
        self._repaint()

    def _repaint(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, TOLD))

    # --- Qt's model ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many problems."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """Kind, sheet, row, column, written, sentence."""
        return 0 if parent.isValid() else TOLD + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A value of one cell can be set right."""
        flags = super().flags(index)
        if index.isValid() and index.column() == WRITTEN and self.rows[index.row()].can_correct:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words and colours of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        corrected = self._draft.corrections.get(row.place, row.kept) if row.can_correct else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row, corrected, index.column())
        if role == Qt.ItemDataRole.EditRole and index.column() == WRITTEN:
            return corrected if corrected is not None else row.problem.value
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == ROW:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == KIND:
                return theme().colour(
                    "conforming" if corrected is not None else "nonconforming" if row.problem.rejected else "partly"
                )
            if index.column() == WRITTEN and corrected is not None:
                return theme().colour("conforming")
        return None

    def _words(self, row: ProblemRow, corrected: str | None, column: int) -> str:
        problem = row.problem
        if row.more:
            told = _("{count} more like these. Enter or a double click lists them.").format(count=f"{row.more:,}")
            return {KIND: f"▸ {row.more:,}", COLUMN: problem.column, TOLD: told}.get(column, "")
        if column == KIND:
            if corrected is not None:
                return _("○ set right")
            return _("× row left out") if problem.rejected else _("△ to look at")
        if column == WRITTEN:
            written = problem.value or _("(empty)")
            return written if corrected is None else f"{written} → {corrected or _('(empty)')}"
        if column == TOLD:
            return wording.problem(problem, _)
        return {SHEET: problem.sheet, ROW: f"{problem.row:,}" if problem.row else "", COLUMN: problem.column}[column]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """Set a value right; the value as it is written takes the correction back."""
        row = self.rows[index.row()]
        if role != Qt.ItemDataRole.EditRole or index.column() != WRITTEN or not row.can_correct:
            return False
        text = str(value)
        before = self._draft.corrections.get(row.place, row.kept)
        if text == (before if before is not None else row.problem.value):
            return False
        if text == row.kept or (row.kept is None and text == row.problem.value and row.place in self._known):
            for place in row.places:
                self._draft.corrections.pop(place, None)
        else:
            self._draft.corrections.update(dict.fromkeys(row.places, text))
        self._repaint()
        self.corrected.emit()
        return True

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if orientation is not Qt.Orientation.Horizontal or section > TOLD:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            told = _("What is wrong, and what to do")
            return (_("Kind of problem"), _("Sheet"), _("Row"), _("Column"), _("Written"), told)[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == ROW else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

"""A ledger as a table that holds ids. Rows are fetched for what is painted, off the GUI thread; meanwhile a cell is
blank or shows what was there before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from app.domain.findings import Finding
from app.domain.grades import Severity
from app.domain.ledgers.form import Field, FieldType
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import ledgers, wording
from app.services.ports import StoredRecord
from app.ui.findings.words import grade
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.style.tokens import SEVERITY_GLYPH, SEVERITY_TONE

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

BLOCK = 128
"""Rows that are fetched together."""
KEPT = 6_000
"""Records that are kept, the last used ones."""
_AT_ONCE = 4

FINDINGS, SHEET, ROW = "#findings", "#sheet", "#row"
"""Columns that are no field of the form."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of the table: a field of the form or one of the columns about the row itself."""

    id: str
    field: Field | None = None

    def title(self) -> str:
        """The words of the header."""
        if self.field is not None:
            return self.field.title.in_language(current_language())
        return {FINDINGS: _("Findings"), SHEET: _("Sheet"), ROW: _("Row")}[self.id]

    @property
    def right(self) -> bool:
        """Whether it holds numbers."""
        return self.id in (ROW, FINDINGS)

    @property
    def order(self) -> str:
        """What `LedgerQuery.order` calls it; empty where SQL does not know it."""
        return {FINDINGS: "", SHEET: "sheet", ROW: "row"}.get(self.id, self.id)


def columns_of(fields: Sequence[Field]) -> tuple[TableColumn, ...]:
    """The columns of a ledger of these fields."""
    return (TableColumn(FINDINGS), *(TableColumn(f.id, f) for f in fields), TableColumn(SHEET), TableColumn(ROW))


class LedgerModel(QAbstractTableModel):
    """`arrived` is emitted when records have come that were not there or looked different."""

    arrived = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.columns: tuple[TableColumn, ...] = ()
        self.ids: Sequence[int] = ()
        self._findings: Mapping[str, tuple[Finding, ...]] = {}
        self._records: OrderedDict[int, StoredRecord] = OrderedDict()
        self._fresh: set[int] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._fetching = False
        self._generation = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._fetch)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def set_ledger(self, columns: Sequence[TableColumn], findings: Mapping[str, tuple[Finding, ...]]) -> None:
        """Show a ledger with other columns or other findings; the rows are set by `set_ids`."""
        self._findings = findings
        if tuple(columns) != self.columns:
            self.beginResetModel()
            self.columns = tuple(columns)
            self.ids = ()
            self.endResetModel()
        self._stale()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show other rows. Records already known are painted at once and fetched anew."""
        self.beginResetModel()
        self.ids = ids
        self._stale()
        self.endResetModel()

    def know(self, records: Iterable[StoredRecord]) -> None:
        """Take the records of the first rows, which were read together with these: they need not be fetched."""
        self._records.update((record.id, record) for record in records)
        known = next((n for n, i in enumerate(self.ids) if i not in self._records), len(self.ids))
        for block in range(known // BLOCK + (known == len(self.ids))):
            self._fresh.add(block)
            self._wanted.pop(block, None)

    def _stale(self) -> None:
        self._generation += 1
        self._fresh.clear()
        self._wanted.clear()

    def record(self, row: int) -> StoredRecord | None:
        """The record of a row, None while it is on its way."""
        if not 0 <= row < len(self.ids):
            return None
        block = row // BLOCK
        if block not in self._fresh:
            self._want(block)
        return self._records.get(self.ids[row])

    def findings_of(self, record: StoredRecord) -> tuple[Finding, ...]:
        """The findings of a record that are not resolved, the gravest first."""
        found = self._findings.get(record.record.match_key, ())
        return tuple(sorted(found, key=lambda f: list(Severity).index(f.severity)))

    def text(self, record: StoredRecord, column: TableColumn) -> str:
        """What a cell shows."""
        if column.id == FINDINGS:
            found = self.findings_of(record)
            return f"{SEVERITY_GLYPH[found[0].severity]} {len(found)}" if found else ""
        if column.id == ROW:
            return f"{record.record.row:,}"
        if column.id == SHEET:
            return record.record.sheet
        return field_text(record, column.field) if column.field is not None else ""

    def retranslate(self) -> None:
        """The language or the look was switched."""
        if self.columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)
            self._repaint(0, len(self.ids) - 1)

    # --- Qt's model ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many rows."""
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many columns."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, side, colour and tool tip of a cell; nothing while its record is on its way."""
        if not index.isValid() or index.row() >= len(self.ids):
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.ForegroundRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        record = self.record(index.row())
        if record is None:
            return None
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(record, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(record, column)
        return self._told(record, column)

    def _colour(self, record: StoredRecord, column: TableColumn) -> Any:
        if record.gone:
            return theme().colour("quiet")
        if column.id == FINDINGS and (found := self.findings_of(record)):
            return theme().colour(SEVERITY_TONE[found[0].severity])
        return None

    def _told(self, record: StoredRecord, column: TableColumn) -> str | None:
        """The cell in full words."""
        if column.id == FINDINGS:
            catalogue, language = self._session.catalogue, current_language()
            return "\n".join(
                f"{grade(f.severity)}: {wording.finding_title(catalogue, f, language)}"
                for f in self.findings_of(record)
            )
        text = self.text(record, column)
        return f"{text} ({_('no longer in the ledger')})" if record.gone and text else text

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles, their side, and what the field means."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.right else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole and column.field is not None:
            return column.field.help.in_language(current_language())
        return None

    # --- fetching -----------------------------------------------------------------------------------------------------

    def _want(self, block: int) -> None:
        self._wanted.pop(block, None)
        self._wanted[block] = None
        if not self._fetching and not self._soon.isActive():
            self._soon.start()

    def _fetch(self) -> None:
        """Ask for the blocks painted last; what was scrolled past is asked for when it is painted again."""
        if self._fetching or not self._wanted:
            return
        blocks = list(self._wanted)[-_AT_ONCE:]
        self._wanted.clear()
        self._fetching = True
        generation, desk = self._generation, self._session.desk
        ids = [i for block in blocks for i in self.ids[block * BLOCK : (block + 1) * BLOCK]]
        self._session.tasks.read(
            lambda: ledgers.rows(desk, ids), lambda rows: self._take(generation, blocks, rows), self._failed, self
        )

    def _take(self, generation: int, blocks: Sequence[int], rows: Sequence[StoredRecord]) -> None:
        self._fetching = False
        for row in rows:
            self._records[row.id] = row
            self._records.move_to_end(row.id)
        while len(self._records) > KEPT:
            self._records.popitem(last=False)
        if generation == self._generation:
            self._fresh.update(blocks)
            # A record that was put away is fetched again with its block.
            if len(self._fresh) * BLOCK > KEPT:
                self._fresh = set(blocks)
            for block in blocks:
                self._repaint(block * BLOCK, min((block + 1) * BLOCK, len(self.ids)) - 1)
            self.arrived.emit()
        if self._wanted or generation != self._generation:
            self._soon.start()

    def _failed(self, error: BaseException) -> None:
        self._fetching = False
        self._session.tasks.unhandled.emit(error)

    def _repaint(self, first: int, last: int) -> None:
        if first <= last and self.columns:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def field_text(record: StoredRecord, field: Field) -> str:
    """The normalised value of a field as it is read."""
    value = record.record.values.get(field.id, "")
    if field.type is FieldType.SITE:
        return value or record.record.site
    return wording.day(value, current_language()) if field.type is FieldType.DATE else value

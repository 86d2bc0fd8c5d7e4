"""The table of a ledger: sticky header, whole rows, columns that are remembered, rows that can be copied."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from app.domain.ledgers.form import FieldType
from app.i18n import gettext as _
from app.services import ledgers
from app.services.ports import StoredRecord
from app.ui.ledgers.model import FINDINGS, ROW, SHEET, LedgerModel, TableColumn
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style import tokens
from app.ui.style.theme import theme

_WIDTHS = {FINDINGS: 92, SHEET: 130, ROW: 72}
_OF_TYPE = {
    FieldType.DATE: 132,
    FieldType.MAC: 160,
    FieldType.IP: 120,
    FieldType.STATUS: 92,
    FieldType.ZONE: 92,
    FieldType.FLAG: 84,
    FieldType.COMPANY: 190,
    FieldType.LIST: 210,
}
_USUAL = 140
_BESIDE_TITLE = 28
"""Padding and sign of the order beside the title of a column."""
_FORMULA = ("=", "+", "@")
_CHUNK = 1_000
MOST_COPIED = 20_000
"""Rows that the clipboard takes at once; more of them are exported."""


class LedgerTable(QTableView):
    """`picked` carries the row that became current (-1: none), `filter_wanted` a field id to filter by,
    `copied` how many rows were put into the clipboard."""

    picked = Signal(int)
    filter_wanted = Signal(str)
    copied = Signal(int)

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._kind = ""
        self._laying = False
        self.ledger = LedgerModel(session, self)
        self.setModel(self.ledger)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        # Painting a header asks whether whole columns are selected: a walk through all rows. It shows no selection.
        header.setSelectionModel(QItemSelectionModel(self.ledger, header))
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._header_menu)
        header.sectionMoved.connect(lambda *_moved: self._remember())
        header.sectionResized.connect(lambda *_sized: self._remember())
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.picked.emit(now.row()))
        theme().changed.connect(self._fit)
        self._fit()

    # --- columns ------------------------------------------------------------------------------------------------------

    def lay_out(self, kind: str, columns: Sequence[TableColumn], held: frozenset[str]) -> None:
        """Arrange the columns of a ledger as the officer left them; at first those that hold something are shown."""
        self._kind = kind
        known = self._known()
        self._laying = True
        header = self.horizontalHeader()
        for number in range(len(columns)):
            header.moveSection(header.visualIndex(number), number)
        order = [c for c in known.get("order", []) if isinstance(c, str)]
        places = {c.id: n for n, c in enumerate(columns)}
        for wanted, identity in enumerate(c for c in order if c in places):
            header.moveSection(header.visualIndex(places[identity]), wanted)
        widths, hidden = known.get("widths", {}), known.get("hidden")
        for number, column in enumerate(columns):
            header.resizeSection(number, _room(column, widths.get(column.id)))
            empty = column.field is not None and column.id not in held
            self.setColumnHidden(number, column.id in hidden if isinstance(hidden, list) else empty)
        self._laying = False

    def put_away(self) -> None:
        """Another ledger comes: its columns are laid out when it is here, and nothing is remembered until then."""
        self._kind = ""
        self.ledger.set_ids(())
        self.mark_order("", descending=False)

    def mark_order(self, order: str, *, descending: bool) -> None:
        """Show in the header by which column the rows are ordered (`View.order`), without asking for another order."""
        header = self.horizontalHeader()
        place = next((n for n, c in enumerate(self.ledger.columns) if order in (c.order, c.id)), -1) if order else -1
        header.blockSignals(True)
        header.setSortIndicator(place, Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder)
        header.blockSignals(False)
        header.viewport().update()

    def _known(self) -> dict[str, Any]:
        try:
            known = json.loads(self._settings.text(f"ledgers/{self._kind}/columns", "{}"))
        except ValueError:
            return {}
        if not isinstance(known, dict):
            return {}
        # A damaged file costs the remembrance only.
        kinds = {"order": list, "widths": dict, "hidden": list}
        return {name: told for name, told in known.items() if isinstance(told, kinds.get(name, object))}

    def _remember(self) -> None:
        if self._laying or not self._kind:
            return
        header = self.horizontalHeader()
        columns = self.ledger.columns
        told = {
            "order": [columns[header.logicalIndex(n)].id for n in range(len(columns))],
            "widths": {
                c.id: round(self.columnWidth(n) * 100 / theme().zoom)
                for n, c in enumerate(columns)
                if not self.isColumnHidden(n)
            },
            "hidden": [c.id for n, c in enumerate(columns) if self.isColumnHidden(n)],
        }
        self._settings.put(f"ledgers/{self._kind}/columns", json.dumps(told))

    def show_column(self, number: int, shown: bool) -> None:
        """Show or hide a column; the last one stays."""
        if shown or len(self._shown()) > 1:
            self.setColumnHidden(number, not shown)
            if shown and not self.columnWidth(number):
                self.setColumnWidth(number, _room(self.ledger.columns[number]))
            self._remember()

    def reset_columns(self, held: frozenset[str]) -> None:
        """Columns as they were at first."""
        self._settings.put(f"ledgers/{self._kind}/columns", "{}")
        self.lay_out(self._kind, self.ledger.columns, held)

    def column_menu(self, menu: QMenu) -> None:
        """Fill a menu with every column and whether it is shown."""
        for number, column in enumerate(self.ledger.columns):
            action = menu.addAction(column.title())
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(number))
            action.toggled.connect(lambda shown, n=number: self.show_column(n, shown))

    def _header_menu(self, place: QPoint) -> None:
        header = self.horizontalHeader()
        number = header.logicalIndexAt(place)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if number >= 0:
            self._column_actions(menu, number)
            menu.addSeparator()
        self.column_menu(menu.addMenu(_("Columns")))
        menu.popup(header.mapToGlobal(place))

    def _column_actions(self, menu: QMenu, number: int) -> None:
        """What can be done with one column."""
        header, column = self.horizontalHeader(), self.ledger.columns[number]
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        menu.addAction(_("Sort ascending"), lambda: header.setSortIndicator(number, ascending))
        menu.addAction(_("Sort descending"), lambda: header.setSortIndicator(number, descending))
        if column.field is not None:
            menu.addAction(_("Filter by this column…"), lambda: self.filter_wanted.emit(column.id))
        menu.addAction(_("Hide this column"), lambda: self.show_column(number, False))

    def _shown(self) -> list[int]:
        """The columns on show, from the left."""
        header = self.horizontalHeader()
        order = (header.logicalIndex(n) for n in range(header.count()))
        return [n for n in order if not self.isColumnHidden(n)]

    def _fit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().px(tokens.ROW))
        self.horizontalHeader().setMinimumSectionSize(theme().px(48))
        if self.ledger.columns:
            self._laying = True
            widths = self._known().get("widths", {})
            for number, column in enumerate(self.ledger.columns):
                self.horizontalHeader().resizeSection(number, _room(column, widths.get(column.id)))
            self._laying = False
            self.ledger.retranslate()

    # --- rows ---------------------------------------------------------------------------------------------------------

    def current_id(self) -> int:
        """The id of the current record, 0 when there is none."""
        row = self.currentIndex().row()
        return self.ledger.ids[row] if 0 <= row < len(self.ledger.ids) else 0

    def put(self, ids: Sequence[int], keep: int = 0) -> None:
        """Show other rows; the record `keep` stays current where it is still shown."""
        before = self.verticalScrollBar().value()
        self.ledger.set_ids(ids)
        row = next((n for n, i in enumerate(ids) if i == keep), -1) if keep else -1
        if row >= 0:
            self._go_to(row)
            self.scrollTo(self.currentIndex())
        else:
            self.verticalScrollBar().setValue(min(before, len(ids)) if keep else 0)
            self.picked.emit(-1)

    def choose(self, row: int) -> None:
        """Make a row current."""
        self._go_to(row)

    def _go_to(self, row: int) -> None:
        # The view's own way goes by the keys that are held: with Ctrl, as in a shortcut, it would add to the selection.
        select = QItemSelectionModel.SelectionFlag
        index = self.ledger.index(row, self._first_column())
        self.selectionModel().setCurrentIndex(index, select.ClearAndSelect | select.Rows)

    def _first_column(self) -> int:
        return next(iter(self._shown()), 0)

    def selected_ids(self) -> list[int]:
        """The ids of the selected rows, from above."""
        chosen = self.selectionModel().selection()
        ranges = [chosen.at(n) for n in range(chosen.count())]
        rows = {n for r in ranges for n in range(r.top(), r.bottom() + 1)}
        return [self.ledger.ids[n] for n in sorted(rows)]

    def copy(self) -> None:
        """Put the selected rows into the clipboard, as Excel takes them, with the headings above."""
        ids = self.selected_ids()[:MOST_COPIED]
        if not ids:
            return
        columns = [self.ledger.columns[n] for n in self._shown()]
        desk, text = self._session.desk, self.ledger.text

        def records() -> Iterator[StoredRecord]:
            for start in range(0, len(ids), _CHUNK):
                yield from ledgers.rows(desk, ids[start : start + _CHUNK])

        self._session.tasks.read(
            lambda: as_tsv(columns, records(), text), lambda tsv: self._take(tsv, len(ids)), owner=self
        )

    def _take(self, tsv: str, count: int) -> None:
        QGuiApplication.clipboard().setText(tsv)
        self.copied.emit(count)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+C copies the rows, not one cell."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """What can be done with the rows, and by keyboard what the header does by mouse."""
        self.row_menu().popup(event.globalPos())

    def row_menu(self) -> QMenu:
        """A menu for the selected rows and the column of the current cell."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Copy the rows"), self.copy)
        if self.currentIndex().isValid():
            menu.addSeparator()
            self._column_actions(menu, self.currentIndex().column())
        return menu


def as_tsv(
    columns: Sequence[TableColumn], records: Iterable[StoredRecord], text: Callable[[StoredRecord, TableColumn], str]
) -> str:
    """Headings and rows with tabs between; nothing a spreadsheet would calculate."""
    lines = ["\t".join(c.title() for c in columns)]
    lines.extend("\t".join(_plain(text(r, c)) for c in columns) for r in records)
    return "\n".join(lines)


def _plain(text: str) -> str:
    flat = " ".join(text.split("\t"))
    flat = " ".join(flat.splitlines())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat


def _room(column: TableColumn, remembered: int | None = None) -> int:
    """Pixels of a column: as the officer left it, else as its values want it, and never less than its title."""
    if remembered:
        return theme().px(remembered)
    title = QFontMetrics(theme().font(tokens.QUIET, bold=True)).horizontalAdvance(column.title())
    return max(theme().px(_width(column)), title + theme().px(_BESIDE_TITLE))


def _width(column: TableColumn) -> int:
    if column.field is None:
        return _WIDTHS[column.id]
    return _OF_TYPE.get(column.field.type, _USUAL)

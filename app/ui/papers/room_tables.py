"""The two tables of the room entry form: terminals of the sheet with a result each, and those that are not on it.

Keys do what a hand on a number block does: 1, 2 and 3 enter a result and go on to the next line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.domain.room_walks import Line, Look, Seen, Since, Unlisted
from app.i18n import gettext as _
from app.services.papers import room_words
from app.ui.style import tokens
from app.ui.style.theme import theme

Index = QModelIndex | QPersistentModelIndex
SIGNS = {Seen.THERE: "○", Seen.MISSING: "×", Seen.ELSEWHERE: "△"}
TONES = {Seen.THERE: "conforming", Seen.MISSING: "nonconforming", Seen.ELSEWHERE: "partly"}
KEYS = {Qt.Key.Key_1: Seen.THERE, Qt.Key.Key_2: Seen.MISSING, Qt.Key.Key_3: Seen.ELSEWHERE}
NUMBER, RESULT, WHERE, CONDITION, REMARK, KIND, HOLDER, NOW = range(8)
_TEXTS = (WHERE, CONDITION, REMARK)
_SEEN = Qt.ItemDataRole.UserRole
_FIXED = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_OPEN = _FIXED | Qt.ItemFlag.ItemIsEditable
_UNLISTED_COLUMNS = len(Unlisted().texts)


class _Cells(QTableWidget):
    """Tab leaves it, arrows go through it, a key begins to write in a cell that can be written in."""

    def __init__(self, columns: int, parent: QWidget) -> None:
        super().__init__(0, columns, parent)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(tokens.ROW))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setHighlightSections(False)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)

    def text_at(self, row: int, column: int) -> str:
        """What stands in a cell, without blanks around it."""
        item = self.item(row, column)
        return item.text().strip() if item is not None else ""

    def write(self) -> None:
        """Take over what is being written in a cell."""
        if self.writing:
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(0))

    @property
    def writing(self) -> bool:
        """Whether a cell is being written in: Enter ends that, and comes here as well."""
        return self.state() == QAbstractItemView.State.EditingState

    def begin(self, row: int, column: int) -> None:
        """Write in a cell."""
        self.setCurrentCell(row, column)
        item = self.item(row, column)
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.editItem(item)


class _Result(QStyledItemDelegate):
    """A result is chosen from a list."""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:  # noqa: N802
        """A list of the results."""
        box = QComboBox(parent)
        box.setAccessibleName(_("Result"))
        box.addItem("―", None)
        for seen, word in room_words.seen_words(_).items():
            box.addItem(f"{SIGNS[seen]} {word}", seen.value)
        box.activated.connect(lambda _row: self._chosen(box))
        return box

    def _chosen(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """Show the result."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(_SEEN))))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802
        """Keep the result."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), _SEEN)


class ResultTable(_Cells):
    """The terminals of a sheet. `changed` tells that something was entered."""

    changed = Signal()

    def __init__(self, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(8, parent)
        self._lines = tuple(lines)
        self.setItemDelegateForColumn(RESULT, _Result(self))
        self.setRowCount(len(self._lines))
        for row in range(len(self._lines)):
            for column in range(8):
                item = QTableWidgetItem()
                item.setFlags(_OPEN if column in (RESULT, *_TEXTS) else _FIXED)
                self.setItem(row, column, item)
        self.itemChanged.connect(self._entered)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.blockSignals(True)
        self.setHorizontalHeaderLabels(
            [
                _("Asset number"),
                _("Result"),
                _("Where it was met"),
                _("Condition"),
                _("Remarks"),
                _("Kind, model"),
                _("Holder"),
                _("Since it was printed"),
            ]
        )
        for row, line in enumerate(self._lines):
            told = (line.expected.key, None, None, None, None, line.expected.kind, line.expected.holder)
            for column, text in enumerate((*told, room_words.since(line, _))):
                item = self.item(row, column)
                if text is not None and item is not None:
                    item.setText(text)
                    item.setToolTip(text)
            for column in (NUMBER, NOW) if line.since is not Since.SAME else ():
                if (item := self.item(row, column)) is not None:
                    item.setForeground(theme().colour("partly"))
                    item.setToolTip(" ".join((line.expected.key, room_words.since(line, _))))
            self._show(row)
        self.blockSignals(False)
        self._fit()

    # --- results -----------------------------------------------------------------------------------------------------

    def seen(self, row: int) -> Seen | None:
        """The result of a line."""
        item = self.item(row, RESULT)
        value = item.data(_SEEN) if item is not None else None
        return Seen(value) if value else None

    def put(self, row: int, seen: Seen | None) -> None:
        """Enter a result."""
        item = self.item(row, RESULT)
        if item is not None:
            item.setData(_SEEN, seen.value if seen is not None else None)

    def fill(self, looks: Iterable[Look]) -> None:
        """Show what was entered before."""
        rows = {line.expected.match_key: row for row, line in enumerate(self._lines)}
        for look in looks:
            row = rows.get(look.match_key)
            if row is None:
                continue
            self.put(row, look.seen)
            for column, text in zip(_TEXTS, (look.where, look.condition, look.remark), strict=True):
                item = self.item(row, column)
                if item is not None:
                    item.setText(text)

    def looks(self) -> tuple[Look, ...]:
        """What was entered."""
        self.write()
        found = []
        for row, line in enumerate(self._lines):
            if (seen := self.seen(row)) is not None:
                where, condition, remark = (self.text_at(row, column) for column in _TEXTS)
                known = line.expected
                found.append(Look(known.match_key, known.key, known.named_by, seen, where, condition, remark))
        return tuple(found)

    def rest_there(self) -> None:
        """All that stand on the paper and have no result were there."""
        for row, line in enumerate(self._lines):
            if line.printed and self.seen(row) is None:
                self.put(row, Seen.THERE)

    def first_open(self) -> int | None:
        """The first line on the paper without a result."""
        return next((r for r, line in enumerate(self._lines) if line.printed and self.seen(r) is None), None)

    def first_without_place(self) -> int | None:
        """The first line that was met elsewhere, and nobody said where."""
        rows = range(self.rowCount())
        return next((r for r in rows if self.seen(r) is Seen.ELSEWHERE and not self.text_at(r, WHERE)), None)

    def count(self, seen: Seen | None) -> int:
        """How many lines have a result; None for those on the paper that have none."""
        return sum(self.seen(r) is seen and (seen is not None or x.printed) for r, x in enumerate(self._lines))

    def _entered(self, item: QTableWidgetItem) -> None:
        if item.column() == RESULT:
            self.blockSignals(True)
            self._show(item.row())
            self.blockSignals(False)
        self.changed.emit()

    def _show(self, row: int) -> None:
        item = self.item(row, RESULT)
        if item is None:
            return
        seen = self.seen(row)
        item.setText(f"{SIGNS[seen]} {room_words.seen_words(_)[seen]}" if seen is not None else "")
        item.setForeground(theme().colour(TONES[seen] if seen is not None else "text"))

    # --- keys and room -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """1, 2 and 3 enter a result outside of the columns for texts; Delete takes it away."""
        row, column = self.currentRow(), self.currentColumn()
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if row < 0 or column in _TEXTS or not plain or self.writing:
            super().keyPressEvent(event)
            return
        key = Qt.Key(event.key())
        rows = sorted({index.row() for index in self.selectedIndexes()} | {row})
        if key in KEYS:
            for each in rows:
                self.put(each, KEYS[key])
            if KEYS[key] is Seen.ELSEWHERE:
                self.begin(row, WHERE)
            elif len(rows) == 1 and row + 1 < self.rowCount():
                self.setCurrentCell(row + 1, column)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_0):
            for each in rows:
                self.put(each, None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.begin(row, RESULT)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the texts what room there is."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        px = theme().px
        widths = {NUMBER: 112, RESULT: 116, WHERE: 150, CONDITION: 96, REMARK: 130, KIND: 130, HOLDER: 150, NOW: 220}
        if all(line.since is Since.SAME for line in self._lines):
            self.hideColumn(NOW)
            del widths[NOW]
        spare = max(0, self.viewport().width() - sum(map(px, widths.values())))
        for column, width in widths.items():
            more = spare // 3 if column in (WHERE, REMARK, HOLDER) else 0
            self.setColumnWidth(column, px(width) + more)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Some lines at least."""
        return QSize(theme().px(620), theme().px(tokens.ROW) * 7)


class UnlistedTable(_Cells):
    """Terminals that are not on the sheet; there is always an empty line to go on."""

    changed = Signal()

    def __init__(self, rows: Sequence[Unlisted], parent: QWidget) -> None:
        super().__init__(_UNLISTED_COLUMNS, parent)
        for row in rows:
            self._add(row.texts)
        self._add()
        self.itemChanged.connect(self._entered)
        self.setCurrentCell(0, 0)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setHorizontalHeaderLabels(
            [
                _("Number or serial number"),
                _("Kind, model"),
                _("Where in the room"),
                _("System"),
                _("User"),
                _("Condition"),
                _("Remarks"),
            ]
        )

    def rows(self) -> tuple[Unlisted, ...]:
        """What was entered."""
        self.write()
        columns = range(_UNLISTED_COLUMNS)
        every = (Unlisted(*(self.text_at(row, n) for n in columns)) for row in range(self.rowCount()))
        return tuple(row for row in every if not row.empty)

    def _add(self, texts: Sequence[str] = ("",) * _UNLISTED_COLUMNS) -> None:
        row = self.rowCount()
        self.blockSignals(True)
        self.insertRow(row)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setFlags(_OPEN)
            self.setItem(row, column, item)
        self.blockSignals(False)

    def _entered(self, _item: QTableWidgetItem) -> None:
        last = self.rowCount() - 1
        if any(self.text_at(last, column) for column in range(_UNLISTED_COLUMNS)):
            self._add()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter writes in a cell, Delete empties it."""
        item = self.currentItem()
        if self.writing:
            super().keyPressEvent(event)
        elif item is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.editItem(item)
        elif item is not None and event.key() == Qt.Key.Key_Delete:
            for each in self.selectedItems() or [item]:
                each.setText("")
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the room out."""
        super().resizeEvent(event)
        for column, share in enumerate((20, 14, 14, 13, 13, 11, 15)):
            wanted = self.horizontalHeader().sectionSizeHint(column)
            self.setColumnWidth(column, max(theme().px(96), wanted, self.viewport().width() * share // 100))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three lines and the head."""
        return QSize(theme().px(620), theme().px(tokens.ROW) * 4)

"""The columns of the file as a table: how sure it is what each one means, samples, and the field it is taken for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QComboBox, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.ledgers.form import Field
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.ui.style.theme import theme
from app.ui.wizards.ledger_import.draft import Draft, Place, SharedColumn

Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
STATE, SHEETS, LETTER, HEADING, SAMPLES, FIELD = range(6)
DOUBLE, ASKED, DECIDED, SURE, LEFT_OUT = range(5)
"""How a column stands, the first asked about first."""

_TONE = {DOUBLE: "nonconforming", ASKED: "partly", DECIDED: "conforming", SURE: "conforming", LEFT_OUT: "quiet"}
_LIKELY = 0.6


class ColumnsModel(QAbstractTableModel):
    """Over a draft; the order is taken once by `take`, so that a row does not jump away under the cursor."""

    decided = Signal()

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._double: dict[Place, SharedColumn] = {}
        self._beside: dict[Place, SharedColumn] = {}
        self.rows: list[SharedColumn] = []

    def take(self) -> None:
        """Show the columns of the sheets that are taken, those to be asked about first."""
        self.beginResetModel()
        self._double, self._beside = self._draft.double(), self._draft.beside()
        self.rows = sorted(self._draft.columns(), key=lambda c: self.state(c) not in (DOUBLE, ASKED))
        self.endResetModel()

    def state(self, shared: SharedColumn) -> int:
        """How a column stands."""
        if shared.place in self._double:
            return DOUBLE
        if self._draft.asks(shared):
            return ASKED
        if not self._draft.field_of(shared):
            return LEFT_OUT
        return DECIDED if shared.place in self._draft.decided else SURE

    def second_table(self) -> SharedColumn | None:
        """The first column of a table that stands beside the one that is taken, None where there is none."""
        return next((c for c in sorted(self.rows, key=lambda c: c.column.index) if c.place in self._beside), None)

    def open_count(self) -> int:
        """How many columns must still be decided."""
        return sum(self._draft.asks(c) for c in self.rows)

    def state_word(self, shared: SharedColumn) -> str:
        """The state with its sign, and what it rests on."""
        state = self.state(shared)
        if state == DOUBLE:
            other = self._double[shared.place].column
            return _("× taken twice (column {letter} as well)").format(letter=other.letter)
        if state == ASKED:
            if shared.place in self._beside:
                return _("△ of a table beside it")
            if not shared.column.field:
                return _("△ please say what it is")
            if shared.column.confidence >= _LIKELY:
                return _("△ please confirm: likely")
            return _("△ please confirm: a guess")
        if state == LEFT_OUT:
            return _("－ left out") if shared.column.samples else _("－ empty, left out")
        return _("○ confirmed") if state == DECIDED else _("○ sure")

    def field_word(self, identity: str) -> str:
        """What a field is called; empty leaves the column out."""
        if not identity:
            return _("(leave out)")
        return self._draft.form.field(identity).title.in_language(current_language())

    def decide(self, row: int, field: str) -> None:
        """The officer's word on a column."""
        self._draft.decide(self.rows[row], field)
        self._after()

    def confirm(self, rows: list[int]) -> None:
        """What is proposed for these columns is right."""
        for row in rows:
            self._draft.confirm(self.rows[row])
        self._after()

    def leave_out(self, rows: list[int]) -> None:
        """These columns are not taken."""
        for row in rows:
            self._draft.decide(self.rows[row], "")
        self._after()

    def _after(self) -> None:
        self._double, self._beside = self._draft.double(), self._draft.beside()
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, FIELD))
        self.decided.emit()

    def retranslate(self) -> None:
        """The language was switched."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, FIELD)
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, FIELD))

    # --- Qt's model ---------------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """How many columns of the file."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _TOP) -> int:  # noqa: N802 - Qt's name
        """State, sheets, letter, heading, samples, field."""
        return 0 if parent.isValid() else FIELD + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The field can be chosen."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == FIELD else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words and colours of a cell."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        shared = self.rows[index.row()]
        if role == Qt.ItemDataRole.EditRole and index.column() == FIELD:
            return self._draft.field_of(shared)
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == HEADING:
            # Where there is no room for their columns, letter and samples are told here.
            place, samples = self._words(shared, LETTER), self._words(shared, SAMPLES)
            return f"{place}  {self._words(shared, HEADING)}\n{samples}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(shared, index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == STATE:
                return theme().colour(_TONE[self.state(shared)])
            if self.state(shared) == LEFT_OUT or index.column() in (LETTER, SAMPLES, SHEETS):
                return theme().colour("quiet")
        return None

    def _words(self, shared: SharedColumn, column: int) -> str:
        if column == STATE:
            return self.state_word(shared)
        if column == FIELD:
            return self.field_word(self._draft.field_of(shared))
        return {
            LETTER: shared.column.letter,
            HEADING: shared.column.heading.replace("\n", " ") or _("(no heading)"),
            SAMPLES: listed(" ".join(t.split()) for t in shared.column.samples) or "－",
            SHEETS: listed(shared.sheets),
        }[column]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802 - Qt's name
        """A field was chosen."""
        if role != Qt.ItemDataRole.EditRole or index.column() != FIELD or not isinstance(value, str):
            return False
        self.decide(index.row(), value)
        return True

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole and section <= FIELD:
            return (
                _("How sure"),
                _("Sheet"),
                _("Column"),
                _("Heading"),
                _("Samples"),
                _("Taken for"),
            )[section]
        return None


class FieldDelegate(QStyledItemDelegate):
    """The choice of a field: a combo box while it is edited, else its text with an arrow."""

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._chosen: QComboBox | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The text, and an arrow that tells that there is a choice."""
        super().paint(painter, option, index)
        side = theme().px(14)
        room: QRect = option.rect
        place = QRect(room.right() - side - theme().px(8), room.center().y() - side // 2, side, side)
        theme().icon("chevron-down", "quiet").paint(painter, place)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """Room for the arrow."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + theme().px(28), size.height())

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802 - Qt's name
        """The text keeps clear of the arrow."""
        super().initStyleOption(option, index)
        if option.state & QStyle.StateFlag.State_HasFocus:
            option.state &= ~QStyle.StateFlag.State_HasFocus

    def createEditor(  # noqa: N802 - Qt's name
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """A combo box with every field of the form."""
        box = QComboBox(parent)
        language = current_language()
        model = index.model()
        box.addItem(_("(leave out)"), "")
        fields: tuple[Field, ...] = self._draft.form.fields
        for field in fields:
            box.addItem(field.title.in_language(language), field.id)
            box.setItemData(box.count() - 1, field.help.in_language(language), Qt.ItemDataRole.ToolTipRole)
        heading = model.data(model.index(index.row(), HEADING))
        box.setAccessibleName(_("Taken for: {heading}").format(heading=heading))
        box.activated.connect(lambda _n: self._done(box))
        return box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter takes the field that the choice stands on; to leave the choice decides nothing."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if isinstance(watched, QComboBox) and isinstance(event, QKeyEvent) and event.key() in enter:
            if event.type() == QEvent.Type.KeyPress:
                self._done(watched)
            return True
        return super().eventFilter(watched, event)

    def _done(self, box: QComboBox) -> None:
        # Choosing the very field that is proposed is a word as well: it confirms.
        self._chosen = box
        self.commitData.emit(box)
        self._chosen = None
        self.closeEditor.emit(box)

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 - Qt's name
        """The present field."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(  # noqa: N802 - Qt's name
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """The field that was chosen; a choice that was only looked at and left is none."""
        if isinstance(editor, QComboBox):
            chosen = editor.currentData() or ""
            if editor is self._chosen or chosen != index.data(Qt.ItemDataRole.EditRole):
                model.setData(model.index(index.row(), index.column()), chosen, Qt.ItemDataRole.EditRole)

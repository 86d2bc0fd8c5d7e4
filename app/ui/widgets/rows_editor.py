"""A list of small records that are written in place: one card a record, one button to add another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any, TypeVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Incomplete
from app.ui.widgets.basics import button, label
from app.ui.widgets.date_field import DateField
from app.ui.widgets.flow import Flow
from app.ui.widgets.growing_text import GrowingText

Raw = tuple[Any, ...]
T = TypeVar("T")


@dataclass(frozen=True)
class Part:
    """One part of a record: `kind` is line, text, day, choice or own.

    `choices` gives (word, data) of a choice; `make` the editor of an own kind, which has `edited`, `raw` and `show`.
    `width` is in pixels at 100 %, 0 takes a line of its own. `blank` is what a new record holds.
    """

    name: Callable[[], str]
    kind: str = "line"
    width: int = 0
    choices: Callable[[], Sequence[tuple[str, Any]]] = lambda: ()
    make: Callable[[], QWidget] | None = None
    blank: Any = ""


@dataclass(frozen=True)
class Words:
    """What the editor says: of the list as a whole, of one record by its number, and on its buttons."""

    record: Callable[[int], str]
    add: Callable[[], str]
    remove: Callable[[], str]
    empty: Callable[[], str]


_AT_ONCE = 2
"""Cards that are built together: each costs as long as ten labels, and the window must not wait for all of them."""


class RowsEditor(QWidget):
    """`raw` is a tuple of tuples, one for each record that holds something, in the order of the parts.

    Cards are built a few at a time; records whose card is still to come are part of `raw` all the same.
    """

    edited = Signal()
    finished = Signal()

    def __init__(self, parts: Sequence[Part], words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._words = words
        self._rows: list[_Row] = []
        self._coming: list[Raw] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._go_on)
        self.nothing = label("quiet")
        self.add_button = button("", self.add)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(8))
        self._column.addWidget(self.nothing)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.retranslate()

    def raw(self) -> Raw:
        """What stands in the records, blank ones left out."""
        return (*(raw for row in self._rows if not _empty(raw := row.raw(), self._parts)), *self._coming)

    def show_rows(self, rows: Raw) -> None:
        """Show these records; nothing is emitted."""
        while len(self._rows) > len(rows):
            self._drop(self._rows[-1])
        for row, raw in zip(self._rows, rows, strict=False):
            if row.raw() != raw:
                row.show_raw(raw)
        self._coming = list(rows[len(self._rows) :])
        self._go_on()

    def wanting(self, place: tuple[int, int]) -> tuple[QWidget, str]:
        """The editor of a part by the number of its record among those that hold something, and the record's title.

        Of a record that was emptied since: the editor as a whole, without a title.
        """
        while self._coming:
            self._go_on()
        number, part = place
        filled = [row for row in self._rows if not _empty(row.raw(), self._parts)]
        if number >= len(filled):
            return self, ""
        row = filled[number]
        return row.editors[part], row.title.text()

    def add(self) -> None:
        """A blank record at the end, the cursor in it."""
        while self._coming:
            self._go_on()
        row = self._make()
        row.show_raw(tuple(part.blank for part in self._parts))
        self.retranslate()
        row.editors[0].setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.add_button.setText(self._words.add())
        self.nothing.setText(self._words.empty())
        self.nothing.setVisible(not self._rows)
        for number, row in enumerate(self._rows, start=1):
            row.retranslate(self._words.record(number), self._words.remove())

    def _go_on(self) -> None:
        for raw in self._coming[:_AT_ONCE]:
            self._make().show_raw(raw)
        del self._coming[:_AT_ONCE]
        self.retranslate()
        if self._coming:
            self._soon.start()

    def _make(self) -> _Row:
        row = _Row(self._parts, self)
        row.remove.clicked.connect(lambda: self._removed(row))
        row.edited.connect(self.edited)
        row.finished.connect(self.finished)
        self._rows.append(row)
        self._column.insertWidget(len(self._rows), row)
        return row

    def _removed(self, row: _Row) -> None:
        self._drop(row)
        self.retranslate()
        self.add_button.setFocus()
        self.edited.emit()
        self.finished.emit()

    def _drop(self, row: _Row) -> None:
        self._rows.remove(row)
        self._column.removeWidget(row)
        row.setParent(None)
        row.deleteLater()


class Wanting(Exception):
    """A row cannot be taken because of one of its parts."""

    def __init__(self, part: int, code: str, **values: object) -> None:
        super().__init__(code)
        self.part = part
        self.error = UserError(code, exit_code=None, **values)


def read_rows(raw: Raw, read: Callable[[Raw], T]) -> tuple[T, ...]:
    """A record for each row. `read` raises `Wanting` for a row that cannot be taken.

    Raises `Incomplete` when there is one; what it takes is then the other rows, and for the one in question the record
    that is stored in its place. It takes nothing while fewer rows stand here than are stored: which of them has gone
    cannot be told.
    """
    found: list[T | None] = []
    refused: tuple[UserError, tuple[int, int]] | None = None
    for number, row in enumerate(raw):
        try:
            found.append(read(row))
        except Wanting as wanting:
            found.append(None)
            refused = refused or (wanting.error, (number, wanting.part))
    if refused is not None:
        raise Incomplete(partial(_taken, tuple(found)), *refused)
    return tuple(each for each in found if each is not None)


def _taken(found: tuple[T | None, ...], stored: tuple[T, ...]) -> tuple[T, ...] | None:
    if len(found) < len(stored):
        return None
    # Rows are added at the end only: the same place is the same record.
    together = (new if new is not None else old for new, old in zip_longest(found, stored))
    return tuple(each for each in together if each is not None)


class _Row(QFrame):
    edited = Signal()
    finished = Signal()

    def __init__(self, parts: Sequence[Part], parent: QWidget) -> None:
        super().__init__(parent)
        self._parts = parts
        self.setProperty("role", "card")
        self.title = label("quiet", wrap=False, parent=self)
        self.remove = button("link", parent=self)
        self.editors: list[QWidget] = []
        self._names: list[QLabel] = []
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.remove)
        column = QVBoxLayout(self)
        pad = theme().px(12)
        column.setContentsMargins(pad, theme().px(4), pad, pad)
        column.setSpacing(theme().px(6))
        column.addLayout(head)
        self._flow: Flow | None = None
        self._holder: QWidget | None = None
        for part in parts:
            self._place(part, column)

    def raw(self) -> Raw:
        return tuple(_raw(part, editor) for part, editor in zip(self._parts, self.editors, strict=True))

    def show_raw(self, raw: Raw) -> None:
        self.blockSignals(True)
        for part, editor, value in zip(self._parts, self.editors, raw, strict=True):
            _show(part, editor, value)
        self.blockSignals(False)

    def retranslate(self, title: str, remove: str) -> None:
        self.title.setText(title)
        self.remove.setText(remove)
        self.remove.setAccessibleName(f"{remove} {title}")
        for part, editor, name in zip(self._parts, self.editors, self._names, strict=True):
            name.setText(part.name())
            editor.setAccessibleName(f"{title} {part.name()}")
            if isinstance(editor, QComboBox):
                _fill(editor, part.choices())

    def _place(self, part: Part, column: QVBoxLayout) -> None:
        if part.width and self._flow is None:
            self._holder = QWidget(self)
            self._flow = Flow(self._holder, 12)
            column.addWidget(self._holder)
        # Each is made where it belongs: another parent afterwards would style it a second time.
        cell = QWidget(self._holder if part.width else self)
        editor = _editor(part, cell)
        name = label("quiet", wrap=False, parent=cell)
        name.setBuddy(editor)
        inner = QVBoxLayout(cell)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme().px(2))
        inner.addWidget(name)
        inner.addWidget(editor)
        if self._flow is not None and part.width:
            editor.setMinimumWidth(theme().px(part.width))
            self._flow.addWidget(cell)
        else:
            self._flow = None
            column.addWidget(cell)
        self.editors.append(editor)
        self._names.append(name)
        self._listen(editor)

    def _listen(self, editor: QWidget) -> None:
        if isinstance(editor, QLineEdit):
            editor.textEdited.connect(lambda: self.edited.emit())
            editor.editingFinished.connect(self.finished)
        elif isinstance(editor, GrowingText):
            editor.textChanged.connect(self.edited)
            editor.finished.connect(self.finished)
        elif isinstance(editor, DateField):
            editor.edited.connect(self.edited)
            editor.finished.connect(self.finished)
        elif isinstance(editor, QComboBox):
            editor.activated.connect(lambda: self.edited.emit())
            editor.activated.connect(lambda: self.finished.emit())
        else:
            editor.edited.connect(self.edited)  # type: ignore[attr-defined]
            editor.edited.connect(self.finished)  # type: ignore[attr-defined]


def _editor(part: Part, parent: QWidget) -> QWidget:
    if part.kind == "text":
        return GrowingText(parent)
    if part.kind == "day":
        return DateField(parent)
    if part.kind == "choice":
        box = QComboBox(parent)
        _fill(box, part.choices())
        return box
    if part.make is not None:
        return part.make()
    return QLineEdit(parent)


def _fill(box: QComboBox, choices: Sequence[tuple[str, Any]]) -> None:
    chosen = box.currentData()
    box.clear()
    for word, data in choices:
        box.addItem(word, data)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def _raw(part: Part, editor: QWidget) -> Any:
    if isinstance(editor, GrowingText):
        return editor.toPlainText()
    if isinstance(editor, QLineEdit | DateField):
        return editor.text()
    if isinstance(editor, QComboBox):
        return editor.currentData()
    return editor.raw()  # type: ignore[attr-defined]


def _show(part: Part, editor: QWidget, value: Any) -> None:
    if isinstance(editor, GrowingText):
        editor.setPlainText(value)
    elif isinstance(editor, QLineEdit):
        editor.setText(value)
        editor.setCursorPosition(0)  # The beginning is seen.
    elif isinstance(editor, DateField):
        editor.set_text(value)
    elif isinstance(editor, QComboBox):
        editor.setCurrentIndex(max(0, editor.findData(value)))
    else:
        editor.show_raw(value)  # type: ignore[attr-defined]


def _empty(raw: Raw, parts: Sequence[Part]) -> bool:
    """Whether nothing was written; a choice always stands on something."""
    return all(value == part.blank for value, part in zip(raw, parts, strict=True) if part.kind != "choice")

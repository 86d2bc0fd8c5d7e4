"""Fields that save themselves one by one. What is refused stays as it was typed, with the reason below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.errors import UserError
from app.i18n import gettext as _
from app.services.ports import Desk
from app.services.typed_days import typed_day
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.session import Session
from app.ui.widgets.basics import button, label
from app.ui.widgets.date_field import DateField
from app.ui.widgets.frozen import freeze
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.plain_text import PlainText
from app.ui.words import day_word

IDLE = 800
"""Milliseconds without typing after which what was typed is written."""

_NOTHING = object()
"""What stands in an editor in which nothing is chosen yet; None may be a value."""

Write = Callable[[Hashable, str, Any], Callable[[Desk], Any]]
"""(record, field, value) → the work that writes it."""
Check = Callable[[Hashable, str, Any], str]
"""(record, field, value) → why it would be refused, empty when it would not be."""


class Incomplete(Exception):
    """Part of what was typed is a value already, the rest cannot be taken yet.

    `take` makes of the stored value the one that is to be stored: what can be taken of the typing, the rest as it was;
    None where that cannot be told. `place` says which part is wanting, in words of the editor's own (`Binding.aim`).
    """

    def __init__(self, take: Callable[[Any], Any], error: UserError, place: Any = None) -> None:
        super().__init__(error.code)
        self.take = take
        self.error = error
        self.place = place


@dataclass(frozen=True)
class Binding:
    """How a field meets its editor: `raw` is what stands in the editor, comparable; `read` makes a value of it.

    `read` raises UserError for what it cannot take, `Incomplete` for what it can take in part. `aim` gives the widget
    of the part that is wanting, and what that part is called (empty where the sentence names it). `others` are editors
    of the same field beside the first one.
    """

    name: str
    editor: QWidget
    raw: Callable[[], Any]
    show: Callable[[Any], None]
    written: Callable[[Any], Any]
    read: Callable[[Any], Any]
    aim: Callable[[Any], tuple[QWidget, str]] | None = None
    others: tuple[QWidget, ...] = ()


@dataclass
class _Draft:
    """Something typed that is not on disk: `words` say why, empty while it is on its way.

    `place` is the part that is wanting. `again` is set where the field may do as soon as another one is stored: a start
    that waits for its due date.
    """

    raw: Any
    words: Words = ""
    sent: bool = False
    place: Any = None
    again: bool = False

    @property
    def sentence(self) -> str:
        """Why, in the language spoken now."""
        return said(self.words)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A field that could not be stored: of which record, what it is called on the form, and why."""

    record: Hashable
    field: str
    sentence: str


class Autosave(QObject):
    """The fields of one form, whichever record it shows.

    Drafts are kept by record and field: another record may be shown while one waits, and what was refused stands there
    again when its record comes back. `unsaved` is emitted when a refusal came or went.
    """

    unsaved = Signal()

    def __init__(self, session: Session, form: QWidget, write: Write, check: Check | None = None) -> None:
        super().__init__(form)
        self._session = session
        self._write = write
        self._check = check
        self._bindings: dict[str, Binding] = {}
        self._notes: dict[str, _Refusal] = {}
        self._drafts: dict[tuple[Hashable, str], _Draft] = {}
        self._values: dict[str, Any] = {}
        self._record: Hashable = None
        self._showing = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(IDLE)
        self._timer.timeout.connect(self.flush)

    # --- what is bound ------------------------------------------------------------------------------------------------

    def line(self, name: str, editor: QLineEdit) -> None:
        """A line of text."""

        def show(text: str) -> None:
            editor.setText(text)
            editor.setCursorPosition(0)  # The beginning tells a long line from others, not its end.

        self._bind(Binding(name, editor, editor.text, show, str, str))
        editor.textEdited.connect(lambda: self._edited(name))
        editor.editingFinished.connect(self.flush)

    def text(self, name: str, editor: GrowingText) -> None:
        """Running text."""
        self._bind(Binding(name, editor, editor.toPlainText, editor.setPlainText, str, str))
        editor.textChanged.connect(lambda: self._edited(name))
        editor.finished.connect(self.flush)

    def day(self, name: str, editor: DateField) -> None:
        """A day or none."""
        self._bind(Binding(name, editor, editor.text, editor.set_text, day_word, typed_day))
        editor.edited.connect(lambda: self._edited(name, soon=False))
        editor.finished.connect(self.flush)

    def choice(self, name: str, editor: QComboBox, values: Sequence[Any]) -> None:
        """One of `values`, which stand in the combo box in this order.

        They are kept here: Qt hands a `StrEnum` back as a bare string.
        """
        known = list(values)

        def raw() -> Any:
            return known[editor.currentIndex()] if editor.currentIndex() >= 0 else _NOTHING

        def show(value: Any) -> None:
            editor.setCurrentIndex(known.index(value) if value in known else -1)

        self._bind(Binding(name, editor, raw, show, _same, _same))
        editor.activated.connect(lambda: self._edited(name, now=True))

    def flags(self, name: str, editors: Mapping[Any, QAbstractButton]) -> None:
        """Any of several buttons; the value is a tuple in their order."""

        def raw() -> tuple[Any, ...]:
            return tuple(value for value, box in editors.items() if box.isChecked())

        def show(values: Any) -> None:
            for value, box in editors.items():
                box.setChecked(value in values)

        first, *others = editors.values()

        def ordered(values: Any) -> tuple[Any, ...]:
            return tuple(value for value in editors if value in values)

        self._bind(Binding(name, first, raw, show, ordered, _same, others=tuple(others)))
        for box in editors.values():
            box.clicked.connect(lambda: self._edited(name, now=True))

    def one_of(self, name: str, editors: Mapping[Any, QAbstractButton]) -> None:
        """Exactly one of several exclusive buttons."""

        def raw() -> Any:
            return next((value for value, box in editors.items() if box.isChecked()), _NOTHING)

        def show(chosen: Any) -> None:
            for value, box in editors.items():
                box.setChecked(value == chosen)

        first, *others = editors.values()
        self._bind(Binding(name, first, raw, show, _same, _same, others=tuple(others)))
        for box in editors.values():
            box.clicked.connect(lambda: self._edited(name, now=True))

    def custom(self, binding: Binding, edited: Any, finished: Any) -> None:
        """An editor of another kind, with the signals that tell of typing and of being left."""
        self._bind(binding)
        edited.connect(lambda: self._edited(binding.name))
        finished.connect(self.flush)

    def typed(self, name: str, *, soon: bool = True) -> None:
        """A further part of a custom editor is being typed in: written a little later, or when it is left (`flush`);
        without `soon`, where half of it would be blamed, then only."""
        self._edited(name, soon=soon)

    def touch(self, name: str) -> None:
        """A field of a custom editor was changed by one act, such as a choice: write it now."""
        self._edited(name, now=True)

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def record(self) -> Hashable:
        """The record that is shown."""
        return self._record

    def present(self, record: Hashable, values: Mapping[str, Any]) -> None:
        """Show a record as it is stored, with what is typed and not stored yet."""
        same = record == self._record
        if not same:
            self.flush()
        self._record = record
        self._values = dict(values)
        self._showing = True
        try:
            for name, binding in self._bindings.items():
                draft = self._drafts.get((record, name))
                wanted = draft.raw if draft else binding.written(values[name])
                # The cursor of a text that is being written must not move.
                if binding.raw() != wanted and not (same and draft is None and _says(binding, values[name])):
                    binding.show(wanted)
                # What was typed before the audit was sealed waits where it is, to be copied or undone.
                for editor in (binding.editor, *binding.others):
                    freeze(editor, self._session.sealed)
        finally:
            self._showing = False
        self._tell()

    def known(self, record: Hashable) -> Mapping[str, Any]:
        """The fields of the record on show as they are stored, which may be newer than what was read last."""
        return self._values if record == self._record else {}

    def waiting(self, record: Hashable, names: Collection[str]) -> dict[str, Any]:
        """What was typed in these fields of a record and refused beside what stands in the others, as values: fields
        that go together are written together, in whatever order they are filled in."""
        found = {}
        for name in names:
            draft = self._drafts.get((record, name))
            if draft is not None and draft.again:
                with suppress(Incomplete, UserError):
                    found[name] = self._bindings[name].read(draft.raw)
        return found

    def forget(self, record: Hashable) -> None:
        """Drop what was typed for a record, which has gone."""
        for key in [k for k in self._drafts if k[0] == record]:
            del self._drafts[key]
        self._tell()

    def refused(self) -> tuple[tuple[Hashable, str], ...]:
        """(record, field) of everything typed that could not be stored."""
        return tuple(key for key, draft in self._drafts.items() if draft.sentence)

    def flush(self) -> None:
        """Write what was typed; called when a field or the page is left."""
        self._timer.stop()
        for (record, name), draft in list(self._drafts.items()):
            if not draft.sent and not draft.sentence:
                self._send(record, name, draft)
        self._tell()

    def complaints(self) -> tuple[Complaint, ...]:
        """Everything typed that could not be stored, in words."""
        return tuple(
            Complaint(record, self._bindings[name].editor.accessibleName(), draft.sentence)
            for (record, name), draft in self._drafts.items()
            if draft.sentence
        )

    def focus(self, name: str) -> bool:
        """Put the cursor into a field and bring it into sight; False where the form has no such field."""
        binding = self._bindings.get(name)
        if binding is None:
            return False
        binding.editor.setFocus()
        _bring_into_sight(binding.editor)
        return True

    def focus_refused(self) -> None:
        """Put the cursor into the first field of this record that could not be stored, and bring it into sight."""
        for name, binding in self._bindings.items():
            draft = self._drafts.get((self._record, name))
            if draft is None or not draft.sentence:
                continue
            editor = binding.editor
            if binding.aim is not None and draft.place is not None:
                editor, _words = binding.aim(draft.place)
            editor.setFocus()
            _bring_into_sight(editor)
            return

    def retranslate(self) -> None:
        """Set every text anew."""
        for note in self._notes.values():
            note.undo.setText(_("Undo"))
        if self._values:
            self.present(self._record, self._values)
        self._tell()

    # --- how it is written --------------------------------------------------------------------------------------------

    def _bind(self, binding: Binding) -> None:
        self._bindings[binding.name] = binding
        self._notes[binding.name] = _Refusal(binding.editor, partial(self._undo, binding.name))

    def _edited(self, name: str, *, now: bool = False, soon: bool = True) -> None:
        if self._showing or self._record is None:
            return
        raw = self._bindings[name].raw()
        key = self._record, name
        before = self._drafts.get(key)
        if before is not None and before.raw == raw:
            return
        if before is None and raw == self._bindings[name].written(self._values[name]):
            return
        self._drafts[key] = _Draft(raw)
        self._tell()
        if now:
            self.flush()
        elif soon:
            self._timer.start()

    def _send(self, record: Hashable, name: str, draft: _Draft) -> None:
        binding = self._bindings[name]
        left: Words = ""
        try:
            value = binding.read(draft.raw)
        except Incomplete as part:
            left = partial(self._wanting, record, binding, part)
            draft.place = part.place
            value = part.take(self._values[name]) if record == self._record else None
            if value is None or value == self._values[name]:
                draft.words = left
                return
        except UserError as error:
            draft.words = partial(error.sentence, _)
            return
        check = self._check
        if check is not None and (why := check(record, name, value)):
            # Asked anew for another language; what was refused stays refused until it is sent again.
            draft.words, draft.again = left or (lambda: check(record, name, value) or why), not left
            return
        draft.sent = True
        draft.words = left  # Known before it is stored: who leaves the page now must be told.
        self._session.do(
            self._write(record, name, value),
            partial(self._kept, record, name, draft, value),
            partial(self._failed, record, name, draft),
            owner=self,
        )

    def _wanting(self, record: Hashable, binding: Binding, part: Incomplete) -> str:
        """Why a part of a field could not be stored, with the part's name where the form knows it."""
        left = part.error.sentence(_)
        if binding.aim is not None and record == self._record and (words := binding.aim(part.place)[1]):
            return _("{field}: {why}").format(field=words, why=left)
        return left

    def _kept(self, record: Hashable, name: str, draft: _Draft, value: Any, result: object) -> None:
        if record == self._record:
            self._values[name] = value
        if self._drafts.get((record, name)) is draft and not draft.words:
            del self._drafts[record, name]
        self._try_again(record)
        self._tell()

    def _try_again(self, record: Hashable) -> None:
        """Another field is stored now: what was refused beside the old one may do."""
        waiting = [(key, d) for key, d in self._drafts.items() if key[0] == record and d.again]
        for (_same_record, name), draft in waiting:
            draft.words, draft.again = "", False
            self._send(record, name, draft)

    def _failed(self, record: Hashable, name: str, draft: _Draft, error: BaseException) -> None:
        draft.sent = False
        if self._drafts.get((record, name)) is draft:
            draft.words = message(error).words
            draft.again = True
        self._tell()

    def _undo(self, name: str) -> None:
        self._drafts.pop((self._record, name), None)
        binding = self._bindings[name]
        wanted = binding.written(self._values[name])
        self._showing = True
        try:
            _put_back(binding, wanted)
        finally:
            self._showing = False
        self._tell()
        binding.editor.setFocus()

    def _tell(self) -> None:
        if not shiboken6.isValid(self):
            return
        for name, note in self._notes.items():
            draft = self._drafts.get((self._record, name))
            note.say(draft.sentence if draft else "")
        self.unsaved.emit()


class _Refusal(QWidget):
    """The line below a field that says why it is not stored, and takes the typing back."""

    def __init__(self, editor: QWidget, undo: Callable[[], None]) -> None:
        super().__init__(editor.parentWidget())
        self._editor = editor
        self.setVisible(False)
        self.sentence = label("quiet")
        self.sentence.setProperty("tone", "nonconforming")
        self.undo = button("link", undo)
        self.undo.setText(_("Undo"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.sentence)
        column.addWidget(self.undo)
        self.undo.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        parent = editor.parentWidget()
        place = _place_of(editor, parent.layout() if parent else None)
        if place is not None:
            place[0].insertWidget(place[1] + 1, self)

    def say(self, sentence: str) -> None:
        """Show why, or nothing."""
        self.sentence.setText(f"× {sentence}" if sentence else "")
        self._editor.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))


def _place_of(widget: QWidget, layout: QLayout | None) -> tuple[QVBoxLayout, int] | None:
    """The innermost column that `widget` stands in, and its place there."""
    if layout is None:
        return None
    for number in range(layout.count()):
        item = layout.itemAt(number)
        if item is None:
            continue
        inner = item.layout()
        if item.widget() is widget or (inner is not None and _holds(inner, widget)):
            found = _place_of(widget, inner)
            return found or ((layout, number) if isinstance(layout, QVBoxLayout) else None)
    return None


def _holds(layout: QLayout, widget: QWidget) -> bool:
    if layout.indexOf(widget) >= 0:
        return True
    items = (layout.itemAt(number) for number in range(layout.count()))
    return any(_holds(inner, widget) for item in items if item is not None and (inner := item.layout()) is not None)


def _bring_into_sight(editor: QWidget) -> None:
    target = editor
    while (proxy := target.focusProxy()) is not None:
        target = proxy
    above = editor.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(target)
        above = above.parentWidget()


def _same(value: Any) -> Any:
    return value


def _put_back(binding: Binding, wanted: Any) -> None:
    """Show what is stored in place of what was typed; running text can be had back with Ctrl+Z."""
    editor = binding.editor
    if isinstance(editor, QLineEdit) and isinstance(wanted, str):
        editor.selectAll()
        editor.insert(wanted)
    elif isinstance(editor, PlainText) and isinstance(wanted, str):
        cursor = editor.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(wanted)
    else:
        binding.show(wanted)


def _says(binding: Binding, value: Any) -> bool:
    """Whether what stands in the editor reads as `value`, though it is written otherwise."""
    try:
        return bool(binding.read(binding.raw()) == value)
    except (UserError, Incomplete):
        return False


def even_labels(form: QWidget) -> None:
    """Labels that stand left of their fields get one width. Such a pair stands in a row named after the field."""
    rows = {each.objectName() for each in form.findChildren(QHBoxLayout)}
    names = form.findChildren(QLabel)
    beside = [w for w in names if w.buddy() and w.objectName().removesuffix("_label") + "_row" in rows]
    width = max((w.sizeHint().width() for w in beside), default=0)
    for words in beside:
        words.setMinimumWidth(width)


def name_editors(form: QWidget, *, extra: Sequence[tuple[QWidget, str]] = ()) -> None:
    """Give every editor the words of the label it belongs to as its accessible name."""
    for words in form.findChildren(QLabel):
        buddy = words.buddy()
        if buddy is not None:
            buddy.setAccessibleName(words.text().replace("&", ""))
    for widget, name in extra:
        widget.setAccessibleName(name)

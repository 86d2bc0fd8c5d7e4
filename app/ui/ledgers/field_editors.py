"""Editors for the fields of a ledger form: one for each type, all of which take free text as a ledger writes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.domain.calendar import read_day
from app.domain.ledgers.form import COUNTING, Field, FieldType
from app.domain.ledgers.words import NO, YES, State, ZoneKind
from app.i18n import gettext as _
from app.ui.widgets.date_field import DateField
from app.ui.widgets.word_box import WordBox
from app.ui.words import day_word

Editor = QLineEdit | WordBox | DateField


def editor_of(field: Field, sites: Sequence[str], companies: Sequence[str]) -> Editor:
    """The editor of a field; `sites` and `companies` are offered where the field names one."""
    if field.type is FieldType.DATE:
        return DateField()
    if words := _words(field, sites, companies):
        return WordBox(words)
    line = QLineEdit()
    if field.type in COUNTING:
        line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return line


def _words(field: Field, sites: Sequence[str], companies: Sequence[str]) -> tuple[str, ...]:
    offered: dict[FieldType, Sequence[str]] = {
        FieldType.FLAG: (YES, NO),
        FieldType.ZONE: tuple(ZoneKind),
        FieldType.STATUS: tuple(State),
        FieldType.WORD: tuple(field.words),
        FieldType.SITE: sites,
        FieldType.COMPANY: companies,
    }
    return tuple(str(word) for word in field.choices or offered.get(field.type, ()))


def show(editor: Editor, field: Field, value: str) -> None:
    """Put a value as it is on record into its editor."""
    if isinstance(editor, DateField):
        day = read_day(value)
        editor.set_text(day_word(day) if day is not None else value)
    elif isinstance(editor, WordBox):
        editor.setEditText(value)
    else:
        editor.setText(value)
        editor.setCursorPosition(0)
    if isinstance(editor, QLineEdit) and field.type is FieldType.LIST:
        editor.setPlaceholderText(_("Several are separated by 、"))


def text_of(editor: Editor) -> str:
    """What stands in an editor, as a ledger would write it."""
    if isinstance(editor, DateField):
        day = editor.day()
        return day.isoformat() if day is not None else editor.text().strip()
    return (editor.currentText() if isinstance(editor, WordBox) else editor.text()).strip()


def when_changed(editor: Editor, typed: Callable[[], object], left: Callable[[], object]) -> None:
    """Call `typed` at each change by the officer and `left` when the field is left."""
    if isinstance(editor, DateField):
        editor.edited.connect(typed)
        editor.finished.connect(left)
    elif isinstance(editor, WordBox):
        editor.editTextChanged.connect(lambda _text: typed())
        editor.activated.connect(lambda _n: left())
        if (line := editor.lineEdit()) is not None:
            line.editingFinished.connect(left)
    else:
        editor.textEdited.connect(lambda _text: typed())
        editor.editingFinished.connect(left)


def line_of(editor: Editor) -> QWidget:
    """The part of an editor that takes the focus."""
    if isinstance(editor, DateField):
        return editor.line
    return editor.lineEdit() or editor if isinstance(editor, WordBox) else editor

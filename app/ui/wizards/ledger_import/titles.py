"""What the name or the titles of a sheet tell of all its rows: shown field by field, to be refused or set right."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.ledgers.form import Field
from app.domain.ledgers.values import normaliser_of
from app.i18n import current_language
from app.i18n import gettext as _
from app.services.ledger_ports import SheetLook
from app.ui.ledgers.field_editors import Editor, editor_of, line_of, show, text_of, when_changed
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.flow import Flow
from app.ui.wizards.ledger_import.draft import Draft


class Titles(QFrame):
    """An editor for each field that titles may tell and no column of the sheet holds; `changed` after a word of the
    officer. What cannot be read is not taken: `refused` tells it."""

    changed = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._sheet: SheetLook | None = None
        self.editors: dict[str, Editor] = {}
        self.origin: QLabel | None = None
        self._inside: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(4))
        self.hide()

    def show_sheet(self, sheet: SheetLook | None) -> None:
        """Show what is told of a sheet."""
        self._sheet = sheet
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside, self.origin, self.editors = None, None, {}
        fields = self._fields()
        self.setVisible(bool(fields))
        if sheet is None or not fields:
            return
        self._inside = QWidget(self)
        flow = Flow(self._inside, theme().px(12))
        for field in fields:
            flow.addWidget(self._part(sheet, field))
        self.origin = label("quiet", "", wrap=False)
        flow.addWidget(self.origin)
        self._tell_origin()
        self._column.addWidget(self._inside)
        self._inside.show()

    def refused(self) -> str:
        """Why one cannot go on: what was typed for a field of a sheet that is taken cannot be read; else empty."""
        taken = {sheet.name for sheet in self._draft.sheets()}
        for (sheet, name), text in self._draft.unread.items():
            if sheet in taken:
                return _("Sheet {sheet}: “{text}” cannot be taken for {field}; correct it or leave it empty.").format(
                    sheet=sheet, text=text, field=self._draft.form.field(name).title.in_language(current_language())
                )
        return ""

    def _fields(self) -> list[Field]:
        form, sheet = self._draft.form, self._sheet
        if sheet is None or not self._draft.may_take(sheet):
            return []
        held = {self._draft.field_of(shared) for shared in self._draft.columns_of(sheet)}
        return [form.field(name) for name in form.told if name not in held]

    def _tell_origin(self) -> None:
        """Say which of the fields hold what the sheet's name and titles tell: what was not read there is not theirs."""
        if self.origin is None or self._sheet is None:
            return
        told = [
            field.title.in_language(current_language())
            for field in self._fields()
            if (read := self._sheet.told.get(field.id)) and self._draft.told_of(self._sheet, field.id) == read
        ]
        if not told:
            text = _("for all rows; nothing is taken from the sheet's name and titles")
        elif len(told) == len(self.editors):
            text = _("for all rows, as the sheet's name and titles tell")
        else:
            text = _("for all rows; from the sheet's name and titles: {fields}").format(fields=_(", ").join(told))
        self.origin.setText(text)

    def _part(self, sheet: SheetLook, field: Field) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        title = field.title.in_language(current_language())
        row.addWidget(label(text=title, wrap=False))
        editor = editor_of(field, (), ())
        editor.setMinimumWidth(theme().px(220))
        show(editor, field, self._draft.unread.get((sheet.name, field.id), self._draft.told_of(sheet, field.id)))
        if told := sheet.told.get(field.id, ""):
            tip = _("Read in the sheet: {value}. Correct it if it is wrong, or leave it empty.").format(value=told)
        else:
            tip = _("The sheet does not tell it.")
        editor.setToolTip(tip)
        editor.setAccessibleName(title)
        line_of(editor).setAccessibleName(title)
        line_of(editor).setAccessibleDescription(tip)
        when_changed(editor, partial(self._typed, sheet, field, editor), lambda: None)
        row.addWidget(editor)
        self.editors[field.id] = editor
        return part

    def _typed(self, sheet: SheetLook, field: Field, editor: Editor) -> None:
        text = text_of(editor)
        value, doubt = normaliser_of(field)(text) if text else ("", "")
        self._draft.unread.pop((sheet.name, field.id), None)
        if doubt:
            self._draft.unread[sheet.name, field.id] = text
        else:
            self._draft.say_told(sheet, field.id, value)
        self._tell_origin()
        self.changed.emit()

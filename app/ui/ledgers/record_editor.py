"""One record by hand: a form made of the ledger's fields; what each means and what is doubtful is told at the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.ledgers.form import Field, FieldType, LedgerForm
from app.domain.ledgers.values import normaliser_of
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import ledger_editing, wording
from app.services.changes import Changes
from app.services.ledger_editing import Edited
from app.services.ledger_ports import CellProblem
from app.services.ports import Desk, Progress, StoredRecord
from app.ui.dialogs.dialog import Dialog
from app.ui.dialogs.question import agreed
from app.ui.ledgers.field_editors import Editor, editor_of, line_of, show, text_of, when_changed
from app.ui.ledgers.model import field_text
from app.ui.ledgers.words import comparing
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, restyle
from app.ui.widgets.date_field import DateField
from app.ui.widgets.notice import Notice
from app.ui.widgets.progress import ProgressPane

_NAMES = 168
"""Pixels at 100 % for the names of the fields, where there is room."""


_AT_ONCE = 8
"""Fields that are built in one go."""
_LOW = 420
"""Below this height at 100 % the explanation is left out."""
_SHOWN_AFTER = 400
"""Milliseconds after which it is told how far the storing is."""
_BELOW = 72
"""Pixels at 100 % that stay in sight around the field with the focus: what is doubtful is told below it."""


class RecordEditor(Dialog):
    """Adds a record (`record` None) or changes one; `done` is called with what was stored."""

    def __init__(
        self,
        session: Session,
        kind: str,
        record: StoredRecord | None,
        done: Callable[[Edited], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._record = record
        self._done = done
        self._saving = False
        self.ledger_form: LedgerForm = session.desk.world.ledgers.form(kind)
        self._editors: dict[str, Editor] = {}
        self._problem: dict[str, QLabel] = {}
        self._rest = QTimer(self)
        self._rest.timeout.connect(self._add_some)
        self._labels: dict[str, QLabel] = {}
        self._written: dict[str, QLabel] = {}
        self._before: dict[str, str] = {}
        self._build()
        self.resize(640, 680)
        self.fit()
        self.retranslate()
        line_of(next(iter(self._editors.values()))).setFocus()

    # --- building -----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        self.title = label("title", parent=self)
        self.lead = label("quiet", parent=self)
        self.notice = Notice(self)
        self.progress = ProgressPane(self)
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body = QWidget()
        body.setProperty("role", "plain")
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(px(12), px(12), px(12), px(12))
        self._grid.setHorizontalSpacing(px(12))
        self._grid.setVerticalSpacing(px(2))
        self._grid.setColumnStretch(1, 1)
        self.area.setWidget(body)
        self._add_some()
        if len(self._editors) < len(self.ledger_form.fields):
            self._rest.start(0)
        self.help = label("quiet", parent=self)
        self.help.setMinimumHeight(px(40))
        self.help.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.reason_label = label(parent=self)
        self.reason = QLineEdit(self)
        self.buttons = QDialogButtonBox(self)
        standard = QDialogButtonBox.StandardButton
        self.buttons.setStandardButtons(standard.Ok | standard.Cancel)
        self.save_button, self.cancel_button = self.buttons.button(standard.Ok), self.buttons.button(standard.Cancel)
        restyle(self.save_button, role="primary")
        self.save_button.clicked.connect(self.save)
        self.cancel_button.clicked.connect(self.reject)
        for part in (self.title, self.lead, self.notice, self.progress):
            column.addWidget(part)
        column.addWidget(self.area, 1)
        for below in (self.help, self.reason_label, self.reason, self.buttons):
            column.addWidget(below)
        adding = self._record is None
        self.reason_label.setVisible(adding)
        self.reason.setVisible(adding)

    @property
    def editors(self) -> Mapping[str, Editor]:
        """The editors by field, in the order of the form."""
        self._add_rest()
        return self._editors

    @property
    def problems(self) -> Mapping[str, QLabel]:
        """What is doubtful, by field."""
        self._add_rest()
        return self._problem

    def _add_some(self) -> None:
        """A few fields; those below are added when the window has had its turn."""
        sites = [site.name for site in self._session.sites]
        audit = self._session.outline.audit
        companies = [audit.organisation, *audit.affiliates]
        fields, first = self.ledger_form.fields, len(self._editors)
        before = next(reversed(self._editors.values()), None)
        for number, field in enumerate(fields[first : first + _AT_ONCE], first):
            editor = editor_of(field, sites, companies)
            self._add_field(number * 4, field, editor)
            if before is not None:
                # Made after the buttons, it is reached before them.
                QWidget.setTabOrder(_stop(before), _stop(editor))
            before = editor
            if first:
                self._say_field(field)
        if len(self._editors) == len(fields):
            self._rest.stop()
        if first:
            self._give_names()

    def _add_rest(self) -> None:
        while len(self._editors) < len(self.ledger_form.fields):
            self._add_some()

    def _add_field(self, row: int, field: Field, editor: Editor) -> None:
        words = label(parent=self)
        words.setAlignment(Qt.AlignmentFlag.AlignTop)
        words.setContentsMargins(0, theme().px(6), 0, 0)
        written, problem = label("hint", parent=self), label("", parent=self)
        restyle(problem, tone="nonconforming")
        self._grid.addWidget(words, row, 0, 3, 1)
        for n, part in enumerate((editor, written, problem)):
            self._grid.addWidget(part, row + n, 1)
        self._grid.setRowMinimumHeight(row + 3, theme().px(6))
        problem.hide()
        self._labels[field.id], self._written[field.id] = words, written
        self._editors[field.id], self._problem[field.id] = editor, problem
        if self._record is not None:
            value = self._record.record.values.get(field.id, "")
            site = self._record.record.site if field.type is FieldType.SITE else ""
            show(editor, field, value or site)
        else:
            show(editor, field, "")
        self._before[field.id] = text_of(editor)
        line_of(editor).installEventFilter(self)
        when_changed(editor, partial(self._typed, field), partial(self.check, field))

    # --- words --------------------------------------------------------------------------------------------------------

    def retranslate(self) -> None:
        """Set every text anew."""
        ledger = wording.ledger_name(self._kind, _)
        if self._record is None:
            self.setWindowTitle(_("Add a record: {ledger}").format(ledger=ledger))
            self.lead.setText(_("What is added here stays when the ledger is imported again."))
            self.save_button.setText(_("Add the record"))
        else:
            key = self._record.record.key
            self.setWindowTitle(_("Change the record {key}: {ledger}").format(key=key, ledger=ledger))
            self.lead.setText(
                _("The text of the file stays beside it. A later import that says the same keeps what you give here.")
            )
            self.save_button.setText(_("Keep the changes"))
        self.title.setText(self.windowTitle())
        self.cancel_button.setText(_("Cancel"))
        self.reason_label.setText(_("Why it is added (optional)"))
        self.reason.setAccessibleName(self.reason_label.text())
        self.progress.retranslate()
        self.area.setAccessibleName(ledger)
        for field in self.ledger_form.fields[: len(self._editors)]:
            self._say_field(field)
            if not self._problem[field.id].isHidden():
                self.check(field)
        self._say_help(self.focusWidget())

    def _say_field(self, field: Field) -> None:
        language = current_language()
        if field.id in self._editors:
            name = field.title.in_language(language)
            keyed = field.id in self.ledger_form.keys or field.required
            self._labels[field.id].setText(f"{name} *" if keyed else name)
            help_words = field.help.in_language(language)
            editor = self._editors[field.id]
            editor.setAccessibleName(name)
            line_of(editor).setAccessibleDescription(help_words)
            line_of(editor).setToolTip(help_words)
            self._say_written(field)

    def _say_written(self, field: Field) -> None:
        """What the file says, where that is not what is shown."""
        words = self._written[field.id]
        record = self._record
        raw = record.record.raw.get(field.id, "") if record is not None else ""
        shown = record is not None and bool(raw) and raw not in (self._before[field.id], field_text(record, field))
        words.setText(_("In the file: {text}").format(text=raw) if shown else "")
        words.setVisible(shown)

    def _say_help(self, focused: QObject | None) -> None:
        keys = [self.ledger_form.field(k).title.in_language(current_language()) for k in self.ledger_form.keys]
        starred = _("* One of these tells the record apart: {fields}").format(fields=_(", ").join(keys))
        told = starred
        for field in self.ledger_form.fields[: len(self._editors)]:
            if focused is line_of(self._editors[field.id]):
                told = f"{field.title.in_language(current_language())}: {field.help.in_language(current_language())}"
                if field.example:
                    told += " " + _("E.g. {example}").format(example=field.example)
                if field.id in self.ledger_form.keys and len(keys) > 1:
                    # Otherwise all that have a star would be taken as required.
                    told += "\n" + starred
        self.help.setText(told)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The field that has the focus is explained, and is in sight."""
        if event.type() == QEvent.Type.FocusIn:
            self._say_help(watched)
            if isinstance(watched, QWidget):
                self.area.ensureWidgetVisible(watched, 0, theme().px(_BELOW))
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The names leave room for what is typed."""
        super().resizeEvent(event)
        # Where there is little room the fields come first.
        self.lead.setVisible(self.height() >= theme().px(_LOW))
        self._give_names()

    def _give_names(self) -> None:
        room = min(theme().px(_NAMES), self.width() * 3 // 10)
        for words in self._labels.values():
            words.setFixedWidth(room)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Explain the first field."""
        super().showEvent(event)
        self._say_help(self.focusWidget())

    # --- what was given -----------------------------------------------------------------------------------------------

    def given(self) -> dict[str, str]:
        """The fields that were changed, with their texts."""
        texts = {name: text_of(editor) for name, editor in self.editors.items()}
        return {name: text for name, text in texts.items() if text != self._before[name]}

    def _typed(self, field: Field) -> None:
        # While it is being typed there is no blame yet.
        self._problem[field.id].hide()
        line_of(self._editors[field.id]).setAccessibleDescription(field.help.in_language(current_language()))

    def check(self, field: Field) -> bool:
        """Say at the field what is doubtful about its text; returns whether it can be taken."""
        editor = self._editors[field.id]
        text = text_of(editor)
        problem = self._problem[field.id]
        value, code = normaliser_of(field)(text) if text else ("", "")
        if not code or text == self._before[field.id]:
            if value and not code and isinstance(editor, DateField) and not editor.readable:
                # Ledgers write days in more ways than are typed elsewhere: shown as it was read.
                show(editor, field, value)
            self._typed(field)
            return True
        title = field.title.in_language(current_language())
        told = editor.why_not() if isinstance(editor, DateField) and not value else ""
        told = told or wording.problem(CellProblem("", 0, title, text, code, {"read": value}, field=field.id), _)
        problem.setText(told)
        problem.setVisible(True)
        problem.setAccessibleName(told)
        line_of(self._editors[field.id]).setAccessibleDescription(told)
        return bool(value)

    def save(self) -> None:
        """Store it in one transaction, off the GUI thread; what is refused is told and nothing is lost."""
        if self._saving:
            return
        self._add_rest()
        wrong = [field for field in self.ledger_form.fields if not self.check(field)]
        if wrong:
            line_of(self._editors[wrong[0].id]).setFocus()
            return
        given = self.given()
        if not given:
            if self._record is not None:
                self._leave()
                return
            self.notice.say(lambda: _("Give at least what tells the record apart."), good=False)
            return
        self._saving = True
        self.save_button.setEnabled(False)
        task = self._session.do_long(
            lambda: _("Comparing the ledgers"), self._work(given), self._stored, self._refused, self, shown=True
        )
        self.progress.follow(task, comparing, _SHOWN_AFTER)

    def _work(self, given: Mapping[str, str]) -> Callable[[Desk, Progress], tuple[Changes, Edited]]:
        kind, reason = self._kind, self.reason.text()
        key = self._record.record.match_key if self._record is not None else ""

        def work(desk: Desk, progress: Progress) -> tuple[Changes, Edited]:
            if key:
                edited = ledger_editing.edit_record(desk, kind, key, given, progress)
            else:
                edited = ledger_editing.add_record(desk, kind, given, reason, progress)
            return edited.changes, edited

        return work

    def _stored(self, result: tuple[Changes, Edited]) -> None:
        self._done(result[1])
        self._leave()

    def _refused(self, error: BaseException) -> None:
        self._saving = False
        self.save_button.setEnabled(True)
        self.notice.refuse(error)

    def _leave(self) -> None:
        self.accept()

    def reject(self) -> None:
        """Close; what was typed is asked about."""
        if self._saving:
            return
        if not self.given() or self._may_lose():
            super().reject()

    def _may_lose(self) -> bool:
        words = _("Close without keeping what you typed?")
        return agreed(self.windowTitle(), words, _("Go on"), _("Close without keeping"), self)


def _stop(editor: Editor) -> QWidget:
    """The part of an editor that Tab comes to."""
    return editor.line if isinstance(editor, DateField) else editor

"""証跡一覧: all evidence of the audit, what to look after first, and everything that can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.domain.pieces import Piece
from app.i18n import gettext as _
from app.services.changes import Changes
from app.services.evidencing_register import Entry, Mark, Register
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.dialogs.dialog import Dialog
from app.ui.evidence.acts import EvidenceActs
from app.ui.evidence.table import EvidenceRow, EvidenceTable, found, mark_word, rows
from app.ui.evidence.words import size_word
from app.ui.help.window import show_beside
from app.ui.messages import message
from app.ui.said import Words
from app.ui.sealed import lock
from app.ui.session import Session, Target
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.flow import Flow, joined

_SHOWN: tuple[Mark | None, ...] = (
    None,
    Mark.EXPIRED,
    Mark.SOON,
    Mark.UNUSED,
    Mark.LARGE,
    Mark.DOUBLE,
    Mark.REPLACED,
    Mark.REMOVED,
)
"""The filters; the first one shows what is in force."""


_ROWS = 5
"""So many rows of the table are in sight at least, its head included."""


class RegisterDialog(Dialog):
    """Enter or Space looks at the current piece, F2 edits its last day and note, Delete removes it everywhere."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._register: Register | None = None
        self._rows: list[EvidenceRow] = []
        self._doomed: Piece | None = None
        self._ticket = 0
        self.acts = EvidenceActs(session, self._say, self)
        self.shown = QComboBox(self)
        self.search = FindLine(self)
        self.table = EvidenceTable(self)
        self.told = label("quiet", parent=self)
        self.problem = label("quiet", parent=self)
        self.reason = ReasonPanel(self)
        self.reason.given.connect(self._remove)
        self.limit_name, self.limit = label("quiet", wrap=False, parent=self), QSpinBox(self)
        self.soon_name, self.soon = label("quiet", wrap=False, parent=self), QSpinBox(self)
        self.limit.setRange(1, 200)
        self.soon.setRange(0, 3_650)
        self._acts: list[tuple[QPushButton, Callable[[], str]]] = []
        self.preview = self._act(lambda: _("Look at it"), self._preview)
        self.go = self._act(lambda: _("To the checkpoint"), self._go)
        self.also_serves = self._act(lambda: _("Use for other checkpoints…"), self._with(self.acts.also_serves))
        self.facts = self._act(lambda: _("Last day and note…"), self._with(self.acts.edit_facts))
        self.new_version = self._act(lambda: _("New version…"), self._with(self.acts.new_version))
        self.save = self._act(lambda: _("Save as…"), lambda: self._save_as())
        self.remove = self._act(lambda: _("Remove…"), self._ask_removal)
        self.shut = button("primary", self.accept, self)
        lock(session, self.also_serves, self.facts, self.new_version, self.remove, self.limit, self.soon)
        self._lay()
        self.shown.currentIndexChanged.connect(lambda _row: self._fill())
        self.search.textChanged.connect(lambda _text: self._fill())
        self.table.opened.connect(self._preview)
        self.table.picked.connect(self._enable)
        for spin in (self.limit, self.soon):
            spin.editingFinished.connect(self._set_warnings)
        for keys, act in (("Space", self._preview), ("F2", self.facts.click), ("Delete", self.remove.click)):
            QShortcut(QKeySequence(keys), self.table, act).setContext(Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence.StandardKey.HelpContents, self, lambda: show_beside(self, "evidence", session.catalogue))
        session.changed.connect(self._changed)
        room = parent.screen().availableSize()
        self.resize(min(theme().px(1180), room.width() - 16), min(theme().px(720), room.height() - 48))
        self.retranslate()
        self.table.setMinimumHeight(theme().px(_ROWS * tokens.ROW))
        self.scroll_where_low()
        self.search.setFocus()
        self._read()

    def _act(self, name: Callable[[], str], clicked: Callable[[], object]) -> QPushButton:
        made = button("", clicked, self)
        self._acts.append((made, name))
        return made

    def _lay(self) -> None:
        px = theme().px
        top = QHBoxLayout()
        top.setSpacing(px(8))
        top.addWidget(self.shown)
        top.addWidget(self.search, 1)
        self._buttons = QWidget(self)
        flow = Flow(self._buttons)
        for each, _name in self._acts:
            flow.addWidget(each)
        warnings = QWidget(self)
        line = Flow(warnings)
        for name, spin in ((self.limit_name, self.limit), (self.soon_name, self.soon)):
            line.addWidget(joined(name, spin))
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(warnings, 1)
        foot.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(20))
        column.setSpacing(px(12))
        column.addLayout(top)
        column.addWidget(self.table, 1)
        for widget in (self.told, self._buttons, self.reason, self.problem):
            column.addWidget(widget)
        column.addLayout(foot)
        self.say_problem(self.problem, "")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Register of evidence"))
        self.search.setPlaceholderText(_("Find by name, checkpoint, site or note"))
        self.search.setAccessibleName(_("Find by name, checkpoint, site or note"))
        self.table.setAccessibleName(_("Evidence of the audit"))
        self.shown.setAccessibleName(_("Which evidence is shown"))
        for each, name in self._acts:
            each.setText(name())
        self.limit_name.setText(_("Warn of files above"))
        self.limit.setAccessibleName(_("Warn of files above"))
        self.limit.setSuffix(" MB")
        self.soon_name.setText(_("Warn before a last day"))
        self.soon.setAccessibleName(_("Warn before a last day"))
        self.soon.setSuffix(_(" days"))
        self.shut.setText(_("Close"))
        self.reason.retranslate()
        self.table.listing.retitle()
        self._name_filters()
        if self._register is not None:
            self._rows = rows(self._session, self._register.entries)
            self._fill()

    # --- reading ---------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        from app.services import evidencing_register

        self._ticket += 1
        ticket, session = self._ticket, self._session

        def read() -> tuple[Register, list[EvidenceRow]]:
            register = evidencing_register.register(session.desk)
            return register, rows(session, register.entries)

        session.tasks.read(
            read, lambda came: self._came(*came) if ticket == self._ticket else None, self._refused, self
        )

    def _came(self, register: Register, made: list[EvidenceRow]) -> None:
        self._register, self._rows = register, made
        self.table.know(register)
        for spin, value in ((self.limit, register.limit_mb), (self.soon, register.soon_days)):
            if not spin.hasFocus():
                spin.setValue(value)
        self._name_filters()
        self._fill()

    def _changed(self, changes: Changes) -> None:
        if changes.evidence or changes.sites:
            self._read()

    # --- showing ---------------------------------------------------------------------------------------------------

    def _name_filters(self) -> None:
        chosen = max(0, self.shown.currentIndex())
        self.shown.blockSignals(True)
        self.shown.clear()
        for mark in _SHOWN:
            name = _("In force") if mark is None else mark_word(mark)
            self.shown.addItem(_("{name} ({count})").format(name=name, count=f"{self._count(mark):,}"))
        self.shown.setCurrentIndex(chosen)
        self.shown.blockSignals(False)

    def _count(self, mark: Mark | None) -> int:
        return sum(_is(row.entry, mark) for row in self._rows)

    def show_only(self, mark: Mark | None) -> None:
        """Show what has a mark, or what is in force."""
        self.shown.setCurrentIndex(_SHOWN.index(mark))

    def _fill(self) -> None:
        mark = _SHOWN[max(0, self.shown.currentIndex())]
        wanted = found((row for row in self._rows if _is(row.entry, mark)), self.search.text())
        self.table.put(wanted)
        if self._register is not None:
            words = _("Shown: {count} of {total}").format(count=f"{len(wanted):,}", total=f"{self._count(mark):,}")
            whole = _("{size} in the audit's file").format(size=size_word(self._register.size))
            none = _("There is no evidence yet. It is added at a checkpoint.")
            self.told.setText(f"{words}   {whole}" if self._rows else none)
        self._enable()

    def _enable(self) -> None:
        row = self.table.current()
        for each in (self.preview, self.save):
            each.setEnabled(row is not None)
        self.go.setEnabled(row is not None and bool(row.entry.places))
        force = row is not None and row.entry.in_force
        for each in (self.also_serves, self.facts, self.new_version):
            each.setEnabled(force)
        self.remove.setEnabled(row is not None and not row.entry.piece.evidence.removed)

    def _say(self, words: Words, passing: bool) -> None:
        self.say_problem(self.problem, words, "" if passing else "nonconforming")

    def _refused(self, error: BaseException) -> None:
        self._say(message(error).words, False)

    # --- acts ------------------------------------------------------------------------------------------------------

    def _with(self, act: Callable[[Piece], object]) -> Callable[[], None]:
        def do() -> None:
            if (row := self.table.current()) is not None:
                self._say("", True)
                act(row.entry.piece)

        return do

    def _preview(self) -> None:
        if (row := self.table.current()) is not None:
            self.acts.preview(row.entry.piece)

    def _save_as(self) -> None:
        if (row := self.table.current()) is not None:
            self.acts.save_as(row.entry.piece.evidence, self)

    def _go(self) -> None:
        row = self.table.current()
        if row is not None and row.entry.places:
            checkpoint, site = row.entry.places[0]
            self.accept()
            self._session.go(Target("checkpoints", checkpoint=checkpoint, site=site or None))

    def _ask_removal(self) -> None:
        row = self.table.current()
        if row is None:
            return
        self._doomed = row.entry.piece
        name, count = row.name, len(row.entry.places)

        def sentence() -> str:
            many = _(
                "{name} will no longer count at any place that it serves ({count}); it stays readable in the audit."
            )
            one = _("{name} will no longer count as evidence; it stays readable in the audit.")
            return (many if count > 1 else one).format(name=name, count=count)

        self.reason.ask(sentence, lambda: _("Remove from the evidence"))

    def _remove(self, reason: str) -> None:
        doomed, self._doomed = self._doomed, None
        if doomed is not None:
            self.acts.remove(doomed, reason)
            self.table.setFocus()

    def _set_warnings(self) -> None:
        register = self._register
        if register is None or (self.limit.value(), self.soon.value()) == (register.limit_mb, register.soon_days):
            return
        from app.services import evidencing_files

        limit, soon = self.limit.value(), self.soon.value()
        self._register = replace(register, limit_mb=limit, soon_days=soon)
        self._session.do(lambda desk: evidencing_files.set_warnings(desk, limit, soon), None, self._refused, self)


def _is(entry: Entry, mark: Mark | None) -> bool:
    return entry.in_force if mark is None else mark in entry.marks

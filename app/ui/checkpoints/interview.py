"""The rehearsal of a hearing (ヒアリング想定問答): the weakest answers, asked as a regulator would ask."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from app.domain.answers import Answer
from app.domain.progress import Place
from app.i18n import current_language, gettext_in
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui import files
from app.ui.checkpoints.interview_sheet import InterviewSheet
from app.ui.checkpoints.screens import Screens
from app.ui.dialogs.dialog import Dialog
from app.ui.evidence.opened_copy import EvidenceCopy
from app.ui.messages import message
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from app.services.interviewing import Asked
    from app.services.ports import Desk, Progress

_COUNTS = (10, 20, 50, 0)
_KEYS = {
    Qt.Key.Key_A: "answer",
    Qt.Key.Key_E: "evidence",
    Qt.Key.Key_H: "history",
    Qt.Key.Key_M: "measure",
    Qt.Key.Key_X: "failed",
    Qt.Key.Key_O: "go",
    Qt.Key.Key_Backspace: "back",
    Qt.Key.Key_Left: "back",
    Qt.Key.Key_Return: "next",
    Qt.Key.Key_Enter: "next",
    Qt.Key.Key_Right: "next",
}


class InterviewDialog(Dialog):
    """Three screens: of what, one question after the other, what is to be prepared."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        self._asked: tuple[Asked, ...] = ()
        self._index = 0
        self._failed: dict[Place, str] = {}
        self._copy = EvidenceCopy(session, self)
        self._build()
        self.retranslate()
        room = parent.size()
        self.resize(max(room.width() - theme().px(80), 600), max(room.height() - theme().px(60), 440))
        self.start.setDefault(True)
        self.over.setFocus()

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setProperty("role", "page")
        self.stack = QStackedWidget(self)
        self.screens = Screens(self.stack)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.begin, column = _screen(self.stack)
        self.title, self.lead = label("title", parent=self.begin), label("", parent=self.begin)
        self.over_label, self.many_label = label("section", parent=self.begin), label("section", parent=self.begin)
        self.over, self.many = QComboBox(self.begin), QComboBox(self.begin)
        self.over_label.setBuddy(self.over)
        self.many_label.setBuddy(self.many)
        self.over.addItem("", None)
        for site in self.session.sites:
            self.over.addItem(site.name, site.id)
        for count in _COUNTS:
            self.many.addItem("", count)
        self.many.setCurrentIndex(1)
        self.start = button("primary", self.go, self.begin)
        self.leave = button("", self.reject, self.begin)
        self.paper = button("", self.ask_paper, self.begin)
        self.empty = label("quiet", parent=self.begin)
        self.empty.hide()
        for part in (self.title, self.lead, self.over_label, self.over, self.many_label, self.many, self.empty):
            column.addWidget(part)
        column.addLayout(_row(self.start, self.paper, self.leave))
        column.addStretch(1)
        self.sheet = InterviewSheet(self._key, self.stack)
        self.sheet.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.sheet.acted.connect(self.act)
        self._copy.told.connect(self.sheet.say)
        self.end, column = _screen(self.stack)
        self.end_title, self.end_lead = label("title", parent=self.end), label("", parent=self.end)
        self.list = QListWidget(self.end)
        self.list.setProperty("role", "choices")
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMinimumHeight(theme().px(160))
        self.list.itemActivated.connect(self._open_row)
        self.open_button = button("primary", self._open_current, self.end)
        self.once_more = button("", lambda: self.screens.show(self.begin), self.end)
        self.close_button = button("", self.accept, self.end)
        column.addWidget(self.end_title)
        column.addWidget(self.end_lead)
        column.addWidget(self.list, 1)
        column.addLayout(_row(self.open_button, self.once_more, self.close_button))
        for screen in (self.begin, self.sheet, self.end):
            self.screens.add(screen)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Rehearsal of a hearing"))
        self.title.setText(_("Rehearsal of a hearing"))
        self.lead.setText(
            _(
                "The weakest answers, asked as a regulator would ask. Answer aloud first, then look at what was "
                "answered and at its evidence. What could not be answered is flagged and listed at the end."
            )
        )
        self.over_label.setText(_("Of which answers"))
        self.over.setItemText(0, _("The whole audit"))
        self.over.setAccessibleName(_("Of which answers"))
        self.many_label.setText(_("How many questions"))
        self.many.setAccessibleName(_("How many questions"))
        for number, count in enumerate(_COUNTS):
            words = _("The weakest {count}, and all that are partly deficient").format(count=count)
            self.many.setItemText(number, words if count else _("All"))
        self.start.setText(_("Begin"))
        self.leave.setText(_("Close"))
        self.paper.setText(_("Save as PDF…"))
        self.empty.setText(_("There is no answer yet that anything would be asked about."))
        self.sheet.retranslate()
        self.end_title.setText(_("To be prepared"))
        self.open_button.setText(_("Work on it"))
        self.once_more.setText(_("Once more…"))
        self.close_button.setText(_("Close"))
        self.list.setAccessibleName(_("To be prepared"))
        self._tell_end()

    # --- asking ------------------------------------------------------------------------------------------------------

    def go(self) -> None:
        """Read the questions and begin with the first."""
        site, count, language = self.over.currentData(), self.many.currentData(), current_language()
        desk = self.session.desk

        def read() -> tuple[tuple[Asked, ...], dict[Place, str]]:
            from app.services import flagging, interviewing

            flags = {(flag.checkpoint, flag.site): flag.note for flag in flagging.flags(desk)}
            return interviewing.questions(desk, _, language, count, site), flags

        self.start.setEnabled(False)
        self.session.tasks.read(read, self._begun, self._unread, self)

    def _begun(self, read: tuple[tuple[Asked, ...], dict[Place, str]]) -> None:
        self.start.setEnabled(True)
        self._asked, flags = read
        self._index = 0
        self._failed = {a.place: flags[a.place] for a in self._asked if flags.get(a.place, "").startswith(_note(""))}
        self.empty.setVisible(not self._asked)
        if self._asked:
            self.screens.show(self.sheet)
            self._show()

    def _unread(self, error: BaseException) -> None:
        self.start.setEnabled(True)
        self.say_problem(self.empty, message(error).words)

    @property
    def asked(self) -> Asked:
        """The question on the screen."""
        return self._asked[self._index]

    def _show(self) -> None:
        asked = self.asked
        self.sheet.put(asked, self._index, len(self._asked), failed=asked.place in self._failed)
        self.screens.to_top()
        self.sheet.setFocus()

    def act(self, name: str) -> None:
        """Do what a key or a button of the screen asks for."""
        if name == "answer":
            self.sheet.show_answer()
        elif name == "evidence":
            self._open_evidence()
        elif name == "history":
            self._read_history()
        elif name == "measure":
            self.sheet.show_measure()
        elif name == "failed":
            self._turn_failed()
        elif name == "go":
            self._go_to(self.asked.place)
        else:
            self.step(-1 if name == "back" else 1)
        if self.sheet.is_answered and name in ("answer", "history", "measure"):
            self.screens.bring_into_sight(self.sheet.card)

    def step(self, by: int) -> None:
        """The next question or the one before; after the last one comes what is to be prepared."""
        if self._index + by >= len(self._asked):
            self.finish()
        elif self._index + by >= 0:
            self._index += by
            self._show()

    def finish(self) -> None:
        """List what could not be answered."""
        self.list.clear()
        for asked in self._asked:
            if asked.place in self._failed:
                where = asked.site_name or _("(company)")
                row = QListWidgetItem(f"{asked.checkpoint.id}  {where}  {asked.question}")
                row.setData(Qt.ItemDataRole.UserRole, asked.place)
                self.list.addItem(row)
        self.list.setCurrentRow(0)
        self._tell_end()
        self.screens.show(self.end)
        (self.list if self.list.count() else self.close_button).setFocus()

    def _tell_end(self) -> None:
        count = self.list.count()
        words = _("Could not be answered: {count} of {asked}. Prepare an answer and its evidence for each.")
        fine = _("All {asked} questions could be answered.")
        self.end_lead.setText((words if count else fine).format(count=count, asked=len(self._asked)))
        self.list.setVisible(bool(count))
        self.open_button.setVisible(bool(count))

    # --- on paper ----------------------------------------------------------------------------------------------------

    def ask_paper(self) -> None:
        """Ask where the sheet with the questions is written."""
        name = f"{_('Questions to expect at a hearing')}.pdf"
        folders = files.Folders(Settings(), self.session.file)
        kinds = _("PDF file (*.pdf)")
        target = files.ask_save(self, _("Save the questions"), folders, name, kinds, (".pdf",))
        if target is not None:
            self.write_paper(target)

    def write_paper(self, target: Path) -> None:
        """Write the sheet, with as many questions as are chosen."""
        session, count, language = self.session, self.many.currentData(), current_language()
        only = self.over.currentText() if self.over.currentData() is not None else ""
        translate = gettext_in(language)

        def work(_progress: Progress) -> None:
            from app.services import reporting

            reporting.write_interview(session.desk, target, session.kit.render, translate, language, count, only)

        def done(_none: None) -> None:
            self.say_problem(self.empty, lambda: _("Written: {file}").format(file=target), "conforming")

        session.tasks.long(lambda: _("Writing {file}").format(file=target.name), work, done, self._unread, self)

    # --- answer, evidence, history -----------------------------------------------------------------------------------

    def _open_evidence(self) -> None:
        evidence = self.asked.evidence
        if evidence:
            self._copy.open(evidence[0])
            first = evidence[0].name
            self.sheet.say(lambda: _("Opening {file} ({count} in all)").format(file=first, count=len(evidence)))
        else:
            self.sheet.say(lambda: _("There is no evidence."))

    def _read_history(self) -> None:
        place, desk = self.asked.place, self.session.desk

        def read() -> tuple[Answer, ...]:
            from app.services import answering

            return answering.page(desk, *place).revisions

        self.session.tasks.read(read, partial(self._history_came, place), owner=self)

    def _history_came(self, place: Place, revisions: tuple[Answer, ...]) -> None:
        if self._asked and self.asked.place == place:
            self.sheet.show_history(revisions)
            self.screens.bring_into_sight(self.sheet.card)

    def _turn_failed(self) -> None:
        """Flag what could not be answered with the question; what could be after all is not flagged any more."""
        place, note = self.asked.place, _note(self.asked.question)
        down = place in self._failed

        def work(desk: Desk) -> Changes:
            from app.services import flagging

            return flagging.clear_flags(desk, [place]) if down else flagging.set_flags(desk, [place], note)

        if down:
            del self._failed[place]
        else:
            self._failed[place] = note
        self.sheet.mark_failed(not down)
        self.session.do(work, failed=partial(self._flag_refused, place, down), owner=self)

    def _flag_refused(self, place: Place, down: bool, error: BaseException) -> None:
        if down:
            self._failed[place] = ""
        else:
            self._failed.pop(place, None)
        if self._asked and self.asked.place == place:
            self.sheet.mark_failed(down)
            self.sheet.say(message(error).words)

    # --- keys and ends -----------------------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        name = _KEYS.get(Qt.Key(event.key()))
        if held != Qt.KeyboardModifier.NoModifier or name is None:
            return False
        self.act(name)
        return True

    def reject(self) -> None:
        """Esc: to what is to be prepared, then away."""
        if self.screens.current is self.sheet and self._failed:
            self.finish()
        else:
            super().reject()

    def _open_row(self, row: QListWidgetItem) -> None:
        self._go_to(row.data(Qt.ItemDataRole.UserRole))

    def _open_current(self) -> None:
        row = self.list.currentItem()
        if row is not None:
            self._open_row(row)

    def _go_to(self, place: Place) -> None:
        self.accept()
        target = Target("checkpoints", checkpoint=place[0], site=place[1] or None)
        QTimer.singleShot(0, self.session, lambda: self.session.go(target))


def _note(question: str) -> str:
    """The note of the flag at what could not be answered."""
    return _("Not answered in the rehearsal: {question}").format(question=question).rstrip()


def _screen(parent: QWidget) -> tuple[QWidget, QVBoxLayout]:
    screen = QWidget(parent)
    column = QVBoxLayout(screen)
    pad = theme().px(32)
    column.setContentsMargins(pad, pad, pad, pad)
    column.setSpacing(theme().px(12))
    return screen, column


def _row(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for each in buttons:
        row.addWidget(each)
    row.addStretch(1)
    return row

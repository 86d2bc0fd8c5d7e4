"""Other names in the ledgers (別名): what is like a name on record is asked about; decisions can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.ledgers import Alias
from app.domain.rules.registers import COMPANIES, DEPARTMENTS, SYSTEMS
from app.i18n import gettext as _
from app.i18n import listed
from app.services import aliases
from app.services.aliases import Candidate
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ports import Desk, Progress
from app.ui.dates import moment
from app.ui.dialogs.dialog import Dialog
from app.ui.help.window import show_beside
from app.ui.ledgers.words import comparing
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.progress import ProgressPane
from app.ui.widgets.word_box import WordBox

_SHOWN_AFTER = 400
"""Milliseconds after which it is told how far the rules are."""

SIDES = ("送配電部門", "小売部門")
"""What a department may mean besides another one; ledgers are written in Japanese."""

Read = tuple[tuple[Candidate, ...], tuple[Alias, ...], tuple[str, ...]]
Written = tuple[Changes, FindingCounts]


class NamesDialog(Dialog):
    """Above what may be another name, then departments, of which the officer alone knows which are one, below what was
    decided. The rules are run anew after each decision."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self._closing = self._read = False
        self._candidates: tuple[Candidate, ...] = ()
        self.title, self.lead = label("title", parent=self), label("quiet", parent=self)
        self.notice, self.progress = Notice(self), ProgressPane(self)
        self.open_title, self.done_title = label("section", parent=self), label("section", parent=self)
        self.candidates = ListTable(Listing(_open_columns(), lambda c: (c.kind, c.text)), self)
        self.decided = ListTable(Listing(_decided_columns(), lambda a: (a.kind, a.folded)), self)
        self.meaning = QComboBox(self)
        self.meaning.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.yes, self.no = button("", self.confirm, self), button("", self.refuse, self)
        self.sections_title = label("section", parent=self)
        self.section, self.section_meaning = WordBox((), self), WordBox((), self)
        for box in (self.section, self.section_meaning):
            box.setMinimumContentsLength(6)
        self.section_means, self.section_yes = label("quiet", parent=self), button("", self.confirm_section, self)
        self.forget, self.away = button("", self.take_back, self), button("", self.reject, self)
        lock(session, self.yes, self.no, self.section_yes, self.forget)
        self._lay()
        self.candidates.picked.connect(self._show_likely)
        self.decided.picked.connect(self._look)
        for box in (self.section, self.section_meaning):
            box.editTextChanged.connect(lambda _text: self._look())
        QShortcut(QKeySequence.StandardKey.HelpContents, self, lambda: show_beside(self, "ledgers", session.catalogue))
        self.resize(900, 680)
        self.fit()
        self.retranslate()
        self.reload()

    def _lay(self) -> None:
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        answers = QHBoxLayout()
        answers.addWidget(self.yes)
        answers.addWidget(self.no)
        answers.addStretch(1)
        sections = QHBoxLayout()
        sections.setSpacing(px(8))
        sections.addWidget(self.section, 1)
        sections.addWidget(self.section_means, 0, Qt.AlignmentFlag.AlignVCenter)
        sections.addWidget(self.section_meaning, 1)
        sections.addWidget(self.section_yes)
        below = QHBoxLayout()
        below.addWidget(self.forget)
        below.addStretch(1)
        below.addWidget(self.away)
        for part in (self.title, self.lead, self.notice, self.progress, self.open_title):
            column.addWidget(part)
        column.addWidget(self.candidates, 3)
        column.addWidget(self.meaning)
        column.addLayout(answers)
        column.addWidget(self.sections_title)
        column.addLayout(sections)
        column.addWidget(self.done_title)
        column.addWidget(self.decided, 2)
        column.addLayout(below)
        for table in (self.candidates, self.decided):
            table.setMinimumHeight(px(72))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Other names in the ledgers"))
        self.title.setText(self.windowTitle())
        self.lead.setText(
            _("Ledgers call one thing by several names. Say which name is meant; what you do not confirm is never "
              "taken for the same. It is kept in the history.")
        )  # fmt: skip
        self.done_title.setText(_("What you have decided so far"))
        self.candidates.setAccessibleName(_("Names to be asked about"))
        self.decided.setAccessibleName(self.done_title.text())
        self.meaning.setAccessibleName(_("The name that is meant"))
        self.yes.setText(_("It is another name of it"))
        self.no.setText(_("No, of none of them"))
        self.sections_title.setText(_("Departments: which is another name of which"))
        self.section.setAccessibleName(_("Department in the ledgers"))
        self.section_meaning.setAccessibleName(_("The department that is meant, or its side"))
        self.section_means.setText(_("means"))
        self.section_yes.setText(_("Confirm as such"))
        self.forget.setText(_("Take the decision back"))
        self.away.setText(_("Close"))
        self.progress.retranslate()
        self.candidates.listing.retitle()
        self.decided.listing.retitle()
        self._say_open()

    # --- acts ---------------------------------------------------------------------------------------------------------

    def confirm(self) -> None:
        """The name is another name of the one that is chosen."""
        if (candidate := self._candidate()) is not None and self.meaning.currentText():
            self._answer(candidate, self.meaning.currentText())

    def refuse(self) -> None:
        """The name is another name of nothing on record."""
        if (candidate := self._candidate()) is not None:
            self._answer(candidate, "")

    def confirm_section(self) -> None:
        """A department is another name of another one, or of the side that it belongs to."""
        text, meaning = self._sections()
        if text and meaning:
            self._do(lambda desk, progress: aliases.add(desk, DEPARTMENTS, text, meaning, progress))

    def take_back(self) -> None:
        """What was decided of a name is open again."""
        index = self.decided.currentIndex()
        if index.isValid():
            alias: Alias = self.decided.listing.at(index)
            self._do(lambda desk, progress: aliases.remove(desk, alias.kind, alias.text, progress))

    def _answer(self, candidate: Candidate, meaning: str) -> None:
        self._do(lambda desk, progress: aliases.add(desk, candidate.kind, candidate.text, meaning, progress))

    def _do(self, work: Callable[[Desk, Progress], Written]) -> None:
        if self.progress.task is not None:
            return
        self.notice.hide()
        title = self.windowTitle()
        task = self._session.do_long(title, work, lambda _written: self.reload(), self.notice.refuse, self, shown=True)
        self.progress.follow(task, comparing, _SHOWN_AFTER)
        task.finished.connect(self._ended)
        self._look()

    def _ended(self) -> None:
        self._look()
        if self._closing:
            super().reject()

    def reject(self) -> None:
        """Close; rules that run are stopped first, and the decision they were run for is not kept."""
        if self.progress.task is None:
            super().reject()
            return
        self._closing = True
        self.progress.task.cancel()

    # --- inside -------------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read anew what may be asked about and what was decided."""
        self._asked += 1
        mine, desk = self._asked, self._session.desk

        def home(read: Read) -> None:
            if mine == self._asked:
                self._show(*read)

        self._session.tasks.read(
            lambda: (aliases.candidates(desk), aliases.listing(desk), aliases.departments(desk)),
            home,
            self.notice.refuse,
            self,
        )

    def _show(self, candidates: tuple[Candidate, ...], decided: tuple[Alias, ...], sections: tuple[str, ...]) -> None:
        place = max(0, self.candidates.currentIndex().row())
        self._read = True
        self._candidates = candidates
        self.candidates.put(candidates)
        self.decided.put(decided)
        self._say_open()
        self._offer_sections(sections)
        if candidates and not self.candidates.currentIndex().isValid():
            # On to the one that stands where the last one stood.
            at = candidates[min(place, len(candidates) - 1)]
            self.candidates.choose((at.kind, at.text))
        self._show_likely()

    def _say_open(self) -> None:
        words = _("Names that are not on record and are like one that is")
        if self._read and not self._candidates:
            words = _("No name in the ledgers wants your word.")
        self.open_title.setText(words)

    def _candidate(self) -> Candidate | None:
        index = self.candidates.currentIndex()
        return self.candidates.listing.at(index) if index.isValid() else None

    def _show_likely(self) -> None:
        candidate = self._candidate()
        self.meaning.clear()
        self.meaning.addItems(list(candidate.like) if candidate is not None else [])
        self._look()

    def _offer_sections(self, sections: tuple[str, ...]) -> None:
        """The departments of the ledgers, and for the meaning the sides before them. What is being typed stays."""
        before = self.section.currentText().strip()
        if before and before not in sections and any(a.text == before for a in self.decided.listing.rows):
            self.section.setEditText("")
            self.section_meaning.setEditText("")
        for box, words in ((self.section, sections), (self.section_meaning, (*SIDES, *sections))):
            box.offer(words)

    def _sections(self) -> tuple[str, str]:
        return self.section.currentText().strip(), self.section_meaning.currentText().strip()

    def _look(self) -> None:
        idle, there = self.progress.task is None, self._candidate() is not None
        for part in (self.meaning, self.no):
            part.setEnabled(idle and there)
        self.yes.setEnabled(idle and there and bool(self.meaning.currentText()))
        for each in (self.section, self.section_meaning):
            each.setEnabled(idle)
        self.section_yes.setEnabled(idle and all(self._sections()))
        self.forget.setEnabled(idle and self.decided.currentIndex().isValid())
        for table in (self.candidates, self.decided):
            table.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _kind_word(kind: str) -> str:
    return {SYSTEMS: _("a system"), COMPANIES: _("a company"), DEPARTMENTS: _("a department")}[kind]


def _open_columns() -> tuple[Column[Candidate], ...]:
    return (
        Column(lambda: _("Name of"), lambda c: _kind_word(c.kind), 130),
        Column(lambda: _("Name in the ledgers"), lambda c: c.text, 220),
        Column(lambda: _("Records with it"), lambda c: f"{c.records:,}", 72, order=lambda c: c.records, right=True),
        Column(lambda: _("Perhaps"), lambda c: listed(c.like), 0),
    )


def _decided_columns() -> tuple[Column[Alias], ...]:
    return (
        Column(lambda: _("Name of"), lambda a: _kind_word(a.kind), 130),
        Column(lambda: _("Name in the ledgers"), lambda a: a.text, 200),
        Column(lambda: _("Means"), lambda a: a.meaning or _("nothing on record"), 0),
        Column(lambda: _("By"), lambda a: a.by, 84),
        Column(lambda: _("Decided"), lambda a: moment(a.at), 150, order=lambda a: a.at, whole=True),
    )

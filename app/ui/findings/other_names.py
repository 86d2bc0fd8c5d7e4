"""Names of systems that are not on the list: the officer says in place whether one is another name of a known one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.findings import Finding
from app.domain.rules.registers import SYSTEMS
from app.i18n import gettext as _
from app.services import aliases
from app.services.aliases import Candidate
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.columns import empty
from app.ui.widgets.flow import Flow

RULE = "R27"
"""The rule that finds names of systems which are not on the list."""


class OtherNames(QWidget):
    """Asks about each name of a finding; hidden where there is nothing to ask. `failed` carries what was refused."""

    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._finding = ""
        self._candidates: tuple[Candidate, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(8))
        self.hide()

    def show_finding(self, finding: Finding) -> None:
        """Ask about the names of a finding; what is like them is looked for off the GUI thread."""
        if finding.id != self._finding:
            self._candidates = ()
            self.retranslate()
        self._finding = finding.id
        if finding.rule != RULE:
            return
        desk, identity = self._session.desk, finding.id

        def home(found: tuple[Candidate, ...]) -> None:
            if identity == self._finding:
                self._candidates = found
                self.retranslate()

        self._session.tasks.read(lambda: aliases.candidates_of(desk, identity), home, self.failed.emit, self)

    def retranslate(self) -> None:
        """Ask anew, in the language spoken now."""
        empty(self._column)
        for candidate in self._candidates:
            self._column.addWidget(self._question(candidate))
        self.setVisible(bool(self._candidates))

    def _question(self, candidate: Candidate) -> QWidget:
        frame, inner = card()
        inner.addWidget(label("section", _("Is “{name}” another name of a system?").format(name=candidate.text)))
        answers = QWidget(frame)
        flow = Flow(answers, 8)
        for name in candidate.like:
            yes = button("", partial(self._answer, candidate, name), answers)
            yes.setText(_("Yes, of “{system}”").format(system=name))
            yes.setAccessibleName(_("“{name}” is another name of “{system}”").format(name=candidate.text, system=name))
            flow.addWidget(yes)
        no = button("", partial(self._answer, candidate, ""), answers)
        no.setText(_("No, of none of them"))
        no.setAccessibleName(_("“{name}” is another name of no system on the list").format(name=candidate.text))
        flow.addWidget(no)
        lock(self._session, *answers.findChildren(QPushButton))
        inner.addWidget(answers)
        inner.addWidget(label("hint", _("It is kept in the history, and the rules are run anew with it.")))
        return frame

    def _answer(self, candidate: Candidate, meaning: str) -> None:
        self.setEnabled(False)

        def done(_result: object) -> None:
            self.setEnabled(True)

        def refused(error: BaseException) -> None:
            self.setEnabled(True)
            self.failed.emit(error)

        self._session.do_long(
            lambda: _("Comparing the ledgers"),
            lambda desk, progress: aliases.add(desk, SYSTEMS, candidate.text, meaning, progress),
            done,
            refused,
            self,
        )

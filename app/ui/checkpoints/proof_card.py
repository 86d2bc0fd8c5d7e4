"""What stands beside an 適合 as its proof, and what is wanting while it is unproven (未立証)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.domain.challenges import Disproof
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.domain.proofs import Lack, Proof
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import challenge_words
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.attempt_form import Attempt, AttemptForm
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose

UNPROVEN = "□"
"""The sign of an 適合 that nothing proves, beside the word."""


class ProofCard(QFrame):
    """Of the answer at one place. `evidence_wanted` asks for a file to be added.

    What is written of an attempt and not recorded waits at its place, and the window does not leave over it.
    """

    evidence_wanted = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._place: Place = ("", "")
        self._proof: Proof | None = None
        self._verdict = Verdict.UNANSWERED
        self._drafts: dict[Place, Attempt] = {}
        self._withdrawing = ""
        self.title = label("section", parent=self)
        self.sentence = Prose(self, selectable=True)
        self.attempts: list[_AttemptLine] = []
        self.add_evidence = button("", self.evidence_wanted.emit, self)
        self.record = button("", self.begin, self)
        lock(session, self.add_evidence, self.record)
        self.form = AttemptForm(self)
        self.form.given.connect(self._record)
        self.form.cancelled.connect(self._cancelled)
        self.reason = ReasonPanel(self)
        self.reason.given.connect(self._withdraw)
        self.problem = Prose(self, selectable=True)
        restyle(self.problem, tone="nonconforming")
        self._problem: Words = ""
        self._lines = QVBoxLayout()
        self._buttons = QWidget(self)
        flow = Flow(self._buttons)
        for each in (self.add_evidence, self.record):
            flow.addWidget(each)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.sentence)
        self._column.addLayout(self._lines)
        self._column.addWidget(self.problem)
        self._column.addWidget(self.reason)
        self._column.addWidget(self._buttons)
        self._column.addWidget(self.form)
        self.hide()
        self.retranslate()
        self.dress()

    @property
    def proof(self) -> Proof | None:
        """What is shown."""
        return self._proof

    def put(self, place: Place, proof: Proof | None) -> None:
        """Show what stands beside the answer at a place; None while it is being read."""
        if place != self._place:
            self._keep()
            self._place = place
            self._say("")
            self.reason.close_quietly()
            self.form.hide()
            kept = self._drafts.get(place)
            self.form.put(kept or Attempt())
            self.form.setVisible(kept is not None)
        self._proof = proof
        self._tell()

    def offer(self, people: Sequence[str]) -> None:
        """Of whom one may have tried to disprove the answer, by name; nobody: anybody may."""
        self.form.offer(people)

    def judge(self, verdict: Verdict) -> None:
        """The verdict in force is another one: only 適合 wants a proof."""
        if verdict is not self._verdict:
            self._verdict = verdict
            self._tell()

    def flush(self) -> None:
        """Keep what is written."""
        self._keep()

    @property
    def waiting(self) -> tuple[Place, ...]:
        """The places where an attempt was begun and not recorded: the window does not close over one."""
        self._keep()
        return tuple(self._drafts)

    def insist(self) -> None:
        """Say that what is written is to be recorded or discarded."""
        if self._place in self._drafts:
            self.form.say(lambda: _("Record the attempt, or discard it with Esc."))
            self.form.person.setFocus()

    def begin(self) -> None:
        """Write down an attempt."""
        self.form.begin()
        self.record.hide()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslate()
        self.reason.retranslate()
        self.add_evidence.setText(_("Add evidence"))
        self.record.setText(_("Record a second person's attempt to disprove…"))
        self._say(self._problem)
        self._tell()

    def dress(self) -> None:
        """Take on the present zoom."""
        pad = theme().px(12)
        self._column.setContentsMargins(theme().px(16), pad, theme().px(16), pad)
        self._column.setSpacing(theme().px(8))
        self._lines.setSpacing(theme().px(8))
        self.form.dress()
        self.reason.dress()

    # --- what is told -------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        proof = self._proof
        shown = proof is not None and self._verdict is Verdict.CONFORMING
        tried = (*proof.refuted, *proof.held, *proof.past) if proof is not None else ()
        # What was begun stays in sight when the verdict was changed meanwhile: it is to be discarded by the officer.
        begun = not self.form.isHidden() and not self.form.written.empty
        self.setVisible(begun or (shown and proof is not None and (proof.lack is not None or bool(tried))))
        self._buttons.setVisible(shown)
        if proof is None or not shown:
            self.sentence.setVisible(False)
            self.sentence.setText("")
            self.title.setText(_("Attempts to disprove this answer"))
            self.setAccessibleName(self.title.text())
            return
        lack = proof.lack
        named = _("{sign} Unproven").format(sign=UNPROVEN)
        if lack is Lack.REFUTED:
            named = _("{sign} Unproven: refuted").format(sign=UNPROVEN)
        self.title.setText(named if lack is not None else _("Attempts to disprove this answer"))
        tone = "partly" if lack is not None else ""
        if (self.title.property("tone") or "") != tone:
            restyle(self.title, tone=tone)
        self.sentence.setText(challenge_words.lack_of(proof, _, current_language()))
        self.sentence.setVisible(lack is not None)
        self.add_evidence.setVisible(lack is not None)
        self.record.setVisible(self.form.isHidden())
        self._put_attempts(tried, proof.past)
        self.setAccessibleName(" ".join(filter(None, (self.title.text(), self.sentence.text()))))

    def _put_attempts(self, tried: tuple[Disproof, ...], past: tuple[Disproof, ...]) -> None:
        while len(self.attempts) < len(tried):
            made = _AttemptLine(self)
            made.withdraw.clicked.connect(partial(self._ask_to_withdraw, made))
            self._lines.addWidget(made)
            # Before the buttons that stand below it.
            QWidget.setTabOrder(made.withdraw, self.reason.field)
            self.attempts.append(made)
        for number, line in enumerate(self.attempts):
            line.setVisible(number < len(tried))
            if number < len(tried):
                line.put(tried[number], speaks=tried[number] not in past)

    # --- what is done -------------------------------------------------------------------------------------------------

    def _record(self) -> None:
        place, written = self._place, self.form.written
        outcome = written.outcome
        if outcome is None:
            return

        def work(desk: Desk) -> Changes:
            from app.services import proving

            return proving.record(desk, *place, written.person, written.tried, outcome)[0]

        def done(_changes: Changes) -> None:
            self._drafts.pop(place, None)
            if place == self._place and self.form.written == written:
                self.form.put(Attempt())
                self.form.hide()
                self._tell()
                self.record.setFocus()

        self._session.do(work, done, partial(self._refused, place), self)

    def _refused(self, place: Place, error: BaseException) -> None:
        if place == self._place:
            self.form.say(message(error).words)
        else:
            self._session.tasks.unhandled.emit(error)

    def _cancelled(self) -> None:
        self._drafts.pop(self._place, None)
        self._tell()
        self.record.setFocus()

    def _ask_to_withdraw(self, line: _AttemptLine) -> None:
        if line.disproof is not None:
            self._withdrawing = line.disproof.id
            self._say("")
            self.reason.ask(lambda: _("Why is this attempt withdrawn? It stays readable."), lambda: _("Withdraw"))

    def _withdraw(self, reason: str) -> None:
        identity, place = self._withdrawing, self._place

        def work(desk: Desk) -> Changes:
            from app.services import proving

            return proving.withdraw(desk, identity, reason)

        def refused(error: BaseException) -> None:
            if place == self._place:
                self._say(message(error).words)

        self._session.do(work, None, refused, self)

    def _say(self, problem: Words) -> None:
        self._problem = problem
        self.problem.setText(said(problem))
        self.problem.setVisible(bool(self.problem.text()))

    def _keep(self) -> None:
        written = self.form.written
        if self.form.isHidden() or written.empty:
            self._drafts.pop(self._place, None)
        else:
            self._drafts[self._place] = written


class _AttemptLine(QWidget):
    """One attempt: who, when, what came of it, what was tried; to be withdrawn while it counts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.disproof: Disproof | None = None
        self.head = Prose(self, selectable=True)
        self.tried = Prose(self, "quiet", selectable=True)
        self.withdraw = button("link", None, self)
        self.withdraw.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(2))
        for part in (self.head, self.tried, self.withdraw):
            column.addWidget(part)

    def put(self, disproof: Disproof, *, speaks: bool) -> None:
        """Show an attempt."""
        self.disproof = disproof
        self.head.setText(challenge_words.attempt_line(disproof, _, current_language(), speaks=speaks))
        self.tried.setText(disproof.tried)
        self.withdraw.setText(_("Withdraw…"))
        self.withdraw.setAccessibleName(_("Withdraw the attempt of {person}").format(person=disproof.person))
        self.withdraw.setVisible(not disproof.withdrawn)

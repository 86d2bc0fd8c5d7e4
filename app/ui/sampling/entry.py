"""One record of a sample: what the ledger says of it, and what was found. What is typed is kept until it is recorded.

A result with all it needs is recorded when the officer goes on, by key, by button or by choosing another record; what
lacks something stays as a draft of its record, and the page is not left with one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.domain.calendar import read_day
from app.domain.ledgers.form import LedgerForm
from app.domain.sampling import Drawn, Outcome, Result
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import sampling, wording
from app.services.changes import Changes
from app.services.sampling import Found, SampleView
from app.ui.dates import moment
from app.ui.dialogs.ask import AskText
from app.ui.generated.sampling_result import Ui_SamplingResult
from app.ui.said import Words, said
from app.ui.sampling.words import TONES, outcome_sign
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.widgets.basics import restyle
from app.ui.words import day_word

KEYS = (Outcome.SOUND, Outcome.DIFFERENT, Outcome.UNCHECKED)
"""Results by key number, from 1."""

_FIRST, _ALL = 6, 100
"""So much of what the ledger says stands above the result, the rest below."""

Then = Callable[[bool], None]
"""What is done when a result has come to the file; with whether anything was written."""


def _nothing(_written: bool) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in the fields of one record."""

    outcome: Outcome = Outcome.PENDING
    difference: str = ""
    remark: str = ""
    evidence: str = ""
    checked_on: str = ""
    checked_by: str = ""


class ResultPanel(QWidget):
    """`recorded` carries the number of a record from which the officer goes on, and whether something was written;
    `failed` why nothing was."""

    recorded = Signal(int, bool)
    failed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._view: SampleView | None = None
        self._record: Drawn | None = None
        self._drafts: dict[tuple[int, int], Draft] = {}
        self._problem: Words = ""
        self.form = Ui_SamplingResult()
        self.form.setupUi(self)
        self._lines = {
            "difference": self.form.difference,
            "remark": self.form.remark,
            "evidence": self.form.evidence,
            "checked_by": self.form.checked_by,
        }
        for outcome, box in self.buttons().items():
            restyle(box, role="outcome", tone=TONES[outcome])
            box.clicked.connect(partial(self._clicked, outcome))
        for line in self._lines.values():
            line.textEdited.connect(lambda _text: self._typed())
            line.returnPressed.connect(self.record)
        self.form.checked_on.edited.connect(self._typed)
        self.form.record.clicked.connect(lambda: self.record())
        self.form.back.clicked.connect(lambda: self.take_back())
        self.form.discard.clicked.connect(lambda: self.discard())
        lock(
            session,
            self.form.record,
            self.form.back,
            *self.buttons().values(),
            *self._lines.values(),
            self.form.checked_on,
        )

    def buttons(self) -> dict[Outcome, QPushButton]:
        """The button of each result."""
        return dict(zip(KEYS, (self.form.sound, self.form.different, self.form.unchecked), strict=True))

    @property
    def number(self) -> int:
        """The number of the record that is shown; 0 for none."""
        return self._record.number if self._record else 0

    # --- showing ------------------------------------------------------------------------------------------------------

    def show_record(self, view: SampleView, record: Drawn, form: LedgerForm) -> None:
        """Show a record; what was typed for it and not recorded is there again."""
        another = self._place() != (view.sample.number, record.number)
        self._view, self._record = view, record
        self.form.key.setText(f"{record.number}  {record.key}")
        self.form.place.setText(_place(record))
        facts = sampling.facts(form, record, current_language(), _ALL)
        lines = [f"{title}: {value}" for title, value in facts]
        self.form.facts.setText("\n".join(lines[:_FIRST]))
        self.form.more.setText("\n".join(lines[_FIRST:]))
        self.form.more.setVisible(len(lines) > _FIRST)
        self._fill(self._drafts.get(self._place()) or self._stored())
        result = self._result()
        self.form.written.setText(
            _("Written {when} by {user}").format(when=moment(result.at), user=result.by) if result else ""
        )
        self.form.written.setVisible(result is not None)
        if another:
            self.say("")
        open_ = not view.sample.withdrawn
        for part in (*self.buttons().values(), *self._lines.values(), self.form.checked_on, self.form.record):
            part.setEnabled(open_)
        self._look()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        for number, (outcome, box) in enumerate(self.buttons().items(), 1):
            words = outcome_sign(outcome)
            box.setText(f"{number}   {words}")
            box.setAccessibleName(_("{verdict}, key {number}").format(verdict=words, number=number))
            box.setToolTip(
                _("{verdict} (key {number}; in a text field Alt+{number})").format(verdict=words, number=number)
            )
        self.form.record.setToolTip(_("Ctrl+Enter"))
        self.form.checked_by.setPlaceholderText(self._session.desk.world.user)
        self.form.checked_on.retranslate()
        self.form.problem.setText(said(self._problem))

    def say(self, problem: Words) -> None:
        """What is lacking, below the fields."""
        self._problem = problem
        restyle(self.form.problem, tone="nonconforming")
        self.form.problem.setText(said(problem))
        self.form.problem.setVisible(bool(self.form.problem.text()))

    # --- what was found -----------------------------------------------------------------------------------------------

    def choose(self, outcome: Outcome, *, at_once: bool = False) -> None:
        """Choose a result; `at_once` records what needs no words, else the field for them is next."""
        if self._record is None or self._view is None or self._view.sample.withdrawn:
            return
        self._drafts[self._place()] = replace(self._draft(), outcome=outcome)
        self._look()
        needed: QLineEdit | None = {
            Outcome.DIFFERENT: self.form.difference,
            Outcome.UNCHECKED: self.form.remark,
        }.get(outcome)
        if needed is not None and not needed.text().strip():
            needed.setFocus()
        elif at_once:
            self.record()

    def _clicked(self, outcome: Outcome, _checked: bool = False) -> None:
        self.choose(outcome)

    def record(self) -> None:
        """Write what stands here and go on; what is lacking is said."""
        if self._record is None:
            return
        number, draft = self._record.number, self._draft()
        if self._changed(draft):
            self._write(draft, lambda written: self.recorded.emit(number, written))
        elif draft.outcome is Outcome.PENDING:
            self.say(lambda: _("Choose a result first."))
        else:
            self.recorded.emit(number, False)

    def settle(self) -> bool:
        """Record what can be recorded; False where something typed lacks what it needs, which is said then."""
        if self._record is None:
            return not self._drafts
        draft = self._draft()
        if not self._changed(draft):
            self._drafts.pop(self._place(), None)
        elif (lacking := self._lacking(draft)) or self._reason_needed(draft):
            self.say(lacking or (lambda: _("The result was given already; record the change with its reason.")))
            return False
        else:
            self._write(draft)
        return not set(self._drafts) - {self._place()}

    def take_back(self) -> None:
        """Take a result back, with its reason."""
        result = self._result()
        if result is None:
            return
        self._ask(lambda reason: self._send(Found(Outcome.PENDING, reason=reason)))

    def discard(self) -> None:
        """Forget what was typed and not recorded."""
        self._drafts.pop(self._place(), None)
        self._fill(self._stored())
        self.say("")
        self._look()

    def drafts(self) -> frozenset[tuple[int, int]]:
        """The samples and records of which something typed is not recorded."""
        return frozenset(self._drafts)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _write(self, draft: Draft, then: Then = _nothing) -> None:
        if lacking := self._lacking(draft):
            self.say(lacking)
            return
        found = Found(
            draft.outcome,
            draft.difference,
            draft.remark,
            draft.evidence,
            read_day(draft.checked_on),
            draft.checked_by,
        )
        if self._reason_needed(draft):
            self._ask(lambda reason: self._send(replace(found, reason=reason), then))
        else:
            self._send(found, then)

    def _send(self, found: Found, then: Then = _nothing) -> None:
        place = self._place()
        sent = self._drafts.get(place)

        def done(result: tuple[Changes, Result]) -> None:
            # What was typed meanwhile is kept.
            if self._drafts.get(place) == sent:
                self._drafts.pop(place, None)
            if place == self._place():
                self.say("")
            then(bool(result[0]))

        number, record = place
        self._session.do(
            lambda desk: sampling.record(desk, number, record, found), done, lambda error: self.failed.emit(error), self
        )

    def _ask(self, given: Callable[[str], None]) -> None:
        AskText(
            lambda: _("Change a result"),
            lambda: _("Why is the result changed? The earlier one stays in the history."),
            lambda: _("Change it"),
            "",
            given,
            self.window(),
        ).open()

    def _place(self) -> tuple[int, int]:
        if self._view is None or self._record is None:
            return 0, 0
        return self._view.sample.number, self._record.number

    def _result(self) -> Result | None:
        """The result that counts; None while the record is pending."""
        found = self._view.results.get(self.number) if self._view else None
        return found if found is not None and found.outcome is not Outcome.PENDING else None

    def _stored(self) -> Draft:
        result = self._result()
        if result is None:
            return Draft()
        return Draft(
            result.outcome,
            result.difference,
            result.remark,
            result.evidence,
            day_word(result.checked_on),
            result.checked_by,
        )

    def _draft(self) -> Draft:
        """What stands in the fields."""
        kept = self._drafts.get(self._place()) or self._stored()
        form = self.form
        return Draft(
            kept.outcome,
            form.difference.text().strip(),
            form.remark.text().strip(),
            form.evidence.text().strip(),
            form.checked_on.text().strip(),
            form.checked_by.text().strip(),
        )

    def _changed(self, draft: Draft) -> bool:
        stored = self._stored()
        same_day = read_day(draft.checked_on) == read_day(stored.checked_on)
        if stored.outcome is not Outcome.DIFFERENT and draft.outcome is not Outcome.DIFFERENT:
            draft = replace(draft, difference=stored.difference)
        return replace(draft, checked_on=stored.checked_on) != stored or not same_day

    def _reason_needed(self, draft: Draft) -> bool:
        result = self._result()
        return result is not None and result.outcome is not draft.outcome

    def _lacking(self, draft: Draft) -> Words:
        if not self.form.checked_on.readable:
            return self.form.checked_on.why_not
        if draft.outcome is Outcome.PENDING:
            return lambda: _("Choose a result first.")
        if draft.outcome is Outcome.DIFFERENT and not draft.difference:
            return lambda: _("Say what differs.")
        if draft.outcome is Outcome.UNCHECKED and not draft.remark:
            return lambda: _("Say in the remark why the record could not be checked.")
        return ""

    def _typed(self) -> None:
        self._drafts[self._place()] = self._draft()
        self.say("")
        self._look()

    def _fill(self, draft: Draft) -> None:
        for name, line in self._lines.items():
            if line.text() != getattr(draft, name):
                line.setText(getattr(draft, name))
        if self.form.checked_on.text() != draft.checked_on:
            self.form.checked_on.set_text(draft.checked_on)

    def _look(self) -> None:
        draft = self._draft()
        for outcome, box in self.buttons().items():
            box.setChecked(outcome is draft.outcome)
        differs = draft.outcome is Outcome.DIFFERENT
        self.form.difference.setVisible(differs)
        self.form.difference_label.setVisible(differs)
        open_ = self._view is not None and not self._view.sample.withdrawn
        self.form.back.setVisible(open_ and self._result() is not None)
        self.form.discard.setVisible(open_ and self._place() in self._drafts and self._changed(draft))


def _place(record: Drawn) -> str:
    """Where the record stands in the file."""
    where = _("sheet {sheet}, row {row}").format(sheet=record.sheet, row=f"{record.row:,}") if record.row else ""
    return "  ".join(part for part in (record.site, record.file, where, wording.row_column(record, _)) if part)

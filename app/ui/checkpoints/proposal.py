"""What the ledgers propose: said with its rows and its source, and decided by the officer alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.catalogue import Catalogue
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.errors import UserError
from app.i18n import current_language
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.dates import moment
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose
from app.ui.words import verdict_word

# Few pages have a proposal, and its service brings the rules with it.
if TYPE_CHECKING:
    from app.services.findings import ProposalView
    from app.services.ports import Desk

_SHOWN = 3
"""So many findings are told in full."""


def sentences(catalogue: Catalogue, view: ProposalView, language: str) -> list[str]:
    """One sentence for each finding, in the catalogue's order."""
    from app.services import wording

    return [wording.finding_sentence(catalogue, f, _, language) for f in view.proposal.findings]


def adopt(desk: Desk, place: Place, verdict: Verdict, basis: str, comment: str, reason: str) -> Changes:
    """Record what is proposed and that it was adopted. Raises UserError when the proposal is another one by now.

    Where an import comes between the two, the answer stands and is told stale: nothing is adopted of what came then.
    """
    from app.services import answering, findings

    view = findings.proposal(desk, *place)
    if view is None or view.proposal.basis != basis:
        # Looked at first: an answer must not be recorded on a ground that is gone.
        raise UserError("proposal_changed")
    recorded = answering.record_answer(desk, *place, verdict, comment, reason)
    decided = findings.decide_still(desk, *place, basis, "adopted")
    places = recorded.places | decided.places
    return Changes(at=decided.at or recorded.at, places=places, findings=recorded.findings)


def answer_beside(desk: Desk, place: Place, verdict: Verdict, basis: str, comment: str, reason: str) -> Changes:
    """Record another verdict than the one that is proposed, and that it was answered so beside the proposal shown."""
    from app.services import answering, findings

    recorded = answering.record_answer(desk, *place, verdict, comment, reason)
    decided = findings.answered(desk, *place, verdict, basis)
    return Changes(at=recorded.at, places=recorded.places | decided.places, findings=recorded.findings)


class ProposalBar(QFrame):
    """The proposal at a place. `adopted` and `wanted_rows` ask for it; `rejected` carries the reason."""

    adopted = Signal()
    rejected = Signal(str)
    wanted_rows = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "proposal")
        self._catalogue = catalogue
        self._view: ProposalView | None = None
        self.title = label("section", parent=self)
        self.sentence = Prose(self, selectable=True)
        self.source = Prose(self, "quiet", selectable=True)
        self.decided = Prose(self, selectable=True)
        self.rows = button("link", self.wanted_rows.emit, self)
        self.adopt = button("", self.adopted.emit, self)
        self.reject = button("", self._ask, self)
        self.reason = ReasonPanel(self)
        self.reason.given.connect(self.rejected)
        self._buttons = QWidget(self)
        flow = Flow(self._buttons)
        for each in (self.adopt, self.reject, self.rows):
            flow.addWidget(each)
        self._column = QVBoxLayout(self)
        for part in (self.title, self.sentence, self.source, self.decided, self._buttons, self.reason):
            self._column.addWidget(part)
        self.hide()
        self.dress()

    @property
    def view(self) -> ProposalView | None:
        """The proposal that is shown."""
        return self._view

    def put(self, view: ProposalView | None) -> None:
        """Show another proposal, or none."""
        before = self._view.proposal.basis if self._view is not None else ""
        if view is None or view.proposal.basis != before:
            self.reason.close_quietly()
        self._view = view
        self.setVisible(view is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.reason.retranslate()
        view = self._view
        if view is None:
            return
        language = current_language()
        verdict = verdict_word(view.proposal.verdict)
        self.title.setText(_("Proposal from the ledgers: {verdict}").format(verdict=verdict))
        said = sentences(self._catalogue, view, language)
        self.sentence.setText("\n".join([*said[:_SHOWN], *self._rest(said)]))
        from app.services import drafting

        self.source.setText(drafting.source_words(view, language))
        self.source.setVisible(bool(view.source))
        rows = sum(len(f.rows) for f in view.proposal.findings)
        self.rows.setText(_("See the rows ({count})").format(count=f"{rows:,}"))
        self.adopt.setText(_("Adopt: record {verdict}").format(verdict=verdict))
        self.reject.setText(_("Reject…"))
        self.decided.setText(self._decision(view))
        self.decided.setVisible(view.decision is not None)
        self.adopt.setVisible(view.decision is None or view.decision.decision != "adopted")
        self.reject.setVisible(view.decision is None)
        self.setAccessibleName(" ".join([self.title.text(), *said[:_SHOWN], self.decided.text()]))

    def dress(self) -> None:
        """Take on the present zoom."""
        pad = theme().px(12)
        self._column.setContentsMargins(theme().px(16), pad, theme().px(16), pad)
        self._column.setSpacing(theme().px(8))
        self.reason.dress()

    def _rest(self, said: Sequence[str]) -> list[str]:
        return [_("and {count} more").format(count=len(said) - _SHOWN)] if len(said) > _SHOWN else []

    def _decision(self, view: ProposalView) -> str:
        made = view.decision
        if made is None:
            return ""
        if made.decision == "adopted":
            return _("Adopted {at} by {by}.").format(at=moment(made.at), by=made.by)
        if made.decision == "changed":
            return _("Answered otherwise {at} by {by}.").format(at=moment(made.at), by=made.by)
        return _("Rejected {at} by {by}. Reason: {reason}").format(at=moment(made.at), by=made.by, reason=made.reason)

    def _ask(self) -> None:
        self.reason.ask(
            lambda: _("Why does the proposal not hold? The findings stay in the list."), lambda: _("Reject")
        )

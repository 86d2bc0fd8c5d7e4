"""The answer of last time (前回点検の回答) beside the question: a proposal, to be taken over or laid aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.carrying import Decision, Predecessor, Standing
from app.domain.grades import Verdict
from app.errors import UserError
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.checkpoints.difference import Difference
from app.ui.dates import moment
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose
from app.ui.words import verdict_word
from app.words import carried_decision_word, carried_review_word, standing_word

# Few audits go on from an earlier one.
if TYPE_CHECKING:
    from app.services.carried_answers import CarriedView


class CarriedBar(QFrame):
    """The answer of the earlier audit at a place. `taken` and `laid_aside` ask for it; `key` is the one that takes it
    over where a page answers with one key."""

    taken = Signal()
    laid_aside = Signal()

    def __init__(self, parent: QWidget | None = None, key: str = "") -> None:
        super().__init__(parent)
        self._key = key
        self.setProperty("role", "proposal")
        self.view: CarriedView | None = None
        self._before: Predecessor | None = None
        self.title = label("section", parent=self)
        self.given = Prose(self, "quiet", selectable=True)
        self.remark = Prose(self, selectable=True)
        self.reason = Prose(self, "quiet", selectable=True)
        self.difference = Difference(self)
        self.why_not = Prose(self, selectable=True)
        self.decided = Prose(self, "quiet", selectable=True)
        self.take = button("", self.taken.emit, self)
        self.aside = button("", self.laid_aside.emit, self)
        self._buttons = QWidget(self)
        flow = Flow(self._buttons)
        flow.addWidget(self.take)
        flow.addWidget(self.aside)
        self._column = QVBoxLayout(self)
        for part in (
            self.title,
            self.given,
            self.remark,
            self.reason,
            self.difference,
            self.why_not,
            self.decided,
            self._buttons,
        ):
            self._column.addWidget(part)
        self.hide()
        self.dress()

    def put(self, view: CarriedView | None, before: Predecessor | None = None) -> None:
        """Show the answer of the earlier audit at another place, or none."""
        self.view, self._before = view, before
        self.setVisible(view is not None)
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        view = self.view
        if view is None:
            return
        carried = view.carried
        verdict = f"{tokens.GLYPH[carried.verdict]} {verdict_word(carried.verdict)}"
        self.title.setText(_("Answer of last time: {verdict}").format(verdict=verdict))
        self.given.setText(self._given(view))
        self._tell(self.remark, carried.comment)
        self._tell(self.reason, _("Reason: {reason}").format(reason=carried.reason) if carried.reason else "")
        self._show_difference(view)
        open_ = carried.decision is Decision.OPEN
        # What was decided on is a record; only what waits looks like a proposal.
        if self.property("role") != (role := "proposal" if open_ else "card"):
            restyle(self, role=role)
        unanswered = view.answer is None or view.answer.verdict is Verdict.UNANSWERED
        refused = view.refusal if unanswered else ""
        self._tell(self.why_not, self._why_not(refused, carried.checkpoint))
        self._tell(
            self.decided,
            ""
            if open_
            else _("{decision}: {at} by {by}.").format(
                decision=carried_decision_word(carried.decision), at=moment(carried.decided_at), by=carried.decided_by
            ),
        )
        words = _("Take over: record {verdict}").format(verdict=verdict_word(carried.verdict))
        self.take.setText(f"{self._key} {words}" if self._key else words)
        self.aside.setText(_("Lay aside"))
        self.take.setVisible(not view.refusal)
        self.aside.setVisible(carried.waiting and unanswered)
        self._buttons.setVisible(not self.take.isHidden() or not self.aside.isHidden())
        told = (self.title, self.given, self.remark, self.difference, self.why_not, self.decided)
        self.setAccessibleName(" ".join(part.text() for part in told if not part.isHidden()))

    def dress(self) -> None:
        """Take on the present zoom and colours."""
        pad = theme().px(12)
        self._column.setContentsMargins(theme().px(16), pad, theme().px(16), pad)
        self._column.setSpacing(theme().px(6))
        self.retranslate()

    def _tell(self, part: Prose, text: str) -> None:
        part.setText(text)
        part.setVisible(bool(text))

    def _given(self, view: CarriedView) -> str:
        carried = view.carried
        told = [
            self._before.period if self._before is not None else "",
            _("answered {at} by {by}").format(at=moment(carried.given_at), by=carried.given_by),
            _("Evidence {count}").format(count=carried.evidence) if carried.evidence else _("without evidence"),
            carried_review_word(carried.review),
            standing_word(carried.standing),
        ]
        return "  ·  ".join(part for part in told if part)

    def _show_difference(self, view: CarriedView) -> None:
        """What differs between the words then and now."""
        carried, now = view.carried, view.checkpoint
        if carried.standing is not Standing.CHANGED or now is None:
            self.difference.clear()
            return
        question, verify = carried.question or now.question.ja, carried.verify if carried.question else now.verify.ja
        if not carried.question:
            title = _("The earlier file does not say how it was asked then.")
        elif (question, verify) == (now.question.ja, now.verify.ja):
            title = _("Question and way to verify are as they were; the basis that is named has changed.")
        elif current_language() == "ja":
            title = _("What changed in the words since last time:")
        else:
            title = _("What changed in the Japanese words since last time:")
        self.difference.put(title, question, verify, now)

    def _why_not(self, code: str, checkpoint: str) -> str:
        return UserError(code, checkpoint=checkpoint).sentence(_) if code else ""

"""The review of one place on the checkpoint's sheet: state, who judged, who accepted or returned it, and what to do."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.progress import Place
from app.domain.review import ReviewAct, State
from app.i18n import gettext as _
from app.i18n import listed
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.dates import moment
from app.ui.messages import Message, message
from app.ui.review.words import act_word, done_word, state_text, tone_of
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose

if TYPE_CHECKING:
    from app.services.reviewing import PlaceReview, Weak

KEYS = {
    "Ctrl+Shift+R": ReviewAct.REQUESTED,
    "Ctrl+Shift+W": ReviewAct.WITHDRAWN,
    "Ctrl+Shift+A": ReviewAct.ACCEPTED,
    "Ctrl+Shift+D": ReviewAct.RETURNED,
}
"""Keys of the checkpoint's page for what the buttons do."""

_KEY_OF = {act: keys for keys, act in KEYS.items()}


class ReviewCard(QFrame):
    """Shown where there is an answer; its buttons are those that the person at work can use now.

    `before` is called before something is done: what was typed belongs to the answer that is spoken of.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._session = session
        self._place: Place = ("", "")
        self._told: PlaceReview | None = None
        self._refused: Message | None = None
        self.before: Callable[[], object] = lambda: None
        self.title = label("section", parent=self)
        self.state = label("", wrap=False, parent=self)
        self.facts = Prose(self, "quiet", selectable=True)
        self.said = Prose(self, selectable=True)
        self.weak = Prose(self, selectable=True)
        self._weak: Weak | None = None
        self.hindrance = Prose(self, "quiet", selectable=True)
        self.reason = ReasonPanel(self)
        self._asked = ReviewAct.RETURNED
        self.reason.given.connect(lambda reason: self._do(self._asked, reason))
        self.reason.cancelled.connect(self._focus)
        self._row = QWidget(self)
        flow = Flow(self._row)
        self.buttons = {act: button("", partial(self.press, act), self._row) for act in ReviewAct}
        for act in (ReviewAct.REQUESTED, ReviewAct.WITHDRAWN, ReviewAct.ACCEPTED, ReviewAct.RETURNED):
            flow.addWidget(self.buttons[act])
        self._column = QVBoxLayout(self)
        for part in (
            self.title,
            self.state,
            self.facts,
            self.said,
            self.weak,
            self.hindrance,
            self.reason,
            self._row,
        ):
            self._column.addWidget(part)
        self.hide()
        self.dress()

    @property
    def told(self) -> PlaceReview | None:
        """What is shown."""
        return self._told

    def put(self, place: Place, told: PlaceReview | None) -> None:
        """Show the review of a place; None while it is being read."""
        if place != self._place:
            self._place, self._refused, self._weak = place, None, None
            self.reason.close_quietly()
        elif told is not None and self._told is not None and told != self._told:
            self._refused = None
        self._told = told
        self._show()

    def press(self, act: ReviewAct) -> None:
        """As if the button were clicked; what cannot be done is said, not passed over."""
        if self._told is None or self._told.state is State.NOT_STARTED:
            return
        if act in self._told.acts and not self._session.sealed:
            self._asked = act
            if act is ReviewAct.RETURNED:
                self.reason.ask(lambda: _("Return this answer. What is to be mended?"), lambda: _("Return it"))
                return
            if act is ReviewAct.REQUESTED and self._told.unmended:
                self.reason.ask(_still_as_it_was, lambda: act_word(ReviewAct.REQUESTED))
                return
        self._do(act)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Review"))
        for act, each in self.buttons.items():
            each.setText(f"{act_word(act)}  {_KEY_OF[act]}")
            each.setAccessibleName(f"{act_word(act)}, {_KEY_OF[act]}")
        self.reason.retranslate()
        self._show()

    def dress(self) -> None:
        """Take on the present zoom."""
        pad = theme().px(16)
        self._column.setContentsMargins(pad, pad, pad, pad)
        self._column.setSpacing(theme().px(8))
        self.reason.dress()

    def _show(self) -> None:
        told = self._told
        there = told is not None and told.state is not State.NOT_STARTED and told.answer is not None
        self.setVisible(there)
        if told is None or told.answer is None or not there:
            # What is out of sight must not wait there in the language of before.
            for part in (self.state, self.facts, self.said, self.weak, self.hindrance):
                part.setText("")
            self.setAccessibleName(_("Review"))
            return
        self.state.setText(state_text(told.state))
        restyle(self.state, tone=tone_of(told.state))
        facts = [_("Answered by {names}, {moment}").format(names=listed(told.judges), moment=moment(told.answer.at))]
        last = told.last
        if last is not None:
            words = _("{act}: {name}, {moment}")
            facts.append(words.format(act=done_word(last.act), name=last.by, moment=moment(last.at)))
        self.facts.setText("\n".join(facts))
        reason = last.reason if last is not None else ""
        self.said.setText(_("Reason: {reason}").format(reason=reason) if reason else "")
        self.said.setVisible(bool(reason))
        weak = ""
        if self._weak is not None and told.state is State.ACCEPTED:
            from app.ui.review.told import weak_words

            if weak := weak_words(self._session, self._weak):
                weak = _("Accepted although something speaks against it: {what}").format(what=weak)
        self.weak.setText(weak)
        restyle(self.weak, tone="partly")
        self.weak.setVisible(bool(weak))
        refused = self._refused.sentence if self._refused is not None else ""
        hindered = message(told.hindrance).sentence if told.hindrance is not None else ""
        waiting = told.state in (State.REQUESTED, State.RETURNED)
        self.hindrance.setText(refused or hindered)
        restyle(self.hindrance, tone="nonconforming" if refused else "")
        self.hindrance.setVisible(bool(refused or (hindered and waiting and not self._session.sealed)))
        for act, each in self.buttons.items():
            each.setVisible(act in told.acts and not self._session.sealed)
        self._row.setVisible(any(act in told.acts for act in ReviewAct) and not self._session.sealed)
        self._row.updateGeometry()
        self.setAccessibleName(f"{_('Review')}: {self.state.text()}")

    def _do(self, act: ReviewAct, reason: str = "") -> None:
        shown = self._told.answer.revision if self._told is not None and self._told.answer is not None else None
        seen = {} if shown is None else {self._place: shown}
        self.before()
        place = self._place
        weak: Weak | None = None

        def work(desk: Desk) -> Changes:
            from app.services import reviewing

            if act is ReviewAct.RETURNED:
                return reviewing.give_back(desk, [place], reason, seen)
            if act is ReviewAct.REQUESTED:
                return reviewing.request(desk, [place], reason)
            if act is ReviewAct.ACCEPTED:
                nonlocal weak
                bulk = reviewing.accept_those(desk, [place], seen)
                weak = bulk.weak
                return bulk.changes
            return reviewing.withdraw(desk, [place])

        def done(_changes: Changes) -> None:
            if place == self._place:
                self._weak = weak
                self._show()

        def refused(error: BaseException) -> None:
            if place == self._place:
                self._refused = message(error)
                self._show()

        self._refused, self._weak = None, None
        self._session.do(work, done, refused, self)

    def _focus(self) -> None:
        self.buttons[self._asked].setFocus()


def _still_as_it_was() -> str:
    return _("This answer was returned, and neither it nor its evidence has changed since. Why does it stand?")

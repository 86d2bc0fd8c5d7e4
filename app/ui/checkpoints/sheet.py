"""The middle pane: the question, its verdict, what the ledgers propose, the remark, the evidence, the measure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeySequence, QPaintEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import Checkpoint
from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import wording
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.checkpoints.accepted import AcceptedBar
from app.ui.checkpoints.challenge_card import ChallengeCard
from app.ui.checkpoints.comment import RemarkField
from app.ui.checkpoints.evidence import EvidencePanel
from app.ui.checkpoints.head import head_of
from app.ui.checkpoints.heading import LINE, Heading
from app.ui.checkpoints.keeper import Keeper
from app.ui.checkpoints.measure import MeasurePanel
from app.ui.checkpoints.no_site import NoSite
from app.ui.checkpoints.past import Past
from app.ui.checkpoints.place_acts import PlaceActs
from app.ui.checkpoints.proof_card import ProofCard
from app.ui.checkpoints.proposal import ProposalBar, adopt, answer_beside
from app.ui.checkpoints.reading import Reading, read_challenges, read_place
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.checkpoints.verdicts import ORDER, Outset, VerdictRow
from app.ui.dates import clock
from app.ui.evidence.pasting import bears
from app.ui.messages import Message, message
from app.ui.review.card import ReviewCard
from app.ui.said import Words
from app.ui.sealed import lock, why_sealed
from app.ui.session import Session
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card, label, restyle
from app.ui.widgets.frozen import freeze
from app.ui.widgets.prose import Prose
from app.ui.words import verdict_word

if TYPE_CHECKING:
    from app.domain.challenges import Reply
    from app.services.challenging import ChallengeView
    from app.ui.checkpoints.carried import CarriedBar
    from app.ui.checkpoints.difference import Difference

_FAILED = (Verdict.PARTLY, Verdict.NONCONFORMING)


class CheckpointSheet(QWidget):
    """One checkpoint at one place. Everything the officer does is written at once, through the keeper.

    `onward` asks for the next checkpoint; `item_wanted` for the list of the item; `explain` for the explanations.
    """

    onward = Signal()
    item_wanted = Signal()
    explain = Signal()

    def __init__(self, session: Session, keeper: Keeper, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.keeper = keeper
        self.checkpoint: Checkpoint | None = None
        self.place: Place = ("", "")
        self._reading: Reading | None = None
        self._ticket = 0
        self._asking: Verdict | None = None
        self._record: Callable[[str], None] | None = None
        self._go_on = False
        self._half: dict[Place, tuple[Verdict, str]] = {}
        self._refused: Message | None = None
        self._saved: dict[Place, str] = {}
        self._unread_yet = False
        self._carried: CarriedBar | None = None
        self._reworded: Difference | None = None
        self.acts = PlaceActs(session, self)
        self.acts.refused.connect(self._verdict_refused)
        self.setAcceptDrops(True)
        # Where the focus is in no text field, what the clipboard has is pasted as evidence.
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste_evidence)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._build()
        keeper.changed.connect(self._kept)
        session.changed.connect(self._note_saved)
        session.taken_over.connect(lambda _name: self.read())
        self.dress()

    # --- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.heading = Heading(self)
        self.heading.item_wanted.connect(self.item_wanted)
        self.heading.explain.connect(self.explain)
        self.verdicts = VerdictRow(self)
        self.verdicts.chosen.connect(self.choose)
        self.no_site = NoSite(self.session, self)
        self.reason = ReasonPanel(self)
        self.reason.given.connect(self._reason_given)
        self.reason.cancelled.connect(self._reason_cancelled)
        self.copied, self.copied_words, self.confirm = self._bar("notice", self._confirm)
        self.stale, self.stale_words, self.uphold = self._bar("notice", self._uphold)
        self.refusal, self.refusal_words, self.again = self._bar("error", self._save_again)
        self.give_up = button("", self._give_up, self.refusal)
        self._add_to_bar(self.refusal, self.give_up)
        self.proposal = ProposalBar(self.session.catalogue, self)
        self.proposal.adopted.connect(self.adopt)
        self.proposal.rejected.connect(self._reject)
        self.proposal.wanted_rows.connect(self._see_rows)
        lock(self.session, self.proposal.adopt, self.proposal.reject, self.confirm, self.uphold)
        self.accepted = AcceptedBar(self.session.catalogue, self)
        self.accepted.wanted.connect(lambda: self.acts.see_accepted(self.place, self.accepted.findings))
        self.answer_card, answer = card(parent=self)
        self.remark_title = label("section", parent=self.answer_card)
        self.remark = RemarkField(self.answer_card)
        self.remark.rested.connect(self.flush)
        self.state = label("hint", parent=self.answer_card)
        self.evidence = EvidencePanel(self.session, self.answer_card)
        head = QHBoxLayout()
        head.addWidget(self.remark_title)
        head.addStretch(1)
        head.addWidget(self.state)
        answer.addLayout(head)
        answer.addWidget(self.remark)
        answer.addSpacing(theme().px(8))
        answer.addWidget(self.evidence)
        # Each piece of evidence is made when it is read.
        self.evidence.sized.connect(self._follow)
        self.proof = ProofCard(self.session, self)
        self.proof.evidence_wanted.connect(self.evidence.choose)
        self.challenges = ChallengeCard(self.session, self)
        self.measure_card, plan = card(parent=self)
        self.measure = MeasurePanel(self.session, self.measure_card)
        plan.addWidget(self.measure)
        self.review = ReviewCard(self.session, self)
        self.review.before = self.flush
        self.copy = button("fold", self.copy_to_sites, self)
        self.past = Past(self)
        self._column = QVBoxLayout(self)
        row = Outset()
        row.addWidget(self.verdicts)
        self._column.addWidget(self.heading)
        self._column.addWidget(self.no_site)
        self._column.addLayout(row)
        for part in (
            self.reason,
            self.copied,
            self.stale,
            self.refusal,
            self.proposal,
            self.accepted,
            self.answer_card,
            self.proof,
            self.challenges,
            self.measure_card,
            self.review,
        ):
            self._column.addWidget(part)
        tail = self._tail = QHBoxLayout()
        tail.addWidget(self.past, 1)
        tail.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(tail)
        self._column.addStretch(1)
        for link in (self.copy, self.past.toggle):
            link.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def _follow(self) -> None:
        """Tab comes to the pieces of evidence between the remark and what can be done with them."""
        pieces = (part for chip in self.evidence.chips for part in (chip.open, chip.more))
        for before, after in pairwise((self.remark, *pieces)):
            QWidget.setTabOrder(before, after)

    @property
    def carried(self) -> CarriedBar:
        """The answer of an earlier audit, made when it is first wanted: most audits go on from none."""
        if self._carried is None:
            from app.ui.checkpoints.carried import CarriedBar

            self._carried = CarriedBar(self)
            self._carried.taken.connect(self._take_over)
            self._carried.laid_aside.connect(lambda: self.acts.lay_aside(self.place))
            lock(self.session, self._carried.take, self._carried.aside)
            self._column.insertWidget(self._column.indexOf(self.proposal), self._carried)
            # Where it stands, not where it was made.
            for before, after in pairwise((self.give_up, self._carried.take, self._carried.aside)):
                QWidget.setTabOrder(before, after)
        return self._carried

    @property
    def reworded(self) -> Difference:
        """What differs between the words that were answered and those of now, made when it is first wanted."""
        if self._reworded is None:
            from app.ui.checkpoints.difference import Difference

            self._reworded = Difference(self.stale)
            layout = self.stale.layout()
            if layout is not None:
                layout.addWidget(self._reworded)
        return self._reworded

    def _bar(self, role: str, clicked: Callable[[], object]) -> tuple[QFrame, Prose, QPushButton]:
        frame = QFrame(self)
        frame.setProperty("role", role)
        words = Prose(frame, selectable=True)
        act = button("", clicked, frame)
        column, row = QVBoxLayout(frame), QHBoxLayout()
        row.addWidget(words, 1)
        row.addWidget(act)
        column.addLayout(row)
        frame.hide()
        return frame, words, act

    def _add_to_bar(self, frame: QFrame, widget: QWidget) -> None:
        """Put a widget beside the words of a bar."""
        row = frame.findChild(QHBoxLayout)
        if row is not None:
            row.addWidget(widget)

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_place(self, checkpoint: Checkpoint, place: Place) -> None:
        """Show a checkpoint at a place: at once what is known, the rest when it was read."""
        self.flush()
        self._put_by()
        self.checkpoint, self.place = checkpoint, place
        self._reading, self._refused = None, None
        self.remark.put(self.keeper.remark(place))
        self.measure.put(checkpoint, None)
        self.measure_card.setEnabled(False)
        self.evidence.show_place(place, None)
        self.past.put(())
        self.review.put(place, None)
        if self._carried is not None:
            self._carried.put(None)
        self.proposal.put(None)
        self.accepted.put(())
        self.proof.put(place, None)
        self.challenges.put(place, ())
        self._tell_head()
        self.measure.retranslate()
        self._show_verdict()
        self._take_up()
        if self.isVisible():
            self.read()
        else:
            self._unread_yet = True

    def read(self) -> None:
        """Read the place anew, off the GUI thread."""
        if self.checkpoint is None or not self.has_place:
            return
        self._ticket += 1
        self.session.tasks.read(
            partial(read_place, self.session.desk, self.place), partial(self._came, self._ticket), self._unread, self
        )

    @property
    def has_place(self) -> bool:
        """Whether the checkpoint can be answered here: one of a site cannot before there is a site."""
        return self.checkpoint is not None and (self.checkpoint.level is Level.COMPANY or bool(self.place[1]))

    def _came(self, ticket: int, reading: Reading) -> None:
        if ticket != self._ticket or self.checkpoint is None:
            return
        self._reading = reading
        self.evidence.show_place(self.place, reading.page.pieces, reading.soon, reading.day)
        self.past.put(reading.page.revisions)
        if reading.carried is not None or self._carried is not None:
            self.carried.put(reading.carried, reading.before)
        self.proposal.put(reading.proposal)
        self.accepted.put(reading.accepted)
        self.measure.put(self.checkpoint, reading.action)
        self.measure_card.setEnabled(not self.session.sealed)
        self.review.put(self.place, reading.review)
        self.proof.put(self.place, reading.proof)
        self.proof.offer(reading.people)
        self._show_verdict()
        # Counting the ledgers may take a while, and nothing else waits for it.
        asked = partial(self._challenged, ticket)
        self.session.tasks.read(partial(read_challenges, self.session.desk, self.place), asked, self._unread, self)

    def _challenged(self, ticket: int, read: tuple[tuple[ChallengeView, ...], tuple[Reply, ...]]) -> None:
        if ticket == self._ticket:
            self.challenges.put(self.place, *read)

    def _unread(self, error: BaseException) -> None:
        self._say_refused(message(error))

    def refresh(self, changes: Changes) -> None:
        """Something was written."""
        if self.checkpoint is None:
            return
        if changes.sites:
            self._tell_head()
        here = self.place in changes.places
        if here and not self.remark.hasFocus() and not self.keeper.saving(self.place):
            self._show_remark()
        if (
            here
            or changes.evidence
            or changes.reviews
            or changes.plan
            or changes.findings
            or changes.ledgers
            or changes.sites
        ):
            self.read()
        self._show_verdict()

    def _tell_head(self) -> None:
        if self.checkpoint is not None:
            self.heading.put(head_of(self.session, self.checkpoint, self.place))
            self.setAccessibleName(f"{self.checkpoint.id} {self.heading.question.text()}")

    def _show_remark(self) -> None:
        text = self.keeper.remark(self.place)
        if text.strip() != self.remark.text().strip():
            self.remark.put(text)

    def retranslate(self) -> None:
        """Set every text anew."""
        for part in (self.no_site, self.verdicts, self.reason, self.evidence, self.measure, self.past, self.proposal):
            part.retranslate()
        for card_ in (self.accepted, self._carried, self.proof, self.challenges, self.review):
            if card_ is not None:
                card_.retranslate()
        self.remark_title.setText(_("Remark"))
        self.remark.setAccessibleName(_("Remark"))
        self.remark.setPlaceholderText(_("What was seen, where and when. It is saved as you write."))
        self.again.setText(_("Save again"))
        self.give_up.setText(_("Discard what I wrote"))
        self.confirm.setText(_("Confirm for this site"))
        self.uphold.setText(_("Let the answer stand"))
        self.copy.setText(_("Copy the answer to other sites…"))
        self.heading.retranslate()
        if self.checkpoint is not None:
            self._tell_head()
            self._show_verdict()

    def dress(self) -> None:
        """Take on the present zoom and colours."""
        px = theme().px
        self._column.setSpacing(px(12))
        self.setMaximumWidth(px(LINE) + 2 * px(24))
        for frame in (self.copied, self.stale, self.refusal):
            layout = frame.layout()
            if layout is not None:
                layout.setContentsMargins(px(16), px(8), px(12), px(8))
                layout.setSpacing(px(8))
        for part in (self.heading, self.verdicts, self.reason, self.proposal, self.remark, self.evidence, self.measure):
            part.dress()
        for card_ in (self.accepted, self._carried, self.proof, self.challenges, self.review):
            if card_ is not None:
                card_.dress()
        self.past.retranslate()

    def arrange(self, width: int, *, narrow: bool) -> None:
        """Fit into `width` pixels; `narrow` when the explanations have no room beside it."""
        self.heading.explain_button.setVisible(narrow)
        compact = width < theme().px(tokens.COMPACT)
        margin = theme().px(16 if compact else 24)
        self._column.setContentsMargins(margin, theme().px(20), margin, theme().px(24))
        room = width - 2 * margin
        self.verdicts.arrange(4 if room >= max(theme().px(520), self.verdicts.wanted_width) else 2)
        self.measure.arrange(1 if compact else 3)
        direction = QBoxLayout.Direction
        self._tail.setDirection(direction.TopToBottom if compact else direction.LeftToRight)
        self.evidence.drop.setVisible(not compact)

    def _show_verdict(self) -> None:
        verdict = self.keeper.verdict(self.place)
        self.verdicts.show_verdict(verdict, self._asking)
        self.verdicts.setVisible(self.has_place)
        self.no_site.setVisible(not self.has_place)
        self.answer_card.setVisible(self.has_place)
        copied = self._reading is not None and self._reading.page.copied_from is not None
        self.proof.judge(Verdict.UNANSWERED if copied else verdict)
        self._freeze(self.session.sealed)
        failed = verdict in _FAILED and self.has_place
        if not failed and not self.measure_card.isHidden():
            self.measure.flush()
        self.measure_card.setVisible(failed)
        several = self.checkpoint is not None and self.checkpoint.level is Level.SITE and len(self.session.sites) > 1
        self.copy.setVisible(several and verdict is not Verdict.UNANSWERED and not self.session.sealed)
        source = self._reading.page.copied_from if self._reading is not None else None
        self.copied.setVisible(source is not None)
        if source is not None:
            words = _("Copied from {site}, to be confirmed: does it hold here, too?")
            self.copied_words.setText(words.format(site=self.session.site_name(source)))
        ground = self._reading.page.stale if self._reading is not None else None
        self.stale.setVisible(ground is not None and self.has_place)
        if ground is not None:
            self.stale_words.setText(wording.stale(ground, _, current_language()))
        self._tell_reworded()
        self._show_state()

    def _tell_reworded(self) -> None:
        """How the question was put when it was answered, beside how it is put now."""
        page = self._reading.page if self._reading is not None else None
        if page is None or page.then is None:
            if self._reworded is not None:
                self._reworded.clear()
            return
        then, now = page.then, page.checkpoint
        if (then.question, then.verify) == (now.question.ja, now.verify.ja):
            title = _("Question and way to verify are as they were; the basis that is named has changed.")
        elif current_language() == "ja":
            title = _("What changed in the words since the answer:")
        else:
            title = _("What changed in the Japanese words since the answer:")
        self.reworded.put(title, then.question, then.verify, now)

    def _freeze(self, sealed: bool) -> None:
        """What a seal forbids is not offered; what is tried all the same is refused in words."""
        for part in (self.verdicts, self.remark):
            freeze(part, sealed)

    def _show_state(self) -> None:
        refusal = self.keeper.refusal(self.place)
        told = refusal or self._refused
        self.refusal.setVisible(told is not None)
        if told is not None:
            self.refusal_words.setText(told.sentence)
            self.refusal_words.setToolTip(escape(told.details))
        self.again.setVisible(refusal is not None)
        self.give_up.setVisible(refusal is not None)
        if refusal is not None:
            text, tone = _("Not saved; the text is kept here"), "nonconforming"
        elif self.keeper.saving(self.place):
            text, tone = _("Saving…"), ""
        elif at := self._saved.get(self.place, ""):
            text, tone = _("Saved {time}").format(time=clock(at)), ""
        else:
            text, tone = "", ""
        self.state.setText(text)
        if (self.state.property("tone") or "") != tone:
            restyle(self.state, tone=tone)

    # --- answering -------------------------------------------------------------------------------------------------

    def press(self, number: int) -> None:
        """As if the verdict with that key were clicked; 0 takes the answer back."""
        self.choose(ORDER[number - 1] if number else Verdict.UNANSWERED)

    def choose(self, verdict: Verdict, go_on: bool = False) -> None:
        """Record a verdict at once, or ask for its reason first; `go_on` to the next checkpoint afterwards."""
        if not self.has_place:
            return
        if self.session.sealed:
            self._say_sealed()
            return
        self._refused = None
        current = self.keeper.verdict(self.place)
        if verdict is current:
            if self._asking is not None:
                self.reason.take_back()
            if self._reading is not None and self._reading.page.copied_from is not None:
                self._confirm()
            if self._reading is not None and self._reading.page.stale is not None:
                self._uphold()
            if go_on:
                self.onward.emit()
            return
        place, view = self.place, self.proposal.view

        def record(reason: str) -> None:
            self.remark.stop()
            text = self.remark.text()
            beside = None
            if view is not None and view.proposal.verdict is not verdict:
                basis = view.proposal.basis
                beside = partial(answer_beside, place=place, verdict=verdict, basis=basis, comment=text, reason=reason)
            self.keeper.answer(place, verdict, text, reason, beside, failed=partial(self._verdict_refused, place))

        self._ask_or_record(verdict, record, go_on)

    def adopt(self) -> None:
        """Record what the ledgers propose, with a remark drafted from it."""
        view = self.proposal.view
        if view is None or not self.has_place:
            return
        if self.session.sealed:
            self._say_sealed()
            return
        place, verdict, basis = self.place, view.proposal.verdict, view.proposal.basis
        from app.services import drafting

        drafted = drafting.remark(self.session.catalogue, view, current_language())

        def record(reason: str) -> None:
            own = self.remark.text()
            kept = own.replace(self._copied_remark(), "")
            text = own if drafted in own else f"{kept.rstrip()}\n{drafted}".strip()
            self.remark.put(text)
            self.keeper.answer(
                place,
                verdict,
                text,
                reason,
                lambda desk: adopt(desk, place, verdict, basis, text, reason),
                own_words=own,
                failed=partial(self._verdict_refused, place),
            )

        if verdict is self.keeper.verdict(place):
            record("")
        else:
            self._ask_or_record(verdict, record, False)

    def _copied_remark(self) -> str:
        """What a copy that was not confirmed brought along: it names rows of the other site."""
        source = self._reading.page.copied_from if self._reading is not None else None
        answer = self.session.outline.answers.get((self.place[0], source)) if source is not None else None
        return answer.comment if answer is not None else ""

    def _ask_or_record(self, verdict: Verdict, record: Callable[[str], None], go_on: bool) -> None:
        current = self.keeper.verdict(self.place)
        if current is Verdict.UNANSWERED and verdict is not Verdict.NOT_APPLICABLE:
            self._close_reason()
            record("")
            self._show_verdict()
            if go_on:
                self.onward.emit()
            return
        self._asking, self._record, self._go_on = verdict, record, go_on
        if current is Verdict.UNANSWERED:
            self.reason.ask(lambda: _("Why does this checkpoint not apply?"), lambda: _("Record"))
        else:
            self.reason.ask(
                lambda: _("Change from “{before}” to “{after}”. Why?").format(
                    before=verdict_word(current), after=verdict_word(verdict)
                ),
                lambda: _("Record the change"),
            )
        self._show_verdict()

    def paste_evidence(self) -> None:
        """Take what the clipboard has as evidence."""
        if self.session.sealed:
            self._say_sealed()
        elif self.has_place:
            self.evidence.paste_in()

    def add_evidence(self) -> None:
        """Ask for files to be taken as evidence."""
        if self.session.sealed:
            self._say_sealed()
        else:
            self.evidence.choose()

    def answer_and_go_on(self) -> None:
        """Ctrl+Enter: give the reason that is asked for, or the verdict that has the focus, then go on."""
        if self._asking is not None:
            self._go_on = True
            self.reason.submit()
            return
        focused = next((v for v, b in self.verdicts.buttons.items() if b.hasFocus()), None)
        if focused is not None and focused is not self.keeper.verdict(self.place):
            self.choose(focused, go_on=True)
            return
        self.flush()
        if self.keeper.verdict(self.place) is Verdict.UNANSWERED:
            # Going on here would look as if it had been answered.
            self.say(lambda: _("There is no verdict yet: press 1 to 4, or go on with Next."))
            return
        self.onward.emit()

    def _reason_given(self, reason: str) -> None:
        record, go_on = self._record, self._go_on
        self._close_reason()
        if record is not None:
            record(reason)
        self._show_verdict()
        if go_on:
            self.onward.emit()
        else:
            self._focus_verdict()

    def _focus_verdict(self) -> None:
        verdict = self.keeper.verdict(self.place)
        self.verdicts.buttons.get(verdict, self.verdicts.buttons[ORDER[0]]).setFocus()

    def _reason_cancelled(self) -> None:
        self._asking, self._record, self._go_on = None, None, False
        self._show_verdict()
        self._focus_verdict()

    def _close_reason(self) -> None:
        self._asking, self._record, self._go_on = None, None, False
        self.reason.close_quietly()

    def _put_by(self) -> None:
        """The site was changed over an open question for a reason: keep what was written of it."""
        if self._asking is not None and self.place[0]:
            self._half[self.place] = (self._asking, self.reason.field.text())
        self._close_reason()

    def _take_up(self) -> None:
        half = self._half.pop(self.place, None)
        if half is not None and half[0] is not self.keeper.verdict(self.place):
            self.choose(half[0])
            self.reason.field.setText(half[1])

    def _verdict_refused(self, place: Place, told: Message) -> None:
        if place == self.place:
            self._show_remark()
            self._say_refused(told)

    def _say_refused(self, told: Message) -> None:
        self._refused = told
        self._show_verdict()

    def _say_sealed(self) -> None:
        self.say(why_sealed)

    def say(self, sentence: Words) -> None:
        """Say something that needs no answer; the next act puts it away."""
        self._say_refused(Message(sentence, "", False))

    # --- remarks ---------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Send what was typed on its way."""
        self.remark.stop()
        if self.has_place:
            self.keeper.keep(self.place, self.remark.text())
        self.measure.flush()
        self.proof.flush()
        self.challenges.flush()

    def may_leave(self) -> bool:
        """Send what was typed on its way; False while a reason that is asked for is neither given nor taken back."""
        self.flush()
        if self._asking is not None:
            self.reason.insist()
            return False
        return True

    def _kept(self, place: Place) -> None:
        if place == self.place:
            self._show_verdict()

    def _note_saved(self, changes: Changes) -> None:
        self._saved.update(dict.fromkeys(changes.places, changes.at))
        self._show_state()

    def _save_again(self) -> None:
        self.keeper.again(self.place)

    def _give_up(self) -> None:
        self.keeper.give_up(self.place)
        self.remark.put(self.keeper.remark(self.place))

    # --- proposals and copies --------------------------------------------------------------------------------------

    def _reject(self, reason: str) -> None:
        if self.proposal.view is not None:
            self.acts.reject(self.place, self.proposal.view, reason)

    def _see_rows(self) -> None:
        if self.proposal.view is not None:
            self.acts.see_rows(self.place, self.proposal.view)

    def _confirm(self) -> None:
        self.acts.confirm(self.place)

    def _take_over(self) -> None:
        self.flush()
        self.acts.take_over(self.place)
        self._focus_verdict()

    def _uphold(self) -> None:
        place = self.place

        def uphold(desk: Desk) -> Changes:
            from app.services import answering

            return answering.confirm_answer(desk, *place)

        self.session.do(uphold, None, lambda error: self._verdict_refused(place, message(error)), self)

    def copy_to_sites(self) -> None:
        """Ask for sites and copy the answer there."""
        if self.checkpoint is None or self.copy.isHidden():
            return
        self.flush()
        self.acts.ask_for_sites(self.checkpoint, self.place)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """What was not seen yet is painted before it is read."""
        super().paintEvent(event)
        if self._unread_yet:
            self._unread_yet = False
            QTimer.singleShot(0, self, self.read)

    # --- files that are dropped ------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Files may be dropped anywhere on the page."""
        if self.has_place and not self.session.sealed and bears(event.mimeData()):
            event.acceptProposedAction()
            restyle(self.answer_card, drop="over")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802
        """They went elsewhere."""
        restyle(self.answer_card, drop="")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take them in as evidence."""
        restyle(self.answer_card, drop="")
        self.evidence.drop_in(event.mimeData())
        event.acceptProposedAction()

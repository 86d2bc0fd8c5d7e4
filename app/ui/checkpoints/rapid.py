"""Quick answers (即答): one checkpoint on the screen, one key each, for a first pass over what is not answered."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.audit import COMPANY
from app.domain.grades import Verdict
from app.domain.progress import Place
from app.domain.rapid import Pass, passes
from app.i18n import current_language, gettext_in
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.checkpoints.keeper import Keeper
from app.ui.checkpoints.rapid_end import RapidEnd
from app.ui.checkpoints.rapid_sheet import RapidSheet
from app.ui.checkpoints.screens import Screens
from app.ui.dialogs.dialog import Dialog
from app.ui.messages import Message, message
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label

if TYPE_CHECKING:
    from app.domain.carrying import Predecessor
    from app.services.carried_answers import CarriedView
    from app.services.findings import ProposalView
    from app.services.ports import Desk

    Offered = tuple[ProposalView | None, CarriedView | None, Predecessor | None]

_VERDICTS = {
    Qt.Key.Key_1: Verdict.CONFORMING,
    Qt.Key.Key_2: Verdict.PARTLY,
    Qt.Key.Key_3: Verdict.NONCONFORMING,
    Qt.Key.Key_4: Verdict.NOT_APPLICABLE,
}
_ACTS = {Qt.Key.Key_F: "flag", Qt.Key.Key_E: "evidence", Qt.Key.Key_R: "remark"}
_BACK = frozenset({Qt.Key.Key_Backspace, Qt.Key.Key_Left})
_ON = frozenset({Qt.Key.Key_0, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right})


class RapidDialog(Dialog):
    """Three screens: what to go over, one checkpoint after the other, what came of it. `undo` is that of the window."""

    def __init__(self, session: Session, parent: QWidget, undo: Callable[[], object] | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.keeper = Keeper(session, self)
        self._undo = undo
        self._passes: tuple[Pass, ...] = ()
        self._pass = Pass(())
        self._index = 0
        self._flagged: dict[Place, str] = {}
        self._given: dict[Place, Verdict] = {}
        self._skipped: set[Place] = set()
        self._view: ProposalView | None = None
        self._carried: CarriedView | None = None
        self._record: Callable[[str], None] | None = None
        self._just_gave = False
        self._build()
        self._offer()
        self.retranslate()
        room = parent.size()
        self.resize(max(room.width() - theme().px(80), 600), max(room.height() - theme().px(60), 440))
        session.changed.connect(self._written)
        session.tasks.read(self._read_flags, self._know_flags, owner=self)

    # --- building ----------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setProperty("role", "page")
        self.stack = QStackedWidget(self)
        self.begin = QWidget(self.stack)
        self.title = label("title", parent=self.begin)
        self.lead = label("", parent=self.begin)
        self.over_label = label("section", parent=self.begin)
        self.over = QComboBox(self.begin)
        self.over_label.setBuddy(self.over)
        self.start = button("primary", self.go, self.begin)
        self.leave = button("", self.reject, self.begin)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addWidget(self.leave)
        row.addStretch(1)
        column = QVBoxLayout(self.begin)
        pad = theme().px(32)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme().px(12))
        for part in (self.title, self.lead, self.over_label, self.over):
            column.addWidget(part)
        column.addSpacing(theme().px(8))
        column.addLayout(row)
        column.addStretch(1)
        self.sheet = RapidSheet(self._key, self.stack)
        self.end = RapidEnd(self.stack)
        self.screens = Screens(self.stack)
        for screen in (self.begin, self.sheet, self.end):
            self.screens.add(screen)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)
        self.sheet.verdicts.chosen.connect(self.choose)
        self.sheet.reason.given.connect(self._reason_given)
        self.sheet.reason.cancelled.connect(self._reason_taken_back)
        self.sheet.remark.returnPressed.connect(self._remark_given)
        self.sheet.acted.connect(self._act)
        self.sheet.carried.taken.connect(self._take_over)
        self.sheet.carried.laid_aside.connect(self._lay_aside)
        self.end.wanted.connect(self._go_to)
        self.end.again.connect(self._once_more)
        self.end.closed.connect(self.accept)
        if self._undo is not None:
            QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self._undo)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Quick answers"))
        self.title.setText(_("Quick answers"))
        self.lead.setText(
            _(
                "One checkpoint at a time, one key each: a first pass over what is not answered. Each answer is saved "
                "at once; remarks, evidence and measures can follow later."
            )
        )
        self.over_label.setText(_("What to go over"))
        self.over.setAccessibleName(_("What to go over"))
        self.start.setText(_("Begin"))
        self.leave.setText(_("Close"))
        for number, each in enumerate(self._passes):
            self.over.setItemText(number, self._pass_words(each))
        self.sheet.retranslate()
        self.end.retranslate()
        if self._asking:
            self._show()

    def _offer(self) -> None:
        outline, here = self.session.outline, self.session.here
        at = here.checkpoint if here is not None and here.page == "checkpoints" else ""
        self._passes = passes(outline.places, outline.answers, outline.checkpoints, self.session.site, at)
        self.over.clear()
        for each in self._passes:
            self.over.addItem(self._pass_words(each))
        self.over.setEnabled(bool(self._passes))
        self.start.setEnabled(bool(self._passes))
        self.screens.show(self.begin)
        if not self._passes:
            self.over.addItem(_("Nothing is left to answer here."))
        (self.over if self._passes else self.leave).setFocus()
        self.start.setDefault(bool(self._passes))

    def _pass_words(self, each: Pass) -> str:
        count, session = len(each.places), self.session
        if each.checkpoint:
            words = _("{checkpoint} at all sites ({count} not answered)")
            return words.format(checkpoint=each.checkpoint, count=count)
        if each.item:
            title = session.catalogue.item(each.item).title.in_language(current_language())
            return _("{item} ({count} not answered)").format(item=f"{each.item} {title}", count=count)
        where = session.site_name(each.site or "") if each.site else _("The company's checkpoints")
        return _("{item} ({count} not answered)").format(item=where, count=count)

    # --- going over them ---------------------------------------------------------------------------------------------

    @property
    def _asking(self) -> bool:
        return self.screens.current is self.sheet

    @property
    def place(self) -> Place:
        """The place on the screen."""
        return self._pass.places[self._index]

    def go(self) -> None:
        """Begin with the first place of what was chosen."""
        if self._passes:
            self._pass = self._passes[self.over.currentIndex()]
            self._index = 0
            self.screens.show(self.sheet)
            self._show()

    def _show(self) -> None:
        place, session = self.place, self.session
        self._view = self._carried = None
        checkpoint = session.catalogue.checkpoint(place[0])
        where = session.site_name(place[1]) if place[1] != COMPANY else _("Once for the company")
        self.sheet.put(checkpoint, where, self._index, len(self._pass.places))
        self._show_state()
        session.tasks.read(partial(_offered, session.desk, place), partial(self._proposed, place), owner=self)
        self.screens.to_top()
        self.sheet.setFocus()

    def _show_state(self) -> None:
        if not self._pass.places:
            return
        place = self.place
        self.sheet.show_state(self.keeper.verdict(place), self.keeper.remark(place), self._flagged.get(place))

    def _proposed(self, place: Place, offered: Offered) -> None:
        if self._asking and place == self.place:
            self._view, self._carried, before = offered
            self.sheet.show_proposal(self.session.catalogue, self._view)
            self.sheet.show_carried(self._carried, before)

    def _take_over(self) -> None:
        """Record the answer of last time as this one's, and go on."""
        view, place, language = self._carried, self.place, current_language()
        if view is None or view.refusal or self.keeper.verdict(place) is not Verdict.UNANSWERED:
            return
        verdict = view.carried.verdict

        def take(desk: Desk) -> Changes:
            from app.services import carried_answers

            return carried_answers.take(desk, [place], gettext_in(language), language).changes

        text, failed = self.keeper.remark(place), partial(self._refused, place)
        self.keeper.answer(place, verdict, text, work=take, failed=failed)
        self._given[place] = verdict
        self._skipped.discard(place)
        self.step(1)

    def _lay_aside(self) -> None:
        """Do not use the answer of last time; the checkpoint is still to be answered."""
        place = self.place

        def lay(desk: Desk) -> Changes:
            from app.services import carried_answers

            return carried_answers.lay_aside(desk, [place])

        self._carried = None
        self.sheet.show_carried(None, None)
        self.sheet.setFocus()
        self.session.do(lay, failed=partial(self._act_refused, place), owner=self)

    def choose(self, verdict: Verdict) -> None:
        """Record a verdict and go on, or ask for its reason first."""
        current, place, view = self.keeper.verdict(self.place), self.place, self._view
        if verdict is current:
            self.step(1)
            return

        def record(reason: str) -> None:
            text, beside = self.keeper.remark(place), None
            if view is not None and view.proposal.verdict is not verdict:
                from app.ui.checkpoints.proposal import answer_beside

                basis = view.proposal.basis
                beside = partial(answer_beside, place=place, verdict=verdict, basis=basis, comment=text, reason=reason)
            self.keeper.answer(place, verdict, text, reason, beside, failed=partial(self._refused, place))
            self._given[place] = verdict
            self._skipped.discard(place)
            self.step(1)

        if current is Verdict.UNANSWERED and verdict is not Verdict.NOT_APPLICABLE:
            record("")
        else:
            self._record = record
            self.sheet.ask_reason(current, verdict)
            self.screens.bring_into_sight(self.sheet.reason)

    def step(self, by: int) -> None:
        """The next place or the one before; after the last one comes what was done."""
        self._record = None
        self.sheet.close_lines()
        if by > 0 and self.keeper.verdict(self.place) is Verdict.UNANSWERED:
            self._skipped.add(self.place)
        if self._index + by >= len(self._pass.places):
            self.finish()
        elif self._index + by >= 0:
            self._index += by
            self._show()

    def finish(self) -> None:
        """Say what came of it."""
        places = self._pass.places
        given = {p: v for p in places if p in self._given and (v := self.keeper.verdict(p)) is not Verdict.UNANSWERED}
        left = sum(self.keeper.verdict(p) is Verdict.UNANSWERED for p in places)
        flagged = {place: self._flagged[place] for place in places if place in self._flagged}
        self.end.put(self.session, given, left, flagged)
        self.screens.show(self.end)
        self.end.take_focus()

    def _reason_given(self, reason: str) -> None:
        record, self._record = self._record, None
        self._swallow_return()
        if record is not None:
            record(reason)

    def _reason_taken_back(self) -> None:
        self._record = None
        self._show_state()
        self.sheet.setFocus()

    def _remark_given(self) -> None:
        self._swallow_return()
        self.keeper.keep(self.place, self.sheet.remark.text())
        self.sheet.close_lines()
        self._show_state()
        self.sheet.setFocus()

    def _swallow_return(self) -> None:
        """The key that ends a line goes on to the page, which must not go on to the next checkpoint for it."""
        self._just_gave = True
        QTimer.singleShot(0, self, self._forget_return)

    def _forget_return(self) -> None:
        self._just_gave = False

    def _refused(self, place: Place, told: Message) -> None:
        """An answer could not be kept: back to where it was given."""
        self._given.pop(place, None)
        if place in self._pass.places:
            self._index = self._pass.places.index(place)
            self.screens.show(self.sheet)
            self._show()
            self.sheet.say(told)

    # --- flags -------------------------------------------------------------------------------------------------------

    def _read_flags(self) -> dict[Place, str]:
        from app.services import flagging

        return {(flag.checkpoint, flag.site): flag.note for flag in flagging.flags(self.session.desk)}

    def _know_flags(self, flags: dict[Place, str]) -> None:
        self._flagged = flags
        if self._asking:
            self._show_state()

    def _flag(self, note: str = "") -> None:
        """Set the flag; without a note one that stands is taken down."""
        place = self.place
        down = not note and place in self._flagged

        def work(desk: Desk) -> Changes:
            from app.services import flagging

            return flagging.clear_flags(desk, [place]) if down else flagging.set_flags(desk, [place], note)

        if down:
            del self._flagged[place]
        else:
            self._flagged[place] = note or self._flagged.get(place, "")
        self._show_state()
        self.session.do(work, failed=partial(self._flag_refused, place), owner=self)

    def _flag_refused(self, place: Place, error: BaseException) -> None:
        self.session.tasks.read(self._read_flags, self._know_flags, owner=self)
        self._act_refused(place, error)

    def _act_refused(self, place: Place, error: BaseException) -> None:
        if self._asking and place == self.place:
            self.sheet.say(message(error))

    # --- keys and ends -----------------------------------------------------------------------------------------------

    def _key(self, event: QKeyEvent) -> bool:
        """One key each; those that a line of text takes do not come here."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held == Qt.KeyboardModifier.AltModifier and key in _VERDICTS:
            self.choose(_VERDICTS[key])
        elif held != Qt.KeyboardModifier.NoModifier:
            return False
        elif key in _VERDICTS:
            self.choose(_VERDICTS[key])
        elif key in _ON:
            if not self._just_gave and not self.sheet.is_writing:
                self.step(1)
        elif key in _BACK:
            self.step(-1)
        elif key in _ACTS:
            self._act(_ACTS[key])
        elif key == Qt.Key.Key_T:
            self._take_over()
        else:
            return False
        return True

    def _act(self, name: str) -> None:
        if name == "back":
            self.step(-1)
        elif name == "skip":
            self.step(1)
        elif name == "flag":
            self._flag()
        elif name == "evidence":
            self._flag(_("Evidence to follow"))
        elif name == "remark":
            self.sheet.write_remark(self.keeper.remark(self.place))
            self.screens.bring_into_sight(self.sheet.remark)
        elif name == "end":
            self.reject()

    def reject(self) -> None:
        """Esc: out of a line, then to what was done, then away."""
        if self._asking and self.sheet.is_writing:
            self._record = None
            self.sheet.close_lines()
            self._show_state()
            self.sheet.setFocus()
        elif self._asking and self._given:
            self.finish()
        else:
            super().reject()

    def _go_to(self, place: Place) -> None:
        self.accept()
        self.session.go(Target("checkpoints", checkpoint=place[0], site=place[1] or None))

    def _once_more(self) -> None:
        self._given.clear()
        self._skipped.clear()
        self._offer()

    def _written(self, changes: Changes) -> None:
        """What was undone is asked again; other changes are only shown."""
        taken = [p for p in self._pass.places if p in changes.places and p in self._given]
        back = [p for p in taken if self.keeper.verdict(p) is Verdict.UNANSWERED]
        for place in back:
            del self._given[place]
        if changes.duties:
            self.session.tasks.read(self._read_flags, self._know_flags, owner=self)
        if self._asking and back:
            self._index = self._pass.places.index(back[0])
            self._show()
        elif self._asking:
            self._show_state()


def _offered(desk: Desk, place: Place) -> Offered:
    from app.services import carried_answers, findings

    carried = carried_answers.at(desk, *place)
    before = carried_answers.predecessor(desk) if carried is not None else None
    return findings.proposal(desk, *place), carried, before

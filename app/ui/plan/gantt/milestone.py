"""The days of a stage: what would follow is told before anything is stored, and a slip is asked for its reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.domain import splitting as split
from app.domain.catalogue import SPLIT_YEARS
from app.domain.plan import Milestone, Separation, Stage
from app.domain.splitting import Course
from app.i18n import gettext as _
from app.i18n import listed
from app.services import splitting
from app.services import timeline as words
from app.services.changes import Changes
from app.services.ports import Desk
from app.services.splitting import Revised, Told
from app.ui.generated.plan_milestone import Ui_PlanMilestone
from app.ui.messages import message
from app.ui.overview.programme import stage_word
from app.ui.plan.dialogs import Dialog
from app.ui.said import said
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import restyle
from app.ui.words import day_word

_IDLE = 250
"""Milliseconds without typing after which it is computed what would follow."""


@dataclass(frozen=True)
class Asked:
    """What was answered: what the split is to be, and why a stage of it slips."""

    revised: Revised
    why: str = ""

    def write(self, desk: Desk) -> Changes:
        """Store it, as one step."""
        return splitting.revise(desk, self.revised, self.why)


class MilestoneDialog(Dialog):
    """Asks for the days of a stage, or only why it slips where `target` has them already. `given` is called with what
    was answered; nothing is stored here."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        separation: Separation,
        course: Course,
        given: Callable[[Asked], None],
        target: Separation | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._stored = separation
        self._stage = course.stage
        self._fixed = target
        self._told: Told | None = None
        self._years = session.catalogue.limit(SPLIT_YEARS)
        self._round = 0
        self._old = next((m for m in separation.milestones if m.stage is course.stage), None)
        self.form = Ui_PlanMilestone()
        self.form.setupUi(self)
        self.setWindowTitle(_("Days of a stage"))
        self.setMinimumWidth(theme().px(560))
        self.form.heading.setText(
            _("{system}: {stage}").format(system=separation.system, stage=stage_word(course.stage))
        )
        self._was_done = course.done
        if self._old is not None:
            self.form.start.set_day(self._old.start)
            self.form.end.set_day(self._old.end)
        self.form.done.set_day(course.done)
        point = course.stage is Stage.SEPARATED
        for each in (self.form.start, self.form.start_label):
            each.setVisible(not point)
        self.form.end_label.setText(_("On") if point else _("To"))
        self.form.days.setVisible(target is None)
        last = max((m.stage for m in separation.milestones), key=list(Stage).index, default=course.stage)
        self.form.following.setVisible(course.stage is not last)
        self.form.long_reason.setPlainText(separation.reason)
        self.form.interim.setPlainText(separation.interim)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_IDLE)
        self._timer.timeout.connect(self._compute)
        self.dress(self.form.buttons, _("Keep"))
        for field in (self.form.start, self.form.end, self.form.done):
            field.edited.connect(self._changed)
            field.finished.connect(self._changed)
        self.form.following.toggled.connect(self._changed)
        for text in (self.form.reason, self.form.long_reason, self.form.interim):
            text.textChanged.connect(self._look)
        self.accepted.connect(lambda: self._give(given))
        self.form.why.setVisible(False)
        self.form.beyond.setVisible(False)
        self._compute()
        (self.form.reason if target is not None else self.form.end).setFocus()

    def target(self) -> Separation | None:
        """The split with the days that stand in the fields; None while they cannot be read."""
        following = self.form.following.isChecked()
        if self._fixed is not None and not following:
            return self._fixed
        typed = self._typed()
        if typed is None:
            return None
        return split.moved(self._stored, self._stage, typed.start, typed.end, following=following)

    def _typed(self) -> Milestone | None:
        if self._fixed is not None:
            return next((m for m in self._fixed.milestones if m.stage is self._stage), None)
        end = self.form.end.day()
        start = end if self._stage is Stage.SEPARATED else self.form.start.day()
        if start is None or end is None or not self.form.done.readable:
            return None
        return Milestone(self._stage, start, end)

    def _changed(self) -> None:
        self._told = None
        self.allow(False)
        self._timer.start()

    def _compute(self) -> None:
        """Ask what would follow, beside the window."""
        self._timer.stop()
        self._round += 1
        round_, target, desk = self._round, self.target(), self._session.desk
        if target is None:
            self._say(_("Both days are needed."), "nonconforming")
            return

        def home(told: Told) -> None:
            if round_ == self._round:
                self._told = told
                self._show(told)

        def failed(error: BaseException) -> None:
            if round_ == self._round:
                self._say(said(message(error).words), "nonconforming")

        self._session.tasks.read(lambda: splitting.foretold(desk, target, self._stored), home, failed, owner=self)

    def _show(self, told: Told) -> None:
        lines = [
            _("{stage}: {before} → {after}").format(
                stage=stage_word(move.stage),
                before=words.days_word(move.before.start, move.before.end, day_word),
                after=words.days_word(move.after.start, move.after.end, day_word),
            )
            for move in told.moves
        ]
        if told.reopened:
            lines.append(_("This would have answers confirmed again: {count}.").format(count=len(told.reopened)))
        elif told.slips:
            lines.append(_("No answer is to be confirmed again."))
        self._say("\n".join(lines), "partly" if told.slips else "")
        self.form.why.setVisible(bool(told.slips))
        # What was asked stays to be seen while it is being written.
        asked = bool(told.lacking) or not self.form.beyond.isHidden()
        self.form.beyond.setVisible(asked)
        if told.lacking:
            names = {"reason": _("the reason"), "interim": _("the interim measures")}
            self.form.beyond_told.setText(
                _(
                    "It ends later than about {years} years on (¶12①). The plan prints the reason and the interim "
                    "measures; still to be entered: {what}. They may be entered later."
                ).format(years=self._years, what=listed(names[each] for each in told.lacking))
            )
        self._look()

    def _say(self, text: str, tone: str) -> None:
        self.form.told.setText(text)
        self.form.told.setVisible(bool(text))
        restyle(self.form.told, tone=tone)
        if tone == "nonconforming":
            self.allow(False)

    def _look(self) -> None:
        told = self._told
        if told is None:
            self.allow(False)
            return
        why = bool(self.form.reason.toPlainText().strip())
        changed = bool(told.moves) or self.form.done.day() != self._was_done or self._texts() != self._texts_before()
        self.allow(changed and (why or not told.slips))

    def _texts(self) -> tuple[str, str]:
        return self.form.long_reason.toPlainText().strip(), self.form.interim.toPlainText().strip()

    def _texts_before(self) -> tuple[str, str]:
        return self._stored.reason.strip(), self._stored.interim.strip()

    def _give(self, given: Callable[[Asked], None]) -> None:
        target = self.target()
        if target is None:
            return
        if not self.form.beyond.isHidden():
            reason, interim = self._texts()
            target = replace(target, reason=reason, interim=interim)
        done = self._was_done if self._fixed is not None else self.form.done.day()
        revised = Revised(self._stored, target, self._stage, self._was_done, done)
        given(Asked(revised, self.form.reason.toPlainText().strip()))

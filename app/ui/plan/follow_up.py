"""How a measure is carried out, below its fields: dates, progress, effect, and the acts on them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.domain.measures import FINISHED, late_steps, next_step
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import findings, measure_verdicts, measures, wording
from app.services.changes import Changes
from app.services.measure_verdicts import Preview
from app.services.measures import MeasureView
from app.services.ports import Desk
from app.ui.plan.data import PlanData
from app.ui.plan.dialogs import ChooseDialog
from app.ui.plan.follow_dialogs import EffectDialog, FollowDialog, ReviseDialog, effect_words, revision_words
from app.ui.plan.verdicts import VerdictsDialog
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.notice import Notice
from app.ui.words import day_word


class FollowUp(QWidget):
    """What stands beside one measure, each part with the button that opens its dialog."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._found: MeasureView | None = None
        self._data: PlanData | None = None
        self.title = label("section")
        self.dates, self.progress, self.effect = label(), label(), label()
        self.revise_button = button("", self.revise)
        self.follow_button = button("", self.follow)
        self.effect_button = button("", self.check_effect)
        self.verdicts_button = button("", self.propose)
        self.findings_button = button("", self.choose_findings)
        self.notice = Notice()
        lock(session, *self._buttons())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(8), 0, 0)
        column.setSpacing(theme().px(8))
        for part in (self.title, self.dates, self.progress, self.effect):
            column.addWidget(part)
        acts = QWidget()
        row = Flow(acts)
        for each in self._buttons():
            row.addWidget(each)
        column.addWidget(acts)
        column.addWidget(self.notice)

    def show_measure(self, found: MeasureView, data: PlanData) -> None:
        """Show what stands beside a measure."""
        self._found, self._data = found, data
        action, facts = found.action, found.facts
        dates = _("Due date: {due}").format(due=day_word(action.until) or _("－ no date"))
        if found.revisions:
            dates = _("Due date: {due} (originally {original})").format(
                due=day_word(action.until), original=day_word(action.due)
            )
        self.dates.setText("\n".join((dates, *revision_words(found))))
        said = [_("Progress: {percent}").format(percent="－" if facts.progress is None else f"{facts.progress} %")]
        late = late_steps(action, facts, data.today)
        if facts.milestones:
            reached = sum(step.done is not None for step in facts.milestones)
            said.append(_("Milestones reached: {reached} of {all}").format(reached=reached, all=len(facts.milestones)))
        if (coming := next_step(facts.milestones)) is not None:
            text = _("Next: {step} {day}").format(step=coming.text, day=day_word(coming.due))
            said.append(f"× {text} " + _("(overdue)") if coming in late else text)
        for words, text in (
            (_("What was done"), facts.account),
            (_("What comes next"), facts.upcoming),
            (_("Cost"), facts.cost),
            (_("Effort"), facts.effort),
        ):
            if text:
                said.append(_("{what}: {title}").format(what=words, title=text))
        self.progress.setText("\n".join(said))
        restyle(self.progress, tone="nonconforming" if late else "")
        told = effect_words(found.check) if found.check else _("－ nobody has looked at it yet")
        self.effect.setText(_("Effect: {effect}").format(effect=told))
        waiting = action.state in FINISHED and found.check is None
        restyle(self.effect, tone="partly" if waiting else "")
        live = not action.withdrawn
        for each in self._buttons():
            each.setEnabled(live)
        self.revise_button.setEnabled(live and action.due is not None)
        self.verdicts_button.setEnabled(live and action.number in data.offering)
        tip = "" if action.state in FINISHED else _("A measure proposes verdicts once it is done.")
        if action.state in FINISHED and action.number not in data.offering:
            tip = _("No answer that the measure speaks of is deficient.")
        self.verdicts_button.setToolTip(tip)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Execution"))
        self.revise_button.setText(_("Revise the due date…"))
        self.follow_button.setText(_("Progress and milestones…"))
        self.effect_button.setText(_("Effect…"))
        self.verdicts_button.setText(_("Propose verdicts…"))
        self.findings_button.setText(_("Choose findings…"))
        if self._found is not None and self._data is not None:
            self.show_measure(self._found, self._data)

    def focus(self, field: str) -> bool:
        """Put the cursor on what opens a field; False where there is none such."""
        buttons = {
            "revised": self.revise_button,
            "progress": self.follow_button,
            "milestones": self.follow_button,
            "effect": self.effect_button,
        }
        if field not in buttons:
            return False
        buttons[field].setFocus()
        return True

    # --- acts ---------------------------------------------------------------------------------------------------------

    def revise(self) -> None:
        """Ask for the due date from now on."""
        if (found := self._found) is not None and self._data is not None:
            number = found.action.number
            ReviseDialog(
                self,
                found,
                self._data.today,
                lambda due, reason, past: self._do(
                    lambda desk: measures.revise_due(desk, number, due, reason, past=past)
                ),
            ).open()

    def follow(self) -> None:
        """Ask how far the measure is."""
        if (found := self._found) is not None and self._data is not None:
            number = found.action.number
            FollowDialog(
                self,
                found,
                self._data.today,
                lambda written: self._do(lambda desk: measures.follow(desk, number, **written)),
            ).open()

    def check_effect(self) -> None:
        """Ask what looking at the effect came to."""
        if (found := self._found) is not None and self._data is not None:
            number = found.action.number
            EffectDialog(
                self,
                found,
                self._data.today,
                lambda effect, person, day, remark: self._do(
                    lambda desk: measures.check_effect(desk, number, effect, person, day, remark)
                ),
            ).open()

    def propose(self) -> None:
        """Show the verdicts that the finished measure proposes."""
        if (found := self._found) is None:
            return
        number, desk = found.action.number, self._session.desk
        self._session.tasks.read(
            lambda: measure_verdicts.preview(desk, number), self._offer, self.notice.refuse, owner=self
        )

    def _offer(self, seen: Preview) -> None:
        number, language = seen.action.number, current_language()
        VerdictsDialog(
            self,
            seen,
            lambda chosen, reason: self._do(
                lambda desk: measure_verdicts.apply(desk, number, chosen, language, reason),
                lambda: _("Answers recorded: {count}").format(count=len(chosen)),
            ),
        ).open()

    def choose_findings(self) -> None:
        """Choose the findings that the measure answers."""
        if (found := self._found) is None:
            return
        desk, language = self._session.desk, current_language()
        sites = {site.id: site.name for site in self._session.outline.sites}
        named = set(found.action.findings)

        def read() -> list[tuple[str, str]]:
            known = [f for f in findings.listing(desk) if f.id in named or f.status.value != "resolved"]
            known.sort(key=lambda f: f.id not in named)
            words = (
                " ".join(
                    part
                    for part in (
                        wording.finding_place(f, sites, _) if sites else "",
                        f.subject,
                        wording.finding_title(self._session.catalogue, f, language),
                        f.id,
                    )
                    if part
                )
                for f in known
            )
            return [(text, f.id) for text, f in zip(words, known, strict=True)]

        self._session.tasks.read(read, partial(self._choose, found), self.notice.refuse, owner=self)

    def _choose(self, found: MeasureView, choices: list[tuple[str, str]]) -> None:
        number, before = found.action.number, set(found.action.findings)

        def given(chosen: tuple[str, ...]) -> None:
            on, off = tuple(f for f in chosen if f not in before), tuple(before - set(chosen))
            if on or off:
                self._do(lambda desk: measures.set_findings(desk, number, on, off))

        told = _("Findings that measure {number} answers").format(number=number)
        dialog = ChooseDialog(self, told, choices, found.action.findings, given)
        dialog.setWindowTitle(told)
        dialog.form.list_label.setText(_("Findings"))
        dialog.form.list.setAccessibleName(_("Findings"))
        dialog.open()

    def _do(self, work: Callable[[Desk], Changes], told: Callable[[], str] | None = None) -> None:
        def done(_changes: Changes) -> None:
            if told is not None:
                self.notice.say(told)
            else:
                self.notice.hide()

        self._session.do(work, done, self.notice.refuse, owner=self)

    def _buttons(self) -> tuple[QPushButton, ...]:
        return (
            self.follow_button,
            self.revise_button,
            self.effect_button,
            self.verdicts_button,
            self.findings_button,
        )

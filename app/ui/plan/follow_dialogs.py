"""Dialogs of a measure that is carried out: a revised due date, progress, and what looking at its effect came to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget

from app.domain.measures import Effect, EffectCheck, check_effect, check_facts, check_revision, due_gone_by
from app.domain.plan import Action
from app.domain.plan_checks import Refusal
from app.i18n import gettext as _
from app.services import measure_words
from app.services.measures import MeasureView
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.plan_effect import Ui_PlanEffect
from app.ui.generated.plan_follow import Ui_PlanFollow
from app.ui.generated.plan_revise import Ui_PlanRevise
from app.ui.plan.data import refusal_of
from app.ui.style.theme import theme
from app.ui.widgets.autosave import name_editors
from app.ui.widgets.basics import restyle
from app.ui.words import day_word

_WIDE = 520


def dress(dialog: Dialog, buttons: QDialogButtonBox, ok: str) -> None:
    """Name the buttons and what they do, and give the dialog its size."""
    accept = buttons.button(QDialogButtonBox.StandardButton.Ok)
    accept.setText(ok)
    restyle(accept, role="primary")
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    name_editors(dialog)
    fit_to_screen(dialog)


def fit_to_screen(dialog: Dialog) -> None:
    """As high as all of it needs, or scrolled where the screen is too low for that."""
    room = dialog.screen().availableSize()
    wide, most = min(theme().px(_WIDE), room.width()), room.height() - theme().px(40)
    dialog.setMinimumWidth(wide)
    layout = dialog.layout()
    if layout is not None:
        high = max(dialog.minimumSizeHint().height(), layout.totalHeightForWidth(wide))
        if high > most or dialog.minimumSizeHint().width() > room.width():
            dialog._scroll()  # noqa: SLF001 - the base's own way
        dialog.resize(wide, min(high, most))


def tell(buttons: QDialogButtonBox, where: QLabel, why: str) -> None:
    """Say what is lacking; OK stays off until nothing is."""
    where.setText(why)
    where.setVisible(bool(why))
    buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not why)


class ReviseDialog(Dialog):
    """Asks for the due date from now on and why; `given` is called with both, and with whether a day that has passed
    is expressly meant."""

    def __init__(
        self, parent: QWidget, found: MeasureView, today: date, given: Callable[[date, str, bool], None]
    ) -> None:
        super().__init__(parent)
        self._action: Action = found.action
        self._today = today
        self.form = Ui_PlanRevise()
        self.form.setupUi(self)
        self.setWindowTitle(_("Revise the due date"))
        self.form.told.setText(
            _("Measure {number}: the original due date ({due}) stays, and every revision with its reason.").format(
                number=found.action.number, due=day_word(found.action.due)
            )
        )
        self.form.known.setText("\n".join(revision_words(found)))
        self.form.known.setVisible(bool(found.revisions))
        self.form.due.setAccessibleName(self.form.due_label.text())
        self.form.reason.setAccessibleName(self.form.reason_label.text())
        self.form.due.edited.connect(self._look)
        self.form.due.finished.connect(self._look)
        self.form.reason.textChanged.connect(self._look)
        self.form.past.toggled.connect(self._look)
        self.accepted.connect(lambda: self._give(given))
        # Its room is kept: the dialog does not grow while a day is typed.
        kept = self.form.past.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.form.past.setSizePolicy(kept)
        dress(self, self.form.buttons, _("Revise"))
        self._look()

    def _give(self, given: Callable[[date, str, bool], None]) -> None:
        if (day := self.form.due.day()) is not None:
            given(day, self.form.reason.toPlainText().strip(), self._is_past(day))

    def _is_past(self, day: date | None) -> bool:
        return day is not None and due_gone_by(self._action, day, self._today)

    def _look(self) -> None:
        day = self.form.due.day()
        past = self.form.due.readable and self._is_past(day)
        if not past:
            # Said of one day, it is not said of another one.
            self.form.past.setChecked(False)
        self.form.past.setVisible(past)
        if not self.form.due.readable:
            why = self.form.due.why_not()
        elif day is None:
            why = _("Enter the due date from now on.")
        else:
            why = refusal_of(lambda: check_revision(self._action, day, self.form.reason.toPlainText()))
            if not why and past and not self.form.past.isChecked():
                why = _("The measure is not done: it will be overdue at once. Tick that the day is meant.")
        tell(self.form.buttons, self.form.missing, why)
        self._grow()

    def _grow(self) -> None:
        """What is said may need more lines than the dialog was made with."""
        layout = self.layout()
        if layout is not None and self.isVisible():
            layout.activate()
            most = self.screen().availableSize().height() - theme().px(40)
            high = min(layout.totalHeightForWidth(self.width()), most)
            self.resize(self.width(), max(self.height(), high))


class FollowDialog(Dialog):
    """Asks how far a measure is; `given` is called with the fields that were changed."""

    def __init__(
        self, parent: QWidget, found: MeasureView, today: date, given: Callable[[Mapping[str, Any]], None]
    ) -> None:
        super().__init__(parent)
        self._found, self._today = found, today
        self.form = form = Ui_PlanFollow()
        form.setupUi(self)
        self.setWindowTitle(_("Progress of a measure"))
        told = _("Measure {number}   {measure}")
        form.told.setText(told.format(number=found.action.number, measure=found.action.measure))
        form.progress.setRange(-1, 100)
        form.progress.setSpecialValueText(_("not said"))
        form.progress.setSuffix(" %")
        form.progress.setSingleStep(10)
        form.progress.lineEdit().setTextMargins(theme().px(8), 0, 0, 0)
        form.progress.setValue(-1 if found.facts.progress is None else found.facts.progress)
        form.account.setPlainText(found.facts.account)
        form.upcoming.setPlainText(found.facts.upcoming)
        form.cost.setText(found.facts.cost)
        form.effort.setText(found.facts.effort)
        form.steps.show_steps(found.facts.milestones)
        for name in ("progress", "account", "upcoming", "cost", "effort"):
            getattr(form, name).setAccessibleName(getattr(form, f"{name}_label").text())
        form.progress.valueChanged.connect(lambda _value: self._look())
        form.account.textChanged.connect(self._look)
        form.upcoming.textChanged.connect(self._look)
        form.cost.textChanged.connect(lambda _text: self._look())
        form.effort.textChanged.connect(lambda _text: self._look())
        form.steps.edited.connect(self._look)
        self.accepted.connect(lambda: given(self.written()))
        dress(self, form.buttons, _("Save"))
        self._look()

    def written(self) -> dict[str, Any]:
        """The fields that were changed."""
        form, old = self.form, self._found.facts
        value = form.progress.value()
        now = {
            "progress": None if value < 0 else value,
            "account": form.account.toPlainText().strip(),
            "upcoming": form.upcoming.toPlainText().strip(),
            "milestones": form.steps.steps(),
            "cost": form.cost.text().strip(),
            "effort": form.effort.text().strip(),
        }
        return {name: value for name, value in now.items() if value != getattr(old, name)}

    def _look(self) -> None:
        unread = self.form.steps.unread()
        why = unread.why_not() if unread is not None else ""
        if not why:
            new = replace(self._found.facts, **self.written())
            why = refusal_of(lambda: check_facts(new, self._today))
        tell(self.form.buttons, self.form.missing, why)


class EffectDialog(Dialog):
    """Asks who looked at the effect, when, and what that came to; `given` is called with it."""

    def __init__(
        self, parent: QWidget, found: MeasureView, today: date, given: Callable[[Effect, str, date, str], None]
    ) -> None:
        super().__init__(parent)
        self._action, self._today = found.action, today
        self.form = form = Ui_PlanEffect()
        form.setupUi(self)
        self.setWindowTitle(_("Effect of a measure"))
        form.told.setText(
            _("Measure {number}, how its effect is checked: {method}").format(
                number=found.action.number, method=found.action.method or "－"
            )
        )
        form.known.setText("\n".join(effect_words(check) for check in found.checks))
        form.known.setVisible(bool(found.checks))
        for effect in Effect:
            form.result.addItem(
                f"{measure_words.effect_mark(effect)} {measure_words.effect_word(effect, _)}", effect.value
            )
        form.checked_on.set_day(today)
        for name in ("result", "person", "checked_on", "remark"):
            getattr(form, name).setAccessibleName(getattr(form, f"{name}_label").text())
        form.result.currentIndexChanged.connect(lambda _index: self._look())
        form.person.textChanged.connect(lambda _text: self._look())
        form.checked_on.edited.connect(self._look)
        form.checked_on.finished.connect(self._look)
        form.remark.textChanged.connect(self._look)
        self.accepted.connect(lambda: self._give(given))
        dress(self, form.buttons, _("Record"))
        self._look()

    def _give(self, given: Callable[[Effect, str, date, str], None]) -> None:
        form = self.form
        day = form.checked_on.day() or self._today
        given(Effect(form.result.currentData()), form.person.text().strip(), day, form.remark.toPlainText().strip())

    def _look(self) -> None:
        form = self.form
        why = form.checked_on.why_not()
        day = form.checked_on.day()
        if not why and day is None:
            why = _("Enter the day on which it was looked at.")
        if not why and day is not None:
            effect = Effect(form.result.currentData())
            remark = form.remark.toPlainText()
            check = EffectCheck(self._action.id, 0, form.person.text(), day, effect, remark, "", "")

            def refused() -> Refusal | None:
                return check_effect(self._action, check, self._today)

            why = refusal_of(refused)
        tell(form.buttons, form.missing, why)


def revision_words(found: MeasureView) -> list[str]:
    """Every revision of the due date in a line."""
    said = _("→ {due}: {reason} ({by}, {day})")
    return [
        said.format(due=day_word(r.due), reason=r.reason, by=r.by, day=day_word(date.fromisoformat(r.at[:10])))
        for r in found.revisions
    ]


def effect_words(check: EffectCheck) -> str:
    """A look at the effect in a line."""
    word = f"{measure_words.effect_mark(check.result)} {measure_words.effect_word(check.result, _)}"
    told = _("{effect} ({day}, {person})").format(effect=word, day=day_word(check.checked_on), person=check.person)
    return f"{told} {check.remark}".strip()

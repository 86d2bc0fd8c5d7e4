"""One measure (対策) in full: its fields, what stands beside it, and the acts on it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from app.domain.filings import check_due
from app.domain.grades import Cause
from app.domain.measures import MeasureFacts, check_completion, tells_completion
from app.domain.plan import Action, ActionState, still_draft, undecided
from app.domain.plan_checks import check_action
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import measure_words, planning, wording
from app.services.measures import MeasureView
from app.services.ports import Desk
from app.ui.generated.plan_action import Ui_PlanAction
from app.ui.plan.data import TOLD, PlanData, refusal_of
from app.ui.plan.dialogs import ReasonDialog
from app.ui.plan.follow_up import FollowUp
from app.ui.plan.words import due_sign, due_tone
from app.ui.session import Session, Target
from app.ui.widgets.autosave import Autosave, even_labels, name_editors
from app.ui.widgets.basics import label
from app.ui.widgets.columns import empty
from app.ui.widgets.link import Link
from app.ui.widgets.where import item_word
from app.ui.words import state_word

FIELDS = (
    "problem",
    "measure",
    "owner",
    "department",
    "start",
    "due",
    "done",
    "state",
    "method",
    "causes",
    "directions",
)
_COMPLETION = ("state", "start", "done")
"""Fields that tell together that a measure was carried out."""


class ActionPanel(QWidget):
    """One measure in full. Every field is written when it is left or a moment after the last key."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._action: Action | None = None
        self._data: PlanData | None = None
        self.form = Ui_PlanAction()
        self.form.setupUi(self)
        self.directions: dict[Any, QCheckBox] = {
            d.id: getattr(self.form, f"direction_{n}") for n, d in enumerate(session.catalogue.directions, start=1)
        }
        self.save = Autosave(session, self, self._write_action, self._why_not)
        form = self.form
        for name in ("problem", "measure", "method"):
            self.save.text(name, getattr(form, name))
        for name in ("owner", "department"):
            self.save.line(name, getattr(form, name))
        for name in ("start", "due", "done"):
            self.save.day(name, getattr(form, name))
        for state in ActionState:
            form.state.addItem(state_word(state))
        self.save.choice("state", form.state, tuple(ActionState))
        self.save.flags("causes", {cause: getattr(form, f"cause_{cause.value}") for cause in Cause})
        self.save.flags("directions", self.directions)
        self.follow_up = FollowUp(session)
        form.layout.insertWidget(form.layout.indexOf(form.findings_section), self.follow_up)
        form.withdraw.clicked.connect(lambda: self.withdraw())
        form.restore.clicked.connect(lambda: self.restore())
        form.restore.setAutoDefault(False)
        form.accept.clicked.connect(lambda: self.accept())
        form.accept.setAutoDefault(False)

    @property
    def number(self) -> int | None:
        """The number of the measure that is shown."""
        return self._action.number if self._action is not None else None

    def show_action(self, action: Action, data: PlanData) -> None:
        """Show a measure; fields that are being written keep what was typed."""
        self._action, self._data = action, data
        catalogue = self._session.catalogue
        words = {item.id: item for item in catalogue.items}
        place = item_word(words[action.item]) if action.item in words else action.item
        self.form.heading.setText(_("Measure {number}   {place}").format(number=action.number, place=place))
        self.form.state_told.setText(due_sign(action, data.today) if not action.withdrawn else "")
        self.form.state_told.setVisible(not action.withdrawn)
        self.form.state_told.setProperty("tone", due_tone(action, data.today))
        self.form.state_told.style().polish(self.form.state_told)
        self.form.withdrawn_frame.setVisible(bool(action.withdrawn))
        self.form.drafted_frame.setVisible(still_draft(action))
        names = measure_words.field_words(_)
        self.form.drafted.setText(
            _(
                "As the program proposed and decided by nobody yet: {fields}. The plan stays a draft (案) until you "
                "write that or adopt it as written; the other fields decide nothing of it."
            ).format(fields=listed(names[name] for name in undecided(action)))
        )
        self.form.withdrawn.setText(_("Withdrawn: {reason}").format(reason=action.withdrawn))
        self.form.withdraw.setVisible(not action.withdrawn)
        for name in FIELDS:
            for editor in self._editors(name):
                editor.setEnabled(not action.withdrawn)
        self.save.present(action.number, {name: getattr(action, name) for name in FIELDS})
        self._show_findings(action, data)
        beside = data.beside.get(action.number) or MeasureView(action, MeasureFacts(action.id))
        self.follow_up.show_measure(beside, data)

    def retranslate(self) -> None:
        """Set every text anew."""
        language = current_language()
        self.form.retranslateUi(self)
        for number, state in enumerate(ActionState):
            self.form.state.setItemText(number, state_word(state))
        for direction in self._session.catalogue.directions:
            box = self.directions[direction.id]
            box.setText(direction.title.in_language(language))
            box.setToolTip(direction.text.in_language(language))
        name_editors(self)
        even_labels(self)
        self.save.retranslate()
        self.follow_up.retranslate()
        if self._action is not None and self._data is not None:
            self.show_action(self._action, self._data)

    def withdraw(self) -> None:
        """Ask why, and take the measure out of the plan."""
        if (action := self._action) is None:
            return
        ReasonDialog(
            self,
            _("Withdraw a measure"),
            _("Measure {number} is taken out of the plan. It stays readable and is not drafted again.").format(
                number=action.number
            ),
            _("Withdraw"),
            lambda reason: self._session.do(lambda desk: planning.withdraw_action(desk, action.number, reason)),
        ).open()

    def accept(self) -> None:
        """Take the draft as it is."""
        self.save.flush()
        if (action := self._action) is not None:
            self._session.do(lambda desk: planning.accept_draft(desk, action.number))

    def restore(self) -> None:
        """Take the measure back into the plan."""
        if (action := self._action) is not None:
            self._session.do(lambda desk: planning.restore_action(desk, action.number))

    def _why_not(self, record: Hashable, name: str, value: Any) -> str:
        action = self._data.action(record) if self._data and isinstance(record, int) else None
        if action is None or self._data is None:
            return ""
        if name == "due" and (said := refusal_of(partial(check_due, action, value, self._data.filed))):
            return said
        return self._fitting(action, name, value)[1]

    def _why_not_so(self, stored: Action, changed: Action) -> str:
        """Why a measure is not written so over what is stored; empty where it is."""
        assert self._data is not None  # noqa: S101 - asked of what is shown only
        catalogue, outline = self._session.catalogue, self._session.outline
        known = {d.id for d in catalogue.directions}, {s.id for s in outline.sites}
        latest = self._data.today if changed.done != stored.done else date.max
        if said := refusal_of(partial(check_action, changed, *known, latest)):
            return said
        found = self._data.beside.get(stored.number)
        whole = tells_completion(stored, changed)
        return refusal_of(partial(check_completion, changed, found.check if found else None)) if whole else ""

    def _fitting(self, action: Action, name: str, value: Any) -> tuple[dict[str, Any], str]:
        """What is written of a field: with those that wait for it, where that fits (a measure is done by its state, its
        day and its first day together, which are filled in one after the other), else alone. Why not, where neither
        fits."""
        stored = replace(action, **self.save.known(action.number))
        alone = {name: value}
        waiting = self.save.waiting(action.number, _COMPLETION) if name in _COMPLETION else {}
        together = {**waiting, **alone}
        why = self._why_not_so(stored, planning.as_written(stored, together))
        if why and waiting and not self._why_not_so(stored, planning.as_written(stored, alone)):
            return alone, ""
        return together, why

    def _write_action(self, record: Hashable, name: str, value: Any) -> Callable[[Desk], Any]:
        number = record if isinstance(record, int) else 0
        action = self._data.action(number) if self._data else None
        written: Mapping[str, Any] = {name: value} if action is None else self._fitting(action, name, value)[0]
        return lambda desk: planning.edit_action(desk, number, **written)

    def _editors(self, name: str) -> tuple[QWidget, ...]:
        if name == "causes":
            return tuple(getattr(self.form, f"cause_{cause.value}") for cause in Cause)
        if name == "directions":
            return tuple(self.directions.values())
        return (getattr(self.form, name),)

    def _show_findings(self, action: Action, data: PlanData) -> None:
        empty(self.form.findings_list)
        language = current_language()
        sites = {site.id: site.name for site in self._session.outline.sites}
        told = [data.findings[f] for f in action.findings[:TOLD] if f in data.findings]
        for finding in told:
            title = wording.finding_title(self._session.catalogue, finding, language)
            placed = bool(sites) and (finding.site or finding.unplaced)
            words = f"{title} ({wording.finding_place(finding, sites, _)})" if placed else title
            go = partial(self._session.go, Target("findings", finding=finding.id))
            self.form.findings_list.addWidget(Link(words, go))
        rest = len(action.findings) - TOLD
        if rest > 0:
            self.form.findings_list.addWidget(label("quiet", _("and {count} more").format(count=f"{rest:,}")))
        if not told:
            self.form.findings_list.addWidget(label("quiet", _("None: a measure of your own.")))

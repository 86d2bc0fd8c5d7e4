"""Measures (対策): what is done about the findings, by whom and until when."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from app.domain.coverage import coverage
from app.domain.measures import (
    FINISHED,
    Effect,
    late_steps,
    next_step,
)
from app.domain.plan import Action, ActionState, overdue, still_draft
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import measure_words, planning
from app.services.changes import Changes
from app.services.measures import MeasureView
from app.services.ports import Desk
from app.ui.plan.action_panel import ActionPanel
from app.ui.plan.coverage import Coverage
from app.ui.plan.coverage_map import CoverageDialog
from app.ui.plan.data import PlanData
from app.ui.plan.dialogs import NewActionDialog
from app.ui.plan.tracker import TrackerActs
from app.ui.plan.words import due_sign, due_soon, due_tone
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, button, label
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.flow import Flow
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes
from app.ui.widgets.where import item_word
from app.ui.words import cause_word, day_word, state_word

_GIVE_WAY = (16, 15, 14, 13, 12, 11, 10, 9, 8, 6, 7, 5, 1, 4)
"""Columns that are left out where the words of the measure have too little room, the first one first; the card of the
measure tells all of them."""
_SENTENCE = 260
"""Pixels at 100 % that the words of a measure have at the least."""


class ActionsTab(QWidget):
    """The table of measures, what they cover, and one of them in full beside it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.data: PlanData | None = None
        self._wanted = 0
        self._only: tuple[frozenset[int], str] | None = None
        self.coverage = Coverage(session, self.show_map)
        self.add_button = button("primary", self.add)
        self.draft_button = button("", self.draft)
        self.accept_button = button("", self.accept)
        self.only_button = button("link", lambda: self.filter(""))
        self.only_button.hide()
        lock(session, self.add_button, self.draft_button, self.accept_button)
        self.search = FindLine()
        self.shown = QComboBox()
        self.told = label("quiet")
        self.notice = Notice()
        self.tracker = TrackerActs(session, self, self.notice)
        self.table = ListTable(Listing(self._columns(), lambda action: action.number), several=True)
        self.table.give_way(_GIVE_WAY, _SENTENCE)
        self.empty = EmptyState(self._begin)
        self._panel: ActionPanel | None = None
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.empty, 1)
        self.panes = Panes(master, None)
        tools = QWidget()
        row = Flow(tools)
        for each in (self.add_button, self.draft_button, self.accept_button, self.shown, self.search, self.only_button):
            row.addWidget(each)
        for each in (self.tracker.export_button, self.tracker.import_button):
            row.addWidget(each)
        layout = QVBoxLayout(self)
        pad = theme().px(16)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme().px(12))
        for part in (self.coverage, tools, self.notice, self.told):
            layout.addWidget(part)
        layout.addWidget(self.panes, 1)
        self.search.textChanged.connect(lambda: self._show())
        self.shown.activated.connect(lambda: self._show())
        self.table.picked.connect(lambda: self._picked(reveal=not self.panes.narrow))
        self.table.opened.connect(lambda: self._picked(reveal=True))
        self.table.selectionModel().selectionChanged.connect(lambda *changed: self._offer_accepting())
        self._tools = tools
        self.panes.alone.connect(self._make_room)
        theme().changed.connect(self._fit)
        self._fit()

    @property
    def panel(self) -> ActionPanel:
        """One measure in full; built when the first one is shown."""
        if self._panel is None:
            self._panel = ActionPanel(self.session)
            self._panel.retranslate()
            self.panes.take_in(self._panel)
        return self._panel

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_plan(self, data: PlanData) -> None:
        """Show the plan as it was read."""
        self.data = data
        self.coverage.show_plan(data)
        self._show()
        if self._wanted:
            self.choose(self._wanted)

    def choose(self, number: int) -> None:
        """Show a measure in full; one that the filter hides is brought back."""
        self._wanted = number
        if self.data is None or self.data.action(number) is None:
            return
        self._wanted = 0
        if self.table.listing.find(number) < 0:
            self.filter("")
        self.table.choose(number)
        self._picked(reveal=True)

    def filter(self, name: str) -> None:
        """Show all, `drafts`, `overdue`, `due_soon`, a state, `unowned` or `withdrawn`."""
        self.search.clear()
        self._only = None
        self.shown.setCurrentIndex(max(0, self.shown.findData(name)))
        self._show()

    def show_map(self) -> None:
        """Show which causes and directions the measures serve, and how many serve each."""
        if self.data is not None:
            found = coverage(self.data.actions, [d.id for d in self.session.catalogue.directions])
            CoverageDialog(self, self.session, found, self.show_only).open()

    def show_only(self, numbers: tuple[int, ...], name: str) -> None:
        """Show some measures by their numbers; `name` is what they have in common."""
        self.filter("")
        self._only = frozenset(numbers), name
        self._show()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.add_button.setText(_("Add a measure…"))
        self.draft_button.setText(_("Draft from the findings"))
        self.draft_button.setToolTip(_("One measure for each failed checkpoint; what people wrote is kept."))
        self.tracker.retranslate()
        self.search.setPlaceholderText(_("Search the measures"))
        self.search.setAccessibleName(_("Search the measures"))
        self.shown.setAccessibleName(_("Which measures are shown"))
        chosen = self.shown.currentData()
        self.shown.clear()
        for word, data in (
            (_("All measures"), ""),
            (_("Still drafts"), "drafts"),
            (_("Overdue"), "overdue"),
            (_("Due soon"), "due_soon"),
            *((state_word(state), state.value) for state in ActionState),
            (_("Without anybody in charge"), "unowned"),
            (_("Due date revised"), "revised"),
            (_("Milestone overdue"), "late_steps"),
            (_("Done, effect not checked"), "unchecked"),
            (_("Done, proposes verdicts"), "offering"),
            (_("Withdrawn"), "withdrawn"),
        ):
            self.shown.addItem(word, data)
        self.shown.setCurrentIndex(max(0, self.shown.findData(chosen)))
        self.table.setAccessibleName(_("Measures"))
        self.table.listing.retitle()
        self.empty.say(
            _("No measures yet"),
            _("Draft them from the findings: one for each failed checkpoint, for you to write on. Nothing is filed."),
            _("Draft from the findings"),
        )
        self.panes.retranslate()
        if self._panel is not None:
            self._panel.retranslate()
        if self.data is not None:
            self.coverage.show_plan(self.data)
            self._show()

    # --- acts ---------------------------------------------------------------------------------------------------------

    def add(self, item: str = "", text: str = "") -> None:
        """Ask for a measure of the officer's own; `item` and `text` are what was entered before."""
        items = [i for i in self.session.catalogue.items if i.id in {c.item for c in self.session.outline.checkpoints}]
        dialog = NewActionDialog(self, items, self._add)
        dialog.form.item.setCurrentIndex(max(0, dialog.form.item.findData(item)))
        dialog.form.text.setPlainText(text)
        dialog.open()

    def draft(self) -> None:
        """Draft measures from the open findings."""
        self.draft_button.setEnabled(False)
        language = current_language()

        def work(desk: Desk) -> tuple[Changes, int, int]:
            before = len(planning.view(desk).actions)
            changes = planning.draft_plan(desk, language)
            return changes, len(planning.view(desk).actions) - before, before

        self.session.do(work, self._drafted, self._not_drafted, owner=self)

    def accept(self) -> None:
        """Take the selected drafts as they are."""
        if numbers := self._drafts_selected():
            self.session.do(
                lambda desk: planning.accept_drafts(desk, numbers), self._accepted, self.notice.refuse, owner=self
            )

    def _accepted(self, _changes: Changes) -> None:
        self.notice.say(lambda: _("Accepted. A new draft does not touch these measures any more."))

    def _drafts_selected(self) -> tuple[int, ...]:
        return tuple(action.number for action in self.table.selected() if still_draft(action))

    def _offer_accepting(self) -> None:
        """Say how many of the selected measures would be accepted."""
        count = len(self._drafts_selected())
        self.accept_button.setEnabled(bool(count))
        self.accept_button.setText(_("Accept the selected drafts ({count})").format(count=f"{count:,}"))

    def _add(self, item: str, text: str) -> None:
        def done(result: tuple[Changes, Action]) -> None:
            self.filter("")
            self._wanted = result[1].number

        def failed(error: BaseException) -> None:
            self.notice.refuse(error)
            self.add(item, text)  # What was typed is not lost by a full disk.

        self.session.do(lambda desk: planning.add_action(desk, item, text), done, failed, owner=self)

    def _drafted(self, result: tuple[Changes, int, int]) -> None:
        self.draft_button.setEnabled(True)
        changes, new, before = result
        if not changes:
            self.notice.say(lambda: _("Nothing to draft: the plan answers every open finding."))
        elif before:
            self.notice.say(lambda: _("Measures drafted: {count}. What people had written was kept.").format(count=new))
        else:
            self.notice.say(lambda: _("Measures drafted: {count}. Look at each, and write on.").format(count=new))

    def _not_drafted(self, error: BaseException) -> None:
        self.draft_button.setEnabled(True)
        self.notice.refuse(error)

    def _begin(self) -> None:
        if self.search.text() or self.shown.currentData():
            self.filter("")
        else:
            self.draft()

    # --- inside -------------------------------------------------------------------------------------------------------

    def _columns(self) -> tuple[Column[Action], ...]:
        order = [item.id for item in self.session.catalogue.items]
        words = {item.id: item for item in self.session.catalogue.items}
        states = list(ActionState)

        def due(action: Action) -> str:
            return due_sign(action, self._today()) if self.data else ""

        return (
            Column(lambda: _("No."), lambda a: str(a.number), 52, order=lambda a: a.number, right=True),
            Column(
                lambda: _("Item"),
                lambda a: item_word(words[a.item]) if a.item in words else a.item,
                136,
                order=lambda a: order.index(a.item) if a.item in order else -1,
            ),
            Column(lambda: _("Measure"), lambda a: a.measure, 0),
            Column(
                lambda: _("Due date"),
                due,
                120,
                whole=True,
                order=lambda a: (a.until is None, a.until.isoformat() if a.until else ""),
                tone=lambda a: due_tone(a, self._today()),
            ),
            Column(
                lambda: _("State"),
                _state,
                88,
                order=lambda a: states.index(a.state),
                whole=True,
                tone=lambda a: "partly" if still_draft(a) else "",
            ),
            Column(
                lambda: _("Progress"),
                self._progress,
                76,
                whole=True,
                order=lambda a: -1 if (found := self._beside(a)) is None else found.facts.progress or 0,
                right=True,
            ),
            Column(lambda: _("Effect"), self._effect, 96, whole=True, tone=self._effect_tone),
            Column(lambda: _("Section in charge"), lambda a: a.department or _("－ none"), 120, tone=_unowned),
            Column(lambda: _("Person in charge"), lambda a: a.owner or _("－ none"), 104),
            Column(lambda: _("Kind of cause"), lambda a: " ".join(cause_word(c) for c in a.causes), 92),
            Column(lambda: _("Direction"), lambda a: "".join(_CIRCLED[d] for d in a.directions if d in _CIRCLED), 72),
            Column(lambda: _("Next milestone"), self._next, 150, tone=self._next_tone),
            Column(
                lambda: _("Due date (original)"),
                lambda a: day_word(a.due) if a.revised else "",
                112,
                order=lambda a: str(a.due or ""),
            ),
            Column(lambda: _("Present problem"), lambda a: a.problem, 180),
            Column(lambda: _("Start"), lambda a: day_word(a.start), 112, order=lambda a: str(a.start or "")),
            Column(lambda: _("Day of completion"), lambda a: day_word(a.done), 112, order=lambda a: str(a.done or "")),
            Column(lambda: _("How the effect is checked"), lambda a: a.method, 180),
        )

    def _beside(self, action: Action) -> MeasureView | None:
        return self.data.beside.get(action.number) if self.data else None

    def _progress(self, action: Action) -> str:
        found = self._beside(action)
        return "" if found is None or found.facts.progress is None else f"{found.facts.progress} %"

    def _effect(self, action: Action) -> str:
        found = self._beside(action)
        if found is None or found.check is None:
            return _("－ not checked") if action.state in FINISHED and not action.withdrawn else ""
        result = found.check.result
        return f"{measure_words.effect_mark(result)} {measure_words.effect_word(result, _)}"

    def _effect_tone(self, action: Action) -> str:
        found = self._beside(action)
        if found is None or found.check is None:
            return "partly" if action.state in FINISHED and not action.withdrawn else ""
        return {Effect.NOT_EFFECTIVE: "nonconforming", Effect.PARTLY: "partly"}.get(found.check.result, "")

    def _next(self, action: Action) -> str:
        found = self._beside(action)
        coming = next_step(found.facts.milestones) if found is not None else None
        if coming is None or action.state in FINISHED:
            return ""
        sign = "× " if self._late_steps(action) else ""
        return f"{sign}{day_word(coming.due)} {coming.text}".strip()

    def _next_tone(self, action: Action) -> str:
        return "nonconforming" if self._late_steps(action) else ""

    def _late_steps(self, action: Action) -> bool:
        found = self._beside(action)
        return bool(found is not None and self.data and late_steps(action, found.facts, self.data.today))

    def _unchecked(self, action: Action) -> bool:
        found = self._beside(action)
        return action.state in FINISHED and (found is None or found.check is None)

    def _today(self) -> Any:
        return self.data.today if self.data else None

    def _show(self) -> None:
        if self.data is None:
            return
        rows = [action for action in self.data.actions if self._matches(action)]
        self.table.put(rows)
        live = [a for a in self.data.actions if not a.withdrawn]
        late = sum(overdue(a, self.data.today) for a in live)
        soon = sum(due_soon(a, self.data.today) for a in live)
        said = [_("measures: {count}").format(count=len(live))]
        if drafts := sum(still_draft(a) for a in live):
            said.append(_("◇ still drafts: {count}").format(count=drafts))
        if late:
            said.append(_("× {count} overdue").format(count=late))
        if soon:
            said.append(_("△ {count} due soon").format(count=soon))
        if offering := sum(a.number in self.data.offering for a in live):
            said.append(_("◇ done, propose verdicts: {count}").format(count=offering))
        if len(rows) != len(live):
            said.append(_("{count} shown").format(count=len(rows)))
        self.told.setText("   ".join(said))
        self.only_button.setVisible(self._only is not None)
        if self._only is not None:
            self.only_button.setText(_("✕ Only: {name} (show all)").format(name=self._only[1]))
        self.table.setVisible(bool(rows))
        self._offer_accepting()
        self.empty.setVisible(not rows)
        if self.data.actions:
            self.empty.say(
                _("No measure matches"), _("Other words or all measures may find it."), _("Show all measures")
            )
        number = self.table.current_key()
        if not isinstance(number, int) and self._panel is not None:
            number = self._panel.number  # It may have left the list by what was just done to it.
        if isinstance(number, int) and (action := self.data.action(number)) is not None:
            self.panel.show_action(action, self.data)

    def _matches(self, action: Action) -> bool:
        assert self.data is not None  # noqa: S101 - called with data only
        if self._only is not None and action.number not in self._only[0]:
            return False
        kind = self.shown.currentData() or ""
        if bool(action.withdrawn) is not (kind == "withdrawn"):
            return False
        wanted = {
            "": True,
            "withdrawn": True,
            "drafts": still_draft(action),
            "overdue": overdue(action, self.data.today),
            "due_soon": due_soon(action, self.data.today),
            "unowned": not (action.owner and action.department),
            "revised": action.revised is not None,
            "late_steps": self._late_steps(action),
            "unchecked": self._unchecked(action),
            "offering": action.number in self.data.offering,
        }.get(kind, action.state.value == kind)
        text = "\n".join((str(action.number), action.item, action.measure, action.problem, action.owner))
        text = f"{text}\n{action.department}\n{action.checkpoint}".casefold()
        return wanted and all(word in text for word in self.search.text().casefold().split())

    def _picked(self, *, reveal: bool) -> None:
        number = self.table.current_key()
        if self.data is None or not isinstance(number, int):
            self.panes.conceal()
            return
        action = self.data.action(number)
        if action is not None:
            self.panel.show_action(action, self.data)
            if reveal:
                self.panes.reveal()

    def _make_room(self, alone: bool) -> None:
        for part in (self.coverage, self._tools, self.told):
            part.setVisible(not alone)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """With little height the directions fold away."""
        super().resizeEvent(event)
        self.coverage.fold(self.height() < theme().px(_LOW))

    def _fit(self) -> None:
        self.search.setFixedWidth(theme().px(220))
        self.shown.setFixedWidth(theme().px(170))


def _state(action: Action) -> str:
    if action.withdrawn:
        return _("Withdrawn")
    if not still_draft(action):
        return state_word(action.state)
    return _("◇ draft") if action.state is ActionState.NOT_STARTED else f"◇ {state_word(action.state)}"


def _unowned(action: Action) -> str:
    return "" if action.department or action.withdrawn else "partly"


_LOW = 480
"""Below this height (at 100 %) the directions are told in one line first."""
_CIRCLED = {"1": "①", "2": "②", "3": "③", "4": "④", "5": "⑤"}

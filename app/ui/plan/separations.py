"""物理分割: the systems to be split, their stages, and why some take longer than the report summary assumes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QInputDialog, QScrollArea, QVBoxLayout, QWidget

from app.domain import splitting as split
from app.domain.catalogue import SPLIT_YEARS
from app.domain.plan import Separation, Stage, beyond_horizon
from app.domain.plan_checks import SEPARATION_STATES, check_separation
from app.errors import UserError, register_messages
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import planning
from app.services.changes import Changes
from app.ui.generated.plan_separation import Ui_PlanSeparation
from app.ui.overview.programme import Programme, stage_word
from app.ui.plan.controls import ControlsEditor
from app.ui.plan.course import CourseBox
from app.ui.plan.data import PlanData, adding, refusal_of, writing
from app.ui.plan.dialogs import ReasonDialog
from app.ui.plan.gantt.milestone import Asked, MilestoneDialog
from app.ui.plan.stages import StagesEditor, stages_read, stages_written
from app.ui.plan.words import current_word
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Autosave, Binding, Incomplete, even_labels, name_editors
from app.ui.widgets.basics import EmptyState, button, restyle
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes
from app.ui.widgets.prose import Prose
from app.ui.words import day_word

register_messages({"separation_gone": "The system was taken out of the schedule meanwhile; nothing was written."})

FIELDS = ("system", "current", "method", "owner", "milestones", "reason", "interim")
_STATES = ("", *SEPARATION_STATES)


class SeparationsTab(QWidget):
    """Systems × stages as a table and as a picture; one system in full beside it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.data: PlanData | None = None
        self._wanted = ""
        self.told = Prose(role="quiet", selectable=True)
        self.add_button = button("primary", self.add)
        lock(session, self.add_button)
        self.notice = Notice()
        self.table = ListTable(Listing(_columns(self._read), lambda each: each.id))
        self.empty = EmptyState(self.add)
        self.picture = Programme()
        self._pictures = QScrollArea()
        self._pictures.setWidgetResizable(True)
        self._pictures.setWidget(self.picture)
        self.picture.setAutoFillBackground(False)
        self._pictures.viewport().setAutoFillBackground(False)
        self._pictures.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._panel: SeparationPanel | None = None
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(self.table, 3)
        column.addWidget(self._pictures, 2)
        column.addWidget(self.empty, 1)
        self.panes = Panes(master, None)
        layout = QVBoxLayout(self)
        pad = theme().px(16)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme().px(12))
        layout.addWidget(self.told)
        layout.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.notice)
        layout.addWidget(self.panes, 1)
        self.panes.alone.connect(self._make_room)
        self.table.picked.connect(lambda: self._picked(reveal=not self.panes.narrow))
        self.table.opened.connect(lambda: self._picked(reveal=True))

    @property
    def panel(self) -> SeparationPanel:
        """One system in full; built when the first one is shown."""
        if self._panel is None:
            self._panel = SeparationPanel(self.session)
            self._panel.retranslate()
            self.panes.take_in(self._panel)
        return self._panel

    def show_plan(self, data: PlanData) -> None:
        """Show the plan as it was read."""
        self.data = data
        rows = data.separations
        self.table.put(rows)
        self.picture.show_separations(rows, data.today, data.programme.horizon)
        for each in (self.table, self._pictures, self.add_button):
            each.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if self._wanted and self.table.choose(self._wanted):
            self._wanted = ""
            self._picked(reveal=True)
        elif (current := self._current()) is not None:
            self.panel.show_separation(current, data)

    def choose(self, identity: str) -> None:
        """Show a system in full."""
        if self.table.choose(identity):
            self._picked(reveal=True)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.told.setText(
            _(
                "Physical split is to be complete within about {years} years (¶12①). Where it takes longer, the plan "
                "says why, and what protects until then."
            ).format(years=self.session.catalogue.limit(SPLIT_YEARS))
        )
        self.add_button.setText(_("Add a system…"))
        self.table.setAccessibleName(_("Systems to be split"))
        self.table.listing.retitle()
        self.empty.say(
            _("No system is entered yet."),
            _("Enter the systems that hold non-public information and are shared or only logically split."),
            _("Add a system…"),
        )
        self.panes.retranslate()
        if self._panel is not None:
            self._panel.retranslate()
        if self.data is not None:
            self.show_plan(self.data)

    def add(self) -> None:
        """Ask for the name of a system."""
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(_("Add a system"))
        dialog.setLabelText(_("Name of the system"))
        dialog.textValueSelected.connect(self._add)
        dialog.open()

    def _add(self, name: str) -> None:
        system = Separation("", 0, name.strip())
        work = adding(planning.separations, lambda desk: planning.put_separation(desk, system))

        def done(result: tuple[Changes, str]) -> None:
            self._wanted = result[1]

        self.session.do(work, done, self.notice.refuse, owner=self)

    def _make_room(self, alone: bool) -> None:
        self.told.setVisible(not alone)
        self.add_button.setVisible(not alone and bool(self.data and self.data.separations))

    def _read(self) -> PlanData:
        assert self.data is not None  # noqa: S101 - rows stand in the table only once the plan was read
        return self.data

    def _current(self) -> Separation | None:
        key = self.table.current_key()
        return next((s for s in self.data.separations if s.id == key), None) if self.data else None

    def _picked(self, *, reveal: bool) -> None:
        current = self._current()
        if current is None or self.data is None:
            self.panes.conceal()
            return
        self.panel.show_separation(current, self.data)
        if reveal:
            self.panes.reveal()


class SeparationPanel(QWidget):
    """One system in full."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: Separation | None = None
        self._data: PlanData | None = None
        self.form = Ui_PlanSeparation()
        self.form.setupUi(self)
        self.stages = StagesEditor()
        self.form.stages_box.addWidget(self.stages)
        self.why = button("", self._ask_why)
        self.why.setVisible(False)
        self.course = CourseBox(session)
        self.form.stages_box.addWidget(self.why)
        self.form.stages_box.addWidget(self.course)
        self.controls = ControlsEditor(session)
        self.form.interim_box.addWidget(self.controls)
        self._asked: object = None
        self.save = Autosave(
            session, self, writing(planning.separations, planning.put_separation, "separation_gone"), self._why_not
        )
        for name in ("system", "owner"):
            self.save.line(name, getattr(self.form, name))
        for name in ("method", "reason", "interim"):
            self.save.text(name, getattr(self.form, name))
        for state in _STATES:
            self.form.current.addItem(current_word(state))
        self.save.choice("current", self.form.current, _STATES)
        self.save.custom(
            Binding(
                "milestones",
                self.stages,
                self.stages.raw,
                self.stages.show_raw,
                stages_written,
                stages_read,
                self.stages.field_of,
            ),
            self.stages.edited,
            self.stages.finished,
        )
        self.form.remove.clicked.connect(lambda: self.remove())
        self.stages.finished.connect(self._left_stages)
        self.save.unsaved.connect(self._look)
        self.course.wanted.connect(self._edit_stage)

    def show_separation(self, shown: Separation, data: PlanData) -> None:
        """Show a system; fields that are being written keep what was typed."""
        self._shown, self._data = shown, data
        self.form.heading.setText(shown.system)
        told = warning(shown, data)
        self.form.warning.setText(told)
        self.form.warning.setVisible(bool(told))
        restyle(self.form.warning, tone=_tone(shown, data))
        self.course.show_course(shown, data.programme)
        self.controls.show_controls(shown.id, data.programme)
        self.save.present(shown.id, {name: getattr(shown, name) for name in FIELDS})

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        for number, state in enumerate(_STATES):
            self.form.current.setItemText(number, current_word(state))
        self.stages.retranslate()
        self.course.retranslate()
        self.controls.retranslate()
        self.why.setText(_("Give the reason of the slip…"))
        name_editors(self)
        even_labels(self)
        self.save.retranslate()
        if self._shown is not None and self._data is not None:
            self.show_separation(self._shown, self._data)

    def remove(self) -> None:
        """Ask why, and take the system out of the schedule."""
        if (shown := self._shown) is None:
            return

        def given(reason: str) -> None:
            self._session.do(
                lambda desk: planning.remove_separation(desk, shown.id, reason),
                # What was typed is dropped once the system has gone, not before.
                lambda changes: self.save.forget(shown.id),
                owner=self,
            )

        ReasonDialog(
            self,
            _("Take a system out"),
            _("{system} is taken out of the schedule. The history keeps what it was.").format(system=shown.system),
            _("Take it out"),
            given,
        ).open()

    def _why_not(self, record: Hashable, name: str, value: Any) -> str:
        others = self._data.separations if self._data else ()
        known = next((s for s in others if s.id == record), None)
        if known is None or self._data is None:
            return ""
        stored = replace(known, **self.save.known(record))
        changed = replace(stored, **{name: value})
        courses = self._data.programme.courses

        def check() -> tuple[str, Mapping[str, object]] | None:
            moved = split.moves(stored, changed, courses)
            return check_separation(changed, others) or split.check_moves(changed.system, moved, courses, known.id, "")

        return refusal_of(check)

    # --- stages that slip ---------------------------------------------------------------------------------------------

    def _slipping(self) -> Separation | None:
        """The split with the days that were typed, where a stage would end later: it waits for its reason."""
        if self._shown is None or self._data is None or self._session.sealed:
            return None
        stored = replace(self._shown, **self.save.known(self._shown.id))
        try:
            typed = replace(stored, milestones=stages_read(self.stages.raw()))
        except (Incomplete, UserError):
            return None
        return typed if split.slips(stored, typed, self._data.programme.courses) else None

    def _look(self) -> None:
        self.why.setVisible(bool(self.save.refused()) and self._slipping() is not None)

    def _left_stages(self) -> None:
        """A field of the stages was left: what slips is asked for its reason, once for the same days."""
        if self._slipping() is not None and self.stages.raw() != self._asked:
            self._asked = self.stages.raw()
            self._ask_why()

    def _ask_why(self) -> None:
        target = self._slipping()
        if target is None or self._shown is None or self._data is None:
            return
        stored = replace(self._shown, **self.save.known(self._shown.id))
        first = split.slips(stored, target, self._data.programme.courses)[0]
        course = self._data.programme.course(stored.id, first.stage)
        MilestoneDialog(self, self._session, stored, course, self._write, target).open()

    def _edit_stage(self, stage: Stage | None) -> None:
        if stage is not None and self._shown is not None and self._data is not None:
            course = self._data.programme.course(self._shown.id, stage)
            MilestoneDialog(self, self._session, self._shown, course, self._write).open()

    def _write(self, asked: Asked) -> None:
        # The days that were typed are stored now: they wait no more.
        self._session.do(asked.write, lambda changes: self.save.forget(asked.revised.wanted.id), owner=self)


def lacking(separation: Separation, data: PlanData) -> bool:
    """Whether it ends after the horizon (報告書概要 ¶12①), and the reason or what protects until then is missing."""
    return bool(split.lacking_beyond(separation, data.programme.horizon, data.programme.controls))


def warning(separation: Separation, data: PlanData) -> str:
    """What the table and the panel say of a split that takes long; empty for the usual one."""
    years = data.programme.horizon.years
    if lacking(separation, data):
        return _("× beyond about {years} years: reason and interim measures are needed (¶12①)").format(years=years)
    if beyond_horizon(separation, data.programme.horizon):
        return _("△ beyond about {years} years, with its reason (¶12①)").format(years=years)
    return ""


def _columns(read: Callable[[], PlanData]) -> tuple[Column[Separation], ...]:
    def stage_column(stage: Stage) -> Column[Separation]:
        def end(separation: Separation) -> str:
            return next((_month(m.end) for m in separation.milestones if m.stage is stage), "")

        def tip(separation: Separation) -> str:
            found = next((m for m in separation.milestones if m.stage is stage), None)
            return f"{day_word(found.start)} – {day_word(found.end)}" if found else ""

        return Column(lambda: stage_word(stage), end, 116, tip=tip)

    return (
        Column(lambda: _("System"), lambda s: s.system, 140, whole=True),
        Column(lambda: _("Present state"), lambda s: current_word(s.current), 92, whole=True),
        Column(
            lambda: _("Warning"),
            lambda s: _short_warning(s, read()),
            112,
            whole=True,
            tone=lambda s: _tone(s, read()),
            tip=lambda s: warning(s, read()),
        ),
        *(stage_column(stage) for stage in Stage),
        Column(lambda: _("How it is split"), lambda s: s.method, 160),
        Column(lambda: _("Person in charge"), lambda s: s.owner or _("－ none"), 110),
        Column(lambda: _("Reason"), lambda s: s.reason, 160),
        Column(lambda: _("Interim measures"), lambda s: s.interim, 160),
    )


def _tone(separation: Separation, data: PlanData) -> str:
    if lacking(separation, data):
        return "nonconforming"
    return "partly" if beyond_horizon(separation, data.programme.horizon) else ""


def _short_warning(separation: Separation, data: PlanData) -> str:
    if lacking(separation, data):
        return _("× reason missing")
    years = data.programme.horizon.years
    return _("△ over {years} years").format(years=years) if beyond_horizon(separation, data.programme.horizon) else ""


def _month(day: date) -> str:
    return f"{day.year}年{day.month}月" if current_language() == "ja" else f"{day:%Y-%m}"

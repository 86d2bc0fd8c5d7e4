"""工程表: the physical split and the measures against time, as a picture and as a table with the same rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QSplitter, QVBoxLayout, QWidget

from app.domain import splitting as split
from app.domain.filings import due_kept
from app.domain.measures import due_gone_by
from app.domain.plan import Separation
from app.domain.timeline import Bar, Kind, Row, Timeline, Track
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import rescheduling
from app.services import timeline as words
from app.services.changes import Changes
from app.services.ports import Desk
from app.services.splitting import Revised
from app.ui.plan.data import PlanData
from app.ui.plan.dialogs import ReasonDialog
from app.ui.plan.gantt.legend import Legend
from app.ui.plan.gantt.milestone import Asked, MilestoneDialog
from app.ui.plan.gantt.scale import Zoom
from app.ui.plan.gantt.view import GanttView
from app.ui.sealed import lock
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import EmptyState, button
from app.ui.widgets.flow import Flow
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.ui.widgets.prose import Prose
from app.ui.words import day_word


@dataclass(frozen=True, slots=True)
class Entry:
    """One bar as a row of the table."""

    row: Row
    bar: Bar


class TimelineTab(QWidget):
    """The picture above, the table below; what is chosen in one is chosen in the other."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.data: PlanData | None = None
        self.shown: Timeline | None = None
        self._following = False
        self.view = GanttView()
        self.legend = Legend()
        self.said = Prose(role="quiet", selectable=True)
        self.keys = Prose(role="hint")
        self.notice = Notice()
        self.table = ListTable(Listing(_columns(), lambda each: each.bar.id))
        self.empty = EmptyState(lambda: session.go(Target("plan", options={"tab": "separations"})))
        self.zooms = {zoom: button("outcome", partial(self.view.set_zoom, zoom)) for zoom in Zoom}
        group = QButtonGroup(self)
        for zoom, press in self.zooms.items():
            press.setCheckable(True)
            press.setChecked(zoom is self.view.zoom)
            group.addButton(press)
        self.to_today = button("", self._go_to_today)
        self.tracks = {track: QCheckBox() for track in Track}
        self.edit = button("", lambda: self._edit(self.view.current))
        lock(session, self.edit)
        self._lay()
        for box in self.tracks.values():
            box.setChecked(True)
            box.toggled.connect(self._tracks_changed)
        self.view.told.connect(self.said.setText)
        self.view.chosen.connect(self._chosen)
        self.view.opened.connect(self._edit)
        self.view.moved.connect(self._moved)
        self.view.left.connect(self.table.setFocus)
        self.view.zoomed.connect(lambda zoom: self.zooms[zoom].setChecked(True))
        self.table.picked.connect(self._picked)
        self.table.opened.connect(lambda: self._edit(str(self.table.current_key() or "")))

    def _lay(self) -> None:
        tools = QWidget()
        row = Flow(tools)
        for press in (*self.zooms.values(), self.to_today, *self.tracks.values(), self.edit):
            row.addWidget(press)
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self.view, 1)
        column.addWidget(self.legend)
        column.addWidget(self.said)
        self.parts = _Parts(Qt.Orientation.Vertical)
        self.parts.setChildrenCollapsible(False)
        self.parts.addWidget(upper)
        self.parts.addWidget(self.table)
        self.parts.setStretchFactor(0, 5)
        self.parts.setStretchFactor(1, 2)
        self.view.setMinimumHeight(theme().px(170))
        self.table.setMinimumHeight(theme().px(100))
        layout = QVBoxLayout(self)
        pad = theme().px(16)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme().px(8))
        layout.addWidget(tools)
        layout.addWidget(self.keys)
        layout.addWidget(self.notice)
        layout.addWidget(self.parts, 1)
        layout.addWidget(self.empty, 1)
        self._tools = tools

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_plan(self, data: PlanData) -> None:
        """Show the plan as it was read."""
        self.data = data
        self.shown = data.timeline
        if data.spoken != current_language():
            self.shown = words.of_programme(data.programme, self.session.catalogue, current_language())
        self.view.fixed = self.session.sealed
        self.view.show_timeline(self.shown)
        self._fill()
        there = bool(self.shown.rows)
        for part in (self._tools, self.keys, self.parts):
            part.setVisible(there)
        self.empty.setVisible(not there)

    def retranslate(self) -> None:
        """Set every text anew."""
        texts = {Zoom.YEARS: _("Years"), Zoom.QUARTERS: _("Quarters"), Zoom.MONTHS: _("Months")}
        for zoom, press in self.zooms.items():
            press.setText(texts[zoom])
        self.to_today.setText(_("To today"))
        for track, box in self.tracks.items():
            box.setText(words.track_word(track, _))
        self.edit.setText(_("Edit…"))
        self.keys.setText(
            _(
                "Arrows: choose · Shift+←/→: move by a day (Ctrl a week, Alt a month) · Space: the end only · Enter: "
                "keep or edit · Esc: lay back"
            )
        )
        self.table.setAccessibleName(_("The timeline as a table"))
        self.table.listing.retitle()
        self.empty.say(
            _("Nothing stands in the plan yet."),
            _("Enter the systems to be split and their stages, or draft measures from the findings."),
            _("Enter systems…"),
        )
        self.view.retranslate()
        self.legend.retranslate()
        if self.data is not None:
            self.show_plan(self.data)

    def entries(self) -> list[Entry]:
        """The bars that are drawn, row by row."""
        rows = self.shown.rows if self.shown is not None else ()
        tracks = self.view.tracks
        return [Entry(row, bar) for row in rows if row.track in tracks for bar in row.bars]

    def _fill(self) -> None:
        self._following = True
        self.table.put(self.entries())
        self.table.choose(self.view.current)
        self._following = False

    def _tracks_changed(self) -> None:
        self.view.show_tracks(tuple(track for track, box in self.tracks.items() if box.isChecked()))
        self._fill()

    def _go_to_today(self) -> None:
        if self.shown is not None:
            self.view.go_to(self.shown.today)

    def _chosen(self, identity: str) -> None:
        if not self._following:
            self._following = True
            self.table.choose(identity)
            self._following = False

    def _picked(self) -> None:
        if not self._following and (key := self.table.current_key()) is not None:
            self._following = True
            self.view.choose(str(key))
            self._following = False

    # --- what is changed ----------------------------------------------------------------------------------------------

    def _separation(self, row: Row) -> Separation | None:
        rows = self.data.separations if self.data is not None else ()
        return next((each for each in rows if each.id == row.id), None)

    def _edit(self, identity: str) -> None:
        """Edit the days of a stage, or go to the measure."""
        self.view.choose(identity)
        found = self.view.current_bar()
        if found is None or self.data is None:
            return
        row, bar = found
        if row.track is Track.MEASURES:
            self.session.go(Target("plan", action=row.number))
            return
        separation = self._separation(row)
        if bar.kind is Kind.INTERIM or bar.stage is None:
            self.session.go(Target("plan", options={"tab": "separation", "record": row.id, "field": "interim"}))
        elif separation is not None and not self.session.sealed:
            course = self.data.programme.course(row.id, bar.stage)
            self._open(MilestoneDialog(self, self.session, separation, course, self._write))

    def _moved(self, identity: str, start: date, end: date) -> None:
        """A bar was moved: ask why where it ends later, and what would follow; else store it."""
        found = self.view.current_bar()
        if found is None or self.data is None or found[1].id != identity:
            return
        row, bar = found
        if row.track is Track.MEASURES:
            self._move_measure(row, bar, start, end)
            return
        separation = self._separation(row)
        if separation is None or bar.stage is None:
            return
        target = split.moved(separation, bar.stage, start, end)
        course = self.data.programme.course(row.id, bar.stage)
        if end > bar.end:
            self._open(MilestoneDialog(self, self.session, separation, course, self._write, target))
        else:
            self._write(Asked(Revised(separation, target, bar.stage, bar.done, bar.done)))

    def _move_measure(self, row: Row, bar: Bar, start: date, end: date) -> None:
        """A due date that was filed or decided is revised, with its reason, and stays what it was; one of a draft is
        written anew."""
        action = self.data.action(row.number) if self.data is not None else None
        kept = self.data is not None and action is not None and due_kept(action, self.data.filed, end)
        first = start if bar.kind is Kind.MEASURE else None
        past = kept and action is not None and due_gone_by(action, end, self.data.today if self.data else end)

        def write(why: str) -> None:
            def work(desk: Desk) -> Changes:
                return rescheduling.move_measure(desk, row.number, end, first, why, past=past)

            self._do(work)

        if end <= bar.end and not kept:
            write("")
            return
        told = _("{measure}: {before} → {after}").format(
            measure=words.row_word(row),
            before=words.days_word(bar.start, bar.end, day_word),
            after=words.days_word(start, end, day_word),
        )
        title = _("Put the due day off")
        if kept and action is not None:
            title = _("Revise the due date")
            stays = _("Measure {number}: the original due date ({due}) stays, and every revision with its reason.")
            told = f"{told}\n{stays.format(number=row.number, due=day_word(action.due))}"
        if past:
            told = f"{told}\n{_('The day has passed, and the measure is not done: it will be overdue at once.')}"
        dialog = ReasonDialog(self, title, told, _("Keep"), write)
        dialog.rejected.connect(self.view.settle)
        dialog.open()

    def _open(self, dialog: MilestoneDialog) -> None:
        dialog.rejected.connect(self.view.settle)
        dialog.open()

    def _write(self, asked: Asked) -> None:
        self._do(asked.write)

    def _do(self, work: Callable[[Desk], Changes]) -> None:
        def failed(error: BaseException) -> None:
            self.view.settle()
            self.notice.refuse(error)

        self.notice.hide()
        self.session.do(work, None, failed, owner=self)


class _Parts(QSplitter):
    """Picture and table take what room there is: the page does not scroll because they would like more."""

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As little as it takes."""
        return self.minimumSizeHint()


def _columns() -> tuple[Column[Entry], ...]:
    def planned(entry: Entry) -> str:
        first = entry.bar.planned
        return words.days_word(first[0], first[1], day_word) if first is not None else ""

    def slips(entry: Entry) -> str:
        return str(len(entry.bar.slips)) if entry.bar.slips else ""

    def why(entry: Entry) -> str:
        return entry.bar.slips[-1].reason if entry.bar.slips else ""

    return (
        Column(
            lambda: _("System or measure"),
            lambda e: words.row_word(e.row),
            200,
            order=lambda e: (e.row.number, e.row.name),
        ),
        Column(
            lambda: _("Stage"),
            lambda e: words.bar_word(e.bar, _),
            96,
            whole=True,
            same=lambda e: (e.bar.kind, e.bar.stage),
        ),
        Column(
            lambda: _("From"),
            lambda e: day_word(e.bar.start),
            120,
            order=lambda e: e.bar.start,
            whole=True,
            same=lambda e: e.bar.start,
        ),
        Column(
            lambda: _("To"),
            lambda e: day_word(e.bar.end),
            120,
            order=lambda e: e.bar.end,
            whole=True,
            same=lambda e: e.bar.end,
        ),
        Column(
            lambda: _("State"),
            lambda e: words.state_told(e.bar, _, day_word),
            150,
            whole=True,
            tone=_tone,
            same=lambda e: (e.bar.kind is Kind.INTERIM, e.bar.late, e.bar.done),
        ),
        Column(lambda: _("Planned first"), planned, 150, tip=planned),
        Column(lambda: _("Slips"), slips, 72, right=True),
        Column(lambda: _("Reason of the last slip"), why, 220),
    )


def _tone(entry: Entry) -> str:
    return "nonconforming" if entry.bar.late else ""

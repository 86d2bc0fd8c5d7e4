"""期限の一覧: everything with a day, by section and horizon, to open, to write as a calendar, to print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.reminding import SOON_DAYS, Reminder, Urgency
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import reminder_words, reminders
from app.services.changes import Changes
from app.services.reminders import Reminders
from app.ui import files
from app.ui.dialogs.dialog import Dialog
from app.ui.files import Folders
from app.ui.messages import message
from app.ui.overview.due import counts_line, target_of
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow, joined
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.words import day_word

_AHEAD: tuple[int | None, ...] = (SOON_DAYS, 20, 60, None)
_TONES = {Urgency.OVERDUE: "nonconforming", Urgency.SOON: "partly"}


class DueDialog(Dialog):
    """Reads anew whatever is written; choosing a row leads to where it is seen to."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._found: Reminders | None = None
        self._round = 0
        self.ahead, self.department = QComboBox(self), QComboBox(self)
        self._ahead_name, self._department_name = (label("quiet", wrap=False, parent=self) for _n in range(2))
        self._ahead_name.setBuddy(self.ahead)
        self._department_name.setBuddy(self.department)
        self.told = label("quiet", parent=self)
        self.table = ListTable(Listing(_columns(self._site), lambda each: each.due.id), self)
        self.problem = label("quiet", parent=self)
        self.calendar = button("", self._write, self)
        self.paper = button("", self._print, self)
        self.close_button = button("primary", self.accept, self)
        self._lay()
        self.resize(QSize(theme().px(1120), theme().px(560)).boundedTo(self.screen().availableSize() * 0.95))
        self.ahead.activated.connect(lambda _n: self._load())
        self.department.activated.connect(lambda _n: self._show())
        self.table.opened.connect(self._open)
        session.changed.connect(self._changed)
        self.say_problem(self.problem, "")
        self.retranslate()
        self._load()

    def _lay(self) -> None:
        tools = QWidget(self)
        row = Flow(tools)
        row.addWidget(joined(self._ahead_name, self.ahead))
        row.addWidget(joined(self._department_name, self.department))
        foot = QHBoxLayout()
        foot.addWidget(self.calendar)
        foot.addWidget(self.paper)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(16)] * 4)
        column.setSpacing(theme().px(8))
        for part in (tools, self.told):
            column.addWidget(part)
        column.addWidget(self.table, 1)
        column.addWidget(self.problem)
        column.addLayout(foot)

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def days(self) -> int | None:
        """How many business days ahead; None for everything."""
        return _AHEAD[max(0, self.ahead.currentIndex())]

    def rows(self) -> tuple[Reminder, ...]:
        """What the filter leaves."""
        found, wanted = self._found, self.department.currentData()
        if found is None:
            return ()
        return found.items if wanted is None else tuple(r for r in found.items if r.due.department == wanted)

    def _load(self) -> None:
        self._round += 1
        round_, desk, outline, days = self._round, self._session.desk, self._session.outline, self.days

        def home(found: Reminders) -> None:
            # Readings overtake one another: an older one was of other days, or began before the last change.
            if round_ == self._round:
                self._took(found)

        self._session.tasks.read(
            lambda: reminders.reminders(desk, days, outline=outline), home, self._refused, owner=self
        )

    def _took(self, found: Reminders) -> None:
        self._found = found
        self._fill_departments()
        self._show()

    def _changed(self, changes: Changes) -> None:
        self._load()

    def _show(self) -> None:
        if self._found is None:
            return
        self.table.put(list(self.rows()))
        last = max((r.due.day for r in self.rows() if r.due.day is not None), default=date.min)
        lines = (counts_line(self._found), reminder_words.uncovered(last, self._found.known, _))
        self.told.setText("  ".join(line for line in lines if line))
        self.calendar.setEnabled(any(r.due.day is not None for r in self.rows()))

    def _fill_departments(self) -> None:
        chosen = self.department.currentData()
        self.department.clear()
        self.department.addItem(_("All"), None)
        for name in self._found.by_department if self._found is not None else ():
            self.department.addItem(name or _("(no section)"), name)
        self.department.setCurrentIndex(max(0, self.department.findData(chosen)) if chosen is not None else 0)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Days and terms"))
        self._ahead_name.setText(_("How far ahead"))
        self._department_name.setText(_("Section in charge"))
        self.ahead.setAccessibleName(_("How far ahead"))
        self.department.setAccessibleName(_("Section in charge"))
        at = max(0, self.ahead.currentIndex())
        self.ahead.clear()
        self.ahead.addItems([_("All") if n is None else _("{days} business days").format(days=n) for n in _AHEAD])
        self.ahead.setCurrentIndex(at)
        self.table.setAccessibleName(_("Days and terms"))
        self.calendar.setText(_("Write as a calendar…"))
        self.paper.setText(_("Print for each section…"))
        self.close_button.setText(_("Close"))
        self._fill_departments()
        self.table.listing.retitle()
        self._show()

    def _site(self, each: Reminder) -> str:
        sites = self._found.sites if self._found is not None else {}
        return reminder_words.place_word(each.due, sites, _)

    # --- what is done -------------------------------------------------------------------------------------------------

    def _open(self) -> None:
        index = self.table.currentIndex()
        if index.isValid():
            target = target_of(self.table.listing.at(index).due.link)
            self.accept()
            self._session.go(target)

    def _print(self) -> None:
        self.accept()
        self._session.go(Target("reports", options={"report": "reminders"}))

    def _write(self) -> None:
        name = _("days-and-terms") + ".ics"
        folders = Folders(Settings(), self._session.file)
        kinds = _("Calendars (*.ics)")
        target = files.ask_save(self, self.calendar.text(), folders, name, kinds, (".ics",))
        if target is not None:
            self._write_to(target)

    def _write_to(self, target: Path) -> None:
        desk, days, language = self._session.desk, self.days, current_language()
        wanted = self.department.currentData()

        def write() -> int:
            found = reminders.reminders(desk, days)
            # None is every section, an empty name what belongs to none.
            items = tuple(r for r in found.items if wanted in (None, r.due.department))
            return reminders.write_calendar(desk, replace(found, items=items), target, _, language)

        self._session.tasks.read(write, lambda count: self._written(target, count), self._refused, owner=self)

    def _written(self, target: Path, count: int) -> None:
        def said() -> str:
            return (
                _("Written: {file}").format(file=target) + "  " + _("Days in the calendar: {count}").format(count=count)
            )

        self.say_problem(self.problem, said, "conforming")

    def _refused(self, error: BaseException) -> None:
        self.say_problem(self.problem, message(error).words)


def _columns(site: Callable[[Reminder], str]) -> tuple[Column[Reminder], ...]:
    def tone(each: Reminder) -> str:
        return _TONES.get(each.urgency, "")

    def day(each: Reminder) -> date:
        return each.due.day or date.max

    return (
        Column(lambda: _("Due"), lambda r: day_word(r.due.day), 96, order=day, tone=tone, whole=True),
        Column(
            lambda: _("Business days"),
            lambda r: reminder_words.when_word(r, _),
            128,
            lambda r: r.left,
            tone,
            whole=True,
        ),
        Column(lambda: _("What"), lambda r: reminder_words.subject_word(r.due.subject, _), 128, whole=True),
        Column(lambda: _("Content"), lambda r: reminder_words.title(r.due, _, current_language())),
        Column(lambda: _("Site"), site, 96),
        Column(lambda: _("Section in charge"), lambda r: r.due.department, 128),
        Column(lambda: _("Person in charge"), lambda r: r.due.person, 96),
    )

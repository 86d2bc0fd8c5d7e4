"""営業日と祝日: the table of holidays of this audit, another one in its place, and the closing around the new year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QSpinBox, QWidget

from app.domain.business_days import USUAL_CLOSING, BusinessCalendar, Closing, Holidays
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import business_calendar
from app.services.changes import Changes
from app.ui import files
from app.ui.dialogs.dialog import Dialog
from app.ui.files import Folders
from app.ui.messages import message
from app.ui.said import Words
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow, joined
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.words import day_word


class MonthDayField(QWidget):
    """Month and day of any year, each a number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month, self.day = QSpinBox(self), QSpinBox(self)
        self.month.setRange(1, 12)
        self.day.setRange(1, 31)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.month)
        row.addWidget(self.day)
        self.month.valueChanged.connect(self._limit)

    def _limit(self, month: int) -> None:
        """No more days than the month has."""
        self.day.setMaximum(29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)

    def value(self) -> tuple[int, int]:
        """Month and day."""
        return self.month.value(), self.day.value()

    def show_value(self, value: tuple[int, int]) -> None:
        """Put month and day in."""
        self.month.setValue(value[0])
        self.day.setValue(value[1])

    def name(self, what: str) -> None:
        """Set the words; `what` says which day it is."""
        self.month.setSuffix(_(" (month)"))
        self.day.setSuffix(_(" (day)"))
        self.month.setAccessibleName(f"{what}: {_('Month')}")
        self.day.setAccessibleName(f"{what}: {_('Day')}")


class BusinessDaysDialog(Dialog):
    """Each change is stored at once and told in the history."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._calendar: BusinessCalendar | None = None
        self.source = label("section", parent=self)
        self.hint = label("quiet", parent=self)
        self.take, self.back = button("", self._ask, self), button("", self._use_bundled, self)
        self.year_name = label("quiet", wrap=False, parent=self)
        self.year = QComboBox(self)
        self.year_name.setBuddy(self.year)
        self.table = ListTable(Listing(_columns(self._name), lambda day: day), self)
        self.closing_title = label("section", parent=self)
        self.closed = QCheckBox(self)
        self.first, self.last = MonthDayField(self), MonthDayField(self)
        self.until = label("quiet", wrap=False, parent=self)
        self.keep = button("", self._keep_closing, self)
        lock(session, self.take, self.back, self.keep)
        self.problem = label("quiet", parent=self)
        self.close_button = button("primary", self.accept, self)
        self._lay()
        self.resize(QSize(theme().px(640), theme().px(640)).boundedTo(self.screen().availableSize() * 0.95))
        self.year.activated.connect(lambda _n: self._show_days())
        self.closed.toggled.connect(lambda _on: self._enable())
        self.say_problem(self.problem, "")
        self.retranslate()
        self.scroll_where_low()
        session.tasks.read(lambda: business_calendar.calendar(session.desk), self._took, self._refused, owner=self)

    def _lay(self) -> None:
        tools, closing = QWidget(self), QWidget(self)
        row = Flow(tools)
        for each in (self.take, self.back, joined(self.year_name, self.year)):
            row.addWidget(each)
        line = Flow(closing)
        for each in (joined(self.closed, self.first), joined(self.until, self.last), self.keep):
            line.addWidget(each)
        above, below = (self.source, self.hint, tools), (self.closing_title, closing, self.problem)
        self.lay(*above, self.table, *below, tall=self.table, button=self.close_button)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Business days and holidays"))
        self.hint.setText(
            _(
                "Equinoxes of years to come are computed; they are fixed officially in February of the year before. "
                "Years that a table of your own lacks are as in the bundled one."
            )
        )
        self.take.setText(_("Take another table…"))
        self.back.setText(_("Back to the bundled table"))
        self.year_name.setText(_("Year"))
        self.year.setAccessibleName(_("Year"))
        self.table.setAccessibleName(_("Holidays"))
        self.closing_title.setText(_("Around the new year"))
        self.closed.setText(_("Closed from"))
        self.until.setText(_("to"))
        self.first.name(_("First day of closing"))
        self.last.name(_("Last day of closing"))
        self.keep.setText(_("Save the closing"))
        self.close_button.setText(_("Close"))
        self.table.listing.retitle()
        self._show()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _took(self, calendar: BusinessCalendar) -> None:
        self._calendar = calendar
        closing = calendar.closing or USUAL_CLOSING
        self.closed.setChecked(calendar.closing is not None)
        self.first.show_value(closing.first)
        self.last.show_value(closing.last)
        years = calendar.holidays.years
        chosen = self.year.currentText() or str(self._session.desk.world.clock.today().year)
        self.year.clear()
        self.year.addItems([str(year) for year in range(years[0], years[1] + 1)] if years else [])
        self.year.setCurrentText(chosen)
        self._show()

    def _show(self) -> None:
        if self._calendar is None:
            return
        source = self._calendar.holidays.source
        self.source.setText(_("Table: {source}").format(source=source or _("the bundled table")))
        self.back.setEnabled(bool(source))
        self._enable()
        self._show_days()

    def _show_days(self) -> None:
        if self._calendar is not None:
            year = self.year.currentText()
            self.table.put([day for day in sorted(self._calendar.holidays.days) if str(day.year) == year])

    def _enable(self) -> None:
        for field in (self.first, self.last):
            field.setEnabled(self.closed.isChecked())

    def _name(self, day: date) -> str:
        return self._calendar.holidays.name(day, current_language()) if self._calendar is not None else ""

    # --- what is done -------------------------------------------------------------------------------------------------

    def _ask(self) -> None:
        folders = Folders(Settings(), self._session.file)
        kinds = _("Tables of holidays (*.csv *.toml)")
        if (source := files.ask_open(self, self.take.text(), folders, kinds)) is not None:
            self.take_table(source)

    def take_table(self, source: Path) -> None:
        """Take the table of a file, or say why not."""
        self._session.do(lambda desk: business_calendar.import_holidays(desk, source), self._taken, self._refused, self)

    def _taken(self, outcome: tuple[Changes, Holidays]) -> None:
        table = outcome[1]
        first, last = table.years or (0, 0)

        def said() -> str:
            return _(
                "Holidays taken over: {count}, from {first} to {last}. Other years are as in the bundled table."
            ).format(count=len(table.days), first=first, last=last)

        self._stored(said)

    def _use_bundled(self) -> None:
        def said() -> str:
            return _("Table: {source}").format(source=_("the bundled table"))

        self._session.do(business_calendar.use_bundled, lambda _changes: self._stored(said), self._refused, self)

    def _keep_closing(self) -> None:
        closing = Closing(self.first.value(), self.last.value()) if self.closed.isChecked() else None

        def said() -> str:
            if closing is None:
                return _("Open around the new year.")
            days = business_calendar.closing_text(closing).replace("/", " – ")
            return _("Closed around the new year: {days}").format(days=days)

        self._session.do(
            lambda desk: business_calendar.set_closing(desk, closing),
            lambda _changes: self._stored(said),
            self._refused,
            self,
        )

    def _stored(self, said: Words) -> None:
        self.say_problem(self.problem, said, "conforming")
        desk = self._session.desk
        self._session.tasks.read(lambda: business_calendar.calendar(desk), self._took, self._refused, owner=self)

    def _refused(self, error: BaseException) -> None:
        self.say_problem(self.problem, message(error).words)


def _columns(name: Callable[[date], str]) -> tuple[Column[date], ...]:
    return (
        Column(lambda: _("Day"), day_word, 160, order=lambda day: day),
        Column(lambda: _("Holiday"), name),
    )

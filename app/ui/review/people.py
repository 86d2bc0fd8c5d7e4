"""The people of the audit and their duties: added, corrected, taken off."""

from __future__ import annotations

from collections.abc import Callable, Collection

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.duties import Duty, Officer, same_person
from app.i18n import gettext as _
from app.i18n import listed
from app.services import people
from app.services.changes import Changes
from app.services.ports import Desk
from app.ui.dialogs.dialog import Dialog
from app.ui.messages import message
from app.ui.review.data import FinishData
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.notice import Notice
from app.words import duty_word

_WIDTH = 420
"""Pixels at 100 % of the dialog."""


class PeopleTab(QWidget):
    """A table of people; who is at work now is told among them."""

    def __init__(self, session: Session, notice: Notice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._notice = notice
        self.lead = label("quiet", parent=self)
        self.table = ListTable(
            Listing(
                (
                    Column(lambda: _("Name"), lambda o: o.name, 200),
                    Column(lambda: _("Section"), lambda o: o.department, 220),
                    Column(lambda: _("Duties"), lambda o: listed(duty_word(d) for d in o.duties)),
                    Column(lambda: _("At work now"), self._at_work, 140),
                ),
                lambda o: o.name,
            )
        )
        self.add = button("", self.ask_new, self)
        self.change = button("", self.ask_change, self)
        self.remove = button("", self.take_off, self)
        self.take_over = button("", self._take_over, self)
        self.called: Callable[[str], object] = session.work_as
        acts = QWidget(self)
        flow = Flow(acts)
        for each in (self.add, self.change, self.remove, self.take_over):
            flow.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme().px(12), 0, theme().px(12))
        column.setSpacing(theme().px(8))
        column.addWidget(self.lead)
        column.addWidget(self.table, 1)
        column.addWidget(acts)
        self.table.picked.connect(self._look)
        self.table.opened.connect(self.ask_change)
        session.taken_over.connect(lambda _name: self._look())

    def show_data(self, data: FinishData) -> None:
        """Show a reading."""
        self.table.put(data.people)
        self._look()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.lead.setText(
            _(
                "Once somebody has a duty, only reviewers accept and return answers, and only approvers approve and "
                "seal the audit. While nobody has one, everybody may, but nobody accepts an answer of their own."
            )
        )
        self.table.setAccessibleName(_("People of this audit"))
        self.table.listing.retitle()
        self.add.setText(_("Add a person…"))
        self.change.setText(_("Change…"))
        self.remove.setText(_("Take off the list"))
        self.take_over.setText(_("This person is at work now"))
        self._look()

    def _at_work(self, officer: Officer) -> str:
        return _("● at work") if same_person(officer.name, self._session.user) else ""

    def _current(self) -> Officer | None:
        index = self.table.currentIndex()
        return self.table.listing.at(index) if index.isValid() else None

    def _look(self) -> None:
        there = self._current() is not None
        sealed = self._session.sealed
        self.add.setEnabled(not sealed)
        for each in (self.change, self.remove):
            each.setEnabled(there and not sealed)
        self.take_over.setEnabled(there)
        self.table.listing.retitle()

    def ask_new(self) -> None:
        """Ask who is added."""

        def add(name: str, department: str, duties: tuple[Duty, ...]) -> Callable[[Desk], Changes]:
            return lambda desk: people.add(desk, name, department, duties)

        PersonDialog(self._session, None, add, self.window()).open()

    def ask_change(self) -> None:
        """Ask what is corrected of the current person."""
        officer = self._current()
        if officer is None or self._session.sealed:
            return

        def change(name: str, department: str, duties: tuple[Duty, ...]) -> Callable[[Desk], Changes]:
            return lambda desk: people.change(desk, officer.name, name, department, duties)

        PersonDialog(self._session, officer, change, self.window()).open()

    def take_off(self) -> None:
        """Take the current person off the list; the history keeps what was done."""
        officer = self._current()
        if officer is not None:
            self._session.do(
                lambda desk: people.remove(desk, officer.name),
                lambda _changes: self._notice.say(lambda: _("{name} is off the list.").format(name=officer.name)),
                self._notice.refuse,
                self,
            )

    def _take_over(self) -> None:
        officer = self._current()
        if officer is not None:
            self.called(officer.name)


class PersonDialog(Dialog):
    """Stays open with a sentence when the service refuses."""

    def __init__(
        self,
        session: Session,
        officer: Officer | None,
        work: Callable[[str, str, tuple[Duty, ...]], Callable[[Desk], Changes]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._officer = officer
        self._work = work
        self.name_title, self.department_title = label("quiet", parent=self), label("quiet", parent=self)
        self.duties_title = label("quiet", parent=self)
        self.name, self.department = QLineEdit(self), QLineEdit(self)
        self.name_title.setBuddy(self.name)
        self.department_title.setBuddy(self.department)
        self.duties = {duty: QCheckBox(self) for duty in Duty}
        self.problem = label("", parent=self)
        self.save, self.cancel = button("primary", self._save, self), button("", self.reject, self)
        self.save.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(20)] * 4)
        column.setSpacing(theme().px(8))
        for part in (self.name_title, self.name, self.department_title, self.department, self.duties_title):
            column.addWidget(part)
        for box in self.duties.values():
            column.addWidget(box)
        column.addWidget(self.problem)
        column.addLayout(row)
        if officer is not None:
            self.name.setText(officer.name)
            self.department.setText(officer.department)
            for duty in officer.duties:
                self.duties[duty].setChecked(True)
        self.say_problem(self.problem, "")
        self.retranslate()
        self.resize(theme().px(_WIDTH), self.sizeHint().height())
        self.name.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Add a person") if self._officer is None else _("Change a person"))
        self.name_title.setText(_("Name, as it stands in the records"))
        self.name.setAccessibleName(_("Name, as it stands in the records"))
        self.department_title.setText(_("Section"))
        self.department.setAccessibleName(_("Section"))
        self.duties_title.setText(_("Duties"))
        for duty, box in self.duties.items():
            box.setText(_duty_told(duty))
        self.save.setText(_("Save"))
        self.cancel.setText(_("Cancel"))

    def chosen(self) -> Collection[Duty]:
        """The duties that are ticked."""
        return tuple(duty for duty, box in self.duties.items() if box.isChecked())

    def _save(self) -> None:
        work = self._work(self.name.text(), self.department.text(), tuple(self.chosen()))
        self.save.setEnabled(False)
        self._session.do(work, lambda _changes: self.accept(), self._refused, self)

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        self.say_problem(self.problem, message(error).words)


def _duty_told(duty: Duty) -> str:
    told = {
        Duty.AUDITOR: _("answers checkpoints"),
        Duty.REVIEWER: _("accepts answers or returns them"),
        Duty.APPROVER: _("approves and seals the audit"),
    }
    return _("{duty}: {told}").format(duty=duty_word(duty), told=told[duty])

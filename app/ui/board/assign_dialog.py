"""Asking who looks at the chosen sites, and until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.dialogs.dialog import Dialog
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, name_editors
from app.ui.widgets.date_field import DateField


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who looks at it, of which section, until when; `whole` sites rather than the chosen items."""

    person: str
    department: str
    due: date | None
    whole: bool


class AssignDialog(Dialog):
    """`given` is called with what was said; `people` are names to choose from, `items` the chosen ones."""

    def __init__(
        self,
        parent: QWidget,
        sites: int,
        items: Sequence[str],
        people: Sequence[str],
        given: Callable[[Assigned], None],
        *,
        whole: bool,
    ) -> None:
        super().__init__(parent)
        self._sites, self._items = sites, tuple(items)
        self.title, self.told = label("title"), label("quiet")
        self.whole, self.parts, self.named = QRadioButton(), QRadioButton(), label("quiet")
        self.whole.setChecked(whole)
        self.parts.setChecked(not whole)
        self.person_label, self.person = label(wrap=False), QComboBox()
        self.person.setEditable(True)
        self.person.addItems(list(people))
        self.person.setCurrentIndex(-1)
        self.department_label, self.department = label(wrap=False), QLineEdit()
        self.due_label, self.due = label(wrap=False), DateField()
        self.problem = label()
        self.ok, self.cancel = button("primary", self.accept), button("", self.reject)
        self.ok.setDefault(True)
        self._lay()
        self.person_label.setBuddy(self.person)
        self.department_label.setBuddy(self.department)
        self.due_label.setBuddy(self.due)
        self.person.editTextChanged.connect(lambda _text: self._look())
        self.due.edited.connect(self._look)
        self.due.finished.connect(self._look)
        self.accepted.connect(lambda: given(self.assigned()))
        self.retranslate()
        self.resize(480, 360)
        self.fit()
        self.person.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Assign"))
        self.title.setText(_("Assign"))
        self.told.setText(_("Sites chosen: {count}").format(count=f"{self._sites:,}"))
        self.whole.setText(_("All that is asked there"))
        self.parts.setText(_("Only the items chosen"))
        self.named.setText(" ".join(self._items))
        self.person_label.setText(_("Who looks at it"))
        self.person.setAccessibleName(_("Who looks at it"))
        self.department_label.setText(_("Section of that person"))
        self.department.setAccessibleName(_("Section of that person"))
        self.due_label.setText(_("To be done by"))
        self.due.line.setAccessibleName(_("To be done by"))
        self.ok.setText(_("Assign"))
        self.cancel.setText(_("Cancel"))
        name_editors(self)
        self._look()

    def assigned(self) -> Assigned:
        """What was said."""
        person, department = self.person.currentText().strip(), self.department.text().strip()
        return Assigned(person, department, self.due.day(), self.whole.isChecked())

    def _look(self) -> None:
        self.say_problem(self.problem, "" if self.due.readable else self.due.why_not())
        self.ok.setEnabled(bool(self.person.currentText().strip()) and self.due.readable)

    def _lay(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme().px(20)] * 4)
        layout.setSpacing(theme().px(8))
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self.cancel)
        acts.addWidget(self.ok)
        choice: tuple[QWidget, ...] = (self.title, self.told, self.whole, self.parts, self.named)
        fields = (self.person_label, self.person, self.department_label, self.department, self.due_label, self.due)
        for each in (*choice, *fields, self.problem):
            layout.addWidget(each)
        layout.addStretch(1)
        layout.addLayout(acts)

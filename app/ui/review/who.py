"""Asking who works now: one of the people of the audit, or another name."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.duties import Officer, same_person
from app.domain.text import one_line
from app.i18n import gettext as _
from app.i18n import listed
from app.ui.dialogs.dialog import Dialog
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.words import duty_word

_WIDTH, _LIST = 440, 180
"""Pixels at 100 % of the dialog and of its list."""
_NAME = Qt.ItemDataRole.UserRole


class WhoDialog(Dialog):
    """The people of the audit, and a line for a name that is not among them. `answered` is called with the name."""

    def __init__(
        self, people: Sequence[Officer], present: str, answered: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._people = tuple(people)
        self._answered = answered
        self.lead = label("", parent=self)
        self.list_title = label("quiet", parent=self)
        self.people = QListWidget(self)
        self.name_title = label("quiet", parent=self)
        self.name = QLineEdit(self)
        self.name.setMaxLength(200)
        self.ok = button("primary", self._done, self)
        self.cancel = button("", self.reject, self)
        self.ok.setDefault(True)
        self.name_title.setBuddy(self.name)
        for officer in self._people:
            item = QListWidgetItem(self.people)
            item.setData(_NAME, officer.name)
            if same_person(officer.name, present):
                self.people.setCurrentItem(item)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel)
        row.addWidget(self.ok)
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(20)] * 4)
        column.setSpacing(theme().px(8))
        for part in (self.lead, self.list_title, self.people, self.name_title, self.name):
            column.addWidget(part)
        column.addLayout(row)
        for part in (self.list_title, self.people):
            part.setVisible(bool(self._people))
        self.people.setFixedHeight(theme().px(_LIST))
        self.name.setText(present)
        self.name.selectAll()
        self.people.currentItemChanged.connect(self._chosen)
        self.people.itemActivated.connect(lambda _item: self._done())
        self.name.textChanged.connect(self._look)
        self.retranslate()
        self._look()
        self.resize(theme().px(_WIDTH), self.sizeHint().height())
        (self.people if self._people else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Who is at work?"))
        self.lead.setText(_("The history and evidence name this person from now on."))
        self.list_title.setText(_("People of this audit"))
        self.people.setAccessibleName(_("People of this audit"))
        self.name_title.setText(_("Name in the records"))
        self.name.setAccessibleName(_("Name in the records"))
        self.ok.setText(_("Take over"))
        self.cancel.setText(_("Cancel"))
        for number, officer in enumerate(self._people):
            duties = listed(duty_word(duty) for duty in officer.duties)
            told = "  ".join(part for part in (officer.name, officer.department, duties) if part)
            self.people.item(number).setText(told)

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.name.setText(str(item.data(_NAME)))

    def _look(self) -> None:
        self.ok.setEnabled(bool(one_line(self.name.text())))

    def _done(self) -> None:
        if name := one_line(self.name.text()):
            self._answered(name)
            self.accept()

"""Who approved that a risk is accepted, and until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.date_field import DateField


class AcceptanceFields(QWidget):
    """Two fields. `edited` is emitted at each change by the officer, `finished` when one of them is left."""

    edited = Signal()
    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.approver_label, self.until_label = label("quiet", parent=self), label("quiet", parent=self)
        self.approver, self.until = QLineEdit(self), DateField(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        for part in (self.approver_label, self.approver, self.until_label, self.until):
            if part in (self.approver_label, self.until_label):
                column.addSpacing(theme().px(6))
            column.addWidget(part)
        self.approver.textEdited.connect(lambda _text: self.edited.emit())
        self.approver.editingFinished.connect(self.finished)
        self.until.edited.connect(self.edited)
        self.until.finished.connect(self.finished)
        self.retranslate()

    def given(self) -> tuple[str, date | None]:
        """The approver and the day."""
        return self.approver.text().strip(), self.until.day()

    def raw(self) -> tuple[str, str]:
        """What stands in the fields."""
        return self.approver.text(), self.until.text()

    def show_raw(self, approver: str, until: str) -> None:
        """Put back what stood in the fields."""
        if self.approver.text() != approver:
            self.approver.setText(approver)
        self.until.set_text(until)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.approver_label.setText(_("Approved by"))
        self.until_label.setText(_("Accepted until (open again after that day)"))
        self.approver.setAccessibleName(self.approver_label.text())
        self.until.setAccessibleName(self.until_label.text())

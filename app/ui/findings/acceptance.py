"""Who approved that a risk is accepted, and until when."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.domain.text import letters_in
from app.errors import UserError
from app.i18n import gettext as _
from app.i18n import listed
from app.services.typed_days import day_text
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.date_field import DateField


def why_not(reason: str, approver: str, until: date | None, today: date, *, covered: bool) -> str:
    """What is still to be given before a finding can be accepted, or that the day has passed; empty where nothing is.
    `covered`: the ledger of exceptions tells approver and end."""
    parts = {_("the reason (as the remark)"): bool(reason.strip())}
    if not covered:
        parts |= {_("who approved it"): bool(approver.strip()), _("the day until which that holds"): until is not None}
    if missing := [words for words, given in parts.items() if not given]:
        return _("To accept it as it is, give: {parts}.").format(parts=listed(missing))
    if until is not None and until < today:
        return UserError("finding_accept_past", date=day_text(until)).sentence(_)
    return ""


def why_not_corrected(remark: str) -> str:
    """What is still to be given before a finding can be called corrected; empty where nothing is."""
    return "" if letters_in(remark) else UserError("finding_corrected_needs_remark").sentence(_)


class AcceptanceFields(QWidget):
    """Two fields. At each change by the officer `edited` is emitted for the approver and `day_edited` for the day;
    `finished` when one of them is left."""

    edited = Signal()
    day_edited = Signal()
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
        self.until.edited.connect(self.day_edited)
        self.until.finished.connect(self.finished)
        self.retranslate()

    def setAccessibleDescription(self, description: str) -> None:  # noqa: N802 - Qt's name
        """Why it is not taken, told at the fields, which take the focus."""
        super().setAccessibleDescription(description)
        for line in (self.approver, self.until.line):
            line.setAccessibleDescription(description)

    def focus_wanting(self) -> None:
        """Go to the approver while none is named, else to the day."""
        (self.until.line if self.approver.text().strip() else self.approver).setFocus()

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
        # What could not be stored is told by this name.
        self.setAccessibleName(_("State"))
        self.approver.setAccessibleName(self.approver_label.text())
        self.until.setAccessibleName(self.until_label.text())

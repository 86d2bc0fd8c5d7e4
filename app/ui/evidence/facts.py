"""The last day of a piece of evidence, and a note on it."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.pieces import Piece
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.dialogs.dialog import Dialog
from app.ui.messages import message
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.date_field import DateField
from app.ui.widgets.plain_text import PlainText


class EvidenceFactsDialog(Dialog):
    """Stays open with a sentence when the service refuses."""

    def __init__(self, session: Session, piece: Piece, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._piece = session, piece
        self.lead = label("quiet", parent=self)
        self.day_name, self.note_name = label("", wrap=False, parent=self), label("", wrap=False, parent=self)
        self.day = DateField(self)
        self.day.set_day(piece.facts.expires)
        self.hint = label("hint", parent=self)
        self.note = PlainText(self)
        self.note.setPlainText(piece.facts.note)
        self.note.setTabChangesFocus(True)
        self.reason_name, self.reason = label("", wrap=False, parent=self), QLineEdit(self)
        self.reason.setMaxLength(500)
        self.problem = label("quiet", parent=self)
        self.save, self.cancel = button("primary", self._save, self), button("", self.reject, self)
        self.save.setDefault(True)
        px = theme().px
        self.note.setFixedHeight(px(88))
        fields = QFormLayout()
        fields.setVerticalSpacing(px(8))
        fields.setHorizontalSpacing(px(12))
        fields.addRow(self.day_name, self.day)
        fields.addRow("", self.hint)
        fields.addRow(self.note_name, self.note)
        # What has expired proves again for a reason alone.
        over = piece.facts.expires is not None and piece.facts.expires < session.desk.world.clock.today()
        if over:
            fields.addRow(self.reason_name, self.reason)
        self.reason_name.setVisible(over)
        self.reason.setVisible(over)
        acts = QHBoxLayout()
        acts.setSpacing(px(8))
        acts.addStretch(1)
        acts.addWidget(self.cancel)
        acts.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(20), px(20), px(20))
        column.setSpacing(px(12))
        column.addWidget(self.lead)
        column.addLayout(fields)
        column.addWidget(self.problem)
        column.addLayout(acts)
        self.say_problem(self.problem, "")
        self.retranslate()
        self.resize(px(560), max(self.sizeHint().height(), self.heightForWidth(px(560))))
        self.day.setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Last day and note"))
        self.lead.setText(self._piece.evidence.name)
        self.day_name.setText(_("Last day"))
        self.day.setAccessibleName(_("Last day"))
        self.hint.setText(_("After this day it proves nothing any more. Empty: it has no last day."))
        self.note_name.setText(_("Note on the evidence"))
        self.note.setAccessibleName(_("Note on the evidence"))
        self.reason_name.setText(_("Why it proves again"))
        self.reason.setAccessibleName(_("Why it proves again"))
        self.save.setText(_("Save"))
        self.cancel.setText(_("Cancel"))

    def _save(self) -> None:
        if not self.day.readable:
            self.say_problem(self.problem, self.day.why_not)
            self.day.setFocus()
            return
        from app.services import evidencing_uses

        identity, day, note = self._piece.evidence.id, self.day.day(), self.note.toPlainText()
        reason = self.reason.text()
        self.save.setEnabled(False)
        self._session.do(
            lambda desk: evidencing_uses.set_facts(desk, identity, day, note, reason), self._saved, self._refused, self
        )

    def _saved(self, changes: Changes) -> None:
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.save.setEnabled(True)
        self.say_problem(self.problem, message(error).words)

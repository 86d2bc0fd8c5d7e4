"""点検の情報: facts of the audit that may be corrected, each correction in the history."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.i18n import gettext as _
from app.services import auditing
from app.services.changes import Changes
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.audit_facts import Ui_AuditFacts
from app.ui.messages import message
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import name_editors
from app.ui.wizards.new_audit.facts import confidentialities, era_word


class FactsDialog(Dialog):
    """Stays open with a sentence when the service refuses."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.form = Ui_AuditFacts()
        self.form.setupUi(self)
        self.fit()
        audit, form = session.outline.audit, self.form
        form.organisation.setText(audit.organisation)
        form.period.setText(audit.period)
        form.asOf.set_day(audit.as_of)
        form.department.setText(audit.department)
        form.auditor.setText(audit.auditor)
        form.confidentiality.setEditText(audit.confidentiality)
        form.affiliates.setPlainText("\n".join(audit.affiliates))
        form.affiliates.setFixedHeight(theme().px(90))
        form.asOf.edited.connect(self._say_era)
        form.asOf.finished.connect(self._say_era)
        form.save.clicked.connect(self._save)
        form.cancel.clicked.connect(self.reject)
        form.save.setDefault(True)
        lock(session, form.save)
        self.say_problem(form.problem, "")
        self.retranslate()

    def lead_to(self, field: str) -> None:
        """Put the cursor into a field, by its name in the audit."""
        form = self.form
        fields = {"auditor": form.auditor, "department": form.department, "as_of": form.asOf, "period": form.period}
        if (wanted := fields.get(field)) is not None:
            wanted.setFocus()

    def retranslate(self) -> None:
        """Set every text anew; what was entered stays."""
        confidentiality = self.form.confidentiality.currentText()
        self.form.retranslateUi(self)
        self.form.confidentiality.clear()
        self.form.confidentiality.addItems(confidentialities())
        self.form.confidentiality.setEditText(confidentiality)
        self.setWindowTitle(_("Facts of the audit"))
        name_editors(self)
        self.form.asOf.retranslate()
        self._say_era()

    def _say_era(self) -> None:
        self.form.era.setText(era_word(self.form.asOf))

    def _save(self) -> None:
        form = self.form
        if (day := form.asOf.day()) is None:
            self.say_problem(form.problem, lambda: form.asOf.why_not() or _("Enter the as-of date."))
            form.asOf.setFocus()
            return
        lines = form.affiliates.toPlainText().splitlines()
        facts: dict[str, object] = {
            "organisation": form.organisation.text(),
            "period": form.period.text(),
            "as_of": day,
            "department": form.department.text(),
            "auditor": form.auditor.text(),
            "confidentiality": form.confidentiality.currentText(),
            "affiliates": tuple(dict.fromkeys(line.strip() for line in lines if line.strip())),
        }
        form.save.setEnabled(False)
        self._session.do(lambda desk: auditing.change_facts(desk, **facts), self._saved, self._refused, self)

    def _saved(self, changes: Changes) -> None:
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self.form.save.setEnabled(True)
        self.say_problem(self.form.problem, message(error).words)

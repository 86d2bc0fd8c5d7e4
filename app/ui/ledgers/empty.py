"""What a ledger is for while it holds nothing, and what waits for it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.catalogue import Catalogue
from app.domain.ledgers.form import LedgerForm
from app.i18n import current_language, ngettext
from app.i18n import gettext as _
from app.services import ledger_index, wording
from app.ui.widgets.basics import CentredWords, EmptyState, button

_MOST_RULES = 6
"""So many rules are told of an empty ledger; the rest is counted."""


class EmptyLedger(QScrollArea):
    """It scrolls: what it tells may be longer than the page is high."""

    import_wanted = Signal()
    template_wanted = Signal()
    record_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state = EmptyState(self.import_wanted.emit, self)
        self.template = button("", self.template_wanted.emit, self.state)
        self.record = button("link", self.record_wanted.emit, self.state)
        self.rules = CentredWords("quiet")
        self.rules.setAlignment(Qt.AlignmentFlag.AlignLeft)
        layout = self.state.layout()
        if isinstance(layout, QVBoxLayout):
            for part in (self.template, self.record, self.rules):
                layout.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(self.state)

    def say(self, catalogue: Catalogue, form: LedgerForm) -> None:
        """Set the words for the ledger of a form."""
        language, name = current_language(), wording.ledger_name(form.kind, _)
        self.setAccessibleName(name)
        self.template.setText(_("Save a template"))
        self.record.setText(_("Add records one by one…"))
        purpose = form.purpose.in_language(language)
        will_do = _("An Excel file as it is kept today will do.")
        self.state.say(name, f"{purpose}\n{will_do}".strip(), _("Import the {ledger}…").format(ledger=name))
        self.rules.setText(self._waiting(catalogue, form.kind))

    def _waiting(self, catalogue: Catalogue, kind: str) -> str:
        """The rules that cannot be run without it."""
        needed = ledger_index.rules_over(catalogue, kind)
        if not needed:
            return _("Every rule runs without it; some say more when it is there.")
        count = ngettext(
            "{count} rule needs this ledger and cannot be run without it:",
            "{count} rules need this ledger and cannot be run without it:",
            len(needed),
        )
        told = [count.format(count=len(needed))]
        told += [f"・{rule.id} {rule.title.in_language(current_language())}" for rule in needed[:_MOST_RULES]]
        if len(needed) > _MOST_RULES:
            told.append(_("and {count} more").format(count=len(needed) - _MOST_RULES))
        return "\n".join(told)

"""What the steps of this wizard have in common besides what every wizard's page has: where one is on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from app.i18n import gettext as _
from app.i18n import mark
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, rule
from app.ui.wizards.ledger_import.draft import Draft
from app.ui.wizards.panel import Panel

if TYPE_CHECKING:
    from app.ui.wizards.ledger_import.wizard import LedgerImportWizard

STEPS = (mark("File"), mark("Sheets"), mark("Columns"), mark("Check"), mark("Result"))
_CIRCLES = "①②③④⑤"
_LOW = 420
"""Below this height at 100 % the explanation is left out."""


class Step(Panel):
    """The way stands above, not beside: the tables want the width."""

    number = 0

    def __init__(self, wizard: LedgerImportWizard) -> None:
        super().__init__(wizard)
        self.owner = wizard
        self.way = label("quiet", wrap=False)
        self.way.setTextFormat(Qt.TextFormat.RichText)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(0, self.way)
            column.insertWidget(1, rule(self))

    @property
    def session(self) -> Session:
        """The open audit."""
        return self.owner.session

    @property
    def draft(self) -> Draft:
        """What has been decided so far."""
        return self.owner.draft

    def changed(self) -> None:
        """Say anew whether one can go on, and why not."""
        super().changed()
        missing = self.reason.text()
        self.reason.setVisible(bool(missing))
        self.reason.setAccessibleName(missing)
        if self.owner.currentPage() is self:
            for which in (self.owner.WizardButton.NextButton, self.owner.WizardButton.CommitButton):
                button = self.owner.button(which)
                button.setToolTip(missing)
                button.setAccessibleDescription(missing)

    def retranslate(self) -> None:
        """Set every text anew."""
        parts = []
        for n, step in enumerate(STEPS):
            words = f"{_CIRCLES[n]} {_(step)}"
            here = f'<b><span style="color: {theme().palette.accent}">{words}</span></b>'
            parts.append(here if n == self.number else words)
        self.way.setText("&nbsp;&nbsp;›&nbsp;&nbsp;".join(parts))
        self.way.setAccessibleName(
            _("Step {number} of {count}: {step}").format(
                number=self.number + 1, count=len(STEPS), step=_(STEPS[self.number])
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room the work comes first."""
        super().resizeEvent(event)
        self.lead.setVisible(self.height() >= theme().px(_LOW))

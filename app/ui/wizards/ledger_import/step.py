"""What the steps of the wizard have in common: where one is, what is asked, and why one cannot go on yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget, QWizardPage

from app.i18n import gettext as _
from app.i18n import mark
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import Prose, label, restyle, rule
from app.ui.wizards.ledger_import.draft import Draft

if TYPE_CHECKING:
    from app.ui.wizards.ledger_import.wizard import LedgerImportWizard

STEPS = (mark("File"), mark("Sheets"), mark("Columns"), mark("Check"), mark("Result"))
_CIRCLES = "①②③④⑤"
_LOW = 420
"""Below this height at 100 % the explanation is left out."""


class Step(QWizardPage):
    """A page of the wizard. Subclasses put their form into `body`, set `heading` and `intro` in `retranslate`, and say
    in `missing` why one cannot go on (empty: one can)."""

    number = 0

    def __init__(self, wizard: LedgerImportWizard) -> None:
        super().__init__(wizard)
        self.owner = wizard
        self.way = label("quiet", wrap=False)
        self.way.setTextFormat(Qt.TextFormat.RichText)
        self.heading = label("title")
        self.intro = Prose("quiet", self)
        # Large letters on a small screen: what has no room scrolls.
        self.area = QScrollArea(self)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setProperty("role", "bare")
        self.body = QWidget()
        self.body.setAutoFillBackground(False)
        self.area.setWidget(self.body)
        self.area.viewport().setAutoFillBackground(False)
        self.reason = label("")
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (24, 16, 24, 4)))
        column.setSpacing(theme().px(8))
        column.addWidget(self.way)
        column.addWidget(rule(self))
        column.addWidget(self.heading)
        column.addWidget(self.intro)
        column.addWidget(self.area, 1)
        column.addWidget(self.reason)

    @property
    def session(self) -> Session:
        """The open audit."""
        return self.owner.session

    @property
    def draft(self) -> Draft:
        """What has been decided so far."""
        return self.owner.draft

    def missing(self) -> str:
        """Why one cannot go on, in words; empty when one can."""
        return ""

    def isComplete(self) -> bool:  # noqa: N802 - Qt's name
        """Whether one can go on."""
        return not self.missing()

    def tell(self) -> None:
        """Something has changed: say anew whether one can go on, and why not."""
        missing = self.missing()
        self.reason.setText(missing)
        self.reason.setVisible(bool(missing))
        restyle(self.reason, tone="partly")
        self.reason.setAccessibleName(self.reason.text())
        self.completeChanged.emit()
        button = self.owner.button(self.owner.WizardButton.NextButton)
        if self.owner.currentPage() is self:
            button.setToolTip(missing)
            button.setAccessibleDescription(missing)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where there is little room the work comes first."""
        super().resizeEvent(event)
        self.intro.setVisible(self.height() >= theme().px(_LOW))

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
        self.tell()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

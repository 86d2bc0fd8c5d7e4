"""Serious findings that were accepted as a risk: they propose nothing, but who answers must know of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.domain.catalogue import Catalogue
from app.domain.findings import Finding
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import wording
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.prose import Prose

_SHOWN = 3
"""So many are told in full."""


class AcceptedBar(QFrame):
    """What was accepted at a place, by whom and until when; `wanted` asks for the list of them."""

    wanted = Signal()

    def __init__(self, catalogue: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._catalogue = catalogue
        self.findings: tuple[Finding, ...] = ()
        self.title = label("section", parent=self)
        self.lead = Prose(self, "quiet")
        self.told = [(Prose(self, selectable=True), Prose(self, "quiet", selectable=True)) for _n in range(_SHOWN)]
        self.rest = label("quiet", parent=self)
        self.see = button("link", self.wanted.emit, self)
        self.see.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._column = QVBoxLayout(self)
        for part in (self.title, self.lead, *(part for pair in self.told for part in pair), self.rest, self.see):
            self._column.addWidget(part)
        self.hide()
        self.dress()

    def put(self, findings: Sequence[Finding]) -> None:
        """Show what was accepted at another place, or nothing."""
        self.findings = tuple(findings)
        self.setVisible(bool(findings))
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        if not self.findings:
            return
        count, language = len(self.findings), current_language()
        self.title.setText(_("Accepted all the same: serious findings ({count})").format(count=f"{count:,}"))
        self.lead.setText(_("They propose nothing here, but the facts stand. Weigh them before you answer."))
        for number, (sentence, accepted) in enumerate(self.told):
            shown = number < count
            sentence.setVisible(shown)
            accepted.setVisible(shown)
            if shown:
                finding = self.findings[number]
                sentence.setText(f"◆ {wording.finding_sentence(self._catalogue, finding, _, language)}")
                accepted.setText(_accepted(finding, language))
        self.rest.setText(_("and {count} more").format(count=f"{count - _SHOWN:,}"))
        self.rest.setVisible(count > _SHOWN)
        self.see.setText(_("See the accepted findings"))
        told = [part.text() for pair in self.told[:count] for part in pair]
        self.setAccessibleName(" ".join([self.title.text(), self.lead.text(), *told]))

    def dress(self) -> None:
        """Take on the present zoom."""
        pad = theme().px(12)
        self._column.setContentsMargins(theme().px(16), pad, theme().px(16), pad)
        self._column.setSpacing(theme().px(6))


def _accepted(finding: Finding, language: str) -> str:
    """Who approved it and until when, and why."""
    by = wording.acceptance(finding, language, _) or _("The ledger of exceptions tells who approved it and until when.")
    why = _("Reason: {reason}").format(reason=finding.remark) if finding.remark else ""
    return "  ·  ".join(filter(None, (by, why)))

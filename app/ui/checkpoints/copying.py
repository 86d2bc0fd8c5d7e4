"""Choosing the sites an answer is copied to (回答を他の事業所へ写す)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidgetItem, QPushButton, QWidget

from app.domain.catalogue import Checkpoint, Verdict
from app.i18n import gettext as _
from app.services import findings
from app.services.findings import ProposalView
from app.services.ports import Desk
from app.ui.generated.checkpoint_copy import Ui_CheckpointCopy
from app.ui.messages import message
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH
from app.ui.widgets.prose import paragraphs
from app.ui.words import verdict_word


@dataclass(frozen=True, slots=True)
class Choice:
    """The sites, why verdicts that were given there are changed, and whether the remark is copied as well."""

    sites: tuple[str, ...]
    reason: str
    remark: bool = True


def read_proposals(desk: Desk, checkpoint: str, sites: Sequence[str]) -> dict[str, ProposalView]:
    """What ledgers propose for a checkpoint, by site. Raises UserError."""
    found = {site: findings.proposal(desk, checkpoint, site) for site in sites}
    return {site: view for site, view in found.items() if view is not None}


class CopyDialog(QDialog):
    """Lists the other sites with what was answered there and what ledgers propose; those without an answer that no
    proposal speaks against are chosen beforehand."""

    def __init__(self, session: Session, checkpoint: Checkpoint, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._checkpoint = checkpoint
        self.form = Ui_CheckpointCopy()
        self.form.setupUi(self)
        self.form.about.setProperty("role", "quiet")
        self.form.about.setTextFormat(Qt.TextFormat.RichText)
        self.form.sites.setProperty("role", "choices")
        self.form.missing.setProperty("tone", "nonconforming")
        self.form.unanswered.clicked.connect(lambda: self._choose(True))
        self.form.none.clicked.connect(lambda: self._choose(False))
        self.resize(theme().px(560), theme().px(520))
        self._verdicts: dict[str, Verdict] = {}
        self._opposed: dict[str, Verdict] = {}
        self._known = False
        for site in session.sites:
            if site.id != session.site:
                answer = session.outline.answers.get((checkpoint.id, site.id))
                self._verdicts[site.id] = answer.verdict if answer else Verdict.UNANSWERED
                row = QListWidgetItem()
                row.setData(Qt.ItemDataRole.UserRole, site.id)
                row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                self.form.sites.addItem(row)
        self.form.sites.itemChanged.connect(lambda _row: self._look())
        self.form.remarkHint.setProperty("role", "hint")
        self.form.remarkHint.hide()
        self.retranslate()
        self._choose(True)
        asked = checkpoint.id, (session.site, *self._verdicts)
        session.tasks.read(lambda: read_proposals(session.desk, *asked), self._know, self._unknown, self)

    def retranslate(self) -> None:
        """Set the texts that are made of data."""
        session, site = self._session, self._session.site
        answer = session.outline.answers.get((self._checkpoint.id, site))
        verdict = answer.verdict if answer else Verdict.UNANSWERED
        self.form.what.setText(
            _("{checkpoint}: “{verdict}” of {site} is copied to").format(
                checkpoint=self._checkpoint.id, verdict=verdict_word(verdict), site=session.site_name(site)
            )
        )
        for n in range(self.form.sites.count()):
            row = self.form.sites.item(n)
            identity = row.data(Qt.ItemDataRole.UserRole)
            given = self._verdicts[identity]
            words = f"{session.site_name(identity)}   {GLYPH[given]} {verdict_word(given)}"
            if opposed := self._opposed.get(identity):
                told = _("the ledger proposes “{verdict}”").format(verdict=verdict_word(opposed))
                words += f"   {GLYPH[Verdict.PARTLY]} {told}"
            row.setText(words)
        about = _("The verdict is copied, evidence is not. Copies are marked until confirmed at their site.")
        self.form.remarkHint.setText(
            _(
                "The remark names rows of the ledger at {site}; copy it only if it holds for the other sites as well."
            ).format(site=session.site_name(site))
        )
        self.form.about.setText(paragraphs(about))
        self._look()
        self._ok().setText(_("Copy to these sites"))

    def choice(self) -> Choice:
        """What was chosen."""
        return Choice(tuple(self._chosen()), self.form.reason.text().strip(), self.form.remark.isChecked())

    def accept(self) -> None:
        """Close, unless a reason is missing."""
        if self._needs_reason() and not self.form.reason.text().strip():
            self.form.missing.setText(_("Write the reason: a verdict was given already at a site you chose."))
            self.form.reason.setFocus()
            return
        super().accept()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.form.retranslateUi(self)
            self.retranslate()
        super().changeEvent(event)

    def _ok(self) -> QPushButton:
        return self.form.buttons.button(QDialogButtonBox.StandardButton.Ok)

    def _know(self, views: Mapping[str, ProposalView]) -> None:
        """Say where ledgers propose another verdict, and leave those sites to the officer."""
        answer = self._session.outline.answers.get((self._checkpoint.id, self._session.site))
        verdict = answer.verdict if answer else Verdict.UNANSWERED
        for site, view in views.items():
            if site in self._verdicts and view.decision is None and view.proposal.verdict is not verdict:
                self._opposed[site] = view.proposal.verdict
        own = views.get(self._session.site)
        if own is not None and own.decision is not None and own.decision.decision == "adopted":
            self.form.remark.setChecked(False)
            self.form.remarkHint.show()
        self._known = True
        self.retranslate()
        self._choose(True)

    def _unknown(self, error: BaseException) -> None:
        self._known = True
        self.form.missing.setText(message(error).sentence)

    def _choose(self, unanswered: bool) -> None:
        for n in range(self.form.sites.count()):
            row = self.form.sites.item(n)
            site = row.data(Qt.ItemDataRole.UserRole)
            chosen = unanswered and self._verdicts[site] is Verdict.UNANSWERED and site not in self._opposed
            row.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        self._look()

    def _chosen(self) -> list[str]:
        rows = [self.form.sites.item(n) for n in range(self.form.sites.count())]
        return [str(r.data(Qt.ItemDataRole.UserRole)) for r in rows if r.checkState() is Qt.CheckState.Checked]

    def _needs_reason(self) -> bool:
        answer = self._session.outline.answers.get((self._checkpoint.id, self._session.site))
        verdict = answer.verdict if answer else Verdict.UNANSWERED
        return any(self._verdicts[s] not in (Verdict.UNANSWERED, verdict) for s in self._chosen())

    def _look(self) -> None:
        chosen = bool(self._chosen())
        self._ok().setEnabled(chosen and self._known)
        self.form.missing.setText("" if chosen else _("Choose the sites to copy to."))

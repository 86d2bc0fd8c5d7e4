"""Choosing the sites an answer is copied to (回答を他の事業所へ写す)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidgetItem, QPushButton, QWidget

from app.domain import answers
from app.domain.answers import Answer
from app.domain.catalogue import Checkpoint
from app.domain.grades import Verdict
from app.i18n import gettext as _
from app.i18n import ngettext
from app.services import drafting
from app.services.findings import ProposalView
from app.services.ports import Desk
from app.ui.generated.checkpoint_copy import Ui_CheckpointCopy
from app.ui.messages import message
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH
from app.ui.words import verdict_word


@dataclass(frozen=True, slots=True)
class Choice:
    """The sites, why verdicts that were given there are changed, and whether the remark is copied as well."""

    sites: tuple[str, ...]
    reason: str
    remark: bool = True


@dataclass(frozen=True, slots=True)
class Looked:
    """What the file says: the proposals that speak against a copy, by site, and the remark without drafted lines."""

    opposing: Mapping[str, ProposalView]
    remark: str


def look(desk: Desk, answer: Answer, sites: Sequence[str]) -> Looked:
    """Look at what a copy of `answer` to the sites would meet. Raises UserError."""
    opposing = drafting.opposing(desk, answer.checkpoint, answer.verdict, sites)
    return Looked(opposing, drafting.own_words(desk, answer.checkpoint, answer.comment))


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
        self.form.sites.setProperty("role", "choices")
        self.form.sites.setWordWrap(True)
        self.form.sites.setMinimumHeight(theme().px(140))
        self.form.missing.setProperty("tone", "nonconforming")
        self.form.unanswered.clicked.connect(lambda: self._choose(True))
        self.form.none.clicked.connect(lambda: self._choose(False))
        self.resize(theme().px(560), theme().px(600))
        self._answer = session.outline.answers.get((checkpoint.id, session.site))
        self._verdicts: dict[str, Verdict] = {}
        self._worse: set[str] = set()
        self._opposed: dict[str, Verdict] = {}
        self._left_out = 0
        self._known = False
        for site in session.sites:
            if site.id != session.site:
                self._list(site.id)
        self.form.sites.itemChanged.connect(lambda _row: self._look())
        self.form.remarkHint.setProperty("role", "hint")
        self.form.remarkHint.hide()
        self.form.opposed.hide()
        self.retranslate()
        self._choose(True)
        if (answer := self._answer) is not None:
            sites = tuple(self._verdicts)
            session.tasks.read(lambda: look(session.desk, answer, sites), self._know, self._unknown, self)

    def _list(self, site: str) -> None:
        """A row for a site; where a copy would make a deficiency less it cannot be chosen."""
        given, copied = self._session.outline.answers.get((self._checkpoint.id, site)), self._answer
        self._verdicts[site] = given.verdict if given else Verdict.UNANSWERED
        row = QListWidgetItem()
        row.setData(Qt.ItemDataRole.UserRole, site)
        row.setFlags(row.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        if given and copied and answers.lessens(given, answers.Draft(given.checkpoint, site, copied.verdict)):
            self._worse.add(site)
            row.setFlags(row.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            row.setForeground(theme().colour("quiet"))
        self.form.sites.addItem(row)

    def retranslate(self) -> None:
        """Set the texts that are made of data."""
        session, site = self._session, self._session.site
        verdict = self._verdict()
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
            if identity in self._worse:
                words += "   " + _("a copy does not mend it")
            row.setText(words)
        about = _("The verdict is copied, evidence is not. Copies are marked until confirmed at their site.")
        self.form.opposed.setText(
            _("Not ticked: the ledger of that site proposes another verdict. Look at its rows there before you copy.")
        )
        left_out = ngettext(
            "{count} line of the remark that comes from the ledger of {site} is not copied.",
            "{count} lines of the remark that come from the ledger of {site} are not copied.",
            self._left_out,
        )
        self.form.remarkHint.setText(left_out.format(count=self._left_out, site=session.site_name(site)))
        self.form.about.setText(about)
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

    def _know(self, looked: Looked) -> None:
        """Leave sites whose ledger speaks against it to the officer, and lines from the ledger where they are."""
        self._opposed = {site: view.proposal.verdict for site, view in looked.opposing.items()}
        self.form.opposed.setVisible(bool(self._opposed))
        remark = self._answer.comment if self._answer else ""
        self._left_out = _lines(remark) - _lines(looked.remark)
        self.form.remarkHint.setVisible(bool(self._left_out))
        if not looked.remark:
            self.form.remark.setChecked(False)
            self.form.remark.setEnabled(False)
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
        return any(self._verdicts[s] not in (Verdict.UNANSWERED, self._verdict()) for s in self._chosen())

    def _verdict(self) -> Verdict:
        return self._answer.verdict if self._answer else Verdict.UNANSWERED

    def _look(self) -> None:
        chosen = bool(self._chosen())
        self._ok().setEnabled(chosen and self._known)
        self.form.missing.setText("" if chosen else _("Choose the sites to copy to."))


def _lines(text: str) -> int:
    """How many lines of a text say something."""
    return sum(bool(line.strip()) for line in text.splitlines())

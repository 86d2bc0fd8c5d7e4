"""Step 5: what was stored, what differs from before, what the rules say of it, and what to do next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from app.i18n import current_language
from app.i18n import gettext as _
from app.services import site_offers, wording
from app.services.changes import Changes
from app.services.ports import Desk, Progress
from app.services.site_offers import SiteOffer
from app.ui.generated.ledger_import_result import Ui_LedgerImportResult
from app.ui.session import Target
from app.ui.widgets.basics import button
from app.ui.widgets.link import LongLink
from app.ui.wizards.ledger_import.counts import Counts
from app.ui.wizards.ledger_import.site_facts import SiteFacts
from app.ui.wizards.ledger_import.step import Step

if TYPE_CHECKING:
    from app.ui.wizards.ledger_import.wizard import LedgerImportWizard


class ResultPage(Step):
    """The last page: the import is stored."""

    number = 4

    def __init__(self, wizard: LedgerImportWizard) -> None:
        super().__init__(wizard)
        self.setFinalPage(True)
        self.form = Ui_LedgerImportResult()
        self.form.setupUi(self.body)
        self.counts = Counts(self.body)
        self.form.countsRoom.addWidget(self.counts)
        self.facts = SiteFacts(self.body)
        self.facts.wanted.connect(self._fill_in)
        self.form.factsRoom.addWidget(self.facts)
        self.form.showFindings.clicked.connect(lambda: self._go(Target("findings", options={"source": "rules"})))
        self.form.showRows.clicked.connect(lambda: self._go(Target("ledgers", kind=self.owner.kind)))
        self.stale = LongLink("", lambda: self._go(Target("checkpoints", options={"filter": "stale"})), self.form.next)
        self.form.othersRoom.addWidget(self.stale)
        # The audit is read anew after the import; only then is it known which answers rest on something else.
        self.session.changed.connect(self._tell_stale)
        self.others: dict[str, QPushButton] = {}
        self.retranslate()
        self.changed()

    def retranslate(self) -> None:
        self.form.retranslateUi(self.body)
        self.counts.retranslate()
        self.facts.retranslate()
        self._show()
        super().retranslate()

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Show what came of the import."""
        self._show()
        self.facts.show_offers(self.draft.result.site_offers if self.draft.result is not None else ())
        (self.form.showFindings if self.form.findings.isVisibleTo(self.body) else self.form.showRows).setFocus()

    def _go(self, target: Target) -> None:
        self.owner.accept()
        self.session.go(target)

    def _fill_in(self, chosen: tuple[SiteOffer, ...]) -> None:
        """Fill in what the officer has chosen of what the ledger tells of the sites."""

        def work(desk: Desk, progress: Progress) -> tuple[Changes, tuple[SiteOffer, ...]]:
            return site_offers.take(desk, chosen, progress)

        def done(outcome: tuple[Changes, tuple[SiteOffer, ...]]) -> None:
            offered = self.draft.result.site_offers if self.draft.result is not None else ()
            self.facts.filled(len(outcome[1]), [offer for offer in offered if offer not in chosen])

        self.facts.fill.setEnabled(False)
        self.session.do_long(lambda: _("Comparing the ledgers"), work, done, self._not_filled, self)

    def _not_filled(self, error: BaseException) -> None:
        self.facts.notice.refuse(error)
        self.facts.retranslate()

    def _show(self) -> None:
        result = self.draft.result
        if result is None:
            return
        self.heading.setText(_("The {ledger} is imported").format(ledger=self.owner.ledger_name()))
        self.lead.setText(_("Stored from {file}. Answers and decisions given before stay as they are.").format(
            file=result.source
        ))  # fmt: skip
        self.counts.show_rows(result.rows)
        kept = wording.kept_fields(self.draft.form, result.kept_fields, current_language(), _)
        self.form.told.setText("\n".join(filter(None, (*result.sentences, kept))))
        found = result.findings
        self.form.findingsTold.setText(
            _("{new} new, {resolved} settled, {open} open.").format(
                new=f"{found.new:,}", resolved=f"{found.resolved:,}", open=f"{found.open:,}"
            )
        )
        self.form.findings.setVisible(bool(found.open or found.new or found.resolved))
        self.form.nextTold.setText(self._next())
        self._offer_others()
        self._tell_stale()

    def _tell_stale(self) -> None:
        """How many answers rest on findings that have changed: the number is that of the list it opens."""
        result, count = self.draft.result, len(self.session.outline.stale)
        self.stale.setVisible(result is not None and bool(count))
        if result is not None:
            new = sum(place in self.session.outline.stale for place in result.findings.stale)
            told = _(
                "Look again at the answers whose findings or questions have changed: {count} ({new} by this import)."
            )
            self.stale.say(told.format(count=f"{count:,}", new=f"{new:,}"))

    def _offer_others(self) -> None:
        """Ledgers of other kinds that the file holds as well."""
        look, taken = self.draft.look, self.draft.taken
        rest = look.sheets if look is not None else ()
        seen = (self.draft.rather(sheet) for sheet in rest if sheet.visible and not taken.get(sheet.name))
        kinds = dict.fromkeys(kind for kind in seen if kind)
        for kind in kinds:
            if kind not in self.others:
                self.others[kind] = button("link", partial(self._go_on, kind), self.form.next)
                self.form.othersRoom.addWidget(self.others[kind], 0, Qt.AlignmentFlag.AlignLeft)
        for kind, link in self.others.items():
            link.setVisible(kind in kinds)
            link.setText(_("Import the {ledger} of this file…").format(ledger=wording.ledger_name(kind, _)))

    def _go_on(self, kind: str) -> None:
        """Import another ledger of the same file."""
        path, password, wizard = self.draft.path, self.draft.password, self.owner
        following = type(wizard)(self.session, kind, None, wizard.parentWidget())
        wizard.accept()
        following.open()
        if path is not None:
            following.file_page.take(path, password)

    def _next(self) -> str:
        result = self.draft.result
        if result is None:
            return ""
        told = []
        if result.findings.open:
            told.append(
                _("The checkpoints that the findings speak to now show a proposal with the rows behind it; you decide.")
            )
        if result.rows.rejected:
            told.append(
                _(
                    "Rows left out: {count}. Set them right in the file and import it again: the difference is "
                    "compared, nothing comes twice.").format(count=f"{result.rows.rejected:,}")
            )  # fmt: skip
        if result.rows.gone:
            told.append(_("Ask where the records went that are gone ({count}).").format(count=f"{result.rows.gone:,}"))
        return "\n".join(told) or _("Nothing needs to be done. Import the ledger again when there is a newer one.")

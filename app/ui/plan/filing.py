"""提出: on what ground the plan is filed, to whom, by whom; and the letter that comes of it."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.domain.audit import Ground
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import auditing, reporting
from app.services.ports import Desk
from app.services.reporting.model import Letter, Report
from app.ui.generated.plan_filing import Ui_PlanFiling
from app.ui.plan.data import PlanData
from app.ui.plan.filed import FiledPart
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Autosave, even_labels, name_editors
from app.ui.words import ground_word

FIELDS = ("ground", "dated", "addressee", "representative_title", "representative", "submitted", "resolve")
_RECORD = "filing"


class FilingTab(QWidget):
    """A form that saves itself, above the cover letter as the report will have it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self._round = 0
        self.form = Ui_PlanFiling()
        body = QWidget()
        # Made first: the key Tab comes to it before the fields below it.
        self.filed = FiledPart(session, body)
        self.form.setupUi(body)
        self._body = body
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(body)
        body.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.grounds = {ground: getattr(self.form, f"ground_{ground.value}") for ground in Ground}
        self.save = Autosave(session, body, _write_filing)
        self.save.one_of("ground", self.grounds)
        self.save.day("dated", self.form.dated)
        self.save.day("submitted", self.form.submitted)
        for name in ("addressee", "representative_title", "representative"):
            self.save.line(name, getattr(self.form, name))
        self.save.text("resolve", self.form.resolve)
        self.form.layout.insertWidget(0, self.filed)
        theme().changed.connect(self._fit)
        self._fit()

    def show_plan(self, data: PlanData) -> None:
        """Show what is filed as it was read."""
        self.filed.show_plan(data)
        filing = self.session.outline.audit.filing
        catalogue = self.session.catalogue
        self.save.present(_RECORD, {name: getattr(filing, name) for name in FIELDS})
        if filing.law:
            law = catalogue.basis_label(filing.law, current_language())
            self.form.law.setText(_("The letter names this article: {law}").format(law=law))
        else:
            self.form.law.setText(_("No article is printed: for this ground and role none is verified."))
        if filing.ground is Ground.VOLUNTARY:
            self.form.law.setText(_("No article is printed: the plan is filed of your own accord."))
        self.form.dated.setEnabled(filing.ground is not Ground.VOLUNTARY and not self.session.sealed)
        self.form.dated_label.setEnabled(filing.ground is not Ground.VOLUNTARY)
        self._ask_letter()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self._body)
        self.form.told.setText(
            _("Only an article that was verified for the ground is printed. Everything here is saved as you write.")
        )
        for ground, box in self.grounds.items():
            box.setText(ground_word(ground))
        self.form.addressee.setPlaceholderText(_("for example: the Minister of Economy, Trade and Industry"))
        name_editors(self._body)
        even_labels(self._body)
        self.save.retranslate()
        self.filed.retranslate()

    def _ask_letter(self) -> None:
        self._round += 1
        round_, desk, language = self._round, self.session.desk, current_language()

        def home(report: Report) -> None:
            if round_ == self._round:
                letter = next((block for block in report.blocks if isinstance(block, Letter)), None)
                self.form.letter.setText(_text(letter) if letter else "")

        self.session.tasks.read(lambda: reporting.build(desk, "plan", _, language), home, owner=self)

    def _fit(self) -> None:
        self._body.setMaximumWidth(theme().px(760))


def _text(letter: Letter) -> str:
    """The letter on a screen: the same words, one below the other."""
    plain = [p if isinstance(p, str) else "".join(run.text for run in p) for p in letter.paragraphs]
    parts = (letter.date, "\n".join(letter.addressee), "\n".join(letter.sender), letter.title, *plain, letter.closing)
    return "\n\n".join(part for part in parts if part.strip())


def _write_filing(record: Hashable, name: str, value: Any) -> Callable[[Desk], Any]:
    return lambda desk: auditing.change_filing(desk, **{name: value})

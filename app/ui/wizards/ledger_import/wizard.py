"""The import of a ledger in five steps. Nothing is stored before the officer says so on the fourth."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QWidget, QWizard

from app.domain.ledgers.form import LedgerForm
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import ledger_index
from app.ui.dialogs.question import agreed
from app.ui.help.window import show_beside
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.tasks import Task
from app.ui.widgets.basics import restyle
from app.ui.wizards.ledger_import.check_page import CheckPage
from app.ui.wizards.ledger_import.columns_page import ColumnsPage
from app.ui.wizards.ledger_import.draft import Draft
from app.ui.wizards.ledger_import.file_page import FilePage
from app.ui.wizards.ledger_import.result_page import ResultPage
from app.ui.wizards.ledger_import.sheets_page import SheetsPage
from app.ui.wizards.ledger_import.step import Step

_PAGES: tuple[type[SheetsPage | ColumnsPage | CheckPage | ResultPage], ...] = (
    SheetsPage,
    ColumnsPage,
    CheckPage,
    ResultPage,
)


class LedgerImportWizard(QWizard):
    """Deletes itself when it is closed; work under way is stopped first and leaves nothing.

    An empty `kind` is recognised from the file, or asked for there; `doubtful` is what an unclear file is taken for.
    """

    def __init__(
        self,
        session: Session,
        kind: str,
        file: Path | None = None,
        parent: QWidget | None = None,
        doubtful: str = "",
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.kind = kind
        self.doubtful = doubtful
        self.settings = Settings()
        self.draft = Draft(self._form_of(kind))
        self.running: Task | None = None
        self._closing = False
        self.setWizardStyle(QWizard.WizardStyle.ClassicStyle)
        self.setOption(QWizard.WizardOption.NoBackButtonOnStartPage)
        self.setOption(QWizard.WizardOption.NoBackButtonOnLastPage)
        self.setOption(QWizard.WizardOption.NoCancelButtonOnLastPage)
        self.setOption(QWizard.WizardOption.HaveHelpButton)
        self.setOption(QWizard.WizardOption.HelpButtonOnRight, False)
        self.helpRequested.connect(self.show_help)
        QShortcut(QKeySequence.StandardKey.HelpContents, self, self.show_help)
        self.finished.connect(self.deleteLater)
        self.file_page = FilePage(self)
        self.addPage(self.file_page)
        self._later: list[Step] = []
        # The other pages are built while the file is chosen, one at each turn of the window.
        self._rest = QTimer(self)
        self._rest.timeout.connect(self._build_next)
        self._rest.start(0)
        for which in (
            self.WizardButton.NextButton,
            self.WizardButton.CommitButton,
            self.WizardButton.FinishButton,
        ):
            restyle(self.button(which), role="primary")
        self._fit()
        self.retranslate()
        if file is not None:
            self.file_page.take(file)

    def steps(self) -> tuple[Step, ...]:
        """The pages in their order."""
        return (self.file_page, self.sheets_page, self.columns_page, self.check_page, self.result_page)

    def _build_next(self) -> None:
        page = _PAGES[len(self._later)](self)
        self._later.append(page)
        self.addPage(page)
        if len(self._later) == len(_PAGES):
            self._rest.stop()

    def build_rest(self) -> None:
        """Build what is not there yet."""
        while len(self._later) < len(_PAGES):
            self._build_next()

    @property
    def sheets_page(self) -> SheetsPage:
        """Which sheets, and where their headings are."""
        self.build_rest()
        return cast(SheetsPage, self._later[0])

    @property
    def columns_page(self) -> ColumnsPage:
        """What the columns mean."""
        self.build_rest()
        return cast(ColumnsPage, self._later[1])

    @property
    def check_page(self) -> CheckPage:
        """The import is tried."""
        self.build_rest()
        return cast(CheckPage, self._later[2])

    @property
    def result_page(self) -> ResultPage:
        """What came of it."""
        self.build_rest()
        return cast(ResultPage, self._later[3])

    def _form_of(self, kind: str) -> LedgerForm:
        """The form of a kind; while that is not known, of one to go on with."""
        return self.session.desk.world.ledgers.form(kind or self.doubtful or ledger_index.MAIN[0])

    def take_kind(self, kind: str) -> None:
        """The file is a ledger of this kind, empty while nobody knows: what was decided before is void."""
        self.kind = kind
        self.draft.begin(self._form_of(kind))
        self.retranslate()

    def ledger_name(self) -> str:
        """What the ledger is called."""
        return self.draft.form.title.in_language(current_language())

    def retranslate(self) -> None:
        """Set the texts of the frame; the pages set their own."""
        named = _("Import: {ledger}").format(ledger=self.ledger_name())
        self.setWindowTitle(named if self.kind else _("Import of a ledger"))
        self.setButtonText(self.WizardButton.BackButton, _("Back"))
        self.setButtonText(self.WizardButton.NextButton, _("Next"))
        self.setButtonText(self.WizardButton.CancelButton, _("Cancel"))
        self.setButtonText(self.WizardButton.CommitButton, _("Import now"))
        self.setButtonText(self.WizardButton.FinishButton, _("Close"))
        self.setButtonText(self.WizardButton.HelpButton, _("Help (F1)"))

    def show_help(self) -> None:
        """What the steps are for."""
        show_beside(self, "importing", self.session.catalogue)

    def _fit(self) -> None:
        """As large as comfortable, never larger than the screen."""
        wanted_width, wanted_height = theme().px(1100), theme().px(760)
        screen = self.screen().availableGeometry()
        self.resize(min(wanted_width, screen.width() - 40), min(wanted_height, screen.height() - 60))

    def press(self, which: QWizard.WizardButton) -> QAbstractButton:
        """One of the buttons below."""
        return self.button(which)

    def follow(self, task: Task) -> None:
        """Work is under way: closing the wizard stops it first."""
        self.running = task
        task.finished.connect(lambda: self._ended(task))

    def _ended(self, task: Task) -> None:
        if self.running is task:
            self.running = None
            if self._closing:
                super().reject()

    def reject(self) -> None:
        """Close; what is under way is stopped, and the wizard waits for its end. Work done by hand is asked about."""
        if self._worked() and not self._may_lose():
            return
        if self.running is None:
            super().reject()
            return
        self._closing = True
        self.running.cancel()

    def _worked(self) -> bool:
        """Whether something was decided or set right that closing would lose."""
        return self.draft.result is None and self.draft.touched and not self._closing

    def _may_lose(self) -> bool:
        """Ask whether what was done by hand may be lost."""
        return agreed(
            self.windowTitle(),
            _("Close the import? What you have confirmed and set right is not kept."),
            _("Go on with the import"),
            _("Close without importing"),
            self,
        )

    @property
    def closing(self) -> bool:
        """Whether the officer has asked to close while something was under way."""
        return self._closing

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

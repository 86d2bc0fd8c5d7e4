"""What the menus and the start screen ask for and that asks the officer something first: files, folders, dialogs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.errors import from_os_error
from app.i18n import current_language, mark
from app.i18n import gettext as _
from app.paths import user_log_folder
from app.ui import files
from app.ui.files import Folders
from app.ui.messages import message
from app.ui.tasks import Task

# As in the window: services and dialogs are imported where they are used.
if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.build import ProgramFacts
    from app.domain.duties import Officer
    from app.services.carrying import EarlierAudit
    from app.services.demonstrating import Made
    from app.services.ports import Progress, World
    from app.ui.main_window import MainWindow
    from app.ui.session import Session


class WindowActs:
    """Over a window; `do` goes by the names of the menus."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._asking = False

    def do(self, name: str) -> None:
        """Do what a menu or a button of the start screen names."""
        {
            "new": self._new,
            "open": self._open,
            "sample": self._sample,
            "sample_elsewhere": self._sample_elsewhere,
            "backup": self._backup,
            "restore": self._restore,
            "facts": self._facts,
            "sites": self._sites,
            "thresholds": self._thresholds,
            "names": self._names,
            "own_part": self._own_part,
            "business_days": self._business_days,
            "due": self._due,
            "evidence": self._evidence,
            "ledger": self._import_ledger,
            "rapid": self._rapid,
            "interview": self._interview,
            "user": self._ask_user,
            "log": self._show_log,
            "about": self._about,
        }[name]()

    def _new(self) -> None:
        """Ask for everything an audit begins with; the catalogue is loaded off the GUI thread."""
        if self._asking:
            return
        self._asking = True
        self._window.tasks.read(self._window.make_world, self._ask_new, self._not_asked, owner=self._window)

    def _ask_new(self, world: World) -> None:
        from app.ui.wizards.new_audit.wizard import NewAuditWizard

        def look(file: Path, came: Callable[[EarlierAudit], None], failed: Callable[[BaseException], None]) -> None:
            from app.services import carrying

            self._window.tasks.read(lambda: carrying.look(world, file), came, failed, wizard)

        settings = self._window.settings
        wizard = NewAuditWizard(world.catalogue, world.clock.today(), settings, self._window, look)

        def refused(error: BaseException) -> None:
            # Nothing of what was typed is lost: the wizard comes back and says why.
            self._asking = True
            self._window.start.set_busy("")
            wizard.refuse(message(error).words)
            wizard.open()

        def finished(result: int) -> None:
            self._asking = False
            if result:
                self._window.create_file(
                    wizard.file(), wizard.new_audit(), wizard.deleteLater, refused, wizard.earlier(), wizard.renamed()
                )
            else:
                wizard.deleteLater()

        wizard.finished.connect(finished)
        wizard.open()

    def _not_asked(self, error: BaseException) -> None:
        self._asking = False
        self._window.show_error(error)

    def _open(self) -> None:
        file = files.ask_open(self._window, _("Open an audit"), Folders(self._window.settings), files.audit_filter())
        if file is not None:
            self._window.open_file(file)

    def find_missing(self, file: str) -> None:
        """Ask where a file of the list went, and open it from there."""
        title = _("Where is {file}?").format(file=Path(file).name)
        found = files.ask_open(self._window, title, Folders(self._window.settings), files.audit_filter())
        if found is not None:
            self._window.settings.forget(file)
            self._window.open_file(found)

    def _sample(self) -> None:
        self.make_sample(files.documents() / _("Shadan sample"))

    def _sample_elsewhere(self) -> None:
        folder = files.ask_folder(self._window, _("Folder for the sample"), Folders(self._window.settings))
        if folder is not None:
            self.make_sample(folder)

    def make_sample(self, folder: Path) -> None:
        """Make the sample audit in a folder and open it."""
        if not self._window.close_audit():
            return
        kit, language = self._window.kit, current_language()

        def title() -> str:
            return _("Making the sample audit in {folder}").format(folder=folder)

        def work(progress: Progress) -> Made:
            from app.services import demonstrating

            return demonstrating.make(
                self._window.make_world(), kit.sample(), folder, kit.render, _, language, progress
            )

        self._window.start.set_busy(title)
        task: list[Task] = []

        def done(made: Made) -> None:
            words = mark("The sample audit and its reports ({count}) are in {folder}.")
            task[0].outcome = lambda: _(words).format(count=len(made.reports), folder=folder)
            self._window.open_file(made.file)

        task.append(self._window.tasks.long(title, work, done, self._window.not_opened, owner=self._window))

    def _backup(self) -> None:
        session = self._window.session
        if session is None:
            return
        folder = files.ask_folder(
            self._window, _("Folder for the backup"), Folders(self._window.settings, session.file)
        )
        if folder is not None:
            self.backup_to(session, folder)

    def backup_to(self, session: Session, folder: Path) -> None:
        """Make a backup of the open audit in a folder."""
        task: list[Task] = []

        def done(target: Path) -> None:
            task[0].outcome = lambda: _("Backup: {file}").format(file=target)

        def work(_progress: Progress) -> Path:
            from app.services import safekeeping

            return safekeeping.backup(session.desk, folder)

        task.append(self._window.tasks.long(lambda: _("Backing up"), work, done, owner=self._window, writes=True))

    def _restore(self) -> None:
        backup = files.ask_open(
            self._window, _("Backup to restore"), Folders(self._window.settings), files.audit_filter()
        )
        if backup is None:
            return
        title = _("Restore as")
        target = files.ask_save(
            self._window, title, Folders(self._window.settings), f"{backup.stem}{files.SUFFIX}", files.audit_filter()
        )
        if target is None:
            return
        target = files.with_suffix(target)
        if not self._window.close_audit():
            return
        self._window.start.set_busy(lambda: _("Restoring {file}").format(file=target.name))

        def work() -> Path:
            from app.services import safekeeping

            safekeeping.restore(self._window.make_world(), backup, target)
            return target

        self._window.tasks.read(work, self._window.open_file, self._window.not_opened, owner=self._window)

    def _facts(self) -> None:
        from app.ui.dialogs.facts import FactsDialog

        if self._window.session is not None:
            FactsDialog(self._window.session, self._window).open()

    def _sites(self) -> None:
        from app.ui.dialogs.sites import SitesDialog

        if self._window.session is not None:
            SitesDialog(self._window.session, self._window).open()

    def _thresholds(self) -> None:
        from app.ui.findings.thresholds import ThresholdsDialog

        if self._window.session is not None:
            ThresholdsDialog(self._window.session, self._window).open()

    def _names(self) -> None:
        from app.ui.ledgers.names import NamesDialog

        if self._window.session is not None:
            NamesDialog(self._window.session, self._window).open()

    def _own_part(self) -> None:
        """What the company lays over the catalogue; the audit is opened anew where that has changed."""
        from app.ui.dialogs.own_part import OwnPartDialog

        session = self._window.session
        if session is None:
            return
        dialog = OwnPartDialog(session, self._window.settings, self._window)

        def finished(_result: int) -> None:
            if dialog.changed and self._window.session is session:
                self._window.open_file(session.file)

        dialog.finished.connect(finished)
        dialog.open()

    def _business_days(self) -> None:
        from app.ui.dialogs.business_days import BusinessDaysDialog

        if self._window.session is not None:
            BusinessDaysDialog(self._window.session, self._window).open()

    def _due(self) -> None:
        from app.ui.overview.due_list import DueDialog

        if self._window.session is not None:
            DueDialog(self._window.session, self._window).open()

    def _evidence(self) -> None:
        from app.ui.evidence.register import RegisterDialog

        if self._window.session is not None:
            RegisterDialog(self._window.session, self._window).open()

    def _rapid(self) -> None:
        from app.ui.checkpoints.rapid import RapidDialog

        session, workspace = self._window.session, self._window.workspace
        # What is half written on a page is decided first.
        if session is not None and workspace is not None and workspace.can_leave():
            RapidDialog(session, self._window, self._window.undoing.undo).open()

    def _interview(self) -> None:
        from app.ui.checkpoints.interview import InterviewDialog

        session, workspace = self._window.session, self._window.workspace
        if session is not None and workspace is not None and workspace.can_leave():
            InterviewDialog(session, self._window).open()

    def _import_ledger(self) -> None:
        """Import a file of whatever ledger, from any page."""
        from app.ui.wizards.ledger_import import LedgerImportWizard

        if self._window.session is not None:
            LedgerImportWizard(self._window.session, "", None, self._window).open()

    def _ask_user(self) -> None:
        """Ask who works now; the catalogue, or the people of the open audit, are read off the GUI thread."""
        from app.ui.review.who import WhoDialog

        session = self._window.session

        def read() -> tuple[str, tuple[Officer, ...]]:
            from app.services import people

            if session is None:
                return self._window.make_world().user, ()
            return session.user, people.listing(session.desk)

        def ask(told: tuple[str, tuple[Officer, ...]]) -> None:
            present, people = told
            WhoDialog(people, present, self._window.be_called, self._window).open()

        self._window.tasks.read(read, ask, owner=self._window)

    def _about(self) -> None:
        from app.ui.dialogs.about import AboutDialog

        window = self._window

        def ask(facts: ProgramFacts) -> None:
            dialog = AboutDialog(facts, window.tasks, window)
            dialog.form.licences.clicked.connect(lambda: self._licences(dialog))
            dialog.open()

        window.tasks.read(lambda: window.kit.program(window.catalogue_version), ask, owner=window)

    def _licences(self, parent: QWidget) -> None:
        from app.ui.dialogs.licences import LicencesDialog

        LicencesDialog(self._window.kit.notices, self._window.tasks, parent).open()

    def _show_log(self) -> None:
        try:
            folder = user_log_folder()
        except OSError as error:
            raise from_os_error(error, error.filename or "") from error
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

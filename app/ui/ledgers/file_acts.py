"""Files of a ledger, from its page: the template to fill in, and the rows as they stand."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.i18n import current_language, mark
from app.i18n import gettext as _
from app.services import ledgers, wording
from app.services.ports import LedgerQuery, Progress
from app.ui import files
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.tasks import Task
from app.ui.widgets.notice import Notice


class FileActs(QObject):
    """Asks where to, writes off the GUI thread; the notice tells what came of it."""

    def __init__(self, session: Session, settings: Settings, notice: Notice, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._settings = settings
        self._notice = notice
        self._page = page

    def save_template(self, kind: str) -> None:
        """Write the Excel template of a ledger."""
        name = wording.ledger_name(kind, _)
        suggested = _("{ledger} template.xlsx").format(ledger=name)
        target = files.ask_save(
            self._page, _("Save a template"), self._folders(), suggested, _("Excel workbook (*.xlsx)"), (".xlsx",)
        )
        if target is None:
            return
        world = self._session.desk.world
        language = current_language()
        self._session.tasks.read(
            lambda: ledgers.save_template(world, kind, target, language),
            lambda _none: self._notice.say(lambda: _("The template was saved: {file}").format(file=target)),
            self._failed,
            self,
        )

    def export(self, kind: str, query: LedgerQuery) -> None:
        """Write the rows of a query into a workbook or a CSV file."""
        name = wording.ledger_name(kind, _)
        kinds = ";;".join((_("Excel workbook (*.xlsx)"), _("CSV file (*.csv)")))
        target = files.ask_save(
            self._page, _("Export the ledger"), self._folders(), f"{name}.xlsx", kinds, (".xlsx", ".csv")
        )
        if target is None:
            return
        desk, language = self._session.desk, current_language()
        words = mark("Records written into {file}: {count}.")
        begun: list[Task] = []

        def work(_progress: Progress) -> int:
            return ledgers.export(desk, kind, target, query, language)

        def done(count: int) -> None:
            def told() -> str:
                return _(words).format(count=f"{count:,}", file=target)

            begun[0].outcome = told
            self._notice.say(told)

        def title() -> str:
            return _("Writing {file}").format(file=target.name)

        begun.append(self._session.tasks.long(title, work, done, self._failed, self))

    def _folders(self) -> files.Folders:
        return files.Folders(self._settings, self._session.file)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._notice.refuse(error)
        else:
            self._session.tasks.unhandled.emit(error)

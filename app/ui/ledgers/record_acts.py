"""Records by hand, from the page of a ledger: added, changed, struck off, brought back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.i18n import gettext as _
from app.i18n import mark
from app.services import ledger_editing
from app.services.changes import Changes
from app.services.ledger_editing import Edited
from app.services.ports import Desk, Progress, StoredRecord
from app.ui.dialogs.ask import AskText
from app.ui.ledgers.record_editor import RecordEditor
from app.ui.session import Session
from app.ui.widgets.notice import Notice


class RecordActs(QObject):
    """Asks over the window of the page; the notice tells what came of it. `added` carries a new record as stored."""

    added = Signal(object)

    def __init__(self, session: Session, notice: Notice, page: QWidget) -> None:
        super().__init__(page)
        self._session = session
        self._notice = notice
        self._page = page

    def add(self, kind: str) -> None:
        """Ask for a record that no file has."""
        RecordEditor(self._session, kind, None, self._added, self._page.window()).open()

    def edit(self, record: StoredRecord) -> None:
        """Ask what is otherwise in a record."""

        def done(edited: Edited) -> None:
            words, key = mark("{key} was changed."), edited.record.record.key
            self._notice.say(lambda: _(words).format(key=key))

        RecordEditor(self._session, record.record.kind, record, done, self._page.window()).open()

    def strike(self, record: StoredRecord) -> None:
        """Ask why a record is struck off, and do so."""
        kind, key, match = record.record.kind, record.record.key, record.record.match_key

        def given(reason: str) -> None:
            words = mark("{key} was struck off. It stays so when a file names it again, until you bring it back.")
            self._by_hand(
                lambda desk, progress: ledger_editing.remove_record(desk, kind, match, reason, progress).changes,
                lambda: _(words).format(key=key),
            )

        AskText(
            lambda: _("Strike off {key}").format(key=key),
            lambda: _("Why does the record not belong to the ledger? The reason is kept in the history."),
            lambda: _("Strike off"),
            "",
            given,
            self._page.window(),
        ).open()

    def restore(self, record: StoredRecord) -> None:
        """Bring back what was struck off by hand."""
        kind, key, match = record.record.kind, record.record.key, record.record.match_key
        words = mark("{key} was brought back.")
        self._by_hand(
            lambda desk, progress: ledger_editing.restore_record(desk, kind, match, progress).changes,
            lambda: _(words).format(key=key),
        )

    def _by_hand(self, work: Callable[[Desk, Progress], Changes], told: Callable[[], str]) -> None:
        title = partial(_, mark("Comparing the ledgers"))
        self._session.do_long(title, work, lambda _changes: self._notice.say(told), self._failed, self)

    def _added(self, edited: Edited) -> None:
        words, key = mark("{key} was added."), edited.record.record.key
        self._notice.say(lambda: _(words).format(key=key))
        self.added.emit(edited.record)

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._notice.refuse(error)
        else:
            self._session.tasks.unhandled.emit(error)

"""Papers on their way out of the page 書面: asked about, set beside everything else, saved or sent to a printer."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.i18n import gettext as _
from app.i18n import gettext_in
from app.services.changes import Changes
from app.services.papers import printing, unprintable, words
from app.services.papers.choosing import Wish
from app.services.papers.printing import Made
from app.services.ports import Desk, Progress, Turn
from app.services.reporting import watched
from app.ui import files
from app.ui.dialogs.question import Question, agreed
from app.ui.messages import message
from app.ui.papers import rows
from app.ui.papers.rows import PaperRow
from app.ui.reports.printing import Sent, ask_printer, print_pages
from app.ui.said import said
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.widgets.notice import Notice
from app.ui.work_folder import passing_folder


class HandingOut(QObject):
    """Saves and prints papers for `page`, and says in `notice` what came of it."""

    def __init__(self, session: Session, page: QWidget, notice: Notice) -> None:
        super().__init__(page)
        self._session, self._page, self._notice = session, page, notice
        self._folder = tempfile.TemporaryDirectory(prefix="shadan-", dir=passing_folder())
        page.destroyed.connect(self._folder.cleanup)

    def save(self, chosen: Sequence[PaperRow]) -> None:
        """Write papers as a PDF that is asked for."""
        wish = self._wish(chosen)
        if wish is None:
            return
        folders = files.Folders(Settings(), self._session.file)
        name, kinds = _("Papers") + ".pdf", _("PDF (*.pdf)")
        file = files.ask_save(self._page, _("Save papers"), folders, name, kinds, (".pdf",))
        if file is not None:
            self._make(wish, file, lambda made: self._say_saved(file, made))

    def print(self, chosen: Sequence[PaperRow]) -> None:
        """Print papers on a printer that is asked for."""
        wish = self._wish(chosen)
        if wish is None:
            return
        # All of them: a paper is known as printed whole.
        printer = ask_printer(self._page, lambda: self.save(chosen))
        if printer is not None:
            # A code is known before its paper leaves the printer, and forgotten where none left it.
            file = Path(self._folder.name) / f"{self._session.desk.world.new_id()}.pdf"
            self._make(wish, file, lambda made: self._send(file, printer, made))

    def _wish(self, chosen: Sequence[PaperRow]) -> Wish | None:
        """The papers that are printed, once it was asked about those that came back; None where none is."""
        wanted = [row for row in chosen if row.view.wanted is not None]
        back = [row for row in wanted if row.view.back]
        title, count = _("Papers that came back"), f"{len(back):,}"
        if back and len(back) == len(wanted):
            told = _("All of these papers came back already ({count}).").format(count=count)
            if not agreed(title, f"{told} {_lost()}", _("Cancel"), _("Print again"), self._page):
                return None
        elif back:
            told = _("Of the {all} selected papers {count} came back already.")
            told = f"{told.format(all=f'{len(wanted):,}', count=count)} {_lost()}"
            if not agreed(title, told, _("Leave these out"), _("Print them all"), self._page):
                wanted = [row for row in wanted if not row.view.back]
        return Wish(keys=tuple(row.key for row in wanted)) if wanted else None

    # --- making ------------------------------------------------------------------------------------------------------

    def _make(self, wish: Wish, file: Path, then: Callable[[Made], None]) -> None:
        """Set the papers beside everything else; only their record waits for its turn among what writes."""
        render, language = self._session.kit.render, rows.language()

        def work(desk: Desk, progress: Progress, turn: Turn) -> tuple[Changes, Made]:
            shown = watched(render, progress)
            return printing.print_set(desk, file, shown, gettext_in, language, wish, progress=progress, turn=turn)

        self._session.do_beside(
            lambda: _("Setting papers: {count}").format(count=f"{len(wish.keys):,}"),
            work,
            lambda made: then(made[1]),
            lambda error: self._not_made(error, wish, file, then),
            self._page,
        )

    def _not_made(self, error: BaseException, wish: Wish, file: Path, then: Callable[[Made], None]) -> None:
        """Say why; where only some papers cannot be printed, offer the others."""
        others = isinstance(error, UserError) and error.code == unprintable.CODE
        if not others or not isinstance(error, UserError) or error.values.get("count") == error.values.get("all"):
            self._notice.refuse(error)
            return
        told, without = said(message(error).words), replace(wish, without_unprintable=True)
        asked = Question(_("Papers that cannot be printed"), told, _("Cancel"), _("Print the others"), self._page)
        asked.accepted.connect(lambda: self._make(without, file, then))
        asked.rejected.connect(lambda: self._notice.refuse(error))
        asked.open()

    def _say_saved(self, file: Path, made: Made) -> None:
        def told() -> str:
            count = f"{len(made.printings):,}"
            written = _("Papers written: {count} ({file})").format(count=count, file=file.name)
            return " ".join((written, *words.outcome(made, _)))

        self._notice.say(told, stays=bool(made.replaced or made.odd))

    # --- the printer -------------------------------------------------------------------------------------------------

    def _send(self, file: Path, printer: QPrinter, made: Made) -> None:
        paper = self._session.kit.paper
        self._session.tasks.long(
            lambda: _("Printing"),
            lambda progress: print_pages(paper, file, printer, progress),
            lambda sent: self._sent(sent, made),
            lambda error: self._not_printed(error, made),
            self._page,
        )

    def _sent(self, sent: Sent, made: Made) -> None:
        if not sent.pages:
            self._take_off(made)
        more = words.outcome(made, _) if sent.pages else ()
        stays = bool(more) and bool(made.replaced or made.odd)
        self._notice.say(
            lambda: " ".join((sent.words(), *(words.outcome(made, _) if sent.pages else ()))),
            good=not sent.stopped,
            stays=stays,
        )

    def _not_printed(self, error: BaseException, made: Made) -> None:
        self._take_off(made)
        self._notice.refuse(error)

    def _take_off(self, made: Made) -> None:
        """Nothing was printed: the papers are not known as printed, unless something came of them meanwhile."""

        def told() -> str:
            return _("Nothing was printed, but the papers stay on record.")

        if made.fresh:
            self._session.do(
                lambda desk: printing.never_printed(desk, made.fresh),
                None,
                lambda _error: self._notice.say(told, good=False),
                self._page,
            )


def _lost() -> str:
    return _(
        "Printed again, a paper that says something else by now becomes a new edition, and what came back counts no "
        "more."
    )

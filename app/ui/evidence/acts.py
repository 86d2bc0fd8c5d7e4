"""What can be done with a piece of evidence, from the place it serves and from the register."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.evidence import Evidence
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.i18n import gettext as _
from app.services.changes import Changes
from app.ui.evidence.opened_copy import EvidenceCopy
from app.ui.evidence.words import size_word
from app.ui.files import Folders, ask_open, ask_save
from app.ui.messages import message
from app.ui.said import Words
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.words import day_word

if TYPE_CHECKING:
    from app.services.ports import Desk, Progress


class EvidenceActs(QObject):
    """`tell` is called with what became of an act, and whether it is a success that need not stay."""

    def __init__(self, session: Session, tell: Callable[[Words, bool], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._tell, self._window = session, tell, parent
        self._copy = EvidenceCopy(session, self)
        self._copy.told.connect(lambda words: tell(words, False))

    # --- looking and giving out ------------------------------------------------------------------------------------

    def preview(self, piece: Piece) -> None:
        """Look at it in the program."""
        from app.ui.evidence.preview import EvidencePreview

        EvidencePreview(self._session, piece, self, self._window.window()).open()

    def open(self, evidence: Evidence) -> None:
        """Open a read-only copy in the program the system has for it; a program itself is not started."""
        self._copy.open(evidence)

    def save_as(self, evidence: Evidence, parent: QWidget | None = None) -> None:
        """Write the bytes where the officer says."""
        folders = Folders(Settings(), self._session.file)
        target = ask_save(parent or self._window, _("Save evidence"), folders, evidence.name, "")
        if target is not None:
            self.save_to(evidence, target)

    def save_to(self, evidence: Evidence, target: Path) -> None:
        """Write the bytes to a file that does not exist."""
        from app.services import evidencing

        self._session.tasks.read(
            lambda: evidencing.extract(self._session.desk, evidence.id, target),
            lambda written: self._tell(lambda: _("Saved as {file}.").format(file=str(written)), True),
            self._refused,
            self,
        )

    # --- what is known of it ---------------------------------------------------------------------------------------

    def edit_facts(self, piece: Piece) -> None:
        """Ask for its last day and its note."""
        from app.ui.evidence.facts import EvidenceFactsDialog

        EvidenceFactsDialog(self._session, piece, self._window.window()).open()

    def also_serves(self, piece: Piece) -> None:
        """Ask for other checkpoints and sites that it serves."""
        from app.ui.evidence.also_serves import AlsoServesDialog

        AlsoServesDialog(self._session, piece, self._window.window()).open()

    def new_version(self, piece: Piece) -> None:
        """Ask for a file that replaces it, and why."""
        title = _("New version of {name}").format(name=piece.evidence.name)
        file = ask_open(self._window, title, Folders(Settings(), self._session.file), "")
        if file is not None:
            self.replace_by(piece, file)

    def replace_by(self, piece: Piece, file: Path) -> None:
        """Ask why a file replaces it; the file is looked at first."""
        from app.services import evidencing_files
        from app.ui.evidence.new_version import AskNewVersion

        desk = self._session.desk

        def look() -> tuple[int, int]:
            return evidencing_files.check(desk, file), evidencing_files.warnings(desk)[0]

        def ask(looked: tuple[int, int]) -> None:
            size, limit = looked
            large = size > limit * evidencing_files.MEGABYTE

            def lead() -> str:
                words = _("{file} becomes version {number} and serves wherever it served. Why is it replaced?").format(
                    file=file.name, number=piece.version + 1
                )
                if large:
                    warning = _("It has {size}; this audit warns above {limit} MB.")
                    words = warning.format(size=size_word(size), limit=limit) + "\n" + words
                return words

            AskNewVersion(piece, lead, partial(self._replace, piece, file), self._window.window()).open()

        self._session.tasks.read(look, ask, self._refused, self)

    def _replace(self, piece: Piece, file: Path, reason: str, expires: date | None) -> None:
        from app.services import evidencing_uses

        size = max(1, piece.evidence.size)

        def work(desk: Desk, progress: Progress) -> tuple[Changes, Evidence]:
            done = 0

            def told(count: int) -> None:
                nonlocal done
                done += count
                progress("evidence", min(done, size), size)

            return evidencing_uses.replace_with(desk, piece.evidence.id, file, reason, told, expires=expires)

        self._session.do_long(
            lambda: _("Storing evidence (files: {count})").format(count=1),
            work,
            lambda made: self._tell(_stored(made[1], piece.facts.expires if expires is None else None), True),
            self._refused,
            self,
        )

    # --- taking off ------------------------------------------------------------------------------------------------

    def take_off(self, piece: Piece, place: Place, reason: str) -> None:
        """It no longer serves a place."""
        from app.services import evidencing_uses

        self._do(lambda desk: evidencing_uses.end_use(desk, piece.evidence.id, place, reason))

    def remove(self, piece: Piece, reason: str) -> None:
        """It no longer serves any place."""
        from app.services import evidencing

        self._do(lambda desk: evidencing.remove(desk, piece.evidence.id, reason))

    def withdraw(self, piece: Piece, reason: str) -> None:
        """The version before it counts again."""
        from app.services import evidencing_uses

        self._do(lambda desk: evidencing_uses.withdraw_version(desk, piece.evidence.id, reason))

    def _do(self, work: Callable[[Desk], Changes]) -> None:
        self._session.do(work, None, self._refused, self)

    def _refused(self, error: BaseException) -> None:
        self._tell(message(error).words, False)


def _stored(evidence: Evidence, dropped: date | None = None) -> Words:
    """What is said once a file is stored; `dropped` is the last day of the version before, where it has none itself."""

    def told() -> str:
        words = _("Stored: {names}").format(names=evidence.name)
        if dropped is None:
            return words
        without = _("The version before has {day} as its last day, this one has none.")
        return f"{words} {without.format(day=day_word(dropped))}"

    return told

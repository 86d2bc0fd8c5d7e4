"""Papers that are handed out and come back: one for each site, person or contractor, before it is numbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.room_walks import Expected
from app.services.reporting import said
from app.services.reporting.material import Material
from app.services.reporting.model import Block


class Form(StrEnum):
    """The forms that people sign or fill in (domain handbook §6.5); the values are the kinds of the command line."""

    SITE_CONFIRMATION = "site-confirmation"
    RESULT_CONFIRMATION = "result-confirmation"
    PLEDGE = "pledge"
    TRANSFER = "transfer"
    TERMINAL_RETURN = "terminal-return"
    ACCOUNT_REVIEW = "account-review"
    CONTRACTOR_PLEDGE = "contractor-pledge"
    DISASTER_RECORD = "disaster-record"
    WALK_SHEET = "walk-sheet"
    BLANK_SHEET = "blank-sheet"


@dataclass(frozen=True, slots=True)
class SheetDraft:
    """One paper of a form.

    `subject` tells it from the others of its form and stays the same when what it says changes: the id of a site, the
    number of an employee, the match key of a contractor; empty where there is one for the company. `site` is the id of
    the site that hands it in, empty for the company; `name` says in words whom or what it is for, `title` what it is.
    `blocks` are all it says but its number, its code and the day of printing; `listed` are the terminals that a
    floor-walk sheet lists in them, and `place` the room as ledgers name it: its results are entered by them.
    """

    form: Form
    subject: str
    site: str
    name: str
    title: str
    blocks: tuple[Block, ...]
    listed: tuple[Expected, ...] = ()
    place: str = ""

    @property
    def version(self) -> str:
        """Twelve hex digits over all that the paper says: another version says something else."""
        return said.version_of(self.form.value, self.subject, self.blocks)

    def says(self, version: str) -> bool:
        """Whether a paper of that version, printed now or by an earlier program, says the same."""
        return said.says(version, self.form.value, self.subject, self.blocks)


SheetMaker = Callable[[Material], Sequence[SheetDraft]]
"""Makes the papers of one form from one reading of the audit, in the order in which they are handed out."""

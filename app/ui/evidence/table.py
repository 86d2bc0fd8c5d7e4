"""Evidence as a table: of five thousand pieces no more is made into words than is searched and painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from app.i18n import current_language
from app.i18n import gettext as _
from app.services.evidencing_register import Entry, Mark, Register
from app.ui.dates import moment
from app.ui.evidence.words import last_day, place_word, size_word, version_word
from app.ui.session import Session
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.words import day_word


def mark_word(mark: Mark) -> str:
    """What a mark is called in the window."""
    return {
        Mark.EXPIRED: _("Expired"),
        Mark.SOON: _("Expires soon"),
        Mark.UNUSED: _("Serves no checkpoint"),
        Mark.LARGE: _("Large"),
        Mark.DOUBLE: _("Same content as another"),
        Mark.REPLACED: _("Earlier version"),
        Mark.REMOVED: _("Removed"),
    }[mark]


_SIGNS = {
    Mark.EXPIRED: "■",
    Mark.SOON: "▲",
    Mark.UNUSED: "□",
    Mark.LARGE: "◆",
    Mark.DOUBLE: "◎",
    Mark.REPLACED: "―",
    Mark.REMOVED: "―",
}
_TONES = {Mark.EXPIRED: "nonconforming", Mark.SOON: "partly", Mark.REPLACED: "quiet", Mark.REMOVED: "quiet"}


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A piece with the words it is found and sorted by."""

    entry: Entry
    where: str
    words: str

    @property
    def name(self) -> str:
        """Its file name."""
        return self.entry.piece.evidence.name


def rows(session: Session, entries: Iterable[Entry]) -> list[EvidenceRow]:
    """The rows of entries, in their order."""
    made = []
    for entry in entries:
        places = entry.places or (entry.piece.home,)
        told = [place_word(session, place) for place in places]
        where = told[0] if entry.places else _("(none)")
        if len(entry.places) > 1:
            where = _("{place} and {count} more").format(place=told[0], count=len(entry.places) - 1)
        evidence, facts = entry.piece.evidence, entry.piece.facts
        words = " ".join((evidence.name, *told, facts.note, evidence.added_by, evidence.sha256)).casefold()
        made.append(EvidenceRow(entry, where, words))
    return made


def found(every: Iterable[EvidenceRow], words: str) -> list[EvidenceRow]:
    """The rows in which all the words stand."""
    wanted = words.casefold().split()
    return [row for row in every if all(word in row.words for word in wanted)]


class EvidenceTable(ListTable):
    """Rows of evidence; `today` and `soon` are those of the register that was read."""

    def __init__(self, parent: QWidget, *, several: bool = False) -> None:
        self.today, self.soon = date.max, 0
        columns: tuple[Column[EvidenceRow], ...] = (
            Column(lambda: _("Name"), lambda row: row.name, order=lambda row: row.name.casefold()),
            Column(lambda: _("Serves"), lambda row: row.where, 200, tip=self._places),
            Column(lambda: _("Version"), lambda row: version_word(row.entry.piece), 76),
            Column(lambda: _("Last day"), self._day, 140, order=self._day_order, tone=self._day_tone, whole=True),
            Column(lambda: _("To look after"), _marks, 150, tone=_tone),
            Column(
                lambda: _("Size"),
                lambda row: size_word(row.entry.piece.evidence.size),
                80,
                order=lambda row: row.entry.piece.evidence.size,
                right=True,
            ),
            Column(
                lambda: _("Added"),
                lambda row: day_word(date.fromisoformat(row.entry.piece.evidence.added_at[:10])),
                120,
                order=lambda row: row.entry.piece.evidence.added_at,
                tip=lambda row: moment(row.entry.piece.evidence.added_at),
                whole=True,
            ),
        )
        super().__init__(Listing(columns, lambda row: row.entry.piece.evidence.id), parent, several=several)

    def know(self, register: Register) -> None:
        """Take the day and the warnings of a register."""
        self.today, self.soon = register.today, register.soon_days

    def current(self) -> EvidenceRow | None:
        """The row that is current."""
        index = self.currentIndex()
        return self.listing.at(index) if index.isValid() else None

    def _places(self, row: EvidenceRow) -> str:
        return row.where

    def _day(self, row: EvidenceRow) -> str:
        told = last_day(row.entry.piece, self.today, self.soon)
        return told.text if told and row.entry.in_force else ""

    def _day_tone(self, row: EvidenceRow) -> str:
        told = last_day(row.entry.piece, self.today, self.soon)
        return told.tone if told and row.entry.in_force else ""

    def _day_order(self, row: EvidenceRow) -> date:
        return row.entry.piece.facts.expires or date.max


def _marks(row: EvidenceRow) -> str:
    # The last day has a column of its own.
    told = [m for m in Mark if m in row.entry.marks and m not in (Mark.EXPIRED, Mark.SOON)]
    between = "、" if current_language() == "ja" else ", "
    return between.join(f"{_SIGNS[mark]} {mark_word(mark)}" for mark in told)


def _tone(row: EvidenceRow) -> str:
    return next((_TONES[mark] for mark in Mark if mark in row.entry.marks and mark in _TONES), "")

"""One line for each site: how far it is, what failed, who looks at it; every number opens what it counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from app.domain.review import State
from app.i18n import gettext as _
from app.i18n import listed
from app.services.board import SiteRow, What
from app.ui.style.tokens import GLYPH
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.words import day_word, verdict_word


@dataclass(frozen=True, slots=True)
class Opens:
    """What a number leads to on the board: the options of its filters."""

    what: str = ""
    state: str = ""


class SiteTable(ListTable):
    """`asked_for` carries the line and what its number leads to (`Opens`; none: the site's own list)."""

    asked_for = Signal(object, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        self._opens: tuple[Opens | None, ...] = (
            None,
            Opens(),
            Opens(What.UNANSWERED.value),
            Opens(What.NONCONFORMING.value),
            Opens(What.PARTLY.value),
            Opens(What.TO_CONFIRM.value),
            Opens(What.UNPROVEN.value),
            Opens(What.FLAGGED.value),
            Opens(state=State.ACCEPTED.value),
            None,
            None,
        )
        super().__init__(Listing(_columns(today), lambda row: row.site), parent, several=True)
        self.opened.connect(self._ask)
        self.clicked.connect(self._clicked)

    def _ask(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.asked_for.emit(self.listing.at(index), self._opens[index.column()])

    def _clicked(self, index: QModelIndex) -> None:
        """A click on a number opens it; on a name or a person it chooses the line."""
        if self._opens[index.column()] is not None and self.selected_count() == 1:
            text = index.data(Qt.ItemDataRole.DisplayRole)
            if text and text != "0":
                self._ask()


def _columns(today: Callable[[], date]) -> tuple[Column[SiteRow], ...]:
    def count(title: Callable[[], str], of: Callable[[SiteRow], int], tone: str = "") -> Column[SiteRow]:
        return Column(
            title,
            lambda row: f"{of(row):,}",
            76,
            of,
            (lambda row: tone if of(row) else "quiet") if tone else (lambda row: "" if of(row) else "quiet"),
            right=True,
        )

    def late(row: SiteRow) -> bool:
        return row.due is not None and row.due < today()

    from app.domain.grades import Verdict

    return (
        Column(lambda: _("Site"), lambda row: row.name or _("Company"), 0, lambda row: row.row),
        Column(
            lambda: _("Progress"),
            lambda row: f"{row.tally.answered:,} / {row.tally.total:,}",
            110,
            lambda row: row.tally.answered / row.tally.total if row.tally.total else 1.0,
            right=True,
        ),
        count(
            lambda: f"{GLYPH[Verdict.UNANSWERED]} {verdict_word(Verdict.UNANSWERED)}", lambda row: row.tally.unanswered
        ),
        count(
            lambda: f"{GLYPH[Verdict.NONCONFORMING]} {verdict_word(Verdict.NONCONFORMING)}",
            lambda row: row.tally.nonconforming,
            "nonconforming",
        ),
        count(
            lambda: f"{GLYPH[Verdict.PARTLY]} {verdict_word(Verdict.PARTLY)}", lambda row: row.tally.partly, "partly"
        ),
        count(lambda: _("To confirm"), lambda row: row.tally.unconfirmed + row.stale, "partly"),
        count(lambda: _("Unproven"), lambda row: row.bare),
        count(lambda: _("Flags"), lambda row: row.flags),
        count(lambda: _("Accepted by review"), lambda row: row.accepted),
        Column(lambda: _("Assigned to"), lambda row: listed(row.people), 150),
        Column(
            lambda: _("Due"),
            lambda row: (f"{_('overdue')} " if late(row) else "") + day_word(row.due),
            150,
            lambda row: row.due or date.max,
            lambda row: "nonconforming" if late(row) else "",
        ),
    )

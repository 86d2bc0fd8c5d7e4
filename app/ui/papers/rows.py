"""Papers as a table: how each stands, what it is, whom it is for, its code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from app.domain.paper_codes import shown_code
from app.domain.paper_loop import Key, State
from app.i18n import current_language, gettext_in
from app.i18n import gettext as _
from app.services.papers import listing, words
from app.services.papers.listing import PaperView, Reading
from app.services.ports import Desk
from app.services.reporting.sheets import Form
from app.ui.dates import moment
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.words import day_word

SIGNS = {
    State.UNPRINTED: "□",
    State.PRINTED: "△",
    State.RETURNED: "◎",
    State.SIGNED: "○",
    State.OUTDATED: "×",
    State.TAKEN_BACK: "▽",
}
TONES = {
    State.UNPRINTED: "quiet",
    State.PRINTED: "partly",
    State.RETURNED: "accent",
    State.SIGNED: "conforming",
    State.OUTDATED: "nonconforming",
    State.TAKEN_BACK: "nonconforming",
}
OUT, ALL = "out", ""


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper with the words it is shown and found by."""

    view: PaperView
    state: str
    why: str
    code: str
    words: str

    @property
    def key(self) -> Key:
        """Which paper it is."""
        return self.view.key


def read(desk: Desk, language: str, more: Collection[Form] = ()) -> tuple[Reading, list[PaperRow]]:
    """The papers of the forms in use and of `more`, with their words in a language; off the GUI thread."""
    reading = listing.read(desk, gettext_in, language, more=more)
    return reading, [_row(view) for view in reading.views]


def _row(view: PaperView) -> PaperRow:
    last, back = view.known, view.returned
    code = shown_code(last.code) if last else ""
    state, why = words.state_word(view, _), words.why(view, _)
    told = (state, why, code, code.replace("-", ""), view.title, view.name, view.site_name, last.number if last else "")
    signers = words.signers(back, _) if back else ""
    return PaperRow(view, state, why, code, " ".join((*told, signers)).casefold())


def chosen(every: Iterable[PaperRow], text: str, site: str | None, form: str, state: str) -> list[PaperRow]:
    """The rows in which all the words stand, of a site (its id; empty the company's, None all), a form and a state."""
    wanted = text.casefold().split()
    return [
        row
        for row in every
        if (site is None or row.view.site == site)
        and (not form or row.view.form.value == form)
        and (not state or (row.view.out if state == OUT else row.view.state.value == state))
        and all(word in row.words for word in wanted)
    ]


def _day(at: str) -> str:
    return day_word(date.fromisoformat(at[:10])) if at else ""


def _printed(row: PaperRow) -> str:
    return row.view.known.printed_at if row.view.known else ""


def _back(row: PaperRow) -> str:
    return row.view.returned.at if row.view.returned else ""


class PaperTable(ListTable):
    """Rows of papers; several can be selected."""

    def __init__(self, parent: QWidget) -> None:
        order = list(State)
        columns: tuple[Column[PaperRow], ...] = (
            Column(
                lambda: _("State"),
                lambda row: f"{SIGNS[row.view.state]} {words.short_word(row.view, _)}",
                104,
                order=lambda row: order.index(row.view.state),
                tone=lambda row: TONES[row.view.state],
                whole=True,
                tip=lambda row: f"{row.state}: {row.why}" if row.why else row.state,
            ),
            Column(lambda: _("Kind of paper"), lambda row: row.view.title, 168),
            Column(lambda: _("For whom"), lambda row: row.view.name, 0),
            Column(lambda: _("Form no."), lambda row: row.view.known.number if row.view.known else "", 84, whole=True),
            Column(lambda: _("Paper code"), lambda row: row.code, 104, whole=True),
            Column(
                lambda: _("Printed on"),
                lambda row: _day(_printed(row)),
                142,
                whole=True,
                order=_printed,
                tip=lambda row: moment(_printed(row)) if _printed(row) else "",
            ),
            Column(
                lambda: _("Back on"),
                lambda row: _day(_back(row)),
                142,
                whole=True,
                order=_back,
                tip=lambda row: moment(_back(row)) if _back(row) else "",
            ),
            Column(lambda: _("To note"), lambda row: row.why, 190),
        )
        super().__init__(Listing(columns, lambda row: row.key), parent, several=True)

    def current(self) -> PaperRow | None:
        """The row that is current."""
        index = self.currentIndex()
        return self.listing.at(index) if index.isValid() else None


def facts(row: PaperRow) -> str:
    """What is known of a paper, in a few lines."""
    view = row.view
    last, back = view.known, view.returned
    where = view.site_name or _("(company)")
    lines = [f"{SIGNS[view.state]} {row.state}" + (f" — {row.why}" if row.why else "")]
    if last is None:
        lines.append(_("Handed in by: {site}. It was not printed yet.").format(site=where))
        return "\n".join(lines)
    said = _("Handed in by: {site}. Code {code}, {number} edition {edition}, version {version}, pages: {pages}.")
    lines.append(
        said.format(
            site=where, code=row.code, number=last.number, edition=last.edition, version=last.version, pages=last.pages
        )
    )
    lines.append(_("Printed: {at} by {by}").format(at=moment(last.printed_at), by=last.printed_by))
    if back is not None:
        lines.append(_("Scan filed: {at} by {by}").format(at=moment(back.at), by=back.by))
    if back is not None and back.signed and back.signed_on is not None:
        said = _("Signed: {signers}; {day}")
        lines.append(said.format(signers=words.signers(back, _), day=day_word(back.signed_on)))
    return "\n".join(lines)


def language() -> str:
    """The language papers are named and printed in."""
    return current_language()

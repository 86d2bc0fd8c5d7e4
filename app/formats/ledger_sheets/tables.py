"""A sheet as a table of records: under its header, or gathered from cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.domain.ledgers.form import LedgerForm
from app.formats import workbook
from app.formats.ledger_sheets import titles
from app.formats.ledger_sheets.cards import LINES, CardReader, find_cards
from app.formats.ledger_sheets.headings import Headings
from app.formats.ledger_sheets.recognition import Header, header_of
from app.formats.workbook.cells import shortened
from app.services.ledger_ports import SheetChoice

Numbered = Iterator[tuple[int, list[str]]]


@dataclass(frozen=True, slots=True)
class Table:
    """`sheet` with its first rows as head, the `header` over the records (none over cards: row 0), what was met of the
    records at first, what the titles tell of all of them, and the first lines of the sheet as they are (`top`)."""

    sheet: workbook.Sheet
    header: Header
    first: Sequence[Sequence[str]]
    date1904: bool
    told: Mapping[str, str] = field(default_factory=dict)
    cards: CardReader | None = None
    top: Sequence[Sequence[str]] = ()

    def rows(self, first: int, rows: Sequence[list[str]]) -> Numbered:
        """Each row below the header with its number; of cards each card that ends here, with that of its first row."""
        if self.cards is not None:
            return self.cards.read(first, rows)
        below = max(0, self.header.row + 1 - first)
        return enumerate(rows[below:] if below else rows, first + below)

    def rest(self) -> Numbered:
        """What is still to be read after the last row."""
        return self.cards.end() if self.cards is not None else iter(())


def table_of(
    form: LedgerForm, headings: Headings, part: workbook.Rows, choice: SheetChoice, lines: titles.Lines
) -> Table:
    """The table that a person chose in a sheet of which `part` are the first rows; `lines` are those of all sheets."""
    sheet = replace(part.sheet, head=tuple(tuple(shortened(row)) for row in part.rows[: workbook.HEAD_ROWS]))
    cards = find_cards(headings, sheet) if choice.header_lines == LINES else None
    if cards is not None:
        told = titles.as_said(form, titles.told_of(form, sheet, cards.first, alike=False), choice.told)
        reader = CardReader(headings, cards)
        beginning = [values for _, values in (*reader.read(1, sheet.head), *reader.end())]
        # Cells that stand for nothing belong to a card and a label, and merged ones to none of them.
        plain_sheet = replace(sheet, merged=(), odd={}, struck=(), merged_known=True)
        header = Header(0, 0, cards.parts)
        reader = CardReader(headings, cards, sheet.odd)
        return Table(plain_sheet, header, beginning, part.date1904, told, reader)
    header = header_of(headings, sheet, choice.header_row, choice.header_lines)
    alike = titles.are_alike(lines, sheet, choice.header_row)
    told = titles.as_said(form, titles.told_of(form, sheet, header.first, alike=alike), choice.told)
    return Table(sheet, header, part.rows[header.row :], part.date1904, told, top=part.rows)

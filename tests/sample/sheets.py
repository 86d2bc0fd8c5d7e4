"""Writes rows as an office keeps them: titles, headers in two lines, merged cells, subtotals, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from tests.sample.forms import Write, field

THIN = Side(style="thin", color="999999")
GRID_LINES = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
ROW_NUMBERS = ("No.", "通番", "項番", "№")


@dataclass(frozen=True)
class Column:
    """One column of an office's ledger: the heading, what stands in it, and the group above the heading, if any."""

    heading: str
    write: Write
    group: str = ""


def columns(text: str, writer: Callable[[str], Write] = field) -> tuple[Column, ...]:
    """Columns written as 見出し=WRITER or 群>見出し=WRITER."""
    found = []
    for word in text.split():
        heading, _, name = word.partition("=")
        group, _, heading = heading.rpartition(">")
        write = (lambda row: None) if name == "row" else writer(name)
        found.append(Column(heading, write, group))
    return tuple(found)


@dataclass(frozen=True)
class Layout:
    """How an office keeps its ledger. `first` is the row of the title."""

    sheet: str
    title: str
    as_of: str
    columns: tuple[Column, ...]
    first: int = 1
    fill: str = "DDEBF7"
    notes: tuple[str, ...] = ()
    subtotals: int = 0
    counter: str = "台"
    blank_rows: bool = False
    repeated_header: int = 0
    merged: tuple[str, ...] = ()
    above: tuple[tuple[str, str], ...] = ()
    """Lines between title and header: a label and what it says."""


def new_book() -> Workbook:
    """A workbook without sheets, by the clerks and on the day of the sample."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = "情報システム部"
    book.properties.created = book.properties.modified = datetime(2026, 11, 2, 9, 0)
    return book


def write_sheet(sheet: Worksheet, layout: Layout, rows: Sequence[Any]) -> None:
    """Title, header, rows, notes as the office keeps them."""
    width = len(layout.columns)
    row = layout.first
    sheet.cell(row, 1, layout.title).font = Font(size=14, bold=True)
    if layout.as_of:
        sheet.cell(row + 1, max(width - 1, 2), layout.as_of)
    for label, text in layout.above:
        row += 1
        sheet.cell(row, 1, label)
        sheet.cell(row, 2, text)
    row = write_header(sheet, layout, row + 3)
    sheet.freeze_panes = sheet.cell(row, 1)
    begun, in_section, written = row, 0, 0
    for each in rows:
        if layout.repeated_header and written and written % layout.repeated_header == 0:
            row = write_header(sheet, layout, row)
        if layout.blank_rows and written and written % 100 == 0:
            row += 1
        write_row(sheet, layout, row, each, written + 1)
        in_section, written, row = in_section + 1, written + 1, row + 1
        if layout.subtotals and written % layout.subtotals == 0:
            sheet.cell(row, 1, "小計")
            sheet.cell(row, 2, f"{in_section}{layout.counter}")
            in_section, row = 0, row + 1
    if layout.subtotals:
        sheet.cell(row, 1, "合計")
        sheet.cell(row, 2, f"{written}{layout.counter}")
        row += 1
    for heading in layout.merged:
        column = next(n for n, c in enumerate(layout.columns, start=1) if c.heading == heading)
        merge_down(sheet, column, begun, row - 1)
    for note in layout.notes:
        row += 1
        sheet.cell(row, 1, note)
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = 16


def write_row(sheet: Worksheet, layout: Layout, row: int, each: Any, number: int) -> None:
    """One row of values; nothing where there is nothing."""
    for column, spec in enumerate(layout.columns, start=1):
        value = number if spec.heading in ROW_NUMBERS else spec.write(each)
        held = sheet.cell(row, column, None if value in ("", None) else value)
        held.border = GRID_LINES
        if isinstance(value, datetime):
            held.number_format = "yyyy/m/d"


def write_header(sheet: Worksheet, layout: Layout, row: int) -> int:
    """The header in one line, or in two with merged groups; returns the row below."""
    grouped = any(c.group for c in layout.columns)
    last = row + 1 if grouped else row
    begun = 0
    for column, spec in enumerate(layout.columns, start=1):
        top = spec.group or spec.heading
        new = column == 1 or not spec.group or spec.group != layout.columns[column - 2].group
        if new:
            sheet.cell(row, column, top)
            begun = column
        if grouped and spec.group:
            sheet.cell(last, column, spec.heading)
            following = layout.columns[column].group if column < len(layout.columns) else ""
            if following != spec.group:
                sheet.merge_cells(start_row=row, end_row=row, start_column=begun, end_column=column)
        elif grouped:
            sheet.merge_cells(start_row=row, end_row=last, start_column=column, end_column=column)
        for line in range(row, last + 1):
            held = sheet.cell(line, column)
            held.fill = PatternFill("solid", fgColor=layout.fill)
            held.border = GRID_LINES
            held.font = Font(bold=True)
            held.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    return last + 1


def merge_down(sheet: Worksheet, column: int, first: int, last: int) -> None:
    """One merged cell for each run of the same value, the value in the first row only."""
    begun = first
    for row in range(first, last + 2):
        if row > last or sheet.cell(row, column).value != sheet.cell(begun, column).value:
            if row - begun > 1:
                sheet.merge_cells(start_row=begun, end_row=row - 1, start_column=column, end_column=column)
            begun = row

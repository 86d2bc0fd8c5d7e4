"""Sheets as offices lay them out, and the files they end up in."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import xlwt
from openpyxl import Workbook

from tests.other_company.company import Row

Place = tuple[str, str, int]
"""File, sheet and row of a record."""

Places = dict[tuple[str, int], Place]
_EPOCH = date(1899, 12, 30)
_MANIFEST = (
    '<?xml version="1.0"?><m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    '<m:file-entry m:full-path="/" m:media-type="{mime}"/>'
    '<m:file-entry m:full-path="content.xml" m:media-type="text/xml"/></m:manifest>'
)


def dated(value: Any, style: str) -> Any:
    """A day in one of the ways of offices; anything else as it is."""
    if not isinstance(value, date):
        return value
    era, year = ("令和", value.year - 2018) if value >= date(2019, 5, 1) else ("平成", value.year - 1988)
    numbered = "元" if year == 1 else year
    return {
        "cell": value,
        "serial": (value - _EPOCH).days,
        "slash": f"{value.year}/{value.month}/{value.day}",
        "dot": f"{value.year}.{value.month:02}.{value.day:02}",
        "digits": f"{value:%Y%m%d}",
        "kanji": f"{value.year}年{value.month}月{value.day}日",
        "era": f"{era}{numbered}年{value.month}月{value.day}日",
        "short era": f"{'R' if era == '令和' else 'H'}{year}.{value.month}.{value.day}",
    }[style]


@dataclass
class Sheet:
    """Cells by row and column from 1, and merged ranges (top, left, bottom, right)."""

    name: str
    cells: dict[tuple[int, int], Any] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden: bool = False

    def put(self, row: int, column: int, value: Any) -> None:
        """Write a cell, nothing where there is nothing."""
        if value is not None and value != "":
            self.cells[row, column] = value

    def lines(self) -> list[list[Any]]:
        """All rows."""
        width = max(column for _, column in self.cells)
        return [[self.cells.get((r, c), "") for c in range(1, width + 1)] for r in range(1, max(self.cells)[0] + 1)]


@dataclass(frozen=True)
class Layout:
    """How records stand on a sheet.

    `columns` are headings with fields, a group before a ›; `lines` of the header are merged over what they cover.
    `once` is a field of which a run of equal values is one merged cell. A subtotal, blank rows or the header
    again come after so many records.
    """

    columns: Mapping[str, str]
    titles: Sequence[str] = ()
    lines: int = 1
    left: int = 1
    dates: str = "slash"
    once: str = ""
    counted: str = ""
    subtotal: int = 0
    blank: int = 0
    again: int = 0
    notes: Sequence[str] = ()
    words: Mapping[str, str] = field(default_factory=dict)

    def lay(self, name: str, records: Sequence[Row], file: str, places: Places, *, hidden: bool = False) -> Sheet:
        """The sheet with the records; where each stands goes to `places`."""
        sheet = Sheet(name, hidden=hidden)
        for number, title in enumerate(self.titles, 1):
            sheet.put(number, self.left, title)
        row = self._header(sheet, len(self.titles) + 1)
        run: list[int] = []
        value: Any = None
        for number, record in enumerate(records):
            broken = self._break(sheet, row, number)
            if broken != row or not self.once or record[self.once] != value:
                self._merge(sheet, run)
                run, row = [], broken
            for column, name_of in enumerate(self._fields(), self.left):
                written = number + 1 if name_of == self.counted else record[name_of]
                if name_of != self.once or not run:
                    sheet.put(row, column, self.words.get(str(written), dated(written, self.dates)))
            value = record.get(self.once)
            run.append(row)
            places[record["_mark"]] = (file, name, row)
            row += 1
        self._merge(sheet, run)
        if self.subtotal:
            sheet.put(row, self.left, "合計")
            sheet.put(row, self.left + 2, f"{len(records)}件")
        for number, note in enumerate(self.notes, row + 2):
            sheet.put(number, self.left, note)
        return sheet

    def _fields(self) -> list[str]:
        return [*([self.counted] if self.counted else []), *self.columns.values()]

    def _header(self, sheet: Sheet, row: int) -> int:
        headings = [*([self.counted] if self.counted else []), *self.columns]
        last = row + self.lines - 1
        start = self.left
        for column, heading in enumerate(headings, self.left):
            group, sign, leaf = heading.rpartition("›")
            if not sign or self.lines == 1:
                sheet.put(row, column, heading)
                if self.lines > 1:
                    sheet.merged.append((row, column, last, column))
                continue
            sheet.put(row + 1, column, leaf)
            if self.lines == 3:
                sheet.merged.append((row + 1, column, last, column))
            if column == self.left or not headings[column - self.left - 1].startswith(f"{group}›"):
                start = column
                sheet.put(row, column, group)
            following = headings[column - self.left + 1] if column - self.left + 1 < len(headings) else ""
            if not following.startswith(f"{group}›") and column > start:
                sheet.merged.append((row, start, row, column))
        return last + 1

    def _break(self, sheet: Sheet, row: int, number: int) -> int:
        """The row of the next record, behind what comes between two records."""
        if number and self.subtotal and number % self.subtotal == 0:
            sheet.put(row, self.left, "小計")
            sheet.put(row, self.left + 2, f"{self.subtotal}件")
            row += 1
        if number and self.blank and number % self.blank == 0:
            row += 2
        if number and self.again and number % self.again == 0:
            row = self._header(sheet, row)
        return row

    def _merge(self, sheet: Sheet, run: Sequence[int]) -> None:
        if self.once and len(run) > 1:
            column = self.left + self._fields().index(self.once)
            sheet.merged.append((run[0], column, run[-1], column))


def save(path: Path, sheets: Sequence[Sheet]) -> None:
    """A workbook or text file, by the ending of its name."""
    match path.suffix:
        case ".xlsx" | ".xlsm":
            _save_xlsx(path, sheets)
        case ".xls":
            _save_xls(path, sheets)
        case ".ods":
            _save_ods(path, sheets)
        case ".tsv":
            path.write_bytes(b"\xff\xfe" + _delimited(sheets[0], "\t").encode("utf-16-le"))
        case _:
            path.write_bytes(_delimited(sheets[0], ",").encode("cp932"))


def _delimited(sheet: Sheet, separator: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator="\r\n").writerows(sheet.lines())
    return text.getvalue()


def _save_xlsx(path: Path, sheets: Sequence[Sheet]) -> None:
    book = Workbook()
    book.remove(book.active)
    for drawn in sheets:
        sheet = book.create_sheet(drawn.name)
        for (row, column), value in drawn.cells.items():
            cell = sheet.cell(row, column, value)
            if isinstance(value, date):
                cell.number_format = 'yyyy"年"m"月"d"日"'
        for top, left, bottom, right in drawn.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        sheet.sheet_state = "hidden" if drawn.hidden else "visible"
    book.save(path)


def _save_xls(path: Path, sheets: Sequence[Sheet]) -> None:
    book = xlwt.Workbook()
    day, plain = xlwt.easyxf(num_format_str="yyyy/mm/dd"), xlwt.easyxf()
    for drawn in sheets:
        sheet = book.add_sheet(drawn.name)
        corners = {(top, left) for top, left, _, _ in drawn.merged}
        for top, left, bottom, right in drawn.merged:
            sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, drawn.cells.get((top, left), ""), plain)
        for (row, column), value in drawn.cells.items():
            if (row, column) not in corners:
                sheet.write(row - 1, column - 1, value, day if isinstance(value, date) else plain)
    book.save(str(path))


def _save_ods(path: Path, sheets: Sequence[Sheet]) -> None:
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    tables = "".join(f"<table:table table:name={quoteattr(s.name)}>{_ods_rows(s)}</table:table>" for s in sheets)
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mime, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFEST.format(mime=mime))
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} office:version="1.2"><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )


def _ods_rows(sheet: Sheet) -> str:
    spans = {(top, left): (bottom - top + 1, right - left + 1) for top, left, bottom, right in sheet.merged}
    covered = {
        (row, column)
        for top, left, bottom, right in sheet.merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    } - spans.keys()
    rows = []
    for r, line in enumerate(sheet.lines(), 1):
        cells = (
            "<table:covered-table-cell/>" if (r, c) in covered else _ods_cell(v, spans.get((r, c)))
            for c, v in enumerate(line, 1)
        )
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return "".join(rows)


def _ods_cell(value: Any, span: tuple[int, int] | None) -> str:
    spanned = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    if value == "":
        return f"<table:table-cell{spanned}/>"
    if isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value.isoformat()}"', value.isoformat()
    elif isinstance(value, int):
        kind, shown = f'office:value-type="float" office:value="{value}"', str(value)
    else:
        kind, shown = 'office:value-type="string"', escape(value)
    return f"<table:table-cell{spanned} {kind}><text:p>{shown}</text:p></table:table-cell>"

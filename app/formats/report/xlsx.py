"""A report model as XLSX, for officers who sort, filter and write on: a sheet for each shape of table, days as days and
numbers as numbers, no formula. The same report gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from app.domain.calendar import read_day
from app.domain.text import FORMULA_SIGNS
from app.formats.report import look
from app.formats.report.house import described_drawing, sheet_picture
from app.formats.report.packed import ILLEGAL, Part, replaced, well_formed, write_parts
from app.formats.report.row_heights import RowHeights
from app.formats.report.steps import Steps
from app.formats.report.tables import COLOURS, SIGNS
from app.formats.report.wordml import FONT, colour
from app.formats.report.words import day_word, words
from app.formats.report.xlsx_sheets import Line, Sheet, arranged
from app.services.ports import Progress
from app.services.reporting import model
from app.services.reporting.model import Cell, Column, plain
from app.version import __version__

_NUMBER = re.compile(r"[-−]?\d{1,3}(?:,\d{3})+(?:\.\d+)?|[-−]?\d{1,15}(?:\.\d+)?")
_LONGEST = 32_767
_NARROWEST, _WIDEST = 8, 60
_PAGE, _READABLE = 180, 14
"""Widths of a sheet that is still printed in a readable size, and of the narrowest column of texts made for it."""
_HEADING = 14
"""The heading of a column of numbers, signs or days takes a second line from there on."""
_SAMPLE = 2_000
"""Widths of columns are taken from so many rows."""
_HEAD_ROW = 3
_CORE = "docProps/core.xml"


def write_xlsx(report: model.Report, target: Path, progress: Progress | None = None) -> None:
    """Write beside `target`, open again, rename into place; `progress` is told ("report_setting", sheets, all). Raises
    UserError, `report_stopped` when that says so; an earlier file stays then."""
    steps = Steps(progress)
    replaced(target, lambda draft: write_parts(draft, _parts(report, steps)), well_formed)


def _parts(report: model.Report, steps: Steps) -> Iterator[Part]:
    from openpyxl import Workbook
    from openpyxl.xml.functions import tostring

    lines, sheets = arranged(report)
    book = Workbook(write_only=True)
    _describe(book.properties, report)
    writer = _Writer(book, report, steps)
    try:
        steps.begin("report_setting", 2 + len(sheets))
        writer.about(sheets)
        steps.step()
        writer.text(lines)
        steps.step()
        for sheet in sheets:
            writer.table(sheet)
            steps.step()
    except BaseException:
        _forget(book)
        raise
    made = BytesIO()
    book.save(made)
    # Saving has put the present moment into what the book says of itself.
    _describe(book.properties, report)
    with ZipFile(made) as archive:
        for name in archive.namelist():
            content = tostring(book.properties.to_tree()) if name == _CORE else archive.read(name)
            if report.logo is not None and name.startswith("xl/drawings/drawing"):
                content = described_drawing(content, report.logo)
            steps.heed()
            yield name, writer.heights.told(name, content)


def _forget(book: Any) -> None:
    """Close the sheets of a book that is not saved, and remove what the library has put aside of them."""
    for sheet in book.worksheets:
        if not sheet.closed and sheet._writer is not None:  # noqa: SLF001 - the library forgets them only when it saves
            sheet.close()
            sheet._writer.cleanup()  # noqa: SLF001


def _describe(properties: Any, report: model.Report) -> None:
    moment = datetime.fromisoformat(report.created) if report.created else datetime(1980, 1, 1, tzinfo=UTC)
    moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    properties.title = report.title.translate(ILLEGAL)
    properties.subject = (report.subject or report.title).translate(ILLEGAL)
    properties.creator = (report.author or report.organisation).translate(ILLEGAL)
    properties.lastModifiedBy = properties.creator
    properties.description = None
    properties.category = report.kind
    properties.keywords = f"shadan fingerprint={report.fingerprint}"
    properties.identifier = report.audit_id
    properties.version = f"Shadan {__version__}"
    properties.language = "ja-JP" if report.language == "ja" else "en-GB"
    properties.created = properties.modified = moment


class _Writer:
    """Writes sheets in the looks of the report."""

    def __init__(self, book: Any, report: model.Report, steps: Steps) -> None:
        self._book, self._steps = book, steps
        self._report = report
        self._words = words(report.language)
        self._looks: dict[tuple[object, ...], Any] = {}
        self._unwrapped: list[Any] = []
        self.heights = RowHeights()
        self._widths: Sequence[float] = ()
        self._row = 0
        self._day = "yyyy-mm-dd" if report.language == "en" else 'yyyy"年"m"月"d"日"'

    # --- sheets -------------------------------------------------------------------------------------------------------

    def about(self, sheets: Sequence[Sheet]) -> None:
        """What the report is, what makes it a draft, and which sheets there are."""
        said, report = self._words, self._report
        sheet = self._sheet(said("about"), (22, 70, 10), title_row=0)
        if report.logo is not None:
            sheet.add_image(sheet_picture(report.logo), "A1")
            sheet.row_dimensions[1].height = 40
            self._append(sheet, [])
        self._append(sheet, [self._cell(sheet, report.title, bold=True, size=14)])
        if report.watermark:
            told = report.watermark
            if report.missing:
                told = said("draft").format(word=report.watermark, count=len(report.missing))
            self._append(sheet, [self._cell(sheet, told, bold=True, ink=look.MARK_COLOURS[2])])
        for name, value in (
            ("organisation", report.organisation),
            ("confidentiality", report.confidentiality),
            ("version", report.footer),
            ("made", day_word(date.fromisoformat(report.made), report.language) if report.made else ""),
        ):
            if value:
                self._append(sheet, [self._cell(sheet, said(name), ink=look.QUIET), self._cell(sheet, value)])
        for n, sentence in enumerate(report.missing):
            label = self._cell(sheet, said("missing") if n == 0 else "", ink=look.QUIET)
            self._append(sheet, [label, self._cell(sheet, sentence)])
        self._append(sheet, [])
        heads = (("sheet", ""), ("table", ""), ("rows", "right"))
        self._append(sheet, [self._head(sheet, said(name), side=side) for name, side in heads])
        for each in sheets:
            count = sum(len(part.table.rows) for part in each.parts)
            self._append(
                sheet,
                [
                    self._cell(sheet, each.name, ruled=True),
                    self._cell(sheet, each.title, ruled=True),
                    self._number(sheet, count),
                ],
            )

    def text(self, lines: Sequence[Line]) -> None:
        """The running text: headings, labels and sentences in the order of the report."""
        sheet = self._sheet(self._words("text"), (24, 100), title_row=1)
        sheet.freeze_panes = "A2"
        self._append(sheet, [self._head(sheet, self._words("part")), self._head(sheet, self._words("text"))])
        for line in lines:
            if line.sheet is not None:
                told = f"→ {line.sheet.name}"
                self._append(sheet, [self._cell(sheet, ""), self._cell(sheet, told, ink=look.BLUE)])
            elif line.level:
                size = {1: 12.0, 2: 11.0}.get(line.level, 10.0)
                self._append(
                    sheet, [self._cell(sheet, plain(line.text), bold=True, size=size, wrap=False, ink=look.BLUE)]
                )
            else:
                label = self._cell(sheet, line.label, ink=look.QUIET)
                self._append(sheet, [label, self._cell(sheet, plain(line.text))])

    def table(self, given: Sheet) -> None:
        """The tables of one shape, under one header."""
        columns = given.columns
        if given.told_apart():
            columns = (Column(self._words("part")), *columns)
        sample = [row for _n, row in zip(range(_SAMPLE), given.rows(), strict=False)]
        widths = _fitted(
            columns,
            [_width(column, [_shown(row[n]) for row in sample if n < len(row)]) for n, column in enumerate(columns)],
        )
        sheet = self._sheet(given.name, widths, title_row=_HEAD_ROW)
        sheet.freeze_panes = f"A{_HEAD_ROW + 1}"
        self._append(sheet, [self._cell(sheet, given.title, bold=True, size=12, wrap=False)])
        self._note(sheet, "\n".join(given.notes()), sum(widths))
        self._append(sheet, [self._head(sheet, column.heading, side=_side(column)) for column in columns])
        count = _HEAD_ROW
        for row in given.rows():
            self._append(sheet, [self._value(sheet, each, column) for each, column in zip(row, columns, strict=False)])
            count += 1
        sheet.auto_filter.ref = f"A{_HEAD_ROW}:{_letter(len(columns))}{max(count, _HEAD_ROW + 1)}"

    def _note(self, sheet: Any, text: str, room: float) -> None:
        """What is told above a table: whole, across all its columns, in as many lines as it takes."""
        cell = self._cell(sheet, text, ink=look.QUIET)
        if len(self._widths) > 1:
            sheet.merged_cells.add(f"A{_HEAD_ROW - 1}:{_letter(len(self._widths))}{_HEAD_ROW - 1}")
        self._append(sheet, [cell], room)

    def _append(self, sheet: Any, cells: Sequence[Any], room: float = 0.0) -> None:
        """Write a row; `room` is the width of its first cell where that goes across several columns."""
        self._steps.heed()
        sheet.append(cells)
        self._row += 1
        wrapped = (
            (cell.value, width)
            for cell, width in zip(cells, (room or self._widths[0], *self._widths[1:]), strict=False)
            if isinstance(cell.value, str) and cell._style not in self._unwrapped  # noqa: SLF001 - as `_looks` has it
        )
        self.heights.note(len(self._book.worksheets), self._row, wrapped)

    def _sheet(self, name: str, widths: Sequence[float], *, title_row: int) -> Any:
        from openpyxl.worksheet.properties import PageSetupProperties

        report = self._report
        self._widths, self._row = widths, 0
        sheet = self._book.create_sheet(name)
        for n, width in enumerate(widths, 1):
            sheet.column_dimensions[_letter(n)].width = width
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        if title_row:
            sheet.print_title_rows = f"{title_row}:{title_row}"
        secret = "　".join(each for each in (report.watermark, report.confidentiality) if each)
        for place, text in (
            (sheet.oddHeader.left, report.header or f"{report.organisation}　{report.title}"),
            (sheet.oddHeader.right, secret),
            (sheet.oddFooter.left, report.footer),
        ):
            # In them an ampersand begins a code.
            place.text = text.translate(ILLEGAL).replace("&", "&&")[:120] or None
        if report.house_footer:
            told = report.house_footer.translate(ILLEGAL).replace("&", "&&")[:80]
            sheet.oddFooter.left.text = f"{sheet.oddFooter.left.text or ''}\n{told}"
        sheet.oddFooter.right.text = "&P / &N"
        return sheet

    # --- cells --------------------------------------------------------------------------------------------------------

    def _value(self, sheet: Any, given: Cell | str, column: Column) -> Any:
        """A cell as what it is: a day, a number, a sign in its colour, a text."""
        each = given if isinstance(given, Cell) else Cell(given)
        if each.box is not None:
            return self._cell(sheet, self._words("ticked") if each.box else "", side="center", ruled=True)
        text = plain(each.text)
        if each.mark is not None:
            said = text or self._words(each.mark.value)
            return self._cell(sheet, f"{SIGNS[each.mark]} {said}", ink=COLOURS[each.mark], bold=each.bold, ruled=True)
        if column.kind == "number" and _NUMBER.fullmatch(text):
            return self._number(sheet, _number(text), bold=each.bold)
        if column.kind == "date" and (day := read_day(text)) is not None:
            return self._date(sheet, day, bold=each.bold)
        ink = look.QUIET if each.quiet else look.INK
        return self._cell(sheet, text, bold=each.bold, ink=ink, side=_side(column), ruled=True)

    def _cell(self, sheet: Any, text: str, **how: Any) -> Any:
        """A text, whatever it begins with."""
        shown = text.translate(ILLEGAL).replace("\r\n", "\n")[:_LONGEST]
        cell = self._blank(sheet, quoted=shown.startswith(FORMULA_SIGNS), **how)
        cell.value = shown
        cell.data_type = "s"
        return cell

    def _number(self, sheet: Any, value: float, *, bold: bool = False) -> Any:
        shown = "#,##0" if isinstance(value, int) else "#,##0.0##"
        cell = self._blank(sheet, bold=bold, side="right", form=shown, ruled=True)
        cell.value = value
        return cell

    def _date(self, sheet: Any, day: date, *, bold: bool = False) -> Any:
        if day.year < 1901:  # Excel counts days from there.
            return self._cell(sheet, day.isoformat(), bold=bold, ruled=True)
        cell = self._blank(sheet, bold=bold, side="left", form=self._day, ruled=True)
        cell.value = day
        cell.number_format = self._day
        return cell

    def _head(self, sheet: Any, text: str, side: str = "") -> Any:
        return self._cell(sheet, text, bold=True, ground=look.HEADER_GROUND, side=side)

    def _blank(
        self,
        sheet: Any,
        *,
        bold: bool = False,
        ink: str = look.INK,
        size: float = 10.0,
        side: str = "",
        form: str = "",
        ground: str = "",
        wrap: bool = True,
        quoted: bool = False,
        ruled: bool = False,
    ) -> Any:
        """An empty cell of a look; each look is made once. `ruled` has a hairline below, as rows on paper have."""
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        cell = WriteOnlyCell(sheet)
        key = (bold, ink, size, side, form, ground, wrap, quoted, ruled)
        if key not in self._looks:
            cell.font = Font(name=FONT, size=size, bold=bold, color=colour(ink))
            # What stands right keeps off the texts of the next column.
            indent = 1 if side == "right" else 0
            cell.alignment = Alignment(horizontal=side or None, vertical="top", wrap_text=wrap, indent=indent)
            if ruled:
                cell.border = Border(bottom=Side(style="hair", color=colour(look.QUIET)))
            if ground:
                line = Side(style="thin", color=colour(look.RULE))
                cell.fill = PatternFill("solid", fgColor=colour(ground))
                cell.border = Border(top=line, bottom=line)
            if form:
                cell.number_format = form
            # What a person edits stays a text, even where it looks like a formula.
            cell.quotePrefix = quoted
            self._looks[key] = cell._style  # noqa: SLF001 - setting the parts of a look costs a hundred times as much
            if not wrap:
                self._unwrapped.append(cell._style)  # noqa: SLF001
        cell._style = self._looks[key]  # noqa: SLF001
        return cell


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    return str(get_column_letter(number))


def _number(text: str) -> float:
    digits = text.replace(",", "").replace("−", "-")
    return float(digits) if "." in digits else int(digits)


def _shown(given: Cell | str) -> str:
    each = given if isinstance(given, Cell) else Cell(given)
    return ("○ " if each.mark else "") + plain(each.text)


def _side(column: Column) -> str:
    """Where the cells of a column stand, its heading among them."""
    return "right" if column.kind == "number" else "center" if column.kind == "mark" else ""


def _fitted(columns: Sequence[Column], widths: Sequence[float]) -> list[float]:
    """Widths with which a printed page can be read: a sheet is made as small as it takes to hold all its columns, so
    that those of texts give room until it need not be smaller than a page allows; the widest give first."""
    texts = [n for n, column in enumerate(columns) if column.kind in ("text", "short")]
    room = _PAGE - sum(width for n, width in enumerate(widths) if n not in texts)
    if not texts or sum(widths[n] for n in texts) <= room:
        return list(widths)
    level = float(_WIDEST)
    while level > _READABLE and sum(min(widths[n], level) for n in texts) > room:
        level -= 1
    return [min(width, level) if n in texts else width for n, width in enumerate(widths)]


def _width(column: Column, texts: Sequence[str]) -> float:
    """The width of a column for its content, in which Japanese counts double; long texts are wrapped."""
    longest = max((_units(line) for text in texts for line in text.split("\n")), default=0)
    heading = max(_units(line) for line in column.heading.split("\n"))
    if column.kind not in ("text", "short"):
        # Seven counts beside each other are no reason for a sheet that nobody can read on paper.
        heading = min(heading, _HEADING)
    return min(_WIDEST, max(_NARROWEST, heading + 3, longest + 3))


def _units(line: str) -> int:
    """How wide a line is, in figures."""
    return sum(1 if ord(c) < 256 else 2 for c in line)

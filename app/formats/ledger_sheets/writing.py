"""Writes templates with drop-downs and explanations, and ledgers as they stand. Formulas are never written."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from app.domain.ledgers import Record
from app.domain.ledgers.form import Field, FieldType, LedgerForm
from app.domain.ledgers.keys import stand_in_text
from app.domain.text import Text, harmless
from app.errors import UserError, register_messages
from app.formats.catalogue.reading import text_of
from app.formats.replacing import replacing
from app.formats.report.row_heights import RowHeights
from app.formats.report.wordml import FONT
from app.formats.still_book import save
from app.paths import bundled
from app.services.ledger_ports import SheetTable

register_messages(
    {
        "ledger_suffix_unknown": "{file} can be written as .xlsx or .csv only; choose one of these endings.",
        "template_suffix": "{file} must end in .xlsx.",
    },
)

_TEMPLATE_ROWS = 5_000
_EXAMPLE_MARK = "(例)"
_HEADER_ROW = 3
_GROUND, _EXAMPLE_GROUND, _REQUIRED_GROUND = "EEF2F6", "F6F7F9", "E7F0FA"
_WIDEST, _NARROWEST = 40, 10
_LONGEST_WORD = 64
_A4, _SIZE = 9, 11
# So many units of width can be read on one page of A4 across.
_PAGE_WIDTH = 180
# Widths of columns are taken from so many rows, and longer tables are not wrapped.
_SAMPLE_ROWS = 2_000


def write_template(form: LedgerForm, target: Path, language: str) -> None:
    """An empty ledger with headings, drop-downs and an example row, and a sheet that explains the columns."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    if target.suffix.lower() != ".xlsx":
        raise UserError("template_suffix", file=target.name)
    words = template_words()
    book = _plain(Workbook())
    sheet = book.active
    sheet.title = _sheet_name(form.title.in_language(language))
    rule = Border(bottom=Side(style="thin", color="9AA5B1"))
    _put(sheet, 1, 1, form.title.in_language(language)).font = _font(bold=True, size=14)
    _put(sheet, 2, 1, words["hint"].in_language(language)).font = _font(color="556273")
    for index, field in enumerate(form.fields, 1):
        letter = get_column_letter(index)
        heading = _put(sheet, _HEADER_ROW, index, _heading(field, language))
        heading.font = _font(bold=True)
        heading.fill = PatternFill("solid", fgColor=_REQUIRED_GROUND if field.required else _GROUND)
        heading.alignment = Alignment(wrap_text=True, vertical="center")
        heading.border = rule
        example = _put(sheet, _HEADER_ROW + 1, index, _example(form, field))
        example.font = _font(italic=True, color="556273")
        example.fill = PatternFill("solid", fgColor=_EXAMPLE_GROUND)
        sheet.column_dimensions[letter].width = _width([_heading(field, language), field.example])
        for row in range(_HEADER_ROW + 2, _HEADER_ROW + 202):
            # Text keeps leading zeros and what looks like a date.
            sheet.cell(row, index).number_format = "yyyy/mm/dd" if field.type is FieldType.DATE else "@"
        if field.choices:
            choices = DataValidation(type="list", formula1=f'"{",".join(field.choices)}"', allow_blank=True)
            choices.showErrorMessage = False
            choices.add(f"{letter}{_HEADER_ROW + 1}:{letter}{_TEMPLATE_ROWS}")
            sheet.add_data_validation(choices)
    sheet.row_dimensions[_HEADER_ROW].height = 32
    sheet.freeze_panes = sheet.cell(_HEADER_ROW + 1, 2)
    _lay_out(sheet, [sheet.column_dimensions[get_column_letter(n)].width for n in range(1, len(form.fields) + 1)])
    sheet.print_title_rows = f"1:{_HEADER_ROW}"
    heights = RowHeights()
    _explain(book, form, words, language, heights)
    with replacing(target) as draft:
        _write_book(draft, book, heights)


def _explain(book: Any, form: LedgerForm, words: dict[str, Text], language: str, heights: RowHeights) -> None:
    """The second sheet: what each column is for."""
    from openpyxl.styles import Alignment, PatternFill

    sheet = book.create_sheet(words["explanations"].in_language(language))
    titles = (("heading", 22), ("required", 8), ("help", 60), ("choices", 40), ("example", 24))
    for index, (name, width) in enumerate(titles, 1):
        cell = _put(sheet, 1, index, words[name].in_language(language))
        cell.font = _font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_GROUND)
        sheet.column_dimensions["ABCDE"[index - 1]].width = width
    for row, field in enumerate(form.fields, 2):
        texts = (
            _heading(field, language),
            "○" if field.required else "",
            field.help.in_language(language),
            "、".join(field.choices),
            field.example,
        )
        for column, text in enumerate(texts, 1):
            _put(sheet, row, column, text).alignment = Alignment(wrap_text=True, vertical="top")
        heights.note(2, row, zip(texts, (width for _name, width in titles), strict=True), _SIZE)
    sheet.freeze_panes = "A2"
    _lay_out(sheet, [width for _name, width in titles])
    sheet.print_title_rows = "1:1"


def write_export(
    form: LedgerForm,
    target: Path,
    records: Iterator[Record],
    fields: Sequence[str],
    language: str,
    headings: Mapping[str, str],
    at: str = "",
) -> None:
    """The records with the fields as columns, headed by `headings` where there is one, as they stand since the moment
    `at`. Raises UserError."""
    shown = [form.field(identity) for identity in fields]
    head = [headings.get(field.id) or _heading(field, language) for field in shown]
    lines = (_line(form, record, shown, language) for record in records)
    match target.suffix.lower():
        case ".csv":
            with replacing(target) as draft:
                _write_csv(draft, head, lines)
        case ".xlsx":
            with replacing(target) as draft:
                _write_xlsx(draft, form.title.in_language(language), shown, head, lines, at)
        case _:
            raise UserError("ledger_suffix_unknown", file=target.name)


def _line(form: LedgerForm, record: Record, shown: Sequence[Field], language: str) -> list[str]:
    """The cells of a record; one without a key of its own has in its place what it is known by, so that it is the same
    record when the file is read again."""
    get, key = record.values.get, form.keys[0]
    if not form.stand_ins or get(key):
        return [get(field.id, "") for field in shown]
    instead = stand_in_text(form, record.values, language)
    return [get(field.id, "") or (instead if field.id == key else "") for field in shown]


def _write_csv(part: Path, head: Sequence[str], lines: Iterator[list[str]]) -> None:
    # The mark at the beginning lets Excel read Japanese.
    with part.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(map(harmless, head))
        writer.writerows([harmless(text) for text in line] for line in lines)


def _write_xlsx(
    part: Path, title: str, shown: Sequence[Field], head: Sequence[str], lines: Iterator[list[str]], at: str
) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import PatternFill
    from openpyxl.utils import get_column_letter

    book = _plain(Workbook(write_only=True))
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for index, (field, heading) in enumerate(zip(shown, head, strict=True), 1):
        sheet.column_dimensions[get_column_letter(index)].width = _width([heading, field.example])
    header = []
    for heading in head:
        cell = _as_text(WriteOnlyCell(sheet), heading)
        cell.font = _font(bold=True)
        cell.fill = PatternFill("solid", fgColor=_GROUND)
        header.append(cell)
    sheet.append(header)
    for line in lines:
        sheet.append([_as_text(WriteOnlyCell(sheet), text) for text in line])
    _write_book(part, book, at=at)


def write_tables(target: Path, sheets: Sequence[SheetTable]) -> None:
    """Tables as sheets, each with its lines above, headings that stay in sight, and drop-downs. Raises UserError."""
    if target.suffix.lower() != ".xlsx":
        raise UserError("template_suffix", file=target.name)
    with replacing(target) as draft:
        _write_tables(draft, sheets)


def _write_tables(part: Path, sheets: Sequence[SheetTable]) -> None:
    from openpyxl import Workbook

    book = _plain(Workbook(write_only=True))
    heights = RowHeights()
    for number, table in enumerate(sheets, 1):
        _write_table(book.create_sheet(_sheet_name(table.title)), table, number, heights)
    _write_book(part, book, heights)


def _write_table(sheet: Any, table: SheetTable, number: int, heights: RowHeights) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, PatternFill, Side
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    def cell(text: str, **look: Any) -> Any:
        made = _as_text(WriteOnlyCell(sheet), text)
        for name, value in look.items():
            setattr(made, name, value)
        return made

    header_row = len(table.above) + (2 if table.above else 1)
    sheet.freeze_panes = f"A{header_row + 1}"
    sheet.print_title_rows = f"{header_row}:{header_row}"
    widths = []
    for index, heading in enumerate(table.columns):
        widths.append(_width([heading, *(row[index] for row in table.rows[:_SAMPLE_ROWS])]))
        sheet.column_dimensions[get_column_letter(index + 1)].width = widths[-1]
    _lay_out(sheet, widths)
    for index, words in table.choices.items():
        choices = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        letter = get_column_letter(index + 1)
        choices.add(f"{letter}{header_row + 1}:{letter}{header_row + max(1, len(table.rows))}")
        sheet.data_validations.append(choices)
    for label, value in table.above:
        sheet.append([cell(label, font=_font(color="556273")), cell(value)])
    if table.above:
        sheet.append([])
    ground = PatternFill("solid", fgColor=_GROUND)
    sheet.append([cell(text, font=_font(bold=True), fill=ground) for text in table.columns])
    wrapped = Alignment(wrap_text=True, vertical="top")
    if len(table.rows) <= _SAMPLE_ROWS:
        # Empty lines are to be seen on paper, too.
        line = Border(bottom=Side(style="hair", color="9AA5B1"))
        for at, row in enumerate(table.rows, header_row + 1):
            sheet.append([cell(text, alignment=wrapped, border=line) for text in row])
            heights.note(number, at, zip(row, widths, strict=True), _SIZE)
        return
    for row in table.rows:
        # A cell of its own costs ten times as much; plain words cannot be taken for anything else.
        sheet.append([text if text[:1] not in "=#" and text.isprintable() else cell(text) for text in row])


def _plain(book: Any) -> Any:
    """A book whose cells are set in the type of the program's other workbooks."""
    from openpyxl.utils.indexed_list import IndexedList

    # The first type is that of cells which are given none; there is no other way to it.
    book._fonts = IndexedList([_font()])  # noqa: SLF001
    normal = book._named_styles["Normal"]  # noqa: SLF001
    normal.font = _font()
    normal.bind(book)
    return book


def _font(**look: Any) -> Any:
    from openpyxl.styles import Font

    return Font(**{"name": FONT, "size": _SIZE, **look})


def _lay_out(sheet: Any, widths: Sequence[float]) -> None:
    """How it is printed: across, as many pages wide as it can be read on, with the first column on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = max(1, ceil(sum(widths) / _PAGE_WIDTH))
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    if sheet.page_setup.fitToWidth > 1:
        sheet.print_title_cols = "A:A"


def _write_book(part: Path, book: Any, heights: RowHeights | None = None, at: str = "") -> None:
    # Made in memory: a zip file that a full disk cut off complains on stderr once more when it is thrown away.
    made = BytesIO()
    save(book, made, at)
    if heights is not None:
        made = _with_heights(made, heights)
    part.write_bytes(made.getvalue())


def _with_heights(made: BytesIO, heights: RowHeights) -> BytesIO:
    told = BytesIO()
    with ZipFile(made) as given, ZipFile(told, "w", ZIP_DEFLATED) as taken:
        for info in given.infolist():
            taken.writestr(info, heights.told(info.filename, given.read(info)), ZIP_DEFLATED)
    return told


@cache
def template_words() -> dict[str, Text]:
    """What stands in every template."""
    data = tomllib.loads((bundled("resources") / "ledgers" / "common" / "template.toml").read_text(encoding="utf-8"))
    return {name: text_of(value, name) for name, value in data.items()}


def _put(sheet: Any, row: int, column: int, text: str) -> Any:
    return _as_text(sheet.cell(row, column), text)


def _as_text(cell: Any, text: str) -> Any:
    """The cell with the text as a text, whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:32_767]
    cell.data_type = "s"
    return cell


def _heading(field: Field, language: str) -> str:
    return field.headings[0] if language == "ja" else field.title.in_language(language)


def _example(form: LedgerForm, field: Field) -> str:
    return f"{_EXAMPLE_MARK}{field.example}" if field.id == form.keys[0] else field.example


def _width(texts: Sequence[str]) -> float:
    """A column width for texts in which Japanese counts double."""
    longest = max(sum(1 if ord(c) < 256 else 2 for c in text) for text in texts)
    # What has no place to be broken, such as a digest, stands on one line.
    whole = max(
        (len(text) for text in texts if text.isascii() and len(text) <= _LONGEST_WORD and " " not in text), default=0
    )
    return max(min(_WIDEST, max(_NARROWEST, longest + 3)), whole * 1.1 + 3)


def _sheet_name(title: str) -> str:
    return "".join(c for c in title if c not in "[]:*?/\\")[:31]

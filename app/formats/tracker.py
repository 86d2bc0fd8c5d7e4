"""Writes the action tracker: a protected sheet with drop-downs, an explanation, and hidden lists and manifest.

No cell holds a formula; what begins like one is marked as a text, so that it stays one when somebody edits it. The same
book gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from app.domain.text import FORMULA_SIGNS
from app.formats.report import look
from app.formats.report.packed import ILLEGAL, Part, replaced, well_formed, write_parts
from app.formats.report.row_heights import RowHeights
from app.formats.report.wordml import FONT, colour
from app.services.tracker_ports import TrackerBook, Written
from app.version import __version__

HEAD_ROW = 3
_CORE = "docProps/core.xml"
_FIXED_GROUND, _OPEN_GROUND = "F6F7F9", "FFFFFF"
_DAY = "yyyy/mm/dd"
_LONGEST_PROMPT = 255
_A3 = 8


def write_tracker(target: Path, book: TrackerBook) -> None:
    """Write beside `target`, open again, rename into place. Raises UserError; an earlier file stays then."""
    replaced(target, lambda draft: write_parts(draft, _parts(book)), well_formed)


def _parts(book: TrackerBook) -> Iterator[Part]:
    from openpyxl import Workbook
    from openpyxl.xml.functions import tostring

    made = Workbook()
    sheet = made.active
    sheet.title, help_name, lists_name, manifest_name = book.names
    lists = _lists(made.create_sheet(lists_name), book)
    heights = RowHeights()
    _measures(sheet, book, lists, heights)
    _help(made.create_sheet(help_name, 1), book, heights)
    manifest = made.create_sheet(manifest_name)
    for line in book.manifest:
        manifest.append([_text(manifest, text) for text in line])
    for hidden in (made[lists_name], manifest):
        hidden.sheet_state = "hidden"
    _describe(made.properties, book)
    held = BytesIO()
    made.save(held)
    # Saving has put the present moment there.
    _describe(made.properties, book)
    with ZipFile(held) as archive:
        for name in archive.namelist():
            content = tostring(made.properties.to_tree()) if name == _CORE else archive.read(name)
            yield name, heights.told(name, content)


def _describe(properties: Any, book: TrackerBook) -> None:
    moment = datetime.fromisoformat(book.at)
    moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    properties.title = book.title.translate(ILLEGAL)
    properties.creator = properties.lastModifiedBy = book.author.translate(ILLEGAL)
    properties.version = f"Shadan {__version__}"
    properties.language = "ja-JP" if book.language == "ja" else "en-GB"
    properties.created = properties.modified = moment


# --- the sheet that is filled in --------------------------------------------------------------------------------------


def _measures(sheet: Any, book: TrackerBook, lists: dict[str, str], heights: RowHeights) -> None:
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
    from openpyxl.utils import get_column_letter

    _put(sheet, 1, 2, book.title).font = Font(name=FONT, size=12, bold=True)
    _put(sheet, 2, 2, book.hint).font = Font(name=FONT, size=9, color=colour(look.QUIET))
    line, hair = Side(style="thin", color=colour(look.RULE)), Side(style="hair", color=colour(look.HAIRLINE))
    font, bold = Font(name=FONT, size=10), Font(name=FONT, size=10, bold=True)
    wrapped = Alignment(vertical="top", wrap_text=True)
    grounds = {yes: PatternFill("solid", fgColor=_OPEN_GROUND if yes else _FIXED_GROUND) for yes in (True, False)}
    head_ground = PatternFill("solid", fgColor=colour(look.HEADER_GROUND))
    for index, column in enumerate(book.columns, 1):
        letter = get_column_letter(index)
        sheet.column_dimensions[letter].width = column.width
        sheet.column_dimensions[letter].hidden = column.hidden
        cell = _put(sheet, HEAD_ROW, index, column.heading)
        cell.font, cell.fill, cell.border = bold, head_ground, Border(top=line, bottom=line)
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    first_blank = len(book.rows) - book.blank
    locked = {yes: Protection(locked=yes) for yes in (True, False)}
    looks: dict[tuple[bool, str, bool], Any] = {}
    for number, row in enumerate(book.rows):
        shown = zip(row, book.columns, strict=True)
        texts = ((text, column.width) for text, column in shown if isinstance(text, str) and not column.hidden)
        heights.note(1, HEAD_ROW + 1 + number, texts)
        for index, (column, value) in enumerate(zip(book.columns, row, strict=True), 1):
            cell = sheet.cell(HEAD_ROW + 1 + number, index)
            opened = column.editable or (column.opened and number >= first_blank)
            look_ = (opened, column.kind, isinstance(value, str) and value.startswith(FORMULA_SIGNS))
            if look_ not in looks:
                cell.font, cell.alignment, cell.fill = font, wrapped, grounds[opened]
                cell.border, cell.protection = Border(bottom=hair), locked[not opened]
                # A code of digits, or what looks like a date, stays what was typed.
                cell.number_format = {"day": _DAY, "text": "@"}.get(column.kind, "General")
                cell.quotePrefix = look_[2]
                looks[look_] = cell._style  # noqa: SLF001 - setting the parts of a look costs a hundred times as much
            _fill(cell, value)
            # Last: a day that is put in brings a look of its own.
            cell._style = copy(looks[look_])  # noqa: SLF001
    sheet.row_dimensions[HEAD_ROW].height = 30
    last = HEAD_ROW + len(book.rows)
    _choices(sheet, book, lists, last)
    sheet.freeze_panes = sheet.cell(HEAD_ROW + 1, 4)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(book.columns))}{last}"
    _page(sheet, book)
    # On A4 so many columns could not be read.
    sheet.page_setup.paperSize = _A3
    _protect(sheet)


def _choices(sheet: Any, book: TrackerBook, lists: dict[str, str], last: int) -> None:
    """Drop-downs and prompts; what is not strict takes other entries too."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for index, column in enumerate(book.columns, 1):
        if column.id in lists:
            rule = DataValidation(type="list", formula1=lists[column.id], allow_blank=True)
            rule.errorStyle = "stop"
            rule.showErrorMessage = column.strict
            rule.errorTitle, rule.error = column.heading[:32], book.refusal[:_LONGEST_PROMPT]
        elif column.kind == "day":
            # Only warned of: 令和8年12月25日 is a day too where the program does not know it as one.
            rule = DataValidation(type="date", operator="greaterThan", formula1="36526", allow_blank=True)
            rule.errorStyle = "warning"
            rule.showErrorMessage = True
            rule.errorTitle, rule.error = column.heading[:32], book.doubt[:_LONGEST_PROMPT]
        elif column.prompt:
            rule = DataValidation(allow_blank=True)
        else:
            continue
        if column.prompt:
            rule.showInputMessage = True
            rule.promptTitle, rule.prompt = column.heading[:32], column.prompt[:_LONGEST_PROMPT]
        letter = get_column_letter(index)
        rule.add(f"{letter}{HEAD_ROW + 1}:{letter}{last}")
        sheet.add_data_validation(rule)


def _page(sheet: Any, book: TrackerBook) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    for place, text in (
        (sheet.oddHeader.left, book.title),
        (sheet.oddHeader.right, book.confidentiality),
        (sheet.oddFooter.left, book.footer),
    ):
        place.text = text.translate(ILLEGAL).replace("&", "&&")[:120] or None
    sheet.oddFooter.right.text = "&P / &N"


def _protect(sheet: Any) -> None:
    """Fixed cells are fixed; there is no password, and whoever works on it may filter, sort and widen."""
    protection = sheet.protection
    protection.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "insertRows", "deleteRows", "sort", "autoFilter"):
        # What is "protected" here is what is forbidden.
        setattr(protection, name, False)


# --- the other sheets -------------------------------------------------------------------------------------------------


def _lists(sheet: Any, book: TrackerBook) -> dict[str, str]:
    """Codes and words of every list, and where each stands, for the drop-downs: by the id of the column."""
    from openpyxl.utils import get_column_letter, quote_sheetname

    found = {}
    at = 1
    for column in (c for c in book.columns if c.choices):
        _put(sheet, 1, at, column.id)
        _put(sheet, 1, at + 1, column.heading)
        for number, (code, word) in enumerate(column.choices, 2):
            _put(sheet, number, at, code)
            _put(sheet, number, at + 1, word)
        letter = get_column_letter(at + 1)
        found[column.id] = f"{quote_sheetname(sheet.title)}!${letter}$2:${letter}${len(column.choices) + 1}"
        at += 2
    return found


def _help(sheet: Any, book: TrackerBook, heights: RowHeights) -> None:
    from openpyxl.styles import Alignment, Font

    widths = (24, 90)
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = widths
    _put(sheet, 1, 1, book.names[1]).font = Font(name=FONT, size=12, bold=True)
    for number, (title, text) in enumerate(book.help, 3):
        _put(sheet, number, 1, title).font = Font(name=FONT, size=10, bold=True)
        cell = _put(sheet, number, 2, text)
        cell.font, cell.alignment = Font(name=FONT, size=10), Alignment(vertical="top", wrap_text=True)
        sheet.cell(number, 1).alignment = Alignment(vertical="top", wrap_text=True)
        heights.note(2, number, zip((title, text), widths, strict=True))
    _page(sheet, book)
    sheet.print_title_rows = None
    sheet.protection.sheet = True


def _put(sheet: Any, row: int, column: int, value: Written) -> Any:
    return _filled(sheet.cell(row, column), value)


def _text(sheet: Any, value: str) -> Any:
    from openpyxl.cell import Cell

    return _filled(Cell(sheet), value)


def _filled(cell: Any, value: Written) -> Any:
    """As `_fill`; what begins like a formula is marked as a text."""
    _fill(cell, value)
    cell.quotePrefix = isinstance(value, str) and value.startswith(FORMULA_SIGNS)
    return cell


def _fill(cell: Any, value: Written) -> None:
    """The cell with a text as a text, whatever it begins with; numbers and days as they are."""
    cell.value = value.translate(ILLEGAL) if isinstance(value, str) else value
    if isinstance(value, str):
        cell.data_type = "s"

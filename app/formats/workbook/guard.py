"""Looks through a zipped workbook before anything is parsed: sizes, declarations, far-off cells, lost formulas.

The library that reads the cells (calamine) lays out the rectangle of all filled cells in memory and aborts the process
where that is too large, and it shows error cells and formulas without a value as empty. Both are found here, in one
pass over the bytes of each sheet.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import IO

from app.formats.workbook.beginning import Beginning
from app.formats.workbook.limits import Limits
from app.formats.workbook.refusals import Refused
from app.formats.workbook.styles import Run, Styles, styles_of

BLOCK = 1 << 20
_START = 1 << 12
# More styles than these are told apart by looking each up.
_FEW_STYLES = 64

ZIP = b"PK\x03\x04"
"""The first bytes of a zip container."""

ERROR = "error"
UNCALCULATED = "uncalculated"


@dataclass(slots=True)
class SheetScan:
    """What the bytes of a sheet tell. `odd` are cells shown as empty that are not: (row, column), from 1 and 0.

    `short` tells that the sheet is large and its beginning was kept (`Scan.beginnings`).
    """

    rows: int = 0
    columns: int = 0
    hidden_rows: int = 0
    odd: list[tuple[int, int, str]] = field(default_factory=list)
    refusal: str = ""
    cell: str = ""
    short: bool = False
    # How many cells refer to a shared text.
    shared: int = 0
    # Cells that show their numbers in a way of their own, and filled cells that are crossed out: (row, column).
    shown: list[Run] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    # Whether none of this could be told.
    unsure: bool = False


@dataclass(slots=True)
class Scan:
    """The sheets of a workbook by name, and its date system."""

    sheets: dict[str, SheetScan] = field(default_factory=dict)
    date1904: bool = False
    # Whether it could not be told how cells are shown, and which are errors.
    unsure: bool = False
    # The parts of large sheets, shortened to their first rows.
    beginnings: dict[str, bytes] = field(default_factory=dict)


# RuntimeError: encrypted entries; NotImplementedError: packing methods nobody uses for workbooks.
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def scan(stream: IO[bytes], limits: Limits) -> Scan:
    """Look through a zip container. Raises Refused."""
    try:
        with zipfile.ZipFile(stream) as archive:
            names = _check_entries(archive, limits)
            if "xl/workbook.xml" in names:
                return _scan_xlsx(archive, names, limits)
            if "content.xml" in names:
                return _scan_ods(archive, names, limits)
            if "xl/workbook.bin" in names:
                return Scan()
    except _BROKEN as error:
        raise Refused("workbook_damaged") from error
    raise Refused("workbook_not_one")


def check_directory(stream: IO[bytes], limits: Limits) -> None:
    """Look at what a zip container says of its parts, and at their beginnings. Raises Refused."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_entries(archive, limits)
    except _BROKEN as error:
        raise Refused("workbook_damaged") from error


def refuse_many(sheets: int, limits: Limits) -> None:
    """Raises Refused for a workbook of more sheets than can be looked at while somebody waits."""
    if sheets > limits.sheets:
        raise Refused("workbook_too_many_sheets", count=sheets)


_ODS_READ = frozenset({"content.xml", "styles.xml", "settings.xml", "meta.xml", "META-INF/manifest.xml"})


def _check_entries(archive: zipfile.ZipFile, limits: Limits) -> frozenset[str]:
    entries = archive.infolist()
    names = frozenset(e.filename for e in entries)
    spreadsheet = "content.xml" in names and not any(name.startswith("xl/") for name in names)
    if len(entries) > limits.entries or sum(e.file_size for e in entries) > limits.unpacked_bytes:
        raise Refused("workbook_bomb")
    for entry in entries:
        packed = max(entry.compress_size, 1)
        if entry.file_size > limits.ratio_from_bytes and entry.file_size // packed > limits.ratio:
            raise Refused("workbook_bomb")
        if entry.filename.endswith("sharedStrings.xml") and entry.file_size > limits.strings_bytes:
            raise Refused("workbook_bomb")
        # Spreadsheet programs declare their macros and tool bars, which are not read.
        read = entry.filename in _ODS_READ if spreadsheet else entry.filename.endswith((".xml", ".rels"))
        if read:
            with archive.open(entry) as part:
                _refuse_declarations(part.read(_START), spreadsheet=spreadsheet)
    return names


# --- OOXML ------------------------------------------------------------------------------------------------------------

# A tag ends before the next one begins, and a name is looked at once: what begins a million times and never ends takes
# no longer than anything else.
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^<>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""(?<![\w:])([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DATE_1904 = re.compile(r"""date1904\s*=\s*["'](?:1|true)["']""")


def _scan_xlsx(archive: zipfile.ZipFile, names: frozenset[str], limits: Limits) -> Scan:
    book = _text(archive, "xl/workbook.xml")
    targets = {}
    if "xl/_rels/workbook.xml.rels" in names:
        for relation in map(_attributes, _RELATION.findall(_text(archive, "xl/_rels/workbook.xml.rels"))):
            targets[relation.get("Id", "")] = relation.get("Target", "")
    result = Scan(date1904=bool(_DATE_1904.search(book)))
    strings = _Strings(archive, names)
    styles = styles_of(_text(archive, _STYLES)) if _STYLES in names else Styles()
    sheets = _SHEET.findall(book)
    refuse_many(len(sheets), limits)
    read: set[str] = set()
    for attributes in map(_attributes, sheets):
        identity = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        target = targets.get(identity, "")
        part_name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part_name in names and "worksheets/" in part_name:
            if part_name in read:
                # No program writes one table as two sheets; thousands of them would take hours.
                raise Refused("workbook_damaged")
            read.add(part_name)
            with archive.open(part_name) as part:
                beginning = Beginning(part_name)
                found = result.sheets[attributes.get("name", "")] = _scan_sheet(part, limits, beginning, styles)
            if found.shared * strings.longest > limits.strings_bytes:
                with archive.open(part_name) as part:
                    if strings.unfolded(part) > limits.strings_bytes:
                        raise Refused("workbook_bomb")
            if text := beginning.text():
                result.beginnings[part_name] = text
                found.short = True
    return result


class _Strings:
    """The lengths of the shared texts: one long text may stand in a million cells, and is laid out in each."""

    def __init__(self, archive: zipfile.ZipFile, names: frozenset[str]) -> None:
        self._lengths: list[int] = []
        rest = b""
        if _SHARED in names:
            with archive.open(_SHARED) as part:
                while block := part.read(BLOCK):
                    *texts, rest = _SHARED_TEXT.split(rest + block)
                    self._lengths += map(len, texts)
        # What stands before the first text is none.
        self._lengths = [*self._lengths, len(rest)][1:]
        self.longest = max(self._lengths, default=0)

    def unfolded(self, part: IO[bytes]) -> int:
        """How many bytes the texts of a sheet take when each cell has its own."""
        total = 0
        for block in _whole_cells(part):
            for number in map(int, _SHARED_CELL.findall(block)):
                total += self._lengths[number] if number < len(self._lengths) else 0
        return total


_STYLES = "xl/styles.xml"
_SHARED = "xl/sharedStrings.xml"
_SHARED_TEXT = re.compile(rb"<(?:\w+:)?si[\s>/]")
_SHARED_CELL = re.compile(rb'<(?:\w+:)?c\s(?=[^<>]*>)(?>[^<>]*?t="s"[^<>]*>)\s*<(?:\w+:)?v>(\d{1,9})<')


def _text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        data = part.read(8 << 20)
    return data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


_DECLARING = re.compile(rb"<!DOCTYPE[^>\[]*\[")


def _refuse_declarations(data: bytes, *, spreadsheet: bool) -> None:
    """Entities can multiply without bound or name other files; workbooks have none.

    Old spreadsheet programs name the type of a document, which is never fetched, and declare nothing in it.
    """
    harmful = b"<!ENTITY" in data or (_DECLARING.search(data) if spreadsheet else b"<!DOCTYPE" in data)
    if b"<!" in data and harmful:
        raise Refused("workbook_unsafe")


def _scan_sheet(part: IO[bytes], limits: Limits, beginning: Beginning, styles: Styles) -> SheetScan:
    found = SheetScan()
    columns: set[bytes] = set()
    patterns: _Patterns | None = None
    last = values = 0
    for block in _whole_cells(part):
        beginning.take(block)
        if patterns is None:
            patterns = _patterns(b"x:" if b"<x:worksheet" in block[:_START] else b"", styles)
            columns_told = _COLUMNS.findall(block) if b"hidden=" in block else []
            found.hidden_columns = [_span(told) for told in columns_told if _HIDDEN.search(told)][: limits.columns]
        # Formatted rows without values, a million of them at times, are passed over.
        end = max(block.rfind(mark) for mark in patterns.values)
        if end >= 0:
            values += sum(map(block.count, patterns.values[:2]))
            columns.update(patterns.filled.findall(block))
            start = block.rfind(patterns.row, 0, end)
            if start >= 0 and (match := _ROW_NUMBER.search(block, start, start + 200)):
                last = int(match[1])
            _note_styles(block, end, patterns, styles, found, limits)
        found.shared += block.count(b't="s"')
        if b"hidden=" in block:
            found.hidden_rows += len(patterns.hidden.findall(block))
        if patterns.formula in block or b't="e"' in block:
            _note_odd(block, patterns, found, limits)
    found.rows = last
    found.columns = max(map(column_number, columns), default=0)
    if found.columns * last > limits.cells and last > limits.columns:
        found.refusal = "workbook_far_cell"
        found.cell = f"{column_letter(found.columns - 1)}{last}"
    elif min(last, values) > limits.rows:
        found.refusal = "workbook_too_many_rows"
        found.cell = f"{column_letter(found.columns - 1)}{last}"
    elif found.columns > limits.columns:
        found.refusal = "workbook_too_many_columns"
        found.cell = column_letter(found.columns - 1)
    return found


def _whole_cells(part: IO[bytes]) -> Iterator[bytes]:
    """Blocks that end between two cells, so that no pattern is cut in two."""
    rest = b""
    while block := part.read(BLOCK):
        block = rest + block
        cut = max(block.rfind(b"</c>"), block.rfind(b"</x:c>"), block.rfind(b"/>"))
        # A cell with a text longer than a block has no end in it; such a sheet is passed on as it comes.
        cut = len(block) if cut < 0 or len(block) - cut > BLOCK else block.index(b">", cut) + 1
        yield block[:cut]
        rest = block[cut:]
    if rest:
        yield rest


@dataclass(frozen=True, slots=True)
class _Patterns:
    filled: re.Pattern[bytes]
    hidden: re.Pattern[bytes]
    error: re.Pattern[bytes]
    uncalculated: re.Pattern[bytes]
    values: tuple[bytes, ...]
    row: bytes
    formula: bytes
    shown: re.Pattern[bytes] | None
    struck: re.Pattern[bytes] | None


_COLUMNS = re.compile(rb"<(?:x:)?col\s[^<>]*>")
_HIDDEN = re.compile(rb'hidden="(?:1|true)"')
_BOUND = re.compile(rb'\s(min|max)="(\d{1,5})"')
_ROW_NUMBER = re.compile(rb'\sr="(\d{1,7})"')


def _patterns(prefix: bytes, styles: Styles) -> _Patterns:
    def styled(numbers: Collection[bytes]) -> re.Pattern[bytes] | None:
        which = b"|".join(numbers) if len(numbers) <= _FEW_STYLES else rb"[0-9]{1,6}"
        cell = rb' r="([A-Z]{1,3})([0-9]{1,7})"(?=[^<>/]*>)[^<>/]*? s="(' + which + rb')"'
        return re.compile(b"<" + c + cell) if numbers else None

    c, f, v = prefix + b"c", prefix + b"f", prefix + b"v"
    return _Patterns(
        filled=re.compile(b"<" + c + rb' r="([A-Z]{1,3})[0-9]+"[^<>/]*>'),
        hidden=re.compile(b"<" + prefix + rb'row [^<>]*hidden="(?:1|true)"'),
        error=re.compile(b"<" + c + rb' r="([A-Z]{1,3})([0-9]+)"[^<>]*t="e"'),
        uncalculated=re.compile(
            b"<" + c + rb' r="([A-Z]{1,3})([0-9]+)"[^<>/]*><' + f + rb"(?:\s[^<>]*)?(?:/>|>[^<]*</" + f + b">)"
            rb"(?:<" + v + rb"\s*/>|<" + v + rb"></" + v + rb">)?</" + c + b">"
        ),
        values=(b"<" + v, b"<" + prefix + b"is", b"<" + f),
        row=b"<" + prefix + b"row ",
        formula=b"<" + f,
        shown=styled(styles.shown),
        struck=styled(styles.struck),
    )


def _span(column: bytes) -> tuple[int, int]:
    """First and last of the columns that one element describes, from 0."""
    bounds = {name: int(number) - 1 for name, number in _BOUND.findall(column)}
    return bounds.get(b"min", 0), bounds.get(b"max", 0)


def _note_styles(block: bytes, end: int, patterns: _Patterns, styles: Styles, found: SheetScan, limits: Limits) -> None:
    """Note the cells up to `end` that show their numbers in a way of their own, in runs, and those crossed out."""
    if patterns.shown is not None:
        last = {run[0]: n for n, run in enumerate(found.shown)}
        for letters, digits, style in patterns.shown.findall(block, 0, end):
            if style not in styles.shown:
                continue
            column, row, code = column_number(letters) - 1, int(digits), styles.shown[style]
            run = found.shown[last[column]] if column in last else None
            if run is not None and run[2:] == (row - 1, code):
                found.shown[last[column]] = (column, run[1], row, code)
            elif len(found.shown) < limits.odd_cells:
                last[column] = len(found.shown)
                found.shown.append((column, row, row, code))
    if patterns.struck is not None:
        for letters, digits, style in patterns.struck.findall(block, 0, end):
            if len(found.struck) >= limits.odd_cells:
                return
            if style in styles.struck:
                found.struck.append((int(digits), column_number(letters) - 1))


def _note_odd(block: bytes, patterns: _Patterns, found: SheetScan, limits: Limits) -> None:
    for pattern, kind in ((patterns.error, ERROR), (patterns.uncalculated, UNCALCULATED)):
        for match in pattern.finditer(block):
            if len(found.odd) >= limits.odd_cells:
                return
            found.odd.append((int(match[2]), column_number(match[1]) - 1, kind))


def column_number(letters: bytes) -> int:
    """A → 1, XFD → 16384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letter(index: int) -> str:
    """0 → A, 16383 → XFD."""
    letters = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# --- OpenDocument -----------------------------------------------------------------------------------------------------


_ODS_ROW_END = b"</table:table-row>"
_LONGEST_ROW = 64 << 20
_ODS_REPEATED_ROWS = re.compile(rb'number-rows-repeated="(\d{1,9})"')
_ODS_REPEATED_CELL = re.compile(rb'number-columns-repeated="(\d{1,9})"')


def _scan_ods(archive: zipfile.ZipFile, names: frozenset[str], limits: Limits) -> Scan:
    """Look through a spreadsheet for rows and cells that are written once and meant a million times."""
    if "META-INF/manifest.xml" in names and "encryption-data" in _text(archive, "META-INF/manifest.xml"):
        raise Refused("workbook_password_unsupported")
    if "mimetype" in names and "opendocument.spreadsheet" not in _text(archive, "mimetype"):
        # A letter, a drawing, or a spreadsheet of OpenOffice 1.
        raise Refused("workbook_not_one")
    cells = size = 0
    rest = b""
    with archive.open("content.xml") as part:
        while block := part.read(BLOCK):
            if _ODS_ROW_END not in block and len(rest) > _LONGEST_ROW:
                raise Refused("workbook_bomb")
            *rows, rest = (rest + block).split(_ODS_ROW_END)
            for row in rows:
                if b"-repeated=" in row and b"value-type" in row:
                    more, bytes_ = _unfolded(row)
                    cells += more
                    size += bytes_
            if cells > limits.cells or size > limits.strings_bytes:
                raise Refused("workbook_bomb")
    return Scan()


def _unfolded(row: bytes) -> tuple[int, int]:
    """How many cells with values a row stands for, and about how many bytes."""
    head, *written = re.split(rb"<table:(?:covered-)?table-cell", row[row.rfind(b"<table:table-row") :])
    match = _ODS_REPEATED_ROWS.search(head)
    times = int(match[1]) if match else 1
    cells = size = 0
    for cell in written:
        if b"value-type" in cell:
            match = _ODS_REPEATED_CELL.search(cell)
            count = int(match[1]) if match else 1
            cells += count
            size += count * len(cell)
    return times * cells, times * size

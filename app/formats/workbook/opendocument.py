"""Looks through a spreadsheet (.ods) for what the library that reads its cells does not tell: error cells, texts
crossed out, numbers shown in a way of their own, hidden rows and columns.

Names as in OpenDocument 1.3, part 3. Most spreadsheets have none of these, and their cells are passed over.
"""

from __future__ import annotations

import re
import zipfile
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from xml.parsers import expat

from app.formats.workbook.guard import BLOCK, ERROR, UNCALCULATED, SheetScan
from app.formats.workbook.limits import Limits
from app.formats.workbook.noting import Noting, TooMuch
from app.formats.workbook.styles import layout_of

_LARGEST_HEAD = 32 << 20
_MOST_REPEATED = 10_000
_BODY = b"<office:body"
_NUMBER_STYLE = re.compile(r"<number:number-style\s([^<>]*)>")
_NUMBER_STYLE_END = "</number:number-style>"
_PARTS_OF_NUMBER = re.compile(r"<number:text>([^<]*)</number:text>|<number:number\s([^<>]*)>")
_CELL_STYLE = re.compile(r"<style:style\s([^<>]*)>")
_CELL_STYLE_END = "</style:style>"
_STRUCK = re.compile(r'style:text-line-through-(?:style|type)="(?!none")')
_ATTRIBUTE = re.compile(r"""(?<![\w:-])([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_HIDDEN = ("collapse", "filter")
_ERRORS = b'value-type="error"'
_VISIBILITY = re.compile(rb'table:visibility="(?:collapse|filter)"')
_UNCALCULATED = re.compile(rb"<table:table-cell(?=[^<>]*table:formula=)(?![^<>]*office:value-type=)")


@dataclass(slots=True)
class _Styles:
    shown: dict[str, str] = field(default_factory=dict)
    struck: set[str] = field(default_factory=set)


def scan(archive: zipfile.ZipFile, limits: Limits) -> dict[str, SheetScan]:
    """The sheets of a spreadsheet by name; none where nothing is to be told. Raises TooMuch; whatever the parsing
    stumbles over passes."""
    head, telling = _head(archive)
    common = _text(archive, "styles.xml") if "styles.xml" in archive.namelist() else ""
    styles = _styles(common, head)
    if not (telling or styles.shown or styles.struck):
        return {}
    reading = _Reading(styles, limits)
    with archive.open("content.xml") as part:
        while block := part.read(BLOCK):
            reading.parser.Parse(block, False)
    reading.parser.Parse(b"", True)
    return reading.sheets


def _head(archive: zipfile.ZipFile) -> tuple[str, bool]:
    """The styles before the cells, and whether any cell is an error or anything is hidden."""
    head: list[bytes] = []
    size, telling, rest = 0, False, b""
    with archive.open("content.xml") as part:
        while block := part.read(BLOCK):
            block = rest + block
            telling = telling or _ERRORS in block or any(sign.search(block) for sign in (_VISIBILITY, _UNCALCULATED))
            rest = block[-64:]
            if size >= 0:
                head.append(block if not head else block[64:])
                size += len(block)
                if _BODY in block or size > _LARGEST_HEAD:
                    size = -1
            elif telling:
                break
    return b"".join(head).partition(_BODY)[0].decode("utf-8", "replace"), telling


def _text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(_LARGEST_HEAD).decode("utf-8", "replace")


def _attributes(text: str) -> dict[str, str]:
    return {name: unescape(double or single) for name, double, single in _ATTRIBUTE.findall(text)}


def _styles(*texts: str) -> _Styles:
    """The styles of cells that tell something, by their names; what they inherit counts as their own."""
    codes: dict[str, str] = {}
    parents: dict[str, str] = {}
    found = _Styles()
    for text in texts:
        for head, body in _elements(text, _NUMBER_STYLE, _NUMBER_STYLE_END):
            code = _code(body)
            if layout_of(code):
                codes[_attributes(head).get("style:name", "")] = code
        for head, body in _elements(text, _CELL_STYLE, _CELL_STYLE_END):
            attributes = _attributes(head)
            if attributes.get("style:family") != "table-cell":
                continue
            name = attributes.get("style:name", "")
            parents[name] = attributes.get("style:parent-style-name", "")
            shown = codes.get(attributes.get("style:data-style-name", ""), "")
            if shown:
                found.shown[name] = shown
            if _STRUCK.search(body):
                found.struck.add(name)
    for name in parents:
        for parent in _line(name, parents):
            if parent in found.shown:
                found.shown.setdefault(name, found.shown[parent])
            if parent in found.struck:
                found.struck.add(name)
    return found


def _elements(text: str, begin: re.Pattern[str], end: str) -> Iterator[tuple[str, str]]:
    """The attributes of each element, and what stands in it."""
    at = 0
    while match := begin.search(text, at):
        at = match.end()
        body = ""
        if not match[1].endswith("/"):
            close = text.find(end, at)
            if close < 0:
                return
            body, at = text[at:close], close + len(end)
        yield match[1], body


def _line(name: str, parents: dict[str, str]) -> Iterator[str]:
    """The styles that a style comes from, few as they are."""
    for _ in range(8):
        name = parents.get(name, "")
        if not name:
            return
        yield name


def _code(body: str) -> str:
    """The format of a number style as Excel would write it."""
    code = ""
    for literal, number in _PARTS_OF_NUMBER.findall(body):
        if number:
            said = _attributes(number)
            if said.get("number:grouping") == "true" or said.get("number:decimal-places", "0") != "0":
                return ""
            digits = said.get("number:min-integer-digits", "1")
            code += "0" * max(1, min(int(digits) if digits.isdigit() else 1, 20))
        elif literal:
            code += '"' + unescape(literal).replace('"', "") + '"'
    return code


class _Reading:
    """Goes through the elements of a spreadsheet and notes what its cells do not tell."""

    def __init__(self, styles: _Styles, limits: Limits) -> None:
        self._styles = styles
        self._limits = limits
        self._left = limits.records
        self.sheets: dict[str, SheetScan] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._depth = self._aside = 0
        self._noting: Noting | None = None
        self._row = self._column = 0
        self._again = 1
        self._hidden = self._filled = False
        self._row_style = ""
        # After each run of columns the number of columns so far, and the style of the run.
        self._ends: list[int] = []
        self._defaults: list[str] = []
        self._columns = 0

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooMuch
        if name in _ASIDE:
            self._aside += 1
        elif self._aside:
            return
        elif name == "table:table":
            self._depth += 1
            if self._depth == 1:
                self._noting = Noting(
                    self.sheets.setdefault(attributes.get("table:name", ""), SheetScan()), self._limits
                )
                self._row = self._columns = 0
                self._ends, self._defaults = [], []
        elif self._depth != 1 or self._noting is None:
            return
        elif name == "table:table-column":
            self._begin_columns(self._noting, attributes)
        elif name == "table:table-row":
            self._again = _count(attributes.get("table:number-rows-repeated"))
            self._hidden = attributes.get("table:visibility") in _HIDDEN
            self._row_style = attributes.get("table:default-cell-style-name", "")
            self._filled = False
            self._column = 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(self._noting, attributes)

    def _end(self, name: str) -> None:
        if name in _ASIDE:
            self._aside -= 1
        elif self._aside:
            return
        elif name == "table:table":
            self._depth -= 1
        elif name == "table:table-row" and self._depth == 1 and self._noting is not None:
            # Of the rows below the table, hidden a million at a time, nothing is to be told.
            if self._hidden and self._filled:
                self._noting.found.hidden_rows += self._again
            self._row += self._again

    def _begin_columns(self, noting: Noting, attributes: dict[str, str]) -> None:
        again = _count(attributes.get("table:number-columns-repeated"))
        if attributes.get("table:visibility") in _HIDDEN:
            noting.hidden_columns(self._columns, self._columns + again - 1)
        self._columns += again
        self._ends.append(self._columns)
        self._defaults.append(attributes.get("table:default-cell-style-name", ""))

    def _cell(self, noting: Noting, attributes: dict[str, str]) -> None:
        again = _count(attributes.get("table:number-columns-repeated"))
        kind = attributes.get("office:value-type", "")
        first, self._column = self._column, self._column + again
        if not kind:
            if "table:formula" in attributes:
                noting.odd(self._row + 1, first, UNCALCULATED)
            return
        self._filled = True
        error = attributes.get("calcext:value-type") == "error"
        style = attributes.get("table:style-name") or self._row_style or self._default(first)
        code = self._styles.shown.get(style, "") if kind == "float" else ""
        struck = style in self._styles.struck
        if not (error or code or struck):
            return
        rows, columns = min(self._again, _MOST_REPEATED), min(again, self._limits.columns)
        self._left -= rows * columns
        if self._left < 0:
            raise TooMuch
        for row in range(self._row + 1, self._row + 1 + rows):
            for column in range(first, first + columns):
                if error:
                    noting.odd(row, column, ERROR)
                if code:
                    noting.shown(row, column, code)
                if struck:
                    noting.struck(row, column)

    def _default(self, column: int) -> str:
        run = bisect_right(self._ends, column)
        return self._defaults[run] if run < len(self._defaults) else ""


_ASIDE = frozenset({"table:tracked-changes", "office:annotation", "table:shapes", "table:dde-links"})


def _count(text: str | None) -> int:
    """How often something stands there that is written once."""
    return max(1, int(text)) if text is not None and text.isascii() and text.isdigit() and len(text) < 10 else 1

"""CSV and tab-separated text: encoding and delimiter are found, not asked."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator

from app.formats.workbook.guard import column_letter
from app.formats.workbook.limits import Limits
from app.formats.workbook.refusals import Refused

_DELIMITERS = "\t,;"
_PROBE = 64 << 10
# Delimiters within quoted texts are counted as well.
_CROWDED = 64
# What spreadsheet programs take for a formula when a cell begins with it.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def encoding_of(data: bytes) -> str:
    """The codec of a text file. Raises Refused `workbook_encoding` or, for what is no text, `workbook_not_one`."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _checked(data, codec)
    if b"\0" in data[:_PROBE]:
        return _checked(data, _wide(data[:_PROBE]))
    for codec in ("utf-8", "cp932"):
        try:
            return _checked(data, codec)
        except Refused:
            continue
    raise Refused("workbook_encoding")


def _checked(data: bytes, codec: str) -> str:
    """The codec, if all of the file is in it."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for start in range(0, len(data), 1 << 20):
            decoder.decode(data[start : start + (1 << 20)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise Refused("workbook_encoding") from error
    return codec


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of its commas and line ends is zero. Anything else is no text."""
    low, high = data.count(b",\0") + data.count(b"\t\0"), data.count(b"\0,") + data.count(b"\0\t")
    if b"\r\0\n\0" in data and low >= high:
        return "utf-16-le"
    if b"\0\r\0\n" in data:
        return "utf-16-be"
    raise Refused("workbook_not_one")


def rows(data: bytes, limits: Limits, name: str = "") -> Iterator[list[str]]:
    """The rows of the file called `name`, empty ones as empty lists. Raises Refused."""
    codec = encoding_of(data)
    text = io.TextIOWrapper(io.BytesIO(data), encoding=codec, newline="")
    probe = text.read(_PROBE)
    if any(ord(c) < 32 and c not in "\t\r\n\f\v\x1a" for c in probe):
        raise Refused("workbook_not_one")
    text.seek(0)
    csv.field_size_limit(limits.field_characters)
    delimiter = delimiter_of(probe)
    reader = csv.reader(_bounded(text, delimiter, limits, name), delimiter=delimiter)
    number = filled = 0
    begun = 1
    try:
        for row in reader:
            number += 1
            begun = number + 1
            filled += bool(row)
            if number > limits.lines or filled > limits.rows:
                raise Refused("workbook_too_many_rows", sheet=name, row=number)
            yield [_unescaped(text) for text in _trimmed(row)] if any(row) else []
    except csv.Error as error:
        # The only thing that fails is a field beyond the limit.
        raise Refused("workbook_quotes" if b'"' in data else "workbook_long_cell", row=begun) from error


def _bounded(lines: Iterable[str], delimiter: str, limits: Limits, name: str) -> Iterator[str]:
    """The lines, none of which has so many cells that laying them out fills the memory."""
    ends = delimiter + " \r\n"
    for line in lines:
        if len(line) > limits.columns and (cells := line.rstrip(ends).count(delimiter) + 1) > _CROWDED * limits.columns:
            raise Refused("workbook_too_many_columns", sheet=name, column=column_letter(cells - 1))
        yield line


def _trimmed(row: list[str]) -> list[str]:
    """The row without the empty cells behind the last one that holds something, of which Excel may write thousands."""
    last = len(row)
    while not row[last - 1]:
        last -= 1
    return row if last == len(row) else row[:last]


def _unescaped(text: str) -> str:
    """A text without the apostrophe that keeps spreadsheet programs from taking it for a formula."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_SIGNS else text


def delimiter_of(probe: str) -> str:
    """The delimiter by which most of the first lines that hold something are cut into the same number of fields.

    The line of the headings counts as much as half of all lines: headings hold no delimiters, remarks below them do.
    """
    cut = {delimiter: [row for row in _few(probe, delimiter) if _filled(row)] for delimiter in _DELIMITERS}
    best, score = ",", (0.0, 0)
    for delimiter, lines in cut.items():
        sizes = Counter(len(row) for row in lines if len(row) > 1)
        if not sizes or not any(_filled(row) > 1 for row in lines):
            continue
        size, agreeing = sizes.most_common(1)[0]
        heading = len(lines[0]) == size and _filled(lines[0]) > 1
        reached = (agreeing / len(lines) + heading / 2, size)
        if reached > score:
            best, score = delimiter, reached
    return best


def _filled(row: list[str]) -> int:
    return sum(1 for cell in row if cell.strip(_DELIMITERS + " "))


def _few(probe: str, delimiter: str) -> Iterator[list[str]]:
    try:
        for number, row in enumerate(csv.reader(io.StringIO(probe, newline=""), delimiter=delimiter)):
            if number >= 60:
                return
            yield row
    except csv.Error:
        return

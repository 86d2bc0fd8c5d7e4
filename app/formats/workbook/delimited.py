"""CSV and tab-separated text: encoding and delimiter are found, not asked."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.text import restored
from app.formats.workbook.guard import column_letter
from app.formats.workbook.limits import Limits
from app.formats.workbook.refusals import Refused

_DELIMITERS = "\t,;"
_PROBE = 64 << 10
# Delimiters within quoted texts are counted as well.
_CROWDED = 64
# How many rows, and what share of them, must be of one length before a shorter last one is held for cut off.
_LEAST_ALIKE = 2
_MOSTLY_ALIKE = 0.7
# Of how many rows the last fields tell something, how many lines stand above them, how many different texts are kept.
_LEAST_TELLING = 5
_ABOVE = 2
_MOST_WORDS = 500
# Lengths that differ so little are nearly alike; in so many rows that tells something.
_NEARLY = 2
_MANY = 20
_BLOCK = 512


def encoding_of(data: bytes) -> tuple[str, int]:
    """The codec of a text file, and how many bytes at its end are the beginning of a character that was cut off.
    Raises Refused `workbook_encoding` or, for what is no text, `workbook_not_one`."""
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _known(data, codec)
    if b"\0" in data[:_PROBE]:
        return _known(data, _wide(data[:_PROBE]))
    found = _left_over(data, "utf-8")
    # What is all ASCII up to its end may be either of the two.
    if found and data[: len(data) - found].isascii():
        found = None
    if found is not None:
        return "utf-8", found
    return _known(data, "cp932")


def _known(data: bytes, codec: str) -> tuple[str, int]:
    found = _left_over(data, codec)
    if found is None:
        raise Refused("workbook_encoding")
    return codec, found


def _left_over(data: bytes, codec: str) -> int | None:
    """How many bytes are left at the end that make no whole character; None where the file is in another codec."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for start in range(0, len(data), 1 << 20):
            decoder.decode(data[start : start + (1 << 20)])
        return len(decoder.getstate()[0])
    except UnicodeDecodeError:
        return None


def _wide(data: bytes) -> str:
    """UTF-16 without a mark: every second byte of its commas and line ends is zero. Anything else is no text."""
    low, high = data.count(b",\0") + data.count(b"\t\0"), data.count(b"\0,") + data.count(b"\0\t")
    if b"\r\0\n\0" in data and low >= high:
        return "utf-16-le"
    if b"\0\r\0\n" in data:
        return "utf-16-be"
    raise Refused("workbook_not_one")


@dataclass(slots=True)
class End:
    """How a file ends. `row` is the number of its last row where that was cut short, and `cells` what is left of it;
    the row is none of those that are read then. With `doubt` it may have been cut, and is one of them."""

    row: int = 0
    cells: list[str] = field(default_factory=list)
    doubt: bool = False


class _Tails:
    """What stands in the last fields of the rows. A file that was cut within the last field of its last row has as many
    fields there as any other; that its last line does not end says little, for some programs never end it. So the field
    must itself look cut:

    - it holds nothing, and no other row lacks it;
    - it is shorter than what is of one length everywhere else (days, times, numbers), or nearly so in many rows;
    - it is the beginning of a word that others say, and nobody else says that beginning;
    - or the file is as long as a number of whole blocks of a disk, which one in 512 is by chance.
    """

    def __init__(self) -> None:
        self._lengths: Counter[int] = Counter()
        self._words: Counter[str] = Counter()
        self._rows = 0

    def add(self, text: str) -> None:
        """Keep what stands in the last field of a row; of a title and the headings no length is kept."""
        self._rows += 1
        self._lengths[len(text)] += self._rows > _ABOVE
        if text in self._words or len(self._words) < _MOST_WORDS:
            self._words[text] += 1

    def look_cut(self, text: str, size: int) -> bool:
        """Whether the last field of a file of so many bytes looks cut."""
        count = self._lengths.total()
        if count < _LEAST_TELLING:
            return False
        if size % _BLOCK == 0 or not (text or self._lengths[0]):
            return True
        if not text:
            return False
        lengths = sorted(length for length, times in self._lengths.items() for _ in range(times) if length)
        alike = lengths and lengths[-1] - lengths[0] <= (_NEARLY if len(lengths) >= _MANY else 0)
        if alike and len(lengths) >= _LEAST_TELLING and len(text) < lengths[0]:
            return True
        return text not in self._words and any(
            times > 1 and word.startswith(text) for word, times in self._words.items()
        )


def rows(data: bytes, limits: Limits, name: str = "", end: End | None = None) -> Iterator[list[str]]:
    """The rows of the file called `name`, empty ones as empty lists; when all were taken, `end` tells how it ends.
    Raises Refused."""
    codec, left_over = encoding_of(data)
    text = io.TextIOWrapper(io.BytesIO(data[: len(data) - left_over]), encoding=codec, newline="")
    probe = text.read(_PROBE)
    if any(ord(c) < 32 and c not in "\t\r\n\f\v\x1a" for c in probe):
        raise Refused("workbook_not_one")
    text.seek(0)
    csv.field_size_limit(limits.field_characters)
    delimiter = delimiter_of(probe)
    lines = _Lines(text, delimiter, limits, name)
    reader = csv.reader(lines, delimiter=delimiter)
    number = filled = 0
    begun = 1
    sizes: Counter[int] = Counter()
    tails = _Tails()
    last: list[str] | None = None
    of_last: list[str] = []
    try:
        for row in reader:
            if last is not None:
                sizes[len(last)] += 1
                if last:
                    tails.add(last[-1])
                yield _cleaned(last)
            number += 1
            begun = number + 1
            filled += bool(row)
            if number > limits.lines or filled > limits.rows:
                raise Refused("workbook_too_many_rows", sheet=name, row=number)
            last, of_last = row, lines.of_row
            lines.of_row = []
    except csv.Error as error:
        # The only thing that fails is a field beyond the limit.
        raise Refused("workbook_quotes" if b'"' in data else "workbook_long_cell", row=begun) from error
    if last is None:
        return
    if last and not of_last[-1].endswith(("\r", "\n", "\x1a")):
        is_open = _is_open("".join(of_last), delimiter)
        if is_open and len(of_last) > 1:
            # Whole rows may have gone into one cell.
            raise Refused("workbook_quotes", row=number)
        if left_over or is_open or _is_short(last, sizes):
            if end is not None:
                end.row, end.cells = number, _cleaned(last)
            return
        usual = sizes.most_common(1)
        if end is not None and usual and usual[0][0] == len(last) and tails.look_cut(last[-1], len(data)):
            end.row, end.cells, end.doubt = number, _cleaned(last), True
    yield _cleaned(last)


def _cleaned(row: list[str]) -> list[str]:
    return [restored(text) for text in _trimmed(row)] if any(row) else []


def _is_short(row: Sequence[str], sizes: Mapping[int, int]) -> bool:
    """Whether the last row, which has no line end, has fewer fields than nearly all others have."""
    others = sum(count for size, count in sizes.items() if size)
    usual, count = max(((s, c) for s, c in sizes.items() if s), key=lambda each: each[1], default=(0, 0))
    return len(row) < usual and count >= max(_LEAST_ALIKE, _MOSTLY_ALIKE * others)


def _is_open(text: str, delimiter: str) -> bool:
    """Whether a quotation mark in a row is never closed."""
    try:
        list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


class _Lines:
    """The lines, none of which has so many cells that laying them out fills the memory. `of_row` are those that were
    taken since it was last emptied."""

    def __init__(self, text: Iterable[str], delimiter: str, limits: Limits, name: str) -> None:
        self._text = iter(text)
        self._delimiter = delimiter
        self._columns = limits.columns
        self._name = name
        self.of_row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self._text)
        if len(line) > self._columns:
            filled = line.rstrip(self._delimiter + " \r\n")
            cells = filled.count(self._delimiter) + 1
            if cells > _CROWDED * self._columns:
                raise Refused("workbook_too_many_columns", sheet=self._name, column=column_letter(cells - 1))
            if len(line) - len(filled) > _CROWDED * self._columns:
                # No program writes so many empty cells, and each of them would take its place.
                line = filled + line[len(line.rstrip("\r\n")) :]
        self.of_row.append(line)
        return line


def _trimmed(row: list[str]) -> list[str]:
    """The row without the empty cells behind the last one that holds something, of which Excel may write thousands."""
    last = len(row)
    while not row[last - 1]:
        last -= 1
    return row if last == len(row) else row[:last]


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


def is_table(data: bytes) -> bool:
    """Whether a file, whatever it is called, holds a text table: rows of several fields, most of them alike."""
    try:
        codec, left_over = encoding_of(data)
    except Refused:
        return False
    probe = io.TextIOWrapper(io.BytesIO(data[: len(data) - left_over]), encoding=codec, newline="").read(_PROBE)
    if probe.lstrip().startswith("<"):
        return False
    lines = [row for row in _few(probe, delimiter_of(probe)) if _filled(row)]
    sizes = Counter(len(row) for row in lines if _filled(row) > 1)
    return bool(sizes) and sizes.most_common(1)[0][1] >= max(_LEAST_ALIKE, len(lines) / 2)


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

"""Draws labelled sheets: `見出し=field~look|…`, with `上›下` for headings of several lines.

A column without a field belongs to none; a look is a word of `cells.LOOKS` where the field's own is not meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from tests.formats.ledger_sheets.labelled import cells

Row = Sequence[Any]


@dataclass(frozen=True)
class Drawn:
    """A sheet. `header_row` is 0 where it is not the ledger; `fields` are those of its columns or labels."""

    name: str
    rows: Sequence[Row]
    header_row: int
    lines: int
    fields: Sequence[str]
    records: int
    merged: Sequence[str] = ()
    hidden: bool = False
    site: str = ""
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A workbook: `also` are kinds it may be taken for as well, `rejected` rows that are no records and are told."""

    name: str
    kind: str
    sheets: Sequence[Drawn]
    also: frozenset[str] = frozenset()
    rejected: int = 0

    def write(self, folder: Path) -> Path:
        path = folder / "資料.xlsx"
        book = Workbook()
        book.remove(book.active)
        for drawn in self.sheets:
            sheet = book.create_sheet(drawn.name)
            for row in drawn.rows:
                sheet.append([None if value == "" else value for value in row])
            for area in drawn.merged:
                sheet.merge_cells(area)
            if drawn.hidden:
                sheet.sheet_state = "hidden"
        book.save(path)
        return path


@dataclass(frozen=True)
class Heading:
    parts: tuple[str, ...]
    field: str
    look: str


def headings(spec: str) -> list[Heading]:
    found = []
    for part in spec.split("|"):
        heading, _, rest = part.partition("=")
        name, _, look = rest.partition("~")
        found.append(Heading(tuple(heading.replace("\\n", "\n").split("›")), name, look))
    return found


def sheet(
    name: str,
    spec: str,
    *,
    count: int = 6,
    above: Sequence[Row] = (),
    below: Sequence[Row] = (),
    again: int = 0,
    sums: int = 0,
    blank: int = 0,
    blocks: Sequence[str] = (),
    down: Mapping[int, int] | None = None,
    merge: bool = True,
    left: int = 0,
    start: int = 1,
    hidden: bool = False,
    site: str = "",
    told: Mapping[str, str] | None = None,
    records: int = 0,
) -> Drawn:
    """A table. `again`, `sums`, `blank`: after so many rows the header again, a subtotal, an empty row. `blocks` are
    names between as many equal parts. `down` merges a column over so many rows. `left` empty columns stand before it.
    `start` is the number of the first record, `records` how many there are where it is not one for each row."""
    columns = headings(spec)
    top = _header(columns)
    lines = len(top)
    pad = [""] * left
    rows: list[Row] = [*above, *([*pad, *row] for row in top)]
    header_row = len(rows)
    merged = _merged(columns, header_row - lines + 1, left) if merge else []
    spread: dict[int, list[int]] = {}
    for n in range(start, start + count):
        done = n - start
        if done and again and done % again == 0:
            rows += [*([*pad, *row] for row in top)]
        if done and blank and done % blank == 0:
            rows.append([])
        if blocks and done % -(-count // len(blocks)) == 0:
            rows.append([*pad, blocks[done // -(-count // len(blocks))]])
        made = [*pad, *cells.row([(c.field, c.look) for c in columns], n)]
        for column, over in (down or {}).items():
            spread.setdefault(column, [])
            if done % over == 0:
                spread[column].append(len(rows) + 1)
            else:
                made[left + column] = ""
        rows.append(made)
        if sums and (done + 1) % sums == 0:
            rows.append([*pad, *["小計" if n == 1 else "" for n in range(len(columns) - 1)], sums])
    for column, over in (down or {}).items():
        letter = get_column_letter(left + column + 1)
        merged += [f"{letter}{row}:{letter}{row + over - 1}" for row in spread[column]]
    fields = [*[""] * left, *(c.field for c in columns)]
    made_of = records or count
    return Drawn(name, [*rows, *below], header_row, lines, fields, made_of, merged, hidden, site, told or {})


def _header(columns: Sequence[Heading]) -> list[list[str]]:
    lines = max(len(c.parts) for c in columns)
    top = [["" for _ in columns] for _ in range(lines)]
    for n, column in enumerate(columns):
        for line, part in enumerate(column.parts):
            before = columns[n - 1].parts[: line + 1] if n else ()
            if line == len(column.parts) - 1 or before != column.parts[: line + 1]:
                top[line][n] = part
    return top


def _merged(columns: Sequence[Heading], first: int, left: int) -> list[str]:
    lines = max(len(c.parts) for c in columns)
    areas = []
    for n, column in enumerate(columns):
        letter = get_column_letter(left + n + 1)
        depth = len(column.parts)
        if depth < lines:
            areas.append(f"{letter}{first + depth - 1}:{letter}{first + lines - 1}")
        for line in range(depth - 1):
            group = column.parts[: line + 1]
            if n and columns[n - 1].parts[: line + 1] == group and len(columns[n - 1].parts) > line + 1:
                continue
            end = n
            while end + 1 < len(columns) and columns[end + 1].parts[: line + 1] == group:
                end += 1
            if end > n:
                areas.append(f"{letter}{first + line}:{get_column_letter(left + end + 1)}{first + line}")
    return areas


def cards(
    name: str,
    spec: str,
    *,
    count: int = 3,
    pairs: int = 1,
    beside: int = 1,
    labels_above: bool = False,
    above: Sequence[Row] = (),
    title: str = "",
    start: int = 1,
) -> Drawn:
    """Cards one below the other: `pairs` labels in a line, or lines of labels over lines of values (`labels_above`);
    `beside` is how many cards lie side by side, `title` stands over each."""
    columns = headings(spec)
    rows: list[list[Any]] = [list(row) for row in above]
    first = 0
    for n in range(start, start + count, beside):
        drawn = [_card(columns, k, pairs, labels_above) for k in range(n, min(n + beside, start + count))]
        if title:
            rows.append([title])
        first = first or len(rows) + 1
        for lines in zip(*drawn, strict=True):
            rows.append([value for line in lines for value in (*line, "")])
        rows.append([])
    # Labels side by side are met in reading order.
    return Drawn(name, rows, first, 0, [c.field for c in columns], count)


def _card(columns: Sequence[Heading], number: int, pairs: int, labels_above: bool) -> list[list[Any]]:
    values = cells.row([(c.field, c.look) for c in columns], number)
    rows: list[list[Any]] = []
    for n in range(0, len(columns), pairs):
        labels, found = [c.parts[-1] for c in columns[n : n + pairs]], values[n : n + pairs]
        if labels_above:
            rows += [labels, found]
        else:
            rows.append([cell for pair in zip(labels, found, strict=True) for cell in pair])
    return rows


def other(name: str, rows: Sequence[Row], *, hidden: bool = False) -> Drawn:
    """A sheet that is no ledger."""
    return Drawn(name, rows, 0, 0, (), 0, hidden=hidden)

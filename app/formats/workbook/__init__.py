"""Reads the cells of workbooks and text tables as rows of text, in a process of its own and within limits."""

from __future__ import annotations

import os
import weakref
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app import errors
from app.errors import UserError
from app.formats.workbook.guard import ERROR, UNCALCULATED, ZIP, column_letter
from app.formats.workbook.limits import AHEAD_BYTES, HEAD_ROWS, Limits
from app.formats.workbook.styles import Run

if TYPE_CHECKING:
    # Not for the reading process, which imports this package and must start fast.
    from app.formats.workbook.process import Reader
    from app.services.ports import Progress

__all__ = [
    "ERROR",
    "HEAD_ROWS",
    "UNCALCULATED",
    "Ahead",
    "Book",
    "Limits",
    "Rows",
    "Sheet",
    "column_letter",
    "look",
    "read",
    "require_file",
]

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `head` are its first rows, `merged` its merged ranges as far as the format tells (`merged_known`).

    `odd` are cells that read as empty and are not: (row from 1, column from 0) → `ERROR` or `UNCALCULATED`.
    `shown` are cells that show their numbers in a way of their own, `struck` those crossed out (row from 1, column from
    0), `hidden_columns` first and last of those hidden, from 0. `unsure` tells that nothing of this could be told.
    `refusal` tells why the sheet is not read, `cell` where.
    """

    name: str
    visible: bool
    rows: int
    columns: int
    head: tuple[tuple[str, ...], ...] = ()
    merged: tuple[Range, ...] = ()
    merged_known: bool = True
    odd: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: int = 0
    shown: tuple[Run, ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()
    unsure: bool = False
    refusal: str = ""
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a sheet, one after the other, as texts, the first of them number `first`; rows without text are
    empty. `cut` tells that the one row is what is left of the last one of a file that was cut short, `doubt`
    that it is the last one again and may have been."""

    sheet: Sheet
    first: int
    rows: Sequence[list[str]]
    date1904: bool = False
    cut: bool = False
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Book:
    """The sheets of a file, and the SHA-256 of the bytes in which they were found."""

    sheets: tuple[Sheet, ...]
    date1904: bool = False
    sha256: str = ""


class Ahead:
    """Parses a large workbook in a process of its own while it is still looked through, for the `read` that follows.

    Until it is asked it has less memory than others, so that both together stay within what one may take. What it
    cannot do, and what it is not asked for soon, costs nothing: it ends, and the file is read in the usual way.
    """

    @staticmethod
    def pays(path: Path) -> bool:
        """Whether a file is so large, and of such a kind, that this saves time."""
        try:
            with path.open("rb") as stream:
                return os.fstat(stream.fileno()).st_size >= AHEAD_BYTES and stream.read(4) == ZIP
        except OSError:
            return False

    def __init__(self, path: Path, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        fewer = replace(self._limits, memory_bytes=min(self._limits.memory_bytes, self._limits.ahead_memory_bytes))
        request = {"mode": "ahead", "password": "", "sha256": "", "sheets": None, "scan": False}
        self._reader = _reader(path, request, fewer, more=True)
        # Also when nobody holds it any more.
        self.close = weakref.finalize(self, self._reader.close)

    def answers(
        self, request: dict[str, Any], progress: Progress | None, total: int
    ) -> Iterator[tuple[Any, ...]] | None:
        """The answers to a request for the same bytes; None where this process gives none. Raises UserError
        `workbook_stopped`."""
        if not self.close.alive:
            return None
        asked = {key: request[key] for key in ("mode", "sha256", "sheets", "shown")}
        self._reader.ask({**asked, "limits": self._limits.as_dict()})
        answers = self._reader.answers(progress, total)
        try:
            # Once it answers it has parsed the sheet.
            return chain([next(answers)], answers)
        except (StopIteration, UserError, RuntimeError) as error:
            if isinstance(error, UserError) and error.code == "workbook_stopped":
                raise
            self.close()
            return None


def look(
    path: Path,
    password: str = "",
    progress: Progress | None = None,
    limits: Limits | None = None,
    sha256: str = "",
) -> Book:
    """The sheets of a file with their first rows; with `sha256` the file must have these bytes. Raises UserError."""
    require_file(path)
    request = {"mode": "look", "password": password, "sha256": sha256, "sheets": None, "scan": True}
    sheets = []
    date1904 = False
    with _reader(path, request, limits or Limits()) as reader:
        for answer in reader.answers(progress):
            match answer:
                case ("book", flag, digest):
                    date1904, sha256 = flag, digest
                case ("sheet", data):
                    sheets.append(_sheet(data))
    return Book(tuple(sheets), date1904, sha256)


def read(
    path: Path,
    sheets: Sequence[str],
    password: str = "",
    progress: Progress | None = None,
    limits: Limits | None = None,
    known: Book | None = None,
    ahead: Ahead | None = None,
) -> Generator[Rows, None, None]:
    """The rows of some sheets, sheet by sheet in the order of the file. Closing the iterator ends the process.

    `known` is what `look` found in the same bytes, which are then not looked through again; other bytes are refused.
    `ahead` is a process that parses these bytes already; it is closed in the end. Raises UserError.
    """
    require_file(path)
    digest = "" if known is None else known.sha256
    request = {
        "mode": "read", "password": password, "sha256": digest, "sheets": list(sheets), "scan": known is None,
    }  # fmt: skip
    seen = {sheet.name: sheet for sheet in known.sheets} if known is not None else {}
    request["shown"] = {name: seen[name].shown for name in sheets if name in seen}
    for sheet in (seen[name] for name in sheets if name in seen and seen[name].refusal):
        raise refusal(path, sheet)
    total = sum(seen[name].rows for name in sheets if name in seen)
    if ahead is not None and known is not None:
        with closing(ahead):
            answers = ahead.answers(request, progress, total)
            if answers is not None:
                yield from _rows(answers, seen, known.date1904)
                return
    with _reader(path, request, limits or Limits()) as reader:
        yield from _rows(reader.answers(progress, total), seen, known.date1904 if known is not None else False)


def _reader(path: Path, request: dict[str, Any], limits: Limits, **more: bool) -> Reader:
    # Here, because the reading process has no use for what starts one.
    from app.formats.workbook.process import Reader

    return Reader(path, request, limits, **more)


def _rows(answers: Iterator[tuple[Any, ...]], seen: Mapping[str, Sheet], date1904: bool) -> Iterator[Rows]:
    current: Sheet | None = None
    for answer in answers:
        match answer:
            case ("book", flag, _):
                date1904 = date1904 or flag
            case ("sheet", data):
                current = _sheet(data, seen.get(data["name"]))
            case ("rows", first, rows) if current is not None:
                yield Rows(current, first, rows, date1904)
            case ("cut", row, cells) if current is not None:
                yield Rows(current, row, [cells], date1904, cut=True)
            case ("doubt", row, cells) if current is not None:
                yield Rows(current, row, [cells], date1904, doubt=True)


def refusal(path: Path, sheet: Sheet) -> UserError:
    """Why a sheet is not read."""
    column = sheet.cell.rstrip("0123456789")
    row = sheet.cell.removeprefix(column) or None
    return UserError(sheet.refusal, file=path.name, sheet=sheet.name, column=column, row=row)


def require_file(path: Path) -> None:
    """Raises UserError for what cannot be read to its end, and for what Excel leaves beside an open workbook."""
    errors.require_file(path)
    if path.name.startswith("~$"):
        raise UserError("workbook_owner_file", file=path.name, workbook=path.name[2:])


def _sheet(data: Mapping[str, Any], seen: Sheet | None = None) -> Sheet:
    """The sheet as the process describes it; what an earlier look found in its bytes is not found anew."""
    return Sheet(
        name=data["name"],
        visible=data["visible"],
        rows=data["rows"],
        columns=data["columns"],
        head=tuple(tuple(row) for row in data["head"]),
        merged=tuple((top, left, bottom, right) for top, left, bottom, right in data["merged"]),
        merged_known=data["merged_known"],
        odd=seen.odd if seen is not None else {(row, column): kind for row, column, kind in data["odd"]},
        hidden_rows=seen.hidden_rows if seen is not None else data["hidden_rows"],
        shown=seen.shown if seen is not None else tuple(data["shown"]),
        struck=seen.struck if seen is not None else tuple(data["struck"]),
        hidden_columns=seen.hidden_columns if seen is not None else tuple(data["hidden_columns"]),
        unsure=seen.unsure if seen is not None else data["unsure"],
        refusal=data["refusal"],
        cell=data["cell"],
    )

"""The reading process: takes one request, reads one file within limits, sends sheets and rows over its standard output.

The libraries that parse foreign files may abort or eat memory; here that costs a process and not the program. It is
started by `app.formats.workbook.process` with the hidden verb `_read-workbook` and imports nothing it does not need.

Request (JSON on standard input): path, password, sha256, mode `look` | `read` | `ahead`, sheets, scan, shown, limits.
With `ahead` the first sheet is parsed before it is known what is to be read of it; a second line tells that then.
Answers (each four bytes of length and a marshalled tuple): ("book", date1904, sha256) · ("sheet", {…}) · ("rows", first
row, rows) · ("cut" or "doubt", row, cells) · ("refused", code, values) · ("bug", traceback) · ("end",).
"""

from __future__ import annotations

import gc
import hashlib
import io
import json
import marshal
import os
import struct
import sys
import threading
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any

from app.formats.workbook import delimited, guard
from app.formats.workbook.beginning import shortened, without_indents
from app.formats.workbook.cells import row_text
from app.formats.workbook.cells import shortened as head_row
from app.formats.workbook.limits import CHUNK_ROWS, HEAD_ROWS, Limits
from app.formats.workbook.refusals import Refused
from app.formats.workbook.styles import Run, shown

VERB = "_read-workbook"
OUT_OF_MEMORY = 77

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Excel encrypts books that are only protected against changes with this password.
_WRITE_PROTECTED = "VelvetSweatshop"


def main() -> int:
    """Answer the request on standard input; returns the exit code of the process."""
    # It ends soon, and what it makes has no cycles.
    gc.disable()
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    _restrict(limits)
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb", buffering=1 << 18)
    # What a library prints must not get between the answers.
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        for answer in _answers(request, limits):
            _send(out, answer)
        _send(out, ("end",))
        out.flush()
    except BrokenPipeError:
        # Nobody reads any more.
        os._exit(0)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    return 0


def _answers(request: dict[str, Any], limits: Limits) -> Iterator[tuple[Any, ...]]:
    try:
        if request["mode"] == "ahead":
            yield from _read_ahead(request, limits, sys.stdin.buffer)
        else:
            yield from _read(request, limits)
    except Refused as refused:
        yield ("refused", refused.code, {k: str(v) for k, v in refused.values.items()})
    except (MemoryError, BrokenPipeError, GeneratorExit):
        raise
    except BaseException as error:
        # A panic of calamine is no Exception.
        if type(error).__module__.startswith(("python_calamine", "pyo3_runtime", "_python_calamine")):
            yield ("refused", "workbook_damaged", {})
            return
        import traceback

        yield ("bug", traceback.format_exc())


def _send(out: IO[bytes], answer: tuple[Any, ...]) -> None:
    # Version 2 looks for no references: twice as fast for texts that are all different.
    data = marshal.dumps(answer, 2)
    out.write(struct.pack("<I", len(data)))
    out.write(data)
    if answer[0] != "rows":
        out.flush()


def _restrict(limits: Limits) -> None:
    """Bound memory and time of this process where the system can."""
    try:
        import resource
    except ImportError:  # Windows has no such limits; the pre-scan and the parent's clock bound the work.
        return
    for what, limit in ((resource.RLIMIT_AS, limits.memory_bytes), (resource.RLIMIT_CPU, limits.cpu_seconds)):
        hard = resource.getrlimit(what)[1]
        soft = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(what, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))


def _read(request: dict[str, Any], limits: Limits) -> Iterator[tuple[Any, ...]]:
    data, digest = _bytes(request, limits)
    if request["sha256"] not in ("", digest):
        raise Refused("workbook_changed")
    if not data.strip(b"\0 \t\r\n"):
        raise Refused("workbook_empty")
    if data.startswith(_OLE):
        data = _opened(data, request["password"])
    if data.startswith(guard.ZIP):
        scan = guard.scan(io.BytesIO(data), limits) if request["scan"] else guard.Scan()
    elif data.startswith(_OLE):
        scan = guard.Scan()
    else:
        path = Path(request["path"])
        _refuse_markup(data, path.suffix.lower())
        yield ("book", False, digest)
        yield from _text_sheet(request, path.stem, data, limits)
        return
    if request["scan"]:
        _note_cells(data, scan, limits)
    yield ("book", scan.date1904, digest)
    if request["mode"] == "look" and scan.beginnings:
        data = shortened(data, scan.beginnings)
    yield from _sheets(request, _Workbook(data), scan, limits)


def _note_cells(data: bytes, scan: guard.Scan, limits: Limits) -> None:
    """Note how cells are shown in the formats of which the library tells their values alone; what cannot be looked
    through is told as such (`Scan.unsure`)."""
    import zipfile
    import zlib
    from xml.parsers import expat

    from app.formats.workbook import biff, binary, noting, opendocument

    try:
        if data.startswith(_OLE):
            scan.sheets = biff.scan(data, limits)
            return
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            if "xl/workbook.bin" in names:
                scan.sheets = binary.scan(archive, limits)
            elif "content.xml" in names and "xl/workbook.xml" not in names:
                scan.sheets = opendocument.scan(archive, limits)
    except (noting.TooMuch, MemoryError, OSError, EOFError, ValueError, LookupError, RuntimeError):
        scan.sheets, scan.unsure = {}, True
    except (struct.error, zlib.error, zipfile.BadZipFile, expat.ExpatError):
        scan.sheets, scan.unsure = {}, True


def _read_ahead(request: dict[str, Any], limits: Limits, more: IO[bytes]) -> Iterator[tuple[Any, ...]]:
    """Parse the first sheet of a zipped workbook, and send what a second line asks for. Whoever asks takes another
    process where this one refuses: it has looked at the directory of the file only."""
    data, digest = _bytes(request, limits)
    guard.check_directory(io.BytesIO(data), limits)
    book = _Workbook(data)
    book.parse_first()
    # Nobody waits for this one, or the officer thinks: so much memory is not to be kept for that.
    patience = threading.Timer(limits.ahead_seconds, os._exit, (0,))
    patience.daemon = True
    patience.start()
    line = more.readline()
    patience.cancel()
    if not line:
        return
    request = {**request, **json.loads(line)}
    if request["sha256"] != digest:
        raise Refused("workbook_changed")
    limits = Limits(**request["limits"])
    _restrict(limits)
    yield ("book", False, digest)
    yield from _sheets(request, book, guard.Scan(), limits)


def _bytes(request: dict[str, Any], limits: Limits) -> tuple[bytes, str]:
    """What the file holds, and its SHA-256. Raises Refused."""
    try:
        path = Path(request["path"])
        if path.stat().st_size > limits.file_bytes:
            raise Refused("workbook_too_large")
        data = path.read_bytes()
    except OSError as error:
        raise Refused("os_error", errno=error.errno or 0, winerror=getattr(error, "winerror", 0) or 0) from error
    return data, hashlib.sha256(data).hexdigest()


def _refuse_markup(data: bytes, suffix: str) -> None:
    """What is no text table although it is text."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if start.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"mime-version:")):
        raise Refused("workbook_html")
    if start.startswith((b"<?xml", b"<workbook")):
        raise Refused(
            "workbook_xml_2003" if b"schemas-microsoft-com:office:spreadsheet" in data[:4096] else "workbook_not_one"
        )
    if start.startswith((b"%pdf", b"{\\rtf")):
        raise Refused("workbook_not_one")
    if suffix in (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"):
        if data.startswith(b"PK"):
            raise Refused("workbook_damaged")
        # Many systems call the text tables they write .xls, since Excel opens them.
        if not delimited.is_table(data):
            raise Refused("workbook_not_one")


def _opened(data: bytes, password: str) -> bytes:
    """The bytes of an old workbook, or what an encrypted container holds."""
    import msoffcrypto
    import olefile
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as container:
            if not any(container.exists(name) for name in ("EncryptedPackage", "Workbook", "Book")):
                raise Refused("workbook_not_one")
        office = msoffcrypto.OfficeFile(io.BytesIO(data))
        if not office.is_encrypted():
            return data
        for attempt in dict.fromkeys((password, _WRITE_PROTECTED) if password else (_WRITE_PROTECTED,)):
            try:
                office.load_key(password=attempt)
                plain = io.BytesIO()
                office.decrypt(plain)
                return plain.getvalue()
            except (InvalidKeyError, DecryptionError):
                continue
    except (Refused, MemoryError):
        raise
    except Exception as error:
        # olefile and msoffcrypto raise whatever their parsing stumbles over.
        unsupported = "nsupported" in str(error) or isinstance(error, NotImplementedError)
        raise Refused("workbook_password_unsupported" if unsupported else "workbook_damaged") from error
    raise Refused("workbook_password_wrong" if password else "workbook_password_needed")


# --- text -------------------------------------------------------------------------------------------------------------


def _text_sheet(request: dict[str, Any], name: str, data: bytes, limits: Limits) -> Iterator[tuple[Any, ...]]:
    if request["sheets"] is not None and name not in request["sheets"]:
        raise Refused("workbook_sheet_missing", sheet=request["sheets"][0])
    end = delimited.End()
    rows = delimited.rows(data, limits, name, end)
    if request["mode"] == "read":
        yield ("sheet", _sheet(name, merged_known=False))
        yield from _chunks(rows)
        if end.row:
            yield ("doubt" if end.doubt else "cut", end.row, end.cells)
        return
    head: list[list[str]] = []
    last = number = columns = 0
    for number, row in enumerate(rows, 1):
        if row:
            last = number
            columns = max(columns, len(row))
        if number <= HEAD_ROWS:
            head.append(head_row(row[: limits.columns]))
    refusal = "workbook_too_many_columns" if columns > limits.columns else ""
    cell = guard.column_letter(columns - 1) if refusal else ""
    yield (
        "sheet",
        _sheet(name, rows=last, columns=columns, head=head, merged_known=False, refusal=refusal, cell=cell),
    )


# --- workbooks --------------------------------------------------------------------------------------------------------


class _Workbook:
    """A workbook as the library opens it; `parse_first` keeps a sheet that is likely to be asked for."""

    def __init__(self, data: bytes) -> None:
        """Raises Refused."""
        import python_calamine

        try:
            self._book = _book(data)
            worksheet = python_calamine.SheetTypeEnum.WorkSheet
            self.sheets = [m for m in self._book.sheets_metadata if m.typ == worksheet]
        except python_calamine.PasswordError as error:
            raise Refused("workbook_password_unsupported") from error
        except python_calamine.CalamineError as error:
            raise Refused("workbook_macro_sheet" if "macrosheet" in str(error) else "workbook_damaged") from error
        self._visible = python_calamine.SheetVisibleEnum.Visible
        self._parsed: dict[str, Any] = {}

    def is_visible(self, meta: Any) -> bool:
        """Whether whoever opens the workbook sees a sheet."""
        return bool(meta.visible == self._visible)

    def parse_first(self) -> None:
        """Parse the first visible sheet."""
        for meta in filter(self.is_visible, self.sheets):
            self._parsed[meta.name] = self.sheet(meta.name)
            return

    def sheet(self, name: str) -> Any:
        """A sheet with its cells. Raises Refused."""
        if name in self._parsed:
            return self._parsed.pop(name)
        try:
            return self._book.get_sheet_by_name(name)
        except Exception as error:
            raise Refused("workbook_damaged", sheet=name) from error


def _sheets(request: dict[str, Any], book: _Workbook, scan: guard.Scan, limits: Limits) -> Iterator[tuple[Any, ...]]:
    names = [m.name for m in book.sheets]
    guard.refuse_many(len(names), limits)
    if len(set(names)) < len(names):
        # No program writes that; which of the two was meant could not be said.
        raise Refused("workbook_damaged")
    wanted = names if request["sheets"] is None else request["sheets"]
    for missing in (name for name in wanted if name not in names):
        raise Refused("workbook_sheet_missing", sheet=missing)
    for meta in book.sheets:
        if meta.name in wanted:
            scanned = scan.sheets.get(meta.name, guard.SheetScan(unsure=scan.unsure))
            # What a look found before.
            scanned.shown += map(tuple, request.get("shown", {}).get(meta.name, ()))
            yield from _one_sheet(request["mode"], book, meta.name, book.is_visible(meta), scanned, limits)


def _book(data: bytes) -> Any:
    """The workbook as the library opens it, which stumbles over a spreadsheet with line ends between its cells."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        if not (copy := without_indents(data)):
            raise
        return CalamineWorkbook.from_filelike(io.BytesIO(copy))


def _one_sheet(
    mode: str, book: _Workbook, name: str, visible: bool, scanned: guard.SheetScan, limits: Limits
) -> Iterator[tuple[Any, ...]]:
    if scanned.refusal:
        yield _refused_sheet(mode, name, visible, scanned)
        return
    sheet = book.sheet(name)
    try:
        # Not every format tells.
        merged = sheet.merged_cell_ranges
    except Exception as error:
        raise Refused("workbook_damaged", sheet=name) from error
    if not scanned.rows and _is_too_long(sheet, limits):
        scanned.rows, scanned.columns = sheet.end[0] + 1, sheet.end[1] + 1
        scanned.refusal, scanned.cell = "workbook_too_many_rows", f"A{scanned.rows}"
        yield _refused_sheet(mode, name, visible, scanned)
        return
    first_column = sheet.start[1] if sheet.start else 0
    cells = _as_shown(sheet.iter_rows(), first_column, scanned.shown) if scanned.shown else sheet.iter_rows()
    rows = _padded(cells, first_column) if sheet.start else iter(())
    answer = _sheet(
        name,
        visible=visible,
        rows=scanned.rows if scanned.short else sheet.end[0] + 1 if sheet.end else 0,
        columns=max(scanned.columns if scanned.short else 0, sheet.end[1] + 1 if sheet.end else 0),
        merged=[(*start, *end) for start, end in merged or ()],
        merged_known=merged is not None,
        odd=scanned.odd,
        hidden_rows=scanned.hidden_rows,
        shown=scanned.shown,
        struck=scanned.struck,
        hidden_columns=scanned.hidden_columns,
        unsure=scanned.unsure,
    )
    if mode == "look":
        answer["head"] = list(map(head_row, islice(rows, HEAD_ROWS)))
        yield ("sheet", answer)
        return
    yield ("sheet", answer)
    yield from _chunks(rows)


def _refused_sheet(mode: str, name: str, visible: bool, scanned: guard.SheetScan) -> tuple[Any, ...]:
    """What is told of a sheet that is not read. Raises Refused where it was to be read."""
    if mode == "read":
        column = scanned.cell.rstrip("0123456789")
        place = {} if scanned.refusal == "workbook_too_many_columns" else {"row": scanned.cell.removeprefix(column)}
        raise Refused(scanned.refusal, sheet=name, column=column, **place)
    shown = _sheet(
        name, visible=visible, rows=scanned.rows, columns=scanned.columns, refusal=scanned.refusal, cell=scanned.cell
    )
    return ("sheet", shown)


def _is_too_long(sheet: Any, limits: Limits) -> bool:
    """Whether too many rows of a sheet hold something, in the formats that are not looked through before."""
    if not sheet.end or sheet.end[0] < limits.rows:
        return False
    return sum(1 for row in sheet.iter_rows() if any(cell != "" for cell in row)) > limits.rows


def _as_shown(rows: Iterable[list[Any]], first_column: int, runs: list[Run]) -> Iterator[list[Any]]:
    """The rows with the texts that Excel shows in the place of the numbers behind them: 00123 for 123."""
    coming = sorted(runs, key=lambda run: run[1])[::-1]
    current: dict[int, Run] = {}
    for number, row in enumerate(rows, 1):
        while coming and coming[-1][1] <= number:
            run = coming.pop()
            current[run[0] - first_column] = run
        for column, (_, _, last, code) in list(current.items()):
            if last < number:
                del current[column]
            elif 0 <= column < len(row) and type(row[column]) in (float, int):
                row[column] = shown(row[column], code) or row[column]
        yield row


def _padded(rows: Iterable[list[Any]], first_column: int) -> Iterator[list[str]]:
    """The rows from the first column of the sheet on; the library leaves out empty columns at the left."""
    if not first_column:
        yield from map(row_text, rows)
        return
    left = [""] * first_column
    for row in rows:
        text = row_text(row)
        yield left + text if text else text


def _chunks(rows: Iterator[list[str]]) -> Iterator[tuple[Any, ...]]:
    first = 1
    while chunk := list(islice(rows, CHUNK_ROWS)):
        yield ("rows", first, chunk)
        first += len(chunk)


def _sheet(
    name: str,
    *,
    visible: bool = True,
    rows: int = 0,
    columns: int = 0,
    head: list[list[str]] | None = None,
    merged: list[tuple[int, int, int, int]] | None = None,
    merged_known: bool = True,
    odd: list[tuple[int, int, str]] | None = None,
    hidden_rows: int = 0,
    shown: list[Run] | None = None,
    struck: list[tuple[int, int]] | None = None,
    hidden_columns: list[tuple[int, int]] | None = None,
    unsure: bool = False,
    refusal: str = "",
    cell: str = "",
) -> dict[str, Any]:
    return {
        "name": name,
        "visible": visible,
        "rows": rows,
        "columns": columns,
        "head": head or [],
        "merged": merged or [],
        "merged_known": merged_known,
        "odd": odd or [],
        "hidden_rows": hidden_rows,
        "shown": shown or [],
        "struck": struck or [],
        "hidden_columns": hidden_columns or [],
        "unsure": unsure,
        "refusal": refusal,
        "cell": cell,
    }

"""The format gate: what the first bytes of a file say, read before the file is opened as a database."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError, from_os_error, require_file
from app.storage import failures as _sentences  # noqa: F401 - registers the sentences
from app.storage.tables import APPLICATION_ID, FORMAT, OLDEST_FORMAT

_MAGIC = b"SQLite format 3\x00"
_SIZE = 100


@dataclass(frozen=True, slots=True)
class Header:
    """Application id, format number, whether the file uses a write-ahead log, and its length in bytes as written."""

    application: int
    number: int
    write_ahead: bool
    length: int


def read_header(path: Path) -> Header:
    """What the header says. Raises UserError: `file_missing`, `is_a_folder`, `not_a_file`, `audit_not_shadan`.

    Never call it for a file that this process has open: closing the stream would drop SQLite's locks (POSIX).
    """
    require_file(path)
    try:
        with path.open("rb") as stream:
            header = stream.read(_SIZE)
    except OSError as error:
        raise from_os_error(error, path.name) from error
    if len(header) < _SIZE or not header.startswith(_MAGIC):
        raise UserError("audit_not_shadan", file=path.name)

    def number(offset: int, size: int = 4) -> int:
        return int.from_bytes(header[offset : offset + size], "big")

    page = number(16, 2)
    # The number of pages counts only if the last writer kept it (`version-valid-for`).
    pages = number(28) if number(24) == number(92) else 0
    return Header(number(68), number(60), header[19] == 2, pages * (65536 if page == 1 else page))


def check_format(path: Path) -> Header:
    """The gate: a foreign file, a newer major format and a cut file are refused; a newer minor format passes.

    Raises UserError: those of `read_header`, `audit_newer_format`, `audit_older_format`, `audit_damaged`.
    """
    header = read_header(path)
    if header.application != APPLICATION_ID:
        raise UserError("audit_not_shadan", file=path.name)
    if header.number // 1000 > FORMAT // 1000:
        raise UserError("audit_newer_format", file=path.name, format=shown(header.number))
    if header.number < OLDEST_FORMAT:
        raise UserError("audit_older_format", file=path.name, format=shown(header.number))
    return header


def refuse_cut(path: Path, header: Header) -> None:
    """Raises UserError `audit_damaged` for a file that is shorter than its header says and has no log that is to come.

    OSError passes.
    """
    if path.stat().st_size < header.length and not any(left.exists() for left in beside(path)):
        raise UserError("audit_damaged", file=path.name)


def shown(number: int) -> str:
    """A format number as people write it: 1000 is 1.0."""
    return f"{number // 1000}.{number % 1000}"


def beside(path: Path) -> tuple[Path, ...]:
    """The files SQLite keeps beside an audit while it is open, or after a crash."""
    place = os.fspath(path.resolve())
    return tuple(Path(place + ending) for ending in ("-wal", "-shm", "-journal"))

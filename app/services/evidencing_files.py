"""A file on its way into the evidence: whether it may be taken, its digest, its bytes; and the limits of an audit."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

from app.domain.evidence import Evidence
from app.domain.history import Event
from app.errors import UserError, from_os_error, register_messages, require_file
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork

LIMIT = 200 * 1024 * 1024
"""The largest evidence file in bytes; no audit can allow more."""

MEGABYTE = 1024 * 1024
WARN_MB, SOON_DAYS = 50, 30
"""What an audit warns of that says nothing else: files above so many megabytes, last days within so many days."""

_WARN, _SOON = "evidence.limit_mb", "evidence.soon_days"
_MOST_DAYS = 3_650

register_messages(
    {
        "evidence_too_large": "{file} is larger than {limit} MB; attach a smaller extract of it.",
        "evidence_above_limit": "{file} has {size} MB; this audit warns above {limit} MB. Attach a smaller extract, or "
        "say that the whole file is wanted (--large).",
        "evidence_is_audit": "{file} belongs to the audit itself and cannot be evidence in it; attach another file.",
        "evidence_empty": "{file} is empty; attach a file with content.",
        "evidence_changed": "{file} was changed while it was read; close it in other programs and attach it again.",
        "evidence_limit_range": "The size above which is warned is a whole number of megabytes from 1 to {most}.",
        "evidence_soon_range": "The number of days before a last day is a whole number from 0 to {most}.",
    }
)

Told = Callable[[int], None]
"""Called with the size of each piece as it is read; what it raises stops."""


def check(desk: Desk, path: Path, *, large: bool = True) -> int:
    """The size of a file that may be evidence; the files of the audit are refused before anything is opened.

    To open and close the audit's own file would end the locks that SQLite holds on it. Unless `large`, a file above
    the size that the audit warns of is refused as well. Raises UserError.
    """
    require_file(path)
    try:
        status = path.stat()
        if any(os.path.samestat(status, own.stat()) for own in _own_files(desk)):
            raise UserError("evidence_is_audit", file=path.name)
    except OSError as error:
        raise from_os_error(error, path.name) from error
    if status.st_size > LIMIT:
        raise UserError("evidence_too_large", file=path.name, limit=LIMIT // MEGABYTE)
    if status.st_size == 0:
        raise UserError("evidence_empty", file=path.name)
    if not large:
        with desk.file.read() as work:
            limit = limit_in(work)
        if status.st_size > limit * MEGABYTE:
            size = f"{status.st_size / MEGABYTE:,.1f}"
            raise UserError("evidence_above_limit", file=path.name, size=size, limit=limit)
    return status.st_size


def _own_files(desk: Desk) -> Iterator[Path]:
    """The audit's file and what stands beside it while it is open; none where it is no file."""
    audit = Path(desk.file.location)
    for ending in ("", "-wal", "-shm", "-journal", ".lock"):
        own = audit.with_name(audit.name + ending)
        if own.is_file():
            yield own


def size_of(path: Path) -> int:
    """The size of a file in bytes, 0 where that cannot be told."""
    try:
        return path.stat().st_size
    except OSError:
        return 0


def digest(path: Path, told: Told | None = None) -> tuple[str, int]:
    """SHA-256 in hex and size of a file, of which no more than the limit is read. Raises UserError."""
    found, size = sha256(), 0
    try:
        for piece in pieces(path, told):
            found.update(piece)
            size += len(piece)
            if size > LIMIT:  # It grows while it is read.
                raise UserError("evidence_too_large", file=path.name, limit=LIMIT // MEGABYTE)
    except OSError as error:
        raise from_os_error(error, path.name) from error
    return found.hexdigest(), size


def keep(work: UnitOfWork, evidence: Evidence, path: Path, told: Told | None = None) -> None:
    """Store a record and the bytes of `path` if they are not there yet. Raises UserError when they changed."""
    if not work.evidence.has_blob(evidence.sha256):
        try:
            work.evidence.write_blob(evidence.sha256, pieces(path, told))
        except ValueError:
            raise UserError("evidence_changed", file=path.name) from None
        except OSError as error:
            raise from_os_error(error, path.name) from error
    work.evidence.put(evidence)


def pieces(path: Path, told: Told | None = None) -> Iterator[bytes]:
    """The bytes of a file in pieces of a megabyte."""
    with path.open("rb") as stream:
        while piece := stream.read(MEGABYTE):
            if told is not None:
                told(len(piece))
            yield piece


# --- what an audit warns of -------------------------------------------------------------------------------------------


def limit_in(work: UnitOfWork) -> int:
    """The size in megabytes above which the audit warns."""
    return int(work.audit.setting(_WARN) or WARN_MB)


def soon_in(work: UnitOfWork) -> int:
    """How many days before its last day a piece of evidence is told to expire soon."""
    return int(work.audit.setting(_SOON) or SOON_DAYS)


def warnings(desk: Desk) -> tuple[int, int]:
    """Megabytes above which the audit warns, and days before a last day within which it does."""
    with desk.file.read() as work:
        return limit_in(work), soon_in(work)


def set_warnings(desk: Desk, limit_mb: int | None = None, soon_days: int | None = None) -> Changes:
    """Set the size and the days of `warnings`; None leaves one as it is. Raises UserError."""
    most = LIMIT // MEGABYTE
    if limit_mb is not None and not 1 <= limit_mb <= most:
        raise UserError("evidence_limit_range", most=most)
    if soon_days is not None and not 0 <= soon_days <= _MOST_DAYS:
        raise UserError("evidence_soon_range", most=_MOST_DAYS)
    at = desk.stamp()
    with desk.file.write() as work:
        before = {_WARN: limit_in(work), _SOON: soon_in(work)}
        wanted = {_WARN: limit_mb, _SOON: soon_days}
        changed = {n: v for n, v in wanted.items() if v is not None and v != before[n]}
        for name, value in changed.items():
            work.audit.set_setting(name, str(value))
            event = Event("setting.changed", name, before={"value": before[name]}, after={"value": value})
            work.history.record(at, desk.world.user, event)
        if not changed:
            return Changes()
        work.commit()
    return Changes(at=at, audit=True, evidence=True)

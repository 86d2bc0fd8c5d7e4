"""Evidence: taken in by content, never overwritten, removed only with a reason, given out again unchanged."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from app.domain.evidence import Evidence
from app.domain.grades import Level
from app.domain.history import Event
from app.errors import UserError, from_os_error, register_messages, require_file
from app.services.changes import Changes
from app.services.ports import Desk, Progress

LIMIT = 200 * 1024 * 1024
"""The largest evidence file in bytes."""

_PIECE = 1024 * 1024

register_messages(
    {
        "evidence_too_large": "{file} is larger than {limit} MB; attach a smaller extract of it.",
        "evidence_is_audit": "{file} belongs to the audit itself and cannot be evidence in it; attach another file.",
        "evidence_empty": "{file} is empty; attach a file with content.",
        "evidence_unknown": "There is no evidence {evidence} in this audit.",
        "evidence_changed": "{file} was changed while it was read; close it in other programs and attach it again.",
        "evidence_needs_reason": "Give the reason for removing the evidence.",
    }
)


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of several files: stored, there already with the same content (name, the evidence), refused.

    `stopped` when somebody stopped before the last one; what was stored until then stays.
    """

    added: tuple[Evidence, ...] = ()
    twins: tuple[tuple[str, Evidence], ...] = ()
    refused: tuple[UserError, ...] = ()
    stopped: bool = False


class _Stopped(Exception):
    """Somebody asked to stop."""


def attach_all(
    desk: Desk, checkpoint_id: str, site_id: str, paths: Sequence[Path], progress: Progress | None = None
) -> tuple[Changes, Attached]:
    """Store several files at a place, each for itself; `progress` is told ("evidence", bytes, bytes in all).

    A file whose content lies there already is not stored a second time.
    """
    total = max(1, sum(_size(path) for path in paths) * 2)
    done, at = 0, ""
    added: list[Evidence] = []
    twins: list[tuple[str, Evidence]] = []
    refused: list[UserError] = []

    def told(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None and not progress("evidence", min(done, total), total):
            raise _Stopped

    for path in paths:
        before = done
        try:
            told(0)
            if (twin := _twin(desk, checkpoint_id, site_id, path)) is not None:
                twins.append((path.name, twin))
            else:
                changes, evidence = attach(desk, checkpoint_id, site_id, path, told)
                added.append(evidence)
                at = changes.at
        except UserError as error:
            refused.append(error)
        except _Stopped:
            return _attached(at, checkpoint_id, site_id, Attached(tuple(added), tuple(twins), tuple(refused), True))
        done = before + _size(path) * 2
    return _attached(at, checkpoint_id, site_id, Attached(tuple(added), tuple(twins), tuple(refused)))


def _attached(at: str, checkpoint: str, site: str, outcome: Attached) -> tuple[Changes, Attached]:
    changes = Changes(at=at, evidence=True, places=frozenset({(checkpoint, site)})) if outcome.added else Changes()
    return changes, outcome


def _twin(desk: Desk, checkpoint: str, site: str, path: Path) -> Evidence | None:
    """The live evidence at the place that has the content of `path`; its bytes are read only where a size agrees."""
    _require_file(desk, path)
    with desk.file.read() as work:
        alike = [e for e in work.evidence.at(checkpoint, site) if not e.removed and e.size == _size(path)]
    if not alike:
        return None
    try:
        digest = sha256()
        for piece in _pieces(path):
            digest.update(piece)
    except OSError as error:
        raise from_os_error(error, path.name) from error
    return next((e for e in alike if e.sha256 == digest.hexdigest()), None)


def _require_file(desk: Desk, path: Path) -> None:
    """Refuse what is no file with content, and the files of the audit, before anything is opened.

    To open and close the audit's own file would end the locks that SQLite holds on it. Raises UserError.
    """
    require_file(path)
    try:
        status = path.stat()
        if any(os.path.samestat(status, own.stat()) for own in _own_files(desk)):
            raise UserError("evidence_is_audit", file=path.name)
    except OSError as error:
        raise from_os_error(error, path.name) from error
    if status.st_size > LIMIT:
        raise UserError("evidence_too_large", file=path.name, limit=LIMIT // _PIECE)
    if status.st_size == 0:
        raise UserError("evidence_empty", file=path.name)


def _own_files(desk: Desk) -> Iterator[Path]:
    """The audit's file and what stands beside it while it is open; none where it is no file."""
    audit = Path(desk.file.location)
    for ending in ("", "-wal", "-shm", "-journal", ".lock"):
        own = audit.with_name(audit.name + ending)
        if own.is_file():
            yield own


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def attach(
    desk: Desk, checkpoint_id: str, site_id: str, path: Path, told: Callable[[int], None] | None = None
) -> tuple[Changes, Evidence]:
    """Store a copy of `path` as evidence at a place. Raises UserError, changing nothing.

    `told` is called with the size of each piece, first as it is hashed, then as it is stored; what it raises stops.
    """
    _place(desk, checkpoint_id, site_id)
    _require_file(desk, path)
    digest, size = sha256(), 0
    try:
        for piece in _pieces(path, told):
            digest.update(piece)
            size += len(piece)
            if size > LIMIT:  # It grows while it is read.
                raise UserError("evidence_too_large", file=path.name, limit=LIMIT // _PIECE)
    except OSError as error:
        raise from_os_error(error, path.name) from error
    at = desk.stamp()
    evidence = Evidence(
        id=desk.world.new_id(),
        checkpoint=checkpoint_id,
        site=site_id,
        name=path.name,
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        size=size,
        sha256=digest.hexdigest(),
        added_at=at,
        added_by=desk.world.user,
    )
    with desk.file.write() as work:
        if site_id and not any(s.id == site_id and not s.removed for s in work.sites.all()):
            raise UserError("site_gone")
        if not work.evidence.has_blob(evidence.sha256):
            try:
                work.evidence.write_blob(evidence.sha256, _pieces(path, told))
            except ValueError:
                raise UserError("evidence_changed", file=path.name) from None
            except OSError as error:
                raise from_os_error(error, path.name) from error
        work.evidence.put(evidence)
        after = {"name": evidence.name, "size": size, "sha256": evidence.sha256}
        event = Event("evidence.added", evidence.id, checkpoint_id, site_id, after=after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, evidence=True, places=frozenset({(checkpoint_id, site_id)})), evidence


def remove(desk: Desk, evidence_id: str, reason: str) -> Changes:
    """Mark a piece of evidence as removed; its bytes stay. Raises UserError."""
    if not reason.strip():
        raise UserError("evidence_needs_reason")
    at = desk.stamp()
    with desk.file.write() as work:
        evidence = work.evidence.get(evidence_id)
        if evidence is None or evidence.removed:
            raise UserError("evidence_unknown", evidence=evidence_id)
        gone = replace(evidence, removed_at=at, removed_by=desk.world.user, removed_reason=reason.strip())
        work.evidence.put(gone)
        after = {"name": evidence.name, "reason": reason.strip()}
        event = Event("evidence.removed", evidence.id, evidence.checkpoint, evidence.site, after=after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, evidence=True, places=frozenset({(evidence.checkpoint, evidence.site)}))


def listing(desk: Desk) -> tuple[Evidence, ...]:
    """All evidence, removed pieces included."""
    with desk.file.read() as work:
        return work.evidence.all()


def extract(desk: Desk, evidence_id: str, target: Path) -> Path:
    """Write the bytes to `target` (a folder: under their own name), which must not exist. Raises UserError."""
    with desk.file.read() as work:
        evidence = work.evidence.get(evidence_id)
        if evidence is None:
            raise UserError("evidence_unknown", evidence=evidence_id)
        # The name came from outside: only its last part may choose a place.
        place = target / Path(evidence.name).name if target.is_dir() else target
        if place.exists():
            raise UserError("file_exists", file=place.name)
        if not place.parent.is_dir():
            raise UserError("folder_missing", file=place.name)
        # A name that is nobody's: a file of the officer is never written over.
        draft = place.with_name(f".{desk.world.new_id()}.new")
        try:
            with draft.open("xb") as stream:
                for piece in work.evidence.read_blob(evidence.sha256):
                    stream.write(piece)
            os.replace(draft, place)
        except OSError as error:
            raise from_os_error(error, place.name) from error
        finally:
            draft.unlink(missing_ok=True)
    return place


def _place(desk: Desk, checkpoint_id: str, site_id: str) -> None:
    try:
        level = desk.catalogue.checkpoint(checkpoint_id).level
    except KeyError:
        raise UserError("checkpoint_unknown", checkpoint=checkpoint_id) from None
    if level is Level.COMPANY and site_id:
        raise UserError("answer_site_not_wanted", checkpoint=checkpoint_id)
    if level is Level.SITE and not site_id:
        raise UserError("answer_site_needed", checkpoint=checkpoint_id)


def _pieces(path: Path, told: Callable[[int], None] | None = None) -> Iterator[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            if told is not None:
                told(len(piece))
            yield piece

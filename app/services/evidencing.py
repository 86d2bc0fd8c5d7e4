"""Evidence: taken in by content, never overwritten, removed only with a reason, given out again unchanged."""

from __future__ import annotations

import mimetypes
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from app.domain.evidence import Evidence, EvidenceFacts
from app.domain.grades import Level
from app.domain.history import Event
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.errors import UserError, from_os_error, register_messages
from app.services import acceptance, proofs
from app.services import evidencing_files as files
from app.services.changes import Changes
from app.services.chosen_places import asked_checkpoint
from app.services.evidencing_files import Told
from app.services.ports import Desk, Progress, UnitOfWork

_NOTE = 2_000
"""Letters that a note may have."""

register_messages(
    {
        "evidence_unknown": "There is no evidence {evidence} in this audit.",
        "evidence_needs_reason": "Give the reason for removing the evidence.",
        "evidence_note_long": "The note is longer than {most} letters; shorten it.",
    }
)


@dataclass(frozen=True, slots=True)
class Attached:
    """What became of several files: stored, there already with the same content (name, the evidence), refused.

    `elsewhere` have the content of evidence of another place and `large` are above the size that the audit warns of:
    nothing was stored of either, the officer decides. `stopped` when somebody stopped before the last one; what was
    stored until then stays.
    """

    added: tuple[Evidence, ...] = ()
    twins: tuple[tuple[str, Evidence], ...] = ()
    refused: tuple[UserError, ...] = ()
    stopped: bool = False
    elsewhere: tuple[tuple[Path, Evidence], ...] = ()
    large: tuple[Path, ...] = ()


class _Stopped(Exception):
    """Somebody asked to stop."""


class _Taking:
    """Several files on their way to one place."""

    def __init__(self, desk: Desk, place: Place, large: bool, apart: bool) -> None:
        self._desk, self._place, self._large, self._apart = desk, place, large, apart
        with desk.file.read() as work:
            self._held = [p for p in proofs.pieces(work) if p.places and p.latest]
        self.at = ""
        self.added: list[Evidence] = []
        self.twins: list[tuple[str, Evidence]] = []
        self.refused: list[UserError] = []
        self.elsewhere: list[tuple[Path, Evidence]] = []
        self.large: list[Path] = []

    def take(self, path: Path, told: Told) -> None:
        """Decide on one file, and store it where nothing speaks against it."""
        try:
            size = files.check(self._desk, path)
            here, other = self._alike(path, size)
            if here is not None:
                self.twins.append((path.name, here))
            elif other is not None and not self._apart:
                self.elsewhere.append((path, other))
            else:
                changes, evidence = attach(self._desk, *self._place, path, told, large=self._large)
                self.added.append(evidence)
                self.at = changes.at
        except UserError as error:
            if error.code == "evidence_above_limit":
                self.large.append(path)
            else:
                self.refused.append(error)

    def _alike(self, path: Path, size: int) -> tuple[Evidence | None, Evidence | None]:
        """The evidence here, and that of another place, with this content; read only where a size agrees."""
        here = [p.evidence for p in self._held if self._place in p.places and p.evidence.size == size]
        here += [e for e in self.added if e.size == size]
        other = [p.evidence for p in self._held if self._place not in p.places and p.evidence.size == size]
        if not here and not other:
            return None, None
        sha256, _size = files.digest(path)
        return _of(here, sha256), _of(other, sha256)

    def outcome(self, stopped: bool) -> tuple[Changes, Attached]:
        """What came of all."""
        outcome = Attached(
            tuple(self.added),
            tuple(self.twins),
            tuple(self.refused),
            stopped,
            tuple(self.elsewhere),
            tuple(self.large),
        )
        changes = Changes(at=self.at, evidence=True, places=frozenset({self._place})) if self.added else Changes()
        return changes, outcome


def _of(evidence: Sequence[Evidence], sha256: str) -> Evidence | None:
    return next((e for e in evidence if e.sha256 == sha256), None)


def attach_all(
    desk: Desk,
    checkpoint_id: str,
    site_id: str,
    paths: Sequence[Path],
    progress: Progress | None = None,
    *,
    large: bool = False,
    apart: bool = False,
) -> tuple[Changes, Attached]:
    """Store several files at a place, each for itself; `progress` is told ("evidence", bytes, bytes in all).

    A file whose content lies there already is not stored a second time, one whose content proves another place only
    with `apart`, and one above the size that the audit warns of only with `large`.
    """
    total = max(1, sum(files.size_of(path) for path in paths) * 2)
    done = 0
    taking = _Taking(desk, checked_place(desk, checkpoint_id, site_id), large, apart)

    def told(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None and not progress("evidence", min(done, total), total):
            raise _Stopped

    for path in paths:
        before = done
        try:
            told(0)
            taking.take(path, told)
        except _Stopped:
            return taking.outcome(True)
        done = before + files.size_of(path) * 2
    return taking.outcome(False)


def attach(
    desk: Desk,
    checkpoint_id: str,
    site_id: str,
    path: Path,
    told: Told | None = None,
    *,
    large: bool = True,
    expires: date | None = None,
    note: str = "",
) -> tuple[Changes, Evidence]:
    """Store a copy of `path` as evidence at a place. Raises UserError, changing nothing.

    `told` is called with the size of each piece, first as it is hashed, then as it is stored; what it raises stops.
    Unless `large`, a file above the size that the audit warns of is refused. `expires` is the last day on which it
    proves anything.
    """
    note = checked_note(note)
    checkpoint_id, site_id = checked_place(desk, checkpoint_id, site_id)
    files.check(desk, path, large=large)
    sha256, size = files.digest(path, told)
    at = desk.stamp()
    evidence = new_evidence(desk, (checkpoint_id, site_id), path, sha256, size, at)
    with desk.file.write() as work:
        check_site(work, site_id)
        files.keep(work, evidence, path, told)
        after: dict[str, object] = {"name": evidence.name, "size": size, "sha256": evidence.sha256}
        if expires or note:
            work.evidence.put_facts(EvidenceFacts(evidence.id, expires, "", note))
            after |= told_facts(expires, note)
        event = Event("evidence.added", evidence.id, checkpoint_id, site_id, after=after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, evidence=True, places=frozenset({(checkpoint_id, site_id)})), evidence


def new_evidence(desk: Desk, place: Place, path: Path, sha256: str, size: int, at: str) -> Evidence:
    """The record of a file that is about to be stored."""
    return Evidence(
        id=desk.world.new_id(),
        checkpoint=place[0],
        site=place[1],
        name=path.name,
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        size=size,
        sha256=sha256,
        added_at=at,
        added_by=desk.world.user,
    )


def remove(desk: Desk, evidence_id: str, reason: str) -> Changes:
    """Mark a piece of evidence as removed, at every place it serves; its bytes stay. Raises UserError."""
    if not reason.strip():
        raise UserError("evidence_needs_reason")
    at = desk.stamp()
    with desk.file.write() as work:
        piece = standing_piece(work, evidence_id)
        evidence, places = piece.evidence, piece.places or (piece.home,)
        gone = replace(evidence, removed_at=at, removed_by=desk.world.user, removed_reason=reason.strip())
        work.evidence.put(gone)
        after: dict[str, object] = {"name": evidence.name, "reason": reason.strip()}
        if len(places) > 1:
            after["places"] = len(places)
        event = Event("evidence.removed", evidence.id, evidence.checkpoint, evidence.site, after=after)
        acceptance.lapse_at(work, piece.places, at, desk.world.user)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, evidence=True, reviews=True, places=frozenset((*places, piece.home)))


def listing(desk: Desk) -> tuple[Evidence, ...]:
    """All evidence, removed pieces included."""
    with desk.file.read() as work:
        return work.evidence.all()


def same_content(desk: Desk, evidence: Evidence) -> tuple[Evidence, ...]:
    """Other evidence in force with the same bytes."""
    with desk.file.read() as work:
        held = proofs.pieces(work)
    return tuple(
        p.evidence
        for p in held
        if p.places and p.latest and p.evidence.sha256 == evidence.sha256 and p.evidence.id != evidence.id
    )


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


def content(desk: Desk, evidence_id: str, most: int) -> bytes:
    """The first `most` bytes of a piece, for looking at it. Raises UserError `evidence_unknown`."""
    with desk.file.read() as work:
        evidence = work.evidence.get(evidence_id)
        if evidence is None:
            raise UserError("evidence_unknown", evidence=evidence_id)
        return b"".join(_until(work.evidence.read_blob(evidence.sha256), most))


def _until(pieces: Iterator[bytes], most: int) -> Iterator[bytes]:
    for piece in pieces:
        yield piece[:most]
        most -= len(piece)
        if most <= 0:
            return


# --- what the services of evidence have in common ---------------------------------------------------------------------


def checked_note(note: str) -> str:
    """A note without blanks around it. Raises UserError `evidence_note_long`."""
    if len(said := note.strip()) > _NOTE:
        raise UserError("evidence_note_long", most=f"{_NOTE:,}")
    return said


def told_facts(expires: date | None, note: str) -> dict[str, object]:
    """A last day and a note as the history has them."""
    return {"expires": expires.isoformat() if expires else "", "note": note}


def standing_piece(work: UnitOfWork, evidence_id: str) -> Piece:
    """A piece that was not removed. Raises UserError `evidence_unknown`."""
    piece = proofs.piece(work, evidence_id)
    if piece is None or piece.evidence.removed:
        raise UserError("evidence_unknown", evidence=evidence_id)
    return piece


def checked_place(desk: Desk, checkpoint_id: str, site_id: str) -> Place:
    """A place by the id that its checkpoint has today. Raises UserError for one that cannot be: a company checkpoint at
    a site, one of a site without, one that is not asked."""
    checkpoint = asked_checkpoint(desk, checkpoint_id)
    if checkpoint.level is Level.COMPANY and site_id:
        raise UserError("answer_site_not_wanted", checkpoint=checkpoint.id)
    if checkpoint.level is Level.SITE and not site_id:
        raise UserError("answer_site_needed", checkpoint=checkpoint.id)
    return checkpoint.id, site_id


def check_site(work: UnitOfWork, *sites: str) -> None:
    """Refuse a site that is not, or not any more, in the audit. Raises UserError `site_gone`."""
    live = {site.id for site in work.sites.all() if not site.removed}
    if any(site and site not in live for site in sites):
        raise UserError("site_gone")

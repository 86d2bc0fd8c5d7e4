"""The register of evidence (証跡一覧): every piece of the audit with its places, versions and what to look after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from app.domain.audit import live_sites
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.errors import UserError
from app.services import evidencing_files as files
from app.services import proofs
from app.services.ports import Desk


class Mark(Enum):
    """What an officer looks after: past its last day, about to be, serving no place, larger than the audit warns of,
    the same content as another piece; and what counts no more, because it was replaced or removed."""

    EXPIRED = "expired"
    SOON = "soon"
    UNUSED = "unused"
    LARGE = "large"
    DOUBLE = "double"
    REPLACED = "replaced"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece in the register; `places` are those of the audit as it stands, without sites that were taken out."""

    piece: Piece
    places: tuple[Place, ...]
    marks: frozenset[Mark]

    @property
    def in_force(self) -> bool:
        """Whether it is neither removed nor replaced."""
        return not self.marks & {Mark.REMOVED, Mark.REPLACED}


@dataclass(frozen=True, slots=True)
class Register:
    """All evidence; `size` is what all content takes in the file, in bytes, each content once. `today` is the day from
    which last days are seen: that of the seal of a sealed audit."""

    entries: tuple[Entry, ...]
    size: int
    limit_mb: int
    soon_days: int
    today: date

    def marked(self, mark: Mark) -> tuple[Entry, ...]:
        """Those with a mark."""
        return tuple(entry for entry in self.entries if mark in entry.marks)


def proof_day(desk: Desk) -> date:
    """The day from which last days of evidence are seen: that of the seal of a sealed audit, else the present one."""
    with desk.file.read() as work:
        return proofs.day(work, desk.world.clock.today())


def register(desk: Desk) -> Register:
    """Read all evidence, in the order of the catalogue and of the sites."""
    with desk.file.read() as work:
        today = proofs.day(work, desk.world.clock.today())
        held = proofs.pieces(work)
        limit, soon = files.limit_in(work), files.soon_in(work)
        sites = {site.id: n for n, site in enumerate(live_sites(work.sites.all()), start=1)}
    order = {c.id: n for n, c in enumerate(desk.catalogue.checkpoints)}
    known = {"", *sites}
    doubles = _doubles(held)

    def entry(piece: Piece) -> Entry:
        places = tuple(place for place in piece.places if place[1] in known)
        marks = _marks(piece, places, today, limit * files.MEGABYTE, soon)
        if piece.latest and piece.evidence.sha256 in doubles and not piece.evidence.removed:
            marks.add(Mark.DOUBLE)
        return Entry(piece, places, frozenset(marks))

    def rank(entry: Entry) -> tuple[int, str, int, str, str]:
        checkpoint, site = entry.places[0] if entry.places else entry.piece.home
        evidence = entry.piece.evidence
        return order.get(checkpoint, len(order)), checkpoint, sites.get(site, 0), evidence.name, evidence.added_at

    entries = tuple(sorted(map(entry, held), key=rank))
    return Register(entries, stored_size(held), limit, soon, today)


def entry_of(desk: Desk, evidence_id: str) -> Entry:
    """One piece as the register has it. Raises UserError `evidence_unknown`."""
    found = next((e for e in register(desk).entries if e.piece.evidence.id == evidence_id), None)
    if found is None:
        raise UserError("evidence_unknown", evidence=evidence_id)
    return found


def stored_size(held: Iterable[Piece]) -> int:
    """What the content of all pieces takes in the file, in bytes: removed ones too, each content once."""
    return sum({piece.evidence.sha256: piece.evidence.size for piece in held}.values())


def _doubles(held: Iterable[Piece]) -> frozenset[str]:
    counts = Counter(p.evidence.sha256 for p in held if p.latest and not p.evidence.removed)
    return frozenset(sha256 for sha256, count in counts.items() if count > 1)


def _marks(piece: Piece, places: tuple[Place, ...], today: date, limit: int, soon: int) -> set[Mark]:
    if piece.evidence.removed:
        return {Mark.REMOVED}
    if not piece.latest:
        return {Mark.REPLACED}
    marks = set()
    if piece.expired(today):
        marks.add(Mark.EXPIRED)
    elif piece.expires_within(today, soon):
        marks.add(Mark.SOON)
    if not places:
        marks.add(Mark.UNUSED)
    if piece.evidence.size > limit:
        marks.add(Mark.LARGE)
    return marks

"""Evidence records, and their bytes by content in pieces of one mebibyte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256 as new_sha256

from sqlalchemy import bindparam, exists, select

from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

PIECE = 1 << 20

_EVIDENCE = Shape(Evidence, tables.evidence)
_t = tables.evidence.c
_ALL = select(*_EVIDENCE.columns).order_by(_t.checkpoint, _t.site, _t.added_at, _t.id)
_ONE = select(*_EVIDENCE.columns).where(_t.id == bindparam("id"))
_AT = (
    select(*_EVIDENCE.columns)
    .where(_t.checkpoint == bindparam("checkpoint"), _t.site == bindparam("site"))
    .order_by(_t.added_at, _t.id)
)
_USE = Shape(EvidenceUse, tables.evidence_uses)
_FACTS = Shape(EvidenceFacts, tables.evidence_facts)
_u = tables.evidence_uses.c
_USES = select(*_USE.columns).order_by(_u.checkpoint, _u.site, _u.at, _u.evidence)
_USES_AT = _USES.where(_u.checkpoint == bindparam("checkpoint"), _u.site == bindparam("site"))
_USES_OF = _USES.where(_u.evidence == bindparam("evidence"))
_REPLACED = select(tables.evidence_facts.c.replaces)
_ENDED_AT_HOME = exists().where(
    _u.evidence == _t.id, _u.checkpoint == _t.checkpoint, _u.site == _t.site, _u.removed_at != ""
)
_SERVING = (
    select(_t.id, _t.checkpoint, _t.site)
    .where(_t.removed_at == "", _t.id.not_in(_REPLACED), ~_ENDED_AT_HOME)
    .union(
        select(_u.evidence, _u.checkpoint, _u.site)
        .join(tables.evidence, _t.id == _u.evidence)
        .where(_u.removed_at == "", _t.removed_at == "", _u.evidence.not_in(_REPLACED))
    )
)
_ALL_FACTS = select(*_FACTS.columns).order_by(tables.evidence_facts.c.evidence)
_FACTS_OF = select(*_FACTS.columns).where(tables.evidence_facts.c.evidence == bindparam("evidence"))
_REPLACED_BY = select(tables.evidence_facts.c.evidence).where(tables.evidence_facts.c.replaces == bindparam("replaces"))
_BLOB = select(tables.blobs.c.size).where(tables.blobs.c.sha256 == bindparam("sha256"))
_PIECE = select(tables.blob_chunks.c.data).where(
    tables.blob_chunks.c.sha256 == bindparam("sha256"), tables.blob_chunks.c.seq == bindparam("seq")
)


class EvidenceRows:
    """Evidence records are replaced by id, bytes are written once and never changed."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def get(self, identity: str) -> Evidence | None:
        """One piece of evidence."""
        row = self._content.wire.first(_ONE, id=identity)
        return None if row is None else _EVIDENCE.value(row)

    def all(self) -> tuple[Evidence, ...]:
        """All evidence, removed pieces included."""
        return tuple(map(_EVIDENCE.value, self._content.wire.rows(_ALL)))

    def at(self, checkpoint: str, site: str) -> tuple[Evidence, ...]:
        """The evidence of one place in the order it was added, removed pieces included."""
        return tuple(map(_EVIDENCE.value, self._content.wire.rows(_AT, checkpoint=checkpoint, site=site)))

    def put(self, evidence: Evidence) -> None:
        """Add or replace a record."""
        self._content.put(tables.evidence, _EVIDENCE.row(evidence))

    def uses(self) -> tuple[EvidenceUse, ...]:
        """Where evidence serves beside the place it was added at, uses that were ended included."""
        return tuple(map(_USE.value, self._content.wire.rows(_USES)))

    def uses_at(self, checkpoint: str, site: str) -> tuple[EvidenceUse, ...]:
        """What serves a place although it was added at another one."""
        return tuple(map(_USE.value, self._content.wire.rows(_USES_AT, checkpoint=checkpoint, site=site)))

    def uses_of(self, identity: str) -> tuple[EvidenceUse, ...]:
        """All uses of one piece, those that were ended included."""
        return tuple(map(_USE.value, self._content.wire.rows(_USES_OF, evidence=identity)))

    def serving(self) -> Sequence[tuple[str, str, str]]:
        """Every piece in force (neither removed nor replaced) with each checkpoint and site that it serves: where it
        was added, unless it was taken off there, and by a use that was not ended."""
        return self._content.wire.rows(_SERVING)

    def put_use(self, use: EvidenceUse) -> None:
        """Add or replace a use."""
        self._content.put(tables.evidence_uses, _USE.row(use))

    def facts(self) -> dict[str, EvidenceFacts]:
        """What is known of pieces of evidence, by id; of most nothing is."""
        return {f.evidence: f for f in map(_FACTS.value, self._content.wire.rows(_ALL_FACTS))}

    def facts_of(self, identity: str) -> EvidenceFacts:
        """What is known of one piece."""
        row = self._content.wire.first(_FACTS_OF, evidence=identity)
        return EvidenceFacts(identity) if row is None else _FACTS.value(row)

    def replaced_by(self, identity: str) -> str:
        """The id of the piece that is the next version of this one, empty where there is none."""
        row = self._content.wire.first(_REPLACED_BY, replaces=identity)
        return "" if row is None else str(row[0])

    def put_facts(self, facts: EvidenceFacts) -> None:
        """Add or replace what is known of a piece."""
        self._content.put(tables.evidence_facts, _FACTS.row(facts))

    def has_blob(self, sha256: str) -> bool:
        """Whether these bytes are stored."""
        return self._content.wire.first(_BLOB, sha256=sha256) is not None

    def write_blob(self, sha256: str, chunks: Iterable[bytes]) -> None:
        """Store the bytes once. Raises ValueError when they are not those of `sha256` (the file changed)."""
        if self.has_blob(sha256):
            return
        digest = new_sha256()
        size = 0
        for seq, piece in enumerate(in_pieces(chunks)):
            digest.update(piece)
            size += len(piece)
            self._content.insert(tables.blob_chunks, [(sha256, seq, piece)])
        if digest.hexdigest() != sha256:
            raise ValueError("the bytes changed while they were read")
        self._content.insert(tables.blobs, [(sha256, size)])

    def read_blob(self, sha256: str) -> Iterator[bytes]:
        """The bytes in pieces. Raises KeyError for bytes that are not stored."""
        if not self.has_blob(sha256):
            raise KeyError(sha256)
        return self._read(sha256)

    def _read(self, sha256: str) -> Iterator[bytes]:
        seq = 0
        # Piece by piece, so that a large file is never in memory as a whole.
        while (row := self._content.wire.first(_PIECE, sha256=sha256, seq=seq)) is not None:
            yield row[0]
            seq += 1


def in_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of `PIECE`."""
    rest = bytearray()
    for chunk in chunks:
        rest += chunk
        while len(rest) >= PIECE:
            yield bytes(rest[:PIECE])
            del rest[:PIECE]
    if rest:
        yield bytes(rest)

"""What proves the answers: the one place that tells which evidence counts, and where.

A piece of evidence counts at every place it serves while it is neither removed, nor replaced by a newer version, nor
past its last day. Who asks whether a place has evidence asks here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from app.domain import pieces as held
from app.domain.evidence import Evidence
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.domain.sealing import latest
from app.services.ports import UnitOfWork


def pieces(work: UnitOfWork) -> tuple[Piece, ...]:
    """All evidence of the audit with its uses, facts and versions, removed and replaced pieces included."""
    return held.pieces(work.evidence.all(), work.evidence.uses(), work.evidence.facts())


def day(work: UnitOfWork, today: date) -> date:
    """The day on which the evidence of the audit is asked whether it proves anything: that of its seal, else `today`.
    Whoever asks for proof asks for that of this day."""
    return latest(work.reviews.revisions()).proof_day(today)


def evidence_by_place(work: UnitOfWork, today: date) -> Mapping[Place, tuple[Evidence, ...]]:
    """What counts as evidence on that day, by the place where it serves; places without any are not there."""
    return held.by_place(pieces(work), today)


def counts_by_place(work: UnitOfWork, today: date) -> Counter[Place]:
    """How many pieces count as evidence at each place on that day; reads no more than that wants."""
    over = {f.evidence for f in work.evidence.facts().values() if f.expires is not None and f.expires < today}
    serving = work.evidence.serving()
    return Counter((checkpoint, site) for identity, checkpoint, site in serving if identity not in over)


def pieces_at(work: UnitOfWork, place: Place) -> tuple[Piece, ...]:
    """What serves, or served, at one place, in the order in which it was added; only what belongs there is read."""
    found = {e.id: e for e in work.evidence.at(*place)}
    for use in work.evidence.uses_at(*place):
        if use.evidence not in found and (evidence := work.evidence.get(use.evidence)) is not None:
            found[evidence.id] = evidence
    return tuple(sorted((_piece(work, e) for e in found.values()), key=lambda p: (p.evidence.added_at, p.evidence.id)))


def piece(work: UnitOfWork, identity: str) -> Piece | None:
    """One piece with all that is known of it, or None."""
    evidence = work.evidence.get(identity)
    return None if evidence is None else _piece(work, evidence)


def _piece(work: UnitOfWork, evidence: Evidence) -> Piece:
    facts = work.evidence.facts_of(evidence.id)
    earlier: list[Evidence] = []
    before = facts.replaces
    while before and (older := work.evidence.get(before)) is not None and older not in earlier:
        earlier.append(older)
        before = work.evidence.facts_of(older.id).replaces
    newer = work.evidence.replaced_by(evidence.id)
    return Piece(evidence, facts, work.evidence.uses_of(evidence.id), newer, tuple(reversed(earlier)))

"""What a piece of evidence proves: where it serves, which version it is, and until when it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.evidence import Evidence, EvidenceFacts, EvidenceUse
from app.domain.progress import Place


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with all that is known of it.

    `uses` are all of its uses, those that were ended included; one at the place where it was added is there only if it
    was taken off there. `newer` is the id of the piece that replaces it, empty for the newest version; `earlier` are
    the versions before it, the first one first.
    """

    evidence: Evidence
    facts: EvidenceFacts
    uses: tuple[EvidenceUse, ...] = ()
    newer: str = ""
    earlier: tuple[Evidence, ...] = ()

    @property
    def home(self) -> Place:
        """Where it was added."""
        return self.evidence.checkpoint, self.evidence.site

    @property
    def version(self) -> int:
        """Which version it is, from 1."""
        return len(self.earlier) + 1

    @property
    def latest(self) -> bool:
        """Whether no newer version replaces it. It stays replaced when the newer one is removed: what was removed must
        not let an older proof count again unseen."""
        return not self.newer

    @property
    def places(self) -> tuple[Place, ...]:
        """Where it serves, the place of its own first; none once it was removed."""
        if self.evidence.removed:
            return ()
        ended = {(use.checkpoint, use.site) for use in self.uses if use.removed}
        own = () if self.home in ended else (self.home,)
        others = ((use.checkpoint, use.site) for use in self.uses if not use.removed)
        return (*own, *(place for place in others if place != self.home))

    def ended_at(self, place: Place) -> EvidenceUse | None:
        """How it was taken off at a place, if it was."""
        return next((use for use in self.uses if use.removed and (use.checkpoint, use.site) == place), None)

    def expired(self, today: date) -> bool:
        """Whether the last day on which it proves anything is over."""
        return self.facts.expires is not None and self.facts.expires < today

    def expires_within(self, today: date, days: int) -> bool:
        """Whether it still counts and will not any more in `days` days."""
        expires = self.facts.expires
        return expires is not None and today <= expires <= today + timedelta(days=days)

    def counts(self, today: date) -> bool:
        """Whether it proves anything where it serves: neither removed nor replaced nor expired."""
        return not self.evidence.removed and self.latest and not self.expired(today)


def pieces(
    evidence: Iterable[Evidence], uses: Iterable[EvidenceUse], facts: Mapping[str, EvidenceFacts]
) -> tuple[Piece, ...]:
    """Every piece of evidence with its uses, its facts and its versions, in the order given."""
    every = tuple(evidence)
    by_id = {e.id: e for e in every}
    newer = {f.replaces: f.evidence for f in facts.values() if f.replaces and f.evidence in by_id}
    of_piece: dict[str, list[EvidenceUse]] = defaultdict(list)
    for use in uses:
        of_piece[use.evidence].append(use)
    return tuple(
        Piece(
            e,
            facts.get(e.id) or EvidenceFacts(e.id),
            tuple(of_piece.get(e.id, ())),
            newer.get(e.id, ""),
            _earlier(e.id, by_id, facts),
        )
        for e in every
    )


def _earlier(identity: str, by_id: Mapping[str, Evidence], facts: Mapping[str, EvidenceFacts]) -> tuple[Evidence, ...]:
    chain: list[Evidence] = []
    known = facts.get(identity)
    while known is not None and (before := by_id.get(known.replaces)) is not None and before not in chain:
        chain.append(before)
        known = facts.get(before.id)
    return tuple(reversed(chain))


def by_place(held: Iterable[Piece], today: date) -> dict[Place, tuple[Evidence, ...]]:
    """What counts as evidence, by the place where it serves; places without any are not there."""
    found: dict[Place, list[Evidence]] = defaultdict(list)
    for piece in held:
        if piece.counts(today):
            for place in piece.places:
                found[place].append(piece.evidence)
    return {place: tuple(evidence) for place, evidence in found.items()}

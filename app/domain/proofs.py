"""What stands beside an 適合: evidence that still proves, and what a second person tried against it.

適合 is recorded at once and counts as unproven (未立証) until one of the two is there; a refutation keeps it unproven,
and the 適合 that is given again without anything new as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.answers import Answer, run_of
from app.domain.challenges import Disproof, Outcome
from app.domain.evidence import EvidenceFacts
from app.domain.grades import Verdict

Place = tuple[str, str]
Piece = tuple[str, str, str]
"""A piece of evidence that was not removed, and a checkpoint and site that it serves."""


class Lack(StrEnum):
    """Why an 適合 is unproven."""

    BARE = "bare"
    """Nothing stands beside it."""
    EXPIRED = "expired"
    """All its evidence has expired."""
    REFUTED = "refuted"
    """A second person found that it does not hold."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What stands beside an answer: how many pieces of evidence prove it today and how many have expired; the attempts
    to disprove it under which it held, those that refuted it or an earlier 適合 beside which nothing new stands, and
    those (`past`) that spoke of an earlier answer or were withdrawn."""

    evidence: int = 0
    expired: int = 0
    held: tuple[Disproof, ...] = ()
    refuted: tuple[Disproof, ...] = ()
    past: tuple[Disproof, ...] = ()

    @property
    def lack(self) -> Lack | None:
        """Why an 適合 with this beside it is unproven; None where it is proven."""
        if self.refuted:
            return Lack.REFUTED
        if self.evidence or self.held:
            return None
        return Lack.EXPIRED if self.expired else Lack.BARE


def speaks(disproof: Disproof, revisions: Sequence[Answer]) -> bool:
    """Whether an attempt speaks of the answer in force, whose `revisions` are given.

    What is tried is the verdict: an attempt still speaks when only the remark was changed after it. A verdict that was
    changed and changed back is another answer, which nobody has tried; one that was taken back is none (`run_of`).
    """
    return not disproof.withdrawn and any(disproof.revision == answer.revision for answer in run_of(revisions))


def standing(pieces: Iterable[Piece], facts: Mapping[str, EvidenceFacts], today: date) -> dict[Place, tuple[int, int]]:
    """How many pieces prove something at each place today, and how many have expired.

    A version that a newer one has replaced proves nothing, also when the newer one was removed since: an older proof
    must not count again unseen. The newer one serves its places by uses of its own.
    """
    # Of most pieces nothing is known.
    replaced = {f.replaces for f in facts.values() if f.replaces}
    over = {i for i, f in facts.items() if f.expires is not None and f.expires < today}
    proving: dict[Place, int] = {}
    expired: dict[Place, int] = {}
    for identity, checkpoint, site in set(pieces):
        if identity in replaced:
            continue
        count = expired if identity in over else proving
        place = (checkpoint, site)
        count[place] = count.get(place, 0) + 1
    return {place: (proving.get(place, 0), expired.get(place, 0)) for place in {**proving, **expired}}


def outlives(
    refutation: Disproof, others: Iterable[Disproof], revisions: Sequence[Answer], came: Iterable[str]
) -> bool:
    """Whether a refutation stands against an 適合 that was given after the answer it spoke of.

    It does until it is withdrawn, until one of the `others` that was recorded later held, or until evidence that counts
    here came later: `came` are the moments at which what counts came to the place.
    """
    if refutation.withdrawn or refutation.outcome is not Outcome.REFUTED:
        return False
    if not revisions or revisions[-1].verdict is not Verdict.CONFORMING:
        return False
    held = (each.at for each in others if each.outcome is Outcome.HELD and not each.withdrawn)
    return not any(at > refutation.at for at in (*held, *came))


def proof_of(
    counts: tuple[int, int], disproofs: Iterable[Disproof], revisions: Sequence[Answer], came: Iterable[str] = ()
) -> Proof:
    """What stands beside an answer: its counted evidence (`standing`), every attempt at its place, and when the
    evidence that counts came there."""
    tried, moments = tuple(disproofs), tuple(came)
    held: list[Disproof] = []
    refuted: list[Disproof] = []
    past: list[Disproof] = []
    for each in tried:
        if not speaks(each, revisions) and not outlives(each, tried, revisions, moments):
            past.append(each)
        else:
            (held if each.outcome is Outcome.HELD else refuted).append(each)
    return Proof(*counts, tuple(held), tuple(refuted), tuple(past))

"""What stands beside an 適合: evidence that still proves, and what a second person tried against it.

適合 is recorded at once and counts as unproven (未立証) until one of the two is there; a refutation keeps it unproven,
and the 適合 that is given again without anything new as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.answers import Answer, same_answer
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
    those (`past`) that count no more: they spoke of an earlier answer, were withdrawn, or were made by one who by now
    gave the answer in force himself."""

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


@dataclass(frozen=True, slots=True)
class Course:
    """What the history tells of a place beside its revisions: which revision each one that came from undoing says
    `again`, the attempts (ids) that the person tried on his `own` answer, and those that are `partial`: by or for
    somebody who ever called it 適合 here."""

    again: Mapping[int, int] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()


PLAIN = Course()
"""Nothing was undone, and nobody tried his own answer."""


def speaks(disproof: Disproof, revisions: Sequence[Answer], course: Course = PLAIN) -> bool:
    """Whether an attempt speaks of the answer in force, whose `revisions` are given.

    What is tried is the verdict: an attempt still speaks when only the remark was changed after it, or when a change
    was undone. A verdict that was changed and changed back is another answer, which nobody has tried, whatever its
    words; nor does anybody prove by trying it an answer that is his by now.
    """
    if disproof.withdrawn or (disproof.outcome is Outcome.HELD and disproof.id in course.own):
        return False
    return any(disproof.revision == answer.revision for answer in same_answer(revisions, course.again))


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
    refutation: Disproof,
    others: Iterable[Disproof],
    revisions: Sequence[Answer],
    came: Iterable[str],
    course: Course = PLAIN,
) -> bool:
    """Whether a refutation stands against an 適合 that was given after the answer it spoke of.

    It does, whatever was answered in between, until it is withdrawn, until one of the `others` that was recorded later
    held, or until evidence that counts here came later: `came` are the moments at which what counts came to the place.
    An attempt by or for somebody who called it 適合 himself ends no refutation.
    """
    if refutation.withdrawn or refutation.outcome is not Outcome.REFUTED:
        return False
    if not revisions or revisions[-1].verdict is not Verdict.CONFORMING:
        return False
    held = (
        each.at
        for each in others
        if each.outcome is Outcome.HELD and not each.withdrawn and each.id not in course.partial
    )
    return not any(at > refutation.at for at in (*held, *came))


def proof_of(
    counts: tuple[int, int],
    disproofs: Iterable[Disproof],
    revisions: Sequence[Answer],
    came: Iterable[str] = (),
    course: Course = PLAIN,
) -> Proof:
    """What stands beside an answer: its counted evidence (`standing`), every attempt at its place, when the evidence
    that counts came there, and what the history tells of it."""
    tried, moments = tuple(disproofs), tuple(came)
    held: list[Disproof] = []
    refuted: list[Disproof] = []
    past: list[Disproof] = []
    for each in tried:
        if not speaks(each, revisions, course) and not outlives(each, tried, revisions, moments, course):
            past.append(each)
        else:
            (held if each.outcome is Outcome.HELD else refuted).append(each)
    return Proof(*counts, tuple(held), tuple(refuted), tuple(past))

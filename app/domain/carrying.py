"""The next audit (次回点検): what an earlier audit said, carried over as proposals and never as answers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.grades import Verdict


class Standing(StrEnum):
    """How a checkpoint stands to the earlier audit: asked in the same words, in others, or not any more."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    RETIRED = "retired"


class Decision(StrEnum):
    """What the officer made of a carried answer: nothing yet, taken as it is, answered otherwise, or laid aside."""

    OPEN = "open"
    TAKEN = "taken"
    ANSWERED = "answered"
    LAID_ASIDE = "laid_aside"


COPIED = "copied"
"""In `Carried.review`: the answer was a copy from another site that nobody confirmed."""

REFUTED = "refuted"
"""In `Carried.review`: a second person found that the 適合 does not hold, whatever a reviewer had said of it."""


@dataclass(frozen=True, slots=True)
class Predecessor:
    """The audit that this one goes on from. `fingerprint` is that of its content when it was read."""

    id: str
    organisation: str
    period: str
    as_of: date
    file: str
    revision: int
    sealed: bool
    fingerprint: str
    catalogue_version: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Carried:
    """What the earlier audit said at a place, and how it was asked then (`question` and `verify` in Japanese).

    `checkpoint` and `site` are this audit's ids; those of a retired checkpoint are the earlier ones. `question` and
    `verify` are empty where the earlier file kept no texts. `review` tells how the answer stood there: what was done
    last of its review (`requested`, `withdrawn`, also where an acceptance ended by itself, `accepted` or `returned`),
    `refuted` by a second person (反証), `copied` from another site and never confirmed, or empty.
    """

    checkpoint: str
    site: str
    verdict: Verdict
    comment: str
    reason: str
    given_at: str
    given_by: str
    question: str
    verify: str
    standing: Standing
    evidence: int = 0
    review: str = ""
    decision: Decision = Decision.OPEN
    decided_at: str = ""
    decided_by: str = ""

    @property
    def waiting(self) -> bool:
        """Whether the officer has yet to say something of it."""
        return self.decision is Decision.OPEN and self.standing is not Standing.RETIRED


def standing_of(now: str, then: str) -> Standing:
    """How a checkpoint that is still asked stands: the fingerprints of its words now and then; empty: nobody knows."""
    return Standing.UNCHANGED if now == then else Standing.CHANGED


def followed(carried: Carried, verdict: Verdict, at: str, by: str, *, taken: bool) -> Carried:
    """What a carried answer is once its place was answered: `taken` as it was, or otherwise.

    An answer that is withdrawn leaves it open again; a remark on one that was taken leaves it taken.
    """
    if carried.standing is Standing.RETIRED:
        return carried
    if verdict is Verdict.UNANSWERED:
        if carried.decision not in (Decision.TAKEN, Decision.ANSWERED):
            return carried
        return replace(carried, decision=Decision.OPEN, decided_at="", decided_by="")
    same = carried.decision is Decision.TAKEN and verdict is carried.verdict
    decision = Decision.TAKEN if taken or same else Decision.ANSWERED
    if decision is carried.decision:
        return carried
    return replace(carried, decision=decision, decided_at=at, decided_by=by)


_GRAVITY = (Verdict.CONFORMING, Verdict.PARTLY, Verdict.NONCONFORMING)


def contradicts(proposed: Verdict, said: Verdict) -> bool:
    """Whether ledgers that propose a verdict speak against an answer: it says something better than they do, or that
    the checkpoint does not apply."""
    return said not in _GRAVITY or _GRAVITY.index(said) < _GRAVITY.index(proposed)

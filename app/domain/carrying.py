"""The next audit (次回点検): what an earlier audit said, carried over as proposals and never as answers."""

from __future__ import annotations

from dataclasses import dataclass
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

    `checkpoint` and `site` are this audit's ids; those of a retired checkpoint are the earlier ones. `unproven` and
    `review` tell how the answer stood there.
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

"""Evidence (証跡): a file that proves an answer, kept by content and never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Evidence:
    """One file attached to one checkpoint at one site (`site` empty: company level).

    `size` in bytes, `sha256` in hex. A removed piece stays readable with its reason.
    """

    id: str
    checkpoint: str
    site: str
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: str
    added_by: str
    removed_at: str = ""
    removed_by: str = ""
    removed_reason: str = ""

    @property
    def removed(self) -> bool:
        """Whether it no longer counts for the answer."""
        return bool(self.removed_at)


@dataclass(frozen=True, slots=True)
class EvidenceUse:
    """That a piece of evidence serves another place than the one it was added at; ended with a reason, never erased."""

    evidence: str
    checkpoint: str
    site: str
    at: str
    by: str
    removed_at: str = ""
    removed_by: str = ""
    removed_reason: str = ""

    @property
    def removed(self) -> bool:
        """Whether it no longer serves that place."""
        return bool(self.removed_at)


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """What is known of a piece of evidence: the last day on which it proves anything, the piece that it is the next
    version of (empty for a first version), and a note."""

    evidence: str
    expires: date | None = None
    replaces: str = ""
    note: str = ""

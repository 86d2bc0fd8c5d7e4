"""Evidence (証跡): a file that proves an answer, kept by content and never overwritten."""

from __future__ import annotations

from dataclasses import dataclass


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

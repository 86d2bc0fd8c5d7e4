"""Approving and sealing (承認・封印): a sealed audit is one revision for ever; reopening it begins the next."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Revision:
    """One revision of the audit, from its beginning or reopening to its seal. Empty times: not yet.

    `fingerprint` is that of all content as it was sealed (64 hex digits) and `entries` the number of entries of the
    history then. A revision that was reopened stays with its fingerprint; the next one names it.
    """

    number: int
    approved_at: str = ""
    approved_by: str = ""
    sealed_at: str = ""
    sealed_by: str = ""
    fingerprint: str = ""
    entries: int = 0
    reopened_at: str = ""
    reopened_by: str = ""
    reason: str = ""

    @property
    def sealed(self) -> bool:
        """Whether the audit is frozen in this revision."""
        return bool(self.sealed_at) and not self.reopened_at

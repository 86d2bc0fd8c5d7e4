"""Approving and sealing (承認・封印): a sealed audit is one revision for ever; reopening it begins the next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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

    def proof_day(self, today: date) -> date:
        """The day on which evidence is asked whether it still proves anything: that of the seal, else `today`. What was
        sealed stands as it was sealed, also where evidence has expired since."""
        return date.fromisoformat(self.sealed_at[:10]) if self.sealed else today

    @property
    def approved(self) -> bool:
        """Whether somebody approved it; whether that still holds is for the history to say."""
        return bool(self.approved_at)

    @property
    def short(self) -> str:
        """The fingerprint as paper bears it; empty while it was never sealed."""
        return short_fingerprint(self.fingerprint)


def short_fingerprint(digest: str) -> str:
    """Twelve hex digits of a digest in groups of four: 3F2A-91BC-07DE."""
    digits = digest[:12].upper()
    return "-".join(digits[n : n + 4] for n in range(0, len(digits), 4))


_PAPER, _FILED = "paper.", "plan.filed"


def lies_beside(act: str) -> bool:
    """Whether an act of the history writes only what lies beside the content that a seal covers: papers go out and come
    back after it, and what was sealed is filed."""
    return act.startswith(_PAPER) or act == _FILED


def latest(revisions: tuple[Revision, ...]) -> Revision:
    """The revision that is worked on or sealed now; an audit that nobody approved yet is in its first."""
    return revisions[-1] if revisions else Revision(1)


def former(revisions: tuple[Revision, ...]) -> Revision | None:
    """The revision before this one, which was sealed and reopened; None for the first."""
    return revisions[-2] if len(revisions) > 1 else None

"""What a mutation changed. Every service that writes returns `Changes`; views decide whether they care."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Names what may look different now. `places` are (checkpoint, site) pairs; `at` is the time of commit.
    `unaccepted` are places whose answers were accepted and wait for their reviewer again after something was undone."""

    at: str = ""
    audit: bool = False
    sites: bool = False
    places: frozenset[tuple[str, str]] = frozenset()
    evidence: bool = False
    ledgers: frozenset[str] = frozenset()
    findings: bool = False
    plan: bool = False
    samples: bool = False
    reviews: bool = False
    duties: bool = False
    carried: bool = False
    catalogue: bool = False
    consistency: bool = False
    papers: bool = False
    actor: str = ""
    unaccepted: frozenset[tuple[str, str]] = frozenset()

    def __bool__(self) -> bool:
        return bool(
            self.audit
            or self.sites
            or self.places
            or self.evidence
            or self.ledgers
            or self.findings
            or self.plan
            or self.samples
            or self.reviews
            or self.duties
            or self.carried
            or self.catalogue
            or self.consistency
            or self.papers
        )

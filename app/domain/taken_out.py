"""Sites that were taken out of the audit, with the reason and with what was wrong there then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.domain.answers import Answer
from app.domain.audit import Site
from app.domain.findings import LEFT, Finding, Status
from app.domain.grades import Severity
from app.domain.plan import Action

_OPEN = frozenset({Status.OPEN.value, Status.IN_PROGRESS.value})


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A site that is not examined any more. `deficient` are the answers there that nothing has settled, `findings` what
    ledgers and logs had found there and nobody had put right; `at` is when it was taken out, and `by` whom."""

    site: Site
    reason: str
    at: str
    by: str
    deficient: tuple[Answer, ...] = ()
    findings: tuple[Finding, ...] = ()

    def uncovered(self, measures: Iterable[Action]) -> Iterator[Answer | Finding]:
        """The deficient answers and the serious findings that no measure answers."""
        known = tuple(measures)
        named = {identity for action in known for identity in action.findings}
        answered = {a.checkpoint for a in known if not a.sites or self.site.id in a.sites}
        yield from (answer for answer in self.deficient if answer.checkpoint not in answered)
        for finding in self.findings:
            if finding.severity is Severity.SERIOUS and finding.id not in named:
                yield finding


def left_open(finding: Finding) -> bool:
    """Whether a finding was open when its site was taken out."""
    return finding.left and finding.values[LEFT] in _OPEN

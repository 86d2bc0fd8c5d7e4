"""What every report is made of: one reading of the audit, its words and its fingerprint."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.audit import Site
from app.domain.catalogue import Catalogue, Severity, Verdict
from app.domain.evidence import Evidence
from app.domain.findings import Finding
from app.domain.plan import Action, Case
from app.domain.progress import Tally
from app.services.auditing import Outline
from app.services.reporting.model import StackedRow

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Material:
    """One reading of the audit. `content` is the digest over all stored content, `translate` turns English msgids."""

    outline: Outline
    catalogue: Catalogue
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]
    cases: tuple[Case, ...]
    evidence: tuple[Evidence, ...]
    content: str
    today: date
    language: str
    translate: Translate
    sites: tuple[Site, ...]

    @property
    def fingerprint(self) -> str:
        """Twelve hex digits of the content's digest in groups of four."""
        digits = self.content[:12].upper()
        return "-".join(digits[n : n + 4] for n in range(0, 12, 4))

    def day(self, day: date | None) -> str:
        """A date in the report's language; empty for none."""
        if day is None:
            return ""
        return day.isoformat() if self.language == "en" else f"{day.year}年{day.month}月{day.day}日"

    def footer(self) -> str:
        """Fingerprint and 基準日."""
        _ = self.translate
        return _("Fingerprint {fingerprint}  as of {date}").format(
            fingerprint=self.fingerprint, date=self.day(self.outline.audit.as_of)
        )

    def verdict(self, verdict: Verdict) -> str:
        """A verdict as sign and word."""
        _ = self.translate
        return {
            Verdict.CONFORMING: _("○ conforming"),
            Verdict.PARTLY: _("△ partly deficient"),
            Verdict.NONCONFORMING: _("× nonconforming"),
            Verdict.NOT_APPLICABLE: _("－ not applicable"),
            Verdict.UNANSWERED: _("・ not answered"),
        }[verdict]

    def severity(self, severity: Severity) -> str:
        """A grade in words."""
        _ = self.translate
        return {
            Severity.SERIOUS: _("serious"),
            Severity.IMPROVEMENT: _("to be improved"),
            Severity.OBSERVATION: _("observation"),
        }[severity]

    def bar(self, label: str, tally: Tally) -> StackedRow:
        """A tally as a row of the chart."""
        return StackedRow(
            label, (tally.conforming, tally.partly, tally.nonconforming, tally.not_applicable, tally.unanswered)
        )

    def legend(self) -> tuple[str, str, str, str, str]:
        """The five words of the chart."""
        one, two, three, four, five = (self.verdict(v) for v in Verdict)
        return one, two, three, four, five

    def missing(self) -> tuple[str, ...]:
        """What keeps the audit from being complete, in sentences."""
        _ = self.translate
        total = self.outline.total()
        said = []
        if total.unanswered:
            said.append(_("{count} answers are still to be given.").format(count=total.unanswered))
        proven = {(e.checkpoint, e.site) for e in self.evidence}
        bare = sum(a.verdict is Verdict.CONFORMING and place not in proven for place, a in self.outline.answers.items())
        if bare:
            said.append(_("{count} conforming answers have no evidence.").format(count=bare))
        # Ledgers cannot be imported yet: said, and never taken for 問題なし.
        said.append(_("The comparison of ledgers could not be run (no ledger)."))
        return tuple(said)

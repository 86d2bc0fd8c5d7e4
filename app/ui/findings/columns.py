"""The columns of the table of findings."""

from __future__ import annotations

from app.domain.findings import LIVE, Status
from app.domain.grades import Severity
from app.i18n import gettext as _
from app.ui.findings.rows import FindingRow
from app.ui.style.tokens import SEVERITY_TONE
from app.ui.widgets.listing import Column


def columns() -> tuple[Column[FindingRow], ...]:
    """Grade, sentence, site, checkpoint, rule, rows, state, measure, first seen."""
    grades, statuses = list(Severity), list(Status)
    return (
        Column(
            lambda: _("Grade"),
            lambda r: r.grade,
            84,
            order=lambda r: grades.index(r.finding.severity),
            tone=lambda r: SEVERITY_TONE[r.finding.severity] if r.finding.status in LIVE else "quiet",
            whole=True,
        ),
        Column(lambda: _("Finding"), lambda r: f"{r.sentence}", 0, tip=lambda r: f"{r.title}\n{r.sentence}"),
        Column(lambda: _("Site"), lambda r: r.site, 110),
        Column(lambda: _("Checkpoint"), lambda r: " ".join(r.finding.checkpoints), 92),
        Column(lambda: _("Rule"), lambda r: r.finding.rule or "－", 56),
        Column(
            lambda: _("Number of rows"),
            lambda r: f"{len(r.finding.rows):,}" if r.finding.rows else "",
            56,
            order=lambda r: len(r.finding.rows),
            right=True,
        ),
        Column(
            lambda: _("State"),
            lambda r: r.state,
            76,
            order=lambda r: statuses.index(r.finding.status),
            whole=True,
        ),
        Column(
            lambda: _("Measure"),
            lambda r: r.told_measures,
            72,
            order=lambda r: r.measures,
            whole=True,
        ),
        Column(
            lambda: _("First seen"),
            lambda r: r.seen,
            96,
            order=lambda r: r.finding.first_seen,
            whole=True,
        ),
    )

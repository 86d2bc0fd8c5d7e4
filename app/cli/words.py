"""Grades and states as a person reads them; `--json` gives them as they are typed."""

from __future__ import annotations

from app.domain.findings import Status
from app.domain.grades import Severity
from app.i18n import gettext as _


def severity_word(severity: Severity) -> str:
    """重大, 要改善, 軽微・確認."""
    return {
        Severity.SERIOUS: _("Serious"),
        Severity.IMPROVEMENT: _("To be improved"),
        Severity.OBSERVATION: _("Observation"),
    }[severity]


def status_word(status: Status) -> str:
    """未対応, 対応中, 是正済, 受容, 解消."""
    return {
        Status.OPEN: _("Open"),
        Status.IN_PROGRESS: _("In progress"),
        Status.CORRECTED: _("Corrected"),
        Status.ACCEPTED: _("Accepted"),
        Status.RESOLVED: _("Resolved"),
    }[status]

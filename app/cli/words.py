"""Grades and states as a person reads them; `--json` gives them as they are typed."""

from __future__ import annotations

from app.domain.findings import Status
from app.domain.grades import Severity, Verdict
from app.i18n import gettext as _

SIGNS = {
    Verdict.CONFORMING: "○",
    Verdict.PARTLY: "△",
    Verdict.NONCONFORMING: "×",
    Verdict.NOT_APPLICABLE: "－",
    Verdict.UNANSWERED: "・",
}


def severity_word(severity: Severity) -> str:
    """重大, 要改善, 軽微・確認."""
    return {
        Severity.SERIOUS: _("Serious"),
        Severity.IMPROVEMENT: _("Improvement"),
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


def verdict_word(verdict: Verdict) -> str:
    """○ 適合, △ 一部不備, × 不適合, － 該当なし, ・ 未確認."""
    word = {
        Verdict.CONFORMING: _("Conforming"),
        Verdict.PARTLY: _("Partly deficient"),
        Verdict.NONCONFORMING: _("Nonconforming"),
        Verdict.NOT_APPLICABLE: _("Not applicable"),
        Verdict.UNANSWERED: _("Not answered"),
    }[verdict]
    return f"{SIGNS[verdict]} {word}"

"""Grades, states and kinds as a person reads them; `--json` gives them as they are typed."""

from __future__ import annotations

from app.domain.audit import Ground
from app.domain.findings import Status
from app.domain.grades import Severity, Verdict
from app.i18n import gettext as _
from app.services import words

SIGNS = {
    Verdict.CONFORMING: "○",
    Verdict.PARTLY: "△",
    Verdict.NONCONFORMING: "×",
    Verdict.NOT_APPLICABLE: "－",
    Verdict.UNANSWERED: "・",
}


def severity_word(severity: Severity) -> str:
    """重大, 要改善, 軽微・確認."""
    return words.severity_word(severity, _)


def status_word(status: Status) -> str:
    """未対応, 対応中, 是正済, 受容, 解消."""
    return words.status_word(status, _)


def verdict_word(verdict: Verdict) -> str:
    """○ 適合, △ 一部不備, × 不適合, － 該当なし, ・ 未確認."""
    return f"{SIGNS[verdict]} {words.verdict_word(verdict, _)}"


def ground_word(ground: Ground) -> str:
    """命令, 勧告, 指導, 自主."""
    return words.ground_word(ground, _)


def named_word(kind: str) -> str:
    """What other names are confirmed of: システム, 会社, 部署."""
    return {"systems": _("System"), "companies": _("Name of a company"), "departments": _("Name of a section")}.get(
        kind, kind
    )

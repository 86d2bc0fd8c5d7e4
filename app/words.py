"""Words that window and command line say of the same thing: grades, states, kinds.

No floor has them: the window says them before it loads services, so that nothing but the grades is loaded here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.grades import Severity, Verdict
from app.i18n import gettext as _

if TYPE_CHECKING:
    from app.domain.audit import Ground
    from app.domain.findings import Status
    from app.domain.review import State


def verdict_word(verdict: Verdict) -> str:
    """適合, 一部不備, 不適合, 該当なし, 未確認."""
    return {
        Verdict.CONFORMING: _("Conforming"),
        Verdict.PARTLY: _("Partly deficient"),
        Verdict.NONCONFORMING: _("Nonconforming"),
        Verdict.NOT_APPLICABLE: _("Not applicable"),
        Verdict.UNANSWERED: _("Not answered"),
    }[verdict]


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
        "open": _("Open"),
        "in_progress": _("In progress"),
        "corrected": _("Corrected"),
        "accepted": _("Accepted"),
        "resolved": _("Resolved"),
    }[status.value]


def ground_word(ground: Ground) -> str:
    """命令, 勧告, 指導, 自主."""
    return {
        "order": _("Business improvement order"),
        "recommendation": _("Business improvement recommendation"),
        "guidance": _("Business improvement guidance"),
        "voluntary": _("Voluntary"),
    }[ground.value]


def case_word(kind: str) -> str:
    """The kinds of case every plan must say yes or no to, and others."""
    return {
        "entrant_customers": _("Leak of entrants' customer information"),
        "renewable": _("Use of the renewable-energy system"),
        "other": _("Another case"),
    }.get(kind, kind)


def current_word(state: str) -> str:
    """共用, 論理分割, 物理分割済, or that nobody has said."""
    return {
        "": _("・ Not said yet"),
        "shared": _("Shared"),
        "logical": _("Logically split"),
        "physical": _("Physically split"),
    }.get(state, state)


def review_word(state: State) -> str:
    """未着手, 回答済, 確認依頼, 確認済, 差戻し."""
    return {
        "not_started": _("Not started"),
        "answered": _("Answered"),
        "requested": _("Review requested"),
        "accepted": _("Reviewed"),
        "returned": _("Returned"),
    }[state.value]

"""Words that window and command line say of the same thing: grades, states, kinds. Loaded when the program starts, so
that it loads nothing but the grades itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.domain.grades import Severity, Verdict

if TYPE_CHECKING:
    from app.domain.audit import Ground
    from app.domain.findings import Status

Translate = Callable[[str], str]


def verdict_word(verdict: Verdict, translate: Translate) -> str:
    """適合, 一部不備, 不適合, 該当なし, 未確認."""
    _ = translate
    return {
        Verdict.CONFORMING: _("Conforming"),
        Verdict.PARTLY: _("Partly deficient"),
        Verdict.NONCONFORMING: _("Nonconforming"),
        Verdict.NOT_APPLICABLE: _("Not applicable"),
        Verdict.UNANSWERED: _("Not answered"),
    }[verdict]


def severity_word(severity: Severity, translate: Translate) -> str:
    """重大, 要改善, 軽微・確認."""
    _ = translate
    return {
        Severity.SERIOUS: _("Serious"),
        Severity.IMPROVEMENT: _("To be improved"),
        Severity.OBSERVATION: _("Observation"),
    }[severity]


def status_word(status: Status, translate: Translate) -> str:
    """未対応, 対応中, 是正済, 受容, 解消."""
    _ = translate
    return {
        "open": _("Open"),
        "in_progress": _("In progress"),
        "corrected": _("Corrected"),
        "accepted": _("Accepted"),
        "resolved": _("Resolved"),
    }[status.value]


def ground_word(ground: Ground, translate: Translate) -> str:
    """命令, 勧告, 指導, 自主."""
    _ = translate
    return {
        "order": _("Business improvement order"),
        "recommendation": _("Business improvement recommendation"),
        "guidance": _("Business improvement guidance"),
        "voluntary": _("Voluntary"),
    }[ground.value]


def case_word(kind: str, translate: Translate) -> str:
    """The kinds of case every plan must say yes or no to, and others."""
    _ = translate
    return {
        "entrant_customers": _("Leak of entrants' customer information"),
        "renewable": _("Use of the renewable-energy system"),
        "other": _("Another case"),
    }.get(kind, kind)


def current_word(state: str, translate: Translate) -> str:
    """共用, 論理分割, 物理分割済, or that nobody has said."""
    _ = translate
    return {
        "": _("・ Not said yet"),
        "shared": _("Shared"),
        "logical": _("Logically split"),
        "physical": _("Physically split"),
    }.get(state, state)

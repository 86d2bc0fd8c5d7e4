"""Words that window and command line say of the same thing: grades, states, kinds.

No floor has them: the window says them before it loads services, so that nothing but the grades is loaded here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.domain.grades import Severity, Verdict
from app.i18n import gettext as _

if TYPE_CHECKING:
    from app.domain.audit import Ground
    from app.domain.carrying import Decision, Standing
    from app.domain.duties import Duty
    from app.domain.findings import Status
    from app.domain.review import State
    from app.domain.text_diff import Piece


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


def standing_word(standing: Standing) -> str:
    """How a checkpoint stands to the earlier audit: 文言の変更なし, 文言が変更(再回答), 廃止."""
    return {
        "unchanged": _("Asked as last time"),
        "changed": _("Asked otherwise: answer anew"),
        "retired": _("Not asked any more"),
    }[standing.value]


def carried_decision_word(decision: Decision) -> str:
    """What was made of an answer of last time: 未判断, 引き継ぎ済, 今回回答済, 見送り."""
    return {
        "open": _("Waits for a decision"),
        "taken": _("Taken over"),
        "answered": _("Answered anew"),
        "laid_aside": _("Laid aside"),
    }[decision.value]


def carried_review_word(review: str) -> str:
    """How an answer of last time stood there (`Carried.review`); empty where there is nothing to tell."""
    return {
        "accepted": _("accepted by a second person then"),
        "returned": _("returned by a second person then"),
        "refuted": _("refuted by a second person then"),
        "copied": _("copied from another site and never confirmed"),
    }.get(review, "")


def review_word(state: State) -> str:
    """未着手, 回答済, 確認依頼, 確認済, 差戻し."""
    return {
        "not_started": _("Not started"),
        "answered": _("Answered"),
        "requested": _("Review requested"),
        "accepted": _("Reviewed"),
        "returned": _("Returned"),
    }[state.value]


def review_mark(state: State) -> str:
    """A shape for each state of a review: none of them is told by colour alone."""
    return {"not_started": "□", "answered": "■", "requested": "▷", "accepted": "✓", "returned": "↩"}[state.value]


def duty_word(duty: Duty) -> str:
    """点検者, 確認者, 承認者."""
    return {"auditor": _("Auditor"), "reviewer": _("Reviewer"), "approver": _("Approver")}[duty.value]


def piece_word(piece: Piece) -> str:
    """A piece of a text that was changed: what went and what came is said, not shown alone."""
    if piece.shift.value == "same":
        return piece.text
    said = _("[removed: {text}]") if piece.shift.value == "removed" else _("[added: {text}]")
    return said.format(text=piece.text)

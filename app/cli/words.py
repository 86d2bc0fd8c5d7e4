"""Grades, states and kinds as a person reads them; `--json` gives them as they are typed."""

from __future__ import annotations

from app import words
from app.domain.grades import Verdict
from app.i18n import gettext as _
from app.i18n import listed
from app.services.aliases import Candidate
from app.words import case_word, current_word, ground_word, severity_word, status_word

SIGNS = {
    Verdict.CONFORMING: "○",
    Verdict.PARTLY: "△",
    Verdict.NONCONFORMING: "×",
    Verdict.NOT_APPLICABLE: "－",
    Verdict.UNANSWERED: "・",
}


def verdict_word(verdict: Verdict) -> str:
    """○ 適合, △ 一部不備, × 不適合, － 該当なし, ・ 未確認."""
    return f"{SIGNS[verdict]} {words.verdict_word(verdict)}"


def named_word(kind: str) -> str:
    """What other names are confirmed of: システム, 会社, 部署."""
    return {"systems": _("System"), "companies": _("Name of a company"), "departments": _("Name of a section")}.get(
        kind, kind
    )


def asked_name(candidate: Candidate) -> str:
    """What is asked of a name that is not on record."""
    asked = _("Is {text} another name of {like}? (records: {count})")
    if not candidate.like:
        asked = _("Of which department is {text} another name? Nobody is in one called so. (records: {count})")
    return asked.format(text=candidate.text, like=listed(candidate.like), count=candidate.records)


__all__ = [
    "SIGNS",
    "asked_name",
    "case_word",
    "current_word",
    "ground_word",
    "named_word",
    "severity_word",
    "status_word",
    "verdict_word",
]

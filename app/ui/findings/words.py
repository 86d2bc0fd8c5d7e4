"""What ledgers are called, and the sign of a grade."""

from __future__ import annotations

from app.domain.grades import Severity
from app.i18n import gettext as _
from app.services import wording
from app.ui.style.tokens import SEVERITY_GLYPH
from app.ui.words import severity_word


def grade(severity: Severity) -> str:
    """「◆ 重大」: a grade is told by shape and word, never by colour alone."""
    return f"{SEVERITY_GLYPH[severity]} {severity_word(severity)}"


def ledger_word(kind: str) -> str:
    """端末台帳, ID台帳, …; a kind of a later version by its name in the file."""
    return wording.ledger_name(kind, _)

"""What ledgers are called, and the sign of a grade."""

from __future__ import annotations

from app.domain.catalogue import Severity
from app.i18n import gettext as _
from app.ui.words import severity_word

_SIGNS = {Severity.SERIOUS: "◆", Severity.IMPROVEMENT: "▲", Severity.OBSERVATION: "・"}


def grade(severity: Severity) -> str:
    """「◆ 重大」: a grade is told by shape and word, never by colour alone."""
    return f"{_SIGNS[severity]} {severity_word(severity)}"


def ledger_word(kind: str) -> str:
    """端末台帳, ID台帳, …; a kind of a later version by its name in the file."""
    return {
        "sites": _("List of sites"),
        "terminals": _("Terminal ledger"),
        "accounts": _("Account ledger"),
        "contractors": _("Contractor ledger"),
        "systems": _("List of systems"),
        "people": _("List of people"),
        "rooms": _("List of rooms"),
        "disasters": _("Record of disaster work"),
        "exceptions": _("List of exceptions"),
        "role_standards": _("Standard of authorities"),
        "deployment_standards": _("Standard of deployment"),
        "external_registrants": _("List of registrants outside"),
        "capital_ties": _("List of capital ties"),
        "stocktaking": _("Record of stocktaking"),
    }.get(kind, kind)

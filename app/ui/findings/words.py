"""What ledgers are called."""

from __future__ import annotations

from app.i18n import gettext as _


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

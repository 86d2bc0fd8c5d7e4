"""What the history tells of papers that are handed out and come back, for an officer to read."""

from __future__ import annotations

from collections.abc import Mapping

from app.domain.history import Entry
from app.domain.paper_codes import shown_code
from app.i18n import gettext as _
from app.i18n import listed
from app.services.papers.taken_back import RESTORED

PAPER = "paper."
"""Begins the acts of papers."""


def is_of_paper(entry: Entry) -> bool:
    """Whether an entry tells of a paper; also that such an act was taken back or done again."""
    return entry.event.act.startswith(PAPER) or str((entry.event.after or {}).get("act", "")).startswith(PAPER)


def told(values: Mapping[str, object] | None) -> dict[str, str]:
    """The fields that mean something to a reader, by what they are called."""
    found = dict(values or {})
    signers = found.get("signers")
    pairs = [each for each in signers if isinstance(each, Mapping)] if isinstance(signers, list | tuple) else []
    names = listed(f"{each.get('role', '')} {each.get('name', '')}".strip() for each in pairs)
    leaves = found.get("leaves")
    texts = {
        _("Form no."): found.get("number"),
        _("For whom"): found.get("name"),
        _("Kind of paper"): found.get("title"),
        _("Paper code"): shown_code(str(found["code"])) if found.get("code") else "",
        _("Edition of the paper"): found.get("edition"),
        _("Version of what it says"): found.get("version"),
        _("Pages filed"): len(leaves) if isinstance(leaves, list | tuple) else "",
        _("Matched by hand"): _("Yes") if found.get("by_hand") else "",
        _("Printing that counts again"): _("Yes") if found.get(RESTORED) else "",
        _("Signed by"): names,
        _("In place of"): listed(str(each["instead_of"]) for each in pairs if each.get("instead_of")),
        _("Why somebody else signed"): listed(
            str(each["reason"]) for each in pairs if each.get("instead_of") and each.get("reason")
        ),
        _("Why a name stands twice"): listed(
            dict.fromkeys(str(each["reason"]) for each in pairs if each.get("reason") and not each.get("instead_of"))
        ),
        _("Day of the signature"): found.get("signed_on"),
        _("Why it does not count"): found.get("withdrawn_reason"),
    }
    return {name: str(text) for name, text in texts.items() if text not in (None, "")}

"""What is told of the ledgers while they are compared."""

from __future__ import annotations

from app.i18n import gettext as _


def comparing(_code: str, done: int, total: int) -> str:
    """How far the rules are."""
    if not total:
        return _("Comparing the ledgers")
    return _("Comparing the rows by the rules: {done} of {total}").format(done=f"{done:,}", total=f"{total:,}")

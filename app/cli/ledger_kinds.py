"""The kinds of ledgers as the command line names them."""

from __future__ import annotations

import argparse

from app.i18n import gettext as _

KINDS = (
    "sites", "terminals", "accounts", "contractors", "systems", "people", "rooms", "disasters", "exceptions",
    "role_standards", "deployment_standards", "external_registrants", "capital_ties", "stocktaking",
)  # fmt: skip
"""All kinds of ledger that there are to be; those that cannot be read yet are refused in a sentence."""


def kind_argument(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Declare KIND."""
    told = _("kind of ledger: {kinds}").format(kinds=" | ".join(KINDS))
    if optional:
        parser.add_argument("kind", nargs="?", choices=KINDS, metavar="KIND", help=told)
    else:
        parser.add_argument("kind", choices=KINDS, metavar="KIND", help=told)

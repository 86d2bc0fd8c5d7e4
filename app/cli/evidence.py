"""evidence add, list, extract, remove."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.outcome import Outcome, Tools
from app.cli.sites import site_names
from app.domain.audit import COMPANY
from app.domain.evidence import Evidence
from app.i18n import gettext as _
from app.services import auditing, evidencing


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Declare the verbs of this module."""
    parser = verbs.add_parser("evidence", help="files that prove answers")
    actions = parser.add_subparsers(dest="action", required=True)
    add = actions.add_parser("add", parents=[shared], help="attach a file")
    add.add_argument("file", type=Path)
    add.add_argument("checkpoint")
    add.add_argument("source", type=Path)
    add.add_argument("--site", default="")
    add.set_defaults(verb=_add)
    listing = actions.add_parser("list", parents=[shared], help="all evidence")
    listing.add_argument("file", type=Path)
    listing.set_defaults(verb=_list)
    extract = actions.add_parser("extract", parents=[shared], help="write a piece of evidence out")
    extract.add_argument("file", type=Path)
    extract.add_argument("id")
    extract.add_argument("target", type=Path)
    extract.set_defaults(verb=_extract)
    remove = actions.add_parser("remove", parents=[shared], help="take a piece of evidence out of account")
    remove.add_argument("file", type=Path)
    remove.add_argument("id")
    remove.add_argument("--reason", required=True)
    remove.set_defaults(verb=_remove)


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        with desk.file.read() as work:
            sites = work.sites.all()
        site = auditing.site_named(sites, options.site).id if options.site else COMPANY
        _changes, evidence = evidencing.attach(desk, options.checkpoint, site, options.source)
        names = site_names(desk)
    finally:
        desk.file.close()
    line = _("Kept as evidence: {name} (SHA-256 {digest})").format(name=evidence.name, digest=evidence.sha256)
    return Outcome([line], _data(evidence, names))


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        pieces = evidencing.listing(desk)
        names = site_names(desk)
    finally:
        desk.file.close()
    lines = [
        f"{e.id}  {e.checkpoint}  {e.name}  {e.size:,}" + (f"  ({e.removed_reason})" if e.removed else "")
        for e in pieces
    ]
    return Outcome(lines or [_("There is no evidence yet.")], {"evidence": [_data(e, names) for e in pieces]})


def _extract(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        place = evidencing.extract(desk, options.id, options.target)
    finally:
        desk.file.close()
    return Outcome([_("Written: {file}").format(file=place)], {"file": str(place)})


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        evidencing.remove(desk, options.id, options.reason)
    finally:
        desk.file.close()
    return Outcome([_("Removed; its content stays in the history.")], {"id": options.id})


def _data(evidence: Evidence, names: dict[str, str]) -> dict[str, Any]:
    return {
        "id": evidence.id,
        "checkpoint": evidence.checkpoint,
        "site": names.get(evidence.site, ""),
        "name": evidence.name,
        "size": evidence.size,
        "sha256": evidence.sha256,
        "added_at": evidence.added_at,
        "removed": evidence.removed,
        "removed_reason": evidence.removed_reason,
    }

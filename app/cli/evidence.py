"""evidence add, list, extract, remove."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group, site_option
from app.cli.sites import site_names
from app.domain.audit import COMPANY
from app.domain.evidence import Evidence
from app.i18n import gettext as _
from app.services import auditing, evidencing


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "evidence", _("files that prove answers"))
    add = declare(actions, "add", _add, _("attach a copy of a file"), "evidence add FILE A4-4-04 photo.jpg --site NAME")
    audit_file(add)
    add.add_argument("checkpoint", metavar="CHECKPOINT", help=_("id of the checkpoint, such as A4-4-04"))
    add.add_argument("source", type=Path, metavar="SOURCE", help=_("the file to attach"))
    site_option(add, _("site where it was looked at; not for a checkpoint of the company"))
    listing = declare(actions, "list", _list, _("list all evidence, with ids and hashes"), "evidence list FILE")
    audit_file(listing)
    extract = declare(
        actions,
        "extract",
        _extract,
        _("write a piece of evidence out, unchanged"),
        "evidence extract FILE ID photo.jpg",
    )
    audit_file(extract)
    extract.add_argument("id", metavar="ID", help=_("its id, as `evidence list` tells it"))
    extract.add_argument("target", type=Path, metavar="OUT", help=_("file that is not there yet, or a folder"))
    remove = declare(
        actions,
        "remove",
        _remove,
        _("take a piece of evidence out of account; its content stays in the history"),
        "evidence remove FILE ID --reason TEXT",
    )
    audit_file(remove)
    remove.add_argument("id", metavar="ID", help=_("its id, as `evidence list` tells it"))
    remove.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        with desk.file.read() as work:
            sites = work.sites.all()
        site = auditing.site_named(sites, options.site).id if options.site else COMPANY
        _changes, evidence = evidencing.attach(desk, options.checkpoint, site, options.source)
        names = site_names(desk)
    line = _("Kept as evidence: {name} (SHA-256 {digest})").format(name=evidence.name, digest=evidence.sha256)
    return Outcome([line], _data(evidence, names))


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        pieces = evidencing.listing(desk)
        names = site_names(desk)
    lines = [
        f"{e.id}  {e.checkpoint}  {e.name}  {e.size:,}" + (f"  ({e.removed_reason})" if e.removed else "")
        for e in pieces
    ]
    return Outcome(lines or [_("There is no evidence yet.")], {"evidence": [_data(e, names) for e in pieces]})


def _extract(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        place = evidencing.extract(desk, options.id, options.target)
    return Outcome([_("Written: {file}").format(file=place)], {"file": str(place)})


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        evidencing.remove(desk, options.id, options.reason)
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

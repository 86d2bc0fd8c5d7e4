"""site list, add, rename, remove, restore, alias: where the audit takes place."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from app.cli.outcome import Outcome, Tools
from app.domain.audit import Site, live_sites
from app.i18n import gettext as _
from app.services import auditing, ledgers
from app.services.ports import Desk


def add_verbs(verbs: Any, shared: argparse.ArgumentParser) -> None:
    """Declare the verbs of this module."""
    parser = verbs.add_parser("site", aliases=["sites"], help="the sites of the audit")
    actions = parser.add_subparsers(dest="action", required=True)
    listing = actions.add_parser("list", parents=[shared], help="all sites, those taken out included")
    listing.add_argument("file", type=Path)
    listing.set_defaults(verb=_list)
    add = actions.add_parser("add", parents=[shared], help="add a site at the end")
    add.add_argument("file", type=Path)
    add.add_argument("name")
    add.add_argument("--company", default="", help="whose site it is")
    add.add_argument("--cohabitant", default="", help="the company that shares the building")
    add.set_defaults(verb=_add)
    rename = actions.add_parser("rename", parents=[shared], help="give a site another name")
    remove = actions.add_parser("remove", parents=[shared], help="take a site out of the audit; its answers stay")
    alias = actions.add_parser("alias", parents=[shared], help="confirm another name by which ledgers mean a site")
    restore = actions.add_parser("restore", parents=[shared], help="take a site back that was taken out")
    for each in (rename, remove, restore, alias):
        each.add_argument("file", type=Path)
        each.add_argument("site")
    rename.add_argument("name")
    rename.set_defaults(verb=_rename)
    remove.add_argument("--reason", required=True)
    remove.set_defaults(verb=_remove)
    restore.set_defaults(verb=_restore)
    alias.add_argument("name")
    alias.set_defaults(verb=_alias)


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        sites = auditing.outline(desk).sites
    finally:
        desk.file.close()
    gone = _("{site} (taken out)")
    lines = [gone.format(site=s.name) if s.removed else "  ".join((s.name, *s.aliases)) for s in sites]
    return Outcome(lines or [_("The audit has no site yet.")], {"sites": [_data(s) for s in sites]})


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        before = {s.id for s in live_sites(auditing.outline(desk).sites)}
        auditing.add_site(desk, options.name, options.company, options.cohabitant)
        site = next(s for s in live_sites(auditing.outline(desk).sites) if s.id not in before)
    finally:
        desk.file.close()
    return Outcome([_("Site added: {site}").format(site=site.name)], _data(site))


def _rename(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        former = _named(desk, options.site)
        auditing.rename_site(desk, former.id, options.name)
        site = _named(desk, former.id)
    finally:
        desk.file.close()
    line = _("{former} is called {site} from now on.").format(former=former.name, site=site.name)
    return Outcome([line], _data(site))


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        site = _named(desk, options.site)
        auditing.remove_site(desk, site.id, options.reason)
    finally:
        desk.file.close()
    line = _("{site} is out of the audit; what was answered there stays in the history.").format(site=site.name)
    return Outcome([line], {**_data(site), "removed": True})


def _restore(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        site = auditing.removed_site_named(auditing.outline(desk).sites, options.site)
        auditing.restore_site(desk, site.id)
        site = _named(desk, site.id)
    finally:
        desk.file.close()
    line = _("{site} is in the audit again, with its answers and findings.").format(site=site.name)
    return Outcome([line], _data(site))


def _alias(tools: Tools, options: argparse.Namespace) -> Outcome:
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        site = _named(desk, options.site)
        ledgers.confirm_site(desk, site.id, options.name)
    finally:
        desk.file.close()
    line = _("{name} means {site} from now on.").format(name=options.name, site=site.name)
    return Outcome([line], {"site": site.name, "alias": options.name})


def _named(desk: Desk, name: str) -> Site:
    return auditing.site_named(auditing.outline(desk).sites, name)


def _data(site: Site) -> dict[str, Any]:
    return {
        "id": site.id,
        "name": site.name,
        "company": site.company,
        "cohabitant": site.cohabitant,
        "aliases": list(site.aliases),
        "removed": site.removed,
    }


def site_names(desk: Desk) -> dict[str, str]:
    """Name by id, those that were taken out of the audit included."""
    with desk.file.read() as work:
        return {site.id: site.name for site in work.sites.all()}

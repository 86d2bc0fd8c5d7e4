"""site list, add, rename, remove, restore, alias: where the audit takes place."""

from __future__ import annotations

import argparse
from typing import Any

from app.cli.opening import opened
from app.cli.outcome import Outcome, Tools
from app.cli.parser import audit_file, declare, group
from app.domain.audit import Site, live_sites
from app.i18n import gettext as _
from app.services import auditing, ledgers
from app.services.ports import Desk


def add_verbs(verbs: Any) -> None:
    """Declare the verbs of this module."""
    actions = group(verbs, "site", _("the sites of the audit"), aliases=["sites"])
    listing = declare(actions, "list", _list, _("list all sites, those taken out included"), "site list FILE")
    audit_file(listing)
    add = declare(actions, "add", _add, _("add a site at the end"), "site add FILE NAME")
    audit_file(add)
    add.add_argument("name", metavar="NAME", help=_("name of the site"))
    add.add_argument("--company", default="", metavar="NAME", help=_("company whose site it is"))
    add.add_argument("--cohabitant", default="", metavar="NAME", help=_("company that shares the building"))
    rename = declare(
        actions,
        "rename",
        _rename,
        _("give a site another name; the former one stays known"),
        "site rename FILE SITE NAME",
    )
    remove = declare(
        actions,
        "remove",
        _remove,
        _("take a site out of the audit; its answers stay in the history"),
        "site remove FILE SITE --reason TEXT",
    )
    restore = declare(
        actions,
        "restore",
        _restore,
        _("take a site back that was taken out, with its answers and findings"),
        "site restore FILE SITE",
    )
    alias = declare(
        actions, "alias", _alias, _("confirm another name by which ledgers mean a site"), "site alias FILE SITE NAME"
    )
    for each in (rename, remove, restore, alias):
        audit_file(each)
        each.add_argument("site", metavar="SITE", help=_("the site by its name or another name of it"))
    rename.add_argument("name", metavar="NAME", help=_("the new name"))
    remove.add_argument("--reason", required=True, metavar="TEXT", help=_("why"))
    alias.add_argument("name", metavar="NAME", help=_("the name in the ledgers"))


def _list(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        sites = auditing.outline(desk).sites
    gone = _("{site} (taken out)")
    lines = [gone.format(site=s.name) if s.removed else "  ".join((s.name, *s.aliases)) for s in sites]
    return Outcome(lines or [_("The audit has no site yet.")], {"sites": [_data(s) for s in sites]})


def _add(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        before = {s.id for s in live_sites(auditing.outline(desk).sites)}
        auditing.add_site(desk, options.name, options.company, options.cohabitant)
        site = next(s for s in live_sites(auditing.outline(desk).sites) if s.id not in before)
    return Outcome([_("Site added: {site}").format(site=site.name)], _data(site))


def _rename(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        former = _named(desk, options.site)
        auditing.rename_site(desk, former.id, options.name)
        site = _named(desk, former.id)
    line = _("{former} is called {site} from now on.").format(former=former.name, site=site.name)
    return Outcome([line], _data(site))


def _remove(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _named(desk, options.site)
        auditing.remove_site(desk, site.id, options.reason)
    line = _("{site} is out of the audit; what was answered there stays in the history.").format(site=site.name)
    return Outcome([line], {**_data(site), "removed": True})


def _restore(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = auditing.removed_site_named(auditing.outline(desk).sites, options.site)
        auditing.restore_site(desk, site.id)
        site = _named(desk, site.id)
    line = _("{site} is in the audit again, with its answers and findings.").format(site=site.name)
    return Outcome([line], _data(site))


def _alias(tools: Tools, options: argparse.Namespace) -> Outcome:
    with opened(tools, options) as desk:
        site = _named(desk, options.site)
        ledgers.confirm_site(desk, site.id, options.name)
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

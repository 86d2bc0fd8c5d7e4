"""Other names of sites, confirmed by officers: what a ledger means by them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.audit import Site, live_sites
from app.domain.history import Event
from app.errors import UserError, register_messages
from app.services import findings as finding_service
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork
from app.services.site_matching import SiteMatcher

register_messages(
    {
        "site_alias_taken": "“{name}” means the site {site} already.",
    }
)


def confirm_site(desk: Desk, site_id: str, name: str) -> Changes:
    """Confirm that a ledger means the site by `name`, from now on and in what is imported. Raises UserError."""
    at = desk.stamp()
    with desk.file.write() as work:
        site = put_alias(work, site_id, name := name.strip())
        if site is None:
            return Changes()
        counts = finding_service.run_rules(desk, work, at[:10]).counts
        after = {"name": site.name, "alias": name, "findings": finding_service.told(work, counts)}
        event = Event("site.alias", site.id, site=site.id, after=after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, sites=True, findings=True, places=frozenset(counts.stale))


def put_alias(work: UnitOfWork, site_id: str, name: str) -> Site | None:
    """Give a site another name, to be recorded by the caller; None when it is called so already. Raises UserError."""
    sites = work.sites.all()
    site = next((s for s in live_sites(sites) if s.id == site_id), None)
    if not name:
        raise UserError("site_name_missing")
    if site is None:
        raise UserError("site_unknown", site=site_id)
    known = site_called(sites, name)
    if known is not None and known.id == site.id:
        return None
    if known is not None:
        raise UserError("site_alias_taken", name=name, site=known.name)
    work.sites.put(named := replace(site, aliases=(*site.aliases, name)))
    return named


def site_called(sites: Sequence[Site], text: str) -> Site | None:
    """The live site that a ledger's text means, or None."""
    found = SiteMatcher(sites).of(text)
    return next((s for s in live_sites(sites) if s.id == found), None) if found else None

"""What the ledger of offices tells of the audit's sites and the audit does not know: offered, never taken silently.

Offices that the audit lacks are offered by the import itself (`ImportResult.offices`).
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from app.domain.audit import Site, live_sites
from app.domain.history import Event
from app.domain.ledgers.values import parts
from app.services import findings as finding_service
from app.services.changes import Changes
from app.services.ports import Desk, Progress, UnitOfWork
from app.services.site_matching import SiteMatcher

ALIAS = "alias"
_FILLED = ("company", "cohabitant", "manager")


@dataclass(frozen=True, slots=True)
class SiteOffer:
    """A fact of a site that the ledger of offices tells: `field` is company, cohabitant, manager or alias."""

    site: str
    name: str
    field: str
    value: str


def offers_in(work: UnitOfWork) -> tuple[SiteOffer, ...]:
    """What can be filled in at the audit's sites. What the officer has entered already is never offered to be
    replaced."""
    if "sites" not in work.ledgers.kinds():
        return ()
    sites = work.sites.all()
    matcher, known = SiteMatcher(sites), {site.id: site for site in live_sites(sites)}
    found: dict[tuple[str, str], SiteOffer] = {}
    names: set[str] = set()
    for record in work.ledgers.present("sites"):
        site = known.get(matcher.of(record.site or record.key))
        if site is None:
            continue
        for field in _FILLED:
            value = record.values.get(field, "")
            if value and not getattr(site, field):
                found.setdefault((site.id, field), SiteOffer(site.id, site.name, field, value))
        for alias in (*parts(record.values.get("alias", "")), record.key):
            # A name that would mean another site by now, or one that was taken out, is left alone.
            if matcher.of(alias) or matcher.left(alias) or alias in names:
                continue
            names.add(alias)
            found[site.id, f"{ALIAS}:{alias}"] = SiteOffer(site.id, site.name, ALIAS, alias)
    return tuple(found.values())


def take(
    desk: Desk, chosen: Collection[SiteOffer], progress: Progress | None = None
) -> tuple[Changes, tuple[SiteOffer, ...]]:
    """Fill in what was chosen of the offers, with one entry in the history; returns what was still on offer.

    Raises UserError `rules_stopped`, changing nothing, when `progress` says so.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        taken = tuple(offer for offer in offers_in(work) if offer in chosen)
        if not taken:
            return Changes(), ()
        sites = {site.id: site for site in work.sites.all()}
        for offer in taken:
            sites[offer.site] = _filled(sites[offer.site], offer)
        for identity in dict.fromkeys(offer.site for offer in taken):
            work.sites.put(sites[identity])
        counts = finding_service.run_rules(desk, work, at[:10], progress).counts
        told: dict[str, object] = {
            "sites": [f"{o.name} {o.field}: {o.value}" for o in taken],
            "findings": finding_service.told(work, counts),
        }
        work.history.record(at, desk.world.user, Event("site.filled", "sites", after=told))
        work.commit()
    return Changes(at=at, sites=True, findings=True, places=frozenset(counts.stale)), taken


def _filled(site: Site, offer: SiteOffer) -> Site:
    match offer.field:
        case "company":
            return replace(site, company=offer.value)
        case "cohabitant":
            return replace(site, cohabitant=offer.value)
        case "manager":
            return replace(site, manager=offer.value)
    return replace(site, aliases=(*site.aliases, offer.value))

"""In which order papers tell findings."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.audit import live_sites
from app.domain.findings import Finding, natural, place_across
from app.domain.grades import Severity
from app.services.reporting.material import Material


def sorted_findings(material: Material, found: Iterable[Finding]) -> list[Finding]:
    """The gravest first, then in the order of checkpoints or rules and of sites."""
    grades = list(Severity)
    order = {site.id: n for n, site in enumerate(live_sites(material.outline.sites), start=1)}

    def place(f: Finding) -> tuple[object, ...]:
        where = (f.checkpoints, order.get(f.site, 0), natural(f.subject))
        return (grades.index(f.severity), f.rule, *where, place_across(f))

    return sorted(found, key=place)

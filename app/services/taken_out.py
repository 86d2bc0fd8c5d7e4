"""The sites that were taken out of the audit, read with what was wrong there: it leaves no trace otherwise."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from app.domain.audit import Site
from app.domain.findings import Finding, Source
from app.domain.history import REDONE, UNDONE, Entry
from app.domain.taken_out import TakenOut, left_open
from app.services import deficiencies
from app.services.ports import HistoryQuery, UnitOfWork

REMOVED, _ADDED = "site.removed", "site.added"


def taken_out_in(work: UnitOfWork, findings: Collection[Finding], today: date) -> tuple[TakenOut, ...]:
    """Every site that is out, in the order of the sites; `findings` are those of the audit."""
    gone = [site for site in work.sites.all() if site.removed]
    if not gone:
        return ()
    out = {site.id for site in gone}
    answers = deficiencies.unsettled(work, {p for p in work.answers.all_current() if p[1] in out}, today)
    told = []
    for site in gone:
        entry = _removal(work, site)
        after = (entry.event.after or {}) if entry is not None else {}
        deficient = tuple(sorted((a for a in answers if a.site == site.id), key=lambda a: a.checkpoint))
        # The findings that answers are stand there as answers.
        found = tuple(f for f in findings if f.site == site.id and f.source is not Source.ANSWERS and left_open(f))
        if after.get("act") == _ADDED and not deficient and not found:
            continue  # It was added by mistake, and that was undone.
        at, by = (entry.at, entry.by) if entry is not None else ("", "")
        told.append(TakenOut(site, str(after.get("reason", "")), at, by, deficient, found))
    return tuple(told)


def _removal(work: UnitOfWork, site: Site) -> Entry | None:
    """The act that took a site out last."""
    found = (
        entry
        for act in (REMOVED, UNDONE, REDONE)
        for entry in work.history.entries(HistoryQuery(site=site.id, act=act), limit=1_000)
        if entry.event.subject == site.id and "reason" in (entry.event.after or {})
    )
    return max(found, key=lambda entry: entry.seq, default=None)

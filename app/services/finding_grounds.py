"""What answers rest on: told when findings behind an answer come, go or change after it was given."""

from __future__ import annotations

from dataclasses import replace

from app.domain import findings as facts
from app.domain.findings import Ground, Source
from app.domain.progress import Place
from app.services.ports import Desk, FindingQuery, UnitOfWork


def follow_grounds(work: UnitOfWork, today: str) -> tuple[tuple[Place, ...], bool]:
    """Look whether the answers that were given on proposals still rest on what the ledgers say; returns the places
    where that has changed, and whether anything was written."""
    grounds = work.findings.grounds()
    if not grounds:
        return (), False
    known = work.findings.chosen(FindingQuery(source=Source.RULES.value))
    changed, written = [], False
    for ground in grounds:
        stale = facts.staleness(ground, known)
        if stale == ground.stale:
            continue
        written = True
        work.findings.put_ground(replace(ground, stale=stale, stale_at=today if stale else ""))
        if stale:
            changed.append((ground.checkpoint, ground.site))
    return tuple(changed), written


def take_ground(work: UnitOfWork, checkpoint: str, site: str, at: str, by: str) -> None:
    """Keep what the ledgers say of a place now: the answer there rests on it."""
    speaking = work.findings.chosen(FindingQuery(checkpoint=checkpoint, site=site or None))
    work.findings.put_ground(Ground(checkpoint, site, facts.ground_of(speaking, checkpoint, site), at, by))


def stale_answers(desk: Desk) -> dict[Place, Ground]:
    """The places whose answer rests on findings that have come, gone or changed since."""
    with desk.file.read() as work:
        return stale_in(work)


def stale_in(work: UnitOfWork) -> dict[Place, Ground]:
    """`stale_answers` inside a unit of work."""
    return {(g.checkpoint, g.site): g for g in work.findings.grounds() if g.stale}

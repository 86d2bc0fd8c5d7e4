"""Flags (フラグ): marks that somebody sets at a checkpoint of a site to come back to it. They change no figure."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.audit import COMPANY, live_sites
from app.domain.duties import Flag
from app.domain.grades import Level
from app.domain.history import Event
from app.domain.progress import Place
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork

register_messages({"flag_none": "There is no flag to take down there."})


def flags(desk: Desk) -> tuple[Flag, ...]:
    """The flags at places of this audit."""
    with desk.file.read() as work:
        asked = _places(desk, work)
        return tuple(flag for flag in work.duties.flags() if (flag.checkpoint, flag.site) in asked)


def set_flags(desk: Desk, places: Iterable[Place], note: str = "") -> Changes:
    """Flag places as one act; a flag that is there gets the note, if one is given. Raises UserError."""
    at, user, said = desk.stamp(), desk.world.user, note.strip()
    written = False
    with desk.file.write() as work:
        asked = _places(desk, work)
        known = {(flag.checkpoint, flag.site): flag for flag in work.duties.flags()}
        for place in dict.fromkeys(places):
            if place not in asked:
                raise UserError("checkpoint_unknown", checkpoint=place[0])
            before = known.get(place)
            if before is not None and said in ("", before.note):
                continue
            work.duties.put_flag(Flag(*place, said, at, user))
            was = {"note": before.note} if before is not None else None
            work.history.record(at, user, Event("flag.set", place[0], *place, was, {"note": said}))
            written = True
        if not written:
            return Changes()
        work.commit()
    return Changes(at=at, duties=True)


def clear_flags(desk: Desk, places: Iterable[Place]) -> Changes:
    """Take the flags at places down as one act. Raises UserError `flag_none` where there is none at all."""
    at = desk.stamp()
    with desk.file.write() as work:
        known = {(flag.checkpoint, flag.site): flag for flag in work.duties.flags()}
        there = [known[place] for place in dict.fromkeys(places) if place in known]
        if not there:
            raise UserError("flag_none")
        for flag in there:
            work.duties.drop_flag(flag.checkpoint, flag.site)
            was = {"note": flag.note, "at": flag.at, "by": flag.by}
            event = Event("flag.cleared", flag.checkpoint, flag.checkpoint, flag.site, was)
            work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, duties=True)


def _places(desk: Desk, work: UnitOfWork) -> frozenset[Place]:
    audit, sites = work.audit.get(), live_sites(work.sites.all())
    asked = [c for c in desk.catalogue.checkpoints if audit.role in c.roles]
    company = {(c.id, COMPANY) for c in asked if c.level is Level.COMPANY}
    return frozenset(company | {(c.id, s.id) for c in asked if c.level is Level.SITE for s in sites})

"""Flags (フラグ): marks that somebody sets at a checkpoint of a site to come back to it. They change no figure."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.audit import COMPANY, live_sites
from app.domain.duties import Flag
from app.domain.history import Event
from app.domain.progress import Place
from app.errors import UserError, register_messages
from app.services.batches import BATCH
from app.services.changes import Changes
from app.services.chosen_places import chosen, present_place
from app.services.ports import Desk, UnitOfWork

register_messages({"flag_none": "There is no flag to take down there."})


def flags(desk: Desk) -> tuple[Flag, ...]:
    """The flags at sites of this audit, in the order of the catalogue and of the sites."""
    with desk.file.read() as work:
        return flags_of(desk, work)


def flags_of(desk: Desk, work: UnitOfWork) -> tuple[Flag, ...]:
    """`flags` as one transaction sees it."""
    sites = {COMPANY: 0, **{site.id: place for place, site in enumerate(live_sites(work.sites.all()), start=1)}}
    order = {checkpoint.id: place for place, checkpoint in enumerate(desk.catalogue.checkpoints)}
    known = [flag for flag in work.duties.flags() if flag.checkpoint in order and flag.site in sites]
    return tuple(sorted(known, key=lambda flag: (order[flag.checkpoint], sites[flag.site])))


def set_flags(desk: Desk, places: Iterable[Place], note: str = "") -> Changes:
    """Flag places as one act; a flag that is there gets the note, if one is given. Raises UserError."""
    at, user, batch, said = desk.stamp(), desk.world.user, desk.world.new_id(), note.strip()
    with desk.file.write() as work:
        wanted = chosen(desk, work, places).places
        known = {(flag.checkpoint, flag.site): flag for flag in work.duties.flags()}
        events = []
        for place in wanted:
            before = known.get(place)
            if before is not None and said in ("", before.note):
                continue
            work.duties.put_flag(Flag(*place, said, at, user))
            was = {"note": before.note, "at": before.at, "by": before.by} if before is not None else None
            events.append(Event("flag.set", place[0], *place, was, {"note": said, BATCH: batch}))
        if not events:
            return Changes()
        work.history.record_all(at, user, events)
        work.commit()
    return Changes(at=at, duties=True)


def clear_flags(desk: Desk, places: Iterable[Place]) -> Changes:
    """Take the flags at places down as one act. Raises UserError `flag_none` where there is none at all."""
    at, batch = desk.stamp(), desk.world.new_id()
    with desk.file.write() as work:
        known = {(flag.checkpoint, flag.site): flag for flag in work.duties.flags()}
        named = (place if place in known else present_place(desk, place) for place in places)
        there = [place for place in dict.fromkeys(named) if place in known]
        if not there:
            raise UserError("flag_none")
        events = []
        for place in there:
            work.duties.drop_flag(*place)
            was = {"note": known[place].note, "at": known[place].at, "by": known[place].by}
            events.append(Event("flag.cleared", place[0], *place, was, {BATCH: batch}))
        work.history.record_all(at, desk.world.user, events)
        work.commit()
    return Changes(at=at, duties=True)

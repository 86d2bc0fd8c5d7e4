"""Assignments (割当て): who looks at which sites and areas, until when, and how far each of them is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from app.domain.audit import COMPANY, live_sites
from app.domain.catalogue import Checkpoint
from app.domain.duties import Assignment
from app.domain.history import Event
from app.domain.progress import Place, Tally
from app.domain.text import one_line
from app.errors import UserError, register_messages
from app.services import auditing
from app.services.auditing import Outline
from app.services.batches import BATCH
from app.services.changes import Changes
from app.services.ports import Desk

register_messages(
    {
        "assignment_nobody": "Say who is to look at it.",
        "assignment_nothing": "Choose at least one site, or the company.",
        "assignment_unknown": "There is no such assignment any more.",
        "assignment_due_impossible": "{date} cannot be a due day; give one of the years 2000 to 2099.",
    }
)


@dataclass(frozen=True, slots=True)
class Load:
    """What one person looks at: the assignments, each with its counts, and the counts over all, each place once.

    `due` is the next due day of what is not finished, `overdue` whether it has passed.
    """

    person: str
    departments: tuple[str, ...]
    assignments: tuple[tuple[Assignment, Tally], ...]
    tally: Tally
    due: date | None
    overdue: bool


def assignments(desk: Desk) -> tuple[Assignment, ...]:
    """Who looks at what, at sites and items of this audit, in the order of the sites and the catalogue."""
    with desk.file.read() as work:
        sites = {COMPANY: 0, **{site.id: place for place, site in enumerate(live_sites(work.sites.all()), start=1)}}
        kept = [each for each in work.duties.assignments() if each.site in sites]
    items = {"": -1, **{item.id: place for place, item in enumerate(desk.catalogue.items)}}
    return tuple(sorted(kept, key=lambda a: (sites[a.site], items.get(a.item, len(items)), a.person, a.id)))


def assign(
    desk: Desk,
    sites: Sequence[str],
    items: Sequence[str],
    person: str,
    department: str = "",
    due: date | None = None,
) -> Changes:
    """Let somebody look at sites (`COMPANY`: the company's own checkpoints), at some items or (none given) at all.

    What the person looks at there already gets the department and the due day that are given. One act. Raises
    UserError, and then nothing is assigned.
    """
    who = one_line(person)
    if not who:
        raise UserError("assignment_nobody")
    if not sites:
        raise UserError("assignment_nothing")
    if due is not None and not 2000 <= due.year <= 2099:
        raise UserError("assignment_due_impossible", date=due.isoformat())
    for item in items:
        auditing.require_item(desk.catalogue, item)
    at, user, batch = desk.stamp(), desk.world.user, desk.world.new_id()
    with desk.file.write() as work:
        live = {COMPANY} | {site.id for site in live_sites(work.sites.all())}
        if not live.issuperset(sites):
            raise UserError("site_gone")
        known = {(a.site, a.item, a.person): a for a in work.duties.assignments()}
        written, events = [], []
        for site in dict.fromkeys(sites):
            for item in dict.fromkeys(items) or ("",):
                before = known.get((site, item, who))
                if before is None:
                    now = Assignment(desk.world.new_id(), site, item, who, one_line(department), due, at, user)
                else:
                    now = replace(before, department=one_line(department) or before.department, due=due or before.due)
                    if now == before:
                        continue
                    now = replace(now, at=at, by=user)
                written.append(now)
                was, told = _told(before) if before else None, {**_told(now), BATCH: batch}
                events.append(Event("assignment.set", now.id, site=site, before=was, after=told))
        if not written:
            return Changes()
        work.duties.put_assignments(tuple(written))
        work.history.record_all(at, user, events)
        work.commit()
    return Changes(at=at, duties=True)


def remove(desk: Desk, identities: Iterable[str]) -> Changes:
    """Take assignments away as one act. Raises UserError `assignment_unknown`."""
    wanted = tuple(dict.fromkeys(identities))
    at, batch = desk.stamp(), desk.world.new_id()
    with desk.file.write() as work:
        known = {a.id: a for a in work.duties.assignments()}
        if not wanted or not known.keys() >= set(wanted):
            raise UserError("assignment_unknown")
        work.duties.drop_assignments(wanted)
        events = [
            Event("assignment.removed", i, site=known[i].site, before=_told(known[i]), after={BATCH: batch})
            for i in wanted
        ]
        work.history.record_all(at, desk.world.user, events)
        work.commit()
    return Changes(at=at, duties=True)


def loads(desk: Desk) -> tuple[Load, ...]:
    """Everybody with what they look at and how far it is, by name."""
    return loads_of(auditing.outline(desk), assignments(desk), desk.world.clock.today())


def loads_of(outline: Outline, given: Iterable[Assignment], today: date) -> tuple[Load, ...]:
    """`loads` from what was read already."""
    places = _places_by_site_and_item(outline)
    people: dict[str, list[Assignment]] = defaultdict(list)
    for each in given:
        people[each.person].append(each)
    found = []
    for person in sorted(people):
        parts = [(each, places.get((each.site, each.item), ())) for each in people[person]]
        told = tuple((each, outline.tally(of)) for each, of in parts)
        days = [each.due for each, tally in told if each.due is not None and tally.open]
        due = min(days, default=None)
        found.append(
            Load(
                person,
                tuple(dict.fromkeys(each.department for each in people[person] if each.department)),
                told,
                outline.tally(dict.fromkeys(place for _each, of in parts for place in of)),
                due,
                due is not None and due < today,
            )
        )
    return tuple(found)


def covers(assignment: Assignment, checkpoint: Checkpoint, site: str) -> bool:
    """Whether the checkpoint at the site (`COMPANY` for the company) is among what is assigned."""
    return assignment.site == site and assignment.item in ("", checkpoint.item)


def _places_by_site_and_item(outline: Outline) -> dict[tuple[str, str], list[Place]]:
    items = {checkpoint.id: checkpoint.item for checkpoint in outline.checkpoints}
    found: dict[tuple[str, str], list[Place]] = defaultdict(list)
    for place in outline.places:
        found[place[1], items[place[0]]].append(place)
        found[place[1], ""].append(place)
    return found


def _told(assignment: Assignment) -> dict[str, object]:
    return {
        "person": assignment.person,
        "item": assignment.item,
        "department": assignment.department,
        "due": assignment.due.isoformat() if assignment.due else "",
    }

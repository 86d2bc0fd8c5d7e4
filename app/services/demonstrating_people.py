"""The people of the sample audit, the reviews of some answers, and flags: the audit in the middle of its work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.domain.audit import COMPANY
from app.domain.duties import Duty, officer_named, person_key
from app.domain.progress import Place
from app.domain.text import Text
from app.services import auditing, flagging, people, reviewing
from app.services.ports import Desk


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody of the list; without a name it is whoever makes the sample, who gives its answers."""

    name: str
    section: Text
    duties: tuple[Duty, ...]


@dataclass(frozen=True, slots=True)
class PeopleSample:
    """Places are checkpoint or checkpoint@site: of `requested` the review is asked for; of these the first reviewer on
    the list accepts those of `accepted` and returns those of `returned` with the reason. `flags` have a note."""

    people: tuple[SamplePerson, ...] = ()
    requested: tuple[str, ...] = ()
    accepted: tuple[str, ...] = ()
    returned: Mapping[str, Text] = field(default_factory=dict)
    flags: Mapping[str, Text] = field(default_factory=dict)


def fill(desk: Desk, sample: PeopleSample, language: str) -> None:
    """Put the people on the list, let them review, and set the flags. Raises UserError."""
    sites = {site.name: site.id for site in auditing.outline(desk).sites}

    def places(names: Iterable[str]) -> list[Place]:
        parts = (name.partition("@") for name in names)
        return [(checkpoint, sites[site] if site else COMPANY) for checkpoint, _sign, site in parts]

    for each in sample.people:
        name = each.name or desk.world.user
        if person_key(name) and officer_named(people.listing(desk), name) is None:
            people.add(desk, name, each.section.in_language(language), each.duties)
    if sample.requested:
        reviewing.request(desk, places(sample.requested))
    reviewer = next((each.name for each in sample.people if Duty.REVIEWER in each.duties), "")
    at_review = replace(desk, world=replace(desk.world, user=reviewer))
    if sample.accepted:
        reviewing.accept(at_review, places(sample.accepted))
    for name, reason in sample.returned.items():
        reviewing.give_back(at_review, places([name]), reason.in_language(language))
    for name, note in sample.flags.items():
        flagging.set_flags(desk, places([name]), note.in_language(language))

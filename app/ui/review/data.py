"""What the page of review and seal reads of the file, off the GUI thread, and what its lists are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.duties import Duty, Officer, is_open_to, same_person
from app.domain.progress import Place
from app.domain.review import State
from app.services import people, reviewing, sealing
from app.services.ports import Desk
from app.services.reviewing import Reviewed
from app.services.sealing import Standing

OTHERS = "*"
"""In place of a name: everybody but who works now."""


@dataclass(frozen=True, slots=True)
class FinishData:
    """One reading: where the audit stands, every place with its state, and the people."""

    standing: Standing
    reviewed: tuple[Reviewed, ...]
    people: tuple[Officer, ...]
    gaps: Mapping[str, frozenset[Place]]


def read(desk: Desk) -> FinishData:
    """Read everything that the page shows."""
    standing = sealing.standing(desk)
    return FinishData(
        standing,
        reviewing.listing(desk),
        people.listing(desk),
        {gap.code: frozenset(gap.places) for gap in standing.gaps if gap.places},
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """A filter on places: text, item, site (None: any), state, who answered, code of a gap; what is empty does not
    limit. `by` is a name, or `OTHERS` for all but `me`."""

    text: str = ""
    item: str = ""
    site: str | None = None
    state: str = ""
    gap: str = ""
    by: str = ""
    me: str = ""

    def active(self) -> int:
        """How many filters beside the text limit."""
        return sum((bool(self.item), self.site is not None, bool(self.state), bool(self.gap), bool(self.by)))


def chosen(data: FinishData, wanted: Wanted, questions: Mapping[str, str], sites: Mapping[str, str]) -> list[Reviewed]:
    """The places that a filter leaves. `questions` are the texts that are searched, by checkpoint."""
    within = data.gaps.get(wanted.gap, frozenset()) if wanted.gap else None
    names = _named(data, wanted) if wanted.by else None
    text = wanted.text.strip().casefold()

    def found(each: Reviewed) -> bool:
        searched = (
            each.checkpoint.id,
            questions.get(each.checkpoint.id, ""),
            sites.get(each.site, ""),
            each.answer.by if each.answer else "",
            each.last.by if each.last else "",
            each.last.reason if each.last else "",
        )
        return any(text in part.casefold() for part in searched)

    return [
        each
        for each in data.reviewed
        if (not wanted.item or each.checkpoint.item == wanted.item)
        and (wanted.site is None or each.site == wanted.site)
        and (not wanted.state or each.state == wanted.state)
        and (names is None or answerer(each) in names)
        and (within is None or (each.checkpoint.id, each.site) in within)
        and (not text or found(each))
    ]


def answerer(each: Reviewed) -> str:
    """Who gave the answer of a place; empty where there is none."""
    return each.answer.by if each.answer is not None and each.state is not State.NOT_STARTED else ""


def _named(data: FinishData, wanted: Wanted) -> frozenset[str]:
    """The names, as they are spelled in the answers, of who is wanted."""
    spelled = {answerer(each) for each in data.reviewed} - {""}
    if wanted.by == OTHERS:
        return frozenset(name for name in spelled if not same_person(name, wanted.me))
    return frozenset(name for name in spelled if same_person(name, wanted.by))


def first_wanted(data: FinishData, me: str) -> Wanted:
    """What the list shows first: the answers that wait for the acceptance of `me`, else those that were returned to
    `me`, else all."""
    if is_open_to(data.people, Duty.REVIEWER, me):
        asked = Wanted(state=State.REQUESTED.value, by=OTHERS, me=me)
        if chosen(data, asked, {}, {}):
            return asked
    returned = Wanted(state=State.RETURNED.value, by=me, me=me)
    return returned if chosen(data, returned, {}, {}) else Wanted()


@dataclass(frozen=True, slots=True)
class CountRow:
    """How many places of an item or of a site are in each state."""

    key: str
    name: str
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts.values())


def counted(reviewed: Iterable[Reviewed], names: Mapping[str, str], *, by_item: bool) -> list[CountRow]:
    """Counts per item or per site, in the order of `names`; those without any place are left out."""
    counts: dict[str, dict[State, int]] = {key: dict.fromkeys(State, 0) for key in names}
    for each in reviewed:
        key = each.checkpoint.item if by_item else each.site
        if key in counts:
            counts[key][each.state] += 1
    return [CountRow(key, names[key], found) for key, found in counts.items() if any(found.values())]

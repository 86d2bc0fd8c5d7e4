"""What the page of review and seal reads of the file, off the GUI thread, and what its lists are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.duties import Duty, Officer, is_open_to, same_person
from app.domain.progress import Place
from app.domain.review import State
from app.services import sealing
from app.services.ports import Desk
from app.services.reviewing import Reviewed
from app.services.sealing import Standing

OTHERS = "*"
"""In place of a name: everybody but who works now."""


Counts = Mapping[str, Mapping[State, int]]


@dataclass(frozen=True, slots=True)
class FinishData:
    """One reading: where the audit stands, every place with its state, and the people.

    What is looked for in tens of thousands of places at each key is made once: `words` are the number, the names and
    the reason of each place without regard to case, `answered_by` who gave the answers (in whatever spelling), and the
    counts of the states by item and by site.
    """

    standing: Standing
    reviewed: tuple[Reviewed, ...]
    people: tuple[Officer, ...]
    gaps: Mapping[str, frozenset[Place]]
    words: tuple[str, ...]
    answered_by: frozenset[str]
    by_item: Counts
    by_site: Counts


def read(desk: Desk) -> FinishData:
    """Read everything that the page shows."""
    read = sealing.overall(desk)
    gaps = {gap.code: frozenset(gap.places) for gap in read.standing.gaps if gap.places}
    by_item: dict[str, Counter[State]] = {}
    by_site: dict[str, Counter[State]] = {}
    for each in read.reviewed:
        for counts, key in ((by_item, each.checkpoint.item), (by_site, each.site)):
            counts.setdefault(key, Counter())[each.state] += 1
    return FinishData(
        read.standing,
        read.reviewed,
        read.people,
        gaps,
        tuple(map(_words, read.reviewed)),
        frozenset(answerer(each) for each in read.reviewed) - {""},
        by_item,
        by_site,
    )


def _words(each: Reviewed) -> str:
    """What is searched of one place beside question and site, line by line: a text that is sought is within one."""
    told = (each.last.by, each.last.reason) if each.last else ()
    return "\n".join((each.checkpoint.id, each.answer.by if each.answer else "", *told)).casefold()


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
    rows: Iterable[Reviewed] = data.reviewed
    if text := wanted.text.strip().casefold():
        rows = _with(text, data, questions, sites)
    if wanted.item:
        rows = (each for each in rows if each.checkpoint.item == wanted.item)
    if wanted.site is not None:
        rows = (each for each in rows if each.site == wanted.site)
    if wanted.state:
        state = State(wanted.state)
        rows = (each for each in rows if each.state is state)
    if wanted.by:
        names = _named(data, wanted)
        rows = (each for each in rows if answerer(each) in names)
    if wanted.gap:
        within = data.gaps.get(wanted.gap, frozenset())
        rows = (each for each in rows if (each.checkpoint.id, each.site) in within)
    return list(rows)


def _with(text: str, data: FinishData, questions: Mapping[str, str], sites: Mapping[str, str]) -> Iterable[Reviewed]:
    """The places in which a text is found. The few checkpoints and sites are looked through once."""
    asked = {each for each, question in questions.items() if text in question.casefold()}
    at = {each for each, name in sites.items() if text in name.casefold()}
    return (
        each
        for each, words in zip(data.reviewed, data.words, strict=True)
        if text in words or each.checkpoint.id in asked or each.site in at
    )


def answerer(each: Reviewed) -> str:
    """Who gave the answer of a place; empty where there is none."""
    return each.answer.by if each.answer is not None and each.state is not State.NOT_STARTED else ""


def _named(data: FinishData, wanted: Wanted) -> frozenset[str]:
    """The names, as they are spelled in the answers, of who is wanted."""
    if wanted.by == OTHERS:
        return frozenset(name for name in data.answered_by if not same_person(name, wanted.me))
    return frozenset(name for name in data.answered_by if same_person(name, wanted.by))


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


def counted(counts: Counts, names: Mapping[str, str]) -> list[CountRow]:
    """Counts per item or per site, in the order of `names`; those without any place are left out."""
    return [
        CountRow(key, name, {state: counts[key].get(state, 0) for state in State})
        for key, name in names.items()
        if key in counts
    ]

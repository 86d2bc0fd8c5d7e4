"""Counting answers: unanswered never counts as good, and every count can be traced to its checkpoints."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from app.domain.answers import Answer
from app.domain.audit import COMPANY, Audit, Site, in_scope, live_sites
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.grades import Level, Verdict

Place = tuple[str, str]
"""Checkpoint id and site id (`COMPANY` for company level)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of verdicts over a set of places.

    A copy from another site that was not confirmed there makes no figure better. `copied` counts those that say 適合
    or 該当なし: until then they are neither. `doubtful` counts those among `partly` and `nonconforming`: a deficiency
    stays one. Neither is an answer of the site, so that total = answered + unconfirmed + unanswered.

    `unproven` counts those among `conforming` beside which neither evidence nor a second person's attempt to disprove
    them stands: wherever 適合 is told, they are told with it.
    """

    total: int = 0
    conforming: int = 0
    partly: int = 0
    nonconforming: int = 0
    not_applicable: int = 0
    copied: int = 0
    doubtful: int = 0
    unproven: int = 0

    @property
    def proven(self) -> int:
        """How many are 適合 with a proof beside them."""
        return self.conforming - self.unproven

    @property
    def answered(self) -> int:
        """How many have a verdict of their own."""
        return self.conforming + self.partly + self.nonconforming + self.not_applicable - self.doubtful

    @property
    def unconfirmed(self) -> int:
        """How many were copied and are to be confirmed at their site."""
        return self.copied + self.doubtful

    @property
    def unanswered(self) -> int:
        """How many are still 未確認."""
        return self.total - self.answered - self.unconfirmed

    @property
    def open(self) -> int:
        """How many still want an answer, or a copied one to be confirmed."""
        return self.total - self.answered

    @property
    def worst(self) -> Verdict:
        """The gravest verdict given; unanswered while any is missing or not confirmed, and none failed."""
        if self.nonconforming:
            return Verdict.NONCONFORMING
        if self.partly:
            return Verdict.PARTLY
        if self.open:
            return Verdict.UNANSWERED
        return Verdict.CONFORMING if self.conforming else Verdict.NOT_APPLICABLE


def checkpoints_in_scope(audit: Audit, catalogue: Catalogue) -> tuple[Checkpoint, ...]:
    """The checkpoints this audit must answer, in catalogue order."""
    return tuple(c for c in catalogue.for_role(audit.role) if in_scope(audit, c.item))


def places(checkpoints: Iterable[Checkpoint], sites: Sequence[Site]) -> tuple[Place, ...]:
    """Every (checkpoint, site) that wants an answer: company checkpoints once, site ones once per live site."""
    live = live_sites(sites)
    result: list[Place] = []
    for checkpoint in checkpoints:
        if checkpoint.level is Level.COMPANY:
            result.append((checkpoint.id, COMPANY))
        else:
            result.extend((checkpoint.id, site.id) for site in live)
    return tuple(result)


GOOD = frozenset({Verdict.CONFORMING, Verdict.NOT_APPLICABLE})
"""Verdicts that a copy does not give before it is confirmed."""


def tally(
    wanted: Iterable[Place],
    answers: Mapping[Place, Answer],
    copies: Container[Place] = (),
    unproven: Container[Place] = (),
) -> Tally:
    """Count the verdicts over `wanted`; `copies` are the places whose answer is a copy that nobody confirmed,
    `unproven` those whose 適合 nothing proves."""
    # Counted in whole columns: a large audit has tens of thousands of places, looked through whenever it is opened.
    wanted = tuple(wanted)
    counts = Counter(answer.verdict for answer in map(answers.get, wanted) if answer is not None)
    copied = doubtful = 0
    bare = sum(map(unproven.__contains__, wanted))
    for place in filter(copies.__contains__, wanted):
        answer = answers.get(place)
        if answer is None or answer.verdict not in GOOD:
            doubtful += 1
            continue
        # Nothing yet: neither its verdict nor that nothing proves it.
        copied += 1
        counts[answer.verdict] -= 1
        bare -= place in unproven
    return Tally(
        len(wanted),
        counts[Verdict.CONFORMING],
        counts[Verdict.PARTLY],
        counts[Verdict.NONCONFORMING],
        counts[Verdict.NOT_APPLICABLE],
        copied,
        doubtful,
        bare,
    )


def together(tallies: Iterable[Tally]) -> Tally:
    """The counts over sets of places that have none in common."""
    counted = [[getattr(each, name) for name in _COUNTS] for each in tallies]
    return Tally(*map(sum, zip(*counted, strict=True))) if counted else Tally()


_COUNTS = tuple(field.name for field in fields(Tally))


def tally_by(
    wanted: Iterable[Place],
    answers: Mapping[Place, Answer],
    group: Mapping[str, str],
    copies: Container[Place] = (),
    unproven: Container[Place] = (),
) -> dict[str, Tally]:
    """Tallies per group, where `group` maps a checkpoint id to its group (an item or an element)."""
    sets: dict[str, list[Place]] = {}
    for place in wanted:
        sets.setdefault(group[place[0]], []).append(place)
    return {name: tally(members, answers, copies, unproven) for name, members in sets.items()}


def next_unanswered(
    wanted: Sequence[Place], answers: Mapping[Place, Answer], after: Place | None, copies: Container[Place] = ()
) -> Place | None:
    """The next place without a verdict, going on from `after` and around once; when none is left, the next copy that
    is to be confirmed."""
    start = wanted.index(after) + 1 if after is not None and after in wanted else 0
    around = (*wanted[start:], *wanted[:start])
    for place in around:
        answer = answers.get(place)
        if answer is None or answer.verdict is Verdict.UNANSWERED:
            return place
    return next((place for place in around if place in copies), None)

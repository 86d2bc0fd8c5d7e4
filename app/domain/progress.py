"""Counting answers: unanswered never counts as good, and every count can be traced to its checkpoints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.answers import Answer
from app.domain.audit import COMPANY, Audit, Site, in_scope, live_sites
from app.domain.catalogue import Catalogue, Checkpoint, Level, Verdict

Place = tuple[str, str]
"""Checkpoint id and site id (`COMPANY` for company level)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of verdicts over a set of places."""

    total: int = 0
    conforming: int = 0
    partly: int = 0
    nonconforming: int = 0
    not_applicable: int = 0

    @property
    def answered(self) -> int:
        """How many have a verdict."""
        return self.conforming + self.partly + self.nonconforming + self.not_applicable

    @property
    def unanswered(self) -> int:
        """How many are still 未確認."""
        return self.total - self.answered

    @property
    def worst(self) -> Verdict:
        """The gravest verdict given; unanswered while any is missing and none failed."""
        if self.nonconforming:
            return Verdict.NONCONFORMING
        if self.partly:
            return Verdict.PARTLY
        if self.unanswered:
            return Verdict.UNANSWERED
        return Verdict.CONFORMING if self.conforming else Verdict.NOT_APPLICABLE


def checkpoints_in_scope(audit: Audit, catalogue: Catalogue) -> tuple[Checkpoint, ...]:
    """The checkpoints this audit must answer, in catalogue order."""
    return tuple(c for c in catalogue.checkpoints if audit.role in c.roles and in_scope(audit, c.item))


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


def tally(wanted: Iterable[Place], answers: Mapping[Place, Answer]) -> Tally:
    """Count the verdicts over `wanted`."""
    counts = dict.fromkeys(Verdict, 0)
    total = 0
    for place in wanted:
        total += 1
        answer = answers.get(place)
        counts[answer.verdict if answer else Verdict.UNANSWERED] += 1
    return Tally(
        total,
        counts[Verdict.CONFORMING],
        counts[Verdict.PARTLY],
        counts[Verdict.NONCONFORMING],
        counts[Verdict.NOT_APPLICABLE],
    )


def tally_by(wanted: Iterable[Place], answers: Mapping[Place, Answer], group: Mapping[str, str]) -> dict[str, Tally]:
    """Tallies per group, where `group` maps a checkpoint id to its group (an item or an element)."""
    sets: dict[str, list[Place]] = {}
    for place in wanted:
        sets.setdefault(group[place[0]], []).append(place)
    return {name: tally(members, answers) for name, members in sets.items()}


def next_unanswered(wanted: Sequence[Place], answers: Mapping[Place, Answer], after: Place | None) -> Place | None:
    """The next place without a verdict, going on from `after` and around once."""
    start = wanted.index(after) + 1 if after is not None and after in wanted else 0
    for place in (*wanted[start:], *wanted[:start]):
        answer = answers.get(place)
        if answer is None or answer.verdict is Verdict.UNANSWERED:
            return place
    return None

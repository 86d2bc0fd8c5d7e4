"""What an audit knows for the yearly report of 電気事業法第23条の4第2項, whose form is not known (domain §9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date

from app.domain.carrying import Predecessor
from app.domain.grades import Verdict
from app.domain.rules.sides import is_other
from app.services.auditing import Outline
from app.services.finding_context import rule_context
from app.services.ports import Desk, UnitOfWork

TRAINING = "A3-5"
"""The item of training in conduct regulation."""
_PEOPLE, _TRAINED, _PLEDGED, _LEFT = "people", "trained", "pledged", "left"
_YEAR_DAYS = 366
_GRAVER = (Verdict.CONFORMING, Verdict.PARTLY, Verdict.NONCONFORMING)


@dataclass(frozen=True, slots=True)
class Trained:
    """What the list of people tells of those who are active: how many, and of how many a training within the year
    before the as-of date, and a pledge, are on record; `told` names the columns that it has."""

    people: int
    trained: int
    pledged: int
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class Yearly:
    """What is read for the report: training of people (None without their list), the audit before with how many answers
    changed since by item, and how many evidence files and internal findings stand behind."""

    training: Trained | None
    predecessor: Predecessor | None
    changed: Mapping[str, tuple[int, int]]


def read_in(desk: Desk, work: UnitOfWork, outline: Outline) -> Yearly:
    """Read it in one transaction."""
    predecessors = work.carried.predecessors()
    changed: Counter[tuple[str, bool]] = Counter()
    for carried in work.carried.all():
        answer = outline.answers.get((carried.checkpoint, carried.site))
        # What did not apply, then or now, became neither better nor worse.
        if answer is not None and {answer.verdict, carried.verdict} <= set(_GRAVER):
            then, now = _GRAVER.index(carried.verdict), _GRAVER.index(answer.verdict)
            if then != now:
                changed[desk.catalogue.item_of(carried.checkpoint), now < then] += 1
    items = dict.fromkeys(item for item, _better in changed)
    return Yearly(
        training=_training(work, outline.audit.as_of, _others(desk, work, outline)),
        predecessor=predecessors[0] if predecessors else None,
        changed={item: (changed[item, True], changed[item, False]) for item in items},
    )


def _others(desk: Desk, work: UnitOfWork, outline: Outline) -> Callable[[str], bool]:
    """Whether a company is of the other side: its people are trained there."""
    if not outline.audit.affiliates or _PEOPLE not in work.ledgers.kinds():
        return lambda _company: False
    context, _idle = rule_context(desk.catalogue, work, outline.audit, outline.sites, "")
    return lambda company: is_other(context.sides, company)


def _training(work: UnitOfWork, as_of: date, other: Callable[[str], bool]) -> Trained | None:
    if _PEOPLE not in work.ledgers.kinds():
        return None
    told = work.ledgers.fields(_PEOPLE) & {_TRAINED, _PLEDGED}
    people = trained = pledged = 0
    last = as_of.isoformat()
    first = date.fromordinal(as_of.toordinal() - _YEAR_DAYS).isoformat()
    with closing(work.ledgers.chunks(_PEOPLE)) as chunks:
        for _batch, records in chunks:
            for record in records:
                values = record.values
                left = values.get(_LEFT, "")
                if (left and left <= last) or other(values.get("company", "")):
                    continue
                people += 1
                trained += first < values.get(_TRAINED, "")[:10] <= last
                pledged += bool(values.get(_PLEDGED, ""))
    return Trained(people, trained, pledged, frozenset(told))

"""Consistency checks (整合性チェック) over the whole audit: does what is said here agree with what is said there?

A check is a function of a few lines that yields what it found, entered under its id; its texts and its weight stand in
`resources/catalogue/consistency.toml`. Adding one takes both, and a test that plants what it must find.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from app.domain.catalogue import CheckText
from app.domain.consistency import (
    answers,
    case_figures,
    claims,
    execution,
    facts,
    measures,
    print_out,
    programme,
    proofs,
    upkeep,
)
from app.domain.consistency.model import CHECKS, Check, Hit, Spot, Where
from app.domain.consistency.whole import Counted, Drawn, Whole
from app.domain.grades import Gravity

MODULES = (answers, claims, facts, proofs, measures, execution, programme, case_figures, upkeep, print_out)
"""Where checks are entered; importing them is what enters them."""

_WEIGHT = {gravity: place for place, gravity in enumerate(Gravity)}


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A check that could say nothing of this audit, and a code of why."""

    rule: str
    why: str


@dataclass(frozen=True, slots=True)
class Result:
    """What all checks found: the gravest first, then as the catalogue has the checks and the audit the fields."""

    hits: tuple[Hit, ...]
    not_checked: tuple[NotChecked, ...] = ()


def run(whole: Whole) -> Result:
    """Run every check that the catalogue has a text for."""
    hits: list[Hit] = []
    idle: list[NotChecked] = []
    for text in by_weight(whole.catalogue.checks):
        check = CHECKS.get(text.id)
        why = "unknown" if check is None else check.lack(whole) if check.lack is not None else ""
        if check is None or why:
            idle.append(NotChecked(text.id, why))
            continue
        seen: Counter[tuple[str, Where]] = Counter()
        for found in check.judge(whole):
            hit = Hit(text.id, found[1], found[0], *found[2:])
            if nth := seen[found[:2]]:
                hit = replace(hit, nth=nth)
            seen[found[:2]] += 1
            hits.append(hit)
    return Result(tuple(hits), tuple(idle))


def by_weight(checks: tuple[CheckText, ...]) -> tuple[CheckText, ...]:
    """The checks, the gravest first; those of one weight as the catalogue has them."""
    return tuple(sorted(checks, key=lambda text: _WEIGHT[text.severity]))


__all__ = [
    "CHECKS",
    "MODULES",
    "Check",
    "Counted",
    "Drawn",
    "Hit",
    "NotChecked",
    "Result",
    "Spot",
    "Where",
    "Whole",
    "by_weight",
    "run",
]

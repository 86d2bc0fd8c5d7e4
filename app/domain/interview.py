"""The rehearsal of a hearing (ヒアリング想定問答): which answers are weakest, and what a regulator would ask of them.

What makes an answer weak is told by the code; how much it weighs, why, and what is asked is the catalogue's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from app.domain.answers import Answer
from app.domain.carrying import Carried
from app.domain.catalogue import Checkpoint, Weakness
from app.domain.challenges import Disproof
from app.domain.findings import LIVE, Finding, Ground, Shift, Status
from app.domain.grades import Severity, Verdict
from app.domain.plan import Action, ActionState
from app.domain.review import Review, State, state_of
from app.domain.weaknesses import Weak

_FAILED = (Verdict.PARTLY, Verdict.NONCONFORMING)
_DONE = (ActionState.DONE, ActionState.SETTLING)
_BESIDE = (Shift.REWORDED, Shift.SLIPPED)


@dataclass(frozen=True, slots=True)
class Case:
    """All that is known of one answered place. `evidence` counts the pieces that stand there, `tried` tells that a
    second person tried to disprove the answer in vain, `refuted` is how one refuted it; `findings` are those of ledgers
    and logs that speak to it; `before` is its last deficient revision, `carried` what an earlier audit said there."""

    checkpoint: Checkpoint
    site: str
    answer: Answer
    evidence: int = 0
    tried: bool = False
    refuted: Disproof | None = None
    copied_from: str = ""
    stale: Ground | None = None
    findings: tuple[Finding, ...] = ()
    before: Answer | None = None
    carried: Carried | None = None
    review: Review | None = None
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """One reason why an answer is weak, with what a question about it names."""

    weak: Weak
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A case with its points, the heaviest first, and what they weigh together."""

    case: Case
    points: tuple[Point, ...]
    weight: int


def points(case: Case, today: date) -> tuple[Point, ...]:
    """Why an answer is weak; none for one that nobody would ask about."""
    found = [*_of_verdict(case), *_of_grounds(case), *_of_past(case), *_of_measure(case, today)]
    if found and case.checkpoint.severity is Severity.SERIOUS:
        found.append(Point(Weak.SERIOUS))
    return tuple(found)


def rank(cases: Iterable[Case], weaknesses: Sequence[Weakness], today: date, count: int = 0) -> tuple[Ranked, ...]:
    """The weak answers, the weakest first; those of equal weight in their order.

    With `count` the first so many, and beyond them every one of a kind that is always asked about.
    """
    weights = {Weak(each.id): each for each in weaknesses}
    ranked = []
    for case in cases:
        found = sorted(points(case, today), key=lambda p: -weights[p.weak].weight)
        if found:
            ranked.append(Ranked(case, tuple(found), sum(weights[p.weak].weight for p in found)))
    ranked.sort(key=lambda each: -each.weight)
    if not count:
        return tuple(ranked)
    always = (each for each in ranked[count:] if any(weights[p.weak].always for p in each.points))
    return (*ranked[:count], *always)


def _of_verdict(case: Case) -> Iterable[Point]:
    answer = case.answer
    if answer.verdict is Verdict.PARTLY:
        yield Point(Weak.PARTLY, {"remark": answer.comment})
    elif answer.verdict is Verdict.NONCONFORMING:
        yield Point(Weak.NONCONFORMING, {"remark": answer.comment})
    elif answer.verdict is Verdict.NOT_APPLICABLE:
        yield Point(Weak.NOT_APPLICABLE, {"reason": answer.reason})
    elif case.refuted is not None:
        told = case.refuted
        yield Point(Weak.REFUTED, {"by": told.person, "day": told.at[:10], "tried": told.tried})
    elif not case.tried:
        yield Point(Weak.UNPROVEN)
    if not answer.comment and answer.verdict is not Verdict.NOT_APPLICABLE:
        yield Point(Weak.NO_REMARK)


def _of_grounds(case: Case) -> Iterable[Point]:
    live = [f for f in case.findings if f.status in LIVE]
    if live and case.answer.verdict not in _FAILED:
        yield Point(Weak.CONTRADICTED, {"count": len(live), "finding": live[0]})
    accepted = next((f for f in case.findings if f.status is Status.ACCEPTED), None)
    if accepted is not None:
        yield Point(Weak.ACCEPTED_RISK, {"finding": accepted, "reason": accepted.remark})
    if case.stale is not None:
        told = case.stale.stale
        if any(each.shift is Shift.REWORDED for each in told):
            yield Point(Weak.REWORDED)
        if (slip := next((each for each in told if each.shift is Shift.SLIPPED), None)) is not None:
            yield Point(Weak.SLIPPED, {"system": slip.subject})
        if (first := next((each for each in told if each.shift not in _BESIDE), None)) is not None:
            yield Point(Weak.STALE, {"finding": f"{first.rule} {first.subject}".strip()})
    if case.copied_from:
        yield Point(Weak.COPIED, {"from": case.copied_from})


def _of_past(case: Case) -> Iterable[Point]:
    if case.review is not None and state_of(case.answer, case.review) is State.RETURNED:
        yield Point(Weak.RETURNED, {"reason": case.review.reason, "by": case.review.by})
    if case.answer.verdict is not Verdict.CONFORMING:
        return
    if case.before is not None:
        values = {"before": case.before.verdict, "day": case.answer.at[:10], "reason": case.answer.reason}
        yield Point(Weak.IMPROVED, values)
    elif case.carried is not None and case.carried.verdict in _FAILED:
        yield Point(Weak.IMPROVED_SINCE, {"before": case.carried.verdict})


def _of_measure(case: Case, today: date) -> Iterable[Point]:
    if case.answer.verdict not in _FAILED:
        return
    action = case.action
    if action is None:
        yield Point(Weak.NO_MEASURE)
        return
    if not action.owner and not action.department:
        yield Point(Weak.NO_OWNER, {"number": action.number})
    if action.due is None:
        yield Point(Weak.NO_DUE, {"number": action.number})
    elif (action.until or action.due) < today and action.state not in _DONE:
        owner = action.owner or action.department
        yield Point(Weak.OVERDUE, {"number": action.number, "due": action.until or action.due, "owner": owner})

"""What a measure (対策) gains while it is carried out: revised due dates, milestones, progress, and its effect."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.domain.findings import Finding
from app.domain.plan import Action, ActionState, overdue
from app.domain.plan_checks import Refusal
from app.domain.text import gives_reason

FINISHED = frozenset({ActionState.DONE, ActionState.SETTLING})
"""The states in which a measure has been carried out: 完了, 定着確認中."""
MOST_STEPS = 60
"""So many milestones a measure has at most."""


class Effect(StrEnum):
    """What looking at the effect of a measure came to: 有効 / 一部有効 / 効果なし / 未判定 (too early to say)."""

    EFFECTIVE = "effective"
    PARTLY = "partly"
    NOT_EFFECTIVE = "not_effective"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Step:
    """One milestone (節目) of a measure: what, until when, and the day on which it was reached."""

    text: str
    due: date | None = None
    done: date | None = None


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """What stands beside a measure. `progress` is in percent, apart from its state, and None until somebody says it.

    `account` tells what was done, `upcoming` what comes next; `cost` and `effort` are free texts with a number, empty
    where nobody entered them. `unlinked` are findings that a person took off the measure: no draft brings them back.
    """

    action: str
    progress: int | None = None
    milestones: tuple[Step, ...] = ()
    account: str = ""
    upcoming: str = ""
    cost: str = ""
    effort: str = ""
    unlinked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DueRevision:
    """One revision of a due date with its reason; the last one counts, the original due stays with the measure."""

    action: str
    number: int
    due: date
    reason: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class EffectCheck:
    """One look at the effect of a measure: by whom, on which day, and what it came to; the last one counts."""

    action: str
    number: int
    person: str
    checked_on: date
    result: Effect
    remark: str
    at: str
    by: str


def check_facts(facts: MeasureFacts, latest: date) -> Refusal | None:
    """What may not be said beside a measure; `latest` is the last day on which a milestone may have been reached."""
    if facts.progress is not None and not 0 <= facts.progress <= 100:
        return "measure_progress_range", {}
    if len(facts.milestones) > MOST_STEPS:
        return "measure_steps_many", {"most": MOST_STEPS}
    for step in facts.milestones:
        if not step.text.strip():
            return "measure_step_needs_text", {}
        if step.done is not None and step.done > latest:
            return "measure_step_ahead", {"step": step.text}
    for name in ("cost", "effort"):
        if (text := getattr(facts, name).strip()) and not any(map(str.isdecimal, text)):
            return "measure_amount_in_words", {"text": text}
    return None


def check_revision(action: Action, due: date, reason: str) -> Refusal | None:
    """Why a due date cannot be revised so."""
    if action.withdrawn:
        return "action_withdrawn", {"number": action.number}
    if action.due is None:
        return "measure_due_missing", {"number": action.number}
    if not gives_reason(reason):
        return ("reason_wordless" if reason.strip() else "reason_missing"), {}
    if due == action.until:
        return "measure_due_same", {"number": action.number}
    if action.start is not None and due < action.start:
        return "action_due_before_start", {}
    return None


def due_gone_by(action: Action, due: date, today: date) -> bool:
    """Whether a measure that is still to be carried out would be overdue at once with this due date."""
    return overdue(replace(action, due=due, revised=None), today)


def check_effect(action: Action, check: EffectCheck, latest: date) -> Refusal | None:
    """Why a look at the effect cannot be recorded so; 未判定 only before the measure was carried out."""
    if action.withdrawn:
        return "action_withdrawn", {"number": action.number}
    if not check.person.strip():
        return "measure_effect_needs_person", {}
    if check.checked_on > latest:
        return "measure_effect_ahead", {}
    if check.result is not Effect.NOT_YET and action.state not in FINISHED:
        return "measure_effect_unfinished", {"number": action.number}
    if action.done is not None and check.result is not Effect.NOT_YET and check.checked_on < action.done:
        return "measure_effect_before_done", {"number": action.number}
    if check.result in (Effect.PARTLY, Effect.NOT_EFFECTIVE) and not check.remark.strip():
        return "measure_effect_needs_remark", {}
    return None


def check_completion(action: Action, check: EffectCheck | None) -> Refusal | None:
    """What a measure that is said to be carried out needs: state and day together, the first day of work, and that
    nobody looked at its effect before it was done. `check` is the look that counts."""
    if action.state not in FINISHED:
        return ("action_done_unfinished", {}) if action.done is not None else None
    if action.done is None:
        return "action_done_needs_day", {}
    if action.start is None:
        return "action_done_needs_start", {}
    if check is not None and check.result is not Effect.NOT_YET and check.checked_on < action.done:
        return "action_done_after_effect", {"date": check.checked_on.isoformat()}
    return None


def tells_completion(old: Action | None, new: Action) -> bool:
    """Whether writing `new` says that a measure was carried out, or that it was not: what an earlier version let pass
    hinders nobody from writing something else."""
    if old is None:
        return True
    return (old.state, old.done) != (new.state, new.done) or (new.start is None and old.start is not None)


def taken_up_again(action: Action, written: Mapping[str, object]) -> bool:
    """Whether what is written takes a measure that was done back into work, so that its day of completion goes."""
    state = written.get("state")
    return state is not None and state not in FINISHED and "done" not in written and action.done is not None


def ordered(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Milestones by due date, those without one last, otherwise as they were given."""
    return tuple(sorted(steps, key=lambda step: step.due or date.max))


def next_step(steps: Sequence[Step]) -> Step | None:
    """The milestone that comes next: the first one that was not reached yet."""
    return next((step for step in ordered(steps) if step.done is None), None)


def late_steps(action: Action, facts: MeasureFacts, today: date) -> tuple[Step, ...]:
    """The milestones that should have been reached before `today`; none of a measure that is over or withdrawn."""
    if action.withdrawn or action.state in FINISHED:
        return ()
    return tuple(s for s in facts.milestones if s.done is None and s.due is not None and s.due < today)


def answered_by(findings: Iterable[Finding], actions: Iterable[Action]) -> dict[str, tuple[int, ...]]:
    """The numbers of the measures in the plan that answer each finding, by its id: those that name it, and those of its
    checkpoints that it was not taken off from."""
    naming: dict[str, list[int]] = {}
    speaking: dict[str, list[Action]] = {}
    for action in actions:
        if not action.withdrawn:
            for identity in action.findings:
                naming.setdefault(identity, []).append(action.number)
            if action.checkpoint:
                speaking.setdefault(action.checkpoint, []).append(action)
    answered = {}
    for finding in findings:
        numbers = {*naming.get(finding.id, ())}
        for checkpoint in finding.checkpoints:
            numbers.update(a.number for a in speaking.get(checkpoint, ()) if finding.id not in a.unlinked)
        answered[finding.id] = tuple(sorted(numbers))
    return answered

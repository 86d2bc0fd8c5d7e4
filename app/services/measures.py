"""Measures while they are carried out: due dates revised, milestones, progress, effect, findings they answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from app.domain import measures
from app.domain.history import Event
from app.domain.measures import DueRevision, Effect, EffectCheck, MeasureFacts, Step
from app.domain.plan import Action
from app.domain.plan_checks import Refusal
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork
from app.services.told_values import plain
from app.services.typed_days import day_text

register_messages(
    {
        "measure_progress_range": "The progress is a number from 0 to 100.",
        "measure_steps_many": "A measure has at most {most} milestones.",
        "measure_step_needs_text": "Each milestone needs a text.",
        "measure_step_ahead": "The day on which the milestone “{step}” was reached lies in the future.",
        "measure_amount_in_words": "“{text}” names no number; write cost and effort with one, or leave them empty.",
        "measure_due_missing": "Measure {number} has no due date that could be revised; give it one first.",
        "measure_due_past": "The day {due} has passed, and measure {number} is not done: it would be overdue at once. "
        "Give a day to come, or say expressly that this day is meant.",
        "measure_due_same": "Measure {number} is due on that day already.",
        "measure_effect_needs_person": "Name who looked at the effect.",
        "measure_effect_ahead": "The day on which the effect was looked at lies in the future.",
        "measure_effect_unfinished": "Measure {number} is not done yet; its effect can only be told as “not yet”.",
        "measure_effect_before_done": "The effect of measure {number} was looked at before it was done.",
        "measure_effect_needs_remark": "Write what is lacking, where a measure is not fully effective.",
        "measure_step_unknown": "Measure {number} has no milestone {step}.",
    }
)

WRITABLE = frozenset({"progress", "milestones", "account", "upcoming", "cost", "effort"})
"""The fields beside a measure that a person may write."""


@dataclass(frozen=True, slots=True)
class MeasureView:
    """A measure with all that stands beside it; revisions and looks at its effect the first one first."""

    action: Action
    facts: MeasureFacts
    revisions: tuple[DueRevision, ...] = ()
    checks: tuple[EffectCheck, ...] = ()

    @property
    def check(self) -> EffectCheck | None:
        """The look at its effect that counts: the last one."""
        return self.checks[-1] if self.checks else None


def listing(desk: Desk) -> tuple[MeasureView, ...]:
    """Every measure by number, withdrawn ones included, with what stands beside it."""
    with desk.file.read() as work:
        return listing_in(work)


def listing_in(work: UnitOfWork) -> tuple[MeasureView, ...]:
    """As `listing`, as one transaction sees it."""
    facts = work.measures.facts()
    revisions: dict[str, list[DueRevision]] = {}
    checks: dict[str, list[EffectCheck]] = {}
    for revision in work.measures.revisions():
        revisions.setdefault(revision.action, []).append(revision)
    for check in work.measures.checks():
        checks.setdefault(check.action, []).append(check)
    return tuple(
        MeasureView(
            action,
            facts.get(action.id, MeasureFacts(action.id)),
            tuple(revisions.get(action.id, ())),
            tuple(checks.get(action.id, ())),
        )
        for action in work.plan.actions()
    )


def view(desk: Desk, number: int) -> MeasureView:
    """One measure. Raises UserError `action_unknown`."""
    found = next((each for each in listing(desk) if each.action.number == number), None)
    if found is None:
        raise UserError("action_unknown", number=number)
    return found


def last_checks(work: UnitOfWork) -> dict[str, EffectCheck]:
    """The look at the effect that counts, by measure."""
    return {check.action: check for check in work.measures.checks()}


def revise_due(desk: Desk, number: int, due: date, reason: str, *, past: bool = False) -> Changes:
    """Put off, or bring forward, a due date: the original one stays, and so does every revision with its reason.
    `past` says expressly that a day that has passed is meant, though the measure is not done.

    Raises UserError, changing nothing: `measure_due_past` where that is not said.
    """
    at = desk.stamp()
    with desk.file.write() as work:
        action = numbered(work, number)
        _refuse(measures.check_revision(action, due, reason))
        if not past and measures.due_gone_by(action, due, desk.world.clock.today()):
            raise UserError("measure_due_past", number=number, due=day_text(due))
        known = [each for each in work.measures.revisions() if each.action == action.id]
        last = known[-1].number if known else 0
        revision = DueRevision(action.id, last + 1, due, reason.strip(), at, desk.world.user)
        work.measures.put_revision(revision)
        before = {"due": plain(action.until)}
        after = {name: plain(getattr(revision, name)) for name in ("due", "reason", "number")}
        event = Event("plan.due_revised", action.id, action.checkpoint, before=before, after=after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, plan=True)


def follow(desk: Desk, number: int, **written: object) -> Changes:
    """Write what stands beside a measure (`WRITABLE`). Raises UserError, changing nothing.

    Raises TypeError for a field that is not writable (our bug).
    """
    if foreign := set(written) - WRITABLE:
        raise TypeError(f"not writable: {sorted(foreign)}")
    said = {name: value.strip() if isinstance(value, str) else value for name, value in written.items()}
    at = desk.stamp()
    with desk.file.write() as work:
        action = standing(work, number)
        old = work.measures.facts_of(action.id)
        new = replace(old, **said)  # type: ignore[arg-type]
        new = replace(new, milestones=tuple(replace(s, text=s.text.strip()) for s in new.milestones))
        if not _put_facts(desk, work, at, action, old, new):
            return Changes()
        work.commit()
    return Changes(at=at, plan=True)


def reach(desk: Desk, number: int, step: int, day: date | None) -> Changes:
    """Say on which day the milestone of that place (from 1) was reached, or with None that it was not. Raises
    UserError."""
    found = view(desk, number)
    steps = list(found.facts.milestones)
    if not 1 <= step <= len(steps):
        raise UserError("measure_step_unknown", number=number, step=step)
    steps[step - 1] = replace(steps[step - 1], done=day)
    return follow(desk, number, milestones=tuple(steps))


def check_effect(
    desk: Desk, number: int, result: Effect, person: str, day: date | None = None, remark: str = ""
) -> Changes:
    """Record that somebody looked at the effect of a measure, and what that came to; earlier looks stay readable.

    Raises UserError, changing nothing.
    """
    at, today = desk.stamp(), desk.world.clock.today()
    with desk.file.write() as work:
        action = numbered(work, number)
        known = [each for each in work.measures.checks() if each.action == action.id]
        last = known[-1].number if known else 0
        check = EffectCheck(
            action.id, last + 1, person.strip(), day or today, result, remark.strip(), at, desk.world.user
        )
        _refuse(measures.check_effect(action, check, today))
        work.measures.put_check(check)
        told = {name: plain(getattr(check, name)) for name in ("number", "person", "checked_on", "result", "remark")}
        event = Event("plan.effect_checked", action.id, action.checkpoint, after=told)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, plan=True)


def link(desk: Desk, numbers: Iterable[int], findings: Sequence[str]) -> Changes:
    """Put several findings under several measures, beside those that they answer already; one act.

    Raises UserError, changing nothing.
    """
    return _link(desk, tuple(dict.fromkeys(numbers)), (), tuple(dict.fromkeys(findings)))


def unlink(desk: Desk, numbers: Iterable[int], findings: Sequence[str]) -> Changes:
    """Take several findings off several measures; no later draft brings them back. Raises UserError, changing
    nothing."""
    return _link(desk, (), tuple(dict.fromkeys(numbers)), tuple(dict.fromkeys(findings)))


def set_links(desk: Desk, findings: Sequence[str], on: Iterable[int], off: Iterable[int]) -> Changes:
    """Put findings under some measures and take them off others; one act. Raises UserError, changing nothing."""
    return _link(desk, tuple(dict.fromkeys(on)), tuple(dict.fromkeys(off)), tuple(dict.fromkeys(findings)))


def set_findings(desk: Desk, number: int, on: Sequence[str], off: Sequence[str]) -> Changes:
    """Put some findings under one measure and take others off it; one act. Raises UserError, changing nothing."""
    at = desk.stamp()
    with desk.file.write() as work:
        _known(work, (*on, *off))
        action = standing(work, number)
        if not _relink(desk, work, at, action, set(on), set(off)):
            return Changes()
        work.commit()
    return Changes(at=at, plan=True)


def _link(desk: Desk, on: Sequence[int], off: Sequence[int], findings: Sequence[str]) -> Changes:
    at, done = desk.stamp(), False
    with desk.file.write() as work:
        _known(work, findings)
        for number in (*on, *off):
            action = standing(work, number)
            here = set(findings)
            done |= _relink(desk, work, at, action, here if number in on else set(), set() if number in on else here)
        if not done:
            return Changes()
        work.commit()
    return Changes(at=at, plan=True)


def _relink(desk: Desk, work: UnitOfWork, at: str, action: Action, on: set[str], off: set[str]) -> bool:
    """Whether the findings of a measure changed by it."""
    named = tuple(sorted({*action.findings, *on} - off))
    gone = tuple(sorted({*action.unlinked, *(off & set(action.findings))} - on))
    if named == action.findings and gone == action.unlinked:
        return False
    new = replace(action, findings=named, unlinked=gone, edited=action.edited | {"findings"})
    work.plan.put_action(new)
    work.measures.put_facts(replace(work.measures.facts_of(action.id), unlinked=gone))
    names = ("findings", "unlinked", "edited")
    before, after = ({name: plain(getattr(a, name)) for name in names} for a in (action, new))
    event = Event("plan.linked", action.id, action.checkpoint, before=before, after=after)
    work.history.record(at, desk.world.user, event)
    return True


def _known(work: UnitOfWork, findings: Iterable[str]) -> None:
    for finding in findings:
        if work.findings.get(finding) is None:
            raise UserError("finding_unknown", finding=finding)


def _put_facts(desk: Desk, work: UnitOfWork, at: str, action: Action, old: MeasureFacts, new: MeasureFacts) -> bool:
    """Check, store and record; whether there was anything to write."""
    if new == old:
        return False
    _refuse(measures.check_facts(new, desk.world.clock.today()))
    work.measures.put_facts(new)
    names = [f.name for f in fields(MeasureFacts) if getattr(old, f.name) != getattr(new, f.name)]
    before, after = (_told(each, names) for each in (old, new))
    work.history.record(
        at, desk.world.user, Event("plan.followed", action.id, action.checkpoint, before=before, after=after)
    )
    return True


def _told(facts: MeasureFacts, names: Sequence[str]) -> Mapping[str, object]:
    return {name: plain(getattr(facts, name)) for name in names}


def numbered(work: UnitOfWork, number: int) -> Action:
    """The measure of that number. Raises UserError `action_unknown`."""
    action = next((a for a in work.plan.actions() if a.number == number), None)
    if action is None:
        raise UserError("action_unknown", number=number)
    return action


def standing(work: UnitOfWork, number: int) -> Action:
    """The same, where it is in the plan. Raises UserError `action_withdrawn` as well."""
    action = numbered(work, number)
    if action.withdrawn:
        raise UserError("action_withdrawn", number=number)
    return action


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        code, values = refusal
        raise UserError(code, exit_code=None, **values)


__all__ = [
    "WRITABLE",
    "DueRevision",
    "Effect",
    "EffectCheck",
    "MeasureFacts",
    "MeasureView",
    "Step",
    "check_effect",
    "follow",
    "last_checks",
    "link",
    "listing",
    "listing_in",
    "reach",
    "revise_due",
    "set_findings",
    "set_links",
    "unlink",
    "view",
]

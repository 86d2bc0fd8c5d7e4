"""Taking back what was said of findings and written in the plan, and doing it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.filings import Submission, check_due, check_stages
from app.domain.findings import Acceptance, Status
from app.domain.history import UNDONE, Entry
from app.domain.plan import Action, Case, Separation
from app.domain.plan_checks import Refusal
from app.errors import UserError
from app.services import finding_settling
from app.services.changes import Changes
from app.services.ports import UnitOfWork
from app.services.told_values import some, whole
from app.services.undo_tasks import Changed, Task, Told


def finding(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    finding = task.work.findings.get(entry.event.subject)
    if (
        finding is None
        or finding.status is Status.RESOLVED
        or _state(finding_settling.state_told(finding)) != _state(expected)
    ):
        raise Changed
    kept = wanted.get("acceptance")
    if kept is None and "approver" in wanted:  # Older versions did not tell when.
        kept = {"approver": wanted["approver"], "until": wanted["until"], "at": entry.at, "by": entry.by}
    acceptance = whole(Acceptance, kept) if isinstance(kept, Mapping) else None
    status, remark = Status(str(wanted["status"])), str(wanted["remark"])
    task.work.findings.put([replace(finding, status=status, remark=remark, acceptance=acceptance)])
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, findings=True, places=frozenset((c, finding.site) for c in finding.checkpoints))


def _state(told: Told) -> tuple[object, ...]:
    return tuple(told.get(name) for name in ("status", "remark", "approver", "until"))


def action(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """The fields of a measure that the act changed; the measure itself where it made it."""
    actions, event = task.work.plan.actions(), entry.event
    current = next((a for a in actions if a.id == event.subject), None)
    if expected is None:
        _again_measure(task, whole(Action, wanted or {}), actions)
    elif current is None or some(Action, expected) != {n: getattr(current, n) for n in some(Action, expected)}:
        raise Changed
    elif wanted is None:
        if has_beside(task.work, current.id):
            raise Changed
        task.work.plan.remove_action(current.id)
    else:
        as_before = replace(current, **some(Action, wanted))
        _keep_filed(current, as_before, task.work.measures.submissions())
        task.work.plan.put_action(as_before)
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def _keep_filed(current: Action, wanted: Action, filed: Sequence[Submission]) -> None:
    """A due date that was filed meanwhile is revised with a reason, and not taken back either. Raises UserError."""
    _refuse(check_due(current, wanted.due, filed))


def _refuse(refusal: Refusal | None) -> None:
    if refusal is not None:
        code, values = refusal
        raise UserError(code, exit_code=None, **values)


def has_beside(work: UnitOfWork, action: str) -> bool:
    """Whether anything stands beside a measure, which would be left behind without it."""
    named = {each.action for each in work.measures.revisions()} | {each.action for each in work.measures.checks()}
    return action in named or action in work.measures.facts()


def edited(task: Task, entries: Sequence[Entry], *, back: bool) -> Changes:
    """The fields that acts of writing changed, the measures read once: a list that came back is a step of hundreds."""
    known = {action.id: action for action in task.work.plan.actions()}
    filed = task.work.measures.submissions()
    for entry in entries:
        event = entry.event
        wanted, expected = (event.before, event.after) if back else (event.after, event.before)
        current, before = known.get(event.subject), some(Action, expected or {})
        if current is None or before != {name: getattr(current, name) for name in before}:
            raise Changed
        known[current.id] = replace(current, **some(Action, wanted or {}))
        _keep_filed(current, known[current.id], filed)
        task.work.plan.put_action(known[current.id])
        task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def _again_measure(task: Task, action: Action, actions: tuple[Action, ...]) -> None:
    taken = any(a.number == action.number or (a.checkpoint and a.checkpoint == action.checkpoint) for a in actions)
    if taken:
        raise Changed
    task.work.plan.put_action(action)


def accepted(task: Task, entry: Entry) -> Changes:
    """Whether drafted fields are taken as written by the officer."""
    fields = some(Action, entry.event.after or {})
    current = next((a for a in task.work.plan.actions() if a.id == entry.event.subject), None)
    back = task.act == UNDONE
    if current is None or any(getattr(current, name) != value for name, value in fields.items()):
        raise Changed
    if back != (fields.keys() <= current.edited):
        raise Changed
    edited = current.edited - fields.keys() if back else current.edited | fields.keys()
    task.work.plan.put_action(replace(current, edited=frozenset(edited)))
    task.tell(entry, None, entry.event.after)
    return Changes(at=task.at, plan=True)


def drafted(task: Task, entry: Entry) -> Changes:
    """All measures of a draft: those it made go, those it changed are as before."""
    old, new = (_drafts(told) for told in (entry.event.before, entry.event.after))
    wanted, expected = (old, new) if task.act == UNDONE else (new, old)
    actions = task.work.plan.actions()
    current = {action.id: action for action in actions}
    filed = task.work.measures.submissions()
    for identity in {**old, **new}:
        if current.get(identity) != expected.get(identity):
            raise Changed
        if identity not in wanted and has_beside(task.work, identity):
            raise Changed
        if identity not in wanted:
            task.work.plan.remove_action(identity)
        elif identity in expected:
            _keep_filed(expected[identity], wanted[identity], filed)
            task.work.plan.put_action(wanted[identity])
        else:
            _again_measure(task, wanted[identity], actions)
    numbers = {"numbers": [action.number for action in new.values()]}
    task.tell(entry, None, numbers)
    return Changes(at=task.at, plan=True)


def _drafts(told: Told | None) -> dict[str, Action]:
    drafts = (told or {}).get("drafts")
    found = [whole(Action, each) for each in drafts] if isinstance(drafts, list) else []
    return {action.id: action for action in found}


def case(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    stored = next((c for c in task.work.plan.cases() if c.id == entry.event.subject), None)
    _same_part(stored, whole(Case, expected) if expected is not None else None)
    if wanted is None:
        task.work.plan.remove_case(entry.event.subject)
    else:
        task.work.plan.put_case(whole(Case, wanted))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def separation(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    stored = next((s for s in task.work.plan.separations() if s.id == entry.event.subject), None)
    _same_part(stored, whole(Separation, expected) if expected is not None else None)
    if stored is not None and task.act == UNDONE:
        known = whole(Separation, wanted) if wanted is not None else None
        _refuse(check_stages(stored, known, task.work.measures.submissions()))
    if wanted is None:
        task.work.plan.remove_separation(entry.event.subject)
    else:
        separation = whole(Separation, wanted)
        if stored is None and any(s.system == separation.system for s in task.work.plan.separations()):
            raise UserError("separation_double", system=separation.system)
        task.work.plan.put_separation(separation)
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def separation_gone(task: Task, entry: Entry) -> Changes:
    """The entry of a split that was taken out tells why, beside what it was."""
    event = entry.event
    whole_again = replace(entry, event=replace(event, after=None))
    back = task.act == UNDONE
    return separation(task, whole_again, event.before if back else None, None if back else event.before)


def _same_part(stored: Case | Separation | None, expected: Case | Separation | None) -> None:
    if stored != expected:
        raise Changed

"""Taking back what was written beside measures, and filings, and doing it again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.domain.filings import Submission, check_revision
from app.domain.history import UNDONE, Entry
from app.domain.measures import DueRevision, EffectCheck, MeasureFacts
from app.domain.plan import Action
from app.errors import UserError
from app.services import filings
from app.services.changes import Changes
from app.services.told_values import some, whole
from app.services.undo_tasks import Changed, Task, Told


def _action(task: Task, entry: Entry) -> Action:
    found = next((a for a in task.work.plan.actions() if a.id == entry.event.subject), None)
    if found is None:
        raise Changed
    return found


def facts(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    """Progress, milestones and the other texts beside a measure."""
    action = _action(task, entry)
    current = task.work.measures.facts_of(action.id)
    seen = some(MeasureFacts, expected)
    if {name: getattr(current, name) for name in seen} != seen:
        raise Changed
    task.work.measures.put_facts(replace(current, **some(MeasureFacts, wanted)))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def links(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    """The findings of a measure, and those that were taken off it."""
    action = _action(task, entry)
    seen, new = some(Action, expected), some(Action, wanted)
    if {name: getattr(action, name) for name in seen} != seen:
        raise Changed
    task.work.plan.put_action(replace(action, **new))
    kept = task.work.measures.facts_of(action.id)
    task.work.measures.put_facts(replace(kept, unlinked=new["unlinked"]))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def revision(task: Task, entry: Entry) -> Changes:
    """A revised due date: only the last one of a measure is taken back."""
    action, after = _action(task, entry), entry.event.after or {}
    number = int(str(after["number"]))
    known = [each for each in task.work.measures.revisions() if each.action == action.id]
    last = known[-1].number if known else 0
    if task.act == UNDONE:
        if last == number and (refused := check_revision(action, known[-1].due, task.work.measures.submissions())):
            code, values = refused
            raise UserError(code, exit_code=None, **values)
        due = known[-2].due if len(known) > 1 else action.due
        if last != number or (action.start is not None and due is not None and due < action.start):
            raise Changed
        task.work.measures.drop_revision(action.id, number)
        task.tell(entry, after, entry.event.before)
    else:
        if last != number - 1:
            raise Changed
        told = {**after, "action": action.id, "at": task.at, "by": task.user}
        task.work.measures.put_revision(whole(DueRevision, told))
        task.tell(entry, entry.event.before, after)
    return Changes(at=task.at, plan=True)


def check(task: Task, entry: Entry) -> Changes:
    """A look at the effect of a measure: only the last one is taken back."""
    action, after = _action(task, entry), entry.event.after or {}
    number = int(str(after["number"]))
    known = [each for each in task.work.measures.checks() if each.action == action.id]
    last = known[-1].number if known else 0
    if task.act == UNDONE:
        if last != number:
            raise Changed
        task.work.measures.drop_check(action.id, number)
        task.tell(entry, after, None)
    else:
        if last != number - 1:
            raise Changed
        told = {**after, "action": action.id, "at": task.at, "by": task.user}
        task.work.measures.put_check(whole(EffectCheck, told))
        task.tell(entry, None, after)
    return Changes(at=task.at, plan=True)


def filed(task: Task, entry: Entry) -> Changes:
    """A filing that was recorded by mistake; only the last one is taken back."""
    after = entry.event.after or {}
    snapshot = after.get("snapshot")
    known = task.work.measures.submissions()
    told = {name: value for name, value in after.items() if name != "snapshot"}
    if task.act == UNDONE:
        if not known or known[-1].id != entry.event.subject:
            raise Changed
        task.work.measures.drop_submission(known[-1].id)
        task.tell(entry, told, None)
    else:
        if not isinstance(snapshot, Mapping) or (known and known[-1].number >= int(str(after["number"]))):
            raise Changed
        task.work.measures.put_submission(whole(Submission, snapshot))
        task.tell(entry, None, told)
    return Changes(at=task.at, plan=True)


def cadence(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    """How often progress is reported."""
    if filings.cadence_in(task.work).text != expected["value"]:
        raise Changed
    return filings.set_cadence(task.within(entry), str(wanted["value"]))

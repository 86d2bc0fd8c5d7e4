"""Taking back what was written of cases beside the plan, and doing it again."""

from __future__ import annotations

from app.domain.case_papers import CaseNote, Known, LeakReport
from app.domain.history import Entry
from app.services import case_notes
from app.services.changes import Changes
from app.services.told_values import whole
from app.services.undo_tasks import Changed, Task, Told


def note(task: Task, entry: Entry, wanted: Told, expected: Told) -> Changes:
    """The text and the answer of one topic."""
    subject, topic = entry.event.subject, str(wanted["topic"])
    stored = task.work.case_papers.note(subject, topic) or CaseNote(subject, topic)
    if case_notes.told(stored) != dict(expected):
        raise Changed
    known = Known(str(wanted["known"]))
    case_notes.put(task.work, CaseNote(subject, topic, str(wanted["text"]), known, task.at, task.user))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def clock(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """The clock of a case; none where the act made it."""
    case_id = entry.event.subject
    stored = next((r for r in task.work.case_papers.reports() if r.case_id == case_id), None)
    if stored != (whole(LeakReport, expected) if expected is not None else None):
        raise Changed
    if wanted is None:
        task.work.case_papers.remove_report(case_id)
    else:
        task.work.case_papers.put_report(whole(LeakReport, wanted))
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)

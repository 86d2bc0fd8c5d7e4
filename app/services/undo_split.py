"""Taking back what was written of the course of a physical split, and of its interim controls; and doing it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from app.domain.history import UNDONE, Entry
from app.domain.plan import Stage
from app.domain.splitting import Control, Course
from app.errors import UserError
from app.services import split_following
from app.services.changes import Changes
from app.services.split_following import COURSES, REOPENED
from app.services.told_values import whole
from app.services.undo_tasks import Changed, Task, Told


def course(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """Courses of stages as they were, and the marks of slips off the answers, or on them again."""
    work, separation = task.work, entry.event.subject
    known = {c.stage: c for c in work.splits.courses() if c.separation == separation}
    before, now = _courses(wanted), _courses(expected)
    for stage, told in now.items():
        if known.get(stage) != told:
            raise Changed
    for stage, told in before.items():
        if told is not None:
            work.splits.put_course(told)
        elif stage in known:
            work.splits.drop_course(separation, stage.value)
    places = _marks(task, entry, before)
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True, places=places)


def _marks(task: Task, entry: Entry, courses: Mapping[Stage, Course | None]) -> frozenset[tuple[str, str]]:
    told = (entry.event.after or {}).get(REOPENED)
    marks = [tuple(map(str, each)) for each in told if isinstance(each, Sequence)] if isinstance(told, list) else []
    if not marks:
        return frozenset()
    if task.act == UNDONE:
        split_following.unmark(task.work, marks)
    else:
        _mark_again(task, entry, marks, courses)
    return frozenset((checkpoint, site) for checkpoint, site, _slip in marks)


def _mark_again(
    task: Task, entry: Entry, marks: Sequence[tuple[str, ...]], courses: Mapping[Stage, Course | None]
) -> None:
    separation = next((s for s in task.work.plan.separations() if s.id == entry.event.subject), None)
    if separation is None:
        raise Changed
    slips = {slip for _checkpoint, _site, slip in marks}
    again = [(c, r) for c in courses.values() if c is not None for r in c.revisions if r.id in slips]
    places = dict.fromkeys((checkpoint, site) for checkpoint, site, _slip in marks)
    answers = [a for place in places if (a := task.work.answers.current(*place)) is not None]
    split_following.mark(task.work, separation, again, answers, task.at, task.user)


def _courses(told: Told | None) -> dict[Stage, Course | None]:
    by_stage = (told or {}).get(COURSES)
    if not isinstance(by_stage, Mapping):
        return {}
    return {Stage(s): whole(Course, each) if isinstance(each, Mapping) else None for s, each in by_stage.items()}


def control(task: Task, entry: Entry, wanted: Told | None, expected: Told | None) -> Changes:
    """An interim control as it was, gone or there again."""
    stored = next((c for c in task.work.splits.controls() if c.id == entry.event.subject), None)
    if stored != (whole(Control, expected) if expected is not None else None):
        raise Changed
    if wanted is None:
        task.work.splits.remove_control(entry.event.subject)
    else:
        back = whole(Control, wanted)
        if not any(s.id == back.separation for s in task.work.plan.separations()):
            raise UserError("separation_unknown", system=back.separation)
        task.work.splits.put_control(back)
    task.tell(entry, expected, wanted)
    return Changes(at=task.at, plan=True)


def control_gone(task: Task, entry: Entry) -> Changes:
    """A control that was taken out tells why, beside what it was."""
    back = task.act == UNDONE
    was = entry.event.before
    return control(task, entry, was if back else None, None if back else was)

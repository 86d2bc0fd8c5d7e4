"""How the split of systems (物理分割) goes: planned, revised and done days, every slip with its reason, and the
controls that protect until the cut-over.

`Separation.milestones` (`app.domain.plan`) are the days that count now; what was planned first, what was moved and what
is done stands in a `Course` for each stage (報告書概要 ¶12①, domain §3.8).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from app.domain.plan import Horizon, Milestone, Separation, Stage, beyond_horizon

Refusal = tuple[str, Mapping[str, object]]
Key = tuple[str, Stage]
"""A separation's id and one of its stages."""


@dataclass(frozen=True, slots=True)
class Revision:
    """One time that a stage was given other days, by whom and why. `id` names it where answers tell of it."""

    id: str
    at: str
    by: str
    from_start: date
    from_end: date
    start: date
    end: date
    reason: str

    @property
    def slipped(self) -> bool:
        """Whether the stage ends later since."""
        return self.end > self.from_end


@dataclass(frozen=True, slots=True)
class Course:
    """What became of one stage: the days planned first (None as long as they were not moved), `done` on which day."""

    separation: str
    stage: Stage
    planned_start: date | None = None
    planned_end: date | None = None
    done: date | None = None
    revisions: tuple[Revision, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it tells nothing that the milestone does not."""
        return self.planned_end is None and self.done is None and not self.revisions

    @property
    def slips(self) -> tuple[Revision, ...]:
        """The revisions after which it ended later."""
        return tuple(each for each in self.revisions if each.slipped)


@dataclass(frozen=True, slots=True)
class Control:
    """An interim control (暫定措置) of a system until its cut-over: what is done, who sees to it, and the checkpoints
    whose answers prove it."""

    id: str
    separation: str
    position: int
    text: str
    responsible: str = ""
    checkpoints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A stage that would have other days: `before` are those that counted last."""

    stage: Stage
    before: Milestone
    after: Milestone

    @property
    def slips(self) -> bool:
        """Whether it would end later."""
        return self.after.end > self.before.end


def by_stage(courses: Iterable[Course]) -> dict[Key, Course]:
    """Courses by separation and stage."""
    return {(course.separation, course.stage): course for course in courses}


def of_system(controls: Iterable[Control], separation: str) -> tuple[Control, ...]:
    """The controls of one system in the officer's order."""
    return tuple(sorted((c for c in controls if c.separation == separation), key=lambda c: (c.position, c.id)))


def moves(before: Separation | None, after: Separation, courses: Mapping[Key, Course]) -> tuple[Move, ...]:
    """The stages that get other days, in their order. One that was taken out and comes back is measured against the
    days it had last."""
    if before is None:
        return ()
    then = {m.stage: m for m in before.milestones}
    found = []
    for milestone in after.milestones:
        old = then.get(milestone.stage) or _last(courses.get((after.id, milestone.stage)))
        if old is not None and (old.start, old.end) != (milestone.start, milestone.end):
            found.append(Move(milestone.stage, old, milestone))
    return tuple(sorted(found, key=lambda move: list(Stage).index(move.stage)))


def slips(before: Separation | None, after: Separation, courses: Mapping[Key, Course]) -> tuple[Move, ...]:
    """Those of `moves` that end later."""
    return tuple(move for move in moves(before, after, courses) if move.slips)


def _last(course: Course | None) -> Milestone | None:
    if course is None or course.planned_start is None or course.planned_end is None:
        return None
    if course.revisions:
        return Milestone(course.stage, course.revisions[-1].start, course.revisions[-1].end)
    return Milestone(course.stage, course.planned_start, course.planned_end)


def check_moves(
    system: str, moved: Sequence[Move], courses: Mapping[Key, Course], separation: str, reason: str
) -> Refusal | None:
    """A stage that is done keeps its days; one that ends later needs a reason."""
    for move in moved:
        course = courses.get((separation, move.stage))
        if course is not None and course.done is not None:
            return "milestone_is_done", {"system": system, "stage": move.stage.value, "date": course.done.isoformat()}
    for move in moved:
        if move.slips and not reason.strip():
            return "slip_needs_reason", {
                "system": system,
                "stage": move.stage.value,
                "before": move.before.end.isoformat(),
                "end": move.after.end.isoformat(),
            }
    return None


def courses_after(
    before: Separation | None,
    after: Separation,
    courses: Mapping[Key, Course],
    reason: str,
    made: tuple[str, str],
    new_ids: Iterable[str],
) -> tuple[tuple[Course, ...], tuple[Course, ...]]:
    """The courses to write and those to drop when `after` takes the place of `before`; `made` is when and by whom.

    A move is kept where it slips or where a reason was given; bringing a day forward without one corrects the plan. A
    stage that is taken out leaves the days it had, so that it does not come back later unseen.
    """
    if before is None:
        return (), ()
    at, by = made
    ids = iter(new_ids)
    write: dict[Stage, Course] = {}
    drop: list[Course] = []
    for move in moves(before, after, courses):
        old = courses.get((after.id, move.stage)) or Course(after.id, move.stage)
        if move.slips or reason.strip():
            revision = Revision(next(ids), at, by, *_days(move.before), *_days(move.after), reason.strip())
            write[move.stage] = replace(
                old,
                planned_start=old.planned_start or move.before.start,
                planned_end=old.planned_end or move.before.end,
                revisions=(*old.revisions, revision),
            )
    standing, then = {m.stage for m in after.milestones}, {m.stage for m in before.milestones}
    for stage in standing - then - write.keys():
        back = courses.get((after.id, stage))
        if back is not None and back.planned_end is not None and not back.revisions:
            # It was out of the schedule and is back no later: what it has now is what is planned.
            bare = replace(back, planned_start=None, planned_end=None)
            if bare.empty:
                drop.append(back)
            else:
                write[stage] = bare
    for milestone in before.milestones:
        if milestone.stage not in standing:
            old = courses.get((after.id, milestone.stage)) or Course(after.id, milestone.stage)
            write[milestone.stage] = replace(
                old,
                planned_start=old.planned_start or milestone.start,
                planned_end=old.planned_end or milestone.end,
            )
    return tuple(write.values()), tuple(drop)


def _days(milestone: Milestone) -> tuple[date, date]:
    return milestone.start, milestone.end


def proving(controls: Iterable[Control], separation: str) -> frozenset[str]:
    """The checkpoints whose answers prove the interim controls of a system."""
    return frozenset(c for control in controls if control.separation == separation for c in control.checkpoints)


def protected(separation: Separation, controls: Iterable[Control]) -> bool:
    """Whether anything is said of what protects until the cut-over: in the text, or as a control."""
    return bool(separation.interim.strip()) or any(control.separation == separation.id for control in controls)


def lacking_beyond(separation: Separation, horizon: Horizon, controls: Iterable[Control]) -> tuple[str, ...]:
    """What is missing of a split that ends later than the horizon (報告書概要 ¶12①): `reason`, `interim`."""
    if not beyond_horizon(separation, horizon):
        return ()
    missing = [] if separation.reason.strip() else ["reason"]
    return tuple(missing) if protected(separation, controls) else (*missing, "interim")


def moved(separation: Separation, stage: Stage, start: date, end: date, *, following: bool = False) -> Separation:
    """The separation with other days for a stage; with `following` the later stages go along by as many days as its
    end."""
    order = list(Stage)
    old = next((m for m in separation.milestones if m.stage is stage), None)
    by = end - old.end if old is not None else timedelta()
    days = {m.stage: m for m in separation.milestones}
    days[stage] = Milestone(stage, start, end)
    if following and by:
        for milestone in separation.milestones:
            if order.index(milestone.stage) > order.index(stage):
                days[milestone.stage] = Milestone(
                    milestone.stage, shifted(milestone.start, by.days), shifted(milestone.end, by.days)
                )
    return replace(separation, milestones=tuple(days[each] for each in order if each in days))


def brought(stored: Separation, seen: Separation, wanted: Separation) -> Separation:
    """What somebody changed from `seen` to `wanted`, brought to what is stored now: whatever else was changed since
    stays."""
    had, now = {m.stage: m for m in seen.milestones}, {m.stage: m for m in stored.milestones}
    asked = {m.stage: m for m in wanted.milestones}
    days = {stage: (asked if asked.get(stage) != had.get(stage) else now).get(stage) for stage in Stage}
    names = ("system", "current", "method", "reason", "interim", "owner")
    fields = {name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(seen, name)}
    return replace(stored, milestones=tuple(each for each in days.values() if each is not None), **fields)


def shifted(day: date, days: int) -> date:
    """A day so many days on, within what a calendar holds."""
    wanted = day.toordinal() + days
    return date.fromordinal(min(max(wanted, date.min.toordinal()), date.max.toordinal()))


def check_control(control: Control, known: Collection[str]) -> Refusal | None:
    """The text of a control, and that its checkpoints are known."""
    if not control.text.strip():
        return "control_needs_text", {}
    if unknown := [each for each in control.checkpoints if each not in known]:
        return "checkpoint_unknown", {"checkpoint": unknown[0]}
    return None


def check_last(separation: Separation, stage: Stage, courses: Mapping[Key, Course]) -> Refusal | None:
    """A system is separated (分割完了) when every stage of its schedule before is done."""
    if stage is not Stage.SEPARATED:
        return None
    for milestone in separation.milestones:
        course = courses.get((separation.id, milestone.stage))
        if milestone.stage is not stage and (course is None or course.done is None):
            return "milestone_open_before", {"system": separation.system, "stage": milestone.stage.value}
    return None


def check_done(
    system: str, milestone: Milestone | None, stage: Stage, day: date | None, latest: date
) -> Refusal | None:
    """A stage that has days can be done, on a day that has come."""
    if milestone is None:
        return "milestone_unknown", {"system": system, "stage": stage.value}
    if day is not None and day > latest:
        return "milestone_done_ahead", {"system": system, "stage": stage.value}
    return None

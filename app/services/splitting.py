"""The separation programme (物理分割) beside its days: what was planned, moved and done, the interim controls until the
cut-over, and what a slip would reopen (報告書概要 ¶12①, domain §3.8).

`planning.put_separation` stores the days themselves; everything that moves them goes through it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain import splitting
from app.domain.catalogue import SPLIT_YEARS
from app.domain.history import Event
from app.domain.measures import DueRevision
from app.domain.plan import Action, Horizon, Separation, Stage
from app.domain.plan_checks import check_separation
from app.domain.progress import Place
from app.domain.splitting import Control, Course, Key, Move
from app.errors import UserError, register_messages
from app.services import planning, split_following
from app.services.changes import Changes
from app.services.joined import joined
from app.services.ports import Desk, UnitOfWork
from app.services.split_following import COURSES, DONE
from app.services.told_values import plain
from app.services.undo_tasks import together

register_messages(
    {
        "milestone_unknown": "This stage of {system} has no days in the schedule; enter them first.",
        "milestone_done_ahead": "The day on which a stage of {system} was done lies in the future.",
        "milestone_open_before": "{system} is not separated while a stage of its schedule is not done; say first when "
        "that was done.",
        "control_unknown": "There is no interim control {control} in this audit.",
        "control_needs_text": "Say what the interim control is.",
    }
)


@dataclass(frozen=True, slots=True)
class Programme:
    """The separation programme as it stands. `horizon` is until when a split is to be complete."""

    separations: tuple[Separation, ...]
    courses: Mapping[Key, Course]
    controls: tuple[Control, ...]
    actions: tuple[Action, ...]
    as_of: date
    today: date
    horizon: Horizon
    revisions: tuple[DueRevision, ...] = ()
    """Those of the due dates of measures."""

    def course(self, separation: str, stage: Stage) -> Course:
        """What became of a stage; an empty course where nothing was moved or done."""
        return self.courses.get((separation, stage)) or Course(separation, stage)

    def named(self, system: str) -> Separation:
        """The split of a system. Raises UserError `separation_unknown`."""
        found = next((s for s in self.separations if s.system == system), None)
        if found is None:
            raise UserError("separation_unknown", system=system)
        return found


@dataclass(frozen=True, slots=True)
class Told:
    """What moving the stages of a split would do: the moves, the answers to be confirmed again, and what is missing
    when it would end later than about three years on (`reason`, `interim`)."""

    moves: tuple[Move, ...]
    reopened: frozenset[Place]
    lacking: tuple[str, ...] = ()

    @property
    def slips(self) -> tuple[Move, ...]:
        """The moves after which a stage ends later."""
        return tuple(move for move in self.moves if move.slips)


def programme(desk: Desk) -> Programme:
    """The whole programme, with the measures of the plan that go beside it."""
    with desk.file.read() as work:
        return programme_in(desk, work)


def programme_in(desk: Desk, work: UnitOfWork) -> Programme:
    """`programme` within a transaction."""
    audit = work.audit.get()
    return Programme(
        work.plan.separations(),
        splitting.by_stage(work.splits.courses()),
        work.splits.controls(),
        tuple(action for action in work.plan.actions() if not action.withdrawn),
        audit.as_of,
        desk.world.clock.today(),
        horizon_in(desk, work),
        work.measures.revisions(),
    )


def horizon_in(desk: Desk, work: UnitOfWork) -> Horizon:
    """Until when a split is to be complete, as the report of the Commission assumes it."""
    return Horizon(work.audit.get().counted_from, desk.catalogue.limit(SPLIT_YEARS))


def foretold(desk: Desk, separation: Separation, seen: Separation | None = None) -> Told:
    """What would follow if `separation` were stored, or what was changed in it since it was `seen`; nothing is written.
    Raises UserError where it would be refused, save for a reason that is missing."""
    with desk.file.read() as work:
        stored = work.plan.separations()
        old = next((s for s in stored if s.id == separation.id), None)
        if old is not None and seen is not None:
            separation = splitting.brought(old, seen, separation)
        refusal = check_separation(separation, stored)
        courses = splitting.by_stage(work.splits.courses())
        moves = splitting.moves(old, separation, courses)
        refusal = refusal or splitting.check_moves(separation.system, moves, courses, separation.id, "-")
        if refusal is not None:
            code, values = refusal
            raise UserError(code, exit_code=None, **values)
        late = any(move.slips for move in moves)
        answers = split_following.provers(desk, work, separation.id) if late else ()
        lacking = splitting.lacking_beyond(separation, horizon_in(desk, work), work.splits.controls())
    return Told(moves, frozenset((a.checkpoint, a.site) for a in answers), lacking)


def move(
    desk: Desk, separation: str, stage: Stage, start: date, end: date, reason: str = "", *, following: bool = False
) -> Changes:
    """Give a stage other days; with `following` the later stages go along. Raises UserError, changing nothing: a slip
    needs its reason."""
    stored = _stored(desk, separation)
    if all(m.stage is not stage for m in stored.milestones):
        raise UserError("milestone_unknown", system=stored.system, stage=stage.value)
    changed = splitting.moved(stored, stage, start, end, following=following)
    return planning.put_separation(desk, changed, reason)


def set_done(desk: Desk, separation: str, stage: Stage, day: date | None) -> Changes:
    """Say on which day a stage was done, or that it is not done (None). Raises UserError."""
    at = desk.stamp()
    with desk.file.write() as work:
        stored = next((s for s in work.plan.separations() if s.id == separation), None)
        if stored is None:
            raise UserError("separation_unknown", system=separation)
        milestone = next((m for m in stored.milestones if m.stage is stage), None)
        latest = max(desk.world.clock.today(), work.audit.get().as_of)
        _refuse(splitting.check_done(stored.system, milestone, stage, day, latest))
        if day is not None:
            _refuse(splitting.check_last(stored, stage, splitting.by_stage(work.splits.courses())))
        known = splitting.by_stage(work.splits.courses()).get((separation, stage))
        new = replace(known or Course(separation, stage), done=day)
        if new == (known or Course(separation, stage)):
            return Changes()
        if new.empty:
            work.splits.drop_course(separation, stage.value)
        else:
            work.splits.put_course(new)
        before: dict[str, object] = {COURSES: {stage.value: plain(known)}}
        after: dict[str, object] = {"system": stored.system, COURSES: {stage.value: None if new.empty else plain(new)}}
        work.history.record(at, desk.world.user, Event(DONE, separation, before=before, after=after))
        work.commit()
    return Changes(at=at, plan=True)


@dataclass(frozen=True, slots=True)
class Revised:
    """A split as somebody saw it and as it shall be, and so whether one of its stages is done (`done_seen`, `done`)."""

    seen: Separation
    wanted: Separation
    stage: Stage
    done_seen: date | None
    done: date | None


def revise(desk: Desk, revised: Revised, why: str = "") -> Changes:
    """Bring what was changed to the split that is stored, as one step: what was changed meanwhile stays, so that no
    slip is laid back unseen. Raises UserError, changing nothing."""
    stage, done = revised.stage, revised.done
    with desk.file.write() as work:
        inside = joined(desk, work, lambda event: event)
        separation = splitting.brought(_stored_in(work, revised.wanted.id), revised.seen, revised.wanted)
        before = splitting.by_stage(work.splits.courses()).get((separation.id, stage))
        steps: list[Callable[[], Changes]] = [lambda: planning.put_separation(inside, separation, why)]
        if done != revised.done_seen:
            if before is not None and before.done is not None and done != before.done:
                # Days of what is done cannot be moved.
                steps.insert(0, lambda: set_done(inside, separation.id, stage, None))
            if done is not None:
                steps.append(lambda: set_done(inside, separation.id, stage, done))
        changes = [step() for step in steps]
        if not any(changes):
            return Changes()
        work.commit()
    return together(changes, max(each.at for each in changes))


def put_control(desk: Desk, control: Control) -> tuple[Changes, Control]:
    """Store an interim control; one without id is added at the end of its system's. Raises UserError."""
    at = desk.stamp()
    with desk.file.write() as work:
        if not any(s.id == control.separation for s in work.plan.separations()):
            raise UserError("separation_unknown", system=control.separation)
        stored = work.splits.controls()
        old = next((c for c in stored if control.id and c.id == control.id), None)
        if control.id and old is None:
            raise UserError("control_unknown", control=control.id)
        beside = splitting.of_system(stored, control.separation)
        new = replace(
            control,
            id=control.id or desk.world.new_id(),
            position=control.position or max((c.position for c in beside), default=0) + 1,
            text=control.text.strip(),
            responsible=control.responsible.strip(),
            checkpoints=tuple(dict.fromkeys(control.checkpoints)),
        )
        if new == old:
            return Changes(), new
        _refuse(splitting.check_control(new, {c.id for c in desk.catalogue.checkpoints}))
        work.splits.put_control(new)
        before = plain(old) if old is not None else None
        act = "control.changed" if old else "control.added"
        work.history.record(at, desk.world.user, Event(act, new.id, before=before, after=plain(new)))
        work.commit()
    return Changes(at=at, plan=True), new


def remove_control(desk: Desk, identity: str, reason: str) -> Changes:
    """Take an interim control out; the history keeps what it was, and why. Raises UserError."""
    if not reason.strip():
        raise UserError("reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        old = next((c for c in work.splits.controls() if c.id == identity), None)
        if old is None:
            raise UserError("control_unknown", control=identity)
        work.splits.remove_control(identity)
        event = Event("control.removed", identity, before=plain(old), after={"reason": reason.strip()})
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, plan=True)


def _stored(desk: Desk, separation: str) -> Separation:
    with desk.file.read() as work:
        return _stored_in(work, separation)


def _stored_in(work: UnitOfWork, separation: str) -> Separation:
    found = next((s for s in work.plan.separations() if s.id == separation), None)
    if found is None:
        raise UserError("separation_unknown", system=separation)
    return found


def _refuse(refusal: splitting.Refusal | None) -> None:
    if refusal is not None:
        code, values = refusal
        raise UserError(code, exit_code=None, **values)

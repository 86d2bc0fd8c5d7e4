"""Filings (提出): what the plan said when it was filed, and what has changed since (実施状況報告, §6.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.measures import FINISHED, Effect, EffectCheck, MeasureFacts, Step
from app.domain.plan import Action, ActionState, Separation, overdue
from app.domain.plan_checks import Refusal


class Paper(StrEnum):
    """What was filed: 業務改善計画 or 実施状況報告."""

    PLAN = "plan"
    PROGRESS = "progress"


@dataclass(frozen=True, slots=True)
class FiledMeasure:
    """A measure as it stood: `due` is the original date, `revised` the last revision (None: never revised)."""

    id: str
    number: int
    item: str
    measure: str
    state: ActionState
    due: date | None = None
    revised: date | None = None
    done: date | None = None
    progress: int | None = None
    milestones: tuple[Step, ...] = ()
    department: str = ""
    owner: str = ""
    withdrawn: str = ""
    effect: Effect | None = None

    @property
    def until(self) -> date | None:
        """The date that held."""
        return self.revised or self.due

    @property
    def finished(self) -> bool:
        """Whether it had been carried out."""
        return self.state in FINISHED


@dataclass(frozen=True, slots=True)
class FiledSplit:
    """The split of a system as it stood: its state, when it was to be complete, and the end of each stage."""

    id: str
    system: str
    current: str
    due: date | None
    stages: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Submission:
    """One filing. `covers` is the due day of the cadence that a progress report meets; `fingerprint` that of the data.

    What a measure says here is what was promised then: later revisions are told against it. It is the state at the
    moment at which the filing was recorded (`at`, `by`), which may be later than the day on which it was filed.
    """

    id: str
    number: int
    paper: Paper
    filed_on: date
    addressee: str
    remark: str
    covers: date | None
    measures: tuple[FiledMeasure, ...]
    splits: tuple[FiledSplit, ...]
    fingerprint: str
    at: str
    by: str

    @property
    def recorded_on(self) -> date:
        """The day on which the filing was recorded."""
        return date.fromisoformat(self.at[:10])

    @property
    def late(self) -> bool:
        """Whether it was recorded on a later day than it was filed."""
        return self.recorded_on > self.filed_on


def filed_measure(action: Action, facts: MeasureFacts | None, check: EffectCheck | None) -> FiledMeasure:
    """A measure as it stands now."""
    return FiledMeasure(
        id=action.id,
        number=action.number,
        item=action.item,
        measure=action.measure,
        state=action.state,
        due=action.due,
        revised=action.revised,
        done=action.done,
        progress=facts.progress if facts else None,
        milestones=facts.milestones if facts else (),
        department=action.department,
        owner=action.owner,
        withdrawn=action.withdrawn,
        effect=check.result if check else None,
    )


def filed_split(separation: Separation) -> FiledSplit:
    """The split of a system as it stands now."""
    ends = {m.stage.value: m.end.isoformat() for m in separation.milestones}
    return FiledSplit(separation.id, separation.system, separation.current, separation.due, ends)


def check_due(action: Action, due: date | None, filed: Iterable[Submission]) -> Refusal | None:
    """An original due date that was filed stays as it was: it is revised, with the reason. `action` as it stands, `due`
    what would be written over it."""
    if action.due is None or due == action.due:
        return None
    told = [each for each in filed if any(m.id == action.id and m.due is not None for m in each.measures)]
    if not told:
        return None
    last = told[-1]
    return "due_filed", {"number": action.number, "filing": last.number, "date": last.filed_on.isoformat()}


def check_revision(action: Action, due: date, filed: Iterable[Submission]) -> Refusal | None:
    """A revised due date that was filed is not taken back: the authority was told it. It is revised once more."""
    told = [each for each in filed if any(m.id == action.id and m.revised == due for m in each.measures)]
    if not told:
        return None
    last = told[-1]
    return "due_filed", {"number": action.number, "filing": last.number, "date": last.filed_on.isoformat()}


def check_stages(stored: Separation, wanted: Separation | None, filed: Iterable[Submission]) -> Refusal | None:
    """The end of a stage that was filed is not taken back, nor is the system: they are moved, or taken out, with a
    reason."""
    left = {m.stage.value: m.end.isoformat() for m in wanted.milestones} if wanted else {}
    gone = {m.stage.value: m.end.isoformat() for m in stored.milestones if left.get(m.stage.value) != m.end.isoformat()}
    for each in filed:
        for told in each.splits:
            if told.id == stored.id and any(told.stages.get(stage) == end for stage, end in gone.items()):
                return "stage_filed", {
                    "system": stored.system,
                    "filing": each.number,
                    "date": each.filed_on.isoformat(),
                }
    return None


def due_kept(action: Action, filed: Iterable[Submission], due: date) -> bool:
    """Whether the original due date of a measure stays where it is to be done by `due` from now on: once it was filed
    or revised, and where a person has decided it and it is put off. Then a revision with its reason moves it."""
    if action.due is None or due == action.until:
        return False
    if action.revised is not None or check_due(action, due, filed) is not None:
        return True
    return "due" in action.edited and due > action.due


class Move(StrEnum):
    """What became of a measure since a filing."""

    NEW = "new"
    FINISHED = "finished"
    REOPENED = "reopened"
    SLIPPED = "slipped"
    WITHDRAWN = "withdrawn"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Moved:
    """A measure since a filing: `before` is None for one that is new. `moves` are all that apply, never empty."""

    action: Action
    before: FiledMeasure | None
    now: FiledMeasure
    moves: tuple[Move, ...]
    reached: tuple[Step, ...] = ()
    """Milestones that were reached since."""


@dataclass(frozen=True, slots=True)
class MovedSplit:
    """The split of a system since a filing; None where it was not there, or is not there any more."""

    before: FiledSplit | None
    now: FiledSplit | None

    @property
    def slipped(self) -> bool:
        """Whether it is to be complete later than it was."""
        before = self.before.due if self.before else None
        now = self.now.due if self.now else None
        return before is not None and now is not None and now > before


def since(
    filed: Submission | None,
    actions: Iterable[Action],
    facts: Mapping[str, MeasureFacts],
    checks: Mapping[str, EffectCheck],
    today: date,
) -> tuple[Moved, ...]:
    """What became of each measure since a filing; without one everything in the plan is new. Measures that had been
    withdrawn before are told no more."""
    known = {each.id: each for each in filed.measures} if filed is not None else {}
    moved = []
    for action in actions:
        now, before = filed_measure(action, facts.get(action.id), checks.get(action.id)), known.get(action.id)
        if action.withdrawn and (before is None or before.withdrawn):
            continue
        had = {step.text for step in before.milestones if step.done is not None} if before else set()
        reached = tuple(step for step in now.milestones if step.done is not None and step.text not in had)
        moved.append(Moved(action, before, now, _moves(action, before, now, today), reached))
    return tuple(moved)


def _moves(action: Action, before: FiledMeasure | None, now: FiledMeasure, today: date) -> tuple[Move, ...]:
    if action.withdrawn:
        return (Move.WITHDRAWN,)
    found = []
    if before is None or before.withdrawn:
        found.append(Move.NEW)
    if now.finished and not (before is not None and before.finished):
        found.append(Move.FINISHED)
    if before is not None and before.finished and not now.finished:
        found.append(Move.REOPENED)
    then = before.until if before is not None else None
    later = then is not None and now.until is not None and now.until > then
    if overdue(action, today) or (later and not now.finished):
        found.append(Move.SLIPPED)
    if not found and before != now:
        found.append(Move.CHANGED)
    return tuple(found) or (Move.SAME,)


def splits_since(filed: Submission | None, separations: Iterable[Separation]) -> tuple[MovedSplit, ...]:
    """The splits of systems beside what was filed, those that are there no more at the end."""
    known = {each.id: each for each in filed.splits} if filed is not None else {}
    now = [filed_split(each) for each in separations]
    there = {each.id for each in now}
    gone = [MovedSplit(each, None) for each in known.values() if each.id not in there]
    return (*(MovedSplit(known.get(each.id), each) for each in now), *gone)


def covered_until(filings: Iterable[Submission], submitted: date | None) -> date | None:
    """The day up to which everything was reported: None while no plan was filed, so that nothing is to be reported."""
    days = [each.covers or each.filed_on for each in filings]
    return max(days, default=submitted)

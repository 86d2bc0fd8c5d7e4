"""The improvement plan (業務改善計画) as data: actions, separation programme, cases, and drafts from findings."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from app.domain.case_figures import CaseFigure
from app.domain.findings import LIVE, TOLD, Finding, Source
from app.domain.grades import Cause, Role, Severity


class ActionState(StrEnum):
    """未着手 / 実施中 / 完了 / 定着確認中."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SETTLING = "settling"


@dataclass(frozen=True, slots=True)
class Action:
    """One measure (対策): 現状の問題 → 対策 → 実施時期 → 責任部署 → 確認方法.

    `checkpoint` may be empty for a measure of the officer's own; then `item` places it. `edited` names the fields a
    person has written: a new draft never touches them. `withdrawn` gives the reason for taking it out of the plan.
    `due` stays the original date; `revised` is the last revision of it, and `unlinked` are findings that a person took
    off the measure (both are kept apart, see `app.domain.measures`).
    """

    id: str
    number: int
    item: str
    checkpoint: str = ""
    problem: str = ""
    measure: str = ""
    causes: tuple[Cause, ...] = ()
    directions: tuple[str, ...] = ()
    owner: str = ""
    department: str = ""
    start: date | None = None
    due: date | None = None
    done: date | None = None
    state: ActionState = ActionState.NOT_STARTED
    method: str = ""
    sites: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    severity: Severity = Severity.IMPROVEMENT
    edited: frozenset[str] = frozenset()
    withdrawn: str = ""
    revised: date | None = None
    unlinked: tuple[str, ...] = ()

    @property
    def until(self) -> date | None:
        """The due date that holds: the last revision, else the original one."""
        return self.revised or self.due


class Stage(StrEnum):
    """Milestones of a physical split (物理分割), in their order."""

    DECISION = "decision"
    REQUIREMENTS = "requirements"
    DESIGN = "design"
    DEVELOPMENT = "development"
    TEST = "test"
    MIGRATION = "migration"
    SEPARATED = "separated"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One stage of a system's split, from `start` to `end`."""

    stage: Stage
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Separation:
    """The split of one system. `current` is `shared`, `logical` or `physical`, and empty until the officer has said so.

    `reason` says why it takes longer than the horizon (報告書概要 ¶12①) and `interim` what protects until then.
    """

    id: str
    position: int
    system: str
    current: str = ""
    method: str = ""
    milestones: tuple[Milestone, ...] = ()
    reason: str = ""
    interim: str = ""
    owner: str = ""

    @property
    def due(self) -> date | None:
        """When the split is complete, as planned."""
        return max((m.end for m in self.milestones), default=None)


@dataclass(frozen=True, slots=True)
class CaseCause:
    """One cause of a case, and the actions that answer it (a row of the cause × measure matrix)."""

    cause: Cause
    text: str
    actions: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Discipline:
    """One measure against persons (part C): who (as a class, never by name), what, why, when."""

    target: str
    measure: str
    reason: str
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case for parts B and C. `occurred` is None until the officer has said whether it happened.

    `kind` is `entrant_customers`, `renewable` (報告書概要 ¶12: it arose at every grid operator and affiliated retailer)
    or `other`.
    """

    id: str
    position: int
    kind: str
    occurred: bool | None = None
    title: str = ""
    discovered: date | None = None
    overview: str = ""
    cause_analysis: str = ""
    publication: str = ""
    figures: tuple[CaseFigure, ...] = ()
    causes: tuple[CaseCause, ...] = ()
    discipline: tuple[Discipline, ...] = ()
    discipline_note: str = ""


CASE_KINDS = ("entrant_customers", "renewable", "other")


def offered_cases(role: Role) -> tuple[str, ...]:
    """The kinds of case every audit of this role must say yes or no to (報告書概要 ¶12)."""
    if role is Role.OTHER_AFFILIATE:
        return ("entrant_customers",)
    return ("entrant_customers", "renewable")


@dataclass(frozen=True, slots=True)
class DraftGround:
    """What a draft for one checkpoint is made from; texts are already in the audit's language."""

    item: str
    checkpoint: str
    problem: str
    measure: str
    method: str
    causes: tuple[Cause, ...]
    directions: tuple[str, ...]
    severity: Severity
    sites: tuple[str, ...]
    findings: tuple[str, ...]


def due_for(severity: Severity, begun: date) -> date:
    """A first proposal for the due date: the end of the month one, three or six months after `begun`."""
    months = {Severity.SERIOUS: 1, Severity.IMPROVEMENT: 3, Severity.OBSERVATION: 6}[severity]
    year, month = divmod(begun.year * 12 + begun.month - 1 + months + 1, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def draft(
    grounds: Sequence[DraftGround], existing: Sequence[Action], begun: date, new_ids: Iterable[str]
) -> tuple[Action, ...]:
    """Actions to write: new ones, and existing ones whose unedited fields changed. Human edits are never overwritten.

    One action answers one checkpoint; actions that were withdrawn are not drafted again.
    """
    by_checkpoint = {a.checkpoint: a for a in existing if a.checkpoint}
    ids = iter(new_ids)
    number = max((a.number for a in existing), default=0)
    write: list[Action] = []
    for ground in grounds:
        old = by_checkpoint.get(ground.checkpoint)
        if old is not None and old.withdrawn:
            continue
        if old is None:
            number += 1
            old = Action(id=next(ids), number=number, item=ground.item, checkpoint=ground.checkpoint)
            fresh = True
        else:
            fresh = False
        kept = drafted(old, ground, begun)
        if fresh or kept != old:
            write.append(kept)
    return tuple(write)


def drafted(action: Action, ground: DraftGround, begun: date) -> Action:
    """`action` as its ground has it now, save the fields that a person wrote."""
    proposed = replace(
        action,
        item=ground.item,
        problem=ground.problem,
        measure=ground.measure,
        method=ground.method,
        causes=ground.causes,
        directions=ground.directions,
        severity=ground.severity,
        due=action.due or due_for(ground.severity, begun),
        sites=ground.sites,
        findings=ground.findings,
    )
    kept = {name: getattr(action, name) for name in action.edited}
    if "findings" in kept:
        # Findings that a person put under a measure stay; those that its checkpoint gained come along.
        kept["findings"] = tuple(sorted({*action.findings, *(set(ground.findings) - set(action.unlinked))}))
    return replace(proposed, **kept)


DRAFTED = ("measure", "due", "causes", "directions", "method")
"""The fields of a draft that a person may accept as they are; the others follow the findings."""

DECIDED = ("measure", "due")
"""What a measure commits to: what is done and until when. As long as the program proposed either and nobody confirmed
it (by writing it, be it the same, or by adopting it as written), the measure is a draft; who is in charge, when it
begins or how its effect is checked decides on neither."""


def drafted_fields(action: Action) -> tuple[str, ...]:
    """The fields that hold what was drafted and what nobody wrote or accepted."""
    return tuple(name for name in DRAFTED if name not in action.edited and getattr(action, name))


def still_draft(action: Action) -> bool:
    """Whether nobody has decided yet what is done or until when: no commitment to file, whatever else was entered."""
    return bool(undecided(action))


def undecided(action: Action) -> tuple[str, ...]:
    """What makes a measure a draft: those of `DECIDED` that the program proposed and nobody confirmed."""
    return () if action.withdrawn else tuple(name for name in DECIDED if name in drafted_fields(action))


def without_measure(findings: Iterable[Finding], actions: Iterable[Action]) -> tuple[Finding, ...]:
    """The open findings that no action of the plan names, neither itself nor by one of their checkpoints.

    What is corrected or accepted needs no measure any more.
    """
    standing = [a for a in actions if not a.withdrawn]
    named = {identity for a in standing for identity in a.findings}
    answered: dict[str, list[Action]] = {}
    for action in standing:
        if action.checkpoint:
            answered.setdefault(action.checkpoint, []).append(action)

    def spoken_of(finding: Finding) -> bool:
        return any(finding.id not in a.unlinked for c in finding.checkpoints for a in answered.get(c, ()))

    return tuple(f for f in findings if f.status in LIVE and f.id not in named and not spoken_of(f))


def measures_beside(actions: Iterable[Action], cases: Iterable[Case]) -> tuple[Action, ...]:
    """The live measures that no cause of these cases names."""
    answering = {identity for case in cases for cause in case.causes for identity in cause.actions}
    return tuple(a for a in actions if not a.withdrawn and a.id not in answering)


def without_problem(
    actions: Iterable[Action], findings: Iterable[Finding], stand_ins: Collection[str] = frozenset()
) -> tuple[Action, ...]:
    """The actions whose present problem (現状の問題) nobody has told, though something was found.

    A draft without a remark or a ledger behind it says no more than that the checkpoint failed. `stand_ins` are the
    sentences that say so: one that stands there although a remark was written since has not been drafted anew.
    """
    known = {f.id: f for f in findings if f.status in TOLD}
    speaking: dict[str, list[Finding]] = {}
    for finding in known.values():
        for checkpoint in finding.checkpoints:
            speaking.setdefault(checkpoint, []).append(finding)
    bare = []
    for action in actions:
        named = (known[identity] for identity in action.findings if identity in known)
        behind = [*speaking.get(action.checkpoint, ()), *named]
        told = any(f.source is not Source.ANSWERS or f.values.get("comment", "").strip() for f in behind)
        drafted_bare = "problem" not in action.edited and (not told or action.problem in stand_ins)
        if behind and not action.withdrawn and (drafted_bare or not action.problem.strip()):
            bare.append(action)
    return tuple(bare)


def overdue(action: Action, today: date) -> bool:
    """Whether the action should have been finished before `today`."""
    return (
        not action.withdrawn
        and action.until is not None
        and action.until < today
        and action.state in (ActionState.NOT_STARTED, ActionState.IN_PROGRESS)
    )


@dataclass(frozen=True, slots=True)
class Horizon:
    """Within how many years of a day (`Audit.counted_from`) a split is to be complete (報告書概要 ¶12①)."""

    since: date
    years: int

    @property
    def last(self) -> date:
        """The last day that lies within."""
        return _years_after(self.since, self.years)


def beyond_horizon(separation: Separation, horizon: Horizon) -> bool:
    """Whether a split ends later than the horizon of 報告書概要 ¶12①; one that is physical by now does not."""
    return separation.current != "physical" and separation.due is not None and separation.due > horizon.last


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def unanswered_directions(actions: Iterable[Action], directions: Mapping[str, Cause]) -> tuple[str, ...]:
    """The directions ①–⑤ (報告書概要 ¶7) that no live action serves."""
    served = {d for a in actions if not a.withdrawn for d in a.directions}
    return tuple(d for d in directions if d not in served)

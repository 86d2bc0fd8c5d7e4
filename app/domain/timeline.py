"""The plan against time: rows of systems and their stages, and of measures. What the window and the paper draw."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.measures import DueRevision
from app.domain.plan import Action, ActionState, Horizon, Milestone, Separation, Stage, beyond_horizon
from app.domain.splitting import Control, Course, Key, Revision, protected

_YEARS = 15
"""So many years before and after today a time axis reaches at most."""


class Track(StrEnum):
    """物理分割 / 対策."""

    SPLIT = "split"
    MEASURES = "measures"


class Kind(StrEnum):
    """What a bar is: a stage, what is reached on one day (◆), what protects until then, or a measure."""

    STAGE = "stage"
    REACHED = "reached"
    INTERIM = "interim"
    MEASURE = "measure"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar or diamond. `planned` are the days planned first where they were others; `late` that it should be done
    and is not; `stage` or `number` (of the measure) say what it stands for."""

    id: str
    kind: Kind
    start: date
    end: date
    done: date | None = None
    planned: tuple[date, date] | None = None
    slips: tuple[Revision, ...] = ()
    late: bool = False
    stage: Stage | None = None
    number: int = 0

    @property
    def point(self) -> bool:
        """Whether it is drawn as a diamond."""
        return self.kind in (Kind.REACHED, Kind.DUE)

    @property
    def movable(self) -> bool:
        """Whether its days can be changed in the picture."""
        return self.kind is not Kind.INTERIM and self.done is None


@dataclass(frozen=True, slots=True)
class Row:
    """One system or measure. `name` is the system or the measure's item; `beyond` that a split takes longer than its
    horizon (報告書概要 ¶12①)."""

    id: str
    track: Track
    name: str
    bars: tuple[Bar, ...]
    number: int = 0
    detail: str = ""
    beyond: bool = False


@dataclass(frozen=True, slots=True)
class Timeline:
    """The rows in their order; `as_of` is the 基準日."""

    rows: tuple[Row, ...]
    as_of: date
    today: date

    def of(self, track: Track) -> tuple[Row, ...]:
        """The rows of one track."""
        return tuple(row for row in self.rows if row.track is track)

    def span(self) -> tuple[date, date]:
        """The first and the last day that a time axis has to show; a day out of all bounds (9999年12月31日 for "no
        end") does not squeeze the others."""
        days = [self.as_of, self.today]
        for row in self.rows:
            for bar in row.bars:
                days += [bar.start, bar.end, *(bar.planned or ())]
        first, last = date(max(1, self.today.year - _YEARS), 1, 1), date(min(9998, self.today.year + _YEARS), 12, 31)
        return max(min(days), first), min(max(days), last)


def split_rows(
    separations: Sequence[Separation],
    courses: dict[Key, Course],
    controls: Sequence[Control],
    as_of: date,
    today: date,
    horizon: Horizon,
) -> tuple[Row, ...]:
    """A row for each system: its stages, what protects until the cut-over, and the cut-over itself."""
    rows = []
    for separation in separations:
        bars = [_stage(separation.id, m, courses.get((separation.id, m.stage)), today) for m in separation.milestones]
        due = separation.due
        split = courses.get((separation.id, Stage.SEPARATED))
        split_by_now = separation.current == "physical" or (split is not None and split.done is not None)
        if due is not None and due > as_of and not split_by_now and protected(separation, controls):
            bars.append(Bar(f"{separation.id}/interim", Kind.INTERIM, as_of, due))
        beyond = beyond_horizon(separation, horizon)
        rows.append(
            Row(separation.id, Track.SPLIT, separation.system, tuple(bars), detail=separation.current, beyond=beyond)
        )
    return tuple(rows)


def _stage(separation: str, milestone: Milestone, course: Course | None, today: date) -> Bar:
    """A stage that is done ends on the day on which it was, wherever it was planned."""
    course = course or Course(separation, milestone.stage)
    point = milestone.stage is Stage.SEPARATED
    end, planned_end = course.done or milestone.end, course.planned_end or milestone.end
    start = end if point else min(milestone.start, end)
    first = planned_end if point else course.planned_start or milestone.start, planned_end
    return Bar(
        f"{separation}/{milestone.stage.value}",
        Kind.REACHED if point else Kind.STAGE,
        start,
        end,
        course.done,
        first if first != (start, end) else None,
        course.slips,
        course.done is None and milestone.end < today,
        milestone.stage,
    )


def measure_rows(
    actions: Iterable[Action], names: dict[str, str], today: date, revisions: Sequence[DueRevision] = ()
) -> tuple[Row, ...]:
    """A row for each measure that is in the plan: from its start to its due day, or to the day on which it was done.
    `names` are the words of items by id. Revised due dates count; the original one is what was planned first."""
    rows = []
    revised: dict[str, list[DueRevision]] = {}
    for revision in revisions:
        revised.setdefault(revision.action, []).append(revision)
    for action in actions:
        if action.withdrawn:
            continue
        finished = action.state in (ActionState.DONE, ActionState.SETTLING)
        done = (action.done or action.until) if finished else None
        end = done or action.until
        bars: tuple[Bar, ...] = ()
        if end is not None:
            ranged = action.start is not None and action.start <= end
            start = action.start if ranged and action.start is not None else end
            kind = Kind.MEASURE if ranged else Kind.DUE
            late = not finished and end < today
            slips = _slips(action, revised.get(action.id, ()))
            planned = _planned(action) if action.revised is not None else None
            bars = (Bar(f"measure/{action.id}", kind, start, end, done, planned, slips, late, number=action.number),)
        detail = action.department or action.owner
        rows.append(
            Row(f"measure/{action.id}", Track.MEASURES, names.get(action.item, ""), bars, action.number, detail)
        )
    return tuple(rows)


def _planned(action: Action) -> tuple[date, date] | None:
    """Until when a measure was to be done before its due date was revised."""
    if action.due is None:
        return None
    start = action.start
    return (start if start is not None and start <= action.due else action.due), action.due


def _slips(action: Action, revisions: Iterable[DueRevision]) -> tuple[Revision, ...]:
    """The revisions by which a measure is due later."""
    slips, before = [], action.due
    for each in revisions:
        before = before or each.due
        start = action.start or before
        slips.append(
            Revision(f"{each.action}/{each.number}", each.at, each.by, start, before, start, each.due, each.reason)
        )
        before = each.due
    return tuple(slip for slip in slips if slip.slipped)


def lanes(bars: Sequence[Bar]) -> tuple[dict[str, int], int]:
    """In which lane of its row each bar stands, and how many lanes there are: no bar covers another, and the days
    planned first, which lie at the foot of a lane, cover none of their kind. Diamonds, and what protects until the
    cut-over, have the last lane."""
    ends: list[tuple[date, date]] = []
    placed: dict[str, int] = {}
    for bar in sorted((b for b in bars if not _apart(b)), key=lambda b: (b.start, b.end)):
        first, last = bar.planned or (date.max, date.min)
        free = (n for n, (end, ghost) in enumerate(ends) if end < bar.start and ghost < first)
        lane = next(free, len(ends))
        if lane == len(ends):
            ends.append((date.min, date.min))
        ends[lane] = bar.end, max(ends[lane][1], last)
        placed[bar.id] = lane
    apart = [bar for bar in bars if _apart(bar)]
    for bar in apart:
        placed[bar.id] = len(ends)
    return placed, max(1, len(ends) + bool(apart))


def _apart(bar: Bar) -> bool:
    return bar.point or bar.kind is Kind.INTERIM

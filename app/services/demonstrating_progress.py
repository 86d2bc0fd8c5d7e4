"""What happened to the plan of the sample audit after it was filed: milestones, revised dates, looks at effects; a
first report on the progress, and after it a slip, a corrected figure and a verdict that changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from app.domain.audit import COMPANY
from app.domain.filings import Paper
from app.domain.grades import Verdict
from app.domain.measures import Effect, Step
from app.domain.text import Text
from app.services import answering, filings, measures, planning
from app.services.ports import Clock, Desk


@dataclass(frozen=True, slots=True)
class SampleStep:
    """A milestone; `done` of one that was reached."""

    text: Text
    due: date
    done: date | None = None


@dataclass(frozen=True, slots=True)
class SampleEffect:
    """A look at the effect of a measure."""

    result: Effect
    person: Text
    on: date
    remark: Text


@dataclass(frozen=True, slots=True)
class SampleProgress:
    """How a measure is carried out (`checkpoint` or `key`): `texts` are account, upcoming, cost, effort."""

    measure: str
    percent: int | None
    texts: Mapping[str, Text]
    steps: tuple[SampleStep, ...] = ()
    revised: date | None = None
    reason: Text | None = None
    effect: SampleEffect | None = None
    later: bool = False


@dataclass(frozen=True, slots=True)
class SampleCorrection:
    """What the figure of a case called `label` says after the first report, and why."""

    label: Text
    value: Text
    as_of: date
    source: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class SampleTurn:
    """An answer for the company that became another one after the first report."""

    checkpoint: str
    verdict: Verdict
    remark: Text
    reason: Text


@dataclass(frozen=True, slots=True)
class SampleAfter:
    """What the first report on the progress remarks, and what happened after it."""

    remark: Text
    corrections: tuple[SampleCorrection, ...] = ()
    turns: tuple[SampleTurn, ...] = ()


@dataclass(frozen=True, slots=True)
class UpTo:
    """A clock that goes no further than a day: the sample was made until its plan was filed, whenever that is looked
    at, and is carried on today. Otherwise the filing would be one that was recorded late."""

    clock: Clock
    day: date

    def now(self) -> datetime:
        """The present time of day, on that day where it has passed."""
        now = self.clock.now()
        return datetime.combine(self.day, now.timetz()) if now.date() > self.day else now

    def today(self) -> date:
        """Today, or that day where it has passed."""
        return min(self.clock.today(), self.day)


def carry_out(
    desk: Desk,
    clock: Clock,
    filed_on: date,
    sample: tuple[SampleProgress, ...],
    after: SampleAfter,
    numbers: Mapping[str, int],
    language: str,
) -> None:
    """File the plan and go on with it by `clock`; `numbers` are those of the measures by checkpoint and key."""
    known = [(each, numbers[each.measure]) for each in sample if each.measure in numbers]
    for each, number in known:
        steps = tuple(Step(step.text.in_language(language), step.due) for step in each.steps)
        measures.follow(desk, number, milestones=steps)
    filed = filed_on <= desk.world.clock.today()
    if filed:
        filings.file_paper(desk, Paper.PLAN, filed_on)
    filings.set_cadence(desk, "quarterly")
    desk = replace(desk, world=replace(desk.world, clock=clock))
    for each, number in known:
        if not each.later:
            _go_on(desk, number, each, language)
    if filed:
        filings.file_paper(desk, Paper.PROGRESS, remark=after.remark.in_language(language))
    for each, number in known:
        if each.later:
            _go_on(desk, number, each, language)
    for correction in after.corrections:
        _correct(desk, correction, language)
    for turn in after.turns:
        remark, reason = turn.remark.in_language(language), turn.reason.in_language(language)
        answering.record_answer(desk, turn.checkpoint, COMPANY, turn.verdict, remark, reason)
    # The measures tell of what is found now.
    planning.draft_plan(desk, language)


def _correct(desk: Desk, sample: SampleCorrection, language: str) -> None:
    label = sample.label.in_language(language)
    case = next(c for c in planning.cases(desk) if any(f.label == label for f in c.figures))
    value, source = sample.value.in_language(language), sample.source.in_language(language)
    figures = tuple(
        replace(f, value=value, as_of=sample.as_of, source=source) if f.label == label else f for f in case.figures
    )
    planning.put_case(desk, replace(case, figures=figures), sample.reason.in_language(language))


def _go_on(desk: Desk, number: int, sample: SampleProgress, language: str) -> None:
    said = {name: text.in_language(language) for name, text in sample.texts.items()}
    steps = tuple(Step(step.text.in_language(language), step.due, step.done) for step in sample.steps)
    measures.follow(desk, number, progress=sample.percent, milestones=steps, **said)
    if sample.revised is not None and sample.reason is not None:
        # The day told is that of the sample's story, whenever the sample is made.
        measures.revise_due(desk, number, sample.revised, sample.reason.in_language(language), past=True)
    if (effect := sample.effect) is not None:
        person, remark = effect.person.in_language(language), effect.remark.in_language(language)
        measures.check_effect(desk, number, effect.result, person, effect.on, remark)

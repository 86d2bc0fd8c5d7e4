"""What happened to the plan of the sample audit after it was filed: milestones, revised dates, looks at effects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.filings import Paper
from app.domain.measures import Effect, Step
from app.domain.text import Text
from app.services import filings, measures
from app.services.ports import Desk


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


def carry_out(
    desk: Desk, filed_on: date, sample: tuple[SampleProgress, ...], numbers: Mapping[str, int], language: str
) -> None:
    """File the plan and go on with it; `numbers` are those of the measures by checkpoint and key."""
    known = [(each, numbers[each.measure]) for each in sample if each.measure in numbers]
    for each, number in known:
        steps = tuple(Step(step.text.in_language(language), step.due) for step in each.steps)
        measures.follow(desk, number, milestones=steps)
    if filed_on <= desk.world.clock.today():
        filings.file_paper(desk, Paper.PLAN, filed_on)
    filings.set_cadence(desk, "quarterly")
    for each, number in known:
        _go_on(desk, number, each, language)


def _go_on(desk: Desk, number: int, sample: SampleProgress, language: str) -> None:
    said = {name: text.in_language(language) for name, text in sample.texts.items()}
    steps = tuple(Step(step.text.in_language(language), step.due, step.done) for step in sample.steps)
    measures.follow(desk, number, progress=sample.percent, milestones=steps, **said)
    if sample.revised is not None and sample.reason is not None:
        measures.revise_due(desk, number, sample.revised, sample.reason.in_language(language))
    if (effect := sample.effect) is not None:
        person, remark = effect.person.in_language(language), effect.remark.in_language(language)
        measures.check_effect(desk, number, effect.result, person, effect.on, remark)

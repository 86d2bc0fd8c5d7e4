"""The plan of the sample audit: measures with owner and dates, the schedule of the split, cases, discipline."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from app.domain.case_figures import CaseFigure, FigureKind, FigureStatement
from app.domain.case_papers import CASE, Known, subject_of
from app.domain.grades import Cause
from app.domain.plan import Action, ActionState, Case, CaseCause, Discipline, Separation, Stage
from app.domain.splitting import Control
from app.domain.text import Text
from app.services import auditing, case_notes, planning, splitting
from app.services.demonstrating_progress import SampleAfter, SampleProgress, carry_out
from app.services.ports import Clock, Desk


@dataclass(frozen=True, slots=True)
class SampleMeasure:
    """What is written by hand on a drafted measure (`checkpoint`), or a measure of its own (`key` and `item`)."""

    checkpoint: str = ""
    key: str = ""
    item: str = ""
    texts: Mapping[str, Text] | None = None
    causes: tuple[Cause, ...] = ()
    directions: tuple[str, ...] = ()
    start: date | None = None
    due: date | None = None
    done: date | None = None
    state: ActionState | None = None


@dataclass(frozen=True, slots=True)
class SampleCause:
    """A cause; `measures` are checkpoints or keys of measures."""

    cause: Cause
    text: Text
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleStatement:
    """What a figure said before it was corrected."""

    value: Text
    as_of: date
    source: Text
    corrected: date
    reason: Text
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class SampleFigure:
    """A figure of a case, with what it said before."""

    label: Text
    value: Text
    as_of: date
    source: Text
    estimated: bool = False
    kind: FigureKind = FigureKind.OTHER
    purpose: str = ""
    earlier: tuple[SampleStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class SampleNote:
    """What was written of one topic of a case."""

    topic: str
    text: Text
    known: Known = Known.OPEN


@dataclass(frozen=True, slots=True)
class SampleClock:
    """The clock of the report to the Personal Information Protection Commission; `plain` is all but the reason."""

    plain: Mapping[str, object]
    reason: Text


@dataclass(frozen=True, slots=True)
class SampleDiscipline:
    """A measure of discipline."""

    target: Text
    measure: Text
    reason: Text
    dated: date


@dataclass(frozen=True, slots=True)
class SampleCase:
    """A case of the sample."""

    kind: str
    occurred: bool
    discovered: date | None
    texts: Mapping[str, Text]
    figures: tuple[SampleFigure, ...]
    causes: tuple[SampleCause, ...]
    discipline: tuple[SampleDiscipline, ...]
    notes: tuple[SampleNote, ...] = ()
    clock: SampleClock | None = None


@dataclass(frozen=True, slots=True)
class SampleControl:
    """An interim control."""

    text: Text
    responsible: Text
    checkpoints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleSlip:
    """A stage that ended on `planned` at first and was put off, and why."""

    stage: Stage
    planned: date
    reason: Text


@dataclass(frozen=True, slots=True)
class SampleSeparation:
    """A system of the split schedule; `plain` holds everything but texts."""

    plain: Separation
    texts: Mapping[str, Text]
    done: Mapping[Stage, date]
    slips: tuple[SampleSlip, ...] = ()
    controls: tuple[SampleControl, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanSample:
    """The plan's part of the sample. `sections` names the section in charge by item, `start` the first day of work."""

    submitted: date
    start: date
    sections: Mapping[str, Text]
    measures: tuple[SampleMeasure, ...]
    cases: tuple[SampleCase, ...]
    separations: tuple[SampleSeparation, ...]
    after: SampleAfter
    progress: tuple[SampleProgress, ...] = ()


def fill(desk: Desk, sample: PlanSample, clock: Clock, language: str = "ja") -> None:
    """Write the sample's plan over the drafted one, by the services an officer's acts go through; what became of it
    after it was filed happens by `clock`."""
    auditing.change_filing(desk, submitted=sample.submitted)
    for own in sample.measures:
        if own.item:
            written = _fields(own, language)
            planning.add_action(desk, own.item, str(written.pop("measure")), **written)
        elif planning.action_for(desk, own.checkpoint):
            planning.write_action_for(desk, own.checkpoint, language, **_fields(own, language))
    own_sections = {own.checkpoint or own.item for own in sample.measures if "department" in (own.texts or {})}
    for action in planning.view(desk).actions:
        if lacking := _lacking(action, sample, own_sections, language):
            planning.edit_action(desk, action.number, **lacking)
    # The sample's officer has looked at every draft.
    planning.accept_drafts(desk, [action.number for action in planning.view(desk).actions])
    for separation in sample.separations:
        _put_separation(desk, separation, language)
    known = _known(desk, sample, language)
    for case in sample.cases:
        stored = next(c for c in planning.cases(desk) if c.kind == case.kind)
        planning.put_case(desk, _case(desk, stored, case, known, language))
        _note(desk, case, language)
    numbers = {action.id: action.number for action in planning.view(desk).actions}
    named = {key: numbers[i] for key, i in known.items()}
    carry_out(desk, clock, sample.submitted, sample.progress, sample.after, named, language)


def _put_separation(desk: Desk, sample: SampleSeparation, language: str) -> None:
    """A system as it was planned first, what was put off since, what is done, and what protects until then."""
    texts = {name: text.in_language(language) for name, text in sample.texts.items()}
    split = replace(sample.plain, **texts)  # type: ignore[arg-type]
    planned = {slip.stage: slip.planned for slip in sample.slips}
    first = tuple(replace(m, end=planned.get(m.stage, m.end)) for m in split.milestones)
    planning.put_separation(desk, replace(split, milestones=first))
    stored = next(s for s in planning.separations(desk) if s.system == split.system)
    for slip in sample.slips:
        now = next(m for m in split.milestones if m.stage is slip.stage)
        splitting.move(desk, stored.id, slip.stage, now.start, now.end, slip.reason.in_language(language))
    for stage, day in sample.done.items():
        splitting.set_done(desk, stored.id, stage, day)
    for control in sample.controls:
        text, responsible = (each.in_language(language) for each in (control.text, control.responsible))
        splitting.put_control(desk, Control("", stored.id, 0, text, responsible, control.checkpoints))


def _fields(measure: SampleMeasure, language: str) -> dict[str, object]:
    names = ("causes", "directions", "start", "due", "done", "state")
    given = {name: value for name in names if (value := getattr(measure, name))}
    return {**{name: text.in_language(language) for name, text in (measure.texts or {}).items()}, **given}


def _lacking(action: Action, sample: PlanSample, own: Collection[str], language: str) -> dict[str, Any]:
    """Section in charge by item where a measure names none of its own; the first day of work where it has none."""
    lacking: dict[str, Any] = {}
    section = sample.sections.get(action.item)
    if section and (action.checkpoint or action.item) not in own:
        lacking["department"] = section.in_language(language)
    if action.start is None and action.due and action.due >= sample.start:
        lacking["start"] = sample.start
    return lacking


def _known(desk: Desk, sample: PlanSample, language: str) -> dict[str, str]:
    """Ids of measures by checkpoint and by key of the sample."""
    actions = planning.view(desk).actions
    known = {a.checkpoint: a.id for a in actions if a.checkpoint}
    texts = {a.measure: a.id for a in actions if not a.checkpoint}
    for own in sample.measures:
        if own.key and own.texts:
            known[own.key] = texts[own.texts["measure"].in_language(language)]
    return known


def _note(desk: Desk, case: SampleCase, language: str) -> None:
    """What is known of a case, and the clock of its report."""
    stored = next(c for c in planning.cases(desk) if c.kind == case.kind)
    subject = subject_of(CASE, stored.id)
    for note in case.notes:
        case_notes.write(desk, subject, note.topic, note.text.in_language(language), note.known)
    if case.clock is not None:
        case_notes.set_clock(desk, stored.id, **case.clock.plain, reason=case.clock.reason.in_language(language))


def _figure(desk: Desk, figure: SampleFigure, language: str) -> CaseFigure:
    earlier = tuple(
        FigureStatement(
            each.value.in_language(language),
            each.as_of,
            each.source.in_language(language),
            each.estimated,
            each.corrected,
            each.reason.in_language(language),
            desk.world.user,
        )
        for each in figure.earlier
    )
    return CaseFigure(
        figure.label.in_language(language),
        figure.value.in_language(language),
        figure.as_of,
        figure.source.in_language(language),
        figure.estimated,
        figure.kind,
        figure.purpose,
        earlier=earlier,
    )


def _case(desk: Desk, stored: Case, case: SampleCase, known: Mapping[str, str], language: str) -> Case:
    texts = {name: text.in_language(language) for name, text in case.texts.items()}
    return replace(
        stored,
        occurred=case.occurred,
        discovered=case.discovered,
        figures=tuple(_figure(desk, figure, language) for figure in case.figures),
        causes=tuple(
            CaseCause(c.cause, c.text.in_language(language), tuple(known[m] for m in c.measures if m in known))
            for c in case.causes
        ),
        discipline=tuple(
            Discipline(
                d.target.in_language(language),
                d.measure.in_language(language),
                d.reason.in_language(language),
                d.dated,
            )
            for d in case.discipline
        ),
        **texts,  # type: ignore[arg-type]
    )

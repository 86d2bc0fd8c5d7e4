"""The timeline of the plan as rows of a chart: the same rows that the window draws (`app.domain.timeline`)."""

from __future__ import annotations

from app.domain.plan import ActionState, Stage
from app.domain.timeline import Bar, Kind, Row, Timeline, Track
from app.services import measure_words, timeline
from app.services.reporting.improvement_plan.words import stage_word, state_word
from app.services.reporting.material import Material
from app.services.reporting.model import Phase, Schedule, ScheduleRow


def timeline_of(material: Material) -> Timeline:
    """What the window shows as the timeline."""
    return timeline.of_programme(material.programme, material.catalogue, material.language)


def split_rows(material: Material, shown: Timeline) -> tuple[ScheduleRow, ...]:
    """A row for each system to be split."""
    return tuple(_split_row(material, row) for row in shown.of(Track.SPLIT))


def measure_rows(material: Material, shown: Timeline) -> tuple[ScheduleRow, ...]:
    """A row for each measure in the plan."""
    return tuple(_measure_row(material, row) for row in shown.of(Track.MEASURES))


def heading(material: Material, track: Track) -> ScheduleRow:
    """The name of a track."""
    return ScheduleRow(timeline.track_word(track, material.translate), (), heading=True)


def schedule(
    material: Material, rows: tuple[ScheduleRow, ...], *, alt: str, corner: str, caption: str = "", note: str = ""
) -> Schedule:
    """A chart of rows, with a legend of what stands in them."""
    _ = material.translate
    moved = any(phase.planned for row in rows for phase in row.phases) or any(row.due_planned for row in rows)
    protects = any(phase.interim for row in rows for phase in row.phases)
    return Schedule(
        rows,
        alt=alt,
        corner=corner,
        caption=caption,
        note=note,
        today=material.outline.audit.as_of,
        today_label=_("As-of date"),
        done=_("done"),
        planned=_("planned"),
        first=_("days planned first (before slips)") if moved else "",
        interim=_("interim measures until completion") if protects else "",
    )


def _split_row(material: Material, row: Row) -> ScheduleRow:
    phases: list[Phase] = []
    due: Bar | None = None
    for bar in row.bars:
        if bar.kind is Kind.REACHED:
            due = bar
        elif bar.kind is Kind.INTERIM:
            # They are drawn from the as-of date on, since they protect already.
            state = measure_words.state_word(ActionState.IN_PROGRESS, material.translate)
            phases.append(Phase(material.translate("interim measures"), bar.start, bar.end, interim=True, state=state))
        elif bar.stage is not None:
            phases.append(Phase(stage_word(material, bar.stage), bar.start, bar.end, bar.done is not None, bar.planned))
    last = max((bar.end for bar in row.bars if bar.kind is not Kind.INTERIM), default=None)
    planned = due.planned[1] if due is not None and due.planned is not None else None
    detail = state_word(material, row.detail)
    return ScheduleRow(
        row.name,
        tuple(phases),
        detail,
        last,
        material.month(last),
        planned,
        due_name=stage_word(material, Stage.SEPARATED),
        due_done=due is not None and due.done is not None,
    )


def _measure_row(material: Material, row: Row) -> ScheduleRow:
    label = timeline.row_word(row)
    if not row.bars:
        return ScheduleRow(label, (), row.detail)
    (bar,) = row.bars
    if bar.kind is Kind.MEASURE:
        phase = Phase(
            material.month(bar.end),
            bar.start,
            bar.end,
            done=bar.done is not None,
            planned=bar.planned,
            name=timeline.bar_word(bar, material.translate),
            state=_running(material, row.number),
        )
        return ScheduleRow(label, (phase,), row.detail)
    planned = bar.planned[1] if bar.planned is not None else None
    done = bar.done is not None
    return ScheduleRow(label, (), row.detail, bar.end, material.month(bar.end), planned, due_done=done)


def _running(material: Material, number: int) -> str:
    """That a measure is under way; nothing where it is done or still to begin, which the chart says itself."""
    states = [a.state for a in material.actions if a.number == number]
    running = ActionState.IN_PROGRESS
    return measure_words.state_word(running, material.translate) if running in states else ""

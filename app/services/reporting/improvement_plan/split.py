"""The programme of the physical split (物理分割): systems × stages, why it takes longer, what protects until then."""

from __future__ import annotations

from datetime import date

from app.domain.plan import Separation, Stage, beyond_three_years
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Column,
    Heading,
    Paragraph,
    Phase,
    Schedule,
    ScheduleRow,
    Table,
)


def programme(material: Material) -> list[Block]:
    """Chart, dates and reasons; a sentence where no system has been entered."""
    _ = material.translate
    if not material.separations:
        return [
            Paragraph(_("The systems to be split, and their stages, have not been entered yet."), style="letter"),
        ]
    late = [s for s in material.separations if beyond_three_years(s, material.outline.audit.counted_from)]
    opening = _(
        "Systems that the physical split covers: {systems}; the stages and dates are as follows. Of these, {late} "
        "will take longer than about three years; the reasons, and what protects until then, are given below."
    )
    undated = [s.system for s in material.separations if s.due is None]
    if undated:
        opening = _(
            "Systems that the physical split covers: {systems}; what has been laid down is as follows. The date of "
            "completion is still to be decided for {undated}."
        )
    elif not late:
        opening = _("Systems that the physical split covers: {systems}; it ends within about three years, as follows.")
    said = opening.format(systems=len(material.separations), late=len(late), undated=material.listed(undated))
    return [
        Heading(3, _("Schedule of the physical split")),
        Paragraph(said, style="letter", keep=True),
        *([] if len(undated) == len(material.separations) else [_chart(material)]),
        _stages(material),
        _reasons(material, late),
    ]


def state_word(material: Material, state: str) -> str:
    """共用, 論理分割 or 物理分割済, or that it is to be entered."""
    _ = material.translate
    if not state:
        return _("(to be entered)")
    return {"shared": _("shared"), "logical": _("logically split"), "physical": _("physically split")}.get(state, state)


def stage_word(material: Material, stage: Stage) -> str:
    """A stage in words."""
    _ = material.translate
    return {
        Stage.DECISION: _("decision"),
        Stage.REQUIREMENTS: _("analysis"),
        Stage.DESIGN: _("design"),
        Stage.DEVELOPMENT: _("build"),
        Stage.TEST: _("test"),
        Stage.MIGRATION: _("move"),
        Stage.SEPARATED: _("complete"),
    }[stage]


def _chart(material: Material) -> Schedule:
    _ = material.translate
    as_of = material.outline.audit.as_of
    rows = []
    for separation in material.separations:
        phases = tuple(
            Phase(stage_word(material, m.stage), m.start, m.end, done=m.end <= as_of)
            for m in separation.milestones
            if m.stage is not Stage.SEPARATED
        )
        detail = state_word(material, separation.current)
        rows.append(ScheduleRow(separation.system, phases, detail, separation.due, material.month(separation.due)))
    said = [
        _("{system}: {date}").format(system=s.system, date=material.month(s.due) or _("(to be decided)"))
        for s in material.separations
    ]
    return Schedule(
        tuple(rows),
        alt=_("Dates of completion: {dates}").format(dates=material.listed(said)),
        corner=_("System (present state)"),
        caption=_("Stages of the physical split by system"),
        note=_("◆ marks the completion of the split."),
        today=as_of,
        today_label=_("As-of date"),
        done=_("done"),
        planned=_("planned"),
    )


def _stages(material: Material) -> Table:
    _ = material.translate
    rows = []
    for separation in material.separations:
        ends = {m.stage: m.end for m in separation.milestones}
        rows.append((separation.system, *(_month(material, ends.get(stage)) for stage in Stage)))
    columns = (Column(_("System")), *(Column(stage_word(material, stage), "date") for stage in Stage))
    return Table(columns, tuple(rows), caption=_("Month in which each stage ends"))


def _month(material: Material, day: date | None) -> str:
    """A month on one line: seven columns leave no room for 2026年10月."""
    if day is None:
        return "－"
    return material.month(day) if material.language == "en" else f"{day.year}/{day.month}"


def _reasons(material: Material, late: list[Separation]) -> Table:
    _ = material.translate
    rows = []
    for separation in material.separations:
        reason = _("(ends within about three years)") if separation.due else _("(to be decided)")
        if separation in late:
            reason = separation.reason or _("(reason to be entered)")
        rows.append(
            (
                separation.system,
                separation.method or _("(to be decided)"),
                separation.owner or _("(to be decided)"),
                reason,
                separation.interim or _("(interim measures to be entered)"),
            )
        )
    columns = (
        Column(_("System"), weight=0.8),
        Column(_("Way of splitting"), weight=0.9),
        Column(_("In charge"), weight=0.6),
        Column(_("Reason (beyond about three years)")),
        Column(_("Interim measures until completion")),
    )
    return Table(
        columns, tuple(rows), caption=_("Reasons for taking longer than about three years, and interim measures")
    )

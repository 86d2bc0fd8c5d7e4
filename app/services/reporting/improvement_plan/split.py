"""The programme of the physical split (物理分割): systems × stages, why it takes longer, what protects until then."""

from __future__ import annotations

from datetime import date

from app.domain.findings import Shift
from app.domain.plan import Separation, Stage, beyond_horizon
from app.domain.splitting import of_system, protected
from app.services.reporting.improvement_plan import chart
from app.services.reporting.improvement_plan.words import stage_word
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Column,
    Heading,
    Paragraph,
    Schedule,
    Table,
)


def programme(material: Material) -> list[Block]:
    """Chart, dates and reasons; a sentence where no system has been entered."""
    _ = material.translate
    if not material.separations:
        return [
            Paragraph(_("The systems to be split, and their stages, have not been entered yet."), style="letter"),
        ]
    late = [s for s in material.separations if beyond_horizon(s, material.programme.horizon)]
    opening = _(
        "Systems that the physical split covers: {systems}; the stages and dates are as follows. Of these, {late} "
        "will take longer than about {years} years; the reasons, and what protects until then, are given below."
    )
    undated = [s.system for s in material.separations if s.due is None]
    if undated:
        opening = _(
            "Systems that the physical split covers: {systems}; what has been laid down is as follows. The date of "
            "completion is still to be decided for {undated}."
        )
    elif not late:
        opening = _(
            "Systems that the physical split covers: {systems}; it ends within about {years} years, as follows."
        )
    years, undecided = material.programme.horizon.years, material.listed(undated)
    said = opening.format(systems=len(material.separations), late=len(late), undated=undecided, years=years)
    return [
        Heading(3, _("Schedule of the physical split")),
        Paragraph(said, style="letter", keep=True),
        *([] if len(undated) == len(material.separations) else [_chart(material)]),
        _stages(material),
        *_slips(material),
        _reasons(material, late),
        *_controls(material),
    ]


def _chart(material: Material) -> Schedule:
    _ = material.translate
    said = [
        _("{system}: {date}").format(system=s.system, date=material.month(s.due) or _("(to be decided)"))
        for s in material.separations
    ]
    return chart.schedule(
        material,
        chart.split_rows(material, chart.timeline_of(material)),
        alt=_("Dates of completion: {dates}").format(dates=material.listed(said)),
        corner=_("System (present state)"),
        caption=_("Stages of the physical split by system"),
        note=_("◆ marks the completion of the split."),
    )


def _stages(material: Material) -> Table:
    """A column for each stage; in English, whose words leave no room for seven beside each other, a list of them."""
    _ = material.translate
    rows = []
    for separation in material.separations:
        ends = {m.stage: m.end for m in separation.milestones}
        told = {stage: _end(material, separation, stage, ends.get(stage)) for stage in Stage}
        rows.append((separation.system, *told.values()))
        if material.language == "en":
            said = (f"{stage_word(material, stage)} {month}" for stage, month in told.items())
            rows[-1] = (separation.system, "; ".join(said))
    columns = (Column(_("System")), *(Column(stage_word(material, stage), "date") for stage in Stage))
    if material.language == "en":
        columns = (Column(_("System")), Column(_("Stages"), weight=2.4))
    return Table(columns, tuple(rows), caption=_("Month in which each stage ends"))


def _end(material: Material, separation: Separation, stage: Stage, day: date | None) -> str:
    """The month in which a stage ends, or the one in which it was done, said so."""
    done = material.programme.course(separation.id, stage).done
    if done is None:
        return _month(material, day)
    return material.translate("{month} done").format(month=_month(material, done))


def _slips(material: Material) -> list[Block]:
    """Every slip with what was planned first and its reason."""
    _ = material.translate
    rows = []
    for separation in material.separations:
        for milestone in separation.milestones:
            course = material.programme.course(separation.id, milestone.stage)
            for number, slip in enumerate(course.slips):
                rows.append(
                    (
                        separation.system if not number else "",
                        stage_word(material, milestone.stage),
                        material.day(slip.from_end),
                        material.day(slip.end),
                        slip.reason,
                    )
                )
    if not rows:
        return []
    columns = (
        Column(_("System"), weight=0.8),
        Column(_("Stage"), "date"),
        Column(_("Planned until"), "date"),
        Column(_("Now until"), "date"),
        Column(_("Reason of the slip")),
    )
    return [Table(columns, tuple(rows), caption=_("Stages that slipped, and why"))]


def _controls(material: Material) -> list[Block]:
    """The interim controls of each system, who sees to them, and what the audit found of them."""
    _ = material.translate
    rows = []
    for separation in material.separations:
        for number, control in enumerate(of_system(material.programme.controls, separation.id)):
            # A line for each: a word processor would break a list within the number of a checkpoint.
            proof = "\n".join(_proof(material, checkpoint) for checkpoint in control.checkpoints)
            name = separation.system if not number else ""
            rows.append((name, control.text, control.responsible or _("(to be decided)"), proof or "－"))
    if not rows:
        return []
    columns = (
        Column(_("System"), weight=0.8),
        Column(_("Interim control until completion")),
        Column(_("In charge"), weight=0.6),
        Column(_("Checkpoints that prove it"), weight=0.8),
    )
    return [Table(columns, tuple(rows), caption=_("Interim controls until completion"))]


def _proof(material: Material, checkpoint: str) -> str:
    """A checkpoint, and whether its answers wait to be confirmed again."""
    places = [place for place in material.outline.stale if place[0] == checkpoint]
    slipped = any(each.shift is Shift.SLIPPED for place in places for each in material.outline.stale[place].stale)
    return (
        material.translate("{checkpoint} (to be confirmed again)").format(checkpoint=checkpoint)
        if slipped
        else checkpoint
    )


def _month(material: Material, day: date | None) -> str:
    """A month on one line: seven columns leave no room for 2026年10月."""
    if day is None:
        return "－"
    return material.month(day) if material.language == "en" else f"{day.year}/{day.month}"


def _interim(material: Material, separation: Separation) -> str:
    """What stands where nobody wrote interim measures as a text."""
    _ = material.translate
    if protected(separation, material.programme.controls):
        return _("(see the interim controls below)")
    return _("(interim measures to be entered)")


def _reasons(material: Material, late: list[Separation]) -> Table:
    _ = material.translate
    rows, years = [], material.programme.horizon.years
    for separation in material.separations:
        reason = _("(ends within about {years} years)").format(years=years) if separation.due else _("(to be decided)")
        if separation in late:
            reason = separation.reason or _("(reason to be entered)")
        rows.append(
            (
                separation.system,
                separation.method or _("(to be decided)"),
                separation.owner or _("(to be decided)"),
                reason,
                separation.interim or _interim(material, separation),
            )
        )
    columns = (
        Column(_("System"), weight=0.8),
        Column(_("Way of splitting"), weight=0.9),
        Column(_("In charge"), weight=0.6),
        Column(_("Reason (beyond about {years} years)").format(years=years)),
        Column(_("Interim measures until completion")),
    )
    caption = _("Reasons for taking longer than about {years} years, and interim measures").format(years=years)
    return Table(columns, tuple(rows), caption=caption)

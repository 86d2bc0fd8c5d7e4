"""実施スケジュール: all measures against time, and how their execution is followed."""

from __future__ import annotations

from app.domain.plan import Action, ActionState
from app.domain.timeline import Track
from app.services.reporting.improvement_plan import chart
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Heading, Paragraph, Schedule


def part(material: Material) -> list[Block]:
    """The chart of all measures in the order of their numbers; nothing without measures."""
    _ = material.translate
    if not material.actions:
        return []
    done = sum(_is_done(a) for a in material.actions)
    text = _(
        "The measures ({total}) are shown in the order of their numbers; done: {done}. The section in charge of "
        "each measure keeps to its date, and has its execution checked in the way named in part A."
    ).format(total=len(material.actions), done=done)
    if not done:
        text = _(
            "The measures ({total}) are shown in the order of their numbers; none of them is done yet. The section "
            "in charge of each measure keeps to its date, and has its execution checked in the way named in part A."
        ).format(total=len(material.actions))
    if material.separations:
        text = material.joined((text, _("The stages of the physical split are shown on the same axis.")))
    return [Heading(1, _("Schedule")), Paragraph(text, style="letter", keep=True), _chart(material)]


def _chart(material: Material) -> Schedule:
    """Measures and systems to be split on one axis; the names of the two only where there are both."""
    _ = material.translate
    said = [
        _("{number}: {date}").format(number=a.number, date=material.month(a.until)) for a in material.actions if a.until
    ]
    shown = chart.timeline_of(material)
    rows = chart.measure_rows(material, shown)
    split = chart.split_rows(material, shown)
    if split:
        tracks = (Track.SPLIT, Track.MEASURES)
        rows = (chart.heading(material, tracks[0]), *split, chart.heading(material, tracks[1]), *rows)
    return chart.schedule(
        material,
        rows,
        alt=_("Due months by number of the measure: {dates}").format(dates=material.listed(said)),
        corner=_("System or measure") if split else _("Measure (section)"),
        note=_("The month beside a bar or ◆ is that of the due date, or of completion."),
    )


def _is_done(action: Action) -> bool:
    return action.state in (ActionState.DONE, ActionState.SETTLING)

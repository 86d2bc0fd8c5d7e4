"""実施スケジュール: all measures against time, and how their execution is followed."""

from __future__ import annotations

from app.domain.plan import Action, ActionState
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Heading, Paragraph, Phase, Schedule, ScheduleRow


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
    return [Heading(1, _("Schedule")), Paragraph(text, style="letter", keep=True), _chart(material)]


def _chart(material: Material) -> Schedule:
    _ = material.translate
    as_of = material.outline.audit.as_of
    said = [
        _("{number}: {date}").format(number=a.number, date=material.month(a.until)) for a in material.actions if a.until
    ]
    return Schedule(
        tuple(_row(material, action) for action in material.actions),
        alt=_("Due months by number of the measure: {dates}").format(dates=material.listed(said)),
        corner=_("Measure (section)"),
        note=_("The month beside a bar or ◆ is that of the due date, or of completion."),
        today=as_of,
        today_label=_("As-of date"),
        done=_("done"),
        planned=_("planned"),
    )


def _row(material: Material, action: Action) -> ScheduleRow:
    _ = material.translate
    item = material.catalogue.item(action.item)
    end = action.done if _is_done(action) and action.done else action.until
    label = f"{action.number} {item.title.in_language(material.language)}"
    section = action.department or action.owner
    if action.start and end and action.start <= end:
        phase = Phase(material.month(end), action.start, end, done=_is_done(action))
        return ScheduleRow(label, (phase,), section)
    return ScheduleRow(label, (), section, end, material.month(end))


def _is_done(action: Action) -> bool:
    return action.state in (ActionState.DONE, ActionState.SETTLING)

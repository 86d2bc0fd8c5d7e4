"""期限の一覧: what is late, due within a month of work, or waiting, a sheet for each section with boxes to tick."""

from __future__ import annotations

from collections.abc import Sequence

from app.domain.reminding import Reminder, Urgency
from app.services import reminder_words
from app.services.reminders import Reminders
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Cell,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Report,
    Row,
    Table,
    Title,
)

AHEAD = 20
"""Business days that the list looks ahead: about a month."""
_TO_WRITE = 20.0
"""Millimetres for the day on which something was done."""


def build(material: Material, missing: Sequence[str]) -> Report:
    """The list, each section on sheets of its own. Raises ValueError for a reading without it (our bug)."""
    _ = material.translate
    due = material.due
    if due is None:
        raise ValueError("no reminders were read")
    audit = material.outline.audit
    opening = _("As of {date}, up to {days} business days ahead. Holidays and the days of closing do not count.")
    blocks: list[Block] = [
        Title(_("Days and terms by section"), f"{audit.organisation}　{audit.period}"),
        Paragraph(opening.format(date=material.full_day(due.today), days=due.days)),
    ]
    last = max((r.due.day for r in due.items if r.due.day is not None), default=due.today)
    if note := reminder_words.uncovered(last, due.known, _):
        blocks.append(Paragraph(note, quiet=True))
    if not due.items:
        blocks.append(Paragraph(_("Nothing is late, due or waiting.")))
    for number, (department, members) in enumerate(due.by_department.items()):
        if number:
            blocks.append(PageBreak())
        blocks += _section(material, due, department, members)
    return Report(
        title=_("Days and terms by section"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        subject=audit.period,
        author=audit.auditor,
    )


def _section(material: Material, due: Reminders, department: str, members: Sequence[Reminder]) -> list[Block]:
    _ = material.translate
    late = sum(each.urgency is Urgency.OVERDUE for each in members)
    told = _("Entries: {count}, of them late: {late}.").format(count=f"{len(members):,}", late=f"{late:,}")
    columns = (
        Column(_("Done"), "mark"),
        Column(_("Due"), "date"),
        Column(_("Business days"), "short"),
        Column(_("What"), weight=0.8),
        Column(_("Content"), weight=2.4),
        Column(_("Site"), weight=0.8),
        Column(_("Person in charge"), weight=0.8),
        Column(_("Done on"), room=_TO_WRITE),
    )
    rows = tuple(_row(material, due, each) for each in members)
    return [
        Heading(1, department or _("(no section)")),
        Paragraph(told, quiet=True, keep=True),
        Table(columns, rows, note=_("Late entries are set in bold."), least=2),
    ]


def _row(material: Material, due: Reminders, each: Reminder) -> Row:
    _ = material.translate
    late = each.urgency is Urgency.OVERDUE
    entry = each.due
    return (
        Cell(box=False),
        Cell(material.day(entry.day), bold=late),
        Cell(reminder_words.when_word(each, _), bold=late),
        reminder_words.subject_word(entry.subject, _),
        reminder_words.title(entry, _, material.language),
        reminder_words.place_word(entry, due.sites, _),
        entry.person,
        "",
    )

"""概況: the page of the window on paper, the same charts with their words and numbers, told apart without colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.domain.audit import COMPANY
from app.domain.grades import Verdict
from app.domain.shares import Share
from app.services.overview import Cell as MapCell
from app.services.overview import Overview, Parts
from app.services.overview_charts import Chart, Ink, charts
from app.services.reporting.material import Material
from app.services.reporting.model import (
    Block,
    Cell,
    Column,
    KeepTogether,
    Mark,
    Matrix,
    MatrixRow,
    Paragraph,
    Report,
    StackedBars,
    StackedRow,
    Table,
    Title,
)
from app.services.wording import for_print

_IN_MAP = 16
"""So many sites stand in the map; of more, the worst are listed."""
_WORST, _LATE = 15, 10
_LOOKS = {
    Ink.GOOD: 0,
    Ink.PARTLY: 1,
    Ink.BAD: 2,
    Ink.ASIDE: 3,
    Ink.OPEN: 4,
    Ink.COPIED: 5,
    Ink.BARE: 8,
    Ink.PLAIN: 9,
}
"""The fills of the renderer by their numbers."""


def build(material: Material, missing: Sequence[str]) -> Report:
    """The overview. Raises ValueError for a reading without it (our bug)."""
    _ = material.translate
    view = material.view
    if view is None:
        raise ValueError("no overview was read")
    audit = material.outline.audit
    made = {chart.id: chart for chart in charts(view, material.catalogue, _, material.language)}
    opening = _("As of {date}; read on {today}.").format(
        date=material.full_day(audit.as_of), today=material.day(view.today)
    )
    blocks: list[Block] = [
        Title(_("Overview"), f"{audit.organisation}　{audit.period}"),
        Paragraph(opening, quiet=True, style="center"),
        _figures(material, view),
        _bars(material, made["areas"]),
        _bars(material, _summed(material, made["trends"])),
        *_map(material, view, made["sites"]),
        _bars(material, made["states"]),
        _bars(material, made["leaks"]),
        # What its note says stands at the chart before.
        _bars(material, replace(made["causes"], note="")),
        *_late(material, view),
    ]
    return Report(
        title=_("Overview"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
        subject=audit.period,
        author=audit.auditor,
    )


def _figures(material: Material, view: Overview) -> Block:
    """The numbers at the head of the page."""
    _ = material.translate
    total = view.total
    conforming = sum(part.shares[Share.CONFORMING] for part in view.parts) + view.unproven
    told = (
        (_("Answers"), f"{total.answered:,} / {total.total:,}"),
        (f"× {_('Nonconforming')}", f"{total.nonconforming:,}"),
        (f"△ {_('Partly deficient')}", f"{total.partly:,}"),
        (f"□ {_('Unproven')}", f"{view.unproven:,} / {conforming:,}"),
        (_("Serious findings"), f"{len(view.serious):,}"),
        (_("Overdue measures"), f"{len(view.overdue):,}"),
    )
    columns = tuple(Column(name, "text") for name, _number in told)
    return Table(columns, (tuple(Cell(number, bold=True) for _name, number in told),))


def _bars(material: Material, chart: Chart) -> Block:
    """A chart with its numbers at the right, and what it shows in words."""
    _ = material.translate
    if not chart.rows:
        return Paragraph(_("{caption}: {text}").format(caption=chart.title, text=for_print(chart.empty)), quiet=True)
    return KeepTogether(
        (
            StackedBars(
                tuple(StackedRow(row.label, row.values) for row in chart.rows),
                tuple(part.label for part in chart.parts),
                alt=chart.alt,
                caption=chart.title,
                note=material.joined(for_print(text) for text in (chart.alt, chart.note) if text),
                total=_("Total"),
                fills=tuple(_LOOKS[part.ink] for part in chart.parts),
            ),
        )
    )


def since_last_time(material: Material) -> Block | None:
    """How all verdicts compare with those of the audit that this one goes on from; None where there is none or it was
    not read."""
    view = material.view
    if view is None or view.earlier is None:
        return None
    made = {chart.id: chart for chart in charts(view, material.catalogue, material.translate, material.language)}
    return _bars(material, _summed(material, made["trends"]))


def _summed(material: Material, chart: Chart) -> Chart:
    """A chart by items as one bar: there is no room for all of them, and the window has them."""
    _ = material.translate
    if not chart.rows:
        return chart
    totals = tuple(sum(values) for values in zip(*(row.values for row in chart.rows), strict=True))
    return replace(chart, rows=(replace(chart.rows[0], label=_("All places"), values=totals),))


def _map(material: Material, view: Overview, chart: Chart) -> list[Block]:
    """Items × sites where there are a few; of many the worst ones."""
    _ = material.translate
    if len(view.sites) > _IN_MAP + 1:
        return [_worst(material, view, chart)]
    # What is asked of the company alone stands at the bars above.
    at_sites = {cell.item for cell in view.cells.values() if cell.site != COMPANY}
    items = [part.id for part in view.parts if part.id in at_sites]
    if not items:
        return []
    rows = tuple(
        MatrixRow(material.place(each.id), tuple(_sign(view.cells.get((item, each.id))) for item in items))
        for each in view.sites
    )
    legend = (*material.verdict_words(), _("□ conforming but unproven"))
    names = tuple(material.item_short(item) for item in items)
    told = material.joined((for_print(chart.alt), _("Items asked of the company alone stand above only.")))
    return [Matrix(names, rows, corner=_("Site"), legend=legend, caption=_("Sites × items"), note=told)]


def _sign(cell: MapCell | None) -> Mark | str | None:
    if cell is None:
        return None
    worst = cell.tally.worst
    return "□" if worst is Verdict.CONFORMING and cell.unproven else Mark(worst.value)


def _worst(material: Material, view: Overview, chart: Chart) -> Block:
    _ = material.translate

    def badness(parts: Parts) -> tuple[int, ...]:
        shares = parts.shares
        return -shares[Share.NONCONFORMING], -shares[Share.PARTLY], -shares[Share.UNANSWERED] - shares[Share.COPIED]

    order = [each.id for each in sorted(view.sites, key=badness)][:_WORST]
    rows = {row.id: row for row in chart.rows}
    return Table(
        (
            Column(chart.heading),
            *(Column(part.label, "number") for part in chart.parts),
            Column(_("Total"), "number"),
        ),
        tuple((rows[site].label, *(f"{n:,}" for n in rows[site].values), f"{rows[site].total:,}") for site in order),
        caption=_("The {count} sites with most deficiencies").format(count=len(order)),
        note=for_print(chart.alt),
    )


def _late(material: Material, view: Overview) -> list[Block]:
    """The measures past their due date, the oldest first."""
    _ = material.translate
    if not view.overdue:
        return []
    calendar = view.due.calendar
    rows = tuple(
        (
            f"{action.number}",
            material.day(action.until),
            _("business days late: {days}").format(days=f"{-calendar.between(view.today, action.until):,}")
            if action.until is not None
            else "",
            action.measure,
            action.department,
        )
        for action in view.overdue[:_LATE]
    )
    more = len(view.overdue) - len(rows)
    return [
        Table(
            (
                Column(_("No."), "number"),
                Column(_("Due"), "date"),
                Column(_("Business days"), "short"),
                Column(_("Measure"), weight=2.0),
                Column(_("Section in charge"), weight=0.8),
            ),
            rows,
            caption=_("Overdue measures"),
            note=_("{count} more").format(count=f"{more:,}") if more else "",
        )
    ]

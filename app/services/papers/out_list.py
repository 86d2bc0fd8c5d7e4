"""未回収書面一覧: what is still out, site by site, to be asked for; as a report to be printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.domain.paper_codes import shown_code
from app.errors import UserError
from app.services.papers.days import day_of
from app.services.papers.listing import PaperView, Reading
from app.services.papers.words import state_word, why
from app.services.reporting import Renderer
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Cell, Column, Heading, Paragraph, Report, Row, Table, Title

_TO_WRITE = 22.0
"""Millimetres for the day on which it came."""


def build(reading: Reading, site: str = "") -> Report:
    """The list of what is out, of all sites or of one (its id)."""
    material = reading.material
    _ = material.translate
    audit = material.outline.audit
    out = [view for view in reading.views if view.out and (not site or view.site == site)]
    told = _("As of {date}. Papers: {count}, of them still out: {out}.").format(
        date=material.full_day(material.today),
        count=f"{sum(not site or v.site == site for v in reading.views):,}",
        out=f"{len(out):,}",
    )
    blocks: list[Block] = [
        Title(_("Papers still out"), f"{audit.organisation}　{audit.period}"),
        Paragraph(told),
    ]
    by_site: dict[str, list[PaperView]] = {}
    for view in out:
        by_site.setdefault(view.site_name, []).append(view)
    for name, views in by_site.items():
        blocks.append(Heading(2, name or _("(company)")))
        blocks.append(_table(material, views))
    report = Report(
        title=_("Papers still out"),
        organisation=audit.organisation,
        language=material.language,
        blocks=tuple(blocks),
        confidentiality=audit.confidentiality,
        footer=material.footer(),
    )
    return material.identified(report, "papers-out")


def write(reading: Reading, target: Path, render: Renderer, site: str = "") -> Report:
    """Build and render to `target`. Raises UserError, leaving an earlier file as it was."""
    if target.suffix.lower() != ".pdf":
        raise UserError("report_suffix", file=target.name)
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)
    report = build(reading, site)
    render(report, target)
    return report


def _table(material: Material, views: Sequence[PaperView]) -> Table:
    _ = material.translate
    columns = (
        Column(_("Came back"), "mark"),
        Column(_("Form no."), "short"),
        Column(_("Kind of paper"), weight=1.4),
        Column(_("For whom"), weight=1.2),
        Column(_("State"), weight=1.4),
        Column(_("Printed on"), "date"),
        Column(_("Paper code"), "short"),
        Column(_("Back on"), room=_TO_WRITE),
    )
    rows: tuple[Row, ...] = tuple(_row(material, view) for view in views)
    return Table(columns, rows)


def _row(material: Material, view: PaperView) -> Row:
    last = view.known
    state, more = state_word(view, material.translate), why(view, material.translate)
    return (
        Cell(box=False),
        last.number if last else "",
        view.title,
        view.name,
        f"{state}: {more}" if more else state,
        day_of(last.printed_at).in_language(material.language) if last else "",
        shown_code(last.code) if last else "",
        "",
    )

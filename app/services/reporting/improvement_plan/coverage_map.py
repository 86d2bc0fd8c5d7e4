"""Which causes (機会・動機・正当化) and directions ①–⑤ (報告書概要 ¶7) the measures serve, and which none serves."""

from __future__ import annotations

from app.domain.coverage import Coverage, coverage
from app.domain.grades import Cause
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Cell, Column, Paragraph, Row, Table


def blocks(material: Material) -> list[Block]:
    """The numbers of the measures by direction, the map of causes × directions, and what none serves."""
    found = coverage(material.actions, [d.id for d in material.catalogue.directions])
    return [_directions(material, found), _map(material, found), *_unserved(material, found)]


def _directions(material: Material, found: Coverage) -> Table:
    _ = material.translate
    rows = []
    for direction in material.catalogue.directions:
        numbers = material.listed(str(n) for n in found.directions[direction.id])
        title = direction.title.in_language(material.language)
        rows.append((material.cause(Cause(direction.parent)), title, numbers or _("(no measure)")))
    columns = (
        Column(_("Factor"), "short"),
        Column(_("Direction of the measures")),
        Column(_("Numbers of the measures")),
    )
    return Table(columns, tuple(rows), caption=_("Measures by direction (report summary ¶7 ①–⑤)"))


def _map(material: Material, found: Coverage) -> Table:
    _ = material.translate
    signs = {d.id: d.title.in_language(material.language)[:1] for d in material.catalogue.directions}
    rows: list[Row] = [
        (
            material.cause(cause),
            *(_count(len(found.cells[cause, each])) for each in found.order),
            _count(len(found.causes[cause])),
        )
        for cause in Cause
    ]
    totals = (_count(len(found.directions[each])) for each in found.order)
    rows.append((Cell(_("Direction in all"), bold=True), *totals, ""))
    columns = (
        Column(_("Factor"), "short"),
        *(Column(signs[each], "number") for each in found.order),
        Column(_("Factor in all"), "number"),
    )
    note = _("Number of measures; one that serves several factors or directions counts in each. × marks none.")
    return Table(columns, tuple(rows), caption=_("Coverage: factors × directions (report summary ¶7)"), note=note)


def _count(count: int) -> str:
    return f"{count:,}" if count else "×"


def _unserved(material: Material, found: Coverage) -> list[Block]:
    """Factors and directions without a measure, told in a sentence."""
    _ = material.translate
    said = []
    if found.unserved_causes:
        causes = material.listed(material.cause(cause) for cause in found.unserved_causes)
        said.append(_("No measure serves these factors: {causes}.").format(causes=causes))
    if found.unserved_directions:
        titles = {d.id: d.title.in_language(material.language) for d in material.catalogue.directions}
        directions = material.listed(titles[each] for each in found.unserved_directions)
        said.append(_("No measure serves these directions: {directions}.").format(directions=directions))
    return [Paragraph(material.joined(said))] if said else []

"""物理分割の状況 in a report on the progress: completion as filed and now, and the stages whose date is past."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.filings import MovedSplit
from app.services.reporting.improvement_plan import split
from app.services.reporting.material import Material
from app.services.reporting.model import Block, Column, Heading, Row, Table


def blocks(material: Material, splits: Iterable[MovedSplit]) -> list[Block]:
    """物理分割: completion as filed and now, and the stages that are over."""
    _ = material.translate
    rows: list[Row] = []
    separations = {each.id: each for each in material.separations}
    for each in splits:
        named = each.now or each.before
        if named is None:
            continue
        then = material.month(each.before.due) if each.before and each.before.due else "－"
        now = material.month(each.now.due) if each.now and each.now.due else "－"
        if each.now is None:
            now = _("(taken out of the schedule)")
        elif each.slipped:
            now = _("{month}\n(delayed)").format(month=now)
        separation = separations.get(named.id)
        over = [m for m in separation.milestones if m.end <= material.today] if separation else []
        stages = material.listed(split.stage_word(material, m.stage) for m in over)
        interim = separation.interim if separation else ""
        rows.append(
            (named.system, split.state_word(material, named.current), then, now, stages or "－", interim or "－")
        )
    if not rows:
        return []
    columns = (
        Column(_("System"), weight=0.9),
        Column(_("Present state"), "short"),
        Column(_("Completion as filed"), "date"),
        Column(_("Completion now"), "date"),
        Column(_("Stages whose date is past"), weight=0.9),
        Column(_("Interim measures until completion")),
    )
    return [Heading(1, _("4 Physical split")), Table(columns, tuple(rows))]

"""物理分割の状況 in a report on the progress: completion as filed and now, and the stages whose date is past."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.filings import MovedSplit
from app.domain.plan import Milestone, Separation
from app.domain.splitting import of_system
from app.services.reporting.improvement_plan.words import stage_word, state_word
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
        over = [m for m in separation.milestones if _is_over(material, named.id, m)] if separation else []
        stages = material.listed(_stage(material, named.id, m) for m in over)
        if slips := _slips(material, named.id, separation):
            stages = "\n".join(filter(None, (stages, slips)))
        measures = interim(material, separation) if separation else ""
        rows.append((named.system, state_word(material, named.current), then, now, stages or "－", measures or "－"))
    if not rows:
        return []
    columns = (
        Column(_("System"), weight=0.9),
        Column(_("Present state"), "short"),
        Column(_("Completion as filed"), "date"),
        Column(_("Completion now"), "date"),
        Column(_("Stages done, past their date, or put off"), weight=1.3),
        Column(_("Interim measures until completion")),
    )
    return [Heading(1, _("4 Physical split")), Table(columns, tuple(rows))]


def _is_over(material: Material, separation: str, milestone: Milestone) -> bool:
    """Whether a stage is past its date, or done."""
    return milestone.end < material.today or material.programme.course(separation, milestone.stage).done is not None


def _slips(material: Material, identity: str, separation: Separation | None) -> str:
    """The stages that were put off, each with its last reason."""
    _ = material.translate
    said = []
    for milestone in separation.milestones if separation is not None else ():
        slips = material.programme.course(identity, milestone.stage).slips
        if slips:
            told = _("{stage} put off to {month}: {reason}")
            month = material.month(slips[-1].end)
            said.append(told.format(stage=stage_word(material, milestone.stage), month=month, reason=slips[-1].reason))
    return "\n".join(said)


def _stage(material: Material, separation: str, milestone: Milestone) -> str:
    """A stage whose date is past, and when it was done, where somebody said so."""
    word = stage_word(material, milestone.stage)
    done = material.programme.course(separation, milestone.stage).done
    if done is None:
        return word
    return f"{word} {material.translate('{month} done').format(month=material.month(done))}"


def interim(material: Material, separation: Separation) -> str:
    """The interim measures as a text, else the interim controls one by one."""
    controls = of_system(material.programme.controls, separation.id)
    return separation.interim or material.listed(control.text for control in controls)

"""What stands beside measures, in the words of a report: milestones, progress, revised dates, effect, cost."""

from __future__ import annotations

from app.domain.measures import EffectCheck, Step, ordered
from app.domain.plan import Action
from app.services import measure_words
from app.services.measures import MeasureView
from app.services.reporting.material import Material


def of(material: Material, action: Action) -> MeasureView | None:
    """What stands beside a measure; None where nothing was read."""
    return material.measures.get(action.id)


def lines(material: Material, action: Action) -> list[tuple[str, str]]:
    """Heads and texts of all that somebody entered beside a measure; nothing of what nobody did."""
    _ = material.translate
    found = of(material, action)
    if found is None:
        return []
    facts = found.facts
    revised = [
        _("{day}: {reason}").format(day=material.day(r.due), reason=r.reason.replace("\n", " "))
        for r in found.revisions
    ]
    told = (
        (_("Milestones"), material.listed(step(material, s) for s in ordered(facts.milestones))),
        (_("Progress"), percent(material, facts.progress)),
        (_("Due date (revised)"), material.listed(revised)),
        (_("Effect"), effect(material, found.check)),
        (_("Cost"), facts.cost),
        (_("Effort"), facts.effort),
    )
    return [(head, text) for head, text in told if text]


def step(material: Material, found: Step) -> str:
    """A milestone with its day, and whether it was reached."""
    _ = material.translate
    if found.done is not None:
        return _("{step} (reached {day})").format(step=found.text, day=material.day(found.done))
    if found.due is not None:
        return _("{step} (by {day})").format(step=found.text, day=material.day(found.due))
    return found.text


def effect(material: Material, check: EffectCheck | None) -> str:
    """What the last look at the effect came to, when and by whom; empty where nobody looked."""
    _ = material.translate
    if check is None:
        return ""
    said = _("{mark} {effect} ({day}, {person})").format(
        mark=measure_words.effect_mark(check.result),
        effect=measure_words.effect_word(check.result, _),
        day=material.day(check.checked_on),
        person=check.person,
    )
    return f"{said} {check.remark}".strip()


def percent(material: Material, progress: int | None) -> str:
    """The progress in percent; empty where nobody said it."""
    _ = material.translate
    return "" if progress is None else _("{count} percent").format(count=progress)

"""What a finished measure would change: verdicts that it proposes, and what would still stand against each.

Nothing is answered by itself. The officer chooses place by place; what is chosen is recorded as the officer's own
answer with the measure as its reason, as one act. 適合 stays unproven (未立証) until evidence or a second person proves
it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.answers import Answer, Draft
from app.domain.audit import COMPANY
from app.domain.findings import LIVE, Finding, Source
from app.domain.grades import Verdict
from app.domain.measures import FINISHED, Effect, EffectCheck
from app.domain.plan import Action
from app.domain.progress import Place
from app.domain.text import Text, one_line
from app.errors import UserError, register_messages
from app.services import auditing, batches, measure_words, measures, proofs
from app.services.auditing import Outline
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork
from app.services.typed_days import day_text

register_messages(
    {
        "measure_not_finished": "Measure {number} is not done yet; it proposes verdicts once it is.",
        "measure_proposes_nothing": "Measure {number} proposes no verdict for {checkpoint} at {site}.",
        "measure_verdict_not_better": "{checkpoint} at {site} is answered so already, or graver than that would be.",
        "measure_verdicts_none": "Choose at least one of the places.",
    }
)

PROPOSED = (Verdict.CONFORMING, Verdict.PARTLY)
"""The verdicts that may follow from a finished measure: 適合, or 一部不備 where something is left."""
_DEFICIENT = (Verdict.PARTLY, Verdict.NONCONFORMING)
_COMPANY = Text("全社", "the company")
_REASON = Text(
    "対策No.{number}「{measure}」の実施({day})による。", "By measure No. {number} “{measure}”, carried out ({day})."
)
_UNDATED = Text("完了日の記録なし", "day not recorded")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Offered:
    """A verdict that a finished measure proposes. What would stand against it: `open_findings` of ledgers and logs at
    the place, `others` (numbers of measures for the same place that are not done), no `evidence`, and an effect that
    nobody confirmed (`effect` None) or that was not full."""

    place: Place
    before: Answer
    verdict: Verdict
    open_findings: tuple[Finding, ...]
    others: tuple[int, ...]
    evidence: int
    effect: EffectCheck | None

    @property
    def unproven(self) -> bool:
        """Whether 適合 would be unproven (未立証)."""
        return not self.evidence

    @property
    def effective(self) -> bool:
        """Whether somebody found the measure effective."""
        return self.effect is not None and self.effect.result is Effect.EFFECTIVE


@dataclass(frozen=True, slots=True)
class Preview:
    """All that one finished measure proposes; `sites` are names by id."""

    action: Action
    offers: tuple[Offered, ...]
    sites: Mapping[str, str]


def preview(desk: Desk, number: int) -> Preview:
    """What the measure proposes, in the order of the catalogue and the sites. Raises UserError `action_unknown`,
    `action_withdrawn`, `measure_not_finished`."""
    with desk.file.read() as work:
        return _preview(desk, work, number)


def finished_with_offers(desk: Desk) -> tuple[int, ...]:
    """The numbers of the finished measures that propose at least one verdict."""
    with desk.file.read() as work:
        done = [a for a in work.plan.actions() if a.state in FINISHED and not a.withdrawn]
        if not done:
            return ()
        outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
        found = work.findings.all()
        return tuple(action.number for action in done if _places(action, found, outline))


def against(offer: Offered, translate: Callable[[str], str]) -> list[str]:
    """What would still stand against a verdict, in sentences."""
    _ = translate
    said = []
    if offer.open_findings:
        said.append(_("Open findings of ledgers and logs: {count}").format(count=f"{len(offer.open_findings):,}"))
    if offer.others:
        numbers = _(", ").join(map(str, offer.others))
        said.append(_("Measures for the same that are not done: {numbers}").format(numbers=numbers))
    if offer.unproven:
        said.append(_("No evidence: conforming would be unproven"))
    if offer.effect is None:
        said.append(_("Nobody has looked at the effect of the measure"))
    elif not offer.effective:
        word = measure_words.effect_word(offer.effect.result, translate)
        said.append(_("Effect of the measure: {effect}").format(effect=word))
    return said


def apply(desk: Desk, number: int, chosen: Mapping[Place, Verdict], language: str = "ja", reason: str = "") -> Changes:
    """Record the chosen verdicts as the officer's own answers, with the measure as their reason (and `reason` after
    it), as one act. Raises UserError, changing nothing."""
    if not chosen:
        raise UserError("measure_verdicts_none")
    with desk.file.read() as work:
        seen = _preview(desk, work, number)
    offered = {each.place: each for each in seen.offers}
    why = _reason(seen.action, language, reason)
    drafts = []
    for place, verdict in chosen.items():
        names: dict[str, Any] = {"checkpoint": place[0], "site": seen.sites.get(place[1]) or _COMPANY}
        if place not in offered or verdict not in PROPOSED:
            raise UserError("measure_proposes_nothing", number=number, **names)
        before = offered[place].before
        if verdict is before.verdict:
            raise UserError("measure_verdict_not_better", **names)
        drafts.append(Draft(*place, verdict, before.comment, why))
    return batches.answer_each(desk, drafts)


def _preview(desk: Desk, work: UnitOfWork, number: int) -> Preview:
    action = measures.standing(work, number)
    if action.state not in FINISHED:
        raise UserError("measure_not_finished", number=number)
    outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
    found, actions = work.findings.all(), work.plan.actions()
    evidence = proofs.counts_by_place(work, desk.world.clock.today())
    effect = measures.last_checks(work).get(action.id)
    offers = []
    for place in _places(action, found, outline):
        open_here = tuple(f for f in found if f.source is not Source.ANSWERS and f.status in LIVE and _is_at(f, place))
        others = (a for a in actions if a.id != action.id and not a.withdrawn and a.state not in FINISHED)
        waiting = tuple(a.number for a in others if place in _wanted(a, found, outline))
        before = outline.answers[place]
        offers.append(Offered(place, before, Verdict.CONFORMING, open_here, waiting, evidence.get(place, 0), effect))
    return Preview(action, tuple(offers), {site.id: site.name for site in outline.sites})


def _places(action: Action, found: Sequence[Finding], outline: Outline) -> tuple[Place, ...]:
    """The deficient answers that the measure speaks of, in the order of the audit."""
    wanted = _wanted(action, found, outline)
    answers = outline.answers
    return tuple(p for p in outline.places if p in wanted and p in answers and answers[p].verdict in _DEFICIENT)


def _wanted(action: Action, found: Sequence[Finding], outline: Outline) -> set[Place]:
    """The checkpoints of the findings of a measure at their sites, and its own checkpoint at its sites."""
    named = set(action.findings)
    places = {
        place
        for finding in found
        if finding.id in named
        for checkpoint in finding.checkpoints
        for place in ((checkpoint, finding.site), (checkpoint, COMPANY))
    }
    if action.checkpoint:
        places |= {(action.checkpoint, site) for site in (*action.sites, COMPANY)}
        if not action.sites and not named:
            places |= {place for place in outline.places if place[0] == action.checkpoint}
    return places


def _is_at(finding: Finding, place: Place) -> bool:
    checkpoint, site = place
    return checkpoint in finding.checkpoints and (site == COMPANY or finding.site in (site, COMPANY))


def _reason(action: Action, language: str, further: str) -> str:
    day = day_text(action.done) if action.done is not None else _UNDATED
    measure = one_line(action.measure)
    if len(measure) > _LONGEST:
        measure = measure[: _LONGEST - 1] + "…"
    said = _REASON.in_language(language).format(number=action.number, measure=measure, day=day.in_language(language))
    return f"{said} {further.strip()}".strip()

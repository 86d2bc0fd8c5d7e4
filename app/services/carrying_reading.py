"""What an earlier audit holds for the next one: read in one transaction, compared with the catalogue of today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.domain import sealing
from app.domain.answers import Answer
from app.domain.audit import COMPANY, Audit, Site, live_sites
from app.domain.carrying import COPIED, REFUTED, Carried, Standing, standing_of
from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.findings import Finding, Source, Status
from app.domain.grades import Level, Verdict
from app.domain.plan import Action, ActionState
from app.domain.progress import Place, checkpoints_in_scope
from app.domain.site_names import match_name
from app.domain.text import Text
from app.services import copies, proofs, proving
from app.services.asking import Asked
from app.services.ports import FindingQuery, UnitOfWork


@dataclass(frozen=True, slots=True)
class AreaStanding:
    """How many checkpoints of an item are asked as last time, otherwise, for the first time, or not any more."""

    item: str
    unchanged: int = 0
    changed: int = 0
    new: int = 0
    retired: int = 0


@dataclass(frozen=True, slots=True)
class RetiredCheckpoint:
    """A checkpoint of the earlier audit that is not asked now: `reason` where the catalogue gives one, `question` as
    it was asked (Japanese, empty where nobody knows), and how many answers it had."""

    id: str
    question: str
    reason: Text | None
    answers: int


@dataclass(frozen=True, slots=True)
class Texts:
    """How the checkpoints of today stand to those of the earlier audit. `unknown` tells that the earlier file kept no
    texts of its edition: what it answered counts as asked otherwise."""

    areas: tuple[AreaStanding, ...]
    unchanged: tuple[str, ...]
    changed: tuple[str, ...]
    new: tuple[str, ...]
    retired: tuple[RetiredCheckpoint, ...]
    unknown: bool


def texts(work: UnitOfWork, catalogue: Catalogue, audit: Audit) -> Texts:
    """Compare what `audit`, the new one, asks with what the earlier audit of `work` asked."""
    asked, answered = Asked(work, catalogue), _answered(work)
    then = asked.latest()
    known = then.keys() if then is not None else answered.keys()
    today = {catalogue.renamed.get(identity, identity): identity for identity in sorted(known, reverse=True)}
    # Where an id stands for itself it is not overruled by one that was renamed to it.
    today.update({identity: identity for identity in known if identity not in catalogue.renamed})
    scope = checkpoints_in_scope(audit, catalogue)
    standing: dict[str, Standing | None] = {}
    for checkpoint in scope:
        former = today.get(checkpoint.id)
        if former is None:
            standing[checkpoint.id] = None
        else:
            said = then[former].fingerprint if then is not None else ""
            standing[checkpoint.id] = standing_of(checkpoint.fingerprint, said)
    gone = sorted(
        identity
        for identity in known
        if catalogue.known(identity) is None
        or (catalogue.renamed.get(identity, identity) not in standing and identity in answered)
    )
    retired = tuple(
        RetiredCheckpoint(
            identity,
            then[identity].question if then is not None else "",
            catalogue.retired.get(identity) or catalogue.hidden.get(identity),
            answered[identity],
        )
        for identity in gone
    )

    def those(wanted: Standing | None) -> tuple[str, ...]:
        return tuple(c.id for c in scope if standing[c.id] is wanted)

    unchanged, changed, new = those(Standing.UNCHANGED), those(Standing.CHANGED), those(None)
    areas = _areas(catalogue, unchanged, changed, new, gone)
    return Texts(areas, unchanged, changed, new, retired, then is None)


def _areas(catalogue: Catalogue, *groups: Sequence[str]) -> tuple[AreaStanding, ...]:
    counts = [Counter(map(catalogue.item_of, group)) for group in groups]
    items = [item.id for item in catalogue.items]
    items += sorted({item for count in counts for item in count} - set(items))
    return tuple(
        AreaStanding(item, *(count[item] for count in counts)) for item in items if any(count[item] for count in counts)
    )


def _answered(work: UnitOfWork) -> Counter[str]:
    return Counter(c for (c, _), a in work.answers.all_current().items() if a.verdict is not Verdict.UNANSWERED)


# --- sites ------------------------------------------------------------------------------------------------------------


def same_sites(
    earlier: Sequence[Site], names: Sequence[str], renamed: Mapping[str, str]
) -> tuple[dict[str, Site], tuple[Site, ...]]:
    """The sites of the new audit that were sites of the earlier one (new name → site), and those that are none now.

    `renamed` is former name → new name. A name is that of a site before it is an alias of one; no site is met twice.
    """
    live = list(live_sites(earlier))
    found: dict[str, Site] = {}
    wanted = {match_name(name): name for name in names}

    def meet(name: str | None, site: Site) -> None:
        if name is not None and name not in found and site in live:
            found[name] = site
            live.remove(site)

    after = {match_name(old): match_name(new) for old, new in renamed.items()}
    for site in tuple(live):
        meet(wanted.get(after.get(match_name(site.name), "")), site)
    for site in tuple(live):
        meet(wanted.get(match_name(site.name)), site)
    for site in tuple(live):
        for alias in site.aliases:
            meet(wanted.get(match_name(alias)), site)
    return found, tuple(live)


# --- answers ----------------------------------------------------------------------------------------------------------


def carried_answers(
    work: UnitOfWork, catalogue: Catalogue, audit: Audit, sites: Collection[str], today: date
) -> tuple[tuple[Carried, ...], int]:
    """The earlier answers as the new `audit` with its `sites` (ids) carries them `today`, and how many are left behind:
    those at sites that are none of it, and what several former checkpoints said that are one now."""
    asked, scope = Asked(work, catalogue), {c.id: c for c in checkpoints_in_scope(audit, catalogue)}
    day = sealing.latest(work.reviews.revisions()).proof_day(today)
    counts, reviews = proofs.counts_by_place(work, day), _reviews(work, day)
    answers = [a for a in work.answers.all_current().values() if a.verdict is not Verdict.UNANSWERED]
    found: list[Carried] = []
    left = 0
    for answer in answers:
        if answer.site and answer.site not in sites:
            left += 1
            continue
        now = catalogue.known(answer.checkpoint)
        place = (answer.checkpoint, answer.site)
        found.append(
            _carried(answer, now if _still_there(now, scope, answer.site) else None, asked, counts[place], reviews)
        )
    by_place = sorted(found, key=lambda c: (c.checkpoint, c.site, c.standing is not Standing.UNCHANGED, c.given_at))
    kept = []
    for _place, group in groupby(by_place, key=lambda c: (c.checkpoint, c.site)):
        first, *others = group
        # Of several that are one now the one that is asked unchanged counts, else the latest.
        kept.append(first if first.standing is Standing.UNCHANGED else (first, *others)[-1])
        left += len(others)
    return tuple(kept), left


def _still_there(checkpoint: Checkpoint | None, scope: Mapping[str, Checkpoint], site: str) -> bool:
    """Whether the new audit asks it where it was answered: once for the company, or once for each site."""
    if checkpoint is None or checkpoint.id not in scope:
        return False
    return (checkpoint.level is Level.COMPANY) == (site == COMPANY)


def _carried(
    answer: Answer, now: Checkpoint | None, asked: Asked, evidence: int, reviews: Mapping[Place, str]
) -> Carried:
    then = asked.answered(answer)
    standing = Standing.RETIRED if now is None else standing_of(now.fingerprint, then.fingerprint if then else "")
    return Carried(
        checkpoint=now.id if now is not None else answer.checkpoint,
        site=answer.site,
        verdict=answer.verdict,
        comment=answer.comment,
        reason=answer.reason,
        given_at=answer.at,
        given_by=answer.by,
        question=then.question if then is not None else "",
        verify=then.verify if then is not None else "",
        standing=standing,
        evidence=evidence,
        review=reviews.get((answer.checkpoint, answer.site), ""),
    )


def _reviews(work: UnitOfWork, day: date) -> dict[Place, str]:
    """How answers stood: what a second person did last, that one refuted them, or that they were copied and never
    confirmed."""
    answers = work.answers.all_current()
    copied = copies.of_all(work, answers)
    told = dict.fromkeys(copied, COPIED)
    for place, review in work.reviews.latest().items():
        answer = answers.get(place)
        if answer is not None and answer.revision == review.revision:
            told[place] = review.act.value
    # Who refutes an answer that was accepted does not return it: that it does not hold says more.
    return {**told, **dict.fromkeys(proving.lacking(work, answers, day, copied).refuted, REFUTED)}


# --- plan and findings ------------------------------------------------------------------------------------------------


def open_actions(actions: Sequence[Action]) -> tuple[Action, ...]:
    """The measures that are neither finished nor withdrawn, by their numbers."""
    return tuple(
        sorted(
            (a for a in actions if a.state is not ActionState.DONE and a.done is None and not a.withdrawn),
            key=lambda a: a.number,
        )
    )


def accepted_still(work: UnitOfWork, today: str) -> tuple[Finding, ...]:
    """The findings of ledgers that were accepted as a risk until a day that has not passed."""
    return tuple(
        f
        for f in work.findings.chosen(FindingQuery(source=Source.RULES.value))
        if f.status is Status.ACCEPTED and f.acceptance is not None and f.acceptance.until >= today
    )

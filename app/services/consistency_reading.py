"""The whole audit as the consistency checks look at it, read in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache

from app.domain.audit import COMPANY, Audit, Site
from app.domain.challenges import Reply
from app.domain.consistency import Counted, Drawn, Whole
from app.domain.ledgers import Record
from app.domain.progress import Place
from app.domain.review import Review
from app.domain.rules.systems import needs_split
from app.domain.sampling import Outcome
from app.services import auditing, challenging, proving, wording
from app.services import findings as finding_service
from app.services.auditing import Outline
from app.services.ledger_index import ordered
from app.services.ports import Desk, UnitOfWork
from app.services.site_matching import SiteMatcher
from app.services.taken_out import taken_out_in

_IN_USE = frozenset({"", "使用中", "貸出中", "有効", "在籍", "稼働中"})
_ENDED = ("returned", "disposed", "revoked", "expires", "ended", "contract_end")
"""Fields with the day from which a record is one of the past."""


def read(
    desk: Desk, work: UnitOfWork, outline: Outline | None = None, latest: Mapping[Place, Review] | None = None
) -> Whole:
    """Everything the checks look at; nothing is read later. A ledger is counted where a remark speaks of it.

    `outline` and the `latest` steps of reviews are those of this transaction, where it has read them already.
    """
    if outline is None:
        outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
    wanted = set(outline.places)
    kinds = frozenset(work.ledgers.kinds())
    evidence = work.evidence.all()
    idle = finding_service.untested(desk, work)[0]
    lacking = Counter(kind for rule in idle for kind in rule.missing)
    actions = work.plan.actions()
    findings = work.findings.all()
    held = proving.held(work, outline.answers, desk.world.clock.today())
    drafted = (action.checkpoint for action in actions if "problem" not in action.edited)
    whole = Whole(
        audit=outline.audit,
        catalogue=desk.catalogue,
        today=desk.world.clock.today(),
        revision=outline.revision,
        sites=outline.sites,
        checkpoints=outline.checkpoints,
        places=outline.places,
        answers={place: answer for place, answer in outline.answers.items() if place in wanted},
        copies={place: site for place, site in outline.copies.items() if place in wanted},
        stale=outline.stale,
        evidence=evidence,
        uses=work.evidence.uses(),
        facts=work.evidence.facts(),
        stored=frozenset(d for d in {e.sha256 for e in evidence if not e.removed} if work.evidence.has_blob(d)),
        disproofs=work.reviews.disproofs(),
        held_attempts=held,
        self_held=proving.self_held(work, held),
        replies=_replies(desk, work),
        unproven=outline.unproven,
        refuted=outline.refuted,
        reviews=work.reviews.latest() if latest is None else latest,
        findings=findings,
        decisions=work.findings.decisions(),
        actions=actions,
        beside=work.measures.facts(),
        checks={check.action: check for check in work.measures.checks()},
        revisions=work.measures.revisions(),
        filed=work.measures.submissions(),
        separations=work.plan.separations(),
        controls=work.splits.controls(),
        courses=work.splits.courses(),
        cases=work.plan.cases(),
        case_notes=work.case_papers.notes(),
        clocks=work.case_papers.reports(),
        samples=_samples(work),
        carried=work.carried.all(),
        flags=work.duties.flags(),
        officers=work.duties.officers(),
        ledgers=kinds,
        lacking={kind: lacking[kind] for kind in ordered(lacking)},
        imported=_imported(work),
        counted=_counting(work, outline.sites, outline.audit, kinds),
        taken_out=taken_out_in(work, findings, desk.world.clock.today()),
        shared=_shared(work) if "systems" in kinds else (),
        unprinted=desk.world.scans.unprinted,
        stand_ins=wording.stand_ins(desk.catalogue, outline.audit.role, drafted),
    )
    for kind in whole.spoken_of:
        whole.counted(kind)
    return whole


def _replies(desk: Desk, work: UnitOfWork) -> tuple[Reply, ...]:
    """The replies that hold: what is asked is counted in the ledgers only where anybody replied at all."""
    if not work.reviews.replies():
        return ()
    views = challenging.challenges_in(desk, work)
    return tuple(view.reply for view in views if view.reply is not None and not view.open)


def _samples(work: UnitOfWork) -> tuple[Drawn, ...]:
    found = []
    for sample in work.samples.all():
        if not sample.withdrawn:
            results = work.samples.results(sample.id).values()
            looked_at = sum(result.outcome is not Outcome.PENDING for result in results)
            found.append(Drawn(sample.number, sample.size - looked_at, sample.size))
    return tuple(found)


def _imported(work: UnitOfWork) -> dict[tuple[str, str], str]:
    """The days on which ledgers came last, by kind and file; under an empty name that of any file."""
    standing = (batch for batch in work.ledgers.batches() if batch.undone is None)
    return {(b.kind, file): b.at[:10] for b in standing for file in (b.source, "")}


def _shared(work: UnitOfWork) -> tuple[str, ...]:
    """The systems that the ledger calls shared or only logically split, and that hold what is to be barred."""
    return tuple(record.key for record in work.ledgers.present("systems") if needs_split(record))


def _counting(
    work: UnitOfWork, sites: tuple[Site, ...], audit: Audit, kinds: frozenset[str]
) -> Callable[[str], Mapping[str, Counted]]:
    """Counts the records of a ledger by site, `COMPANY` for all of them, when first asked."""
    matcher = SiteMatcher(sites)
    today = audit.as_of.isoformat()

    @cache
    def counted(kind: str) -> Mapping[str, Counted]:
        if kind not in kinds:
            return {}
        most: Counter[str] = Counter()
        least: Counter[str] = Counter()
        with closing(work.ledgers.chunks(kind)) as chunks:
            for _batch, records in chunks:
                for record in records:
                    used = _in_use(record, today)
                    for site in {COMPANY, matcher.of(record.site)}:
                        most[site] += 1
                        least[site] += used
        return {site: Counted(least[site], most[site]) for site in most}

    return counted


def _in_use(record: Record, today: str) -> bool:
    values = record.values
    return values.get("status", "") in _IN_USE and not any("" < values.get(name, "") <= today for name in _ENDED)

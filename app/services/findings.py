"""Findings (検出事項) and what they propose: rules run over the ledgers, merged with what officers decided."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace

from app.domain import findings as facts
from app.domain import rules
from app.domain.audit import Audit, Site
from app.domain.catalogue import Catalogue
from app.domain.findings import Finding, Hit, Proposal, ProposalDecision, Source, Status, finding_id, from_answer
from app.domain.grades import Cause, Severity
from app.domain.history import Event
from app.domain.ledgers import Record
from app.domain.progress import checkpoints_in_scope
from app.domain.rules import NotRun
from app.domain.rules.sides import Sides, company_key, make_sides
from app.domain.site_names import match_name
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.ports import Desk, FindingQuery, Progress, UnitOfWork
from app.services.site_matching import SiteMatcher

register_messages(
    {
        "finding_unknown": "There is no finding {finding} in this audit.",
        "finding_not_by_hand": "A finding becomes resolved when the fact itself is gone; choose another state.",
        "finding_resolved": "The fact behind {finding} is gone; its state cannot be changed any more.",
        "finding_left": "The site of {finding} was taken out of the audit; take the site back first.",
        "finding_accept_needs_remark": "Give the reason why {finding} is accepted as it is.",
        "proposal_changed": "The ledgers have changed since this proposal was shown; look at it again.",
        "proposal_none": "The ledgers propose nothing for {checkpoint} there.",
        "rule_unknown": "There is no rule {rule}; name one as R01 or L01.",
        "setting_unknown": "There is no setting {name}.",
        "setting_range": "{name} must be a whole number from {least} to {most}.",
        "setting_day": "{name} must be a day, written as 2024-04-01, or empty for all.",
        "rules_stopped": "The comparison of ledgers was stopped; nothing was changed.",
    }
)

_LARGE = ("accounts", "terminals")
_TELLS_SIDES = frozenset({"sites", "people", "accounts", "contractors"})


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """What a run of the rules changed: new and resolved findings, and how many are open now."""

    new: int = 0
    resolved: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with the officer's decision on it, and the day and file of the ledger it comes from."""

    proposal: Proposal
    decision: ProposalDecision | None
    imported: str
    source: str


# --- running the rules ------------------------------------------------------------------------------------------------


def refresh(desk: Desk, progress: Progress | None = None) -> FindingCounts:
    """Derive all findings anew from answers and ledgers; states and remarks stay. Raises UserError `rules_stopped`."""
    at = desk.stamp()
    with desk.file.write() as work:
        answers = _merge_answers(desk, work, at[:10])
        ledgers = run_rules(desk, work, at[:10], progress)
        counts = FindingCounts(
            answers.new + ledgers.new, answers.resolved + ledgers.resolved, answers.open + ledgers.open
        )
        if answers.written or ledgers.written:
            after = {"new": counts.new, "resolved": counts.resolved, "open": counts.open}
            work.history.record(at, desk.world.user, Event("findings.refreshed", "findings", after=after))
            work.commit()
    return counts


@dataclass(frozen=True, slots=True)
class _Merged:
    new: int
    resolved: int
    open: int
    written: bool

    @property
    def counts(self) -> FindingCounts:
        return FindingCounts(self.new, self.resolved, self.open)


def run_rules(desk: Desk, work: UnitOfWork, today: str, progress: Progress | None = None) -> _Merged:
    """Run the ledger rules inside a unit of work and store what changed. Findings of rules that could not be run stay.

    Raises UserError `rules_stopped` when `progress` says so.
    """
    return RuleRun(desk, work).finish(today, progress)


class RuleRun:
    """The ledger rules inside one unit of work. An import shows its records while it stores them (`see`), so that they
    need not be read again; ledgers that were not shown are read in the end.

    What rules look up in the ledger that is `coming` is only there in the end: rules over the others begin then.
    """

    def __init__(self, desk: Desk, work: UnitOfWork, coming: str = "") -> None:
        audit, sites = work.audit.get(), work.sites.all()
        self._context, blocked = _context(desk.catalogue, work, audit, sites, coming)
        context, idle = self._context, {each.rule for each in blocked}
        self._work = work
        parts = (rules.runnable(rule, context.kinds, context.columns, audit.role) for rule in rules.RULES)
        self._maker = _Maker(desk.catalogue, audit, sites)
        runnable = [part for of_rule in parts for part in of_rule if part.id not in idle]
        self._ran = {rule.id for rule in runnable}
        self._of_kind = {kind: [r for r in runnable if r.kind == kind] for kind in {r.kind for r in runnable}}
        self._coming, self._shown = coming, False
        self._judge = rules.Evaluation(self._of_kind.get(coming, ()), context, coming) if coming else None
        self._derived: list[Finding] = []

    def see(self, records: Iterable[Record], batch: str) -> None:
        """Show records of the ledger that is coming; all that will be there must be shown."""
        if self._judge is None:
            raise ValueError("no ledger is coming")
        self._shown = True
        self._derived.extend(self._maker.findings(self._judge.see(records, batch), self._coming))

    def finish(self, today: str, progress: Progress | None = None) -> _Merged:
        """Read the ledgers that were not shown, and store what changed. Raises UserError `rules_stopped`."""
        self._context.registers.complete()
        with _undisturbed():
            self._judge_all(progress)
        of_rules = self._work.findings.chosen(FindingQuery(source=Source.RULES.value))
        return _store(self._work, [f for f in of_rules if f.rule in self._ran], self._derived, today, Source.RULES)

    def _judge_all(self, progress: Progress | None) -> None:
        # The large ledgers first: what the others are compared with is kept of them on their way.
        for kind in sorted(self._of_kind, key=lambda kind: (kind not in _LARGE, kind)):
            _ask(progress, 0, self._work.ledgers.count(kind))
            judge = self._judge if kind == self._coming and self._shown else None
            if judge is None:
                judge = rules.Evaluation(self._of_kind[kind], self._context, kind)
                self._read(kind, judge, progress)
            self._derived.extend(self._maker.findings(judge.end(), kind))

    def _read(self, kind: str, judge: rules.Evaluation, progress: Progress | None) -> None:
        """Show a whole ledger to its rules."""
        if not judge.sees:
            return
        total = self._work.ledgers.count(kind)
        with closing(self._work.ledgers.chunks(kind)) as chunks:
            done = 0
            for batch, records in chunks:
                _ask(progress, done, total)
                self._derived.extend(self._maker.findings(judge.see(records, batch), kind))
                done += len(records)
        _ask(progress, total, total)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without looking for cycles among hundreds of thousands of small things that have none."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _ask(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None and not progress("rules", done, total):
        raise UserError("rules_stopped")


def may_be_shown(audit: Audit, kind: str) -> bool:
    """Whether the rules over a ledger may begin while it is being stored: not while its own companies are to tell who
    the other side is."""
    return bool(audit.affiliates) or kind not in _TELLS_SIDES


def follow_sites(desk: Desk, work: UnitOfWork, today: str) -> bool:
    """Settle the findings at sites taken out, and take them up again where a site came back; whether one changed.

    The rules are to be run after it: the ledgers may have changed while a site was out.
    """
    gone = {site.id for site in work.sites.all() if site.removed}
    write = facts.follow_sites(work.findings.all(), gone, today)
    work.findings.put(write)
    return _merge_answers(desk, work, today).written or bool(write)


def _merge_answers(desk: Desk, work: UnitOfWork, today: str) -> _Merged:
    derived = []
    gone = {site.id for site in work.sites.all() if site.removed}
    for (checkpoint, site), answer in work.answers.all_current().items():
        if site in gone:
            continue
        try:
            finding = from_answer(desk.catalogue.checkpoint(checkpoint), answer)
        except KeyError:
            continue  # Answered under an earlier catalogue; its finding stays as it is.
        if finding is not None:
            derived.append(finding)
    asked = {c.id for c in desk.catalogue.checkpoints}
    known = [f for f in work.findings.chosen(FindingQuery(source=Source.ANSWERS.value)) if f.subject in asked]
    return _store(work, known, derived, today, Source.ANSWERS)


def _store(
    work: UnitOfWork, known: Iterable[Finding], derived: Iterable[Finding], today: str, source: Source
) -> _Merged:
    merged = facts.merge(known, derived, today, frozenset({source}))
    work.findings.put(merged.write)
    return _Merged(merged.new, merged.resolved, merged.open, bool(merged.write))


def _context(
    catalogue: Catalogue, work: UnitOfWork, audit: Audit, sites: Iterable[Site], coming: str
) -> tuple[rules.Context, tuple[NotRun, ...]]:
    kinds = frozenset({*work.ledgers.kinds(), coming} - {""})
    columns = {kind: work.ledgers.fields(kind) for kind in kinds}
    batches = work.ledgers.batches()
    context = rules.Context(
        as_of=audit.as_of,
        sides=sides_of(work, audit, sites, kinds),
        severities={r.id: r.severity for r in catalogue.rules},
        thresholds=_thresholds(work),
        kinds=kinds,
        columns=columns,
        files={b.id: b.source for b in batches},
        headings={
            (b.id, sheet): {field: heading for heading, field in mapping.items() if field}
            for b in batches
            for sheet, mapping in b.mapping.items()
        },
        registers=rules.Registers(
            lambda kind: work.ledgers.standing(kind),
            kinds,
            office=_office(sites),
            coming=coming,
            today=audit.as_of.isoformat(),
        ),
    )
    return context, rules.not_run(catalogue.rules, kinds, columns, audit.role)


def _office(sites: Iterable[Site]) -> rules.Office:
    """What an office is compared by, however a ledger calls it: the site of the audit that it means, else its name."""
    matcher = SiteMatcher(sites)
    known: dict[str, str] = {}

    def office(text: str) -> str:
        found = known.get(text)
        if found is None:
            found = known[text] = matcher.of(text) or match_name(text)
        return found

    return office


def sides_of(work: UnitOfWork, audit: Audit, sites: Iterable[Site], kinds: frozenset[str]) -> Sides:
    """The two sides as the rules tell them."""
    others = [] if audit.affiliates else _companies(work, audit, sites, kinds)
    return make_sides(audit.role, audit.organisation, audit.affiliates, others)


def _companies(work: UnitOfWork, audit: Audit, sites: Iterable[Site], kinds: frozenset[str]) -> list[str]:
    """Every company in sites (同居会社), people or accounts that is neither the organisation nor a contractor."""
    named = {name for site in sites if not site.removed for name in (site.cohabitant, site.company) if name}
    for kind in sorted(kinds & {"sites", "people", "accounts"}):
        for record in work.ledgers.present(kind):
            named.update(record.values.get(name, "") for name in ("company", "cohabitant"))
    contractors = set()
    if "contractors" in kinds:
        contractors = {company_key(r.key) for r in work.ledgers.present("contractors")}
    own = company_key(audit.organisation)
    return sorted(n for n in named if n and company_key(n) not in contractors and company_key(n) != own)


class _Maker:
    """Makes findings out of hits: the site they mean, and the checkpoints in scope that the rule speaks to."""

    def __init__(self, catalogue: Catalogue, audit: Audit, sites: Iterable[Site]) -> None:
        self._sites = SiteMatcher(sites)
        asked = {c.id: c for c in checkpoints_in_scope(audit, catalogue)}
        self._of_rule: dict[str, tuple[tuple[str, ...], tuple[Cause, ...], tuple[str, ...]]] = {}
        for rule in rules.RULES:
            spoken = [asked[c] for c in catalogue.speaking_to(rule) if c in asked]
            causes = dict.fromkeys(cause for c in spoken for cause in c.causes)
            leaks = dict.fromkeys(leak for c in spoken for leak in c.leak)
            self._of_rule[rule] = (tuple(c.id for c in spoken), tuple(causes), tuple(leaks))

    def findings(self, hits: Iterable[Hit], kind: str) -> Iterator[Finding]:
        """The findings that hits are; what a ledger says of a site that was taken out of the audit is none."""
        return (self._finding(hit, kind) for hit in hits if not self._sites.left(hit.site_text))

    def _finding(self, hit: Hit, kind: str) -> Finding:
        checkpoints, causes, leaks = self._of_rule[hit.rule]
        return Finding(
            id=finding_id(Source.RULES, hit.rule, kind, hit.match_key),
            source=Source.RULES,
            rule=hit.rule,
            severity=hit.severity,
            site=self._sites.of(hit.site_text),
            checkpoints=checkpoints,
            subject=hit.subject,
            message=hit.message,
            # The match key leads back from a finding to its record.
            values={**hit.values, "match_key": hit.match_key, "site_text": hit.site_text},
            rows=hit.rows,
            partly=hit.partly,
            causes=causes,
            leaks=leaks,
        )


# --- looking ----------------------------------------------------------------------------------------------------------


def listing(
    desk: Desk,
    source: Source | None = None,
    severity: Severity | None = None,
    rule: str | None = None,
    site: str | None = None,
) -> tuple[Finding, ...]:
    """The findings, resolved ones included, the gravest first. `site` is an id; empty for those of no site.

    Raises UserError `rule_unknown`: no findings of a rule that is not there would read as nothing found.
    """
    if rule and all(rule != text.id for text in desk.catalogue.rules):
        raise UserError("rule_unknown", rule=rule)
    query = FindingQuery(
        source=source.value if source else "",
        severity=severity.value if severity else "",
        rule=rule or "",
        site=site,
    )
    with desk.file.read() as work:
        found = work.findings.chosen(query)
    return tuple(sorted(found, key=facts.reading_order))


def restated(desk: Desk) -> frozenset[str]:
    """The ids of answer findings that totals leave out, since open ledger findings tell the same facts."""
    with desk.file.read() as work:
        return facts.restated(work.findings.all(), facts.adopted_places(work.findings.decisions()))


def some(desk: Desk, identities: Iterable[str]) -> dict[str, Finding]:
    """These few findings by their ids; what is not there (any more) is left out."""
    with desk.file.read() as work:
        found = work.findings.chosen(FindingQuery(ids=frozenset(identities)))
    return {each.id: each for each in found}


def get(desk: Desk, finding: str) -> Finding:
    """One finding. Raises UserError `finding_unknown`."""
    with desk.file.read() as work:
        found = work.findings.get(finding)
    if found is None:
        raise UserError("finding_unknown", finding=finding)
    return found


def rules_not_run(desk: Desk) -> tuple[NotRun, ...]:
    """The ledger rules that could not be run, and what is missing: never to be taken for 問題なし."""
    with desk.file.read() as work:
        return untested(desk, work)[0]


def rules_run_in_part(desk: Desk) -> tuple[NotRun, ...]:
    """The ledger rules that were run without something that a part of what they ask for needs."""
    with desk.file.read() as work:
        return untested(desk, work)[1]


def untested(desk: Desk, work: UnitOfWork) -> tuple[tuple[NotRun, ...], tuple[NotRun, ...]]:
    """The ledger rules that could not be run, and those that were run in part."""
    audit, kinds = work.audit.get(), frozenset(work.ledgers.kinds())
    columns = {kind: work.ledgers.fields(kind) for kind in kinds}
    sides = sides_of(work, audit, work.sites.all(), kinds)
    texts = desk.catalogue.rules
    return rules.not_run(texts, kinds, columns, audit.role), rules.run_in_part(texts, kinds, columns, sides)


def set_status(desk: Desk, finding: str, status: Status, remark: str | None = None) -> Changes:
    """Write how far a finding has been dealt with. Accepting it wants a remark. Raises UserError, changing nothing.

    Without a `remark` the one before stays; an empty one takes it away.
    """
    if status is Status.RESOLVED:
        raise UserError("finding_not_by_hand")
    at = desk.stamp()
    with desk.file.write() as work:
        old = work.findings.get(finding)
        if old is None:
            raise UserError("finding_unknown", finding=finding)
        if old.left:
            raise UserError("finding_left", finding=finding)
        if old.status is Status.RESOLVED:
            raise UserError("finding_resolved", finding=finding)
        new = replace(old, status=status, remark=old.remark if remark is None else remark.strip())
        if status is Status.ACCEPTED and not new.remark:
            raise UserError("finding_accept_needs_remark", finding=finding)
        if new == old:
            return Changes()
        work.findings.put([new])
        before, after = _status(old), _status(new)
        event = Event("finding.status", new.id, new.checkpoints[0] if new.checkpoints else "", new.site, before, after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, findings=True, places=frozenset((c, new.site) for c in new.checkpoints))


def _status(finding: Finding) -> dict[str, object]:
    return {"status": finding.status.value, "remark": finding.remark}


# --- proposals --------------------------------------------------------------------------------------------------------


def proposal(desk: Desk, checkpoint_id: str, site_id: str) -> ProposalView | None:
    """What the ledgers propose for a checkpoint at a site (empty: the company), or None."""
    with desk.file.read() as work:
        return _view(desk, work, checkpoint_id, site_id)


def decide(desk: Desk, checkpoint_id: str, site_id: str, basis: str, decision: str, reason: str = "") -> Changes:
    """Keep the officer's decision `adopted` or `rejected`, taken on `basis`; the answer itself is recorded apart.

    Raises UserError `proposal_none`, `proposal_changed`; `reason_missing` for a rejection without one.
    """
    if decision not in ("adopted", "rejected"):
        raise ValueError(decision)
    if decision == "rejected" and not reason.strip():
        raise UserError("reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        view = _view(desk, work, checkpoint_id, site_id)
        if view is None:
            raise UserError("proposal_none", checkpoint=checkpoint_id)
        if view.proposal.basis != basis:
            raise UserError("proposal_changed")
        kept = ProposalDecision(checkpoint_id, site_id, basis, decision, at, desk.world.user, reason.strip())
        work.findings.put_decision(kept)
        after = {
            "decision": decision,
            "reason": kept.reason,
            "verdict": view.proposal.verdict.value,
            "findings": [f.id for f in view.proposal.findings],
        }
        event = Event(f"proposal.{decision}", checkpoint_id, checkpoint_id, site_id, after=after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, places=frozenset({(checkpoint_id, site_id)}))


def _view(desk: Desk, work: UnitOfWork, checkpoint_id: str, site_id: str) -> ProposalView | None:
    try:
        checkpoint = desk.catalogue.checkpoint(checkpoint_id)
    except KeyError:
        raise UserError("checkpoint_unknown", checkpoint=checkpoint_id) from None
    speaking = work.findings.chosen(FindingQuery(checkpoint=checkpoint.id, site=site_id or None))
    proposed = facts.propose(speaking, checkpoint, site_id)
    if proposed is None:
        return None
    decision = next(
        (
            d
            for d in reversed(work.findings.decisions())
            if (d.checkpoint, d.site, d.basis) == (checkpoint.id, site_id, proposed.basis)
        ),
        None,
    )
    kinds = {row.kind for f in proposed.findings for row in f.rows[:1]}
    files = {row.file for f in proposed.findings for row in f.rows[:1]}
    latest = [b for b in work.ledgers.batches() if b.kind in kinds and b.source in files][-1:]
    return ProposalView(proposed, decision, latest[0].at[:10] if latest else "", latest[0].source if latest else "")


# --- thresholds -------------------------------------------------------------------------------------------------------


def thresholds(desk: Desk) -> Mapping[str, int | str]:
    """The settings of the rules as this audit has them: numbers, and days as YYYY-MM-DD or empty."""
    with desk.file.read() as work:
        return {name: rules.THRESHOLDS[name].shown(value) for name, value in _thresholds(work).items()}


def set_threshold(desk: Desk, name: str, written: int | str) -> Changes:
    """Set a setting of a rule and derive the findings anew; a day is YYYY-MM-DD, empty for none.

    Raises UserError `setting_unknown`, `setting_range`, `setting_day`.
    """
    threshold = rules.THRESHOLDS.get(name)
    if threshold is None:
        raise UserError("setting_unknown", name=name)
    try:
        value = threshold.read(written)
    except ValueError as error:
        if threshold.measure is rules.Measure.DAY:
            raise UserError("setting_day", name=name) from error
        raise UserError("setting_range", name=name, least=threshold.least, most=threshold.most) from error
    at = desk.stamp()
    with desk.file.write() as work:
        before = _thresholds(work)[name]
        if before == value:
            return Changes()
        work.audit.set_setting(_SETTING + name, str(value))
        run_rules(desk, work, at[:10])
        shown = {"value": threshold.shown(before)}, {"value": threshold.shown(value)}
        event = Event("setting.changed", name, before=shown[0], after=shown[1])
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, audit=True, findings=True)


_SETTING = "rules."


def _thresholds(work: UnitOfWork) -> dict[str, int]:
    found = {}
    for threshold in rules.THRESHOLDS.values():
        stored = work.audit.setting(_SETTING + threshold.name)
        found[threshold.name] = int(stored) if stored is not None else threshold.default
    return found

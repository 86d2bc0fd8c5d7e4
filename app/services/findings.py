"""Findings (検出事項) and what they propose: rules run over the ledgers, merged with what officers decided."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date

from app.domain import findings as facts
from app.domain import rules
from app.domain.audit import Audit, Site
from app.domain.catalogue import Catalogue
from app.domain.findings import (
    Acceptance,
    Finding,
    Ground,
    Hit,
    Proposal,
    ProposalDecision,
    Source,
    Status,
    finding_id,
    from_answer,
)
from app.domain.grades import Cause, Severity
from app.domain.history import Event
from app.domain.ledgers import Record
from app.domain.progress import Place, checkpoints_in_scope
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
        "finding_accept_needs_approver": "Name who approved that {finding} is accepted.",
        "finding_accept_needs_until": "Say until when {finding} is accepted; it is open again after that day.",
        "finding_accept_past": "{date} has passed already; give a day on which {finding} is to be looked at again.",
        "proposal_changed": "The ledgers have changed since this proposal was shown; look at it again.",
        "proposal_none": "The ledgers propose nothing for {checkpoint} there.",
        "rule_unknown": "There is no rule {rule}; name one as R01 or L01.",
        "setting_unknown": "There is no setting {name}.",
        "setting_range": "{name} must be a whole number from {least} to {most}.",
        "setting_day": "{name} must be a day, written as 2024-04-01, or empty for all.",
        "rules_stopped": "The comparison of ledgers was stopped; nothing was changed.",
    }
)

# Judged first, since what the others are compared with is kept of them on their way: terminals before accounts, whose
# rows are kept to the end, while the numbers of terminals that are looked through for doubles are let go.
_LARGE = ("terminals", "accounts")
_TELLS_SIDES = frozenset({"sites", "people", "accounts", "contractors"})


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """What a run of the rules changed: new and resolved findings, and how many are open now. `stale` are the places
    whose answer rests on findings that have come, gone or changed by it; `came` and `went` the ids of the new and the
    resolved."""

    new: int = 0
    resolved: int = 0
    open: int = 0
    stale: tuple[Place, ...] = ()
    came: tuple[str, ...] = field(default=(), compare=False, repr=False)
    went: tuple[str, ...] = field(default=(), compare=False, repr=False)


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
            answers.new + ledgers.new, answers.resolved + ledgers.resolved, answers.open + ledgers.open, ledgers.stale
        )
        if answers.written or ledgers.written:
            after = told(work, counts)
            work.history.record(at, desk.world.user, Event("findings.refreshed", "findings", after=after))
            work.commit()
    return counts


@dataclass(frozen=True, slots=True)
class _Merged:
    new: int
    resolved: int
    open: int
    written: bool
    stale: tuple[Place, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()

    @property
    def counts(self) -> FindingCounts:
        return FindingCounts(self.new, self.resolved, self.open, self.stale, self.came, self.went)


def told(work: UnitOfWork, counts: FindingCounts) -> dict[str, object]:
    """What a run of the rules changed, for the history."""
    after: dict[str, object] = {"new": counts.new, "resolved": counts.resolved, "open": counts.open}
    if counts.stale:
        names = {site.id: site.name for site in work.sites.all()}
        after["stale"] = [f"{checkpoint} {names.get(site, '')}".strip() for checkpoint, site in counts.stale]
    return after


def run_rules(
    desk: Desk, work: UnitOfWork, today: str, progress: Progress | None = None, taken_back: str = ""
) -> _Merged:
    """Run the ledger rules inside a unit of work and store what changed. Findings of rules that could not be run stay,
    unless there is no record any more in the ledger that they are about.

    What was resolved since the day of an import that is `taken_back` is as it was before it. Raises UserError
    `rules_stopped` when `progress` says so.
    """
    return RuleRun(desk, work).finish(today, progress, taken_back)


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

    def finish(self, today: str, progress: Progress | None = None, taken_back: str = "") -> _Merged:
        """Read the ledgers that were not shown, and store what changed. Raises UserError `rules_stopped`."""
        self._context.registers.complete()
        with _undisturbed():
            self._judge_all(progress)
            # Before anybody looks for cycles again: there are hundreds of thousands of things to look through.
            self._context.registers.forget()
        lapsed = lapse(self._work, today)
        of_rules = self._work.findings.chosen(FindingQuery(source=Source.RULES.value))
        known = [f for f in of_rules if f.rule in self._ran or self._baseless(f)]
        merged = _store(self._work, known, self._derived, today, Source.RULES, taken_back)
        stale, written = _follow_grounds(self._work, today)
        return replace(merged, stale=stale, written=merged.written or written or bool(lapsed))

    def _baseless(self, finding: Finding) -> bool:
        """Whether the ledger whose record a finding is about has no record any more: its only import was taken back."""
        return bool(finding.rows) and finding.rows[0].kind not in self._context.kinds

    def _judge_all(self, progress: Progress | None) -> None:
        for kind in sorted(self._of_kind, key=_turn):
            self._judge_kind(kind, progress)

    def _judge_kind(self, kind: str, progress: Progress | None) -> None:
        """Judge one ledger, and let go of what was kept for that."""
        _ask(progress, 0, self._work.ledgers.count(kind))
        judge = self._judge if kind == self._coming and self._shown else None
        if judge is None:
            judge = rules.Evaluation(self._of_kind[kind], self._context, kind)
            self._read(kind, judge, progress)
        else:
            self._judge = None
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


def lapse(work: UnitOfWork, today: str) -> tuple[Finding, ...]:
    """Open the findings again whose acceptance was to hold until a day that has passed; returns them."""
    over = frozenset(i for i, until in work.findings.accepted_until().items() if "" < until < today)
    if not over:
        return ()
    write = facts.lapsing(work.findings.chosen(FindingQuery(ids=over)), today)
    work.findings.put(write)
    return write


def lapse_accepted(desk: Desk) -> Changes:
    """As `lapse`, with its entry in the history: what an audit does when it is opened. No change where it cannot be
    written or nothing is due."""
    at = desk.stamp()
    if desk.file.refusal is not None:
        return Changes()
    with desk.file.read() as work:
        due = any("" < until < at[:10] for until in work.findings.accepted_until().values())
    if not due:
        return Changes()
    with desk.file.write() as work:
        opened = lapse(work, at[:10])
        after: dict[str, object] = {"findings": [f"{f.id} {f.rule} {f.subject}".strip() for f in opened]}
        work.history.record(at, desk.world.user, Event("finding.lapsed", "findings", after=after))
        work.commit()
    return Changes(at=at, findings=True, places=frozenset((c, f.site) for f in opened for c in f.checkpoints))


def _follow_grounds(work: UnitOfWork, today: str) -> tuple[tuple[Place, ...], bool]:
    """Look whether the answers that were given on proposals still rest on what the ledgers say; returns the places
    where that has changed, and whether anything was written."""
    grounds = work.findings.grounds()
    if not grounds:
        return (), False
    known = work.findings.chosen(FindingQuery(source=Source.RULES.value))
    changed, written = [], False
    for ground in grounds:
        stale = facts.staleness(ground, known)
        if stale == ground.stale:
            continue
        written = True
        work.findings.put_ground(replace(ground, stale=stale, stale_at=today if stale else ""))
        if stale:
            changed.append((ground.checkpoint, ground.site))
    return tuple(changed), written


def _turn(kind: str) -> tuple[int, str]:
    return (_LARGE.index(kind) if kind in _LARGE else len(_LARGE), kind)


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
    work: UnitOfWork,
    known: Iterable[Finding],
    derived: Iterable[Finding],
    today: str,
    source: Source,
    taken_back: str = "",
) -> _Merged:
    merged = facts.merge(known, derived, today, frozenset({source}), taken_back)
    work.findings.put(merged.write)
    return _Merged(merged.new, merged.resolved, merged.open, bool(merged.write), came=merged.came, went=merged.went)


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
            aliases_of(work),
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
    return make_sides(audit.role, audit.organisation, audit.affiliates, others, aliases_of(work))


def aliases_of(work: UnitOfWork) -> dict[tuple[str, str], str]:
    """Confirmed other names as rules look them up: kind and folded text → what it means."""
    return {(a.kind, a.folded): a.meaning for a in work.hands.aliases() if a.meaning}


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
    aliases = {company_key(text): company_key(m) for (kind, text), m in aliases_of(work).items() if kind == "companies"}
    keys = {name: aliases.get(company_key(name), company_key(name)) for name in named if name}
    return sorted(name for name, key in keys.items() if key not in contractors and key != own)


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
    """Write how far a finding has been dealt with. Raises UserError, changing nothing.

    Without a `remark` the one before stays; an empty one takes it away. A risk is accepted by `accept` alone, which
    asks for what an acceptance needs: `Status.ACCEPTED` raises ValueError (our bug).
    """
    if status is Status.RESOLVED:
        raise UserError("finding_not_by_hand")
    if status is Status.ACCEPTED:
        raise ValueError("a finding is accepted with its reason, approver and expiry")

    def changed(old: Finding, at: str) -> Finding:
        return replace(old, status=status, remark=old.remark if remark is None else remark.strip(), acceptance=None)

    return _settle(desk, finding, changed)


def accept(desk: Desk, finding: str, reason: str, approver: str, until: date | None) -> Changes:
    """Accept a finding as a risk: why, who approved it, and until when. Raises UserError, changing nothing.

    What the ledger of exceptions covers is approved and ends there: no approver and no day are asked for.
    """

    def changed(old: Finding, at: str) -> Finding:
        if not reason.strip():
            raise UserError("finding_accept_needs_remark", finding=old.id)
        acceptance = _acceptance(desk, old, approver.strip(), until, at)
        return replace(old, status=Status.ACCEPTED, remark=reason.strip(), acceptance=acceptance)

    return _settle(desk, finding, changed)


def _settle(desk: Desk, finding: str, changed: Callable[[Finding, str], Finding]) -> Changes:
    """Store what a finding is `changed` into, given when. Raises UserError, changing nothing."""
    at = desk.stamp()
    with desk.file.write() as work:
        old = work.findings.get(finding)
        if old is None:
            raise UserError("finding_unknown", finding=finding)
        if old.left:
            raise UserError("finding_left", finding=finding)
        if old.status is Status.RESOLVED:
            raise UserError("finding_resolved", finding=finding)
        new = changed(old, at)
        if new == old:
            return Changes()
        work.findings.put([new])
        before, after = _status(old), _status(new)
        event = Event("finding.status", new.id, new.checkpoints[0] if new.checkpoints else "", new.site, before, after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, findings=True, places=frozenset((c, new.site) for c in new.checkpoints))


def is_excepted(finding: Finding) -> bool:
    """Whether the ledger of exceptions itself tells of it, with its approver and its end."""
    return any(row.kind == "exceptions" for row in finding.rows)


def _acceptance(desk: Desk, old: Finding, approver: str, until: date | None, at: str) -> Acceptance:
    if not is_excepted(old):
        if not approver:
            raise UserError("finding_accept_needs_approver", finding=old.id)
        if until is None:
            raise UserError("finding_accept_needs_until", finding=old.id)
    if until is not None and until.isoformat() < at[:10]:
        raise UserError("finding_accept_past", finding=old.id, date=until.isoformat())
    given = Acceptance(approver, until.isoformat() if until else "", at, desk.world.user)
    before = old.acceptance if old.status is Status.ACCEPTED else None
    same = before is not None and (before.approver, before.until) == (given.approver, given.until)
    return before if same and before is not None else given


def _status(finding: Finding) -> dict[str, object]:
    told: dict[str, object] = {"status": finding.status.value, "remark": finding.remark}
    if finding.acceptance is not None and finding.status is Status.ACCEPTED:
        told |= {"approver": finding.acceptance.approver, "until": finding.acceptance.until}
    return told


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
        if decision == "adopted":
            take_ground(work, checkpoint_id, site_id, at, desk.world.user)
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


def take_ground(work: UnitOfWork, checkpoint: str, site: str, at: str, by: str) -> None:
    """Keep what the ledgers say of a place now: the answer there rests on it."""
    speaking = work.findings.chosen(FindingQuery(checkpoint=checkpoint, site=site or None))
    work.findings.put_ground(Ground(checkpoint, site, facts.ground_of(speaking, checkpoint, site), at, by))


def stale_answers(desk: Desk) -> dict[Place, Ground]:
    """The places whose answer rests on findings that have come, gone or changed since."""
    with desk.file.read() as work:
        return stale_in(work)


def stale_in(work: UnitOfWork) -> dict[Place, Ground]:
    """`stale_answers` inside a unit of work."""
    return {(g.checkpoint, g.site): g for g in work.findings.grounds() if g.stale}


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
    told = [b for b in work.ledgers.batches() if b.kind in kinds and b.source in files]
    latest = [*(b for b in told if b.undone), *(b for b in told if not b.undone)][-1:]
    return ProposalView(proposed, decision, latest[0].at[:10] if latest else "", latest[0].source if latest else "")


# --- thresholds -------------------------------------------------------------------------------------------------------


def thresholds(desk: Desk) -> Mapping[str, int | str]:
    """The settings of the rules as this audit has them: numbers, and days as YYYY-MM-DD or empty."""
    with desk.file.read() as work:
        return {name: rules.THRESHOLDS[name].shown(value) for name, value in _thresholds(work).items()}


def set_threshold(desk: Desk, name: str, written: int | str) -> Changes:
    """Set a setting of a rule, as `set_thresholds` does."""
    return set_thresholds(desk, {name: written})[0]


def set_thresholds(
    desk: Desk, written: Mapping[str, int | str], progress: Progress | None = None
) -> tuple[Changes, FindingCounts]:
    """Set settings of rules, all or none, and derive the findings anew; a day is YYYY-MM-DD, empty for none.

    Raises UserError `setting_unknown`, `setting_range`, `setting_day`, `rules_stopped`.
    """
    wanted = {name: _threshold_of(name, text) for name, text in written.items()}
    at = desk.stamp()
    with desk.file.write() as work:
        before = _thresholds(work)
        changed = {name: value for name, value in wanted.items() if before[name] != value}
        if not changed:
            return Changes(), FindingCounts()
        for name, value in changed.items():
            work.audit.set_setting(_SETTING + name, str(value))
        counts = run_rules(desk, work, at[:10], progress).counts
        for name, value in changed.items():
            shown = rules.THRESHOLDS[name].shown
            told_before, told_after = {"value": shown(before[name])}, {"value": shown(value)}
            event = Event("setting.changed", name, before=told_before, after=told_after)
            work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, audit=True, findings=True, places=frozenset(counts.stale)), counts


def _threshold_of(name: str, written: int | str) -> int:
    """A setting as somebody wrote it. Raises UserError."""
    threshold = rules.THRESHOLDS.get(name)
    if threshold is None:
        raise UserError("setting_unknown", name=name)
    try:
        return threshold.read(written)
    except ValueError as error:
        if threshold.measure is rules.Measure.DAY:
            raise UserError("setting_day", name=name) from error
        raise UserError("setting_range", name=name, least=threshold.least, most=threshold.most) from error


_SETTING = "rules."


def _thresholds(work: UnitOfWork) -> dict[str, int]:
    found = {}
    for threshold in rules.THRESHOLDS.values():
        stored = work.audit.setting(_SETTING + threshold.name)
        found[threshold.name] = int(stored) if stored is not None else threshold.default
    return found

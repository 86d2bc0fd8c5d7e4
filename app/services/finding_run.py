"""A run of the rules over the ledgers: what they find, merged with what is known, and what that does to answers."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace

from app.domain import findings as facts
from app.domain import rules
from app.domain.audit import Audit, Site
from app.domain.catalogue import Catalogue
from app.domain.findings import Change, Finding, Hit, Source, finding_id, from_answer
from app.domain.grades import Cause
from app.domain.history import Event
from app.domain.ledgers import Record
from app.domain.progress import Place, checkpoints_in_scope
from app.errors import UserError, register_messages
from app.services.finding_columns import with_columns
from app.services.finding_context import keep_untested, rule_context
from app.services.finding_days import with_days_written
from app.services.finding_grounds import follow_grounds
from app.services.finding_settling import lapse, named
from app.services.heap import many_records
from app.services.ports import Batch, Desk, FindingQuery, Progress, UnitOfWork
from app.services.site_matching import SiteMatcher

register_messages({"rules_stopped": "The comparison of ledgers was stopped; nothing was changed."})

# Judged first, since what the others are compared with is kept of them on their way: terminals before accounts, whose
# rows are kept to the end, while the numbers of terminals that are looked through for doubles are let go.
_LARGE = ("terminals", "accounts")


@dataclass(frozen=True, slots=True)
class FindingCounts:
    """What a run of the rules changed: new and resolved findings, and how many are open now. `stale` are the places
    whose answer rests on findings that have come, gone or changed by it; `came` and `went` the ids of the new and the
    resolved, `lapsed` those that are open again since the day has passed until which they were accepted."""

    new: int = 0
    resolved: int = 0
    open: int = 0
    stale: tuple[Place, ...] = ()
    came: tuple[str, ...] = field(default=(), compare=False, repr=False)
    went: tuple[str, ...] = field(default=(), compare=False, repr=False)
    lapsed: tuple[Finding, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class _Merged:
    new: int
    resolved: int
    open: int
    written: bool
    stale: tuple[Place, ...] = ()
    came: tuple[str, ...] = ()
    went: tuple[str, ...] = ()
    changes: Sequence[Change] = ()
    lapsed: tuple[Finding, ...] = ()

    @property
    def counts(self) -> FindingCounts:
        return FindingCounts(self.new, self.resolved, self.open, self.stale, self.came, self.went, self.lapsed)


def refresh(desk: Desk, progress: Progress | None = None) -> FindingCounts:
    """Derive all findings anew from answers and ledgers; states and remarks stay. Raises UserError `rules_stopped`."""
    at = desk.stamp()
    with desk.file.write() as work:
        answers = _merge_answers(desk, work, at[:10])
        ledgers = run_rules(desk, work, at[:10], progress)
        counts = FindingCounts(
            answers.new + ledgers.new,
            answers.resolved + ledgers.resolved,
            answers.open + ledgers.open,
            ledgers.stale,
            lapsed=ledgers.lapsed,
        )
        if answers.written or ledgers.written:
            after = told(work, counts)
            work.history.record(at, desk.world.user, Event("findings.refreshed", "findings", after=after))
            work.commit()
    return counts


def told(work: UnitOfWork, counts: FindingCounts) -> dict[str, object]:
    """What a run of the rules changed, for the history."""
    after: dict[str, object] = {"new": counts.new, "resolved": counts.resolved, "open": counts.open}
    if counts.stale:
        names = {site.id: site.name for site in work.sites.all()}
        after["stale"] = [f"{checkpoint} {names.get(site, '')}".strip() for checkpoint, site in counts.stale]
    if counts.lapsed:
        after["lapsed"] = named(counts.lapsed)
    return after


def run_rules(
    desk: Desk,
    work: UnitOfWork,
    today: str,
    progress: Progress | None = None,
    taken_back: Batch | None = None,
    since: str = "",
    of: str = "",
) -> _Merged:
    """Run the ledger rules inside a unit of work and store what changed. Findings of rules that could not be run over
    their ledger stay, unless it has no record any more.

    What was resolved since the day of an import that is `taken_back` is as it was before it, and what rules without its
    ledger cannot have found does not stay. `since` is the day of another act that is taken back, `of` the
    ledger whose records it added. Raises UserError `rules_stopped` when `progress` says so.
    """
    return RuleRun(desk, work).finish(today, progress, taken_back, since, of)


class RuleRun:
    """The ledger rules inside one unit of work. An import shows its records while it stores them (`see`), so that they
    need not be read again; ledgers that were not shown are read in the end.

    What rules look up in the ledger that is `coming` is only there in the end: rules over the others begin then.
    """

    def __init__(self, desk: Desk, work: UnitOfWork, coming: str = "") -> None:
        audit, sites = work.audit.get(), work.sites.all()
        self._context, blocked = rule_context(desk.catalogue, work, audit, sites, coming)
        context, idle = self._context, {each.rule for each in blocked}
        self._work = work
        parts = (rules.runnable(rule, context.kinds, context.columns, audit.role) for rule in rules.RULES)
        self._maker = _Maker(desk.catalogue, audit, sites)
        runnable = [part for of_rule in parts for part in of_rule if part.id not in idle]
        self._ran = {(rule.id, rule.kind) for rule in runnable}
        self._needs = {
            text.id: frozenset(kind for need in text.needs for kind in need) for text in desk.catalogue.rules
        }
        self._of_kind = {kind: [r for r in runnable if r.kind == kind] for kind in {r.kind for r in runnable}}
        self._coming, self._shown = coming, False
        self._judge = rules.Evaluation(self._of_kind.get(coming, ()), context, coming) if coming else None
        self._derived: list[Finding] = []
        ledgers = desk.world.ledgers
        self._across = [kind for kind in sorted(context.kinds) if kind in ledgers.kinds() and ledgers.form(kind).across]

    def see(self, records: Iterable[Record], batch: str) -> None:
        """Show records of the ledger that is coming; all that will be there must be shown."""
        if self._judge is None:
            raise ValueError("no ledger is coming")
        self._shown = True
        self._derived.extend(self._maker.findings(self._judge.see(records, batch), self._coming))

    @many_records()
    def finish(
        self,
        today: str,
        progress: Progress | None = None,
        taken_back: Batch | None = None,
        since: str = "",
        of: str = "",
    ) -> _Merged:
        """Read the ledgers that were not shown, and store what changed. Raises UserError `rules_stopped`."""
        self._context.registers.complete()
        with _undisturbed():
            self._judge_all(progress)
            # Before anybody looks for cycles again: there are hundreds of thousands of things to look through.
            self._context.registers.forget()
        noted = keep_untested(self._work, self._context.untested.rests())
        lapsed = lapse(self._work, today)
        derived = with_days_written(self._work, with_columns(self._work, self._derived, self._across))
        of_rules = self._work.findings.chosen(FindingQuery(source=Source.RULES.value))
        if taken_back is not None:
            since, of = taken_back.at[:10], taken_back.kind
        known = [f for f in of_rules if self._tested(f) or self._baseless(f, since, of)]
        merged = _store(self._work, known, derived, today, Source.RULES, since)
        stale, written = follow_grounds(self._work, merged.changes, today)
        written = merged.written or written or noted or bool(lapsed)
        return replace(merged, stale=stale, written=written, lapsed=lapsed)

    def _tested(self, finding: Finding) -> bool:
        """Whether its rule was run over the ledger whose record a finding is about."""
        return any((finding.rule, row.kind) in self._ran for row in finding.rows[:1])

    def _baseless(self, finding: Finding, since: str, of: str) -> bool:
        """Whether the ledger whose record a finding is about has no record any more: its only import was taken back;
        or it came since the day of what is taken back, of a ledger (`of`) that its rule cannot do without."""
        if any(row.kind not in self._context.kinds for row in finding.rows[:1]):
            return True
        if not of or finding.first_seen < since:
            return False
        return of in self._needs.get(finding.rule, ())

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


def follow_sites(desk: Desk, work: UnitOfWork, today: str) -> bool:
    """Settle the findings at sites taken out, and take them up again where a site came back; whether one changed.

    The rules are to be run after it: the ledgers may have changed while a site was out.
    """
    gone = {site.id for site in work.sites.all() if site.removed}
    known = work.findings.all()
    write = facts.follow_sites(known, gone, today)
    work.findings.put(write)
    follow_grounds(work, _changes(known, write), today)
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
    known = tuple(known)
    merged = facts.merge(known, derived, today, frozenset({source}), taken_back)
    work.findings.put(merged.write)
    changes = _changes(known, merged.write)
    return _Merged(merged.new, merged.resolved, merged.open, bool(merged.write), (), merged.came, merged.went, changes)


def _changes(known: Iterable[Finding], write: Sequence[Finding]) -> Sequence[Change]:
    """Findings that were written, each with what it was before."""
    if not write:
        return ()
    before = {f.id: f for f in known}
    return [(before.get(f.id), f) for f in write]


class _Maker:
    """Makes findings out of hits: the site they mean, and the checkpoints in scope that the rule speaks to."""

    def __init__(self, catalogue: Catalogue, audit: Audit, sites: Iterable[Site]) -> None:
        self._sites = SiteMatcher(sites)
        asked = {c.id: c for c in checkpoints_in_scope(audit, catalogue)}
        self._of_rule: dict[str, tuple[tuple[str, ...], tuple[Cause, ...], tuple[str, ...]]] = {}
        for rule in rules.RULES:
            spoken = [asked[c] for c in catalogue.speaking_to(rule) if c in asked]
            # What a ledger shows beside the items of an audit is of a kind all the same.
            about = spoken or catalogue.spoken_to(rule, audit.role)
            causes = dict.fromkeys(cause for c in about for cause in c.causes)
            leaks = dict.fromkeys(leak for c in about for leak in c.leak)
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

"""The audit at a glance: counts, sites × items, findings by type of leak, change since last time, what to do next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.domain.audit import COMPANY, live_sites
from app.domain.carrying import Predecessor
from app.domain.findings import Finding, Source, adopted_places, counted
from app.domain.grades import Cause, Severity, Verdict
from app.domain.plan import Action, ActionState, Case, Separation, offered_cases, overdue, without_measure
from app.domain.progress import Place, Tally
from app.domain.reminding import SOON_DAYS
from app.domain.review import State
from app.domain.rules.model import NotRun
from app.domain.shares import Share, Trend
from app.services import auditing, reminders, reviewing
from app.services import findings as finding_service
from app.services.auditing import Outline
from app.services.ledger_index import ordered
from app.services.overview_places import Placed, carried, placed
from app.services.ports import Batch, Desk, UnitOfWork
from app.services.reminders import Reminders
from app.services.reviewing import Waiting

SOON = 14
"""Days before its due date from which a measure counts as due soon."""
_MOST_LEDGERS = 3
"""So many missing ledgers are told one by one."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One item at one site (`COMPANY` for the company): how the answers stand there, and how many of those that say
    適合 nothing proves."""

    item: str
    site: str
    tally: Tally
    unproven: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """The places of an item or a site by what stands there and, where there is an earlier audit, how that compares."""

    id: str
    shares: Mapping[Share, int]
    trends: Mapping[Trend, int]


@dataclass(frozen=True, slots=True)
class LeakCount:
    """Findings not settled, of one type of leak (報告書概要 ¶3, ¶5)."""

    leak: str
    total: int
    serious: int


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next, most pressing first. `code` names the sentence, `count` how many, the rest where.

    `kind` is the ledger that is missing, and `count` how many rules wait for it.

    Codes: `no_sites`, `no_answers`, `overdue`, `due_soon`, `serious_without_measure`, `returned` and `to_accept` (what
    waits for who works now), `carried` (answers of last time), `ledger_missing`, `ledgers_missing` (further ones),
    `unanswered`, `stale`, `copied`, `unproven`, `case_unsaid`, `no_measures`, `filing_incomplete`; when there is none
    of these `challenged` and `before_seal`, at last `finished`.
    """

    code: str
    count: int = 0
    site: str = ""
    day: date | None = None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Everything the overview shows, from one reading. `findings` are those that are not settled, each
    fact once: an answer that adopts what the ledger found is told by the ledger.

    `parts` are those of items in the catalogue's order, `sites` those of the company and the
    sites in the officer's; `earlier` is the audit that this one goes on from, and `serious_causes` counts
    the serious ones among `causes`. `today` is the day from which `due` is seen.
    """

    outline: Outline
    total: Tally
    cells: Mapping[tuple[str, str], Cell]
    findings: tuple[Finding, ...]
    leaks: tuple[LeakCount, ...]
    causes: Mapping[Cause, int]
    actions: tuple[Action, ...]
    overdue: tuple[Action, ...]
    due_soon: tuple[Action, ...]
    separations: tuple[Separation, ...]
    batches: tuple[Batch, ...]
    steps: tuple[Step, ...]
    unproven: int
    copied: int
    parts: tuple[Parts, ...]
    sites: tuple[Parts, ...]
    states: Mapping[State, int]
    serious_causes: Mapping[Cause, int]
    earlier: Predecessor | None
    due: Reminders

    @property
    def today(self) -> date:
        """The day on which it was read."""
        return self.due.today

    @property
    def serious(self) -> tuple[Finding, ...]:
        """Those of the findings not settled that are graded 重大."""
        return tuple(f for f in self.findings if f.severity is Severity.SERIOUS)


def overview(desk: Desk, outline: Outline | None = None) -> Overview:
    """Read the audit once and count. The outline may have been read already: it is most of the work."""
    with desk.file.read() as work:
        return overview_in(desk, work, outline)


def overview_in(desk: Desk, work: UnitOfWork, outline: Outline | None = None) -> Overview:
    """`overview` as one transaction sees it."""
    outline = outline or auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
    copied = len(outline.copies.keys() & set(outline.places))
    today = desk.world.clock.today()
    findings = counted(work.findings.all(), adopted_places(work.findings.decisions()))
    actions = tuple(a for a in work.plan.actions() if not a.withdrawn)
    separations, cases, batches = work.plan.separations(), work.plan.cases(), work.ledgers.batches()
    idle = finding_service.untested(desk, work)[0]
    then = carried(work)
    every = tuple(placed(work, outline, then))
    states_now = {each.place: each.state for each in every}
    own = reviewing.waiting_for(work, outline, states_now, desk.world.user)
    last_time = sum(place in then and then[place].waiting for place in outline.places) if then else 0
    parts, by_site, states = _parts(outline, every)
    bare = Counter((each.item, each.place[1]) for each in every if each.share is Share.UNPROVEN)
    unproven = sum(each.shares[Share.UNPROVEN] for each in parts)
    late = tuple(sorted((a for a in actions if overdue(a, today)), key=_due))
    soon = tuple(sorted((a for a in actions if _soon(a, today)), key=_due))
    serious = [f for f in findings if f.severity is Severity.SERIOUS]
    earlier = work.carried.predecessors()
    return Overview(
        outline=outline,
        total=outline.total(),
        cells=_cells(outline, bare),
        findings=findings,
        leaks=_leaks(desk, findings),
        causes={cause: sum(cause in f.causes for f in findings) for cause in Cause},
        actions=actions,
        overdue=late,
        due_soon=soon,
        separations=separations,
        batches=batches,
        steps=((Step("sealed"),) if outline.sealed else ())
        or _steps(
            outline, findings, actions, late, soon, missing(idle), cases, copied, unproven, _waiting(own, last_time)
        )
        or _before_seal(desk, work)
        or (Step("finished"),),
        unproven=unproven,
        copied=copied,
        parts=parts,
        sites=by_site,
        states=states,
        serious_causes={cause: sum(cause in f.causes for f in serious) for cause in Cause},
        earlier=earlier[0] if earlier else None,
        due=reminders.reminders_in(desk, work, SOON_DAYS, outline=outline),
    )


def _parts(outline: Outline, every: Iterable[Placed]) -> tuple[tuple[Parts, ...], tuple[Parts, ...], dict[State, int]]:
    """The places by item and by site, and all of them by the state of their review."""
    items = {c.item: _Counts() for c in outline.checkpoints}
    sites = {site: _Counts() for site in (COMPANY, *(site.id for site in live_sites(outline.sites)))}
    states: Counter[State] = Counter()
    for each in every:
        items[each.item].count(each)
        sites[each.place[1]].count(each)
        states[each.state] += 1
    of_items = tuple(counts.parts(item) for item, counts in items.items() if counts.shares)
    of_sites = tuple(counts.parts(site) for site, counts in sites.items())
    return of_items, of_sites, {state: states[state] for state in State}


class _Counts:
    """Places counted while they go by."""

    __slots__ = ("shares", "trends")

    def __init__(self) -> None:
        self.shares: Counter[Share] = Counter()
        self.trends: Counter[Trend] = Counter()

    def count(self, each: Placed) -> None:
        self.shares[each.share] += 1
        if each.trend is not None:
            self.trends[each.trend] += 1

    def parts(self, identity: str) -> Parts:
        return Parts(identity, {s: self.shares[s] for s in Share}, {t: self.trends[t] for t in Trend})


def _cells(outline: Outline, bare: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], Cell]:
    items = {c.id: c.item for c in outline.checkpoints}
    grouped: dict[tuple[str, str], list[Place]] = {}
    for place in outline.places:
        grouped.setdefault((items[place[0]], place[1]), []).append(place)
    return {key: Cell(*key, outline.tally(places), bare.get(key, 0)) for key, places in grouped.items()}


def _leaks(desk: Desk, findings: Iterable[Finding]) -> tuple[LeakCount, ...]:
    found = tuple(findings)
    counts = []
    for leak in desk.catalogue.leaks:
        of_type = [f for f in found if leak.id in f.leaks]
        counts.append(LeakCount(leak.id, len(of_type), sum(f.severity is Severity.SERIOUS for f in of_type)))
    return tuple(counts)


def _steps(
    outline: Outline,
    findings: tuple[Finding, ...],
    actions: tuple[Action, ...],
    late: tuple[Action, ...],
    soon: tuple[Action, ...],
    lacking: Mapping[str, int],
    cases: tuple[Case, ...],
    copied: int,
    unproven: int,
    waiting: tuple[Step, ...],
) -> tuple[Step, ...]:
    total = outline.total()
    steps: list[Step] = []
    if not live_sites(outline.sites):
        steps.append(Step("no_sites"))
    if late:
        steps.append(Step("overdue", len(late), day=late[0].until))
    if bare := without_measure([f for f in findings if f.severity is Severity.SERIOUS], actions):
        steps.append(Step("serious_without_measure", len(bare)))
    if soon:
        steps.append(Step("due_soon", len(soon), day=soon[0].until))
    steps += waiting
    first = list(lacking)[:_MOST_LEDGERS]
    steps += [Step("ledger_missing", lacking[kind], kind=kind) for kind in first]
    if len(lacking) > len(first):
        steps.append(Step("ledgers_missing", len(lacking) - len(first), kind=list(lacking)[len(first)]))
    if not total.answered:
        steps.append(Step("no_answers", total.unanswered))
    else:
        steps += _unanswered(outline)
    if outline.stale:
        steps.append(Step("stale", len(outline.stale)))
    if copied:
        steps.append(Step("copied", copied))
    said = {case.kind for case in cases if case.occurred is not None}
    if unsaid := [kind for kind in offered_cases(outline.audit.role) if kind not in said]:
        steps.append(Step("case_unsaid", len(unsaid)))
    if findings and not actions:
        steps.append(Step("no_measures", len(findings)))
    if unproven:
        steps.append(Step("unproven", unproven))
    filing = outline.audit.filing
    if actions and not (filing.addressee and filing.representative):
        steps.append(Step("filing_incomplete"))
    return tuple(steps)


def _waiting(own: Waiting, last_time: int) -> tuple[Step, ...]:
    """What waits for a person, and the answers of last time of which nobody has said anything."""
    steps = (
        Step("returned", len(own.returned)),
        Step("to_accept", len(own.to_accept)),
        Step("carried", last_time),
    )
    return tuple(step for step in steps if step.count)


def _before_seal(desk: Desk, work: UnitOfWork) -> tuple[Step, ...]:
    """What an audit that looks finished still lacks; looked for only then, because it counts all ledgers anew."""
    from app.services import sealing

    gaps = {gap.code: gap.count for gap in sealing.standing_in(desk, work).gaps if gap.code not in sealing.OF_APPROVAL}
    challenged = gaps.pop("challenged", 0)
    steps = (Step("challenged", challenged), Step("before_seal", sum(gaps.values())))
    return tuple(step for step in steps if step.count)


def missing(idle: Iterable[NotRun]) -> dict[str, int]:
    """The ledgers for want of which rules could not be run, with how many rules, in the order of the ledgers."""
    counts = Counter(kind for rule in idle for kind in rule.missing)
    return {kind: counts[kind] for kind in ordered(counts)}


def _unanswered(outline: Outline) -> list[Step]:
    """Where answers are missing, the place with most of them first."""
    missing: dict[str, int] = {}
    for place in outline.places:
        answer = outline.answers.get(place)
        if answer is None or answer.verdict is Verdict.UNANSWERED:
            missing[place[1]] = missing.get(place[1], 0) + 1
    order = sorted(missing, key=lambda site: (-missing[site], site != COMPANY))
    return [Step("unanswered", missing[site], site) for site in order[:3]]


def _soon(action: Action, today: date) -> bool:
    waiting = action.state in (ActionState.NOT_STARTED, ActionState.IN_PROGRESS)
    return waiting and action.until is not None and 0 <= (action.until - today).days <= SOON


def _due(action: Action) -> date:
    return action.until or date.max


def by_source(findings: Iterable[Finding]) -> dict[Source, int]:
    """How many findings come from where."""
    counts = dict.fromkeys(Source, 0)
    for finding in findings:
        counts[finding.source] += 1
    return counts

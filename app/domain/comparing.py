"""Two or more audits beside each other (点検の比較): what got better, worse or stayed, and what cannot be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.findings import LIVE, Finding, Status
from app.domain.grades import Verdict
from app.domain.progress import GOOD


class Turn(StrEnum):
    """What became of a place from the audit before to the latest one.

    `claimed`: said to be better, and nothing proves it; `otherwise`: asked in other words, or nobody knows in which;
    `applies`: it applies now and did not, or the other way round; `appeared` and `gone`: asked in one of the two only;
    `open`: answered in neither.
    """

    WORSE = "worse"
    BETTER = "better"
    CLAIMED = "claimed"
    SAME = "same"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    OTHERWISE = "otherwise"
    APPLIES = "applies"
    APPEARED = "appeared"
    GONE = "gone"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Said:
    """What one audit says at a place: the verdict, and the fingerprint of the words in which it was asked (empty:
    nobody knows). Not `firm` is an 適合 that nothing proves, and a copy that nobody confirmed at its place."""

    verdict: Verdict
    fingerprint: str
    firm: bool = True


def said(verdict: Verdict, fingerprint: str, *, copied: bool = False, proven: bool = True) -> Said:
    """What an answer says; `copied` tells that it is a copy to be confirmed, not `proven` that nothing proves an 適合.

    A copy that nobody confirmed and that says something good makes no figure better: it is no answer."""
    if copied and verdict in GOOD:
        verdict = Verdict.UNANSWERED
    return Said(verdict, fingerprint, not copied and (proven or verdict is not Verdict.CONFORMING))


_GRAVITY = {Verdict.CONFORMING: 0, Verdict.PARTLY: 1, Verdict.NONCONFORMING: 2}


def turn(before: Said | None, now: Said | None) -> Turn:
    """What became of a place; None where it is not asked."""
    if before is None or now is None:
        return Turn.APPEARED if before is None else Turn.GONE
    then, today = before.verdict, now.verdict
    if then is Verdict.UNANSWERED and today is Verdict.UNANSWERED:
        return Turn.OPEN
    if not before.fingerprint or before.fingerprint != now.fingerprint:
        return Turn.OTHERWISE
    if Verdict.UNANSWERED in (then, today):
        return Turn.ANSWERED if then is Verdict.UNANSWERED else Turn.UNANSWERED
    if then is today:
        return Turn.SAME
    if Verdict.NOT_APPLICABLE in (then, today):
        return Turn.APPLIES
    if _GRAVITY[today] > _GRAVITY[then]:
        return Turn.WORSE
    return Turn.BETTER if now.firm else Turn.CLAIMED


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place in all audits: the verdict in each (None: not asked there), and what became of it lately."""

    checkpoint: str
    site: str
    verdicts: tuple[Verdict | None, ...]
    turn: Turn


@dataclass(frozen=True, slots=True)
class FailedCheckpoint:
    """How often a checkpoint failed over all audits, and at how many places in the latest one."""

    checkpoint: str
    nonconforming: int
    partly: int
    now: int


def most_failed(rows: Iterable[PlaceRow], order: Mapping[str, int]) -> tuple[FailedCheckpoint, ...]:
    """The checkpoints that failed anywhere: the most often nonconforming first, then the most often partly deficient,
    then as in the catalogue (`order`)."""
    failed: Counter[str] = Counter()
    partly: Counter[str] = Counter()
    now: Counter[str] = Counter()
    for row in rows:
        failed[row.checkpoint] += row.verdicts.count(Verdict.NONCONFORMING)
        partly[row.checkpoint] += row.verdicts.count(Verdict.PARTLY)
        now[row.checkpoint] += row.verdicts[-1] in (Verdict.NONCONFORMING, Verdict.PARTLY)
    found = [FailedCheckpoint(c, failed[c], partly[c], now[c]) for c in failed if failed[c] or partly[c]]
    return tuple(
        sorted(found, key=lambda f: (-f.nonconforming, -f.partly, order.get(f.checkpoint, len(order)), f.checkpoint))
    )


@dataclass(frozen=True, slots=True)
class SiteCounts:
    """What one audit says of a site: counts of its own checkpoints. `unproven` are among `conforming`; a copy that was
    not confirmed counts as unanswered where it says something good."""

    total: int = 0
    nonconforming: int = 0
    partly: int = 0
    conforming: int = 0
    not_applicable: int = 0
    unproven: int = 0

    @property
    def unanswered(self) -> int:
        """How many have no answer of the site's own."""
        return self.total - self.nonconforming - self.partly - self.conforming - self.not_applicable

    @property
    def order(self) -> tuple[int, int, int]:
        """What sites are ordered by, the best first: nonconforming, partly deficient, conforming without proof."""
        return self.nonconforming, self.partly, self.unproven


def counts(verdicts: Iterable[tuple[Verdict, bool]]) -> SiteCounts:
    """Counts of verdicts, each with whether something proves it."""
    found: Counter[Verdict] = Counter()
    bare = 0
    for verdict, proven in verdicts:
        found[verdict] += 1
        bare += verdict is Verdict.CONFORMING and not proven
    return SiteCounts(
        found.total(),
        found[Verdict.NONCONFORMING],
        found[Verdict.PARTLY],
        found[Verdict.CONFORMING],
        found[Verdict.NOT_APPLICABLE],
        bare,
    )


@dataclass(frozen=True, slots=True)
class SiteRank:
    """A site with its counts in each audit (None: no site of it). `rank` counts from 1, equals share it; it is 0 while
    the latest audit lacks an answer of the site: who has not looked is not the best."""

    site: str
    rank: int
    counts: tuple[SiteCounts | None, ...]


def ranked(sites: Mapping[str, Sequence[SiteCounts | None]]) -> tuple[SiteRank, ...]:
    """The sites of the latest audit, the best first; those with answers to give last, the more of them the later.
    `sites` are in the officer's order."""
    now = [(site, told[-1]) for site, told in sites.items()]
    # Equals stay in the officer's order.
    whole = sorted(((c.order, site) for site, c in now if c is not None and not c.unanswered), key=lambda t: t[0])
    places = [order for order, _site in whole]
    done = [SiteRank(site, places.index(order) + 1, tuple(sites[site])) for order, site in whole]
    rest = sorted(
        ((c.unanswered, c.order, site) for site, c in now if c is not None and c.unanswered), key=lambda t: t[:2]
    )
    return (*done, *(SiteRank(site, 0, tuple(sites[site])) for _count, _order, site in rest))


class Course(StrEnum):
    """What became of a finding or a measure from the audit before to the latest one.

    `accepted`: the fact still stands and was accepted as a risk (受容); `unexamined`: the latest audit did not look,
    for its rule could not run over the ledgers there, or the site is none of it, so that nothing can be said;
    `dropped`: an open measure that the latest audit does not have.
    """

    OPENED = "opened"
    STAYED = "stayed"
    CLOSED = "closed"
    ACCEPTED = "accepted"
    UNEXAMINED = "unexamined"
    DROPPED = "dropped"


def finding_course(before: Finding | None, now: Finding | None, *, examined: bool) -> Course | None:
    """What became of a finding; None where it is open in neither audit. `examined` tells whether the latest audit
    looked for it: only then its being gone says anything."""
    was = before is not None and before.status in LIVE
    if now is not None and now.status in LIVE:
        return Course.STAYED if was else Course.OPENED
    if not was:
        return None
    if now is not None and now.status is Status.ACCEPTED:
        return Course.ACCEPTED
    gone = now is None or now.status is Status.RESOLVED
    return Course.UNEXAMINED if gone and (not examined or (now is not None and now.left)) else Course.CLOSED


@dataclass(frozen=True, slots=True)
class FindingCourse:
    """A finding of ledgers or logs that is open in one of the two latest audits."""

    id: str
    rule: str
    subject: str
    site: str
    course: Course


@dataclass(frozen=True, slots=True)
class ActionCourse:
    """A measure that is open in one of the two latest audits."""

    id: str
    number: int
    measure: str
    checkpoint: str
    course: Course

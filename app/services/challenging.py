"""Challenges (反問): what a regulator would ask back of a good answer, drafted from ledgers and findings, and replies.

Every 適合 and 該当なし that is not a mere copy is held against the live findings on its checkpoint and against what the
ledgers count (`app.domain.inventory`). A reply speaks of the records that the question spoke of: when those are others,
the challenge is open again and the earlier reply stays readable, as it does where nothing is asked any more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from app.domain.answers import Answer
from app.domain.audit import Audit, Site, live_sites
from app.domain.catalogue import Catalogue, ChallengeText
from app.domain.challenges import Challenge, Reply
from app.domain.counted import Counted
from app.domain.findings import LIVE, Finding, Source, Status, cited, reading_order
from app.domain.grades import Severity
from app.domain.history import Event
from app.domain.progress import GOOD, Place, checkpoints_in_scope, places
from app.domain.text import letters_in
from app.errors import UserError, register_messages
from app.services import acceptance, copies
from app.services.changes import Changes
from app.services.chosen_places import asked_in
from app.services.ports import Desk, FindingQuery, HistoryQuery, OpenFile, UnitOfWork

if TYPE_CHECKING:  # The rules come with it: they are loaded where something is counted.
    from app.domain.inventory import Stock
    from app.services.auditing import Outline

REPLIED = "challenge.replied"
"""The act of the history: somebody replied to a challenge."""

_AGAINST = LIVE | {Status.ACCEPTED}
"""States of a finding that speaks against 適合 and 該当なし: its fact stands, and nobody has put it right."""
_EXAMPLES = 3
_MOST_ROWS = 20
_MOVES_STOCK = ("ledger.", "record.", "alias.", "site.", "audit.changed", "setting.", "undone", "redone")
"""What acts begin with after which the ledgers may count something else."""
_LOOKED_THROUGH = 200
_LEAST_LETTERS = 5
"""Letters and digits that a reply has at the least: 「。」 and 「なし」 tell nobody what shows it."""

register_messages(
    {
        "challenge_unknown": "There is no challenge {challenge} to the answer to {checkpoint}; it may have changed.",
        "challenge_needs_reply": "Write what you reply to the challenge.",
        "challenge_reply_wordless": "Reply to the challenge in words that tell what shows it; “{reply}” is no reply.",
    }
)


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """A challenge, and what was replied to it last, be it to an earlier state of the facts."""

    challenge: Challenge
    reply: Reply | None

    @property
    def place(self) -> Place:
        """Where the answer stands that is challenged."""
        return self.challenge.checkpoint, self.challenge.site

    @property
    def open(self) -> bool:
        """Whether nobody has replied to what it says now."""
        asked = self.challenge
        return self.reply is None or self.reply.digest not in (asked.digest, asked.older_digest or asked.digest)


def challenges(desk: Desk) -> tuple[ChallengeView, ...]:
    """Every challenge to an answer of the audit, in the order of the catalogue and of the sites, the gravest first."""
    with desk.file.read() as work:
        return challenges_in(desk, work)


def challenges_in(desk: Desk, work: UnitOfWork, outline: Outline | None = None) -> tuple[ChallengeView, ...]:
    """`challenges` as one transaction sees them; `outline` is its own, where it has read it already."""
    return tuple(_views(desk, work, _answered(desk, work, outline)))


def at_place(desk: Desk, checkpoint: str, site: str) -> tuple[ChallengeView, ...]:
    """The challenges to the answer at one place, the gravest first."""
    with desk.file.read() as work:
        return _at_place(desk, work, (checkpoint, site))


def laid_by(desk: Desk) -> tuple[Reply, ...]:
    """The replies to challenges that are not asked (any more): the answer claims nothing now, or the ledgers hold
    nothing against it. In the order of the catalogue and of the sites."""
    with desk.file.read() as work:
        asked = {(*view.place, view.challenge.basis) for view in challenges_in(desk, work)}
        order = {place: number for number, place in enumerate(_asked(desk, work))}
        left = [r for r in work.reviews.replies() if (r.checkpoint, r.site, r.basis) not in asked]
    return tuple(sorted(left, key=lambda r: (order.get((r.checkpoint, r.site), len(order)), r.at)))


def laid_by_at(desk: Desk, checkpoint: str, site: str, views: Iterable[ChallengeView]) -> tuple[Reply, ...]:
    """`laid_by` of one place, where `views` are asked."""
    asked = {view.challenge.basis for view in views}
    with desk.file.read() as work:
        replies = work.reviews.replies()
    here = [r for r in replies if (r.checkpoint, r.site) == (checkpoint, site) and r.basis not in asked]
    return tuple(sorted(here, key=lambda r: r.at))


def open_challenges(desk: Desk, work: UnitOfWork, outline: Outline | None = None) -> tuple[ChallengeView, ...]:
    """The challenges that nobody has replied to as they stand: with one of them an audit cannot be sealed. `outline` as
    for `challenges_in`."""
    return tuple(view for view in challenges_in(desk, work, outline) if view.open)


def challenged(desk: Desk, work: UnitOfWork, wanted: tuple[Place, ...]) -> tuple[Place, ...]:
    """Those of some places to which a challenge is put that nobody has replied to."""
    views = _at_place(desk, work, wanted[0]) if len(wanted) == 1 else challenges_in(desk, work)
    found = {view.place for view in views if view.open}
    return tuple(place for place in wanted if place in found)


def reply(desk: Desk, checkpoint: str, site: str, basis: str, text: str) -> Changes:
    """Reply to a challenge as it stands; it replaces an earlier reply, which the history keeps. An answer that was
    accepted waits for the reviewer again. Raises UserError `challenge_*`, `checkpoint_*`, changing nothing."""
    if not text.strip():
        raise UserError("challenge_needs_reply")
    if letters_in(text) < _LEAST_LETTERS:
        raise UserError("challenge_reply_wordless", reply=text.strip())
    at = desk.stamp()
    with desk.file.write() as work:
        checkpoint = asked_in(desk, work, checkpoint).id
        view = next((v for v in _at_place(desk, work, (checkpoint, site)) if v.challenge.basis == basis), None)
        if view is None:
            raise UserError("challenge_unknown", challenge=basis, checkpoint=checkpoint)
        asked, before = view.challenge, view.reply
        if not view.open and before is not None and before.reply == text.strip():
            return Changes()
        made = Reply(
            checkpoint, site, basis, asked.digest, asked.code, text.strip(), at, desk.world.user, dict(asked.values)
        )
        work.reviews.put_reply(made)
        acceptance.lapse_at(work, [(checkpoint, site)], at, desk.world.user)
        event = Event(REPLIED, basis, checkpoint, site, _told(before), _told(made))
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, reviews=True, places=frozenset({(checkpoint, site)}))


def _told(reply: Reply | None) -> dict[str, object] | None:
    if reply is None:
        return None
    return {"reply": reply.reply, "challenge": reply.basis, "count": int(reply.values.get("count", "0"))}


# --- what is asked ----------------------------------------------------------------------------------------------------


def _answered(desk: Desk, work: UnitOfWork, outline: Outline | None) -> dict[Place, Answer]:
    """The answers that claim that nothing is wrong, at places that are asked, in their order; copies claim nothing."""
    if outline is not None:
        asked, answers, copied = outline.places, outline.answers, outline.copies
    else:
        asked, answers = _asked(desk, work), work.answers.all_current()
        copied = copies.of_all(work, answers)
    return {p: a for p in asked if (a := answers.get(p)) is not None and a.verdict in GOOD and p not in copied}


def _at_place(desk: Desk, work: UnitOfWork, place: Place) -> tuple[ChallengeView, ...]:
    """The same of one place; the answers of the others are not read."""
    answer = work.answers.current(*place)
    if answer is None or answer.verdict not in GOOD or place not in _asked(desk, work):
        return ()
    if copies.at(work, *place, work.answers.revisions(*place)) is not None:
        return ()
    query = FindingQuery(checkpoint=place[0], site=place[1] or None)
    return tuple(_views(desk, work, {place: answer}, query))


def _asked(desk: Desk, work: UnitOfWork) -> tuple[Place, ...]:
    return places(checkpoints_in_scope(work.audit.get(), desk.catalogue), work.sites.all())


def _views(
    desk: Desk, work: UnitOfWork, answered: Mapping[Place, Answer], query: FindingQuery | None = None
) -> Iterator[ChallengeView]:
    if not answered:
        return
    replies = {(r.checkpoint, r.site, r.basis): r for r in work.reviews.replies()}
    names = {site.id: site.name for site in live_sites(work.sites.all())}
    against = work.findings.all() if query is None else work.findings.chosen(query)
    found: dict[Place, list[Challenge]] = {}
    for each in (*_of_findings(desk.catalogue, against, answered, names), *_of_stock(desk, work, answered, names)):
        found.setdefault((each.checkpoint, each.site), []).append(each)
    order = list(Severity)
    for place in answered:
        of_place = sorted(found.get(place, ()), key=lambda c: (order.index(c.severity), c.basis))
        yield from (ChallengeView(c, replies.get((*place, c.basis))) for c in of_place)


def _of_findings(
    catalogue: Catalogue, known: Iterable[Finding], answered: Mapping[Place, Answer], names: Mapping[str, str]
) -> Iterator[Challenge]:
    """One challenge for each rule that has live findings on a checkpoint, at their site and for the company."""
    text = next((c for c in catalogue.challenges if c.count is Counted.FINDINGS), None)
    if text is None:
        return
    against: dict[tuple[Place, str], list[Finding]] = {}
    for finding in known:
        if finding.source is Source.ANSWERS or finding.status not in _AGAINST:
            continue
        for checkpoint in finding.checkpoints:
            for site in dict.fromkeys((finding.site, "")):
                if (place := (checkpoint, site)) in answered:
                    against.setdefault((place, finding.rule), []).append(finding)
    spoken_of = _once_each()
    for (place, rule), found in against.items():
        found.sort(key=reading_order)
        rows = cited(row for finding in found for row in finding.rows[:1])
        values = {"count": str(len(found)), "rule": rule, "site": names.get(place[1], "")}
        values["examples"] = "\n".join(dict.fromkeys(finding.subject for finding in found[:_EXAMPLES]))
        yield Challenge(
            *place,
            basis=rule,
            code=text.id,
            severity=found[0].severity,
            values=values,
            digest=_digest(spoken_of(finding) for finding in found),
            older_digest=_digest(finding.id for finding in found),
            kind=rows[0].kind if rows else "",
            rows=rows[:_MOST_ROWS],
            findings=tuple(finding.id for finding in found),
        )


def _once_each() -> Callable[[Finding], str]:
    """What a finding is told by in a digest: itself and all records behind it, wherever they stand in their file. One
    speaks to several checkpoints and may have thousands of rows."""
    known: dict[str, str] = {}

    def spoken_of(finding: Finding) -> str:
        if finding.id not in known:
            # Not all rows are kept of some; how many there are is.
            count = finding.values.get("count", "")
            known[finding.id] = _digest((finding.id, count, *(f"{row.kind} {row.key}" for row in finding.rows)))
        return known[finding.id]

    return spoken_of


def _of_stock(
    desk: Desk, work: UnitOfWork, answered: Mapping[Place, Answer], names: Mapping[str, str]
) -> Iterator[Challenge]:
    """One challenge for each question of the catalogue whose count at the place is not nothing."""
    asking: dict[str, list[ChallengeText]] = {}
    for text in desk.catalogue.challenges:
        for checkpoint in text.checkpoints:
            asking.setdefault(checkpoint, []).append(text)
    if not any(place[0] in asking for place in answered):
        return
    stocks = _stocks(desk, work)
    for place in answered:
        for text in asking.get(place[0], ()):
            stock = stocks.get((text.count, place[1]))
            if stock is None:
                continue
            shown = tuple(dict.fromkeys(row.key for row in stock.rows))[:_EXAMPLES]
            values = {"count": str(stock.count), "examples": "\n".join(shown), "site": names.get(place[1], "")}
            yield Challenge(
                *place,
                basis=text.id,
                code=text.id,
                severity=text.severity,
                values=values,
                digest=_digest((str(stock.count), stock.digest)),
                kind=stock.kind,
                rows=stock.rows,
                keys=stock.keys,
            )


def _digest(parts: Iterator[str] | tuple[str, ...]) -> str:
    return sha256("\x1f".join(sorted(parts)).encode()).hexdigest()[:16]


# --- what ledgers hold, counted once for each change ------------------------------------------------------------------

_Stocks = Mapping[tuple[Counted, str], "Stock"]
_kept: WeakKeyDictionary[OpenFile, tuple[int, int, _Stocks]] = WeakKeyDictionary()
"""Of an open file: the entry of the history up to which it was looked through, the questions it was counted for, and
the counts."""


def _stocks(desk: Desk, work: UnitOfWork) -> _Stocks:
    """What the ledgers hold, counted anew only where an act since may have moved it."""
    head = work.history.head()
    now, questions = (0 if head is None else head.seq), hash(desk.catalogue.challenges)
    kept = _kept.get(desk.file)
    if kept is not None and kept[1] == questions and not _moved(work, kept[0], now):
        stocks = kept[2]
    else:
        stocks = _count(desk, work)
    _kept[desk.file] = (now, questions, stocks)
    return stocks


def _moved(work: UnitOfWork, before: int, now: int) -> bool:
    """Whether the ledgers may count something else than at an entry of the history."""
    since = now - before
    if not 0 <= since <= _LOOKED_THROUGH:
        return True
    entries = work.history.entries(HistoryQuery(), limit=since) if since else ()
    return any(entry.event.act.startswith(_MOVES_STOCK) for entry in entries)


def _count(desk: Desk, work: UnitOfWork) -> _Stocks:
    from app.domain import inventory
    from app.services.finding_context import rule_context
    from app.services.heap import many_records
    from app.services.site_matching import SiteMatcher

    audit: Audit = work.audit.get()
    sites: tuple[Site, ...] = work.sites.all()
    wanted = {text.count for text in desk.catalogue.challenges} - {Counted.FINDINGS}
    if not wanted or not work.ledgers.kinds():
        return {}
    matcher = SiteMatcher(sites)

    known: dict[str, str | None] = {}

    def site_of(office: str) -> str | None:
        # Asked for every record, of a few hundred offices.
        if office not in known:
            known[office] = None if matcher.left(office) else matcher.of(office)
        return known[office]

    context, _idle = rule_context(desk.catalogue, work, audit, sites, "")
    with many_records():
        stocks = inventory.count(wanted, context, work.ledgers.chunks, site_of)
    # What the rules keep for each other leads back to the registers, so that nothing else would free it.
    context.registers.forget()
    return stocks

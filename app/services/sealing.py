"""Approving (承認), sealing (封印) and reopening an audit.

What a seal covers: all content as it stands before the seal itself is written, the approval included. Its fingerprint
is the digest of that content; `verify` takes the seal out of the file's sums again and compares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from app.domain.duties import Duty, Officer
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.review import State
from app.domain.sealing import Revision, former, latest
from app.domain.text import gives_reason
from app.errors import INTEGRITY, UserError, register_messages
from app.services import asking, auditing, challenging, consistency, people, reviewing
from app.services.changes import Changes
from app.services.ports import Desk, HistoryQuery, UnitOfWork
from app.services.reviewing import Reviewed, Whole

register_messages(
    {
        "seal_gaps": "The audit cannot be sealed yet; what is still open is listed (kinds: {count}). Settle that "
        "first.",
        "approve_gaps": "The audit cannot be approved yet; what is still open is listed (kinds: {count}). Settle that "
        "first.",
        "approved_already": "Revision {revision} is approved already, and nothing has changed since.",
        "not_sealed": "The audit is not sealed; there is nothing to reopen.",
        "reopen_needs_reason": "Give the reason for which the audit is reopened, in words.",
    }
)
register_messages(
    {
        "audit_not_whole": "Something in {file} is lost or is not what was stored (problems: {count}), such as a file "
        "of evidence. Nothing was approved or sealed. “shadan verify” and the history page name it; take the audit "
        "from a backup, or add the evidence again.",
    },
    exit_code=INTEGRITY,
)

APPROVED = "audit.approved"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that stands between the audit and its seal. `places` are where, `count` of them; none for what is of
    the whole audit. `things` is how many there are at these places, where one may have several; else 0."""

    code: str
    count: int
    places: tuple[Place, ...] = ()
    things: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the audit stands between its beginning and its seal. `approved` tells whether the approval still holds:
    nothing has changed since."""

    revision: Revision
    former: Revision | None
    revisions: tuple[Revision, ...]
    gaps: tuple[Gap, ...]
    approved: bool
    one_person: str

    @property
    def ready(self) -> bool:
        """Whether it can be sealed."""
        return not self.gaps and not self.revision.sealed


# --- what stands between the audit and its seal ----------------------------------------------------------------------

Finder = Callable[[Desk, UnitOfWork, Whole], Iterable[Place]]
"""Finds the places of one kind of gap in one reading of the audit; a place for each of several that stand there."""


def _copied(_desk: Desk, _work: UnitOfWork, whole: Whole) -> Iterable[Place]:
    outline = whole.outline
    return (place for place in outline.places if place in outline.copies)


def _stale(_desk: Desk, _work: UnitOfWork, whole: Whole) -> Iterable[Place]:
    outline = whole.outline
    return (place for place in outline.places if place in outline.stale)


def _unproven(_desk: Desk, _work: UnitOfWork, whole: Whole) -> Iterable[Place]:
    outline = whole.outline
    return (place for place in outline.places if place in outline.unproven and place not in outline.refuted)


def _refuted(_desk: Desk, _work: UnitOfWork, whole: Whole) -> Iterable[Place]:
    outline = whole.outline
    return (place for place in outline.places if place in outline.refuted)


def _challenged(desk: Desk, work: UnitOfWork, whole: Whole) -> Iterable[Place]:
    return (view.place for view in challenging.open_challenges(desk, work, whole.outline))


def _both_by_one(_desk: Desk, work: UnitOfWork, whole: Whole) -> Iterable[Place]:
    """Accepted by who answered, in an audit that does not say (any more) that one person does both."""
    if reviewing.one_person_in(work):
        return ()
    return reviewing.both_by_one(work, whole.outline, whole.states)


BY_STATE: tuple[tuple[str, tuple[State, ...]], ...] = (
    ("unanswered", (State.NOT_STARTED,)),
    ("returned", (State.RETURNED,)),
    ("not_accepted", (State.ANSWERED, State.REQUESTED)),
)
"""The kinds of gaps that the state of a review is."""

REFUTED = "refuted"
FINDERS: tuple[tuple[str, Finder], ...] = (
    ("copied", _copied),
    ("stale", _stale),
    ("unproven", _unproven),
    (REFUTED, _refuted),
    ("challenged", _challenged),
    ("both_by_one", _both_by_one),
)
"""The other kinds of gaps at places, told after them in this order. A new kind is one line here and its words below."""
_SEVERAL = frozenset({"challenged"})
"""Those of which several may stand at one place."""

INCONSISTENT = "inconsistent"
"""Errors and gaps that the consistency checks found and nobody left as they are, at places and elsewhere."""
NOT_APPROVED, LAPSED = "not_approved", "approval_lapsed"
"""What is missing of the whole audit when nothing is missing at any place."""
OF_APPROVAL = (NOT_APPROVED, LAPSED)


def gap_words(gap: Gap, translate: Callable[[str], str]) -> str:
    """What a gap is, with its number."""
    _ = translate
    words = {
        "unanswered": _("not answered: {count}"),
        "copied": _("copied from another site and not confirmed: {count}"),
        "stale": _("findings or the question have changed since the answer: {count}"),
        "unproven": _("conforming, and proven by neither valid evidence nor a second person: {count}"),
        REFUTED: _("conforming, but refuted by a second person (changing the verdict does not settle that): {count}"),
        "challenged": _("challenges without a reply: {things}, at places: {count}"),
        "both_by_one": _("accepted by the person who gave the answer, which this audit does not allow: {count}"),
        "returned": _("returned by the reviewer: {count}"),
        "not_accepted": _("not yet accepted by a reviewer: {count}"),
        INCONSISTENT: _("errors and gaps found by the consistency checks: {count}"),
        NOT_APPROVED: _("not yet approved"),
        LAPSED: _("changed since it was approved; approve it anew"),
    }
    return words.get(gap.code, gap.code).format(count=f"{gap.count:,}", things=f"{gap.things:,}")


def gaps(desk: Desk) -> tuple[Gap, ...]:
    """What stands between the audit and its seal; nothing where it can be sealed now, or is."""
    return standing(desk).gaps


def standing(desk: Desk) -> Standing:
    """Where the audit stands."""
    with desk.file.read() as work:
        return standing_in(desk, work)


@dataclass(frozen=True, slots=True)
class Overall:
    """One reading of where the audit stands, of every place with its state, and of the people."""

    standing: Standing
    reviewed: tuple[Reviewed, ...]
    people: tuple[Officer, ...]


def overall(desk: Desk) -> Overall:
    """`standing`, `reviewing.listing` and `people.listing` in one."""
    with desk.file.read() as work:
        whole = reviewing.whole_of(desk, work)
        return Overall(standing_in(desk, work, whole), reviewing.listed(desk, work, whole), work.duties.officers())


def standing_in(desk: Desk, work: UnitOfWork, whole: Whole | None = None) -> Standing:
    """`standing` as one transaction sees it; `whole` is what it says of all places, where that was read already."""
    revisions = work.reviews.revisions()
    now = latest(revisions)
    approved = _holds(work, now)
    missing: tuple[Gap, ...] = ()
    if not now.sealed:
        missing = _at_places(desk, work, whole or reviewing.whole_of(desk, work))
        if not approved:
            missing = (*missing, Gap(LAPSED if now.approved else NOT_APPROVED, 1))
    return Standing(now, former(revisions), revisions, missing, approved, reviewing.one_person_in(work))


def _at_places(desk: Desk, work: UnitOfWork, whole: Whole) -> tuple[Gap, ...]:
    states = whole.states.by_place
    found = [(code, tuple(p for p, state in states.items() if state in wanted)) for code, wanted in BY_STATE]
    found += [(code, tuple(find(desk, work, whole))) for code, find in FINDERS]
    told = tuple(_gap(code, places) for code, places in found if places)
    if hits := consistency.blocking_in(desk, work, whole.outline, whole.latest):
        where = (each.hit.where for each in hits)
        places = dict.fromkeys((w.checkpoint, w.site) for w in where if w.checkpoint)
        told = (*told, Gap(INCONSISTENT, len(hits), tuple(places)))
    return told


def _gap(code: str, found: tuple[Place, ...]) -> Gap:
    places = tuple(dict.fromkeys(found))
    return Gap(code, len(places), places, len(found) if code in _SEVERAL else 0)


def _holds(work: UnitOfWork, revision: Revision) -> bool:
    """Whether what was approved is what is there: an approval covers all content as it was then."""
    if not revision.approved:
        return False
    if revision.sealed:
        return True
    entry = work.history.entries(HistoryQuery(act=APPROVED), limit=1)
    return bool(entry) and entry[0].content == work.history.content()


# --- acts -------------------------------------------------------------------------------------------------------------


def approve(desk: Desk) -> Changes:
    """Approve the audit as it stands. Whatever changes afterwards wants another approval.

    Raises UserError `approve_gaps`, `approved_already`, `audit_not_whole`, and those of the list of people.
    """
    _require_whole(desk)
    at, by = desk.stamp(), desk.world.user
    with desk.file.write() as work:
        people.require_duty(work, Duty.APPROVER, by)
        now = standing_in(desk, work)
        if missing := tuple(gap for gap in now.gaps if gap.code not in OF_APPROVAL):
            raise UserError("approve_gaps", count=len(missing))
        if now.approved:
            raise UserError("approved_already", revision=now.revision.number)
        work.reviews.put_revision(replace(now.revision, approved_at=at, approved_by=by))
        event = Event(APPROVED, str(now.revision.number), after={"audit_revision": now.revision.number})
        work.history.record(at, by, event)
        work.commit()
    return Changes(at=at, audit=True, reviews=True)


def seal(desk: Desk) -> Changes:
    """Freeze the audit as it was approved. Raises UserError `seal_gaps`, `audit_not_whole`, and those of the list of
    people."""
    _require_whole(desk)
    at, by = desk.stamp(), desk.world.user
    with desk.file.write() as work:
        people.require_duty(work, Duty.APPROVER, by)
        now = standing_in(desk, work)
        if now.gaps:
            raise UserError("seal_gaps", count=len(now.gaps))
        head = work.history.head()
        fingerprint = work.history.content()
        entries = head.seq if head is not None else 0
        sealed = replace(now.revision, sealed_at=at, sealed_by=by, fingerprint=fingerprint, entries=entries)
        work.reviews.put_revision(sealed)
        after = {"audit_revision": sealed.number, "fingerprint": fingerprint, "entries": entries}
        work.history.record(at, by, Event("audit.sealed", str(sealed.number), after=after))
        work.commit()
    return Changes(at=at, audit=True, reviews=True)


def _require_whole(desk: Desk) -> None:
    """Raises UserError `audit_not_whole` where something stored is not what was stored, such as a file of evidence:
    what is approved and sealed must be there."""
    result = desk.world.files.verify(Path(desk.file.location))
    if result.problems:
        raise UserError("audit_not_whole", file=Path(desk.file.location).name, count=len(result.problems))


def reopen(desk: Desk, reason: str) -> Changes:
    """Begin the next revision of a sealed audit; it names the sealed one. Raises UserError.

    Anybody may: who could is perhaps with the company no more. The history and the papers name who did, and why.
    """
    at, by = desk.stamp(), desk.world.user
    with desk.file.write(unsealing=True) as work:
        old = latest(work.reviews.revisions())
        if not old.sealed:
            raise UserError("not_sealed")
        if not gives_reason(reason):
            raise UserError("reopen_needs_reason")
        work.reviews.put_revision(replace(old, reopened_at=at, reopened_by=by, reason=reason.strip()))
        work.reviews.put_revision(Revision(old.number + 1))
        before = {"audit_revision": old.number, "fingerprint": old.fingerprint}
        after = {"audit_revision": old.number + 1, "reason": reason.strip()}
        work.history.record(at, by, Event("audit.reopened", str(old.number + 1), before=before, after=after))
        work.commit()
    # Sealed, it was shown in the words of then; what a newer edition asks otherwise is marked from now on.
    shown = desk.catalogue
    with desk.file.read() as work:
        desk.shelf.catalogue = auditing.shelf_of(desk.world, work).catalogue
    asking.keep(desk)
    return Changes(at=at, audit=True, reviews=True, catalogue=desk.catalogue is not shown)

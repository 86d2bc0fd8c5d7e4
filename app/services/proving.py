"""Which 適合 are proven and which are not (未立証), and attempts of a second person to disprove one (反証の試み)."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from app.domain.answers import Answer, run_of
from app.domain.challenges import Disproof, Outcome
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.proofs import Proof, proof_of, speaks, standing
from app.domain.text import one_line
from app.errors import UserError, register_messages
from app.services import acceptance, copies
from app.services.changes import Changes
from app.services.ports import Desk, HistoryQuery, UnitOfWork

RECORDED, WITHDRAWN = "disproof.recorded", "disproof.withdrawn"
"""Acts of the history: a second person tried to disprove an answer; that was taken back."""

ASSERTED = (copies.CONFIRMED, "answer.upheld")
"""Acts by which somebody makes an answer that stands already his own."""
_MOST_ENTRIES = 1_000

register_messages(
    {
        "checkpoint_unknown": "There is no checkpoint {checkpoint} in this audit.",
        "site_gone": "The site does not belong to this audit any more.",
        "disproof_person_missing": "Name the person who tried to disprove the answer.",
        "disproof_tried_missing": "Write what was tried to disprove the answer.",
        "disproof_same_person": "{person} gave the answer to {checkpoint}; somebody else must try to disprove it.",
        "disproof_person_unlisted": "{person} is not on the list of people of this audit. Add the person there first "
        "(shadan people add, or “People” under “Review and seal”), or name somebody of the list.",
        "disproof_not_yours": "{name} gave the answer to {checkpoint} and cannot withdraw what {by} recorded against "
        "it. {by} or another person who did not give the answer withdraws it; or answer anew.",
        "disproof_not_conforming": "{checkpoint} is not answered as conforming here; only such an answer is tried.",
        "disproof_of_copy": "The answer to {checkpoint} was copied and is not confirmed here; confirm it first.",
        "disproof_unknown": "There is no attempt to disprove with the id {disproof} in this audit.",
        "disproof_withdrawn": "The attempt {disproof} was withdrawn already.",
        "disproof_needs_reason": "Give the reason for withdrawing the attempt to disprove.",
    }
)


@dataclass(frozen=True, slots=True)
class DisproofView:
    """An attempt to disprove, whether it speaks of the answer in force, and who withdrew it."""

    disproof: Disproof
    speaks: bool
    withdrawn_by: str = ""


def proofs(work: UnitOfWork, answers: Mapping[Place, Answer], today: date) -> dict[Place, Proof]:
    """What stands beside answers, by place; a place that is not there has nothing. `answers` are those in force."""
    counts = _counts(work, today)
    return {**{place: Proof(*count) for place, count in counts.items()}, **_tried(work, answers, counts)}


def _tried(
    work: UnitOfWork, answers: Mapping[Place, Answer], counts: Mapping[Place, tuple[int, int]]
) -> dict[Place, Proof]:
    """The proofs of the places where somebody tried to disprove an answer."""
    tried: dict[Place, list[Disproof]] = {}
    for each in work.reviews.disproofs():
        tried.setdefault((each.checkpoint, each.site), []).append(each)
    found: dict[Place, Proof] = {}
    for place, of_place in tried.items():
        answer = answers.get(place)
        # Few attempts are followed by another revision; of those alone the revisions are read.
        if answer is None or all(each.revision == answer.revision for each in of_place):
            revisions: tuple[Answer, ...] = () if answer is None else (answer,)
        else:
            revisions = work.answers.revisions(*place)
        found[place] = proof_of(counts.get(place, (0, 0)), of_place, revisions)
    return found


@dataclass(frozen=True, slots=True)
class Lacking:
    """The places whose 適合 is unproven; of these `refuted` are those that a second person refuted, whatever evidence
    there is, with the last attempt that did."""

    unproven: frozenset[Place]
    refuted: Mapping[Place, Disproof]


def lacking(work: UnitOfWork, answers: Mapping[Place, Answer], today: date, copied: Container[Place] = ()) -> Lacking:
    """The places whose 適合 neither evidence nor a second person proves. A copy that nobody confirmed is no answer yet
    and none of them. `auditing.Outline.unproven` and `refuted` have those of one reading."""
    # Read after every answer: most of thousands of places have evidence alone.
    counts = _counts(work, today)
    tried = _tried(work, answers, counts)
    proven = {place for place, (valid, _expired) in counts.items() if valid and place not in tried}
    proven |= {place for place, proof in tried.items() if proof.lack is None}
    bare = frozenset(
        place
        for place, answer in answers.items()
        if answer.verdict is Verdict.CONFORMING and place not in proven and place not in copied
    )
    return Lacking(bare, {p: proof.refuted[-1] for p, proof in tried.items() if proof.refuted and p in bare})


def proof_at(desk: Desk, checkpoint: str, site: str) -> Proof:
    """What stands beside the answer at one place, withdrawn and earlier attempts included."""
    with desk.file.read() as work:
        counts = _counts(work, desk.world.clock.today()).get((checkpoint, site), (0, 0))
        return proof_of(counts, work.reviews.disproofs_at(checkpoint, site), work.answers.revisions(checkpoint, site))


def listing(desk: Desk) -> tuple[DisproofView, ...]:
    """Every attempt to disprove an answer, in the order of time, withdrawn ones included."""
    with desk.file.read() as work:
        return listing_in(work)


def listing_in(work: UnitOfWork) -> tuple[DisproofView, ...]:
    """`listing` as one transaction sees it."""
    entries = work.history.entries(HistoryQuery(act=WITHDRAWN), limit=2**31 - 1)
    withdrew = {entry.event.subject: entry.by for entry in entries}
    return tuple(
        DisproofView(each, speaks(each, work.answers.revisions(each.checkpoint, each.site)), withdrew.get(each.id, ""))
        for each in work.reviews.disproofs()
    )


def record(
    desk: Desk, checkpoint: str, site: str, person: str, tried: str, outcome: Outcome
) -> tuple[Changes, Disproof]:
    """Record that a person, another one than who answered, tried to disprove the 適合 in force, and whether it held.

    Raises UserError `disproof_*`, `checkpoint_unknown`, `site_gone`, changing nothing.
    """
    if (known := desk.catalogue.known(checkpoint)) is None:
        raise UserError("checkpoint_unknown", checkpoint=checkpoint)
    from app.domain.duties import same_person  # Not needed to open an audit.

    checkpoint, person, tried = known.id, one_line(person), tried.strip()
    if not person:
        raise UserError("disproof_person_missing")
    if not tried:
        raise UserError("disproof_tried_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        if site and not any(s.id == site and not s.removed for s in work.sites.all()):
            raise UserError("site_gone")
        revisions = work.answers.revisions(checkpoint, site)
        if not revisions or revisions[-1].verdict is not Verdict.CONFORMING:
            raise UserError("disproof_not_conforming", checkpoint=checkpoint)
        if copies.at(work, checkpoint, site, revisions) is not None:
            raise UserError("disproof_of_copy", checkpoint=checkpoint)
        officers = work.duties.officers()
        if officers and not any(same_person(person, officer.name) for officer in officers):
            raise UserError("disproof_person_unlisted", person=person)
        if _is_one(work, person, _authors(work, revisions)):
            raise UserError("disproof_same_person", person=person, checkpoint=checkpoint)
        identity, revision = desk.world.new_id(), revisions[-1].revision
        made = Disproof(identity, checkpoint, site, revision, person, tried, outcome, at, desk.world.user)
        work.reviews.put_disproof(made)
        work.history.record(at, desk.world.user, Event(RECORDED, identity, checkpoint, site, after=_told(made)))
        work.commit()
    return Changes(at=at, reviews=True, places=frozenset({(checkpoint, site)})), made


def withdraw(desk: Desk, identity: str, reason: str) -> Changes:
    """Take an attempt to disprove back, with a reason; it stays readable.

    A refutation that somebody else recorded is not for those to withdraw who gave the answer. Raises UserError
    `disproof_*`, changing nothing.
    """
    if not reason.strip():
        raise UserError("disproof_needs_reason")
    at = desk.stamp()
    with desk.file.write() as work:
        known = work.reviews.disproof(identity)
        if known is None:
            raise UserError("disproof_unknown", disproof=identity)
        if known.withdrawn:
            raise UserError("disproof_withdrawn", disproof=identity)
        if not _may_withdraw(work, known, desk.world.user):
            raise UserError("disproof_not_yours", name=desk.world.user, checkpoint=known.checkpoint, by=known.by)
        work.reviews.put_disproof(replace(known, withdrawn=reason.strip()))
        after: dict[str, object] = {"reason": reason.strip()}
        acceptance.lapse_at(work, [(known.checkpoint, known.site)], at, desk.world.user)
        event = Event(WITHDRAWN, identity, known.checkpoint, known.site, _told(known), after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, reviews=True, places=frozenset({(known.checkpoint, known.site)}))


def _counts(work: UnitOfWork, today: date) -> dict[Place, tuple[int, int]]:
    return standing(work.evidence.serving(), work.evidence.facts(), today)


def _authors(work: UnitOfWork, revisions: tuple[Answer, ...]) -> set[str]:
    """Who gave the answer in force, wrote its remark, or made it his own."""
    run = run_of(revisions)
    place, numbers = (run[0].checkpoint, run[0].site), {answer.revision for answer in run}
    asserted = (
        entry
        for act in ASSERTED
        for entry in work.history.entries(HistoryQuery(*place, act=act), limit=_MOST_ENTRIES)
        if int(str((entry.event.after or {}).get("revision", 0))) in numbers
    )
    return {answer.by for answer in run} | {entry.by for entry in asserted}


def _may_withdraw(work: UnitOfWork, disproof: Disproof, name: str) -> bool:
    if disproof.outcome is not Outcome.REFUTED or _is_one(work, name, [disproof.by]):
        return True
    revisions = work.answers.revisions(disproof.checkpoint, disproof.site)
    # Those as well who gave the answer that was tried: a change of it may be taken back, and then it speaks again.
    tried = tuple(answer for answer in revisions if answer.revision <= disproof.revision)
    authors = _authors(work, tried) | (_authors(work, revisions) if speaks(disproof, revisions) else set())
    return not _is_one(work, name, authors)


def _is_one(work: UnitOfWork, person: str, authors: Iterable[str]) -> bool:
    from app.services import people  # Not needed to open an audit.

    names = people.names_in(work)
    return any(names.same(person, author) for author in authors)


def _told(disproof: Disproof) -> dict[str, object]:
    return {
        "person": disproof.person,
        "tried": disproof.tried,
        "attempt": disproof.outcome.value,
        "revision": disproof.revision,
    }

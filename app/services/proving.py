"""Which 適合 are proven and which are not (未立証), and attempts of a second person to disprove one (反証の試み)."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from app.domain.answers import Answer, run_of, same_answer
from app.domain.challenges import Disproof, Outcome
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.proofs import PLAIN, Course, Proof, outlives, proof_of, speaks, standing
from app.domain.text import gives_reason, one_line, says_what_was_done
from app.errors import UserError, register_messages
from app.services import acceptance, copies
from app.services import proofs as evidence
from app.services.changes import Changes
from app.services.ports import Desk, HistoryQuery, UnitOfWork

if TYPE_CHECKING:
    from app.domain.duties import Names

RECORDED, WITHDRAWN = "disproof.recorded", "disproof.withdrawn"
"""Acts of the history: a second person tried to disprove an answer; that was taken back."""

ASSERTED = (copies.CONFIRMED, "answer.upheld")
"""Acts by which somebody makes an answer that stands already his own."""
_MOST_ENTRIES = 1_000

register_messages(
    {
        "site_gone": "The site does not belong to this audit any more.",
        "disproof_person_missing": "Name the person who tried to disprove the answer.",
        "disproof_tried_missing": "Write in words what was tried to disprove the answer. Where nothing was tried there "
        "is nothing to record.",
        "disproof_same_person": "{person} gave the answer to {checkpoint}; somebody else must try to disprove it.",
        "disproof_person_unlisted": "{person} is not on the list of people of this audit. Add the person there first "
        "(shadan people add, or “People” under “Review and seal”), or name somebody of the list.",
        "disproof_not_yours": "{name} gave the answer to {checkpoint} and cannot withdraw the refutation of it. "
        "{person} or another person who did not give the answer withdraws it; or answer anew.",
        "disproof_not_reviewer": "{name} is not listed as a reviewer of this audit and cannot withdraw the refutation "
        "of {checkpoint}. {person} or a reviewer withdraws it. Reviewers: {people}.",
        "disproof_not_conforming": "{checkpoint} is not answered as conforming here; only such an answer is tried.",
        "disproof_of_copy": "The answer to {checkpoint} was copied and is not confirmed here; confirm it first.",
        "disproof_unknown": "There is no attempt to disprove with the id {disproof} in this audit.",
        "disproof_withdrawn": "The attempt {disproof} was withdrawn already.",
        "disproof_needs_reason": "Give the reason for withdrawing the attempt to disprove, in words.",
    }
)


@dataclass(frozen=True, slots=True)
class DisproofView:
    """An attempt to disprove, whether it counts for or against the answer in force, and who withdrew it."""

    disproof: Disproof
    speaks: bool
    withdrawn_by: str = ""


def proofs(work: UnitOfWork, answers: Mapping[Place, Answer], today: date) -> dict[Place, Proof]:
    """What stands beside answers, by place; a place that is not there has nothing. `answers` are those in force."""
    counts = _counts(work, today)
    return {**{place: Proof(*count) for place, count in counts.items()}, **_tried(work, answers, counts, today)}


def _tried(
    work: UnitOfWork, answers: Mapping[Place, Answer], counts: Mapping[Place, tuple[int, int]], today: date
) -> dict[Place, Proof]:
    """The proofs of the places where somebody tried to disprove an answer."""
    tried: dict[Place, list[Disproof]] = {}
    for each in work.reviews.disproofs():
        tried.setdefault((each.checkpoint, each.site), []).append(each)
    courses = _Courses(work, tried)
    found: dict[Place, Proof] = {}
    for place, of_place in tried.items():
        answer = answers.get(place)
        # Few attempts are followed by another revision; of those alone the revisions are read.
        if answer is None or all(each.revision == answer.revision for each in of_place):
            revisions: tuple[Answer, ...] = () if answer is None else (answer,)
        else:
            revisions = work.answers.revisions(*place)
            if not revisions or revisions[-1].revision < answer.revision:
                revisions = (*revisions, answer)
        found[place] = _proof(work, place, counts.get(place, (0, 0)), of_place, revisions, today, courses)
    return found


def _proof(
    work: UnitOfWork,
    place: Place,
    counts: tuple[int, int],
    disproofs: Sequence[Disproof],
    revisions: Sequence[Answer],
    today: date,
    courses: _Courses,
) -> Proof:
    course = courses.at(place, disproofs, revisions)
    # When evidence came matters only where an earlier answer was refuted, which is rare.
    again = any(
        outlives(each, disproofs, revisions, (), course) and not speaks(each, revisions, course) for each in disproofs
    )
    return proof_of(counts, disproofs, revisions, _came(work, place, today) if again else (), course)


class _Courses:
    """What the history tells of places at which somebody tried to disprove an answer; what many of them want is read
    for all of them, when the first one is asked about."""

    def __init__(self, work: UnitOfWork, places: Iterable[Place]) -> None:
        self._work = work
        self._places = frozenset(places)

    def at(self, place: Place, disproofs: Sequence[Disproof], revisions: Sequence[Answer]) -> Course:
        """What it tells of one place."""
        held = [each for each in disproofs if each.outcome is Outcome.HELD and not each.withdrawn]
        if not revisions or revisions[-1].verdict is not Verdict.CONFORMING:
            return PLAIN
        own = self._of(held, self._gave(place, run_of(revisions)), entered=False)
        claimed = [answer for answer in revisions if answer.verdict is Verdict.CONFORMING]
        partial = own | self._of(held, self._gave(place, claimed), entered=True)
        return Course(self._again(place, disproofs, revisions), own, partial)

    def _of(self, held: Sequence[Disproof], authors: Collection[str], *, entered: bool) -> frozenset[str]:
        """The attempts of one of the authors, or `entered` by one."""
        return frozenset(
            each.id
            for each in held
            for name in ((each.person, each.by) if entered else (each.person,))
            if any(self._names.same(name, author) for author in authors)
        )

    def _gave(self, place: Place, revisions: Sequence[Answer]) -> set[str]:
        numbers = {answer.revision for answer in revisions}
        asserted = {by for revision, by in self._asserted.get(place, ()) if revision in numbers}
        return asserted.union(answer.by for answer in revisions)

    def _again(self, place: Place, disproofs: Sequence[Disproof], revisions: Sequence[Answer]) -> Mapping[int, int]:
        """Which revision each one that came from undoing, or doing again, says anew."""
        first = same_answer(revisions, {})[0].revision
        if not any(each.revision < first and not each.withdrawn for each in disproofs):
            return {}
        from app.domain.history import REDONE, UNDONE
        from app.domain.steps import undoes  # Not needed to open an audit.

        found: dict[int, int] = {}
        for act in (UNDONE, REDONE):
            for entry in self._work.history.entries(HistoryQuery(*place, act=act), limit=_MOST_ENTRIES):
                told = entry.event.after or {}
                if "comment" not in told:  # No answer was turned.
                    continue
                turned = self._work.history.entries(HistoryQuery(before=undoes(entry) + 1), limit=1)[0].event
                said = (turned.before if act == UNDONE else turned.after) or {}
                found[int(str(told["revision"]))] = int(str(said.get("revision", 0)))
        return found

    @cached_property
    def _names(self) -> Names:
        from app.services import people  # Not needed to open an audit where nobody tried.

        return people.names_in(self._work)

    @cached_property
    def _asserted(self) -> Mapping[Place, list[tuple[int, str]]]:
        found: dict[Place, list[tuple[int, str]]] = {}
        for _act, place, revision, by in self._work.history.asserted(*ASSERTED, places=self._places):
            found.setdefault(place, []).append((revision, by))
        return found


def _came(work: UnitOfWork, place: Place, today: date) -> tuple[str, ...]:
    """When the evidence that counts at a place came there: where the same bytes came again, the first time."""
    pieces = evidence.pieces_at(work, place)
    used = work.history.entries(HistoryQuery(*place, act="evidence.used"), limit=_MOST_ENTRIES)
    first: dict[str, str] = {}
    for sha256, at in (
        *((each.evidence.sha256, each.evidence.added_at) for each in pieces if each.home == place),
        *((each.evidence.sha256, u.at) for each in pieces for u in each.uses if (u.checkpoint, u.site) == place),
        *((str((entry.event.after or {}).get("sha256", "")), entry.at) for entry in used),
    ):
        first[sha256] = min(at, first.get(sha256, at))
    return tuple(first[each.evidence.sha256] for each in pieces if place in each.places and each.counts(today))


@dataclass(frozen=True, slots=True)
class Lacking:
    """The places whose 適合 is unproven; of these `refuted` are those that a second person refuted, whatever evidence
    there is, with the last attempt that did."""

    unproven: frozenset[Place]
    refuted: Mapping[Place, Disproof]


def lacking(work: UnitOfWork, answers: Mapping[Place, Answer], today: date, copied: Container[Place] = ()) -> Lacking:
    """The places whose 適合 neither evidence nor a second person proves. A copy that nobody confirmed is no answer yet
    and none of them. `answers` may be ones that are not written yet. `auditing.Outline.unproven` and `refuted` have
    those of one reading."""
    # Read after every answer: most of thousands of places have evidence alone.
    counts = _counts(work, today)
    tried = _tried(work, answers, counts, today)
    proven = {place for place, (valid, _expired) in counts.items() if valid and place not in tried}
    proven |= {place for place, proof in tried.items() if proof.lack is None}
    conforming = Verdict.CONFORMING
    claimed = {place for place, answer in answers.items() if answer.verdict is conforming}
    bare = frozenset(place for place in claimed - proven if place not in copied)
    return Lacking(bare, {p: proof.refuted[-1] for p, proof in tried.items() if proof.refuted and p in bare})


def proof_at(desk: Desk, checkpoint: str, site: str) -> Proof:
    """What stands beside the answer at one place, withdrawn and earlier attempts included."""
    with desk.file.read() as work:
        return _proof_at(work, (checkpoint, site), evidence.day(work, desk.world.clock.today()))


def _proof_at(work: UnitOfWork, place: Place, today: date) -> Proof:
    counts = _counts(work, today).get(place, (0, 0))
    tried, revisions = work.reviews.disproofs_at(*place), work.answers.revisions(*place)
    return _proof(work, place, counts, tried, revisions, today, _Courses(work, [place]))


def listing(desk: Desk) -> tuple[DisproofView, ...]:
    """Every attempt to disprove an answer, in the order of time, withdrawn ones included."""
    with desk.file.read() as work:
        return listing_in(work, evidence.day(work, desk.world.clock.today()))


def listing_in(work: UnitOfWork, today: date) -> tuple[DisproofView, ...]:
    """`listing` as one transaction sees it; evidence may have expired `today`."""
    entries = work.history.entries(HistoryQuery(act=WITHDRAWN), limit=2**31 - 1)
    withdrew = {entry.event.subject: entry.by for entry in entries}
    tried = work.reviews.disproofs()
    # Whether an attempt counts does not depend on how much evidence there is.
    answers = work.answers.all_current()
    proven = _tried(work, answers, {}, today)
    past = {each.id for proof in proven.values() for each in proof.past}
    return tuple(DisproofView(each, each.id not in past, withdrew.get(each.id, "")) for each in tried)


def held(work: UnitOfWork, answers: Mapping[Place, Answer], today: date) -> tuple[Disproof, ...]:
    """The attempts that held and prove the 適合 in force."""
    tried = _tried(work, answers, {}, today)
    return tuple(each for proof in tried.values() for each in proof.held)


def self_held(work: UnitOfWork, attempts: Iterable[Disproof]) -> tuple[Disproof, ...]:
    """Those of the attempts that were entered for somebody else by one who gave the answer in force."""
    from app.services import people  # Not needed to open an audit.

    names = people.names_in(work)
    entered = [each for each in attempts if not names.same(each.by, each.person)]
    return tuple(
        each
        for each in entered
        if any(
            names.same(each.by, author) for author in _authors(work, work.answers.revisions(each.checkpoint, each.site))
        )
    )


def record(
    desk: Desk, checkpoint: str, site: str, person: str, tried: str, outcome: Outcome
) -> tuple[Changes, Disproof]:
    """Record that a person, another one than who answered, tried to disprove the 適合 in force, and whether it held.

    Raises UserError `disproof_*`, `checkpoint_unknown`, `checkpoint_not_asked`, `site_gone`, changing nothing.
    """
    from app.domain.duties import same_person  # Not needed to open an audit.
    from app.services.chosen_places import asked_checkpoint
    from app.services.people import require_somebody

    checkpoint, person, tried = asked_checkpoint(desk, checkpoint).id, one_line(person), tried.strip()
    if not person:
        raise UserError("disproof_person_missing")
    if not says_what_was_done(tried):
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
        require_somebody(work, person)
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

    A refutation is for the person named in it to withdraw, or for a reviewer where the list of people has any; never
    for those who gave the answer, unless the audit says that one person does both. Raises UserError `disproof_*`,
    changing nothing.
    """
    if not gives_reason(reason):
        raise UserError("disproof_needs_reason")
    at = desk.stamp()
    with desk.file.write() as work:
        known = work.reviews.disproof(identity)
        if known is None:
            raise UserError("disproof_unknown", disproof=identity)
        if known.withdrawn:
            raise UserError("disproof_withdrawn", disproof=identity)
        _require_withdrawer(work, known, desk.world.user)
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
    return _who_gave(work, (run[0].checkpoint, run[0].site), run)


def _who_gave(work: UnitOfWork, place: Place, revisions: Sequence[Answer]) -> set[str]:
    numbers = {answer.revision for answer in revisions}
    asserted = (
        entry
        for act in ASSERTED
        for entry in work.history.entries(HistoryQuery(*place, act=act), limit=_MOST_ENTRIES)
        if int(str((entry.event.after or {}).get("revision", 0))) in numbers
    )
    return {answer.by for answer in revisions} | {entry.by for entry in asserted}


def _require_withdrawer(work: UnitOfWork, disproof: Disproof, name: str) -> None:
    from app.domain.duties import Duty, is_open_to, with_duty  # Not needed to open an audit.
    from app.services import people

    if disproof.outcome is not Outcome.REFUTED or _is_one(work, name, [disproof.person]):
        return
    # All who ever gave it: a change may be taken back, and a refutation outlives the answer that it spoke of.
    place = (disproof.checkpoint, disproof.site)
    authors = _who_gave(work, place, work.answers.revisions(*place))
    if not work.audit.setting(people.ONE_PERSON) and _is_one(work, name, authors):
        raise UserError("disproof_not_yours", name=name, checkpoint=place[0], person=disproof.person)
    officers = work.duties.officers()
    reviewers = with_duty(officers, Duty.REVIEWER)
    if reviewers and not is_open_to(officers, Duty.REVIEWER, name):
        raise UserError(
            "disproof_not_reviewer", name=name, checkpoint=place[0], person=disproof.person, people=reviewers
        )


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

"""Review (確認) of answers by a second person: asked for, taken back, accepted, or returned with a reason.

Each act is one transaction, however many places it is about: all of them or none; those that end in `_those` leave the
places where it cannot be done and tell why. Verdicts are not touched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Any

from app.domain import progress
from app.domain import review as domain
from app.domain.answers import Answer, run_of
from app.domain.audit import COMPANY
from app.domain.catalogue import Checkpoint
from app.domain.challenges import Disproof
from app.domain.duties import Duty, is_open_to, person_key
from app.domain.history import Event
from app.domain.progress import Place, checkpoints_in_scope
from app.domain.review import JUDGING, Review, ReviewAct, State, States
from app.domain.text import gives_reason
from app.errors import UserError, register_messages
from app.services import auditing, challenging, copies, mending, people, proofs, proving
from app.services.auditing import Outline
from app.services.changes import Changes
from app.services.chosen_places import present_place
from app.services.ports import Desk, UnitOfWork

register_messages(
    {
        "review_nothing": "No checkpoint was named.",
        "review_nothing_waits": "None of the answers chosen is in a state in which this can be done; nothing was "
        "changed.",
        "review_place_unknown": "{checkpoint} is not answered at {place} in this audit.",
        "review_not_answered": "{checkpoint} ({place}) has no answer yet; only what was answered can be reviewed.",
        "review_requested_already": "The review of {checkpoint} ({place}) was asked for already.",
        "review_accepted_already": "{checkpoint} ({place}) was accepted already.",
        "review_returned_unchanged": "{checkpoint} ({place}) was returned ({reason}), and neither the answer nor its "
        "evidence has changed since. Mend it first, or give a reason in words why it stands as it is.",
        "review_returned_already": "{checkpoint} ({place}) was returned already; it waits for its answer.",
        "review_not_requested": "No review of {checkpoint} ({place}) waits that could be withdrawn.",
        "review_copied": "The answer to {checkpoint} ({place}) was copied from another site; confirm it there first.",
        "review_stale": "Findings or the question have changed since {checkpoint} ({place}) was answered; let the "
        "answer stand or answer anew first.",
        "review_verdict_changed": "{name} changed the verdict of {checkpoint} ({place}) after revision {seen}; "
        "look at the answer in force, revision {revision}, first.",
        "review_words_changed": "{name} changed the remark or the reason of {checkpoint} ({place}) after revision "
        "{seen}; look at the answer in force, revision {revision}, first.",
        "review_other_revision": "Revision {seen} of {checkpoint} ({place}) is not the answer in force, which is "
        "revision {revision} by {name}.",
        "review_needs_reason": "Give the reason for which {checkpoint} ({place}) is returned, in words.",
        "review_same_person": "{name} gave the answer to {checkpoint} ({place}) and cannot accept it as well; let "
        "another person review it, or say openly in this audit that one person does both.",
        "review_same_person_as": "{judge} gave the answer to {checkpoint} ({place}); {name} counts as the same person, "
        "by this name or by the list of people, and cannot accept it as well. Let another person review it, or say "
        "openly in this audit that one person does both.",
        "review_own_return": "{name} gave the answer to {checkpoint} ({place}) and cannot return it; answer anew "
        "instead.",
        "review_one_person_needs_reason": "Give the reason why one person may answer and accept in this audit, "
        "in words.",
    }
)

ONE_PERSON = people.ONE_PERSON
_FEW = 20
"""Up to so many places are read by themselves; for more everything is read once."""

_NAMES = {
    ReviewAct.REQUESTED: "review.requested",
    ReviewAct.WITHDRAWN: "review.withdrawn",
    ReviewAct.ACCEPTED: "review.accepted",
    ReviewAct.RETURNED: mending.RETURNED,
}


@dataclass(frozen=True, slots=True)
class PlaceReview:
    """The review of one place. `judges` gave the answer in force, `last` is the last step that speaks of it, and
    `steps` are all of them. `acts` are what the person at work can do now; `hindrance` is why that person cannot accept
    although the state would allow it. `unmended`: it was returned and is what it was; asking again needs a reason.
    """

    state: State
    answer: Answer | None
    judges: tuple[str, ...]
    last: Review | None
    steps: tuple[Review, ...]
    acts: frozenset[ReviewAct]
    hindrance: UserError | None
    unmended: bool = False


@dataclass(frozen=True, slots=True)
class Left:
    """A place at which something was not done that was wanted for many, and why."""

    place: Place
    why: UserError


@dataclass(frozen=True, slots=True)
class Weak:
    """Places whose answers were accepted though something speaks against them: conforming ones that nothing proves,
    those that a second person refuted, and those with challenges that nobody has replied to."""

    unproven: tuple[Place, ...] = ()
    refuted: tuple[Place, ...] = ()
    challenged: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Bulk:
    """What came of something that was wanted for many places: `done` are those where it was done, `left` the others.
    `weak` are those among the ones that were accepted."""

    changes: Changes
    done: tuple[Place, ...]
    left: tuple[Left, ...] = ()
    weak: Weak = Weak()


@dataclass(frozen=True, slots=True)
class Beside:
    """What a reviewer looks at beside an answer: how many pieces of evidence prove it today, whether it is a conforming
    one that is unproven (a refuted one is), how many challenges are put to it and how many of them wait for a reply,
    whether findings or the question have changed since, and the site from which it was copied and not confirmed."""

    evidence: int = 0
    unproven: bool = False
    challenges: int = 0
    open: int = 0
    stale: bool = False
    copied_from: str | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One place of a list: its state, who gave the answer in force, the last step that speaks of it, the last attempt
    of a second person that refuted it, and what else is beside it."""

    checkpoint: Checkpoint
    site: str
    state: State
    answer: Answer | None
    last: Review | None
    refuted: Disproof | None = None
    beside: Beside = Beside()


def request(desk: Desk, places: Iterable[Place], reason: str = "") -> Changes:
    """Ask for the review of answers; one that was returned and is what it was needs a `reason` why it stands. Raises
    UserError, changing nothing."""
    return _step(desk, ReviewAct.REQUESTED, places, reason.strip()).changes


def request_those(desk: Desk, places: Iterable[Place], reason: str = "") -> Bulk:
    """Ask for the review of those of many answers of which it can be asked; see `accept_those`."""
    return _step(desk, ReviewAct.REQUESTED, places, reason.strip(), partly=True)


def withdraw(desk: Desk, places: Iterable[Place]) -> Changes:
    """Take the wish for a review back. Raises UserError, changing nothing."""
    return _step(desk, ReviewAct.WITHDRAWN, places).changes


def accept(desk: Desk, places: Iterable[Place], seen: Mapping[Place, int] | None = None) -> Changes:
    """Accept answers as the second person. `seen` are the revisions that the reviewer looked at: where another one is
    in force it is not that answer that would be accepted. Raises UserError, changing nothing."""
    return accept_those(desk, places, seen, whole=True).changes


def accept_those(
    desk: Desk, places: Iterable[Place], seen: Mapping[Place, int] | None = None, *, whole: bool = False
) -> Bulk:
    """Accept those of many answers that can be accepted, and tell why the others are left and which of those accepted
    are weak. Raises UserError where none can be, with the reason of the first one; `whole`: where one cannot be."""
    return _step(desk, ReviewAct.ACCEPTED, places, looked_at=seen, partly=not whole)


def give_back(desk: Desk, places: Iterable[Place], reason: str, seen: Mapping[Place, int] | None = None) -> Changes:
    """Return answers with a reason; `seen` as for `accept`. Raises UserError, changing nothing."""
    return _step(desk, ReviewAct.RETURNED, places, reason.strip(), looked_at=seen).changes


def give_back_those(desk: Desk, places: Iterable[Place], reason: str, seen: Mapping[Place, int] | None = None) -> Bulk:
    """Return those of many answers that can be returned; see `accept_those`."""
    return _step(desk, ReviewAct.RETURNED, places, reason.strip(), looked_at=seen, partly=True)


def states(desk: Desk) -> States:
    """The state of every place of the audit."""
    with desk.file.read() as work:
        return states_of(work, auditing.outline_of(work, desk.catalogue, desk.world.clock.today()))


def states_of(work: UnitOfWork, outline: Outline) -> States:
    """`states` as one transaction sees it."""
    return domain.states(outline.places, outline.answers, work.reviews.latest())


@dataclass(frozen=True, slots=True)
class Whole:
    """What one transaction says of all places: what was answered, the last step of each review, and the states."""

    outline: Outline
    latest: Mapping[Place, Review]
    states: States


def whole_of(desk: Desk, work: UnitOfWork) -> Whole:
    """Read all places once, for everything that is told of them."""
    outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
    latest = work.reviews.latest()
    return Whole(outline, latest, domain.states(outline.places, outline.answers, latest))


def listing(desk: Desk) -> tuple[Reviewed, ...]:
    """Every place of the audit with its state, in the order of the catalogue and of the sites."""
    with desk.file.read() as work:
        return listed(desk, work, whole_of(desk, work))


def listed(desk: Desk, work: UnitOfWork, whole: Whole) -> tuple[Reviewed, ...]:
    """`listing` of what was read already."""
    outline, known, beside = whole.outline, whole.states, _beside(desk, work, whole.outline)
    checkpoints = {c.id: c for c in outline.checkpoints}
    return tuple(
        Reviewed(
            checkpoints[p[0]],
            p[1],
            known.at(p),
            outline.answers.get(p),
            known.last.get(p),
            outline.refuted.get(p),
            beside[p],
        )
        for p in outline.places
    )


def _beside(desk: Desk, work: UnitOfWork, outline: Outline) -> dict[Place, Beside]:
    """What is beside each answer, read for all of them at once."""
    evidence = proofs.counts_by_place(work, outline.revision.proof_day(desk.world.clock.today()))
    views = challenging.challenges_in(desk, work, outline)
    asked, unanswered = Counter(v.place for v in views), Counter(v.place for v in views if v.open)
    return {
        p: Beside(
            evidence[p], p in outline.unproven, asked[p], unanswered[p], p in outline.stale, outline.copies.get(p)
        )
        for p in outline.places
    }


@dataclass(frozen=True, slots=True)
class Waiting:
    """The places that wait for a person: to be accepted (確認依頼) where that is a duty of theirs and they may
    accept it, and those of their own answers that were returned (差戻し)."""

    to_accept: tuple[Place, ...] = ()
    returned: tuple[Place, ...] = ()


def waiting(desk: Desk) -> Waiting:
    """What waits for the person at work."""
    with desk.file.read() as work:
        outline = auditing.outline_of(work, desk.catalogue, desk.world.clock.today())
        return waiting_for(work, outline, states_of(work, outline).by_place, desk.world.user)


def waiting_for(work: UnitOfWork, outline: Outline, known: Mapping[Place, State], name: str) -> Waiting:
    """What waits for `name`, as the list of answers to be reviewed counts it; `known` are the states of all places."""
    by_state: dict[State, list[Place]] = {State.REQUESTED: [], State.RETURNED: []}
    for place, state in known.items():
        if state in by_state:
            by_state[state].append(place)
    answered = {place: outline.answers[place].by for places in by_state.values() for place in places}
    # A few people gave thousands of answers.
    names = people.names_in(work)
    own = {by for by in set(answered.values()) if names.same(by, name)}
    requested = by_state[State.REQUESTED] if is_open_to(work.duties.officers(), Duty.REVIEWER, name) else []
    return Waiting(
        open_to(work, outline.answers, requested, [name])[name],
        tuple(place for place in by_state[State.RETURNED] if answered[place] in own),
    )


def open_to(
    work: UnitOfWork, answers: Mapping[Place, Answer], places: Collection[Place], names: Iterable[str]
) -> dict[str, tuple[Place, ...]]:
    """Of some places those whose answer each of the named may accept or return, as these acts themselves ask it: not
    what one of them gave, unless one person may do both."""
    wanted = tuple(names)
    if not places or not wanted:
        return dict.fromkeys(wanted, ())
    seen = _Seen(work, answers, places)
    # Who reviews has mostly given no answer at all: then nobody asks who gave each of thousands.
    concerned = [name for name in wanted if seen.is_among(name, seen.everybody)]
    if not concerned:
        return dict.fromkeys(wanted, tuple(places))
    judges = {place: seen.judges(place) for place in places}
    # A few groups of people gave them all.
    own = {(name, group) for group in set(judges.values()) for name in concerned if seen.is_among(name, group)}
    return {name: tuple(place for place in places if (name, judges[place]) not in own) for name in wanted}


def place_review(desk: Desk, checkpoint: str, site: str) -> PlaceReview:
    """The review of one place, for the person who works now."""
    place, by = (checkpoint, site), desk.world.user
    with desk.file.read() as work:
        revisions = work.answers.revisions(checkpoint, site)
        steps = work.reviews.steps(checkpoint, site)
        answer = revisions[-1] if revisions else None
        state = domain.state_of(answer, steps[-1] if steps else None)
        seen = _Seen(work, {place: answer} if answer is not None else {}, [place])
        copied = copies.at(work, checkpoint, site, revisions) is not None
        ground = work.findings.ground(checkpoint, site)
        stale = ground is not None and bool(ground.stale)
        acts = {act for act in ReviewAct if domain.refusal(act, state) is None}
        if copied:
            acts.discard(ReviewAct.REQUESTED)
        if not is_open_to(work.duties.officers(), Duty.REVIEWER, by) or seen.is_own(place, by):
            acts.discard(ReviewAct.RETURNED)
        hindrance = None
        if ReviewAct.ACCEPTED in acts and (hindrance := _hindrance(work, seen, place, by, copied=copied, stale=stale)):
            acts.discard(ReviewAct.ACCEPTED)
        names = seen.judges(place) if state is not State.NOT_STARTED else ()
        unmended = state is State.RETURNED and place not in seen.mended
    last = steps[-1] if steps and answer is not None and steps[-1].revision == answer.revision else None
    return PlaceReview(state, answer, names, last, steps, frozenset(acts), hindrance, unmended)


def _hindrance(work: UnitOfWork, seen: _Seen, place: Place, by: str, *, copied: bool, stale: bool) -> UserError | None:
    """Why `by` cannot accept the answer of a place, or None."""
    try:
        _check_judge(work, ReviewAct.ACCEPTED, by)
        if copied:
            raise UserError("review_copied", **seen.named(place))
        if stale:
            raise UserError("review_stale", **seen.named(place))
        _check_other(seen, ReviewAct.ACCEPTED, place, by)
    except UserError as error:
        return error
    return None


def one_person(desk: Desk) -> str:
    """Why one person may answer and accept in this audit; empty where two are needed."""
    with desk.file.read() as work:
        return one_person_in(work)


def one_person_in(work: UnitOfWork) -> str:
    """`one_person` as one transaction sees it."""
    return work.audit.setting(ONE_PERSON) or ""


def allow_one_person(desk: Desk, reason: str) -> Changes:
    """Say openly that one person may answer and accept; the reason is printed in the reports. Raises UserError."""
    if not gives_reason(reason):
        raise UserError("review_one_person_needs_reason")
    return _set_one_person(desk, reason.strip())


def forbid_one_person(desk: Desk) -> Changes:
    """Two persons are needed again; what was accepted stays as it is recorded."""
    return _set_one_person(desk, "")


def _set_one_person(desk: Desk, reason: str) -> Changes:
    at = desk.stamp()
    with desk.file.write() as work:
        before = one_person_in(work)
        if before == reason:
            return Changes()
        work.audit.set_setting(ONE_PERSON, reason)
        event = Event("review.one_person", ONE_PERSON, before={"reason": before}, after={"reason": reason})
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, audit=True, reviews=True)


def both_by_one(work: UnitOfWork, outline: Outline, known: States) -> tuple[Place, ...]:
    """The places whose answer was accepted by a person who gave it."""
    accepted = [place for place, state in known.by_place.items() if state is State.ACCEPTED]
    seen = _Seen(work, outline.answers, accepted)
    return tuple(p for p in accepted if any(seen.names.same(known.last[p].by, name) for name in seen.judges(p)))


# --- inside -----------------------------------------------------------------------------------------------------------


def _step(
    desk: Desk,
    act: ReviewAct,
    places: Iterable[Place],
    reason: str = "",
    *,
    looked_at: Mapping[Place, int] | None = None,
    partly: bool = False,
) -> Bulk:
    wanted = tuple(dict.fromkeys(present_place(desk, place) for place in places))
    if not wanted:
        raise UserError("review_nothing")
    seen = {present_place(desk, place): revision for place, revision in (looked_at or {}).items()}
    at, by = desk.stamp(), desk.world.user
    with desk.file.write() as work:
        _check_judge(work, act, by)
        basis = basis_of(desk, work, wanted)
        known, answers = basis.states, basis.answers
        left: list[Left] = []
        for place in wanted:
            try:
                basis.seen.check_revision(place, seen.get(place))
                _check(basis, act, place, by, reason)
            except UserError as error:
                if not partly:
                    raise
                left.append(Left(place, error))
        if len(left) == len(wanted):
            raise left[0].why
        refused = {each.place for each in left}
        done = tuple(place for place in wanted if place not in refused)
        number = {place: step.seq for place, step in basis.latest.items()}
        steps = tuple(
            Review(*place, number.get(place, 0) + 1, act, answers[place].revision, reason, at, by) for place in done
        )
        work.reviews.append(steps)
        events = [_event(step, answers[step.checkpoint, step.site], known) for step in steps]
        work.history.record_all(at, by, events)
        accepted = {place: answers[place] for place in done} if act is ReviewAct.ACCEPTED else {}
        weak = _weak(desk, work, accepted) if accepted else Weak()
        work.commit()
    return Bulk(Changes(at=at, reviews=True, places=frozenset(done)), done, tuple(left), weak)


def _weak(desk: Desk, work: UnitOfWork, accepted: Mapping[Place, Answer]) -> Weak:
    lacking = proving.lacking(work, accepted, proofs.day(work, desk.world.clock.today()))
    return Weak(
        tuple(p for p in accepted if p in lacking.unproven and p not in lacking.refuted),
        tuple(p for p in accepted if p in lacking.refuted),
        challenging.challenged(desk, work, tuple(accepted)),
    )


def _check_judge(work: UnitOfWork, act: ReviewAct, name: str) -> None:
    if act in JUDGING:
        people.require_duty(work, Duty.REVIEWER, name)


@dataclass(frozen=True)
class Basis:
    """What decides on steps of reviews, at some places or at all: the answers in force, the `copies` and the `stale`
    among them, the `latest` step of each place, and the states of those that are asked."""

    answers: Mapping[Place, Answer]
    copies: Container[Place]
    stale: Container[Place]
    latest: Mapping[Place, Review]
    states: States
    seen: _Seen


def basis_of(desk: Desk, work: UnitOfWork, places: Collection[Place] | None = None) -> Basis:
    """The basis of steps at some places, or anywhere: where these are few, nothing is read of the others."""
    if places is not None and are_few(places):
        return _basis_at(desk, work, places)
    whole = whole_of(desk, work)
    outline = whole.outline
    seen = _Seen(work, outline.answers, outline.answers.keys() if places is None else places)
    return Basis(outline.answers, outline.copies, outline.stale, whole.latest, whole.states, seen)


def are_few(places: Collection[Place]) -> bool:
    """Whether places are read by themselves, and not with all others."""
    return len(places) <= _FEW


def _basis_at(desk: Desk, work: UnitOfWork, places: Collection[Place]) -> Basis:
    checkpoints = {checkpoint for checkpoint, _site in places}
    scope = checkpoints_in_scope(work.audit.get(), desk.catalogue)
    asked = set(progress.places((c for c in scope if c.id in checkpoints), work.sites.all())).intersection(places)
    answers = {place: revisions[-1] for place, revisions in work.answers.revisions_at(places).items()}
    latest = {place: steps[-1] for place, steps in work.reviews.steps_at(places).items()}
    grounds = ((place, work.findings.ground(*place)) for place in asked)
    stale = {place for place, ground in grounds if ground is not None and ground.stale}
    known = domain.states(asked, answers, latest)
    return Basis(answers, copies.of_some(work, answers), stale, latest, known, _Seen(work, answers, places))


def _check(basis: Basis, act: ReviewAct, place: Place, by: str, reason: str) -> None:
    """Raises UserError where `act` cannot be done at a place."""
    known, seen = basis.states, basis.seen
    named = seen.named(place)
    if place not in known.by_place:
        raise UserError("review_place_unknown", **named)
    if code := domain.refusal(act, known.at(place)):
        raise UserError(code, **named)
    wordless = act is ReviewAct.REQUESTED and not gives_reason(reason)
    if wordless and known.at(place) is State.RETURNED and place not in seen.mended:
        raise UserError("review_returned_unchanged", reason=known.last[place].reason, **named)
    if act is ReviewAct.RETURNED and not gives_reason(reason):
        raise UserError("review_needs_reason", **named)
    _check_answer(basis, act, place, by)


def _check_answer(basis: Basis, act: ReviewAct, place: Place, by: str) -> None:
    """Raises UserError where the answer in force is none of which `by` can say what `act` says."""
    named = basis.seen.named(place)
    if act in (ReviewAct.REQUESTED, ReviewAct.ACCEPTED) and place in basis.copies:
        raise UserError("review_copied", **named)
    if act is ReviewAct.ACCEPTED and place in basis.stale:
        raise UserError("review_stale", **named)
    if act in JUDGING:
        _check_other(basis.seen, act, place, by)


def require_judging(work: UnitOfWork, basis: Basis, act: ReviewAct, places: Iterable[Place], by: str) -> None:
    """Raises UserError where `by` may not say of the answers in force what a reviewer says with `act`."""
    _check_judge(work, act, by)
    for place in places:
        _check_answer(basis, act, place, by)


def _check_other(seen: _Seen, act: ReviewAct, place: Place, by: str) -> None:
    """Raises UserError where `by` gave the answer in force, and the audit does not say that one person may do both."""
    if not seen.is_own(place, by):
        return
    if act is not ReviewAct.ACCEPTED:
        raise UserError("review_own_return", name=by, **seen.named(place))
    judges = seen.judges(place)
    if not person_key(by) or person_key(by) in map(person_key, judges):
        raise UserError("review_same_person", name=by, **seen.named(place))
    judge = next(each for each in judges if seen.names.same(by, each))
    raise UserError("review_same_person_as", name=by, judge=judge, **seen.named(place))


class _Seen:
    """Who gave the answers of places. What many places want is read for all of them, when the first one is asked
    about; `answers` are those in force."""

    def __init__(self, work: UnitOfWork, answers: Mapping[Place, Answer], places: Collection[Place]) -> None:
        self._work = work
        self._answers = answers
        self._places = places
        self._few = frozenset(places) if are_few(places) else None
        self.one_person = one_person_in(work)
        self.names = people.names_in(work)
        # The company's own places are named by the organisation.
        self._names = {COMPANY: work.audit.get().organisation, **{s.id: s.name for s in work.sites.all()}}

    @cached_property
    def _asserted(self) -> Mapping[Place, list[tuple[int, str]]]:
        """Who confirmed a copy, or let an answer stand on other findings, took it as that of the site: the revision
        and the name."""
        found: dict[Place, list[tuple[int, int, str]]] = {}
        for act, place, revision, by in self._work.history.asserted(*proving.ASSERTED, places=self._few):
            found.setdefault(place, []).append((proving.ASSERTED.index(act), revision, by))
        return {place: [told[1:] for told in sorted(each, key=itemgetter(0))] for place, each in found.items()}

    @cached_property
    def _revised(self) -> Mapping[Place, tuple[Answer, ...]]:
        """The revisions of those answers that have several."""
        several = [p for p in self._places if (answer := self._answers.get(p)) is not None and answer.revision > 1]
        return self._work.answers.revisions_at(several)

    def _revisions(self, place: Place, answer: Answer) -> tuple[Answer, ...]:
        return (answer,) if answer.revision == 1 else self._revised[place]

    @cached_property
    def mended(self) -> frozenset[Place]:
        """The places where something beside the answer has changed since it was returned last."""
        return mending.mended(self._work)

    def named(self, place: Place) -> dict[str, Any]:
        """A place as a refusal names it."""
        return {"checkpoint": place[0], "place": self._names.get(place[1], place[1])}

    @cached_property
    def everybody(self) -> frozenset[str]:
        """The names of all who ever gave an answer, or took one as that of the site."""
        asserted = (name for told in self._asserted.values() for _revision, name in told)
        return self._work.answers.authors().union(asserted)

    def is_own(self, place: Place, name: str) -> bool:
        """Whether `name` gave the answer in force, and must leave it to another person."""
        return self.is_among(name, self.judges(place))

    def is_among(self, name: str, judges: Iterable[str]) -> bool:
        """Whether `name` is one of those who gave an answer, and must leave it to another person."""
        # Who gives no name could be anybody.
        return not self.one_person and (not person_key(name) or any(self.names.same(name, judge) for judge in judges))

    def check_revision(self, place: Place, seen: int | None) -> None:
        """Raises UserError where another revision than the one that was `seen` is in force; None: any."""
        answer = self._answers.get(place)
        if seen is None or answer is None or answer.revision == seen:
            return
        told = {"seen": seen, "revision": answer.revision, "name": answer.by, **self.named(place)}
        old = next((each for each in self._revisions(place, answer) if each.revision == seen), None)
        if old is None:
            raise UserError("review_other_revision", **told)
        raise UserError(
            "review_verdict_changed" if old.verdict is not answer.verdict else "review_words_changed", **told
        )

    def judges(self, place: Place) -> tuple[str, ...]:
        """The names of those who gave the answer in force."""
        answer = self._answers.get(place)
        if answer is None:
            return ()
        revisions = self._revisions(place, answer)
        run = {each.revision for each in run_of(revisions)}
        asserted = (name for revision, name in self._asserted.get(place, ()) if revision in run)
        return tuple(dict.fromkeys((*domain.judges(revisions), *asserted)))


def _event(step: Review, answer: Answer, known: States) -> Event:
    place = (step.checkpoint, step.site)
    before: dict[str, object] = {"review": known.at(place).value}
    after: dict[str, object] = {
        "review": domain.state_of(answer, step).value,
        "verdict": answer.verdict.value,
        "revision": step.revision,
    }
    if step.reason:
        after["reason"] = step.reason
    if step.act in JUDGING:
        after["answered_by"] = answer.by
    return Event(_NAMES[step.act], step.checkpoint, step.checkpoint, step.site, before, after)

"""Answers that came along from an earlier audit (前回点検の回答): proposals, until the officer says something of them.

Nothing here counts as an answer. What is taken over is recorded as the officer's own new answer, with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain import carrying
from app.domain import findings as facts
from app.domain.answers import Answer, Draft
from app.domain.audit import live_sites
from app.domain.carrying import REFUTED, Carried, Decision, Predecessor, Standing
from app.domain.catalogue import Checkpoint
from app.domain.findings import Finding, Proposal, Source
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.services import answering, carried_following, wording
from app.services.asking import Asked
from app.services.changes import Changes
from app.services.chosen_places import present_place
from app.services.ports import Desk, FindingQuery, Progress, UnitOfWork
from app.services.wording import Translate

register_messages(
    {
        "carried_none": "No answer of an earlier audit came along for {checkpoint} there.",
        "carried_changed": "{checkpoint} is asked otherwise than in the earlier audit; answer it anew.",
        "carried_retired": "{checkpoint} is not asked in this audit any more; its earlier answer can only be read.",
        "carried_contradicted": "The ledgers speak against the earlier answer to {checkpoint}; look at what they "
        "propose and answer it anew.",
        "carried_refuted": "A second person refuted the earlier answer to {checkpoint}; look at it again and answer it "
        "anew.",
        "carried_answered": "{checkpoint} has an answer already; the earlier one is not put over it.",
        "carried_laid_aside": "The earlier answer to {checkpoint} was decided on already.",
        "carrying_answers_stopped": "Taking over answers was stopped; none was recorded.",
    }
)


@dataclass(frozen=True, slots=True)
class CarriedView:
    """A carried answer as it stands now. `checkpoint` is None where the program asks it no more.

    `refusal` is the code of the reason why it cannot be taken over, or empty. `proposal` is what ledgers propose
    against it. `retired` says why a retired one is not asked, where the catalogue tells.
    """

    carried: Carried
    checkpoint: Checkpoint | None
    answer: Answer | None
    refusal: str
    proposal: Proposal | None = None
    retired: Text | None = None

    @property
    def place(self) -> Place:
        """Where it stands."""
        return self.carried.checkpoint, self.carried.site


@dataclass(frozen=True, slots=True)
class Refused:
    """A carried answer that was not taken over, and the code of the reason."""

    checkpoint: str
    site: str
    code: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking over did: the places that have an answer now, and those that were refused."""

    changes: Changes
    taken: tuple[Place, ...]
    refused: tuple[Refused, ...]


def predecessor(desk: Desk) -> Predecessor | None:
    """The audit that this one goes on from, the latest where there are several."""
    with desk.file.read() as work:
        return next(iter(work.carried.predecessors()), None)


def listing(desk: Desk) -> tuple[CarriedView, ...]:
    """Every carried answer with how it stands, in the order of the catalogue and of the sites; retired ones last."""
    with desk.file.read() as work:
        reading = _Reading(desk, work)
        views = [reading.view(each) for each in work.carried.all()]
        sites = {site.id: number for number, site in enumerate(live_sites(work.sites.all()), start=1)}
    order = {c.id: number for number, c in enumerate(desk.catalogue.checkpoints)}

    def where(view: CarriedView) -> tuple[bool, int, str, int]:
        carried = view.carried
        retired = carried.standing is Standing.RETIRED
        return retired, order.get(carried.checkpoint, len(order)), carried.checkpoint, sites.get(carried.site, 0)

    return tuple(sorted(views, key=where))


def waiting(desk: Desk) -> frozenset[Place]:
    """The places at which a carried answer waits for the officer."""
    with desk.file.read() as work:
        return frozenset((c.checkpoint, c.site) for c in work.carried.all() if c.waiting)


def at(desk: Desk, checkpoint: str, site: str) -> CarriedView | None:
    """The carried answer at a place."""
    with desk.file.read() as work:
        carried = work.carried.at(checkpoint, site)
        return None if carried is None else _Reading(desk, work, checkpoint).view(carried)


def take(
    desk: Desk,
    places: Iterable[Place],
    translate: Translate = str,
    language: str = "en",
    progress: Progress | None = None,
) -> Taken:
    """Record carried answers as the officer's own, all in one transaction, each with the reason that it was taken over,
    in the language; those that cannot be are told.

    Raises UserError for the first of them where none can be taken over, `carrying_answers_stopped` when `progress` says
    so; then nothing is recorded.
    """
    named = tuple(dict.fromkeys(places))
    taken: list[tuple[Checkpoint, Draft]] = []
    current: dict[Place, Answer] = {}
    refused: list[Refused] = []
    with desk.file.write() as work:
        reading = _Reading(desk, work)
        before = next(iter(work.carried.predecessors()), None)
        carried = {(c.checkpoint, c.site): c for c in work.carried.all()}
        wanted = _there(desk, named, carried)
        for done, place in enumerate(wanted):
            if progress is not None and not progress("answers", done, len(wanted)):
                raise UserError("carrying_answers_stopped")
            each = carried.get(place)
            view = reading.view(each) if each is not None else None
            code = "carried_none" if view is None else view.refusal
            if view is None or view.checkpoint is None or code:
                refused.append(Refused(*place, code))
                continue
            taken.append((view.checkpoint, _draft(view, view.checkpoint, before, translate, language)))
            if view.answer is not None:
                current[view.checkpoint.id, place[1]] = view.answer
        if not taken:
            if refused:
                raise UserError(refused[0].code, checkpoint=refused[0].checkpoint)
            return Taken(Changes(), (), ())
        changes = answering.take_over(desk, work, taken, current)
        work.commit()
    return Taken(changes, tuple((draft.checkpoint, draft.site) for _checkpoint, draft in taken), tuple(refused))


def lay_aside(desk: Desk, places: Iterable[Place]) -> Changes:
    """Say that carried answers are not used; they stay readable, and can still be taken over. Raises UserError, and
    then none is laid aside."""
    at_now = desk.stamp()
    named = tuple(dict.fromkeys(places))
    with desk.file.write() as work:
        carried = {(c.checkpoint, c.site): c for c in work.carried.all()}
        wanted = _there(desk, named, carried)
        for place in wanted:
            each = carried.get(place)
            if each is None:
                raise UserError("carried_none", checkpoint=place[0])
            if not each.waiting:
                code = "carried_retired" if each.standing is Standing.RETIRED else "carried_laid_aside"
                raise UserError(code, checkpoint=place[0])
            work.carried.put(replace(each, decision=Decision.LAID_ASIDE, decided_at=at_now, decided_by=desk.world.user))
            event = Event(carried_following.LAID_ASIDE, place[0], *place, after={"verdict": each.verdict.value})
            work.history.record(at_now, desk.world.user, event)
        if not wanted:
            return Changes()
        work.commit()
    return Changes(at=at_now, places=frozenset(wanted), carried=True)


def _there(desk: Desk, named: Iterable[Place], carried: Mapping[Place, Carried]) -> tuple[Place, ...]:
    """Places as they stand in the file, where they are named by a former id."""
    return tuple(dict.fromkeys(place if place in carried else present_place(desk, place) for place in named))


def _draft(
    view: CarriedView, checkpoint: Checkpoint, before: Predecessor | None, translate: Translate, language: str
) -> Draft:
    """The carried answer as the officer's own, with its reason."""
    _, carried, current = translate, view.carried, view.answer
    # What was remarked here before a verdict was given stays.
    said = dict.fromkeys(text for text in (current.comment if current else "", carried.comment) if text)
    told = _("Taken over from the audit of {period} (answered {day} by {by})").format(
        period=before.period if before else "－",
        day=wording.day(carried.given_at[:10], language),
        by=carried.given_by,
    )
    theirs = carried.reason if carried.verdict is Verdict.NOT_APPLICABLE else ""
    reason = " ".join(text for text in (theirs, f"({told})" if theirs else told) if text)
    return Draft(checkpoint.id, carried.site, carried.verdict, "\n".join(said), reason)


class _Reading:
    """What is asked of every carried answer: the answers in force, and what ledgers propose."""

    def __init__(self, desk: Desk, work: UnitOfWork, checkpoint: str = "") -> None:
        self._catalogue = desk.catalogue
        self._begun = Asked(work).first()
        self._live = {"", *(site.id for site in live_sites(work.sites.all()))}
        self._current: Callable[[str, str], Answer | None] = work.answers.current
        if not checkpoint:
            answers = work.answers.all_current()
            self._current = lambda asked, site: answers.get((asked, site))
        self._speaking: dict[str, list[Finding]] = {}
        for finding in work.findings.chosen(FindingQuery(checkpoint=checkpoint)):
            if finding.source is not Source.ANSWERS and finding.status in facts.LIVE:
                for each in finding.checkpoints:
                    self._speaking.setdefault(each, []).append(finding)
        self._rejected: Mapping[tuple[str, str, str], bool] = {
            (d.checkpoint, d.site, d.basis): d.decision == "rejected" for d in work.findings.decisions()
        }

    def view(self, carried: Carried) -> CarriedView:
        """How it stands."""
        checkpoint = self._catalogue.known(carried.checkpoint)
        answer = self._current(checkpoint.id if checkpoint is not None else carried.checkpoint, carried.site)
        hidden = self._catalogue.hidden.get(carried.checkpoint)
        gone = carried.standing is Standing.RETIRED or checkpoint is None or hidden is not None
        if gone or checkpoint is None or carried.site not in self._live:
            why = hidden or self._catalogue.retired.get(carried.checkpoint)
            return CarriedView(carried, checkpoint, answer, "carried_retired", retired=why)
        if self._reworded(carried, checkpoint):
            # The company, or a newer edition, has changed its words or its basis since this audit began.
            carried = replace(carried, standing=Standing.CHANGED)
        against = self._against(carried, checkpoint)
        return CarriedView(carried, checkpoint, answer, _refusal(carried, answer, against), against)

    def _reworded(self, carried: Carried, checkpoint: Checkpoint) -> bool:
        if (carried.question, carried.verify) != (checkpoint.question.ja, checkpoint.verify.ja):
            return True
        begun = self._begun.get(checkpoint.id)
        return begun is not None and begun.fingerprint != checkpoint.fingerprint

    def _against(self, carried: Carried, checkpoint: Checkpoint) -> Proposal | None:
        proposed = facts.propose(self._speaking.get(checkpoint.id, ()), checkpoint, carried.site)
        if proposed is None or not carrying.contradicts(proposed.verdict, carried.verdict):
            return None
        # The officer has looked at these very findings and rejected what they propose.
        return None if self._rejected.get((checkpoint.id, carried.site, proposed.basis)) else proposed


def _refusal(carried: Carried, answer: Answer | None, against: Proposal | None) -> str:
    if answer is not None and answer.verdict is not Verdict.UNANSWERED:
        return "carried_answered"
    if carried.standing is Standing.CHANGED:
        return "carried_changed"
    if carried.review == REFUTED:
        return "carried_refuted"
    return "carried_contradicted" if against is not None else ""

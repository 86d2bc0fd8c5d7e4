"""Answering many places at once (まとめて回答): one transaction, all or none, nothing written before it was shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain import answers
from app.domain import findings as facts
from app.domain.answers import Answer, Draft
from app.domain.audit import COMPANY
from app.domain.catalogue import Checkpoint
from app.domain.findings import Finding, Proposal
from app.domain.findings import Source as FindingSource
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.review import State, state_of
from app.errors import UserError, register_messages
from app.services import copies, proofs, proving
from app.services.batch_writing import write
from app.services.changes import Changes
from app.services.chosen_places import chosen
from app.services.ports import Desk, FindingQuery, Progress, UnitOfWork

register_messages(
    {
        "batch_change_needs_reason": "{count} of the chosen places were answered otherwise already, the first of them "
        "{checkpoint} at {site}; give the reason for the change.",
        "batch_graver_needs_reason": "At {count} of the chosen places, the first of them {checkpoint} at {site}, "
        "ledgers propose a graver verdict; give the reason for answering otherwise.",
        "batch_lessens": "At {count} of the chosen places, the first of them {checkpoint} at {site}, a deficiency "
        "would become a lesser one. Leave them out, or say openly that it is meant (on the command line with "
        "--lessen).",
        "batch_not_copied": "None of the chosen answers is a copy that waits to be confirmed.",
        "batch_nothing_to_copy": "None of the chosen checkpoints has a verdict at {site} that could be copied.",
    }
)

BATCH = "batch"
"""In `after` of the entries of the history that were made in one act: the same value in all of them."""
_SHOWING = (FindingSource.RULES.value, FindingSource.LOGS.value)
_FEW = 10
"""Up to so many checkpoints what is found on them is read one by one."""
_SOME_REASON = "any reason"
"""Stands in for the reason that is still to be written, where all else of a draft is checked."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What answering many places would do. Every place is in one of `new`, `changed`, `remarked` and `unchanged`.

    `new` have no verdict yet, `changed` another one, for which a reason is needed; at `remarked` only the remark
    changes. The others tell what to think of before: at `lessened` a deficiency would become a lesser one or none, at
    `opposed` the ledgers propose another verdict, `accepted` lose the acceptance of their reviewer, `unproven` would
    conform with neither evidence nor a second person to prove it, or refuted by one, and at `replaced` another remark
    takes the place of the one there. `verdicts` are those that the places would have. `graver` are those of
    `opposed` at which a reason is needed to decide against the ledgers.
    """

    new: tuple[Place, ...]
    changed: tuple[Place, ...]
    remarked: tuple[Place, ...]
    unchanged: tuple[Place, ...]
    lessened: tuple[Place, ...]
    opposed: tuple[Place, ...]
    accepted: tuple[Place, ...]
    unproven: tuple[Place, ...]
    replaced: tuple[Place, ...]
    verdicts: Mapping[Place, Verdict]
    graver: tuple[Place, ...] = ()

    @property
    def written(self) -> tuple[Place, ...]:
        """The places that get a new revision."""
        return (*self.new, *self.changed, *self.remarked)

    @property
    def needs_reason(self) -> bool:
        """Whether a reason must be given: a verdict changes, does not apply, or is less grave than ledgers propose."""
        if self.changed or self.graver:
            return True
        return any(self.verdicts[place] is Verdict.NOT_APPLICABLE for place in self.new)

    @staticmethod
    def nothing() -> Preview:
        """What would be done where nothing is chosen."""
        return Preview((), (), (), (), (), (), (), (), (), {})

    def without(self, places: Iterable[Place]) -> Preview:
        """What is left where these places are left out."""
        out = frozenset(places)

        def kept(of: tuple[Place, ...]) -> tuple[Place, ...]:
            return tuple(place for place in of if place not in out)

        return Preview(
            kept(self.new),
            kept(self.changed),
            kept(self.remarked),
            kept(self.unchanged),
            kept(self.lessened),
            kept(self.opposed),
            kept(self.accepted),
            kept(self.unproven),
            kept(self.replaced),
            {place: verdict for place, verdict in self.verdicts.items() if place not in out},
            kept(self.graver),
        )


@dataclass(frozen=True, slots=True)
class _Field:
    """The chosen places as one transaction finds them: who asks what there, the names of the sites and of the
    company, and the answers in force."""

    checkpoints: Mapping[str, Checkpoint]
    sites: Mapping[str, str]
    current: Mapping[Place, Answer]
    places: tuple[Place, ...]


def preview(desk: Desk, places: Iterable[Place], verdict: Verdict, comment: str = "", *, add: bool = False) -> Preview:
    """What `answer_many` would do. Raises UserError when a place is none of this audit or cannot be answered so."""
    with desk.file.read() as work:
        field = _field(desk, work, places)
        drafts = _drafts(field, verdict, comment, "", add=add)
        found = _preview(desk, work, field, drafts)
        return replace(found, graver=_graver(field, drafts, _opposed(work, field, drafts)))


def answer_many(
    desk: Desk,
    places: Iterable[Place],
    verdict: Verdict,
    comment: str = "",
    reason: str = "",
    progress: Progress | None = None,
    *,
    lessen: bool = False,
    add: bool = False,
) -> Changes:
    """Give many places one verdict as one act. Raises UserError, and then nothing is written; so `batch_stopped` when
    `progress` says so.

    As with a single answer `comment` takes the place of what was remarked there, and an empty one leaves it; with `add`
    it is added below. Places that have the verdict already and get no remark stay as they are: copies and answers whose
    findings have changed are not confirmed by the way. A deficiency becomes a lesser one only with `lessen`, and where
    ledgers propose a graver verdict the reason is kept with the decision against them.
    """
    with desk.file.write() as work:
        field = _field(desk, work, places)
        drafts = _drafts(field, verdict, comment, reason, add=add)
        _require(field, drafts, lessen=lessen)
        opposed = _opposed(work, field, drafts)
        graver = _graver(field, drafts, opposed)
        if graver and not reason.strip():
            raise _refusal("batch_graver_needs_reason", field, graver)
        changes = write(
            desk, work, field.checkpoints, field.current, drafts, opposed, progress=progress, reason=reason.strip()
        )
        if changes:
            work.commit()
    return changes


def answer_each(desk: Desk, drafts: Sequence[Draft], progress: Progress | None = None) -> Changes:
    """Record drafts, each with a verdict of its own, as one act; that a deficiency becomes a lesser one is meant.

    Where ledgers propose a graver verdict the reason of the first draft is kept with the decision against them. Raises
    UserError, and then nothing is written.
    """
    with desk.file.write() as work:
        field = _field(desk, work, [(draft.checkpoint, draft.site) for draft in drafts])
        given = {(draft.checkpoint, draft.site): draft for draft in drafts}
        _require(field, given, lessen=True)
        opposed = _opposed(work, field, given)
        reason = next((draft.reason for draft in drafts), "")
        changes = write(desk, work, field.checkpoints, field.current, given, opposed, progress=progress, reason=reason)
        if changes:
            work.commit()
    return changes


def preview_copies(desk: Desk, from_site: str, places: Iterable[Place], *, remark: bool = True) -> Preview:
    """What `copy_many` would do with the same `remark`; checkpoints without a verdict at `from_site` are left out.
    Raises UserError."""
    with desk.file.read() as work:
        field = _field(desk, work, places)
        drafts = _copied(desk, work, field, from_site, "", remark=remark)
        return _preview(desk, work, field, drafts)


def copy_many(
    desk: Desk,
    from_site: str,
    places: Iterable[Place],
    reason: str = "",
    progress: Progress | None = None,
    *,
    remark: bool = True,
    lessen: bool = False,
) -> Changes:
    """Copy the answers of one site to many places, each marked as copied until it is confirmed there, as one act.

    As `answering.copy_answer`, for many checkpoints; those without a verdict at `from_site` are left out, and a
    deficiency becomes a lesser one only with `lessen`. Raises UserError, and then nothing is copied; so `batch_stopped`
    when `progress` says so.
    """
    with desk.file.write() as work:
        field = _field(desk, work, places)
        drafts = _copied(desk, work, field, from_site, reason, remark=remark)
        _require(field, drafts, lessen=lessen)
        # Whoever copies an answer has seen the ledgers of one site only: what they propose at others stays undecided.
        changes = write(desk, work, field.checkpoints, field.current, drafts, {}, from_site, progress)
        if changes:
            work.commit()
    return changes


def confirm_copies(desk: Desk, places: Iterable[Place]) -> Changes:
    """Take copied answers as their sites' own, as one act; what is no unconfirmed copy is left alone.

    Raises UserError `batch_not_copied` where none is.
    """
    at, batch = desk.stamp(), desk.world.new_id()
    with desk.file.write() as work:
        field = _field(desk, work, places)
        given = {place: field.current[place] for place in field.places if place in field.current}
        sources = copies.of_all(work, given)
        if not sources:
            raise UserError("batch_not_copied")
        events = []
        for place in field.places:
            if place in sources:
                answer = given[place]
                after = {"verdict": answer.verdict.value, "revision": answer.revision, "from": sources[place]}
                events.append(Event(copies.CONFIRMED, place[0], *place, after={**after, BATCH: batch}))
        work.history.record_all(at, desk.world.user, events)
        work.commit()
    return Changes(at=at, places=frozenset(sources))


# --- reading ----------------------------------------------------------------------------------------------------------


def _field(desk: Desk, work: UnitOfWork, places: Iterable[Place]) -> _Field:
    """Raises UserError when nothing is chosen, or a place is none of this audit."""
    wanted = chosen(desk, work, places)
    current = work.answers.current_of(wanted.checkpoints)
    names = {**wanted.sites, COMPANY: work.audit.get().organisation}
    return _Field(wanted.checkpoints, names, current, wanted.places)


def _drafts(field: _Field, verdict: Verdict, comment: str, reason: str, *, add: bool) -> dict[Place, Draft]:
    said = comment.strip()
    drafts = {}
    for place in field.places:
        current = field.current.get(place)
        before = current.comment if current is not None else ""
        remark = _added(before, said) if add else said or before
        drafts[place] = _meant(current, Draft(*place, verdict, remark, reason.strip()))
    return drafts


def _meant(current: Answer | None, draft: Draft) -> Draft:
    """A reason that is given for many means those whose verdict changes."""
    if current is None or current.verdict is not draft.verdict:
        return draft
    return draft if draft.verdict is Verdict.NOT_APPLICABLE and not current.reason else replace(draft, reason="")


def _added(before: str, said: str) -> str:
    """The remark with one more below it; said once, however often it is added."""
    if not said or said == before or before.endswith("\n" + said):
        return before
    return f"{before}\n{said}" if before else said


def _copied(
    desk: Desk, work: UnitOfWork, field: _Field, from_site: str, reason: str, *, remark: bool
) -> dict[Place, Draft]:
    """The drafts of copies of one site's answers. Raises UserError `batch_nothing_to_copy`, `site_gone`."""
    from app.services import drafting

    if from_site not in field.sites or not from_site:
        raise UserError("site_gone")
    sources: dict[str, Answer] = {}
    for identity in field.checkpoints:
        source = field.current.get((identity, from_site))
        if source is not None and source.verdict is not Verdict.UNANSWERED:
            said = drafting.own_words_of(desk.catalogue, work, identity, source.comment) if remark else ""
            sources[identity] = replace(source, comment=said)
    drafts = {}
    for place in field.places:
        if place[0] in sources and place[1] not in (COMPANY, from_site):
            current = field.current.get(place)
            drafts[place] = _meant(current, answers.copied(sources[place[0]], current, place[1], reason))
    if not drafts:
        raise UserError("batch_nothing_to_copy", site=field.sites[from_site])
    return drafts


def _preview(desk: Desk, work: UnitOfWork, field: _Field, drafts: Mapping[Place, Draft]) -> Preview:
    sets: dict[str, list[Place]] = defaultdict(list)
    reviews = work.reviews.latest()
    given = {}
    for place, draft in drafts.items():
        current = field.current.get(place)
        _check(field, current, replace(draft, reason=_SOME_REASON))
        written = not answers.unchanged(current, draft)
        if answers.changes_verdict(current, draft):
            sets["changed"].append(place)
        elif current is None or current.verdict is not draft.verdict:
            sets["new" if written else "unchanged"].append(place)
        else:
            sets["remarked" if written else "unchanged"].append(place)
        if current is not None and answers.lessens(current, draft):
            sets["lessened"].append(place)
        if written and state_of(current, reviews.get(place)) is State.ACCEPTED:
            sets["accepted"].append(place)
        if written:
            given[place] = answers.accept(current, draft, "", desk.world.user)
        if current is not None and current.comment not in draft.comment:
            sets["replaced"].append(place)
    opposed = _opposed(work, field, drafts)
    unproven = proving.lacking(work, given, proofs.day(work, desk.world.clock.today())).unproven
    return Preview(
        tuple(sets["new"]),
        tuple(sets["changed"]),
        tuple(sets["remarked"]),
        tuple(sets["unchanged"]),
        tuple(sets["lessened"]),
        tuple(place for place in drafts if place in opposed),
        tuple(sets["accepted"]),
        tuple(place for place in drafts if place in unproven),
        tuple(sets["replaced"]),
        {place: draft.verdict for place, draft in drafts.items()},
    )


def _opposed(work: UnitOfWork, field: _Field, drafts: Mapping[Place, Draft]) -> dict[Place, Proposal]:
    """Where ledgers propose another verdict than the draft gives, and nobody has decided on that otherwise."""
    speaking: dict[Place, list[Finding]] = defaultdict(list)
    for finding in _findings(work, field):
        for identity in finding.checkpoints:
            for place in {(identity, finding.site), (identity, COMPANY)}:
                speaking[place].append(finding)
    decided = {(d.checkpoint, d.site, d.basis): d.decision for d in work.findings.decisions()}
    found = {}
    for place, draft in drafts.items():
        proposed = facts.propose(speaking.get(place, ()), field.checkpoints[place[0]], place[1])
        if proposed is None or proposed.verdict is draft.verdict:
            continue
        if decided.get((*place, proposed.basis), "adopted") == "adopted":
            found[place] = proposed
    return found


def _graver(field: _Field, drafts: Mapping[Place, Draft], opposed: Mapping[Place, Proposal]) -> tuple[Place, ...]:
    """Where something is written although ledgers propose a graver verdict."""
    return tuple(
        place
        for place, proposed in opposed.items()
        if drafts[place].verdict is not Verdict.UNANSWERED
        and answers.graver(proposed.verdict, drafts[place].verdict)
        and not answers.unchanged(field.current.get(place), drafts[place])
    )


def _findings(work: UnitOfWork, field: _Field) -> Sequence[Finding]:
    """What ledgers and logs found on the checkpoints; of what answers are there may be thousands, which propose
    nothing."""
    checkpoints = field.checkpoints if len(field.checkpoints) <= _FEW else ("",)
    queries = (FindingQuery(source=source, checkpoint=identity) for identity in checkpoints for source in _SHOWING)
    return tuple({finding.id: finding for query in queries for finding in work.findings.chosen(query)}.values())


# --- refusing ---------------------------------------------------------------------------------------------------------


def _require(field: _Field, drafts: Mapping[Place, Draft], *, lessen: bool) -> None:
    """Raises UserError when one of the drafts may not be recorded."""
    lessened = _where(field, drafts, answers.lessens)
    if lessened and not lessen:
        raise _refusal("batch_lessens", field, lessened)
    changed = [p for p in _where(field, drafts, answers.changes_verdict) if not drafts[p].reason]
    if changed:
        raise _refusal("batch_change_needs_reason", field, changed)
    for place, draft in drafts.items():
        _check(field, field.current.get(place), draft)


def _where(field: _Field, drafts: Mapping[Place, Draft], holds: Callable[[Answer, Draft], bool]) -> list[Place]:
    return [place for place, draft in drafts.items() if place in field.current and holds(field.current[place], draft)]


def _refusal(code: str, field: _Field, places: Sequence[Place]) -> UserError:
    """A refusal that tells how many places it is about, and the first of them."""
    checkpoint, site = places[0]
    return UserError(code, count=len(places), checkpoint=checkpoint, site=field.sites[site])


def _check(field: _Field, current: Answer | None, draft: Draft) -> None:
    if code := answers.refusal(field.checkpoints[draft.checkpoint], current, draft):
        raise UserError(code, checkpoint=draft.checkpoint)

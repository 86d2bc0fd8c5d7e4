"""Answering a checkpoint: every revision is appended, and on disk before the officer is told so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain import answers
from app.domain.answers import Answer, Draft
from app.domain.catalogue import Checkpoint
from app.domain.challenges import Disproof
from app.domain.findings import Finding, Ground, finding_id, from_answer, merge
from app.domain.findings import Source as FindingSource
from app.domain.grades import Verdict
from app.domain.history import Event
from app.domain.pieces import Piece
from app.domain.progress import Place
from app.errors import UserError, register_messages
from app.services import (
    acceptance,
    answer_findings,
    auditing,
    carried_following,
    copies,
    finding_grounds,
    proofs,
    rewording,
)
from app.services.asking import Wording
from app.services.changes import Changes
from app.services.chosen_places import asked_checkpoint, known_checkpoint
from app.services.ports import Desk, UnitOfWork
from app.services.told_values import plain

register_messages(
    {
        "checkpoint_unknown": "There is no checkpoint {checkpoint} in this audit.",
        "answer_site_needed": "{checkpoint} is answered once per site; name the site.",
        "answer_site_not_wanted": "{checkpoint} is answered once for the company; name no site.",
        "answer_change_needs_reason": "{checkpoint} was answered already; give the reason for the change.",
        "answer_not_applicable_needs_reason": "Give the reason why {checkpoint} does not apply, in words.",
        "site_gone": "The site does not belong to this audit any more.",
        "answer_nothing_to_copy": "{checkpoint} has no verdict yet that could be copied.",
        "answer_better_by_copy": "{checkpoint} is deficient at {site} as it was answered there; a copy from another "
        "site cannot mend that. Answer it at the site.",
        "answer_not_stale": "Neither findings on {checkpoint} nor its words have changed since it was answered; "
        "there is nothing to confirm.",
        "answer_not_copied": "{checkpoint} was not copied from another site, or was answered anew since.",
    }
)


@dataclass(frozen=True, slots=True)
class CheckpointPage:
    """All that is known of one checkpoint at one place. `pieces` are the evidence that serves it, or did.

    `copied_from` is the site whose answer was copied here and is not yet confirmed, else None. `stale` tells what has
    come, gone or changed among the findings that the answer rests on, or that the question was put in other words:
    `then` is how it was put when it was answered.
    """

    checkpoint: Checkpoint
    site: str
    answer: Answer | None
    revisions: tuple[Answer, ...]
    pieces: tuple[Piece, ...]
    copied_from: str | None = None
    stale: Ground | None = None
    then: Wording | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """One place that wants an answer and how it stands there; `evidence` counts the pieces that prove it today.

    `copied_from` is the site whose answer was copied here and is not yet confirmed, else None. `stale` tells what has
    come, gone or changed among the findings that the answer rests on, or that the question was put in other words:
    `then` is how it was put when it was answered. `unproven`: neither evidence nor a second person proves the 適合;
    `refuted` is the last attempt of a second person that refuted it.
    """

    checkpoint: Checkpoint
    site: str
    answer: Answer | None
    evidence: int
    copied_from: str | None
    stale: Ground | None = None
    unproven: bool = False
    then: Wording | None = None
    refuted: Disproof | None = None

    @property
    def verdict(self) -> Verdict:
        """The verdict in force."""
        return self.answer.verdict if self.answer else Verdict.UNANSWERED


def record_answer(
    desk: Desk, checkpoint_id: str, site_id: str, verdict: Verdict, comment: str | None = None, reason: str = ""
) -> Changes:
    """Record an answer as a new revision; `comment` None keeps the earlier one. Raises UserError, changing nothing.

    The same answer given again upholds one under which findings, or the words of its question, have changed.
    """
    checkpoint = asked_checkpoint(desk, checkpoint_id)
    with desk.file.write() as work:
        current = _current(work, checkpoint, site_id)
        said = comment if comment is not None else current.comment if current else ""
        draft = Draft(checkpoint.id, site_id, verdict, said, reason)
        changes = _append(desk, work, checkpoint, current, draft)
        if not changes and current is not None:
            changes = _uphold(desk, work, current)
        if changes:
            work.commit()
        return changes


def record_comment(desk: Desk, checkpoint_id: str, site_id: str, comment: str) -> Changes:
    """Record a remark (所見) with the verdict as it stands, unanswered included. Raises UserError, changing nothing.

    A remark alone is no answer: that findings have changed under the one that stands is told on.
    """
    checkpoint = asked_checkpoint(desk, checkpoint_id)
    with desk.file.write() as work:
        current = _current(work, checkpoint, site_id)
        verdict = current.verdict if current else Verdict.UNANSWERED
        changes = _append(desk, work, checkpoint, current, Draft(checkpoint.id, site_id, verdict, comment), anew=False)
        work.commit()
        return changes


def copy_answer(
    desk: Desk, checkpoint_id: str, from_site: str, sites: Sequence[str], reason: str = "", *, remark: bool = True
) -> Changes:
    """Copy the verdict of one site to others, each marked as copied until it is confirmed there.

    The remark comes along without what the ledgers of the one site drafted; without `remark`, or where nothing is left
    of it, what was remarked at the other sites stays. `reason` is wanted where a verdict was given already; a
    deficiency found at a site is never made less by a copy. Raises UserError,
    and then nothing is copied.
    """
    from app.services import drafting

    checkpoint = asked_checkpoint(desk, checkpoint_id)
    wanted = [site for site in dict.fromkeys(sites) if site != from_site]
    changes: list[Changes] = []
    # All or none; each copy has its own entry in the history of its site.
    with desk.file.write() as work:
        source = _current(work, checkpoint, from_site)
        if source is None or source.verdict is Verdict.UNANSWERED:
            raise UserError("answer_nothing_to_copy", checkpoint=checkpoint.id)
        said = drafting.own_words_of(desk.catalogue, work, checkpoint.id, source.comment) if remark else ""
        copied = replace(source, comment=said)
        names = {site.id: site.name for site in work.sites.all()}
        for site in wanted:
            current = _current(work, checkpoint, site)
            draft = answers.copied(copied, current, site, reason)
            _check_copy(checkpoint, current, draft, names[site], reason)
            # The verdict that stood rests on what it rested on: nobody has looked at this site by copying.
            how = {"act": copies.COPIED, "copied_from": from_site}
            anew = current is None or current.verdict is not draft.verdict
            changes.append(_append(desk, work, checkpoint, current, draft, anew=anew, **how))
        work.commit()
    at = max((each.at for each in changes), default="")
    # Where a site said the same already it has the answer as well.
    places = frozenset((checkpoint.id, site) for site in wanted) if at else frozenset()
    return Changes(
        at=at,
        places=places,
        findings=any(each.findings for each in changes),
        carried=any(each.carried for each in changes),
    )


def confirm_copy(desk: Desk, checkpoint_id: str, site_id: str) -> Changes:
    """Take a copied answer as this site's own. Raises UserError `answer_not_copied`."""
    checkpoint = asked_checkpoint(desk, checkpoint_id)
    at = desk.stamp()
    with desk.file.write() as work:
        _current(work, checkpoint, site_id)
        revisions = work.answers.revisions(checkpoint.id, site_id)
        source = copies.at(work, checkpoint.id, site_id, revisions)
        if source is None:
            raise UserError("answer_not_copied", checkpoint=checkpoint.id)
        after = {"verdict": revisions[-1].verdict.value, "revision": revisions[-1].revision, "from": source}
        work.history.record(
            at, desk.world.user, Event(copies.CONFIRMED, checkpoint.id, checkpoint.id, site_id, after=after)
        )
        work.commit()
    return Changes(at=at, places=frozenset({(checkpoint.id, site_id)}))


def confirm_answer(desk: Desk, checkpoint_id: str, site_id: str) -> Changes:
    """Let an answer stand although the findings it rests on, or the words of its question, have changed.

    Raises UserError `answer_not_stale`.
    """
    checkpoint = asked_checkpoint(desk, checkpoint_id)
    with desk.file.write() as work:
        current = _current(work, checkpoint, site_id)
        changes = _uphold(desk, work, current) if current is not None else Changes()
        if not changes:
            raise UserError("answer_not_stale", checkpoint=checkpoint.id)
        work.commit()
    return changes


def _uphold(desk: Desk, work: UnitOfWork, answer: Answer) -> Changes:
    """Let an answer rest on what the ledgers say now; no change where that is what it rests on."""
    before = finding_grounds.rest_anew(work, answer.checkpoint, answer.site)
    if "stale" not in before:
        return Changes()
    at = desk.stamp()
    after: dict[str, object] = {"verdict": answer.verdict.value, "revision": answer.revision}
    acceptance.lapse(work, answer, at, desk.world.user)
    event = Event("answer.upheld", answer.checkpoint, answer.checkpoint, answer.site, before, after)
    work.history.record(at, desk.world.user, event)
    return Changes(at=at, reviews=True, places=frozenset({(answer.checkpoint, answer.site)}))


def take_over(
    desk: Desk, work: UnitOfWork, taken: Sequence[tuple[Checkpoint, Draft]], current: Mapping[Place, Answer]
) -> Changes:
    """Append answers of an earlier audit as the officer's own; no change where none says anything new. Whoever calls
    has checked that they may be, and commits. Raises UserError, before anything is written."""
    at, by, act = desk.stamp(), desk.world.user, carried_following.TAKEN_OVER
    written: dict[Place, Answer] = {}
    for checkpoint, draft in taken:
        place = draft.checkpoint, draft.site
        _check(checkpoint, current.get(place), draft)
        if not answers.unchanged(current.get(place), draft):
            written[place] = answers.accept(current.get(place), draft, at, by)
    if not written:
        return Changes()
    work.answers.append_all(tuple(written.values()))
    found, kept = answer_findings.follow_all(
        work, {checkpoint.id: checkpoint for checkpoint, _draft in taken}, written, at[:10]
    )
    carried = carried_following.follow_all(work, written.values(), act)
    grounds = {(g.checkpoint, g.site): g for g in work.findings.grounds()}
    events = []
    for place, answer in written.items():
        rested = finding_grounds.rest_anew(work, *place) if place in grounds else {}
        events.append(_event(act, current.get(place), answer, kept.get(place), rested))
    work.history.record_all(at, by, events)
    return Changes(at=at, places=frozenset(written), findings=found, carried=carried)


def unconfirmed(desk: Desk) -> dict[Place, str]:
    """The places whose answer was copied and is not yet confirmed → the site it was copied from."""
    with desk.file.read() as work:
        return copies.unconfirmed(work)


def standing(desk: Desk) -> tuple[Standing, ...]:
    """Every place of the audit with its answer, in the order of the catalogue and of the sites."""
    outline = auditing.outline(desk)
    with desk.file.read() as work:
        proven = proofs.counts_by_place(work, proofs.day(work, desk.world.clock.today()))
        then = rewording.all_then(work, outline.stale)
    checkpoints = {c.id: c for c in outline.checkpoints}
    return tuple(
        Standing(
            checkpoints[place[0]],
            place[1],
            outline.answers.get(place),
            proven[place],
            outline.copies.get(place),
            outline.stale.get(place),
            place in outline.unproven,
            then.get(place),
            outline.refuted.get(place),
        )
        for place in outline.places
    )


def page(desk: Desk, checkpoint_id: str, site_id: str) -> CheckpointPage:
    """What a checkpoint page shows. Raises UserError `checkpoint_unknown`."""
    checkpoint = known_checkpoint(desk, checkpoint_id)
    with desk.file.read() as work:
        revisions = work.answers.revisions(checkpoint.id, site_id)
        pieces = proofs.pieces_at(work, (checkpoint.id, site_id))
        source = copies.at(work, checkpoint.id, site_id, revisions)
        ground = work.findings.ground(checkpoint.id, site_id)
        then = rewording.words_then(work, ground)
    stale = ground if ground is not None and ground.stale else None
    answer = revisions[-1] if revisions else None
    return CheckpointPage(checkpoint, site_id, answer, revisions, pieces, source, stale, then)


def _current(work: UnitOfWork, checkpoint: Checkpoint, site_id: str) -> Answer | None:
    """The answer in force at a place of this audit. Raises UserError when the place is none of it."""
    if work.audit.get().role not in checkpoint.roles:
        raise UserError("checkpoint_unknown", checkpoint=checkpoint.id)
    if site_id and not any(s.id == site_id and not s.removed for s in work.sites.all()):
        raise UserError("site_gone")
    return work.answers.current(checkpoint.id, site_id)


def _check(checkpoint: Checkpoint, current: Answer | None, draft: Draft) -> None:
    if code := answers.refusal(checkpoint, current, draft):
        raise UserError(code, checkpoint=checkpoint.id)


def _check_copy(checkpoint: Checkpoint, current: Answer | None, draft: Draft, site: str, reason: str) -> None:
    if answers.changes_verdict(current, draft) and not reason.strip():
        raise UserError("answer_change_needs_reason", checkpoint=checkpoint.id)
    if current is not None and answers.lessens(current, draft):
        raise UserError("answer_better_by_copy", checkpoint=checkpoint.id, site=site)
    _check(checkpoint, current, draft)


def _append(
    desk: Desk,
    work: UnitOfWork,
    checkpoint: Checkpoint,
    current: Answer | None,
    draft: Draft,
    *,
    act: str = "answer.recorded",
    copied_from: str = "",
    anew: bool = True,
) -> Changes:
    """Append `draft` as the next revision; no change where it says nothing new. Whoever calls commits.

    An answer that is given `anew` rests on what the ledgers say now.
    """
    if answers.unchanged(current, draft):
        return Changes()
    _check(checkpoint, current, draft)
    at = desk.stamp()
    answer = answers.accept(current, draft, at, desk.world.user)
    work.answers.append(answer)
    found, finding = follow(work, checkpoint, answer, at[:10])
    carried = carried_following.follow(work, answer, act)
    rested = finding_grounds.rest_anew(work, checkpoint.id, draft.site) if anew else {}
    event = _event(act, current, answer, finding if found else None, rested)
    if copied_from and event.after is not None:
        event = replace(event, after={**event.after, "from": copied_from})
    work.history.record(at, desk.world.user, event)
    return Changes(at=at, places=frozenset({(checkpoint.id, draft.site)}), findings=found, carried=carried)


def _event(
    act: str, current: Answer | None, answer: Answer, finding: Finding | None, rested: Mapping[str, object]
) -> Event:
    """An answer for the history: `finding` is what was kept of it before, where that changed, and `rested` what it
    rested on."""
    before = answers.told(current) if current is not None else None
    if before is not None:
        if finding is not None:
            # What was said of it is lost where it comes back as a new one.
            before["finding"] = plain(finding)
        before |= rested
    return Event(act, answer.checkpoint, answer.checkpoint, answer.site, before, answers.told(answer))


def follow(work: UnitOfWork, checkpoint: Checkpoint, answer: Answer, today: str) -> tuple[bool, Finding | None]:
    """Keep the finding that this answer is, or no longer is; whether one changed, and what it was before."""
    derived = from_answer(checkpoint, answer)
    known = work.findings.get(finding_id(FindingSource.ANSWERS, "", answer.checkpoint, answer.site))
    of_answers = frozenset({FindingSource.ANSWERS})
    merged = merge([known] if known else [], [derived] if derived else [], today, of_answers)
    work.findings.put(merged.write)
    return bool(merged.write), known

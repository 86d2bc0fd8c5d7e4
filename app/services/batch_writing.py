"""Writing the answers of one act on many places, with all that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain import answers
from app.domain.answers import Answer, Draft
from app.domain.catalogue import Checkpoint
from app.domain.findings import Ground, Proposal, ProposalDecision
from app.domain.history import Event
from app.domain.progress import Place
from app.domain.steps import BATCH
from app.errors import UserError, register_messages
from app.services import answer_findings, carried_following, copies, finding_grounds
from app.services.changes import Changes
from app.services.ports import Desk, Progress, UnitOfWork
from app.services.told_values import plain

register_messages({"batch_stopped": "It was stopped; nothing was changed."})

_AT_ONCE = 2_000
"""So many places are written before it is told how far that is."""


@dataclass(frozen=True)
class _Act:
    """One act on many places that is being written: its moment and id, the transaction, and what it found there."""

    work: UnitOfWork
    checkpoints: Mapping[str, Checkpoint]
    current: Mapping[Place, Answer]
    at: str
    user: str
    batch: str
    copied_from: str
    opposed: Mapping[Place, Proposal]
    reason: str
    grounds: Mapping[Place, Ground]


def write(
    desk: Desk,
    work: UnitOfWork,
    checkpoints: Mapping[str, Checkpoint],
    current: Mapping[Place, Answer],
    drafts: Mapping[Place, Draft],
    opposed: Mapping[Place, Proposal],
    copied_from: str = "",
    progress: Progress | None = None,
    reason: str = "",
) -> Changes:
    """Append what says something new against the `current` answers, with all that follows from it; whoever calls
    commits. `opposed` are proposals of ledgers that are decided against by the way, for this `reason`.

    Raises UserError `batch_stopped` when `progress` says so.
    """
    at, user, batch = desk.stamp(), desk.world.user, desk.world.new_id()
    written = [
        (place, answers.accept(current.get(place), draft, at, user))
        for place, draft in drafts.items()
        if not answers.unchanged(current.get(place), draft)
    ]
    if not written:
        return Changes()
    grounds = {(g.checkpoint, g.site): g for g in work.findings.grounds()}
    act = _Act(work, checkpoints, current, at, user, batch, copied_from, opposed, reason, grounds)
    found = carried = False
    for start in range(0, len(written), _AT_ONCE):
        if progress is not None and not progress("answers", start, len(written)):
            raise UserError("batch_stopped")
        part = _write_part(act, dict(written[start : start + _AT_ONCE]))
        found, carried = found or part.findings, carried or part.carried
    return Changes(at=at, places=frozenset(place for place, _a in written), findings=found, carried=carried)


def _write_part(act: _Act, written: Mapping[Place, Answer]) -> Changes:
    """Some of the places of an act, with what follows there."""
    work = act.work
    work.answers.append_all(tuple(written.values()))
    found, kept = answer_findings.follow_all(work, act.checkpoints, written, act.at[:10])
    name = copies.COPIED if act.copied_from else "answer.recorded"
    carried = carried_following.follow_all(work, written.values(), name)
    events = []
    for place, answer in written.items():
        current = act.current.get(place)
        before, after = answers.told(current) if current is not None else None, answers.told(answer)
        # A remark alone is no answer: what has changed under the one that stands is told on.
        anew = current is None or current.verdict is not answer.verdict
        if anew and (ground := act.grounds.get(place)):
            work.findings.drop_ground(*place)
            if before is not None:
                before |= finding_grounds.rested(ground)
        if before is not None and place in kept:
            before["finding"] = plain(kept[place])
        if act.copied_from:
            after["from"] = act.copied_from
        after[BATCH] = act.batch
        events.append(Event(name, place[0], *place, before, after))
        if proposal := act.opposed.get(place):
            decision = ProposalDecision(*place, proposal.basis, "changed", act.at, act.user, act.reason)
            work.findings.put_decision(decision)
            events.append(_decided(place, proposal, act))
    work.history.record_all(act.at, act.user, events)
    return Changes(at=act.at, findings=found, carried=carried)


def _decided(place: Place, proposal: Proposal, act: _Act) -> Event:
    after = {
        "basis": proposal.basis,
        "decision": "changed",
        "reason": act.reason,
        "verdict": proposal.verdict.value,
        "findings": [f.id for f in proposal.findings],
        BATCH: act.batch,
    }
    return Event("proposal.changed", place[0], *place, after=after)

"""Answering a checkpoint: every revision is appended, and on disk before the officer is told so."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import answers
from app.domain.answers import Answer, Draft
from app.domain.catalogue import Checkpoint, Verdict
from app.domain.evidence import Evidence
from app.domain.findings import Source as FindingSource
from app.domain.findings import finding_id, from_answer, merge
from app.domain.history import Event
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.ports import Desk, UnitOfWork

register_messages(
    {
        "checkpoint_unknown": "There is no checkpoint {checkpoint} in this audit.",
        "answer_site_needed": "{checkpoint} is answered once per site; name the site.",
        "answer_site_not_wanted": "{checkpoint} is answered once for the company; name no site.",
        "answer_change_needs_reason": "{checkpoint} was answered already; give the reason for the change.",
        "answer_not_applicable_needs_reason": "Give the reason why {checkpoint} does not apply.",
        "site_gone": "The site does not belong to this audit any more.",
    }
)


@dataclass(frozen=True, slots=True)
class CheckpointPage:
    """All that is known of one checkpoint at one place."""

    checkpoint: Checkpoint
    site: str
    answer: Answer | None
    revisions: tuple[Answer, ...]
    evidence: tuple[Evidence, ...]


def record_answer(
    desk: Desk, checkpoint_id: str, site_id: str, verdict: Verdict, comment: str | None = None, reason: str = ""
) -> Changes:
    """Record an answer as a new revision; `comment` None keeps the earlier one. Raises UserError, changing nothing."""
    checkpoint = _checkpoint(desk, checkpoint_id)
    at = desk.stamp()
    with desk.file.write() as work:
        if work.audit.get().role not in checkpoint.roles:
            raise UserError("checkpoint_unknown", checkpoint=checkpoint_id)
        if site_id and not any(s.id == site_id and not s.removed for s in work.sites.all()):
            raise UserError("site_gone")
        current = work.answers.current(checkpoint.id, site_id)
        said = comment if comment is not None else current.comment if current else ""
        draft = Draft(checkpoint.id, site_id, verdict, said, reason)
        if answers.unchanged(current, draft):
            return Changes()
        if code := answers.refusal(checkpoint, current, draft):
            raise UserError(code, checkpoint=checkpoint.id)
        answer = answers.accept(current, draft, at, desk.world.user)
        work.answers.append(answer)
        found = _follow(work, checkpoint, answer, at[:10])
        event = Event("answer.recorded", checkpoint.id, checkpoint.id, site_id, _told(current), _told(answer))
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, places=frozenset({(checkpoint.id, site_id)}), findings=found)


def page(desk: Desk, checkpoint_id: str, site_id: str) -> CheckpointPage:
    """What a checkpoint page shows. Raises UserError `checkpoint_unknown`."""
    checkpoint = _checkpoint(desk, checkpoint_id)
    with desk.file.read() as work:
        revisions = work.answers.revisions(checkpoint.id, site_id)
        evidence = work.evidence.at(checkpoint.id, site_id)
    return CheckpointPage(checkpoint, site_id, revisions[-1] if revisions else None, revisions, evidence)


def _checkpoint(desk: Desk, identity: str) -> Checkpoint:
    try:
        return desk.catalogue.checkpoint(identity)
    except KeyError:
        raise UserError("checkpoint_unknown", checkpoint=identity) from None


def _follow(work: UnitOfWork, checkpoint: Checkpoint, answer: Answer, today: str) -> bool:
    """Keep the finding that this answer is, or no longer is; whether one changed."""
    derived = from_answer(checkpoint, answer)
    known = work.findings.get(finding_id(FindingSource.ANSWERS, "", answer.checkpoint, answer.site))
    merged = merge([known] if known else [], [derived] if derived else [], today, frozenset({FindingSource.ANSWERS}))
    work.findings.put(merged.write)
    return bool(merged.write)


def _told(answer: Answer | None) -> dict[str, object] | None:
    if answer is None:
        return None
    return {
        "verdict": answer.verdict.value,
        "comment": answer.comment,
        "reason": answer.reason,
        "revision": answer.revision,
    }

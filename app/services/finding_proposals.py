"""What the ledgers propose on checkpoints, and what the officer decides on it."""

from __future__ import annotations

from dataclasses import dataclass

from app.domain import findings as facts
from app.domain.findings import Finding, Proposal, ProposalDecision
from app.domain.grades import Verdict
from app.domain.history import Event
from app.errors import UserError, register_messages
from app.services import acceptance
from app.services.changes import Changes
from app.services.chosen_places import asked_in, known_checkpoint
from app.services.finding_grounds import rest_on_findings
from app.services.ports import Desk, FindingQuery, UnitOfWork
from app.services.told_values import plain

register_messages(
    {
        "proposal_changed": "The ledgers have changed since this proposal was shown; look at it again.",
        "proposal_none": "The ledgers propose nothing for {checkpoint} there.",
    }
)


@dataclass(frozen=True, slots=True)
class ProposalView:
    """A proposal with the officer's decision on it, and the day and file of the ledger it comes from."""

    proposal: Proposal
    decision: ProposalDecision | None
    imported: str
    source: str


def proposal(desk: Desk, checkpoint_id: str, site_id: str) -> ProposalView | None:
    """What the ledgers propose for a checkpoint at a site (empty: the company), or None."""
    with desk.file.read() as work:
        return _view(desk, work, checkpoint_id, site_id)


def accepted(desk: Desk, checkpoint_id: str, site_id: str) -> tuple[Finding, ...]:
    """The serious findings that speak to a checkpoint at a site (empty: the company) and were accepted as a risk."""
    checkpoint = known_checkpoint(desk, checkpoint_id)
    with desk.file.read() as work:
        speaking = work.findings.chosen(FindingQuery(checkpoint=checkpoint.id, site=site_id or None))
    return facts.accepted_serious(speaking, checkpoint, site_id)


def decide(desk: Desk, checkpoint_id: str, site_id: str, basis: str, decision: str, reason: str = "") -> Changes:
    """Keep the officer's decision `adopted`, `changed` (answered otherwise) or `rejected`, taken on `basis`; the answer
    itself is recorded apart.

    Raises UserError `proposal_none`, `proposal_changed`, `checkpoint_*`; `reason_missing` for a rejection without one.
    """
    if decision not in ("adopted", "changed", "rejected"):
        raise ValueError(decision)
    if decision == "rejected" and not reason.strip():
        raise UserError("reason_missing")
    at = desk.stamp()
    with desk.file.write() as work:
        checkpoint_id = asked_in(desk, work, checkpoint_id).id
        view = _view(desk, work, checkpoint_id, site_id)
        if view is None:
            raise UserError("proposal_none", checkpoint=checkpoint_id)
        if view.proposal.basis != basis:
            raise UserError("proposal_changed")
        kept = ProposalDecision(checkpoint_id, site_id, basis, decision, at, desk.world.user, reason.strip())
        work.findings.put_decision(kept)
        # Whatever was decided was decided on these findings, and not on the words of the question.
        before = rest_on_findings(work, checkpoint_id, site_id)
        if "stale" in before and (answer := work.answers.current(checkpoint_id, site_id)) is not None:
            acceptance.lapse(work, answer, at, desk.world.user)
        if view.decision is not None:
            before["decided"] = plain(view.decision)
        after = {
            "basis": basis,
            "decision": decision,
            "reason": kept.reason,
            "verdict": view.proposal.verdict.value,
            "findings": [f.id for f in view.proposal.findings],
        }
        event = Event(f"proposal.{decision}", checkpoint_id, checkpoint_id, site_id, before or None, after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, reviews="stale" in before, places=frozenset({(checkpoint_id, site_id)}))


def decide_still(desk: Desk, checkpoint_id: str, site_id: str, basis: str, decision: str) -> Changes:
    """As `decide`, after an answer was recorded: no change where the proposal has become another one since."""
    try:
        return decide(desk, checkpoint_id, site_id, basis, decision)
    except UserError as error:
        if error.code not in ("proposal_changed", "proposal_none"):
            raise
        return Changes()


def answered(desk: Desk, checkpoint_id: str, site_id: str, verdict: Verdict, basis: str = "") -> Changes:
    """Keep that an answer says something else than the ledgers propose there, where nothing was decided on that yet or
    it was adopted before. With `basis` only if the proposal is still the one that was shown. No change otherwise."""
    view = proposal(desk, checkpoint_id, site_id)
    if view is None or view.proposal.verdict is verdict or basis not in ("", view.proposal.basis):
        return Changes()
    if view.decision is not None and view.decision.decision != "adopted":
        return Changes()
    return decide_still(desk, checkpoint_id, site_id, view.proposal.basis, "changed")


def _view(desk: Desk, work: UnitOfWork, checkpoint_id: str, site_id: str) -> ProposalView | None:
    checkpoint = known_checkpoint(desk, checkpoint_id)
    speaking = work.findings.chosen(FindingQuery(checkpoint=checkpoint.id, site=site_id or None))
    proposed = facts.propose(speaking, checkpoint, site_id)
    if proposed is None:
        return None
    decision = next(
        (
            d
            for d in reversed(work.findings.decisions())
            if (d.checkpoint, d.site, d.basis) == (checkpoint.id, site_id, proposed.basis)
        ),
        None,
    )
    kinds = {row.kind for f in proposed.findings for row in f.rows[:1]}
    files = {row.file for f in proposed.findings for row in f.rows[:1]}
    told = [b for b in work.ledgers.batches() if b.kind in kinds and b.source in files]
    latest = [*(b for b in told if b.undone), *(b for b in told if not b.undone)][-1:]
    return ProposalView(proposed, decision, latest[0].at[:10] if latest else "", latest[0].source if latest else "")

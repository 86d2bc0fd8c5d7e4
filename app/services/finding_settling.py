"""How far findings have been dealt with: states by hand, risks accepted until a day, and what opens again after it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date

from app.domain import findings as facts
from app.domain.findings import Acceptance, Finding, Status
from app.domain.history import Event
from app.domain.text import gives_reason
from app.errors import UserError, register_messages
from app.services.changes import Changes
from app.services.ports import Desk, FindingQuery, UnitOfWork
from app.services.told_values import plain
from app.services.typed_days import day_text

register_messages(
    {
        "finding_unknown": "There is no finding {finding} in this audit.",
        "finding_not_by_hand": "A finding becomes resolved when the fact itself is gone; choose another state.",
        "finding_resolved": "The fact behind the finding is gone; its state cannot be changed any more.",
        "finding_left": "The site of the finding was taken out of the audit; take the site back first.",
        "finding_corrected_needs_remark": "To call a finding corrected that still stands, write as the remark what was "
        "done and when.",
        "finding_accept_needs_remark": "Give the reason why the finding is accepted as it is.",
        "finding_accept_needs_approver": "Name who approved that the finding is accepted.",
        "finding_accept_needs_until": "Say until when the finding is accepted; it is open again after that day.",
        "finding_accept_past": "{date} has passed already; give a day on which the finding is to be looked at again.",
    }
)


def set_status(desk: Desk, finding: str, status: Status, remark: str | None = None) -> Changes:
    """Write how far a finding has been dealt with. Raises UserError, changing nothing.

    Without a `remark` the one before stays; an empty one takes it away, which a finding that is said to be corrected
    does not allow: as long as it is not resolved, its fact stands in an answer or a ledger. A risk is accepted by
    `accept` alone, which asks for what an acceptance needs: `Status.ACCEPTED` raises ValueError (our bug).
    """
    if status is Status.RESOLVED:
        raise UserError("finding_not_by_hand")
    if status is Status.ACCEPTED:
        raise ValueError("a finding is accepted with its reason, approver and expiry")

    def changed(old: Finding, at: str) -> Finding:
        # A remark on a risk whose acceptance has lapsed leaves it open for that very reason.
        acceptance = old.acceptance if status is old.status else None
        kept = old.remark if remark is None else remark.strip()
        new = replace(old, status=status, remark=kept, acceptance=acceptance)
        if new.unexplained:
            raise UserError("finding_corrected_needs_remark")
        return new

    return _settle(desk, finding, changed)


def accept(desk: Desk, finding: str, reason: str, approver: str, until: date | None) -> Changes:
    """Accept a finding as a risk: why, who approved it, and until when. Raises UserError, changing nothing.

    What the ledger of exceptions covers is approved and ends there: no approver and no day are asked for.
    """

    def changed(old: Finding, at: str) -> Finding:
        if not gives_reason(reason):
            raise UserError("finding_accept_needs_remark")
        acceptance = _acceptance(desk, old, approver.strip(), until, at)
        return replace(old, status=Status.ACCEPTED, remark=reason.strip(), acceptance=acceptance)

    return _settle(desk, finding, changed)


def lapse(work: UnitOfWork, today: str) -> tuple[Finding, ...]:
    """Open the findings again whose acceptance was to hold until a day that has passed; returns them."""
    over = frozenset(i for i, until in work.findings.accepted_until().items() if "" < until < today)
    if not over:
        return ()
    write = facts.lapsing(work.findings.chosen(FindingQuery(ids=over)), today)
    work.findings.put(write)
    return write


def lapse_accepted(desk: Desk) -> Changes:
    """As `lapse`, with its entry in the history: what an audit does when it is opened. No change where it cannot be
    written or nothing is due."""
    at = desk.stamp()
    if desk.file.refusal is not None:
        return Changes()
    with desk.file.read() as work:
        due = any("" < until < at[:10] for until in work.findings.accepted_until().values())
    if not due:
        return Changes()
    with desk.file.write() as work:
        opened = lapse(work, at[:10])
        after: dict[str, object] = {"findings": named(opened)}
        work.history.record(at, desk.world.user, Event("finding.lapsed", "findings", after=after))
        work.commit()
    return Changes(at=at, findings=True, places=frozenset((c, f.site) for f in opened for c in f.checkpoints))


def named(findings: Iterable[Finding]) -> list[str]:
    """Findings for the history."""
    return [f"{f.id} {f.rule} {f.subject}".strip() for f in findings]


def is_excepted(finding: Finding) -> bool:
    """Whether the ledger of exceptions itself tells of it, with its approver and its end."""
    return any(row.kind == "exceptions" for row in finding.rows)


def _settle(desk: Desk, finding: str, changed: Callable[[Finding, str], Finding]) -> Changes:
    """Store what a finding is `changed` into, given when. Raises UserError, changing nothing."""
    at = desk.stamp()
    with desk.file.write() as work:
        old = work.findings.get(finding)
        if old is None:
            raise UserError("finding_unknown", finding=finding)
        if old.left:
            raise UserError("finding_left")
        if old.status is Status.RESOLVED:
            raise UserError("finding_resolved")
        new = changed(old, at)
        if new == old:
            return Changes()
        work.findings.put([new])
        before, after = state_told(old), state_told(new)
        event = Event("finding.status", new.id, new.checkpoints[0] if new.checkpoints else "", new.site, before, after)
        work.history.record(at, desk.world.user, event)
        work.commit()
    return Changes(at=at, findings=True, places=frozenset((c, new.site) for c in new.checkpoints))


def _acceptance(desk: Desk, old: Finding, approver: str, until: date | None, at: str) -> Acceptance:
    if not is_excepted(old):
        if not approver:
            raise UserError("finding_accept_needs_approver")
        if until is None:
            raise UserError("finding_accept_needs_until")
    if until is not None and until.isoformat() < at[:10]:
        raise UserError("finding_accept_past", date=day_text(until))
    given = Acceptance(approver, until.isoformat() if until else "", at, desk.world.user)
    before = old.acceptance if old.status is Status.ACCEPTED else None
    same = before is not None and (before.approver, before.until) == (given.approver, given.until)
    return before if same and before is not None else given


def state_told(finding: Finding) -> dict[str, object]:
    """How far a finding has been dealt with, for the history."""
    told: dict[str, object] = {"status": finding.status.value, "remark": finding.remark}
    if finding.acceptance is not None and finding.status is Status.ACCEPTED:
        told |= {"approver": finding.acceptance.approver, "until": finding.acceptance.until}
    if finding.acceptance is not None:
        told["acceptance"] = plain(finding.acceptance)
    return told

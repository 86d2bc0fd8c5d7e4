"""What the checkpoint page reads of the file, off the GUI thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

# The services are imported by the thread that reads: the page is painted before.
if TYPE_CHECKING:
    from app.domain.findings import Finding
    from app.domain.plan import Action
    from app.domain.progress import Place
    from app.services.answering import CheckpointPage
    from app.services.findings import ProposalView
    from app.services.ports import Desk


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is shown of one place beside what the session's outline tells; `soon`: days before the last day of a
    piece of evidence within which that is told."""

    page: CheckpointPage
    proposal: ProposalView | None
    action: Action | None
    accepted: tuple[Finding, ...]
    soon: int = 0


def read_place(desk: Desk, place: Place) -> Reading:
    """Read a place. Raises UserError."""
    from app.services import answering, evidencing_files, findings, planning

    return Reading(
        answering.page(desk, *place),
        findings.proposal(desk, *place),
        planning.action_for(desk, place[0]),
        findings.accepted(desk, *place),
        evidencing_files.warnings(desk)[1],
    )


@dataclass(frozen=True, slots=True)
class ListReading:
    """How many pieces of evidence count at each place, and the places whose answer is a copy."""

    evidence: Mapping[Place, int]
    copied: Mapping[Place, str]


def read_list(desk: Desk) -> ListReading:
    """Read what a list of checkpoints shows."""
    from app.services import answering, proofs

    with desk.file.read() as work:
        counts = proofs.counts_by_place(work, desk.world.clock.today())
    return ListReading(counts, answering.unconfirmed(desk))

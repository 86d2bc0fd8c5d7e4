"""What the checkpoint page reads of the file, off the GUI thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

# The services are imported by the thread that reads: the page is painted before.
if TYPE_CHECKING:
    from app.domain.findings import Finding
    from app.domain.plan import Action
    from app.domain.progress import Place
    from app.domain.proofs import Proof
    from app.services.answering import CheckpointPage
    from app.services.challenging import ChallengeView
    from app.services.findings import ProposalView
    from app.services.ports import Desk


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is shown of one place beside what the session's outline tells."""

    page: CheckpointPage
    proposal: ProposalView | None
    action: Action | None
    accepted: tuple[Finding, ...]
    proof: Proof


def read_place(desk: Desk, place: Place) -> Reading:
    """Read a place. Raises UserError."""
    from app.services import answering, findings, planning, proving

    return Reading(
        answering.page(desk, *place),
        findings.proposal(desk, *place),
        planning.action_for(desk, place[0]),
        findings.accepted(desk, *place),
        proving.proof_at(desk, *place),
    )


def read_challenges(desk: Desk, place: Place) -> tuple[ChallengeView, ...]:
    """What ledgers and findings hold against the answer at a place."""
    from app.services import challenging

    return challenging.at_place(desk, *place)


@dataclass(frozen=True, slots=True)
class ListReading:
    """Live pieces of evidence per place, and the places whose answer is a copy."""

    evidence: Mapping[Place, int]
    copied: Mapping[Place, str]


def read_list(desk: Desk) -> ListReading:
    """Read what a list of checkpoints shows."""
    from app.services import answering, evidencing

    live = Counter((e.checkpoint, e.site) for e in evidencing.listing(desk) if not e.removed)
    return ListReading(live, answering.unconfirmed(desk))


def read_challenged(desk: Desk) -> Mapping[Place, int]:
    """How many challenges nobody has replied to, by place."""
    from app.services import challenging

    return Counter(view.place for view in challenging.challenges(desk) if view.open)

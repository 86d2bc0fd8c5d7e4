"""What the checkpoint page reads of the file, off the GUI thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

# The services are imported by the thread that reads: the page is painted before.
if TYPE_CHECKING:
    from app.domain.carrying import Predecessor
    from app.domain.findings import Finding
    from app.domain.plan import Action
    from app.domain.progress import Place
    from app.services.answering import CheckpointPage
    from app.services.carried_answers import CarriedView
    from app.services.findings import ProposalView
    from app.services.ports import Desk


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is shown of one place beside what the session's outline tells."""

    page: CheckpointPage
    proposal: ProposalView | None
    action: Action | None
    accepted: tuple[Finding, ...]
    carried: CarriedView | None = None
    before: Predecessor | None = None


def read_place(desk: Desk, place: Place) -> Reading:
    """Read a place. Raises UserError."""
    from app.services import answering, carried_answers, findings, planning

    carried = carried_answers.at(desk, *place)
    return Reading(
        answering.page(desk, *place),
        findings.proposal(desk, *place),
        planning.action_for(desk, place[0]),
        findings.accepted(desk, *place),
        carried,
        carried_answers.predecessor(desk) if carried is not None else None,
    )


@dataclass(frozen=True, slots=True)
class ListReading:
    """Live pieces of evidence per place, the places whose answer is a copy, and those where an answer of the earlier
    audit waits."""

    evidence: Mapping[Place, int]
    copied: Mapping[Place, str]
    carried: frozenset[Place] = frozenset()


def read_list(desk: Desk) -> ListReading:
    """Read what a list of checkpoints shows."""
    from app.services import answering, carried_answers, evidencing

    live = Counter((e.checkpoint, e.site) for e in evidencing.listing(desk) if not e.removed)
    return ListReading(live, answering.unconfirmed(desk), carried_answers.waiting(desk))

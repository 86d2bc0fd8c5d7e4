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
    from app.services.answering import CheckpointPage
    from app.services.findings import ProposalView
    from app.services.ports import Desk


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is shown of one place beside what the session's outline tells."""

    page: CheckpointPage
    proposal: ProposalView | None
    action: Action | None
    accepted: tuple[Finding, ...]


def read_place(desk: Desk, place: Place) -> Reading:
    """Read a place. Raises UserError."""
    from app.services import answering, findings, planning

    return Reading(
        answering.page(desk, *place),
        findings.proposal(desk, *place),
        planning.action_for(desk, place[0]),
        findings.accepted(desk, *place),
    )


@dataclass(frozen=True, slots=True)
class ListReading:
    """Live pieces of evidence per place, and the places whose answer is a copy.

    `chosen` are those that a number of the overview counts, which is named by `only`; None where all are shown.
    """

    evidence: Mapping[Place, int]
    copied: Mapping[Place, str]
    only: str = ""
    chosen: frozenset[Place] | None = None


def read_list(desk: Desk, only: str = "") -> ListReading:
    """Read what a list of checkpoints shows."""
    from app.services import answering, evidencing

    live = Counter((e.checkpoint, e.site) for e in evidencing.listing(desk) if not e.removed)
    if not only:
        return ListReading(live, answering.unconfirmed(desk))
    from app.services.overview_places import Choice, chosen

    return ListReading(live, answering.unconfirmed(desk), only, chosen(desk, Choice.read(only)))

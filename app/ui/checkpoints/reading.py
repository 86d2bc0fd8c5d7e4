"""What the checkpoint page reads of the file, off the GUI thread."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

# The services are imported by the thread that reads: the page is painted before.
if TYPE_CHECKING:
    from app.domain.carrying import Predecessor
    from app.domain.challenges import Reply
    from app.domain.findings import Finding
    from app.domain.plan import Action
    from app.domain.progress import Place
    from app.domain.proofs import Proof
    from app.services.answering import CheckpointPage
    from app.services.carried_answers import CarriedView
    from app.services.challenging import ChallengeView
    from app.services.findings import ProposalView
    from app.services.ports import Desk
    from app.services.reviewing import PlaceReview


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is shown of one place beside what the session's outline tells; `soon`: days before the last day of a
    piece of evidence within which that is told, and `day` the one from which it is seen; `people`: who is on the list
    of people."""

    page: CheckpointPage
    proposal: ProposalView | None
    action: Action | None
    accepted: tuple[Finding, ...]
    review: PlaceReview
    proof: Proof
    carried: CarriedView | None = None
    before: Predecessor | None = None
    soon: int = 0
    people: tuple[str, ...] = ()
    day: date | None = None


def read_place(desk: Desk, place: Place) -> Reading:
    """Read a place. Raises UserError."""
    from app.services import (
        answering,
        carried_answers,
        evidencing_files,
        evidencing_register,
        findings,
        people,
        planning,
        proving,
        reviewing,
    )

    carried = carried_answers.at(desk, *place)
    return Reading(
        answering.page(desk, *place),
        findings.proposal(desk, *place),
        planning.action_for(desk, place[0]),
        findings.accepted(desk, *place),
        reviewing.place_review(desk, *place),
        proving.proof_at(desk, *place),
        carried,
        carried_answers.predecessor(desk) if carried is not None else None,
        evidencing_files.warnings(desk)[1],
        tuple(officer.name for officer in people.listing(desk)),
        evidencing_register.proof_day(desk),
    )


def read_challenges(desk: Desk, place: Place) -> tuple[tuple[ChallengeView, ...], tuple[Reply, ...]]:
    """What ledgers and findings hold against the answer at a place, and replies to what they do not ask now."""
    from app.services import challenging

    views = challenging.at_place(desk, *place)
    return views, challenging.laid_by_at(desk, *place, views)


@dataclass(frozen=True, slots=True)
class ListReading:
    """How many pieces of evidence count at each place, the places whose answer is a copy, and those where an answer of
    the earlier audit waits.

    `chosen` are those that a number of the overview counts, which is named by `only`; None where all are shown.
    """

    evidence: Mapping[Place, int]
    copied: Mapping[Place, str]
    carried: frozenset[Place] = frozenset()
    only: str = ""
    chosen: frozenset[Place] | None = None


def read_list(desk: Desk, only: str = "") -> ListReading:
    """Read what a list of checkpoints shows."""
    from app.services import answering, carried_answers, proofs

    with desk.file.read() as work:
        counts = proofs.counts_by_place(work, proofs.day(work, desk.world.clock.today()))
    reading = ListReading(counts, answering.unconfirmed(desk), carried_answers.waiting(desk))
    if not only:
        return reading
    from app.services.overview_places import Choice, chosen

    return replace(reading, only=only, chosen=chosen(desk, Choice.read(only)))


def read_challenged(desk: Desk) -> Mapping[Place, int]:
    """How many challenges nobody has replied to, by place."""
    from app.services import challenging

    return Counter(view.place for view in challenging.challenges(desk) if view.open)

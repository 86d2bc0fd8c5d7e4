"""Review (確認) by a second person: what was asked for, accepted or returned, and the state that follows from it.

The verdict, the state and the progress of a checkpoint are three things: nothing here looks at what was answered, only
at which revision of the answer somebody spoke of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.answers import Answer, run_of
from app.domain.grades import Verdict
from app.domain.progress import Place


class State(StrEnum):
    """未着手 / 回答済 / 確認依頼 / 確認済 / 差戻し."""

    NOT_STARTED = "not_started"
    ANSWERED = "answered"
    REQUESTED = "requested"
    ACCEPTED = "accepted"
    RETURNED = "returned"


class ReviewAct(StrEnum):
    """What somebody did: asked for the review, took that back, accepted the answer, or returned it with a reason."""

    REQUESTED = "requested"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class Review:
    """One step of a review. `seq` counts the steps of a place from 1; `revision` is the answer's that it speaks of."""

    checkpoint: str
    site: str
    seq: int
    act: ReviewAct
    revision: int
    reason: str
    at: str
    by: str


_STATES = {
    ReviewAct.REQUESTED: State.REQUESTED,
    ReviewAct.WITHDRAWN: State.ANSWERED,
    ReviewAct.ACCEPTED: State.ACCEPTED,
    ReviewAct.RETURNED: State.RETURNED,
}


def state_of(answer: Answer | None, last: Review | None) -> State:
    """The state of a place from its answer in force and the last step of its review.

    An answer that was given anew after the last step stands for itself: what was accepted or returned was another one.
    """
    if answer is None or answer.verdict is Verdict.UNANSWERED:
        return State.NOT_STARTED
    if last is None or last.revision != answer.revision:
        return State.ANSWERED
    return _STATES[last.act]


_REFUSED: dict[ReviewAct, dict[State, str]] = {
    ReviewAct.REQUESTED: {
        State.NOT_STARTED: "review_not_answered",
        State.REQUESTED: "review_requested_already",
        State.ACCEPTED: "review_accepted_already",
    },
    ReviewAct.WITHDRAWN: {
        state: "review_not_requested" for state in (State.NOT_STARTED, State.ANSWERED, State.ACCEPTED, State.RETURNED)
    },
    ReviewAct.ACCEPTED: {State.NOT_STARTED: "review_not_answered", State.ACCEPTED: "review_accepted_already"},
    ReviewAct.RETURNED: {State.NOT_STARTED: "review_not_answered", State.RETURNED: "review_returned_already"},
}


def refusal(act: ReviewAct, state: State) -> str | None:
    """The code of the rule that forbids `act` at a place in `state`, or None.

    A reviewer may speak without having been asked, and think better of it: what was accepted can be returned, and what
    was returned accepted.
    """
    return _REFUSED[act].get(state)


JUDGING = (ReviewAct.ACCEPTED, ReviewAct.RETURNED)
"""What the second person does."""


def judges(revisions: Sequence[Answer]) -> tuple[str, ...]:
    """Who gave the answer in force: everybody who wrote a revision since its verdict stands, the latest first.

    A remark that somebody added later takes the verdict from nobody, and makes its writer one of them; a change that
    was taken back gives the verdict to nobody else (`run_of`).
    """
    return tuple(dict.fromkeys(answer.by for answer in reversed(run_of(revisions))))


@dataclass(frozen=True, slots=True)
class States:
    """The state of every place that wants an answer, and the last step that speaks of the answer in force."""

    by_place: Mapping[Place, State]
    last: Mapping[Place, Review]

    def at(self, place: Place) -> State:
        """The state of one place."""
        return self.by_place.get(place, State.NOT_STARTED)

    def counts(self, wanted: Iterable[Place] | None = None) -> dict[State, int]:
        """How many of some places, or of all, are in each state; every state is named."""
        found = Counter(self.by_place.values() if wanted is None else map(self.at, wanted))
        return {state: found[state] for state in State}


def states(wanted: Iterable[Place], answers: Mapping[Place, Answer], latest: Mapping[Place, Review]) -> States:
    """The states of `wanted` from the answers in force and the last steps of their reviews."""
    by_place = {place: state_of(answers.get(place), latest.get(place)) for place in wanted}
    spoken = {
        place: step
        for place, step in latest.items()
        if (answer := answers.get(place)) is not None and step.revision == answer.revision
    }
    return States(by_place, spoken)

"""Review (確認) by a second person: what was asked for, accepted or returned, and the state that follows from it.

The verdict, the state and the progress of a checkpoint are three things: nothing here looks at what was answered, only
at which revision of the answer somebody spoke of.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.domain.answers import Answer
from app.domain.grades import Verdict


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

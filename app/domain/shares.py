"""Into which part of a figure a place falls: what stands there, and how that compares with last time.

Every place falls into exactly one part of each, so that the parts add up to the whole. Nothing that is missing
improves a figure: a place without an answer of its own is neither conforming nor better than last time.
"""

from __future__ import annotations

from enum import StrEnum

from app.domain.answers import Answer
from app.domain.comparing import Said, Turn, turn
from app.domain.grades import Verdict
from app.domain.progress import GOOD


class Share(StrEnum):
    """What stands at a place. 適合 counts apart while nothing proves it, and so does a copy that nobody confirmed and
    that says 適合 or 該当なし; a deficiency stays one, copied or not."""

    CONFORMING = "conforming"
    UNPROVEN = "unproven"
    PARTLY = "partly"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    COPIED = "copied"
    UNANSWERED = "unanswered"


class Trend(StrEnum):
    """How a verdict compares with the one of the earlier audit: `claimed` where it is said to be better and nothing
    proves it, `other` where the one or the other is 該当なし, `otherwise` where it was asked in other words, `new`
    where there was none, or only a copy that nobody confirmed, `open` where there is none yet."""

    BETTER = "better"
    CLAIMED = "claimed"
    SAME = "same"
    WORSE = "worse"
    OTHER = "other"
    OTHERWISE = "otherwise"
    NEW = "new"
    OPEN = "open"


def share(answer: Answer | None, *, copied: bool, unproven: bool) -> Share:
    """The part of an answer; `copied` tells that it is a copy to be confirmed, `unproven` that nothing proves it."""
    if answer is None or answer.verdict is Verdict.UNANSWERED:
        return Share.UNANSWERED
    if copied and answer.verdict in GOOD:
        return Share.COPIED
    if unproven and answer.verdict is Verdict.CONFORMING:
        return Share.UNPROVEN
    return Share(answer.verdict.value)


_TRENDS = {
    Turn.WORSE: Trend.WORSE,
    Turn.BETTER: Trend.BETTER,
    Turn.CLAIMED: Trend.CLAIMED,
    Turn.SAME: Trend.SAME,
    Turn.ANSWERED: Trend.NEW,
    Turn.APPEARED: Trend.NEW,
    Turn.OTHERWISE: Trend.OTHERWISE,
    Turn.APPLIES: Trend.OTHER,
}


def trend(before: Said | None, now: Said | None) -> Trend:
    """How an answer compares with what the earlier audit said at its place (None: nothing), as the comparison of audits
    tells it. Where nothing is answered yet there is nothing to compare, whatever the words are."""
    if now is None or now.verdict is Verdict.UNANSWERED:
        return Trend.OPEN
    return _TRENDS[turn(before, now)]

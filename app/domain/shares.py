"""Into which part of a figure a place falls: what stands there, and how that compares with last time.

Every place falls into exactly one part of each, so that the parts add up to the whole. Nothing that is missing
improves a figure: a place without an answer of its own is neither conforming nor better than last time.
"""

from __future__ import annotations

from enum import StrEnum

from app.domain.answers import Answer
from app.domain.carrying import Carried, Standing
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
    where there was none, `open` where there is none yet."""

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


_RANK = {Verdict.CONFORMING: 0, Verdict.PARTLY: 1, Verdict.NONCONFORMING: 2}


def trend(earlier: Carried | None, answer: Answer | None, *, copied: bool, unproven: bool) -> Trend:
    """How an answer compares with what the earlier audit said at its place; `copied` and `unproven` as for `share`."""
    if answer is None or answer.verdict is Verdict.UNANSWERED or (copied and answer.verdict in GOOD):
        return Trend.OPEN
    if earlier is None or earlier.verdict is Verdict.UNANSWERED:
        return Trend.NEW
    if earlier.standing is Standing.CHANGED:
        return Trend.OTHERWISE
    before, now = _RANK.get(earlier.verdict), _RANK.get(answer.verdict)
    if earlier.verdict is answer.verdict:
        return Trend.SAME
    if before is None or now is None:
        return Trend.OTHER
    if now > before:
        return Trend.WORSE
    return Trend.CLAIMED if copied or (unproven and answer.verdict is Verdict.CONFORMING) else Trend.BETTER

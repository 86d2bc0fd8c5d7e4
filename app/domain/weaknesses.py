"""What can make an answer weak in a hearing: the codes by which program and catalogue speak of it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Weak(StrEnum):
    """What makes an answer hard to stand by."""

    PARTLY = "partly"
    NONCONFORMING = "nonconforming"
    UNPROVEN = "unproven"
    REFUTED = "refuted"
    CONTRADICTED = "contradicted"
    ACCEPTED_RISK = "accepted_risk"
    STALE = "stale"
    REWORDED = "reworded"
    SLIPPED = "slipped"
    COPIED = "copied"
    NO_REMARK = "no_remark"
    RETURNED = "returned"
    IMPROVED = "improved"
    IMPROVED_SINCE = "improved_since"
    NOT_APPLICABLE = "not_applicable"
    NO_MEASURE = "no_measure"
    NO_OWNER = "no_owner"
    NO_DUE = "no_due"
    OVERDUE = "overdue"
    SERIOUS = "serious"


GIVEN: Mapping[Weak, frozenset[str]] = {
    Weak.PARTLY: frozenset({"remark"}),
    Weak.NONCONFORMING: frozenset({"remark"}),
    Weak.CONTRADICTED: frozenset({"count", "finding"}),
    Weak.ACCEPTED_RISK: frozenset({"finding", "reason"}),
    Weak.REFUTED: frozenset({"by", "day", "tried"}),
    Weak.STALE: frozenset({"finding"}),
    Weak.SLIPPED: frozenset({"system"}),
    Weak.COPIED: frozenset({"from"}),
    Weak.RETURNED: frozenset({"reason", "by"}),
    Weak.IMPROVED: frozenset({"before", "day", "reason"}),
    Weak.IMPROVED_SINCE: frozenset({"before"}),
    Weak.NOT_APPLICABLE: frozenset({"reason"}),
    Weak.NO_OWNER: frozenset({"number"}),
    Weak.NO_DUE: frozenset({"number"}),
    Weak.OVERDUE: frozenset({"number", "due", "owner"}),
}
"""What a question about a weakness can name beside `EVERYWHERE`."""
EVERYWHERE = frozenset({"checkpoint", "site", "verdict"})

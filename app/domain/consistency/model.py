"""What a consistency check (整合性チェック) is, what it finds, and which very field that is about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.domain.consistency.whole import Whole


class Spot(StrEnum):
    """What kind of thing a field belongs to."""

    PLACE = "place"
    SITE = "site"
    ACTION = "action"
    PLAN = "plan"
    SEPARATION = "separation"
    CASE = "case"
    FINDING = "finding"
    EVIDENCE = "evidence"
    SAMPLE = "sample"
    AUDIT = "audit"
    FILING = "filing"
    LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Where:
    """One field. `field` is its name in the dataclass that holds it (`verdict`, `comment`, `due`, `milestones`, …).

    `checkpoint` and `site` name a place, `identity` a challenge there, a separation, case (the kind of one that is
    merely offered), finding, piece of evidence, or the kind of a ledger; `number` is that of a measure or sample.
    """

    spot: Spot
    field: str = ""
    checkpoint: str = ""
    site: str = ""
    identity: str = ""
    number: int = 0

    @property
    def key(self) -> str:
        """The field as one text, the same in every run."""
        return "|".join(
            (self.spot.value, self.field, self.checkpoint, self.site, self.identity, str(self.number or ""))
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """What a check found: `message` and `values` become the sentence that the catalogue has for it.

    Days in `values` are ISO text. `beside` are other fields that say otherwise. `nth` counts further hits of a check
    with the same message on the same field.
    """

    rule: str
    where: Where
    message: str
    values: Mapping[str, str] = field(default_factory=dict)
    beside: tuple[Where, ...] = ()
    nth: int = 0

    @property
    def id(self) -> str:
        """The same for the same field and message of a check, whatever it says now: `K-` and ten hex digits."""
        text = "\x1f".join((self.rule, self.message, self.where.key, str(self.nth or "")))
        return "K-" + sha256(text.encode()).hexdigest()[:10]

    @property
    def digest(self) -> str:
        """Of what it says now: what was settled comes again when this changes."""
        parts = (*(f"{name}={value}" for name, value in sorted(self.values.items())), *(w.key for w in self.beside))
        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]


Found = (
    tuple[str, Where] | tuple[str, Where, Mapping[str, str]] | tuple[str, Where, Mapping[str, str], tuple[Where, ...]]
)
"""What a check yields: the message, the field, values for the sentence, other fields."""

Judge = Callable[["Whole"], Iterable[Found]]
Lack = Callable[["Whole"], str]


@dataclass(frozen=True, slots=True)
class Check:
    """One rule. `lack` tells by a code why it cannot say anything of an audit, or is empty."""

    id: str
    judge: Judge
    lack: Lack | None = None


CHECKS: dict[str, Check] = {}
"""Every check by its id, in the order in which their modules are loaded."""


def check(identity: str, *, lack: Lack | None = None) -> Callable[[Judge], Judge]:
    """Enter a check under its id."""

    def enter(judge: Judge) -> Judge:
        if identity in CHECKS:
            raise ValueError(f"two checks are called {identity}")
        CHECKS[identity] = Check(identity, judge, lack)
        return judge

    return enter


def place(checkpoint: str, site: str, field: str = "verdict") -> Where:
    """A field of an answer."""
    return Where(Spot.PLACE, field, checkpoint, site)

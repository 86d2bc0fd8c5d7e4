"""What the regulator did and said in the cases of 2022-23: 図表1, 図表2, the patterns of ¶4; and the incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.domain.text import Text


class Measure(StrEnum):
    """What the Commission held appropriate (図表2): 業務改善命令, 業務改善勧告, 業務改善指導."""

    ORDER = "order"
    RECOMMENDATION = "recommendation"
    GUIDANCE = "guidance"


class ActKind(StrEnum):
    """報告徴収, 追加報告徴収, 立入検査 (図表1)."""

    REPORT = "report"
    ADDITIONAL_REPORT = "additional_report"
    INSPECTION = "inspection"


class SourceKind(StrEnum):
    """Whose words a fact is told in. Only `report` may be printed as the regulator's; `press` is background."""

    REPORT = "report"
    OPERATOR = "operator"
    AUTHORITY = "authority"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Background:
    """A fact beside the regulator's own. Numbers moved, so the source names the date it was told on."""

    text: Text
    kind: SourceKind
    source: Text


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened, told as `kind` says; `background` adds what operators and the press told."""

    id: str
    operator: Text
    text: Text
    kind: SourceKind
    source: Text
    background: tuple[Background, ...] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of 図表2 in the regulator's words.

    The tags `leak` (¶3), `view` (¶4), `criteria` (¶13), `facts` (named by the reason) and `denied` (said not to have
    been found) are this product's reading, never the regulator's.
    """

    text: Text
    leak: tuple[str, ...] = ()
    view: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Disposition:
    """One company's row of 図表2. `side` is `grid` or `retail`; `remark` is ours."""

    id: str
    company: Text
    side: str
    measure: Measure
    reasons: tuple[Reason, ...]
    remark: Text | None = None

    @property
    def leak(self) -> tuple[str, ...]:
        """The leak types of all reasons, each once."""
        return tuple(dict.fromkeys(tag for reason in self.reasons for tag in reason.leak))

    @property
    def criteria(self) -> tuple[str, ...]:
        """The criteria that all reasons touch, in order."""
        return tuple(sorted({tag for reason in self.reasons for tag in reason.criteria}))

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that all reasons name, each once."""
        return tuple(dict.fromkeys(tag for reason in self.reasons for tag in reason.facts))

    @property
    def denied(self) -> tuple[str, ...]:
        """The facts that a reason says were not found."""
        return tuple(dict.fromkeys(tag for reason in self.reasons for tag in reason.denied))


@dataclass(frozen=True, slots=True)
class Act:
    """An act of investigation, from `start` to `end` (the same day for most)."""

    kind: ActKind
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Investigation:
    """One row of 図表1: the pair of companies and the acts. `notes` are ids of paragraphs (※1-※3)."""

    operator: Text
    retailer: Text
    acts: tuple[Act, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ViewingPattern:
    """One of the seven patterns of ¶4 in its words, with its evaluation and the reasons; `substitute` is ours.

    `parent` is the paragraph. `grade`: improper, extremely_improper, or none where the summary gives none.
    """

    id: str
    parent: str
    title: Text
    text: Text
    grade: str
    evaluation: Text
    substitute: Text

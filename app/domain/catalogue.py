"""The catalogue (確認事項): what is asked, of whom, on what basis, and which incident made the regulator ask.

Structure as in the operators' published plans: six elements of internal control with their items (part A), facts and
causes (B), discipline (C), and ours: viewing patterns of 報告書概要 ¶4 (V) and other leaks of ¶5 (S).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from hashlib import sha256

from app.domain.text import Text


class Role(StrEnum):
    """Who is examined: G 一般送配電事業者, R 関係小売電気事業者, O 沖縄型, H その他の特定関係事業者."""

    GRID_OPERATOR = "grid_operator"
    AFFILIATED_RETAILER = "affiliated_retailer"
    INTEGRATED_OPERATOR = "integrated_operator"
    OTHER_AFFILIATE = "other_affiliate"


class Level(StrEnum):
    """Whether a checkpoint is answered once for the company or once per site."""

    COMPANY = "company"
    SITE = "site"


class Severity(StrEnum):
    """重大 / 要改善 / 軽微・確認: the product's own grades, never the regulator's."""

    SERIOUS = "serious"
    IMPROVEMENT = "improvement"
    OBSERVATION = "observation"


class Verdict(StrEnum):
    """適合 / 一部不備 / 不適合 / 該当なし / 未確認."""

    CONFORMING = "conforming"
    PARTLY = "partly"
    NONCONFORMING = "nonconforming"
    NOT_APPLICABLE = "not_applicable"
    UNANSWERED = "unanswered"


class Cause(StrEnum):
    """機会 / 動機 / 正当化 (報告書概要 ¶7)."""

    OPPORTUNITY = "opportunity"
    MOTIVE = "motive"
    RATIONALISATION = "rationalisation"


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One fact to be judged on the spot. Ids are for ever; `basis` holds paragraphs and verified articles only."""

    id: str
    item: str
    roles: frozenset[Role]
    level: Level
    severity: Severity
    question: Text
    verify: Text
    look: tuple[Text, ...]
    evidence: tuple[Text, ...]
    basis: tuple[str, ...]
    causes: tuple[Cause, ...]
    directions: tuple[str, ...]
    actions: tuple[Text, ...]
    demands: tuple[str, ...]
    voluntary_for: frozenset[Role] = frozenset()
    over: tuple[str, ...] = ()
    own_grade: bool = False
    reference: tuple[Text, ...] = ()
    incidents: tuple[str, ...] = ()
    leak: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Hex digest of what is asked and how it is verified: an answer is carried over only where it is unchanged."""
        parts = (self.question.ja, self.verify.ja, *self.basis)
        return sha256("\x1f".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A titled piece of reference: a part, element, cause, direction, leak type, pattern or criterion."""

    id: str
    title: Text
    text: Text
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the official structure, such as A4-4 端末の管理; `element` is its parent (A4)."""

    id: str
    element: str
    title: Text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of the 報告書概要; `demand` tells whether checkpoints must answer it."""

    id: str
    label: Text
    summary: Text
    demand: bool


@dataclass(frozen=True, slots=True)
class Law:
    """A verified article of law."""

    id: str
    label: Text
    summary: Text


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened. `kind`: report (図表2), operator, authority, or press (background only)."""

    id: str
    operator: Text
    text: Text
    kind: str
    source: Text


@dataclass(frozen=True, slots=True)
class Disposition:
    """One company's row of 図表2: order, recommendation or guidance, with the reasons as the regulator put them."""

    id: str
    company: Text
    measure: str
    reasons: tuple[Text, ...]
    leak: tuple[str, ...] = ()
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Investigation:
    """One row of 図表1: the pair of companies and the acts with their dates."""

    operator: Text
    retailer: Text
    acts: tuple[tuple[str, date, date], ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """What a ledger or log rule is called and why; `needs` are the ledgers it cannot do without: all of any one set."""

    id: str
    title: Text
    explanation: Text
    severity: Severity
    needs: tuple[tuple[str, ...], ...]
    incidents: tuple[str, ...]
    kind: str = "ledger"
    hits: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary: the standard name, its English, the identifier in code, and what it means."""

    ja: str
    en: str
    identifier: str
    definition: Text


@dataclass(frozen=True)
class Catalogue:
    """Everything the program knows of the field, as read from `resources/catalogue/`."""

    version: str
    elements: tuple[Entry, ...]
    items: tuple[Item, ...]
    checkpoints: tuple[Checkpoint, ...]
    paragraphs: tuple[Paragraph, ...] = ()
    laws: tuple[Law, ...] = ()
    incidents: tuple[Incident, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    investigations: tuple[Investigation, ...] = ()
    notes: tuple[Text, ...] = ()
    patterns: tuple[Entry, ...] = ()
    criteria: tuple[Entry, ...] = ()
    causes: tuple[Entry, ...] = ()
    directions: tuple[Entry, ...] = ()
    leaks: tuple[Entry, ...] = ()
    rules: tuple[RuleText, ...] = ()
    terms: tuple[Term, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    grounds: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(ground, role) → id of the article a plan is filed under; none where none is verified."""
    _by_id: dict[str, Checkpoint] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_id.update((c.id, c) for c in self.checkpoints)

    def checkpoint(self, identity: str) -> Checkpoint:
        """The checkpoint of that id, also by a former id. Raises KeyError."""
        return self._by_id[self.renamed.get(identity, identity)]

    def item(self, identity: str) -> Item:
        """The item of that id. Raises KeyError."""
        return next(i for i in self.items if i.id == identity) if self._has_item(identity) else _missing(identity)

    def rule(self, identity: str) -> RuleText:
        """The rule of that id. Raises KeyError."""
        return {r.id: r for r in self.rules}[identity]

    def speaking_to(self, rule: str) -> tuple[str, ...]:
        """The checkpoints that name the rule."""
        return tuple(c.id for c in self.checkpoints if rule in c.rules)

    def basis_label(self, identity: str, language: str) -> str:
        """How a basis is printed: 「報告書概要 ¶N」 or the article of law. Raises KeyError."""
        for paragraph in self.paragraphs:
            if paragraph.id == identity:
                return paragraph.label.in_language(language)
        return {law.id: law.label for law in self.laws}[identity].in_language(language)

    def coverage(self) -> dict[str, tuple[str, ...]]:
        """Every demand of the 報告書概要 and the checkpoints that answer it."""
        return {p.id: tuple(c.id for c in self.checkpoints if p.id in c.demands) for p in self.paragraphs if p.demand}

    def _has_item(self, identity: str) -> bool:
        return any(i.id == identity for i in self.items)


def _missing(identity: str) -> Item:
    raise KeyError(identity)

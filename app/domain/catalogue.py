"""The catalogue (確認事項): what is asked, of whom, on what basis, and which incident made the regulator ask.

Structure as in the operators' published plans: six elements of internal control with their items (part A), facts and
causes (B), discipline (C), and ours: viewing patterns of 報告書概要 ¶4 (V) and other leaks of ¶5 (S).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256

from app.domain.case_papers import CaseFact, CaseField
from app.domain.counted import Counted
from app.domain.grades import Cause, Gravity, Level, Role, Severity
from app.domain.precedents import Disposition, Incident, Investigation, ViewingPattern
from app.domain.text import Text


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """One fact to be judged on the spot. Ids are for ever; `basis` holds paragraphs and verified articles only.

    `own` marks one that the company added, `notes` is what it adds to one of the regulator's.
    """

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
    own: bool = False
    notes: tuple[Text, ...] = ()

    @property
    def fingerprint(self) -> str:
        """Hex digest of what is asked and how it is verified: an answer is carried over only where it is unchanged."""
        return fingerprint_of(self.question.ja, self.verify.ja, self.basis)


def fingerprint_of(question: str, verify: str, basis: Iterable[str]) -> str:
    """The fingerprint of a checkpoint that was asked in these words (Japanese) on this basis."""
    return sha256("\x1f".join((question, verify, *basis)).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A titled piece of reference (part, element, cause, direction, leak type, criterion) and what it belongs to."""

    id: str
    title: Text
    text: Text
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of the official structure, such as A4-4 端末の管理; `element` is its parent (A4).

    `number` is its place in the element, 4 for (4), and 0 where there is but one. `design_card` marks the areas that
    are examined deepest.
    """

    id: str
    element: str
    title: Text
    number: int = 0
    design_card: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A numbered paragraph of the 報告書概要; `demand` tells whether checkpoints must answer it."""

    id: str
    label: Text
    summary: Text
    demand: bool


@dataclass(frozen=True, slots=True)
class Law:
    """A verified article of law. `kind`: act (電気事業法), privacy (個人情報保護法) or privacy_rules (同法施行規則)."""

    id: str
    label: Text
    summary: Text
    kind: str = "act"


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
class ChallengeText:
    """What a regulator would ask back (反問) of a good answer to one of `checkpoints` where `count` is not nothing.

    Of findings (`Counted.FINDINGS`) it is asked at every checkpoint that their rule speaks to. The question may name
    {count}, the {examples} that are met first, the {site}, and of findings the {title} of their rule.
    """

    id: str
    count: Counted
    question: Text
    severity: Severity
    checkpoints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckText:
    """What a consistency check is called, which group it stands in, and what to do about its hits (`remedy`)."""

    id: str
    group: str
    severity: Gravity
    title: Text
    remedy: Text
    hits: Mapping[str, Text] = field(default_factory=dict)


class SpokenKind(StrEnum):
    """What a word of free text is to the consistency checks: something counted, a role that somebody holds, something
    that happens once, again and again, as a session on one day every so often, or in which a thing is renewed."""

    THING = "thing"
    ROLE = "role"
    EVENT = "event"
    RECURRING = "recurring"
    SESSION = "session"
    RENEWAL = "renewal"


@dataclass(frozen=True, slots=True)
class SpokenWord:
    """Words that mean one thing in remarks. `counters` are what it is counted with, `ledger` where it is on record;
    `of` are the ids of the things that a renewal is spoken of."""

    id: str
    kind: SpokenKind
    title: Text
    words: tuple[str, ...]
    counters: tuple[str, ...] = ()
    ledger: str = ""
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary: the standard name, its English, the identifier in code, and what it means."""

    ja: str
    en: str
    identifier: str
    definition: Text


@dataclass(frozen=True, slots=True)
class Guide:
    """A value that a company sets once for all texts: its name as it stands in braces, the guide value until then, and
    what it is for."""

    name: str
    guide: Text
    help: Text


@dataclass(frozen=True, slots=True)
class Weakness:
    """What makes an answer weak in a hearing: how much it weighs, why, and what is asked of it, the main question
    first. `always` tells that such an answer is asked about whatever the number of questions."""

    id: str
    weight: int
    always: bool
    why: Text
    ask: tuple[Text, ...]


_NOT_ASKED = Text("廃止された確認事項", "Checkpoint that is no longer asked")
_NO_RULE = Text("この版にない照合", "Comparison that this edition does not have")
# What stands for entries that only an audit file of another edition knows; not of the catalogue, which knows none.


@dataclass(frozen=True, slots=True)
class Limit:
    """A number that a law or the report of the Commission fixes (`basis`), and what stands there (`text`)."""

    id: str
    number: int
    basis: str
    text: Text


SPLIT_YEARS = "split_years"
FINAL_REPORT_DAYS, FINAL_REPORT_WRONGFUL_DAYS = "final_report_days", "final_report_wrongful_days"
LIMITS = (SPLIT_YEARS, FINAL_REPORT_DAYS, FINAL_REPORT_WRONGFUL_DAYS)
"""The limits that the program counts with: a catalogue without one of them is damaged."""


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """What is wrong with the catalogue: the file, which entry, a code, and the name concerned."""

    file: str
    where: str
    code: str
    detail: str


@dataclass(frozen=True)
class Catalogue:
    """Everything the program knows of the field, as read from `resources/catalogue/`. Tuples are in catalogue order.

    `renamed` maps a former checkpoint id to its present one, `retired` one that is no longer asked to the reason.
    `hidden` maps a checkpoint that the company does not ask to its reason. `guides` are values that stand in braces in
    texts, `values` what stands there now, and `unfilled` the checkpoints with such texts as they are written. `laid` is
    a digest of what the company asks otherwise than the program's edition does; empty where it asks nothing otherwise.
    """

    version: str
    elements: tuple[Entry, ...]
    items: tuple[Item, ...]
    checkpoints: tuple[Checkpoint, ...]
    issued: str = ""
    title: Text = Text("", "")
    parts: tuple[Entry, ...] = ()
    paragraphs: tuple[Paragraph, ...] = ()
    laws: tuple[Law, ...] = ()
    incidents: tuple[Incident, ...] = ()
    dispositions: tuple[Disposition, ...] = ()
    investigations: tuple[Investigation, ...] = ()
    notes: tuple[Text, ...] = ()
    patterns: tuple[ViewingPattern, ...] = ()
    criteria: tuple[Entry, ...] = ()
    causes: tuple[Entry, ...] = ()
    directions: tuple[Entry, ...] = ()
    leaks: tuple[Entry, ...] = ()
    rules: tuple[RuleText, ...] = ()
    terms: tuple[Term, ...] = ()
    challenges: tuple[ChallengeText, ...] = ()
    checks: tuple[CheckText, ...] = ()
    spoken: tuple[SpokenWord, ...] = ()
    weaknesses: tuple[Weakness, ...] = ()
    case_fields: tuple[CaseField, ...] = ()
    case_facts: tuple[CaseFact, ...] = ()
    privacy_kinds: tuple[Entry, ...] = ()
    privacy_terms: tuple[Entry, ...] = ()
    privacy_items: tuple[Entry, ...] = ()
    renamed: Mapping[str, str] = field(default_factory=dict)
    retired: Mapping[str, Text] = field(default_factory=dict)
    hidden: Mapping[str, Text] = field(default_factory=dict)
    guides: tuple[Guide, ...] = ()
    limits: tuple[Limit, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)
    unfilled: Mapping[str, Checkpoint] = field(default_factory=dict)
    laid: str = ""
    grounds: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(ground, role) → id of the article a plan is filed under; none where none is verified."""
    _checkpoints: dict[str, Checkpoint] = field(default_factory=dict, init=False, repr=False, compare=False)
    _items: dict[str, Item] = field(default_factory=dict, init=False, repr=False, compare=False)
    _rules: dict[str, RuleText] = field(default_factory=dict, init=False, repr=False, compare=False)
    _speaking: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _labels: dict[str, Text] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._checkpoints.update((c.id, c) for c in self.checkpoints)
        self._items.update((i.id, i) for i in self.items)
        self._rules.update((r.id, r) for r in self.rules)
        self._labels.update((law.id, law.label) for law in self.laws)
        self._labels.update((p.id, p.label) for p in self.paragraphs)
        for checkpoint in self.checkpoints:
            for rule in checkpoint.rules:
                self._speaking[rule] = (*self._speaking.get(rule, ()), checkpoint.id)

    @property
    def edition(self) -> str:
        """What the words of all checkpoints are known by: the version, and what the company asks otherwise."""
        return f"{self.version}+{self.laid}" if self.laid else self.version

    def limit(self, identity: str) -> int:
        """The number of a limit (`LIMITS`). Raises KeyError."""
        return {limit.id: limit.number for limit in self.limits}[identity]

    @property
    def report_terms(self) -> Mapping[int, Entry]:
        """The terms of the final report of a leak of personal data by their days, the words naming them."""
        found = {}
        for term in self.privacy_terms:
            days = self.limit(term.id)
            found[days] = replace(
                term, title=Text(*(each.format(days=days) for each in (term.title.ja, term.title.en)))
            )
        return found

    def checkpoint(self, identity: str) -> Checkpoint:
        """The checkpoint of that id, also by a former id. Raises KeyError."""
        return self._checkpoints[self.renamed.get(identity, identity)]

    def known(self, identity: str) -> Checkpoint | None:
        """The checkpoint of that id, also by a former id; None where this edition asks it no more, or never did.

        What is stored in an audit file may name checkpoints of another edition: look those up here.
        """
        return self._checkpoints.get(self.renamed.get(identity, identity))

    def question(self, identity: str) -> Text:
        """The question of a checkpoint; of one that is not asked any more, its id and that it is not."""
        checkpoint = self.known(identity)
        if checkpoint is not None:
            return checkpoint.question
        return Text(f"{_NOT_ASKED.ja}({identity})", f"{_NOT_ASKED.en} ({identity})")

    def item_of(self, identity: str) -> str:
        """The item a checkpoint stands in; that of one that is not asked any more follows from its id."""
        checkpoint = self.known(identity)
        return checkpoint.item if checkpoint is not None else identity.rpartition("-")[0]

    def rule_title(self, identity: str) -> Text:
        """The title of a rule; of one that this edition does not have, its id and that it does not."""
        rule = self._rules.get(identity)
        if rule is not None:
            return rule.title
        return Text(f"{_NO_RULE.ja}({identity})", f"{_NO_RULE.en} ({identity})")

    def item(self, identity: str) -> Item:
        """The item of that id. Raises KeyError."""
        return self._items[identity]

    def rule(self, identity: str) -> RuleText:
        """The rule of that id. Raises KeyError."""
        return self._rules[identity]

    def for_role(self, role: Role, areas: Collection[str] | None = None) -> tuple[Checkpoint, ...]:
        """The checkpoints asked of `role`, limited to the items `areas` if given."""
        return tuple(
            c
            for c in self.checkpoints
            if role in c.roles and c.id not in self.hidden and (areas is None or c.item in areas)
        )

    def challenge(self, identity: str) -> ChallengeText | None:
        """The challenge of that id; None where this edition does not have it."""
        return next((c for c in self.challenges if c.id == identity), None)

    def speaking_to(self, rule: str) -> tuple[str, ...]:
        """The checkpoints that name the rule."""
        return self._speaking.get(rule, ())

    def spoken_to(self, rule: str, role: Role) -> tuple[Checkpoint, ...]:
        """The checkpoints that name the rule and are for companies of `role`, also those that an audit leaves out;
        where there is none, all that name it."""
        named = tuple(self._checkpoints[identity] for identity in self.speaking_to(rule))
        return tuple(c for c in named if role in c.roles) or named

    def basis_label(self, identity: str, language: str) -> str:
        """How a basis is printed: 「報告書概要 ¶N」 or the article of law. Raises KeyError."""
        return self._labels[identity].in_language(language)

    def coverage(self) -> dict[str, tuple[str, ...]]:
        """Every demand of the 報告書概要 and the checkpoints that answer it."""
        answering: dict[str, tuple[str, ...]] = {p.id: () for p in self.paragraphs if p.demand}
        for checkpoint in self.checkpoints:
            for demand in checkpoint.demands:
                if demand in answering:
                    answering[demand] = (*answering[demand], checkpoint.id)
        return answering

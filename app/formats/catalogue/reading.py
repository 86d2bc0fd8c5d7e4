"""TOML tables → frozen values: every key is taken or named as unknown, every text has both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeVar

from app.domain.case_papers import CASE_PARTS, CASE_RECORDS, CaseFact, CaseField
from app.domain.catalogue import (
    CatalogueProblem,
    ChallengeText,
    Checkpoint,
    CheckText,
    Entry,
    Guide,
    Item,
    Law,
    Limit,
    Paragraph,
    RuleText,
    SpokenKind,
    SpokenWord,
    Term,
    Weakness,
)
from app.domain.counted import Counted
from app.domain.grades import Cause, Gravity, Level, Role, Severity
from app.domain.precedents import (
    Act,
    ActKind,
    Background,
    Disposition,
    Incident,
    Investigation,
    Measure,
    Reason,
    SourceKind,
    ViewingPattern,
)
from app.domain.text import Text
from app.formats.catalogue.compiled import key_of

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)

LAW_KINDS = ("act", "privacy", "privacy_rules")
RULE_KINDS = ("ledger", "log")
CHECK_GROUPS = ("answers", "facts", "evidence", "plan", "split", "cases", "upkeep")
GRADES = ("improper", "extremely_improper", "none")
SIDES = ("grid", "retail")
_LANGUAGES = {"ja", "en"}


class BadEntry(Exception):
    """What is wrong with an entry: a code and the key concerned."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class Table:
    """One TOML table being read: every key must be taken, none may be left."""

    def __init__(self, data: object) -> None:
        if not isinstance(data, dict):
            raise BadEntry("wrong_type", str(data))
        self._left = dict(data)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        """The value of `key`, which must be of `kind`; the default where it is absent."""
        value = self._left.pop(key, default)
        if value is None:
            raise BadEntry("missing_key", key)
        # TOML's true is an int to Python.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise BadEntry("wrong_type", key)
        return value

    def string(self, key: str, default: str | None = None) -> str:
        """A text of one language, such as an id."""
        return self.take(key, str, default)

    def text(self, key: str) -> Text:
        """A text in both languages."""
        return text_of(self.take(key, dict), key)

    def texts(self, key: str, *, optional: bool = False) -> tuple[Text, ...]:
        """A list of texts; one that is not optional may not be empty."""
        values = tuple(text_of(each, key) for each in self.take(key, list, [] if optional else None))
        if not values and not optional:
            raise BadEntry("empty", key)
        return values

    def strings(self, key: str, *, optional: bool = True) -> tuple[str, ...]:
        """A list of ids."""
        values = self.take(key, list, [] if optional else None)
        if not all(isinstance(v, str) for v in values):
            raise BadEntry("wrong_type", key)
        return tuple(values)

    def tables(self, key: str, reader: Callable[[Table], T], *, optional: bool = False) -> tuple[T, ...]:
        """A list of tables, each read by `reader`."""
        return tuple(_whole(each, reader) for each in self.take(key, list, [] if optional else None))

    def member(self, key: str, kind: type[E]) -> E:
        """One value of an enumeration."""
        return _member(self.string(key), key, kind)

    def members(self, key: str, kind: type[E], *, optional: bool = False) -> tuple[E, ...]:
        """Several values of an enumeration."""
        return tuple(_member(v, key, kind) for v in self.strings(key, optional=optional))

    def one_of(self, key: str, known: tuple[str, ...], default: str | None = None) -> str:
        """One of the words of `known`."""
        value = self.string(key, default)
        if value not in known:
            raise BadEntry("unknown_value", f"{key} = {value}")
        return value

    def done(self) -> None:
        """Refuse the keys that nobody took."""
        if self._left:
            raise BadEntry("unknown_key", ", ".join(sorted(self._left)))


def text_of(value: object, key: str) -> Text:
    """The text of an inline table with `ja` and `en`, neither of them empty."""
    if not isinstance(value, dict) or value.keys() != _LANGUAGES:
        raise BadEntry("missing_language", key)
    ja, en = value["ja"], value["en"]
    if not (isinstance(ja, str) and isinstance(en, str) and ja.strip() and en.strip()):
        raise BadEntry("missing_language", key)
    return Text(ja, en)


def _member(value: str, key: str, kind: type[E]) -> E:
    try:
        return kind(value)
    except ValueError:
        raise BadEntry("unknown_value", f"{key} = {value}") from None


def _whole(data: object, reader: Callable[[Table], T]) -> T:
    table = Table(data)
    entry = reader(table)
    table.done()
    return entry


def checkpoint(t: Table) -> Checkpoint:
    """One `[[checkpoint]]`."""
    return Checkpoint(
        id=t.string("id"),
        item=t.string("item"),
        roles=frozenset(t.members("roles", Role)),
        level=t.member("level", Level),
        severity=t.member("severity", Severity),
        question=t.text("question"),
        verify=t.text("verify"),
        look=t.texts("look"),
        evidence=t.texts("evidence"),
        basis=t.strings("basis", optional=False),
        causes=t.members("causes", Cause),
        directions=t.strings("directions"),
        actions=t.texts("actions"),
        demands=t.strings("demands"),
        voluntary_for=frozenset(t.members("voluntary_for", Role, optional=True)),
        over=t.strings("over"),
        own_grade=t.take("own_grade", bool, False),
        reference=t.texts("reference", optional=True),
        incidents=t.strings("incidents"),
        leak=t.strings("leak"),
        rules=t.strings("rules"),
    )


def ground(t: Table) -> tuple[str, str, str]:
    """One `[[ground]]`: ground and role of a plan, and the article it is filed under."""
    return t.string("ground"), t.member("role", Role).value, t.string("law")


def _entry(t: Table) -> Entry:
    return Entry(t.string("id"), t.text("title"), t.text("text"), t.string("parent", ""))


def _item(t: Table) -> Item:
    number, design_card = t.take("number", int, 0), t.take("design_card", bool, False)
    return Item(t.string("id"), t.string("element"), t.text("title"), number, design_card)


def _paragraph(t: Table) -> Paragraph:
    return Paragraph(t.string("id"), t.text("label"), t.text("summary"), t.take("demand", bool))


def _law(t: Table) -> Law:
    return Law(t.string("id"), t.text("label"), t.text("summary"), t.one_of("kind", LAW_KINDS))


def _incident(t: Table) -> Incident:
    return Incident(
        t.string("id"),
        t.text("operator"),
        t.text("text"),
        t.member("kind", SourceKind),
        t.text("source"),
        t.tables("background", _background, optional=True),
    )


def _background(t: Table) -> Background:
    return Background(t.text("text"), t.member("kind", SourceKind), t.text("source"))


def _reason(t: Table) -> Reason:
    tags = (t.strings(name) for name in ("leak", "view", "criteria", "facts", "denied"))
    return Reason(t.text("text"), *tags)


def _case_field(t: Table) -> CaseField:
    part = t.one_of("part", CASE_PARTS)
    return CaseField(t.string("id"), part, t.text("title"), t.text("guide"), t.strings("quoted"))


def _case_fact(t: Table) -> CaseFact:
    said, record = t.text("said"), t.one_of("record", CASE_RECORDS, "")
    here = t.take("here", dict, {})
    return CaseFact(
        t.string("id"), t.string("criterion"), t.text("ask"), said, text_of(here, "here") if here else said, record
    )


def _disposition(t: Table) -> Disposition:
    remark = t.take("remark", dict, {})
    return Disposition(
        id=t.string("id"),
        company=t.text("company"),
        side=t.one_of("side", SIDES),
        measure=t.member("measure", Measure),
        reasons=t.tables("reasons", _reason),
        remark=text_of(remark, "remark") if remark else None,
    )


def _act(t: Table) -> Act:
    start = t.take("date", date)
    return Act(t.member("act", ActKind), start, t.take("until", date, start))


def _investigation(t: Table) -> Investigation:
    return Investigation(t.text("operator"), t.text("retailer"), t.tables("acts", _act), t.strings("notes"))


def _pattern(t: Table) -> ViewingPattern:
    return ViewingPattern(
        id=t.string("id"),
        parent=t.string("parent"),
        title=t.text("title"),
        text=t.text("text"),
        grade=t.one_of("grade", GRADES),
        evaluation=t.text("evaluation"),
        substitute=t.text("substitute"),
    )


def _rule(t: Table) -> RuleText:
    needs = t.take("needs", list)
    if not all(isinstance(each, list) and all(isinstance(kind, str) for kind in each) for each in needs):
        raise BadEntry("wrong_type", "needs")
    return RuleText(
        id=t.string("id"),
        title=t.text("title"),
        explanation=t.text("explanation"),
        severity=t.member("severity", Severity),
        needs=tuple(tuple(each) for each in needs),
        incidents=t.strings("incidents"),
        kind=t.one_of("kind", RULE_KINDS, "ledger"),
        hits={name: text_of(value, name) for name, value in t.take("hits", dict, {}).items()},
    )


def _guide(t: Table) -> Guide:
    return Guide(t.string("name"), t.text("guide"), t.text("help"))


def _limit(t: Table) -> Limit:
    return Limit(t.string("id"), t.take("number", int), t.string("basis"), t.text("text"))


def _challenge(t: Table) -> ChallengeText:
    return ChallengeText(
        id=t.string("id"),
        count=t.member("count", Counted),
        question=t.text("question"),
        severity=t.member("severity", Severity),
        checkpoints=t.strings("checkpoints"),
    )


def _check(t: Table) -> CheckText:
    return CheckText(
        id=t.string("id"),
        group=t.one_of("group", CHECK_GROUPS),
        severity=t.member("severity", Gravity),
        title=t.text("title"),
        remedy=t.text("remedy"),
        hits={name: text_of(value, name) for name, value in t.take("hits", dict).items()},
    )


def _spoken(t: Table) -> SpokenWord:
    return SpokenWord(
        id=t.string("id"),
        kind=t.member("kind", SpokenKind),
        title=t.text("title"),
        words=t.strings("words", optional=False),
        counters=t.strings("counters"),
        ledger=t.string("ledger", ""),
        of=t.strings("of"),
    )


def _term(t: Table) -> Term:
    return Term(t.string("ja"), t.string("en"), t.string("identifier"), t.text("definition"))


def _weakness(t: Table) -> Weakness:
    return Weakness(t.string("id"), t.take("weight", int), t.take("always", bool), t.text("why"), t.texts("ask"))


# file → {table name: (field of Catalogue, reader)}
READERS: dict[str, dict[str, tuple[str, Callable[[Table], Any]]]] = {
    "structure.toml": {"part": ("parts", _entry), "element": ("elements", _entry), "item": ("items", _item)},
    "paragraphs.toml": {"paragraph": ("paragraphs", _paragraph)},
    "law.toml": {"law": ("laws", _law)},
    "incidents.toml": {"incident": ("incidents", _incident)},
    "precedents.toml": {
        "disposition": ("dispositions", _disposition),
        "investigation": ("investigations", _investigation),
    },
    "viewing.toml": {"pattern": ("patterns", _pattern)},
    "criteria.toml": {"criterion": ("criteria", _entry)},
    "cases.toml": {
        "field": ("case_fields", _case_field),
        "fact": ("case_facts", _case_fact),
        "privacy_kind": ("privacy_kinds", _entry),
        "privacy_term": ("privacy_terms", _entry),
        "privacy_item": ("privacy_items", _entry),
    },
    "factors.toml": {
        "cause": ("causes", _entry),
        "direction": ("directions", _entry),
        "leak": ("leaks", _entry),
    },
    "rules.toml": {"rule": ("rules", _rule)},
    "values.toml": {"guide": ("guides", _guide)},
    "limits.toml": {"limit": ("limits", _limit)},
    "challenges.toml": {"challenge": ("challenges", _challenge)},
    "consistency.toml": {"check": ("checks", _check), "word": ("spoken", _spoken)},
    "glossary.toml": {"term": ("terms", _term)},
    "interview.toml": {"weakness": ("weaknesses", _weakness)},
}


def read_toml(file: Traversable, found: list[CatalogueProblem], ready: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of a file, from `ready` if they are compiled; an unreadable file is a problem and empty."""
    try:
        source = file.read_bytes()
        tables = ready.get(key_of(source))
        if isinstance(tables, dict):
            return dict(tables)
        import tomllib

        return tomllib.loads(source.decode("utf-8"))
    # A TOMLDecodeError is one of these.
    except (OSError, ValueError) as error:
        found.append(CatalogueProblem(file.name, "", "unreadable", str(error)))
        return {}


def read_entries(
    file: str, tables: Iterable[object], reader: Callable[[Table], T], found: list[CatalogueProblem]
) -> Iterator[T]:
    """Each table read by `reader`; one that cannot be read is a problem, and left out."""
    for number, data in enumerate(tables, start=1):
        where = str(data.get("id", f"#{number}")) if isinstance(data, dict) else f"#{number}"
        try:
            entry = _whole(data, reader)
        except BadEntry as bad:
            found.append(CatalogueProblem(file, where, bad.code, bad.detail))
            continue
        yield entry


def read_texts(file: str, key: str, values: Iterable[object], found: list[CatalogueProblem]) -> Iterator[Text]:
    """Texts that stand outside a table."""
    for number, value in enumerate(values, start=1):
        try:
            yield text_of(value, key)
        except BadEntry as bad:
            found.append(CatalogueProblem(file, f"{key} #{number}", bad.code, bad.detail))


def head(t: Table) -> tuple[str, str, Text]:
    """Version, date of issue and title of the catalogue."""
    return t.string("version"), t.take("issued", date).isoformat(), t.text("title")

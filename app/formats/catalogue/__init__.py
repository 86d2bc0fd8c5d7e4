"""Reads `resources/catalogue/*.toml` into frozen values, refusing what is unknown, missing or dangling."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from app.domain.catalogue import (
    Catalogue,
    Cause,
    Checkpoint,
    Disposition,
    Entry,
    Incident,
    Investigation,
    Item,
    Law,
    Level,
    Paragraph,
    Role,
    RuleText,
    Severity,
    Term,
)
from app.domain.text import Text
from app.errors import UserError, register_messages

__all__ = ["CatalogueProblem", "load_catalogue", "load_item", "problems"]

register_messages({"catalogue_invalid": "The catalogue of checkpoints is damaged: {file}, {where}: {problem}."})

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class CatalogueProblem:
    """What is wrong with the catalogue: the file, which entry, a code, and the name concerned."""

    file: str
    where: str
    code: str
    detail: str


class _Bad(Exception):
    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


class _Table:
    """One TOML table being read: every key must be taken, none may be left."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._left = dict(data)

    def take(self, key: str, kind: type[T], default: T | None = None) -> T:
        value = self._left.pop(key, default)
        if value is None:
            raise _Bad("missing_key", key)
        if not isinstance(value, kind):
            raise _Bad("wrong_type", key)
        return value

    def string(self, key: str, default: str | None = None) -> str:
        return self.take(key, str, default)

    def text(self, key: str) -> Text:
        return _text(self.take(key, dict), key)

    def texts(self, key: str, *, optional: bool = False) -> tuple[Text, ...]:
        return tuple(_text(each, key) for each in self.take(key, list, [] if optional else None))

    def strings(self, key: str, *, optional: bool = True) -> tuple[str, ...]:
        values = self.take(key, list, [] if optional else None)
        if not all(isinstance(v, str) for v in values):
            raise _Bad("wrong_type", key)
        return tuple(values)

    def member(self, key: str, kind: type[E]) -> E:
        return _member(self.string(key), key, kind)

    def members(self, key: str, kind: type[E], *, optional: bool = False) -> tuple[E, ...]:
        return tuple(_member(v, key, kind) for v in self.strings(key, optional=optional))

    def done(self) -> None:
        if self._left:
            raise _Bad("unknown_key", ", ".join(sorted(self._left)))


def _text(value: object, key: str) -> Text:
    if not isinstance(value, dict) or set(value) != {"ja", "en"}:
        raise _Bad("missing_language", key)
    if not all(isinstance(v, str) and v.strip() for v in value.values()):
        raise _Bad("missing_language", key)
    return Text(value["ja"], value["en"])


def _member(value: str, key: str, kind: type[E]) -> E:
    try:
        return kind(value)
    except ValueError:
        raise _Bad("unknown_value", f"{key} = {value}") from None


def _checkpoint(t: _Table) -> Checkpoint:
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


def _entry(t: _Table) -> Entry:
    return Entry(t.string("id"), t.text("title"), t.text("text"), t.string("parent", ""))


def _item(t: _Table) -> Item:
    return Item(t.string("id"), t.string("element"), t.text("title"))


def _paragraph(t: _Table) -> Paragraph:
    return Paragraph(t.string("id"), t.text("label"), t.text("summary"), t.take("demand", bool))


def _law(t: _Table) -> Law:
    return Law(t.string("id"), t.text("label"), t.text("summary"))


def _incident(t: _Table) -> Incident:
    return Incident(t.string("id"), t.text("operator"), t.text("text"), t.string("kind"), t.text("source"))


def _disposition(t: _Table) -> Disposition:
    return Disposition(
        t.string("id"),
        t.text("company"),
        t.string("measure"),
        t.texts("reasons"),
        t.strings("leak"),
        t.strings("criteria"),
    )


def _investigation(t: _Table) -> Investigation:
    acts = []
    for each in t.take("acts", list):
        act = _Table(each)
        start = act.take("date", _date())
        acts.append((act.string("act"), start, act.take("until", _date(), start)))
        act.done()
    return Investigation(t.text("operator"), t.text("retailer"), tuple(acts))


def _date() -> Any:
    from datetime import date

    return date


def _rule(t: _Table) -> RuleText:
    hits = t.take("hits", dict, {})
    needs = tuple(tuple(each) for each in t.take("needs", list))
    return RuleText(
        id=t.string("id"),
        title=t.text("title"),
        explanation=t.text("explanation"),
        severity=t.member("severity", Severity),
        needs=needs,
        incidents=t.strings("incidents"),
        kind=t.string("kind", "ledger"),
        hits={name: _text(value, name) for name, value in hits.items()},
    )


def _term(t: _Table) -> Term:
    return Term(t.string("ja"), t.string("en"), t.string("identifier"), t.text("definition"))


# file → {table name: (field of Catalogue, reader)}
_READERS: dict[str, dict[str, tuple[str, Callable[[_Table], Any]]]] = {
    "structure.toml": {"element": ("elements", _entry), "item": ("items", _item)},
    "paragraphs.toml": {"paragraph": ("paragraphs", _paragraph)},
    "law.toml": {"law": ("laws", _law)},
    "incidents.toml": {"incident": ("incidents", _incident)},
    "precedents.toml": {
        "disposition": ("dispositions", _disposition),
        "investigation": ("investigations", _investigation),
    },
    "viewing.toml": {"pattern": ("patterns", _entry)},
    "criteria.toml": {"criterion": ("criteria", _entry)},
    "factors.toml": {
        "cause": ("causes", _entry),
        "direction": ("directions", _entry),
        "leak": ("leaks", _entry),
    },
    "rules.toml": {"rule": ("rules", _rule)},
    "glossary.toml": {"term": ("terms", _term)},
}


def load_catalogue(folder: Traversable) -> Catalogue:
    """The whole catalogue. Raises UserError `catalogue_invalid` with the first problem that makes it unusable."""
    found: list[CatalogueProblem] = []
    catalogue = _read(folder, found)
    if found:
        first = found[0]
        raise UserError("catalogue_invalid", file=first.file, where=first.where, problem=f"{first.code} {first.detail}")
    return catalogue


def load_item(folder: Traversable, item: str) -> tuple[Checkpoint, ...]:
    """The checkpoints of one item, reading only the file that holds it: for the first paint of a page."""
    for name in (f"{item}.toml", f"{item.partition('-')[0]}.toml"):
        file = folder / "checkpoints" / name
        if file.is_file():
            found: list[CatalogueProblem] = []
            return tuple(c for c in _entries(file, "checkpoint", _checkpoint, found) if c.item == item)
    return ()


def problems(folder: Traversable) -> tuple[CatalogueProblem, ...]:
    """Everything wrong: form, languages, double ids, dangling references, checkpoints for nobody, bare demands."""
    found: list[CatalogueProblem] = []
    catalogue = _read(folder, found)
    found.extend(_dangling(catalogue))
    found.extend(
        CatalogueProblem("paragraphs.toml", demand, "demand_unanswered", demand)
        for demand, answering in catalogue.coverage().items()
        if not answering
    )
    return tuple(found)


def _read(folder: Traversable, found: list[CatalogueProblem]) -> Catalogue:
    fields: dict[str, list[Any]] = {}
    head = _toml(folder / "catalogue.toml", found)
    for name, tables in _READERS.items():
        file = folder / name
        data = _toml(file, found)
        for table in set(data) - set(tables) - {"note"}:
            found.append(CatalogueProblem(name, table, "unknown_key", table))
        for table, (attribute, reader) in tables.items():
            fields[attribute] = list(_read_entries(name, data.get(table, []), reader, found))
        if "note" in data:
            fields["notes"] = [_text(each, "note") for each in data["note"]]
    order = {item.id: n for n, item in enumerate(fields["items"])}
    checkpoints: list[Checkpoint] = []
    for file in sorted((folder / "checkpoints").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            checkpoints.extend(_entries(file, "checkpoint", _checkpoint, found))
    checkpoints.sort(key=lambda c: (order.get(c.item, len(order)), c.id))
    for attribute, entries in (*fields.items(), ("checkpoints", checkpoints)):
        found.extend(_doubles(attribute, entries))
    return Catalogue(
        version=str(head.get("version", "")),
        renamed=dict(head.get("renamed", {})),
        grounds={(g["ground"], g["role"]): g["law"] for g in head.get("ground", [])},
        checkpoints=tuple(checkpoints),
        **{attribute: tuple(entries) for attribute, entries in fields.items()},
    )


def _toml(file: Traversable, found: list[CatalogueProblem]) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        found.append(CatalogueProblem(file.name, "", "unreadable", str(error)))
        return {}


def _entries(
    file: Traversable, table: str, reader: Callable[[_Table], T], found: list[CatalogueProblem]
) -> Iterator[T]:
    data = _toml(file, found)
    for other in set(data) - {table}:
        found.append(CatalogueProblem(file.name, other, "unknown_key", other))
    yield from _read_entries(file.name, data.get(table, []), reader, found)


def _read_entries(
    file: str, tables: Iterable[Mapping[str, Any]], reader: Callable[[_Table], T], found: list[CatalogueProblem]
) -> Iterator[T]:
    for number, data in enumerate(tables, start=1):
        where = str(data.get("id", f"#{number}"))
        table = _Table(data)
        try:
            entry = reader(table)
            table.done()
        except _Bad as bad:
            found.append(CatalogueProblem(file, where, bad.code, bad.detail))
            continue
        yield entry


def _doubles(attribute: str, entries: Iterable[Any]) -> Iterator[CatalogueProblem]:
    counts = Counter(e.id for e in entries if hasattr(e, "id"))
    return (CatalogueProblem(attribute, i, "double_id", i) for i, n in counts.items() if n > 1)


def _dangling(catalogue: Catalogue) -> Iterator[CatalogueProblem]:
    paragraphs = {p.id for p in catalogue.paragraphs}
    demands = {p.id for p in catalogue.paragraphs if p.demand}
    known = {
        "basis": paragraphs | {law.id for law in catalogue.laws},
        "demands": demands,
        "incidents": {i.id for i in catalogue.incidents},
        "leak": {e.id for e in catalogue.leaks},
        "directions": {e.id for e in catalogue.directions},
        "rules": {r.id for r in catalogue.rules},
    }
    items = {i.id for i in catalogue.items}
    for checkpoint in catalogue.checkpoints:
        for attribute, ids in known.items():
            for missing in set(getattr(checkpoint, attribute)) - ids:
                yield CatalogueProblem("checkpoints", checkpoint.id, "dangling", f"{attribute} = {missing}")
        if checkpoint.item not in items:
            yield CatalogueProblem("checkpoints", checkpoint.id, "dangling", f"item = {checkpoint.item}")
        if not checkpoint.roles:
            yield CatalogueProblem("checkpoints", checkpoint.id, "no_role", checkpoint.id)
        if not checkpoint.basis and not checkpoint.reference:
            yield CatalogueProblem("checkpoints", checkpoint.id, "no_basis", checkpoint.id)
    laws = {law.id for law in catalogue.laws}
    for (ground, role), law in catalogue.grounds.items():
        if law not in laws:
            yield CatalogueProblem("catalogue.toml", f"{ground} {role}", "dangling", law)
    elements = {e.id for e in catalogue.elements}
    for item in catalogue.items:
        if item.element not in elements:
            yield CatalogueProblem("structure.toml", item.id, "dangling", item.element)
    for rule in catalogue.rules:
        for missing in set(rule.incidents) - known["incidents"]:
            yield CatalogueProblem("rules.toml", rule.id, "dangling", missing)

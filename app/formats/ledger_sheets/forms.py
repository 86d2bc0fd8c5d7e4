"""Reads `resources/ledgers/KIND.toml` into `LedgerForm`s. A damaged form is a fault of the program."""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from app.domain.ledgers.form import Field, FieldType, LedgerForm, Period, Told
from app.domain.ledgers.words import fold as word_of
from app.formats.catalogue.reading import Table
from app.formats.ledger_sheets.headings import fold, worded

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

PATH_SIGN = "›"
# Words that say that something was so once: what stands below or behind them is no field of the record as it is.
FORMER = ("旧", "変更前", "異動前", "移設前", "移動前", "更新前", "交換前", "従前", "前任")


def load_form(file: Traversable) -> LedgerForm:
    """The form of one kind. Raises for a key that is unknown, missing or of the wrong type."""
    table = Table(tomllib.loads(file.read_text(encoding="utf-8")))
    groups = {name: tuple(names) for name, names in table.take("groups", dict, {}).items()}
    form = LedgerForm(
        kind=table.string("kind"),
        title=table.text("title"),
        purpose=table.text("purpose"),
        titles=table.strings("titles"),
        keys=table.strings("keys", optional=False),
        key_with=table.strings("key_with"),
        apart=table.strings("apart"),
        across=table.strings("across"),
        stand_ins=table.strings("stand_ins"),
        site_field=table.string("site_field", "site"),
        ignored=table.strings("ignored"),
        neutral=table.strings("neutral"),
        marks=table.strings("marks"),
        irrelevant=table.strings("irrelevant"),
        foreign=table.strings("foreign"),
        former=table.strings("former") or FORMER,
        periods=table.tables("period", _period, optional=True),
        told={name: _told(Table(entry)) for name, entry in table.take("told", dict, {}).items()},
        fields=table.tables("field", lambda entry: _field(entry, groups)),
    )
    table.done()
    return form


def _told(table: Table) -> Told:
    told = Told(
        table.strings("labels"),
        table.strings("endings"),
        table.take("sheets", bool, False),
        companies=table.take("companies", bool, False),
        unless=table.strings("unless"),
        own=table.take("own", bool, True),
    )
    table.done()
    return told


def _period(table: Table) -> Period:
    return Period(
        table.strings("names", optional=False),
        table.string("first", ""),
        table.string("last", ""),
        table.strings("likely"),
    )


def _field(table: Table, groups: dict[str, tuple[str, ...]]) -> Field:
    grouped: dict[str, Any] = table.take("grouped", dict, {})
    paths = tuple(
        f"{group}{PATH_SIGN}{leaf}" for name, leaves in grouped.items() for group in groups[name] for leaf in leaves
    )
    title = table.text("title")
    said: dict[str, Any] = table.take("words", dict, {})
    headings = table.strings("headings", optional=False)
    # Templates and exports in either language are read back.
    known = set(map(fold, headings))
    titles = tuple(text for text in (title.ja, title.en) if fold(text) not in known)
    return Field(
        id=table.string("id"),
        type=table.member("type", FieldType),
        title=title,
        help=table.text("help"),
        headings=headings + titles + paths,
        under=table.strings("under"),
        weak=table.strings("weak"),
        unless=table.strings("unless"),
        required=table.take("required", bool, False),
        choices=table.strings("choices") or tuple(said),
        example=table.string("example", ""),
        words={word: tuple(others) for word, others in said.items()},
        person=table.take("person", bool, False),
    )


def problems(form: LedgerForm) -> Iterator[str]:
    """What would make recognition ambiguous or a template wrong: double ids and headings, keys without a field."""
    seen: defaultdict[str, set[str]] = defaultdict(set)
    ids = [field.id for field in form.fields]
    yield from (f"double field {identity}" for identity in sorted({i for i in ids if ids.count(i) > 1}))
    if not form.keys:
        yield "no keys"
    for name in (*form.keys, *form.key_with, *form.apart, *form.across, *form.stand_ins, *form.marks, *form.told):
        if name not in form:
            yield f"no field {name}"
    for told in form.told.values():
        yield from (f"no field {name}" for name in told.unless if name not in form)
    for field in form.fields:
        for heading in field.headings:
            if not field.under:
                seen[path(heading)].add(field.id)
        if bool(field.words) != (field.type is FieldType.WORD):
            yield f"{field.id} has words and another type, or none"
        met = Counter(word_of(word) for others in field.words.items() for word in (others[0], *others[1]))
        yield from (f"{field.id} says {word} twice" for word, count in met.items() if count > 1)
        if field.choices and field.example and field.example not in field.choices:
            yield f"the example of {field.id} is none of its choices"
    yield from _problems_of_periods(form)
    for heading in form.irrelevant:
        if path(heading) in seen:
            yield f"heading {path(heading)} is irrelevant and at {', '.join(sorted(seen[path(heading)]))}"
    for heading, fields in sorted(seen.items()):
        if len(fields) > 1:
            yield f"heading {heading} at {', '.join(sorted(fields))}"


def _problems_of_periods(form: LedgerForm) -> Iterator[str]:
    for period in form.periods:
        ends = [name for name in (period.first, period.last) if name]
        yield from (f"no field {name}" for name in ends if name not in form)
        yield from (f"{name} is no end of {period.names[0]}" for name in period.likely if name not in ends)
        yield from (
            f"{name} is no day" for name in ends if name in form and form.field(name).type is not FieldType.DATE
        )
    met = Counter(worded(fold(name)) for period in form.periods for name in period.names)
    yield from (f"period {name} twice" for name, count in met.items() if count > 1)


def path(heading: str) -> str:
    """A heading folded, its group kept apart."""
    return PATH_SIGN.join(fold(part) for part in heading.split(PATH_SIGN))

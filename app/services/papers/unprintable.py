"""Papers with characters that no font has: which ones, and where in the ledgers these stand, to be set right there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, is_dataclass

from app.domain.ledgers import Record
from app.domain.paper_loop import Key
from app.domain.unprinted import named
from app.errors import UserError
from app.services.papers import making
from app.services.ports import Batch, Desk, UnitOfWork
from app.services.reporting import forms
from app.services.reporting.material import Material
from app.services.reporting.sheets import Form, SheetDraft

CODE = "paper_unprintable"
"""The code of the refusal."""
_TOLD = 10
_AROUND = 15


@dataclass(frozen=True, slots=True)
class Spot:
    """A text that cannot be printed, with the characters for which it cannot. `kind` is the ledger it stands in, `key`
    the record there, `field` what the field is called, `site` the office as the ledger names it; `file`, `sheet` and
    `row` are where it came from, empty for what was entered by hand. All of it is empty for a text that stands in no
    ledger."""

    text: str
    characters: tuple[str, ...]
    kind: str = ""
    key: str = ""
    field: str = ""
    site: str = ""
    file: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Odd:
    """A paper that cannot be printed, and where its characters stand."""

    key: Key
    name: str
    title: str
    spots: tuple[Spot, ...]


def find(desk: Desk, material: Material, drafts: Sequence[SheetDraft]) -> tuple[Odd, ...]:
    """The papers of `drafts` with characters that no font has, each with where these stand."""
    odd: dict[Key, dict[str, tuple[str, ...]]] = {}
    known: dict[str, tuple[str, ...]] = {}
    for draft in drafts:
        for text in _texts(draft.blocks):
            if text not in known:
                found = desk.world.scans.unprinted(text)
                known[text] = found.missing if found is not None else ()
            if known[text]:
                odd.setdefault(making.key_of(draft), {})[text] = known[text]
    if not odd:
        return ()
    lacking = frozenset(character for texts in odd.values() for each in texts.values() for character in each)
    with desk.file.read() as work:
        spots = list(_in_ledgers(desk, work, material, {draft.form for draft in drafts}, lacking))
    by_key = {making.key_of(draft): draft for draft in drafts}
    return tuple(
        Odd(key, by_key[key].name, by_key[key].title, tuple(_spots(texts, spots))) for key, texts in odd.items()
    )


def refusal(odd: Sequence[Odd], count: int, material: Material) -> UserError:
    """Why papers, `count` in all, are not printed: every place once, as many as a sentence bears."""
    places = dict.fromkeys(said(spot, material) for each in odd for spot in each.spots)
    told = [*list(places)[:_TOLD], *(["…"] if len(places) > _TOLD else [])]
    return UserError(CODE, count=len(odd), all=count, places=told)


def said(spot: Spot, material: Material) -> str:
    """A place in words: ledger, record, file and row, site, field, the text and its characters."""
    _ = material.translate
    text = _("{field}: “{text}”").format(field=spot.field, text=_around(spot)) if spot.field else _around(spot)
    text = f"{text} {named(spot.characters)}"
    if not spot.kind:
        return text
    where = ""
    if spot.file and spot.row:
        where = _("{file}, row {row}").format(file=" ".join(filter(None, (spot.file, spot.sheet))), row=spot.row)
    parts = [f"{material.ledger(spot.kind)} {spot.key}", where or _("entered by hand"), spot.site, text]
    return _(" / ").join(filter(None, parts))


def _around(spot: Spot) -> str:
    at = max(0, spot.text.find(spot.characters[0]))
    return " ".join(spot.text[max(0, at - _AROUND) : at + _AROUND].split())


def _texts(thing: object) -> Iterator[str]:
    """Every text within blocks of a paper."""
    match thing:
        case str():
            yield thing
        case tuple() | list():
            for each in thing:
                yield from _texts(each)
        case Mapping():
            for each in thing.values():
                yield from _texts(each)
        case _ if is_dataclass(thing):
            for each in fields(thing):
                yield from _texts(getattr(thing, each.name))


def _in_ledgers(
    desk: Desk, work: UnitOfWork, material: Material, wanted: Iterable[Form], lacking: frozenset[str]
) -> Iterator[Spot]:
    """Every field of the ledgers of these forms with one of these characters."""
    for kind in forms.ledgers_of(tuple(wanted)):
        form = desk.world.ledgers.form(kind)
        sources = {batch.id: batch for batch in work.ledgers.batches(kind)}
        with closing(work.ledgers.standing(kind)) as rows:
            for record, batch in rows:
                for name, text in record.values.items():
                    characters = tuple(dict.fromkeys(each for each in text if each in lacking))
                    if characters:
                        title = form.field(name).title.in_language(material.language) if name in form else name
                        yield _spot(record, sources.get(batch), title, text, characters)


def _spot(record: Record, batch: Batch | None, title: str, text: str, characters: tuple[str, ...]) -> Spot:
    file, sheet, row = (batch.source, record.sheet, record.row) if batch is not None else ("", "", 0)
    return Spot(text, characters, record.kind, record.key, title, record.site, file, sheet, row)


def _spots(texts: Mapping[str, tuple[str, ...]], spots: Sequence[Spot]) -> Iterator[Spot]:
    """Where the texts of a paper come from: the fields that stand in them, else the texts themselves."""
    for text, characters in texts.items():
        own = [spot for spot in spots if " ".join(spot.text.split()) in " ".join(text.split())]
        yield from own or [Spot(text, characters)]

"""TOML of `resources/forms/NAME.toml` → the words of a paper. Whoever changes a file is told what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from app.domain.grades import Role
from app.domain.papers import PLACES, PaperText, Sentence, Signer, SignField, places_in
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.formats.catalogue.reading import BadEntry, Table, text_of

register_messages(
    {
        "paper_text_lacks": "The words of the form in {file} lack {detail}; add it there.",
        "paper_text_unknown": "The words of the form in {file} have what no form has: {detail}; correct it there.",
        "paper_text_language": "The words of the form in {file} need Japanese (ja) and English (en) at {detail}.",
        "paper_text_syntax": "The words of the form in {file} cannot be read as TOML ({detail}); correct it there.",
        "paper_text_place": "The words of the form in {file} name {place} in braces; what may stand there: {known}.",
    }
)

_TOLD = {
    "missing_key": "paper_text_lacks",
    "empty": "paper_text_lacks",
    "missing_language": "paper_text_language",
}


def parsed(content: bytes, name: str) -> PaperText:
    """The words in a file called `name`. Raises UserError `paper_text_*`."""
    try:
        table = Table(tomllib.loads(content.decode("utf-8-sig")))
        text = _paper(table)
        table.done()
    except BadEntry as error:
        raise UserError(_TOLD.get(error.code, "paper_text_unknown"), file=name, detail=error.detail) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError("paper_text_syntax", file=name, detail=str(error)) from error
    for said in _texts(text):
        if unknown := sorted((places_in(said.ja) | places_in(said.en)) - PLACES):
            known = [f"{{{place}}}" for place in sorted(PLACES)]
            raise UserError("paper_text_place", file=name, place=unknown[0], known=known)
    return text


def _paper(t: Table) -> PaperText:
    return PaperText(
        title=t.text("title"),
        addressee=_optional(t, "addressee"),
        begin=_optional(t, "begin"),
        end=_optional(t, "end"),
        statements=t.tables("statement", _sentence, optional=True),
        articles=t.tables("article", _sentence, optional=True),
        checks=t.tables("check", _sentence, optional=True),
        notes=t.tables("note", _sentence, optional=True),
        signers=t.tables("signer", _signer),
        checkpoints=t.strings("checkpoints"),
    )


def _sentence(t: Table) -> Sentence:
    return Sentence(t.text("text"), frozenset(t.members("roles", Role, optional=True)))


def _signer(t: Table) -> Signer:
    return Signer(
        role=_optional(t, "role"),
        fields=t.members("fields", SignField),
        seal=_optional(t, "seal"),
        beside=t.take("beside", bool, False),
    )


def _optional(t: Table, key: str) -> Text | None:
    said = t.take(key, dict, {})
    return text_of(said, key) if said else None


def _texts(value: object) -> Iterator[Text]:
    """Every text within a value."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))

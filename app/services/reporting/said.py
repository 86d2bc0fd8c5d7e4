"""What a paper says, apart from how it looks: the text that tells one version of it from another.

The version of a paper stands in its QR code and in the audit for years. It rests on a text made here, of what is
written on the paper and how it is arranged, and on nothing of the program's own: a block that learns to look otherwise,
or to hold something more, changes no paper that does not use it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from app.services.reporting.model import Block, KeepTogether, PageBreak, Run, Spacer, plain

FORMAT = "shadan-paper-2"
"""Begins the text; another way of writing it has another name, and `says` knows the earlier ones."""
_DIGITS = 12

_LOOKS: Mapping[str, frozenset[str]] = {
    "Cell": frozenset({"bold", "quiet", "align"}),
    "CheckList": frozenset({"quiet"}),
    "Column": frozenset({"kind", "weight", "room", "ruled"}),
    "Heading": frozenset({"bookmark"}),
    "Paragraph": frozenset({"quiet", "style", "keep"}),
    "Table": frozenset({"least"}),
}
"""Fields by block that only tell how it looks."""

_FORMER: Mapping[str, tuple[str, ...]] = {
    "Cell": ("text", "mark", "bold", "quiet", "align", "box"),
    "CheckItem": ("text", "checked"),
    "CheckList": ("items", "quiet"),
    "Column": ("heading", "kind", "weight", "room", "ruled"),
    "Heading": ("level", "text", "bookmark"),
    "KeepTogether": ("blocks",),
    "KeyValues": ("items",),
    "Numbered": ("items", "style", "start"),
    "Paragraph": ("text", "quiet", "style", "keep"),
    "Run": ("text", "bold", "quiet"),
    "Signature": ("role", "fields", "seal"),
    "SignatureField": ("label", "value"),
    "Signatures": ("signatures",),
    "Table": ("columns", "rows", "empty", "caption", "note", "least", "source"),
    "Title": ("text", "subtitle"),
}
"""The fields of the blocks of papers as they stood when versions were made of their Python representation. Papers with
such versions are out in offices: none may change."""


def version_of(form: str, subject: str, blocks: Iterable[Block]) -> str:
    """Twelve hex digits over all that a paper says."""
    return _digest(said(form, subject, blocks))


def said(form: str, subject: str, blocks: Iterable[Block]) -> str:
    """What a paper says, as one line of JSON; the same paper gives the same text on every machine."""
    told = [FORMAT, form, subject, list(_blocks(blocks))]
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def says(version: str, form: str, subject: str, blocks: tuple[Block, ...]) -> bool:
    """Whether a version, made now or by an earlier way of making them, is that of a paper that says this."""
    return version == version_of(form, subject, blocks) or version == former_version(form, subject, blocks)


def former_version(form: str, subject: str, blocks: tuple[Block, ...]) -> str:
    """The version of a paper as it was made until format `FORMAT`: over the Python representation of its blocks."""
    return _digest(f"({form!r}, {subject!r}, {_represented(blocks)})")


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def _blocks(blocks: Iterable[Block]) -> Iterator[Any]:
    """Blocks one after the other: what only keeps them together or apart says nothing."""
    for block in blocks:
        if isinstance(block, KeepTogether):
            yield from _blocks(block.blocks)
        elif not isinstance(block, Spacer | PageBreak):
            yield _told(block)


def _told(value: Any) -> Any:
    if value is None or isinstance(value, Enum):
        return None if value is None else value.value
    if isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        if value and all(isinstance(each, Run) for each in value):
            # How a text is cut into stretches of one appearance says nothing.
            return plain(tuple(value))
        return [_told(each) for each in value]
    if not is_dataclass(value):
        raise TypeError(f"no paper says {type(value).__name__}")
    name = type(value).__name__
    found = {}
    for each in fields(value):
        held = getattr(value, each.name)
        default = each.default_factory() if each.default_factory is not MISSING else each.default
        if each.name in _LOOKS.get(name, ()) or (default is not MISSING and held == default):
            continue
        found[each.name] = list(_blocks(held)) if each.name == "blocks" else _told(held)
    if name == "Cell" and found.keys() <= {"text"}:
        return found.get("text", "")
    return {name: found}


def _represented(value: Any) -> str:
    """As `repr` wrote it, with the fields of that time."""
    if isinstance(value, tuple):
        parts = [_represented(each) for each in value]
        return f"({parts[0]},)" if len(parts) == 1 else f"({', '.join(parts)})"
    if is_dataclass(value):
        name = type(value).__name__
        names = _FORMER.get(name) or tuple(each.name for each in fields(value))
        return f"{name}({', '.join(f'{each}={_represented(getattr(value, each))}' for each in names)})"
    return repr(value)

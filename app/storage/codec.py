"""Domain values to columns and back: scalars as they are, days as ISO text, everything else as canonical JSON text."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import Table

T = TypeVar("T")

canonical_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""JSON that is the same text for the same value (as `app.domain.history.canonical`, compiled once)."""
_quoted = json.encoder.encode_basestring  # what the encoder itself takes


_shapes: dict[tuple[str, ...], tuple[str, tuple[str, ...]]] = {}
_MOST_SHAPES = 1_000


def json_of_texts(values: Mapping[str, str]) -> str:
    """`canonical_json` of texts by name, in half the time: a ledger has few sets of names and many records."""
    names = tuple(values)
    shape = _shapes.get(names)
    if shape is None:
        if len(_shapes) >= _MOST_SHAPES:
            _shapes.clear()
        order = tuple(sorted(names))
        form = ",".join(f"{_quoted(name).replace('%', '%%')}:%s" for name in order)
        shape = _shapes[names] = f"{{{form}}}", order
    form, order = shape
    return form % tuple([_quoted(values[name]) for name in order])


class Shape(Generic[T]):
    """How a frozen dataclass lies in the columns of a table that have the names of its fields.

    `apart` are fields that are kept in other tables; a value read from this one has their defaults.
    """

    def __init__(self, kind: type[T], table: Table, apart: Collection[str] = ()) -> None:
        columns = {c.name: c for c in table.columns}
        hints = get_type_hints(kind)
        names = [f.name for f in fields(kind) if f.name in columns]  # type: ignore[arg-type]
        order = [c.name for c in table.columns if c.name in names]
        missing = set(hints) - set(names) - set(apart)
        if missing:
            raise TypeError(f"{table.name} has no columns for {sorted(missing)}")
        self.table = table
        self.columns = tuple(columns[name] for name in order)
        self._kind = kind
        self._fields = tuple((name, _to_column(hints[name]), _from_column(hints[name])) for name in order)

    def row(self, value: T) -> tuple[Any, ...]:
        """The columns of `value` in the order of `self.columns`."""
        return tuple(to(getattr(value, name)) for name, to, _ in self._fields)

    def value(self, row: Sequence[Any]) -> T:
        """The dataclass from columns in the order of `self.columns`; what follows them is ignored."""
        return self._kind(
            **{name: cell if of is _same else of(cell) for (name, _, of), cell in zip(self._fields, row, strict=False)},
        )


# `json.loads` asks anew for each text whether it was told anything besides.
_decoded = json.JSONDecoder().decode


def _same(value: Any) -> Any:
    return value


def _to_column(hint: Any) -> Callable[[Any], Any]:
    hint, optional = _bare(hint)
    if hint is str or hint is int:
        return _same
    if hint is bool:
        return _optional(int) if optional else int
    if hint is date:
        return _optional(date.isoformat)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return lambda value: value.value
    return lambda value: canonical_json(plain(value))


def _from_column(hint: Any) -> Callable[[Any], Any]:
    hint, optional = _bare(hint)
    if hint is str or hint is int:
        return _same
    if hint is bool:
        return _optional(bool) if optional else bool
    if hint is date:
        return _optional(date.fromisoformat)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    build = builder(hint)
    empty = {"[]": build([])} if get_origin(hint) is tuple else {}
    return lambda text: empty[text] if text in empty else build(_decoded(text))


def _optional(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else function(value)


def _bare(hint: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether None is allowed."""
    if get_origin(hint) in (Union, types.UnionType):
        members = [a for a in get_args(hint) if a is not type(None)]
        if len(members) == 1:
            return members[0], True
    return hint, False


def plain(value: Any) -> Any:
    """`value` made of what JSON knows: dataclasses as objects, days as ISO text, sets as sorted lists."""
    if value is None or type(value) in (str, int, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(plain(v) for v in value)
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    raise TypeError(f"no stored form for {type(value).__name__}")


@cache
def builder(hint: Any) -> Callable[[Any], Any]:
    """A function that makes a value of the annotated type out of what `plain` made; unknown names are ignored."""
    hint, optional = _bare(hint)
    if optional:
        return _optional(builder(hint))
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple:
        each = builder(arguments[0])
        return tuple if each is _same else lambda items: tuple(map(each, items))
    if origin is frozenset:
        each = builder(arguments[0])
        return frozenset if each is _same else lambda items: frozenset(map(each, items))
    if origin is not None and issubclass(origin, Mapping):
        each = builder(arguments[1])
        # Of a list of pairs neither makes a mapping.
        return (lambda items: {**items}) if each is _same else lambda items: {k: each(v) for k, v in items.items()}
    if hint is date:
        return date.fromisoformat
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if isinstance(hint, type) and is_dataclass(hint):
        hints = get_type_hints(hint)
        members = {f.name: builder(hints[f.name]) for f in fields(hint)}
        return lambda items: hint(**{n: of(items[n]) for n, of in members.items() if n in items})
    return _same

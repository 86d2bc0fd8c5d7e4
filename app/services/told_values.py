"""Values as the history keeps them, plain JSON, and back."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def plain(value: object) -> Any:
    """A value made of what JSON knows: days as ISO text, sets as sorted lists, dataclasses as objects."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(plain(each) for each in value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {str(name): plain(each) for name, each in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    return value


def whole(kind: type[T], told: Mapping[str, object]) -> T:
    """The dataclass that `plain` told of; fields that are not told have their defaults, names unknown are ignored."""
    return kind(**some(kind, told))


def some(kind: type[object], told: Mapping[str, object]) -> dict[str, Any]:
    """Those fields of a dataclass that are told, as its values."""
    hints = get_type_hints(kind)
    return {name: _read(hints[name], value) for name, value in told.items() if name in hints}


def from_texts(kind: type[object], told: Mapping[str, object]) -> dict[str, Any]:
    """As `some`, where every value was told as one text: parts of a list on lines of their own, nothing as empty."""
    hints = get_type_hints(kind)
    return {name: _of_text(hints[name], str(value)) for name, value in told.items() if name in hints}


def _of_text(hint: Any, text: str) -> Any:
    if get_origin(hint) is tuple:
        return tuple(text.split("\n")) if text else ()
    bare, optional = _bare(hint)
    return None if optional and not text else _read(bare, text)


def _read(hint: Any, value: Any) -> Any:
    hint, optional = _bare(hint)
    if value is None and optional:
        return None
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (tuple, frozenset):
        return origin(_read(parts[0], each) for each in value)
    if origin is not None and isinstance(value, Mapping):
        return dict(value)
    if isinstance(hint, type) and is_dataclass(hint):
        return whole(hint, value)
    if hint is date:
        return date.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    return value


def _bare(hint: Any) -> tuple[Any, bool]:
    """The type without `| None`, and whether that is allowed."""
    if get_origin(hint) in (Union, types.UnionType):
        members = [each for each in get_args(hint) if each is not type(None)]
        if len(members) == 1:
            return members[0], True
    return hint, False

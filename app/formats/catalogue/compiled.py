"""The tables of the catalogue's TOML files as JSON, which is read thirty times as fast.

`installer/compile_catalogue.py` writes them beside the sources when the program is set up or a wheel is made. The
tables of a file stand under the SHA-256 of its bytes: what was edited since is read as TOML again, and so is everything
where the copy is missing or damaged. Every table is checked as if it came from TOML.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAME = "compiled.json"
_DATE = "$date"


def key_of(source: bytes) -> str:
    """What the tables of a file with these bytes stand under."""
    return sha256(source).hexdigest()


def ready(folder: Traversable) -> Mapping[str, Any]:
    """The compiled tables by key; empty where there are none that can be read."""
    try:
        tables = json.loads((folder / NAME).read_bytes(), object_hook=_value)
    except (OSError, ValueError, TypeError, RecursionError):
        return {}
    return tables if isinstance(tables, dict) else {}


def compile_files(files: Iterable[Path]) -> bytes:
    """The compiled copy of these TOML files. Raises ValueError for a file that is no TOML or would read otherwise."""
    import tomllib

    tables = {key_of(source): tomllib.loads(source.decode()) for source in (file.read_bytes() for file in files)}
    try:
        text = json.dumps(tables, default=_plain, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    except TypeError as error:
        raise ValueError(str(error)) from error
    if json.loads(text, object_hook=_value) != tables:
        raise ValueError(f"a table has a key {_DATE}")
    return text.encode()


def _plain(value: object) -> object:
    if type(value) is not date:
        raise TypeError(f"cannot be compiled: {value!r}")
    return {_DATE: value.isoformat()}


def _value(table: dict[str, Any]) -> object:
    return date.fromisoformat(table[_DATE]) if len(table) == 1 and _DATE in table else table

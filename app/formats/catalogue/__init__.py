"""Reads `resources/catalogue/*.toml` into frozen values, refusing what is unknown, missing or dangling."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.domain.catalogue import Catalogue, CatalogueProblem, Checkpoint
from app.domain.overlay import laid_over
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.formats.catalogue import checking, reading
from app.formats.catalogue.compiled import ready
from app.i18n import gettext_in, mark

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

__all__ = ["CatalogueProblem", "load_catalogue", "problems"]

register_messages(
    {"catalogue_invalid": "The catalogue of checkpoints is damaged ({file}: {problem}); install the program anew."}
)
_UNREADABLE = mark("cannot be read")
_WRONG_HERE = mark("{where} is not as it must be: {code}")
_WRONG = mark("not as it must be: {code}")


@dataclass(frozen=True)
class _Problem:
    """What is wrong, told in either language; as it stands it is for who mends the catalogue."""

    where: str
    code: str
    detail: str

    def __str__(self) -> str:
        return " ".join(word for word in (self.where, self.code, self.detail) if word)

    def in_language(self, language: str) -> str:
        """In words."""
        translate = gettext_in(language)
        if self.code == "unreadable":
            return translate(_UNREADABLE)
        words = translate(_WRONG_HERE if self.where else _WRONG)
        return words.format(where=self.where, code=f"{self.code} {self.detail}".strip())


def load_catalogue(folder: Traversable) -> Catalogue:
    """The whole catalogue. Raises UserError `catalogue_invalid` with the first problem that makes it unusable."""
    catalogue, _files, found = _read(folder)
    if found:
        first = found[0]
        raise UserError("catalogue_invalid", file=first.file, problem=_Problem(first.where, first.code, first.detail))
    return laid_over(catalogue, (), {})


def problems(folder: Traversable) -> tuple[CatalogueProblem, ...]:
    """Everything wrong: form, languages, double ids, dangling references, checkpoints for nobody, bare demands."""
    catalogue, files, found = _read(folder)
    strays = (c for c in catalogue.checkpoints if files[c.id].rpartition("/")[2] not in _names(c.item))
    found.extend(CatalogueProblem(files[c.id], c.id, "wrong_file", c.item) for c in strays)
    return (*found, *checking.incomplete(catalogue, files))


def _read(folder: Traversable) -> tuple[Catalogue, dict[str, str], list[CatalogueProblem]]:
    """The catalogue as far as it can be read, the file of each checkpoint, and what makes the catalogue unusable."""
    found: list[CatalogueProblem] = []
    compiled = ready(folder)
    top = reading.read_toml(folder / "catalogue.toml", found, compiled)
    grounds = reading.read_entries("catalogue.toml", top.pop("ground", []), reading.ground, found)
    fields: dict[str, Any] = {"grounds": {(ground, role): law for ground, role, law in grounds}}
    heads = list(reading.read_entries("catalogue.toml", [top], reading.head, found))
    version, issued, title = heads[0] if heads else ("", "", Text("", ""))
    for name, tables in reading.READERS.items():
        data = reading.read_toml(folder / name, found, compiled)
        for table, (attribute, reader) in tables.items():
            fields[attribute] = tuple(reading.read_entries(name, data.pop(table, []), reader, found))
        if name == "precedents.toml":
            fields["notes"] = tuple(reading.read_texts(name, "note", data.pop("note", []), found))
        found.extend(CatalogueProblem(name, table, "unknown_key", table) for table in data)
    checkpoints, files = _checkpoints(folder, found, compiled)
    order = {item.id: n for n, item in enumerate(fields["items"])}
    checkpoints.sort(key=lambda c: (order.get(c.item, len(order)), c.id))
    fields["renamed"], fields["retired"] = _former(folder, found, compiled)
    catalogue = Catalogue(version=version, issued=issued, title=title, checkpoints=tuple(checkpoints), **fields)
    found.extend(checking.doubles(catalogue))
    # Where an entry could not be read, every reference to it would be told as well.
    if not found:
        found.extend(checking.dangling(catalogue, files))
    return catalogue, files, found


def _checkpoints(
    folder: Traversable, found: list[CatalogueProblem], compiled: Mapping[str, Any]
) -> tuple[list[Checkpoint], dict[str, str]]:
    read: list[Checkpoint] = []
    files: dict[str, str] = {}
    for file in sorted((folder / "checkpoints").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".toml"):
            continue
        name = f"checkpoints/{file.name}"
        data = reading.read_toml(file, found, compiled)
        for entry in reading.read_entries(name, data.pop("checkpoint", []), reading.checkpoint, found):
            read.append(entry)
            files[entry.id] = name
        found.extend(CatalogueProblem(name, table, "unknown_key", table) for table in data)
    return read, files


def _names(item: str) -> tuple[str, str]:
    """The files an item may stand in: its own, or that of its element."""
    return (f"{item}.toml", f"{item.partition('-')[0]}.toml")


def _former(
    folder: Traversable, found: list[CatalogueProblem], compiled: Mapping[str, Any]
) -> tuple[dict[str, str], dict[str, Text]]:
    """Former ids: those that have a new one, and those that are no longer asked, with the reason."""
    data = reading.read_toml(folder / "renamed.toml", found, compiled)
    renamed = {old: str(new) for old, new in data.pop("renamed", {}).items()}
    retired: dict[str, Text] = {}
    for old, reason in data.pop("retired", {}).items():
        retired.update((old, text) for text in reading.read_texts("renamed.toml", old, [reason], found))
    found.extend(CatalogueProblem("renamed.toml", table, "unknown_key", table) for table in data)
    return renamed, retired

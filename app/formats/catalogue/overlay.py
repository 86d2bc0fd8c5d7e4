"""The company's own part of the catalogue as files: TOML or an Excel sheet to read, the same two to write.

Whatever the file was, the audit keeps the overlay as TOML text, which is read by the readers of the catalogue.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from app.domain.catalogue import CatalogueProblem, Checkpoint
from app.domain.grades import Cause, Level, Role, Severity
from app.domain.overlay import CHECKPOINT, HIDE, NOTE, VALUES, Hiding, Note, Overlay, Spot, spoken
from app.domain.text import Text
from app.errors import UserError, from_os_error, register_messages, require_file
from app.formats.catalogue import overlay_sheet
from app.formats.catalogue.overlay_toml import to_toml
from app.formats.catalogue.reading import Table, read_entries, text_of
from app.formats.replacing import replacing
from app.services.ledger_ports import Grid, SheetTable

T = TypeVar("T")

MOST_BYTES = 2 << 20
"""The largest TOML file in bytes."""
MOST_ENTRIES = 2_000
LONGEST_TEXT = 4_000
"""Characters of one text."""

register_messages(
    {
        "overlay_suffix": "{file} must end in .toml, .xlsx, .xlsm, .xls, .xlsb, .ods or .csv.",
        "overlay_write_suffix": "{file} must end in .toml or .xlsx.",
        "overlay_too_large": "{file} is too large for an overlay of the catalogue; it may have {limit} MB.",
        "overlay_too_many": "{file} has more than {limit} entries; divide it into several files.",
        "overlay_not_toml": "{file} is not written as TOML demands; see the template for how it is written.",
        "overlay_not_utf8": "{file} is not UTF-8 text; save it as UTF-8.",
        "overlay_empty": "{file} adds nothing: it has no checkpoint, no note, nothing that is not asked and no value.",
        "overlay_entry_missing_key": "“{detail}” is missing in {file}; add it.",
        "overlay_entry_wrong_type": "“{detail}” in {file} is to be text in quotation marks, or a list of such texts in "
        "brackets.",
        "overlay_entry_unknown_key": "“{detail}” in {file} is not known; what can be written there: {known}.",
        "overlay_entry_unknown_value": "“{detail}” in {file} cannot be; what can be written there: {known}.",
        "overlay_entry_missing_language": "“{detail}” in {file} is empty, or has only one of ja and en; fill it in.",
        "overlay_entry_too_long": "“{detail}” in {file} has more than {limit} characters; shorten it.",
        "overlay_brackets": "Write [[{detail}]] with two brackets on each side in {file}, once for each entry.",
    }
)

_EMPTY_ROWS = 50
_BOOKS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv"})
_ROLES = tuple(role.value for role in Role)


class OverlayBooks:
    """Overlays as files; `grids` reads the sheets of a workbook, `tables` writes some."""

    def __init__(
        self,
        grids: Callable[[Path], tuple[Grid, ...]],
        tables: Callable[[Path, Sequence[SheetTable]], None],
    ) -> None:
        self._grids = grids
        self._tables = tables

    def read(self, path: Path) -> str:
        """The overlay that a file holds, as its TOML text. Raises UserError in one sentence."""
        require_file(path)
        suffix = path.suffix.lower()
        if suffix == ".toml":
            content = _text_of_file(path)
        elif suffix in _BOOKS:
            content = to_toml(overlay_sheet.read_grids(path.name, self._grids(path)))
        else:
            raise UserError("overlay_suffix", file=path.name)
        if self._read(content, path).empty:
            raise UserError("overlay_empty", file=path.name)
        return content

    def _read(self, content: str, path: Path) -> Overlay:
        try:
            return self.parse(content, path.name)
        except _Unreadable as error:  # In a workbook the officer knows rows, not tables.
            told = {n: v for n, v in error.values.items() if n not in _PLACES}
            raise UserError(error.code, exit_code=None, **told, **self.place(path, error.spot)) from None

    def place(self, path: Path, spot: Spot) -> Mapping[str, object]:
        """Where an entry stands in a file that was read: table and row of a .toml, sheet, row and column of a book."""
        if path.suffix.lower() == ".toml":
            return _place(_text_of_file(path), spot)
        return overlay_sheet.place(path.name, self._grids(path), spot)

    def parse(self, content: str, source: str) -> Overlay:
        """The overlay of a TOML text. Raises UserError that names `source` and the entry."""
        try:
            data = tomllib.loads(content)
        except (ValueError, RecursionError) as error:
            line = _LINE.search(str(error))
            at = {"row": int(line[1])} if line else {}
            raise UserError("overlay_not_toml", file=source, **at) from None
        return _overlay(data, source, content)

    def write(self, target: Path, overlay: Overlay | None, language: str) -> None:
        """An overlay as .toml or .xlsx by the suffix; without one a template with an example. Raises UserError."""
        match target.suffix.lower():
            case ".xlsx":
                shown = overlay if overlay is not None else self.parse(overlay_sheet.example(), target.name)
                self._tables(target, overlay_sheet.sheets(shown, language, 0 if overlay is not None else _EMPTY_ROWS))
            case ".toml":
                text = overlay_sheet.example() if overlay is None else to_toml(overlay)
                with replacing(target) as draft:
                    draft.write_text(text, encoding="utf-8", newline="\n")
            case _:
                raise UserError("overlay_write_suffix", file=target.name)


def _text_of_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UserError("overlay_too_large", file=path.name, limit=MOST_BYTES >> 20)
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise UserError("overlay_not_utf8", file=path.name) from None
    except OSError as error:
        raise from_os_error(error, path.name) from error


class _Unreadable(UserError):
    """What is wrong with one entry, and where it stands."""

    def __init__(self, code: str, spot: Spot, source: str, content: str, **values: object) -> None:
        super().__init__(f"overlay_entry_{code}", exit_code=None, file=source, **values, **_place(content, spot))
        self.spot = spot


_PLACES = ("table", "row")
_LINE = re.compile(r"at line (\d+)")


def _place(content: str, spot: Spot) -> dict[str, object]:
    """Table and row in a TOML text."""
    if spot.table == VALUES:
        return {"table": f"[{VALUES}]"}
    head = re.compile(rf"[ \t]*\[\[[ \t]*{re.escape(spot.table)}[ \t]*\]\]")
    lines = [number for number, line in enumerate(content.split("\n"), start=1) if head.match(line)]
    name = f"[[{spot.table}]]"
    told = {"table": Text(f"{name}の{spot.number}番目", f"{name} no. {spot.number}")}
    return {**told, "row": lines[spot.number - 1]} if len(lines) >= spot.number else {**told}


def _overlay(data: dict[str, Any], source: str, content: str) -> Overlay:
    if sum(len(each) for each in data.values() if isinstance(each, (list, dict))) > MOST_ENTRIES:
        raise UserError("overlay_too_many", file=source, limit=MOST_ENTRIES)
    for name in data.keys() - _TABLES.keys() - {VALUES}:
        known = [*(f"[[{table}]]" for table in _TABLES), f"[{VALUES}]"]
        raise UserError("overlay_entry_unknown_key", file=source, detail=name, known=known)

    def entries(table: str, reader: Callable[[Table], T]) -> tuple[T, ...]:
        tables = data.get(table, [])
        if not isinstance(tables, list):
            raise UserError("overlay_brackets", file=source, detail=table)
        return tuple(_entry(table, number, each, reader) for number, each in enumerate(tables, start=1))

    def _entry(table: str, number: int, data: object, reader: Callable[[Table], T]) -> T:
        found: list[CatalogueProblem] = []
        for entry in read_entries(source, [data], reader, found):
            return entry
        key = found[0].detail.partition(" = ")[0]
        spot = Spot(table, number, key)
        known = [*_KNOWN.get(key, ())] if found[0].code == "unknown_value" else _TABLES[table]
        detail = found[0].detail if key != found[0].detail else overlay_sheet.key_word(key)
        raise _Unreadable(found[0].code, spot, source, content, detail=detail, known=known)

    overlay = Overlay(
        entries(CHECKPOINT, _checkpoint),
        entries(NOTE, _note),
        entries(HIDE, _hiding),
        _values(data.get(VALUES, {}), source, content),
    )
    for _where, spot, text in spoken(overlay):
        if max(len(text.ja), len(text.en)) > LONGEST_TEXT:
            told = overlay_sheet.key_word(spot.key)
            raise _Unreadable("too_long", spot, source, content, detail=told, limit=LONGEST_TEXT)
    return overlay


_TABLES: dict[str, tuple[str, ...]] = {
    CHECKPOINT: (
        *("id", "item", "roles", "level", "severity", "question", "verify", "look", "evidence", "causes", "actions"),
        "reference",
    ),
    NOTE: ("checkpoint", "text"),
    HIDE: ("checkpoint", "reason"),
}
_KNOWN: dict[str, type[StrEnum]] = {"level": Level, "severity": Severity, "roles": Role, "causes": Cause}


def _values(values: object, source: str, content: str) -> dict[str, str]:
    known: dict[str, str] = {}
    if not isinstance(values, dict):
        raise _Unreadable("wrong_type", Spot(VALUES, 1, VALUES), source, content, detail=VALUES)
    for number, (name, value) in enumerate(values.items(), start=1):
        spot = Spot(VALUES, number, name)
        if not (isinstance(value, str) and value.strip() and name.strip()):
            raise _Unreadable("wrong_type", spot, source, content, detail=name)
        if max(len(name), len(value)) > LONGEST_TEXT:
            raise _Unreadable("too_long", spot, source, content, detail=name[:40], limit=LONGEST_TEXT)
        known[name.strip()] = value.strip()
    return known


def _text(t: Table, key: str) -> Text:
    """A text in both languages, or one that stands for both."""
    return _both(t.take(key, object), key)


def _both(value: object, key: str) -> Text:
    return text_of({"ja": value, "en": value} if isinstance(value, str) else value, key)


def _list(t: Table, key: str) -> tuple[Text, ...]:
    return tuple(_both(each, key) for each in t.take(key, list, []))


def _checkpoint(t: Table) -> Checkpoint:
    identity = t.string("id")
    return Checkpoint(
        id=identity,
        item=t.string("item", identity.rpartition("-")[0]),
        roles=frozenset(t.members("roles", Role, optional=True) or map(Role, _ROLES)),
        level=Level(t.one_of("level", tuple(Level), Level.SITE)),
        severity=Severity(t.one_of("severity", tuple(Severity), Severity.IMPROVEMENT)),
        question=_text(t, "question"),
        verify=_text(t, "verify"),
        look=_list(t, "look"),
        evidence=_list(t, "evidence"),
        # Law and the report are the regulator's: a company's own ground is told as a reference.
        basis=(),
        causes=t.members("causes", Cause, optional=True) or (Cause.OPPORTUNITY,),
        directions=(),
        actions=_list(t, "actions"),
        demands=(),
        reference=_list(t, "reference"),
        own=True,
    )


def _note(t: Table) -> Note:
    return Note(t.string("checkpoint"), _text(t, "text"))


def _hiding(t: Table) -> Hiding:
    return Hiding(t.string("checkpoint"), _text(t, "reason"))

"""The company's own part of the catalogue as files: TOML or an Excel sheet to read, the same two to write.

Whatever the file was, the audit keeps the overlay as TOML text, which is read by the readers of the catalogue.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from app.domain.catalogue import CatalogueProblem, Checkpoint
from app.domain.grades import Cause, Level, Role, Severity
from app.domain.overlay import Hiding, Note, Overlay, texts_of
from app.domain.text import Text
from app.errors import UserError, from_os_error, register_messages, require_file
from app.formats.catalogue import overlay_sheet
from app.formats.catalogue.overlay_toml import to_toml
from app.formats.catalogue.reading import Table, read_entries, text_of
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
        "overlay_not_toml": "{file} is not valid TOML ({problem}).",
        "overlay_empty": "{file} adds nothing: it has no checkpoint, no note, nothing that is not asked and no value.",
        "overlay_entry_missing_key": "{file}, {where}: “{detail}” is missing.",
        "overlay_entry_wrong_type": "{file}, {where}: “{detail}” has a value of the wrong kind.",
        "overlay_entry_unknown_key": "{file}, {where}: “{detail}” is not known.",
        "overlay_entry_unknown_value": "{file}, {where}: “{detail}” is not a known value.",
        "overlay_entry_missing_language": "{file}, {where}: the text “{detail}” is empty or not in ja and en.",
        "overlay_entry_empty": "{file}, {where}: the list “{detail}” is empty.",
        "overlay_entry_too_long": "{file}, {where}: a text has more than {limit} characters.",
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
        if self.parse(content, path.name).empty:
            raise UserError("overlay_empty", file=path.name)
        return content

    def parse(self, content: str, source: str) -> Overlay:
        """The overlay of a TOML text. Raises UserError that names `source` and the entry."""
        try:
            data = tomllib.loads(content)
        except (ValueError, RecursionError) as error:
            raise UserError("overlay_not_toml", file=source, problem=str(error)) from None
        return _overlay(data, source)

    def write(self, target: Path, overlay: Overlay | None, language: str) -> None:
        """An overlay as .toml or .xlsx by the suffix; without one a template with an example. Raises UserError."""
        match target.suffix.lower():
            case ".xlsx":
                shown = overlay if overlay is not None else self.parse(overlay_sheet.example(), target.name)
                self._tables(target, overlay_sheet.sheets(shown, language, 0 if overlay is not None else _EMPTY_ROWS))
            case ".toml":
                _write(target, overlay_sheet.example() if overlay is None else to_toml(overlay))
            case _:
                raise UserError("overlay_write_suffix", file=target.name)


def _text_of_file(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise UserError("overlay_too_large", file=path.name, limit=MOST_BYTES >> 20)
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise UserError("overlay_not_toml", file=path.name, problem=str(error)) from None
    except OSError as error:
        raise from_os_error(error, path.name) from error


def _write(target: Path, text: str) -> None:
    """Write beside the target and rename into place, so that a failure leaves what was there."""
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)
    part = target.with_name(f".{target.name}.part")
    try:
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, target)
    except OSError as error:
        raise from_os_error(error, target.name) from error
    finally:
        part.unlink(missing_ok=True)


def _overlay(data: dict[str, Any], source: str) -> Overlay:
    if sum(len(each) for each in data.values() if isinstance(each, (list, dict))) > MOST_ENTRIES:
        raise UserError("overlay_too_many", file=source, limit=MOST_ENTRIES)
    found: list[CatalogueProblem] = []
    overlay = Overlay(
        tuple(read_entries(source, _tables(data, "checkpoint", found), _checkpoint, found)),
        tuple(read_entries(source, _tables(data, "note", found), _note, found)),
        tuple(read_entries(source, _tables(data, "hide", found), _hiding, found)),
        _values(data.pop("values", {}), source, found),
    )
    found += [CatalogueProblem(source, name, "unknown_key", name) for name in data]
    for where, text in _texts(overlay):
        if max(len(text.ja), len(text.en)) > LONGEST_TEXT:
            found.append(CatalogueProblem(source, where, "too_long", ""))
    if found:
        bad = found[0]
        raise UserError(
            f"overlay_entry_{bad.code}", file=source, where=bad.where, detail=bad.detail, limit=LONGEST_TEXT
        )
    return overlay


def _tables(data: dict[str, Any], name: str, found: list[CatalogueProblem]) -> Iterable[object]:
    tables = data.pop(name, [])
    if isinstance(tables, list):
        return tables
    found.append(CatalogueProblem("", name, "wrong_type", name))
    return []


def _values(values: object, source: str, found: list[CatalogueProblem]) -> dict[str, str]:
    known: dict[str, str] = {}
    if not isinstance(values, dict):
        found.append(CatalogueProblem(source, "values", "wrong_type", "values"))
        return known
    for name, value in values.items():
        if isinstance(value, str) and value.strip() and name.strip():
            known[name.strip()] = value.strip()
        else:
            found.append(CatalogueProblem(source, "values", "wrong_type", name))
    return known


def _texts(overlay: Overlay) -> Iterable[tuple[str, Text]]:
    for checkpoint in overlay.checkpoints:
        yield from ((checkpoint.id, text) for text in texts_of(checkpoint))
    yield from ((note.checkpoint, note.text) for note in overlay.notes)
    yield from ((hiding.checkpoint, hiding.reason) for hiding in overlay.hidden)
    yield from (("values", Text(name, value)) for name, value in overlay.values.items())


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

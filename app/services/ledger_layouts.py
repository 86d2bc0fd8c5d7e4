"""What officers said of a ledger's layout, remembered per layout: header rows and columns.

Which sheets were left out is not: a file is read whole until somebody says otherwise again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.services.ledger_ports import Choices, Column, Look, SheetChoice, SheetLook
from app.services.ports import UnitOfWork

_SETTING = "ledger.layout."


@dataclass(frozen=True, slots=True)
class Remembered:
    """One sheet as it was read: its headings in their order, and the field of each, None where nobody said what it
    is."""

    sheet: str
    header_row: int
    header_lines: int
    headings: tuple[str, ...]
    fields: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of a layout."""

    sheets: tuple[Remembered, ...] = ()

    def header_rows(self, look: Look) -> dict[str, int]:
        """The header rows that were chosen and are not what is guessed. Where the very headings are found in another
        row, that is where they are now: lines above them have come or gone."""
        guessed = {s.name: s for s in look.sheets}
        return {
            r.sheet: r.header_row
            for r in self.sheets
            if (sheet := guessed.get(r.sheet)) is not None
            and sheet.header_row != r.header_row
            and _headings(sheet) != r.headings
        }

    def settle(self, guessed: Look, again: Look) -> Look:
        """The look `again` with the remembered header rows; as `guessed` for sheets where other things stand there."""
        known = {r.sheet: r.headings for r in self.sheets}
        then = {s.name: s for s in again.sheets}
        sheets = (
            then[s.name] if s.name in then and _headings(then[s.name]) == known.get(s.name) else s
            for s in guessed.sheets
        )
        return replace(guessed, sheets=tuple(sheets))


def _headings(sheet: SheetLook) -> tuple[str, ...]:
    return tuple(c.heading for c in sheet.columns)


def recall(work: UnitOfWork, kind: str, layout: str) -> Memory:
    """What is remembered of a layout of a kind of ledger; empty for a new one."""
    stored = work.audit.setting(f"{_SETTING}{kind}.{layout}")
    if stored is None:
        return Memory()
    return Memory(
        tuple(
            Remembered(r["sheet"], r["row"], r["lines"], tuple(r["headings"]), tuple(r["fields"]))
            for r in json.loads(stored)
        )
    )


def remember(work: UnitOfWork, kind: str, layout: str, look: Look, choices: Choices) -> None:
    """Keep the choices for the next file of this layout; a column of which nobody said what it is is asked about the
    next time."""
    found = {s.name: s for s in look.sheets}
    told = [
        {
            "sheet": name,
            "row": choice.header_row,
            "lines": choice.header_lines,
            "headings": [c.heading for c in found[name].columns],
            "fields": [_said(c, choice) for c in found[name].columns],
        }
        for name, choice in choices.sheets.items()
    ]
    name = f"{_SETTING}{kind}.{layout}"
    text = json.dumps(told, ensure_ascii=False, sort_keys=True)
    if work.audit.setting(name) != text:
        work.audit.set_setting(name, text)


def _said(column: Column, choice: SheetChoice) -> str | None:
    field = choice.columns.get(column.index, "")
    empty = not column.sure and not field and not any(sample.strip() for sample in column.samples)
    return None if empty or column.index in choice.unsaid else field


def apply(look: Look, memory: Memory) -> Look:
    """The look with the remembered columns, sure because a person has confirmed them."""
    if not memory.sheets:
        return look
    return replace(look, sheets=tuple(_applied(sheet, memory) for sheet in look.sheets))


def _applied(sheet: SheetLook, memory: Memory) -> SheetLook:
    headings = _headings(sheet)
    same = [r for r in memory.sheets if r.headings == headings]
    if not same:
        return sheet
    kept = next((r for r in same if r.sheet == sheet.name), same[0])
    known = frozenset(filter(None, kept.fields))
    columns = tuple(_known(column, field, known) for column, field in zip(sheet.columns, kept.fields, strict=True))
    return replace(sheet, ledger=True, columns=columns)


def _known(column: Column, field: str | None, known: frozenset[str]) -> Column:
    """A column as it was confirmed; one about which nobody said anything stays a guess, but not of what another is."""
    if field is not None:
        return replace(column, field=field, confidence=1.0, sure=True)
    return replace(column, field="", confidence=0.0) if column.field in known else column


def chosen(look: Look, header: Mapping[str, SheetChoice]) -> dict[str, int]:
    """The header rows of `header` that differ from what `look` found."""
    guessed = {s.name: s.header_row for s in look.sheets}
    return {n: c.header_row for n, c in header.items() if n in guessed and guessed[n] != c.header_row}

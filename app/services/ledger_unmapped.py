"""Columns of which nobody is sure, and what a ledger must tell and no column is taken for.

The window asks about such columns before it goes on; where nobody can be asked they are told, and what must be there is
refused (`lacking`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from app.domain.ledgers.form import FieldType, LedgerForm
from app.services.ledger_ports import Choices, Column, Look, SheetChoice, SheetLook


@dataclass(frozen=True, slots=True)
class Lacking:
    """What no column of a sheet is taken for: `fields`, of which one suffices, and the columns that may be it, the
    likeliest first."""

    sheet: str
    fields: tuple[str, ...]
    columns: tuple[Column, ...]


def open_columns(sheet: SheetLook, choice: SheetChoice) -> tuple[Column, ...]:
    """The columns of a sheet that hold something and are left out since nobody is sure what they are or has said so,
    as they stand in the sheet."""
    return tuple(
        column for column in sheet.columns if column.index in choice.unsaid and not choice.columns.get(column.index)
    )


def lacking(form: LedgerForm, look: Look, choices: Choices) -> tuple[Lacking, ...]:
    """What must be there and is not, sheet by sheet, as the window would not go on: nothing tells its records apart, or
    a required field has no column while one that may be it is left out unasked.

    A column of which everybody is sure is asked about nowhere: a list of terminals may have their serial numbers alone.
    So may one whose own numbers only count the rows.
    """
    found = (_lacking(form, sheet, choices.sheets[sheet.name]) for sheet in look.sheets if sheet.name in choices.sheets)
    return tuple(each for each in found if each is not None)


def keyless(form: LedgerForm, look: Look) -> tuple[Lacking, ...]:
    """The visible sheets that have a header and are not taken as nothing tells their records apart."""
    return tuple(
        Lacking(sheet.name, form.keys, tuple(_unsure(sheet)))
        for sheet in look.sheets
        if sheet.visible and sheet.reason == "key_unknown"
    )


def _lacking(form: LedgerForm, sheet: SheetLook, choice: SheetChoice) -> Lacking | None:
    taken = [field for field in choice.columns.values() if field]
    if not form.identifying(taken):
        return Lacking(sheet.name, form.keys, tuple(_unsure(sheet)))
    told = {*taken, *(name for name, text in {**sheet.told, **choice.told}.items() if text)}
    left = open_columns(sheet, choice)
    for field in form.fields:
        if not field.required or field.id in told:
            continue
        meant = tuple(column for column in left if column.field == field.id and not column.running)
        # What has a number of some kind is told apart by it; a name that is wanted may stand under any heading.
        if not meant and field.type is not FieldType.KEY:
            meant = tuple(sorted(left, key=lambda column: bool(column.field)))
        if meant:
            return Lacking(sheet.name, (field.id,), meant)
    return None


def _unsure(sheet: SheetLook) -> Iterator[Column]:
    """The columns with something below them that are not surely something else."""
    return (c for c in sheet.columns if not c.sure and c.heading and any(sample.strip() for sample in c.samples))

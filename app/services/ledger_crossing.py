"""Rights laid out across (権限管理表 with a column for each system and ○ in its cells): what the audit knows of them.

The reader finds the columns of marks and reads each mark as a record; which of the columns are systems, the list of
systems may tell where nothing above them does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.marks import Marks, is_level, may_be_signs
from app.domain.rules.sides import fold
from app.errors import UserError, register_messages
from app.services.ledger_ports import Choices, Column, Look, SheetLook
from app.services.ports import UnitOfWork

register_messages(
    {
        "ledger_crossed": "The column {column} of sheet {sheet} of {file} holds marks and no names. Leave it out, or "
        "give it the heading of the system or right that its marks are about. Nothing was changed.",
    }
)

_SYSTEM = "system"
_LIKELY = 0.6
_MARKS = Marks()


def settled(work: UnitOfWork, form: LedgerForm, look: Look) -> Look:
    """`look` with the columns of marks that are headed by systems on record taken for systems, and those between them
    as likely ones."""
    if not form.across or not any(are_marks(column) for sheet in look.sheets for column in sheet.columns):
        return look
    known = {fold(record.key) for record in work.ledgers.present("systems")}
    known |= {alias.folded for alias in work.hands.aliases() if alias.kind == "systems" and alias.meaning}
    return replace(look, sheets=tuple(_settled(form, sheet, known) for sheet in look.sheets))


def _settled(form: LedgerForm, sheet: SheetLook, known: Collection[str]) -> SheetLook:
    open_ = [
        c
        for c in sheet.columns
        if c.heading and (not c.sure or c.field == _SYSTEM) and _MARKS.may_be_marks(_samples(c))
    ]
    listed = any(c.field == _SYSTEM and c not in open_ for c in sheet.columns)
    named = [c.index for c in open_ if are_marks(c) and _is_system(c, known)]
    if listed or len(named) < 2:
        return sheet
    columns = tuple(
        replace(c, field=_SYSTEM, confidence=1.0, sure=True)
        if c.index in named
        else replace(c, field=_SYSTEM, confidence=_LIKELY, sure=False)
        if c in open_ and not c.sure and named[0] < c.index < named[-1] and c.field in ("", _SYSTEM)
        else c
        for c in sheet.columns
    )
    # Without what is across a table of people was no list of accounts.
    found = bool(form.identifying([c.field for c in columns if c.field]))
    taken = sheet.ledger or (found and sheet.reason == "key_unknown")
    return replace(sheet, columns=columns, ledger=taken, reason="" if taken else sheet.reason)


def refuse(form: LedgerForm, look: Look, choices: Choices) -> None:
    """Refuse a column that is called a system or a right and holds marks: each mark would become one. Raises
    `ledger_crossed`."""
    for sheet in look.sheets:
        if sheet.name not in choices.sheets:
            continue
        taken = choices.sheets[sheet.name].columns
        for name in form.across:
            columns = [c for c in sheet.columns if taken.get(c.index, "") == name]
            called = {fold(heading) for heading in form.field(name).headings}
            if len(columns) == 1 and fold(_leaf(columns[0])) in called and _are_signs(columns[0]):
                heading = columns[0].heading
                raise UserError("ledger_crossed", file=look.file, sheet=sheet.name, column=heading)


def _are_signs(column: Column) -> bool:
    """Whether a column holds marks that name no right."""
    return are_marks(column) and not any(map(is_level, _samples(column)))


def _leaf(column: Column) -> str:
    return column.heading.rpartition("›")[2].strip()


def may_share(form: LedgerForm, field: str, column: Column) -> bool:
    """Whether a column may be taken for a field that another one is taken for as well: each holds marks."""
    samples = _samples(column)
    return field in form.across and (_MARKS.may_be_marks(samples) or may_be_signs(samples))


def are_marks(column: Column) -> bool:
    """Whether a column holds marks and nothing else."""
    return _MARKS.are_marks(_samples(column))


def _samples(column: Column) -> list[str]:
    return [text for sample in column.samples if (text := sample.strip())]


def _is_system(column: Column, known: Collection[str]) -> bool:
    return fold(_leaf(column)) in known

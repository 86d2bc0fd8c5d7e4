"""Rights laid out across (権限管理表 with a column for each system and ○ in its cells): what the audit knows of them.

The reader finds the columns of marks and reads each mark as a record; which of the columns are systems, the list of
systems may tell where nothing above them does.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from app.domain.ledgers.form import LedgerForm
from app.domain.ledgers.marks import Marks, is_level
from app.domain.rules.sides import fold
from app.errors import UserError, register_messages
from app.services.ledger_ports import Choices, Column, Look, SheetLook
from app.services.ports import UnitOfWork

register_messages(
    {
        "ledger_crossed": "In column {column} of sheet {sheet} of {file} stand marks and no names of systems. If the "
        "columns {columns} are systems each, take all of them for the system; else leave this one out. Nothing was "
        "changed.",
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
    """Refuse a single column of marks that is taken for the system or the right itself although others stand beside it:
    every mark would become one. Raises `ledger_crossed`."""
    for sheet in look.sheets:
        if sheet.name not in choices.sheets:
            continue
        taken = choices.sheets[sheet.name].columns
        marked = [c for c in sheet.columns if are_marks(c)]
        for name in form.across:
            wrong = [c for c in marked if taken.get(c.index, "") == name]
            if name == form.across[-1]:  # 参照 and 更新 are rights.
                wrong = [c for c in wrong if not any(map(is_level, _samples(c)))]
            alone = len([field for field in taken.values() if field == name]) == 1
            beside = [c for c in marked if taken.get(c.index, "") in ("", name)]
            if wrong and alone and len(beside) > 1:
                columns = [c.heading or c.letter for c in beside]
                raise UserError(
                    "ledger_crossed", file=look.file, sheet=sheet.name, column=wrong[0].letter, columns=columns
                )


def may_share(form: LedgerForm, field: str, column: Column) -> bool:
    """Whether a column may be taken for a field that another one is taken for as well: each holds marks."""
    return field in form.across and _MARKS.may_be_marks(_samples(column))


def are_marks(column: Column) -> bool:
    """Whether a column holds marks and nothing else."""
    return _MARKS.are_marks(_samples(column))


def _samples(column: Column) -> list[str]:
    return [text for sample in column.samples if (text := sample.strip())]


def _is_system(column: Column, known: Collection[str]) -> bool:
    return fold(column.heading.rpartition("›")[2].strip()) in known

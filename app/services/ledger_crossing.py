"""Rights laid out across (権限管理表 with a column for each system or role and ○ in its cells): told, never misread.

Read as a list, the marks would be taken for the name of a system, and every right but one would be lost.
"""

from __future__ import annotations

from collections.abc import Collection

from app.domain.rules.sides import fold
from app.errors import UserError, register_messages
from app.services.ledger_ports import Choices, Column, Look
from app.services.ports import UnitOfWork

register_messages(
    {
        "ledger_crossed": "Sheet {sheet} of {file} lists systems or roles across, with marks in the columns {columns}. "
        "Turn it into a list with one row for each account and system, with a column System and a column Role (the "
        "template shows it), and import that; nothing was changed.",
    }
)

_KIND = "accounts"
_FIELDS = ("system", "role")
_GIVEN = frozenset("○◯〇●◎✓") | {"有", "済", "可", "要", "レ", "x", "X"}
_MARKS = _GIVEN | frozenset("△×✕✖－-―ー") | {"", "無", "否", "不要"}


def refuse(work: UnitOfWork, look: Look, choices: Choices) -> None:
    """Refuse a ledger of accounts whose rights are marks across: two or more columns of marks that are headed by
    systems on record, or of which one was taken for the system or the role itself. Raises `ledger_crossed`."""
    if not any(_marked(column) for sheet in look.sheets for column in sheet.columns):
        return
    known = {fold(record.key) for record in work.ledgers.present("systems")}
    known |= {alias.folded for alias in work.hands.aliases() if alias.kind == "systems" and alias.meaning}
    for sheet in look.sheets:
        if sheet.name not in choices.sheets:
            continue
        taken = choices.sheets[sheet.name].columns
        marked = [c for c in sheet.columns if _marked(c) and taken.get(c.index, "") in ("", *_FIELDS)]
        named = [c for c in marked if _is_system(c, known)]
        wrong = [c for c in marked if taken.get(c.index, "") in _FIELDS]
        if len(named) > 1 or (wrong and len(marked) > 1):
            columns = [c.heading or c.letter for c in marked]
            raise UserError("ledger_crossed", file=look.file, sheet=sheet.name, columns=columns)


def concerns(kind: str) -> bool:
    """Whether a ledger of the kind may be laid out so."""
    return kind == _KIND


def _marked(column: Column) -> bool:
    """Whether a column holds marks and nothing else; dashes alone say nothing."""
    said = [sample.strip() for sample in column.samples]
    return any(text in _GIVEN for text in said) and all(text in _MARKS for text in said)


def _is_system(column: Column, known: Collection[str]) -> bool:
    return fold(column.heading.rpartition("›")[2].strip()) in known

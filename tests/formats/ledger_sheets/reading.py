"""What the tests of reading share."""

from __future__ import annotations

from pathlib import Path

from app.domain.ledgers import Record
from app.formats.ledger_sheets import LedgerSheets
from app.services.ledger_ports import CellProblem, Choices, Chunk, Look, SheetChoice


def chosen(look: Look, site: str = "") -> Choices:
    """What is taken when nobody says otherwise."""
    return Choices(
        {
            s.name: SheetChoice(s.header_row, s.header_lines, {c.index: c.field for c in s.columns}, s.site)
            for s in look.sheets
            if s.ledger and s.visible
        },
        site,
    )


def read(path: Path, site: str = "", kind: str = "terminals") -> tuple[list[Record], list[CellProblem], list[Chunk]]:
    ledgers = LedgerSheets()
    chunks = list(ledgers.read(kind, path, chosen(ledgers.look(kind, path), site)))
    return [r for c in chunks for r in c.records], [p for c in chunks for p in c.problems], chunks

"""What an import did, or would do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ledger_details import Details
from app.services.ledger_marks import AskedMark
from app.services.ledger_parts import Parts
from app.services.ledger_ports import CellProblem, Column, Corrected, Earlier, SheetLook
from app.services.ledger_telling import TitleValue
from app.services.site_offers import SiteOffer

MOST_PROBLEMS = 1_000
"""How many problems a result carries; the rest is counted."""


@dataclass(frozen=True, slots=True)
class RowCounts:
    """Rows of an import: read = added + changed + unchanged + rejected + skipped. `gone` were in earlier imports."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    skipped: int = 0
    gone: int = 0

    def data(self) -> dict[str, int]:
        """As plain numbers by name."""
        return {name: getattr(self, name) for name in COUNTS}


COUNTS = ("read", "added", "changed", "unchanged", "rejected", "skipped", "gone")


@dataclass(frozen=True, slots=True)
class SheetResult:
    """What became of one sheet. `mapping` is heading → field, `unmapped` the headings that were left out.

    `unsure` are headings in `mapping` of which the program alone was not certain, `open` the columns that were left out
    since nobody is certain what they are or has said so; they stand as in the sheet, as do `columns`, all that it has.
    `told` is what the name or the titles of the sheet tell of all its rows, or the officer said instead.
    """

    name: str
    header_row: int
    mapping: Mapping[str, str]
    unmapped: tuple[str, ...]
    rows: RowCounts
    unsure: tuple[str, ...] = ()
    told: tuple[TitleValue, ...] = ()
    open: tuple[Column, ...] = ()
    columns: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeignOffice:
    """An office of the file that was no site before the import: how many rows name it, and what was decided.

    `meant` is as in `Choices.offices`, None where nobody has decided; `like` are the ids of sites with a similar name.
    """

    name: str
    rows: int
    meant: str | None
    like: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did, or would do (`dry_run`). `problems` are the first 1,000 of `problem_count`, and some of each
    kind that came later; `earlier` is the import of the very same file before this one, `corrected` what was set right
    by hand in it, or was before, `kept_fields` of how many records it keeps what was told before under a field that it
    has no column for, `left_out` the sheets with something in them that were not read, `marks` the marks of a table of
    rights that want the officer's word or have it, `parts` which part of the ledger the file is. `details` are there
    where they were asked for."""

    kind: str
    source: str
    batch: str
    rows: RowCounts
    sheets: tuple[SheetResult, ...]
    problems: tuple[CellProblem, ...]
    problem_count: int
    findings: FindingCounts
    sentences: tuple[str, ...]
    changes: Changes
    offices: tuple[ForeignOffice, ...] = ()
    earlier: Earlier | None = None
    corrected: tuple[Corrected, ...] = ()
    site_offers: tuple[SiteOffer, ...] = ()
    kept_fields: Mapping[str, int] = field(default_factory=dict)
    details: Details | None = None
    left_out: tuple[SheetLook, ...] = ()
    marks: tuple[AskedMark, ...] = ()
    parts: Parts = Parts()

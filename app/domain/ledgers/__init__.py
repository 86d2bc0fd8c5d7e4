"""Ledger records: one row of a company's ledger as the program understands it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MARK, COLUMN, HEADING = "@mark", "@column", "@heading"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a ledger. `key` is the value as written (NFKC, trimmed), `match_key` what finds it again.

    `values` are normalised field values, `raw` the cells as written; `row` counts from 1 in `sheet`; `site` is the
    office as the ledger names it. `raw` of a record that stands for one mark of a table also has the mark (`MARK`),
    the letter of its column (`COLUMN`) and what stands at its head (`HEADING`).
    """

    kind: str
    key: str
    match_key: str
    site: str
    values: Mapping[str, str]
    raw: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of something that is on record, as an officer confirmed it; `folded` is how it is compared.

    `kind` is what is meant: `systems`, `companies` or `departments`. An empty `meaning` says that it is another name of
    nothing that is known, so that it is not asked about again.
    """

    kind: str
    folded: str
    text: str
    meaning: str
    at: str
    by: str

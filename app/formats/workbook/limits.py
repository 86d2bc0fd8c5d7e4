"""How much of a foreign file is read before it is refused. Ledgers of a utility stay far below every figure."""

from __future__ import annotations

from dataclasses import asdict, dataclass

HEAD_ROWS = 120
HEAD_CHARACTERS = 500
"""How much of a cell of the first rows is looked at: no heading and no title is longer."""
CHUNK_ROWS = 250
AHEAD_BYTES = 3 << 20
"""From this size on a workbook is parsed while it is looked through: below it a second process costs more than it
saves."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, cells and seconds. `cells` is the area that a reader would lay out in memory for one sheet."""

    file_bytes: int = 256 << 20
    unpacked_bytes: int = 2 << 30
    entries: int = 20_000
    ratio: int = 200
    # Small parts are often very repetitive without being dangerous.
    ratio_from_bytes: int = 64 << 20
    strings_bytes: int = 512 << 20
    sheets: int = 2_000
    columns: int = 1_024
    # Rows that hold something: twice and a half the largest ledger that was ever measured.
    rows: int = 500_000
    # Twice what a sheet of Excel holds; text files know no end.
    lines: int = 2 << 20
    cells: int = 20_000_000
    odd_cells: int = 10_000
    field_characters: int = 1 << 20
    memory_bytes: int = 1 << 30
    cpu_seconds: int = 120
    idle_seconds: float = 120.0
    # What may be parsed before a file was looked through, and for how long it is kept for whoever may ask.
    ahead_memory_bytes: int = 640 << 20
    ahead_seconds: float = 30.0

    def as_dict(self) -> dict[str, int | float]:
        """For the request that goes to the reading process."""
        return asdict(self)

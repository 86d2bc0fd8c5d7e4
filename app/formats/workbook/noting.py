"""What is noted of a sheet in the formats that are looked through record by record: within limits, in runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.formats.workbook.guard import SheetScan
from app.formats.workbook.limits import Limits


class TooMuch(Exception):
    """A workbook of so many records that looking through them would keep its reader waiting."""


@dataclass(slots=True)
class CellStyles:
    """Styles by the number at the cells: what shows numbers in a way of its own, and what is crossed out."""

    shown: dict[int, str] = field(default_factory=dict)
    struck: set[int] = field(default_factory=set)


@dataclass(slots=True)
class Noting:
    """Notes cells of a sheet: rows from 1 and rising, columns from 0."""

    found: SheetScan
    limits: Limits
    _last: dict[int, int] = field(default_factory=dict)

    def shown(self, row: int, column: int, code: str) -> None:
        """A cell that shows its number in a way of its own."""
        runs = self.found.shown
        run = runs[self._last[column]] if column in self._last else None
        if run is not None and run[2:] == (row - 1, code):
            runs[self._last[column]] = (column, run[1], row, code)
        elif len(runs) < self.limits.odd_cells:
            self._last[column] = len(runs)
            runs.append((column, row, row, code))

    def struck(self, row: int, column: int) -> None:
        """A filled cell that is crossed out."""
        if len(self.found.struck) < self.limits.odd_cells:
            self.found.struck.append((row, column))

    def odd(self, row: int, column: int, kind: str) -> None:
        """A cell that reads as empty and is not."""
        if len(self.found.odd) < self.limits.odd_cells:
            self.found.odd.append((row, column, kind))

    def hidden_columns(self, first: int, last: int) -> None:
        """Columns that are hidden."""
        if first <= last and len(self.found.hidden_columns) < self.limits.columns:
            self.found.hidden_columns.append((first, last))

    def styled(self, row: int, column: int, style: int, styles: CellStyles, *, number: bool) -> None:
        """A filled cell by its style."""
        if number and style in styles.shown:
            self.shown(row, column, styles.shown[style])
        if style in styles.struck:
            self.struck(row, column)

"""What is wrong with the rows of a sheet, gathered while it is read: each thing with its place and its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.domain.ledgers.writing import rows_told
from app.services.ledger_ports import CellProblem


class Telling:
    """The problems of one sheet; `titles` are what its columns are called, `by_field` the column of each field."""

    def __init__(self, sheet: str, titles: Sequence[str], by_field: Mapping[str, int]) -> None:
        self.sheet = sheet
        self._titles = titles
        self._by_field = by_field
        self._problems: list[CellProblem] = []

    def tell_rows(self, found: Sequence[int], field: str, value: str, code: str) -> None:
        """Tell once of what stands in several rows alike."""
        details = {"count": str(len(found)), "rows": rows_told(found)}
        self.tell(found[0], field, value, code, details=details)
        self._problems[-1] = replace(self._problems[-1], rows=tuple(found))

    def tell(
        self,
        number: int,
        field: str,
        value: str,
        code: str,
        rejected: bool = False,
        details: Mapping[str, str] | None = None,
    ) -> None:
        """Tell of a cell (row, field, text), or of a row or the sheet (row 0)."""
        column = self._titles[self._by_field[field]] if field in self._by_field else ""
        self._problems.append(
            CellProblem(self.sheet, number, column, value.strip(), code, details or {}, rejected=rejected, field=field)
        )

    def so_far(self) -> tuple[CellProblem, ...]:
        """What was told since this was asked last."""
        problems, self._problems = tuple(self._problems), []
        return problems

    def name_column(self, title: str) -> None:
        """Give what was told last a column that is no field."""
        self._problems[-1] = replace(self._problems[-1], column=title)

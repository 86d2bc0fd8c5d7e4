"""What is wrong with the rows of a sheet, gathered while it is read: each thing with its place and its code."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from app.domain.ledgers.writing import rows_told
from app.services.ledger_ports import ALIKE, CellProblem

_MOST_COUNTED = 200


class Telling:
    """The problems of one sheet; `titles` are what its columns are called, `by_field` the column of each field.

    What is told `once` and met again (`again`) is kept until all rows were read, to be told with how many have it;
    what comes after the first hundreds of such words is told at once.
    """

    def __init__(
        self, sheet: str, titles: Sequence[str], by_field: Mapping[str, int], once: Collection[str] = ()
    ) -> None:
        self.sheet = sheet
        self._titles = titles
        self._by_field = by_field
        self._problems: list[CellProblem] = []
        self._once = once
        # Field and text → the problem, the last row that has it, and how many have it.
        self._counted: dict[tuple[str, str], tuple[CellProblem, int, int]] = {}

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
        text = value.strip()
        problem = CellProblem(self.sheet, number, column, text, code, details or {}, rejected=rejected, field=field)
        if code not in self._once or len(self._counted) >= _MOST_COUNTED:
            self._problems.append(problem)
        elif (field, text) in self._counted:
            self.again(number, field, value)
        else:
            self._counted[field, text] = problem, number, 1

    def again(self, number: int, field: str, value: str) -> None:
        """Count one more row in which what was told once stands."""
        place = field, value.strip()
        if place in self._counted:
            problem, last, count = self._counted[place]
            # The row of a table of marks is understood once for each right.
            self._counted[place] = problem, number, count + (number != last)

    def counted(self) -> tuple[CellProblem, ...]:
        """What is told once, with the number of rows in `values` where there are several."""
        return tuple(
            replace(problem, values={**problem.values, ALIKE: str(count)}) if count > 1 else problem
            for problem, _last, count in self._counted.values()
        )

    def so_far(self) -> tuple[CellProblem, ...]:
        """What was told since this was asked last."""
        problems, self._problems = tuple(self._problems), []
        return problems

    def name_column(self, title: str) -> None:
        """Give what was told last a column that is no field."""
        self._problems[-1] = replace(self._problems[-1], column=title)

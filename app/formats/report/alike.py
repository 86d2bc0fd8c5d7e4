"""Tables of one report that have the same columns are parts of one: their columns stand below each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from app.formats.report.setting import Setting
from app.formats.report.tables import column_widths
from app.services.reporting import model
from app.services.reporting.model import Column, Row


class Widths:
    """The widths of columns, found once for all tables that have them. Sheets stand for themselves: what one says
    changes neither another nor the report they are in."""

    def __init__(self, blocks: Iterable[model.Block] = ()) -> None:
        self._rows: dict[tuple[Column, ...], list[Row]] = {}
        for table in _tables(blocks):
            self._rows.setdefault(table.columns, []).extend(table.rows)
        self._known: dict[tuple[tuple[Column, ...], float], Sequence[float]] = {}

    def of(self, setting: Setting, table: model.Table, room: float) -> Sequence[float]:
        """Widths in points that sum up to `room`."""
        if table.columns not in self._rows:
            return column_widths(setting, table.columns, table.rows, room)
        key = table.columns, room
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = column_widths(setting, table.columns, self.rows(table), room)
        return known

    def rows(self, table: model.Table) -> Sequence[Row]:
        """The rows of all tables that have the columns of this one."""
        return self._rows.get(table.columns, table.rows)


def _tables(blocks: Iterable[model.Block]) -> Iterator[model.Table]:
    for block in blocks:
        match block:
            case model.Table():
                yield block
            case model.Box() | model.KeepTogether():
                yield from _tables(block.blocks)
            case _:
                pass

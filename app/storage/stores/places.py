"""What is kept at the places of checkpoints, in whichever table: asked for, and moved, as a whole."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, bindparam, select, union

from app.storage import tables
from app.storage.content import Content

_TABLES = tuple(table for table in tables.CONTENT if "checkpoint" in table.c)


class PlaceRows:
    """Lets everything that is kept at a checkpoint follow it to another id."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def kept(self, checkpoints: Collection[str]) -> frozenset[str]:
        """Those of some checkpoints at which anything is kept."""
        if not checkpoints:
            return frozenset()
        wanted = sorted(checkpoints)
        found = union(*(select(t.c.checkpoint).where(t.c.checkpoint.in_(wanted)) for t in _TABLES))
        return frozenset(row[0] for row in self._content.wire.connection.execute(found))

    def move(self, before: str, after: str) -> int:
        """Let all that is kept at the checkpoint `before` stand at `after`; returns how many rows that were.

        Where the same thing stands there already (a flag, a reply) that one stays, and the other where it was.
        """
        return sum(self._move(table, before, after) for table in _TABLES)

    def _move(self, table: Table, before: str, after: str) -> int:
        names = [c.name for c in table.columns if c.name != "row_hash"]
        at = names.index("checkpoint")
        rows = self._content.wire.rows(_rows_at(table), checkpoint=before)
        moved = [((*row[:at], after, *row[at + 1 :]), tuple(row)) for row in rows]
        keys = [c.name for c in table.primary_key.columns]
        if "checkpoint" not in keys:
            for row, _old in moved:
                self._content.put(table, row)
            return len(moved)
        places = [names.index(key) for key in keys]
        taken = {tuple(row[n] for n in places) for row in self._content.wire.rows(_rows_at(table), checkpoint=after)}
        free = [(row, old) for row, old in moved if tuple(row[n] for n in places) not in taken]
        for _row, old in free:
            self._content.remove(table, *(old[n] for n in places))
        self._content.insert(table, [row for row, _old in free])
        return len(free)


@cache
def _rows_at(table: Table) -> Select[Any]:
    columns = (column for column in table.columns if column.name != "row_hash")
    return select(*columns).where(table.c.checkpoint == bindparam("checkpoint"))

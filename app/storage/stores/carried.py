"""What came along from an earlier audit."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from app.domain.carrying import Carried, Predecessor
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_PREDECESSOR = Shape(Predecessor, tables.predecessors)
_CARRIED = Shape(Carried, tables.carried)
_c = tables.carried.c
_PREDECESSORS = select(*_PREDECESSOR.columns).order_by(tables.predecessors.c.as_of.desc(), tables.predecessors.c.id)
_ALL = select(*_CARRIED.columns).order_by(_c.checkpoint, _c.site)
_AT = select(*_CARRIED.columns).where(_c.checkpoint == bindparam("checkpoint"), _c.site == bindparam("site"))


class CarriedRows:
    """Written when an audit begins from an earlier one; afterwards only what was decided changes."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def predecessors(self) -> tuple[Predecessor, ...]:
        """The audits that this one goes on from, the latest first."""
        return tuple(map(_PREDECESSOR.value, self._content.wire.rows(_PREDECESSORS)))

    def put_predecessor(self, predecessor: Predecessor) -> None:
        """Add or replace one."""
        self._content.put(tables.predecessors, _PREDECESSOR.row(predecessor))

    def all(self) -> tuple[Carried, ...]:
        """Every carried answer, by place, decided ones included."""
        return tuple(map(_CARRIED.value, self._content.wire.rows(_ALL)))

    def at(self, checkpoint: str, site: str) -> Carried | None:
        """The one at a place."""
        row = self._content.wire.first(_AT, checkpoint=checkpoint, site=site)
        return None if row is None else _CARRIED.value(row)

    def add(self, carried: tuple[Carried, ...]) -> None:
        """The answers of an earlier audit."""
        self._content.insert(tables.carried, [_CARRIED.row(each) for each in carried])

    def put(self, carried: Carried) -> None:
        """Replace one: what was decided on it."""
        self._content.put(tables.carried, _CARRIED.row(carried))

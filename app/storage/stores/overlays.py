"""The company's own parts of the catalogue, as text."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.overlay import OverlayPart
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_PART = Shape(OverlayPart, tables.overlays)
_PARTS = select(*_PART.columns).order_by(tables.overlays.c.position, tables.overlays.c.id)


class OverlayRows:
    """Rows are replaced by id and deleted; the history keeps what they were."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def all(self) -> tuple[OverlayPart, ...]:
        """The parts in the order in which they lie over the catalogue."""
        return tuple(map(_PART.value, self._content.wire.rows(_PARTS)))

    def put(self, part: OverlayPart) -> None:
        """Add or replace a part."""
        self._content.put(tables.overlays, _PART.row(part))

    def drop(self, identity: str) -> None:
        """Take a part away."""
        self._content.remove(tables.overlays, identity)

"""The sites of the audit."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.audit import Site
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_SITE = Shape(Site, tables.sites)
_ALL = select(*_SITE.columns).order_by(tables.sites.c.position, tables.sites.c.name, tables.sites.c.id)


class SiteRows:
    """The sites of the audit, removed ones included."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def all(self) -> tuple[Site, ...]:
        """Every site in the officer's order."""
        return tuple(map(_SITE.value, self._content.wire.rows(_ALL)))

    def put(self, site: Site) -> None:
        """Add or replace a site by id."""
        self._content.put(tables.sites, _SITE.row(site))

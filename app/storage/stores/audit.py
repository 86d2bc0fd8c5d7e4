"""The audit and its settings."""

from __future__ import annotations

from sqlalchemy import bindparam, select

from app.domain.audit import Audit
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_AUDIT = Shape(Audit, tables.audit)
_GET = select(*_AUDIT.columns)
_SETTING = select(tables.settings.c.value).where(tables.settings.c.name == bindparam("name"))
_SETTINGS = select(tables.settings.c.name, tables.settings.c.value).order_by(tables.settings.c.name)


class AuditRows:
    """The one audit of the file, and small settings by name."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def get(self) -> Audit:
        """The audit. Raises LookupError in a file without one (which `create` never leaves)."""
        row = self._content.wire.first(_GET)
        if row is None:
            raise LookupError("no audit in the file")
        return _AUDIT.value(row)

    def put(self, audit: Audit) -> None:
        """Replace the audit; a file has one, and its id stays."""
        held = self._content.wire.first(_GET)
        if held is not None and _AUDIT.value(held).id != audit.id:
            raise RuntimeError("a file holds one audit")
        self._content.put(tables.audit, _AUDIT.row(audit))

    def setting(self, name: str) -> str | None:
        """The value of a setting, or None."""
        row = self._content.wire.first(_SETTING, name=name)
        return None if row is None else str(row[0])

    def settings(self, prefix: str) -> dict[str, str]:
        """The settings whose names begin so, by name."""
        return {name: value for name, value in self._content.wire.rows(_SETTINGS) if name.startswith(prefix)}

    def set_setting(self, name: str, value: str) -> None:
        """Store a setting."""
        self._content.put(tables.settings, (name, value))

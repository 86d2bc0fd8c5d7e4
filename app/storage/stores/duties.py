"""The people of the audit, what they look at, and what they flagged."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.duties import Assignment, Flag, Officer
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_OFFICER = Shape(Officer, tables.officers)
_ASSIGNMENT = Shape(Assignment, tables.assignments)
_FLAG = Shape(Flag, tables.flags)
_OFFICERS = select(*_OFFICER.columns).order_by(tables.officers.c.name)
_ASSIGNMENTS = select(*_ASSIGNMENT.columns).order_by(
    tables.assignments.c.site, tables.assignments.c.item, tables.assignments.c.person, tables.assignments.c.id
)
_FLAGS = select(*_FLAG.columns).order_by(tables.flags.c.checkpoint, tables.flags.c.site)


class DutyRows:
    """Rows are replaced by key and deleted; the history keeps what they were."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def officers(self) -> tuple[Officer, ...]:
        """The people of the audit by name."""
        return tuple(map(_OFFICER.value, self._content.wire.rows(_OFFICERS)))

    def put_officer(self, officer: Officer) -> None:
        """Add or replace somebody."""
        self._content.put(tables.officers, _OFFICER.row(officer))

    def drop_officer(self, name: str) -> None:
        """Take somebody off the list."""
        self._content.remove(tables.officers, name)

    def assignments(self) -> tuple[Assignment, ...]:
        """Who looks at what, by site and item."""
        return tuple(map(_ASSIGNMENT.value, self._content.wire.rows(_ASSIGNMENTS)))

    def put_assignments(self, assignments: tuple[Assignment, ...]) -> None:
        """Add or replace some."""
        self._content.put_all(tables.assignments, map(_ASSIGNMENT.row, assignments))

    def drop_assignments(self, identities: tuple[str, ...]) -> None:
        """Take some away."""
        self._content.remove_all(tables.assignments, identities)

    def flags(self) -> tuple[Flag, ...]:
        """What was flagged, by place."""
        return tuple(map(_FLAG.value, self._content.wire.rows(_FLAGS)))

    def put_flag(self, flag: Flag) -> None:
        """Set a flag, or change its note."""
        self._content.put(tables.flags, _FLAG.row(flag))

    def drop_flag(self, checkpoint: str, site: str) -> None:
        """Take a flag down."""
        self._content.remove(tables.flags, checkpoint, site)

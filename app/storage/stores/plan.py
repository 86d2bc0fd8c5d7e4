"""The improvement plan: actions, the separation programme, cases."""

from __future__ import annotations

from sqlalchemy import select

from app.domain.plan import Action, Case, Separation
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content

_ACTION = Shape(Action, tables.actions)
_SEPARATION = Shape(Separation, tables.separations)
_CASE = Shape(Case, tables.cases)
_ACTIONS = select(*_ACTION.columns).order_by(tables.actions.c.number, tables.actions.c.id)
_SEPARATIONS = select(*_SEPARATION.columns).order_by(tables.separations.c.position, tables.separations.c.id)
_CASES = select(*_CASE.columns).order_by(tables.cases.c.position, tables.cases.c.id)


class PlanRows:
    """Rows are replaced by id; an action is withdrawn rather than deleted."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def actions(self) -> tuple[Action, ...]:
        """Every action by number, withdrawn ones included."""
        return tuple(map(_ACTION.value, self._content.wire.rows(_ACTIONS)))

    def put_action(self, action: Action) -> None:
        """Add or replace an action."""
        self._content.put(tables.actions, _ACTION.row(action))

    def remove_action(self, identity: str) -> None:
        """Delete an action whose making is taken back; the history keeps what it was."""
        self._content.remove(tables.actions, identity)

    def separations(self) -> tuple[Separation, ...]:
        """The systems to be split, in the officer's order."""
        return tuple(map(_SEPARATION.value, self._content.wire.rows(_SEPARATIONS)))

    def put_separation(self, separation: Separation) -> None:
        """Add or replace the split of one system."""
        self._content.put(tables.separations, _SEPARATION.row(separation))

    def remove_separation(self, identity: str) -> None:
        """Delete the split of one system; the history keeps what it was."""
        self._content.remove(tables.separations, identity)

    def cases(self) -> tuple[Case, ...]:
        """The cases in the officer's order."""
        return tuple(map(_CASE.value, self._content.wire.rows(_CASES)))

    def put_case(self, case: Case) -> None:
        """Add or replace a case."""
        self._content.put(tables.cases, _CASE.row(case))

    def remove_case(self, identity: str) -> None:
        """Delete a case whose making is taken back; the history keeps what it was."""
        self._content.remove(tables.cases, identity)

"""Trying a way back up to where it would write: whether what a step wrote still stands as it was written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NoReturn, cast

from app.domain.history import UNDONE
from app.domain.steps import Step
from app.errors import UserError
from app.services.inverses import INVERSES
from app.services.ports import Desk, Shelf, UnitOfWork
from app.services.undo_tasks import Changed, Marks, Task

_MOST = 10
"""Steps of more entries are bulk acts, which are looked through when they are taken back."""
_WRITES = ("append", "drop", "put", "record", "remove", "set_", "strike", "write")


class _WouldWriteError(Exception):
    """All was looked at that is looked at before something is written."""


_WHY = "looking"
"""The reason for acts that want one in words; nothing of it is kept."""


def refusal(desk: Desk, work: UnitOfWork, step: Step) -> UserError | Changed | None:
    """Why a step could not be taken back now; None where it could, or where it is too long to be tried."""
    if len(step.own) > _MOST:
        return None
    looking = cast("UnitOfWork", _Looking(work))
    aside = replace(desk, shelf=Shelf(desk.shelf.catalogue))
    task = Task(aside, looking, step.first.at, UNDONE, _WHY, Marks(looking))
    seen: set[tuple[str, str, str]] = set()
    for entry in reversed(step.own):
        event = entry.event
        thing = event.checkpoint, event.site, event.subject
        # What a later entry wrote on the same is not taken back here.
        if thing in seen:
            continue
        seen.add(thing)
        try:
            INVERSES[event.act].back(task, [entry])
        except _WouldWriteError:
            continue
        except (Changed, UserError) as error:
            return error
    return None


class _Looking:
    """A transaction whose stores are read up to the first writing."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work

    def __getattr__(self, name: str) -> Any:
        return _LookingStore(getattr(self._work, name))


class _LookingStore:
    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return _would_write if name.startswith(_WRITES) else getattr(self._store, name)


def _would_write(*_values: object, **_named: object) -> NoReturn:
    raise _WouldWriteError

"""A service inside the transaction of another one: its reading and writing join it, and what it tells the history goes
through whoever called it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from app.domain.history import Entry, Event
from app.errors import UserError
from app.services.ports import Desk, HistoryStore, UnitOfWork

if TYPE_CHECKING:
    from app.services.ports import OpenFile


def joined(desk: Desk, work: UnitOfWork, told: Callable[[Event], Event]) -> Desk:
    """The desk for services that join `work`; each event they record is what `told` makes of it.

    Their commit does nothing: whoever opened `work` commits, or nothing of it happens.
    """
    return replace(desk, file=cast("OpenFile", _JoinedFile(desk.file, _JoinedWork(work, told))))


@dataclass(frozen=True)
class _JoinedHistory:
    history: HistoryStore
    told: Callable[[Event], Event]

    def record(self, at: str, by: str, event: Event) -> Entry:
        return self.history.record(at, by, self.told(event))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.history, name)


class _JoinedWork:
    def __init__(self, work: UnitOfWork, told: Callable[[Event], Event]) -> None:
        self._work = work
        self.history = _JoinedHistory(work.history, told)

    def commit(self) -> None:
        """Left to whoever opened the transaction."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._work, name)


@dataclass(frozen=True)
class _JoinedFile:
    file: OpenFile
    work: _JoinedWork

    @property
    def location(self) -> str:
        return self.file.location

    @property
    def refusal(self) -> UserError | None:
        return self.file.refusal

    @contextmanager
    def write(self) -> Iterator[UnitOfWork]:
        yield cast("UnitOfWork", self.work)

    read = write

    def backup(self, target: Path) -> None:
        raise RuntimeError("a backup is made of what was committed")

    def close(self) -> None:
        raise RuntimeError("the file belongs to whoever opened the transaction")

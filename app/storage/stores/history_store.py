"""The hash-chained history: appended to in the transaction it tells of."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Select, func, insert, select

from app.domain.history import Entry, Event, canonical, link
from app.services.ports import HistoryQuery
from app.storage.content import Content
from app.storage.tables import history

_h = history.c
_INSERT = insert(history)


class HistoryRows:
    """Appends links and reads them back, newest first."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def record(self, at: str, by: str, event: Event) -> Entry:
        """Append the link for what this transaction wrote so far."""
        previous, count = self._content.head()
        entry = link(count + 1, at, by, event, self._content.digest(), previous)
        row = (
            entry.seq,
            at,
            by,
            event.act,
            event.subject,
            event.checkpoint,
            event.site,
            None if event.before is None else canonical(dict(event.before)),
            None if event.after is None else canonical(dict(event.after)),
            entry.content,
            previous,
            entry.hash,
        )
        self._content.wire.many(_INSERT, [row])
        self._content.seal(entry.hash, entry.seq)
        return entry

    def entries(self, query: HistoryQuery, offset: int = 0, limit: int = 200) -> tuple[Entry, ...]:
        """A window of the entries that match, newest first."""
        statement = _matching(select(*history.columns), query).order_by(_h.seq.desc()).offset(offset).limit(limit)
        return tuple(entry_of(tuple(row)) for row in self._content.wire.connection.execute(statement))

    def count(self, query: HistoryQuery) -> int:
        """How many entries match."""
        statement = _matching(select(func.count()).select_from(history), query)
        return int(self._content.wire.connection.execute(statement).scalar_one())

    def head(self) -> Entry | None:
        """The last entry."""
        return next(iter(self.entries(HistoryQuery(), 0, 1)), None)

    def content(self) -> str:
        """The digest over all stored content."""
        return self._content.digest()


def entry_of(row: tuple[Any, ...]) -> Entry:
    """An entry from the columns of `history` in their order."""
    seq, at, by, act, subject, checkpoint, site, before, after, content, previous, digest = row
    event = Event(
        act,
        subject,
        checkpoint,
        site,
        None if before is None else json.loads(before),
        None if after is None else json.loads(after),
    )
    return Entry(seq, at, by, event, content, previous, digest)


def _matching(statement: Select[Any], query: HistoryQuery) -> Select[Any]:
    for column, value in (
        (_h.checkpoint, query.checkpoint),
        (_h.site, query.site),
        (_h.by, query.by),
        (_h.act, query.act),
    ):
        if value:
            statement = statement.where(column == value)
    return statement.where(_h.at.startswith(query.day, autoescape=True)) if query.day else statement

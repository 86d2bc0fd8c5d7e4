"""The hash-chained history."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, bindparam, func, insert, select

from app.domain.history import BESIDE, RENAMED, UNIT, Entry, Event, link
from app.services.ports import HistoryQuery
from app.storage.codec import canonical_json
from app.storage.content import Content
from app.storage.tables import history, settings

_t = history.c
_ALL = select(history)
_FEW = 20
_INSERT = insert(history)
_HEAD = _ALL.where(_t.seq == bindparam("seq"))
_RENAMED = select(settings.c.value).where(settings.c.name == RENAMED)
_SINCE = _ALL.where(_t.seq > bindparam("seq")).order_by(_t.seq)


class HistoryRows:
    """Appends links; reads the newest first.

    Entries keep the id that a checkpoint had then. Who asks for those of a checkpoint, or of places, names it as it is
    called today, and is told of the former entries as well.
    """

    def __init__(self, content: Content) -> None:
        self._content = content
        self._first = 0

    def record(self, at: str, by: str, event: Event) -> Entry:
        """Append the link for what this unit of work has written, after the writing. All but the first of one unit of
        work name the first."""
        return self._append(at, by, [event])[-1]

    def record_all(self, at: str, by: str, events: Sequence[Event]) -> None:
        """Append a link for each of many acts of one moment, after all of their writing."""
        if events:
            self._append(at, by, events)

    def _append(self, at: str, by: str, events: Sequence[Event]) -> list[Entry]:
        self._content.require_writable()
        previous, count = self._content.head()
        digest, beside = self._content.digest(), self._content.beside()
        entries = []
        for number, event in enumerate(events, start=count + 1):
            if beside is not None or BESIDE in (event.after or {}):
                # What an entry that is taken back told of then is not so now.
                told = {name: value for name, value in (event.after or {}).items() if name != BESIDE}
                event = replace(event, after=told if beside is None else {**told, BESIDE: beside})
            if self._first:
                # What was done at once can be taken back at once.
                event = replace(event, after={**(event.after or {}), UNIT: self._first})
            self._first = self._first or number
            entries.append(_linked(number, at, by, event, digest, previous))
            previous = entries[-1].hash
        self._content.wire.many(_INSERT, list(map(_row, entries)))
        self._content.seal(previous, count + len(entries))
        return entries

    def since(self, seq: int, *acts: str) -> tuple[Entry, ...]:
        """The entries after the one of that number, of these acts where any are named; the first one first."""
        if not acts:
            return tuple(map(entry_of, self._content.wire.rows(_SINCE, seq=seq)))
        wanted = _ALL.where(_t.seq > seq, _t.act.in_(acts)).order_by(_t.seq)
        return tuple(entry_of(tuple(row)) for row in self._content.wire.connection.execute(wanted))

    def told(
        self, *acts: str, places: Collection[tuple[str, str]] | None = None
    ) -> Iterator[tuple[int, str, tuple[str, str], Mapping[str, object]]]:
        """Of all entries of these acts, or of those at some places, the first one first: number, act, checkpoint and
        site, and what was `after`."""
        renamed = self._renamed()
        columns = select(_t.seq, _t.act, _t.checkpoint, _t.site, _t.after)
        wanted = _of(acts, places, columns, renamed).order_by(_t.seq)
        for seq, act, checkpoint, site, after in self._content.wire.connection.execute(wanted):
            place = (renamed.get(checkpoint, checkpoint), site)
            if places is None or place in places:
                yield seq, act, place, _object(after) or {}

    def turned(self, act: str, of: str) -> tuple[Entry, ...]:
        """The entries of an act that took back, or did again, entries of the act `of`; the first one first."""
        # As `canonical_json` writes it, so that the others need not be read.
        named = _t.after.contains(f'"act":{json.dumps(of)}', autoescape=True)
        wanted = _ALL.where(_t.act == act, named).order_by(_t.seq)
        found = map(entry_of, self._content.wire.connection.execute(wanted))
        return tuple(entry for entry in found if (entry.event.after or {}).get("act") == of)

    def asserted(
        self, *acts: str, places: Collection[tuple[str, str]] | None = None
    ) -> Iterator[tuple[str, tuple[str, str], int, str]]:
        """Of all entries of these acts, or of those at some places, the newest first: act, checkpoint and site, the
        revision of the answer that they tell (0: none), and who made them."""
        renamed = self._renamed()
        columns = select(_t.act, _t.checkpoint, _t.site, _t.after, _t.by)
        wanted = _of(acts, places, columns, renamed).order_by(_t.seq.desc())
        for act, checkpoint, site, after, by in self._content.wire.connection.execute(wanted):
            place = (renamed.get(checkpoint, checkpoint), site)
            if places is None or place in places:
                yield act, place, int(str((_object(after) or {}).get("revision", 0))), by

    def entries(self, query: HistoryQuery, offset: int = 0, limit: int = 200) -> tuple[Entry, ...]:
        """The entries that match, the newest first."""
        statement = self._matching(_ALL, query).order_by(_t.seq.desc()).offset(offset).limit(limit)
        return tuple(entry_of(tuple(row)) for row in self._content.wire.connection.execute(statement))

    def count(self, query: HistoryQuery) -> int:
        """How many entries match."""
        statement = self._matching(select(func.count()).select_from(history), query)
        return int(self._content.wire.connection.execute(statement).scalar_one())

    def _renamed(self) -> Mapping[str, str]:
        """Former ids of checkpoints in entries → those of today."""
        row = self._content.wire.first(_RENAMED)
        told: Mapping[str, str] = json.loads(row[0]) if row is not None else {}
        return told

    def _matching(self, statement: Select[Any], query: HistoryQuery) -> Select[Any]:
        if query.checkpoint:
            statement = statement.where(_t.checkpoint.in_(_called({query.checkpoint}, self._renamed())))
        return _matching(statement, query)

    def people(self) -> tuple[str, ...]:
        """Everybody who made an entry, by name."""
        statement = select(_t.by).distinct().order_by(_t.by)
        return tuple(str(row[0]) for row in self._content.wire.connection.execute(statement))

    def head(self) -> Entry | None:
        """The last entry."""
        row = self._content.wire.first(_HEAD, seq=self._content.head()[1])
        return None if row is None else entry_of(row)

    def last(self) -> int:
        """The number of the last entry."""
        return self._content.head()[1]

    def content(self) -> str:
        """The digest over all stored content (64 hex digits)."""
        return self._content.digest()


def _linked(number: int, at: str, by: str, event: Event, digest: str, previous: str) -> Entry:
    try:
        return link(number, at, by, event, digest, previous)
    except UnicodeEncodeError:
        # Half a surrogate pair from a window; the content rows were cleaned of it in the same way.
        return link(number, at, by, _clean(event), digest, previous)


def _row(entry: Entry) -> tuple[Any, ...]:
    event = entry.event
    told = (event.act, event.subject, event.checkpoint, event.site, _json(event.before), _json(event.after))
    return (entry.seq, entry.at, entry.by, *told, entry.content, entry.previous, entry.hash)


def entry_of(row: Sequence[Any]) -> Entry:
    """The entry in a row of the table."""
    seq, at, by, act, subject, checkpoint, site, before, after, content, previous, digest = row
    event = Event(act, subject, checkpoint, site, _object(before), _object(after))
    return Entry(seq, at, by, event, content, previous, digest)


def _called(checkpoints: Collection[str], renamed: Mapping[str, str]) -> list[str]:
    """Every id that entries about some checkpoints may bear."""
    return sorted({*checkpoints, *(former for former, now in renamed.items() if now in checkpoints)})


def _of(
    acts: Sequence[str],
    places: Collection[tuple[str, str]] | None,
    statement: Select[Any],
    renamed: Mapping[str, str],
) -> Select[Any]:
    """The statement about entries of these acts. No index leads to a place: all places are looked for in one pass, by
    their checkpoints where these are few."""
    statement = statement.where(_t.act.in_(acts))
    checkpoints = _called({checkpoint for checkpoint, _site in places or ()}, renamed)
    return statement.where(_t.checkpoint.in_(checkpoints)) if 0 < len(checkpoints) <= _FEW else statement


def _matching(statement: Select[Any], query: HistoryQuery) -> Select[Any]:
    for name in ("site", "by", "act"):
        if wanted := getattr(query, name):
            statement = statement.where(_t[name] == wanted)
    if query.before:
        statement = statement.where(_t.seq < query.before)
    if query.day:
        statement = statement.where(_t.at.startswith(query.day, autoescape=True))
    return statement


def _clean(event: Event) -> Event:
    text = canonical_json(
        [
            event.act,
            event.subject,
            event.checkpoint,
            event.site,
            _object(_json(event.before)),
            _object(_json(event.after)),
        ]
    )
    return Event(*json.loads(text.encode("utf-8", "replace")))


def _json(value: Mapping[str, object] | None) -> str | None:
    return None if value is None else canonical_json(dict(value))


def _object(text: str | None) -> Mapping[str, object] | None:
    return None if text is None else json.loads(text)

"""The seal in an audit file: what it forbids, and whether the content is what was sealed.

A seal covers all content as it stood before the row of its revision told of it. So that digest is had again by putting
the row back as it was, in the sums only, without touching any other. Papers and filings lie beside the content: what
was sealed is printed, comes back and is filed after the seal as well, and the history tells of it.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from app.domain.history import REDONE, UNDONE
from app.domain.sealing import Revision, latest, lies_beside
from app.domain.text import Text
from app.errors import UserError, register_messages
from app.storage.codec import Shape
from app.storage.content import MODULUS, Wire, content_digest, row_hash
from app.storage.tables import BESIDE, CONTENT, revisions

register_messages(
    {
        "audit_sealed": "The audit was sealed by {name} on {day} (revision {revision}) and cannot be changed. To go "
        "on, reopen it with a reason: on the page “Review and seal”, or with shadan reopen FILE --reason TEXT.",
    }
)

_REVISION = Shape(Revision, revisions)
_LAST = select(*_REVISION.columns).order_by(revisions.c.number.desc()).limit(1)
TABLE = revisions.name
_HAND_IN, _CONVERTED = "handin.", "audit.converted"
"""What else is done in a sealed audit: it is handed in, and a newer program converts the format."""


def refusal_of(connection: Connection) -> UserError | None:
    """Why nothing may be written in a sealed audit; None in one that is not."""
    row = Wire(connection).first(_LAST)
    if row is None:
        return None
    last = _REVISION.value(row)
    if not last.sealed:
        return None
    return UserError("audit_sealed", name=last.sealed_by, day=_day(last.sealed_at), revision=last.number)


def _day(at: str) -> Text:
    year, month, day = at[:10].split("-")
    return Text(f"{year}年{int(month)}月{int(day)}日", at[:10])


# --- verify -----------------------------------------------------------------------------------------------------------


def stored(connection: sqlite3.Connection) -> tuple[Revision, ...]:
    """The revisions of the audit, the first one first."""
    listed = ", ".join(f'"{column.name}"' for column in _REVISION.columns)
    rows = connection.execute(f"SELECT {listed} FROM {TABLE} ORDER BY number")  # noqa: S608 - our names
    return tuple(map(_REVISION.value, rows))


def claimed(connection: sqlite3.Connection) -> bool:
    """Whether the file says that it is sealed, or its history does: either may have been changed to deny it."""
    last = "SELECT act FROM history WHERE act IN ('audit.sealed', 'audit.reopened') ORDER BY seq DESC LIMIT 1"
    try:
        told = connection.execute(last).fetchone()
        found = stored(connection)
    except sqlite3.Error:
        # Damage, or tables of an older program; whoever reads them says so.
        return False
    return (told is not None and told[0] == "audit.sealed") or latest(found).sealed


def broken(connection: sqlite3.Connection, digests: Mapping[str, tuple[str, int]]) -> Iterator[str]:
    """The numbers of the revisions whose seal does not agree with the history, or with the content while it is sealed.

    `digests` are the sums as they were computed from the rows.
    """
    for revision in stored(connection):
        if revision.sealed_at and not (
            _told(connection, revision) and (revision.reopened_at or _holds(digests, revision))
        ):
            yield str(revision.number)


def _told(connection: sqlite3.Connection, revision: Revision) -> bool:
    """Whether the history had that content then, and tells of the seal next."""
    entries = {
        seq: (act, content)
        for seq, act, content in connection.execute(
            "SELECT seq, act, content FROM history WHERE seq IN (?, ?)", (revision.entries, revision.entries + 1)
        )
    }
    before, seal = entries.get(revision.entries), entries.get(revision.entries + 1)
    return (
        before is not None
        and before[1] == revision.fingerprint
        and seal is not None
        and seal[0] == "audit.sealed"
        and (bool(revision.reopened_at) or not _goes_on(connection, revision.entries + 1))
    )


def _goes_on(connection: sqlite3.Connection, seal: int) -> bool:
    """Whether the history tells after the seal of an act that a sealed audit does not allow."""
    acts = connection.execute("SELECT act, after FROM history WHERE seq > ?", (seal,))
    return any(
        not lies_beside(act) and not act.startswith(_HAND_IN) and act != _CONVERTED and not _turns_such(act, after)
        for act, after in acts
    )


def _turns_such(act: str, after: str | None) -> bool:
    """Whether an entry tells that an act beside the content was taken back or done again."""
    if act not in (UNDONE, REDONE) or not after:
        return False
    try:
        told = json.loads(after)
    except ValueError:
        return False
    return isinstance(told, dict) and lies_beside(str(told.get("act", "")))


def _holds(digests: Mapping[str, tuple[str, int]], revision: Revision) -> bool:
    """Whether the digest over all content, with the row of `revision` as it was before the seal, is what was sealed.

    The format may have got tables since: they stand at the end, and are empty in what was sealed before.
    """
    unsealed = replace(revision, sealed_at="", sealed_by="", fingerprint="", entries=0)
    total, count = digests[TABLE]
    difference = _number(_REVISION.row(unsealed)) - _number(_REVISION.row(revision))
    sums = {**digests, TABLE: (f"{(int(total, 16) + difference) % MODULUS:064x}", count)}
    names = [table.name for table in CONTENT if table.name in sums and table.name not in BESIDE]
    while names:
        if content_digest((name, *sums[name]) for name in names) == revision.fingerprint:
            return True
        last = names.pop()
        if last == TABLE or sums[last][1]:
            return False
    return False


def _number(row: tuple[object, ...]) -> int:
    return int.from_bytes(row_hash(TABLE, row), "big")

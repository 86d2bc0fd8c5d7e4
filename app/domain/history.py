"""The history (履歴): append-only and hash-chained, so that a changed or missing entry is found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

GENESIS = "0" * 64
UNIT = "unit"
"""In `Event.after`: the number of the first entry of the transaction, in all but the first."""
MOVED = "checkpoint.renamed"
"""The act of the history: what was kept at a checkpoint (`subject`) was moved to the id that it has today."""
UNDONE, REDONE = "undone", "redone"
"""Acts of the history: entries were taken back; they were done again. Both name them under `steps.UNDOES`."""
RENAMED = "renamed"
"""The setting that tells, as a JSON object, which id a checkpoint has today whose former one stands in entries."""
BESIDE = "beside"
"""In `Event.after`: the digest over what lies beside the content (the papers that are handed out and come back), where
the act changed it. `Entry.content` does not cover that, so that fingerprints and seals stand when papers come back."""


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, before it gets its place in the chain. `before` and `after` are plain JSON objects or None."""

    act: str
    subject: str
    checkpoint: str = ""
    site: str = ""
    before: Mapping[str, object] | None = None
    after: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One link: `content` is a digest over all stored content after the act, `previous` the hash of the link before."""

    seq: int
    at: str
    by: str
    event: Event
    content: str
    previous: str
    hash: str


def canonical(value: object) -> str:
    """JSON that is the same text for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(seq: int, at: str, by: str, event: Event, content: str, previous: str) -> Entry:
    """The entry with its hash."""
    body = canonical(
        [
            seq,
            at,
            by,
            event.act,
            event.subject,
            event.checkpoint,
            event.site,
            dict(event.before) if event.before is not None else None,
            dict(event.after) if event.after is not None else None,
            content,
            previous,
        ]
    )
    return Entry(seq, at, by, event, content, previous, sha256(body.encode()).hexdigest())


def broken(entry: Entry, expected_seq: int, expected_previous: str) -> bool:
    """Whether this entry does not continue the chain, or was altered."""
    if entry.seq != expected_seq or entry.previous != expected_previous:
        return True
    return link(entry.seq, entry.at, entry.by, entry.event, entry.content, entry.previous).hash != entry.hash

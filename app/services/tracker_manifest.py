"""What a tracker carries of its origin on a hidden sheet, so that it is known again when it comes back.

The exported values go with it, packed so that no spreadsheet program changes a sign of them. The whole bears a keyed
digest; its key is the hash of the last entry of the history at that moment, which stands in the audit alone. So a
changed manifest, a foreign one and one of a history that has gone another way are found, and nothing of an export has
to be stored: a sealed audit writes its tracker too.
"""

from __future__ import annotations

import binascii
import hmac
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from app.domain.history import canonical
from app.domain.tracker import Value, row_digest
from app.errors import UserError, register_messages

register_messages(
    {
        "tracker_none": "{file} is no list of measures written by Shadan, or its hidden sheets were taken out; "
        "export the list anew and fill that in.",
        "tracker_other_audit": "{file} was written from another audit; open that one, or export the list of this one.",
        "tracker_altered": "{file} does not fit this audit: its hidden sheet was changed, or it was written from a "
        "copy of the audit that went another way. Export the list anew and fill that in.",
        "tracker_newer": "{file} was written by a newer edition of Shadan; import it with that.",
    }
)

MARK, FORMAT = "shadan-tracker", 1
_CHUNK = 30_000
"""So many signs go into one cell; Excel takes 32,767."""
_MOST = 4 << 20
"""So many bytes may the values of one measure be when unpacked."""
_ENTRIES, _SLOTS = 1 << 53, 10_000
"""No history has an entry of such a number, no list so many empty rows: neither comes from us."""


@dataclass(frozen=True, slots=True)
class Origin:
    """From which audit, when, by whom and with which edition a tracker was written; `entry` is the last one of the
    history then, `slots` are the ids of the empty rows."""

    audit: str
    at: str
    by: str
    version: str
    language: str
    entry: int
    slots: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """An origin with what was written: of each measure its number and the values of its fields, by id."""

    origin: Origin
    numbers: Mapping[str, int]
    values: Mapping[str, Mapping[str, Value]]


def lines(manifest: Manifest, key: str) -> list[list[str]]:
    """The lines of the hidden sheet; `key` is the hash of the entry that the origin names."""
    origin = manifest.origin
    head = [
        [MARK, str(FORMAT)],
        ["audit", origin.audit],
        ["exported", origin.at],
        ["by", origin.by],
        ["version", origin.version],
        ["language", origin.language],
        ["entry", str(origin.entry)],
        ["slots", str(origin.slots)],
        ["measures", str(len(manifest.numbers))],
    ]
    rows = []
    for identity, number in manifest.numbers.items():
        values = manifest.values[identity]
        packed = b64encode(zlib.compress(canonical(values).encode(), 9)).decode()
        parts = [packed[start : start + _CHUNK] for start in range(0, len(packed), _CHUNK)]
        rows.append(["measure", identity, str(number), row_digest(identity, values), *parts])
    return [*head, *rows, ["digest", _digest([*head, *rows], key)]]


def find(grids: Sequence[Sequence[Sequence[str]]], file: str) -> Sequence[Sequence[str]]:
    """The lines of the hidden sheet among those of all sheets. Raises UserError `tracker_none`, `tracker_newer`."""
    for rows in grids:
        if rows and rows[0] and rows[0][0].strip() == MARK:
            if not (len(rows[0]) > 1 and rows[0][1].strip() == str(FORMAT)):
                raise UserError("tracker_newer", file=file)
            return rows
    raise UserError("tracker_none", file=file)


def origin(rows: Sequence[Sequence[str]], file: str) -> Origin:
    """Where a tracker comes from, as it says itself. Raises UserError `tracker_altered`."""
    told = {row[0]: row[1] for row in rows if len(row) > 1 and row[0] != "measure"}
    try:
        entry, slots = int(told["entry"]), int(told["slots"])
        if not (0 <= entry < _ENTRIES and 0 <= slots <= _SLOTS):
            raise ValueError("none of ours")
        return Origin(
            told["audit"],
            told["exported"],
            told["by"],
            told["version"],
            told["language"],
            entry,
            slots,
        )
    except (KeyError, ValueError) as error:
        raise UserError("tracker_altered", file=file) from error


def opened(rows: Sequence[Sequence[str]], key: str, file: str) -> Manifest:
    """The manifest, once its digest says that it is as it was written. Raises UserError `tracker_altered`."""
    told = [_bare(row) for row in rows if any(row)]
    if not told or told[-1][:1] != ["digest"] or not _same(told[-1][-1], _digest(told[:-1], key)):
        raise UserError("tracker_altered", file=file)
    numbers: dict[str, int] = {}
    values: dict[str, Mapping[str, Value]] = {}
    for row in told[:-1]:
        if row[0] == "measure":
            _measure, identity, number, digest, *parts = row
            numbers[identity], values[identity] = int(number), _unpacked("".join(parts))
            if row_digest(identity, values[identity]) != digest:
                raise UserError("tracker_altered", file=file)
    return Manifest(origin(rows, file), numbers, values)


def _same(one: str, other: str) -> bool:
    # Of texts it compares those in ASCII only.
    return hmac.compare_digest(one.encode("utf-8", "surrogatepass"), other.encode())


def _bare(row: Sequence[str]) -> list[str]:
    """The cells of a line without the empty ones behind it."""
    cells = [cell.strip() for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _unpacked(packed: str) -> Mapping[str, Value]:
    try:
        engine = zlib.decompressobj()
        data = engine.decompress(b64decode(packed, validate=True), _MOST)
        found = json.loads(data)
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _digest(rows: Sequence[Sequence[str]], key: str) -> str:
    message = canonical([_bare(row) for row in rows]).encode("utf-8", "surrogatepass")
    return hmac.new(key.encode(), message, sha256).hexdigest()

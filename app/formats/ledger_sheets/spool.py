"""Records that were understood and are not stored yet: in memory while they are few, else packed in a file.

The file has no name (or one that Windows removes with it), so that nothing of a ledger stays behind after a crash.
"""

from __future__ import annotations

import marshal
import struct
import zlib
from collections.abc import Iterator
from dataclasses import asdict
from tempfile import SpooledTemporaryFile
from threading import Lock
from typing import IO, Any

from app.domain.ledgers import Record
from app.services.ledger_ports import CellProblem, Chunk, Corrected, How, MarkMet

_IN_MEMORY = 48 << 20
# Length, and whether it is packed: what stays in memory is not, which halves the time.
_HEAD = struct.Struct("<I?")


class Spool:
    """Chunks in the order they were put, to be taken out any number of times; closed when nobody holds it any more."""

    def __init__(self, kind: str, in_memory: int = _IN_MEMORY) -> None:
        self._kind = kind
        self._in_memory = in_memory
        self._file: IO[bytes] = SpooledTemporaryFile(in_memory, prefix="shadan-")  # noqa: SIM115
        self._turn = Lock()
        self._end = 0

    def __del__(self) -> None:
        self._file.close()

    def put(self, chunk: Chunk) -> None:
        """Append a chunk. OSError passes when the disk takes no more."""
        data = marshal.dumps(_packed(chunk))
        packed = self._end + len(data) > self._in_memory
        if packed:
            data = zlib.compress(data, 1)
        with self._turn:
            self._file.seek(self._end)
            self._file.write(_HEAD.pack(len(data), packed))
            self._file.write(data)
            self._end = self._file.tell()

    def __iter__(self) -> Iterator[Chunk]:
        at = 0
        while at < self._end:
            with self._turn:
                self._file.seek(at)
                length, packed = _HEAD.unpack(self._file.read(_HEAD.size))
                data = self._file.read(length)
            at += _HEAD.size + length
            yield _unpacked(self._kind, marshal.loads(zlib.decompress(data) if packed else data))  # noqa: S302 - our own


def _packed(chunk: Chunk) -> tuple[Any, ...]:
    """What marshal knows; the cells as written are left out where they say the same as the values."""
    records = [
        (r.key, r.match_key, r.site, r.row, dict(r.values), None if r.raw is r.values else dict(r.raw))
        for r in chunk.records
    ]
    problems = [
        (p.sheet, p.row, p.column, p.value, p.code, dict(p.values), p.rejected, p.field, p.rows) for p in chunk.problems
    ]
    corrected = [{**asdict(c), "how": c.how.value} for c in chunk.corrected]
    marks = [(m.sheet, m.mark, m.cells, m.examples, m.levels, m.bare) for m in chunk.marks]
    return chunk.sheet, records, problems, chunk.read, chunk.rejected, chunk.skipped, corrected, marks


def _unpacked(kind: str, packed: tuple[Any, ...]) -> Chunk:
    sheet, records, problems, read, rejected, skipped, corrected, marks = packed
    return Chunk(
        sheet=sheet,
        records=tuple(
            Record(kind, key, match_key, site, values, values if raw is None else raw, sheet, row)
            for key, match_key, site, row, values, raw in records
        ),
        problems=tuple(CellProblem(*problem) for problem in problems),
        read=read,
        rejected=rejected,
        skipped=skipped,
        corrected=tuple(Corrected(**{**each, "how": How(each["how"])}) for each in corrected),
        marks=tuple(MarkMet(*mark) for mark in marks),
    )

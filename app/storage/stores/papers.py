"""Papers that are handed out, what came back of them, and the scans in pieces of one mebibyte."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256 as new_sha256

from sqlalchemy import bindparam, select

from app.domain.paper_loop import Printing, Return, Scan
from app.domain.room_walks import RoomList, Walk
from app.storage import tables
from app.storage.codec import Shape
from app.storage.content import Content
from app.storage.stores.evidence import in_pieces

_PRINTING = Shape(Printing, tables.papers)
_RETURN = Shape(Return, tables.paper_returns)
_SCAN = Shape(Scan, tables.paper_scans)
_LIST = Shape(RoomList, tables.paper_lists)
_WALK = Shape(Walk, tables.room_walks)
_p, _r, _s, _c = tables.papers.c, tables.paper_returns.c, tables.paper_scans.c, tables.paper_scan_chunks.c
_PRINTINGS = select(*_PRINTING.columns).order_by(_p.form, _p.number, _p.edition)
_ONE = select(*_PRINTING.columns).where(_p.code == bindparam("code"))
_RETURNS = select(*_RETURN.columns).order_by(_r.at, _r.id)
_RETURNS_OF = _RETURNS.where(_r.code == bindparam("code"))
_SCANNED = select(*_SCAN.columns).where(_s.sha256 == bindparam("sha256"))
_LISTED = select(*_LIST.columns).where(tables.paper_lists.c.code == bindparam("code"))
_WALKS = select(*_WALK.columns).order_by(tables.room_walks.c.code)
_WALKED = select(*_WALK.columns).where(tables.room_walks.c.code == bindparam("code"))
_PIECE = select(_c.data).where(_c.sha256 == bindparam("sha256"), _c.seq == bindparam("seq"))


class PaperRows:
    """Printings and returns are replaced by their keys, and dropped only by who takes the making of them back.

    Bytes are written once and never changed."""

    def __init__(self, content: Content) -> None:
        self._content = content

    def printings(self) -> tuple[Printing, ...]:
        """Everything that was printed, by form, number and edition."""
        return tuple(map(_PRINTING.value, self._content.wire.rows(_PRINTINGS)))

    def printing(self, code: str) -> Printing | None:
        """What was printed under a code."""
        row = self._content.wire.first(_ONE, code=code)
        return None if row is None else _PRINTING.value(row)

    def put(self, printing: Printing) -> None:
        """Add or replace a printing."""
        self._content.put(tables.papers, _PRINTING.row(printing))

    def drop(self, code: str) -> None:
        """Take a printing away; the history keeps what it was."""
        self._content.remove(tables.papers, code)

    def room_list(self, code: str) -> RoomList | None:
        """The terminals that were printed under a code; None where none were kept."""
        row = self._content.wire.first(_LISTED, code=code)
        return None if row is None else _LIST.value(row)

    def put_room_list(self, listed: RoomList) -> None:
        """Keep the terminals that were printed under a code."""
        self._content.put(tables.paper_lists, _LIST.row(listed))

    def walks(self) -> tuple[Walk, ...]:
        """What was entered of floor-walk sheets, by code."""
        return tuple(map(_WALK.value, self._content.wire.rows(_WALKS)))

    def walk(self, code: str) -> Walk | None:
        """What was entered of one sheet."""
        row = self._content.wire.first(_WALKED, code=code)
        return None if row is None else _WALK.value(row)

    def put_walk(self, walk: Walk) -> None:
        """Add or replace what was entered of a sheet."""
        self._content.put(tables.room_walks, _WALK.row(walk))

    def drop_walk(self, code: str) -> None:
        """Take away what was entered; the history keeps what it was."""
        self._content.remove(tables.room_walks, code)

    def returns(self) -> tuple[Return, ...]:
        """What came back, in the order of time, withdrawn ones included."""
        return tuple(map(_RETURN.value, self._content.wire.rows(_RETURNS)))

    def returns_of(self, code: str) -> tuple[Return, ...]:
        """What came back of one printing."""
        return tuple(map(_RETURN.value, self._content.wire.rows(_RETURNS_OF, code=code)))

    def put_return(self, returned: Return) -> None:
        """Add or replace a return."""
        self._content.put(tables.paper_returns, _RETURN.row(returned))

    def drop_return(self, identity: str) -> None:
        """Take a return away; the history keeps what it was."""
        self._content.remove(tables.paper_returns, identity)

    def scan(self, sha256: str) -> Scan | None:
        """What is known of a scan that was kept."""
        row = self._content.wire.first(_SCANNED, sha256=sha256)
        return None if row is None else _SCAN.value(row)

    def write_scan(self, scan: Scan, chunks: Iterable[bytes]) -> None:
        """Keep a scan once. Raises ValueError when the bytes are not those of its digest (the file changed)."""
        if self.scan(scan.sha256) is not None:
            return
        digest = new_sha256()
        for seq, piece in enumerate(in_pieces(chunks)):
            digest.update(piece)
            self._content.insert(tables.paper_scan_chunks, [(scan.sha256, seq, piece)])
        if digest.hexdigest() != scan.sha256:
            raise ValueError("the bytes changed while they were read")
        self._content.insert(tables.paper_scans, [_SCAN.row(scan)])

    def read_scan(self, sha256: str) -> Iterator[bytes]:
        """The bytes in pieces. Raises KeyError for a scan that is not kept."""
        if self.scan(sha256) is None:
            raise KeyError(sha256)
        return self._read(sha256)

    def _read(self, sha256: str) -> Iterator[bytes]:
        seq = 0
        # Piece by piece, so that a large file is never in memory as a whole.
        while (row := self._content.wire.first(_PIECE, sha256=sha256, seq=seq)) is not None:
            yield row[0]
            seq += 1

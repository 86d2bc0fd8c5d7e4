"""The board (一覧): sites × checkpoints in bytes, one for each cell: filters, orders and counts take milliseconds.

Row 0 is the company (`COMPANY`), below it the sites in the officer's order; columns are the checkpoints in the order of
the catalogue. A cell where nothing is asked (a site's checkpoint in the row of the company and the other way round) is
`BLANK`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.domain.audit import COMPANY, live_sites
from app.domain.catalogue import Checkpoint
from app.domain.duties import Assignment, Flag
from app.domain.findings import natural
from app.domain.grades import Level, Verdict
from app.domain.progress import Place, Tally
from app.domain.review import Review, State, state_of
from app.services import auditing, flagging
from app.services.auditing import Outline
from app.services.ports import Desk

VERDICTS = (
    Verdict.UNANSWERED,
    Verdict.CONFORMING,
    Verdict.PARTLY,
    Verdict.NONCONFORMING,
    Verdict.NOT_APPLICABLE,
)
"""A verdict's code is its place here; `COPIED` is added for a copy that nobody confirmed."""
STATES = tuple(State)
COPIED, BLANK = 8, 15
STALE, FLAG, BARE = 1, 2, 4
"""Marks of a cell: findings have changed under its answer; flagged; conforming, without evidence."""
_CODE = {verdict: code for code, verdict in enumerate(VERDICTS)}
_STATE = {state: code for code, state in enumerate(STATES)}
_GRAVITY = {Verdict.NONCONFORMING: 0, Verdict.PARTLY: 1, Verdict.UNANSWERED: 2}


class What(StrEnum):
    """What a filter asks of a cell."""

    UNANSWERED = "unanswered"
    NONCONFORMING = "nonconforming"
    PARTLY = "partly"
    TO_CONFIRM = "to_confirm"
    UNPROVEN = "unproven"
    FLAGGED = "flagged"


class Order(StrEnum):
    """What the sites are sorted by."""

    AUDIT = "audit"
    NAME = "name"
    PROGRESS = "progress"
    WORST = "worst"
    FAILURES = "failures"


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cells are looked for: one of `what` (none: any), in the state of a review, in an item, asked at one level,
    at sites with the text in their name, among what a person looks at. Empty fields do not limit."""

    what: frozenset[What] = frozenset()
    state: State | None = None
    item: str = ""
    text: str = ""
    person: str = ""
    level: Level | None = None

    @property
    def of_cells(self) -> bool:
        """Whether single cells are looked for, not whole rows and columns."""
        return bool(self.what or self.state is not None or self.person)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a filter leaves, in the order asked for: rows and columns of the board. `hits` has 1 for each cell that was
    looked for, by row and column of the board; empty where every cell was."""

    rows: tuple[int, ...]
    columns: tuple[int, ...]
    hits: bytes = b""


@dataclass(frozen=True, slots=True)
class Board:
    """One reading of every cell. `codes` has verdict and copy, `marks` the other marks, `states` that of the review."""

    sites: tuple[str, ...]
    names: tuple[str, ...]
    checkpoints: tuple[Checkpoint, ...]
    codes: bytes
    marks: bytes
    states: bytes
    notes: Mapping[Place, str] = field(default_factory=dict)
    copied: Mapping[Place, str] = field(default_factory=dict)
    assignments: tuple[Assignment, ...] = ()

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.checkpoints)

    def place(self, row: int, column: int) -> Place:
        """Checkpoint and site of a cell."""
        return self.checkpoints[column].id, self.sites[row]

    def asked(self, row: int, column: int) -> bool:
        """Whether something is asked in a cell."""
        return self.codes[row * self.width + column] != BLANK

    def verdict(self, row: int, column: int) -> Verdict:
        """The verdict in a cell in which something is asked."""
        return VERDICTS[self.codes[row * self.width + column] & 7]

    def is_copied(self, row: int, column: int) -> bool:
        """Whether the answer was copied from another site and nobody confirmed it."""
        code = self.codes[row * self.width + column]
        return code != BLANK and bool(code & COPIED)

    def mark(self, row: int, column: int) -> int:
        """The marks of a cell, as bits."""
        return self.marks[row * self.width + column]

    def state(self, row: int, column: int) -> State:
        """The state of the review in a cell."""
        return STATES[self.states[row * self.width + column]]

    def row_tally(self, row: int) -> Tally:
        """Counts over what is asked at a site, or of the company."""
        cells = slice(row * self.width, (row + 1) * self.width)
        return _tally(self.codes[cells], self.marks[cells])

    def column_tally(self, column: int) -> Tally:
        """Counts over a checkpoint at all sites."""
        return _tally(self.codes[column :: self.width], self.marks[column :: self.width])

    def people(self, row: int) -> tuple[Assignment, ...]:
        """Who looks at a site, in whole or in part."""
        return tuple(each for each in self.assignments if each.site == self.sites[row])

    def everybody(self) -> tuple[str, ...]:
        """All people who look at something, by name."""
        return tuple(sorted({each.person for each in self.assignments}))


_IS_BARE = bytes(1 if mark & BARE else 0 for mark in range(256))


def _tally(codes: bytes, marks: bytes) -> Tally:
    def count(verdict: Verdict) -> int:
        return codes.count(_CODE[verdict])

    def copies(verdict: Verdict) -> int:
        return codes.count(_CODE[verdict] | COPIED)

    partly, failed = copies(Verdict.PARTLY), copies(Verdict.NONCONFORMING)
    return Tally(
        total=len(codes) - codes.count(BLANK),
        conforming=count(Verdict.CONFORMING),
        partly=count(Verdict.PARTLY) + partly,
        nonconforming=count(Verdict.NONCONFORMING) + failed,
        not_applicable=count(Verdict.NOT_APPLICABLE),
        copied=copies(Verdict.CONFORMING) + copies(Verdict.NOT_APPLICABLE),
        doubtful=partly + failed,
        unproven=marks.translate(_IS_BARE).count(1),
    )


def board(desk: Desk, outline: Outline | None = None) -> Board:
    """Read every cell; answers are those of `outline` where one is given, which must be the latest."""
    outline = outline or auditing.outline(desk)
    with desk.file.read() as work:
        reviews = work.reviews.latest()
        flags = flagging.flags_of(desk, work)
        assignments = work.duties.assignments()
    proven = (place for place in outline.places if place not in outline.unproven)
    return board_of(outline, proven, reviews, flags, assignments)


def board_of(
    outline: Outline,
    proven: Iterable[Place],
    reviews: Mapping[Place, Review],
    flags: Iterable[Flag],
    assignments: Iterable[Assignment],
) -> Board:
    """`board` from what was read already; at `proven` places evidence or a second person stands beside the answer."""
    live = live_sites(outline.sites)
    sites = (COMPANY, *(site.id for site in live))
    rows = {site: number for number, site in enumerate(sites)}
    columns = {checkpoint.id: number for number, checkpoint in enumerate(outline.checkpoints)}
    width = len(columns)
    codes = bytearray([BLANK]) * (len(sites) * width)
    marks, states = bytearray(len(codes)), bytearray(len(codes))
    answers, proofs = outline.answers, frozenset(proven)
    conforming = _CODE[Verdict.CONFORMING]
    for place in outline.places:
        cell = rows[place[1]] * width + columns[place[0]]
        answer = answers.get(place)
        if answer is None:
            codes[cell] = 0
            continue
        codes[cell] = code = _CODE[answer.verdict]
        if code:
            states[cell] = 1
        if code == conforming and place not in proofs:
            marks[cell] = BARE
    at = {
        place: rows[place[1]] * width + columns[place[0]]
        for place in {*outline.copies, *outline.stale, *reviews, *((f.checkpoint, f.site) for f in flags)}
        if place[0] in columns and place[1] in rows
    }
    for place in outline.copies:
        if place in at:
            codes[at[place]] |= COPIED
            # A copy claims nothing yet that could want a proof.
            marks[at[place]] &= ~BARE
    for place in outline.stale:
        if place in at:
            marks[at[place]] |= STALE
    notes = {}
    for flag in flags:
        if (place := (flag.checkpoint, flag.site)) in at:
            marks[at[place]] |= FLAG
            notes[place] = flag.note
    for place, last in reviews.items():
        if place in at:
            states[at[place]] = _STATE[state_of(answers.get(place), last)]
    return Board(
        sites,
        ("", *(site.name for site in live)),
        outline.checkpoints,
        bytes(codes),
        bytes(marks),
        bytes(states),
        notes,
        {place: source for place, source in outline.copies.items() if place in at},
        tuple(each for each in assignments if each.site in rows),
    )


# --- filters and orders -----------------------------------------------------------------------------------------------


def shown(board: Board, wanted: Filter, order: Order = Order.AUDIT, *, descending: bool = False) -> Shown:
    """The rows and columns in which something is looked for, in order; the company's row comes first in any."""
    width = board.width
    columns = [
        n
        for n, checkpoint in enumerate(board.checkpoints)
        if wanted.item in ("", checkpoint.item) and wanted.level in (None, checkpoint.level)
    ]
    said = _folded(wanted.text)
    rows = [n for n, name in enumerate(board.names) if not said or said in _folded(name)]
    hits = b""
    if wanted.of_cells:
        hits = _hits(board, wanted)
        inside = bytearray(width)
        for column in columns:
            inside[column] = 1
        rows = [n for n in rows if _meet(hits[n * width : (n + 1) * width], inside)]
        kept = _union(hits, rows, width)
        columns = [n for n in columns if kept[n]]
    else:
        rows = [n for n in rows if any(board.codes[n * width + column] != BLANK for column in columns)]
    return Shown(_sorted(board, rows, order, descending=descending), tuple(columns), hits)


def _hits(board: Board, wanted: Filter) -> bytes:
    """1 for each cell that is looked for."""
    size = len(board.codes)
    found = _int(_all_asked(board))
    if wanted.what:
        some = 0
        for what in wanted.what:
            some |= _int(_of_what(board, what))
        found &= some
    if wanted.state is not None:
        found &= _int(board.states.translate(_table({_STATE[wanted.state]})))
    if wanted.person:
        found &= _int(_of_person(board, wanted.person))
    return found.to_bytes(size, "big")


def _of_what(board: Board, what: What) -> bytes:
    if what is What.UNANSWERED:
        return board.codes.translate(_table({0}))
    if what in (What.NONCONFORMING, What.PARTLY):
        code = _CODE[Verdict(what.value)]
        return board.codes.translate(_table({code, code | COPIED}))
    if what is What.TO_CONFIRM:
        copied = _int(board.codes.translate(_table({code | COPIED for code in _CODE.values()})))
        return (copied | _int(board.marks.translate(_bit(STALE)))).to_bytes(len(board.codes), "big")
    return board.marks.translate(_bit(BARE if what is What.UNPROVEN else FLAG))


def _of_person(board: Board, person: str) -> bytes:
    width, found = board.width, bytearray(len(board.codes))
    rows = {site: number for number, site in enumerate(board.sites)}
    by_item: dict[str, bytearray] = {}
    for each in board.assignments:
        if each.person != person:
            continue
        if each.item not in by_item:
            by_item[each.item] = bytearray(each.item in ("", c.item) for c in board.checkpoints)
        start = rows[each.site] * width
        merged = _int(found[start : start + width]) | _int(by_item[each.item])
        found[start : start + width] = merged.to_bytes(width, "big")
    return bytes(found)


def _all_asked(board: Board) -> bytes:
    return board.codes.translate(_table(set(range(256)) - {BLANK}))


def _table(codes: set[int]) -> bytes:
    return bytes(code in codes for code in range(256))


def _bit(bit: int) -> bytes:
    return bytes(bool(code & bit) for code in range(256))


def _int(cells: bytes | bytearray) -> int:
    return int.from_bytes(cells, "big")


def _meet(row: bytes, inside: bytearray) -> bool:
    return bool(_int(row) & _int(inside))


def _union(hits: bytes, rows: Sequence[int], width: int) -> bytes:
    some = 0
    for row in rows:
        some |= _int(hits[row * width : (row + 1) * width])
    return some.to_bytes(width, "big") if width else b""


def _folded(text: str) -> str:
    from app.domain.site_names import match_name

    return match_name(text) if text.strip() else ""


def _sorted(board: Board, rows: Sequence[int], order: Order, *, descending: bool) -> tuple[int, ...]:
    company = tuple(row for row in rows if row == 0)
    sites = [row for row in rows if row]
    if order is Order.NAME:
        sites.sort(key=lambda row: natural(board.names[row]), reverse=descending)
    elif order is not Order.AUDIT:
        tallies = {row: board.row_tally(row) for row in sites}
        sites.sort(key=lambda row: _rank(tallies[row], order), reverse=descending)
    elif descending:
        sites.reverse()
    return (*company, *sites)


def _rank(tally: Tally, order: Order) -> tuple[float, ...]:
    """What sites are sorted by: those that want most come first."""
    if order is Order.PROGRESS:
        return (tally.answered / tally.total if tally.total else 1.0,)
    if order is Order.WORST:
        return (_GRAVITY.get(tally.worst, 3), -tally.nonconforming, -tally.partly)
    return (-(tally.nonconforming + tally.partly),)


# --- sites one by one -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site, or the company, in one line: counts, marks, who looks at it, and until when."""

    row: int
    site: str
    name: str
    tally: Tally
    stale: int
    flags: int
    bare: int
    accepted: int
    people: tuple[str, ...]
    due: date | None


def site_rows(board: Board, rows: Iterable[int]) -> tuple[SiteRow, ...]:
    """The lines of these rows of the board."""
    width = board.width
    stale, flagged, bare = (board.marks.translate(_bit(bit)) for bit in (STALE, FLAG, BARE))
    accepted = board.states.translate(_table({_STATE[State.ACCEPTED]}))
    by_site: dict[str, list[Assignment]] = {}
    for each in board.assignments:
        by_site.setdefault(each.site, []).append(each)
    lines = []
    for row in rows:
        of_row = slice(row * width, (row + 1) * width)
        given, tally = by_site.get(board.sites[row], []), board.row_tally(row)
        due = min((each.due for each in given if each.due is not None), default=None) if tally.open else None
        people = tuple(sorted({each.person for each in given}))
        lines.append(
            SiteRow(
                row,
                board.sites[row],
                board.names[row],
                tally,
                stale[of_row].count(1),
                flagged[of_row].count(1),
                bare[of_row].count(1),
                accepted[of_row].count(1),
                people,
                due,
            )
        )
    return tuple(lines)

"""Scans taken in: read, matched to exactly what was printed, and filed in one transaction.

What is refused is told with its reason, paper by paper; nothing of it stops the rest. The same scan twice changes
nothing. A paper that says something else by now, but was not printed again, is kept and stands as to be replaced: it is
proof of what was signed, and no proof of what the audit says now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from app.domain.history import Event
from app.domain.paper_codes import Payload, audit_mark, read_payload, shown_code, version_mark
from app.domain.paper_loop import (
    Leaf,
    Printing,
    Return,
    Scan,
    editions,
    standing_returns,
    with_leaves,
)
from app.errors import UserError, from_os_error
from app.services.changes import Changes
from app.services.papers import taken_back
from app.services.papers.days import day_of
from app.services.papers.taken_back import FILED
from app.services.ports import Desk, Progress, ScanRead, UnitOfWork
from app.services.told_values import plain

MOST = 500
"""So many files are taken in at once."""
FILES = "scan_files"
"""What progress over files is called."""
_STUCK, _MOST_STUCK = frozenset({"scan_slow", "scan_memory", "scan_reader_ended"}), 5
"""How the reader ends on a file that is too much for it, and on how many of them before the rest is left."""
_PIECE = 1 << 20


class Became(StrEnum):
    """What became of a paper that was found in scans."""

    FILED = "filed"
    COMPLETED = "completed"
    """Pages that were missing came."""
    ALREADY = "already"
    """All of it came back before: nothing was changed."""
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Found:
    """A paper that was found: `leaves` are its pages in the scans, `missing` those that are missing after all, and
    `error` why it was refused."""

    printing: Printing
    became: Became
    leaves: tuple[Leaf, ...]
    missing: tuple[int, ...] = ()
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A page on which no code of ours could be read: its file, the digest of that, its number there. `error` tells of a
    code of ours that belongs nowhere here."""

    path: Path
    scan: str
    at: int
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """A page that was not filed: the name of its file, its number there (0: the whole file), and why. `error` is None
    where no code could be read on it."""

    file: str
    page: int
    error: UserError | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of several scans. `refused` are files that could not be read, `blank` counts pages with nothing on
    them, `pages` all pages; `files` names the files of scans by their digest."""

    found: tuple[Found, ...] = ()
    unread: tuple[Unread, ...] = ()
    refused: tuple[UserError, ...] = ()
    pages: int = 0
    blank: int = 0
    files: Mapping[str, Path] = field(default_factory=dict)

    @property
    def left(self) -> tuple[Left, ...]:
        """What was not filed, page by page: files that could not be read, then pages in the order of their files."""
        whole = [Left(str(error.values.get("file", "")), 0, error) for error in self.refused]
        pages = [(each.scan, Left(each.path.name, each.at, each.error)) for each in self.unread]
        for found in self.of(Became.REFUSED):
            pages += [(leaf.scan, Left(self.files[leaf.scan].name, leaf.at, found.error)) for leaf in found.leaves]
        order = {digest: number for number, digest in enumerate(self.files)}
        pages.sort(key=lambda each: (order.get(each[0], 0), each[1].page))
        return (*whole, *(page for _scan, page in pages))

    def of(self, *became: Became) -> tuple[Found, ...]:
        """The papers of which that became."""
        return tuple(each for each in self.found if each.became in became)


def scans_in(desk: Desk, paths: Iterable[Path]) -> tuple[Path, ...]:
    """The scans among files and folders, those of a folder by name; what lies in folders within is left.

    Raises UserError `paper_scans_none`, `paper_scans_many`.
    """
    found: list[Path] = []
    files = desk.world.scans
    for path in paths:
        if path.is_dir():
            try:
                inside = sorted(p for p in path.iterdir() if files.is_scan(p) and p.is_file())
            except OSError as error:
                raise from_os_error(error, path.name) from error
            if not inside:
                raise UserError("paper_scans_none", file=path.name)
            found += inside
        else:
            found.append(path)
        if len(found) > MOST:
            raise UserError("paper_scans_many", most=MOST)
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class Scans:
    """Scans as they were read, with their files, and why others were not."""

    reads: tuple[tuple[Path, ScanRead], ...]
    refused: tuple[UserError, ...]


def take(
    desk: Desk, paths: Sequence[Path], progress: Progress | None = None, *, dry: bool = False
) -> tuple[Changes, Taken]:
    """Read scans and file what is on them. Raises UserError as `read` and `file` do."""
    return file(desk, read(desk, paths, progress), dry=dry)


def read(desk: Desk, paths: Sequence[Path], progress: Progress | None = None) -> Scans:
    """Read scans, which takes a while; nothing is written. Raises UserError `paper_scans_none`, `paper_scans_many`,
    `scan_stopped`; a file that cannot be read is told and the others are read."""
    wanted = scans_in(desk, paths)
    reads: list[tuple[Path, ScanRead]] = []
    refused: list[UserError] = []
    stuck = 0
    for number, path in enumerate(wanted):
        if progress is not None and len(wanted) > 1 and not progress(FILES, number, len(wanted)):
            raise UserError("scan_stopped", file=path.name)
        if stuck >= _MOST_STUCK:
            refused.append(UserError("scan_not_begun", file=path.name, most=_MOST_STUCK))
            continue
        try:
            reads.append((path, desk.world.scans.read(path, progress)))
            stuck += any(error.code == "scan_page_stuck" for error in reads[-1][1].unread.values())
        except UserError as error:
            if error.code == "scan_stopped":
                raise
            stuck += error.code in _STUCK
            refused.append(error)
    return Scans(tuple(reads), tuple(refused))


def file(desk: Desk, scans: Scans, *, dry: bool = False) -> tuple[Changes, Taken]:
    """Match what is on scans to what was printed and file it in one transaction; with `dry` nothing is filed. Raises
    UserError where a scan was changed meanwhile."""
    reads, refused = scans.reads, scans.refused
    if dry:
        with desk.file.read() as work:
            matched, unread = _match(work, reads)
            found = _judged(work, matched)
        return Changes(), _taken(reads, found, unread, refused)
    at = desk.stamp()
    with desk.file.write(beside=True) as work:
        matched, unread = _match(work, reads)
        found = _judged(work, matched)
        filed = [each for each in found if each.became in (Became.FILED, Became.COMPLETED)]
        if not filed:
            return Changes(), _taken(reads, found, unread, refused)
        by_digest = {read.sha256: (path, read) for path, read in reads}
        for digest in dict.fromkeys(leaf.scan for each in filed for leaf in each.leaves):
            keep_scan(work, *by_digest[digest])
        put_returns(desk, work, [(each.printing, each.leaves) for each in filed], at, by_hand=False)
        work.commit()
    return Changes(at=at, papers=True), _taken(reads, found, unread, refused)


def keep_scan(work: UnitOfWork, path: Path, read: ScanRead) -> None:
    """Keep the bytes of a scan as they were read. Raises UserError where they changed meanwhile."""
    scan = Scan(read.sha256, read.name, read.media_type, read.size, len(read.pages))
    try:
        work.papers.write_scan(scan, _pieces(path))
    except ValueError:
        raise UserError("evidence_changed", file=path.name) from None
    except OSError as error:
        raise from_os_error(error, path.name) from error


def put_returns(
    desk: Desk,
    work: UnitOfWork,
    came: Iterable[tuple[Printing, tuple[Leaf, ...]]],
    at: str,
    *,
    by_hand: bool,
    restored: bool = False,
) -> tuple[Return, ...]:
    """Write what came back, to what came before where that was not all, and record it; with `restored` that the
    printings, which were taken back, count again."""
    standing = standing_returns(work.papers.returns())
    events, made = [], []
    for printing, leaves in came:
        before = standing.get(printing.code)
        if before is None:
            after = Return(desk.world.new_id(), printing.code, with_leaves((), leaves), by_hand, at, desk.world.user)
        else:
            after = replace(before, leaves=with_leaves(before.leaves, leaves), by_hand=before.by_hand or by_hand)
        work.papers.put_return(after)
        made.append(after)
        told: dict[str, object] = {"number": printing.number, "name": printing.name}
        again = {taken_back.RESTORED: plain(printing)} if restored else {}
        events.append(
            Event(
                FILED,
                after.id,
                site=printing.site,
                before=None if before is None else {**plain(before), **told},
                after={**plain(after), **told, **again},
            )
        )
    work.history.record_all(at, desk.world.user, events)
    return tuple(made)


def refuse_older(work: UnitOfWork, printing: Printing, code: str = "paper_older") -> None:
    """Raises UserError `code` where a later edition of the same paper was printed."""
    own = editions(work.papers.printings()).get(printing.key, ())
    last = own[-1] if own else printing
    if last.code != printing.code and last.edition > printing.edition:
        raise UserError(
            code,
            number=printing.number,
            name=printing.name or printing.title,
            edition=printing.edition,
            printed=day_of(printing.printed_at),
            version=printing.version,
            newer=last.edition,
            reprinted=day_of(last.printed_at),
            newer_version=last.version,
        )


# --- matching ---------------------------------------------------------------------------------------------------------


def _match(
    work: UnitOfWork, reads: Sequence[tuple[Path, ScanRead]]
) -> tuple[dict[str, tuple[Printing, tuple[Leaf, ...]]], list[Unread]]:
    """The papers of which pages were found, by code, and the pages that belong nowhere."""
    audit = audit_mark(work.audit.get().id)
    known = {each.code: each for each in work.papers.printings()}
    gone = {each.printing.code: each for each in taken_back.read(work) if not each.restored}
    known = {code: each.printing for code, each in gone.items()} | known
    found: dict[str, tuple[Printing, tuple[Leaf, ...]]] = {}
    unread: list[Unread] = []
    for path, read in reads:
        for page in read.pages:
            payloads = [p for p in map(read_payload, page.texts) if p is not None]
            if not payloads and not page.blank:
                unread.append(Unread(path, read.sha256, page.at, read.unread.get(page.at)))
            for payload in payloads:
                printing = known.get(payload.code)
                if (error := _stranger(payload, audit, printing, path, page.at)) is not None:
                    unread.append(Unread(path, read.sha256, page.at, error))
                elif printing is not None:
                    leaf = Leaf(payload.page, read.sha256, page.at)
                    _, leaves = found.get(payload.code, (printing, ()))
                    found[payload.code] = printing, with_leaves(leaves, [leaf])
    return found, unread


def _stranger(payload: Payload, audit: str, printing: Printing | None, path: Path, at: int) -> UserError | None:
    """Why a code of ours belongs to no paper of this audit."""
    if payload.audit != audit:
        return UserError("paper_foreign", scan=path.name, page=at)
    if (
        printing is None
        or payload.version != version_mark(printing.version)
        or not 1 <= payload.page <= printing.pages == payload.pages
    ):
        return UserError("paper_code_unknown", paper=shown_code(payload.code))
    return None


def _judged(work: UnitOfWork, matched: dict[str, tuple[Printing, tuple[Leaf, ...]]]) -> list[Found]:
    """What is to become of each paper."""
    standing = standing_returns(work.papers.returns())
    gone = {each.printing.code: each for each in taken_back.read(work) if not each.restored}
    judged = []
    for code, (printing, leaves) in matched.items():
        try:
            if code in gone:
                raise taken_back.refusal(gone[code])
            refuse_older(work, printing)
        except UserError as error:
            judged.append(Found(printing, Became.REFUSED, leaves, error=error))
            continue
        before = standing.get(code)
        there = before.leaves if before is not None else ()
        after = with_leaves(there, leaves)
        missing = Return("", code, after, False, "", "").missing(printing.pages)
        became = Became.FILED if before is None else Became.COMPLETED if len(after) > len(there) else Became.ALREADY
        judged.append(Found(printing, became, leaves, missing))
    return judged


def _taken(
    reads: Sequence[tuple[Path, ScanRead]],
    found: Sequence[Found],
    unread: Sequence[Unread],
    refused: Sequence[UserError],
) -> Taken:
    pages = [page for _path, read in reads for page in read.pages]
    blank = sum(page.blank and not page.texts for page in pages)
    files = {read.sha256: path for path, read in reversed(reads)}
    return Taken(tuple(found), tuple(unread), tuple(refused), len(pages), blank, dict(reversed(files.items())))


def _pieces(path: Path) -> Iterable[bytes]:
    with path.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece

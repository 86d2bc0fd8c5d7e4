"""What a hand-in left behind that was ended in the middle: the next one into the same folder puts it in order.

Only what is surely dead and its own is touched. The audit can be open in one program at a time; so a working folder
that was signed with this very file of this audit, on this machine and by another process, has nobody any more who works
in it, as long as this process may write to the audit.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from app.errors import UserError
from app.services.handing_in.checking import check
from app.services.handing_in.former import is_told, recorded_in
from app.services.handing_in.placing import (
    BEGIN,
    END,
    MARKER,
    NEW,
    NEW_ZIP,
    OLD,
    OLD_ZIP,
    THIS_PROCESS,
    digest_of,
    leave,
    origin,
    put_away,
)
from app.services.ports import Desk, UnitOfWork

_MOST_BYTES = 64 * 1024
_FOLDERS, _FILES = (NEW, OLD), (MARKER, f"{MARKER}.tmp", NEW_ZIP, OLD_ZIP)


@dataclass(frozen=True, slots=True)
class _Left:
    """A working folder of ours with nobody in it: the hand-in by its id, the folder and the archive that were to come
    out, the digest of the list of digests and that of the archive; these are empty where they were not ready yet."""

    root: Path
    id: str
    target: Path
    archive: Path | None
    index: str
    digest: str


def put_in_order(desk: Desk, parent: Path) -> tuple[Path, ...]:
    """Clear away what dead hand-ins of this audit left in a folder: drafts go, what was moved aside for a hand-in that
    the history does not know comes back, what was replaced goes as it would have gone. Returns where something lies
    that was to go and that somebody has touched. Raises UserError where the audit cannot be written to."""
    signed = list(_signed(parent))
    if not signed:
        return ()
    kept: list[Path] = []
    # Nobody else has the audit while this process may write to it.
    with desk.file.write(beside=True) as work:
        ours = {**origin(desk.file.location), "audit": work.audit.get().id}
        for root, said in signed:
            if (found := _of_the_dead(root, said, ours)) is not None:
                with suppress(OSError, UserError):
                    kept += _settle(work, found)
    return tuple(kept)


def _signed(parent: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    """The working folders in a folder, with what they say of themselves; what is none of ours is passed over."""
    with suppress(OSError):
        for root in sorted(parent.glob(f"{BEGIN}*{END}")):
            marker = root / MARKER
            with suppress(OSError, ValueError, RecursionError):
                if not _is_plain(root, stat.S_ISDIR) or not _is_plain(marker, stat.S_ISREG):
                    continue
                with marker.open("rb") as stream:
                    said = json.loads(stream.read(_MOST_BYTES))
                if isinstance(said, dict) and all(isinstance(value, str) for value in said.values()):
                    yield root, said


def _is_plain(path: Path, kind: Callable[[int], bool]) -> bool:
    return kind(path.lstat().st_mode)


def _of_the_dead(root: Path, said: dict[str, str], ours: dict[str, str]) -> _Left | None:
    if not ours["file"] or any(said.get(name) != value for name, value in ours.items()):
        return None
    if said.get("process", THIS_PROCESS) == THIS_PROCESS:
        return None
    # Anything else in it somebody has put there.
    for path in root.iterdir():
        if path.name not in (*_FOLDERS, *_FILES):
            return None
        if not _is_plain(path, stat.S_ISDIR if path.name in _FOLDERS else stat.S_ISREG):
            return None
    target, archive = said.get("target", ""), said.get("archive", "")
    if not _is_name(target) or (archive and not _is_name(archive)):
        return None
    place = root.with_name(archive) if archive else None
    named = (said.get(name, "") for name in ("index", "zip"))
    return _Left(root, said.get("id", ""), root.with_name(target), place, *named)


def _is_name(text: str) -> bool:
    return text not in ("", ".", "..") and not any(sign in text for sign in "/\\:\0")


def _settle(work: UnitOfWork, left: _Left) -> tuple[Path, ...]:
    """Finish what the history tells of, take back what it does not. Raises OSError, UserError."""
    kept: tuple[Path, ...] = ()
    if is_told(work, left.id):
        kept = put_away(left.root, left.target, partial(recorded_in, work))
    else:
        if left.archive is not None:
            _take_back(left.archive, left.root / OLD_ZIP, left.root / NEW_ZIP, _is_archive(left))
        _take_back(left.target, left.root / OLD, left.root / NEW, _is_folder(left))
    leave(left.root)
    return kept


def _take_back(place: Path, old: Path, new: Path, is_new: bool) -> None:
    """Put what was moved aside back to its place, and what came there instead of it back into the working folder."""
    if os.path.lexists(place) and is_new and not os.path.lexists(new):
        os.rename(place, new)
    if os.path.lexists(old) and not os.path.lexists(place):
        os.rename(old, place)


def _is_folder(left: _Left) -> bool:
    """Whether the folder that nobody was told of stands at the place, as it was written."""
    with suppress(OSError, UserError):
        if left.index and _is_plain(left.target, stat.S_ISDIR):
            held = check(left.target)
            return held.whole and held.index == left.index
    return False


def _is_archive(left: _Left) -> bool:
    """As `_is_folder`, of the archive."""
    with suppress(OSError):
        if left.digest and left.archive is not None and _is_plain(left.archive, stat.S_ISREG):
            return digest_of(left.archive) == left.digest
    return False

"""Where a hand-in is written, and how it comes to its place: the folder with its archive, or neither.

Both are written in a working folder beside the target. What stood at the place is moved into it before the new comes
out, and back where anything fails before the history tells of the hand-in. Only then it goes, file by file, and only
what was looked at and is as it was: what somebody put there meanwhile is kept, under a name that is told.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import stat
import unicodedata
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import count
from pathlib import Path
from uuid import uuid4

from app.domain.file_names import MOST_BYTES, is_legal, legal_name
from app.errors import UserError, from_os_error, register_messages
from app.services.evidencing_files import pieces
from app.services.handing_in.checking import archive_is_whole, check, fingerprint_in_zip, of_system, there
from app.services.handing_in.contents import SUMS
from app.services.handing_in.former import Former, recorded_as
from app.services.ports import Desk

register_messages(
    {
        "handin_name_illegal": "{file} is no name that Windows takes, so it could not be opened where it is handed in; "
        "choose another name, such as {instead}.",
        "handin_path_long": "The path to {file} is longer than this disk allows; choose a place nearer to the root.",
        "handin_exists": "{file} exists already and is no hand-in folder of this audit; choose another name.",
        "handin_exists_ours": "{file} is a hand-in folder of this audit that was built before; say that it is to be "
        "replaced, or choose another name.",
        "handin_touched": "Something in {file} was added or changed since it was built, so it is not replaced; choose "
        "another name.",
        "handin_touched_meanwhile": "Something in {file} was added or changed while the new one was built, so it was "
        "not replaced and is as it is; choose another name.",
        "handin_not_back": "{file} could not be put back after the hand-in failed; what stood there lies in the folder "
        "{kept} beside it. Move it back by hand, or build the hand-in folder once more.",
    }
)

MARKER = "shadan-hand-in.json"
"""In the working folder: who works there. By it a later hand-in knows one that was left behind."""
NEW, NEW_ZIP, OLD, OLD_ZIP = "new", "new.zip", "old", "old.zip"
BEGIN, END = ".shadan-", ".new"
"""How the name of a working folder begins and ends."""
THIS_PROCESS = uuid4().hex

_State = tuple[int, int, int]
_Files = Mapping[str, _State]


@dataclass(frozen=True, slots=True)
class Stood:
    """What stood at the place when it was looked at: each file of the folder with its size, moment and kind, none where
    there was no folder, and the same of the archive."""

    files: _Files = field(default_factory=dict)
    archive: _State | None = None


def name_problem(target: Path) -> UserError | None:
    """Why a folder cannot be handed in under its name, or None: who gets it may have Windows, and the archive and what
    is replaced stand beside it under longer names."""
    # Some systems take letters apart; Windows takes both.
    name = unicodedata.normalize("NFC", whole_path(target).name)
    if not name:  # The root of a disk, which stands there.
        return UserError("handin_exists", file=str(target))
    if is_legal(name, most=MOST_BYTES):
        return None
    if len(name.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        return UserError("name_too_long", file=name)
    return UserError("handin_name_illegal", file=name, instead=legal_name(name))


def whole_path(target: Path) -> Path:
    """The folder itself where only dots tell of it."""
    return target if target.name not in ("", "..") else Path(os.path.abspath(target))


def require_room(target: Path, relative: Collection[str]) -> None:
    """Raises UserError `handin_path_long` where the disk does not take a path below the folder."""
    longest = max((len(os.fsencode(each)) for each in relative), default=0)
    whole = len(os.fsencode(os.path.abspath(target))) + 1 + longest
    # Windows tells no limit; it has its own refusal.
    most = os.pathconf(os.path.abspath(os.sep), "PC_PATH_MAX") if hasattr(os, "pathconf") else whole
    if whole >= most:
        raise UserError("handin_path_long", file=target.name)


def look(desk: Desk, target: Path, archive: Path | None, replacing: bool) -> Stood:
    """What stands at a place that may be taken. Raises UserError where something of somebody else would be lost."""
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise UserError("file_exists", file=target.name)
    files: _Files = {}
    if target.is_dir() and any(target.iterdir()):
        if not (target / SUMS).is_file():
            raise UserError("handin_exists", file=target.name)
        # Before the bytes are read: what changes while they are is seen as well.
        files = standing(target)
        held = check(target)
        if recorded_as(desk, held.index) is None:
            raise UserError("handin_exists", file=target.name)
        if held.changed or held.extra:
            raise UserError("handin_touched", file=target.name)
        if not replacing:
            raise UserError("handin_exists_ours", file=target.name)
    if archive is None or not os.path.lexists(archive):
        return Stood(files)
    state = state_of(archive)
    former = recorded_as(desk, fingerprint_in_zip(archive)) if archive.is_file() and not archive.is_symlink() else None
    if former is None:
        raise UserError("handin_exists", file=archive.name)
    if not replacing:
        raise UserError("handin_exists_ours", file=archive.name)
    if not archive_is_whole(archive, former.size):
        raise UserError("handin_touched", file=archive.name)
    return Stood(files, state)


def standing(folder: Path) -> dict[str, _State]:
    """Every file in a folder with its state, without those of systems. Raises OSError."""
    return {name: state_of(path) for name, path in there(folder) if not of_system(name)}


def state_of(path: Path) -> _State:
    """By what a change of a file is seen without reading it. Raises OSError."""
    seen = path.lstat()
    return seen.st_size, seen.st_mtime_ns, stat.S_IFMT(seen.st_mode)


class Place:
    """The place of one hand-in: a working folder beside it, and the way out of that. By its `id` the history tells of
    the hand-in."""

    def __init__(self, desk: Desk, target: Path, archive: Path | None, stood: Stood) -> None:
        self.target, self.archive, self._stood = target, archive, stood
        self.id = desk.world.new_id()
        self.root = target.with_name(f"{BEGIN}{self.id[:8]}{END}")
        self.folder, self.draft_zip = self.root / NEW, self.root / NEW_ZIP
        self._desk = desk
        self._moved: list[tuple[Path, Path]] = []
        self._said: dict[str, str] = {}

    def make(self) -> None:
        """Make the working folder and sign it. Raises OSError."""
        self.root.mkdir()
        self.sign()

    def sign(self, index: str = "") -> None:
        """Say in the working folder who works there, and once all is written, by their digests what is about to come
        out of it. Raises OSError."""
        with self._desk.file.read() as work:
            audit_id = work.audit.get().id
        self._say(
            {
                **origin(self._desk.file.location),
                "audit": audit_id,
                "process": THIS_PROCESS,
                "id": self.id,
                "target": self.target.name,
                "archive": self.archive.name if self.archive is not None else "",
                "index": index,
                "zip": digest_of(self.draft_zip) if index and self.archive is not None else "",
            }
        )

    def _say(self, said: dict[str, str]) -> None:
        self._said = said
        draft = self.root / f"{MARKER}.tmp"
        draft.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
        os.replace(draft, self.root / MARKER)

    def put(self) -> None:
        """Let both stand at their places. Raises UserError `handin_touched_meanwhile` and those of the disk; the caller
        goes `back` then, as where anything fails later."""
        stood = self._stood
        # The archive first: it is what programs keep open.
        if self.archive is not None:
            if os.path.lexists(self.archive):
                self._move(self.archive, self.root / OLD_ZIP)
                if stood.archive != state_of(self.root / OLD_ZIP):
                    raise UserError("handin_touched_meanwhile", file=self.archive.name)
            self._move(self.draft_zip, self.archive)
        if os.path.lexists(self.target):
            self._move(self.target, self.root / OLD)
            if (self.root / OLD).is_symlink() or standing(self.root / OLD) != dict(stood.files):
                raise UserError("handin_touched_meanwhile", file=self.target.name)
        self._move(self.folder, self.target)

    def _move(self, source: Path, target: Path) -> None:
        # Noted first: who is stopped in between finds out by looking.
        self._moved.append((source, target))
        try:
            os.rename(source, target)
        except OSError as error:
            raise from_os_error(error, (target if source.parent == self.root else source).name) from error

    def back(self) -> None:
        """Everything where it was before, as far as that goes. Raises UserError `handin_not_back`."""
        stuck = None
        for source, target in reversed(self._moved):
            if not os.path.lexists(target):
                continue
            try:
                if os.path.lexists(source):
                    raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(source))
                os.rename(target, source)
            except OSError:
                # What is new and cannot go back keeps what is old from it.
                stuck = source if target.parent == self.root else stuck
        self._moved.clear()
        if stuck is not None:
            # Nobody works here any more: the next one may put it in order, even in this process.
            with suppress(OSError):
                self._say({**self._said, "process": ""})
            raise UserError("handin_not_back", file=stuck.name, kept=self.root.name)

    def clear(self) -> tuple[Path, ...]:
        """Remove what was replaced, now that the history tells of the new one; returns where that lies of it which is
        not as it was any more."""
        return put_away(self.root, self.target, partial(recorded_as, self._desk))

    def leave(self) -> None:
        """Remove what was not put in its place, and the working folder unless something that was replaced is in it."""
        leave(self.root)


def digest_of(path: Path) -> str:
    """Of the bytes of a file. Raises OSError."""
    digest = sha256()
    for piece in pieces(path):
        digest.update(piece)
    return digest.hexdigest()


def origin(location: str) -> dict[str, str]:
    """Which file on which machine an audit is; no more than the machine where it is no file."""
    said = {"program": "shadan", "host": socket.gethostname(), "location": location, "file": ""}
    with suppress(OSError, ValueError):
        seen = Path(location).stat()
        said["file"] = f"{seen.st_dev}:{seen.st_ino}"
    return said


def put_away(root: Path, target: Path, known: Callable[[str], Former | None]) -> tuple[Path, ...]:
    """Remove the former folder and archive from a working folder where they are as they were built, by what is `known`
    of the digest of a list; what is not is moved beside the target under a name of its own. Returns those names."""
    kept = []
    for old, suffix, remove in ((root / OLD, "", _remove_folder), (root / OLD_ZIP, ".zip", _remove_archive)):
        if os.path.lexists(old):
            with suppress(OSError, UserError):
                remove(old, known)
            if os.path.lexists(old):
                kept.append(_set_beside(old, target, suffix))
    return tuple(kept)


def _remove_folder(folder: Path, known: Callable[[str], Former | None]) -> None:
    """Remove a folder file by file, as far as each is as it was built. Raises OSError, UserError."""
    if not any(folder.iterdir()):
        folder.rmdir()
        return
    files = list(there(folder))
    seen = {name: state_of(path) for name, path in files}
    held = check(folder)
    if held.changed or held.extra or known(held.index) is None:
        return
    for name, path in files:
        if state_of(path) == seen[name]:
            path.unlink()
    for root, folders, _names in os.walk(folder, topdown=False):
        for each in folders:
            Path(root, each).rmdir()
    folder.rmdir()


def _remove_archive(archive: Path, known: Callable[[str], Former | None]) -> None:
    """Remove an archive that is as it was built. Raises OSError."""
    seen = state_of(archive)
    former = known(fingerprint_in_zip(archive))
    if former is not None and archive_is_whole(archive, former.size) and state_of(archive) == seen:
        archive.unlink()


def _set_beside(source: Path, target: Path, suffix: str) -> Path:
    """Move what is kept to the first free name beside the target; where it cannot be moved it stays."""
    for number in count(1):
        place = target.with_name(f"{target.name}.old{f'-{number}' if number > 1 else ''}{suffix}")
        if os.path.lexists(place):
            continue
        try:
            os.rename(source, place)
        except OSError:
            return source
        return place
    raise AssertionError


def leave(root: Path) -> None:
    """Remove what was being written in a working folder, and the folder unless something that was replaced is in it."""
    shutil.rmtree(root / NEW, ignore_errors=True)
    with suppress(OSError):
        (root / NEW_ZIP).unlink(missing_ok=True)
        (root / f"{MARKER}.tmp").unlink(missing_ok=True)
        if {path.name for path in root.iterdir()} <= {MARKER}:
            (root / MARKER).unlink(missing_ok=True)
            root.rmdir()

"""Whether a hand-in folder is as it was built: every file against the list of digests in it. The folder is hostile."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NoReturn, TypeVar

from app.errors import UserError, from_os_error, register_messages
from app.services.evidencing_files import MEGABYTE, pieces
from app.services.handing_in.contents import SUMS
from app.services.ports import Progress

register_messages(
    {
        "handin_no_sums": "{file} is no hand-in folder: there is no readable list of digests ({sums}) in it.",
        "handin_bad_sums": "The list of digests in {file} is not one that this program writes (line {line}); it cannot "
        "be checked.",
        "handin_check_stopped": "The check was stopped.",
        "handin_too_many": "There are more than {most} files in {file}; this is no hand-in folder as it was built.",
    }
)

_MOST_BYTES = 16 * MEGABYTE
_MOST_FILES = 100_000
_LINE = re.compile(r"([0-9a-f]{64})  ([^\x00-\x1f\\]{1,1000})")
_OF_SYSTEMS = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
"""What systems put into any folder that is looked at."""
_File = TypeVar("_File")
NO_ARCHIVE = (
    OSError,
    EOFError,
    KeyError,
    ValueError,
    RuntimeError,
    NotImplementedError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What reading an archive raises that is none, or is broken."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it: how many files agree, which were changed, are missing, or stand there beside the list. `twins`
    are those of the last whose names read like one of the list and are written with other signs (NFD). `index` is the
    digest of the list itself, by which an audit knows the folder. `packed_again` tells of an archive that another
    program packed, which is no change by itself."""

    files: int
    index: str
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    packed_again: bool = False

    @property
    def whole(self) -> bool:
        """Whether the folder is as it was built."""
        return not (self.changed or self.missing or self.extra)


def check(folder: Path, progress: Progress | None = None) -> Checked:
    """Compare every file with the list of digests; `progress` is told ("hand_in", files, files in all).

    Links are not followed: one in place of a file counts as changed. Raises UserError `not_a_folder`,
    `handin_no_sums`, `handin_bad_sums`, `handin_too_many`, `handin_check_stopped` and those of the disk.
    """
    if not folder.is_dir():
        raise UserError("not_a_folder" if folder.exists() else "file_missing", file=folder.name)
    content = _sums(folder)
    wanted = listed(content, folder.name)
    own, twins = told_apart(there(folder), wanted)
    changed, missing, agree = [], [], 0
    for done, (path, digest) in enumerate(wanted.items()):
        if progress is not None and not progress("hand_in", done, len(wanted)):
            raise UserError("handin_check_stopped")
        found = own.pop(path, None)
        if found is None:
            missing.append(path)
        elif _digest(found) == digest:
            agree += 1
        else:
            changed.append(path)
    own.pop(SUMS, None)
    extra = sorted((*(path for path in own if not of_system(path)), *twins))
    return Checked(agree, sha256(content).hexdigest(), tuple(changed), tuple(missing), tuple(extra), tuple(twins))


def of_system(path: str) -> bool:
    """Whether a file is one that systems put into any folder that is looked at."""
    return PurePosixPath(path).name.lower() in _OF_SYSTEMS


def fingerprint_in_zip(archive: Path) -> str:
    """The digest of the list of digests in an archive of ours; empty for any other file."""
    try:
        with zipfile.ZipFile(archive) as packed, packed.open(SUMS) as stream:
            content = stream.read(_MOST_BYTES + 1)
    except NO_ARCHIVE:
        return ""
    return sha256(content).hexdigest() if len(content) <= _MOST_BYTES else ""


def archive_is_whole(archive: Path, size: int) -> bool:
    """Whether an archive of ours, of so many bytes unpacked, holds every file of its list as it was and no other."""
    try:
        with zipfile.ZipFile(archive) as packed:
            entries = packed.infolist()
            # What says to be larger was not made by us, and is not unpacked.
            if sum(entry.file_size for entry in entries) != size or packed.comment:
                return False
            wanted = listed(packed.read(SUMS), archive.name)
            if sorted(entry.filename for entry in entries) != sorted((*wanted, SUMS)):
                return False
            return all(_digest_in(packed, path) == digest for path, digest in wanted.items())
    except (*NO_ARCHIVE, UserError):
        return False


def _digest_in(packed: zipfile.ZipFile, path: str) -> str:
    digest = sha256()
    with packed.open(path) as stream:
        while piece := stream.read(MEGABYTE):
            digest.update(piece)
    return digest.hexdigest()


def _sums(folder: Path) -> bytes:
    path = folder / SUMS
    try:
        if not stat.S_ISREG(path.lstat().st_mode) or path.stat().st_size > _MOST_BYTES:
            raise UserError("handin_no_sums", file=folder.name, sums=SUMS)
        return path.read_bytes()
    except OSError:
        raise UserError("handin_no_sums", file=folder.name, sums=SUMS) from None


def listed(content: bytes, name: str) -> dict[str, str]:
    """Paths and digests of the list in what is called `name`. A path out of the folder, one that is there twice and
    anything else is no list of ours. Raises UserError `handin_bad_sums`."""
    found_in: dict[str, str] = {}
    for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), start=1):
        found = _LINE.fullmatch(line)
        path = unicodedata.normalize("NFC", found.group(2)) if found else ""
        parts = path.split("/")
        if found is None or any(part in ("", ".", "..") or ":" in part for part in parts) or path in found_in:
            raise UserError("handin_bad_sums", file=name, line=number)
        if number > _MOST_FILES:
            raise UserError("handin_bad_sums", file=name, line=number)
        found_in[path] = found.group(1)
    return found_in


def told_apart(files: Iterable[tuple[str, _File]], wanted: Collection[str]) -> tuple[dict[str, _File], list[str]]:
    """What there is by its path as the list has it, and the paths of what is there beside it under a name that reads
    the same. Some systems take names apart (NFD), so one alone is the listed one however it is written; of several it
    is the one that is written as in the list."""
    read_alike: dict[str, list[tuple[str, _File]]] = {}
    for name, file in files:
        read_alike.setdefault(unicodedata.normalize("NFC", name), []).append((name, file))
    own: dict[str, _File] = {}
    twins: list[str] = []
    for as_listed, found in read_alike.items():
        if len(found) > 1 and as_listed not in wanted:
            own.update(found)
            continue
        first, *others = sorted(found, key=lambda each: (each[0] != as_listed, each[0]))
        own[as_listed] = first[1]
        twins += [name for name, _file in others]
    return own, sorted(twins)


def most_files() -> int:
    """So many files are looked through."""
    return _MOST_FILES


def most_bytes() -> int:
    """So many bytes may the list of digests have."""
    return _MOST_BYTES


def refuse_many(name: str) -> NoReturn:
    """Raises UserError `handin_too_many`."""
    raise UserError("handin_too_many", file=name, most=f"{_MOST_FILES:,}")


def there(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file in the folder and below, and every link: its path in it with `/`, and where it is. Raises UserError
    `handin_too_many` and those of the disk."""
    count = 0
    for root, folders, names in os.walk(folder, onerror=_refuse):
        links = [name for name in folders if Path(root, name).is_symlink()]
        for name in (*names, *links):
            count += 1
            if count > _MOST_FILES:
                refuse_many(folder.name)
            path = Path(root, name)
            yield path.relative_to(folder).as_posix(), path


def _refuse(error: OSError) -> None:
    raise from_os_error(error, Path(error.filename).name) from error


def _digest(path: Path) -> str:
    """The digest of a plain file; empty for anything else, which is none of the list."""
    digest = sha256()
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return ""
        for piece in pieces(path):
            digest.update(piece)
    except OSError as error:
        raise from_os_error(error, path.name) from error
    return digest.hexdigest()

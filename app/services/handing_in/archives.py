"""Whether a hand-in that came back, as a folder or as the ZIP beside it, is as it was built.

An archive is hostile: nothing of it is unpacked to the disk, what it holds is counted before it is read, and it is read
in pieces. What it says of itself is believed nowhere.
"""

from __future__ import annotations

import stat
import struct
import zipfile
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError, from_os_error, register_messages
from app.services.evidencing_files import MEGABYTE
from app.services.handing_in import checking, repacked
from app.services.handing_in.checking import NO_ARCHIVE, Checked
from app.services.handing_in.contents import SUMS
from app.services.ports import Progress

register_messages(
    {
        "handin_zip_broken": "{file} is no whole ZIP archive; it was probably cut short when it was copied or sent. "
        "Get it anew.",
        "handin_zip_bomb": "{file} is packed so that it would unpack to far more than this program packs; it was not "
        "looked through.",
    }
)

_LARGE, _TIMES = 1 << 30, 200
"""What unpacks to more bytes than the first, and so many times the archive itself, was not packed by us."""
_DIRECTORY = 64 * MEGABYTE
_END, _END_64, _LOCATOR_64, _ENTRY = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x01\x02"
_END_SIZE, _LOCATOR_64_SIZE, _END_64_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 20, 56, 46, 30
_COMMENT = 1 << 16
"""What may stand behind the end of the directory."""


def check(place: Path, progress: Progress | None = None) -> Checked:
    """As `checking.check`, of a folder or of an archive of one, whatever program packed it, of which `progress` is told
    within a file as well. Raises UserError `handin_zip_broken`, `handin_zip_bomb` besides."""
    if not _is_archive(place):
        return checking.check(place, progress)
    try:
        with place.open("rb") as stream:
            _require_few(stream, place.name)
            with zipfile.ZipFile(stream) as packed:
                return _checked(packed, place, progress)
    except UserError:
        raise
    except OSError as error:
        raise from_os_error(error, place.name) from error
    except NO_ARCHIVE as error:
        raise UserError("handin_zip_broken", file=place.name) from error


def _is_archive(place: Path) -> bool:
    """Whether a file is an archive, or says so by its name."""
    try:
        plain = place.is_file()
    except OSError:
        return False
    return plain and (place.suffix.lower() == ".zip" or zipfile.is_zipfile(place))


def _checked(packed: zipfile.ZipFile, place: Path, progress: Progress | None) -> Checked:
    entries = packed.infolist()
    _require_plain(entries, place)
    around, lists = repacked.lists(entries)
    content = _sums(packed, lists, place.name)
    listed = checking.listed(content, place.name)
    own, twins = checking.told_apart(repacked.files(entries, around, {*listed, SUMS}), {*listed, SUMS})

    def told(done: int) -> None:
        if progress is not None and not progress("hand_in", done, len(listed)):
            raise UserError("handin_check_stopped")

    changed, missing = [], []
    for done, (path, digest) in enumerate(listed.items()):
        told(done)
        entry = own.pop(path, None)
        if entry is None:
            missing.append(path)
        elif _digest(packed, entry, partial(told, done)) != digest:
            changed.append(path)
    own.pop(SUMS, None)
    extra = sorted((*(path for path in own if not checking.of_system(path)), *twins))
    agree = len(listed) - len(changed) - len(missing)
    return Checked(
        agree,
        sha256(content).hexdigest(),
        tuple(changed),
        tuple(missing),
        tuple(extra),
        tuple(twins),
        packed_again=around != ("",) or not repacked.is_ours(entries),
    )


def _sums(packed: zipfile.ZipFile, found: Sequence[zipfile.ZipInfo], name: str) -> bytes:
    """The list of digests; the first one where there are several, which are told. Raises UserError."""
    most = checking.most_bytes()
    try:
        with packed.open(found[0]) as stream:
            content = stream.read(most + 1)
    except (IndexError, *NO_ARCHIVE) as error:
        raise UserError("handin_no_sums", file=name, sums=SUMS) from error
    if len(content) > most:
        raise UserError("handin_no_sums", file=name, sums=SUMS)
    return content


def _digest(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, told: Callable[[], None]) -> str:
    """The digest of a plain file; empty for anything else, which is none of the list, and for what does not unpack."""
    mode = entry.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return ""
    digest = sha256()
    try:
        with packed.open(entry) as stream:
            while piece := stream.read(MEGABYTE):
                digest.update(piece)
                told()
    except NO_ARCHIVE:
        return ""
    return digest.hexdigest()


def _require_plain(entries: Sequence[zipfile.ZipInfo], place: Path) -> None:
    """Raises UserError where it would unpack to far more than it is, or several entries share their bytes."""
    size = place.stat().st_size
    whole = sum(entry.file_size for entry in entries)
    ends = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < ends:
            raise UserError("handin_zip_bomb", file=place.name)
        ends = entry.header_offset + _LOCAL_SIZE + entry.compress_size
    if ends > size or whole > max(_LARGE, size * _TIMES):
        raise UserError("handin_zip_bomb", file=place.name)


def _require_few(stream: BinaryIO, name: str) -> None:
    """Count the entries as `zipfile` will find them, before it makes a thing of each. Raises UserError."""
    size = stream.seek(0, 2)
    behind = min(size, _END_SIZE + _COMMENT + _END_64_SIZE + _LOCATOR_64_SIZE)
    stream.seek(size - behind)
    tail = stream.read(behind)
    end = len(tail) - _END_SIZE
    if end < 0 or tail[end : end + 4] != _END or tail[-2:] != b"\0\0":
        end = tail.rfind(_END, max(0, len(tail) - _END_SIZE - _COMMENT))
    if end < 0 or len(tail) - end < _END_SIZE:
        raise UserError("handin_zip_broken", file=name)
    (length,) = struct.unpack_from("<I", tail, end + 12)
    before = size - behind + end
    large = end - _LOCATOR_64_SIZE - _END_64_SIZE
    if large >= 0 and tail[end - _LOCATOR_64_SIZE :][:4] == _LOCATOR_64 and tail[large : large + 4] == _END_64:
        (length,) = struct.unpack_from("<Q", tail, large + 40)
        before -= _LOCATOR_64_SIZE + _END_64_SIZE
    if length > before:
        raise UserError("handin_zip_broken", file=name)
    if length > _DIRECTORY:
        checking.refuse_many(name)
    stream.seek(before - length)
    directory = stream.read(length)
    at = count = 0
    while at + _ENTRY_SIZE <= len(directory) and directory[at : at + 4] == _ENTRY:
        count += 1
        if count > checking.most_files():
            checking.refuse_many(name)
        at += _ENTRY_SIZE + sum(struct.unpack_from("<HHH", directory, at + 28))
    stream.seek(0)

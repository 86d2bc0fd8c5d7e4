"""Whether an archive was packed by another program, and what its entries are called then.

Explorer puts the folder itself around the files and, in Japan, writes names in the code page of the system; others
write backslashes, entries of folders, or another order. None of that changes what is handed in. A name is taken for one
of the list only where one of these readings is it: any other stands as it was written, and nothing is unpacked.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress

from app.services.handing_in.contents import SUMS

STAMP = (1980, 1, 1, 0, 0, 0)
"""The time that our entries bear, so that the same files give the same bytes."""
_UNIX = 3
_UTF_8 = 0x800
"""The flag of an entry whose name is said to be in UTF-8; without it no code page is told."""


def lists(entries: Sequence[zipfile.ZipInfo]) -> tuple[tuple[str, ...], list[zipfile.ZipInfo]]:
    """The lists of digests, the one that counts first, and what may stand before every name: nothing, or the folder
    that was packed with its files, in each reading of it."""
    own = [entry for entry in entries if SUMS in _readings(entry)]
    if own:
        return ("",), own
    for entry in entries:
        around = tuple(
            f"{folder}/"
            for folder, _slash, last in (name.partition("/") for name in _readings(entry))
            if last == SUMS and folder not in ("", ".", "..")
        )
        if around:
            return around, [each for each in entries if {f"{folder}{SUMS}" for folder in around} & {*_readings(each)}]
    return ("",), []


def files(
    entries: Sequence[zipfile.ZipInfo], around: Sequence[str], wanted: Collection[str]
) -> list[tuple[str, zipfile.ZipInfo]]:
    """The files with their names: as the list has them, or as they were written where that is none of it."""
    return [(_called(entry, around, wanted), entry) for entry in entries if not _is_folder(entry)]


def is_ours(entries: Sequence[zipfile.ZipInfo]) -> bool:
    """Whether the entries are as this program packs them."""
    names = [entry.filename for entry in entries]
    return names == sorted(names) and all(
        entry.date_time == STAMP
        and entry.create_system == _UNIX
        and entry.compress_type == zipfile.ZIP_DEFLATED
        and not entry.is_dir()
        for entry in entries
    )


def _called(entry: zipfile.ZipInfo, around: Sequence[str], wanted: Collection[str]) -> str:
    for name in _readings(entry):
        for folder in around:
            own = name.removeprefix(folder)
            if name.startswith(folder) and unicodedata.normalize("NFC", own) in wanted:
                return own
    return entry.filename


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.is_dir() or (entry.file_size == 0 and entry.filename.endswith("\\"))


def _readings(entry: zipfile.ZipInfo) -> Iterator[str]:
    """What a name may be, as it was written first."""
    yield entry.filename
    told = [entry.filename]
    if not entry.flag_bits & _UTF_8 and not entry.filename.isascii():
        for code in ("utf-8", "cp932"):
            with suppress(UnicodeError):
                told.append(entry.filename.encode("cp437").decode(code))
                yield told[-1]
    for name in told:
        if "\\" in name:
            yield name.replace("\\", "/")

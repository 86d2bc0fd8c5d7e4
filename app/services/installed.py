"""Whether an installed program is as it was built: its files against the list that came with it.

The list tells of accidents (a copy that broke off, a disk that fails) and of what was changed in haste. It is no
signature: who can change a file can change the list as well.
"""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from app.errors import INTEGRITY, UserError, from_os_error, register_messages
from app.services.binaries import is_whole

MANIFEST = "MANIFEST.sha256"
"""The list beside the executable: lines `SHA-256  relative/path`."""
_PASSED_OVER = ("data", "portable.flag", "uninstall.exe")
"""What lies beside the executable and is no part of what was built: what the user keeps there, what a setup adds."""
_LOADED = {".dll", ".exe", ".pyd", ".so", ".py", ".pyc", ".pth", "._pth", ".zip", ".manifest", ".config", ".local"}
"""What systems and Python look for beside an executable."""
_LARGEST = 8 << 20
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_QT = re.compile(r"(lib)?(qt6|pyside6|shiboken6)", re.IGNORECASE)
_LIBRARY = re.compile(r".+\.(dll|pyd|dylib|qm|so(\.\d+)*)", re.IGNORECASE)
"""A shared library (the plugins of Qt are such) or a translation, by its name."""

register_messages(
    {"program_unlisted": "There is no list of files (MANIFEST.sha256) here: the program runs from source."}
)
register_messages(
    {"program_list_damaged": "The list of files {file} is damaged (line {number}); install the program anew."},
    exit_code=INTEGRITY,
)


@dataclass(frozen=True, slots=True)
class ProgramCheck:
    """Relative paths. `exchanged` are libraries of Qt that are not those that came with the program, which may be so:
    its licence (LGPL) gives everybody the right to replace them."""

    folder: Path
    checked: int
    altered: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]
    exchanged: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether everything is there as it was built, Qt apart."""
        return not (self.altered or self.missing or self.extra)


def check(folder: Path | None) -> ProgramCheck:
    """Compare the program in `folder`; None stands for a program that runs from source.

    Raises UserError `program_unlisted`, `program_list_damaged`, and what the disk says.
    """
    if folder is None or not (folder / MANIFEST).is_file():
        raise UserError("program_unlisted")
    listed = _listed(folder / MANIFEST)
    altered: list[str] = []
    missing: list[str] = []
    extra: list[str] = []
    exchanged: list[str] = []
    for name, digest in listed.items():
        place = folder / name
        try:
            found = None if not place.is_file() else _digest(place)
            # The licence lets people replace a library, and a disk cut one short.
            another = found not in (None, digest) and may_be_exchanged(name) and is_whole(place)
        except OSError as error:
            raise from_os_error(error, place) from error
        if found is None:
            missing.append(name)
        elif found != digest:
            (exchanged if another else altered).append(name)
    known = {_same(name) for name in listed}
    built = {_same(name.split("/")[0]) for name in listed if "/" in name}
    for name in _found(folder):
        if _is_users_own(name, built):
            continue
        if _same(name) not in known and not _leads_to(folder, name, known):
            extra.append(name)
    return ProgramCheck(folder, len(listed), *map(_in_order, (altered, missing, extra, exchanged)))


def may_be_exchanged(name: str) -> bool:
    """Whether a listed path is a shared library or a translation of Qt, or of what binds it to Python. What is written
    in Python there runs as ours does, and a file that was added was never part of Qt as it came."""
    path = PurePosixPath(name)
    if not any(_QT.match(part) for part in path.parts):
        return False
    # A library of macOS has no suffix.
    return bool(_LIBRARY.fullmatch(path.name)) or f"{path.name}.framework" in path.parts


def _in_order(names: list[str]) -> tuple[str, ...]:
    return tuple(sorted(names))


def _listed(manifest: Path) -> dict[str, str]:
    try:
        with manifest.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise from_os_error(error, manifest) from error
    listed: dict[str, str] = {}
    lines = data.decode("utf-8", "replace").splitlines()
    for number, line in enumerate(lines, start=1):
        parts = _LINE.fullmatch(line)
        if parts is None or len(data) > _LARGEST or not _stays_inside(parts[2]) or parts[2] in listed:
            raise UserError("program_list_damaged", file=manifest, number=number)
        listed[parts[2]] = parts[1]
    if not listed:
        raise UserError("program_list_damaged", file=manifest, number=1)
    return listed


def _stays_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and not re.search(r"[\\:\x00]", name)


def _digest(place: Path) -> str:
    with place.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _found(folder: Path) -> Iterator[str]:
    """Every file and link below a folder."""
    for place, folders, files in os.walk(folder):
        here = Path(place)
        linked = [name for name in folders if (here / name).is_symlink()]
        if here == folder:
            folders[:] = [name for name in folders if name.lower() not in _PASSED_OVER]
            files = [name for name in files if name != MANIFEST and name.lower() not in _PASSED_OVER]
        yield from ((here / name).relative_to(folder).as_posix() for name in (*files, *linked))


def _is_users_own(name: str, built: set[str]) -> bool:
    """Whether this is what people put beside the program, as they do on a memory stick: in none of its folders, and
    nothing that would be loaded from where the executable lies."""
    path = PurePosixPath(name)
    if len(path.parts) > 1:
        return _same(path.parts[0]) not in built
    return path.suffix.lower() not in _LOADED


def _leads_to(folder: Path, name: str, known: set[str]) -> bool:
    """Whether this is a link to something of the program: links are not listed, what they lead to is."""
    place = folder / name
    if not place.is_symlink():
        return False
    try:
        end = place.resolve(strict=True).relative_to(folder.resolve()).as_posix()
    except (OSError, ValueError):
        return False
    return _same(end) in known or any(each.startswith(f"{_same(end)}/") for each in known)


def _same(name: str) -> str:
    """A name as this system tells names apart: macOS takes accents apart, Windows knows no capitals."""
    return os.path.normcase(unicodedata.normalize("NFC", name))

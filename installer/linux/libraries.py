"""Reads what shared libraries need, as binutils' `objdump` tells it, and says whether a folder has it all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import workshop
from linux import keep

Versions = Mapping[str, tuple[int, ...]]

_ELF = b"\x7fELF"
_HEAD = re.compile(r"^(?P<file>.+):\s+file format elf", re.MULTILINE)
_ENTRY = re.compile(r"^\s+(NEEDED|SONAME|RPATH|RUNPATH)\s+(\S+)$", re.MULTILINE)
_VERSION = re.compile(r"\b(GLIBC|GLIBCXX|CXXABI)_(\d+(?:\.\d+)+)\b")
_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Library:
    """A library, extension module or program: where it is, what it needs, where it looks, what versions it wants."""

    path: Path
    needed: tuple[str, ...]
    run_path: str
    versions: Versions


def is_elf(path: Path) -> bool:
    """Whether a file is a program or a library of this system's form."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as stream:
        return stream.read(4) == _ELF


def read(folder: Path) -> tuple[Library, ...]:
    """Every library in a folder, sorted by path; links are left out."""
    files = [path for path in workshop.files_in(folder) if is_elf(path)]
    found: list[Library] = []
    for start in range(0, len(files), _AT_ONCE):
        said = workshop.call(["objdump", "--private-headers", *files[start : start + _AT_ONCE]])
        found.extend(parse(said))
    return tuple(found)


def parse(said: str) -> Iterable[Library]:
    """What `objdump --private-headers` said of one file or several."""
    heads = list(_HEAD.finditer(said))
    for head, following in zip(heads, [*heads[1:], None], strict=True):
        text = said[head.end() : following.start() if following else len(said)]
        entries = _ENTRY.findall(text)
        versions: dict[str, tuple[int, ...]] = {}
        # What it offers itself ("Version definitions") is no demand.
        for name, number in _VERSION.findall(text.partition("Version References:")[2]):
            versions[name] = max(versions.get(name, ()), tuple(map(int, number.split("."))))
        yield Library(
            Path(head["file"]),
            tuple(value for kind, value in entries if kind == "NEEDED"),
            next((value for kind, value in entries if kind in ("RPATH", "RUNPATH")), ""),
            versions,
        )


def unneeded(folder: Path, shared: Sequence[Path], within: Iterable[Library]) -> tuple[Path, ...]:
    """Libraries, and links to them, in the `shared` folders that nothing else in the folder needs, not even in turn."""
    libraries = list(within)
    in_shared = {path for place in shared for path in place.iterdir() if keep.is_shared(path.name)}
    needed: set[str] = set()
    open_ends = [library for library in libraries if library.path not in in_shared]
    by_name: dict[str, list[Library]] = {}
    for library in libraries:
        by_name.setdefault(library.path.name, []).append(library)
    while open_ends:
        for name in open_ends.pop().needed:
            if name not in needed:
                needed.add(name)
                open_ends.extend(by_name.get(name, ()))
    return tuple(sorted(path for path in in_shared if path.name not in needed))


def lacking(folder: Path, within: Iterable[Library]) -> Mapping[str, tuple[str, ...]]:
    """What is needed, but neither in the folder nor of the system: library → who needs it. Empty when all is well."""
    there = {path.name for path in workshop.files_in(folder)}
    found: dict[str, list[str]] = {}
    for library in within:
        for name in library.needed:
            if name not in there and name not in keep.SYSTEM:
                found.setdefault(name, []).append(library.path.relative_to(folder).as_posix())
    return {name: tuple(who) for name, who in sorted(found.items())}


def from_system(folder: Path, within: Iterable[Library]) -> tuple[str, ...]:
    """The libraries that the folder takes from the system, sorted."""
    there = {path.name for path in workshop.files_in(folder)}
    return tuple(sorted({name for library in within for name in library.needed if name not in there}))


def newest(within: Iterable[Library]) -> Versions:
    """The newest version of the C and C++ libraries that anything wants: `GLIBC` → numbers, and so on."""
    found: dict[str, tuple[int, ...]] = {}
    for library in within:
        for name, number in library.versions.items():
            found[name] = max(found.get(name, ()), number)
    return found


def too_new(within: Iterable[Library]) -> Mapping[str, tuple[str, ...]]:
    """Symbol versions beyond `keep.NEWEST`, as `GLIBC_2.38` → names of who wants them; empty when all is well."""
    found: dict[str, list[str]] = {}
    for library in within:
        for name, number in library.versions.items():
            if number > keep.NEWEST.get(name, number):
                found.setdefault(f"{name}_{dotted(number)}", []).append(library.path.name)
    return {version: tuple(sorted(who)) for version, who in sorted(found.items())}


def dotted(number: Iterable[int]) -> str:
    """Numbers as people write a version."""
    return ".".join(map(str, number))

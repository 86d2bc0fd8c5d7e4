"""Looks at a folder that was built to be installed: what it is for, its programs and libraries, and whose they are."""

from __future__ import annotations

import re
import sysconfig
from collections.abc import Iterable, Iterator, Set
from pathlib import Path
from typing import Protocol

_EXTENSION = re.compile(r"\.(pyd|cpython-[^.]+\.so|(abi3|cpython-[^.]+)\.(dll|pyd|dylib|so[.\d]*))$")
_FONTS = frozenset({".ttf", ".otf", ".ttc", ".pfb", ".sfd"})
_MAGIC = (b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")


class Claimant(Protocol):
    """A component that may own files: by patterns of their paths, or as a Python package."""

    @property
    def name(self) -> str: ...
    @property
    def targets(self) -> tuple[str, ...]: ...
    @property
    def files(self) -> tuple[str, ...]: ...
    @property
    def package(self) -> str: ...


def normal(name: str) -> str:
    """A package's name as the index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def target_of(folder: Path) -> str:
    """What a built folder is for. Raises RuntimeError when it is none of ours."""
    for inside, target in (("runtime/site-packages", "windows"), ("_internal", "linux"), ("Contents", "macos")):
        if (folder / inside).is_dir():
            return target
    raise RuntimeError(f"{folder} is no built folder of the program")


def packages_of(folder: Path) -> Path:
    """Where the packages of a built folder are."""
    inside = {"windows": "runtime/site-packages", "linux": "_internal", "macos": "Contents/Frameworks"}
    return folder / inside[target_of(folder)]


def natives(folder: Path) -> Iterator[str]:
    """Every program, library and font in a folder, by its path with `/`; links are left out."""
    for path in sorted(folder.rglob("*")):
        if not path.is_symlink() and path.is_file():
            with path.open("rb") as stream:
                begin = stream.read(4)
            if begin.startswith(b"MZ") or begin in _MAGIC or path.suffix in _FONTS:
                yield path.relative_to(folder).as_posix()


def matches(pattern: str, path: str) -> bool:
    """Whether a path is one of a pattern: `*` within a name, `**` across folders."""
    words = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}
    told = "".join(words.get(piece, re.escape(piece)) for piece in re.split(r"(\*\*/|\*\*|\*)", pattern))
    return re.fullmatch(told, path) is not None


def claimed(found: Iterable[Claimant], folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Component → its files in a built folder; and the files of nobody. Extension modules are their packages'."""
    target, packages = target_of(folder), packages_of(folder).relative_to(folder).as_posix()
    here = [part for part in found if target in part.targets]
    mine = owners({part.package for part in here if part.package})
    taken: dict[str, list[str]] = {}
    left = []
    for path in natives(folder):
        names = [part.name for part in here if any(matches(pattern, path) for pattern in part.files)]
        inside = path.removeprefix(packages + "/")
        if not names and inside != path and _EXTENSION.search(path):
            owner = mine.get(inside.split("/")[0] if "/" in inside else inside.partition(".")[0])
            names = [owner] if owner else []
        for name in names:
            taken.setdefault(name, []).append(path)
        if not names:
            left.append(path)
    return taken, left


def owners(names: Set[str]) -> dict[str, str]:
    """Folder, or module, at the top of an installed package → its name, of the packages of the Python that runs."""
    site = Path(sysconfig.get_path("purelib"))
    found = {}
    for place in site.glob("*.dist-info"):
        name = normal(place.name.removesuffix(".dist-info").rpartition("-")[0])
        if name in names:
            for line in (place / "RECORD").read_text("utf-8").splitlines():
                top, slash, _rest = line.partition(",")[0].partition("/")
                if not top.endswith((".dist-info", "__pycache__")) and top != "..":
                    found[top if slash else top.partition(".")[0]] = name
    return found

"""The sources that the LGPL asks for, as LGPL-NOTICE.txt promises them: in the folder `sources` of a release.

Which versions they have is read from the lock; nothing fetches them (RELEASING.md says where they are).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from changelog import Refused

FOLDER = "sources"
_ARCHIVES = (".tar.xz", ".tar.gz", ".tar.bz2", ".zip")


@dataclass(frozen=True)
class Source:
    """What has to lie there: a pattern of its name without the ending, and the file, if it is there."""

    name: str
    pattern: str
    found: str = ""


def wanted(root: Path) -> tuple[Source, ...]:
    """What goes with the versions of the lock. Raises Refused for a lock that lacks one."""
    try:
        lock = (root / "installer" / "requirements.lock").read_text("utf-8")
    except OSError as error:
        raise Refused("installer/requirements.lock cannot be read") from error

    def version(package: str) -> str:
        pin = re.search(rf"^{re.escape(package)}==([^\s;\\]+)", lock, re.MULTILINE)
        if pin is None:
            raise Refused(f"installer/requirements.lock has no {package}")
        return pin[1]

    qt, lxml = version("pyside6-essentials"), version("lxml")
    return (
        Source(f"Qt {qt}", f"qt-everywhere-src-{qt}"),
        Source(f"PySide {qt} with Shiboken", f"pyside-setup-everywhere-src-{qt}"),
        Source(f"lxml {lxml}", f"lxml-{lxml}"),
        Source("GNU libiconv, as it is in lxml", "libiconv-[0-9]*"),
    )


def files(folder: Path) -> list[Path]:
    """What lies in the folder `sources` of a release. Raises Refused for what is no archive of sources."""
    place = folder / FOLDER
    if not place.exists() and not place.is_symlink():
        return []
    if place.is_symlink() or not place.is_dir():
        raise Refused(f"{FOLDER} is no folder")
    found = sorted(path for path in place.iterdir() if not path.name.startswith("."))
    for path in found:
        if path.is_symlink() or not path.is_file() or not path.name.endswith(_ARCHIVES):
            raise Refused(f"{FOLDER}/{path.name} is no archive of sources")
    return found


def look(folder: Path, root: Path) -> tuple[Source, ...]:
    """What is there of what is wanted; an empty file is nothing. Raises Refused."""
    names = [path.name for path in files(folder) if path.stat().st_size]
    return tuple(Source(each.name, each.pattern, next(_named(names, each.pattern), "")) for each in wanted(root))


def _named(names: list[str], pattern: str) -> Iterator[str]:
    return (name for name in names if any(fnmatchcase(name, pattern + ending) for ending in _ARCHIVES))

"""Makes the Debian package of the frozen folder.

It has no scripts of its own: menu, kinds of files and icons are looked at anew by triggers of the packages that keep
them. What people made with the program is theirs and no package's: removing leaves it.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

import workshop
from linux import keep, libraries, shown

PACKAGE = "shadan"
LARGEST = 70_000_000
"""Bytes of the package that are refused beyond."""
# There is no address that mail would reach; this name is reserved for such.
MAINTAINER = "The Shadan contributors <noreply@shadan.invalid>"
TOOLS = {"dpkg-deb": "dpkg", "objdump": "binutils"}
# Symbol version of the C++ library → the first Debian version that has it.
_CXX = {
    "3.4.26": "9",
    "3.4.28": "9.3",
    "3.4.29": "11",
    "3.4.30": "12",
    "3.4.31": "13",
    "3.4.32": "13.2",
    "3.4.33": "14",
}
_DESCRIPTION = """self-audit of the information barrier of an electric utility
 Shadan takes the compliance officer of a Japanese electric utility through
 the checkpoints of the regulator, site by site: is the non-public information
 of the grid side really kept from its affiliates? Ledgers are imported from
 Excel and compared, every answer and its evidence are kept in one file, and
 the improvement plan and the reports are printed.
 .
 The program works offline and opens no connection. It carries the Python and
 the Qt that it was tried with."""


def build(folder: Path, out: Path, *, version: str, epoch: int, fast: bool) -> Path:
    """Pack the frozen folder; returns `shadan_VERSION_amd64.deb` in `out`. `fast` packs larger.

    Raises NotHad without the tools, RuntimeError when the package is too large or a desktop's file is not valid.
    """
    workshop.need(TOOLS)
    out.mkdir(parents=True, exist_ok=True)
    tree = out / f"{PACKAGE}.tree"
    workshop.fresh(tree)
    try:
        return _build(folder, out, tree, version, epoch, fast)
    finally:
        shutil.rmtree(tree)


def _build(folder: Path, out: Path, tree: Path, version: str, epoch: int, fast: bool) -> Path:
    program = tree / "opt" / PACKAGE
    shutil.copytree(folder, program, symlinks=True)
    command = tree / "usr" / "bin" / PACKAGE
    command.parent.mkdir(parents=True)
    command.symlink_to(f"/opt/{PACKAGE}/{PACKAGE}")
    share = tree / "usr" / "share"
    shown.lay(share, version=version, epoch=epoch)
    documents = share / "doc" / PACKAGE
    workshop.copy(shown.DESKTOP / "copyright", documents / "copyright")
    _zip(documents / "changelog.gz", debian_changelog(version, epoch).encode())
    _zip(documents / "CHANGELOG.md.gz", shown.CHANGELOG.read_bytes())
    for source in ("IT-SHEET.ja.md", "IT-SHEET.en.md", "licenses/LGPL-NOTICE.txt"):
        _zip(documents / f"{Path(source).name}.gz", (workshop.INSTALLER / source).read_bytes())
    for source, place in (("shadan.1", "man/man1"), ("shadan.ja.1", "man/ja/man1")):
        _zip(share / place / "shadan.1.gz", (shown.DESKTOP / source).read_bytes())
    workshop.copy(shown.DESKTOP / "lintian-overrides", share / "lintian" / "overrides" / PACKAGE)
    workshop.settle(tree, epoch, executables=(f"opt/{PACKAGE}/{PACKAGE}",))
    told = libraries.read(folder)
    size = -(-workshop.size(tree) // 1024)
    described = tree / "DEBIAN"
    described.mkdir()
    text = control(debian_version(version), libraries.from_system(folder, told), libraries.newest(told), size)
    (described / "control").write_text(text, "utf-8")
    (described / "md5sums").write_text(_md5sums(tree), "utf-8")
    workshop.settle(described, epoch)
    os.utime(tree, (epoch, epoch))
    made = out / f"{PACKAGE}_{debian_version(version)}_amd64.deb"
    packing = ("-Zgzip", "-z1") if fast else ("-Zxz", "-z9", "--threads-max=1")
    workshop.call(["dpkg-deb", "--root-owner-group", *packing, "--build", tree, made], env=workshop.environment(epoch))
    if not fast and made.stat().st_size > LARGEST:
        raise RuntimeError(f"the package has {made.stat().st_size:,} bytes, {LARGEST:,} at most are agreed")
    return made


def debian_version(version: str) -> str:
    """A version as Debian compares it: `1.2.3-rc.1` comes before `1.2.3`."""
    return version.replace("-", "~", 1)


def control(version: str, needed: Sequence[str], newest: libraries.Versions, size: int) -> str:
    """The package's description: what it depends on is what its libraries want of the system."""
    packages = {keep.SYSTEM[name] for name in needed}
    at_least = {}
    if glibc := newest.get("GLIBC"):
        at_least["libc6"] = libraries.dotted(glibc)
    if cxx := newest.get("GLIBCXX"):
        at_least["libstdc++6"] = cxx_package(libraries.dotted(cxx))
    depends = [
        f"{name} (>= {at_least[name]})" if name in at_least else name for name in sorted(packages - keep.MAY_LACK)
    ]
    recommends = sorted({*(packages & keep.MAY_LACK), "xdg-utils"})
    return (
        f"Package: {PACKAGE}\n"
        f"Version: {version}\n"
        "Architecture: amd64\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\n"
        f"Depends: {', '.join(depends)}\n"
        f"Recommends: {', '.join(recommends)}\n"
        "Section: misc\n"
        "Priority: optional\n"
        f"Description: {_DESCRIPTION}\n"
    )


def cxx_package(symbol: str) -> str:
    """The first version of libstdc++6 that has a symbol version. Raises RuntimeError for one that is not listed."""
    if symbol not in _CXX:
        raise RuntimeError(
            f"GLIBCXX_{symbol} is not listed in installer/linux/deb.py: add the first libstdc++6 with it"
        )
    return _CXX[symbol]


def debian_changelog(version: str, epoch: int) -> str:
    """The list of changes in Debian's form; what changed is told by the program's own list beside it."""
    day = time.strftime("%a, %d %b %Y %H:%M:%S +0000", time.gmtime(epoch))
    return (
        f"{PACKAGE} ({debian_version(version)}) unstable; urgency=medium\n\n"
        f"  * Version {version}; what changed is told in CHANGELOG.md.gz beside this file.\n\n"
        f" -- {MAINTAINER}  {day}\n"
    )


def check(package: Path) -> str:
    """What `lintian` has to say beyond the overrides; empty when nothing. Raises NotHad without it."""
    workshop.need({"lintian": "lintian"})
    # As root it warns of itself.
    said = workshop.call(["lintian", "--allow-root", "--fail-on", "none", "--tag-display-limit", "0", package])
    return re.sub(r"^warning: .*\n", "", said, flags=re.MULTILINE).strip()


def _zip(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as stream, gzip.GzipFile("", "wb", 9, stream, mtime=0) as packed:
        packed.write(content)


def _md5sums(tree: Path) -> str:
    lines = []
    for path in workshop.files_in(tree):
        if not path.is_symlink() and "DEBIAN" not in path.relative_to(tree).parts:
            digest = hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()
            lines.append(f"{digest}  {path.relative_to(tree).as_posix()}\n")
    return "".join(lines)

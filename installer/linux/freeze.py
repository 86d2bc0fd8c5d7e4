"""Makes the frozen program for Linux: a folder that runs where there is no Python.

A folder and not one file: one file unpacks itself into a temporary folder at each start, and Qt must stay replaceable.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import run
import workshop
from linux import keep, libraries
from run import say

HERE = Path(__file__).resolve().parent
NAME = "shadan"
LARGEST = 190_000_000
"""Bytes of the folder that are refused beyond."""
PROGRAMS = {"objdump": "binutils", "strip": "binutils", "patchelf": "patchelf"}


def freeze(out: Path, work: Path, *, python: Path, epoch: int) -> Path:
    """Build the folder `shadan` in `out`; returns it.

    `python` is that of a virtual environment with the program's locked packages and PyInstaller, nothing else; `work`
    is for what is in between. Raises RuntimeError for what `check` finds and when the folder is too large, NotHad
    without tools.
    """
    workshop.check_python()
    workshop.need(PROGRAMS)
    # The small ones of them go into the folder.
    run.ensure_libraries({**run.OFFSCREEN_LIBRARIES, **run.WINDOW_LIBRARIES}, needed=True)
    program = workshop.fresh(work / "program")
    workshop.lay_program(program, "linux", epoch)
    folder = out / NAME
    if folder.exists():
        shutil.rmtree(folder)
    out.mkdir(parents=True, exist_ok=True)
    workshop.call(
        [
            *(python, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
            *("--distpath", out, "--workpath", work / "pyinstaller", HERE / "shadan.spec"),
        ],
        env=workshop.environment(epoch)
        | {"SHADAN_PROGRAM": str(program), "PYINSTALLER_CONFIG_DIR": str(work / "cache")},
    )
    _tidy(folder)
    (folder / "qt.conf").write_text("[Paths]\nPrefix = _internal/PySide6/Qt\n", "utf-8")
    told = libraries.read(folder)
    check(folder, told)
    workshop.write_manifest(folder)
    workshop.settle(folder, epoch, executables=(NAME,))
    if (large := workshop.size(folder)) > LARGEST:
        raise RuntimeError(f"the folder has {large:,} bytes, {LARGEST:,} at most are agreed")
    for name, number in sorted(libraries.newest(told).items()):
        say(f"--- the newest symbol that is wanted: {name}_{libraries.dotted(number)}")
    return folder


def check(folder: Path, told: Sequence[libraries.Library]) -> None:
    """Raises RuntimeError when a library is missing, wants a newer system than is promised, or cannot be exchanged."""
    if lacking := libraries.lacking(folder, told):
        raise RuntimeError(
            f"libraries are neither in the folder nor the system's (installer/linux/keep.py):\n{_listed(lacking)}"
        )
    if new := libraries.too_new(told):
        raise RuntimeError(
            f"this would not run on Debian 12 or Ubuntu 24.04; build it on Debian 12 with its Python:\n{_listed(new)}"
        )
    for name in keep.EXCHANGEABLE:
        if not (folder / "_internal" / name / "__init__.py").is_file():
            raise RuntimeError(f"the modules of {name} are no files of their own, as the LGPL wants them")


def _listed(found: Mapping[str, Sequence[str]]) -> str:
    return "\n".join(f"  {name}: {', '.join(who[:3])}" for name, who in found.items())


def _tidy(folder: Path) -> None:
    """Take out what nothing needs, and from extension modules their debugging symbols and the paths of this machine.

    Nothing of Qt and PySide is altered (LGPL): each file is that of the wheel.
    """
    inside = folder / "_internal"
    # Each library finds its own by what it says itself; a memory stick may hold no links.
    for path in workshop.files_in(inside):
        if path.is_symlink():
            path.unlink()
    for path in libraries.unneeded(folder, [inside, inside / "PySide6" / "Qt" / "lib"], libraries.read(folder)):
        path.unlink()
    for library in libraries.read(inside):
        if library.path.relative_to(inside).parts[0] in keep.UNALTERED:
            continue
        if library.run_path and any(Path(place).is_absolute() for place in library.run_path.split(":")):
            workshop.call(["patchelf", "--remove-rpath", library.path])
        if keep.has_symbols_to_spare(library.path.relative_to(inside).as_posix()):
            workshop.call(["strip", "--strip-unneeded", library.path])
    # A program that says what it is made of needs no list of what pip laid where.
    for record in inside.glob("*.dist-info"):
        for name in ("RECORD", "INSTALLER", "REQUESTED", "direct_url.json"):
            (record / name).unlink(missing_ok=True)
    for place in sorted((path for path in inside.rglob("*") if path.is_dir()), reverse=True):
        if not any(place.iterdir()):
            place.rmdir()

"""What is made of the Windows folder: setup program (NSIS) and edition for a memory stick (ZIP)."""

from __future__ import annotations

import itertools
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import gmtime

import workshop
from windows import payload
from workshop import call

_HERE = Path(__file__).resolve().parent
_NSIS = {"makensis": "nsis"}
FLAG = "portable.flag"
LARGEST = 50_000_000
"""Bytes of the setup program that are refused beyond."""


def setup(folder: Path, out: Path, work: Path, *, epoch: int, fast: bool, version: str | None = None) -> Path:
    """`Shadan-VERSION-setup.exe` of the Windows folder. `version` is another one for trials.

    Raises NotHad without the tool, RuntimeError when it is too large; `fast` packs larger, and that is not looked at.
    """
    workshop.need(_NSIS)
    work.mkdir(parents=True, exist_ok=True)
    version = version or workshop.version()
    target = out / f"{payload.NAME}-{version}-setup.exe"
    out.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    script = work / "files.nsh"
    script.write_text("".join(f"{line}\n" for line in file_lines(folder)), "utf-8")
    laid = work / "laid.nsh"
    laid.write_text("".join(f"{line}\n" for line in removal_lines(folder)), "utf-8")
    picture = payload.picture(work / "welcome.bmp", work)
    # Setup carries it as a file, and with it the moment at which it was made.
    os.utime(picture, (epoch, epoch))
    defined = {
        "VERSION": version,
        "NUMBERS": ".".join(map(str, workshop.four_numbers(version))),
        "FILES": str(script),
        "LAID": str(laid),
        "ICON": str(payload.icon(work / "shadan.ico", work)),
        "PICTURE": str(picture),
        "OUT": str(target),
        "SIZE_KB": str(workshop.size(folder) // 1024),
        **({"FAST": "1"} if fast else {}),
    }
    words = ["makensis", "-V2", "-INPUTCHARSET", "UTF8", *(f"-D{name}={value}" for name, value in defined.items())]
    call([*words, _HERE / "setup.nsi"], env=workshop.environment(epoch), timeout=1200)
    size = target.stat().st_size
    if not fast and size > LARGEST:
        target.unlink()
        raise RuntimeError(f"the setup program has {size:,} bytes, {LARGEST:,} at most are agreed")
    return target


def file_lines(folder: Path) -> Iterator[str]:
    """NSIS lays the files in this order, not in that of the build's file system."""
    place = None
    for path in workshop.files_in(folder):
        inside = path.relative_to(folder)
        if inside.parent != place:
            place = inside.parent
            below = "" if place == Path() else "\\" + "\\".join(place.parts)
            yield f'SetOutPath "$INSTDIR\\.shadan-new{below}"'
        yield f'File "{path}"'


def removal_lines(folder: Path) -> Iterator[str]:
    """NSIS removes these very files, and of their folders those that are empty then; the manifest is not among them.

    Behind the files of each folder stands a look at whether all could be removed (`LOOK` of setup.nsi).
    """
    files = [path for path in workshop.files_in(folder) if path != folder / workshop.MANIFEST]
    for place, inside in itertools.groupby(files, lambda path: path.parent):
        yield from (f'Delete "{_installed(folder, path)}"' for path in inside)
        yield f'!insertmacro LOOK "{_installed(folder, place)}"'
    places = {parent for path in files for parent in path.parents if folder in parent.parents}
    for place in sorted(places, key=lambda place: (-len(place.parts), str(place))):
        yield f'RMDir "{_installed(folder, place)}"'


def _installed(folder: Path, path: Path) -> str:
    return "\\".join(("$INSTDIR", *(part.replace("$", "$$") for part in path.relative_to(folder).parts)))


def portable(folder: Path, out: Path, *, epoch: int, fast: bool) -> Path:
    """`Shadan-VERSION-portable.zip`: the folder with the flag that keeps data beside the program."""
    out.mkdir(parents=True, exist_ok=True)
    target = out / f"{payload.NAME}-{workshop.version()}-portable.zip"
    moment = gmtime(max(epoch, 315532800))[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1 if fast else 9) as archive:
        for path in workshop.files_in(folder):
            _pack(archive, f"{payload.NAME}/{path.relative_to(folder).as_posix()}", path.read_bytes(), moment)
        _pack(archive, f"{payload.NAME}/{FLAG}", b"", moment)
    return target


def _pack(archive: zipfile.ZipFile, name: str, content: bytes, moment: tuple[int, ...]) -> None:
    entry = zipfile.ZipInfo(name, moment)  # type: ignore[arg-type]
    entry.compress_type = zipfile.ZIP_DEFLATED
    # Made on a system whose rights Windows does not know; said alike on every build machine.
    entry.create_system = 0
    entry.external_attr = 0
    archive.writestr(entry, content)

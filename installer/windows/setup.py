"""What is made of the Windows folder: setup program (NSIS), edition for a memory stick (ZIP), MSI (wixl)."""

from __future__ import annotations

import os
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import gmtime
from xml.etree import ElementTree

import workshop
from windows import payload
from workshop import call

_HERE = Path(__file__).resolve().parent
_NSIS = {"makensis": "nsis"}
_MSI = {"wixl": "wixl"}
FLAG = "portable.flag"
LARGEST = 50_000_000
"""Bytes of the setup program that are refused beyond."""
_FAMILY = uuid.UUID("5d6f0f3e-51d5-5c8b-9f0b-0c7f2b8a6f55")
"""Of all versions: by it the MSI of a newer version finds the older one."""


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
    picture = payload.picture(work / "welcome.bmp", work)
    # Setup carries it as a file, and with it the moment at which it was made.
    os.utime(picture, (epoch, epoch))
    defined = {
        "VERSION": version,
        "NUMBERS": ".".join(map(str, workshop.four_numbers(version))),
        "FILES": str(script),
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


def msi(folder: Path, out: Path, work: Path, *, epoch: int) -> Path:
    """`Shadan-VERSION-x64.msi`, for the whole machine, for managed deployment. Raises NotHad.

    wixl gives it a code and a day of its own each time, so that no two builds are alike.
    """
    workshop.need(_MSI)
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    version = workshop.version()
    if "-" in version:
        raise workshop.NotHad("an MSI knows no candidates: it would not be replaced by the release")
    target = out / f"{payload.NAME}-{version}-x64.msi"
    (work / "files.wxs").write_text(fragment(folder), "utf-8")
    defined = {
        # wixl takes no full paths.
        "SourceDir": os.path.relpath(folder, work),
        "Version": ".".join(map(str, workshop.numbers(version))),
        "Family": str(_FAMILY).upper(),
        "Icon": payload.icon(work / "shadan.ico", work).name,
        "Win64": "yes",
    }
    workshop.copy(_HERE / "product.wxs", work / "product.wxs")
    words = [
        "wixl",
        "-a",
        "x64",
        "-o",
        str(target),
        *(word for pair in defined.items() for word in ("-D", "=".join(pair))),
    ]
    call([*words, "product.wxs", "files.wxs"], env=workshop.environment(epoch), cwd=work, timeout=600)
    return target


def fragment(folder: Path) -> str:
    """The part of the MSI's source that names every folder and file, each file a component with a lasting code."""
    root = ElementTree.Element("Wix", xmlns="http://schemas.microsoft.com/wix/2006/wi")
    part = ElementTree.SubElement(root, "Fragment")
    places = {Path(): ElementTree.SubElement(part, "DirectoryRef", Id="INSTALLDIR")}
    group = ElementTree.SubElement(ElementTree.SubElement(root, "Fragment"), "ComponentGroup", Id="Files")
    for path in workshop.files_in(folder):
        inside = path.relative_to(folder)
        for parent in reversed(inside.parents):
            if parent not in places:
                place = ElementTree.SubElement(
                    places[parent.parent], "Directory", Id=_id("d", parent), Name=parent.name
                )
                places[parent] = place
        code = str(uuid.uuid5(_FAMILY, inside.as_posix())).upper()
        component = ElementTree.SubElement(
            places[inside.parent], "Component", Id=_id("c", inside), Guid=code, Win64="yes"
        )
        source = f"$(var.SourceDir)/{inside.as_posix()}"
        ElementTree.SubElement(component, "File", Id=_id("f", inside), KeyPath="yes", Source=source)
        ElementTree.SubElement(group, "ComponentRef", Id=_id("c", inside))
    ElementTree.indent(root)
    return ElementTree.tostring(root, "unicode", xml_declaration=True) + "\n"


def _id(kind: str, inside: Path) -> str:
    return kind + uuid.uuid5(_FAMILY, inside.as_posix()).hex

"""The MSI of the Windows folder, for managed machines (wixl), the same bytes each time."""

from __future__ import annotations

import hashlib
import os
import struct
import uuid
from pathlib import Path
from xml.etree import ElementTree

import workshop
from windows import payload
from workshop import call

_HERE = Path(__file__).resolve().parent
_TOOLS = {"wixl": "wixl", "msiinfo": "msitools"}
_FAMILY = uuid.UUID("5d6f0f3e-51d5-5c8b-9f0b-0c7f2b8a6f55")
"""Of all versions: by it the MSI of a newer version finds the older one."""
_SUMMARY = "\x05SummaryInformation"
_PACKAGE_CODE, _CREATED, _SAVED = 9, 12, 13
"""Properties of the summary ([MS-OLEPS]; Windows Installer, "Summary Information Stream")."""
_TEXT, _MOMENT = 30, 64
"""Their types: length and bytes; hundreds of nanoseconds since 1601."""
_SECONDS_TO_1970 = 11_644_473_600


def build(folder: Path, out: Path, work: Path, *, epoch: int, version: str | None = None) -> Path:
    """`Shadan-VERSION-x64.msi`, for the whole machine. `version` is another one for trials. Raises NotHad.

    Windows knows a version by its product code: the same for every build of this version, so that another build of it
    is refused instead of standing beside it. The package code is another one as soon as anything in it is.
    """
    workshop.need(_TOOLS)
    work.mkdir(parents=True, exist_ok=True)
    out.mkdir(parents=True, exist_ok=True)
    version = version or workshop.version()
    if "-" in version:
        raise workshop.NotHad("an MSI knows no candidates: it would not be replaced by the release")
    target = out / f"{payload.NAME}-{version}-x64.msi"
    (work / "files.wxs").write_text(fragment(folder), "utf-8")
    defined = {
        # wixl takes no full paths.
        "SourceDir": os.path.relpath(folder, work),
        "Version": ".".join(map(str, workshop.numbers(version))),
        "Family": str(_FAMILY).upper(),
        "Code": product_code(version),
        "Icon": payload.icon(work / "shadan.ico", work).name,
        "Win64": "yes",
    }
    workshop.copy(_HERE / "product.wxs", work / "product.wxs")
    words = ["wixl", "-a", "x64", "-o", str(target)]
    words += [word for pair in defined.items() for word in ("-D", "=".join(pair))]
    call([*words, "product.wxs", "files.wxs"], env=workshop.environment(epoch), cwd=work, timeout=600)
    stamp(target, epoch)
    _look_through(target)
    return target


def _look_through(package: Path) -> None:
    """Raises RuntimeError for an MSI whose installation over an older one would lose files; wine would not show it."""

    def table(name: str) -> list[list[str]]:
        return [line.split("\t") for line in call(["msiinfo", "export", package, name]).splitlines()[3:]]

    order = {row[0]: int(row[2]) for row in table("InstallExecuteSequence")}
    if not order["InstallInitialize"] < order["RemoveExistingProducts"] < order["InstallFiles"]:
        raise RuntimeError("the MSI takes the older version away outside of its transaction")
    if ["REINSTALLMODE", "amus"] not in table("Property"):
        raise RuntimeError("the MSI keeps files that the older version takes along")


def product_code(version: str) -> str:
    """The code by which Windows, and who distributes software, finds this version on a machine."""
    return _code(f"product {version}")


def stamp(package: Path, epoch: int) -> None:
    """Give the MSI the moment `epoch` and a package code made of its content; wixl takes today and chance."""
    import olefile

    with olefile.OleFileIO(package) as file:
        summary = file.openstream(_SUMMARY).read()
    code = str(uuid.UUID(int=0))
    for _ in range(2):
        with olefile.OleFileIO(package, write_mode=True) as file:
            file.write_stream(_SUMMARY, stamped(summary, epoch, code))
        code = _code(f"package {hashlib.sha256(package.read_bytes()).hexdigest()}")


def stamped(summary: bytes, epoch: int, code: str) -> bytes:
    """The summary of an MSI with another moment (seconds since 1970) and another package code.

    Raises RuntimeError where it is not laid out as Windows Installer says.
    """
    changed = bytearray(summary)
    places = _properties(summary)
    moment = struct.pack("<IQ", _MOMENT, (epoch + _SECONDS_TO_1970) * 10_000_000)
    text = f"{{{code}}}".encode("ascii")
    for name, value in (
        (_CREATED, moment),
        (_SAVED, moment),
        (_PACKAGE_CODE, struct.pack("<II", _TEXT, len(text) + 1) + text),
    ):
        at, head = places.get(name, len(summary)), 4 if value is moment else 8
        if summary[at : at + head] != value[:head]:
            raise RuntimeError(f"property {name} of the summary is not what Windows Installer says")
        changed[at : at + len(value)] = value
    return bytes(changed)


def _properties(summary: bytes) -> dict[int, int]:
    """Where each property of the stream's first section begins."""
    (section,) = struct.unpack_from("<I", summary, 44)
    _, count = struct.unpack_from("<II", summary, section)
    pairs = (struct.unpack_from("<II", summary, section + 8 + 8 * number) for number in range(count))
    return {name: section + offset for name, offset in pairs}


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
        component = ElementTree.SubElement(
            places[inside.parent], "Component", Id=_id("c", inside), Guid=_code(inside.as_posix()), Win64="yes"
        )
        source = f"$(var.SourceDir)/{inside.as_posix()}"
        ElementTree.SubElement(component, "File", Id=_id("f", inside), KeyPath="yes", Source=source)
        ElementTree.SubElement(group, "ComponentRef", Id=_id("c", inside))
    ElementTree.indent(root)
    return ElementTree.tostring(root, "unicode", xml_declaration=True) + "\n"


def _code(of: str) -> str:
    return str(uuid.uuid5(_FAMILY, of)).upper()


def _id(kind: str, inside: Path) -> str:
    return kind + uuid.uuid5(_FAMILY, inside.as_posix()).hex

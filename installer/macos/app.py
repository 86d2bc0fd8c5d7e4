"""Makes `Shadan.app` and packs it, on a Mac. Written without one and NEVER EXECUTED; README.md tells what to try first.

What can be tried elsewhere is (tests/test_macos.py): the properties of the bundle, the icon, the recipe with stand-ins.
"""

from __future__ import annotations

import plistlib
import shutil
import struct
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import workshop

HERE = Path(__file__).resolve().parent
NAME = "Shadan"
IDENTIFIER = "local.shadan.Shadan"
"""As the program is called to desktops on Linux, too."""
AUDIT_TYPE = "local.shadan.audit"
SUFFIX = "shadan"
MIME_TYPE = "application/x-shadan"
OLDEST = "13.0"
"""The oldest macOS that the wheels of Qt are made for."""
LANGUAGES: Mapping[str, Mapping[str, str]] = tomllib.loads((HERE / "names.toml").read_text("utf-8"))
"""Names that macOS shows, by language."""
EXCLUDED_MODULES = (
    *("tkinter", "_tkinter", "unittest", "pydoc", "doctest", "pdb", "test", "distutils", "setuptools", "pip"),
    *("lib2to3", "idlelib", "ensurepip", "curses", "babel"),
    # The program opens no connection; without these nothing in it can speak TLS.
    *("ssl", "_ssl", "ftplib", "smtplib", "imaplib", "poplib", "nntplib", "telnetlib", "xmlrpc"),
    *(f"PySide6.{name}" for name in ("QtNetwork", "QtDBus", "QtQml", "QtQuick", "QtOpenGL", "QtTest", "QtDesigner")),
    *(f"sqlalchemy.dialects.{name}" for name in ("mysql", "oracle", "mssql")),
)
_PLUGINS = frozenset({"platforms", "styles", "imageformats", "iconengines", "printsupport"})
_TRANSLATIONS = frozenset({"qtbase_ja.qm", "qtbase_en.qm"})
# Kind of an entry → pixels of its side; each is a PNG. The later four are for screens with twice the points.
_ICONS = {
    **{"icp4": 16, "icp5": 32, "icp6": 64, "ic07": 128, "ic08": 256, "ic09": 512},
    **{"ic11": 32, "ic12": 64, "ic13": 256, "ic14": 512, "ic10": 1024},
}


def build(out: Path, *, version: str, epoch: int) -> Path:
    """Build the bundle; returns `out/Shadan-VERSION-macos-MACHINE.zip`.

    Runs under the Python of the build's virtual environment. Raises NotHad anywhere but on a Mac, RuntimeError when a
    step fails.
    """
    if not _on_a_mac():
        raise workshop.NotHad("The bundle for macOS can be built on a Mac only.")
    import platform

    workshop.need({"codesign": "of the system", "ditto": "of the system"})
    work = workshop.BUILD / "macos"
    program = workshop.fresh(work / "program")
    workshop.lay_program(program, "macos", epoch)
    icon = work / f"{NAME}.icns"
    icon.write_bytes(icns())
    out.mkdir(parents=True, exist_ok=True)
    bundle = out / f"{NAME}.app"
    for left in (bundle, out / NAME):
        if left.exists():
            shutil.rmtree(left)
    workshop.call(
        [
            *(sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
            *("--distpath", out, "--workpath", work / "pyinstaller", HERE / f"{NAME}.spec"),
        ],
        env=workshop.environment(epoch)
        | {
            "SHADAN_PROGRAM": str(program),
            "SHADAN_ICON": str(icon),
            "PYINSTALLER_CONFIG_DIR": str(work / "cache"),
        },
    )
    # The folder that the bundle was made of.
    shutil.rmtree(out / NAME)
    localise(bundle)
    # For this machine only: without a signature Apple's processors start nothing, with this one no Mac trusts it.
    workshop.call(["codesign", "--force", "--deep", "--sign", "-", "--timestamp=none", bundle])
    workshop.call(["codesign", "--verify", "--deep", "--strict", bundle])
    packed = out / f"{NAME}-{version}-macos-{platform.machine()}.zip"
    packed.unlink(missing_ok=True)
    # zip would lose the links within Qt's frameworks.
    workshop.call(["ditto", "-c", "-k", "--sequesterRsrc", "--keepParent", bundle, packed])
    return packed


def _on_a_mac() -> bool:
    return sys.platform == "darwin"


def info(version: str) -> dict[str, Any]:
    """What `Info.plist` says of the program and of its files."""
    numbers = ".".join(map(str, workshop.numbers(version)))
    return {
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleName": NAME,
        "CFBundleDisplayName": NAME,
        "CFBundleExecutable": NAME,
        "CFBundlePackageType": "APPL",
        # Only numbers are compared.
        "CFBundleShortVersionString": numbers,
        "CFBundleVersion": numbers,
        "CFBundleGetInfoString": f"{NAME} {version}",
        "CFBundleDevelopmentRegion": "ja",
        "CFBundleLocalizations": sorted(LANGUAGES),
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT",
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Shadan audit",
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [AUDIT_TYPE],
            }
        ],
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": AUDIT_TYPE,
                "UTTypeDescription": "Shadan audit",
                "UTTypeConformsTo": ["public.database", "public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [SUFFIX],
                    "public.mime-type": [MIME_TYPE],
                },
            }
        ],
    }


def localise(bundle: Path) -> None:
    """Names in both languages, into the bundle's resources."""
    for language, words in LANGUAGES.items():
        folder = bundle / "Contents" / "Resources" / f"{language}.lproj"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "InfoPlist.strings").write_bytes(plistlib.dumps(dict(words), sort_keys=True))


def wanted(name: str) -> bool:
    """Whether a file that PyInstaller found belongs into the bundle; `name` is its place there."""
    path = PurePosixPath(name.replace("\\", "/"))
    parts = path.parts
    if "PySide6" not in parts:
        return True
    if "plugins" in parts:
        return parts[parts.index("plugins") + 1] in _PLUGINS
    if "translations" in parts:
        return path.name in _TRANSLATIONS
    return not ({"qml", "metatypes", "typesystems", "glue", "include"} & set(parts))


def icns() -> bytes:
    """The program's icon in all sizes, drawn from its SVG with Qt."""
    from PySide6.QtCore import QBuffer, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(str(workshop.ROOT / "resources" / "icons" / "app.svg"))
    if not renderer.isValid():
        raise RuntimeError("resources/icons/app.svg cannot be drawn")
    drawn: dict[int, bytes] = {}
    for side in sorted(set(_ICONS.values())):
        picture = QImage(side, side, QImage.Format.Format_ARGB32)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        # PySide6's stub takes bytes only; the method takes the name of a format.
        picture.save(buffer, "PNG")  # type: ignore[call-overload]
        drawn[side] = bytes(buffer.data().data())
    entries = b"".join(
        kind.encode("ascii") + struct.pack(">I", 8 + len(drawn[side])) + drawn[side] for kind, side in _ICONS.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(entries)) + entries

"""What of Qt, of Python packages and of the system's libraries goes into the frozen program, and why.

Everything here is a decision about names; `freeze.py` refuses a folder whose libraries need what is neither in it nor
in `SYSTEM`, so that no decision is wrong in silence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

QT_PLUGINS: Mapping[str, frozenset[str]] = {
    # eglfs, linuxfb, vnc and the like are for devices without a desktop.
    "platforms": frozenset({"libqxcb.so", "libqwayland.so", "libqoffscreen.so", "libqminimal.so"}),
    "xcbglintegrations": frozenset({"libqxcb-egl-integration.so", "libqxcb-glx-integration.so"}),
    "wayland-shell-integration": frozenset({"libxdg-shell.so"}),
    "wayland-decoration-client": frozenset({"libadwaita.so", "libbradient.so"}),
    "wayland-graphics-integration-client": frozenset({"libqt-plugin-wayland-egl.so"}),
    # Without these two nobody types Japanese: IBus (which Fcitx 5 speaks, too), and compose keys.
    "platforminputcontexts": frozenset(
        {"libibusplatforminputcontextplugin.so", "libcomposeplatforminputcontextplugin.so"}
    ),
    # File dialogs of the desktop through its portal. The GTK one would bring GTK, or two GLibs into one process.
    "platformthemes": frozenset({"libqxdgdesktopportal.so"}),
    "printsupport": frozenset({"libcupsprintersupport.so"}),
    "imageformats": frozenset({"libqsvg.so", "libqjpeg.so", "libqico.so"}),
    "iconengines": frozenset({"libqsvgicon.so"}),
}
QT_TRANSLATIONS = frozenset({"qtbase_ja.qm", "qtbase_en.qm"})

EXCLUDED_MODULES = (
    *("tkinter", "_tkinter", "unittest", "pydoc", "pydoc_data", "doctest", "pdb", "test", "distutils", "setuptools"),
    *("pip", "pkg_resources", "lib2to3", "idlelib", "turtle", "ensurepip", "curses", "readline", "babel"),
    # The program opens no connection; without these nothing in it can speak TLS.
    *("ssl", "_ssl", "ftplib", "smtplib", "imaplib", "poplib", "nntplib", "telnetlib", "xmlrpc"),
    # Of PySide6, too, PyInstaller takes more than is imported.
    *(f"PySide6.{name}" for name in ("QtNetwork", "QtDBus", "QtQml", "QtQuick", "QtOpenGL", "QtTest", "QtDesigner")),
    # Audits are SQLite; Alembic imports PostgreSQL's dialect, and no other.
    *(f"sqlalchemy.dialects.{name}" for name in ("mysql", "oracle", "mssql")),
    *("MySQLdb", "psycopg2", "psycopg", "pysqlite2", "greenlet"),
    # Formats that no paper comes in.
    *(f"PIL.{name}" for name in ("_avif", "_webp", "_imagingtk", "ImageTk", "ImageQt", "_imagingcms", "_imagingmath")),
    # Documents are written with the parser alone.
    *(f"lxml.{name}" for name in ("objectify", "html", "isoschematron", "cssselect", "pyclasslookup", "usedoctest")),
    # One process reads a workbook or a scan, and it is started as the program.
    "multiprocessing",
    *("numpy", "pandas", "matplotlib", "IPython", "rlPyCairo", "_renderPM"),
)

SYSTEM: Mapping[str, str] = {
    # The loader, and what talks to it.
    **dict.fromkeys(
        (
            "ld-linux-x86-64.so.2",
            "libc.so.6",
            "libm.so.6",
            "libdl.so.2",
            "libpthread.so.0",
            "librt.so.1",
            "libutil.so.1",
        ),
        "libc6",
    ),
    "libcrypt.so.1": "libcrypt1",
    # The host's graphics drivers are linked with the host's: an older one from here, loaded first, keeps them out.
    "libstdc++.so.6": "libstdc++6",
    "libgcc_s.so.1": "libgcc-s1",
    "libz.so.1": "zlib1g",
    "libGL.so.1": "libgl1",
    "libGLX.so.0": "libglx0",
    "libOpenGL.so.0": "libopengl0",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    # They read the host's files, whose form is that of the host's version: fonts' settings, keyboards, the bus.
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libdbus-1.so.3": "libdbus-1-3",
    # One event loop in a process, also where a desktop's module is loaded into it.
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libcups.so.2": "libcups2",
}
"""Libraries that come from the system → their Debian package."""

MAY_LACK = frozenset({"libcups2"})
"""Packages without which the program runs, but for what they are there for: `Recommends`."""

NEWEST: Mapping[str, tuple[int, ...]] = {"GLIBC": (2, 36), "GLIBCXX": (3, 4, 30)}
"""The newest symbols that may be wanted: those of Debian 12. Ubuntu 24.04 has them, 22.04 has not."""

EXCHANGEABLE = ("PySide6", "shiboken6")
"""Packages whose modules lie as files in the folder, not within the archive of modules: the LGPL lets people exchange
them."""

UNALTERED = frozenset({"PySide6", "shiboken6", "pillow.libs"})
"""Folders whose libraries stay as their wheel has them: Qt under the LGPL; Pillow's were put together anew already."""

_VERSIONED = re.compile(r"\.so(\.\d+)*$")


def wanted(name: str) -> bool:
    """Whether a file that PyInstaller found belongs into the folder; `name` is its place there, with `/`."""
    path = PurePosixPath(name)
    parts = path.parts
    if "plugins" in parts and "Qt" in parts:
        kind = parts[parts.index("plugins") + 1]
        return path.name in QT_PLUGINS.get(kind, ())
    if "translations" in parts and "Qt" in parts:
        return path.name in QT_TRANSLATIONS
    if "qml" in parts and "Qt" in parts:
        return False
    if path.name in SYSTEM:
        return False
    if parts[0] == "app":
        return path.suffix not in {".pyc"}
    if parts[:1] == ("lxml",) and path.suffix in {".xsl", ".rng"} or "default-docx-template" in parts:
        return False
    # Alembic's templates make new folders of steps; SQLAlchemy's and lxml's sources are for who compiles against them.
    return not (parts[:2] == ("alembic", "templates") or path.suffix in {".pxd", ".pxi", ".pyx", ".pyi", ".h", ".pyc"})


def is_library(name: str) -> bool:
    """Whether a name is that of a shared library or extension module."""
    return _VERSIONED.search(name) is not None


def is_shared(name: str) -> bool:
    """Whether a library is there only for others that need it; Python's own, the boot loader opens by name."""
    return is_library(name) and name.startswith("lib") and not name.startswith("libpython")


def has_symbols_to_spare(name: str) -> bool:
    """Whether debugging symbols, of which its makers left some in it, are taken; `name` is its place in the folder."""
    return PurePosixPath(name).parts[0] not in UNALTERED

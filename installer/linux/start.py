"""What the frozen program starts with: it keeps its surroundings out of others, and holds on to what it consists of."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import MutableMapping

_OURS = ("LD_LIBRARY_PATH", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH", "QML_IMPORT_PATH")


def leave_no_trace(environment: MutableMapping[str, str]) -> None:
    """Take out of the environment what leads to the folder's libraries and plugins, or to the host's plugins.

    A viewer or a file manager that is opened from here would load our libraries in place of its own, and Qt those
    plugins of the host that are made for the host's Qt. Qt finds ours by `qt.conf`; the loader has read its part.
    """
    before = environment.pop("LD_LIBRARY_PATH_ORIG", None)
    for name in (*_OURS, *(name for name in environment if name.startswith("_PYI_"))):
        environment.pop(name, None)
    if before:
        environment["LD_LIBRARY_PATH"] = before


def find_input_method(environment: MutableMapping[str, str]) -> None:
    """Let Fcitx be reached through the plugin for IBus, which Fcitx 5 understands; its own belongs to the host's Qt."""
    if environment.get("QT_IM_MODULE", "").startswith("fcitx"):
        environment.setdefault("QT_IM_MODULES", "fcitx;ibus")


def hold_archive() -> None:
    """Read the program's modules from the file that was started, also after a newer one has taken its place.

    PyInstaller offers nothing public for it. Where a version of it keeps the file's name elsewhere, or the file cannot
    be held, modules are read by that name, as in every program that it makes.
    """
    archive = getattr(sys.modules.get("pyimod02_importers"), "pyz_archive", None)
    name = getattr(archive, "_filename", None)
    if not isinstance(name, str):
        return
    with contextlib.suppress(OSError, AttributeError):
        held = f"/proc/self/fd/{os.open(name, os.O_RDONLY | os.O_CLOEXEC)}"
        if os.path.exists(held):
            archive._filename = held  # type: ignore[union-attr]  # noqa: SLF001 - nothing public


if __name__ == "__main__":
    leave_no_trace(os.environ)
    find_input_method(os.environ)
    hold_archive()
    from app.__main__ import main

    sys.exit(main())

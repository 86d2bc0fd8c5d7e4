"""Whether a window can be shown at all: Qt does not say no, it aborts the process."""

from __future__ import annotations

import builtins
import contextlib
import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

from app.errors import UserError, register_messages
from app.paths import program_folder

register_messages(
    {
        "qt_missing": "The window needs a library that is missing here ({reason}); install it, "
        "or use the commands of `shadan --help`.",
        "qt_damaged": "A part of the program is damaged ({file}), so the window cannot be opened. "
        "Install the program again; your audits are untouched.",
        "no_display": "There is no display here; start Shadan on a desktop, or use the commands of `shadan --help`.",
    }
)


def check_display() -> None:
    """Raises UserError `qt_missing`, `qt_damaged` or `no_display` where Qt would fail or abort."""
    look_for_damage()
    plain = builtins.__import__
    try:
        import PySide6.QtWidgets
    except ImportError as error:
        raise UserError("qt_missing", reason=str(error)) from error
    finally:
        # PySide wraps `import` to search the source of every module for its switch `__feature__`, which nothing here
        # uses: reading all those files is a fifth of the time until an audit is open.
        builtins.__import__ = plain
    if not sys.platform.startswith("linux"):
        return
    wanted = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0].partition(";")[0]
    if wanted not in ("", "xcb") and not wanted.startswith("wayland"):
        return
    if wanted != "xcb" and _wayland():
        return
    if not os.environ.get("DISPLAY"):
        raise UserError("no_display")
    plugin = Path(PySide6.QtWidgets.__file__).parent / "Qt" / "plugins" / "platforms" / "libqxcb.so"
    try:
        if plugin.is_file():
            ctypes.CDLL(str(plugin))
        answered = _x_answers()
    except OSError as error:
        raise UserError("qt_missing", reason=str(error)) from error
    if not answered:
        raise UserError("no_display")


def look_for_damage() -> None:
    """Raises UserError `qt_damaged`: Linux loads a library that was cut short, and kills who reads beyond its end."""
    if program_folder() is None or not sys.platform.startswith("linux"):
        return
    # Nothing of what the window is painted before is loaded where it is not needed.
    from app.services.binaries import cut_short

    found = find_spec("PySide6")
    for package in (found and found.submodule_search_locations) or ():
        with contextlib.suppress(OSError):
            for place in cut_short(Path(package).parent):
                raise UserError("qt_damaged", file=place.name)


def _wayland() -> bool:
    name, folder = os.environ.get("WAYLAND_DISPLAY"), os.environ.get("XDG_RUNTIME_DIR")
    return bool(name) and os.path.exists(Path(folder or "/") / str(name))  # noqa: PTH110 - raises nothing


def _x_answers() -> bool:
    """Whether the X server named by DISPLAY takes a connection. Raises OSError without its library."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    failed = bool(xcb.xcb_connection_has_error(connection))
    xcb.xcb_disconnect(connection)
    return not failed

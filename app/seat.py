"""Where somebody sits: the machine, the session whose screen shows a window and, for a portable program, the user."""

from __future__ import annotations

import os
import re
import sys
from binascii import crc32

from app.paths import portable_folder
from app.process_lock import host_name


def seat_name() -> str:
    """A name for files that are of one seat alone: letters, digits and hyphens; another one for each seat."""
    parts = [host_name(), _session()]
    if portable_folder() is not None:
        # On a share several people may start the same folder.
        parts.append(_user())
    readable = re.sub(r"[^A-Za-z0-9-]", "_", host_name())[:40]
    # Names of machines and users in Japanese leave nothing to tell them by.
    return f"{readable}-{crc32(chr(0).join(parts).encode('utf-8', 'surrogateescape')):08x}"


def _session() -> str:
    """What no two sessions of a user on one machine share; empty where there is but one or nobody tells."""
    if sys.platform == "win32":
        import ctypes

        number = ctypes.c_ulong()
        told = ctypes.windll.kernel32.ProcessIdToSessionId(os.getpid(), ctypes.byref(number))
        return str(number.value) if told else ""
    # The screen and not the session of a log-in: a terminal over ssh or in tmux may show its windows on the desktop.
    wayland = os.environ.get("WAYLAND_DISPLAY", "")
    return wayland or re.sub(r"(:\d+)\.\d+$", r"\1", os.environ.get("DISPLAY", ""))


def _user() -> str:
    if sys.platform == "win32":
        return os.environ.get("USERDOMAIN", "") + "\\" + os.environ.get("USERNAME", "")
    return str(os.getuid())

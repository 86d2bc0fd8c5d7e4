"""The log of unexpected errors: `errors.log` in the user's log folder, bounded; every entry names the build."""

from __future__ import annotations

import os
import stat
import sys
import threading
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.paths import log_folder, portable_folder, user_log_folder
from app.version import __version__

NAME = "errors.log"
LARGEST = 1 << 20
"""Bytes after which another file is begun."""
KEPT = 3
"""How many files there are at most: `errors.log`, `errors.1.log` and so on, the newest first."""
_ENTRY = 1 << 17
_lock = threading.Lock()
_elsewhere: Path | None = None
"""The one file of this process where the user's folder cannot be written."""


def write(text: str) -> Path:
    """Add an entry; returns the file that it stands in: where the user's folder cannot be written it is one of this
    process in the system's folder for passing files, but never that of a program on a stick, which leaves nothing on
    the computer. Raises OSError when it cannot be written."""
    if len(text) > _ENTRY:
        # Where it happened stands at the end of a traceback, where it began at the beginning.
        text = f"{text[: _ENTRY // 2]}\n[…]\n{text[-_ENTRY // 2 :]}"
    entry = f"{datetime.now().astimezone().isoformat(timespec='seconds')} {_signature()}\n{text.rstrip()}\n\n"
    data = entry.encode("utf-8", "backslashreplace")
    try:
        file = user_log_folder() / NAME
        _make_room(file)
        _append(file, data)
    except OSError:
        if portable_folder() is not None:
            raise
        with _lock:
            file = _write_elsewhere(data)
    return file


def note(text: str) -> None:
    """Add one line that nobody is shown, if it can be."""
    with suppress(OSError):
        write(" ".join(text.split()))


def _signature() -> str:
    """Which program writes; no more than its version where the stick that it runs from was pulled out early."""
    try:
        from app.build import signature
    except ImportError:
        return f"Shadan {__version__}"
    return signature()


def _append(file: Path, data: bytes) -> None:
    with file.open("ab") as stream:
        stream.write(data)


def _write_elsewhere(data: bytes) -> Path:
    global _elsewhere
    import tempfile

    if _elsewhere is not None and _elsewhere.parent == Path(tempfile.gettempdir()):
        with suppress(OSError):
            _append_to_ours(_elsewhere, data)
            return _elsewhere
    number, place = tempfile.mkstemp(prefix="shadan-", suffix=".log")
    with os.fdopen(number, "wb") as stream:
        stream.write(data)
    _elsewhere = Path(place)
    return _elsewhere


def _append_to_ours(file: Path, data: bytes) -> None:
    """Raises OSError where the file is gone or another one lies there: everybody may write into that folder."""
    number = os.open(file, os.O_WRONLY | os.O_APPEND | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(number, "ab") as stream:
        about = os.fstat(number)
        if not stat.S_ISREG(about.st_mode) or (sys.platform != "win32" and about.st_uid != os.getuid()):
            raise OSError(f"{file} is another file")
        if about.st_size >= LARGEST:
            stream.truncate(0)
        stream.write(data)


def _make_room(file: Path) -> None:
    try:
        if file.stat().st_size < LARGEST:
            return
    except FileNotFoundError:
        return
    # Another process may do the same, or on Windows have one of them open: then it is done the next time.
    with suppress(OSError):
        for number in range(KEPT - 1, 0, -1):
            older = _numbered(number - 1)
            if older.exists():
                os.replace(older, _numbered(number))


def _numbered(number: int) -> Path:
    return log_folder() / (NAME if number == 0 else f"errors.{number}.log")

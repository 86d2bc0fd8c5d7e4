"""What is said where there is no window: on the stream of who started the program or, after a click, in a box."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from app import i18n
from app.paths import NAME, config_folder

QUIET = "SHADAN_NO_MESSAGE"
"""The variable under which no box is shown, as a roll-out sets it with nobody there to click; the launcher for Windows
knows it as well."""
_BOXES = (
    ("zenity", "--info", "--no-markup", f"--title={NAME}", "--text"),
    ("kdialog", "--title", NAME, "--msgbox"),
    ("notify-send", "--app-name", NAME, "--urgency=critical", NAME),
    ("xmessage", "-center", "-title", NAME),
)
"""What desktops of Linux say something with, the best first."""
_LARGEST = 1 << 20


def say(sentence: Callable[[Callable[[str], str]], str], language: str | None, stream: TextIO | None) -> None:
    """Say it where the program was started; without a language in the one that the window remembers."""
    i18n.set_language(language or remembered_language())
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(encoding="utf-8")
    if stream is not None:
        print(sentence(i18n.gettext), file=stream)  # noqa: T201 - there is no window to say it in


def say_in_box(sentence: str, *, with_qt: bool) -> None:
    """Say it in a box, if one can be shown: Qt's, or the one that Windows has by itself."""
    if os.environ.get(QUIET):
        return
    if with_qt:
        try:
            from app.ui.application import tell
        except ImportError:
            pass
        else:
            tell(sentence)
            return
    _say_by_system(sentence)


def _say_by_system(sentence: str) -> None:
    if sys.platform == "win32":
        import ctypes

        show: Callable[[None, str, str, int], int] = ctypes.windll.user32.MessageBoxW
        # MB_ICONINFORMATION | MB_SETFOREGROUND
        show(None, sentence, NAME, 0x40 | 0x10000)
        return
    for program, *words in _BOXES:
        if found := shutil.which(program):
            with contextlib.suppress(OSError):
                subprocess.run([found, *words, sentence], stdin=subprocess.DEVNULL, check=False)  # noqa: S603 - no shell
                return


def unread(stream: TextIO | None) -> bool:
    """Whether nobody can see what is written there: the program was started by a click."""
    if stream is None:
        return True
    try:
        number = stream.fileno()
        kind = os.fstat(number).st_mode
    except (OSError, ValueError):
        return True
    if sys.platform == "win32":
        return _started_by_windowed_launcher() or (stat.S_ISCHR(kind) and not _is_console(number))
    # A device that is no terminal is the one that swallows everything; a desktop's journal is a socket.
    return (stat.S_ISCHR(kind) and not stream.isatty()) or stat.S_ISSOCK(kind)


def _started_by_windowed_launcher() -> bool:
    """It leads its streams to NUL, which Windows takes for a terminal."""
    stem = Path(sys.executable).stem.lower()
    return not stem.endswith("-cli") and (stem.endswith("w") or not stem.startswith(("python", "pypy")))


def _is_console(number: int) -> bool:
    if sys.platform == "win32":
        import ctypes
        import msvcrt

        mode = ctypes.c_ulong()
        return bool(ctypes.windll.kernel32.GetConsoleMode(msvcrt.get_osfhandle(number), ctypes.byref(mode)))
    return False


def remembered_language() -> str:
    """The language that the window remembers, read without Qt; Japanese where it remembers none."""
    # What Qt writes is a plain file of this kind, as far as one word goes.
    from configparser import Error, RawConfigParser

    kept = RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=(";",))
    try:
        with (config_folder() / "window.ini").open("rb") as stream:
            kept.read_string(stream.read(_LARGEST).decode("utf-8", "replace"))
        language = kept.get("General", "language", fallback="")
    except (OSError, ValueError, Error):
        return "ja"
    return language if language in i18n.LANGUAGES else "ja"

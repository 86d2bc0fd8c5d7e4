"""`shadan` and `python -m app`: the window, or the command line."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

_AUDIT = ".shadan"


def main() -> int:
    """Open the window where no verb is given, else run the command line; returns the exit code."""
    try:
        return _start()
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        from app.cli.main import stopped

        return stopped(as_json="--json" in sys.argv)


def _start() -> int:
    if sys.argv[1:2] in (["_read-workbook"], ["_read-scan"]):
        from app.no_network import forbid

        forbid()
    if sys.argv[1:2] == ["_read-workbook"]:
        # Before everything else: the reading process of `app.formats.workbook` starts often and must start fast.
        from app.formats.workbook.child import main as read_workbook

        return read_workbook()
    if sys.argv[1:2] == ["_read-scan"]:
        from app.formats.scans.child import main as read_scan

        return read_scan()
    _start_again_in_utf8()
    from app import bootstrap

    arguments = sys.argv[1:]
    window = wanted_window(arguments)
    if window is not None:
        return bootstrap.open_window(*window)
    from app.cli.main import run

    return run(arguments, bootstrap.tools())


def _start_again_in_utf8() -> None:
    """Replace this process by one in UTF-8 mode where the locale (C, POSIX) cannot hold Japanese words and names."""
    try:
        "遮断".encode(sys.getfilesystemencoding())
    except UnicodeEncodeError:
        # Whoever has said so already, and in vain, is not asked again.
        if os.environ.get("PYTHONUTF8") != "1" and not getattr(sys, "frozen", False):
            os.environ["PYTHONUTF8"] = "1"
            os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - ourselves


def wanted_window(arguments: Sequence[str]) -> tuple[Path | None, str | None] | None:
    """(file, language) when the window is wanted: `[--lang ja|en] [FILE]`; None for the command line."""
    from app import i18n

    rest, language = list(arguments), None
    if rest and rest[0].startswith("--lang="):
        language = rest.pop(0).partition("=")[2]
    elif len(rest) > 1 and rest[0] == "--lang":
        language = rest[1]
        del rest[:2]
    if language is not None and language not in i18n.LANGUAGES:
        return None
    if not rest:
        return None, language
    if len(rest) > 1 or rest[0].startswith("-") or not _is_file(rest[0]):
        return None
    return Path(rest[0]), language


def _is_file(word: str) -> bool:
    if Path(word).suffix.lower() == _AUDIT:
        return True
    if not Path(word).is_file():
        return False
    from app.cli.main import is_verb

    return not is_verb(word)


if __name__ == "__main__":
    sys.exit(main())

"""Where the program's own files and the user's folders are, and how the program starts itself again."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAME = "Shadan"
_PACKAGE = Path(__file__).resolve().parent

# Starts `python -m app`, but finds this very package from any working folder, one with a folder `app` in it included.
_START = "import sys; sys.path[0] = sys.argv.pop(1); from app.__main__ import main; sys.exit(main())"


def bundled(folder: str) -> Traversable:
    """`forms` or `resources`: inside the package when installed or frozen, beside it in a checkout."""
    return _find(folder, _PACKAGE)


@cache
def _find(folder: str, package: Path) -> Traversable:
    for found in (package / folder, package.parent / folder):
        if found.is_dir():
            return found
    # In an archive; what opens one takes as long to load as all that is loaded up to here.
    from importlib.resources import files

    return files("app") / folder


def self_command() -> list[str]:
    """The words that start this program again on the command line; arguments are to be appended.

    From source and from a wheel this is the interpreter that runs now. Frozen, it is the console executable beside the
    windowed one (`NAME-cli`), because a windowed program has no pipes on Windows; where there is but one, that one.
    """
    executable = Path(sys.executable)
    if _is_interpreter(executable):
        console = executable.with_name(executable.name.replace("pythonw", "python"))
        root = Path(__file__).resolve().parent.parent
        return [str(console if console.exists() else executable), "-c", _START, str(root)]
    console = executable.with_name(f"{executable.stem}-cli{executable.suffix}")
    return [str(console if console.exists() else executable)]


def _is_interpreter(executable: Path) -> bool:
    """Whether `sys.executable` is a plain Python rather than our launcher or a frozen program."""
    return not getattr(sys, "frozen", False) and executable.stem.lower().startswith(("python", "pypy"))


def user_config_folder() -> Path:
    """The user's folder for settings."""
    return _user_folder("config")


def user_log_folder() -> Path:
    """The user's folder for the log of unexpected errors."""
    return _user_folder("log")


def _user_folder(kind: Literal["config", "log"]) -> Path:
    """One of the two folders, made if missing; `SHADAN_HOME` (tests, a memory stick) moves both.

    Raises OSError when it cannot be made.
    """
    if home := os.environ.get("SHADAN_HOME"):
        folder = Path(home) / kind
    else:
        import platformdirs

        # Without appauthor=False the name doubles on Windows; the local profile, not the roaming one.
        if kind == "config":
            folder = platformdirs.user_config_path(NAME, appauthor=False)
        else:
            folder = platformdirs.user_log_path(NAME, appauthor=False)
    folder.mkdir(parents=True, exist_ok=True)
    return folder

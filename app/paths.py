"""Where the program's own files and the user's folders are, and how the program starts itself again."""

from __future__ import annotations

import errno
import os
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

NAME = "Shadan"
FLAG = "portable.flag"
"""The file beside the executable that makes a program portable."""
DATA = "data"
"""The folder beside it in which a portable program keeps what it writes."""
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


def program_folder() -> Path | None:
    """The folder of the installed program, where its executable and its list of files lie; None from source."""
    return _folder_of(sys.executable)


@cache
def _folder_of(executable: str) -> Path | None:
    place = Path(executable)
    return None if _is_interpreter(place) else place.resolve().parent


def portable_folder() -> Path | None:
    """`data` beside the executable where `portable.flag` lies there, too: the program keeps everything on its stick.

    None for all others, and where `SHADAN_HOME` says otherwise. Decided once in a process: a stick that was pulled out
    does not make the program one that keeps things on the computer.
    """
    program = program_folder()
    if program is None or os.environ.get("SHADAN_HOME") or not _has_flag(program):
        return None
    return program / DATA


@cache
def _has_flag(program: Path) -> bool:
    return (program / FLAG).is_file()


def home_is_gone() -> bool:
    """Whether this is a program on a stick and the stick was pulled out: nothing is kept then, here or elsewhere."""
    data = portable_folder()
    return data is not None and not data.parent.is_dir()


def first_folder() -> Path | None:
    """Where audits, backups and exports are offered to be kept on a stick; None elsewhere: among the documents."""
    data = portable_folder()
    return None if data is None else data / "audits"


def kept_place(place: Path) -> str:
    """How a place is remembered: one on the stick from the program's folder, as the letter of its drive changes."""
    data = portable_folder()
    if data is not None:
        try:
            return place.resolve().relative_to(data.parent).as_posix()
        except ValueError:
            pass
    return str(place)


def found_place(kept: str) -> Path:
    """The place that `kept_place` remembered."""
    data = portable_folder()
    # An absolute one stays as it is.
    return Path(kept) if data is None else data.parent / kept


def user_config_folder() -> Path:
    """The user's folder for settings, made if missing. Raises OSError when it cannot be made, or its stick is gone."""
    return _made(config_folder())


def user_log_folder() -> Path:
    """The user's folder for the log of unexpected errors, made if missing. Raises OSError as `user_config_folder`."""
    return _made(log_folder())


def config_folder() -> Path:
    """Where settings are kept, whether it is there or not."""
    return _user_folder("config")


def log_folder() -> Path:
    """Where unexpected errors are written down, whether it is there or not."""
    return _user_folder("log")


def _made(folder: Path) -> Path:
    if home_is_gone():
        # Where the stick was, another folder of its name would be made on the computer.
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _user_folder(kind: Literal["config", "log"]) -> Path:
    """`SHADAN_HOME` (tests) moves both, and so does a stick."""
    if home := os.environ.get("SHADAN_HOME"):
        return Path(home) / kind
    if (data := portable_folder()) is not None:
        return data / kind
    import platformdirs

    # Without appauthor=False the name doubles on Windows; the local profile, not the roaming one.
    if kind == "config":
        return platformdirs.user_config_path(NAME, appauthor=False)
    return platformdirs.user_log_path(NAME, appauthor=False)

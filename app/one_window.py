"""One window for each user and machine: a second start hands its file to the window that is open.

No socket is opened for it. Who has the lock in the user's folder has the window; whoever comes later puts a request, a
small file, into a folder beside it, which the window watches and from which it takes the request as its answer. Several
machines may share a user's folder: lock and requests bear the name of the machine.
"""

from __future__ import annotations

import json
import math
import os
import re
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app import error_log
from app.errors import LOCKED, UserError, register_messages
from app.paths import user_config_folder
from app.process_lock import Held, ProcessLock, holder, host_name, on_the_clock, plainly

register_messages(
    {
        "window_in_use": (
            "A window of Shadan is open since {since} (process {pid}) and does not answer; use that one, or end it and "
            "start again."
        )
    },
    exit_code=LOCKED,
)

PATIENCE = 10.0
"""Seconds within which an open window answers."""
_FRESH = 60.0
"""Seconds after which nobody waits for a request any more."""
_SUFFIX = ".request"
_LARGEST = 1 << 16
_AT_ONCE = 16
_LOOKED = 256
_STEP = 0.05


@dataclass(frozen=True, slots=True)
class Request:
    """What another start asked of the window: to come forward and, with a file, to open it."""

    place: Path
    file: Path | None


class OneWindow:
    """The right to be the one window, until `release`. `requests` and `take` may be called from any one thread.

    Raises Held when another process is it, UserError `lock_no_file` where something else lies in the place of its lock,
    OSError when the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder / f"{_stem()}-requests"
        self._lock = ProcessLock(_lock_place(folder), "", datetime.now().astimezone().isoformat(timespec="seconds"))
        self._seen: set[str] = set()
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError:
            self.release()
            raise

    def requests(self) -> list[Request]:
        """What was asked since the last call. What is no request is a line in the log, and is removed."""
        found: list[Request] = []
        for place in self._places():
            self._seen.add(place.name)
            try:
                asked = _read(place)
            except (OSError, ValueError, ArithmeticError, RecursionError) as error:
                error_log.note(f"a request to the window was left alone: {place.name}: {error}")
                self._remove(place)
                continue
            if asked is None:
                self._remove(place)
            else:
                found.append(asked)
        return found

    def take(self, request: Request) -> bool:
        """Tell who waits that it is being done; False when nobody waits any more, and it must not be done then: who
        asked was told that there is no answer."""
        return self._remove(request.place)

    def release(self) -> None:
        """Let another window be the one; harmless when called again."""
        with suppress(OSError):
            self._lock.release()

    def _places(self) -> list[Path]:
        places: list[Path] = []
        with suppress(OSError), os.scandir(self.folder) as entries:
            for number, entry in enumerate(entries):
                if number >= _LOOKED or len(places) >= _AT_ONCE:
                    break
                if entry.name.endswith(_SUFFIX) and entry.name not in self._seen:
                    places.append(Path(entry.path))
        return places

    def _remove(self, place: Path) -> bool:
        # What cannot be removed stays known, so that it is not read again.
        try:
            place.unlink()
        except FileNotFoundError:
            self._seen.discard(place.name)
            return False
        except OSError:
            return False
        self._seen.discard(place.name)
        return True


def begin(file: Path | None, patience: float = PATIENCE) -> OneWindow | None:
    """Become the one window, or hand `file` to the window that is open: then None.

    Raises UserError `window_in_use` when that one does not answer, `file_missing` for a file that is not there or that
    cannot be looked at, `lock_no_file`, and OSError only where the user's folder cannot be written.
    """
    folder = user_config_folder()
    try:
        return OneWindow(folder)
    except Held:
        return _hand_over(folder, file, patience)


def _hand_over(folder: Path, file: Path | None, patience: float) -> OneWindow | None:
    _let_forward(folder)
    wanted = None if file is None else _found(file)
    place = _ask(folder, wanted)
    until = time.monotonic() + patience
    try:
        while time.monotonic() < until:
            time.sleep(_STEP)
            if not place.exists():
                break
            # It may have been closed, or have died, with our request unread: the window is ours then.
            with suppress(Held):
                return OneWindow(folder)
        else:
            if _taken_back(place):
                told = holder(_lock_place(folder)) or {}
                since = on_the_clock(str(told.get("since", "?")))
                raise UserError("window_in_use", pid=str(told.get("pid", "?")), since=since)
    finally:
        with suppress(OSError):
            place.unlink(missing_ok=True)
    if file is not None and wanted is None:
        raise UserError("file_missing", file=file)
    return None


def _found(file: Path) -> str | None:
    """The whole path of a file that is there; None where it is not, or its disk does not say so."""
    try:
        file.stat()
        return str(file.resolve())
    except (OSError, ValueError, RuntimeError):
        return None


def _taken_back(place: Path) -> bool:
    """Whether the window has not taken the request until now. Whoever removes it decides: it opens nothing that was
    taken back."""
    try:
        place.unlink()
    except FileNotFoundError:
        return False
    except OSError:
        # Another program has it open, as a scanner may; nobody took it.
        pass
    return True


def _ask(folder: Path, file: str | None) -> Path:
    """Put a request into the folder, whole at once. Raises OSError."""
    import tempfile

    requests = folder / f"{_stem()}-requests"
    requests.mkdir(exist_ok=True)
    said = {"file": file, "at": time.time()}
    number, name = tempfile.mkstemp(prefix="open-", suffix=".part", dir=requests)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(json.dumps(said).encode("ascii"))
        place = part.with_suffix(_SUFFIX)
        os.replace(part, place)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    return place


def _read(place: Path) -> Request | None:
    """What a file asks for; None for one that nobody waits for any more. Raises ValueError, OSError and, for a number
    that is longer than any moment, OverflowError."""
    about = place.lstat()
    if not stat.S_ISREG(about.st_mode):
        raise ValueError("no file")
    if sys.platform != "win32" and about.st_uid != os.getuid():
        raise ValueError("of another user")
    if about.st_size > _LARGEST:
        raise ValueError("too large")
    with open(place, "rb", opener=plainly) as stream:
        told = json.loads(stream.read(_LARGEST + 1))
    if not isinstance(told, dict) or set(told) != {"file", "at"}:
        raise ValueError("no request")
    at, file = told["at"], told["file"]
    if not isinstance(at, int | float) or isinstance(at, bool) or not isinstance(file, str | None):
        raise ValueError("no request")
    if not math.isfinite(at):
        raise ValueError("no moment")
    if not -_FRESH < time.time() - at < _FRESH:
        return None
    if file is None:
        return Request(place, None)
    if not os.path.isabs(file) or not os.path.isfile(file):
        raise ValueError("names no file")
    return Request(place, Path(file))


def _stem() -> str:
    return "window-" + re.sub(r"[^A-Za-z0-9-]", "_", host_name())[:64]


def _lock_place(folder: Path) -> Path:
    return folder / f"{_stem()}.lock"


def _let_forward(folder: Path) -> None:
    """Windows lets the window come to the front only if who was started by the user agrees. Never tried on a real
    Windows: the worst is that the window blinks in the task bar."""
    if sys.platform == "win32":
        import ctypes

        pid = (holder(_lock_place(folder)) or {}).get("pid")
        if isinstance(pid, int):
            allow: Callable[[int], int] = ctypes.windll.user32.AllowSetForegroundWindow
            allow(pid)

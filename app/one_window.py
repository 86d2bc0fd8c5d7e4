"""One window for each user and session: a second start hands its file to the window that is open.

No socket is opened for it. Who has the lock in the user's folder has the window; whoever comes later puts a request, a
small file, into a folder beside it, which the window watches and from which it takes the request as its answer. Several
machines, screens and, beside a portable program, users may share that folder, and none sees what another's window
shows: lock and requests bear the name of all three (`app.seat`).

Virus scanners hold files for a moment, and Windows then lets nobody read, rename or remove them: what fails so is tried
again while somebody waits.
"""

from __future__ import annotations

import json
import math
import os
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
from app.process_lock import Held, ProcessLock, holder, on_the_clock, plainly
from app.seat import seat_name

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
_HELD = 1.0
"""Seconds for which what is held by another program is tried again at once."""
_SUFFIX = ".request"
_PART = ".part"
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
        self._since: dict[str, float] = {}
        try:
            self.folder.mkdir(exist_ok=True)
        except OSError:
            self.release()
            raise

    def requests(self) -> list[Request]:
        """What was asked since the last call. What is no request is a line in the log, and is removed: nobody waits for
        it. What cannot be read now is left for the next call."""
        found: list[Request] = []
        for place in self._places():
            try:
                asked = _read(place)
            except FileNotFoundError:
                continue
            except (OSError, ValueError, ArithmeticError, RecursionError) as error:
                if isinstance(error, OSError) and self._is_young(place.name):
                    continue
                error_log.note(f"a request to the window was left alone: {place.name}: {error}")
                asked = None
            self._seen.add(place.name)
            if asked is None:
                self._remove(place)
            else:
                found.append(asked)
            if len(found) >= _AT_ONCE:
                break
        return found

    def take(self, request: Request) -> bool:
        """Tell who waits that it is being done. False when nobody waits any more, and it must not be done then: who
        asked was told that there is no answer. False, too, where the request is held by another program for more than
        a moment; `requests` offers it anew."""
        taken = False
        with suppress(OSError):
            _insist(request.place.unlink)
            taken = True
        self._seen.discard(request.place.name)
        return taken

    def release(self) -> None:
        """Let another window be the one; harmless when called again."""
        with suppress(OSError):
            # One with requests stays: who asks becomes the window.
            self.folder.rmdir()
        with suppress(OSError):
            self._lock.release()

    def _places(self) -> list[Path]:
        """The requests that are not known yet. Half-written ones that nobody goes on with are taken away."""
        names: list[str] = []
        with suppress(OSError), os.scandir(self.folder) as entries:
            names = [entry.name for entry in entries if entry.name.endswith((_SUFFIX, _PART))]
        now = time.monotonic()
        # The clocks of shares may be others: it counts since when a file is seen here.
        self._since = {name: self._since.get(name, now) for name in names}
        for name in names:
            if name.endswith(_PART) and not self._is_young(name):
                with suppress(OSError):
                    (self.folder / name).unlink()
        return [self.folder / name for name in names if name.endswith(_SUFFIX) and name not in self._seen][:_LOOKED]

    def _is_young(self, name: str) -> bool:
        return time.monotonic() - self._since[name] < _FRESH

    def _remove(self, place: Path) -> None:
        # What cannot be removed stays known, so that it is not read again.
        with suppress(OSError):
            place.unlink(missing_ok=True)
            self._seen.discard(place.name)


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
    asked = _ask_or_be(folder, wanted)
    if isinstance(asked, OneWindow):
        return asked
    place = asked
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
                raise _no_answer(folder)
    finally:
        with suppress(OSError):
            place.unlink(missing_ok=True)
    if file is not None and wanted is None:
        raise UserError("file_missing", file=file)
    return None


def _ask_or_be(folder: Path, file: str | None) -> Path | OneWindow:
    """Ask the window or, where it ends meanwhile, be it. Raises UserError `window_in_use` where it cannot be asked, as
    on a full disk: a second window would be no better off."""
    until = time.monotonic() + _HELD
    while True:
        try:
            return _ask(folder, file)
        except OSError as error:
            with suppress(Held):
                return OneWindow(folder)
            if time.monotonic() >= until:
                raise _no_answer(folder) from error
        time.sleep(_STEP)


def _no_answer(folder: Path) -> UserError:
    told = holder(_lock_place(folder)) or {}
    return UserError("window_in_use", pid=str(told.get("pid", "?")), since=on_the_clock(str(told.get("since", "?"))))


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
        _insist(place.unlink)
    except FileNotFoundError:
        return False
    except OSError:
        # Another program keeps it; nobody took it.
        pass
    return True


def _insist(act: Callable[[], None]) -> None:
    """Do what another program may keep from being done for a moment. Raises FileNotFoundError at once, and any other
    OSError that has not gone by then."""
    until = time.monotonic() + _HELD
    while True:
        try:
            return act()
        except FileNotFoundError:
            raise
        except OSError:
            if time.monotonic() >= until:
                raise
            time.sleep(_STEP)


def _ask(folder: Path, file: str | None) -> Path:
    """Put a request into the folder, whole at once. Raises OSError."""
    import tempfile

    requests = folder / f"{_stem()}-requests"
    requests.mkdir(exist_ok=True)
    said = {"file": file, "at": time.time()}
    number, name = tempfile.mkstemp(prefix="open-", suffix=_PART, dir=requests)
    part = Path(name)
    try:
        with os.fdopen(number, "wb") as stream:
            stream.write(json.dumps(said).encode("ascii"))
        place = part.with_suffix(_SUFFIX)
        _insist(lambda: os.replace(part, place))
    except OSError:
        with suppress(OSError):
            # Where this fails, too, the window takes it away.
            part.unlink()
        raise
    return place


def _read(place: Path) -> Request | None:
    """What a file asks for; None for one that nobody waits for any more. Whether what it names is there is seen, and
    said, when it is opened. Raises ValueError, OSError and, for a number that is longer than any moment, OverflowError.
    """
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
    if not os.path.isabs(file) or "\0" in file:
        raise ValueError("names no file")
    return Request(place, Path(file))


def _stem() -> str:
    return f"window-{seat_name()}"


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

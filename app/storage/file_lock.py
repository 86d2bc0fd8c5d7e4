"""One program at a time on an audit file: an operating-system lock on `NAME.shadan.lock`, which says who holds it.

The lock belongs to the process, so that a crash frees it; the file's text is for people only.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from app.errors import UserError, from_os_error
from app.storage import failures as _sentences  # noqa: F401 - registers the sentence of `audit_locked`

_TRIES = 20
_HELD = {errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK}


class FileLock:
    """Held from construction until `release`.

    Raises UserError `audit_locked` naming the holder, or what the disk says when the lock file cannot be made.
    """

    def __init__(self, audit: Path, user: str, since: str) -> None:
        self.path = lock_path(audit)
        self._stream: IO[bytes] | None = None
        for _ in range(_TRIES):
            try:
                stream = self.path.open("a+b")
            except OSError as error:
                raise from_os_error(error, audit.name) from error
            try:
                _take(stream)
            except OSError as error:
                stream.close()
                if error.errno not in _HELD:
                    raise from_os_error(error, audit.name) from error
                raise locked(audit) from None
            if self._is_still_there(stream):
                self._stream = stream
                break
            # The last holder removed the file between our opening and our locking it.
            stream.close()
        if self._stream is None:
            raise locked(audit)
        self._sign(user, since)

    def _is_still_there(self, stream: IO[bytes]) -> bool:
        if sys.platform == "win32":
            return True
        try:
            return os.path.samestat(os.fstat(stream.fileno()), self.path.stat())
        except FileNotFoundError:
            return False

    def _sign(self, user: str, since: str) -> None:
        assert self._stream is not None  # noqa: S101 - for the type checker
        text = json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "user": user, "since": since})
        # On a full disk the lock holds without a name.
        with suppress(OSError):
            self._stream.truncate(0)
            self._stream.write(text.encode())
            self._stream.flush()

    def release(self) -> None:
        """Give the file free; harmless when called again."""
        stream, self._stream = self._stream, None
        if stream is None:
            return
        if sys.platform != "win32":
            # Before the lock is given up: afterwards it might be somebody else's.
            self.path.unlink(missing_ok=True)
        with suppress(OSError):
            # What a full disk kept from being written fails here once more.
            stream.close()
        if sys.platform == "win32":
            with suppress(OSError):
                # The next holder may have it open.
                self.path.unlink(missing_ok=True)


def lock_path(audit: Path) -> Path:
    """Where the lock of an audit lies; the same for every path that leads to the file."""
    place = audit.resolve()
    return place.with_name(place.name + ".lock")


def locked(audit: Path) -> UserError:
    """The refusal that names who holds the lock, as far as the lock file tells."""
    said: object = None
    for _ in range(5):
        try:
            said = json.loads(lock_path(audit).read_bytes())
            break
        except (OSError, ValueError):
            # The holder may be about to sign.
            time.sleep(0.02)
    known = said if isinstance(said, dict) else {}
    pid, host, user, since = (str(known.get(name, "?")) for name in ("pid", "host", "user", "since"))
    return UserError("audit_locked", file=audit.name, pid=pid, host=host, user=user, since=_on_the_clock(since))


def _on_the_clock(since: str) -> str:
    """A moment as the clock on the wall showed it here, to the minute; as it stands when it is no moment."""
    try:
        return f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M}"
    except ValueError:
        return since


def is_held(audit: Path) -> bool:
    """Whether another process has the lock on an audit, as far as can be told without making a file."""
    try:
        with lock_path(audit).open("rb") as stream:
            _take(stream)
    except FileNotFoundError:
        return False
    except OSError as error:
        return error.errno in _HELD
    return False


def _take(stream: IO[bytes]) -> None:
    """Lock without waiting. Raises OSError when another one has it."""
    if sys.platform == "win32":
        import msvcrt

        # Far behind the text: a locked range cannot be read by others.
        stream.seek(1 << 20)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)

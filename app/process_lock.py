"""An operating-system lock on a small file, held by one process: a crash frees it. The file's text is for people only.

Audits are locked with it (`app.storage.file_lock`), and so is the one window of a user (`app.one_window`), which is
asked for before anything of an audit is loaded: it stands on the ground and imports no floor.
"""

from __future__ import annotations

import errno
import json
import os
import stat
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from app.errors import UserError, register_messages

register_messages(
    {
        "lock_no_file": (
            "{file} is to tell who works here, but it is no plain file (a link, a folder or the like); see what put it "
            "there, remove it and try again."
        )
    }
)

TAKEN = frozenset({errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK})
"""What the system says of a lock that another process has."""
_TRIES = 20
_LONGEST = 1 << 16


class Held(Exception):
    """Another process has the lock."""


class ProcessLock:
    """Held from construction until `release`.

    Raises Held, UserError `lock_no_file` where something else than a file lies there, which is left as it is, and
    OSError when the file cannot be made.
    """

    def __init__(self, path: Path, user: str, since: str) -> None:
        self.path = path
        self._stream: IO[bytes] | None = None
        for _ in range(_TRIES):
            stream = _opened(path)
            try:
                take(stream)
            except OSError as error:
                stream.close()
                if error.errno not in TAKEN:
                    raise
                raise Held from None
            if self._is_still_there(stream):
                self._stream = stream
                break
            # The last holder removed the file between our opening and our locking it.
            stream.close()
        if self._stream is None:
            raise Held
        self._sign(self._stream, user, since)

    def _is_still_there(self, stream: IO[bytes]) -> bool:
        if sys.platform == "win32":
            return True
        try:
            return os.path.samestat(os.fstat(stream.fileno()), self.path.lstat())
        except FileNotFoundError:
            return False

    def _sign(self, stream: IO[bytes], user: str, since: str) -> None:
        text = json.dumps({"pid": os.getpid(), "host": host_name(), "user": user, "since": since})
        # On a full disk the lock holds without a name.
        with suppress(OSError):
            stream.truncate(0)
            stream.write(text.encode())
            stream.flush()

    def release(self) -> None:
        """Give it free; harmless when called again."""
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


def _opened(path: Path) -> IO[bytes]:
    try:
        return open(path, "a+b", opener=plainly)
    except OSError as error:
        with suppress(FileNotFoundError):
            if not stat.S_ISREG(path.lstat().st_mode):
                raise UserError("lock_no_file", file=path) from error
        raise


def plainly(name: str, flags: int) -> int:
    """An `opener` for what must be a plain file: follows no link and waits for no pipe. Raises OSError for others."""
    if not hasattr(os, "O_NOFOLLOW") and Path(name).is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
    number = os.open(name, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o666)
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(errno.EINVAL, "no plain file", name)
    return number


def host_name() -> str:
    """The name of this machine; asked without `socket`, which nothing here needs."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "?")
    return os.uname().nodename


def holder(path: Path) -> dict[str, object] | None:
    """What a lock file says of its holder (pid, host, user, since); None when there is none or it says nothing."""
    for _ in range(5):
        try:
            with open(path, "rb", opener=plainly) as stream:
                said = json.loads(stream.read(_LONGEST))
            return said if isinstance(said, dict) else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError, RecursionError):
            # The holder may be about to sign.
            time.sleep(0.02)
    return None


def on_the_clock(since: str) -> str:
    """A moment as the clock on the wall showed it here; as it stands when it is no moment."""
    try:
        return f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return since


def take(stream: IO[bytes], at: int = 1 << 20) -> None:
    """Lock without waiting; on Windows one byte, by default far behind the text, as others cannot read what is locked.
    Raises OSError when another one has it, with an `errno` of TAKEN."""
    if sys.platform == "win32":
        import msvcrt

        stream.seek(at)
        try:
            msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno:
                raise
            # Wine refuses without a reason.
            raise OSError(errno.EACCES, os.strerror(errno.EACCES)) from error
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)

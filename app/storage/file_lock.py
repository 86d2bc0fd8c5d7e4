"""One program at a time on an audit file: an operating-system lock on `NAME.shadan.lock`, which says who holds it.

The lock belongs to the process, so that a crash frees it; the file's text is for people only. A second lock lies on one
byte of the audit itself: it follows the file whatever its name, to a second hard link as well, and stays where somebody
tidies the lock file away.
"""

from __future__ import annotations

import errno
import json
import os
import socket
import struct
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
# In the page that SQLite leaves empty, behind its own locks: on Windows nobody can read a locked byte.
_BYTE = (1 << 30) + 1024


class FileLock:
    """Held from construction until `release`.

    Raises UserError `audit_locked` naming the holder, or what the disk says when the lock file cannot be made.
    """

    def __init__(self, audit: Path, user: str, since: str) -> None:
        self.path = lock_path(audit)
        self._audit = audit
        self._stream: IO[bytes] | None = None
        self._file: IO[bytes] | None = None
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

    def cover(self) -> None:
        """Lock the file that has the name now, under all its names; called anew when another file took its place.

        Nothing of this process may have the file open through SQLite, whose own locks would be lost. Raises UserError
        `audit_locked` or `audit_locked_elsewhere` when another program has it, and what the disk says.
        """
        self.uncover()
        try:
            file = self._audit.open("r+b")
        except OSError as error:
            raise from_os_error(error, self._audit.name) from error
        try:
            _take_byte(file)
        except OSError as error:
            file.close()
            if error.errno in _HELD:
                raise _locked_elsewhere(self._audit) from None
            # Some shares know no such locks: there the name alone has to do.
            return
        self._file = file

    def uncover(self) -> None:
        """Leave the file itself, so that it can be replaced: Windows replaces none that is open."""
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def release(self) -> None:
        """Give the file free; harmless when called again."""
        self.uncover()
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


def other_names(audit: Path) -> tuple[Path, ...]:
    """The other names of a file in its folder (hard links). Those in other folders cannot be found."""
    place = audit.resolve()
    try:
        mine = place.stat()
        if mine.st_nlink < 2:
            return ()
        near = (path for path in place.parent.iterdir() if path.name != place.name and not path.is_symlink())
        return tuple(sorted(path for path in near if os.path.samestat(mine, path.stat())))
    except OSError:
        return ()


def locked(audit: Path) -> UserError:
    """The refusal that names who holds the lock, as far as the lock file tells."""
    return _held_by(audit, _holder(audit) or {})


def _locked_elsewhere(audit: Path) -> UserError:
    """As `locked`, where the name is ours and the file is held under another one."""
    holder = next(filter(None, map(_holder, other_names(audit))), None)
    return UserError("audit_locked_elsewhere", file=audit.name) if holder is None else _held_by(audit, holder)


def _held_by(audit: Path, holder: dict[str, object]) -> UserError:
    pid, host, user, since = (str(holder.get(name, "?")) for name in ("pid", "host", "user", "since"))
    return UserError("audit_locked", file=audit.name, pid=pid, host=host, user=user, since=_on_the_clock(since))


def _holder(audit: Path) -> dict[str, object] | None:
    """What the lock file of an audit says; None when there is none."""
    for _ in range(5):
        try:
            said = json.loads(lock_path(audit).read_bytes())
            return said if isinstance(said, dict) else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            # The holder may be about to sign.
            time.sleep(0.02)
    return None


def _on_the_clock(since: str) -> str:
    """A moment as the clock on the wall showed it here; as it stands when it is no moment."""
    try:
        return f"{datetime.fromisoformat(since).astimezone():%Y-%m-%d %H:%M:%S}"
    except ValueError:
        return since


def is_held(audit: Path) -> bool:
    """Whether another process has the lock on an audit, as far as can be told without making a file.

    Nothing of this process may have the file open through SQLite.
    """
    try:
        with lock_path(audit).open("rb") as stream:
            _take(stream)
    except FileNotFoundError:
        pass
    except OSError as error:
        if error.errno in _HELD:
            return True
    try:
        with audit.open("rb") as file:
            return _byte_is_taken(file)
    except OSError:
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


def _take_byte(file: IO[bytes]) -> None:
    """Lock the byte without waiting. Raises OSError when another one has it or the disk knows no such locks."""
    if sys.platform == "win32":
        import msvcrt

        file.seek(_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        _ask(file, _SET)


def _byte_is_taken(file: IO[bytes]) -> bool:
    """Whether another one has the byte. Raises OSError where the disk knows no such locks."""
    if sys.platform == "win32":
        try:
            _take_byte(file)
        except OSError as error:
            if error.errno in _HELD:
                return True
            raise
        return False
    else:
        import fcntl

        return _ask(file, _GET) != fcntl.F_UNLCK


# Locks of an open file and not of the process: SQLite opens and closes the same file, which would free the others.
# (set, get), the fields of `struct flock`, which of them is the kind of lock; numbers as in the systems' fcntl.h.
_SET, _GET = 0, 1
_BY_OPEN_FILE = {"linux": ((37, 36), "hhqqi", 0), "darwin": ((90, 92), "qqihh", 3)}


def _ask(file: IO[bytes], what: int) -> int:
    """Set the lock on the byte or ask for it; returns the kind of lock that is there. Raises OSError."""
    if sys.platform == "win32" or sys.platform not in _BY_OPEN_FILE:
        raise OSError(errno.ENOSYS, os.strerror(errno.ENOSYS))
    else:
        import fcntl

        commands, layout, kind = _BY_OPEN_FILE[sys.platform]
        start = (fcntl.F_WRLCK, os.SEEK_SET, _BYTE, 1, 0) if kind == 0 else (_BYTE, 1, 0, fcntl.F_WRLCK, os.SEEK_SET)
        answer = fcntl.fcntl(file.fileno(), commands[what], struct.pack(layout, *start))
        return int(struct.unpack(layout, answer)[kind])

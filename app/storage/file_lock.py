"""One program at a time on an audit file: an operating-system lock on `NAME.shadan.lock`, which says who holds it.

The lock belongs to the process, so that a crash frees it; the file's text is for people only. A second lock lies on one
byte of the audit itself: it follows the file whatever its name, to a second hard link as well, and stays where somebody
tidies the lock file away.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
from pathlib import Path
from typing import IO

from app.errors import UserError, from_os_error
from app.process_lock import TAKEN, Held, ProcessLock, holder, on_the_clock, plainly, take
from app.storage import failures as _sentences  # noqa: F401 - registers the sentence of `audit_locked`

# In the page that SQLite leaves empty, behind its own locks: on Windows nobody can read a locked byte.
_BYTE = (1 << 30) + 1024


class FileLock:
    """Held from construction until `release`.

    Raises UserError `audit_locked` naming the holder, `lock_no_file` where something else takes its place, or what the
    disk says when the lock file cannot be made.
    """

    def __init__(self, audit: Path, user: str, since: str) -> None:
        self.path = lock_path(audit)
        self._audit = audit
        self._file: IO[bytes] | None = None
        try:
            self._lock = ProcessLock(self.path, user, since)
        except Held:
            raise locked(audit) from None
        except OSError as error:
            raise from_os_error(error, audit.name) from error

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
            if error.errno in TAKEN:
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
        self._lock.release()


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
    return UserError("audit_locked", file=audit.name, pid=pid, host=host, user=user, since=on_the_clock(since))


def _holder(audit: Path) -> dict[str, object] | None:
    """What the lock file of an audit says; None when there is none."""
    return holder(lock_path(audit))


def is_held(audit: Path) -> bool:
    """Whether another process has the lock on an audit, as far as can be told without making a file.

    Nothing of this process may have the file open through SQLite.
    """
    try:
        with open(lock_path(audit), "rb", opener=plainly) as stream:
            take(stream)
    except FileNotFoundError:
        pass
    except OSError as error:
        if error.errno in TAKEN:
            return True
    try:
        with audit.open("rb") as file:
            return _byte_is_taken(file)
    except OSError:
        return False


def _take_byte(file: IO[bytes]) -> None:
    """Lock the byte without waiting. Raises OSError when another one has it or the disk knows no such locks."""
    if sys.platform == "win32":
        take(file, _BYTE)
    else:
        _ask(file, _SET)


def _byte_is_taken(file: IO[bytes]) -> bool:
    """Whether another one has the byte. Raises OSError where the disk knows no such locks."""
    if sys.platform == "win32":
        try:
            _take_byte(file)
        except OSError as error:
            if error.errno in TAKEN:
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

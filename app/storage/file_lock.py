"""One program at a time on an audit file: an operating-system lock on `NAME.shadan.lock`, which says who holds it.

The lock belongs to the process, so that a crash frees it; the file's text is for people only.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import IO, Any

from app.errors import LOCKED, UserError, from_os_error, register_messages

register_messages(
    {"audit_locked": "{file} is in use by {user} on {host} since {since} (process {pid}); close it there first."},
    exit_code=LOCKED,
)


class FileLock:
    """Held from construction until `release`. Raises UserError `audit_locked` naming the holder."""

    def __init__(self, audit: Path, user: str, since: str) -> None:
        self.path = audit.with_name(audit.name + ".lock")
        try:
            self._stream: IO[str] | None = self.path.open("a+", encoding="utf-8")
        except OSError as error:
            raise from_os_error(error, self.path.name) from error
        try:
            _take(self._stream)
        except OSError:
            holder = self._holder()
            self._stream.close()
            raise UserError("audit_locked", file=audit.name, **holder) from None
        self._stream.seek(0)
        self._stream.truncate()
        json.dump({"pid": os.getpid(), "host": socket.gethostname(), "user": user, "since": since}, self._stream)
        self._stream.flush()

    def release(self) -> None:
        """Give the file free; harmless when called again."""
        if self._stream is None:
            return
        self._stream.close()
        self._stream = None
        self.path.unlink(missing_ok=True)

    def _holder(self) -> dict[str, Any]:
        known: dict[str, Any] = dict.fromkeys(("pid", "host", "user", "since"), "?")
        try:
            said = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return known
        return {**known, **{k: str(v) for k, v in said.items() if k in known}} if isinstance(said, dict) else known


def _take(stream: IO[str]) -> None:
    """Lock without waiting. Raises OSError when another process has it."""
    if sys.platform == "win32":
        import msvcrt

        # Far behind the text: a locked range cannot be read by others.
        stream.seek(1 << 20)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)

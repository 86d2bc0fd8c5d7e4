"""How far long work is, told on the terminal while it lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from app.i18n import gettext as _
from app.services.ports import Progress


@contextmanager
def counted(what: str) -> Iterator[Progress]:
    """What a service tells its progress to: one line of the terminal that is wiped at the end; nothing is said where
    stderr is none. Ctrl+C stops the work, and nothing of it is done."""
    terminal = sys.stderr.isatty()

    def told(_code: str, done: int, total: int) -> bool:
        if terminal:
            line = _("{what}: {done} / {total}").format(what=what, done=f"{done:,}", total=f"{total:,}")
            sys.stderr.write(f"\r{line}\x1b[K")
            sys.stderr.flush()
        return True

    try:
        yield told
    finally:
        if terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

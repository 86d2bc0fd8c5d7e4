"""How far long work is, told on the terminal while it lasts."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from app.i18n import gettext as _
from app.services.ports import Progress


@contextmanager
def counted(what: str, around: Mapping[str, str] | None = None) -> Iterator[Progress]:
    """What a service tells its progress to: one line of the terminal that is wiped at the end; nothing is said where
    stderr is none. `around` names by code what is counted around it and stands before it in the line. Ctrl+C stops the
    work, and nothing of it is done."""
    terminal = sys.stderr.isatty()
    outer: dict[str, str] = {}
    last = ""

    def told(code: str, done: int, total: int) -> bool:
        nonlocal last
        if terminal:
            name = (around or {}).get(code)
            said = _("{what}: {done} / {total}").format(what=name or what, done=f"{done:,}", total=f"{total:,}")
            if name:
                outer[code] = said
            line = "  ".join((*outer.values(), *(() if name else (said,))))
            if line != last:
                sys.stderr.write(f"\r{line}\x1b[K")
                sys.stderr.flush()
                last = line
        return True

    try:
        yield told
    finally:
        if terminal:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

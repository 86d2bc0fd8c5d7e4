"""How far long work is, told on the terminal while it lasts, and Ctrl+C meanwhile."""

from __future__ import annotations

import _thread
import signal
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from app.i18n import gettext as _
from app.services.ports import Progress

_PATIENCE = 1.0
"""Seconds that work may go on after Ctrl+C until it tells how far it is."""


@contextmanager
def counted(what: str, around: Mapping[str, str] | None = None) -> Iterator[Progress]:
    """What a service tells its progress to: one line of the terminal that is wiped at the end; nothing is said where
    stderr is none. `around` names by code what is counted around it and stands before it in the line. Ctrl+C stops the
    work, and nothing of it is done."""
    # Closed before the program began, it is None.
    terminal = sys.stderr is not None and sys.stderr.isatty()
    outer: dict[str, str] = {}
    last = ""
    with _stoppable() as pressed:

        def told(code: str, done: int, total: int) -> bool:
            nonlocal last
            if pressed.is_set():
                raise KeyboardInterrupt
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


def _press_again() -> None:
    if sys.platform == "win32":
        _thread.interrupt_main()
    else:
        # So that a call of the system that waits is interrupted as well.
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)


@contextmanager
def _stoppable() -> Iterator[threading.Event]:
    """Ctrl+C is noted first, for where the work tells of itself: raised just anywhere it may be lost in a callback, or
    be told of by a library. It is raised anywhere where the work is silent for long, and at the second press."""
    pressed = threading.Event()
    waiting: list[threading.Timer] = []

    def press(_number: int, _frame: object) -> None:
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()
        timer = threading.Timer(_PATIENCE, _press_again)
        timer.daemon = True
        waiting.append(timer)
        timer.start()

    if (
        threading.current_thread() is not threading.main_thread()
        or signal.getsignal(signal.SIGINT) is not signal.default_int_handler
    ):
        yield pressed
        return
    signal.signal(signal.SIGINT, press)
    try:
        yield pressed
    finally:
        with suppress(KeyboardInterrupt):
            for timer in waiting:
                timer.cancel()
                timer.join()
        signal.signal(signal.SIGINT, signal.default_int_handler)

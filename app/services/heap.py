"""The memory of this process while very many records pass through it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

_SELDOM = (50_000, 20, 100)
_lock = Lock()
_users = 0
_before: tuple[int, int, int] = (700, 10, 10)
_frozen = False


@contextmanager
def many_records() -> Iterator[None]:
    """Inside the block Python looks for cycles seldom, and not at all among what was there before.

    Records make none; looking through the whole program's objects time and again while a large ledger is read costs a
    sixth of the import. May be used at the same time by several threads, and within itself.
    """
    global _users, _before, _frozen
    with _lock:
        _users += 1
        if _users == 1:
            _before = gc.get_threshold()
            # Counting looks at each frozen object, of which a window has very many; it collects by itself.
            _frozen = gc.isenabled() and not gc.get_freeze_count()
            if _frozen:
                gc.freeze()
            gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        with _lock:
            _users -= 1
            if not _users:
                gc.set_threshold(*_before)
                if _frozen:
                    gc.unfreeze()

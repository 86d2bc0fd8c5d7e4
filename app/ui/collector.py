"""Looks for cyclic garbage on the GUI thread only.

Left to itself Python looks for it on whichever thread happens to make something. A worker that reads a ledger would
then destroy a dialog that was closed a minute ago: with objects of Qt that ends in a deadlock with the window, or in a
crash.
"""

from __future__ import annotations

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

_EVERY = 2_000
"""Milliseconds between two looks."""
_AT_ONCE = 100_000
"""So many young objects are looked through in one go, a hundredth of a second or two; while work goes on, the workers'
own are left alone until there are as many."""


class Collector(QObject):
    """Does on a timer what Python would do by itself, by the same thresholds; `busy` tells whether a worker works."""

    def __init__(self, busy: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._busy = busy
        self._timer = QTimer(self, interval=_EVERY)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """From now on, and never through what is there now: what the start has made stays as long as the program."""
        gc.disable()
        gc.freeze()
        self._timer.start()

    def set_aside(self) -> None:
        """What there is now stays while the audit that was opened is: it is not looked through again and again."""
        if self._timer.isActive():
            gc.freeze()

    def release(self) -> None:
        """The audit was closed: look through everything once."""
        if self._timer.isActive():
            gc.unfreeze()
            gc.collect()
            gc.freeze()

    def stop(self) -> None:
        """Leave it to Python again."""
        if self._timer.isActive():
            self._timer.stop()
            gc.enable()

    def look(self) -> None:
        """Once, through as old a generation as is due."""
        young = gc.get_count()[0]
        if self._busy() and young < _AT_ONCE:
            return
        due = [count > most for count, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(age for age, is_due in enumerate(due) if is_due))

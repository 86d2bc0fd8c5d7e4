"""Watches that the GUI thread is never held up: `with watch() as heartbeat: …` and then `heartbeat.calm()`.

A timer beats every few milliseconds; a thread looks whether a beat is late and where the GUI thread stands then. Only a
late beat during code of ours counts, of two kinds:

- work: processor time that the GUI thread itself spent since the last beat. It does not depend on what else the machine
  does, so that every run of the tests holds it to the limit. A machine that takes longer than usual for a fixed piece
  of work, before or after, has as much longer for ours.
- waiting: time by the clock, for a lock, a file, or the interpreter while another thread has it. What the machine kept
  the process from running is taken off (Linux tells it), but not all of it can be: on a machine shared with others only
  `PATIENCE` is asked for. `tests/benchmarks/test_window.py`, on a machine that does nothing else, holds it to `LIMIT`.
"""

from __future__ import annotations

import faulthandler
import gc
import json
import os
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from time import perf_counter, thread_time
from typing import IO

from PySide6.QtCore import QTimer

LIMIT = 0.050
PATIENCE = 0.300
QUIET = "SHADAN_QUIET_MACHINE"
"""In the environment of a run on a machine that does nothing else: waiting is held to the limit of work."""
_USUAL = 0.0038
"""Seconds that `_piece_of_work` takes on the machine for which the limit is meant."""
_SLOWEST = 3.0
"""On a machine that is slower still the limit means nothing, and is held none the less. Shared ones were met that took
2.4 times as long."""
_OURS = str(Path(__file__).resolve().parent.parent.parent / "app").encode("ascii", "backslashreplace").decode()
"""As stacks are written (`faulthandler`)."""


@dataclass(frozen=True, slots=True)
class _Beat:
    """When the last beat came: by the clock, by the GUI thread's own time, and what the machine had denied by then."""

    clock: float
    worked: float
    denied: float


class Heartbeat:
    """The worst work and the worst waiting, in seconds, each with the stack of the GUI thread during it."""

    def __init__(self, limit: float = LIMIT, patience: float | None = None) -> None:
        self.limit = limit
        self.patience = patience or (limit if QUIET in os.environ else max(PATIENCE, limit))
        self.worked, self.waited = 0.0, 0.0
        self.beats = 0
        self._where = {"worked": "", "waited": ""}
        self._gui = threading.get_ident()
        self._clock = _clock_of(self._gui)
        self._last = self._now()
        self._stop = threading.Event()
        self._timer = QTimer()
        self._timer.setInterval(4)
        self._timer.timeout.connect(self._beat)
        self._watcher = threading.Thread(target=self._watch, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin to watch; called on the GUI thread."""
        self._last = self._now()
        self._timer.start()
        self._watcher.start()

    def stop(self) -> None:
        """Look no longer."""
        self._stop.set()
        self._watcher.join()
        self._timer.stop()

    def allow(self, slowness: float) -> None:
        """The limits are meant for a machine that is `slowness` times as slow as usual."""
        self.limit *= slowness
        self.patience *= slowness

    @property
    def worst(self) -> float:
        """How near the worst came to its limit; over 1 is too long."""
        return max(self.worked / self.limit, self.waited / self.patience)

    def where(self) -> str:
        """Where the GUI thread stood at the worst of both."""
        return self._where["worked" if self.worked / self.limit >= self.waited / self.patience else "waited"]

    def calm(self) -> None:
        """Fails when the GUI thread was held up longer than the limits."""
        assert self.beats, "the event loop never ran"
        told = f"GUI thread held up for {self.worked * 1000:.0f} ms of work, limit {self.limit * 1000:.0f}"
        assert self.worked <= self.limit, f"{told}\n{self._where['worked']}"
        told = f"GUI thread held up for {self.waited * 1000:.0f} ms by the clock, limit {self.patience * 1000:.0f}"
        assert self.waited <= self.patience, f"{told}\n{self._where['waited']}"

    def _now(self) -> _Beat:
        return _Beat(perf_counter(), self._clock(), _denied())

    def _beat(self) -> None:
        self.beats += 1
        self._last = self._now()

    def _watch(self) -> None:
        with TemporaryFile() as file:
            self._look(file)

    def _look(self, file: IO[bytes]) -> None:
        # Whatever reads a file lets the GUI thread go on: what it has worked is looked at before.
        while not self._stop.wait(0.005):
            last = self._last
            worked, late = self._clock() - last.worked, perf_counter() - last.clock
            if worked > max(self.worked, self.limit / 2) and self._is_ours(last, where := self._stack(file)):
                self.worked, self._where["worked"] = worked, where
            if late <= max(self.waited, self.patience / 2):
                continue
            late -= _denied() - last.denied
            if late > self.waited and self._is_ours(last, where := self._stack(file)):
                self.waited, self._where["waited"] = late, where

    def _is_ours(self, last: _Beat, where: str) -> bool:
        """Whether there was no beat since, and code of ours stood there."""
        return last is self._last and _OURS in where

    def _stack(self, file: IO[bytes]) -> str:
        """Where the GUI thread stands, innermost first, written by way of `file`.

        Not from its frames: whoever holds one keeps the objects of its function, and destroys them, on the wrong
        thread, when the function has ended meanwhile. With objects of Qt that is a deadlock.
        """
        file.seek(0)
        file.truncate()
        faulthandler.dump_traceback(file, all_threads=True)
        file.seek(0)
        threads = file.read().decode("utf-8", "replace").split("\n\n")
        return next((each for each in threads if f"{self._gui:#018x}" in each), "")


def _clock_of(thread: int) -> Callable[[], float]:
    """Processor time of a thread in seconds, to be asked from any; the clock's where the system does not tell it."""
    if sys.platform in {"win32", "darwin"}:
        return perf_counter
    clock = time.pthread_getcpuclockid(thread)
    return lambda: time.clock_gettime(clock)


def _denied() -> float:
    """How long all threads of this process together stood ready and got no processor, in seconds; 0 if not known."""
    total = 0
    for task in Path("/proc/self/task").glob("*/schedstat"):
        with suppress(OSError, ValueError, IndexError):  # The thread may just have ended.
            total += int(task.read_text().split()[1])
    return total / 1e9


def _piece_of_work() -> None:
    """Some work of the kind that windows and tests do, and always the same."""
    made = {str(number): (number, str(number * 7)) for number in range(6000)}
    json.dumps(made)
    sorted(made.values(), key=lambda value: value[1])


def slowness() -> float:
    """How many times as long as usual this machine takes now, at least 1: the best of a few tries."""
    tries = []
    for _ in range(5):
        begun = thread_time()
        _piece_of_work()
        tries.append(thread_time() - begun)
    return min(max(min(tries) / _USUAL, 1.0), _SLOWEST)


def calmest(heartbeats: Iterable[Heartbeat]) -> Heartbeat:
    """The one that was held up least, of several over the same moves: code of ours that holds the window up does so
    each time; what happens once only was the machine's doing."""
    return min(heartbeats, key=lambda each: each.worst)


@contextmanager
def watch(limit: float = LIMIT, patience: float | None = None) -> Iterator[Heartbeat]:
    """A heartbeat that runs inside the block."""
    # What hundreds of tests left behind in this process is none of the window's: it is not to be looked through.
    gc.collect()
    gc.freeze()
    before = slowness()
    heartbeat = Heartbeat(limit, patience)
    heartbeat.start()
    try:
        yield heartbeat
    finally:
        heartbeat.stop()
        heartbeat.allow(max(before, slowness()))
        gc.unfreeze()

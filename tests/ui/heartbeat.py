"""Watches that the GUI thread is never held up: `with watch() as heartbeat: …` and then `heartbeat.calm()`.

A timer beats every few milliseconds; a thread looks whether a beat is late and where the GUI thread stands then. Only a
late beat during code of ours counts, and what the machine kept the process from running is taken off (Linux tells it):
a test that shares two processors with others is not to be blamed for that. A machine that takes longer than usual for a
fixed piece of work, before or after, has as much longer for ours.
"""

from __future__ import annotations

import gc
import json
import sys
import threading
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QTimer

LIMIT = 0.050
_USUAL = 0.0038
"""Seconds that `_piece_of_work` takes on the machine for which the limit is meant."""
_SLOWEST = 2.0
"""On a machine that is slower still the limit means nothing, and is held none the less."""
_OURS = str(Path(__file__).resolve().parent.parent.parent / "app")


class Heartbeat:
    """The worst hold-up in seconds and the stack of the GUI thread during it."""

    def __init__(self, limit: float = LIMIT) -> None:
        self.limit = limit
        self.worst = 0.0
        self.where = ""
        self.beats = 0
        self._last = (perf_counter(), _denied())
        self._gui = threading.get_ident()
        self._stop = threading.Event()
        self._timer = QTimer()
        self._timer.setInterval(4)
        self._timer.timeout.connect(self._beat)
        self._watcher = threading.Thread(target=self._watch, name="heartbeat", daemon=True)

    def start(self) -> None:
        """Begin to watch; called on the GUI thread."""
        self._last = (perf_counter(), _denied())
        self._timer.start()
        self._watcher.start()

    def stop(self) -> None:
        """Look no longer."""
        self._stop.set()
        self._watcher.join()
        self._timer.stop()

    def calm(self) -> None:
        """Fails when the GUI thread was held up longer than the limit."""
        assert self.beats, "the event loop never ran"
        told = f"GUI thread held up for {self.worst * 1000:.0f} ms, limit {self.limit * 1000:.0f}"
        assert self.worst <= self.limit, f"{told}\n{self.where}"

    def _beat(self) -> None:
        self.beats += 1
        self._last = (perf_counter(), _denied())

    def _watch(self) -> None:
        while not self._stop.wait(0.005):
            last = self._last
            if perf_counter() - last[0] <= self.limit:
                continue
            late = perf_counter() - last[0] - (_denied() - last[1])
            if late <= self.limit or late <= self.worst:
                continue
            # No name for the frame: it would keep a painter alive that its function has done with.
            stack = traceback.extract_stack(sys._current_frames().get(self._gui))
            if last is self._last and any(each.filename.startswith(_OURS) for each in stack):
                self.worst, self.where = late, "".join(traceback.format_list(stack[-8:]))


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
def watch(limit: float = LIMIT) -> Iterator[Heartbeat]:
    """A heartbeat that runs inside the block."""
    before = slowness()
    heartbeat = Heartbeat(limit)
    # What hundreds of tests left behind in this process is none of the window's: it is not to be looked through.
    gc.collect()
    gc.freeze()
    heartbeat.start()
    try:
        yield heartbeat
    finally:
        heartbeat.stop()
        gc.unfreeze()
        heartbeat.limit = limit * max(before, slowness())

"""Work off the GUI thread: one worker that owns writing, a pool for free work, results home over one object.

`work` runs on a worker and must not touch widgets. `done` and `failed` run on the GUI thread, and only while `owner`
still exists.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from threading import Condition, Event
from time import monotonic
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot

from app.ui.said import Words, said

if TYPE_CHECKING:
    from app.services.ports import Progress

T = TypeVar("T")

_POOL = 2
_QUIET_FOR = 0.05


class Task(QObject):
    """A piece of work under way. `progress` carries (code, done, total), at most twenty times a second.

    `title` says what is being done. `done` may set `outcome`, a sentence that stays on the screen until it is
    dismissed, if it has not shown in place what came of the work; `finished` comes after it. `failed` is set when the
    work ended in an error.
    """

    progress = Signal(str, int, int)
    finished = Signal()

    def __init__(self, title: Words, *, kept: bool = False) -> None:
        super().__init__()
        self.kept = kept
        self._title = title
        self._outcome: Words = ""
        self.failed = False
        self._stop = Event()
        self._told = 0.0
        self.began = monotonic()

    @property
    def title(self) -> str:
        """What is being done, in the language spoken now."""
        return said(self._title)

    @property
    def outcome(self) -> str:
        """What came of it, in the language spoken now; empty where that is told elsewhere."""
        return said(self._outcome)

    @outcome.setter
    def outcome(self, words: Words) -> None:
        self._outcome = words

    def cancel(self) -> None:
        """Ask the work to stop; it leaves nothing half done."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def tell(self, code: str, done: int, total: int) -> bool:
        """Called by the work, on its thread (`app.services.ports.Progress`); False asks it to stop."""
        now = monotonic()
        if now - self._told >= _QUIET_FOR or (total and done >= total):
            self._told = now
            self.progress.emit(code, done, total)
        return not self._stop.is_set()


class Tasks(QObject):
    """Hands out work. `unhandled` carries errors that nobody who asked for the work takes care of.

    `busy` carries a long task when it begins; its own `finished` tells its end.
    """

    unhandled = Signal(object)
    busy = Signal(object)
    _home = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._writer = ThreadPoolExecutor(1, "writer")
        self._pool = ThreadPoolExecutor(_POOL, "pool")
        self._running: set[Task] = set()
        self._open = True
        self._pending = self._given = 0
        self._settled = Condition()
        self._home.connect(self._come_home, Qt.ConnectionType.QueuedConnection)

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run `work` on the one thread that writes, after everything asked of it before."""
        self._submit(self._writer, work, done, failed, owner, None)

    def in_turn(self, work: Callable[[], T], /) -> T:
        """Run `work` on the one thread that writes and wait for it: for the part of long work that writes, which runs
        in the pool. Never called on the thread that writes, which would wait for itself."""
        return self._writer.submit(work).result()

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Run `work`, which only reads or computes, beside everything else."""
        self._submit(self._pool, work, done, failed, owner, None)

    def long(
        self,
        title: Words,
        work: Callable[[Progress], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
        *,
        writes: bool = False,
        shown: bool = False,
        kept: bool = False,
    ) -> Task:
        """Run `work` with a progress to tell; `title` says what is being done.

        `shown` tells that whoever asked shows the progress itself: `busy` is not emitted then. What is `kept` only the
        officer stops: who closes waits for it.
        """
        task = Task(title, kept=kept)
        self._running.add(task)
        if not shown:
            self.busy.emit(task)
        self._submit(self._writer if writes else self._pool, partial(work, task.tell), done, failed, owner, task)
        return task

    def cancel_all(self) -> None:
        """Ask all long work to stop."""
        for task in self._running:
            if not task.kept:
                task.cancel()

    def is_busy(self) -> bool:
        """Whether long work is under way."""
        return bool(self._running)

    @property
    def given(self) -> int:
        """How much was asked for so far: who waits for rest sees by it whether there was any."""
        return self._given

    def drain(self) -> bool:
        """Wait until everything asked for so far was done, and bring the results home; returns whether whoever took
        them asked for more. For closing and for tests."""
        given = self._given
        with self._settled:
            self._settled.wait_for(lambda: self._pending == 0)
        QCoreApplication.sendPostedEvents(self, QEvent.Type.MetaCall.value)
        return self._given != given

    def close(self) -> None:
        """Finish what writes, stop the rest, take nothing more."""
        self._open = False
        self.cancel_all()
        self._writer.shutdown(wait=True)
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _submit(
        self,
        executor: ThreadPoolExecutor,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
        owner: QObject | None,
        task: Task | None,
    ) -> None:
        if not self._open:
            return
        with self._settled:
            self._pending += 1
            self._given += 1
        future = executor.submit(work)
        future.add_done_callback(lambda f: self._send(f, done, failed, owner, task))

    def _send(self, future: Future[Any], *rest: Any) -> None:
        # On the worker's thread; at the very end of the program there may be no one to tell any more.
        if not future.cancelled() and shiboken6.isValid(self):
            self._home.emit((future, *rest))
        with self._settled:
            self._pending -= 1
            self._settled.notify_all()

    @Slot(object)
    def _come_home(self, parcel: tuple[Any, ...]) -> None:
        future, done, failed, owner, task = parcel
        error = future.exception()
        try:
            if owner is None or shiboken6.isValid(owner):
                self._tell(future, error, done, failed)
        finally:
            if task is not None:
                self._running.discard(task)
                task.failed = error is not None
                task.finished.emit()

    def _tell(
        self,
        future: Future[Any],
        error: BaseException | None,
        done: Callable[[Any], None] | None,
        failed: Callable[[BaseException], None] | None,
    ) -> None:
        if error is None:
            if done is not None:
                done(future.result())
        elif failed is not None:
            failed(error)
        else:
            logging.getLogger("shadan").debug("unhandled in a task", exc_info=error)
            self.unhandled.emit(error)

"""Starts the reading process and takes its answers: never longer than the limits, never after it was closed."""

from __future__ import annotations

import json
import marshal
import os
import queue
import struct
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from app.errors import UserError, from_os_error
from app.formats.workbook import child
from app.formats.workbook.limits import Limits
from app.paths import self_command

if TYPE_CHECKING:
    # Not for the reading process, which imports this package and must start fast.
    from app.services.ports import Progress

_WAIT = 0.1
_QUEUED = 4


class Reader:
    """One reading process. Its `answers` are taken once; leaving the context ends it.

    With `more` it is asked for the rest by `ask`.
    """

    def __init__(self, path: Path, request: dict[str, Any], limits: Limits, *, more: bool = False) -> None:
        self._file = path.name
        self._path = path
        self._limits = limits
        self._answers: queue.Queue[tuple[Any, ...] | None] = queue.Queue(_QUEUED)
        self._closed = threading.Event()
        self._process = subprocess.Popen(  # noqa: S603 - this program itself
            [*self_command(), child.VERB],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._thread = threading.Thread(target=self._receive, name="workbook answers", daemon=True)
        self._thread.start()
        self.ask({**request, "path": str(path.resolve()), "limits": limits.as_dict()}, more=more)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def ask(self, request: dict[str, Any], *, more: bool = False) -> None:
        """Send a request, the last one unless there is `more` to come."""
        stdin = self._pipe(self._process.stdin)
        # Where it has ended already, its exit code tells why.
        with suppress(OSError):
            stdin.write(json.dumps(request).encode() + b"\n")
            stdin.flush() if more else stdin.close()

    def close(self) -> None:
        """End the process, whatever it is doing."""
        self._closed.set()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        if self._thread is not threading.current_thread():  # Where the last reference to a reader was let go.
            self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()

    def answers(self, progress: Progress | None = None, total: int = 0) -> Iterator[tuple[Any, ...]]:
        """What the process sends, up to its end. Raises UserError."""
        done = 0
        while True:
            answer = self._next(progress, done, total)
            match answer:
                case ("end",):
                    return
                case ("refused", code, values):
                    raise self._refusal(code, values)
                case ("bug", trace):
                    raise RuntimeError(f"the reading process failed:\n{trace}")
                case ("rows", _, rows):
                    done += len(rows)
                    yield answer
                case _:
                    yield answer

    def _next(self, progress: Progress | None, done: int, total: int) -> tuple[Any, ...]:
        deadline = time.monotonic() + self._limits.idle_seconds
        if progress is not None and not progress("reading", done, total):
            raise UserError("workbook_stopped", file=self._file)
        while True:
            try:
                answer = self._answers.get(timeout=_WAIT)
            except queue.Empty:
                if progress is not None and not progress("reading", done, total):
                    raise UserError("workbook_stopped", file=self._file) from None
                if time.monotonic() > deadline:
                    raise UserError("workbook_timeout", file=self._file) from None
                continue
            if answer is None:
                raise self._ended()
            return answer

    def _receive(self) -> None:
        """In a thread of its own: a pipe cannot be waited for with a limit on every system."""
        stream = self._pipe(self._process.stdout)
        try:
            while header := stream.read(4):
                data = stream.read(struct.unpack("<I", header)[0])
                self._put(marshal.loads(data))  # noqa: S302 - sent by our own process
        except (OSError, EOFError, ValueError, TypeError, struct.error):
            # Cut short: the process ended in the middle of an answer.
            pass
        self._put(None)

    def _put(self, answer: tuple[Any, ...] | None) -> None:
        while not self._closed.is_set():
            try:
                self._answers.put(answer, timeout=_WAIT)
                return
            except queue.Full:
                continue

    def _ended(self) -> UserError:
        """The process is gone without a last word."""
        code = self._process.wait()
        signal = _signal_name(-code) if code < 0 else ""
        if signal == "SIGXCPU":
            return UserError("workbook_timeout", file=self._file)
        if code == child.OUT_OF_MEMORY or signal == "SIGABRT":
            return UserError("workbook_too_large", file=self._file)
        return UserError("workbook_reader_ended", file=self._file)

    def _refusal(self, code: str, values: dict[str, str]) -> UserError:
        if code == "os_error":
            error = OSError(int(values["errno"]), os.strerror(int(values["errno"])))
            return from_os_error(error, self._file)
        return UserError(code, **{"file": self._file, **values}, exit_code=None)

    @staticmethod
    def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None:
            raise RuntimeError("the reading process was started without pipes")
        return pipe


def _signal_name(number: int) -> str:
    import signal

    try:
        return signal.Signals(number).name
    except ValueError:
        return ""

"""Starts the process that reads a scan and takes its answers: never longer than the limits, never after it was left."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from app.errors import UserError
from app.formats.scans import child
from app.formats.scans.limits import Limits
from app.paths import self_command

if TYPE_CHECKING:
    from app.services.ports import Progress

_WAIT = 0.1
_LONGEST = 64 * 1024 * 1024
"""Bytes of one answer: a page of a PDF in pieces, a picture for the screen; more is none of ours."""
_REFUSALS = frozenset(
    {
        "scan_kind_unknown",
        "scan_empty",
        "scan_damaged",
        "scan_protected",
        "scan_many_pages",
        "scan_page_large",
        "scan_page_missing",
        "scan_too_large",
    }
)


def answers(
    path: Path, request: Mapping[str, object], limits: Limits, progress: Progress | None = None, done: int = 0
) -> Iterator[dict[str, Any]]:
    """What the reading process says of a file, up to its end; `done` pages were read before. Raises UserError
    `scan_*`."""
    process = subprocess.Popen(  # noqa: S603 - this program itself
        [*self_command(), child.VERB],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    said: queue.Queue[bytes | None] = queue.Queue(64)
    left = threading.Event()
    listener = threading.Thread(target=_listen, args=(process.stdout, said, left), name="scan answers", daemon=True)
    listener.start()
    try:
        if process.stdin is not None:
            # Where it has ended already, its exit code tells why.
            with suppress(OSError):
                asked = {**request, "path": str(path.resolve()), "limits": limits.as_dict()}
                process.stdin.write(json.dumps(asked).encode() + b"\n")
                process.stdin.close()
        yield from _told(process, said, path.name, limits, progress, done)
    finally:
        left.set()
        if process.poll() is None:
            process.kill()
        process.wait()
        listener.join()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _told(
    process: subprocess.Popen[bytes],
    said: queue.Queue[bytes | None],
    name: str,
    limits: Limits,
    progress: Progress | None,
    done: int,
) -> Iterator[dict[str, Any]]:
    total = 0
    deadline = time.monotonic() + limits.idle_seconds
    while True:
        if progress is not None and not progress("scanning", done, total):
            raise UserError("scan_stopped", file=name)
        try:
            line = said.get(timeout=min(_WAIT, max(0.0, deadline - time.monotonic())))
        except queue.Empty:
            if time.monotonic() >= deadline:
                raise UserError("scan_slow", file=name) from None
            continue
        deadline = time.monotonic() + limits.idle_seconds
        answer = _answer(line) if line is not None else None
        if answer is None:
            raise _ended(process, name)
        if answer.get("end"):
            return
        if isinstance(code := answer.get("refused"), str):
            raise refusal(code, name, answer.get("values"))
        if isinstance(trace := answer.get("bug"), str):
            raise RuntimeError(f"the process that reads scans failed:\n{trace}")
        if isinstance(count := answer.get("total"), int):
            total = count
        if "texts" in answer:
            done += 1
        yield answer


def refusal(code: str, name: str, values: object) -> UserError:
    """What the reading process refused of a file, or of a page of it."""
    told = {str(k): str(v) for k, v in values.items()} if isinstance(values, dict) else {}
    return UserError(code if code in _REFUSALS else "scan_damaged", exit_code=None, **{"file": name, **told})


def _listen(stream: IO[bytes], said: queue.Queue[bytes | None], left: threading.Event) -> None:
    """In a thread of its own: a pipe cannot be waited for with a limit on every system."""
    with suppress(OSError, ValueError):
        while line := stream.readline(_LONGEST):
            if not _put(said, line, left):
                return
    _put(said, None, left)


def _put(said: queue.Queue[bytes | None], line: bytes | None, left: threading.Event) -> bool:
    while not left.is_set():
        try:
            said.put(line, timeout=_WAIT)
            return True
        except queue.Full:
            continue
    return False


def _answer(line: bytes) -> dict[str, Any] | None:
    # As text, not as objects of Python: a library that was taken over by what it read must not get any further.
    try:
        answer = json.loads(line)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def _ended(process: subprocess.Popen[bytes], name: str) -> UserError:
    """The process is gone without a last word."""
    code = process.wait()
    if code < 0:
        import signal

        with suppress(ValueError):
            if signal.Signals(-code).name == "SIGXCPU":
                return UserError("scan_slow", file=name)
    if code == child.OUT_OF_MEMORY:
        return UserError("scan_memory", file=name)
    return UserError("scan_reader_ended", file=name)

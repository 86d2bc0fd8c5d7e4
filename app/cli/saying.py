"""What the command line says on its streams, whoever listens."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

# Signs that a foreign file or its name could steer a terminal with.
_UNSEEN = {n: "\N{REPLACEMENT CHARACTER}" for n in (*range(32), *range(127, 160)) if chr(n) not in "\n\t"}


def say(text: str, *, aside: bool = False) -> None:
    """Say it at once, on stdout or `aside` on stderr.

    Whether anybody still listens (`shadan … | head`) changes neither the work nor the exit code.
    Raises OSError where the stream takes no more for another reason (a full disk).
    """
    stream = sys.stderr if aside else sys.stdout
    if stream is None:  # Closed before the program began.
        return
    if text:
        with _listened_to(stream):
            print(text.translate(_UNSEEN), file=stream)  # noqa: T201 - the command line speaks
    with _listened_to(stream):
        stream.flush()


@contextmanager
def _listened_to(stream: TextIO) -> Iterator[None]:
    """Let what is written after the reader has gone fall into nothing, the interpreter's last flush included."""
    try:
        yield
    except OSError as error:
        # Windows says EINVAL of a pipe whose reader has gone.
        if error.errno not in (errno.EPIPE, errno.EINVAL):
            raise
        silence(stream)


def silence(stream: TextIO | None) -> None:
    """Send what is still buffered nowhere, or the interpreter would try, and complain, at its end."""
    if stream is None:
        return
    with suppress(OSError, ValueError):
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
        os.close(nothing)

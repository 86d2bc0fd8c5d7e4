"""Processes that read foreign files have no business with the network or with other programs: here Python refuses them.

It is Python that refuses, by the events that it tells of itself (PEP 578), and what starts processes without telling
one is taken away. This is no wall: what a library in C asks of the system on its own is not heard, nor is what Python
calls in such a library through `ctypes`, by which the reader of PDFs works. The libraries that the readers load open no
socket, which `self-check` looks for in the program itself.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import Any, NoReturn

_HARMLESS = frozenset({"socket.gethostname"})
"""The name of this machine, which the system knows by itself."""
_ABOVE_SOCKETS = frozenset(
    {
        "ftplib.connect",
        "http.client.connect",
        "imaplib.open",
        "nntplib.connect",
        "poplib.connect",
        "smtplib.connect",
        "telnetlib.Telnet.open",
        "urllib.Request",
    }
)
_PROGRAMS = frozenset(
    {
        "_winapi.CreateProcess",
        # Another interpreter in this process, which no hook of this one hears.
        "cpython.PyInterpreterState_New",
        "os.exec",
        "os.fork",
        "os.forkpty",
        "os.posix_spawn",
        "os.spawn",
        "os.startfile",
        "os.startfile/2",
        "os.system",
        "pty.spawn",
        "subprocess.Popen",
        "webbrowser.open",
    }
)


def is_network(event: str) -> bool:
    """Whether Python tells with this event that the network is asked for, a name in it included."""
    return (event.startswith("socket.") and event not in _HARMLESS) or event in _ABOVE_SOCKETS


def starts_program(event: str) -> bool:
    """Whether Python tells with this event that another process, or another interpreter, is to be started."""
    return event in _PROGRAMS


def forbid() -> None:
    """From now on what in this process asks Python for the network or for another process gets a RuntimeError; it
    cannot be taken back."""

    def hook(event: str, _arguments: tuple[Any, ...]) -> None:
        if is_network(event):
            raise RuntimeError(f"no network here: {event}")
        if starts_program(event):
            raise RuntimeError(f"no other program here: {event}")

    sys.addaudithook(hook)
    _take_away_fork_exec()


def _take_away_fork_exec() -> None:
    """What `multiprocessing` starts its processes by, and Python 3.11 tells no event of. Windows has no such thing."""
    with suppress(ImportError):
        import _posixsubprocess

        _posixsubprocess.fork_exec = _refuse_fork_exec
        if (loaded := sys.modules.get("subprocess")) is not None:
            # It has a name of its own for it; loaded later it takes the one above.
            loaded.__dict__["_fork_exec"] = _refuse_fork_exec


def _refuse_fork_exec(*_arguments: object) -> NoReturn:
    raise RuntimeError("no other program here: _posixsubprocess.fork_exec")

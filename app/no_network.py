"""Processes that read foreign files have no business with the network or with other programs: here Python refuses them.

It is Python that refuses, by the events that it tells of itself (PEP 578): what a library in C asks of the system on
its own is not heard. Those that the readers load open no socket, which `self-check` looks for in the program itself.
"""

from __future__ import annotations

import sys
from typing import Any

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
    """Whether Python tells with this event that another process is to be started."""
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

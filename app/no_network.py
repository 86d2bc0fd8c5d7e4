"""Processes that read foreign files have no business with the network: here they are kept from it."""

from __future__ import annotations

import sys
from typing import Any

EVENTS = frozenset(
    {
        "socket.__new__",
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.sendmsg",
        "socket.getaddrinfo",
        "urllib.Request",
    }
)
"""Python's own names for what a program does with the network."""


def forbid() -> None:
    """From now on whatever in this process asks for the network gets a RuntimeError; it cannot be taken back."""

    def hook(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in EVENTS:
            raise RuntimeError(f"no network here: {event}")

    sys.addaudithook(hook)

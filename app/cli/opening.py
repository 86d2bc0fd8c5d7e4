"""The audit that a verb works on: opened for it, and closed whatever becomes of it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from app.cli.outcome import Tools
from app.services import auditing
from app.services.ports import Desk


@contextmanager
def opened(tools: Tools, options: argparse.Namespace) -> Iterator[Desk]:
    """The audit file that `options` names. Raises UserError."""
    desk = auditing.open_audit(tools.world(), options.file)
    try:
        yield desk
    finally:
        desk.file.close()

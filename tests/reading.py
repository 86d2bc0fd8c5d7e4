"""Ledgers read in the process of the tests: the start of another one takes longer than most tests of what is read.

That reading has a process of its own, with limits, and what becomes of it, is for the tests of workbooks, of the
window, of commands that are started, and for those that are marked `apart`.
"""

from __future__ import annotations

import json
import marshal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.formats.workbook import child, process
from app.formats.workbook.limits import Limits
from app.services.ports import Progress


class ReaderHere(process.Reader):
    """Asks the same of the same code, with what goes to and fro written as for another process."""

    def __init__(self, path: Path, request: dict[str, Any], limits: Limits) -> None:
        self._file = path.name
        asked = json.loads(json.dumps({**request, "path": str(path.resolve()), "limits": limits.as_dict()}))
        self._told: Iterator[tuple[Any, ...]] = child._answers(asked, limits)

    def close(self) -> None:
        pass

    def _next(self, progress: Progress | None, done: int, total: int) -> tuple[Any, ...]:
        if progress is not None and not progress("reading", done, total):
            raise UserError("workbook_stopped", file=self._file)
        sent = marshal.dumps(next(self._told, ("end",)), 2)
        answer: tuple[Any, ...] = marshal.loads(sent)  # noqa: S302 - written above
        return answer


@contextmanager
def reading_here() -> Iterator[None]:
    """Workbooks are read in this process."""
    real = process.Reader

    def reader(path: Path, asked: dict[str, Any], limits: Limits, *, more: bool = False) -> process.Reader:
        # What is parsed ahead runs beside the rest, and so in a process of its own.
        return real(path, asked, limits, more=True) if more else ReaderHere(path, asked, limits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(process, "Reader", reader)
        yield


@pytest.fixture(autouse=True)
def _read_here(request: pytest.FixtureRequest) -> Iterator[None]:
    """For the conftest of a folder to import."""
    if request.node.get_closest_marker("apart"):
        yield
        return
    with reading_here():
        yield

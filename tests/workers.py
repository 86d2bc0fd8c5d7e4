"""What the workers of one run share (pytest-xdist): dear things are made once, and some tests have the machine alone.

Without workers all of this is as if it were not there: nothing waits, and what is made once is made once anyway.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import IO

import pytest

ALONE = "alone"
SLOW = "slow"
_WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
_WORKERS = [f"gw{n}" for n in range(int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "0")))]


def common_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all its workers see."""
    own = factory.getbasetemp()
    return own.parent if _WORKER else own


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder that `make` fills, by whichever worker needs it first. Nobody may change it: take a copy.

    A `make` that fails leaves no folder, and who needs it next tries again.
    """
    folder = common_folder(factory) / f"once-{name}"
    with held(folder.with_suffix(".lock")):
        if not folder.exists():
            draft = factory.mktemp(name)
            make(draft)
            draft.rename(folder)
    return folder


def share_compiling(session: pytest.Session) -> None:
    """Every worker collects every test, and in a fresh checkout would compile every file with its asserts written out,
    half a minute each. So each begins with a share of its own and finds the others' compiled when it comes to them.
    """
    if not _WORKER:
        return
    folders = [Path(asked.split("::")[0]) for asked in session.config.args]
    files = sorted({file.resolve() for folder in folders for file in folder.rglob("test_*.py")})
    for file in files[_WORKERS.index(_WORKER) :: len(_WORKERS)]:
        # What cannot be imported is told when it is collected.
        with suppress(Exception):
            importlib.import_module(".".join(file.relative_to(session.config.rootpath).with_suffix("").parts))


def put_in_order(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no worker sits idle at the end while another is in the midst of it; what
    must be alone comes last, when it need not wait for what takes long. The rest stays as it was shuffled."""
    if _WORKER:
        items.sort(key=lambda item: 2 if item.get_closest_marker(ALONE) else not item.get_closest_marker(SLOW))


@contextmanager
def turn(item: pytest.Item) -> Iterator[None]:
    """A test's turn: any beside any other, but one that is marked `alone` beside none.

    Each worker has a lock that it holds during a test, and who wants to be alone takes all of them. The gate keeps the
    others from beginning one test after the other while he waits.
    """
    if not _WORKER:
        yield
        return
    # The factory of this run; there is no public way to it outside of a fixture.
    folder = common_folder(item.config._tmp_path_factory)  # type: ignore[attr-defined]
    with ExitStack() as taken:
        with held(folder / "gate.lock"):
            for name in _WORKERS if item.get_closest_marker(ALONE) else (_WORKER,):
                taken.enter_context(held(folder / f"{name}.lock"))
        yield


@contextmanager
def held(file: Path) -> Iterator[None]:
    """Hold a lock of the system, waiting for it; it ends with the process, however that ends."""
    with file.open("a+b") as stream:
        _take(stream)
        yield


def _take(stream: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                stream.seek(0)
                msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                time.sleep(0.02)
            else:
                return
    else:
        import fcntl

        fcntl.flock(stream, fcntl.LOCK_EX)

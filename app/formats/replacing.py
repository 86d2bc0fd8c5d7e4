"""Writing a file as a whole or not at all: beside its name, then in its place."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from app.errors import UserError, from_os_error

_number = count(1)
"""Two threads may write into one folder."""


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yields the path to write to; what was written is on the disk and bears the name of `target` afterwards.

    The path ends as `target` does, as some libraries go by that. Whatever is raised within leaves an earlier file as it
    was, and nothing of the new one. Raises UserError `folder_missing` and those of the disk.
    """
    if not target.parent.is_dir():
        raise UserError("folder_missing", file=target.name)
    # Not the name of the target: one that is just short enough for the disk would be too long then.
    draft = target.with_name(f".shadan-{os.getpid()}-{next(_number)}.new{target.suffix}")
    try:
        yield draft
        with draft.open("rb+") as stream:
            os.fsync(stream.fileno())
        os.replace(draft, target)
    except OSError as error:
        raise from_os_error(error, target.name) from error
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)

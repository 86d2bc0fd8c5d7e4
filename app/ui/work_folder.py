"""Where the window's passing files lie (opened copies of evidence, previews of reports): one folder of the process in
the system's one for such files. It goes when the program ends; what a process that was killed left, goes when the next
window is started.
"""

from __future__ import annotations

import atexit
import os
import re
import shutil
import stat
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from threading import Lock

from app.errors import UserError
from app.paths import NAME
from app.process_lock import Held, ProcessLock

MARK = "in-use.lock"
"""The file in it on which its process has the lock: a folder of this name without it is somebody else's."""
_PREFIX = f"{NAME}-work-"
_OURS = re.compile(re.escape(_PREFIX) + r"\w+")
_turn = Lock()
_ours: list[tuple[Path, ProcessLock]] = []
"""The one folder of this process, once there is one."""


def passing_folder() -> str:
    """Where passing files of the window are to be made; it is made when first wanted, and where it cannot be it is the
    system's folder."""
    with _turn:
        if not _ours:
            with suppress(OSError, Held, UserError):
                folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
                since = datetime.now().astimezone().isoformat(timespec="seconds")
                _ours.append((folder, ProcessLock(folder / MARK, "", since)))
                atexit.register(clear_away)
        return str(_ours[0][0]) if _ours else tempfile.gettempdir()


def clear_away() -> None:
    """Remove it; what another program has open still, the next start removes. Called when the process ends."""
    with _turn:
        while _ours:
            folder, lock = _ours.pop()
            # The lock first: Windows removes nothing that is open.
            lock.release()
            _remove(folder)


def sweep() -> None:
    """Remove what processes left that are no more. Never raises; called off the GUI thread."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        left = [Path(entry.path) for entry in entries if _OURS.fullmatch(entry.name)]
        for folder in left:
            if _is_left(folder):
                _remove(folder)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, onerror=_again_writable)
    if folder.is_dir():
        # For the next start to know it by.
        with suppress(OSError):
            (folder / MARK).touch()


def _again_writable(act: Callable[[str], object], name: str, _error: object) -> None:
    # Opened copies are write-protected, and Windows removes none that is.
    with suppress(OSError):
        Path(name).chmod(stat.S_IRWXU)
        act(name)


def _is_left(folder: Path) -> bool:
    """Whether it is one of ours, and of this user, whose process is no more. Another one may lie there under its name:
    everybody may write into that folder."""
    try:
        about = folder.lstat()
        mark = folder / MARK
        if not stat.S_ISDIR(about.st_mode) or not stat.S_ISREG(mark.lstat().st_mode):
            return False
        if sys.platform != "win32" and about.st_uid != os.getuid():
            return False
        ProcessLock(mark, "", "").release()
    except (OSError, Held, UserError):
        return False
    return True

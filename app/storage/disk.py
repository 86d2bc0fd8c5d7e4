"""What the disk under a file allows: a write-ahead log, writing at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

# File systems of local disks; anything else (network shares, FUSE, memory cards) gets the plain rollback journal.
_LOCAL = frozenset(
    {"apfs", "bcachefs", "btrfs", "ext2", "ext3", "ext4", "f2fs", "hfs", "jfs", "overlay", "tmpfs", "xfs", "zfs"}
)
_FIXED_DRIVE = 3


def write_ahead_is_safe(path: Path) -> bool:
    """Whether `path` lies on a local, fixed disk; in doubt not."""
    folder = path.resolve().parent
    if sys.platform == "win32":
        return _fixed_windows_drive(folder)
    elif sys.platform == "darwin":
        # Removable disks and shares are mounted here.
        return not folder.is_relative_to("/Volumes") and not folder.is_relative_to("/Network")
    mounts = Path("/proc/self/mountinfo")
    if not mounts.exists():
        return False
    return _local_mount(folder, mounts.read_text(encoding="utf-8", errors="surrogateescape"))


def _fixed_windows_drive(folder: Path) -> bool:
    import ctypes

    anchor = folder.anchor
    system: Any = getattr(ctypes, "windll")  # noqa: B009 - only Windows has it
    return not anchor.startswith("\\\\") and system.kernel32.GetDriveTypeW(anchor) == _FIXED_DRIVE


def _local_mount(folder: Path, mountinfo: str, devices: Path = Path("/sys/dev/block")) -> bool:
    """Whether the mount of `folder` is a local file system on a disk that stays (lines as in proc(5) mountinfo)."""
    system, device, depth = "", "", -1
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        words = before.split(" ")
        if len(words) < 5 or not after:
            continue
        point = Path(_unescaped(words[4]))
        # A later mount on the same point lies over the earlier one.
        if folder.is_relative_to(point) and len(point.parts) >= depth:
            system, device, depth = after.split(" ")[0], words[2], len(point.parts)
    return system in _LOCAL and not _removable(devices / device)


def _removable(device: Path) -> bool:
    # A partition has the flag in the folder of its disk.
    for flag in (device / "removable", device / ".." / "removable"):
        try:
            return flag.read_text(encoding="ascii").strip() == "1"
        except OSError:
            continue
    return False


def _unescaped(text: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def is_write_protected(path: Path) -> bool:
    """Whether the file may not be written to: by its own mode, by its folder, by its medium.

    The mode counts for the superuser as well: a file marked read-only was meant to stay as it is.
    """
    if not path.stat().st_mode & 0o222 or not os.access(path, os.W_OK):
        return True
    # SQLite and the lock need to make files beside it.
    return not os.access(path.parent, os.W_OK)

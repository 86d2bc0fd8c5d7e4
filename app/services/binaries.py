"""Whether a library file is whole: what its head announces is there. A copy that broke off is cut short."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

_HEAD = 1 << 16
"""Bytes within which the heads of libraries lie."""


def is_whole(place: Path) -> bool:
    """Whether a library of Linux (ELF, 64 bit) or Windows (PE) is as long as it says; of any other form, True.

    A file named as one of these that is neither is not whole. Raises OSError.
    """
    size = place.stat().st_size
    with place.open("rb") as stream:
        head = stream.read(_HEAD)
    try:
        if head.startswith(b"\x7fELF"):
            return _elf_end(head) <= size
        if head.startswith(b"MZ"):
            return _pe_end(head) <= size
    except struct.error:
        return False
    return place.suffix.lower() not in {".dll", ".pyd", ".exe"} and ".so" not in place.suffixes


def cut_short(packages: Path) -> Iterator[Path]:
    """The libraries of Qt and of its binding that are not whole, of those that a window loads before it can speak.

    `packages` is the folder in which PySide6 lies. Raises OSError.
    """
    for pattern in ("PySide6/*.so*", "shiboken6/*.so*", "PySide6/Qt/lib/*.so*", "PySide6/Qt/plugins/platforms/*.so"):
        yield from (place for place in sorted(packages.glob(pattern)) if not is_whole(place))


def _elf_end(head: bytes) -> int:
    """The byte behind the table of sections, which linkers write last; see elf(5)."""
    (at,) = struct.unpack_from("<Q", head, 0x28)
    each, count = struct.unpack_from("<HH", head, 0x3A)
    return int(at + each * count)


def _pe_end(head: bytes) -> int:
    """The byte behind the last section; see "PE Format" of Microsoft, section table."""
    (at,) = struct.unpack_from("<I", head, 0x3C)
    if head[at : at + 4] != b"PE\0\0":
        raise struct.error("no PE")
    (count,) = struct.unpack_from("<H", head, at + 6)
    (optional,) = struct.unpack_from("<H", head, at + 20)
    ends = [0]
    for number in range(count):
        size, start = struct.unpack_from("<II", head, at + 24 + optional + 40 * number + 16)
        ends.append(start + size)
    return max(ends)

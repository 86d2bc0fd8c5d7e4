"""Pictures that the style sheet names by file, as files of Qt's own resource system: held in memory, so that nothing of
them lies on a disk, to be left there by a process that was killed or to go with a stick that was pulled out."""

from __future__ import annotations

from collections.abc import Mapping
from struct import pack

from PySide6.QtCore import qRegisterResourceData

ROOT = "held"
_VERSION = 1
_FOLDER = 2
_held: dict[tuple[str, ...], tuple[bytes, bytes, bytes]] = {}
"""What Qt reads while the program runs."""


def hold(pictures: Mapping[str, bytes]) -> str:
    """Hold files by name; returns the folder in which Qt finds them. A name has one content for ever.

    Raises RuntimeError when Qt does not take them (our bug).
    """
    new = {name: content for name, content in pictures.items() if not any(name in names for names in _held)}
    if new:
        parts = _compiled(new)
        if not qRegisterResourceData(_VERSION, *parts):
            raise RuntimeError("Qt does not take the pictures of the style sheet")
        _held[tuple(new)] = parts
    return f":/{ROOT}"


def _compiled(files: Mapping[str, bytes]) -> tuple[bytes, bytes, bytes]:
    """(tree, names, contents) as Qt's resource compiler lays them out: one folder with these files."""
    # Qt looks a name up among its siblings by halving, in the order of their hashes.
    ordered = sorted(files, key=lambda name: (_hash(name), name))
    names, contents = bytearray(), bytearray()

    def put(name: str) -> int:
        at = len(names)
        names.extend(pack(">HI", len(name), _hash(name)) + name.encode("utf-16-be"))
        return at

    # A folder: name, kind, number of children, the first of them. A file: name, kind, land, language, content.
    tree = pack(">IHII", 0, _FOLDER, 1, 1) + pack(">IHII", put(ROOT), _FOLDER, len(ordered), 2)
    for name in ordered:
        tree += pack(">IHHHI", put(name), 0, 0, 1, len(contents))
        contents.extend(pack(">I", len(files[name])) + files[name])
    return tree, bytes(names), bytes(contents)


def _hash(name: str) -> int:
    """As Qt reckons it for names in resources; ours are of ASCII, one unit for each letter."""
    value = 0
    for letter in name:
        value = (value << 4) + ord(letter)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value

"""Office files as zip archives: the same parts give the same bytes, and a file is seen whole before it replaces one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError

from app.errors import UserError, register_messages
from app.formats.replacing import replacing

register_messages(
    {"report_not_written": "The report could not be written completely to {file}; check the disk and try again."}
)

Part = tuple[str, bytes | Iterable[str]]
"""Name and content; texts are written one after the other, so that a long part is never held whole."""

_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The moment that every member bears: the earliest that a zip archive knows."""
_AT_ONCE = 1 << 16
ILLEGAL = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)),
    **dict.fromkeys(range(0xD800, 0xE000)),
}
"""For `str.translate`: characters that no XML may hold go."""


def write_parts(path: Path, parts: Iterable[Part]) -> None:
    """Write an archive of these members in their order."""
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = ZipInfo(name, _MOMENT)
            info.compress_type = ZIP_DEFLATED
            # As if made on MS-DOS, wherever it is made.
            info.create_system = 0
            with archive.open(info, "w", force_zip64=False) as stream:
                if isinstance(content, bytes):
                    stream.write(content)
                else:
                    for chunk in _joined(content):
                        stream.write(chunk)


def _joined(texts: Iterable[str]) -> Iterator[bytes]:
    """Texts in UTF-8, many small ones together."""
    held: list[str] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _AT_ONCE:
            yield "".join(held).encode()
            held, size = [], 0
    yield "".join(held).encode()


def replaced(target: Path, write: Callable[[Path], None], check: Callable[[Path], None]) -> None:
    """Write beside `target`, open it again with `check`, rename into place. Raises UserError; an earlier file stays.

    `check` raises what reading a spoilt file raises; the part of it that tells of the file is refused in one sentence.
    """
    with replacing(target) as draft:
        write(draft)
        _whole(draft, check, target.name)


def _whole(path: Path, check: Callable[[Path], None], name: str) -> None:
    try:
        with ZipFile(path) as archive:
            bad = archive.testzip()
        if bad is not None:
            raise UserError("report_not_written", file=name)
        check(path)
    except (BadZipFile, ZlibError, KeyError, SyntaxError, ValueError) as error:
        raise UserError("report_not_written", file=name) from error


def well_formed(path: Path) -> None:
    """Read every part once from its beginning to its end, without keeping it. Raises SyntaxError."""
    from lxml import etree

    with ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as stream:
                    for _event, element in etree.iterparse(stream, events=("end",), resolve_entities=False):
                        element.clear()
                        while element.getprevious() is not None:
                            del element.getparent()[0]

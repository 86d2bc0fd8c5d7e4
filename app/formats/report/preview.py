"""Pages of a PDF as pictures, and what pdfium knows of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Lock

import pypdfium2

# pdfium is not made for several threads at once.
_turn = Lock()


def render_pages(source: bytes | Path, scale: float = 1.0) -> Iterator[tuple[int, int, bytes]]:
    """Each page as (width, height, RGB bytes, rows without padding); scale 1 = 72 pixels an inch.

    Raises pypdfium2.PdfiumError for what is no PDF.
    """
    document = pypdfium2.PdfDocument(source)
    try:
        for page in document:
            yield _picture(page, scale)
    finally:
        document.close()


def render_page(source: Path, number: int, scale: float = 1.0) -> tuple[int, int, bytes]:
    """One page, counted from 0, as `render_pages` gives it. Safe to call from any thread.

    Raises pypdfium2.PdfiumError for what is no PDF, IndexError for a page it does not have.
    """
    with _turn:
        document = pypdfium2.PdfDocument(source)
        try:
            if not 0 <= number < len(document):
                raise IndexError(f"no page {number}")
            return _picture(document[number], scale)
        finally:
            document.close()


def page_text(source: Path) -> str:
    """The words of all pages, as they would be copied from the PDF. Safe to call from any thread."""
    with _turn:
        document = pypdfium2.PdfDocument(source)
        try:
            return "\n".join(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()


def page_sizes(source: Path) -> tuple[tuple[float, float], ...]:
    """Width and height of every page in points. Safe to call from any thread."""
    with _turn:
        document = pypdfium2.PdfDocument(source)
        try:
            return tuple(document.get_page_size(n) for n in range(len(document)))
        finally:
            document.close()


def _picture(page: pypdfium2.PdfPage, scale: float) -> tuple[int, int, bytes]:
    bitmap = page.render(scale=scale, rev_byteorder=True)
    width, height, channels, stride = bitmap.width, bitmap.height, bitmap.n_channels, bitmap.stride
    data = bytes(bitmap.buffer)
    bitmap.close()
    page.close()
    rows = [data[n * stride : n * stride + width * channels] for n in range(height)]
    if channels != 3:
        rows = [_without_fourth(row) for row in rows]
    return width, height, b"".join(rows)


def _without_fourth(row: bytes) -> bytes:
    kept = bytearray(len(row) // 4 * 3)
    for n in range(3):
        kept[n::3] = row[n::4]
    return bytes(kept)


def page_count(source: bytes | Path) -> int:
    """The number of pages; 0 for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(document)
    finally:
        document.close()


def metadata(source: bytes | Path) -> dict[str, str]:
    """The document information; empty for what is no PDF."""
    try:
        document = pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        return {}
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()

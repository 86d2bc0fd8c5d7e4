"""Pages of a PDF as pictures, and what pdfium knows of a file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2


def render_pages(source: bytes | Path, scale: float = 1.0) -> Iterator[tuple[int, int, bytes]]:
    """Each page as (width, height, RGB bytes, rows without padding); scale 1 = 72 pixels an inch.

    Raises pypdfium2.PdfiumError for what is no PDF.
    """
    document = pypdfium2.PdfDocument(source)
    try:
        for page in document:
            bitmap = page.render(scale=scale, rev_byteorder=True)
            width, height, channels, stride = bitmap.width, bitmap.height, bitmap.n_channels, bitmap.stride
            data = bytes(bitmap.buffer)
            bitmap.close()
            page.close()
            rows = [data[n * stride : n * stride + width * channels] for n in range(height)]
            if channels != 3:
                rows = [_without_fourth(row) for row in rows]
            yield width, height, b"".join(rows)
    finally:
        document.close()


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

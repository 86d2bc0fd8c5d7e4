"""QR codes on a page: tried as it is; only where nothing of ours was found, tried otherwise as well.

Most scans are good, and a try costs a third of a second: the tries go from what helps often to what helps seldom, and
the first one that finds a code of ours ends them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any

import zxingcpp
from PIL import ImageFilter, ImageOps

from app.domain.paper_codes import read_payload
from app.formats.scans.child import Refused

if TYPE_CHECKING:
    from app.formats.scans.pages import Pages

_KIND = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_FIRST, _FINE = 200, 300
_FINEST = 3_600
"""Points of the longer side of A4 at 300 dpi, about."""
_DARK = 128
_BLANK = 0.0008
"""A page of which a smaller share is dark has nothing on it: dust, the shadow of the other side."""
_EDGE = 0.04
"""Of each side not looked at for that: scanners draw shadows there."""
_FROM, _TO, _UP = 0.46, 0.76, 0.16
"""Where a code of ours stands, as shares of the width from the left and of the height from the foot, with room for a
page that lies askew."""
_MOST = 8
"""Codes on a page that are told; a page full of them is none of ours."""


def read_page(pages: Pages, number: int, seconds: float = inf) -> tuple[list[str], bool]:
    """What the QR codes of a page say, ours first, and whether nothing is on it; after so many seconds nothing more is
    tried. Raises Refused."""
    until = monotonic() + seconds
    scanned = pages.native(number)
    # As it was scanned, unless that is finer than helps: making it coarser costs less than reading it.
    first = scanned if scanned is not None and max(scanned.size) <= _FINEST else pages.grey(number, _FIRST)
    found = _read(first)
    if _ours(found):
        return _told(found), False
    if _is_blank(first):
        return [], True
    # What a page cannot be drawn as is one try less.
    with suppress(Refused):
        for image, options in _tries(scanned, lambda: pages.grey(number, _FINE), first):
            if monotonic() > until:
                break
            more = _read(image, **options)
            found = list(dict.fromkeys((*found, *more)))
            if _ours(more):
                break
    return _told(found), False


def _tries(scanned: Any, fine: Callable[[], Any], first: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """The page otherwise: as it was scanned, a part of it, finer, smoothed, with more contrast, with another threshold,
    turned."""
    if scanned is not None:
        yield scanned, {}
        for part in _parts(scanned):
            thrice = part.resize((part.width * 3, part.height * 3))
            yield thrice, {}
            yield thrice.filter(ImageFilter.GaussianBlur(2)), {}
            yield part.filter(ImageFilter.MedianFilter(3)), {"binarizer": zxingcpp.Binarizer.GlobalHistogram}
    for part in _parts(first):
        twice = part.resize((part.width * 2, part.height * 2))
        yield twice, {}
        yield twice.filter(ImageFilter.GaussianBlur(2)), {}
        yield twice.filter(ImageFilter.MedianFilter(5)), {"binarizer": zxingcpp.Binarizer.GlobalHistogram}
    whole = fine()
    yield whole, {}
    yield whole.filter(ImageFilter.MedianFilter(3)), {}
    yield ImageOps.autocontrast(whole, cutoff=2), {"binarizer": zxingcpp.Binarizer.GlobalHistogram}
    for part in _parts(whole):
        for degrees in (-3, 3):
            turned = part.rotate(degrees, expand=True, fillcolor=255)
            yield turned.filter(ImageFilter.GaussianBlur(1)), {}


def _parts(image: Any) -> Iterator[Any]:
    """The part where the code stands (`app.formats.report.papers`), then the one where it stands upside down."""
    width, height = image.size
    left, right, up = round(width * _FROM), round(width * _TO), round(height * _UP)
    yield image.crop((left, height - up, right, height))
    yield image.crop((width - right, 0, width - left, up))


def _read(image: Any, **options: Any) -> list[str]:
    found = zxingcpp.read_barcodes(image, formats=_KIND, try_invert=False, **options)
    return [barcode.text for barcode in found]


def _ours(texts: list[str]) -> bool:
    return any(read_payload(text) is not None for text in texts)


def _told(texts: list[str]) -> list[str]:
    return sorted(texts, key=lambda text: read_payload(text) is None)[:_MOST]


def _is_blank(image: Any) -> bool:
    width, height = image.size
    inner = image.crop((int(width * _EDGE), int(height * _EDGE), int(width * (1 - _EDGE)), int(height * (1 - _EDGE))))
    counts = inner.histogram()[:_DARK]
    return bool(sum(counts) < _BLANK * inner.width * inner.height)

"""The pages of a scan as grey pictures, of PDFs with pdfium and of PNG, JPEG and TIFF with Pillow, within limits."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from math import sqrt
from typing import Any, Protocol

from PIL import Image, ImageOps, UnidentifiedImageError

from app.formats.scans.child import Refused
from app.formats.scans.limits import Limits

_INCH = 72
_LONG_SIDE = 11.69
"""Inches of the longer side of A4: of a picture it is not known how many points an inch has."""
_LARGEST = 16.54
"""Inches of the longer side of A3. A page of a PDF that is larger says nothing of inches: programs of phones take a
point of the picture for one of the paper."""
_MILLION = 1_000_000
_WHOLE = 0.8
"""A picture that takes so much of a page is the page."""
_BAD = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError)
"""What Pillow raises of a file that is not whole."""


class Pages(Protocol):
    """Pages by their number from 0."""

    def __len__(self) -> int: ...
    def grey(self, number: int, dpi: int) -> Any:
        """A page as a grey picture of about so many points an inch, as far as the limits let it."""

    def native(self, number: int) -> Any:
        """A page in the points that it has; None where there is no such picture."""

    def picture(self, number: int, side: int) -> tuple[int, int, bytes]:
        """A page as width, height and RGB bytes, its longer side of at most so many points."""


class PdfPages:
    """The pages of a PDF. Raises Refused."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        import pypdfium2

        self._limits = limits
        try:
            self._document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            # FPDF_ERR_PASSWORD
            if getattr(error, "err_code", 0) == 4 or "password" in str(error).lower():
                raise Refused("scan_protected") from None
            raise Refused("scan_damaged") from None
        if len(self._document) > limits.pages:
            raise Refused("scan_many_pages", limit=limits.pages)
        if len(self._document) == 0:
            raise Refused("scan_empty")
        self._error = pypdfium2.PdfiumError

    def __len__(self) -> int:
        return len(self._document)

    def grey(self, number: int, dpi: int) -> Image.Image:
        """A page as a grey picture; one that is larger than A3 is drawn as large as that."""
        width, height = self._size(number)
        scale = min(dpi / _INCH, dpi * _LARGEST / max(width, height), sqrt(self._limits.points / width / height))
        return self._rendered(number, scale, grey=True)

    def picture(self, number: int, side: int) -> tuple[int, int, bytes]:
        """A page as width, height and RGB bytes."""
        width, height = self._size(number)
        made = self._rendered(number, side / max(width, height), grey=False).convert("RGB")
        return made.width, made.height, made.tobytes()

    def _size(self, number: int) -> tuple[float, float]:
        try:
            width, height = self._document.get_page_size(number)
        except self._error:
            raise Refused("scan_damaged") from None
        return max(width, 1.0), max(height, 1.0)

    def native(self, number: int) -> Image.Image | None:
        """The picture that a scanner made the page of, in its own points: drawn in others, fine lines are lost. None
        where a page is not one picture."""
        import pypdfium2.raw as pdfium_raw

        try:
            page = self._document[number]
            images = list(page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_IMAGE], max_depth=2))
            if len(images) != 1:
                return None
            left, foot, right, top = images[0].get_bounds()
            across, up = self._size(number)
            if (right - left) * (top - foot) < _WHOLE * across * up:
                return None
            width, height = images[0].get_px_size()
            if not 0 < width * height <= self._limits.points:
                return None
            made: Image.Image = images[0].get_bitmap().to_pil().convert("L")
            return made
        except (self._error, ValueError, OSError):
            return None

    def _rendered(self, number: int, scale: float, *, grey: bool) -> Image.Image:
        width, height = self._size(number)
        # A point more for what is rounded up.
        if width * height * scale * scale > self._limits.points * 1.01:
            raise Refused("scan_page_large", page=number + 1, limit=self._limits.points // _MILLION)
        try:
            page = self._document[number]
            # `may_draw_forms` starts what scripts of a form could use.
            bitmap = page.render(scale=scale, grayscale=grey, may_draw_forms=False)
            made: Image.Image = bitmap.to_pil().copy()
            bitmap.close()
            page.close()
        except self._error:
            raise Refused("scan_damaged") from None
        return made

    def extract(self, numbers: Sequence[int]) -> bytes:
        """Some pages as a PDF of their own."""
        import pypdfium2

        target = pypdfium2.PdfDocument.new()
        try:
            target.import_pages(self._document, list(numbers))
            out = io.BytesIO()
            target.save(out)
            return out.getvalue()
        except self._error:
            raise Refused("scan_damaged") from None
        finally:
            target.close()


class Pictures:
    """The pages of a PNG, JPEG or TIFF. Raises Refused."""

    def __init__(self, data: bytes, kind: str, limits: Limits) -> None:
        # Asked for each page before it is unpacked; Pillow's own limit is lower than a sheet of A3 at 600 dpi.
        Image.MAX_IMAGE_PIXELS = None
        # Of tags that mean nothing here.
        warnings.simplefilter("ignore")
        self._limits = limits
        try:
            self._image = Image.open(io.BytesIO(data), formats=[kind.removeprefix("image/").upper()])
            self._count = self._frames()
        except Refused:
            raise
        except (*_BAD, UnidentifiedImageError):
            raise Refused("scan_damaged") from None

    def _frames(self) -> int:
        if self._image.format != "TIFF":
            return 1
        # One after the other: a chain of directories may be without an end.
        count = 0
        try:
            while count <= self._limits.pages:
                self._image.seek(count)
                count += 1
        except EOFError:
            return count
        raise Refused("scan_many_pages", limit=self._limits.pages)

    def __len__(self) -> int:
        return self._count

    def grey(self, number: int, dpi: int) -> Image.Image:
        """A page as a grey picture; a finer one is made coarser, a coarser one stays."""
        return self._loaded(number, round(dpi * _LONG_SIDE)).convert("L")

    def native(self, number: int) -> Image.Image | None:
        """A page in the points that it has."""
        return self._loaded(number, 1 << 30).convert("L")

    def picture(self, number: int, side: int) -> tuple[int, int, bytes]:
        """A page as width, height and RGB bytes."""
        made = self._loaded(number, side).convert("RGB")
        return made.width, made.height, made.tobytes()

    def _loaded(self, number: int, side: int) -> Image.Image:
        image = self._image
        try:
            image.seek(number)
            width, height = image.size
            if image.format == "JPEG" and width * height > self._limits.points:
                # Such a picture can be unpacked smaller than it is, down to an eighth.
                share = sqrt(self._limits.points / width / height)
                image.draft("L", (int(width * min(share, 0.5)) // 2, int(height * min(share, 0.5)) // 2))
                width, height = image.size
            if width * height > self._limits.points:
                raise Refused("scan_page_large", page=number + 1, limit=self._limits.points // _MILLION)
            if image.format == "JPEG" and min(width, height) > 2 * side:
                image.draft("L", (side, side))
            made: Image.Image = image.convert("L") if image.mode in ("1", "I;16", "I", "F", "LA", "P", "L") else image
            made.load()
            upright = ImageOps.exif_transpose(made) or made
        except Refused:
            raise
        except (*_BAD, IndexError, Image.DecompressionBombError):
            raise Refused("scan_damaged") from None
        longer = max(upright.size)
        if longer > side:
            share = side / longer
            size = max(1, round(upright.width * share)), max(1, round(upright.height * share))
            upright = upright.resize(size, Image.Resampling.BOX if share < 0.5 else Image.Resampling.BILINEAR)
        return upright.copy()

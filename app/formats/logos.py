"""Logos: PNG and JPEG of a company, from outside and therefore hostile, made into a plain small PNG.

What is kept is drawn anew: no camera data, no comments, nothing behind the picture; transparent parts become white.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import UserError, from_os_error, register_messages, require_file
from app.services.ports import LogoRead

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 2 << 20
MOST_POINTS = 9_000_000
"""Of a picture that is read: 3,000 by 3,000."""
WIDEST, HIGHEST = 1_200, 480
"""Of the picture that is kept: 50 by 12 mm at more than 600 dpi."""
_LEAST = 8
_FORMATS = ("PNG", "JPEG")
_BAD = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, OverflowError, MemoryError)
"""What Pillow raises of a file that is not whole."""

register_messages(
    {
        "logo_kind": "{file} is no picture that can be a logo; save it as PNG or JPEG.",
        "logo_too_large": "{file} is too large for a logo; it may have {limit} MB and {points} million points.",
        "logo_too_small": "{file} is too small for a logo; it needs at least {limit} points each way.",
        "logo_damaged": "{file} is damaged and cannot be shown; save the logo anew as PNG or JPEG.",
    }
)


def read_logo(path: Path) -> LogoRead:
    """The logo in a file. Raises UserError `logo_*`."""
    require_file(path)
    try:
        with path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise from_os_error(error, path.name) from error
    return logo_of(data, path.name)


def logo_of(data: bytes, name: str) -> LogoRead:
    """The logo in the bytes of a file called `name`. Raises UserError `logo_*`."""
    too_large = UserError("logo_too_large", file=name, limit=MOST_BYTES >> 20, points=MOST_POINTS // 1_000_000)
    if len(data) > MOST_BYTES:
        raise too_large
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            # Its own limit is larger than ours.
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as opened:
                width, height = opened.size
                if width * height > MOST_POINTS:
                    raise too_large
                if min(width, height) < _LEAST:
                    raise UserError("logo_too_small", file=name, limit=_LEAST)
                opened.load()
                picture = _flat(opened)
    except UnidentifiedImageError:
        raise UserError("logo_kind", file=name) from None
    except Image.DecompressionBombError:
        raise too_large from None
    except _BAD:
        raise UserError("logo_damaged", file=name) from None
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return LogoRead(made.getvalue(), picture.width, picture.height)


def _flat(opened: Image.Image) -> Image.Image:
    """The picture on white, in red, green and blue."""
    from PIL import Image, ImageOps

    # Sixteen bits a point come as whole numbers, which a conversion would cut off instead of scaling.
    if opened.mode.startswith("I"):
        opened = opened.point(lambda value: value / 256).convert("L")
    turned = ImageOps.exif_transpose(opened)
    clear = turned.convert("RGBA")
    clear.thumbnail((WIDEST, HIGHEST), Image.Resampling.LANCZOS)
    ground = Image.new("RGBA", clear.size, (255, 255, 255, 255))
    ground.alpha_composite(clear)
    return ground.convert("RGB")

"""Pictures for tests: good ones, and some that nobody should send."""

import struct
import zlib
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw


def logo_file(path: Path, size: tuple[int, int] = (300, 100), kind: str = "PNG", mode: str = "RGBA") -> Path:
    """A blue disc on nothing, in a format and mode of Pillow."""
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((0, 0, size[1] - 1, size[1] - 1), fill=(11, 92, 173, 255))
    picture.convert(mode).save(path, kind)
    return path


def huge_png(path: Path, side: int) -> Path:
    """A PNG of few bytes that says it is `side` points wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + body)
    return path


def jpeg_with_place(path: Path) -> Path:
    """A photo that tells where it was taken."""
    picture = Image.new("RGB", (200, 100), "white")
    data = Image.Exif()
    data[0x010E] = "SECRET-PLACE"
    held = BytesIO()
    picture.save(held, "JPEG", exif=data)
    path.write_bytes(held.getvalue())
    return path

"""Which characters the bundled fonts can draw, read from the fonts without the library that draws them."""

from __future__ import annotations

import re
import struct
import unicodedata
from functools import cache

from app.domain.unprinted import Unprinted
from app.paths import bundled

FILES = {
    "BIZ-Regular": "BIZUDPGothic-Regular.ttf",
    "BIZ-Bold": "BIZUDPGothic-Bold.ttf",
    "Noto-Regular": "NotoSansJP-Regular.ttf",
}
"""The regular and the bold weight, and the one that draws what they lack."""

# What no font draws: controls, marks of direction, joiners, variation selectors, tags.
_INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e01ef"
)
_DROP = re.compile(f"[{_INVISIBLE}]")
_COMBINED = re.compile("[A-Za-z\u00c0-\u024f\u3041-\u30ff][\u0300-\u036f\u3099\u309a]+")
_LINE = re.compile("\r\n?|[\u0085\u2028\u2029]")
_UNUSUAL = re.compile(f"[\t\r\u0085\u2028\u2029\u0300-\u036f\u3099\u309a{_INVISIBLE}]")
# The selectors that ask for another shape of a kanji (異体字).
_VARIANT = re.compile("[^\x00-\u2fff][\ufe00-\ufe0d\U000e0100-\U000e01ef]")
_LOOSE = re.compile(".[\u0300-\u036f\u3099\u309a]+", re.DOTALL)


def clean(text: str) -> str:
    """The text as it can be drawn: line feeds only, no invisible characters, か + ゙ (as macOS writes) as が."""
    if not _UNUSUAL.search(text):
        return text
    text = _LINE.sub("\n", text).replace("\t", " ")
    # Not NFC over the whole: it would turn the 神 of a name into 神.
    return _DROP.sub("", _COMBINED.sub(lambda m: unicodedata.normalize("NFC", m[0]), text))


def unprinted(text: str) -> Unprinted | None:
    """What a report would not print as it is written; None where it prints all of it."""
    if not _odd().search(text):
        return None
    drawn = clean(text)
    found = Unprinted(
        missing=tuple(dict.fromkeys(_missing().findall(drawn))),
        variants=tuple(dict.fromkeys(match[:1] for match in _VARIANT.findall(text))),
        loose=tuple(dict.fromkeys(_LOOSE.findall(drawn))),
    )
    return found if found.missing or found.variants or found.loose else None


@cache
def _missing() -> re.Pattern[str]:
    """A character that one of the weights and the fallback lack."""
    regular, bold, rare = (_codes(name) for name in FILES.values())
    # reportlab draws a no-break space with the glyph of the space.
    return re.compile(f"[^\n\u00a0{_ranges((regular | rare) & (bold | rare))}]")


@cache
def _odd() -> re.Pattern[str]:
    """A character that makes a text worth a second look."""
    return re.compile(f"{_missing().pattern}|[\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef]")


def _ranges(codes: set[int]) -> str:
    made = []
    begin = last = -2
    for code in (*sorted(codes), 0x110000):
        if code != last + 1:
            if begin >= 0:
                made.append(f"\\U{begin:08x}-\\U{last:08x}")
            begin = code
        last = code
    return "".join(made)


def _codes(file: str) -> set[int]:
    """The characters of a TrueType font, from its table `cmap` (formats 4 and 12)."""
    data = (bundled("resources") / "fonts" / file).read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0]
        for at in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16)
    }
    base = tables[b"cmap"]
    found: set[int] = set()
    for n in range(struct.unpack_from(">H", data, base + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", data, base + 4 + 8 * n)
        at = base + offset
        kind = struct.unpack_from(">H", data, at)[0]
        if (platform, encoding) == (3, 1) and kind == 4:
            found |= _by_segments(data, at)
        elif (platform, encoding) == (3, 10) and kind == 12:
            for group in range(struct.unpack_from(">I", data, at + 12)[0]):
                first, last, _glyph = struct.unpack_from(">III", data, at + 16 + 12 * group)
                found.update(range(first, last + 1))
    return found


def _by_segments(data: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", data, at + 6)[0] // 2
    read = struct.Struct(f">{count}H")
    ends = read.unpack_from(data, at + 14)
    starts = read.unpack_from(data, at + 16 + 2 * count)
    deltas = read.unpack_from(data, at + 16 + 4 * count)
    offsets_at = at + 16 + 6 * count
    found: set[int] = set()
    for n, (start, end, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        offset = struct.unpack_from(">H", data, offsets_at + 2 * n)[0]
        for code in range(start, min(end, 0xFFFE) + 1):
            if offset:
                glyph = struct.unpack_from(">H", data, offsets_at + 2 * n + offset + 2 * (code - start))[0]
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                found.add(code)
    return found

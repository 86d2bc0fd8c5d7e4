"""The bundled fonts in reportlab: loaded once, measured per character, with a fallback for rare kanji."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.formats.report.glyphs import FILES
from app.paths import bundled

REGULAR, BOLD, RARE = "BIZ-Regular", "BIZ-Bold", "Noto-Regular"


def _to_unicode(name: str, subset: list[int]) -> str:
    """The map from glyphs to text. reportlab's own writes characters beyond U+FFFF so that no reader understands."""
    lines = [
        f"<{n:02X}> <{chr(v).encode('utf-16-be', 'surrogatepass').hex().upper()}>" for n, v in enumerate(subset) if v
    ]
    blocks = [lines[n : n + 100] for n in range(0, len(lines), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <FF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def font(name: str) -> Any:
    """The reportlab font of that name, loaded when first asked for."""
    ttfonts.makeToUnicodeCMap = _to_unicode
    with as_file(bundled("resources") / "fonts" / FILES[name]) as path:
        loaded = ttfonts.TTFont(name, str(path))
    pdfmetrics.registerFont(loaded)
    return loaded


class Face(dict[str, float]):
    """One weight: character → width in em, filled as characters are met.

    `borrowed` are the characters met that the fallback draws, `missing` those that no font has.
    """

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.borrowed: set[str] = set()
        self.missing: set[str] = set()

    def __missing__(self, character: str) -> float:
        own = font(self.name).face
        code = ord(character)
        # reportlab draws a no-break space with the glyph of the space.
        if code in own.charToGlyph or code == 0xA0:
            width = own.charWidths.get(0x20 if code == 0xA0 else code, own.defaultWidth) / 1000
        else:
            rare = font(RARE).face
            known = code in rare.charToGlyph
            (self.borrowed if known else self.missing).add(character)
            width = rare.charWidths.get(code, rare.defaultWidth) / 1000 if known else 1.0
        self[character] = width
        return float(width)

    def width(self, text: str) -> float:
        """Width of `text` in em."""
        return sum(map(self.__getitem__, text))

    def pieces(self, text: str) -> list[tuple[str, str]]:
        """`text`, measured before, as (font name, piece) in order."""
        if self.borrowed.isdisjoint(text):
            return [(self.name, text)]
        return [
            (RARE if rare else self.name, "".join(piece)) for rare, piece in groupby(text, self.borrowed.__contains__)
        ]


@cache
def face(bold: bool = False) -> Face:
    """The regular or the bold face."""
    return Face(BOLD if bold else REGULAR)


def lacking(text: str) -> frozenset[str]:
    """The characters of `text` (cleaned before) that neither face nor the fallback can draw."""
    regular, bold = face(), face(bold=True)
    for character in set(text) - {"\n"}:
        _ = regular[character], bold[character]
    return frozenset(set(text) & (regular.missing | bold.missing))

"""The bundled fonts in reportlab: registered once, measured per character, with a fallback for rare kanji."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file

from reportlab.pdfbase import pdfmetrics, ttfonts

from app.errors import UserError, register_messages
from app.paths import bundled

register_messages(
    {"report_missing_glyphs": "The report cannot print these characters: {characters}; write them in another way."}
)

REGULAR, BOLD, RARE = "BIZ-Regular", "BIZ-Bold", "Noto-Regular"
_FILES = {REGULAR: "BIZUDPGothic-Regular.ttf", BOLD: "BIZUDPGothic-Bold.ttf", RARE: "NotoSansJP-Regular.ttf"}


def _to_unicode(name: str, subset: list[int]) -> str:
    """The map from glyphs to text. reportlab's own writes characters beyond U+FFFF so that no reader understands."""
    lines = [f"<{n:02X}> <{chr(v).encode('utf-16-be', 'surrogatepass').hex()}>" for n, v in enumerate(subset)]
    blocks = [lines[n : n + 100] for n in range(0, len(lines), 100)]
    body = "\n".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar" for b in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        f"/CIDSystemInfo << /Registry ({name}) /Ordering ({name}) /Supplement 0 >> def\n"
        f"/CMapName /{name} def\n/CMapType 2 def\n1 begincodespacerange\n<00> <{len(subset) - 1:02X}>\n"
        f"endcodespacerange\n{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )


@cache
def register() -> None:
    """Load the fonts. Safe to call often."""
    ttfonts.makeToUnicodeCMap = _to_unicode
    for name, file in _FILES.items():
        with as_file(bundled("resources") / "fonts" / file) as path:
            pdfmetrics.registerFont(ttfonts.TTFont(name, str(path)))


@cache
def font_of(character: str, wanted: str) -> str:
    """The font that has the character: the wanted one, or the rare one. Raises UserError when none has it."""
    for name in (wanted, RARE):
        if ord(character) in pdfmetrics.getFont(name).face.charToGlyph:
            return name
    raise UserError("report_missing_glyphs", characters=character)


@cache
def width_of(character: str, font: str) -> float:
    """Width of a character at 1 pt."""
    return float(pdfmetrics.stringWidth(character, font_of(character, font), 1))

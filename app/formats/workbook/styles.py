"""What the styles of a workbook tell of its cells: numbers shown as 00123 or PC-0123, and texts crossed out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

Run = tuple[int, int, int, str]
"""Column from 0, first and last row from 1, format: cells of one column that show their numbers alike."""

_FORMAT = re.compile(r"<(?:\w+:)?numFmt\s([^<>]*)>")
_FONT = re.compile(r"<(?:\w+:)?font(?=[\s/>])")
_STRUCK = re.compile(r"""<(?:\w+:)?strike(?:\s+val\s*=\s*["'](?:1|true)["'])?\s*/>""")
_CELL = re.compile(r"<(?:\w+:)?xf\s([^<>]*)>")
_ATTRIBUTE = re.compile(r"""(?<!\w)(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|(?P<digit>General|G/標準|0)|(?P<sign>[-/() :])|(?P<other>.)'
)
_MONEY = re.compile(r"[¥\\$€£₩]")
_LARGEST = 1e15


@dataclass(frozen=True, slots=True)
class Styles:
    """Styles by the number at the cells: what shows numbers in a way of its own, and what is crossed out."""

    shown: Mapping[bytes, str] = field(default_factory=dict)
    struck: frozenset[bytes] = frozenset()


def styles_of(text: str) -> Styles:
    """The styles of the part `xl/styles.xml`; what is not understood tells nothing."""
    formats = {}
    for attributes in map(_attributes, _FORMAT.findall(text)):
        code = unescape(attributes.get("formatCode", ""))
        if layout_of(code):
            formats[attributes.get("numFmtId", "")] = code
    # What stands before the first one is none.
    fonts = _FONT.split(_section(text, "fonts"))[1:]
    struck = {str(number) for number, font in enumerate(fonts) if _STRUCK.search(font)}
    cells = _section(text, "cellXfs") if formats or struck else ""
    each = [_attributes(found) for found in _CELL.findall(cells)]
    return Styles(
        {b"%d" % n: formats[a["numFmtId"]] for n, a in enumerate(each) if a.get("numFmtId") in formats},
        frozenset(b"%d" % n for n, a in enumerate(each) if a.get("fontId") in struck),
    )


def _section(text: str, name: str) -> str:
    """What stands between the first opening and the next closing tag of a name."""
    begin = re.search(rf"<(?:\w+:)?{name}[\s>]", text)
    end = re.compile(rf"</(?:\w+:)?{name}>").search(text, begin.end()) if begin else None
    return text[begin.end() : end.start()] if begin and end else ""


def _attributes(text: str) -> dict[str, str]:
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(text)}


def layout_of(code: str) -> tuple[str, ...]:
    """Digits ("0") and signs of a format that makes a number a name: 00000, "PC-"0000, 000-0000; else empty.

    Amounts, shares, days and plain numbers with a unit stay numbers.
    """
    tokens: list[str] = []
    for match in _TOKEN.finditer(code.split(";")[0]):
        if match["other"]:
            return ()
        literal = match["quoted"] or match["escaped"] or match["sign"] or ""
        if _MONEY.search(literal):
            return ()
        tokens += ["0"] if match["digit"] else [f"'{literal}"] if literal else []
    digits = tokens.count("0")
    if not digits:
        return ()
    before = "".join(tokens[: tokens.index("0")])
    return tuple(tokens) if digits > 1 or any(map(str.isalnum, before)) else ()


def shown(value: float, code: str) -> str:
    """A number as a format shows it; empty where the format is not meant for it."""
    tokens = layout_of(code)
    if not tokens or not 0 <= value < _LARGEST or value != int(value):
        return ""
    places = tokens.count("0")
    digits = str(int(value)).zfill(places)
    left = [digits[: len(digits) - places + 1], *digits[len(digits) - places + 1 :]]
    return "".join(left.pop(0) if each == "0" else each[1:] for each in tokens)

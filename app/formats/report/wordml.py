"""WordprocessingML as text: runs, paragraphs, cells, tables. Lengths are in twentieths of a point (twips)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from app.formats.report import look
from app.formats.report.look import Type
from app.formats.report.packed import ILLEGAL
from app.services.reporting.model import Run, Text

FONT = "BIZ UDPGothic"
PAD = 90
"""Room left and right in a cell."""
_TICKS = {True: "\N{BALLOT BOX WITH CHECK}", False: "\N{BALLOT BOX}"}
# Word draws the box of its own form fields with it; no font of ours has that character.
_TICK_FONT = "MS Gothic"
# No room between kanji and figures, as in the PDF: with it dates no longer fit their columns.
_TIGHT = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'


_LISTED = re.compile(r"(?<=[0-9A-Za-z])([、，])(?=[0-9A-Za-z])")
"""LibreOffice sees one word in 「3、5、12」 and breaks it anywhere; a space of no width says where it may."""


def twips(points: float) -> int:
    """Points in twips."""
    return round(points * 20)


def safe(text: str) -> str:
    """Text as XML holds it."""
    return escape(text.translate(ILLEGAL))


def colour(value: str) -> str:
    """#0B3F78 as it stands in a document."""
    return value.removeprefix("#")


def run(text: str, *, bold: bool = False, ink: str = "", size: float = 0.0) -> str:
    """A stretch of text; a line feed is a line break."""
    if not text:
        return ""
    look_ = "<w:b/>" if bold else ""
    look_ += f'<w:color w:val="{colour(ink)}"/>' if ink else ""
    look_ += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    properties = f"<w:rPr>{look_}</w:rPr>" if look_ else ""
    lines = _LISTED.sub("\\1\u200b", safe(text)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    body = "<w:br/>".join(
        "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' if part else "" for part in line.split("\t"))
        for line in lines
    )
    return f"<w:r>{properties}{body}</w:r>"


def runs(text: Text, *, bold: bool = False, ink: str = "") -> str:
    """A text of the model."""
    if isinstance(text, str):
        return run(text, bold=bold, ink=ink)
    return "".join(_run(each, bold, ink) for each in text)


def _run(each: Run, bold: bool, ink: str) -> str:
    return run(each.text, bold=bold or each.bold, ink=look.QUIET if each.quiet else ink)


def tick(checked: bool) -> str:
    """A box that a click ticks, in Word and in LibreOffice."""
    value = "1" if checked else "0"
    boxes = "".join(
        f'<w14:{name} w14:val="{ord(_TICKS[on]):04X}" w14:font="{_TICK_FONT}"/>'
        for name, on in (("checkedState", True), ("uncheckedState", False))
    )
    return (
        f'<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{value}"/>{boxes}</w14:checkbox></w:sdtPr>'
        f'<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="{_TICK_FONT}" w:hAnsi="{_TICK_FONT}"'
        f' w:eastAsia="{_TICK_FONT}" w:hint="eastAsia"/></w:rPr><w:t>{_TICKS[checked]}</w:t></w:r>'
        "</w:sdtContent></w:sdt>"
    )


def field(instruction: str, shown: str = "", *, look_: str = "") -> str:
    """A field such as PAGE, with what it shows until it is counted."""
    properties = f"<w:rPr>{look_}</w:rPr>" if look_ else ""
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'<w:r>{properties}<w:t xml:space="preserve">{safe(shown)}</w:t></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def paragraph(
    content: str,
    style: str = "",
    *,
    align: str = "",
    keep: bool = False,
    fresh: bool = False,
    indent: str = "",
    before: float | None = None,
    after: float | None = None,
    more: str = "",
    number: int = 0,
) -> str:
    """A paragraph. `keep` holds it with the next one, `fresh` begins a page, `indent` are the attributes of an indent,
    `number` is the list that it is an item of, `more` stands last in its properties."""
    said = f'<w:pStyle w:val="{style}"/>' if style else ""
    said += "<w:keepNext/>" if keep else ""
    said += "<w:pageBreakBefore/>" if fresh else ""
    said += f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' if number else ""
    space = "".join(
        f' w:{name}="{twips(value)}"' for name, value in (("before", before), ("after", after)) if value is not None
    )
    said += f"<w:spacing{space}/>" if space else ""
    said += f"<w:ind {indent}/>" if indent else ""
    said += f'<w:jc w:val="{align}"/>' if align else ""
    said += more
    properties = f"<w:pPr>{said}</w:pPr>" if said else ""
    return f"<w:p>{properties}{content}</w:p>"


def cell(content: str, width: int, *, span: int = 1, ground: str = "", borders: str = "", middle: bool = False) -> str:
    """A cell of a table; `content` are its paragraphs."""
    said = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    said += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    said += f"<w:tcBorders>{borders}</w:tcBorders>" if borders else ""
    said += f'<w:shd w:val="clear" w:color="auto" w:fill="{colour(ground)}"/>' if ground else ""
    said += '<w:vAlign w:val="center"/>' if middle else ""
    return f"<w:tc><w:tcPr>{said}</w:tcPr>{content}</w:tc>"


def row(cells: Iterable[str], *, head: bool = False, least: float = 0.0) -> str:
    """A row that no page end splits; `head` is repeated on every page, `least` is its least height in points."""
    said = "<w:cantSplit/>"
    said += f'<w:trHeight w:val="{twips(least)}" w:hRule="atLeast"/>' if least else ""
    said += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{said}</w:trPr>{''.join(cells)}</w:tr>"


def border(side: str, width: float, ink: str, line: str = "single") -> str:
    """One side of a frame; the width in points."""
    return f'<w:{side} w:val="{line}" w:sz="{max(2, round(width * 8))}" w:space="0" w:color="{colour(ink)}"/>'


RULES = (
    border("top", look.RULE_WIDTH, look.RULE)
    + border("bottom", look.RULE_WIDTH, look.RULE)
    + border("insideH", look.HAIR_WIDTH, look.HAIRLINE)
)
"""Rules above and below, hairlines between the rows, nothing upright."""


def table(
    widths: Sequence[int], rows: Iterable[str], *, borders: str = RULES, alt: str = "", indent: int = 0
) -> Iterator[str]:
    """A table of fixed widths, piece by piece; `alt` tells in words what it shows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    told = f"<w:tblDescription w:val={quoteattr(alt.translate(ILLEGAL))}/>" if alt else ""
    yield (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblInd w:w="{indent}" w:type="dxa"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{PAD}" '
        f'w:type="dxa"/><w:right w:w="{PAD}" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1" '
        f'w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{told}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>"
    )
    yield from rows
    yield "</w:tbl>"


def style(
    identity: str,
    name: str,
    kind: Type,
    *,
    based: str = "Normal",
    following: str = "Normal",
    before: float = 0.0,
    after: float = 0.0,
    paragraph_: str = "",
    level: int = 0,
    align: str = "",
    keep: bool = False,
    own: bool = False,
) -> str:
    """A paragraph style; `paragraph_` are properties that stand before its spacing, `level` that of the outline, `own`
    marks one that Word does not know by its name."""
    kept = "<w:keepNext/><w:keepLines/>" if keep else ""
    outline = f'<w:outlineLvl w:val="{level - 1}"/>' if level else ""
    lines = f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}" w:line="{twips(kind.leading)}" w:lineRule="atLeast"/>'  # noqa: E501
    side = f'<w:jc w:val="{align}"/>' if align else ""
    based_on = f'<w:basedOn w:val="{based}"/>' if based else ""
    marked = ' w:customStyle="1"' if own else ""
    first, tight = (' w:default="1"', _TIGHT) if identity == "Normal" else ("", "")
    return (
        f'<w:style w:type="paragraph"{first}{marked} w:styleId="{identity}"><w:name w:val="{name}"/>{based_on}'
        f'<w:next w:val="{following}"/><w:qFormat/>'
        f"<w:pPr>{kept}{paragraph_}{tight}{lines}{side}{outline}</w:pPr><w:rPr>"
        f"{'<w:b/><w:bCs/>' if kind.bold else ''}"
        f'<w:color w:val="{colour(kind.colour)}"/><w:sz w:val="{round(kind.size * 2)}"/>'
        f'<w:szCs w:val="{round(kind.size * 2)}"/></w:rPr></w:style>'
    )

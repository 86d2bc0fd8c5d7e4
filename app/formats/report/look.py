"""What the paper looks like: page, type, colours. Lengths in points unless said otherwise."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4
PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
# Left for punch holes.
LEFT, RIGHT, TOP, BOTTOM = 25 * MM, 15 * MM, 22 * MM, 22 * MM
ROOM = PAGE_WIDTH - LEFT - RIGHT

INK, QUIET, BLUE = "#1B2430", "#556273", "#0B3F78"
HEADER_GROUND, HAIRLINE, RULE = "#EEF2F6", "#B8C0CA", "#1B2430"
WATERMARK = "#EAEDF1"
WHITE = "#FFFFFF"

RULE_WIDTH, HAIR_WIDTH = 1.0, 0.4


@dataclass(frozen=True, slots=True)
class Type:
    """Type size, line height, colour, weight."""

    size: float
    leading: float
    colour: str = INK
    bold: bool = False


BODY = Type(10.5, 18)
BODY_BOLD = Type(10.5, 18, INK, True)
SMALL = Type(9, 14.5, QUIET)
CELL = Type(9, 13.5)
CELL_BOLD = Type(9, 13.5, INK, True)
CELL_QUIET = Type(9, 13.5, QUIET)
NOTE = Type(8.5, 13, QUIET)
CAPTION = Type(9, 14, INK, True)
FURNITURE = Type(8, 10, QUIET)
TITLE = Type(15, 24, INK, True)
COVER_TITLE = Type(22, 34, INK, True)
PART = Type(15, 22, BLUE, True)
ITEM = Type(12, 18, INK, True)
SUBITEM = Type(10.5, 18, INK, True)
CHART = Type(8, 11)
HEADINGS = {1: PART, 2: ITEM, 3: SUBITEM}

CELL_PAD_X, CELL_PAD_TOP, CELL_PAD_BOTTOM = 4.5, 4.2, 4.8


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is filled so that a copy in black and white tells it from the others."""

    ground: str
    line: str
    hatch: str = ""
    """'' plain, '/' slanted, 'x' crossed, '.' dotted, '|' upright, '-' level."""
    text: str = INK


# conforming, partly, nonconforming, not applicable, unanswered; then more for other series.
FILLS = (
    Fill("#CFE6D8", "#1E6B3A"),
    Fill("#FFE9B0", "#8A5A00", "/"),
    Fill("#B3261E", "#7A1510", "", WHITE),
    Fill("#EDF0F3", "#556273", "."),
    Fill("#FFFFFF", "#556273", ""),
    Fill("#D6E6F7", "#0B5CAD", "|"),
    Fill("#0B3F78", "#0B3F78", "", WHITE),
    Fill("#E7F0FA", "#0B5CAD", "x"),
    Fill("#FFFFFF", "#1E6B3A", "-"),
    Fill("#E7F0FA", "#0B5CAD", "-"),
)
MARK_COLOURS = ("#1E6B3A", "#8A5A00", "#B3261E", "#556273", "#556273")

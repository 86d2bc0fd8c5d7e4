"""Turns text into strips: lines of running text, lists, titles and headings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from app.formats.report import look
from app.formats.report.flow import HARD, Paint, Place, Strip
from app.formats.report.linebreak import Breaker, Line
from app.formats.report.look import Type
from app.formats.report.pen import Pen
from app.formats.report.steps import Steps
from app.formats.report.tags import Node
from app.formats.report.words import words
from app.services.reporting.model import Align, Text

if TYPE_CHECKING:
    from app.formats.report.alike import Widths

# A line that needs more than this between its characters (in em) looks torn and stays ragged.
_MOST_SPACING = 0.09


class Setting:
    """One report being set: its texts so far, its headings, its language."""

    def __init__(self, language: str, steps: Steps | None = None) -> None:
        self.steps = steps or Steps()
        self.breaker = Breaker()
        self.places: list[Place] = []
        self.language = language
        self.justified = language == "ja"
        self.alike: Widths | None = None
        """The widths of tables that are parts of one; None where each table has its own."""
        self.term = words(language)
        self._titled, self._level = False, 0

    def lines(self, text: Text, kind: Type, room: float, *, cell: bool = False, indent: float = 0.0) -> list[Line]:
        """Lines of `text` within `room` points; `indent` points before the first."""
        return self.breaker.lines(text, room / kind.size, bold=kind.bold, cell=cell, indent=indent / kind.size)

    def words(self, text: str) -> str:
        """A text that is drawn as it stands, cleaned and remembered."""
        return " ".join(line.text for line in self.breaker.lines(text, 1e9))

    def width(self, text: str, kind: Type) -> float:
        """Width of one line in points."""
        return self.breaker.extent(text, bold=kind.bold)[1] * kind.size

    def shortened(self, text: str, kind: Type, room: float) -> str:
        """`text` on one line of at most `room` points, with … where it had to be cut."""
        text = self.words(text)
        if self.width(text, kind) <= room:
            return text
        self.words("…")
        while text and Pen.width(text + "…", kind) > room:
            text = text[:-1]
        return text.rstrip() + "…"

    def title_tag(self) -> Node:
        """The title of a document or a paper: other headings are below it from here on."""
        self._titled, self._level = True, 0
        return Node("H1")

    def heading_tag(self, level: int) -> Node:
        """A heading; the levels of a document have no gaps."""
        self._level = min(level, self._level + 1)
        return Node(f"H{self._level + self._titled}")

    def begin_part(self) -> None:
        """A paper by itself begins: its headings begin anew."""
        self._titled, self._level = False, 0

    def place(self, text: str, level: int) -> Place:
        """Remember a heading for the outline."""
        made = Place(f"h{len(self.places) + 1}", self.words(text), level)
        self.places.append(made)
        return made


BOX = 9.5
"""Side of a box to tick."""


def draw_box(pen: Pen, left: float, y: float, checked: bool) -> None:
    """A box to tick, its lower left corner at (`left`, `y`)."""
    pen.rect(left, y, BOX, BOX, look.WHITE, look.INK, 0.8)
    if checked:
        pen.polyline([(left + 2, y + 5), (left + 4.2, y + 2.2), (left + 8, y + 8)], 1.3)


def baseline(kind: Type, top: float) -> float:
    """Where the line whose box begins at `top` stands."""
    return top - (kind.leading - kind.size) / 2 - kind.size * 0.88


def draw_line(
    pen: Pen, line: Line, kind: Type, x: float, top: float, room: float, align: Align, justified: bool, colour: str = ""
) -> None:
    """One line of a text within `room` points from `x`; `colour` instead of the type's own."""
    spare = room - line.width * kind.size
    spacing = 0.0
    if align == "right":
        x += spare
    elif align == "center":
        x += spare / 2
    elif justified and not line.last and spare > 0:
        gaps = sum(len(piece[0]) for piece in line.pieces)
        if gaps > 1 and spare / (gaps - 1) <= _MOST_SPACING * kind.size:
            spacing = spare / (gaps - 1)
    own = colour or kind.colour
    pieces = [(text, bold, look.QUIET if quiet else own) for text, bold, quiet in line.pieces if text]
    if pieces:
        if line.spaced:
            # Not seen, but words of two lines stay two words where the text is read out or copied.
            pieces[-1] = (pieces[-1][0] + " ", *pieces[-1][1:])
        pen.line_of(x, baseline(kind, top), pieces, kind, spacing)


def _line(line: Line, kind: Type, room: float, align: Align, justified: bool) -> Paint:
    def paint(pen: Pen, x: float, top: float) -> None:
        draw_line(pen, line, kind, x, top, room, align, justified)

    return paint


def text_strips(
    setting: Setting,
    text: Text,
    kind: Type,
    room: float,
    *,
    align: Align = "left",
    indent: float = 0.0,
    x: float = 0.0,
    before: float = 0.0,
    after: float = 0.0,
    justified: bool | None = None,
    tag: Node | None = None,
) -> list[Strip]:
    """A paragraph as one strip a line; its first two and its last two lines stay together.

    `tag` is what it is in the structure of the document, a paragraph where that is not said."""
    tag = tag or Node("P")
    lines = setting.lines(text, kind, room, indent=indent)
    flush = setting.justified if justified is None else justified
    strips = []
    for n, line in enumerate(lines):
        own = indent if n == 0 else 0.0
        strips.append(Strip(kind.leading, _line(line, kind, room - own, align, flush), x=x + own, tag=tag))
    keep_ends(strips)
    strips[0].before = before
    strips[-1].after = after
    return strips


def keep_ends(strips: Sequence[Strip]) -> None:
    """No single first line at the foot, no single last line at the head of a page."""
    if len(strips) > 1:
        strips[0].keep = strips[-2].keep = HARD


def title_strips(setting: Setting, text: str, subtitle: str, room: float) -> list[Strip]:
    """The centred title of a form."""
    strips = text_strips(
        setting, text, look.TITLE, room, align="center", before=6, after=4, justified=False, tag=setting.title_tag()
    )
    if subtitle:
        strips += text_strips(setting, subtitle, look.Type(10.5, 18, look.QUIET), room, align="center", justified=False)
    for strip in strips:
        strip.keep = HARD
    strips[-1].after = 16
    return strips


def heading_strips(setting: Setting, level: Literal[1, 2, 3], text: str, bookmark: str, room: float) -> list[Strip]:
    """A heading, tied to what follows; a part (level 1) has a rule under it."""
    kind = look.HEADINGS[level]
    strips = text_strips(setting, text, kind, room, justified=False, tag=setting.heading_tag(level))
    strips[0].before = {1: 26.0, 2: 16.0, 3: 10.0}[level]
    if level == 1:

        def rule(pen: Pen, x: float, top: float) -> None:
            pen.line(x, top - 2.5, x + room, top - 2.5, 1.0, look.BLUE)

        strips.append(Strip(3.0, rule))
    strips[-1].after = {1: 9.0, 2: 4.0, 3: 1.0}[level]
    for strip in strips:
        strip.keep = HARD
    strips[0].place = setting.place(bookmark or text.replace("\n", " "), level)
    return strips


def list_strips(setting: Setting, items: Sequence[tuple[str, Text]], room: float) -> list[Strip]:
    """Items with a sign before each, hanging by the width of the widest sign."""
    kind = look.BODY
    hang = max((setting.width(sign, kind) for sign, _text in items), default=0.0) + 5.0
    strips: list[Strip] = []
    whole = Node("L")
    for sign, text in items:
        item = whole.part("LI")
        label, body = item.part("Lbl"), item.part("LBody")
        own = text_strips(setting, text, kind, room - hang - 4, x=hang + 4, after=3, tag=body)
        own[0].paint = _with_sign(own[0].paint, setting.words(sign), hang, label, body)
        strips += own
    if strips:
        strips[-1].after = 7
    return strips


def _with_sign(paint: Paint | None, sign: str, hang: float, label: Node, body: Node) -> Paint:
    def both(pen: Pen, x: float, top: float) -> None:
        pen.within(label)
        pen.text(x - hang, baseline(look.BODY, top), sign, look.BODY)
        pen.within(body)
        if paint is not None:
            paint(pen, x, top)

    return both

"""Draws on a page: shapes first, text above them in one text object, a watermark below both.

Whatever is drawn belongs to the node of the structure that `within` named last, or is an artifact; of shapes only those
of pictures belong to a node.

Page space of PDF: points from the lower left corner. Colours are `#RRGGBB`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from math import cos, radians, sin
from typing import Any

from app.formats.report import fonts
from app.formats.report.document import TaggedCanvas
from app.formats.report.look import INK, PAGE_HEIGHT, PAGE_WIDTH, Fill, Type
from app.formats.report.tags import Node, Tree

_FURNITURE = "/Artifact <</Type /Pagination>> BDC"
"""Texts of no node: headers, footers, repeated headings."""


@cache
def _rgb(colour: str) -> str:
    """A colour as three numbers of PDF."""
    return " ".join(f"{int(colour[n : n + 2], 16) / 255:.3f}".rstrip("0").rstrip(".") for n in (1, 3, 5))


class _Run:
    """Texts of one node on a page, or artifacts in a row: what opens them, how they begin, how they end."""

    __slots__ = ("begins", "colour", "font", "opening", "out", "owner", "spacing")

    def __init__(self, owner: Node | None, opening: str) -> None:
        self.owner, self.opening = owner, opening
        self.out: list[str] = []
        self.colour, self.spacing, self.font = "", -1.0, ("", 0.0)
        self.begins = (self.colour, self.spacing, self.font)


class Pen:
    """Collects the operators of one page after the other and hands them to the canvas."""

    def __init__(self, canvas: TaggedCanvas, tree: Tree) -> None:
        self.canvas = canvas
        self._tree = tree
        self._link_keys: dict[str, int] = {}
        # reportlab has no public way to the fonts' codes in this document.
        self._document: Any = canvas._doc  # noqa: SLF001
        self._picture: tuple[bytes, Any] | None = None
        self._begin()

    def _begin(self) -> None:
        self._below: list[str] = []
        self._shapes: list[str] = []
        self._runs: list[_Run] = []
        self._run: _Run | None = None
        self._run_of: dict[Node, _Run] = {}
        self._node: Node | None = None
        self._repeating = False
        # What the shapes drawn last belong to; "" before the first.
        self._shapes_of: Node | str = ""

    def end_page(self) -> None:
        """Write the page."""
        parts = [*self._below, *self._shapes]
        if self._shapes_of:
            parts.append("EMC")
        if self._runs:
            parts += ["BT", *self._written(), "ET"]
        self.canvas.addLiteral("\n".join(parts))
        self.canvas.showPage()
        self._tree.end_page()
        self._begin()

    def end(self, places: int) -> None:
        """All pages, so many, are drawn."""
        # Keys of pages come first in the parent tree.
        self.canvas.number_links({name: places - key - 1 for name, key in self._link_keys.items()})

    # ------------------------------------------------------------------------------------------ structure

    def within(self, node: Node | None) -> None:
        """What is drawn from now on belongs to this node; None: it is an artifact."""
        self._node = None if self._repeating else node

    def repeat(self, repeating: bool) -> None:
        """While this is so, everything was said before and is an artifact."""
        self._repeating = repeating
        self._node = None

    def begin_part(self) -> None:
        """What follows is the next of many papers."""
        self._tree.begin_part()

    def _run_now(self) -> _Run:
        """Where text goes now. What a node says on a page stands together, though rows are drawn line by line: a cell
        is read to its end before the next one."""
        owner, run = self._node, self._run
        if run is not None and run.owner is owner:
            return run
        run = self._run_of.get(owner) if owner is not None else None
        if run is None:
            run = _Run(owner, _FURNITURE if owner is None else self._opening(owner))
            self._runs.append(run)
            if owner is not None:
                self._run_of[owner] = run
        self._run = run
        return run

    def _written(self) -> Iterator[str]:
        """All texts in the order in which their nodes came, with what changes from one to the next."""
        colour, spacing, font = "", 0.0, ("", 0.0)
        for run in self._runs:
            yield run.opening
            if not run.colour:
                yield "EMC"
                continue
            own_colour, own_spacing, own_font = run.begins
            if own_colour != colour:
                yield f"{_rgb(own_colour)} rg"
            if own_spacing != spacing:
                yield f"{own_spacing:.4f} Tc"
            if own_font != font:
                yield f"{own_font[0]} {own_font[1]:g} Tf"
            yield from run.out
            yield "EMC"
            colour, spacing, font = run.colour, run.spacing, run.font

    def _opening(self, owner: Node) -> str:
        return f"/{owner.role} <</MCID {self._tree.mark(owner)}>> BDC"

    def _mark_shape(self) -> None:
        owner: Node | str = self._node if self._node is not None and self._node.role == "Figure" else "/Artifact BMC"
        if owner is not self._shapes_of:
            if self._shapes_of:
                self._shapes.append("EMC")
            self._shapes.append(owner if isinstance(owner, str) else self._opening(owner))
            self._shapes_of = owner

    def _shape(self, operators: str) -> None:
        self._mark_shape()
        self._shapes.append(operators)

    # ------------------------------------------------------------------------------------------ text

    def text(self, x: float, y: float, text: str, kind: Type, colour: str = "", spacing: float = 0.0) -> None:
        """One literal line with its baseline at `y`; `spacing` points go between characters."""
        run = self._run_now()
        run.out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        self._show(run, text, kind, kind.bold, colour or kind.colour, spacing)

    def line_of(
        self, x: float, y: float, pieces: Iterable[tuple[str, bool, str]], kind: Type, spacing: float = 0.0
    ) -> None:
        """One line of (text, bold, colour) pieces."""
        run = self._run_now()
        run.out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for text, bold, colour in pieces:
            self._show(run, text, kind, bold, colour, spacing)

    def _show(self, run: _Run, text: str, kind: Type, bold: bool, colour: str, spacing: float) -> None:
        """Show `text` where the last one ended."""
        if not text:
            return
        out = run.out
        fresh = not run.colour
        if not fresh and colour != run.colour:
            out.append(f"{_rgb(colour)} rg")
        if not fresh and spacing != run.spacing:
            out.append(f"{spacing:.4f} Tc")
        run.colour, run.spacing = colour, spacing
        for name, piece in fonts.face(bold).pieces(text):
            loaded = fonts.font(name)
            # The fallback has one weight: a thin outline makes it bold.
            stroke = bold and name == fonts.RARE
            if stroke:
                out.append(f"{_rgb(colour)} RG {kind.size * 0.035:.2f} w 2 Tr")
            for subset, codes in loaded.splitString(piece, self._document):
                internal = (loaded.getSubsetInternalName(subset, self._document), kind.size)
                if fresh:
                    run.begins = (colour, spacing, internal)
                    fresh = False
                elif internal != run.font:
                    out.append(f"{internal[0]} {kind.size:g} Tf")
                run.font = internal
                out.append(f"<{codes.hex()}> Tj")
            if stroke:
                out.append("0 Tr")

    def right(self, x: float, y: float, text: str, kind: Type, colour: str = "") -> None:
        """One line that ends at `x`."""
        self.text(x - self.width(text, kind), y, text, kind, colour)

    def center(self, x: float, y: float, text: str, kind: Type, colour: str = "") -> None:
        """One line around `x`."""
        self.text(x - self.width(text, kind) / 2, y, text, kind, colour)

    @staticmethod
    def width(text: str, kind: Type) -> float:
        """Width of one line in points."""
        return fonts.face(kind.bold).width(text) * kind.size

    def watermark(self, word: str, colour: str) -> None:
        """A large word across the page from lower left to upper right, below everything."""
        size = min(230.0, 520.0 / max(1.0, fonts.face(bold=True).width(word)))
        angle = radians(40)
        wide = fonts.face(bold=True).width(word) * size
        x = PAGE_WIDTH / 2 - cos(angle) * wide / 2 + sin(angle) * size * 0.38
        y = PAGE_HEIGHT / 2 - sin(angle) * wide / 2 - cos(angle) * size * 0.38
        out = ["/Artifact <</Type /Pagination /Subtype /Watermark>> BDC", "q", "BT", f"{_rgb(colour)} rg"]
        out.append(f"{cos(angle):.4f} {sin(angle):.4f} {-sin(angle):.4f} {cos(angle):.4f} {x:.2f} {y:.2f} Tm")
        for name, piece in fonts.face(bold=True).pieces(word):
            loaded = fonts.font(name)
            for subset, codes in loaded.splitString(piece, self._document):
                out.append(f"{loaded.getSubsetInternalName(subset, self._document)} {size:.1f} Tf <{codes.hex()}> Tj")
        self._below += [*out, "ET", "Q", "EMC"]

    # ------------------------------------------------------------------------------------------ shapes

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: str = INK, dash: str = "") -> None:
        """A straight line; `dash` as in PDF, such as `2 2`."""
        self._shape(f"q {_rgb(colour)} RG {width:g} w [{dash}] 0 d {x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S Q")

    def rect(
        self, x: float, y: float, wide: float, high: float, fill: str = "", stroke: str = "", width: float = 0.5
    ) -> None:
        """A rectangle by its lower left corner."""
        if not fill and not stroke:
            return
        paint = "B" if fill and stroke else "f" if fill else "S"
        colours = (f"{_rgb(fill)} rg " if fill else "") + (f"{_rgb(stroke)} RG {width:g} w " if stroke else "")
        self._shape(f"q {colours}{x:.2f} {y:.2f} {wide:.2f} {high:.2f} re {paint} Q")

    def area(self, x: float, y: float, wide: float, high: float, fill: Fill) -> None:
        """A rectangle filled with colour and pattern, outlined."""
        self.rect(x, y, wide, high, fill.ground)
        if fill.hatch and wide > 0.5:
            self._hatch(x, y, wide, high, fill)
        self.rect(x, y, wide, high, "", fill.line, 0.6)

    def _hatch(self, x: float, y: float, wide: float, high: float, fill: Fill) -> None:
        out = [f"q {x:.2f} {y:.2f} {wide:.2f} {high:.2f} re W n {_rgb(fill.line)} RG 0.5 w"]
        step = 3.2
        if fill.hatch in "/x":
            at = x - high
            while at < x + wide:
                out.append(f"{at:.2f} {y:.2f} m {at + high:.2f} {y + high:.2f} l S")
                if fill.hatch == "x":
                    out.append(f"{at:.2f} {y + high:.2f} m {at + high:.2f} {y:.2f} l S")
                at += step
        elif fill.hatch == "|":
            at = x + step / 2
            while at < x + wide:
                out.append(f"{at:.2f} {y:.2f} m {at:.2f} {y + high:.2f} l S")
                at += step
        elif fill.hatch == "-":
            at = y + step / 2
            while at < y + high:
                out.append(f"{x:.2f} {at:.2f} m {x + wide:.2f} {at:.2f} l S")
                at += step
        else:
            out.append("1 J 0.9 w")
            rows = 0
            up = y + step / 2
            while up < y + high:
                at = x + (step / 2 if rows % 2 else step)
                while at < x + wide:
                    out.append(f"{at:.2f} {up:.2f} m {at:.2f} {up:.2f} l S")
                    at += step
                up += step
                rows += 1
        self._shape(" ".join([*out, "Q"]))

    def shape(
        self, points: Iterable[tuple[float, float]], fill: str = "", stroke: str = "", width: float = 0.6
    ) -> None:
        """A closed polygon."""
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(points))
        paint = "b" if fill and stroke else "f" if fill else "s"
        colours = (f"{_rgb(fill)} rg " if fill else "") + (f"{_rgb(stroke)} RG {width:g} w " if stroke else "")
        self._shape(f"q {colours}{path} {paint} Q")

    def polyline(self, points: Iterable[tuple[float, float]], width: float, colour: str = INK) -> None:
        """An open line through points, with round joins."""
        path = " ".join(f"{x:.2f} {y:.2f} {'l' if n else 'm'}" for n, (x, y) in enumerate(points))
        self._shape(f"q {_rgb(colour)} RG {width:g} w 1 J 1 j {path} S Q")

    def circle(self, x: float, y: float, radius: float, width: float, colour: str = INK, dash: str = "") -> None:
        """A circle around (x, y)."""
        k = radius * 0.5523
        r = radius
        self._shape(
            f"q {_rgb(colour)} RG {width:g} w [{dash}] 0 d {x + r:.2f} {y:.2f} m "
            f"{x + r:.2f} {y + k:.2f} {x + k:.2f} {y + r:.2f} {x:.2f} {y + r:.2f} c "
            f"{x - k:.2f} {y + r:.2f} {x - r:.2f} {y + k:.2f} {x - r:.2f} {y:.2f} c "
            f"{x - r:.2f} {y - k:.2f} {x - k:.2f} {y - r:.2f} {x:.2f} {y - r:.2f} c "
            f"{x + k:.2f} {y - r:.2f} {x + r:.2f} {y - k:.2f} {x + r:.2f} {y:.2f} c S Q"
        )

    def picture(self, png: bytes, x: float, y: float, wide: float, high: float, words: str) -> None:
        """A picture with its lower left corner at (x, y), described in words; it lies below what else is drawn."""
        from io import BytesIO

        from reportlab.lib.utils import ImageReader

        self.canvas.addLiteral(self._opening(Node("Figure", words)))
        # The logo stands on every paper: its points are unpacked once.
        if self._picture is None or self._picture[0] != png:
            self._picture = png, ImageReader(BytesIO(png))
        self.canvas.drawImage(self._picture[1], x, y, wide, high)
        self.canvas.addLiteral("EMC")

    # ------------------------------------------------------------------------------------------ places

    def link(self, x: float, y: float, wide: float, high: float, key: str, words: str, node: Node) -> None:
        """A click on this rectangle leads to the place `key`; `words` say where that is, `node` holds the link."""
        name = self.canvas.link_to(key, words, (x, y, x + wide, y + high))
        self._link_keys[name] = self._tree.link(node, name)

    def place(self, key: str, top: float) -> None:
        """Give the place at height `top` a name for links and the outline."""
        self.canvas.bookmarkHorizontalAbsolute(key, top)

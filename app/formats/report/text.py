"""Japanese line breaking (禁則) and a flowable that draws literal text."""

from __future__ import annotations

import re
import unicodedata
from itertools import groupby

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from app.formats.report.fonts import font_of, width_of

_OPEN = "「『(（［[｛{〔【〈《“‘"
_CLOSE = (
    "」』)）］]｝}〕】〉》”’、。，．,.・:;：；?!？！ー々ゝゞヽヾ…‥%％°ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ〜～"
)
# What stays together: opening signs, a date such as 2026年12月 or a Latin word or one character, closing signs.
_CLUSTER = re.compile(
    rf"[{re.escape(_OPEN)}]*"
    rf"(?:\d+年(?:\d+月)?(?:\d+日)?|\d+月(?:\d+日)?|[A-Za-z0-9][A-Za-z0-9\-_/&@+#.,:]*|[^{re.escape(_CLOSE)}]|$)?"
    rf"[{re.escape(_CLOSE)}]*",
)


def clean(text: str) -> str:
    """The text without what no font draws: variation selectors, control characters other than line feeds."""
    return "".join(
        c
        for c in text.replace("\t", " ")
        if c == "\n"
        or not (0xFE00 <= ord(c) <= 0xFE0F or 0xE0100 <= ord(c) <= 0xE01EF or unicodedata.category(c) == "Cc")
    )


def width(text: str, font: str, size: float) -> float:
    """Width of a line in points."""
    return size * sum(width_of(c, font) for c in text)


def longest_cluster(text: str, font: str, size: float) -> float:
    """The width below which a column must not fall."""
    return max((width(c, font, size) for line in text.split("\n") for c in _CLUSTER.findall(line)), default=0.0)


def break_lines(text: str, font: str, size: float, room: float) -> list[str]:
    """Lines no wider than `room` (unless a single character is): none begins or ends with a sign that must not."""
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        line, used = "", 0.0
        for cluster in filter(None, _CLUSTER.findall(paragraph)):
            for piece in _fitting(cluster, font, size, room):
                need = width(piece, font, size)
                if line and used + need > room + 0.01:
                    lines.append(line.rstrip())
                    line, used = "", 0.0
                    piece = piece.lstrip(" ")
                    need = width(piece, font, size)
                line += piece
                used += need
        lines.append(line.rstrip())
    return lines


def _fitting(cluster: str, font: str, size: float, room: float) -> list[str]:
    """The cluster, or its characters when no line could hold it."""
    return [cluster] if width(cluster, font, size) <= room else list(cluster)


class Text(Flowable):  # type: ignore[misc]
    """Literal text in one font, size and colour; `align` is left, center or right; splits between lines."""

    def __init__(
        self,
        text: str,
        font: str,
        size: float,
        leading: float,
        colour: Color,
        align: str = "left",
        before: float = 0,
        after: float = 0,
        keep: bool = False,
    ) -> None:
        super().__init__()
        self.text, self.font, self.size, self.leading = text, font, size, leading
        self.colour, self.align = colour, align
        self.spaceBefore, self.spaceAfter = before, after
        self.keepWithNext = keep
        self._lines: list[str] = []

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        """Break for `room` points."""
        self.width = room
        self._lines = break_lines(self.text, self.font, self.size, room)
        self.height = self.leading * len(self._lines)
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        """Two parts at a line, each of two lines at least."""
        self.wrap(room, height)
        first = int(height // self.leading)
        if len(self._lines) - first < 2:
            first = len(self._lines) - 2
        if first < 2:
            return []
        parts = ("\n".join(self._lines[:first]), "\n".join(self._lines[first:]))
        return [Text(p, self.font, self.size, self.leading, self.colour, self.align) for p in parts]

    def draw(self) -> None:
        """Draw the lines from the top."""
        canvas: Canvas = self.canv
        canvas.setFillColor(self.colour)
        y = self.height - self.leading + (self.leading - self.size) / 2 + self.size * 0.12
        for line in self._lines:
            x = {"left": 0.0, "center": 0.5, "right": 1.0}[self.align] * (
                self.width - width(line, self.font, self.size)
            )
            draw_line(canvas, line, x, y, self.font, self.size)
            y -= self.leading


def draw_line(canvas: Canvas, line: str, x: float, y: float, font: str, size: float) -> None:
    """Draw one line, changing to the fallback font where a character needs it."""
    for name, characters in groupby(line, lambda c: font_of(c, font)):
        piece = "".join(characters)
        canvas.setFont(name, size)
        canvas.drawString(x, y, piece)
        x += width(piece, font, size)

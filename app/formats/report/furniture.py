"""Header and footer of a house style on the page: as large as there is room, down to a floor, then on two lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from app.formats.report.look import FURNITURE, ROOM, Type
from app.formats.report.papers import BEFORE_CODE
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting

BESIDE_MARKING = ROOM * 0.72
"""The room of a header, left of the marking."""
ROOMS = {"header": BESIDE_MARKING, "footer": min(ROOM, BEFORE_CODE)}
"""The least room in which the lines of a style stand: a footer beside the code of a paper that comes back."""
_SIZES = (8.0, 7.5, 7.0, 6.5, 6.0)
_LEADING = 7.0


@dataclass(frozen=True, slots=True)
class Lines:
    """A text as it is drawn: one line or two, and how large; `whole` where nothing of it is cut."""

    lines: tuple[str, ...]
    kind: Type
    whole: bool = True

    def draw(self, pen: Pen, x: float, y: float, *, below: bool = False) -> None:
        """Draw it about the line whose foot is at `y`, or with `below` from there downwards."""
        first = y + (0.0 if below or len(self.lines) < 2 else _LEADING / 2)
        for number, line in enumerate(self.lines):
            if line:
                pen.text(x, first - number * _LEADING, line, self.kind)


def fitted(own: Setting, text: str, room: float) -> Lines:
    """`text` within a room; what two lines at the floor do not hold ends in …."""
    words = own.words(text)
    for size in _SIZES:
        kind = replace(FURNITURE, size=size)
        if own.width(words, kind) <= room:
            return Lines((words,), kind)
    least = replace(FURNITURE, size=_SIZES[-1])
    lines = tuple(line.text.strip() for line in own.lines(words, least, room))
    if len(lines) <= 2:
        return Lines(lines, least)
    return Lines((lines[0], own.shortened(words.removeprefix(lines[0]).lstrip(), least, room)), least, whole=False)


def fits(field: str, text: str) -> bool:
    """Whether the header or footer (`field`) of a style stands whole wherever it is printed."""
    return fitted(Setting("ja"), text, ROOMS[field]).whole

"""Signature blocks beside each other."""

from __future__ import annotations

from collections.abc import Sequence

from app.formats.report.flow import HARD, Strip, tie
from app.formats.report.forms import signature_strips
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting
from app.formats.report.tags import Node, gather
from app.services.reporting.model import Signatures

_GAP = 14.0
"""Points between two of them."""


def beside_strips(setting: Setting, block: Signatures, room: float) -> list[Strip]:
    """Blocks across the page that end together: their last lines stand on one height. Never split."""
    count = max(1, len(block.signatures))
    wide = (room - _GAP * (count - 1)) / count
    # Read down one block, then the next.
    whole = Node("Div")
    columns = [signature_strips(setting, each, wide) for each in block.signatures]
    for column in columns:
        whole.add(gather("Div", column))
    tallest = max((len(column) for column in columns), default=0)
    strips = []
    for line in range(tallest):
        own = [
            (at * (wide + _GAP), column[line - tallest + len(column)])
            for at, column in enumerate(columns)
            if line >= tallest - len(column)
        ]
        strips.append(_across(own))
    tie(strips, HARD)
    if strips:
        strips[-1].after = 16
    return strips


def _across(parts: Sequence[tuple[float, Strip]]) -> Strip:
    def paint(pen: Pen, x: float, top: float) -> None:
        for left, strip in parts:
            if strip.paint is not None:
                pen.within(strip.tag)
                strip.paint(pen, x + left + strip.x, top)

    return Strip(max(strip.height for _left, strip in parts), paint, before=max(s.before for _left, s in parts))

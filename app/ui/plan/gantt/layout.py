"""Where everything of a timeline lies in the window: computed once for each scrolling, asked by painting and mouse."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QPointF, QRectF

from app.domain.timeline import Bar, Kind
from app.ui.plan.gantt.rows import LANE, PAD, Line, Rows
from app.ui.plan.gantt.scale import Scale
from app.ui.style.theme import theme

HEAD = 64
"""Pixels at 100 % that the axis is high."""


@dataclass(frozen=True)
class Layout:
    """`names` is the width of the column of names; `across` and `down` are how far the rest is scrolled; `width` and
    `height` are those of the viewport."""

    rows: Rows
    scale: Scale
    names: int
    width: int
    height: int
    across: int
    down: int

    @property
    def head(self) -> int:
        """Where the rows begin."""
        return theme().px(HEAD)

    @property
    def left(self) -> float:
        """Where the first day lies."""
        return self.names - self.across

    @property
    def foot(self) -> int:
        """Where the last row ends, or the viewport."""
        return min(self.height, self.top_of(0) + self.rows.height)

    def top_of(self, top: int) -> int:
        """Where a height among the rows lies in the viewport."""
        return self.head - self.down + top

    def x(self, day: date) -> float:
        """Where a day begins."""
        return self.left + self.scale.x(day)

    def middle_of(self, day: date) -> float:
        """The middle of a day."""
        return self.x(day) + self.scale.a_day / 2

    def after(self, day: date) -> float:
        """Where a day is over."""
        return self.left + self.scale.after(day)

    def lines(self) -> Iterator[Line]:
        """The lines in sight."""
        return self.rows.between(self.down, self.down + self.height - self.head)

    def rect(self, line: Line, bar: Bar, days: tuple[date, date] | None = None) -> QRectF:
        """Where a bar lies, or would with other days."""
        worn = theme()
        start, end = days or (bar.start, bar.end)
        top = self.top_of(line.top) + worn.px(PAD) + (line.lanes or {}).get(bar.id, 0) * worn.px(line.lane)
        if bar.point:
            return QRectF(self.middle_of(end) - worn.px(7), top, worn.px(14), worn.px(LANE - 4))
        high = worn.px(LANE - 4)
        left = self.x(start)
        return QRectF(left, top, max(self.after(end) - left - 1, 3), high)

    def hit(self, point: QPoint) -> tuple[Line, Bar] | None:
        """The bar under the mouse; what protects until the cut-over only where no other is."""
        if point.x() < self.names or point.y() < self.head:
            return None
        line = self.rows.at(point.y() - self.top_of(0))
        if line is None:
            return None
        near = theme().px(2)
        at = QPointF(point)
        found = [b for b in line.bars if self.rect(line, b).adjusted(-near, -near, near, near).contains(at)]
        found.sort(key=lambda bar: bar.kind is Kind.INTERIM)
        return (line, found[0]) if found else None

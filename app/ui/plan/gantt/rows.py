"""Where the rows of a timeline lie, from top to bottom, and which bars come one after the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from app.domain import timeline
from app.domain.timeline import Bar, Row, Timeline, Track

LANE, GHOST, PAD, HEADING = 24, 6, 5, 28
"""Pixels at 100 %: a lane, the days planned first at its foot, around the lanes, and the name of a track."""


@dataclass(frozen=True)
class Line:
    """A row as it lies, or the heading of a track (without `row`); `lane` is how high its lanes are (pixels at
    100 %), which leave room for the days that were planned first."""

    top: int
    height: int
    track: Track
    row: Row | None = None
    bars: tuple[Bar, ...] = ()
    lanes: dict[str, int] | None = None
    lane: int = 0


class Rows:
    """All lines of a timeline at one zoom of the text; found by place without looking at the others."""

    def __init__(self, shown: Timeline | None, tracks: tuple[Track, ...], percent: int) -> None:
        self._percent = percent
        self.lines: list[Line] = []
        top = 0
        for track in Track:
            rows = shown.of(track) if shown is not None and track in tracks else ()
            if not rows:
                continue
            self.lines.append(Line(top, self.px(HEADING), track))
            top += self.px(HEADING)
            for row in rows:
                lanes, many = timeline.lanes(row.bars)
                bars = tuple(sorted(row.bars, key=lambda bar: (bar.start, bar.end)))
                lane = LANE + (GHOST if any(bar.planned is not None for bar in bars) else 0)
                height = self.px(many * lane + 2 * PAD)
                self.lines.append(Line(top, height, track, row, bars, lanes, lane))
                top += height
        self.height = top
        self._tops = [line.top for line in self.lines]
        self._of = {bar.id: n for n, line in enumerate(self.lines) for bar in line.bars}

    def px(self, pixels: int) -> int:
        """A length at the zoom of the text."""
        return round(pixels * self._percent / 100)

    def between(self, top: int, bottom: int) -> Iterator[Line]:
        """The lines in sight."""
        first = max(0, bisect_right(self._tops, top) - 1)
        for line in self.lines[first:]:
            if line.top >= bottom:
                return
            yield line

    def at(self, y: int) -> Line | None:
        """The line at a height."""
        return next(self.between(y, y + 1), None) if 0 <= y < self.height else None

    def line_of(self, bar: str) -> Line | None:
        """The line that a bar lies in."""
        number = self._of.get(bar)
        return self.lines[number] if number is not None else None

    def bar(self, identity: str) -> Bar | None:
        """A bar by its id."""
        line = self.line_of(identity)
        return next((bar for bar in line.bars if bar.id == identity), None) if line is not None else None

    def first(self) -> Bar | None:
        """The first bar of all."""
        return next((line.bars[0] for line in self.lines if line.bars), None)

    def beside(self, identity: str, step: int) -> Bar | None:
        """The bar before or after one in its row; at the end of the row that of the next row."""
        line = self.line_of(identity)
        if line is None:
            return self.first()
        place = next(n for n, bar in enumerate(line.bars) if bar.id == identity) + step
        if 0 <= place < len(line.bars):
            return line.bars[place]
        other = self._next_line(identity, step)
        return other.bars[0 if step > 0 else -1] if other is not None else None

    def above(self, identity: str, step: int) -> Bar | None:
        """The bar nearest in time in the next row with bars, up or down."""
        bar, other = self.bar(identity), self._next_line(identity, step)
        if bar is None:
            return self.first()
        if other is None:
            return None
        return min(other.bars, key=lambda each: (abs((each.start - bar.start).days), each.end))

    def _next_line(self, identity: str, step: int) -> Line | None:
        number = self._of[identity] + step
        while 0 <= number < len(self.lines):
            if self.lines[number].bars:
                return self.lines[number]
            number += step
        return None

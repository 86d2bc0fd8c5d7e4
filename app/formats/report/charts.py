"""Bars: colour, pattern and number together, so that a copy in black and white says the same."""

from __future__ import annotations

from collections.abc import Sequence

from app.formats.report import look
from app.formats.report.flow import HARD, Group, Paint, Strip
from app.formats.report.linebreak import Line
from app.formats.report.look import CELL, CHART, FILLS, Fill, Type
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting, baseline, draw_line
from app.formats.report.spoken import bars_in_words, stacked_in_words
from app.formats.report.tables import caption_strips, note_strips
from app.formats.report.tags import Node
from app.services.reporting.model import BarChart, StackedBars, StackedRow

ROW_PAD = 3.0
_SWATCH = 9.0
CHART_BOLD = Type(8, 11, look.INK, True)


def pictured(strips: Sequence[Strip], figure: Node) -> None:
    """Make strips that belong to nothing yet a part of the picture."""
    for strip in strips:
        strip.tag = strip.tag or figure


def label_room_of(setting: Setting, labels: Sequence[str], room: float, most: float) -> float:
    widest = max((setting.breaker.extent(label)[1] * CELL.size for label in labels), default=0.0)
    return min(widest, most * room) + 8


# ---------------------------------------------------------------------------------------------- bars


def bar_strips(setting: Setting, chart: BarChart, room: float) -> list[Strip]:
    """Horizontal bars, their numbers at the end."""
    figure = Node("Figure", bars_in_words(chart, setting.language))
    strips = caption_strips(setting, chart.caption, room)
    label_room = label_room_of(setting, [bar.label for bar in chart.bars], room, 0.4)
    ends = [setting.words(bar.text or f"{bar.value:,g}") for bar in chart.bars]
    most = max((bar.value for bar in chart.bars), default=0.0) or 1.0
    scale = (room - label_room - max((Pen.width(e, CELL) for e in ends), default=0.0) - 6) / most
    for bar, end in zip(chart.bars, ends, strict=True):
        lines = setting.lines(bar.label, CELL, label_room - 8, cell=True)
        high = len(lines) * CELL.leading + 2 * ROW_PAD

        def paint(
            pen: Pen,
            x: float,
            top: float,
            lines: list[Line] = lines,
            high: float = high,
            value: float = bar.value,
            end: str = end,
        ) -> None:
            for k, line in enumerate(lines):
                draw_line(pen, line, CELL, x, top - ROW_PAD - k * CELL.leading, label_room - 8, "left", False)
            middle = top - high / 2
            pen.line(x + label_room, top, x + label_room, top - high, 0.6, look.INK)
            if value > 0:
                pen.area(x + label_room, middle - 5, max(value * scale, 0.8), 10, FILLS[5])
            pen.text(x + label_room + value * scale + 4, middle - CELL.size * 0.38, end, CELL)

        strips.append(Strip(high, paint))
    pictured(strips, figure)
    _hold_ends(strips)
    strips[-1].after = 14
    return strips + note_strips(setting, chart.note, room, strips[-1])


def _hold_ends(strips: list[Strip]) -> None:
    """At least two bars on either side of a page's end."""
    for strip in (*strips[:2], *strips[-2:-1]):
        strip.keep = HARD
    strips[-1].keep = 0


def stacked_strips(setting: Setting, chart: StackedBars, room: float) -> list[Strip]:
    """Stacked bars with a legend above and the counts in columns at the right."""
    figure = Node("Figure", stacked_in_words(chart, setting.language))
    strips = caption_strips(setting, chart.caption, room)
    looks = chart.fills or range(len(chart.legend))
    fills = [FILLS[n % len(FILLS)] for n in looks]
    signs = [setting.words(word.split()[0] if len(word.split()) > 1 else "") for word in chart.legend]
    signs = [s if len(s) == 1 else "" for s in signs]
    total_word = setting.shortened(chart.total, CHART_BOLD, 40)
    counts = [v for row in chart.rows for v in (*row.values, sum(row.values))]
    column = max(17.0, Pen.width(setting.words(f"{max(counts, default=0):,}"), CELL) + 8)
    total_column = max(column + 2, Pen.width(total_word, CHART_BOLD) + 8)
    numbers = column * len(chart.legend) + total_column
    label_room = label_room_of(setting, [row.label for row in chart.rows], room, 0.36)
    bar_room = room - label_room - numbers - 8
    most = max((sum(row.values) for row in chart.rows), default=0) or 1
    strips.append(legend_strip(setting, chart.legend, fills, room))

    def head_paint(pen: Pen, x: float, top: float) -> None:
        y = baseline(CHART_BOLD, top - 1)
        at = x + room - numbers
        for sign, fill in zip(signs, fills, strict=True):
            if sign:
                pen.right(at + column - 3, y, sign, CHART_BOLD)
            else:
                pen.area(at + column - 3 - 7, y, 7, 7, fill)
            at += column
        pen.right(x + room, y, total_word, CHART_BOLD)
        pen.line(x, top - 14, x + room, top - 14, 0.6, look.RULE)

    head = Strip(14.0, head_paint, keep=HARD)

    def close(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + room, y, look.RULE_WIDTH, look.RULE)

    group = Group((head,), close)
    head.groups = (group,)
    strips.append(head)
    first = len(strips)
    for row in chart.rows:
        own = sum(row.values)
        scale = bar_room / ((own or 1) if chart.share else most)
        paint, high = _stacked_row(setting, row, fills, label_room, scale, room, numbers, column)
        strips.append(Strip(high, paint, groups=(group,)))
    pictured(strips, figure)
    if len(strips) > first:
        for strip in (strips[first], *strips[-2:-1]):
            strip.keep = HARD
        strips[-1].keep = 0
    strips[-1].after = 14
    return strips + note_strips(setting, chart.note, room, strips[-1])


def _stacked_row(
    setting: Setting,
    row: StackedRow,
    fills: Sequence[Fill],
    label_room: float,
    scale: float,
    room: float,
    numbers: float,
    column: float,
) -> tuple[Paint, float]:
    lines = setting.lines(row.label, CELL, label_room - 8, cell=True)
    high = len(lines) * CELL.leading + 2 * ROW_PAD
    shown = [setting.words(f"{value:,}") for value in row.values]
    total = setting.words(f"{sum(row.values):,}")

    def paint(pen: Pen, x: float, top: float) -> None:
        for k, line in enumerate(lines):
            draw_line(pen, line, CELL, x, top - ROW_PAD - k * CELL.leading, label_room - 8, "left", False)
        middle = top - high / 2
        at = x + label_room
        for value, fill in zip(row.values, fills, strict=False):
            if value:
                pen.area(at, middle - 5.5, value * scale, 11, fill)
                at += value * scale
        y = middle - CELL.size * 0.38
        at = x + room - numbers
        for value, text in zip(row.values, shown, strict=True):
            # A zero is there, but does not catch the eye.
            pen.right(at + column - 3, y, text, CELL, look.INK if value else look.QUIET)
            at += column
        pen.right(x + room, y, total, Type(9, 13.5, look.INK, True))
        pen.line(x, top - high, x + room, top - high, look.HAIR_WIDTH, look.HAIRLINE)

    setting.words("0123456789,")
    setting.width("0123456789,", Type(9, 13.5, look.INK, True))
    return paint, high


def legend_strip(setting: Setting, words: Sequence[str], fills: Sequence[Fill], room: float) -> Strip:
    """Swatches and words in as many lines as they need."""
    spots: list[tuple[float, int, str, Fill]] = []
    x, row = 0.0, 0
    for word, fill in zip(words, fills, strict=True):
        word = setting.words(word)
        need = _SWATCH + 4 + Pen.width(word, CHART)
        if x and x + need > room:
            x, row = 0.0, row + 1
        spots.append((x, row, word, fill))
        x += need + 14
    high = (row + 1) * 13.0 + 3

    def paint(pen: Pen, left: float, top: float) -> None:
        for x, row, word, fill in spots:
            y = top - row * 13.0
            pen.area(left + x, y - 10.5, _SWATCH, _SWATCH, fill)
            pen.text(left + x + _SWATCH + 4, baseline(CHART, y), word, CHART)

    return Strip(high if spots else 0.0, paint, keep=HARD)

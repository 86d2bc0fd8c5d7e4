"""Bars and schedules: colour, pattern and number together, so that a copy in black and white says the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from app.formats.report import look
from app.formats.report.flow import HARD, Group, Paint, Strip
from app.formats.report.look import CELL, CHART, FILLS, Fill, Type
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting, baseline, draw_line
from app.formats.report.tables import caption_strips, note_strips
from app.services.reporting.model import BarChart, Phase, Schedule, ScheduleRow, StackedBars, StackedRow

_ROW_PAD = 3.0
_SWATCH = 9.0
_CHART_BOLD = Type(8, 11, look.INK, True)


def _described(paint: Paint, words: str) -> Paint:
    """The same shapes with their description in words."""

    def both(pen: Pen, x: float, top: float) -> None:
        pen.describe(words)
        paint(pen, x, top)
        pen.described()

    return both if words else paint


def _label_room(setting: Setting, labels: Sequence[str], room: float, most: float) -> float:
    widest = max((setting.breaker.extent(label)[1] * CELL.size for label in labels), default=0.0)
    return min(widest, most * room) + 8


# ---------------------------------------------------------------------------------------------- bars


def bar_strips(setting: Setting, chart: BarChart, room: float) -> list[Strip]:
    """Horizontal bars, their numbers at the end."""
    strips = caption_strips(setting, chart.caption, room)
    label_room = _label_room(setting, [bar.label for bar in chart.bars], room, 0.4)
    ends = [setting.words(bar.text or f"{bar.value:,g}") for bar in chart.bars]
    most = max((bar.value for bar in chart.bars), default=0.0) or 1.0
    scale = (room - label_room - max((Pen.width(e, CELL) for e in ends), default=0.0) - 6) / most
    for n, (bar, end) in enumerate(zip(chart.bars, ends, strict=True)):
        lines = setting.lines(bar.label, CELL, label_room - 8, cell=True)
        high = len(lines) * CELL.leading + 2 * _ROW_PAD

        def paint(
            pen: Pen,
            x: float,
            top: float,
            lines: list[object] = lines,  # type: ignore[assignment]
            high: float = high,
            value: float = bar.value,
            end: str = end,
        ) -> None:
            for k, line in enumerate(lines):
                draw_line(pen, line, CELL, x, top - _ROW_PAD - k * CELL.leading, label_room - 8, "left", False)  # type: ignore[arg-type]
            middle = top - high / 2
            pen.line(x + label_room, top, x + label_room, top - high, 0.6, look.INK)
            if value > 0:
                pen.area(x + label_room, middle - 5, max(value * scale, 0.8), 10, FILLS[5])
            pen.text(x + label_room + value * scale + 4, middle - CELL.size * 0.38, end, CELL)

        strips.append(Strip(high, _described(paint, chart.alt) if n == 0 else paint))
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
    strips = caption_strips(setting, chart.caption, room)
    looks = chart.fills or range(len(chart.legend))
    fills = [FILLS[n % len(FILLS)] for n in looks]
    signs = [setting.words(word.split()[0] if len(word.split()) > 1 else "") for word in chart.legend]
    signs = [s if len(s) == 1 else "" for s in signs]
    total_word = setting.shortened(chart.total, _CHART_BOLD, 40)
    counts = [v for row in chart.rows for v in (*row.values, sum(row.values))]
    column = max(17.0, Pen.width(setting.words(f"{max(counts, default=0):,}"), CELL) + 8)
    total_column = max(column + 2, Pen.width(total_word, _CHART_BOLD) + 8)
    numbers = column * len(chart.legend) + total_column
    label_room = _label_room(setting, [row.label for row in chart.rows], room, 0.36)
    bar_room = room - label_room - numbers - 8
    most = max((sum(row.values) for row in chart.rows), default=0) or 1
    strips.append(_legend(setting, chart.legend, fills, room))

    def head_paint(pen: Pen, x: float, top: float) -> None:
        y = baseline(_CHART_BOLD, top - 1)
        at = x + room - numbers
        for sign, fill in zip(signs, fills, strict=True):
            if sign:
                pen.right(at + column - 3, y, sign, _CHART_BOLD)
            else:
                pen.area(at + column - 3 - 7, y, 7, 7, fill)
            at += column
        pen.right(x + room, y, total_word, _CHART_BOLD)
        pen.line(x, top - 14, x + room, top - 14, 0.6, look.RULE)

    head = Strip(14.0, head_paint, keep=HARD)

    def close(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + room, y, look.RULE_WIDTH, look.RULE)

    group = Group((head,), close)
    head.groups = (group,)
    strips.append(head)
    first = len(strips)
    for n, row in enumerate(chart.rows):
        own = sum(row.values)
        scale = bar_room / ((own or 1) if chart.share else most)
        paint, high = _stacked_row(setting, row, fills, label_room, scale, room, numbers, column)
        strips.append(Strip(high, _described(paint, chart.alt) if n == 0 else paint, groups=(group,)))
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
    high = len(lines) * CELL.leading + 2 * _ROW_PAD
    shown = [setting.words(f"{value:,}") for value in row.values]
    total = setting.words(f"{sum(row.values):,}")

    def paint(pen: Pen, x: float, top: float) -> None:
        for k, line in enumerate(lines):
            draw_line(pen, line, CELL, x, top - _ROW_PAD - k * CELL.leading, label_room - 8, "left", False)
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


def _legend(setting: Setting, words: Sequence[str], fills: Sequence[Fill], room: float) -> Strip:
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


# ---------------------------------------------------------------------------------------------- schedule


_DONE, _PLANNED = FILLS[6], FILLS[5]
_LANE = 15.0
_YEAR_GAP = 3.0
# So many years before and after today the axis reaches at most.
_YEARS = 15
_DAY = timedelta(days=1)


def schedule_strips(setting: Setting, schedule: Schedule, room: float) -> list[Strip]:
    """Phases against a time axis in quarters."""
    strips = caption_strips(setting, schedule.caption, room)
    days = [d for row in schedule.rows for p in row.phases for d in (p.start, p.end)]
    days += [row.due for row in schedule.rows if row.due]
    if not days:
        days = [schedule.today] if schedule.today else []
    if not days:
        return strips
    if schedule.today:
        days.append(schedule.today)
    # A day out of all bounds (9999年12月31日 for "no end") must not squeeze the others into one line.
    middle = (schedule.today or min(days)).year
    first_day, last_day = date(max(1, middle - _YEARS), 1, 1), date(min(9998, middle + _YEARS), 12, 31)
    days = [min(max(day, first_day), last_day) for day in days]
    begin = _quarter(min(days))
    end = _next_quarter(_quarter(max(days)))
    label_room = _label_room(
        setting, [schedule.corner, *(r.label for r in schedule.rows), *(r.detail for r in schedule.rows)], room, 0.27
    )
    axis = room - label_room
    new_year = date(begin.year + 1, 1, 1)
    if new_year < end and (new_year - begin).days * axis / (end - begin).days < _year_room(begin):
        # So little of its first year would leave no room for the name of the second.
        begin = date(begin.year, 1, 1)
    scale = axis / (end - begin).days

    def at(day: date) -> float:
        return label_room + (min(max(day, begin), end) - begin).days * scale

    ticks = _ticks(begin, end, scale)
    for label in [str(t.year) for t, _first in ticks] + [str(t.month) for t, _first in ticks]:
        setting.words(label)
    legend = [(word, fill) for word, fill in ((schedule.done, _DONE), (schedule.planned, _PLANNED)) if word]
    if legend:
        strips.append(_legend(setting, [w for w, _f in legend], [f for _w, f in legend], room))
    head = Strip(30.0, _axis_head(setting, schedule, ticks, at, room), keep=HARD)

    def close(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + room, y, look.RULE_WIDTH, look.RULE)

    group = Group((head,), close)
    head.groups = (group,)
    strips.append(head)
    for n, row in enumerate(schedule.rows):
        paint, high = _schedule_row(setting, row, ticks, at, label_room, room, schedule.today)
        strips.append(Strip(high, _described(paint, schedule.alt) if n == 0 else paint, groups=(group,)))
    for strip in (strips[-len(schedule.rows)], *strips[-2:-1]) if schedule.rows else ():
        strip.keep = HARD
    if schedule.rows:
        strips[-1].keep = 0
    strips[-1].after = 14
    return strips + note_strips(setting, schedule.note, room, strips[-1])


def _year_room(day: date) -> float:
    """The width in points that the name of a year takes on the axis, with the gaps beside it."""
    return Pen.width(str(day.year), _CHART_BOLD) + 2 * _YEAR_GAP + 2.5


def _next_day(day: date) -> date:
    return day if day == date.max else day + _DAY


def _quarter(day: date) -> date:
    """First day of the quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def _next_quarter(first: date) -> date:
    return date(first.year + (first.month == 10), (first.month + 2) % 12 + 1, 1)


def _ticks(begin: date, end: date, scale: float) -> list[tuple[date, bool]]:
    """First days of quarters, or of years where quarters would crowd; with whether a new year begins."""
    ticks = []
    day = begin
    while day < end:
        ticks.append((day, day == begin or day.month == 1))
        day = _next_quarter(day)
    if 91 * scale < 13:
        return [t for t in ticks if t[1]]
    return ticks


def _axis_head(
    setting: Setting, schedule: Schedule, ticks: Sequence[tuple[date, bool]], at: Callable[[date], float], room: float
) -> Paint:
    corner = setting.shortened(schedule.corner, _CHART_BOLD, at(ticks[0][0]) - 12)
    today = setting.words(schedule.today_label)
    # Quarters were left out where they would crowd.
    years_only = any((later - earlier).days > 100 for (earlier, _), (later, _) in pairwise(ticks))

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.rect(x, top - 30, room, 30, look.HEADER_GROUND)
        pen.line(x, top, x + room, top, look.RULE_WIDTH, look.RULE)
        pen.line(x, top - 30, x + room, top - 30, 0.6, look.RULE)
        pen.text(x + 4.5, baseline(_CHART_BOLD, top - 15), corner, _CHART_BOLD)
        last_end = -1.0
        news = [day for day, first in ticks if first]
        for day, first in ticks:
            here = x + at(day)
            wide = Pen.width(str(day.year), _CHART_BOLD)
            # A year of which the axis shows the end only gives way to the next one.
            crowded = day == news[0] and len(news) > 1 and at(news[1]) - at(day) < wide + 3.5
            if first and not crowded and here + 2 >= last_end:
                begins = min(here + 2.5, x + room - wide)
                pen.text(begins, baseline(_CHART_BOLD, top - 3), str(day.year), _CHART_BOLD)
                last_end = begins + wide + _YEAR_GAP
            if not years_only:
                pen.text(here + 2.5, baseline(CHART, top - 16), str(day.month), CHART, look.QUIET)
        if schedule.today and today:
            here = x + at(schedule.today)
            wide = Pen.width(today, CHART)
            pen.text(min(here + 2, x + room - wide), top + 3, today, CHART, look.INK)

    return paint


def _schedule_row(
    setting: Setting,
    row: ScheduleRow,
    ticks: Sequence[tuple[date, bool]],
    at: Callable[[date], float],
    label_room: float,
    room: float,
    today: date | None,
) -> tuple[Paint, float]:
    lines = setting.lines(row.label, CELL, label_room - 10, cell=True)
    details = setting.lines(row.detail, look.NOTE, label_room - 10, cell=True) if row.detail else []
    bars, lanes = _lanes(setting, row, at, label_room, room)
    words_high = len(lines) * CELL.leading + len(details) * look.NOTE.leading
    high = max(words_high, lanes * _LANE) + 2 * _ROW_PAD + 2

    def paint(pen: Pen, x: float, top: float) -> None:
        y = top - _ROW_PAD
        for line in lines:
            draw_line(pen, line, CELL, x + 4.5, y, label_room - 10, "left", False)
            y -= CELL.leading
        for line in details:
            draw_line(pen, line, look.NOTE, x + 4.5, y, label_room - 10, "left", False)
            y -= look.NOTE.leading
        for day, first in ticks:
            pen.line(
                x + at(day), top, x + at(day), top - high, 0.6 if first else 0.3, look.HAIRLINE, "" if first else "1 2"
            )
        if today:
            pen.line(x + at(today), top, x + at(today), top - high, 0.8, look.INK, "3 2")
        for phase, lane, text, text_x, inside in bars:
            foot = top - _ROW_PAD - 1 - lane * _LANE - 12
            if phase is None and row.due:
                here = x + at(row.due)
                pen.shape(
                    [(here, foot + 11), (here + 4.5, foot + 6.5), (here, foot + 2), (here - 4.5, foot + 6.5)], look.INK
                )
            elif phase is not None:
                left, right = x + at(phase.start), x + at(_next_day(phase.end))
                fill = _DONE if phase.done else _PLANNED
                pen.area(left, foot + 1, max(1.5, right - left), 11, fill)
                if inside and fill.hatch:
                    # The word stands on plain ground, not on the pattern.
                    wide = Pen.width(text, CHART)
                    pen.rect(x + text_x - 1.5, foot + 2.2, wide + 3, 8.6, fill.ground)
                if inside and text:
                    pen.text(x + text_x, foot + 3.6, text, CHART, fill.text)
                    continue
            if text:
                # No line of the axis runs through a word.
                pen.rect(x + text_x - 1, foot + 2.2, Pen.width(text, CHART) + 2, 8.6, look.WHITE)
                pen.text(x + text_x, foot + 3.6, text, CHART)
        pen.line(x, top - high, x + room, top - high, look.HAIR_WIDTH, look.HAIRLINE)

    return paint, high


def _lanes(
    setting: Setting, row: ScheduleRow, at: Callable[[date], float], label_room: float, room: float
) -> tuple[list[tuple[Phase | None, int, str, float, bool]], int]:
    """Bars and diamond in lanes so that neither bars nor words meet: (phase, lane, word, its x, inside the bar)."""
    placed: list[tuple[Phase | None, int, str, float, bool]] = []
    taken: list[list[tuple[float, float]]] = []
    entries: list[tuple[Phase | None, str, float, float]] = [
        (p, p.label, at(p.start), at(_next_day(p.end))) for p in sorted(row.phases, key=lambda p: (p.start, p.end))
    ]
    if row.due:
        entries.append((None, row.due_label, at(row.due) - 5, at(row.due) + 5))
    for phase, label, left, right in entries:
        text = setting.shortened(label, CHART, (room - label_room) * 0.8)
        wide = Pen.width(text, CHART)
        inside = phase is not None and wide + 6 <= right - left
        if inside:
            text_x = (left + right - wide) / 2
        elif right + 3 + wide <= room:
            text_x = right + 3
        else:
            text_x = left - 3 - wide
        first, last = min(left, text_x), max(right, text_x + wide)
        lane = next((n for n, t in enumerate(taken) if all(last + 1 <= a or first >= b + 1 for a, b in t)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((first, last))
        placed.append((phase, lane, text, text_x, inside))
    return placed, max(1, len(taken))

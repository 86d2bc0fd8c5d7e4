"""Schedules: stretches against a time axis, told apart by shape and pattern, so that a copy in black and white says the
same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from app.formats.report import look
from app.formats.report.charts import CHART_BOLD, ROW_PAD, label_room_of, legend_strip, pictured
from app.formats.report.flow import HARD, Group, Paint, Strip
from app.formats.report.look import CELL, CHART, FILLS
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting, baseline, draw_line
from app.formats.report.spoken import row_in_words, schedule_in_words
from app.formats.report.tables import caption_strips, note_strips
from app.formats.report.tags import Node
from app.services.reporting.model import Phase, Schedule, ScheduleRow

_DONE, _PLANNED = FILLS[6], FILLS[5]
_LANE = 15.0
_GHOST = 5.0
"""Points below a lane where the days planned first lie."""
_YEAR_GAP = 3.0
# So many years before and after today the axis reaches at most.
_YEARS = 15
_DAY = timedelta(days=1)
_DIAMOND = 5.5
"""Half of the diamond of a due day, with the air beside it."""
_FIRST, _LAST = date(1, 1, 1), date(9999, 1, 1)


def schedule_strips(setting: Setting, schedule: Schedule, room: float) -> list[Strip]:
    """Phases against a time axis in quarters."""
    strips = caption_strips(setting, schedule.caption, room)
    days = [d for row in schedule.rows for p in row.phases for d in (p.start, p.end, *(p.planned or ()))]
    days += [day for row in schedule.rows for day in (row.due, row.due_planned) if day]
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
    label_room = label_room_of(
        setting, [schedule.corner, *(r.label for r in schedule.rows), *(r.detail for r in schedule.rows)], room, 0.27
    )
    axis = room - label_room
    new_year = date(begin.year + 1, 1, 1)
    if new_year < end and (new_year - begin).days * axis / (end - begin).days < _year_room(begin):
        # So little of its first year would leave no room for the name of the second.
        begin = date(begin.year, 1, 1)
    points = [day for row in schedule.rows for day in (row.due, row.due_planned) if day is not None]
    begin, end = _with_room(begin, end, points, axis)
    scale = axis / (end - begin).days

    def at(day: date) -> float:
        return label_room + (min(max(day, begin), end) - begin).days * scale

    ticks = _ticks(begin, end, scale)
    for label in [str(t.year) for t, _first in ticks] + [str(t.month) for t, _first in ticks]:
        setting.words(label)
    strips += _legends(setting, schedule, room)
    head = Strip(30.0, _axis_head(setting, schedule, ticks, at, room), keep=HARD)

    def close(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + room, y, look.RULE_WIDTH, look.RULE)

    group = Group((head,), close)
    head.groups = (group,)
    strips.append(head)
    # One picture for each row: nobody wants to hear three hundred measures in one breath.
    whole = Node("Div")
    pictured(strips, whole.part("Figure", schedule_in_words(schedule, setting.language)))
    for row in schedule.rows:
        if row.heading:
            paint, high = _heading_row(setting, row, room)
        else:
            paint, high = _schedule_row(setting, row, ticks, at, label_room, room, schedule.today)
        keep = HARD if row.heading else 0
        tag = whole.part("Figure", row_in_words(row, setting.language))
        strips.append(Strip(high, paint, keep=keep, groups=(group,), tag=tag))
    for strip in (strips[-len(schedule.rows)], *strips[-2:-1]) if schedule.rows else ():
        strip.keep = HARD
    if schedule.rows:
        strips[-1].keep = 0
    strips[-1].after = 14
    return strips + note_strips(setting, schedule.note, room, strips[-1])


def _legends(setting: Setting, schedule: Schedule, room: float) -> list[Strip]:
    """What fills mean, and in words what the other signs mean."""
    fills = [(word, fill) for word, fill in ((schedule.done, _DONE), (schedule.planned, _PLANNED)) if word]
    strips = [legend_strip(setting, [w for w, _f in fills], [f for _w, f in fills], room)] if fills else []
    signs = [(word, draw) for word, draw in ((schedule.first, _ghost_sign), (schedule.interim, _interim_sign)) if word]
    if not signs:
        return strips
    spots, x = [], 0.0
    for word, draw in signs:
        word = setting.words(word)
        spots.append((x, word, draw))
        x += 26 + Pen.width(word, CHART) + 14

    def paint(pen: Pen, left: float, top: float) -> None:
        for x, word, draw in spots:
            draw(pen, left + x, top - 6.5, 22.0)
            pen.text(left + x + 26, baseline(CHART, top), word, CHART)

    # The word of the as-of date stands between these and the axis.
    return [*strips, Strip(25.0, paint, keep=HARD)]


def _ghost_sign(pen: Pen, x: float, middle: float, wide: float) -> None:
    _ghost(pen, x, middle - 1.8, wide)


def _ghost(pen: Pen, x: float, foot: float, wide: float) -> None:
    """The days planned first: an empty strip with a dashed edge."""
    high, dash = 3.6, "2 1.5"
    for x1, y1, x2, y2 in (
        (x, foot, x + wide, foot),
        (x, foot + high, x + wide, foot + high),
        (x, foot, x, foot + high),
        (x + wide, foot, x + wide, foot + high),
    ):
        pen.line(x1, y1, x2, y2, 0.5, look.INK, dash)


def _interim_sign(pen: Pen, x: float, middle: float, wide: float) -> None:
    """What protects until the cut-over: a dotted line between two strokes."""
    pen.line(x, middle, x + wide, middle, 0.8, look.INK, "1 2")
    for end in (x, x + wide):
        pen.line(end, middle - 3, end, middle + 3, 0.8, look.INK)


def _heading_row(setting: Setting, row: ScheduleRow, room: float) -> tuple[Paint, float]:
    """The name of a track across the whole chart."""
    text = setting.shortened(row.label, CHART_BOLD, room - 9)

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.rect(x, top - 16, room, 16, look.HEADER_GROUND)
        pen.text(x + 4.5, baseline(CHART_BOLD, top - 2.5), text, CHART_BOLD)
        pen.line(x, top - 16, x + room, top - 16, look.HAIR_WIDTH, look.HAIRLINE)

    return paint, 16.0


def _with_room(begin: date, end: date, points: Sequence[date], axis: float) -> tuple[date, date]:
    """The ends of an axis of so many points, moved by quarters until no diamond stands over the edge of the chart."""
    if not points:
        return begin, end
    first, last = max(min(points), begin), min(max(points), end)
    while (first - begin).days * axis / (end - begin).days < _DIAMOND and begin > _FIRST:
        begin = _quarter(begin - _DAY)
    while (end - last).days * axis / (end - begin).days < _DIAMOND and end < _LAST:
        end = _next_quarter(end)
    return begin, end


def _year_room(day: date) -> float:
    """The width in points that the name of a year takes on the axis, with the gaps beside it."""
    return Pen.width(str(day.year), CHART_BOLD) + 2 * _YEAR_GAP + 2.5


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
    corner = setting.shortened(schedule.corner, CHART_BOLD, at(ticks[0][0]) - 12)
    today = setting.words(schedule.today_label)
    # Quarters were left out where they would crowd.
    years_only = any((later - earlier).days > 100 for (earlier, _), (later, _) in pairwise(ticks))

    def paint(pen: Pen, x: float, top: float) -> None:
        pen.rect(x, top - 30, room, 30, look.HEADER_GROUND)
        pen.line(x, top, x + room, top, look.RULE_WIDTH, look.RULE)
        pen.line(x, top - 30, x + room, top - 30, 0.6, look.RULE)
        pen.text(x + 4.5, baseline(CHART_BOLD, top - 15), corner, CHART_BOLD)
        last_end = -1.0
        news = [day for day, first in ticks if first]
        for day, first in ticks:
            here = x + at(day)
            wide = Pen.width(str(day.year), CHART_BOLD)
            # A year of which the axis shows the end only gives way to the next one.
            crowded = day == news[0] and len(news) > 1 and at(news[1]) - at(day) < wide + 3.5
            if first and not crowded and here + 2 >= last_end:
                begins = min(here + 2.5, x + room - wide)
                pen.text(begins, baseline(CHART_BOLD, top - 3), str(day.year), CHART_BOLD)
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
    placed, lanes = _lanes(setting, row, at, label_room, room)
    ghosts = any(bar.ghost is not None for bar in placed)
    lane_high = _LANE + (_GHOST if ghosts else 0)
    words_high = len(lines) * CELL.leading + len(details) * look.NOTE.leading
    high = max(words_high, lanes * lane_high) + 2 * ROW_PAD + 2

    def paint(pen: Pen, x: float, top: float) -> None:
        y = top - ROW_PAD
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
        for bar in placed:
            foot = top - ROW_PAD - 1 - bar.lane * lane_high - 12
            if bar.ghost is not None:
                _draw_ghost(pen, bar, x, foot)
            _draw_bar(pen, bar, x, foot)
        pen.line(x, top - high, x + room, top - high, look.HAIR_WIDTH, look.HAIRLINE)

    return paint, high


@dataclass(frozen=True)
class _Bar:
    """A phase, or the diamond of the due day (without `phase`), as it lies: its ends, its lane, its word and whether
    that stands inside; `ghost` are the ends of what was planned first."""

    phase: Phase | None
    left: float
    right: float
    lane: int
    text: str
    text_x: float
    inside: bool
    ghost: tuple[float, float] | None = None


def _draw_ghost(pen: Pen, bar: _Bar, x: float, foot: float) -> None:
    left, right = bar.ghost or (0.0, 0.0)
    if bar.phase is None:
        middle, y = x + (left + right) / 2, foot + 6.5
        corners = ((middle, y + 4.5), (middle + 4.5, y), (middle, y - 4.5), (middle - 4.5, y))
        for (x1, y1), (x2, y2) in pairwise((*corners, corners[0])):
            pen.line(x1, y1, x2, y2, 0.5, look.INK, "2 1.5")
    else:
        _ghost(pen, x + left, foot - _GHOST + 1.5, max(1.5, right - left))


def _draw_bar(pen: Pen, bar: _Bar, x: float, foot: float) -> None:
    phase = bar.phase
    if phase is None:
        here = x + (bar.left + bar.right) / 2
        pen.shape([(here, foot + 11), (here + 4.5, foot + 6.5), (here, foot + 2), (here - 4.5, foot + 6.5)], look.INK)
    elif phase.interim:
        _interim_sign(pen, x + bar.left, foot + 6.5, bar.right - bar.left)
    else:
        fill = _DONE if phase.done else _PLANNED
        pen.area(x + bar.left, foot + 1, max(1.5, bar.right - bar.left), 11, fill)
        if bar.inside and fill.hatch:
            # The word stands on plain ground, not on the pattern.
            pen.rect(x + bar.text_x - 1.5, foot + 2.2, Pen.width(bar.text, CHART) + 3, 8.6, fill.ground)
        if bar.inside and bar.text:
            pen.text(x + bar.text_x, foot + 3.6, bar.text, CHART, fill.text)
            return
    if bar.text:
        # No line of the axis runs through a word.
        pen.rect(x + bar.text_x - 1, foot + 2.2, Pen.width(bar.text, CHART) + 2, 8.6, look.WHITE)
        pen.text(x + bar.text_x, foot + 3.6, bar.text, CHART)


def _lanes(
    setting: Setting, row: ScheduleRow, at: Callable[[date], float], label_room: float, room: float
) -> tuple[list[_Bar], int]:
    """Bars and diamond in lanes so that neither bars nor words meet, nor the days planned first among themselves."""
    placed: list[_Bar] = []
    taken: list[list[tuple[float, float]]] = []
    ghosts: list[list[tuple[float, float]]] = []
    for phase, label, left, right, ghost in _entries(row, at):
        text = setting.shortened(label, CHART, (room - label_room) * 0.8)
        wide = Pen.width(text, CHART)
        inside = phase is not None and wide + 6 <= right - left
        if inside:
            text_x = left + 6 if phase is not None and phase.interim else (left + right - wide) / 2
        elif right + 3 + wide <= room:
            text_x = right + 3
        else:
            text_x = left - 3 - wide
        first, last = min(left, text_x), max(right, text_x + wide)
        lane = next((n for n in range(len(taken)) if _free(taken[n], first, last) and _clear(ghosts[n], ghost)), -1)
        if lane < 0:
            lane = len(taken)
            taken.append([])
            ghosts.append([])
        taken[lane].append((first, last))
        if ghost is not None:
            ghosts[lane].append(ghost)
        placed.append(_Bar(phase, left, right, lane, text, text_x, inside, ghost))
    return placed, max(1, len(taken))


_Entry = tuple[Phase | None, str, float, float, tuple[float, float] | None]


def _entries(row: ScheduleRow, at: Callable[[date], float]) -> list[_Entry]:
    """What stands in a row, in the order of time: phase or None for the due day, word, ends, ends as planned first."""
    order = sorted(row.phases, key=lambda p: (p.interim, p.start, p.end))
    entries: list[_Entry] = []
    for phase in order:
        first = phase.planned
        ghost = (at(first[0]), at(_next_day(first[1]))) if first is not None else None
        entries.append((phase, phase.label, at(phase.start), at(_next_day(phase.end)), ghost))
    if row.due:
        planned = row.due_planned
        around = (at(planned) - 5, at(planned) + 5) if planned is not None else None
        last = next((n for n, entry in enumerate(entries) if entry[0] is not None and entry[0].interim), len(entries))
        entries.insert(last, (None, row.due_label, at(row.due) - 5, at(row.due) + 5, around))
    return entries


def _free(taken: Sequence[tuple[float, float]], first: float, last: float) -> bool:
    return all(last + 1 <= a or first >= b + 1 for a, b in taken)


def _clear(taken: Sequence[tuple[float, float]], ghost: tuple[float, float] | None) -> bool:
    return ghost is None or all(ghost[1] <= a or ghost[0] >= b for a, b in taken)

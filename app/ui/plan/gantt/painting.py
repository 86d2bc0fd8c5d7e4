"""Painting a timeline: the lines in sight and nothing else."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from app.domain.timeline import Bar, Kind, Timeline
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import timeline as words
from app.ui.plan.gantt import look
from app.ui.plan.gantt.layout import Layout
from app.ui.plan.gantt.rows import GHOST, PAD, Line
from app.ui.plan.gantt.scale import Tick, Zoom
from app.ui.style.theme import theme
from app.words import current_word

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_TOP = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


class Painting:
    """One painting of `shown`; `current` is the bar with the ring, `moved` one that is being moved, with its days."""

    def __init__(
        self,
        painter: QPainter,
        layout: Layout,
        shown: Timeline,
        current: str,
        moved: tuple[str, date, date] | None,
    ) -> None:
        self._painter = painter
        self._at = layout
        self._shown = shown
        self._current = current
        self._moved = moved

    def paint(self) -> None:
        """Everything, from back to front: lines of the axis, bars, days, names, axis."""
        painter, at, worn = self._painter, self._at, theme()
        painter.setFont(worn.font(13))
        lines = list(at.lines())
        ticks = list(at.scale.ticks(at.across, at.across + at.width))
        for line in lines:
            self._ground(line)
        for tick in ticks:
            if not tick.year or at.scale.zoom is not Zoom.YEARS:
                self._upright(at.x(tick.day), QPen(worn.colour("line"), 1, _style(tick)))
            else:
                self._upright(at.x(tick.day), QPen(worn.colour("line"), 1))
        for line in lines:
            for bar in line.bars:
                self._bar(line, bar)
            self._pending(line)
        for day, pen in self._days():
            self._upright(at.x(day), pen)
        for line in lines:
            self._name(line)
        painter.setPen(worn.colour("line"))
        painter.drawLine(at.names, 0, at.names, at.foot)
        self._head(ticks)

    def _ground(self, line: Line) -> None:
        painter, at, worn = self._painter, self._at, theme()
        top = at.top_of(line.top)
        if line.row is None:
            painter.fillRect(QRectF(0, top, at.width, line.height), worn.colour("ground"))
        painter.setPen(worn.colour("line"))
        painter.drawLine(0, top + line.height, at.width, top + line.height)

    def _upright(self, x: float, pen: QPen) -> None:
        if self._at.names <= x <= self._at.width:
            self._painter.setPen(pen)
            self._painter.drawLine(QPointF(x, self._at.head), QPointF(x, self._at.foot))

    def _days(self) -> tuple[tuple[date, QPen], ...]:
        """The as-of date and today with their lines."""
        worn = theme()
        return (
            (self._shown.as_of, QPen(worn.colour("text"), worn.px(1.5), Qt.PenStyle.DotLine)),
            (self._shown.today, QPen(worn.colour("nonconforming"), worn.px(1.5), Qt.PenStyle.DashLine)),
        )

    # --- bars ---------------------------------------------------------------------------------------------------------

    def _bar(self, line: Line, bar: Bar) -> None:
        at, worn = self._at, theme()
        rect = at.rect(line, bar)
        first, last = rect.left(), rect.right() + worn.px(18)
        if bar.planned is not None:
            first, last = min(first, at.x(bar.planned[0])), max(last, at.after(bar.planned[1]))
        if last < at.names or first > at.width:
            return
        chosen = bar.id == self._current
        if bar.kind is Kind.INTERIM:
            self._interim(rect, bar, chosen)
        elif bar.point:
            if bar.planned is not None:
                look.draw_diamond(self._painter, at.middle_of(bar.planned[1]), rect.center().y(), bar, ghost=True)
            look.draw_diamond(self._painter, rect.center().x(), rect.center().y(), bar, chosen=chosen)
        else:
            if bar.planned is not None:
                left = at.x(bar.planned[0])
                wide = max(at.after(bar.planned[1]) - left - 1, 3)
                look.draw_ghost(self._painter, QRectF(left, rect.bottom() + 1, wide, worn.px(GHOST) - 2))
            word = words.bar_word(bar, _) if bar.stage is not None else ""
            look.draw_bar(self._painter, rect, self._seen(rect), bar, word, chosen=chosen)

    def _interim(self, rect: QRectF, bar: Bar, chosen: bool) -> None:
        seen = self._seen(rect)
        look.draw_interim(self._painter, rect, seen, words.bar_word(bar, _))
        if chosen:
            look.draw_ring(self._painter, seen)

    def _seen(self, rect: QRectF) -> QRectF:
        """The part of a bar that is in sight: its word stands there."""
        at = self._at
        return rect.intersected(QRectF(at.names, rect.top(), at.width - at.names, rect.height()))

    def _pending(self, line: Line) -> None:
        if self._moved is None:
            return
        identity, start, end = self._moved
        bar = next((each for each in line.bars if each.id == identity), None)
        if bar is not None:
            look.draw_pending(self._painter, self._at.rect(line, bar, (start, end)))

    # --- names and axis -----------------------------------------------------------------------------------------------

    def _name(self, line: Line) -> None:
        painter, at, worn = self._painter, self._at, theme()
        top = at.top_of(line.top)
        ground = worn.colour("ground" if line.row is None else "panel")
        painter.fillRect(QRectF(0, top, at.names, line.height), ground)
        painter.setPen(worn.colour("line"))
        painter.drawLine(0, top + line.height, at.names, top + line.height)
        box = QRectF(worn.px(8), top, at.names - worn.px(14), line.height)
        painter.setPen(worn.colour("text"))
        if line.row is None:
            painter.setFont(worn.font(13, bold=True))
            painter.drawText(box, _LEFT, words.track_word(line.track, _))
            painter.setFont(worn.font(13))
            return
        row = line.row
        name = words.row_word(row)
        detail = row.detail if row.number else current_word(row.detail)
        if row.beyond:
            detail = _("{state}, △ beyond its horizon (¶12①)").format(state=detail)
        two = bool(detail) and line.height >= worn.px(44)
        self._cut(box.adjusted(0, worn.px(PAD), 0, 0) if two else box, name, _TOP if two else _LEFT)
        if two:
            painter.setPen(worn.colour("quiet"))
            self._cut(box.adjusted(0, worn.px(PAD + 19), 0, 0), detail, _TOP)

    def _cut(self, box: QRectF, text: str, side: Qt.AlignmentFlag) -> None:
        shown = self._painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(box.width()))
        self._painter.drawText(box, side, shown)

    def _head(self, ticks: list[Tick]) -> None:
        painter, at, worn = self._painter, self._at, theme()
        painter.fillRect(QRectF(0, 0, at.width, at.head), worn.colour("ground"))
        painter.setPen(worn.colour("line"))
        painter.drawLine(0, at.head, at.width, at.head)
        painter.setClipRect(QRectF(at.names, 0, at.width - at.names, at.head))
        upper = QRectF(0, worn.px(2), 0, worn.px(20))
        lower = QRectF(0, worn.px(22), 0, worn.px(20))
        year = at.scale.first.year
        while year < at.scale.end.year:
            begins, ends = at.x(date(year, 1, 1)), at.x(date(year + 1, 1, 1))
            if ends > at.names and begins < at.width:
                painter.setPen(worn.colour("line"))
                painter.drawLine(QPointF(begins, 0), QPointF(begins, at.head))
                painter.setPen(worn.colour("text"))
                painter.setFont(worn.font(13, bold=True))
                # The year stays in sight while any of it is.
                x = max(begins, float(at.names)) + worn.px(5)
                painter.drawText(upper.adjusted(x, 0, x + worn.px(90), 0), _LEFT, _year(year))
            year += 1
        painter.setFont(worn.font(12))
        if at.scale.zoom is not Zoom.YEARS:
            for tick in ticks:
                painter.setPen(worn.colour("quiet"))
                x = at.x(tick.day) + worn.px(4)
                if x < at.names:  # Half of a word tells nothing.
                    continue
                painter.drawText(lower.adjusted(x, 0, x + worn.px(60), 0), _LEFT, _month(tick.day.month))
        self._day_names(lower.adjusted(0, worn.px(20), 0, worn.px(20)))
        painter.setClipping(False)
        painter.setFont(worn.font(13, bold=True))
        painter.setPen(worn.colour("text"))
        painter.drawText(QRectF(worn.px(8), 0, at.names - worn.px(12), at.head), _LEFT, _("System or measure"))

    def _day_names(self, box: QRectF) -> None:
        """The words of the as-of date and of today on the axis, so that they do not cover each other."""
        painter, at, worn = self._painter, self._at, theme()
        metrics, free = painter.fontMetrics(), float(at.names)
        days = sorted(((self._shown.as_of, _("As-of date")), (self._shown.today, _("Today"))), key=lambda each: each[0])
        for (day, word), pen in ((each, self._pen_of(each[0])) for each in days):
            x = at.x(day)
            if not at.names <= x <= at.width:
                continue
            wide = metrics.horizontalAdvance(word) + worn.px(6)
            begins = max(min(x - wide / 2, at.width - wide), free)
            free = begins + wide + 2
            where = box.adjusted(begins, 0, begins + wide, 0)
            painter.fillRect(where, worn.colour("ground"))
            painter.setPen(pen)
            painter.drawLine(QPointF(x, at.head - worn.px(3)), QPointF(x, at.head))
            painter.drawText(where, Qt.AlignmentFlag.AlignCenter, word)

    def _pen_of(self, day: date) -> QPen:
        return QPen(theme().colour("nonconforming" if day == self._shown.today else "text"))


def _style(tick: Tick) -> Qt.PenStyle:
    return Qt.PenStyle.SolidLine if tick.year else Qt.PenStyle.DotLine


def _year(year: int) -> str:
    return f"{year}年" if current_language() == "ja" else str(year)


def _month(month: int) -> str:
    return f"{month}月" if current_language() == "ja" else str(month)

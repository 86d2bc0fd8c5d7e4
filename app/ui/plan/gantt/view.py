"""The drawn timeline: bars are chosen and moved by mouse and by keys; what was moved waits until it is said to stay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QToolTip, QWidget

from app.domain.splitting import shifted
from app.domain.timeline import Bar, Row, Timeline, Track
from app.i18n import gettext as _
from app.services import timeline as words
from app.ui.plan.gantt.layout import HEAD, Layout
from app.ui.plan.gantt.painting import Painting
from app.ui.plan.gantt.rows import LANE, Rows
from app.ui.plan.gantt.scale import Scale, Zoom, months_on
from app.ui.style.theme import theme
from app.ui.words import day_word

_NAMES, _EDGE = 230, 6
"""Pixels at 100 %: the column of names, and how near to its end a bar is taken by the end."""
_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_ORDER = tuple(Zoom)


@dataclass(frozen=True)
class _Drag:
    """A bar that the mouse holds, from where, and by which part of it: `whole`, `start` or `end`."""

    bar: Bar
    x: float
    part: str


class GanttView(QAbstractScrollArea):
    """`chosen` tells the bar that is chosen, `opened` that it is to be edited, `moved` the days it was given, `told`
    what is to be said of it, `left` that the officer goes elsewhere (Esc), `zoomed` the zoom chosen.

    Arrows choose a bar; Shift moves it by a day, with Ctrl by a week, with Alt by a month; the space bar takes its end
    only; Enter keeps what was moved, or edits; Esc lays it back.
    """

    chosen = Signal(str)
    opened = Signal(str)
    moved = Signal(str, object, object)
    told = Signal(str)
    left = Signal()
    zoomed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.viewport().setMouseTracking(True)
        self.timeline: Timeline | None = None
        self.tracks = tuple(Track)
        self.fixed = False
        """Whether nothing can be moved: the audit is sealed."""
        self.current = ""
        self.pending: tuple[str, date, date] | None = None
        self.end_only = False
        self._drag: _Drag | None = None
        self._zoom = Zoom.QUARTERS
        self._built: tuple[Timeline | None, tuple[Track, ...], int] = None, self.tracks, theme().zoom
        self._rows = Rows(*self._built)
        self._scale = Scale.over((date(2000, 1, 1), date(2000, 12, 31)), self._zoom, theme().zoom, 0)
        self._begun = False
        self._said = ""
        theme().changed.connect(self._measure)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def show_timeline(self, shown: Timeline) -> None:
        """Draw these rows; the bar that was chosen stays so while it is there."""
        self.timeline = shown
        self.pending = self._drag = None
        self._measure()
        self._keep_current()

    def show_tracks(self, tracks: tuple[Track, ...]) -> None:
        """Draw these tracks only."""
        self.tracks = tracks
        self.pending = self._drag = None
        self._measure()
        self._keep_current()

    def _keep_current(self) -> None:
        if self._rows.bar(self.current) is None:
            first = self._rows.first()
            self.current = first.id if first is not None else ""
            self.chosen.emit(self.current)
        self._tell()

    @property
    def zoom(self) -> Zoom:
        """How much of the time is in sight."""
        return self._zoom

    def set_zoom(self, zoom: Zoom) -> None:
        """Show more or less of the time; the day in the middle stays there."""
        if zoom is self._zoom:
            return
        half = (self.viewport().width() - self._names()) / 2
        middle = (self.horizontalScrollBar().value() + half) / self._scale.a_day
        self._zoom = zoom
        self._measure()
        self.horizontalScrollBar().setValue(round(middle * self._scale.a_day - half))
        self.zoomed.emit(zoom)

    def go_to(self, day: date) -> None:
        """Bring a day into the middle."""
        half = (self.viewport().width() - self._names()) / 2
        self.horizontalScrollBar().setValue(round(self._scale.x(day) - half))

    def choose(self, identity: str) -> None:
        """Choose a bar and bring it into sight."""
        if self._rows.bar(identity) is None:
            return
        if identity != self.current:
            self.pending = self._drag = None
            self.current = identity
            self.end_only = False
            self.chosen.emit(identity)
        self._bring_into_sight()
        self._tell()

    def settle(self) -> None:
        """Lay a bar that was moved and not stored back where it was."""
        self.pending = self._drag = None
        self._tell()

    def current_bar(self) -> tuple[Row, Bar] | None:
        """The bar that is chosen, with its row."""
        line, bar = self._rows.line_of(self.current), self._rows.bar(self.current)
        return (line.row, bar) if line is not None and line.row is not None and bar is not None else None

    def bar_rect(self, identity: str) -> QRect:
        """Where a bar lies in the viewport; empty where it is not drawn."""
        line, bar = self._rows.line_of(identity), self._rows.bar(identity)
        return self._layout().rect(line, bar).toAlignedRect() if line is not None and bar is not None else QRect()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setAccessibleName(_("Timeline of the plan"))
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Room for some rows."""
        return QSize(theme().px(640), theme().px(320))

    # --- measures -----------------------------------------------------------------------------------------------------

    def _names(self) -> int:
        return min(theme().px(_NAMES), self.viewport().width() * 2 // 5)

    def _layout(self) -> Layout:
        size = self.viewport().size()
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        return Layout(self._rows, self._scale, self._names(), size.width(), size.height(), across, down)

    def _measure(self) -> None:
        worn = theme()
        built = self.timeline, self.tracks, worn.zoom
        if built != self._built:
            self._built = built
            self._rows = Rows(*built)
        room = max(self.viewport().width() - self._names(), 1)
        if self.timeline is not None:
            self._scale = Scale.over(self.timeline.span(), self._zoom, worn.zoom, room)
        high = max(self.viewport().height() - worn.px(HEAD), 1)
        bars = (
            (self.horizontalScrollBar(), self._scale.width, room),
            (self.verticalScrollBar(), self._rows.height, high),
        )
        for bar, whole, page in bars:
            bar.setPageStep(page)
            bar.setSingleStep(worn.px(LANE))
            bar.setRange(0, max(0, whole - page))
        if self.timeline is not None and not self._begun and self.isVisible():
            self._begun = True
            self.horizontalScrollBar().setValue(round(self._scale.x(self.timeline.today) - room / 5))
            self.verticalScrollBar().setValue(0)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Measure anew."""
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Begin at today."""
        super().showEvent(event)
        self._measure()

    def _bring_into_sight(self) -> None:
        line, bar = self._rows.line_of(self.current), self._rows.bar(self.current)
        if line is None or bar is None:
            return
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        if line.top < down.value():
            down.setValue(line.top)
        elif line.top + line.height > down.value() + down.pageStep():
            down.setValue(line.top + line.height - down.pageStep())
        left, gap = self._layout().rect(line, bar).left(), theme().px(24)
        if not self._names() + gap / 4 <= left <= self.viewport().width() - gap:
            across.setValue(round(across.value() + left - self._names() - self.viewport().width() / 5))
        self.viewport().update()

    def _tell(self) -> None:
        """Say what is chosen, and what it would be: to the line below, and to whom cannot see it."""
        said = self._words()
        self.viewport().update()
        if said != self._said:
            self._said = said
            self.setAccessibleDescription(said)
            if self.hasFocus():
                QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.told.emit(said)

    def _words(self) -> str:
        found = self.current_bar()
        if found is None:
            return _("Nothing in the plan has a date yet.")
        row, bar = found
        said = words.bar_told(row, bar, _, day_word)
        if self.pending is not None:
            days = words.days_word(self.pending[1], self.pending[2], day_word)
            said = _("{bar} → moved to {days}; Enter keeps it, Esc lays it back").format(bar=said, days=days)
        elif self.end_only:
            said = _("{bar} (Shift and arrows move its end only)").format(bar=said)
        return said

    # --- painting -----------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """What is in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.viewport().rect(), theme().colour("panel"))
        if self.timeline is not None:
            Painting(painter, self._layout(), self.timeline, self.current, self.pending).paint()
        painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tell what is chosen."""
        super().focusInEvent(event)
        self._tell()

    # --- mouse --------------------------------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose a bar and take hold of it."""
        point = event.position().toPoint()
        hit = self._layout().hit(point)
        if event.button() is not Qt.MouseButton.LeftButton or hit is None:
            return
        _line, bar = hit
        self.choose(bar.id)
        hit = self._layout().hit(point)  # It may have come into sight elsewhere.
        if bar.movable and not self.fixed and hit is not None and hit[1].id == bar.id:
            self._drag = _Drag(bar, event.position().x(), self._part(bar, point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move the bar that is held, by whole days; else show what can be done here."""
        point = event.position().toPoint()
        if self._drag is None:
            hit = self._layout().hit(point)
            self.viewport().setCursor(self._cursor(hit[1], point) if hit is not None else Qt.CursorShape.ArrowCursor)
            return
        by = self._scale.days(event.position().x() - self._drag.x)
        self._shift(self._drag.bar, by, self._drag.part)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Ask whether it is to stay."""
        if self._drag is not None:
            self._drag = None
            self._keep()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Edit the bar."""
        hit = self._layout().hit(event.position().toPoint())
        if hit is not None:
            self._drag = None
            self.opened.emit(hit[1].id)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """With Ctrl show more or less of the time."""
        if event.modifiers() & _CTRL and event.angleDelta().y():
            self._step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
            return
        super().wheelEvent(event)

    def _part(self, bar: Bar, point: QPoint) -> str:
        rect, edge = self.bar_rect(bar.id), theme().px(_EDGE)
        if bar.point or rect.width() < 3 * edge:
            return "whole"
        if point.x() > rect.right() - edge:
            return "end"
        return "start" if point.x() < rect.left() + edge else "whole"

    def _cursor(self, bar: Bar, point: QPoint) -> Qt.CursorShape:
        if not bar.movable or self.fixed:
            return Qt.CursorShape.ArrowCursor
        return Qt.CursorShape.OpenHandCursor if self._part(bar, point) == "whole" else Qt.CursorShape.SizeHorCursor

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The bar under the mouse, in words."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            hit = self._layout().hit(event.pos())
            if hit is not None and hit[0].row is not None:
                QToolTip.showText(event.globalPos(), words.bar_told(hit[0].row, hit[1], _, day_word), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    # --- keys ---------------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Choose, move, keep, edit."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
        across = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if step and held & _SHIFT and across:
            self._nudge(step, held)
        elif step and held == Qt.KeyboardModifier.NoModifier:
            self._go(self._rows.beside(self.current, step) if across else self._rows.above(self.current, step))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key == Qt.Key.Key_Space:
            self._take_end()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus) and not held & _CTRL:
            self._step_zoom(1 if key == Qt.Key.Key_Plus else -1)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Keys that the window has shortcuts for are this picture's while it has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) and event.modifiers() & _SHIFT
            if mine or event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Space):
                event.accept()
                return True
        return super().event(event)

    def _go(self, bar: Bar | None) -> None:
        if bar is not None:
            self.choose(bar.id)

    def _nudge(self, step: int, held: Qt.KeyboardModifier) -> None:
        found = self.current_bar()
        if found is None or not found[1].movable or self.fixed:
            return
        bar = found[1]
        start, end = self.pending[1:] if self.pending is not None else (bar.start, bar.end)
        if held & _ALT:
            moved_end = months_on(end, step)
            by = (moved_end - end).days
        else:
            by = 7 * step if held & _CTRL else step
        part = "end" if self.end_only and not bar.point else "whole"
        self._set_pending(bar, start if part == "end" else shifted(start, by), shifted(end, by))

    def _shift(self, bar: Bar, by: int, part: str) -> None:
        start = bar.start if part == "end" else shifted(bar.start, by)
        end = bar.end if part == "start" else shifted(bar.end, by)
        if part == "start":
            start = min(start, end)
        self._set_pending(bar, start, max(start, end))

    def _set_pending(self, bar: Bar, start: date, end: date) -> None:
        end = max(start, end)
        self.pending = None if (start, end) == (bar.start, bar.end) else (bar.id, start, end)
        self._tell()

    def _keep(self) -> None:
        if self.pending is not None:
            self.moved.emit(*self.pending)

    def _enter(self) -> None:
        if self.pending is not None:
            self._keep()
        elif self.current:
            self.opened.emit(self.current)

    def _escape(self) -> None:
        if self.pending is not None or self._drag is not None:
            self.settle()
        elif self.end_only:
            self.end_only = False
            self._tell()
        else:
            self.left.emit()

    def _take_end(self) -> None:
        found = self.current_bar()
        if found is not None and not found[1].point and found[1].movable:
            self.end_only = not self.end_only
            self._tell()

    def _step_zoom(self, step: int) -> None:
        place = _ORDER.index(self._zoom) + step
        if 0 <= place < len(_ORDER):
            self.set_zoom(_ORDER[place])

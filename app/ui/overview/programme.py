"""The physical separation as a picture: systems against the years, told in words as well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.plan import Horizon, Separation, Stage, beyond_horizon
from app.i18n import gettext as _
from app.i18n import listed
from app.services import reminder_words
from app.ui.style.theme import theme
from app.ui.words import day_word

_ROW = 34
_HEAD = 24
_SHADES = (60, 85, 110, 140, 170, 200, 255)


def stage_word(stage: Stage) -> str:
    """方針決定, 要件定義, 設計, 開発, 試験, 移行, 分割完了."""
    return reminder_words.stage_word(stage, _)


class Programme(QWidget):
    """A read-only picture; the programme is edited on the page of the plan."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Separation, ...] = ()
        self._today = date.min
        self._horizon = Horizon(date.min, 0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_separations(self, rows: tuple[Separation, ...], today: date, horizon: Horizon) -> None:
        """Draw these systems; those that end after `horizon` are marked."""
        self._rows, self._today, self._horizon = rows, today, horizon
        told = [f"{row.system}: {day_word(row.due) or _('no date')}" for row in rows]
        self.setAccessibleName(_("Physical separation"))
        self.setAccessibleDescription(listed(told) or _("No system is entered yet."))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        worn = theme()
        return QSize(worn.px(300), worn.px(_HEAD + _ROW * max(1, len(self._rows))))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worn = theme()
        dated = [row for row in self._rows if row.milestones]
        painter.setFont(worn.font(13))
        if not dated:
            painter.setPen(worn.colour("quiet"))
            told = _("No stage has its days yet.") if self._rows else _("No system is entered yet.")
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft, told)
            painter.end()
            return
        first = min(min(m.start for row in dated for m in row.milestones), self._today)
        last = max(m.end for row in dated for m in row.milestones)
        self._draw(painter, date(first.year, 1, 1), date(last.year + 1, 1, 1))
        painter.end()

    def _draw(self, painter: QPainter, first: date, last: date) -> None:
        worn = theme()
        metrics = painter.fontMetrics()
        names = max(metrics.horizontalAdvance(row.system) for row in self._rows) + worn.px(12)
        left = min(names, self.width() * 2 // 5)
        late = any(beyond_horizon(row, self._horizon) for row in self._rows)
        right = (
            metrics.horizontalAdvance(_("over {years} years").format(years=self._horizon.years)) + worn.px(12)
            if late
            else worn.px(8)
        )
        days = max((last - first).days, 1)

        def x(day: date) -> float:
            return left + (self.width() - left - right) * (day - first).days / days

        painter.setPen(worn.colour("quiet"))
        bottom = worn.px(_HEAD + _ROW * len(self._rows))
        # Where the years are narrower than their number, not every one is named.
        yearly = (self.width() - left - right) / max(last.year - first.year, 1)
        every = max(1, ceil((metrics.horizontalAdvance("2026") + worn.px(6)) / max(yearly, 1)))
        for year in range(first.year, last.year):
            start = x(date(year, 1, 1))
            painter.setPen(worn.colour("quiet"))
            if (year - first.year) % every == 0:
                painter.drawText(QRectF(start + 4, 0, worn.px(60), worn.px(_HEAD - 4)), str(year))
            painter.setPen(worn.colour("line"))
            painter.drawLine(int(start), worn.px(_HEAD - 4), int(start), bottom)
        for number, row in enumerate(self._rows):
            self._row(painter, row, worn.px(_HEAD + _ROW * number), left, x)
        if first <= self._today <= last:
            pen = QPen(worn.colour("nonconforming"), 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawLine(int(x(self._today)), worn.px(_HEAD - 6), int(x(self._today)), bottom)

    def _row(self, painter: QPainter, row: Separation, top: int, left: int, x: Callable[[date], float]) -> None:
        worn = theme()
        name = painter.fontMetrics().elidedText(row.system, Qt.TextElideMode.ElideRight, left - worn.px(8))
        painter.setPen(worn.colour("text"))
        box = QRectF(0, top, left, worn.px(_ROW))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        height = worn.px(20)
        for milestone in row.milestones:
            shade = worn.colour("accent")
            shade.setAlpha(_SHADES[list(Stage).index(milestone.stage)])
            start, end = x(milestone.start), x(milestone.end)
            bar = QRectF(start, top + (worn.px(_ROW) - height) / 2, max(end - start - 1, 3), height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shade)
            painter.drawRoundedRect(bar, 2, 2)
            word = stage_word(milestone.stage)
            if painter.fontMetrics().horizontalAdvance(word) + 6 < bar.width():
                painter.setPen(worn.colour("on_accent" if shade.alpha() > 150 else "text"))
                painter.drawText(bar, Qt.AlignmentFlag.AlignCenter, word)
        if row.due is not None and beyond_horizon(row, self._horizon):
            painter.setPen(worn.colour("nonconforming"))
            word = _("over {years} years").format(years=self._horizon.years)
            where = QRectF(
                x(row.due) + worn.px(6), top, painter.fontMetrics().horizontalAdvance(word) + worn.px(4), worn.px(_ROW)
            )
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, word)

"""What the shapes of a timeline mean."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.domain.timeline import Bar, Kind
from app.i18n import gettext as _
from app.i18n import listed
from app.ui.plan.gantt import look
from app.ui.plan.gantt.rows import GHOST
from app.ui.style.theme import theme

_DAY = date(2000, 1, 1)
_DONE = Bar("", Kind.STAGE, _DAY, _DAY, done=_DAY)
_PLANNED = Bar("", Kind.STAGE, _DAY, _DAY)
_LATE = Bar("", Kind.STAGE, _DAY, _DAY, late=True)
_REACHED = Bar("", Kind.REACHED, _DAY, _DAY)
_SIGN, _GAP, _ROW = 34, 18, 24
"""Pixels at 100 %."""


class Legend(QWidget):
    """As many lines as the width wants."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.updateGeometry)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setAccessibleName(_("What the shapes mean"))
        self.setAccessibleDescription(listed(self._words()))
        self.updateGeometry()
        self.update()

    def _words(self) -> tuple[str, ...]:
        return (
            _("done"),
            _("planned"),
            _("its day has passed"),
            _("days planned first"),
            _("cut-over or due day"),
            _("interim controls"),
            _("as-of date"),
            _("today"),
        )

    def _places(self, width: int) -> list[tuple[int, int, str]]:
        worn, metrics = theme(), self.fontMetrics()
        x, y, places = 0, 0, []
        for word in self._words():
            wide = worn.px(_SIGN + 6) + metrics.horizontalAdvance(word)
            if x and x + wide > width:
                x, y = 0, y + worn.px(_ROW)
            places.append((x, y, word))
            x += wide + worn.px(_GAP)
        return places

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """It breaks into lines."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """So high at a width."""
        return self._places(width)[-1][1] + theme().px(_ROW)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """One line."""
        return QSize(theme().px(480), self.heightForWidth(max(self.width(), theme().px(320))))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Signs and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        worn = theme()
        for number, (x, y, word) in enumerate(self._places(self.width())):
            box = QRectF(x + 1, y + worn.px(5), worn.px(_SIGN - 6), worn.px(14))
            self._sign(painter, number, box)
            painter.setPen(worn.colour("quiet"))
            where = QRectF(x + worn.px(_SIGN + 4), y, self.width(), worn.px(_ROW))
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, word)
        painter.end()

    def _sign(self, painter: QPainter, number: int, box: QRectF) -> None:
        worn, middle = theme(), box.center()
        if number < 3:
            look.draw_bar(painter, box, box, (_DONE, _PLANNED, _LATE)[number], "")
        elif number == 3:
            high = worn.px(GHOST) - 2
            look.draw_ghost(painter, QRectF(box.left(), middle.y() - high / 2, box.width(), high))
        elif number == 4:
            look.draw_diamond(painter, middle.x(), middle.y(), _REACHED)
        elif number == 5:
            look.draw_interim(painter, box, QRectF(), "")
        else:
            style = Qt.PenStyle.DotLine if number == 6 else Qt.PenStyle.DashLine
            painter.setPen(QPen(worn.colour("text" if number == 6 else "nonconforming"), worn.px(1.5), style))
            painter.drawLine(QPointF(middle.x(), box.top() - 3), QPointF(middle.x(), box.bottom() + 3))

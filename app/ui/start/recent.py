"""A card of the start screen: one audit that was opened before."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from app.i18n import gettext as _
from app.ui.dates import moment
from app.ui.style import tokens
from app.ui.style.theme import theme


class RecentCard(QPushButton):
    """Organisation, period, file, progress and when it was last open; grey when the file is gone.

    `chosen` carries the file; `missing` the file that must be found first; `forgotten` the one to be struck off.
    """

    chosen = Signal(str)
    missing = Signal(str)
    forgotten = Signal(str)

    def __init__(self, told: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told = dict(told)
        self.file = Path(told["file"])
        self.there = True
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._clicked)
        self.forget = QToolButton(self)
        self.forget.setProperty("role", "bare")
        self.forget.clicked.connect(lambda: self.forgotten.emit(self.told["file"]))
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()

    def say_there(self, there: bool) -> None:
        """Whether the file was found."""
        if there is not self.there:
            self.there = there
            self.retranslate()
            self.update()

    def retranslate(self) -> None:
        """Set what screen readers are told."""
        words = [self.told.get("organisation") or self.file.stem, self.told.get("period", ""), self._state()]
        self.setAccessibleName(_(", ").join(w for w in words if w))
        self.setAccessibleDescription(str(self.file))
        self.setToolTip(str(self.file))
        self.forget.setToolTip(_("Take off this list"))
        self.forget.setAccessibleName(f"{_('Take off this list')}: {self.file.name}")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three lines."""
        return QSize(theme().px(360), theme().px(92))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high, but narrower."""
        return QSize(theme().px(240), theme().px(92))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Keep the small button in its corner."""
        side = theme().px(32)
        self.forget.setGeometry(self.width() - side - theme().px(6), theme().px(6), side, side)
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the card."""
        look, px = theme(), theme().px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        focus = self.hasFocus()
        painter.setPen(QPen(look.colour("accent" if focus or self.underMouse() else "line"), 2 if focus else 1))
        painter.setBrush(look.colour("accent_ground" if self.isDown() else "panel"))
        painter.drawRoundedRect(box, tokens.RADIUS, tokens.RADIUS)
        left, width = px(16), self.width() - px(16) - px(48)
        self._line(painter, QRect(left, px(12), width, px(24)), self._title(), tokens.SECTION, "text", bold=True)
        shown = self._state() if self.there else f"{_('Not found')}  {_('Say where it is…')}"
        colour = "quiet" if self.there else "nonconforming"
        self._line(painter, QRect(left, px(38), width, px(20)), shown, tokens.QUIET, colour)
        place = QRect(left, px(60), self.width() - 2 * px(16), px(20))
        self._line(painter, place, str(self.file), 12, "quiet", mode=Qt.TextElideMode.ElideMiddle)
        painter.end()

    def _line(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        size: int,
        colour: str,
        *,
        bold: bool = False,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        painter.setFont(theme().font(size, bold=bold))
        painter.setPen(theme().colour(colour if self.there or colour != "text" else "quiet"))
        shown = painter.fontMetrics().elidedText(text, mode, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _title(self) -> str:
        return "  ".join(w for w in (self.told.get("organisation") or self.file.stem, self.told.get("period", "")) if w)

    def _state(self) -> str:
        if not self.there:
            return _("Not found")
        parts = []
        if self.told.get("total"):
            words = _("{answered} / {total} answered")
            parts.append(words.format(answered=self.told.get("answered", "0"), total=self.told["total"]))
        if self.told.get("opened"):
            parts.append(_("last opened {when}").format(when=moment(self.told["opened"])))
        return "  ".join(parts)

    def _clicked(self) -> None:
        (self.chosen if self.there else self.missing).emit(self.told["file"])

    def _dress(self) -> None:
        self.forget.setIcon(theme().icon("close", "quiet"))
        self.forget.setIconSize(QSize(theme().px(14), theme().px(14)))
        self.updateGeometry()
        self.update()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Translate anew when the language was switched."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.update()
        super().changeEvent(event)

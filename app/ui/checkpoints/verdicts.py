"""The four verdict buttons: shape, word, colour and key number, each told to screen readers as one sentence."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.domain.grades import Verdict
from app.i18n import gettext as _
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.words import verdict_word

ORDER = (Verdict.CONFORMING, Verdict.PARTLY, Verdict.NONCONFORMING, Verdict.NOT_APPLICABLE)
"""Verdicts by key number, from 1."""

_RING = 4
"""Room around a button for its focus ring, in pixels: the ring is 2 wide and 2 away."""


def draw_glyph(painter: QPainter, verdict: Verdict, box: QRectF, colour: QColor, width: float = 2.0) -> None:
    """The sign of a verdict as a shape within `box`: ring, triangle, cross, dash, dot."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    inner = box.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    middle = inner.center()
    if verdict is Verdict.CONFORMING:
        painter.drawEllipse(inner)
    elif verdict is Verdict.PARTLY:
        top = QPointF(middle.x(), inner.top() + inner.height() * 0.04)
        foot = QPointF(0, inner.height() * 0.06)
        painter.drawPolygon(QPolygonF([top, inner.bottomRight() - foot, inner.bottomLeft() - foot]))
    elif verdict is Verdict.NONCONFORMING:
        x, y = inner.width() * 0.08, inner.height() * 0.08
        part = inner.adjusted(x, y, -x, -y)
        painter.drawLine(part.topLeft(), part.bottomRight())
        painter.drawLine(part.topRight(), part.bottomLeft())
    elif verdict is Verdict.NOT_APPLICABLE:
        painter.drawLine(QLineF(inner.left() + 1, middle.y(), inner.right() - 1, middle.y()))
    else:
        painter.setBrush(colour)
        painter.drawEllipse(middle, width, width)
    painter.restore()


class VerdictButton(QPushButton):
    """One verdict. `asked` marks the one that waits for its reason."""

    def __init__(self, verdict: Verdict, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = verdict
        self.number = number
        self.asked = False
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Whether it is chosen is decided by what is on record, not by the click."""

    def sizeHint(self) -> QSize:  # noqa: N802
        """Its height, and room for its parts."""
        return QSize(self._parts_width() + theme().px(24), theme().px(tokens.VERDICT_BUTTON) + 2 * _RING)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The same: a word is never cut."""
        return self.sizeHint()

    def say(self, word: str) -> None:
        """Set the word and what a screen reader says."""
        self.setText(word)
        self.setAccessibleName(_("{verdict}, key {number}").format(verdict=word, number=self.number))
        self.setToolTip(
            _("{verdict} (key {number}; in a text field Alt+{number})").format(verdict=word, number=self.number)
        )
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Ground and border by state, then glyph, word and number in the middle."""
        palette, painter = theme().palette, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = tokens.TONE[self.verdict] if self.isEnabled() else "neutral"
        chosen = self.isChecked()
        body = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        ground = QColor(palette.panel if self.isEnabled() else palette.ground)
        if chosen or self.isDown():
            ground = theme().colour(f"{tone}_ground")
        elif self.underMouse() and self.isEnabled():
            ground = theme().colour("accent_ground")
        wide = chosen or self.asked
        pen = QPen(theme().colour(tone) if wide else QColor(palette.line), 2 if wide else 1)
        if self.asked and not chosen:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(ground)
        inset = pen.widthF() / 2
        painter.drawRoundedRect(body.adjusted(inset, inset, -inset, -inset), tokens.RADIUS, tokens.RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(QColor(palette.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), tokens.RADIUS + 3, tokens.RADIUS + 3)
        self._paint_parts(painter, tone)

    def _paint_parts(self, painter: QPainter, tone: str) -> None:
        word_font, number_font = self._fonts()
        glyph, gap = theme().px(16), theme().px(8)
        x = (self.width() - self._parts_width()) / 2
        colour = theme().colour(tone)
        middle = self.height() / 2
        width = theme().px(2.5 if self.isChecked() else 2)
        draw_glyph(painter, self.verdict, QRectF(x, middle - glyph / 2, glyph, glyph), colour, width)
        x += glyph + gap
        for text, font, ink in (
            (self.text(), word_font, colour),
            (str(self.number), number_font, theme().colour("quiet")),
        ):
            advance = QFontMetrics(font).horizontalAdvance(text)
            painter.setFont(font)
            painter.setPen(ink)
            box = QRect(round(x), 0, advance + 2, self.height())
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
            x += advance + gap

    def _fonts(self) -> tuple[QFont, QFont]:
        return theme().font(tokens.SECTION, bold=self.isChecked()), theme().font(tokens.QUIET)

    def _parts_width(self) -> int:
        bold, number = theme().font(tokens.SECTION, bold=True), theme().font(tokens.QUIET)
        if not self.isChecked() and self.isVisible():
            bold = theme().font(tokens.SECTION)
        words = QFontMetrics(bold).horizontalAdvance(self.text())
        return theme().px(16) + 2 * theme().px(8) + words + QFontMetrics(number).horizontalAdvance(str(self.number))


class Outset(QHBoxLayout):
    """Sets a row of verdicts so that the buttons, not the room of their focus rings, end where other things do."""

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """A little wider than asked."""
        super().setGeometry(rect.adjusted(-_RING, 0, _RING, 0))


class VerdictRow(QWidget):
    """The buttons in a row, or two by two. `chosen` carries the verdict that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self.buttons = {verdict: VerdictButton(verdict, n, self) for n, verdict in enumerate(ORDER, start=1)}
        for verdict, each in self.buttons.items():
            each.clicked.connect(lambda _checked, v=verdict: self.chosen.emit(v))
        self._columns = 0
        self.arrange(4)

    def arrange(self, columns: int) -> None:
        """Set the buttons in that many columns."""
        if columns == self._columns:
            return
        self._columns = columns
        for n, each in enumerate(self.buttons.values()):
            self._grid.removeWidget(each)
            self._grid.addWidget(each, n // columns, n % columns)
        for column in range(4):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self.dress()

    @property
    def columns(self) -> int:
        """How many stand side by side."""
        return self._columns

    @property
    def wanted_width(self) -> int:
        """The width at which all four fit side by side."""
        return sum(each.sizeHint().width() for each in self.buttons.values()) + 3 * self._grid.horizontalSpacing()

    def dress(self) -> None:
        """Take on the present zoom."""
        gap = max(0, theme().px(8) - 2 * _RING)
        self._grid.setHorizontalSpacing(gap)
        self._grid.setVerticalSpacing(gap)
        for each in self.buttons.values():
            each.updateGeometry()
            each.update()

    def show_verdict(self, verdict: Verdict, asked: Verdict | None = None) -> None:
        """Show which one is on record, and which one waits for a reason."""
        for each, button in self.buttons.items():
            button.setChecked(each is verdict)
            button.asked = each is asked
            button.update()

    def retranslate(self) -> None:
        """Set the words."""
        for verdict, each in self.buttons.items():
            each.say(verdict_word(verdict))
        self.setAccessibleName(_("Verdict"))

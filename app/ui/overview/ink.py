"""How the parts of a chart are drawn: a colour and a pattern each, so that they are told apart without any colour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPixmap

from app.services.overview_charts import Ink
from app.ui.style.theme import theme

_LOOKS = {
    Ink.GOOD: ("conforming_ground", "conforming", Qt.BrushStyle.NoBrush, Qt.PenStyle.SolidLine),
    Ink.BARE: ("panel", "conforming", Qt.BrushStyle.Dense7Pattern, Qt.PenStyle.DashLine),
    Ink.PARTLY: ("partly_ground", "partly", Qt.BrushStyle.BDiagPattern, Qt.PenStyle.SolidLine),
    Ink.BAD: ("nonconforming", "nonconforming", Qt.BrushStyle.NoBrush, Qt.PenStyle.SolidLine),
    Ink.ASIDE: ("neutral_ground", "neutral", Qt.BrushStyle.Dense6Pattern, Qt.PenStyle.SolidLine),
    Ink.COPIED: ("accent_ground", "accent", Qt.BrushStyle.VerPattern, Qt.PenStyle.SolidLine),
    Ink.OPEN: ("panel", "neutral", Qt.BrushStyle.NoBrush, Qt.PenStyle.DotLine),
    Ink.PLAIN: ("accent_ground", "accent", Qt.BrushStyle.NoBrush, Qt.PenStyle.SolidLine),
}
"""Ground, line, pattern and outline; tokens of the theme."""


def ground_of(ink: Ink) -> QColor:
    """The colour on which words in the part stand."""
    return theme().colour(_LOOKS[ink][0])


def text_of(ink: Ink) -> QColor:
    """The colour of words in the part."""
    return theme().colour("panel" if ink is Ink.BAD else "text")


def draw(painter: QPainter, room: QRectF, ink: Ink) -> None:
    """Fill a part of a bar."""
    ground, line, pattern, outline = _LOOKS[ink]
    worn = theme()
    painter.fillRect(room, worn.colour(ground))
    if pattern is not Qt.BrushStyle.NoBrush:
        faint = QColor(worn.colour(line))
        faint.setAlpha(140)
        painter.fillRect(room, QBrush(faint, pattern))
    painter.setPen(QPen(worn.colour(line), 1, outline))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))


def swatch(ink: Ink) -> QPixmap:
    """A sample of the part for the legend."""
    side = theme().px(14)
    picture = QPixmap(QSize(side, side))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw(painter, QRectF(0, 0, side, side), ink)
    painter.end()
    return picture

"""How bars and diamonds are drawn: told by shape and pattern as well as by colour, so that black and white says the
same."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from app.domain.timeline import Bar, Kind
from app.ui.style.theme import theme


def draw_bar(painter: QPainter, where: QRectF, seen: QRectF, bar: Bar, word: str, *, chosen: bool = False) -> None:
    """A bar as it stands: solid where done, hatched where planned, with a heavy edge and a sign where its day has
    passed. `seen` is the part of it in sight, where the word stands."""
    worn = theme()
    accent, panel = worn.colour("accent"), worn.colour("panel")
    painter.setPen(QPen(_edge(bar), worn.px(2) if bar.late else 1))
    painter.setBrush(accent if bar.done is not None else panel)
    painter.drawRect(where)
    if bar.done is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(_faint(accent), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(where)
    _word(painter, seen, bar, word)
    if chosen:
        draw_ring(painter, where)


def draw_ghost(painter: QPainter, where: QRectF) -> None:
    """The days planned first: a dashed empty strip."""
    pen = QPen(theme().colour("text"), 1, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where)


def draw_diamond(
    painter: QPainter, x: float, middle: float, bar: Bar, *, chosen: bool = False, ghost: bool = False
) -> None:
    """A day that is reached: full where done, empty where planned, dashed where it was planned first."""
    worn = theme()
    half = worn.px(7)
    shape = QPolygonF(
        [QPointF(x, middle - half), QPointF(x + half, middle), QPointF(x, middle + half), QPointF(x - half, middle)]
    )
    edge = worn.colour("text") if ghost else _edge(bar)
    painter.setPen(QPen(edge, 1 if ghost else worn.px(2), Qt.PenStyle.DashLine if ghost else Qt.PenStyle.SolidLine))
    painter.setBrush(
        Qt.BrushStyle.NoBrush if ghost else worn.colour("text") if bar.done is not None else worn.colour("panel")
    )
    painter.drawPolygon(shape)
    around = QRectF(x - half, middle - half, 2 * half, 2 * half)
    if bar.late and not ghost:
        _sign(painter, around, "×")
    if chosen:
        draw_ring(painter, around)


def draw_interim(painter: QPainter, where: QRectF, seen: QRectF, word: str) -> None:
    """What protects until the cut-over: a dotted line between two strokes."""
    worn = theme()
    middle = where.center().y()
    painter.setPen(QPen(worn.colour("text"), worn.px(1.5), Qt.PenStyle.DotLine))
    painter.drawLine(QPointF(where.left(), middle), QPointF(where.right(), middle))
    painter.setPen(QPen(worn.colour("text"), worn.px(1.5)))
    for x in (where.left(), where.right()):
        painter.drawLine(QPointF(x, middle - worn.px(5)), QPointF(x, middle + worn.px(5)))
    wide = painter.fontMetrics().horizontalAdvance(word) + worn.px(8)
    if wide + worn.px(8) < seen.width():
        box = QRectF(seen.left() + worn.px(8), middle - worn.px(9), wide, worn.px(18))
        painter.fillRect(box, worn.colour("panel"))
        painter.setPen(worn.colour("quiet"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)


def draw_ring(painter: QPainter, where: QRectF) -> None:
    """What is chosen: a ring around it."""
    worn = theme()
    gap = worn.px(3)
    painter.setPen(QPen(worn.colour("accent"), worn.px(2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(where.adjusted(-gap, -gap, gap, gap))


def draw_pending(painter: QPainter, where: QRectF) -> None:
    """Where a bar would lie that is being moved."""
    worn = theme()
    ground = QColor(worn.colour("partly"))
    ground.setAlpha(70)
    painter.setPen(QPen(worn.colour("partly"), worn.px(2)))
    painter.setBrush(ground)
    painter.drawRect(where)


def _edge(bar: Bar) -> QColor:
    return theme().colour("nonconforming" if bar.late else "accent" if bar.kind is not Kind.DUE else "text")


def _faint(colour: QColor) -> QColor:
    made = QColor(colour)
    made.setAlpha(150)
    return made


def _word(painter: QPainter, where: QRectF, bar: Bar, word: str) -> None:
    """The word on a bar, with a sign before it where its day has passed; the sign alone where there is no room."""
    worn, metrics = theme(), painter.fontMetrics()
    for text in (f"× {word}".strip(), "×") if bar.late else (word,):
        wide = metrics.horizontalAdvance(text) + worn.px(4)
        if not text or wide > where.width():
            continue
        if bar.done is None:
            box = QRectF(where.center().x() - wide / 2, where.top() + 2, wide, where.height() - 4)
            painter.fillRect(box, worn.colour("panel"))
        tone = "on_accent" if bar.done is not None else "nonconforming" if bar.late else "text"
        painter.setPen(worn.colour(tone))
        painter.drawText(where, Qt.AlignmentFlag.AlignCenter, text)
        return


def _sign(painter: QPainter, where: QRectF, sign: str) -> None:
    worn = theme()
    painter.setPen(worn.colour("nonconforming"))
    box = QRectF(where.right() + worn.px(2), where.top(), worn.px(16), where.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, sign)

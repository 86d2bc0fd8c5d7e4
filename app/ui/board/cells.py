"""How a cell of the board looks: the sign of its verdict, and marks of a shape of their own in its corners."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.domain.review import State
from app.services import board as cells
from app.ui.board.model import BoardModel, Index, Look
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH, TONE

WIDTH, HEIGHT = 46, 32
"""Pixels of a cell at 100 %."""
_MARK = 8
"""Pixels of a mark at 100 %."""


def draw(painter: QPainter, rect: QRect, look: Look) -> None:
    """Draw a cell: ground and sign of the verdict, dashed where it is a copy, and the marks in the corners."""
    worn = theme()
    verdict = cells.VERDICTS[look.code & 7]
    tone = TONE[verdict]
    inner = QRectF(rect).adjusted(worn.px(2), worn.px(2), -worn.px(2), -worn.px(2))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    copied = bool(look.code & cells.COPIED)
    painter.setPen(QPen(worn.colour(tone), worn.px(1), Qt.PenStyle.DashLine) if copied else Qt.PenStyle.NoPen)
    bare = look.dim or verdict is cells.VERDICTS[0] or copied
    painter.setBrush(Qt.BrushStyle.NoBrush if bare else worn.colour(f"{tone}_ground"))
    if not (look.dim and not copied):
        painter.drawRoundedRect(inner, worn.px(4), worn.px(4))
    painter.setPen(worn.colour("quiet" if look.dim else tone))
    painter.setFont(worn.font(bold=tone in ("nonconforming", "partly") and not look.dim))
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, GLYPH[verdict])
    if not look.dim:
        _marks(painter, inner, look)


def _marks(painter: QPainter, inner: QRectF, look: Look) -> None:
    worn, side = theme(), theme().px(_MARK)
    inset = worn.px(2)
    left, right = inner.left() + inset, inner.right() - inset - side
    top, bottom = inner.top() + inset, inner.bottom() - inset - side
    if look.code & cells.COPIED or look.mark & cells.STALE:
        diamond(painter, QRectF(left, top, side, side), worn.colour("partly"))
    if look.mark & cells.FLAG:
        pennant(painter, QRectF(right, top, side, side), worn.colour("nonconforming"))
    if look.mark & cells.BARE:
        ring(painter, QRectF(left, bottom, side, side), worn.colour("quiet"))
    reviewed(painter, QRectF(right, bottom, side, side), cells.STATES[look.state])


def diamond(painter: QPainter, at: QRectF, colour: QColor) -> None:
    """◇: copied, or resting on findings that have changed; to be confirmed."""
    painter.setPen(QPen(colour, theme().px(1.5)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    middle = at.center()
    corners = [
        QPointF(middle.x(), at.top()),
        QPointF(at.right(), middle.y()),
        QPointF(middle.x(), at.bottom()),
        QPointF(at.left(), middle.y()),
    ]
    painter.drawPolygon(QPolygonF(corners))


def pennant(painter: QPainter, at: QRectF, colour: QColor) -> None:
    """A small flag on its pole."""
    painter.setPen(QPen(colour, theme().px(1.5)))
    painter.drawLine(at.topLeft(), at.bottomLeft())
    painter.setBrush(colour)
    painter.drawPolygon(
        QPolygonF([at.topLeft(), QPointF(at.right(), at.top() + at.height() / 3), QPointF(at.left(), at.center().y())])
    )


def ring(painter: QPainter, at: QRectF, colour: QColor) -> None:
    """An empty ring: no evidence."""
    painter.setPen(QPen(colour, theme().px(1.2), Qt.PenStyle.DotLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(at)


def reviewed(painter: QPainter, at: QRectF, state: State) -> None:
    """A tick (accepted), an arrow on (requested) or an arrow back (returned); nothing for the other states."""
    colour = {State.ACCEPTED: "conforming", State.REQUESTED: "accent", State.RETURNED: "nonconforming"}.get(state)
    if colour is None:
        return
    painter.setPen(QPen(theme().colour(colour), theme().px(1.8)))
    middle = at.center()
    if state is State.ACCEPTED:
        points = [QPointF(at.left(), middle.y()), QPointF(middle.x(), at.bottom()), at.topRight()]
    elif state is State.REQUESTED:
        points = [at.topLeft(), QPointF(at.right(), middle.y()), at.bottomLeft()]
    else:
        points = [at.topRight(), QPointF(at.left(), middle.y()), at.bottomRight()]
    painter.drawPolyline(QPolygonF(points))


class CellDelegate(QStyledItemDelegate):
    """Paints cells from pictures: a board has tens of thousands of cells and a few dozen looks."""

    def __init__(self, cells: BoardModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._cells = cells
        self._pictures: dict[tuple[Look, int, int, float], QPixmap] = {}
        theme().changed.connect(self._pictures.clear)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground of the selection, the cell, the ring of the focus."""
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(rect, theme().colour("accent_ground"))
        look = self._cells.look(index)
        if look is not None:
            painter.drawPixmap(rect.topLeft(), self._picture(look, rect.size(), painter.device().devicePixelRatioF()))
        wide = 0
        if state & QStyle.StateFlag.State_HasFocus:
            wide = theme().px(2)
        elif selected:
            wide = 1
        if wide:
            painter.setPen(QPen(theme().colour("accent"), wide))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(rect).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """The size of every cell."""
        return QSize(theme().px(WIDTH), theme().px(HEIGHT))

    def _picture(self, look: Look, size: QSize, ratio: float) -> QPixmap:
        key = (look, size.width(), size.height(), ratio)
        if key not in self._pictures:
            self._pictures[key] = picture(look, size, ratio)
        return self._pictures[key]


def picture(look: Look, size: QSize, ratio: float = 1.0) -> QPixmap:
    """A cell as a picture."""
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, QRect(0, 0, size.width(), size.height()), look)
    painter.end()
    return made

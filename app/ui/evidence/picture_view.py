"""A picture that fits its place or is looked at closely."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.ui.style.theme import theme

_SCALES = (0.05, 0.1, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0)


class PictureView(QAbstractScrollArea):
    """Keys: + and - for the size, 0 to fit, arrows to move. `scaled` carries per cent of the picture's own pixels."""

    scaled = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixmap = QPixmap()
        self._whole = QSize()
        self._scale = 0.0
        self._drag: QPoint | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)

    def show_image(self, image: QImage, whole: QSize) -> None:
        """Show a picture that has `whole` pixels; `image` may have fewer."""
        self._pixmap, self._whole, self._scale = QPixmap.fromImage(image), whole, 0.0
        self._measure()

    @property
    def scale(self) -> float:
        """Pixels on the screen for one of the picture."""
        if self._scale or self._whole.isEmpty():
            return self._scale or 1.0
        room = self.viewport().size() - QSize(16, 16)
        return min(1.0, max(0.01, min(room.width() / self._whole.width(), room.height() / self._whole.height())))

    def fit(self) -> None:
        """Let the whole picture be seen."""
        self._scale = 0.0
        self._measure()

    def larger(self, step: int) -> None:
        """One step larger or smaller."""
        now = self.scale
        wanted = [s for s in _SCALES if (s > now + 0.001 if step > 0 else s < now - 0.001)]
        if wanted:
            self._scale = wanted[0] if step > 0 else wanted[-1]
            self._measure()

    def _measure(self) -> None:
        size, view = self._whole * self.scale, self.viewport().size()
        for bar, long, room in (
            (self.horizontalScrollBar(), size.width(), view.width()),
            (self.verticalScrollBar(), size.height(), view.height()),
        ):
            bar.setRange(0, max(0, long - room) if self._scale else 0)
            bar.setPageStep(room)
            bar.setSingleStep(theme().px(40))
        self.viewport().update()
        self.scaled.emit(round(self.scale * 100))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The picture in the middle."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), theme().colour("neutral_ground"))
        size, view = self._whole * self.scale, self.viewport().size()
        left = max(0, (view.width() - size.width()) // 2) - self.horizontalScrollBar().value()
        top = max(0, (view.height() - size.height()) // 2) - self.verticalScrollBar().value()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(QRect(QPoint(left, top), size), self._pixmap)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Fit anew."""
        super().resizeEvent(event)
        self._measure()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Size and place by keys."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_Plus | Qt.Key.Key_Semicolon:
                self.larger(1)
            case Qt.Key.Key_Minus:
                self.larger(-1)
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_Left:
                across.setValue(across.value() - across.singleStep())
            case Qt.Key.Key_Right:
                across.setValue(across.value() + across.singleStep())
            case Qt.Key.Key_Up:
                down.setValue(down.value() - down.singleStep())
            case Qt.Key.Key_Down:
                down.setValue(down.value() + down.singleStep())
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """With Ctrl the size, else the place."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.larger(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take hold of it."""
        self._drag = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Move it."""
        if self._drag is not None:
            moved, self._drag = event.position().toPoint() - self._drag, event.position().toPoint()
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - moved.x())
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        self._drag = None

"""A PDF on the screen: the real pages, drawn when they come into view, page by page off the GUI thread."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.i18n import gettext as _
from app.ui.kit import PaperView
from app.ui.style.theme import theme
from app.ui.tasks import Tasks

_GAP = 16
_KEPT = 12
_SCALES = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PaperPreview(QAbstractScrollArea):
    """Pages below each other. `page_changed` carries (page from 1, pages). Keys: Page Up/Down, Home, End, + and -."""

    page_changed = Signal(int, int)

    def __init__(self, paper: PaperView, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = paper
        self._tasks = tasks
        self._file: Path | None = None
        self._sizes: tuple[tuple[float, float], ...] = ()
        self._scale = 0.0
        self._pictures: dict[tuple[int, float], QPixmap] = {}
        self._asked: set[tuple[int, float]] = set()
        self._number = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # --- what is shown ---------------------------------------------------------------------------------------------

    def show_file(self, file: Path | None) -> None:
        """Show another PDF, or none; the scroll position stays when it has as many pages as before."""
        self._number += 1
        self._pictures.clear()
        self._asked.clear()
        self._file = file
        if file is None:
            self._take(())
            return
        number = self._number
        self._tasks.read(
            lambda: self._paper.sizes(file), lambda s: self._take(s) if number == self._number else None, owner=self
        )

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in view, counted from 1."""
        top = self.verticalScrollBar().value() + self.viewport().height() // 3
        return next((n + 1 for n, rect in enumerate(self._rects()) if rect.bottom() >= top), self.pages)

    def go_to(self, page: int) -> None:
        """Bring a page, counted from 1, to the top."""
        rects = self._rects()
        if rects:
            self.verticalScrollBar().setValue(rects[min(max(page, 1), len(rects)) - 1].top() - _GAP // 2)

    def _take(self, sizes: tuple[tuple[float, float], ...]) -> None:
        again = len(sizes) == len(self._sizes)
        self._sizes = sizes
        self._measure()
        if not again:
            self.verticalScrollBar().setValue(0)
        self._told()
        self.viewport().update()

    # --- size ------------------------------------------------------------------------------------------------------

    def fit(self) -> None:
        """Let a page fill the width."""
        self._scale = 0.0
        self._measure()

    def larger(self, step: int) -> None:
        """One step larger or smaller."""
        now = self.scale
        wanted = [s for s in _SCALES if (s > now + 0.01 if step > 0 else s < now - 0.01)]
        if wanted:
            page = self.page
            self._scale = wanted[0] if step > 0 else wanted[-1]
            self._measure()
            self.go_to(page)

    @property
    def scale(self) -> float:
        """Pixels per point."""
        if self._scale:
            return self._scale * theme().zoom / 100
        width = max((w for w, _h in self._sizes), default=595.0)
        return max(0.3, (self.viewport().width() - 2 * _GAP) / width)

    def _rects(self) -> list[QRect]:
        rects, top = [], _GAP
        across = max(self.viewport().width(), self._across())
        for width, height in self._sizes:
            size = QSize(round(width * self.scale), round(height * self.scale))
            rects.append(QRect((across - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + _GAP
        return rects

    def _across(self) -> int:
        return max((round(w * self.scale) for w, _h in self._sizes), default=0) + 2 * _GAP

    def _measure(self) -> None:
        rects = self._rects()
        whole = rects[-1].bottom() + _GAP if rects else 0
        view = self.viewport().size()
        vertical, horizontal = self.verticalScrollBar(), self.horizontalScrollBar()
        vertical.setRange(0, max(0, whole - view.height()))
        vertical.setPageStep(view.height())
        vertical.setSingleStep(theme().px(40))
        horizontal.setRange(0, max(0, self._across() - view.width()) if self._scale else 0)
        horizontal.setPageStep(view.width())
        self.viewport().update()

    # --- drawing ---------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self.viewport())
        worn = theme()
        painter.fillRect(self.viewport().rect(), worn.colour("neutral_ground"))
        left, top = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        visible = self.viewport().rect().translated(left, top)
        ratio = self.devicePixelRatioF()
        scale = round(self.scale * ratio, 3)
        for number, rect in enumerate(self._rects()):
            if not rect.intersects(visible):
                continue
            where = rect.translated(-left, -top)
            painter.fillRect(where, Qt.GlobalColor.white)
            picture = self._pictures.get((number, scale)) or self._other(number)
            if picture is not None:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawPixmap(where, picture)
            if (number, scale) not in self._pictures:
                self._ask(number, scale)
            painter.setPen(worn.colour("line"))
            painter.drawRect(where.adjusted(0, 0, -1, -1))
        painter.end()

    def _other(self, number: int) -> QPixmap | None:
        """The page at another size, while the right one is being drawn."""
        return next((p for (n, _scale), p in self._pictures.items() if n == number), None)

    def _ask(self, number: int, scale: float) -> None:
        key = (number, scale)
        file, asked_for = self._file, self._number
        if key in self._asked or file is None:
            return
        self._asked.add(key)

        def draw() -> QImage:
            width, height, data = self._paper.picture(file, number, scale)
            return QImage(data, width, height, width * 3, QImage.Format.Format_RGB888).copy()

        def took(image: QImage) -> None:
            self._asked.discard(key)
            if asked_for == self._number:
                self._pictures[key] = QPixmap.fromImage(image)
                self._forget()
                self.viewport().update()

        self._tasks.read(draw, took, owner=self)

    def _forget(self) -> None:
        """Keep the pages near the one in view."""
        near = self.page - 1
        for key in sorted(self._pictures, key=lambda k: -abs(k[0] - near)):
            if len(self._pictures) <= _KEPT:
                break
            del self._pictures[key]

    # --- hands -----------------------------------------------------------------------------------------------------

    def _scrolled(self) -> None:
        self.viewport().update()
        self._told()

    def _told(self) -> None:
        self.page_changed.emit(self.page if self.pages else 0, self.pages)
        self.setAccessibleDescription(_("Page {page} of {pages}").format(page=self.page, pages=self.pages))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        page = self.page
        self._measure()
        if self.pages and page > 1:
            self.go_to(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        bar = self.verticalScrollBar()
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go_to(self.page + 1)
            case Qt.Key.Key_PageUp:
                self.go_to(self.page - 1)
            case Qt.Key.Key_Home:
                bar.setValue(0)
            case Qt.Key.Key_End:
                bar.setValue(bar.maximum())
            case Qt.Key.Key_Down:
                bar.setValue(bar.value() + bar.singleStep())
            case Qt.Key.Key_Up:
                bar.setValue(bar.value() - bar.singleStep())
            case Qt.Key.Key_Plus:
                self.larger(1)
            case Qt.Key.Key_Minus:
                self.larger(-1)
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.larger(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

"""Running text in a field that is as high as what stands in it, between two lines and twelve."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.plain_text import PlainText
from app.ui.widgets.prose import LINE_HEIGHT

_LEAST, _MOST = 2, 12


class GrowingText(PlainText):
    """`finished` is emitted when the field is left."""

    finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(4)
        self.document().documentLayout().documentSizeChanged.connect(lambda size: self.updateGeometry())
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        line = theme().px(tokens.BASE) * LINE_HEIGHT / 100
        inside = min(_MOST * line, max(_LEAST * line, self.document().size().height()))
        edge = self.contentsMargins().top() + self.contentsMargins().bottom() + theme().px(12)
        return QSize(theme().px(160), round(inside) + edge)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(theme().px(80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusOutEvent(event)
        self.finished.emit()

"""Links that give way: their words end in … or go on in a second line where there is no room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.style.theme import theme
from app.ui.style.tokens import ROW
from app.ui.widgets.basics import PressButton


class Link(PressButton):
    """One line that ends in … where it is cut; screen readers and the tool tip get the whole."""

    def __init__(self, words: str, clicked: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = " ".join(words.split())
        self.setProperty("role", "link")
        self.setAutoDefault(False)
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: clicked())
        self._cut()

    def words(self) -> str:
        """The words in full."""
        return self._words

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        room = self.contentsRect().width() - 2 * self.fontMetrics().averageCharWidth()
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 20))
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(self._words if shown != self._words else "")


class LongLink(PressButton):
    """Goes on in a second line where one is too short: for sentences that must be read in full."""

    def __init__(self, words: str, clicked: Callable[[], object] | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._broken: dict[tuple[int, str], list[str]] = {}
        self.tone = "accent"
        self.setProperty("role", "link")
        self.setAutoDefault(False)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if clicked is not None:
            self.clicked.connect(lambda: clicked())

    def say(self, words: str) -> None:
        """Other words, or the same in another language."""
        self._words = words
        self._broken.clear()
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """The words; the button itself holds none, because it would draw them on one line."""
        return self._words

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = self.fontMetrics().horizontalAdvance(self._words) + 2 * self._pad()
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(self.fontMetrics().averageCharWidth() * 12, theme().px(ROW))

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        lines = len(self._lines(width))
        return max(theme().px(ROW), self._line() * lines + theme().px(8))

    def _line(self) -> int:
        """The height of a line: those of Japanese fonts touch each other without room between them."""
        return round(self.fontMetrics().height() * _SPACING)

    def _lines(self, width: int) -> list[str]:
        """The words as they are broken at a width; layouts ask again and again."""
        known = (width, self.font().key())
        if known not in self._broken:
            self._broken[known] = self._break(width)
        return self._broken[known]

    def _break(self, width: int) -> list[str]:
        layout = QTextLayout(self._words, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        broken = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width - 2 * self._pad()))
            broken.append(self._words[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
        return broken or [""]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        super().paintEvent(event)
        painter = QPainter(self)
        font = painter.font()
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(theme().colour(self.tone if self.isEnabled() else "quiet"))
        lines, high = self._lines(self.width()), self._line()
        top = (self.height() - high * len(lines)) // 2
        for number, words in enumerate(lines):
            painter.drawText(QRect(self._pad(), top + number * high, self.width(), high), _ONE_LINE, words)
        painter.end()

    def _pad(self) -> int:
        return theme().px(4)


_ONE_LINE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_SPACING = 1.5
"""Of a line of a link that has several, in heights of its font."""

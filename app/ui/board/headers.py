"""The headers of the board stay in sight: names with how far each is, checkpoints grouped by item."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QWidget

from app.domain.grades import Verdict
from app.domain.progress import Tally
from app.ui.board.model import BoardModel
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH, TONE

NAMES, LEAST_NAMES = 260, 150
"""Pixels at 100 % of the header at the side, and what it keeps where there is little room."""
_LINES = 72
"""Pixels at 100 % of the header above."""
_COUNTS = 96
"""Pixels at 100 % of the counts behind a name."""


class BoardHeader(QHeaderView):
    """Paints its sections itself: below (or behind) each name the gravest verdict with how often it was given."""

    def __init__(self, orientation: Qt.Orientation, model: BoardModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._board = model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self._fonts: dict[tuple[int, bool], QFont] = {}
        self._cut: dict[tuple[str, int], str] = {}
        theme().changed.connect(self._fonts.clear)
        theme().changed.connect(self._cut.clear)

    def apart(self) -> None:
        """Painted, a header asks of each section whether all of it is selected, cell by cell; ours never shows it."""
        self.setSelectionModel(QItemSelectionModel(self._board, self))

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Three lines above the cells, a name and counts beside them; no section is asked how large it would be."""
        return QSize(theme().px(NAMES), theme().px(_LINES))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802 - Qt's name
        """A name with its counts."""
        tally = self._board.tally(self.orientation(), section)
        if tally is None:
            return
        painter.save()
        painter.fillRect(rect, theme().colour("panel"))
        if self.orientation() is Qt.Orientation.Vertical:
            self._beside(painter, rect, section, tally)
        else:
            self._above(painter, rect, section, tally)
        painter.restore()

    def _beside(self, painter: QPainter, rect: QRect, section: int, tally: Tally) -> None:
        worn = theme()
        pad = worn.px(8)
        room = rect.adjusted(pad, 0, -pad, 0)
        counts = QRect(room.right() - worn.px(_COUNTS), room.top(), worn.px(_COUNTS), room.height())
        name = QRect(room.left(), room.top(), max(0, counts.left() - room.left() - pad), room.height())
        painter.setFont(self._font())
        painter.setPen(worn.colour("text"))
        self._elided(painter, name, self._name(section))
        painter.setFont(self._font(tokens.QUIET))
        painter.setPen(worn.colour("quiet"))
        done = f"{tally.answered}/{tally.total}"
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        sign = worn.px(34)
        painter.drawText(counts.adjusted(0, 0, -sign, 0), int(right), done)
        self._sign(painter, QRect(counts.right() - sign, counts.top(), sign, counts.height()), tally, right)
        painter.setPen(worn.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _above(self, painter: QPainter, rect: QRect, section: int, tally: Tally) -> None:
        worn = theme()
        third = rect.height() // 3
        lines = [QRect(rect.left(), rect.top() + n * third, rect.width(), third) for n in range(3)]
        painter.setFont(self._font(tokens.QUIET, bold=True))
        painter.setPen(worn.colour("text"))
        if self._board.is_site(Qt.Orientation.Horizontal):
            both = QRect(rect.left(), rect.top(), rect.width(), 2 * third).adjusted(worn.px(4), 0, -worn.px(4), 0)
            self._elided(painter, both, self._name(section))
        else:
            self._item(painter, lines[0], section)
            painter.setPen(worn.colour("text"))
            number = self._name(section).rpartition("-")[2]
            painter.drawText(lines[1], int(Qt.AlignmentFlag.AlignCenter), number)
        self._sign(painter, lines[2], tally, Qt.AlignmentFlag.AlignCenter)
        painter.setPen(worn.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())

    def _item(self, painter: QPainter, line: QRect, section: int) -> None:
        """The item above the first of its checkpoints that is in sight, and a line before it."""
        checkpoint = self._board.checkpoint(section)
        if checkpoint is None:
            return
        before = self._board.checkpoint(section - 1) if section else None
        starts = before is None or before.item != checkpoint.item
        if starts:
            painter.setPen(QPen(theme().colour("line"), theme().px(2)))
            painter.drawLine(line.topLeft(), line.bottomLeft() + (line.bottomLeft() - line.topLeft()) * 2)
        painter.setPen(theme().colour("accent"))
        if starts or self.visualIndexAt(0) == section:
            # It goes on over the columns of its item; those are painted afterwards and leave this line alone.
            painter.setClipping(False)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), checkpoint.item)

    def _sign(self, painter: QPainter, where: QRect, tally: Tally, side: Qt.AlignmentFlag) -> None:
        worst = tally.worst
        count = {
            Verdict.NONCONFORMING: tally.nonconforming,
            Verdict.PARTLY: tally.partly,
            Verdict.UNANSWERED: tally.open,
        }.get(worst, 0)
        painter.setFont(self._font(tokens.QUIET, bold=bool(tally.nonconforming or tally.partly)))
        painter.setPen(theme().colour(TONE[worst]))
        painter.drawText(where, int(side), f"{GLYPH[worst]}{count}" if count else GLYPH[worst])

    def _name(self, section: int) -> str:
        name = self._board.name(self.orientation(), section)
        if self._board.is_site(self.orientation()):
            return name
        checkpoint = self._board.checkpoint(section)
        if checkpoint is None or self.orientation() is Qt.Orientation.Horizontal:
            return name
        from app.i18n import current_language

        return f"{name}  {checkpoint.question.in_language(current_language())}"

    def _font(self, pixels: int = tokens.BASE, *, bold: bool = False) -> QFont:
        """A font of the program; painted are dozens of sections at a time."""
        if (pixels, bold) not in self._fonts:
            self._fonts[pixels, bold] = theme().font(pixels, bold=bold)
        return self._fonts[pixels, bold]

    def _elided(self, painter: QPainter, room: QRect, text: str) -> None:
        key = (text, room.width())
        if key not in self._cut:
            metrics = QFontMetrics(painter.font())
            self._cut[key] = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), self._cut[key])

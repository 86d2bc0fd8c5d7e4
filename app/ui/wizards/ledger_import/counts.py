"""What an import does to the rows, as figures with their words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.services.ledgers import RowCounts
from app.ui.ledgers.imports import count_word
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, restyle
from app.ui.widgets.flow import Flow

_ORDER = ("read", "added", "changed", "unchanged", "gone", "rejected", "skipped")
_SIGN = {"added": "＋", "changed": "△", "gone": "－", "rejected": "×"}
_TONE = {"added": "conforming", "changed": "partly", "rejected": "nonconforming"}


class Counts(QWidget):
    """A tile for each number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = RowCounts()
        flow = Flow(self, 8)
        self._tiles: dict[str, tuple[QFrame, QLabel, QLabel]] = {}
        for name in _ORDER:
            tile = QFrame(self)
            tile.setProperty("role", "card")
            column = QVBoxLayout(tile)
            column.setContentsMargins(*(theme().px(n) for n in (12, 6, 12, 6)))
            column.setSpacing(theme().px(3))
            words, number = label("quiet", wrap=False), label("title", wrap=False)
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(words)
            column.addWidget(number)
            tile.setMinimumWidth(theme().px(104))
            flow.addWidget(tile)
            self._tiles[name] = (tile, words, number)

    def show_rows(self, rows: RowCounts) -> None:
        """Show these numbers."""
        self._rows = rows
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        told = self._rows.data()
        for name, (tile, words, number) in self._tiles.items():
            count = told[name]
            words.setText(count_word(name))
            sign = f"{_SIGN[name]} " if name in _SIGN and count else ""
            number.setText(f"{sign}{count:,}")
            restyle(number, tone=_TONE.get(name, "") if count else "")
            tile.setAccessibleName(f"{words.text()}: {count:,}")

    def told(self, name: str) -> int:
        """One of the numbers on show."""
        return self._rows.data()[name]

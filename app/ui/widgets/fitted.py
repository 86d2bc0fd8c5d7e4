"""A table whose columns share what width there is, so that none is out of view."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from app.ui.style.theme import theme


class Fitted(QObject):
    """Gives each column of a table its width at every size of the table; the last one has what is left.

    `widths` are column → (least, wanted) in pixels at 100 %. Below the sum of the least all shrink alike.
    """

    fitted = Signal()

    def __init__(self, table: QTableView, widths: Mapping[int, tuple[int, int]]) -> None:
        super().__init__(table)
        self._table = table
        self._widths = widths
        self._last = max(widths)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(1)
        # A scroll bar that comes and goes with the width would change the width again.
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        table.viewport().installEventFilter(self)

    def fit(self) -> None:
        """Share the width anew; what an officer drew by hand holds until the table has another size."""
        room = self._table.viewport().width()
        shown = {n: each for n, each in self._widths.items() if not self._table.isColumnHidden(n)}
        header = self._table.horizontalHeader()
        pixels = {n: (theme().px(small), theme().px(large)) for n, (small, large) in shown.items()}
        titles = {n: header.sectionSizeHint(n) if n != self._last else 0 for n in pixels}
        titled = {n: (max(small, titles[n]), max(large, titles[n])) for n, (small, large) in pixels.items()}
        # Titles are not cut where there is room for them.
        pixels = titled if sum(small for small, _large in titled.values()) <= room else pixels
        least, wanted = (sum(each[n] for each in pixels.values()) for n in (0, 1))
        for number, (small, large) in pixels.items():
            if number == self._last:
                continue
            if room >= wanted:
                width = large
            elif room > least:
                width = round(small + (room - least) / (wanted - least) * (large - small))
            else:
                width = small * room // max(least, 1)
            self._table.setColumnWidth(number, width)
        self.fitted.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The table has another size."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

"""A table whose columns share what width there is, so that none is out of view."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableView

from app.ui.style.theme import theme


class Fitted(QObject):
    """Gives each column of a table its width at every size of the table; the last one has what is left.

    `widths` are column → (least, wanted) in pixels at 100 %. Titles are not cut while there is room for them all;
    where there is not, every column shrinks alike and titles end in …. `spare` are left out one after another while
    the others cannot have their least.
    """

    fitted = Signal()

    def __init__(self, table: QTableView, widths: Mapping[int, tuple[int, int]], spare: Sequence[int] = ()) -> None:
        super().__init__(table)
        self._table = table
        self._widths = widths
        self._spare = tuple(spare)
        self._last = max(widths)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(1)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        # A scroll bar that comes and goes with the width would change the width again.
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        table.viewport().installEventFilter(self)

    def fit(self) -> None:
        """Share the width anew; what an officer drew by hand holds until the table has another size."""
        room = self._table.viewport().width()
        header = self._table.horizontalHeader()
        shown = [n for n in self._widths if n in self._spare or not self._table.isColumnHidden(n)]
        titles = {n: self._title(n) for n in shown}
        pixels = {n: tuple(max(theme().px(each), titles[n]) for each in self._widths[n]) for n in shown}
        for number in self._spare:
            scarce = sum(small for small, _large in pixels.values()) > room
            header.setSectionHidden(number, scarce)
            if scarce:
                del titles[number], pixels[number]
        named = sum(titles.values())
        least, wanted = (sum(each[n] for each in pixels.values()) for n in (0, 1))
        for number, (small, large) in pixels.items():
            if number == self._last:
                continue
            if room >= wanted:
                width = large
            elif room >= least:
                width = _between(small, large, room - least, wanted - least)
            elif room >= named:
                width = _between(titles[number], small, room - named, least - named)
            else:
                width = titles[number] * room // named
            self._table.setColumnWidth(number, width)
        self.fitted.emit()

    def _title(self, number: int) -> int:
        """Pixels that the title of a column wants; asked of a hidden one as well."""
        header = self._table.horizontalHeader()
        if not header.isSectionHidden(number):
            return header.sectionSizeHint(number)
        header.setSectionHidden(number, False)
        wanted = header.sectionSizeHint(number)
        header.setSectionHidden(number, True)
        return wanted

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The table has another size."""
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)


def _between(narrow: int, wide: int, part: int, whole: int) -> int:
    """A width that has grown from `narrow` towards `wide` by `part` of `whole`."""
    return narrow + (wide - narrow) * part // max(whole, 1)

"""The matrix of causes × items of A: what answers each cause of a case, and which cause nothing answers."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from app.domain.catalogue import Item
from app.domain.plan import Case, measures_beside
from app.i18n import gettext as _
from app.ui.plan.data import PlanData
from app.ui.style.theme import theme
from app.ui.widgets.basics import label, restyle
from app.ui.widgets.columns import shorten
from app.ui.widgets.where import item_word
from app.ui.words import cause_word


class Matrix(QWidget):
    """Hidden while the case has no cause. `items` are those of the catalogue in their order."""

    def __init__(self, items: Sequence[Item]) -> None:
        super().__init__()
        self._items = items
        self.gaps = label()
        self.beside = label("quiet")
        self.table = QTableWidget()
        _dress(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.gaps)
        column.addWidget(self.table)
        column.addWidget(self.beside)
        theme().changed.connect(self._fit)

    def show_case(self, case: Case, data: PlanData) -> None:
        """Rows are causes, columns the items of A that answer them; a cause that nothing answers is told."""
        known = {action.id: action for action in data.actions if not action.withdrawn}
        order = [item for item in self._items if item.element.startswith("A")]
        used = {known[a].item for c in case.causes for a in c.actions if a in known}
        used |= {i for c in case.causes for i in c.items}
        columns = [item for item in order if item.id in used]
        gaps = [c for c in case.causes if not any(a in known for a in c.actions)]
        self.setVisible(bool(case.causes))
        self.gaps.setProperty("tone", "nonconforming" if gaps else "conforming")
        self.gaps.style().polish(self.gaps)
        self.gaps.setText(
            _("× causes that no measure answers: {count}").format(count=len(gaps))
            if gaps
            else _("○ every cause is answered by a measure")
        )
        beside = [a for a in measures_beside(data.actions, [c for c in data.cases if c.occurred])]
        bare = [f"No.{a.number}" for a in beside if not a.causes]
        lines = []
        if told := [f"No.{a.number}" for a in beside if a.causes]:
            lines.append(_("Measures that answer no cause of a case: {numbers}").format(numbers=" ".join(told)))
        if bare:
            lines.append(_("× measures that name no cause at all: {numbers}").format(numbers=" ".join(bare)))
        self.beside.setText("\n".join(lines))
        self.beside.setVisible(bool(lines))
        restyle(self.beside, tone="nonconforming" if bare else "")
        self.table.clear()
        self.table.setRowCount(len(case.causes))
        self.table.setColumnCount(2 + len(columns))
        self.table.setHorizontalHeaderLabels(
            [_("Cause"), _("A measure"), *(item_word(item) for item in columns)],
        )
        for row, cause in enumerate(case.causes):
            answering = [known[a] for a in cause.actions if a in known]
            cells = [f"{cause_word(cause.cause)}  {shorten(cause.text, 40)}", "○" if answering else _("× none")]
            for item in columns:
                numbers = [f"No.{a.number}" for a in answering if a.item == item.id]
                cells.append(" ".join(numbers) or ("●" if item.id in cause.items else ""))
            for column, text in enumerate(cells):
                cell = QTableWidgetItem(text)
                cell.setToolTip(cause.text if column == 0 else text)
                if column == 1 and not answering:
                    cell.setForeground(theme().colour("nonconforming"))
                self.table.setItem(row, column, cell)
        for place, item in enumerate(columns, start=2):
            head = QTableWidgetItem(item_word(item))
            head.setToolTip(item_word(item))
            self.table.setHorizontalHeaderItem(place, head)
        self._fit()

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        self.table.verticalHeader().setDefaultSectionSize(theme().px(32))
        for column in range(self.table.columnCount()):
            header.resizeSection(column, theme().px(260 if column == 0 else 96 if column == 1 else 160))
        rows = self.table.rowCount()
        self.table.setFixedHeight(theme().px(32) * rows + header.sizeHint().height() + theme().px(20))


def _dress(table: QTableWidget) -> None:
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

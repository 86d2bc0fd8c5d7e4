"""節目: the milestones of a measure, each with what, by when, and the day on which it was reached."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.measures import MOST_STEPS, Step
from app.i18n import gettext as _
from app.ui.style.theme import theme
from app.ui.widgets.basics import button
from app.ui.widgets.date_field import DateField


@dataclass(frozen=True, slots=True)
class _Row:
    holder: QWidget
    text: QLineEdit
    due: DateField
    done: DateField
    remove: QPushButton


class StepsEditor(QWidget):
    """Rows that are added at the end and taken out one by one; a row without text and days is none."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[_Row] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self._list = QVBoxLayout()
        self._list.setSpacing(theme().px(8))
        column.addLayout(self._list)
        self.add_button = button("", lambda: self._more(), self)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addStretch(1)
        column.addLayout(row)
        self.retranslate()

    @property
    def rows(self) -> tuple[_Row, ...]:
        """The rows, the first one first."""
        return tuple(self._rows)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Show milestones in their order."""
        for row in tuple(self._rows):
            self._take_out(row)
        for step in steps:
            self._add(step)

    def steps(self) -> tuple[Step, ...]:
        """What is written; days that cannot be read count as none (`unread` tells of them)."""
        return tuple(
            Step(row.text.text().strip(), row.due.day(), row.done.day())
            for row in self._rows
            if row.text.text().strip() or row.due.text().strip() or row.done.text().strip()
        )

    def unread(self) -> DateField | None:
        """The first field whose day cannot be read."""
        fields = (field for row in self._rows for field in (row.due, row.done))
        return next((field for field in fields if not field.readable), None)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.add_button.setText(_("Add a milestone"))
        for number, row in enumerate(self._rows, start=1):
            row.text.setPlaceholderText(_("What is reached"))
            row.text.setAccessibleName(_("Milestone {number}: what").format(number=number))
            row.due.setAccessibleName(_("Milestone {number}: by when").format(number=number))
            row.due.line.setToolTip(_("By when"))
            row.done.setAccessibleName(_("Milestone {number}: reached on").format(number=number))
            row.done.line.setToolTip(_("Reached on (empty: not yet)"))
            row.done.line.setPlaceholderText(_("not reached yet"))
            row.remove.setText("×")
            row.remove.setAccessibleName(_("Take milestone {number} out").format(number=number))
            row.remove.setToolTip(row.remove.accessibleName())
        self.add_button.setEnabled(len(self._rows) < MOST_STEPS)

    def _more(self) -> None:
        self._add(Step("")).text.setFocus()
        self.edited.emit()

    def _add(self, step: Step) -> _Row:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        row = _Row(holder, QLineEdit(step.text), DateField(), DateField(), button("", None, holder))
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(row.text, 1)
        above.addWidget(row.remove)
        below.addWidget(row.due, 1)
        below.addWidget(row.done, 1)
        column.addLayout(above)
        column.addLayout(below)
        row.due.set_day(step.due)
        row.done.set_day(step.done)
        row.remove.setFixedWidth(theme().px(40))
        row.text.textEdited.connect(lambda _text: self.edited.emit())
        for field in (row.due, row.done):
            field.edited.connect(self.edited)
            field.finished.connect(self.edited)
        row.remove.clicked.connect(lambda: self._take_out(row, told=True))
        self._list.addWidget(holder)
        self._rows.append(row)
        for first, second in ((row.text, row.due.line), (row.due.line, row.done.line), (row.done.line, row.remove)):
            QWidget.setTabOrder(first, second)
        QWidget.setTabOrder(row.remove, self.add_button)
        self.retranslate()
        return row

    def _take_out(self, row: _Row, *, told: bool = False) -> None:
        self._rows.remove(row)
        self._list.removeWidget(row.holder)
        row.holder.hide()
        row.holder.deleteLater()
        self.retranslate()
        if told:
            self.add_button.setFocus()
            self.edited.emit()

"""The figures of a case in the window: a table, dialogs that add, correct and take back, and what they said before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain import case_figures
from app.domain.case_figures import OTHER_PURPOSE, CaseFigure, FigureKind
from app.domain.catalogue import Catalogue
from app.domain.plan import Case
from app.errors import UserError
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import figures
from app.services.case_words import figure_kind_word, purpose_word
from app.services.ports import Desk
from app.services.typed_days import typed_day
from app.ui.generated.plan_figure import Ui_PlanFigure
from app.ui.plan.dialogs import Dialog, ReasonDialog
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.notice import Notice
from app.ui.words import day_word

Given = Callable[[CaseFigure, str, date | None], None]


class Figures(QWidget):
    """All figures of one case; a figure that was corrected tells what it said before on the lines below it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case_id = ""
        self._rows: list[CaseFigure] = []
        self.notice = Notice()
        self.empty = label("quiet")
        self.table = QTableWidget()
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.add_button = button("", self.add)
        self.correct_button = button("", self.correct)
        self.withdraw_button = button("", self.withdraw)
        for each in (self.add_button, self.correct_button, self.withdraw_button):
            lock(session, each)
        self.trail = label("quiet")
        self.contradictions = label()
        self.contradictions.setProperty("tone", "nonconforming")
        buttons = QHBoxLayout()
        buttons.setSpacing(theme().px(8))
        for each in (self.add_button, self.correct_button, self.withdraw_button):
            buttons.addWidget(each)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(self.notice)
        column.addWidget(self.empty)
        column.addWidget(self.table)
        column.addLayout(buttons)
        column.addWidget(self.contradictions)
        column.addWidget(self.trail)
        self.setFocusProxy(self.add_button)
        self.table.itemSelectionChanged.connect(self._picked)
        theme().changed.connect(self._fit)

    def show_case(self, case: Case) -> None:
        """Show the figures of a case as they are stored."""
        chosen = self.current()
        self._case_id = case.id
        self._rows = list(case_figures.numbered(case.figures))
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._rows))
        for row, figure in enumerate(self._rows):
            for column, text in enumerate(self._cells(figure)):
                cell = QTableWidgetItem(text)
                cell.setToolTip(text)
                if column == 2:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                if figure.withdrawn_on is not None:
                    cell.setForeground(theme().colour("quiet"))
                self.table.setItem(row, column, cell)
        self.table.blockSignals(False)
        if chosen is not None:
            self.choose(chosen.number)
        known = {f.number: f for f in self._rows}
        pairs = [(known[p.first], known[p.second]) for p in case_figures.differing(self._rows)]
        told = _("× “{what}” is told as {first} and as {second}")
        lines = [told.format(what=a.label, first=a.value, second=b.value) for a, b in pairs]
        if (sums := case_figures.purposes_sum(self._rows)) is not None:
            said = _("× the counts by purpose add up to {count}, “{what}” says {value}")
            lines.append(said.format(count=f"{sums[0]:,}", what=sums[2].label, value=sums[2].value))
        self.contradictions.setText("\n".join(lines))
        self.contradictions.setVisible(bool(lines))
        self.table.setVisible(bool(self._rows))
        self.empty.setVisible(not self._rows)
        self._picked()
        self._fit()

    def choose(self, number: int) -> None:
        """Select a figure by its number."""
        for row, figure in enumerate(self._rows):
            if figure.number == number:
                self.table.selectRow(row)

    def current(self) -> CaseFigure | None:
        """The figure that is selected."""
        row = self.table.currentRow() if self.table.selectedItems() else -1
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def retranslate(self) -> None:
        """Set every text anew."""
        self.table.setColumnCount(7)
        self.table.setHorizontalHeaderLabels(
            [
                _("Kind of figure"),
                _("What is counted"),
                _("Amount"),
                _("As of"),
                _("Counted or estimated"),
                _("Source of the figure"),
                _("Corrections"),
            ]
        )
        self.add_button.setText(_("Add a figure…"))
        self.correct_button.setText(_("Correct the figure…"))
        self.withdraw_button.setText(_("Take the figure back…"))
        self.empty.setText(_("No figure yet: customers, views, persons, terminals, period."))
        self._fit()

    # --- acts ---------------------------------------------------------------------------------------------------------

    def add(self) -> None:
        """Ask for a further figure."""
        case_id = self._case_id

        def given(figure: CaseFigure, _reason: str, _on: date | None) -> None:
            self._do(lambda desk: figures.add(desk, case_id, figure))

        FigureDialog(self, self._session.catalogue, None, given).open()

    def correct(self) -> None:
        """Ask for what the selected figure is to say, and why."""
        figure, case_id = self.current(), self._case_id
        if figure is None or figure.withdrawn_on is not None:
            return
        number = figure.number

        def given(said: CaseFigure, reason: str, on: date | None) -> None:
            self._do(lambda desk: figures.correct(desk, case_id, number, said, reason, on))

        FigureDialog(self, self._session.catalogue, figure, given).open()

    def withdraw(self) -> None:
        """Ask why the selected figure is taken back."""
        figure, case_id = self.current(), self._case_id
        if figure is None or figure.withdrawn_on is not None:
            return
        number = figure.number
        title, told = _("Take the figure back"), _("Why does this figure not hold any more? It stays on record.")

        def given(reason: str) -> None:
            self._do(lambda desk: figures.withdraw(desk, case_id, number, reason))

        ReasonDialog(self, title, told, _("Withdraw the figure"), given).open()

    def _do(self, work: Callable[[Desk], Any]) -> None:
        self.notice.hide()
        self._session.do(work, None, self.notice.refuse, owner=self)

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _cells(self, figure: CaseFigure) -> tuple[str, ...]:
        language = current_language()
        kind = figure_kind_word(figure.kind, _)
        if figure.kind is FigureKind.PURPOSE:
            kind = purpose_word(self._session.catalogue, figure.purpose, _, language)
        changes = _("corrected: {count}").format(count=len(figure.earlier)) if figure.earlier else ""
        if figure.withdrawn_on is not None:
            changes = _("－ withdrawn")
        return (
            kind,
            figure.label,
            figure.value,
            day_word(figure.as_of),
            _("Estimated") if figure.estimated else _("Counted"),
            figure.source,
            changes,
        )

    def _picked(self) -> None:
        figure = self.current()
        open_ = figure is not None and figure.withdrawn_on is None and not self._session.sealed
        self.correct_button.setEnabled(open_)
        self.withdraw_button.setEnabled(open_)
        lines = []
        for old in figure.earlier if figure is not None else ():
            told = _("{value} (as of {as_of}): corrected on {date}, {reason}")
            lines.append(
                told.format(
                    value=old.value,
                    as_of=day_word(old.as_of) or "－",
                    date=day_word(old.corrected),
                    reason=old.reason or _("(reason to be entered)"),
                )
            )
        if figure is not None and figure.withdrawn_on is not None:
            told = _("Withdrawn on {date}: {reason}")
            lines.append(told.format(date=day_word(figure.withdrawn_on), reason=figure.withdrawn or "－"))
        self.trail.setText("\n".join(lines))
        self.trail.setVisible(bool(lines))

    def _fit(self) -> None:
        header = self.table.horizontalHeader()
        self.table.verticalHeader().setDefaultSectionSize(theme().px(32))
        for column, width in enumerate((150, 200, 100, 140, 120, 200, 80)):
            if column < self.table.columnCount():
                header.resizeSection(column, theme().px(width))
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        rows = min(self.table.rowCount(), 10)
        self.table.setFixedHeight(theme().px(32) * rows + header.sizeHint().height() + theme().px(20))


class FigureDialog(Dialog):
    """One figure, new or as it is to be from now on; OK stays off until what is needed is there."""

    def __init__(self, parent: QWidget, catalogue: Catalogue, old: CaseFigure | None, given: Given) -> None:
        super().__init__(parent)
        self._old = old
        self.form = Ui_PlanFigure()
        self.form.setupUi(self)
        language = current_language()
        self._kinds = list(FigureKind)
        self._purposes = [*(p.id for p in catalogue.patterns), OTHER_PURPOSE]
        self.form.kind.addItems([figure_kind_word(kind, _) for kind in self._kinds])
        self.form.purpose.addItems([purpose_word(catalogue, each, _, language) for each in self._purposes])
        self.form.counted.addItems([_("Counted"), _("Estimated")])
        self.setMinimumWidth(theme().px(480))
        self.setWindowTitle(_("Add a figure") if old is None else _("Correct a figure"))
        self.form.told.setText(
            _("Name the day as of which it holds, and what it was taken from.")
            if old is None
            else _("What it says now stays on record with the day and the reason, and is printed beside the new value.")
        )
        for part in (self.form.reason, self.form.reason_label, self.form.on, self.form.on_label):
            part.setVisible(old is not None)
        if old is not None:
            self._fill(old)
        self.dress(self.form.buttons, _("Add") if old is None else _("Correct"))
        self.form.kind.currentIndexChanged.connect(lambda _index: self._look())
        for line in (self.form.label, self.form.value, self.form.source):
            line.textChanged.connect(lambda _text: self._look())
        self.form.reason.textChanged.connect(self._look)
        for day in (self.form.as_of, self.form.on):
            day.edited.connect(self._look)
            day.finished.connect(self._look)
        self.form.counted.currentIndexChanged.connect(lambda _index: self._look())
        self.accepted.connect(lambda: given(*self.said()))
        self._look()
        (self.form.label if old is None else self.form.value).setFocus()

    def said(self) -> tuple[CaseFigure, str, date | None]:
        """The figure as it was typed, the reason, and the day of the correction."""
        form = self.form
        kind = self._kinds[form.kind.currentIndex()]
        purpose = self._purposes[form.purpose.currentIndex()] if kind is FigureKind.PURPOSE else ""
        figure = CaseFigure(
            form.label.text().strip(),
            form.value.text().strip(),
            form.as_of.day(),
            form.source.text().strip(),
            form.counted.currentIndex() == 1,
            kind,
            purpose,
        )
        return figure, form.reason.toPlainText().strip(), form.on.day()

    def _fill(self, old: CaseFigure) -> None:
        form = self.form
        form.kind.setCurrentIndex(self._kinds.index(FigureKind(old.kind)))
        if old.purpose in self._purposes:
            form.purpose.setCurrentIndex(self._purposes.index(old.purpose))
        form.label.setText(old.label)
        form.value.setText(old.value)
        form.counted.setCurrentIndex(int(old.estimated))
        form.as_of.set_day(old.as_of)
        form.source.setText(old.source)

    def _look(self) -> None:
        form = self.form
        purposes = self._kinds[form.kind.currentIndex()] is FigureKind.PURPOSE
        form.purpose.setVisible(purposes)
        form.purpose_label.setVisible(purposes)
        why = self._why_not()
        form.missing.setText(why)
        form.missing.setVisible(bool(why))
        self.allow(not why)

    def _why_not(self) -> str:
        form = self.form
        for day in (form.as_of, form.on):
            try:
                typed_day(day.text())
            except UserError as error:
                return error.sentence(_)
        if not (form.label.text().strip() and form.value.text().strip()):
            return _("Write what is counted, and the amount.")
        figure, reason, _on = self.said()
        counted = figure.kind not in case_figures.IN_WORDS and not figure.estimated
        if counted and not any(map(str.isdecimal, figure.value)):
            return _("Write a counted figure in digits, or mark it as estimated.")
        if self._old is not None and not reason:
            return _("Write why it is corrected.")
        return ""

"""Step 3: what the columns mean. What is not sure comes first and must be confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from app.i18n import current_language, ngettext
from app.i18n import gettext as _
from app.services import wording
from app.services.ledger_ports import CellProblem
from app.ui.generated.ledger_import_columns import Ui_LedgerImportColumns
from app.ui.style.theme import theme
from app.ui.style.tokens import ROW
from app.ui.widgets.fitted import Fitted
from app.ui.widgets.flow import Flow
from app.ui.widgets.notice import Notice
from app.ui.wizards.ledger_import.columns_model import (
    FIELD,
    HEADING,
    LETTER,
    SAMPLES,
    SHEETS,
    STATE,
    ColumnsModel,
    FieldDelegate,
)
from app.ui.wizards.ledger_import.step import Step

if TYPE_CHECKING:
    from app.ui.wizards.ledger_import.wizard import LedgerImportWizard

_WIDTHS = {
    STATE: (160, 230), SHEETS: (56, 120), LETTER: (36, 60), HEADING: (90, 180), SAMPLES: (56, 200), FIELD: (150, 200)
}  # fmt: skip
"""Least and wanted, in pixels at 100 %."""


class ColumnsPage(Step):
    """A table of the columns; Enter, F2 or a click opens the choice of a field, Space confirms."""

    number = 2

    def __init__(self, wizard: LedgerImportWizard) -> None:
        super().__init__(wizard)
        self.form = Ui_LedgerImportColumns()
        self.form.setupUi(self.body)
        self.notice = Notice(self.body)
        self.form.column2.insertWidget(0, self.notice)
        # Side by side where there is room: in large letters they would make the page wider than the window.
        acts = Flow(self.form.acts)
        acts.addWidget(self.form.confirm)
        acts.addWidget(self.form.leave)
        self.model = ColumnsModel(self.draft, self)
        self.model.decided.connect(self._decided)
        table = self.form.columns
        table.setModel(self.model)
        table.setItemDelegateForColumn(FIELD, FieldDelegate(self.draft, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._fitted = Fitted(table, _WIDTHS, (SAMPLES, LETTER))
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.clicked.connect(self._clicked)
        table.installEventFilter(self)
        table.selectionModel().selectionChanged.connect(lambda _on, _off: self._offer())
        self.form.confirm.clicked.connect(lambda: self.model.confirm(self._rows()))
        self.form.leave.clicked.connect(lambda: self.model.leave_out(self._rows()))
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()
        self.changed()

    def _dress(self) -> None:
        table = self.form.columns
        table.verticalHeader().setDefaultSectionSize(theme().px(ROW))
        table.setMinimumHeight(theme().px(160))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fitted.fit()

    def retranslate(self) -> None:
        self.form.retranslateUi(self.body)
        self.heading.setText(_("What do the columns mean?"))
        self.lead.setText(
            _("What was recognised is proposed; what is not certain stands first and wants your word. Columns that the "
              "ledger does not need are left out; their text is not stored.")
        )  # fmt: skip
        self.model.retranslate()
        self._summary()
        super().retranslate()

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Show the columns of the sheets that were chosen."""
        self.model.take()
        groups = {shared.place[0] for shared in self.model.rows}
        self.form.columns.setColumnHidden(SHEETS, len(groups) < 2)
        self._fitted.fit()
        if self.model.rows:
            self.form.columns.setCurrentIndex(self.model.index(0, STATE))
        self.form.columns.setFocus()
        self._decided()

    def cleanupPage(self) -> None:  # noqa: N802 - Qt's name
        """Going back forgets nothing."""

    def missing(self) -> str:
        double = self.draft.double()
        if double:
            shared = next(c for c in self.draft.columns() if c.place in double)
            return _("“{field}” is taken from columns {first} and {second}; leave one of them out.").format(
                field=self.model.field_word(self.draft.field_of(shared)),
                first=shared.column.letter,
                second=double[shared.place].column.letter,
            )
        if bare := self.draft.keyless():
            form = self.draft.form
            keys = _(" or ").join(form.field(k).title.in_language(current_language()) for k in form.keys)
            return _("Sheet {sheet} needs a column for {keys}: by it a record is found again.").format(
                sheet=bare[0], keys=keys
            )
        if count := self.model.open_count():
            return ngettext("{count} column wants your word (△).", "{count} columns want your word (△).", count).format(
                count=count
            )
        return ""

    def _decided(self) -> None:
        self._advise()
        self._summary()
        self._offer()
        self.changed()

    def _advise(self) -> None:
        """What to do about a table that stands beside the one that is taken."""
        second = self.model.second_table()
        if second is None:
            self.notice.hide()
            return
        heading = second.column.heading.rpartition("›")[2].strip()
        where = {"letter": second.column.letter}
        told = CellProblem(second.sheets[0], 0, "", heading, "columns_repeated", where)
        self.notice.say(lambda: wording.problem(told, _), good=False)

    def _summary(self) -> None:
        count = self.model.open_count()
        taken = sum(bool(self.draft.field_of(c)) for c in self.model.rows)
        told = _("{taken} of {count} columns are taken").format(taken=taken, count=len(self.model.rows))
        self.form.summary.setText(f"{told}  ・  " + (_("{count} to confirm").format(count=count) if count else
                                                     _("nothing left to confirm")))  # fmt: skip

    def _rows(self) -> list[int]:
        return sorted({i.row() for i in self.form.columns.selectionModel().selectedRows()})

    def _offer(self) -> None:
        chosen = bool(self._rows())
        self.form.confirm.setEnabled(chosen)
        self.form.leave.setEnabled(chosen)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == FIELD:
            self.form.columns.edit(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter opens the choice of a field from anywhere in the row, Space confirms, Delete leaves out."""
        # A key that an open editor has let through is not for the table.
        table = self.form.columns
        if (
            watched is table
            and table.hasFocus()
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
        ):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
                row = self.form.columns.currentIndex().row()
                if row >= 0:
                    self.form.columns.edit(self.model.index(row, FIELD))
                return True
            if event.key() == Qt.Key.Key_Space and self._rows():
                self.model.confirm(self._rows())
                return True
            if event.key() == Qt.Key.Key_Delete and self._rows():
                self.model.leave_out(self._rows())
                return True
        return super().eventFilter(watched, event)

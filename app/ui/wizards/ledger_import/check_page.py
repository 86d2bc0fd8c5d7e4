"""Step 4: the import is tried and rolled back. What is wrong can be set right; only then does the officer import."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QSizePolicy,
    QStyledItemDelegate,
    QVBoxLayout,
    QWidget,
    QWizard,
)

from app.domain.ledgers.marks import sign_of
from app.errors import UserError, register_messages
from app.i18n import current_language, ngettext
from app.i18n import gettext as _
from app.services import ledgers, wording
from app.services.ledgers import ImportResult
from app.services.ports import Progress
from app.ui.generated.ledger_import_check import Ui_LedgerImportCheck
from app.ui.style.theme import theme
from app.ui.style.tokens import ROW as ROW_HEIGHT
from app.ui.tasks import Task
from app.ui.widgets.basics import button, label
from app.ui.widgets.fitted import Fitted
from app.ui.widgets.notice import Notice
from app.ui.widgets.progress import ProgressPane
from app.ui.wizards.ledger_import.counts import Counts
from app.ui.wizards.ledger_import.draft import stamp_of
from app.ui.wizards.ledger_import.marks import MarksPanel
from app.ui.wizards.ledger_import.offices import OfficesPanel
from app.ui.wizards.ledger_import.parts import PartsPanel
from app.ui.wizards.ledger_import.problems_model import (
    ALL,
    COLUMN,
    CORRECTED,
    KIND,
    LEFT_OUT,
    ROW,
    SHEET,
    TOLD,
    WRITTEN,
    ProblemsModel,
)
from app.ui.wizards.ledger_import.step import Step

if TYPE_CHECKING:
    from app.ui.wizards.ledger_import.wizard import LedgerImportWizard

register_messages(
    {
        "ledger_file_changed": "{file} has changed since it was looked at; go back to the first step and choose it "
        "again. Nothing was stored."
    }
)

_WIDTHS = {KIND: (84, 130), SHEET: (56, 110), ROW: (50, 56), COLUMN: (60, 120), WRITTEN: (70, 170), TOLD: (200, 420)}
"""Least and wanted, in pixels at 100 %."""
_PARTS = "\0parts"
"""In the place of an office or mark: the check was begun where the part of the ledger is asked about."""
_AT_ONCE = 40
"""Rows whose height is measured in one go."""


class CheckPage(Step):
    """Tries the import when it is reached and whenever the officer asks; imports when the officer goes on."""

    number = 3

    def __init__(self, wizard: LedgerImportWizard) -> None:
        super().__init__(wizard)
        self.setCommitPage(True)
        self._stale = self._storing = False
        self._measured = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._measure)
        self._at = ""
        self.form = Ui_LedgerImportCheck()
        self.form.setupUi(self.body)
        self.progress = ProgressPane(self.body)
        self.form.progressRoom.addWidget(self.progress)
        self.notice = Notice(self.body)
        self.form.noticeRoom.addWidget(self.notice)
        self.newer = button(clicked=self._take_as_newer, parent=self.body)
        self.newer.hide()
        self.form.noticeRoom.addWidget(self.newer, 0, Qt.AlignmentFlag.AlignLeft)
        self._collided: frozenset[int] = frozenset()
        self.counts = Counts(self.body)
        self.form.countsRoom.addWidget(self.counts)
        self.differences = label("quiet")
        self.form.countsRoom.addWidget(self.differences)
        self.parts = PartsPanel(self.body)
        self.parts.decided.connect(self._part_said)
        self.form.officesRoom.addWidget(self.parts)
        self.offices = OfficesPanel(self.body)
        self.offices.decided.connect(self._decided)
        self.form.officesRoom.addWidget(self.offices)
        self.marks = MarksPanel(self.body)
        self.marks.decided.connect(self._said)
        self.form.officesRoom.addWidget(self.marks)
        self.model = ProblemsModel(self.draft, self)
        self.model.corrected.connect(self._corrected)
        table = self.form.problems
        table.setModel(self.model)
        table.setItemDelegateForColumn(WRITTEN, QStyledItemDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self._fitted = Fitted(table, _WIDTHS)
        self._fitted.fitted.connect(self._give_lines)
        self.model.modelReset.connect(self._give_lines)
        table.setTabKeyNavigation(False)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.horizontalHeader().setHighlightSections(False)
        table.doubleClicked.connect(lambda index: self._open(index.row()))
        table.installEventFilter(self)
        # Where there is no table, what is said of it takes the room, and nothing above is torn apart.
        self.form.none.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        self.form.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._keep_in_view(self.form.again)
        self.form.kind.currentIndexChanged.connect(lambda _n: self._filter())
        self.form.again.clicked.connect(self.check)
        theme().changed.connect(self._dress)
        self._dress()
        self.retranslate()
        self.changed()

    def _keep_in_view(self, button: QWidget) -> None:
        """Beside what asks for it, below what scrolls."""
        row = QHBoxLayout()
        row.addWidget(self.reason, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignRight)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.addLayout(row)
        QWidget.setTabOrder(self.form.problems, button)

    def _dress(self) -> None:
        table = self.form.problems
        table.verticalHeader().setDefaultSectionSize(theme().px(ROW_HEIGHT))
        table.setMinimumHeight(theme().px(120))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._fitted.fit()

    def _give_lines(self) -> None:
        """Each row is as high as its sentence wants: it says what to do. A thousand of them are measured by and by."""
        self._measured = 0
        self._measure()

    def _measure(self) -> None:
        table, first = self.form.problems, self._measured
        self._measured = min(first + _AT_ONCE, self.model.rowCount())
        room, least = table.columnWidth(TOLD) - theme().px(24), theme().px(ROW_HEIGHT)
        flags, metrics = int(Qt.TextFlag.TextWordWrap), table.fontMetrics()
        for row in range(first, self._measured):
            told = str(self.model.index(row, TOLD).data())
            lines = metrics.boundingRect(QRect(0, 0, max(room, 1), 1 << 16), flags, told).height()
            table.setRowHeight(row, max(least, lines + theme().px(12)))
        if self._measured < self.model.rowCount():
            self._rest.start()
        else:
            self._rest.stop()

    def retranslate(self) -> None:
        self.form.retranslateUi(self.body)
        self.heading.setText(_("Is this what you want to import?"))
        self.lead.setText(_("The import is tried here and taken back: nothing is stored yet. “Import now” stores it."))
        self.progress.retranslate()
        self.newer.setText(_("They were replaced under the same numbers: check the file as a newer version"))
        self.counts.retranslate()
        self.parts.retranslate()
        self.offices.retranslate()
        self.marks.retranslate()
        self.model.retranslate()
        self._show()
        super().retranslate()

    # --- trying -------------------------------------------------------------------------------------------------------

    def initializePage(self) -> None:  # noqa: N802 - Qt's name
        """Try the import, unless it was tried with the same choices."""
        if self.draft.checked is None:
            self.check()
        else:
            self._show()
            self.changed()

    def cleanupPage(self) -> None:  # noqa: N802 - Qt's name
        """Going back stops the try and forgets nothing else."""
        if self.progress.task is not None:
            self.progress.task.cancel()

    def missing(self) -> str:
        if self.owner.running is not None or self.progress.task is not None:
            return _("The work under way comes first.")
        if self.draft.checked is None and not self.newer.isHidden():
            return _("Nothing is imported before it is settled what the numbers mean.")
        if self.draft.checked is None:
            return _("The file was not checked to its end; press “Check again”.")
        if self._stale:
            return _("Something was set right or decided since; press “Check again”.")
        if self.draft.checked.parts.doubtful:
            return _("Say first whether the file is a newer version of the ledger or another part of it.")
        return ""

    def changed(self) -> None:
        """While it is being stored there is no way back: what comes of it is told here."""
        super().changed()
        if self._storing and self.owner.currentPage() is self:
            self.owner.press(QWizard.WizardButton.BackButton).setEnabled(False)

    def check(self) -> None:
        """Try the import and roll it back."""
        if self.progress.task is not None:
            return
        self.draft.checked = None
        self._stale = False
        self.newer.hide()
        task = self._begin(True, self._checked, self._failed, self)
        self.progress.follow(task, self._checking)
        self._show()
        self.changed()

    def _begin(
        self,
        dry_run: bool,
        done: Callable[[ImportResult], None],
        failed: Callable[[BaseException], None],
        owner: QObject | None,
    ) -> Task:
        draft, desk, kind = self.draft, self.session.desk, self.owner.kind
        path, choices, password, stamp = draft.path, draft.choices(), draft.password, draft.stamp
        if path is None:
            raise RuntimeError("no file was chosen")

        def work(progress: Progress) -> ImportResult:
            if stamp_of(path) != stamp:
                raise UserError("ledger_file_changed", file=path.name)
            return ledgers.import_batch(desk, kind, path, choices, password, progress, dry_run, _)

        def title() -> str:
            return _("Importing the {ledger}").format(ledger=self.owner.ledger_name())

        # Not on the thread that writes: answers would wait there for the reading. The file lets in one at a time.
        task = self.session.tasks.long(title, work, done, failed, owner, shown=True)
        self.owner.follow(task)
        return task

    def _checked(self, result: ImportResult) -> None:
        if unmet := [office.name for office in result.offices if not office.rows]:
            # Columns or sheets were chosen anew: what no row names must not be stored.
            for name in unmet:
                self.draft.offices.pop(name, None)
            self._stale = True
        self.draft.checked = result
        self.notice.hide()
        self.model.take(result.problems)
        self._show()
        self._after()

    def _after(self) -> None:
        # The task tells its end after its result; only then can one go on.
        task = self.owner.running
        if task is not None:
            task.finished.connect(self.changed)
            task.finished.connect(self._show)
            task.finished.connect(self._back_to_office)
        self.changed()

    def _failed(self, error: BaseException) -> None:
        self._storing = False
        if not self.owner.closing:
            self.notice.refuse(error)
            parts = error.values.get("parts") if isinstance(error, UserError) else None
            if isinstance(parts, list):  # Of `ledger_numbers_collide`.
                self._collided = frozenset(parts)
                self.newer.show()
        self._show()
        self._after()

    def _checking(self, code: str, done: int, total: int) -> str:
        return _told(
            code, done, total, self.owner.ledger_name(),
            _("Checking the {ledger}: {done} of {total} rows"), _("Checking the {ledger}"),
        )  # fmt: skip

    def _importing(self, code: str, done: int, total: int) -> str:
        return _told(
            code, done, total, self.owner.ledger_name(),
            _("Importing the {ledger}: {done} of {total} rows"), _("Importing the {ledger}"),
        )  # fmt: skip

    # --- what came of it ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        result = self.draft.checked
        self.form.found.setVisible(result is not None and self.progress.task is None)
        self.form.again.setVisible(self.progress.task is None)
        if result is None:
            return
        self.counts.show_rows(result.rows)
        kept = wording.kept_fields(self.draft.form, result.kept_fields, current_language(), _)
        self.differences.setText(" ".join(filter(None, (*result.sentences, kept))))
        self.parts.show_parts(self.owner.kind, result.parts)
        self.offices.show_offices([o for o in result.offices if o.rows], self.session.sites)
        self.marks.show_marks(result.marks, self.draft.known_marks)
        told = _("Rules would find new facts: {new}; settled: {resolved}.") if result.findings.new else _(
            "Rules would find no new facts; {resolved} are settled."
        )  # fmt: skip
        self.form.told.setText(told.format(new=f"{result.findings.new:,}", resolved=f"{result.findings.resolved:,}"))
        some = bool(result.problem_count or self.draft.corrections)
        self.form.none.setVisible(not some)
        for widget in (self.form.problemsTitle, self.form.kind, self.form.problems, self.form.hint):
            widget.setVisible(some)
        shown = len(result.problems)
        title = ngettext("{count} thing to look at", "{count} things to look at", result.problem_count).format(
            count=f"{result.problem_count:,}"
        )
        if shown < result.problem_count:
            title = _("{count} things to look at, the first {shown} of them below").format(
                count=f"{result.problem_count:,}", shown=f"{shown:,}"
            )
        self.form.problemsTitle.setText(title)
        self._fill_kinds()

    def _fill_kinds(self) -> None:
        box = self.form.kind
        chosen = box.currentData()
        words = {ALL: _("All problems"), LEFT_OUT: _("Rows left out"), CORRECTED: _("Set right")}
        with QSignalBlocker(box):
            box.clear()
            for kind, count in self.model.kinds().items():
                box.addItem(f"{words.get(kind) or _(kind)} ({count:,})", kind)
            box.setCurrentIndex(max(0, box.findData(chosen)))
        self._filter()

    def _filter(self) -> None:
        self.model.show_kind(self.form.kind.currentData() or ALL)

    def _decided(self, name: str, meant: str | None) -> None:
        """The officer has said what an office means. With the last one the check is made anew by itself."""
        checked = self.draft.checked
        if checked is None:
            return
        if meant is None:
            self.draft.offices.pop(name, None)
        else:
            self.draft.offices[name] = meant
        known = tuple(replace(o, meant=self.draft.offices.get(o.name)) for o in checked.offices)
        self.draft.checked = replace(checked, offices=known)
        self._stale = True
        if all(office.meant is not None for office in known):
            self._at = name
            self.check()
            return
        self._show()
        self.changed()

    def _said(self, sign: str, meant: str | None) -> None:
        """The officer has said what a mark means. With the last one the check is made anew by itself."""
        checked = self.draft.checked
        if checked is None:
            return
        if meant is None:
            self.draft.marks.pop(sign, None)
        else:
            self.draft.marks[sign] = meant
        known = tuple(replace(m, meant=self.draft.marks.get(sign_of(m.mark))) for m in checked.marks)
        self.draft.checked = replace(checked, marks=known)
        self._stale = True
        if all(mark.meant is not None for mark in known):
            self._at = sign
            self.check()
            return
        self._show()
        self.changed()

    def _part_said(self, replaces: frozenset[int]) -> None:
        """The officer has said which part of the ledger the file is; what comes of it is seen by a new check."""
        if self.draft.checked is None or self.progress.task is not None:
            return
        self.draft.replaces = replaces
        self._at = _PARTS
        self.check()

    def _take_as_newer(self) -> None:
        """The officer says that the records are those before, replaced under their numbers: they are seen as such."""
        if self.progress.task is None:
            self.draft.replaces = self._collided
            self.notice.hide()
            self.check()

    def _back_to_office(self) -> None:
        """The check hides what it is about: who decided by keyboard goes on where it began."""
        box: QWidget | None = self.offices.boxes.get(self._at) or self.marks.boxes.get(self._at)
        if self._at == _PARTS:
            box = self.parts.chosen()
        self._at = ""
        if box is not None and box.isVisible():
            box.setFocus()

    def _corrected(self) -> None:
        self._stale = True
        box = self.form.kind
        counts = self.model.kinds()
        if box.findData(CORRECTED) < 0 and CORRECTED in counts:
            with QSignalBlocker(box):
                box.addItem(f"{_('Set right')} ({counts[CORRECTED]:,})", CORRECTED)
        self.changed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter and F2 edit the value from anywhere in the row."""
        if (
            watched is self.form.problems
            and self.form.problems.hasFocus()
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        ):
            row = self.form.problems.currentIndex().row()
            if self._open(row):
                return True
            if row >= 0 and self.model.rows[row].can_correct:
                index = self.model.index(row, WRITTEN)
                self.form.problems.setCurrentIndex(index)
                self.form.problems.edit(index)
            return True
        return super().eventFilter(watched, event)

    def _open(self, row: int) -> bool:
        """List the problems that a row stands for, and stay where they begin."""
        if not self.model.open(row):
            return False
        self.form.problems.setCurrentIndex(self.model.index(row, KIND))
        return True

    # --- importing ----------------------------------------------------------------------------------------------------

    def validatePage(self) -> bool:  # noqa: N802 - Qt's name
        """Import; the wizard goes on by itself once it is stored."""
        if self.draft.result is not None:
            return True
        if self.missing():
            return False
        session = self.session

        # Stored is stored, even if the wizard was closed meanwhile: the window hears of it all the same.
        def done(result: ImportResult) -> None:
            session.took(result.changes)
            if shiboken6.isValid(self):
                self._imported(result)

        def failed(error: BaseException) -> None:
            if shiboken6.isValid(self):
                self._failed(error)

        self._storing = True
        task = self._begin(False, done, failed, None)
        self.progress.follow(task, self._importing)
        self._show()
        self.changed()
        return False

    def _imported(self, result: ImportResult) -> None:
        self.draft.result = result
        task = self.owner.running
        if task is not None and not self.owner.closing:
            task.finished.connect(self.owner.next)
        self.changed()


def _told(code: str, done: int, total: int, ledger: str, counted: str, bare: str) -> str:
    """What is being done, with how many rows where that is known."""
    counts = {"done": f"{done:,}", "total": f"{total:,}"}
    if code == "rules" and total:
        return _("Comparing the rows by the rules: {done} of {total}").format(**counts)
    if code == "rows" and total:
        return _("Comparing with what is on record: {done} of {total} rows").format(**counts)
    if not total:
        return bare.format(ledger=ledger)
    return counted.format(ledger=ledger, **counts)

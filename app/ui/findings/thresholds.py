"""規則のしきい値: every number and day that rules compare with; changed together, undone together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSpinBox, QVBoxLayout, QWidget

from app.domain.rules import THRESHOLDS, Measure, Threshold
from app.errors import UserError
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import findings
from app.services.changes import Changes
from app.services.findings import FindingCounts
from app.services.ports import Progress
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.thresholds import Ui_Thresholds
from app.ui.help.window import show_beside
from app.ui.ledgers.words import comparing
from app.ui.messages import message
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.date_field import DateField
from app.ui.widgets.progress import ProgressPane
from app.ui.words import day_word

Value = int | str


class Number(QSpinBox):
    """A whole number; the wheel scrolls what it stands in."""

    def __init__(self, threshold: Threshold, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(threshold.least, threshold.most)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setGroupSeparatorShown(True)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Rolling through the list must not change a value."""
        event.ignore()


class Row(QFrame):
    """One threshold: its rule, what it does, its editor, and the way back to what it is at first."""

    def __init__(self, threshold: Threshold, title: Callable[[], str], changed: Callable[[], object]) -> None:
        super().__init__()
        self.threshold = threshold
        self._title = title
        self.setProperty("role", "card")
        self.title, self.told, self.limits = label("section"), label(), label("quiet")
        self.number = Number(threshold, self) if threshold.measure is Measure.NUMBER else None
        self.day = DateField(self) if threshold.measure is Measure.DAY else None
        self.first: QPushButton = button("link", self.reset, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 10)))
        column.setSpacing(theme().px(4))
        column.addWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        line.addWidget(self.told, 1)
        if self.number is not None:
            self.number.setMinimumWidth(theme().px(120))
            self.number.valueChanged.connect(lambda _value: changed())
            line.addWidget(self.number)
        if self.day is not None:
            self.day.edited.connect(changed)
            self.day.finished.connect(changed)
            line.addWidget(self.day)
        column.addLayout(line)
        below = QHBoxLayout()
        below.addWidget(self.limits, 1)
        below.addWidget(self.first)
        column.addLayout(below)
        self._changed = changed
        self.retranslate()

    @property
    def default(self) -> Value:
        """What it is at first, as people read it."""
        return self.threshold.shown(self.threshold.default)

    def value(self) -> Value:
        """What stands in the editor: a number, or a day as YYYY-MM-DD, empty for none."""
        if self.number is not None:
            return self.number.value()
        day = self.day.day() if self.day is not None else None
        return day.isoformat() if day is not None else ""

    def show_value(self, value: Value) -> None:
        """Put a value into the editor."""
        if self.number is not None:
            self.number.setValue(int(value))
        elif self.day is not None:
            self.day.set_day(date.fromisoformat(str(value)) if value else None)

    def reset(self) -> None:
        """As at first."""
        self.show_value(self.default)
        self._changed()

    def why_not(self) -> str:
        """Why what was typed cannot be taken, empty when it can."""
        return self.day.why_not() if self.day is not None else ""

    def focus(self) -> None:
        """Go to the editor."""
        (self.number or self.day or self).setFocus()

    def retranslate(self) -> None:
        """Set every text anew."""
        unit = self.threshold.name.rpartition(".")[2]
        self.title.setText(self._title())
        told = {
            "days": _("Days after which it is a finding"),
            "months": _("Months after which it is a finding"),
            "from": _("Only what is of this day or later; empty: everything"),
        }
        self.told.setText(told.get(unit, self.threshold.name))
        if self.number is not None:
            self.number.setSuffix({"days": _(" days"), "months": _(" months")}.get(unit, ""))
            self.limits.setText(
                _("At first {default}; from {least} to {most}. Setting {name}").format(
                    default=f"{self.threshold.default:,}",
                    least=f"{self.threshold.least:,}",
                    most=f"{self.threshold.most:,}",
                    name=self.threshold.name,
                )
            )
        elif self.day is not None:
            self.day.retranslate()
            first = day_word(date.fromisoformat(str(self.default))) if self.default else _("(all)")
            self.limits.setText(_("At first {default}. Setting {name}").format(default=first, name=self.threshold.name))
        self.first.setText(_("As at first"))
        name = f"{self._title()}: {self.told.text()}"
        for editor in (self.number, self.day):
            if editor is not None:
                editor.setAccessibleName(name)
        self.first.setAccessibleName(f"{_('As at first')}: {self._title()}")


class ThresholdsDialog(Dialog):
    """Stays open after saving, so that what came of it is seen and can be undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stored: dict[str, Value] = {}
        self._before: dict[str, Value] = {}
        self._closing = False
        self.form = Ui_Thresholds()
        self.form.setupUi(self)
        self.progress = ProgressPane(self)
        self.form.progressRoom.addWidget(self.progress)
        self.rows = {t.name: Row(t, self._titled(t), self._show) for t in sorted(THRESHOLDS.values(), key=_name)}
        for row in self.rows.values():
            self.form.rowsRoom.addWidget(row)
        self.form.rowsRoom.addStretch(1)
        self.fit()
        self.form.defaults.clicked.connect(self._reset)
        self.form.undo.clicked.connect(self._undo)
        self.form.close.clicked.connect(self.reject)
        self.form.save.clicked.connect(self._save)
        self.form.save.setDefault(True)
        lock(session, self.form.save, self.form.undo)
        QShortcut(QKeySequence.StandardKey.HelpContents, self, self.show_help)
        self.form.help.clicked.connect(self.show_help)
        self.say_problem(self.form.problem, "")
        self.retranslate()
        self.setEnabled(False)
        desk = session.desk
        session.tasks.read(lambda: findings.thresholds(desk), self._read, self._refused, self)

    def show_help(self) -> None:
        """What the thresholds are for."""
        show_beside(self, "thresholds", self._session.catalogue)

    def _titled(self, threshold: Threshold) -> Callable[[], str]:
        rule, catalogue = threshold.name.partition(".")[0], self._session.catalogue
        return lambda: f"{rule}  {catalogue.rule(rule).title.in_language(current_language())}"

    def retranslate(self) -> None:
        """Set every text anew; what was entered stays."""
        self.form.retranslateUi(self)
        self.setWindowTitle(_("Thresholds of the rules"))
        for row in self.rows.values():
            row.retranslate()
        self.progress.retranslate()

    def changed(self) -> dict[str, Value]:
        """What stands in the editors and is not stored."""
        return {n: row.value() for n, row in self.rows.items() if n in self._stored and row.value() != self._stored[n]}

    def _read(self, stored: Mapping[str, Value]) -> None:
        self._stored = dict(stored)
        for name, value in stored.items():
            if name in self.rows:
                self.rows[name].show_value(value)
        self.setEnabled(True)
        self._show()
        next(iter(self.rows.values())).focus()

    def _show(self) -> None:
        idle = self.progress.task is None
        rows = self.rows.values()
        self.form.save.setEnabled(idle and bool(self.changed() or any(row.why_not() for row in rows)))
        self.form.undo.setVisible(bool(self._before))
        self.form.undo.setEnabled(idle)
        self.form.defaults.setEnabled(idle and any(row.value() != row.default for row in rows))
        self.form.rows.setEnabled(idle)
        for row in rows:
            row.first.setVisible(row.value() != row.default)

    def _reset(self) -> None:
        for row in self.rows.values():
            row.show_value(row.default)
        self._show()

    def _undo(self) -> None:
        for name, value in self._before.items():
            self.rows[name].show_value(value)
        self._save()

    def _save(self) -> None:
        wrong = next((row for row in self.rows.values() if row.why_not()), None)
        if wrong is not None:
            self.say_problem(self.form.problem, wrong.why_not)
            wrong.focus()
            return
        desk, wanted = self._session.desk, self.changed()
        if not wanted or self.progress.task is not None:
            return
        self._before = {name: self._stored[name] for name in wanted}
        self.say_problem(self.form.problem, "")

        def work(progress: Progress) -> tuple[Changes, FindingCounts]:
            return findings.set_thresholds(desk, wanted, progress)

        def done(result: tuple[Changes, FindingCounts]) -> None:
            self._saved(wanted, *result)

        task = self._session.tasks.long(
            lambda: _("Comparing the ledgers"), work, done, self._failed, self, writes=True, shown=True
        )
        self.progress.follow(task, comparing)
        task.finished.connect(self._ended)
        self._show()

    def _saved(self, wanted: Mapping[str, Value], changes: Changes, counts: FindingCounts) -> None:
        self._stored.update(wanted)
        words = {"new": f"{counts.new:,}", "resolved": f"{counts.resolved:,}", "open": f"{counts.open:,}"}
        self.say_told(lambda: _("Saved. Findings: {new} new, {resolved} no longer found, {open} open.").format(**words))
        self._session.took(changes)
        self._show()

    def _ended(self) -> None:
        self._show()
        if self._closing:
            super().reject()

    def say_told(self, sentence: Callable[[], str]) -> None:
        """Say what came of it, in the place of a problem."""
        self.say_problem(self.form.problem, sentence, tone="conforming")

    def _failed(self, error: BaseException) -> None:
        self._before = {}
        self._refused(error)

    def _refused(self, error: BaseException) -> None:
        self.setEnabled(True)
        if not isinstance(error, UserError):
            self._session.tasks.unhandled.emit(error)
        self.say_problem(self.form.problem, message(error).words)
        self._show()

    def reject(self) -> None:
        """Close; a comparison under way is stopped first and leaves everything as it was."""
        if self.progress.task is None:
            super().reject()
            return
        self._closing = True
        self.progress.task.cancel()


def _name(threshold: Threshold) -> str:
    return threshold.name

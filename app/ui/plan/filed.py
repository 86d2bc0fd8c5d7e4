"""提出の記録: what was filed, how often progress is reported, and when the next report is due."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.cadence import Cadence, Every, read
from app.domain.filings import Paper, Submission
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import filings, measure_words, since_filing
from app.services.changes import Changes
from app.services.ports import Desk
from app.services.since_filing import Between
from app.ui.dialogs.dialog import Dialog
from app.ui.generated.plan_cadence import Ui_PlanCadence
from app.ui.generated.plan_file import Ui_PlanFile
from app.ui.plan.data import PlanData
from app.ui.plan.follow_dialogs import dress, tell
from app.ui.sealed import lock
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.notice import Notice
from app.ui.words import day_word


class FiledPart(QWidget):
    """Below the form of the filing tab: the filings as lines, the cadence, and the acts on them."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._data: PlanData | None = None
        self.title, self.lines, self.cadence = label("section"), label(), label()
        self.file_button = button("", self.file)
        self.cadence_button = button("", self.set_cadence)
        self.report_button = button("", lambda: session.go(Target("reports", options={"report": "progress"})))
        self.notice = Notice()
        # What was sealed is filed as well.
        lock(session, self.cadence_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme().px(8))
        column.setSpacing(theme().px(8))
        for part in (self.title, self.lines, self.cadence):
            column.addWidget(part)
        acts = QWidget()
        row = Flow(acts)
        for each in (self.file_button, self.cadence_button, self.report_button):
            row.addWidget(each)
        column.addWidget(acts)
        column.addWidget(self.notice)

    def show_plan(self, data: PlanData) -> None:
        """Show what was filed as it was read."""
        self._data = data
        lines = (_line(filed, data.between.get(filed.id, Between())) for filed in data.filed)
        self.lines.setText("\n".join(lines) or _("Nothing was filed yet."))
        said = _("Reports on the progress: {cadence}").format(
            cadence=measure_words.cadence_word(data.cadence, _, current_language())
        )
        late = data.next_due is not None and data.next_due < data.today
        if data.next_due is not None:
            told = _("× due since {date}, overdue") if late else _("next on {date}")
            said += "   " + told.format(date=day_word(data.next_due))
        self.cadence.setText(said)
        restyle(self.cadence, tone="nonconforming" if late else "")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Filings and progress reports"))
        self.file_button.setText(_("Record a filing…"))
        self.cadence_button.setText(_("How often progress is reported…"))
        self.report_button.setText(_("Show the progress report"))
        if self._data is not None:
            self.show_plan(self._data)

    def file(self) -> None:
        """Ask what was filed, when and to whom."""
        if (data := self._data) is None:
            return

        def given(paper: Paper, day: date, addressee: str, remark: str) -> None:
            self._do(
                lambda desk: filings.file_paper(desk, paper, day, addressee, remark)[0],
                lambda: _("Recorded. Later changes are told against what the plan says now."),
            )

        FileDialog(self, self._session, data, given).open()

    def set_cadence(self) -> None:
        """Ask how often progress is reported."""
        if self._data is not None:
            CadenceDialog(
                self, self._data.cadence, lambda text: self._do(lambda desk: filings.set_cadence(desk, text))
            ).open()

    def _do(self, work: Callable[[Desk], Changes], told: Callable[[], str] | None = None) -> None:
        def done(_changes: Changes) -> None:
            if told is not None:
                self.notice.say(told)
            else:
                self.notice.hide()

        self._session.do(work, done, self.notice.refuse, owner=self)


class FileDialog(Dialog):
    """Asks for a filing; `given` is called with it."""

    def __init__(
        self,
        parent: QWidget,
        session: Session,
        data: PlanData,
        given: Callable[[Paper, date, str, str], None],
    ) -> None:
        super().__init__(parent)
        self._session, self._data = session, data
        self._asked: date | None = None
        self.form = form = Ui_PlanFile()
        form.setupUi(self)
        self.setWindowTitle(_("Record a filing"))
        form.told.setText(_kept())
        for paper in Paper:
            form.paper.addItem(measure_words.paper_word(paper, _), paper.value)
        form.paper.setCurrentIndex(1 if data.filed else 0)
        form.filed_on.set_day(data.today)
        form.addressee.setText(filings.usual_addressee(session.outline.audit, data.filed))
        for name in ("paper", "filed_on", "addressee", "remark"):
            getattr(form, name).setAccessibleName(getattr(form, f"{name}_label").text())
        form.paper.currentIndexChanged.connect(lambda _index: self._look())
        form.filed_on.edited.connect(self._look)
        form.filed_on.finished.connect(self._look)
        form.addressee.textChanged.connect(lambda _text: self._look())
        self.accepted.connect(lambda: self._give(given))
        dress(self, form.buttons, _("Record"))
        self._look()

    def _give(self, given: Callable[[Paper, date, str, str], None]) -> None:
        form = self.form
        day = form.filed_on.day() or self._data.today
        given(Paper(form.paper.currentData()), day, form.addressee.text().strip(), form.remark.toPlainText().strip())

    def _look(self) -> None:
        day, why = self.form.filed_on.day(), self.form.filed_on.why_not()
        if not why and day is None:
            why = _("Enter the day of the filing.")
        elif not why and day is not None and day > self._data.today:
            why = _("The day of the filing lies in the future; record it once it was filed.")
        elif not why and day is not None and (last := filings.last_before(self._data.filed, day)) is not None:
            why = last.sentence(_)
        elif not why and not self.form.addressee.text().strip():
            why = _("Name to whom it was filed.")
        tell(self.form.buttons, self.form.missing, why)
        self._look_back(day)

    def _look_back(self, day: date | None) -> None:
        """An earlier day is no harm, but what is kept is the plan of today: say what was changed since."""
        if day == self._asked:
            return
        self._asked = day
        self.form.told.setText(_kept())
        if day is None or day >= self._data.today:
            return
        desk = self._session.desk

        def tell_of(found: Between) -> None:
            if self._asked == day:
                self.form.told.setText("\n".join((_kept(), _late(self._data.today, found))))
                self.grow()

        self._session.tasks.read(lambda: since_filing.changed_after(desk, day), tell_of, owner=self)


class CadenceDialog(Dialog):
    """Asks how often progress is reported; `given` is called with the cadence as text."""

    def __init__(self, parent: QWidget, now: Cadence, given: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.form = form = Ui_PlanCadence()
        form.setupUi(self)
        self.setWindowTitle(_("How often progress is reported"))
        form.told.setText(_("The authority sets it case by case. The next day stands among the days and terms."))
        for every in Every:
            form.every.addItem(measure_words.every_word(every, _), every.value)
        form.every.setCurrentIndex(form.every.findData(now.every.value))
        form.days.setText(now.text.partition(":")[2])
        form.every.setAccessibleName(form.every_label.text())
        form.days.setAccessibleName(form.days_label.text())
        form.every.currentIndexChanged.connect(lambda _index: self._chosen())
        form.days.textChanged.connect(lambda _text: self._look())
        self.accepted.connect(lambda: given(self.text()))
        dress(self, form.buttons, _("Take over"))
        self._look()

    def text(self) -> str:
        """The cadence as it is stored."""
        every, days = self.form.every.currentData(), self.form.days.text().strip()
        return f"{every}:{days}" if days and every != Every.NEVER else str(every)

    def _chosen(self) -> None:
        self.form.days.clear()
        self._look()

    def _look(self) -> None:
        every = Every(self.form.every.currentData())
        self.form.days.setEnabled(every is not Every.NEVER)
        hints = {
            Every.TWICE_MONTHLY: _("two days of the month, as 15,31 (31: the last day)"),
            Every.MONTHLY: _("a day of the month, as 31 (the last day)"),
            Every.QUARTERLY: _("a day of March, June, September and December, as 31 (the last day)"),
            Every.DAYS: _("days, as 2026-12-25,2027-03-31"),
        }
        self.form.days.setPlaceholderText(hints.get(every, ""))
        why = ""
        try:
            read(self.text())
        except ValueError:
            why = _("Write the days so: {example}").format(example=hints.get(every, ""))
        tell(self.form.buttons, self.form.missing, why)


def _kept() -> str:
    return _("What the plan says now is kept with it: measures, dates, states, milestones, splits of systems.")


def _late(today: date, between: Between) -> str:
    """What recording a filing of an earlier day comes to."""
    said = _("It is recorded as entered today ({day}), and lists and reports say so.").format(day=day_word(today))
    return "\n".join((said, measure_words.between_words(between, _, listed)))


def _line(filed: Submission, between: Between) -> str:
    words = _("No. {number}  {day}  {paper}  to {addressee}").format(
        number=filed.number,
        day=day_word(filed.filed_on),
        paper=measure_words.paper_word(filed.paper, _),
        addressee=filed.addressee,
    )
    covers = _("(for {date})").format(date=day_word(filed.covers)) if filed.covers else ""
    line = " ".join(part for part in (words, covers, filed.remark) if part)
    if not filed.late:
        return line
    late = _("recorded on {day} by {person}").format(day=day_word(filed.recorded_on), person=filed.by)
    return f"{line}\n△ {late}  {measure_words.between_words(between, _, listed)}"

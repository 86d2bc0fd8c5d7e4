"""事案 (parts B and C): whether a case occurred, what happened, why, what answers the causes, who was disciplined."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.calendar import read_day
from app.domain.catalogue import Cause
from app.domain.plan import Action, Case, CaseCause, CaseFigure, Discipline
from app.domain.plan_checks import check_case
from app.errors import UserError, register_messages
from app.i18n import gettext as _
from app.services import planning
from app.services.changes import Changes
from app.ui.generated.plan_case import Ui_PlanCase
from app.ui.plan.data import PlanData, adding, refusal_of, writing
from app.ui.plan.dialogs import ChooseDialog, ReasonDialog
from app.ui.plan.guide import Guide, guides
from app.ui.plan.words import case_word, occurred_word
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Autosave, Binding, Incomplete, even_labels, name_editors
from app.ui.widgets.basics import Prose, button, label
from app.ui.widgets.columns import empty, shorten
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes
from app.ui.widgets.rows_editor import Part, Raw, RowsEditor, Words
from app.ui.widgets.where import item_word
from app.ui.words import cause_word, day_word

register_messages({"case_gone": "There is no such case in this audit any more; nothing was written."})

FIELDS = (
    "occurred",
    "title",
    "discovered",
    "overview",
    "figures",
    "cause_analysis",
    "causes",
    "publication",
    "discipline",
    "discipline_note",
)


class CasesTab(QWidget):
    """The cases on the left, one of them in full on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.data: PlanData | None = None
        self._wanted = ""
        self.told = Prose("quiet")
        self.notice = Notice()
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setProperty("role", "records")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.add_button = button("", self.add)
        self.panel = CasePanel(session)
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, theme().px(12), 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.add_button)
        self.panes = Panes(master, self.panel, shares=(1, 3), always=True)
        layout = QVBoxLayout(self)
        pad = theme().px(16)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme().px(12))
        layout.addWidget(self.told)
        layout.addWidget(self.notice)
        layout.addWidget(self.panes, 1)
        self.panes.alone.connect(lambda alone: self.told.setVisible(not alone))
        self.list.currentRowChanged.connect(lambda row: self._picked(reveal=not self.panes.narrow))
        self.list.itemActivated.connect(lambda item: self._picked(reveal=True))
        self.list.itemClicked.connect(lambda item: self._picked(reveal=True))

    def show_plan(self, data: PlanData) -> None:
        """Show the cases as they were read."""
        self.data = data
        chosen = self._wanted or self._current_id() or (data.cases[0].id if data.cases else "")
        self._wanted = ""
        self.list.blockSignals(True)
        self.list.clear()
        for case in data.cases:
            item = QListWidgetItem(f"{occurred_word(case.occurred)}\n{case.title or case_word(case.kind)}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, case.id)
            if case.id == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self._picked(reveal=not self.panes.narrow)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.told.setText(
            _(
                "Parts B and C stand in the plan for each case that occurred. Say yes or no to each case offered; the "
                "renewable-energy case arose at every grid operator and affiliated retailer (¶12)."
            )
        )
        self.list.setAccessibleName(_("Cases"))
        self.add_button.setText(_("Add another case…"))
        self.panes.retranslate()
        self.panel.retranslate()
        if self.data is not None:
            self.show_plan(self.data)

    def add(self) -> None:
        """Ask for the title of another case."""
        dialog = ReasonDialog(
            self, _("Add another case"), _("What is the case called in the plan?"), _("Add"), self._add
        )
        dialog.form.reason_label.setText(_("Title"))
        dialog.form.reason.setAccessibleName(_("Title"))
        dialog.open()

    def _add(self, title: str) -> None:
        case = Case("", 0, "other", occurred=True, title=" ".join(title.split()))
        work = adding(planning.cases, lambda desk: planning.put_case(desk, case))

        def done(result: tuple[Changes, str]) -> None:
            self._wanted = result[1]

        self.session.do(work, done, self.notice.refuse, owner=self)

    def _current_id(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _picked(self, *, reveal: bool) -> None:
        identity = self._current_id()
        case = next((c for c in self.data.cases if c.id == identity), None) if self.data else None
        if case is None or self.data is None:
            return
        self.panel.show_case(case, self.data)
        if reveal:
            self.panes.reveal()


class CasePanel(QWidget):
    """One case in full; its parts appear once it is said that it occurred."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case: Case | None = None
        self._data: PlanData | None = None
        self.form = Ui_PlanCase()
        self.form.setupUi(self)
        self.figures = RowsEditor(_figure_parts(), _figure_words())
        self.causes = RowsEditor(_cause_parts(self._measures), _cause_words())
        self.discipline = RowsEditor(_discipline_parts(), _discipline_words())
        self.form.figures_box.addWidget(self.figures)
        self.form.causes_box.addWidget(self.causes)
        self.form.discipline_box.addWidget(self.discipline)
        self.matrix = QTableWidget()
        self.gaps = label()
        self.form.matrix_box.addWidget(self.gaps)
        self.form.matrix_box.addWidget(self.matrix)
        _dress_matrix(self.matrix)
        self.guides = {name: Guide() for name in ("overview", "figures", "causes", "publication", "discipline")}
        for name, guide in self.guides.items():
            getattr(self.form, f"{name}_guide").addWidget(guide)
        form = self.form
        self.save = Autosave(session, self, writing(planning.cases, planning.put_case, "case_gone"), self._why_not)
        self.save.one_of("occurred", {True: form.occurred_yes, False: form.occurred_no, None: form.occurred_open})
        self.save.line("title", form.title)
        self.save.day("discovered", form.discovered)
        for name in ("overview", "cause_analysis", "publication", "discipline_note"):
            self.save.text(name, getattr(form, name))
        for name, editor, written, read in (
            ("figures", self.figures, _figures_written, _figures_read),
            ("causes", self.causes, _causes_written, _causes_read),
            ("discipline", self.discipline, _discipline_written, _discipline_read),
        ):
            binding = Binding(name, editor, editor.raw, editor.show_rows, written, read)
            self.save.custom(binding, editor.edited, editor.finished)
        theme().changed.connect(self._fit)

    def show_case(self, case: Case, data: PlanData) -> None:
        """Show a case; fields that are being written keep what was typed."""
        self._case, self._data = case, data
        self.form.kind.setText(case_word(case.kind))
        self.form.explanation.setText(
            {
                "entrant_customers": _("Information on customers of other retailers was or could be seen (¶1–¶4)."),
                "renewable": _("The retailer's side used the renewable-energy business system (¶12)."),
            }.get(case.kind, "")
        )
        self.form.explanation.setVisible(bool(self.form.explanation.text()))
        self.form.body.setVisible(case.occurred is True)
        self.form.consequence.setVisible(case.occurred is not True)
        self.form.consequence.setText(
            _("The plan says that there was no such case; parts B and C leave it out.")
            if case.occurred is False
            else _("As long as this is not said, the plan stays a draft.")
        )
        self.save.present(case.id, {name: getattr(case, name) for name in FIELDS})
        self._show_matrix(case, data)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        for editor in (self.figures, self.causes, self.discipline):
            editor.retranslate()
        told = guides(self._session.catalogue, self._session.outline.audit.role)
        for name, guide in self.guides.items():
            guide.say(told[name])
        name_editors(self, extra=((self.matrix, _("Causes and the measures of A")),))
        even_labels(self)
        self.save.retranslate()
        if self._case is not None and self._data is not None:
            self.show_case(self._case, self._data)

    def _measures(self) -> MeasuresField:
        return MeasuresField(lambda: self._data)

    def _why_not(self, record: Hashable, name: str, value: Any) -> str:
        data = self._data
        case = next((c for c in data.cases if c.id == record), None) if data else None
        if case is None or data is None:
            return ""
        items = {item.id for item in self._session.catalogue.items}
        actions = {action.id for action in data.actions}
        latest = max(data.today, self._session.outline.audit.as_of)
        return refusal_of(partial(check_case, replace(case, **{name: value}), items, actions, latest))

    def _show_matrix(self, case: Case, data: PlanData) -> None:
        """Rows are causes, columns the items of A that answer them; a cause that nothing answers is told."""
        known = {action.id: action for action in data.actions if not action.withdrawn}
        order = [item for item in self._session.catalogue.items if item.element.startswith("A")]
        used = {known[a].item for c in case.causes for a in c.actions if a in known}
        used |= {i for c in case.causes for i in c.items}
        columns = [item for item in order if item.id in used]
        gaps = [c for c in case.causes if not any(a in known for a in c.actions)]
        self.form.matrix_title.setVisible(bool(case.causes))
        self.matrix.setVisible(bool(case.causes))
        self.gaps.setVisible(bool(case.causes))
        self.gaps.setProperty("tone", "nonconforming" if gaps else "conforming")
        self.gaps.style().polish(self.gaps)
        self.gaps.setText(
            _("× {count} causes have no measure that answers them").format(count=len(gaps))
            if gaps
            else _("○ every cause is answered by a measure")
        )
        self.matrix.clear()
        self.matrix.setRowCount(len(case.causes))
        self.matrix.setColumnCount(2 + len(columns))
        self.matrix.setHorizontalHeaderLabels(
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
                self.matrix.setItem(row, column, cell)
        for place, item in enumerate(columns, start=2):
            head = QTableWidgetItem(item_word(item))
            head.setToolTip(item_word(item))
            self.matrix.setHorizontalHeaderItem(place, head)
        self._fit()

    def _fit(self) -> None:
        header = self.matrix.horizontalHeader()
        self.matrix.verticalHeader().setDefaultSectionSize(theme().px(32))
        for column in range(self.matrix.columnCount()):
            header.resizeSection(column, theme().px(260 if column == 0 else 96 if column == 1 else 160))
        rows = self.matrix.rowCount()
        self.matrix.setFixedHeight(theme().px(32) * rows + header.sizeHint().height() + theme().px(20))


class MeasuresField(QWidget):
    """The measures that answer a cause, and a button to choose them.

    `raw` is (ids of measures, ids of items): the items that a cause names are kept, not written here.
    """

    edited = Signal()

    def __init__(self, data: Callable[[], PlanData | None]) -> None:
        super().__init__()
        self._data = data
        self._chosen: tuple[str, ...] = ()
        self._items: tuple[str, ...] = ()
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.choose_button = button("", self.choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(4))
        layout.addLayout(self.list)
        layout.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.setFocusProxy(self.choose_button)

    def raw(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of the measures, and those of the items."""
        return self._chosen, self._items

    def show_raw(self, raw: Any) -> None:
        """Show these measures."""
        self._chosen, self._items = raw
        self._tell()

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Also the moment at which the words are set anew."""
        super().setAccessibleName(name)
        self.choose_button.setText(_("Choose measures…"))
        self.choose_button.setAccessibleName(f"{name} {self.choose_button.text()}")
        self._tell()

    def choose(self) -> None:
        """Tick the measures that answer the cause."""
        data = self._data()
        if data is None:
            return
        live = [a for a in data.actions if not a.withdrawn]
        choices = [(_line(a), a.id) for a in live]
        told = _("Tick the measures that answer this cause.") if live else _("There is no measure in the plan yet.")
        ChooseDialog(self, told, choices, self._chosen, self._given).open()

    def _given(self, chosen: tuple[Any, ...]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self._tell()
            self.edited.emit()

    def _tell(self) -> None:
        empty(self.list)
        data = self._data()
        known = {a.id: a for a in data.actions if not a.withdrawn} if data else {}
        for identity in self._chosen:
            if identity in known:
                self.list.addWidget(label("", shorten(_line(known[identity]), 60)))
        if not any(identity in known for identity in self._chosen):
            words = label("quiet", _("× no measure answers this cause yet"))
            words.setProperty("tone", "nonconforming")
            self.list.addWidget(words)


def _line(action: Action) -> str:
    return f"No.{action.number}  {action.item}  {action.measure}"


def _dress_matrix(matrix: QTableWidget) -> None:
    matrix.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    matrix.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    matrix.setShowGrid(False)
    matrix.setWordWrap(False)
    matrix.setTabKeyNavigation(False)
    matrix.verticalHeader().hide()
    matrix.horizontalHeader().setHighlightSections(False)
    matrix.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
    matrix.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    matrix.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    matrix.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)


# --- the parts of records ---------------------------------------------------------------------------------------------


def _figure_parts() -> Sequence[Part]:
    return (
        Part(lambda: _("What is counted"), width=180),
        Part(lambda: _("Amount"), width=110),
        Part(
            lambda: _("Counted or estimated"),
            "choice",
            120,
            choices=lambda: ((_("Counted"), False), (_("Estimated"), True)),
            blank=False,
        ),
        Part(lambda: _("As of"), "day", 170),
        Part(lambda: _("Source of the figure"), width=200),
    )


def _figure_words() -> Words:
    return Words(
        lambda number: _("Figure {number}").format(number=number),
        lambda: _("Add a figure"),
        lambda: _("Delete"),
        lambda: _("No figure yet: customers, views, persons, terminals, period."),
    )


def _cause_parts(make: Callable[[], QWidget]) -> Sequence[Part]:
    return (
        Part(
            lambda: _("Kind of cause"),
            "choice",
            150,
            choices=lambda: tuple((cause_word(cause), cause) for cause in Cause),
            blank=Cause.OPPORTUNITY,
        ),
        Part(lambda: _("What made it possible"), "text"),
        Part(lambda: _("Measures that answer it"), "own", make=make, blank=((), ())),
    )


def _cause_words() -> Words:
    return Words(
        lambda number: _("Cause {number}").format(number=number),
        lambda: _("Add a cause"),
        lambda: _("Delete"),
        lambda: _("No cause yet: write them as opportunity, motive and rationalisation."),
    )


def _discipline_parts() -> Sequence[Part]:
    return (
        Part(lambda: _("Who is concerned (a class, no names)"), width=220),
        Part(lambda: _("What was decided"), width=200),
        Part(lambda: _("Decided on"), "day", 170),
        Part(lambda: _("Why it was decided"), "text"),
    )


def _discipline_words() -> Words:
    return Words(
        lambda number: _("Discipline {number}").format(number=number),
        lambda: _("Add a measure of discipline"),
        lambda: _("Delete"),
        lambda: _("No discipline is recorded yet."),
    )


def _figures_written(figures: tuple[CaseFigure, ...]) -> Raw:
    return tuple((f.label, f.value, f.estimated, day_word(f.as_of), f.source) for f in figures)


def _figures_read(raw: Raw) -> tuple[CaseFigure, ...]:
    whole, refused = [], None
    for name, value, estimated, as_of, source in raw:
        if as_of.strip() and read_day(as_of) is None:
            refused = refused or UserError("day_unreadable", text=as_of)
        elif not (name.strip() and value.strip()):
            refused = refused or UserError("case_figure_incomplete")
        else:
            whole.append(CaseFigure(name, value, read_day(as_of), source, estimated))
    if refused is not None:
        raise Incomplete(tuple(whole), refused)
    return tuple(whole)


def _causes_written(causes: tuple[CaseCause, ...]) -> Raw:
    return tuple((c.cause, c.text, (c.actions, c.items)) for c in causes)


def _causes_read(raw: Raw) -> tuple[CaseCause, ...]:
    whole = tuple(CaseCause(Cause(cause), text, *answers) for cause, text, answers in raw if text.strip())
    if len(whole) < len(raw):
        raise Incomplete(whole, UserError("case_cause_needs_text"))
    return whole


def _discipline_written(discipline: tuple[Discipline, ...]) -> Raw:
    return tuple((d.target, d.measure, day_word(d.dated), d.reason) for d in discipline)


def _discipline_read(raw: Raw) -> tuple[Discipline, ...]:
    whole, refused = [], None
    for target, measure, dated, reason in raw:
        if dated.strip() and read_day(dated) is None:
            refused = refused or UserError("day_unreadable", text=dated)
        elif not (target.strip() and measure.strip()):
            refused = refused or UserError("case_discipline_incomplete")
        else:
            whole.append(Discipline(target, measure, reason, read_day(dated)))
    if refused is not None:
        raise Incomplete(tuple(whole), refused)
    return tuple(whole)

"""事案 (parts B and C): whether a case occurred, what happened, why, what answers the causes, who was disciplined."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.plan import Case
from app.domain.plan_checks import check_case
from app.i18n import gettext as _
from app.i18n import listed
from app.services import named_people, planning
from app.services.changes import Changes
from app.services.named_people import Named
from app.ui.generated.plan_case import Ui_PlanCase
from app.ui.plan.case_parts import (
    MeasuresField,
    cause_parts,
    cause_words,
    causes_read,
    causes_written,
    discipline_parts,
    discipline_read,
    discipline_words,
    discipline_written,
)
from app.ui.plan.case_texts import NoteFields, parts_of
from app.ui.plan.data import PlanData, adding, refusal_of, writing
from app.ui.plan.dialogs import ReasonDialog
from app.ui.plan.figures import Figures
from app.ui.plan.guide import Guide, guides
from app.ui.plan.matrix import Matrix
from app.ui.plan.precedents import CasePrecedents
from app.ui.plan.privacy import PrivacyPanel
from app.ui.plan.words import case_word, occurred_word
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Autosave, Binding, even_labels, name_editors
from app.ui.widgets.basics import button
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes
from app.ui.widgets.prose import Prose
from app.ui.widgets.rows_editor import RowsEditor
from app.ui.widgets.spaced import SpacedRows

FIELDS = (
    "occurred",
    "title",
    "discovered",
    "overview",
    "cause_analysis",
    "causes",
    "publication",
    "discipline",
    "discipline_note",
)


_LISTS = ("causes", "discipline")


class CasesTab(QWidget):
    """The cases on the left, one of them in full on the right."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.data: PlanData | None = None
        self._wanted = ""
        self.told = Prose(role="quiet", selectable=True)
        self.notice = Notice()
        self.list = QListWidget()
        self.list.setItemDelegate(SpacedRows(self.list))
        self.list.setProperty("role", "records")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.add_button = button("", self.add)
        lock(session, self.add_button)
        self.panel: CasePanel
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, theme().px(12), 0)
        column.addWidget(self.list, 1)
        column.addWidget(self.add_button)
        self.panes = Panes(master, None, shares=(1, 3), always=True)
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

    def pieces(self) -> Iterator[None]:
        """Build the case in full: it has so many fields that it is done by itself, and in its place at once."""
        self.panel = CasePanel(self.session)
        yield
        self.panes.take_in(self.panel)

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

    def choose(self, identity: str) -> None:
        """Show a case in full."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == identity:
                self.list.setCurrentRow(row)
                self._picked(reveal=True)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.told.setText(
            _(
                "Parts B and C stand in the plan for each case that occurred. Say yes or no to each case offered; in "
                "February 2023 the renewable-energy case came to light at every grid operator and affiliated retailer "
                "(¶12)."
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
        self.figures = Figures(session)
        self.causes = RowsEditor(cause_parts(self._measures), cause_words())
        self.discipline = RowsEditor(discipline_parts(), discipline_words())
        self.form.figures_box.addWidget(self.figures)
        self.form.causes_box.addWidget(self.causes)
        self.form.discipline_box.addWidget(self.discipline)
        self.matrix = Matrix(session.catalogue.items)
        self.form.matrix_box.addWidget(self.matrix)
        self.guides = {name: Guide() for name in ("overview", "figures", "causes", "publication", "discipline")}
        for name, guide in self.guides.items():
            getattr(self.form, f"{name}_guide").addWidget(guide)
        words = {
            "overview": lambda: _("Parts of the facts"),
            "causes": lambda: _("Parts of the causes"),
            "discipline": lambda: _("Parts of the discipline"),
        }
        self.texts = {part: NoteFields(session, parts_of(session, part), said) for part, said in words.items()}
        for part, fields in self.texts.items():
            getattr(self.form, f"{part}_guide").addWidget(fields)
        self.precedents = CasePrecedents(session)
        self.form.causes_guide.addWidget(self.precedents)
        self.privacy = PrivacyPanel(session)
        self.form.discipline_guide.addWidget(self.privacy)
        self.named = Notice()
        self.form.discipline_guide.addWidget(self.named)
        form = self.form
        self.save = Autosave(session, self, writing(planning.cases, planning.put_case, "case_gone"), self._why_not)
        self.save.one_of("occurred", {True: form.occurred_yes, False: form.occurred_no, None: form.occurred_open})
        self.save.line("title", form.title)
        self.save.day("discovered", form.discovered)
        for name in ("overview", "cause_analysis", "publication", "discipline_note"):
            self.save.text(name, getattr(form, name))
        for name, editor, written, read in (
            ("causes", self.causes, causes_written, causes_read),
            ("discipline", self.discipline, discipline_written, discipline_read),
        ):
            binding = Binding(name, editor, editor.raw, editor.show_rows, written, read, editor.wanting)
            self.save.custom(binding, editor.edited, editor.finished)

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
        self.form.matrix_title.setVisible(bool(case.causes))
        self.matrix.show_case(case, data)
        self.figures.show_case(case)
        for fields in self.texts.values():
            fields.show_case(case.id, data.notes)
        self.privacy.show_case(case.id, data, data.notes)
        self.precedents.show_case(case.id)
        self._look_for_names(case.id)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        self.figures.retranslate()
        self.privacy.retranslate()
        self.precedents.retranslate()
        for editor in (self.causes, self.discipline):
            editor.retranslate()
        for fields in self.texts.values():
            fields.retranslate()
        told = guides(self._session.catalogue, self._session.outline.audit.role)
        for name, guide in self.guides.items():
            guide.say(told[name])
        named = (
            (self.matrix.table, _("Causes and the measures of A")),
            (self.figures.table, self.form.figures_title.text()),
        )
        lists = tuple((getattr(self, name), getattr(self.form, f"{name}_title").text()) for name in _LISTS)
        name_editors(self, extra=(*named, *lists))
        even_labels(self)
        self.save.retranslate()
        if self._case is not None and self._data is not None:
            self.show_case(self._case, self._data)

    def focus(self, field: str) -> None:
        """Put the cursor to the figures, or into one part of a text (a topic of `case_notes`)."""
        if field == "figures":
            self.figures.setFocus()
        for fields in self.texts.values():
            fields.focus(field)

    def _look_for_names(self, case_id: str) -> None:
        """Tell which names of the list of people stand in the texts: it may be long, so that it is read beside."""
        desk = self._session.desk

        def home(found: tuple[Named, ...]) -> None:
            if self._case is None or self._case.id != case_id:
                return
            names = tuple(dict.fromkeys(each.name for each in found if each.case_id == case_id))
            if not names:
                self.named.hide()
                return
            warning = _("Names of the list of people stand in the texts of the case; write classes of persons: {names}")
            self.named.say(lambda: warning.format(names=listed(names)), good=False)

        self._session.tasks.read(lambda: named_people.named(desk), home, owner=self)

    def _measures(self) -> MeasuresField:
        return MeasuresField(self._session, lambda: self._data)

    def _why_not(self, record: Hashable, name: str, value: Any) -> str:
        data = self._data
        case = next((c for c in data.cases if c.id == record), None) if data else None
        if case is None or data is None:
            return ""
        items = {item.id for item in self._session.catalogue.items}
        actions = {action.id for action in data.actions}
        latest = max(data.today, self._session.outline.audit.as_of)
        changed = replace(case, **{**self.save.known(record), name: value})
        return refusal_of(partial(check_case, changed, items, actions, latest))

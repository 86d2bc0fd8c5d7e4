"""漏えい等報告 of a case in the window: whether a report is needed, its term, its days, its nine items."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from app.domain.case_papers import CaseNote, Duty, LeakReport, late
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import case_notes
from app.services.case_words import duty_word
from app.services.ports import Desk
from app.ui.plan.case_texts import NoteFields
from app.ui.plan.data import PlanData, refusal_of
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Autosave
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.date_field import DateField
from app.ui.widgets.growing_text import GrowingText
from app.ui.words import day_word

FIELDS = ("duty", "known", "kinds", "days", "reason", "preliminary", "final")


class PrivacyPanel(QWidget):
    """Folded away until it is opened; the conditions of the term stand beside the choice, which is the officer's."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._report = LeakReport("")
        self._data: PlanData | None = None
        self._opened = False
        self.toggle = button("link", self._turn)
        self.due = label()
        self.body = QWidget()
        self.body.setVisible(False)
        self._save: Autosave | None = None
        self._notes: Mapping[tuple[str, str], CaseNote] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(8))
        for part in (self.toggle, self.due, self.body):
            layout.addWidget(part)

    def _build(self) -> Autosave:
        """The fields, when they are first wanted."""
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme().px(12))
        self.told = label("quiet")
        self._column.addWidget(self.told)
        self.duty = {each: QRadioButton() for each in Duty}
        self.duty_label = self._group("duty", self.duty.values())
        self.known = DateField()
        self.known_label = self._pair(self.known)
        self.kinds = {kind.id: QCheckBox() for kind in self._session.catalogue.privacy_kinds}
        self.kinds_label = self._group("", self.kinds.values())
        self.days = {days: QRadioButton() for days in self._session.catalogue.report_terms}
        self.unchosen = QRadioButton()
        self.days_label = self._group("days", (*self.days.values(), self.unchosen))
        self.reason = GrowingText()
        self.reason_label = self._pair(self.reason)
        self.preliminary, self.final = DateField(), DateField()
        self.preliminary_label = self._pair(self.preliminary)
        self.final_label = self._pair(self.final)
        self.items = NoteFields(
            self._session,
            [(item.id, item.title, item.text, ()) for item in self._session.catalogue.privacy_items],
            lambda: _("The nine items (recorded)"),
        )
        self._column.addWidget(self.items)
        save = Autosave(self._session, self.body, _writing, self._why_not)
        save.one_of("duty", self.duty)
        save.day("known", self.known)
        save.flags("kinds", self.kinds)
        save.one_of("days", {**self.days, 0: self.unchosen})
        save.text("reason", self.reason)
        save.day("preliminary", self.preliminary)
        save.day("final", self.final)
        return save

    def _group(self, exclusive: str, buttons: Any) -> Any:
        words = label("quiet")
        box = QVBoxLayout()
        box.setSpacing(theme().px(4))
        box.addWidget(words)
        together = QButtonGroup(self) if exclusive else None
        for each in buttons:
            if together is not None:
                together.addButton(each)
            box.addWidget(each)
        self._column.addLayout(box)
        return words

    def _pair(self, editor: QWidget) -> Any:
        words = label("quiet")
        words.setBuddy(editor)
        box = QVBoxLayout()
        box.setSpacing(theme().px(4))
        box.addWidget(words)
        box.addWidget(editor)
        self._column.addLayout(box)
        return words

    def show_case(self, case_id: str, data: PlanData, notes: Mapping[tuple[str, str], CaseNote]) -> None:
        """Show the clock of a case as it is stored."""
        self._data = data
        self._report = data.clocks.get(case_id, LeakReport(case_id))
        self._notes = notes
        self._present()
        self._tell()

    def _present(self) -> None:
        if self._save is not None:
            self._save.present(self._report.case_id, {name: getattr(self._report, name) for name in FIELDS})
            self.items.show_case(self._report.case_id, self._notes)

    def open(self) -> None:
        """Unfold."""
        if not self._opened:
            self._turn()

    def retranslate(self) -> None:
        """Set every text anew."""
        if self._save is not None:
            self._word(self._save)
        self._tell()

    def _word(self, save: Autosave) -> None:
        language, catalogue = current_language(), self._session.catalogue
        self.told.setText(
            _(
                "Act on the Protection of Personal Information, article 26, and its Enforcement Rules, articles 7 and "
                "8: promptly at first, in full within the term. Whether and which is your decision; this program "
                "decides nothing."
            )
        )
        for duty, box in self.duty.items():
            box.setText(duty_word(duty, _))
        for kind in catalogue.privacy_kinds:
            self.kinds[kind.id].setText(kind.text.in_language(language))
        for days, term in catalogue.report_terms.items():
            words = _("{term}: {condition}")
            text = words.format(term=term.title.in_language(language), condition=term.text.in_language(language))
            self.days[days].setText(text)
        self.unchosen.setText(_("not chosen yet"))
        named = (
            (self.duty_label, None, _("Is a report to the commission needed?")),
            (self.known_label, self.known, _("Day on which it became known (the first day of the term)")),
            (self.kinds_label, None, _("Situations of article 7 that apply")),
            (self.days_label, None, _("Term of the final report")),
            (self.reason_label, self.reason, _("Why this term, or why no report is needed")),
            (self.preliminary_label, self.preliminary, _("Preliminary report handed in on")),
            (self.final_label, self.final, _("Final report handed in on")),
        )
        for words_of, editor, text in named:
            words_of.setText(text)
            if isinstance(editor, DateField):
                editor.setAccessibleName(text)
                editor.line.setAccessibleName(text)
            elif editor is not None:
                editor.setAccessibleName(text)
        for field in (self.known, self.preliminary, self.final):
            field.retranslate()
        self.items.retranslate()
        save.retranslate()

    def _turn(self) -> None:
        self._opened = not self._opened
        if self._save is None:
            self._save = self._build()
            self._word(self._save)
            self._present()
            self.items.open()
        self.body.setVisible(self._opened)
        self._tell()

    def _tell(self) -> None:
        sign = "▾" if self._opened else "▸"
        self.toggle.setText(f"{sign} {_('Report to the privacy commission')}")
        report = self._report
        past = self._data is not None and late(report, self._data.today)
        said = ""
        if report.due is not None and report.final is None and report.duty is not Duty.NOT_NEEDED:
            said = _("△ final report due on {date}").format(date=day_word(report.due))
            if past:
                said = _("× final report was due on {date}").format(date=day_word(report.due))
        elif report.final is not None:
            said = _("○ final report handed in on {date}").format(date=day_word(report.final))
            if past:
                said = _("× final report handed in on {date}, after its last day {due}").format(
                    date=day_word(report.final), due=day_word(report.due)
                )
        elif report.duty is not Duty.OPEN:
            said = duty_word(report.duty, _)
        self.due.setText(said)
        self.due.setVisible(bool(said))
        restyle(self.due, tone="nonconforming" if past else "")

    def _why_not(self, record: Hashable, name: str, value: Any) -> str:
        if self._data is None:
            return ""
        stored = replace(self._report, **(self._save.known(record) if self._save else {}))
        changed = replace(stored, **{name: value})
        return refusal_of(partial(case_notes.refusal, self._session.catalogue, stored, changed, self._data.today))


def _writing(record: Hashable, name: str, value: Any) -> Callable[[Desk], Any]:
    return lambda desk: case_notes.set_clock(desk, str(record), **{name: value})

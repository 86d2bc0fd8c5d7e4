"""六要素: for each case and serious finding the facts of ¶13 ①–⑥, and the nearest rows of 図表2 beside them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.case_papers import CASE, Known
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import case_notes, six_factors
from app.services.case_notes import CRITERION, LEAK
from app.services.case_words import known_word, no_forecast
from app.services.ports import Desk
from app.services.six_factors import FactorSheet, FactView
from app.ui.plan.data import PlanData
from app.ui.plan.precedents import Precedents
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.autosave import Autosave
from app.ui.widgets.basics import card, label
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.notice import Notice
from app.ui.widgets.panes import Panes
from app.ui.widgets.prose import Prose
from app.ui.widgets.spaced import SpacedRows

_CHOICE = 200
"""Pixels at 100 % for the longest answer."""
KNOWN = (Known.OPEN, Known.YES, Known.NO)


class FactorsTab(QWidget):
    """Subjects on the left, the sheet of one of them on the right; read when the tab is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.sheets: tuple[FactorSheet, ...] = ()
        self._round = 0
        self._wanted = ""
        self._data: PlanData | None = None
        self.told = Prose(role="quiet", selectable=True)
        self.notice = Notice()
        self.list = QListWidget()
        self.list.setItemDelegate(SpacedRows(self.list))
        self.list.setProperty("role", "records")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Rows are measured by the width beside the bar, which comes with the rows.
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.none = label("quiet")
        master = QWidget()
        column = QVBoxLayout(master)
        column.setContentsMargins(0, 0, theme().px(12), 0)
        column.addWidget(self.none)
        column.addWidget(self.list, 1)
        self.panel: FactorPanel
        self.panes = Panes(master, None, shares=(1, 3), always=True)
        layout = QVBoxLayout(self)
        pad = theme().px(16)
        layout.setContentsMargins(pad, pad, pad, pad)
        layout.setSpacing(theme().px(12))
        layout.addWidget(self.told)
        layout.addWidget(self.notice)
        layout.addWidget(self.panes, 1)
        self.panes.alone.connect(lambda alone: self.told.setVisible(not alone))
        self.list.currentRowChanged.connect(lambda _row: self._picked(reveal=not self.panes.narrow))
        self.list.itemClicked.connect(lambda _item: self._picked(reveal=True))
        self.list.itemActivated.connect(lambda _item: self._picked(reveal=True))

    def pieces(self) -> Iterator[None]:
        """Build the sheet factor by factor: it has so many fields."""
        self.panel = FactorPanel(self.session)
        yield
        # In its place while it is small: put there whole, all of it would be dressed and laid out in one go.
        self.panes.take_in(self.panel)
        yield
        for _factor in self.panel.pieces():
            yield

    def show_plan(self, data: PlanData) -> None:
        """Read the sheets anew, off the window's own thread."""
        self._data = data
        self._round += 1
        round_, desk, language = self._round, self.session.desk, current_language()

        def home(found: tuple[FactorSheet, ...]) -> None:
            if round_ == self._round:
                self._show(found)

        self.session.tasks.read(lambda: six_factors.read(desk, _, language), home, self.notice.refuse, owner=self)

    def choose(self, subject: str) -> None:
        """Show the sheet of a subject."""
        self._wanted = subject
        for row, sheet in enumerate(self.sheets):
            if sheet.subject == subject:
                self.list.setCurrentRow(row)
                self._picked(reveal=True)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.told.setText(
            _(
                "Facts for the six factors of ¶13, recorded or still to establish. They have no weights and make no "
                "score. {note}"
            ).format(note=no_forecast(_))
        )
        self.none.setText(_("There is no case that occurred and no serious finding that is open."))
        self.list.setAccessibleName(_("Cases and serious findings"))
        self.panes.retranslate()
        self.panel.retranslate()
        if self._data is not None:
            # Titles and sentences are told in the language in which they are read.
            self.show_plan(self._data)

    def _show(self, found: tuple[FactorSheet, ...]) -> None:
        chosen = self._wanted or self._current()
        self._wanted = ""
        self.sheets = found
        self.none.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.blockSignals(True)
        self.list.clear()
        for sheet in found:
            told = _("to establish: {count}").format(count=sheet.open)
            kind = _("Case") if sheet.kind == CASE else _("Serious finding")
            item = QListWidgetItem(f"{kind}  {told}\n{sheet.title}", self.list)
            item.setData(Qt.ItemDataRole.UserRole, sheet.subject)
            item.setToolTip(sheet.title)
            if sheet.subject == chosen:
                self.list.setCurrentItem(item)
        if self.list.currentRow() < 0 and found:
            self.list.setCurrentRow(0)
        self.list.blockSignals(False)
        self._picked(reveal=not self.panes.narrow)

    def _current(self) -> str:
        item = self.list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item else ""

    def _picked(self, *, reveal: bool) -> None:
        subject = self._current()
        sheet = next((s for s in self.sheets if s.subject == subject), None)
        self.panel.setVisible(sheet is not None)
        if sheet is None:
            return
        self.panel.show_sheet(sheet)
        if reveal:
            self.panes.reveal()


class FactorPanel(QWidget):
    """One sheet: types of leak, six factors with their facts, the officer's reasoning, the nearest rows."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._sheet: FactorSheet | None = None
        catalogue = session.catalogue
        pad = theme().px(16)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme().px(12))
        self.title = label("question")
        column.addWidget(self.title)
        self.leaks_title = label("section")
        column.addWidget(self.leaks_title)
        self.leaks = {leak.id: QCheckBox() for leak in catalogue.leaks}
        boxes = QVBoxLayout()
        boxes.setSpacing(theme().px(4))
        for box in self.leaks.values():
            lock(session, box)
            boxes.addWidget(box)
        column.addLayout(boxes)
        self.save = Autosave(session, self, _writing)
        self.choices: dict[str, QComboBox] = {}
        self.texts: dict[str, GrowingText] = {}
        self._heads: dict[str, Any] = {}
        self._asks: dict[str, Any] = {}
        self._told: dict[str, Any] = {}
        self.near_title = label("section")
        self.near = Precedents(session)

    def pieces(self) -> Iterator[None]:
        """Build a factor at a time, then what stands below them."""
        column, catalogue = self._column, self._session.catalogue
        for criterion in catalogue.criteria:
            frame, inner = card()
            self._heads[criterion.id] = label("section")
            inner.addWidget(self._heads[criterion.id])
            for fact in catalogue.case_facts:
                if fact.criterion == criterion.id:
                    self._fact(inner, fact.id, record=bool(fact.record))
            topic = f"{CRITERION}{criterion.id}"
            self._asks[topic] = label("quiet")
            self.texts[topic] = GrowingText()
            self._asks[topic].setBuddy(self.texts[topic])
            inner.addWidget(self._asks[topic])
            inner.addWidget(self.texts[topic])
            column.addWidget(frame)
            yield
        for topic, editor in self.texts.items():
            self.save.text(f"{topic} text", editor)
        for topic, choice in self.choices.items():
            self.save.choice(f"{topic} known", choice, KNOWN)
        for identity, box in self.leaks.items():
            box.clicked.connect(lambda checked, leak=identity: self._leak(leak, checked))
        column.addWidget(self.near_title)
        column.addWidget(self.near)
        column.addStretch(1)

    def _fact(self, inner: QVBoxLayout, identity: str, *, record: bool) -> None:
        self._asks[identity] = label("")
        box = QVBoxLayout()
        box.setSpacing(theme().px(4))
        box.addWidget(self._asks[identity])
        self.texts[identity] = GrowingText()
        if record:
            self._told[identity] = label("quiet")
            box.addWidget(self._told[identity])
            box.addWidget(self.texts[identity])
        else:
            choice = self.choices[identity] = QComboBox()
            choice.addItems(["" for _known in KNOWN])
            choice.setMinimumWidth(theme().px(_CHOICE))
            row, chosen, written = QHBoxLayout(), QVBoxLayout(), QVBoxLayout()
            row.setSpacing(theme().px(12))
            chosen.addWidget(choice)
            chosen.addStretch(1)
            written.addWidget(self.texts[identity])
            row.addLayout(chosen)
            row.addLayout(written, 1)
            box.addLayout(row)
        inner.addLayout(box)

    def show_sheet(self, sheet: FactorSheet) -> None:
        """Show a sheet; fields that are being written keep what was typed."""
        self._sheet = sheet
        self.title.setText(sheet.title)
        for identity, box in self.leaks.items():
            box.setChecked(identity in sheet.leaks)
        values: dict[str, Any] = {}
        for factor in sheet.factors:
            values[f"{CRITERION}{factor.criterion.id} text"] = factor.text
            for view in factor.facts:
                values[f"{view.fact.id} text"] = view.text
                if view.fact.id in self.choices:
                    values[f"{view.fact.id} known"] = view.known
                else:
                    self._record(view)
        self.save.present(sheet.subject, values)
        self.near.show_near(sheet.near)

    def retranslate(self) -> None:
        """Set every text anew."""
        language, catalogue = current_language(), self._session.catalogue
        self.leaks_title.setText(_("Types of leak (¶3, ¶5)"))
        self.near_title.setText(_("Nearest rows of Table 2 of the report summary"))
        for leak in catalogue.leaks:
            self.leaks[leak.id].setText(leak.title.in_language(language))
            self.leaks[leak.id].setToolTip(leak.text.in_language(language))
        for number, criterion in enumerate(catalogue.criteria, start=1):
            self._heads[criterion.id].setText(f"{chr(0x245F + number)} {criterion.title.in_language(language)}")
            topic = f"{CRITERION}{criterion.id}"
            self._asks[topic].setText(_("Reasoning of the officer"))
            self.texts[topic].setAccessibleName(
                f"{criterion.title.in_language(language)} {_('Reasoning of the officer')}"
            )
        for fact in catalogue.case_facts:
            asked = fact.ask.in_language(language)
            self._asks[fact.id].setText(asked)
            self.texts[fact.id].setAccessibleName(f"{asked} {_('What it rests on')}")
            self.texts[fact.id].setPlaceholderText(_("What it rests on"))
            if fact.id in self.choices:
                choice = self.choices[fact.id]
                choice.setAccessibleName(asked)
                for place, known in enumerate(KNOWN):
                    choice.setItemText(place, known_word(known, _))
        self.save.retranslate()
        if self._sheet is not None:
            self.show_sheet(self._sheet)

    def _record(self, view: FactView) -> None:
        words = self._told[view.fact.id]
        words.setText("\n".join(f"・{said}" for said in view.told) or known_word(Known.OPEN, _))

    def _leak(self, leak: str, checked: bool) -> None:
        if self._sheet is None:
            return
        subject, known = self._sheet.subject, Known.YES if checked else Known.NO
        self._session.do(lambda desk: case_notes.write(desk, subject, f"{LEAK}{leak}", known=known), owner=self)


def _writing(record: Hashable, name: str, value: Any) -> Callable[[Desk], Any]:
    topic, _blank, part = name.rpartition(" ")
    if part == "known":
        return lambda desk: case_notes.write(desk, str(record), topic, known=Known(value))
    return lambda desk: case_notes.write(desk, str(record), topic, text=str(value))

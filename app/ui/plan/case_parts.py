"""What the lists of a case are made of: causes with the measures that answer them, discipline.

Each has its parts as cards show them, its words, and how it is written into the cards and read from them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.grades import Cause
from app.domain.plan import Action, CaseCause, Discipline
from app.errors import UserError
from app.i18n import gettext as _
from app.services.typed_days import typed_day
from app.ui.plan.data import PlanData
from app.ui.plan.dialogs import ChooseDialog
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.columns import empty, shorten
from app.ui.widgets.rows_editor import Part, Raw, Wanting, Words, read_rows
from app.ui.words import cause_word, day_word


class MeasuresField(QWidget):
    """The measures that answer a cause, and a button to choose them.

    `raw` is (ids of measures, ids of items): the items that a cause names are kept, not written here.
    """

    edited = Signal()

    def __init__(self, session: Session, data: Callable[[], PlanData | None]) -> None:
        super().__init__()
        self._data = data
        self._chosen: tuple[str, ...] = ()
        self._items: tuple[str, ...] = ()
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        self.choose_button = button("", self.choose)
        lock(session, self.choose_button)
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


def cause_parts(make: Callable[[], QWidget]) -> Sequence[Part]:
    """What a cause is made of; `make` gives the field of its measures."""
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


def cause_words() -> Words:
    """What the list of causes says."""
    return Words(
        lambda number: _("Cause {number}").format(number=number),
        lambda: _("Add a cause"),
        lambda: _("Delete"),
        lambda: _("No cause yet: write them as opportunity, motive and rationalisation."),
    )


def discipline_parts() -> Sequence[Part]:
    """What a measure of discipline is made of."""
    return (
        Part(lambda: _("Who is concerned (a class, no names)"), width=220),
        Part(lambda: _("What was decided"), width=200),
        Part(lambda: _("Decided on"), "day", 170),
        Part(lambda: _("Why it was decided"), "text"),
    )


def discipline_words() -> Words:
    """What the list of discipline says."""
    return Words(
        lambda number: _("Discipline {number}").format(number=number),
        lambda: _("Add a measure of discipline"),
        lambda: _("Delete"),
        lambda: _("No discipline is recorded yet."),
    )


def causes_written(causes: tuple[CaseCause, ...]) -> Raw:
    """Causes as the cards show them."""
    return tuple((c.cause, c.text, (c.actions, c.items)) for c in causes)


def causes_read(raw: Raw) -> tuple[CaseCause, ...]:
    """The causes that were typed. Raises `Incomplete`."""
    return read_rows(raw, _cause)


def _cause(row: Raw) -> CaseCause:
    cause, text, answers = row
    if not text.strip():
        raise Wanting(1, "case_cause_needs_text")
    return CaseCause(Cause(cause), text, *answers)


def discipline_written(discipline: tuple[Discipline, ...]) -> Raw:
    """Discipline as the cards show it."""
    return tuple((d.target, d.measure, day_word(d.dated), d.reason) for d in discipline)


def discipline_read(raw: Raw) -> tuple[Discipline, ...]:
    """The discipline that was typed: for whom, and what was decided. Raises `Incomplete`."""
    return read_rows(raw, _discipline)


def _discipline(row: Raw) -> Discipline:
    target, measure, dated, reason = row
    if not (target.strip() and measure.strip()):
        raise Wanting(1 if target.strip() else 0, "case_discipline_incomplete")
    return Discipline(target, measure, reason, _day(dated, 2))


def _day(text: str, part: int) -> date | None:
    try:
        return typed_day(text)
    except UserError as why:
        raise Wanting(part, why.code, **why.values) from None

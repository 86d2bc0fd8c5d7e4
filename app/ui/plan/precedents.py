"""The nearest rows of 図表2 with what is shared and what differs, with the sentence that they forecast nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.case_papers import CASE, subject_of
from app.domain.nearness import Near
from app.i18n import current_language
from app.i18n import gettext as _
from app.services import six_factors
from app.services.case_words import near_told, no_forecast
from app.services.six_factors import FactorSheet
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, card, label
from app.ui.widgets.columns import empty
from app.ui.widgets.prose import Prose


class Precedents(QWidget):
    """A card for each row, in the order of what they share; no number stands beside them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._near: Sequence[Near] = ()
        self.note = label()
        self.cards = QVBoxLayout()
        self.cards.setSpacing(theme().px(12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(12))
        column.addWidget(self.note)
        column.addLayout(self.cards)

    def show_near(self, near: Sequence[Near]) -> None:
        """Show these rows."""
        self._near = near
        empty(self.cards)
        for each in near:
            words = near_told(each, self._session.catalogue, _, current_language())
            frame, inner = card()
            inner.addWidget(label("section", f"{words.company}  {words.measure}"))
            for reason in words.reasons:
                inner.addWidget(_prose(reason, ""))
            for head, text in words.lines:
                inner.addWidget(_prose(_("{what}: {text}").format(what=head, text=text), "quiet"))
            self.cards.addWidget(frame)
        none = _("No row of Table 2 shares a fact that is recorded yet.")
        self.note.setText(no_forecast(_) if near else f"{none} {no_forecast(_)}")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.show_near(self._near)


class CasePrecedents(QWidget):
    """The rows beside a case, folded away until they are wanted: only then are they looked for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._case_id = ""
        self._round = 0
        self.toggle = button("link", self._turn)
        self.rows = Precedents(session)
        self.sheet = button("link", self._go)
        self.body = QWidget()
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self.rows)
        inner.addWidget(self.sheet)
        self.body.setVisible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme().px(8))
        layout.addWidget(self.toggle)
        layout.addWidget(self.body)

    def show_case(self, case_id: str) -> None:
        """Look for the rows nearest to a case, if they are shown."""
        self._case_id = case_id
        if not self.body.isHidden():
            self._look()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.sheet.setText(_("Record facts of this case on the sheet of the six factors"))
        self.rows.retranslate()
        self._name()

    def _turn(self) -> None:
        self.body.setVisible(self.body.isHidden())
        if not self.body.isHidden():
            self._look()
        self._name()

    def _name(self) -> None:
        sign = "▸" if self.body.isHidden() else "▾"
        self.toggle.setText(f"{sign} {_('Nearest rows of Table 2 of the report summary')}")

    def _look(self) -> None:
        self._round += 1
        round_, desk, language = self._round, self._session.desk, current_language()
        subject = subject_of(CASE, self._case_id)

        def home(found: tuple[FactorSheet, ...]) -> None:
            sheet = next((each for each in found if each.subject == subject), None)
            if round_ == self._round:
                self.rows.show_near(sheet.near if sheet is not None else ())

        self._session.tasks.read(lambda: six_factors.read(desk, _, language), home, owner=self)

    def _go(self) -> None:
        record = subject_of(CASE, self._case_id)
        self._session.go(Target("plan", options={"tab": "factors", "record": record}))


def _prose(text: str, role: str) -> Prose:
    made = Prose(role=role, selectable=True)
    made.setText(text)
    return made

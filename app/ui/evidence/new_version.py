"""Why a file replaces a piece of evidence, and until when the new version proves anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.pieces import Piece
from app.i18n import gettext as _
from app.ui.dialogs.ask import AskText
from app.ui.said import Words
from app.ui.style.theme import theme
from app.ui.widgets.basics import label
from app.ui.widgets.date_field import DateField
from app.ui.words import day_word


class AskNewVersion(AskText):
    """`answered` is called with the reason and the last day (None: it has none), which is that of the version before
    until the officer writes another one."""

    def __init__(
        self, piece: Piece, lead: Words, answered: Callable[[str, date | None], object], parent: QWidget
    ) -> None:
        self._piece, self._stored = piece, answered
        self.day_name, self.day, self.hint = label(wrap=False), DateField(), label("hint")
        name = piece.evidence.name
        super().__init__(
            lambda: _("New version of {name}").format(name=name),
            lead,
            lambda: _("Store the new version"),
            "",
            lambda _reason: None,
            parent,
        )
        self.day.set_day(piece.facts.expires)
        term = QVBoxLayout()
        term.setSpacing(theme().px(4))
        for each in (self.day_name, self.day, self.hint):
            term.addWidget(each)
        column = self.form.column3
        column.insertLayout(column.indexOf(self.form.answer) + 1, term)
        self.day_name.setBuddy(self.day)
        self.resize(self.width(), max(self.sizeHint().height(), self.heightForWidth(self.width())))

    def retranslate(self) -> None:
        """Set every text anew."""
        super().retranslate()
        before = self._piece.facts.expires
        self.day_name.setText(_("Last day of the new version"))
        self.day.setAccessibleName(self.day_name.text())
        hint = _("After this day it proves nothing any more. Empty: it has no last day.")
        if before is not None:
            told = _("The version before has {day}: write the day of the new one.").format(day=day_word(before))
            hint = f"{told} {hint}"
        self.hint.setText(hint)

    def _done(self) -> None:
        if not self.day.readable:
            self.say_problem(self.form.problem, self.day.why_not)
            self.day.setFocus()
            return
        self._stored(self.form.answer.text().strip(), self.day.day())
        self.accept()

"""Asking for one line: a name, a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.dialogs.dialog import Dialog
from app.ui.generated.ask_text import Ui_AskText
from app.ui.said import Words, said


class AskText(Dialog):
    """`answered` is called with the line; it cannot be given while it is empty."""

    def __init__(
        self, title: Words, lead: Words, action: Words, text: str, answered: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._answered = answered
        self.form = Ui_AskText()
        self.form.setupUi(self)
        self.fit()
        self._words = title, lead, action
        self.retranslate()
        self.form.answer.setText(text)
        self.form.answer.selectAll()
        self.form.answer.textChanged.connect(self._look)
        self.form.ok.clicked.connect(self._done)
        self.form.ok.setDefault(True)
        self.form.cancel.clicked.connect(self.reject)
        self.say_problem(self.form.problem, "")
        self._look()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.form.retranslateUi(self)
        title, lead, action = (said(words) for words in self._words)
        self.setWindowTitle(title)
        self.form.title.setText(title)
        self.form.lead.setText(lead)
        self.form.ok.setText(action)
        self.form.answer.setAccessibleName(lead)

    def _look(self) -> None:
        self.form.ok.setEnabled(bool(self.form.answer.text().strip()))

    def _done(self) -> None:
        self._answered(self.form.answer.text().strip())
        self.accept()

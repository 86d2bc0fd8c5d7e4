"""Asking for one line: a name, a reason."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.dialogs.dialog import Dialog
from app.ui.generated.ask_text import Ui_AskText


class AskText(Dialog):
    """`answered` is called with the line; it cannot be given while it is empty."""

    def __init__(
        self, title: str, lead: str, action: str, text: str, answered: Callable[[str], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._answered = answered
        self.form = Ui_AskText()
        self.form.setupUi(self)
        self.fit()
        self.setWindowTitle(title)
        self.form.title.setText(title)
        self.form.lead.setText(lead)
        self.form.ok.setText(action)
        self.form.answer.setAccessibleName(lead)
        self.form.answer.setText(text)
        self.form.answer.selectAll()
        self.form.answer.textChanged.connect(self._look)
        self.form.ok.clicked.connect(self._done)
        self.form.ok.setDefault(True)
        self.form.cancel.clicked.connect(self.reject)
        self.say_problem(self.form.problem, "")
        self._look()

    def _look(self) -> None:
        self.form.ok.setEnabled(bool(self.form.answer.text().strip()))

    def _done(self) -> None:
        self._answered(self.form.answer.text().strip())
        self.accept()

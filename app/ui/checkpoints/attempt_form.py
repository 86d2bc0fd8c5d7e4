"""Writing down that a second person tried to disprove an answer: who, what was tried, and whether it held."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.domain.challenges import Outcome
from app.domain.text import says_what_was_done
from app.i18n import gettext as _
from app.services.challenge_words import attempt_word
from app.ui.checkpoints.comment import PageKeys
from app.ui.said import Words, said
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.growing_text import GrowingText
from app.ui.widgets.word_box import WordBox

_TONES = {Outcome.HELD: "conforming", Outcome.REFUTED: "nonconforming"}
_GLYPHS = {Outcome.HELD: "○", Outcome.REFUTED: "×"}


@dataclass(frozen=True, slots=True)
class Attempt:
    """What is written in the form; `outcome` None while nothing is chosen."""

    person: str = ""
    tried: str = ""
    outcome: Outcome | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing would be lost with it."""
        return not self.person.strip() and not self.tried.strip() and self.outcome is None


class AttemptForm(QFrame):
    """Opened in place. `given` when everything is there; `cancelled` by Esc or the button, which forgets what was
    written."""

    given = Signal()
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._problem: Words = ""
        self._outcome: Outcome | None = None
        self._people: tuple[str, ...] = ()
        self.person_name, self.tried_name = label("quiet", parent=self), label("quiet", parent=self)
        self.outcome_name = label("quiet", parent=self)
        self.person = WordBox((), self)
        line = self.person.lineEdit()
        assert line is not None  # noqa: S101 - other text than the words offered is taken
        line.setMaxLength(200)
        self.person_name.setBuddy(self.person)
        self.tried = GrowingText(self)
        self.tried.setTabChangesFocus(True)
        self.tried_name.setBuddy(self.tried)
        self.buttons = {outcome: button("outcome", partial(self.choose, outcome), self) for outcome in Outcome}
        for outcome, each in self.buttons.items():
            each.setCheckable(True)
            each.setProperty("tone", _TONES[outcome])
        self.problem = label("quiet", parent=self)
        self.problem.setProperty("tone", "nonconforming")
        self.record = button("", self.submit, self)
        self.cancel = button("", self.take_back, self)
        self._column = QVBoxLayout(self)
        for part in (self.person_name, self.person, self.tried_name, self.tried, self.outcome_name):
            self._column.addWidget(part)
        self._column.addLayout(_side_by_side(*self.buttons.values()))
        self._column.addWidget(self.problem)
        self._column.addLayout(_side_by_side(self.record, self.cancel))
        keys = PageKeys(self)
        for field in (line, self.person, self.tried):
            field.installEventFilter(keys)
        line.returnPressed.connect(self.tried.setFocus)
        for changed in (self.person.editTextChanged, self.tried.textChanged):
            changed.connect(lambda *_text: self.say(""))
        self._key(Qt.Key.Key_Escape, self.take_back)
        self.hide()
        self.retranslate()
        self.dress()

    def _key(self, key: Qt.Key, act: Callable[[], None]) -> None:
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    @property
    def written(self) -> Attempt:
        """What stands in the form."""
        return Attempt(self.person.currentText(), self.tried.toPlainText(), self._outcome)

    def put(self, attempt: Attempt) -> None:
        """Show what was written before."""
        self.person.setEditText(attempt.person)
        self.tried.setPlainText(attempt.tried)
        self._outcome = attempt.outcome
        self._mark()
        self.say("")

    def offer(self, people: Sequence[str]) -> None:
        """The people of the audit, to choose from; what is written stays."""
        # A reading while somebody writes must not move the cursor.
        if self._people != tuple(people):
            self._people = tuple(people)
            self.person.offer(people)

    def begin(self) -> None:
        """Open with the cursor in the first field."""
        self.show()
        self.person.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, outcome: Outcome) -> None:
        """What came of it."""
        self._outcome = outcome
        self._mark()
        self.say("")

    def submit(self) -> None:
        """Give it, or say what is wanting and go there."""
        written = self.written
        if not written.person.strip():
            self.say(lambda: _("Name the person who tried to disprove the answer."))
            self.person.setFocus()
        elif not says_what_was_done(written.tried):
            self.say(
                lambda: _(
                    "Write in words what was tried to disprove the answer. Where nothing was tried there is nothing "
                    "to record."
                )
            )
            self.tried.setFocus()
        elif written.outcome is None:
            self.say(lambda: _("Choose what came of it."))
            self.buttons[Outcome.HELD].setFocus()
        else:
            self.given.emit()

    def take_back(self) -> None:
        """Close and forget."""
        self.put(Attempt())
        self.hide()
        self.cancelled.emit()

    def say(self, problem: Words) -> None:
        """What is wanting, or why it was refused."""
        self._problem = problem
        self.problem.setText(said(problem))
        self.problem.setVisible(bool(self.problem.text()))

    def retranslate(self) -> None:
        """Set every text anew."""
        self.person_name.setText(_("Who tried (another person than who answered)"))
        self.person.setAccessibleName(self.person_name.text())
        self.tried_name.setText(_("What was tried, and what was found"))
        self.tried.setAccessibleName(self.tried_name.text())
        self.tried.setPlaceholderText(_("When, where and how"))
        self.outcome_name.setText(_("What came of it"))
        for outcome, each in self.buttons.items():
            word = attempt_word(outcome, _)
            each.setText(f"{_GLYPHS[outcome]} {word}")
            each.setAccessibleName(word)
        self.record.setText(_("Record the attempt"))
        self.cancel.setText(_("Discard (Esc)"))
        self.problem.setText(said(self._problem))

    def dress(self) -> None:
        """Take on the present zoom."""
        pad = theme().px(12)
        self._column.setContentsMargins(theme().px(16), pad, theme().px(16), pad)
        self._column.setSpacing(theme().px(8))

    def _mark(self) -> None:
        for outcome, each in self.buttons.items():
            if each.isChecked() != (outcome is self._outcome):
                each.setChecked(outcome is self._outcome)
            restyle(each, tone=_TONES[outcome])


def _side_by_side(*widgets: QWidget) -> Flow:
    row = Flow()
    for each in widgets:
        row.addWidget(each)
    return row

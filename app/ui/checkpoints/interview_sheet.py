"""The screen of the rehearsal: what is asked, and behind one key each the answer, its evidence, history and measure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.domain.answers import Answer
from app.domain.plan import Action
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services.interviewing import Asked
from app.ui.checkpoints.heading import LINE
from app.ui.checkpoints.past import Past
from app.ui.said import Words, said
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.style.tokens import GLYPH
from app.ui.widgets.basics import button, card, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose
from app.ui.words import day_word, state_word, verdict_word

ACTS = ("answer", "evidence", "history", "measure", "failed", "back", "next", "go")
"""What its buttons ask for, in their order."""


class InterviewSheet(QWidget):
    """One question at a time. `acted` carries one of `ACTS`.

    `take_key` is offered the keys before they would scroll; it tells whether it took one.
    """

    acted = Signal(str)

    def __init__(self, take_key: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take_key = take_key
        self._asked: Asked | None = None
        self._at = (0, 0)
        self._failed = False
        self._measure = False
        self._said: Words = ""
        self.where = Prose(self, "quiet")
        self.count = label("quiet", wrap=False, parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme().px(6))
        self.question = Prose(self, "asked", selectable=True)
        self.further = Prose(self, selectable=True)
        self.why = Prose(self, "quiet", selectable=True)
        self.card, inside = card(parent=self)
        self.checkpoint = Prose(self.card, "section", selectable=True)
        self.answer = Prose(self.card, selectable=True)
        self.evidence = Prose(self.card, "quiet", selectable=True)
        self.measure = Prose(self.card, selectable=True)
        self.past = Past(self.card)
        self.past.toggle.hide()
        self.past.list.show()
        shown: tuple[QWidget, ...] = (self.checkpoint, self.answer, self.evidence, self.measure, self.past)
        for part in shown:
            inside.addWidget(part)
        self.mark = QFrame(self)
        self.mark.setProperty("role", "notice")
        self.marked = Prose(self.mark)
        around = QVBoxLayout(self.mark)
        around.addWidget(self.marked)
        self.told = Prose(self, "quiet")
        self.buttons = {name: button("", partial(self.acted.emit, name), self) for name in ACTS}
        tools = QWidget(self)
        flow = Flow(tools)
        for each in self.buttons.values():
            flow.addWidget(each)
        head = QHBoxLayout()
        head.addWidget(self.where, 1)
        head.addWidget(self.count)
        column = QVBoxLayout(self)
        margin = theme().px(32)
        column.setContentsMargins(margin, theme().px(24), margin, theme().px(24))
        column.setSpacing(theme().px(12))
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addSpacing(theme().px(12))
        rest: tuple[QWidget, ...] = (self.question, self.further, self.why, tools, self.mark, self.told, self.card)
        for part in rest:
            column.addWidget(part)
            part.setMaximumWidth(theme().px(LINE * 26 // 20))
        column.addStretch(1)

    @property
    def is_answered(self) -> bool:
        """Whether the answer is shown."""
        return not self.card.isHidden()

    def put(self, asked: Asked, index: int, count: int, *, failed: bool) -> None:
        """Ask one question, the `index`-th of `count`; what was answered stays hidden."""
        self._asked, self._at, self._failed = asked, (index, count), failed
        self._measure, self._said = False, ""
        self.past.put(())
        self.card.hide()
        self.past.hide()
        self.retranslate()

    def show_answer(self) -> None:
        """Show what was answered, or hide it again."""
        self.card.setVisible(self.card.isHidden())
        self.retranslate()

    def show_history(self, revisions: Sequence[Answer]) -> None:
        """Show every revision of the answer."""
        self.card.show()
        self.past.put(revisions)
        self.past.toggle.hide()
        self.retranslate()

    def show_measure(self) -> None:
        """Show the measure, or that there is none."""
        self.card.show()
        self._measure = True
        self.retranslate()

    def say(self, words: Words) -> None:
        """Say something that needs no answer; the next question puts it away."""
        self._said = words
        self.retranslate()

    def mark_failed(self, failed: bool) -> None:
        """Show whether it could be answered."""
        self._failed = failed
        self.retranslate()

    def retranslate(self) -> None:
        """Set every text anew."""
        hidden = self.card.isHidden()
        words = {
            "answer": _("A Show the answer") if hidden else _("A Hide the answer"),
            "evidence": _("E Evidence"),
            "history": _("H History"),
            "measure": _("M Measure"),
            "failed": _("X Could be answered after all") if self._failed else _("X Could not answer"),
            "back": _("← Back"),
            "next": _("Enter Next"),
            "go": _("O Open the checkpoint"),
        }
        for name, each in self.buttons.items():
            each.setText(words[name])
        self.told.setText(said(self._said))
        self.told.setVisible(bool(self.told.text()))
        self.mark.setVisible(self._failed)
        self.marked.setText(_("⚑ Could not be answered; it is flagged and listed at the end."))
        asked = self._asked
        if asked is None:
            return
        index, count = self._at
        where = asked.site_name or _("(company)")
        self.where.setText(f"{asked.checkpoint.id}   {where}")
        self.count.setText(f"{index + 1} / {count}")
        self.count.setAccessibleName(_("{number} of {count}").format(number=index + 1, count=count))
        self.bar.setRange(0, count)
        self.bar.setValue(index)
        self.bar.setAccessibleName(_("Progress of the rehearsal"))
        self.question.setText(asked.question)
        self.further.setText("\n".join(f"・{each}" for each in asked.further))
        self.further.setVisible(bool(asked.further))
        self.why.setText(_("Why it is asked: {reasons}").format(reasons=" ".join(asked.why)))
        self.setAccessibleName(f"{asked.checkpoint.id} {where} {asked.question}")
        self._tell_answer(asked)

    def _tell_answer(self, asked: Asked) -> None:
        self.checkpoint.setText(asked.checkpoint.question.in_language(current_language()))
        answer = asked.answer
        parts = [f"{GLYPH[answer.verdict]} {verdict_word(answer.verdict)}", answer.comment or _("There is no remark.")]
        if answer.reason:
            parts.append(_("Reason: {reason}").format(reason=answer.reason))
        self.answer.setText("\n".join(parts))
        names = listed(each.name for each in asked.evidence)
        self.evidence.setText(_("Evidence: {names}").format(names=names) if names else _("There is no evidence."))
        self.measure.setVisible(self._measure)
        self.measure.setText(_measure_words(asked.action))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """One key each."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Large letters where there is room for them."""
        super().resizeEvent(event)
        role = "asked" if event.size().width() >= theme().px(tokens.COMPACT) else "question"
        if self.question.property("role") != role:
            restyle(self.question, role=role)


def _measure_words(action: Action | None) -> str:
    if action is None:
        return _("There is no measure in the plan.")
    who = action.owner or action.department or _("nobody in charge")
    due = day_word(action.until) if action.until is not None else _("no due date")
    head = _("Measure {number}: {who}, {due}, {state}").format(
        number=action.number, who=who, due=due, state=state_word(action.state)
    )
    return f"{head}\n{action.measure}".strip()

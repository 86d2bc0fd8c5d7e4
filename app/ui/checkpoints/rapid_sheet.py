"""The screen of quick answers: the question in large letters, how it is verified, the verdicts, the keys."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QFrame,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.catalogue import Catalogue, Checkpoint
from app.domain.grades import Verdict
from app.i18n import current_language
from app.i18n import gettext as _
from app.ui.checkpoints.carried import CarriedBar
from app.ui.checkpoints.heading import LINE, steps
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.checkpoints.verdicts import Outset, VerdictRow
from app.ui.messages import Message
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose
from app.ui.words import verdict_word

if TYPE_CHECKING:
    from app.domain.carrying import Predecessor
    from app.services.carried_answers import CarriedView
    from app.services.findings import ProposalView

ACTS = ("back", "skip", "remark", "evidence", "flag", "end")
"""What its buttons ask for beside a verdict, in their order."""
_LOW, _LEAST = 480, 72
"""Below this height (at 100 %) the verdicts alone stay in sight; so many pixels what is read has at least."""
_SCROLLING = {
    Qt.Key.Key_Up: QAbstractSlider.SliderAction.SliderSingleStepSub,
    Qt.Key.Key_Down: QAbstractSlider.SliderAction.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: QAbstractSlider.SliderAction.SliderPageStepSub,
    Qt.Key.Key_PageDown: QAbstractSlider.SliderAction.SliderPageStepAdd,
}
TAKE_KEY = "T"
"""Takes over the answer of last time."""


class RapidSheet(QWidget):
    """One place at a time. `acted` carries one of `ACTS`; the verdicts and the reason have signals of their own.

    `take_key` is offered the keys that no line of text takes, before they would scroll; it tells whether it took one.
    """

    acted = Signal(str)

    def __init__(self, take_key: Callable[[QKeyEvent], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take_key = take_key
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._checkpoint: Checkpoint | None = None
        self._where = ""
        self._at = (0, 0)
        self.where = Prose(self, "quiet")
        self.count = label("quiet", wrap=False, parent=self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme().px(6))
        self.question = Prose(self, "asked", selectable=True)
        self.verify_title = label("section", parent=self)
        self.verify = Prose(self, selectable=True)
        self.proposal = QFrame(self)
        self.proposal.setProperty("role", "proposal")
        self.proposed = Prose(self.proposal, selectable=True)
        inside = QVBoxLayout(self.proposal)
        inside.addWidget(self.proposed)
        self.proposal.hide()
        self.carried = CarriedBar(self, TAKE_KEY)
        self.verdicts = VerdictRow(self)
        self.reason = ReasonPanel(self)
        self.remark = QLineEdit(self)
        self.remark.setMaxLength(4000)
        self.remark.hide()
        self.state = Prose(self, "quiet")
        self.refusal = QFrame(self)
        self.refusal.setProperty("role", "error")
        self.refused = Prose(self.refusal, selectable=True)
        around = QVBoxLayout(self.refusal)
        around.addWidget(self.refused)
        self.refusal.hide()
        self.buttons = {name: button("", partial(self.acted.emit, name), self) for name in ACTS}
        self._tools = QWidget(self)
        flow = Flow(self._tools)
        for each in self.buttons.values():
            # Clicked or reached with Tab; a key of the page stays one of the page.
            flow.addWidget(each)
        head = QHBoxLayout()
        head.addWidget(self.where, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        column = self._column = QVBoxLayout(self)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addSpacing(theme().px(12))
        column.addWidget(self._read_part(), 1)
        row = Outset()
        row.addWidget(self.verdicts)
        column.addLayout(row)
        column.addWidget(self._tools)
        column.addStretch(0)
        margin = theme().px(32)
        column.setContentsMargins(margin, theme().px(24), margin, theme().px(24))
        column.setSpacing(theme().px(12))
        self._low = False
        self.question.setMaximumWidth(theme().px(LINE * 26 // 20))
        self.verify.setMaximumWidth(theme().px(LINE))
        wide: tuple[QWidget, ...] = (
            self.verdicts,
            self.reason,
            self.remark,
            self.proposal,
            self.carried,
            self.refusal,
        )
        for part in wide:
            part.setMaximumWidth(theme().px(LINE * 26 // 20))

    def _read_part(self) -> QScrollArea:
        """What is read and written, scrolled where the window is low; the verdicts below it stay in sight."""
        body = QWidget()
        body.setProperty("role", "page")
        self._body = QVBoxLayout(body)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(theme().px(12))
        parts: tuple[QWidget, ...] = (
            self.question,
            self.verify_title,
            self.verify,
            self.proposal,
            self.carried,
            self.reason,
            self.remark,
            self.state,
            self.refusal,
        )
        for part in parts:
            self._body.addWidget(part)
        self.area = _AsHighAsNeeded(body)
        return self.area

    @property
    def is_writing(self) -> bool:
        """Whether a line is open in which something is written."""
        return not self.reason.isHidden() or not self.remark.isHidden()

    def put(self, checkpoint: Checkpoint, where: str, index: int, count: int) -> None:
        """Ask a checkpoint at a place, the `index`-th of `count`."""
        self._checkpoint, self._where, self._at = checkpoint, where, (index, count)
        self.close_lines()
        self.refusal.hide()
        self.proposal.hide()
        self.carried.put(None)
        self.retranslate()
        self._save_room()
        self.area.verticalScrollBar().setValue(0)

    def show_state(self, verdict: Verdict, remark: str, flag: str | None) -> None:
        """Show what was answered here, and what was marked."""
        self.verdicts.show_verdict(verdict)
        told = []
        if flag is not None:
            told.append(_("⚑ Flagged: {note}").format(note=flag) if flag else _("⚑ Flagged"))
        if remark and self.remark.isHidden():
            told.append(_("Remark: {text}").format(text=remark))
        self.state.setText("\n".join(told))
        self.state.setVisible(bool(told))

    def show_proposal(self, catalogue: Catalogue, view: ProposalView | None) -> None:
        """Tell what ledgers propose here; nothing where they say nothing."""
        self.proposal.setVisible(view is not None)
        if view is None:
            return
        from app.ui.checkpoints.proposal import sentences

        told = sentences(catalogue, view, current_language())
        words = _("The ledgers propose “{verdict}”.").format(verdict=verdict_word(view.proposal.verdict))
        more = _("And {count} more.").format(count=len(told) - 1) if len(told) > 1 else ""
        self.proposed.setText(" ".join(part for part in (words, told[0] if told else "", more) if part))

    def show_carried(self, view: CarriedView | None, before: Predecessor | None) -> None:
        """Tell what the earlier audit said here; nothing where that was decided on."""
        self.carried.put(view if view is not None and view.carried.waiting else None, before)

    def ask_reason(self, before: Verdict, after: Verdict) -> None:
        """Ask why, in place."""
        self.close_lines()
        self.verdicts.show_verdict(before, after)
        if before is Verdict.UNANSWERED:
            self.reason.ask(lambda: _("Why does this checkpoint not apply?"), lambda: _("Record"))
        else:
            self.reason.ask(
                lambda: _("Change from “{before}” to “{after}”. Why?").format(
                    before=verdict_word(before), after=verdict_word(after)
                ),
                lambda: _("Record the change"),
            )

    def write_remark(self, text: str) -> None:
        """Open the line for a remark."""
        self.close_lines()
        self.remark.setText(text)
        self.remark.show()
        self.state.hide()
        self.remark.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_lines(self) -> None:
        """Close what is open to be written in, and tell nobody."""
        if self.is_writing:
            self.reason.close_quietly()
            self.remark.hide()
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, told: Message) -> None:
        """Say why something could not be kept."""
        self.refused.setText(told.sentence)
        self.refused.setToolTip(escape(told.details))
        self.refusal.show()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.verdicts.retranslate()
        self.carried.retranslate()
        self.reason.retranslate()
        self.verify_title.setText(_("How to verify"))
        self.remark.setPlaceholderText(_("Remark: what was seen, where and when. Enter keeps it, Esc takes it back."))
        self.remark.setAccessibleName(_("Remark"))
        words = {
            "back": _("← Back"),
            "skip": _("0 Skip"),
            "remark": _("R Remark"),
            "evidence": _("E Evidence later"),
            "flag": _("F Flag"),
            "end": _("Esc Finish"),
        }
        for name, each in self.buttons.items():
            each.setText(words[name])
        checkpoint = self._checkpoint
        if checkpoint is None:
            return
        language, (index, count) = current_language(), self._at
        self.where.setText(f"{checkpoint.id}   {self._where}")
        self.count.setText(f"{index + 1} / {count}")
        self.count.setAccessibleName(_("{number} of {count}").format(number=index + 1, count=count))
        self.bar.setRange(0, count)
        self.bar.setValue(index)
        self.bar.setAccessibleName(_("Progress of this pass"))
        self.question.setText(checkpoint.question.in_language(language))
        self.verify.setText(steps(checkpoint.verify.in_language(language)))
        self.setAccessibleName(f"{checkpoint.id} {self._where} {self.question.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """One key each; those that scroll do so where the question is longer than its room."""
        if self._take_key(event):
            return
        act = _SCROLLING.get(Qt.Key(event.key()))
        if act is not None and self.area.verticalScrollBar().maximum():
            self.area.verticalScrollBar().triggerAction(act)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The verdicts stand in a row where they fit."""
        super().resizeEvent(event)
        role = "asked" if event.size().width() >= theme().px(tokens.COMPACT) else "question"
        if self.question.property("role") != role:
            restyle(self.question, role=role)
        room = event.size().width() - 2 * theme().px(32)
        self.verdicts.arrange(4 if room >= max(theme().px(520), self.verdicts.wanted_width) else 2)
        self._save_room()

    def _save_room(self) -> None:
        """Where the window is low, the other buttons scroll with the question: their keys are there all the same."""
        around = self.parentWidget()
        low = (around.height() if around is not None else self.height()) < theme().px(_LOW)
        if low is self._low:
            return
        self._low = low
        if low:
            self._column.removeWidget(self._tools)
            self._body.addWidget(self._tools)
        else:
            self._body.removeWidget(self._tools)
            self._column.insertWidget(self._column.count() - 1, self._tools)
        side, edge = theme().px(32), theme().px(12 if low else 24)
        self._column.setContentsMargins(side, edge, side, edge)


class _AsHighAsNeeded(QScrollArea):
    """No higher than what it holds, so that what stands below follows at once."""

    def __init__(self, body: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(theme().px(_LEAST))
        self.setWidget(body)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """What it holds wants another height."""
        done = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._limit()
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Lines break elsewhere at another width."""
        super().resizeEvent(event)
        self._limit()

    def _limit(self) -> None:
        """A box asks what is narrower than itself how high it would be at the width of the box."""
        body, width = self.widget(), self.viewport().width()
        layout = body.layout() if body is not None else None
        if body is None or layout is None:
            return
        shown = [part for n in range(layout.count()) if (part := _widget_at(layout, n)) is not None]
        heights = [_height(part, min(width, part.maximumWidth())) for part in shown]
        high = sum(heights) + layout.spacing() * max(0, len(heights) - 1)
        body.setMinimumHeight(high)
        self.setMaximumHeight(max(self.minimumHeight(), high))


def _widget_at(layout: QLayout, number: int) -> QWidget | None:
    item = layout.itemAt(number)
    part = item.widget() if item is not None else None
    return part if part is not None and not part.isHidden() else None


def _height(part: QWidget, width: int) -> int:
    return part.heightForWidth(width) if part.hasHeightForWidth() else part.sizeHint().height()

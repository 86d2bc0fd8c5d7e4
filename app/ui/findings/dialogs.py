"""What is done to several findings at once: their state, and the measure that answers them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QDialog, QDialogButtonBox, QWidget

from app.domain.catalogue import Item
from app.domain.findings import Status
from app.domain.plan import Action
from app.i18n import gettext as _
from app.ui.dialogs.dialog import Dialog
from app.ui.findings.acceptance import AcceptanceFields, why_not, why_not_corrected
from app.ui.generated.findings_assign import Ui_FindingsAssign
from app.ui.generated.findings_status import Ui_FindingsStatus
from app.ui.style.theme import theme
from app.ui.widgets.autosave import name_editors
from app.ui.widgets.basics import restyle
from app.ui.widgets.where import item_word
from app.ui.words import status_word

_WIDE, _FRAME = 420, 40
"""Pixels at 100 %: the width, and what the title of a window may need."""

BY_HAND = (Status.OPEN, Status.IN_PROGRESS, Status.CORRECTED, Status.ACCEPTED)
"""The states that an officer may set; `resolved` is a fact."""


class StatusDialog(Dialog):
    """Asks for a state and a remark for `count` findings, and where they are accepted who approved it and until when;
    `given` is called with all of it. `today` is the first day until which one can be accepted. `covered`: the ledger
    of exceptions tells approver and end of each."""

    def __init__(
        self,
        parent: QWidget,
        count: int,
        given: Callable[[Status, str, str, date | None], None],
        today: date,
        *,
        covered: bool = False,
    ) -> None:
        super().__init__(parent)
        self.form = Ui_FindingsStatus()
        self.form.setupUi(self)
        self.setMinimumWidth(theme().px(_WIDE))
        self.form.told.setText(_("Findings whose state is changed: {count}").format(count=f"{count:,}"))
        for status in BY_HAND:
            self.form.status.addItem(status_word(status), status.value)
        self._covered, self._today = covered, today
        self.acceptance = AcceptanceFields(self)
        self.acceptance.edited.connect(lambda: self._look())
        self.acceptance.day_edited.connect(lambda: self._look())
        self.acceptance.finished.connect(lambda: self._look())
        self.form.remark_box.addWidget(self.acceptance)
        # The room that is kept for what may have to be asked is below, not between the lines.
        self.form.layout.insertStretch(self.form.layout.indexOf(self.form.buttons), 1)
        _dress(self, self.form.buttons, _("Change it"))
        self.form.status.currentIndexChanged.connect(lambda: self._look())
        self.form.remark.textChanged.connect(self._look)
        self.accepted.connect(
            lambda: given(self.status(), self.form.remark.toPlainText().strip(), *self.acceptance.given()),
        )
        # All that may be asked for stands here now: it must have room on this screen.
        self.form.missing.setText(self._lacking())
        self.fit()
        self._look()

    def status(self) -> Status:
        """The state that was chosen."""
        return Status(self.form.status.currentData())

    def _look(self) -> None:
        status = self.status()
        self.acceptance.setVisible(status is Status.ACCEPTED and not self._covered)
        lacking = ""
        if status is Status.ACCEPTED:
            lacking = self._lacking()
        elif status is Status.CORRECTED:
            lacking = why_not_corrected(self.form.remark.toPlainText())
        self.form.missing.setText(lacking)
        self.form.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not lacking)
        if self.isVisible() and self.layout() is self.form.layout and self._wanted() > self.height():
            self.resize(self.width(), self._wanted())

    def fit(self) -> None:
        """As high as all of it needs, or scrolled where the screen is too low for that."""
        room = self.screen().availableSize()
        if self._wanted() + theme().px(_FRAME) > room.height():
            self._scroll()
            self.resize(QSize(theme().px(_WIDE), room.height() - theme().px(_FRAME)).boundedTo(room))
        else:
            self.resize(theme().px(_WIDE), self._wanted())

    def _wanted(self) -> int:
        """The height that the form needs, longer sentences included."""
        layout = self.form.layout
        return max(self.minimumSizeHint().height(), layout.totalHeightForWidth(max(self.width(), theme().px(_WIDE))))

    def _lacking(self) -> str:
        """What is still to be said where they are accepted, or what is wrong with the day."""
        if not self._covered and self.acceptance.until.marked:
            return self.acceptance.until.why_not()
        approver, until = self.acceptance.given()
        return why_not(self.form.remark.toPlainText(), approver, until, self._today, covered=self._covered)


@dataclass(frozen=True, slots=True)
class Assignment:
    """A measure of the plan (`number`), or a new one under an item."""

    number: int = 0
    item: str = ""
    text: str = ""


class AssignDialog(QDialog):
    """Asks under which measure `count` findings are put; `given` is called with it."""

    def __init__(
        self,
        parent: QWidget,
        count: int,
        actions: Sequence[Action],
        items: Sequence[Item],
        item: str,
        given: Callable[[Assignment], None],
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = Ui_FindingsAssign()
        self.form.setupUi(self)
        self.setMinimumWidth(theme().px(520))
        self.form.told.setText(_("Findings to be put under a measure: {count}").format(count=f"{count:,}"))
        for action in actions:
            self.form.measure.addItem(f"No.{action.number}  {action.item}  {action.measure}", action.number)
        _searchable(self.form.measure)
        for each in items:
            self.form.item.addItem(item_word(each), each.id)
        self.form.item.setCurrentIndex(max(0, self.form.item.findData(item)))
        self.form.known.setEnabled(bool(actions))
        self.form.known.setChecked(bool(actions))
        self.form.new_one.setChecked(not actions)
        _dress(self, self.form.buttons, _("Put under it"))
        for box in (self.form.known, self.form.new_one):
            box.toggled.connect(lambda: self._look())
        self.form.text.textChanged.connect(self._look)
        self.form.measure.currentIndexChanged.connect(lambda: self._look())
        self.form.measure.editTextChanged.connect(lambda _text: self._look())
        self.accepted.connect(lambda: given(self.assignment()))
        self._look()

    def assignment(self) -> Assignment:
        """What was chosen."""
        if self.form.known.isChecked():
            return Assignment(number=self.form.measure.itemData(self._chosen()) or 0)
        return Assignment(item=self.form.item.currentData(), text=self.form.text.toPlainText().strip())

    def _chosen(self) -> int:
        """The measure whose words stand in the box, or that alone has what was typed in its words; -1 for none."""
        box, typed = self.form.measure, self.form.measure.currentText().strip()
        if typed == box.itemText(box.currentIndex()).strip():
            return box.currentIndex()
        folded = typed.casefold()
        having = [n for n in range(box.count()) if folded and folded in box.itemText(n).casefold()]
        return having[0] if len(having) == 1 else -1

    def _look(self) -> None:
        known = self.form.known.isChecked()
        self.form.measure.setVisible(known)
        self.form.measure_label.setVisible(known)
        self.form.item.setVisible(not known)
        self.form.item_label.setVisible(not known)
        self.form.text.setVisible(not known)
        self.form.text_label.setVisible(not known)
        lacking = ""
        if known and self._chosen() < 0:
            lacking = _("Choose one of the measures; what is written there is none of them.")
        elif not known and not self.form.text.toPlainText().strip():
            lacking = _("Write what is done.")
        self.form.missing.setText(lacking)
        self.form.missing.setVisible(bool(lacking))
        self.form.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not lacking)


def _dress(dialog: QDialog, buttons: QDialogButtonBox, ok: str) -> None:
    button = buttons.button(QDialogButtonBox.StandardButton.Ok)
    button.setText(ok)
    restyle(button, role="primary")
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    name_editors(dialog)


def _searchable(box: QComboBox) -> None:
    """Typing any part of a measure finds it."""
    box.setEditable(True)
    box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    # The beginning of a long measure is what tells it from others.
    if (line := box.lineEdit()) is not None:
        box.currentIndexChanged.connect(lambda: line.setCursorPosition(0))
        line.setCursorPosition(0)
    completer = QCompleter(box.model(), box)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    box.setCompleter(completer)

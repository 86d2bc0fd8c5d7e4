"""Small dialogs of the plan. They are opened, never waited for; OK stays off until what is needed is there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidgetItem, QWidget

from app.domain.catalogue import Item
from app.i18n import gettext as _
from app.ui.generated.plan_choose import Ui_PlanChoose
from app.ui.generated.plan_new_action import Ui_PlanNewAction
from app.ui.generated.plan_reason import Ui_PlanReason
from app.ui.style.theme import theme
from app.ui.widgets.autosave import name_editors
from app.ui.widgets.basics import restyle
from app.ui.widgets.where import item_word


class Dialog(QDialog):
    """Deleted when it closes; wide enough for a sentence."""

    buttons: QDialogButtonBox

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(420))

    def dress(self, buttons: QDialogButtonBox, ok: str) -> None:
        """Name the buttons and what they do."""
        self.buttons = buttons
        button = buttons.button(QDialogButtonBox.StandardButton.Ok)
        button.setText(ok)
        restyle(button, role="primary")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        name_editors(self)

    def allow(self, yes: bool) -> None:
        """Whether OK can be chosen."""
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(yes)


class ReasonDialog(Dialog):
    """Asks for a reason, which stays in the history; `given` is called with it."""

    def __init__(self, parent: QWidget, title: str, told: str, ok: str, given: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.form = Ui_PlanReason()
        self.form.setupUi(self)
        self.setWindowTitle(title)
        self.form.told.setText(told)
        self.dress(self.form.buttons, ok)
        self.form.reason.textChanged.connect(self._look)
        self.accepted.connect(lambda: given(self.form.reason.toPlainText().strip()))
        self._look()

    def _look(self) -> None:
        self.allow(bool(self.form.reason.toPlainText().strip()))


class NewActionDialog(Dialog):
    """Asks where a measure of the officer's own belongs and what is done."""

    def __init__(self, parent: QWidget, items: Sequence[Item], given: Callable[[str, str], None]) -> None:
        super().__init__(parent)
        self.form = Ui_PlanNewAction()
        self.form.setupUi(self)
        for item in items:
            self.form.item.addItem(item_word(item), item.id)
        self.dress(self.form.buttons, _("Add"))
        self.form.text.textChanged.connect(self._look)
        self.accepted.connect(lambda: given(self.form.item.currentData(), self.form.text.toPlainText().strip()))
        self._look()
        self.form.item.setFocus()

    def _look(self) -> None:
        there = bool(self.form.text.toPlainText().strip())
        self.form.missing.setText("" if there else _("Write what is done."))
        self.allow(there)


class ChooseDialog(Dialog):
    """Ticks any of a list: (words, data) with those that are chosen already."""

    def __init__(
        self,
        parent: QWidget,
        told: str,
        choices: Sequence[tuple[str, Any]],
        chosen: Sequence[Any],
        given: Callable[[tuple[Any, ...]], None],
    ) -> None:
        super().__init__(parent)
        self.form = Ui_PlanChoose()
        self.form.setupUi(self)
        self.form.told.setText(told)
        for words, data in choices:
            item = QListWidgetItem(words, self.form.list)
            item.setToolTip(words)
            item.setData(Qt.ItemDataRole.UserRole, data)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if data in chosen else Qt.CheckState.Unchecked)
        self.resize(theme().px(560), theme().px(480))
        self.dress(self.form.buttons, _("Take over"))
        self.form.search.textChanged.connect(self._search)
        self.accepted.connect(lambda: given(self.chosen()))

    def chosen(self) -> tuple[Any, ...]:
        """The data of what is ticked, in the order of the list."""
        items = (self.form.list.item(n) for n in range(self.form.list.count()))
        return tuple(i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() is Qt.CheckState.Checked)

    def _search(self, text: str) -> None:
        wanted = text.casefold().split()
        for number in range(self.form.list.count()):
            item = self.form.list.item(number)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))

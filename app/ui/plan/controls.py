"""暫定措置: what protects until a system's cut-over, who sees to it, and the checkpoints whose answers prove it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.catalogue import Checkpoint
from app.domain.splitting import Control, of_system
from app.i18n import current_language, listed
from app.i18n import gettext as _
from app.services import splitting
from app.services.splitting import Programme
from app.ui.generated.plan_control import Ui_PlanControl
from app.ui.plan.dialogs import Dialog, ReasonDialog
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.prose import Prose


class ControlsEditor(QWidget):
    """The controls of one system as a list, with buttons to add, change and take one out."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._separation = ""
        self._controls: tuple[Control, ...] = ()
        self.title = label("section", wrap=False)
        self.told = Prose(role="quiet")
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.add = button("", lambda: self._ask(None))
        self.change = button("", lambda: self._ask(self.current()))
        self.remove = button("link", self._take_out)
        lock(session, self.add, self.change, self.remove)
        tools = QWidget()
        row = Flow(tools)
        for press in (self.add, self.change, self.remove):
            row.addWidget(press)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        for part in (self.title, self.told, self.list, tools):
            column.addWidget(part)
        self.list.itemActivated.connect(lambda item: self._ask(self.current()))
        self.list.currentRowChanged.connect(lambda row: self._look())

    def show_controls(self, separation: str, programme: Programme) -> None:
        """Show the controls of a system; the one that was chosen stays so."""
        before = self.current() if separation == self._separation else None
        key = before.id if before is not None else ""
        self._separation = separation
        self._controls = of_system(programme.controls, separation)
        self.list.clear()
        for control in self._controls:
            item = QListWidgetItem(_words(control), self.list)
            item.setToolTip(_words(control))
        chosen = next((n for n, control in enumerate(self._controls) if control.id == key), 0)
        if self._controls:
            self.list.setCurrentRow(chosen)
        self.list.setVisible(bool(self._controls))
        lines = sum(_words(control).count("\n") + 1 for control in self._controls)
        self.list.setFixedHeight(min(theme().px(22 * lines + 16), theme().px(220)))
        self._look()

    def current(self) -> Control | None:
        """The control that is chosen."""
        row = self.list.currentRow()
        return self._controls[row] if 0 <= row < len(self._controls) else None

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Interim controls"))
        self.told.setText(
            _("Until the cut-over. When a stage slips, the answers to their checkpoints are to be confirmed again.")
        )
        self.list.setAccessibleName(_("Interim controls"))
        self.add.setText(_("Add a control…"))
        self.change.setText(_("Change…"))
        self.remove.setText(_("Take it out"))

    def _look(self) -> None:
        there = self.current() is not None
        self.change.setEnabled(there)
        self.remove.setEnabled(there)

    def _ask(self, control: Control | None) -> None:
        if self._session.sealed or not self._separation:
            return
        known = control or Control("", self._separation, 0, "")
        checkpoints = self._session.outline.checkpoints

        def given(written: Control) -> None:
            self._session.do(lambda desk: splitting.put_control(desk, written), owner=self)

        ControlDialog(self, known, checkpoints, given).open()

    def _take_out(self) -> None:
        control = self.current()
        if control is None:
            return

        def given(reason: str) -> None:
            self._session.do(lambda desk: splitting.remove_control(desk, control.id, reason), owner=self)

        ReasonDialog(self, _("Take an interim control out"), control.text, _("Take it out"), given).open()


def _words(control: Control) -> str:
    parts = [control.text]
    if control.responsible:
        parts.append(_("Who sees to it: {name}").format(name=control.responsible))
    if control.checkpoints:
        parts.append(_("Proved by: {checkpoints}").format(checkpoints=listed(control.checkpoints)))
    return "\n".join(parts)


class ControlDialog(Dialog):
    """Asks what a control is, who sees to it and what proves it; checkpoints of the split stand first."""

    def __init__(
        self,
        parent: QWidget,
        control: Control,
        checkpoints: tuple[Checkpoint, ...],
        given: Callable[[Control], None],
    ) -> None:
        super().__init__(parent)
        self._control = control
        self.form = Ui_PlanControl()
        self.form.setupUi(self)
        self.setWindowTitle(_("Interim control"))
        self.form.heading.setText(_("Interim control until the cut-over"))
        self.form.text.setPlainText(control.text)
        self.form.responsible.setText(control.responsible)
        self.resize(theme().px(600), theme().px(620))
        self._fill(checkpoints)
        self.dress(self.form.buttons, _("Keep"))
        self.form.checkpoints.setAccessibleName(_("Checkpoints whose answers prove it"))
        self.form.search.setAccessibleName(_("Search the checkpoints"))
        self.form.text.textChanged.connect(self._look)
        self.form.search.textChanged.connect(self._search)
        self.accepted.connect(lambda: given(self.written()))
        self._look()
        self.form.text.setFocus()

    def _fill(self, checkpoints: tuple[Checkpoint, ...]) -> None:
        language = current_language()
        chosen = set(self._control.checkpoints)
        self.form.checkpoints.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.form.checkpoints.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        order = sorted(checkpoints, key=lambda c: (c.id not in chosen, c.item != "A4-1"))
        for checkpoint in order:
            text = f"{checkpoint.id}  {checkpoint.question.in_language(language)}"
            item = QListWidgetItem(text, self.form.checkpoints)
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.UserRole, checkpoint.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if checkpoint.id in chosen else Qt.CheckState.Unchecked)
        # What is not asked any more stays named.
        self._others = tuple(c for c in self._control.checkpoints if c not in {each.id for each in checkpoints})

    def written(self) -> Control:
        """The control as it stands in the fields."""
        items = (self.form.checkpoints.item(n) for n in range(self.form.checkpoints.count()))
        chosen = tuple(_id(item) for item in items if item.checkState() is Qt.CheckState.Checked)
        return replace(
            self._control,
            text=self.form.text.toPlainText().strip(),
            responsible=self.form.responsible.text().strip(),
            checkpoints=(*sorted(chosen), *self._others),
        )

    def _look(self) -> None:
        there = bool(self.form.text.toPlainText().strip())
        self.form.missing.setText("" if there else _("Say what the interim control is."))
        self.form.missing.setVisible(not there)
        self.allow(there)

    def _search(self, text: str) -> None:
        wanted = text.casefold().split()
        for number in range(self.form.checkpoints.count()):
            item = self.form.checkpoints.item(number)
            item.setHidden(not all(word in item.text().casefold() for word in wanted))


def _id(item: QListWidgetItem) -> str:
    data: Any = item.data(Qt.ItemDataRole.UserRole)
    return str(data)

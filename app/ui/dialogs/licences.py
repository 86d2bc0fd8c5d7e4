"""ライセンス: what the program is made of, each component's version and licence, and the texts of the chosen one.

The notices are read off the GUI thread, and only the texts of one component at a time are laid out, in pieces.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.services import licences
from app.services.licences import Component, Notices
from app.ui.dialogs.dialog import Dialog
from app.ui.messages import message
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.tasks import Tasks
from app.ui.widgets.basics import button, label
from app.ui.widgets.find_line import FindLine
from app.ui.widgets.listing import Column, Listing, ListTable
from app.ui.widgets.long_text import LongText


class LicencesDialog(Dialog):
    """The list above, the texts below; words narrow the list, other words are looked for in the text."""

    def __init__(self, read: Callable[[], Notices], tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notices: Notices | None = None
        self.filter = FindLine(self)
        self.count = label("quiet", wrap=False, parent=self)
        self.table = ListTable(Listing(_columns(), lambda component: component.name), self)
        self.words = FindLine(self)
        self.back, self.on = button("", lambda: self.look(back=True), self), button("", self.look, self)
        self.text = LongText(self)
        self.problem = label("quiet", parent=self)
        self.close_button = button("primary", self.accept, self)
        for each in (self.back, self.on, self.close_button):
            each.setAutoDefault(False)
        self._lay()
        self.filter.textChanged.connect(lambda _words: self._narrow())
        self.table.picked.connect(self._show)
        self.words.returnPressed.connect(self.look)
        self.words.textChanged.connect(lambda _words: self._looking())
        for keys, act in (
            (QKeySequence.StandardKey.Find, self._find_in_text),
            (QKeySequence.StandardKey.FindNext, self.look),
            (QKeySequence.StandardKey.FindPrevious, lambda: self.look(back=True)),
        ):
            shortcut = QShortcut(self)
            shortcut.setKeys(keys)
            shortcut.activated.connect(act)
        self.resize(QSize(theme().px(980), theme().px(760)).boundedTo(self.screen().availableSize() * 0.95))
        self.say_problem(self.problem, "")
        self.retranslate()
        self._looking()
        self.filter.setFocus()
        tasks.read(read, self._took, self._refused, owner=self)

    def _lay(self) -> None:
        above, below = QWidget(self), QWidget(self)
        top = QVBoxLayout(above)
        top.setContentsMargins(0, 0, 0, theme().px(4))
        line = QHBoxLayout()
        line.addWidget(self.filter, 1)
        line.addWidget(self.count)
        top.addLayout(line)
        top.addWidget(self.table, 1)
        bottom = QVBoxLayout(below)
        bottom.setContentsMargins(0, theme().px(4), 0, 0)
        look = QHBoxLayout()
        look.addWidget(self.words, 1)
        look.addWidget(self.back)
        look.addWidget(self.on)
        bottom.addLayout(look)
        bottom.addWidget(self.text, 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        self.table.setMinimumHeight(theme().px(tokens.ROW * 5))
        self.text.setMinimumHeight(theme().px(tokens.ROW * 4))
        for number, (part, share) in enumerate(((above, 2), (below, 3))):
            split.addWidget(part)
            split.setStretchFactor(number, share)
        self.lay(split, self.problem, tall=split, button=self.close_button)

    def retranslate(self) -> None:
        """Set every text anew; the texts of licences stay as they are."""
        self.setWindowTitle(_("Licences"))
        self.filter.setPlaceholderText(_("Narrow the list: name, version, licence"))
        self.filter.setAccessibleName(_("Narrow the list: name, version, licence"))
        self.table.setAccessibleName(_("Components"))
        self.words.setPlaceholderText(_("Find in the text"))
        self.words.setAccessibleName(_("Find in the text"))
        self.back.setText(_("Previous match"))
        self.on.setText(_("Next match"))
        self.text.setAccessibleName(_("Licence text"))
        self.close_button.setText(_("Close"))
        self.table.listing.retitle()
        self._count()

    # --- what is shown ------------------------------------------------------------------------------------------------

    def _took(self, notices: Notices) -> None:
        self._notices = notices
        self._narrow()

    def _refused(self, error: BaseException) -> None:
        self.say_problem(self.problem, message(error).words)

    def _narrow(self) -> None:
        """Show the components that have the words; the first of them where the chosen one is not among them."""
        if self._notices is None:
            return
        self.table.put(licences.filtered(self._notices, self.filter.text()))
        if self.table.current_key() is None and self.table.listing.rows:
            self.table.choose(self.table.listing.rows[0].name)
        elif not self.table.listing.rows:
            self._show()
        self._count()

    def _count(self) -> None:
        if self._notices is not None:
            count, whole = len(self.table.listing.rows), len(self._notices.components)
            self.count.setText(_("{count} of {whole}").format(count=count, whole=whole))

    def _show(self) -> None:
        chosen = self.table.selected()
        component: Component | None = chosen[0] if chosen and self._notices is not None else None
        if component is None or self._notices is None:
            self.text.read("")
        else:
            self.text.read(licences.whole(self._notices, component))
        self._looking()

    # --- what is looked for -------------------------------------------------------------------------------------------

    def _find_in_text(self) -> None:
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()

    def _looking(self) -> None:
        """Other words, or another text: nothing was looked for yet."""
        self.say_problem(self.problem, "")
        there = bool(self.words.text()) and not self.text.document().isEmpty()
        self.back.setEnabled(there)
        self.on.setEnabled(there)

    def look(self, *, back: bool = False) -> None:
        """Go to the next place of the words, or the one before; after the last comes the first."""
        if not self.words.text():
            return
        self.text.whole()
        ways = QTextDocument.FindFlag.FindBackward if back else QTextDocument.FindFlag(0)
        if not self.text.find(self.words.text(), ways):
            here = self.text.textCursor()
            self.text.moveCursor(QTextCursor.MoveOperation.End if back else QTextCursor.MoveOperation.Start)
            if not self.text.find(self.words.text(), ways):
                self.text.setTextCursor(here)
                self.say_problem(self.problem, lambda: _("The words are not in this text."))
                return
        self.say_problem(self.problem, "")


def _columns() -> list[Column[Component]]:
    return [
        Column(lambda: _("Component"), lambda c: c.name, 0, order=lambda c: c.name.casefold()),
        Column(lambda: _("Version"), lambda c: c.version, 150),
        Column(lambda: _("Licence"), lambda c: c.licence, 240),
        Column(lambda: _("Shipped for"), lambda c: ", ".join(c.targets), 190, whole=True),
    ]

"""Which floor-walk sheet is entered: its code is typed or scanned, or it is chosen among those that were printed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.paper_codes import shown_code
from app.i18n import gettext as _
from app.i18n import gettext_in
from app.services.papers import listing, words
from app.services.papers.listing import PaperView
from app.services.reporting.sheets import Form
from app.ui.dialogs.dialog import Dialog
from app.ui.messages import message
from app.ui.papers import rows
from app.ui.papers.room_entry import Done, open_room
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label


class RoomChooser(Dialog):
    """Enter opens the sheet of the code, or the one that is chosen; those without results come first."""

    def __init__(self, session: Session, done: Done, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._done, self._home = session, done, parent
        self._views: list[PaperView] = []
        self.intro = label("quiet", parent=self)
        self.code = QLineEdit(self)
        self.list = QListWidget(self)
        self.problem = label("quiet", parent=self)
        self.open_button = button("primary", self.choose, self)
        self.cancel = button("", self.reject, self)
        self.open_button.setDefault(True)
        px = theme().px
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        foot.addWidget(self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(16))
        column.setSpacing(px(8))
        for part in (self.intro, self.code, self.list, self.problem):
            column.addWidget(part)
        column.addLayout(foot)
        self.list.itemActivated.connect(lambda _item: self.choose())
        self.say_problem(self.problem, "")
        self.resize(px(620), px(460))
        self.retranslate()
        self.scroll_where_low()
        self.code.setFocus()
        language, desk = rows.language(), session.desk
        session.tasks.read(
            lambda: listing.listing(desk, gettext_in, language, forms=(Form.WALK_SHEET,)),
            self._came,
            lambda error: self.say_problem(self.problem, message(error).words),
            self,
        )

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Enter the results of a floor-walk sheet"))
        self.intro.setText(_("Type or scan the code on the sheet, or choose the sheet."))
        self.code.setAccessibleName(_("Code of a paper"))
        self.code.setPlaceholderText(_("Type or scan the code, then Enter"))
        self.list.setAccessibleName(_("Floor-walk sheets that were printed"))
        self.open_button.setText(_("Open the sheet"))
        self.cancel.setText(_("Cancel"))
        self._fill()

    def _came(self, views: tuple[PaperView, ...]) -> None:
        printed = [view for view in views if view.last is not None]
        self._views = sorted(printed, key=lambda view: view.walk is not None)
        self._fill()
        if not printed:
            none = _("No floor-walk sheet was printed yet; print them on the page of papers.")
            self.say_problem(self.problem, none, "partly")

    def _fill(self) -> None:
        self.list.clear()
        for view in self._views:
            if view.last is not None:
                told = (words.printing_words(view.last, _), shown_code(view.last.code), words.state_word(view, _))
                item = QListWidgetItem("  ".join(filter(None, (*told, words.why(view, _)))), self.list)
                item.setData(Qt.ItemDataRole.UserRole, view.last.code)
        self.list.setCurrentRow(0)

    def choose(self) -> None:
        """Open the sheet."""
        item = self.list.currentItem()
        typed = self.code.text().strip()
        code = typed or (str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else "")
        if not code:
            self.say_problem(self.problem, lambda: _("Type the code on the sheet."))
            self.code.setFocus()
            return
        open_room(self._session, code, self, self._done, self._failed, opened=self.accept, over=self._home)

    def _failed(self, error: BaseException) -> None:
        self.code.selectAll()
        self.code.setFocus()
        self.say_problem(self.problem, message(error).words)


def ask_room(session: Session, parent: QWidget, done: Done) -> None:
    """Ask which sheet, then open its form."""
    RoomChooser(session, done, parent.window()).open()

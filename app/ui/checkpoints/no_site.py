"""A checkpoint of sites in an audit that has none yet: what is missing, and the line to enter it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.services import auditing
from app.ui.messages import message
from app.ui.sealed import lock
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button
from app.ui.widgets.prose import Prose


class NoSite(QFrame):
    """Adds the first site; the page then goes on there."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "notice")
        self._session = session
        self.words = Prose(self, selectable=True)
        self.field = QLineEdit(self)
        self.add = button("", self._add, self)
        lock(session, self.add)
        self.field.returnPressed.connect(self._add)
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        row.addWidget(self.field, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        pad = theme().px(16)
        column.setContentsMargins(pad, theme().px(12), pad, theme().px(12))
        column.setSpacing(theme().px(8))
        column.addWidget(self.words)
        column.addLayout(row)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.words.setText(
            _("This checkpoint is answered once per site, and this audit has no site yet. Name the first one.")
        )
        self.field.setPlaceholderText(_("For example: North Office"))
        self.field.setAccessibleName(_("Name of the site"))
        self.add.setText(_("Add the site"))

    def _add(self) -> None:
        name = self.field.text().strip()
        if not name:
            self.field.setFocus()
            return
        self._session.do(
            lambda desk: auditing.add_site(desk, name),
            lambda _changes: self.field.clear(),
            lambda error: self.words.setText(message(error).sentence),
            self,
        )

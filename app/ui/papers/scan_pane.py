"""The scan of a paper that came back, page by page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.domain.paper_loop import Return
from app.i18n import gettext as _
from app.services.papers import filing
from app.ui.evidence.picture_view import PictureView
from app.ui.messages import message
from app.ui.said import said
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label


class ScanPane(QWidget):
    """Shows the pages of `returned`, which came back of the paper `code`."""

    def __init__(self, session: Session, code: str, returned: Return, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._code = session, code
        self._pages = [leaf.page for leaf in returned.leaves]
        self._page = self._pages[0]
        self.picture = PictureView(self)
        self.before = button("", lambda: self.turn(-1), self)
        self.after = button("", lambda: self.turn(1), self)
        for each in (self.before, self.after):
            each.setAutoDefault(False)
        self.which = label("quiet", wrap=False, parent=self)
        pages = QHBoxLayout()
        pages.addWidget(self.before)
        pages.addWidget(self.which, 1, Qt.AlignmentFlag.AlignCenter)
        pages.addWidget(self.after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.picture, 1)
        column.addLayout(pages)
        self.picture.setMinimumSize(theme().px(260), theme().px(240))
        self.retranslate()
        self.turn(0)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.picture.setAccessibleName(_("The scan of the paper"))
        self.before.setText(_("Page before"))
        self.after.setText(_("Next page"))
        self._name()

    def turn(self, step: int) -> None:
        """Show another page, off the GUI thread."""
        place = min(max(self._pages.index(self._page) + step, 0), len(self._pages) - 1)
        self._page = page = self._pages[place]
        self._name()
        session, code = self._session, self._code
        session.tasks.read(
            lambda: filing.picture(session.desk, code, page),
            lambda made: self._show(page, *made),
            lambda error: self.which.setText(said(message(error).words)),
            self,
        )

    def _name(self) -> None:
        self.which.setText(_("Page {page} of {pages}").format(page=self._page, pages=len(self._pages)))
        self.before.setEnabled(self._page != self._pages[0])
        self.after.setEnabled(self._page != self._pages[-1])

    def _show(self, page: int, width: int, height: int, pixels: bytes) -> None:
        if page == self._page:
            image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()
            self.picture.show_image(image, QSize(width, height))

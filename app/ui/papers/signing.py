"""Who signed, and on which day, as they stand on the paper; the scan is shown beside. Nothing is guessed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.paper_loop import Signer
from app.errors import UserError
from app.i18n import gettext as _
from app.services.papers import filing
from app.services.papers.words import printing_words
from app.ui.dialogs.dialog import Dialog
from app.ui.evidence.picture_view import PictureView
from app.ui.messages import message
from app.ui.papers.rows import PaperRow
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.date_field import DateField

_LINES = 3
"""So many people sign a paper as it is printed (mover, old manager, new manager); more have lines of their own."""


class SigningDialog(Dialog):
    """Names and parts, the day, and the scan page by page. Enter enters it."""

    def __init__(self, session: Session, row: PaperRow, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._row = session, row
        self._page = 1
        self.intro = label("quiet", parent=self)
        signers = self._signers()
        self.names: list[QLineEdit] = []
        self.roles: list[QLineEdit] = []
        self._grid = QGridLayout()
        for _n in range(min(max(_LINES, len(signers) + 1), filing.MOST_SIGNERS)):
            self._add_line()
        self._heads = [label("quiet", wrap=False, parent=self) for _n in range(3)]
        self.day = DateField(self)
        self.other_label, self.other = label("quiet", parent=self), QLineEdit(self)
        self.twice_label, self.twice = label("quiet", parent=self), QLineEdit(self)
        self.problem = label("quiet", parent=self)
        self.picture = PictureView(self)
        self.before = button("", lambda: self._turn(-1), self)
        self.after = button("", lambda: self._turn(1), self)
        self.which = label("quiet", wrap=False, parent=self)
        self.accept_button = button("primary", self.enter, self)
        self.cancel = button("", self.reject, self)
        self.accept_button.setDefault(True)
        back = row.view.returned
        for name, role, signer in zip(self.names, self.roles, signers, strict=False):
            name.setText(signer.name)
            role.setText(signer.role)
        if back is not None and back.signed_on is not None:
            self.day.set_text(back.signed_on.isoformat())
        self._lay()
        room = parent.screen().availableSize()
        self.resize(min(theme().px(980), room.width() - 16), min(theme().px(640), room.height() - 48))
        self.retranslate()
        self.scroll_where_low()
        self.names[0].setFocus()
        self._turn(0)

    def _lay(self) -> None:
        px = theme().px
        grid = self._grid
        grid.setSpacing(px(8))
        for column, head in enumerate(self._heads[:2]):
            grid.addWidget(head, 0, column)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        left = QVBoxLayout()
        left.setSpacing(px(12))
        left.addWidget(self.intro)
        left.addLayout(grid)
        left.addWidget(self._heads[2])
        left.addWidget(self.day)
        left.addWidget(self.other_label)
        left.addWidget(self.other)
        left.addWidget(self.twice_label)
        left.addWidget(self.twice)
        left.addWidget(self.problem)
        left.addStretch(1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.accept_button)
        foot.addWidget(self.cancel)
        left.addLayout(foot)
        pages = QHBoxLayout()
        pages.addWidget(self.before)
        pages.addWidget(self.which, 1, Qt.AlignmentFlag.AlignCenter)
        pages.addWidget(self.after)
        right = QVBoxLayout()
        right.addWidget(self.picture, 1)
        right.addLayout(pages)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(px(20), px(20), px(20), px(20))
        whole.setSpacing(px(16))
        whole.addLayout(left, 2)
        whole.addLayout(right, 3)
        self.picture.setMinimumSize(px(260), px(240))
        self.say_problem(self.problem, "")
        told = [each for each in self._signers() if each.reason]
        self.other.setText(next((each.reason for each in told if each.instead_of), ""))
        self.twice.setText(next((each.reason for each in told if not each.instead_of), ""))
        self._ask_why(self.other_label, self.other, bool(self.other.text()))
        self._ask_why(self.twice_label, self.twice, bool(self.twice.text()))

    def _add_line(self) -> None:
        """One more line below the others; the last one asks for the next as soon as a name stands on it."""
        role, name = QLineEdit(self), QLineEdit(self)
        name.textEdited.connect(lambda text: self._written_on(name, text))
        before = self.names[-1] if self.names else None
        self.roles.append(role)
        self.names.append(name)
        self._grid.addWidget(role, len(self.names), 0)
        self._grid.addWidget(name, len(self.names), 1)
        if before is not None:
            QWidget.setTabOrder(before, role)
        QWidget.setTabOrder(role, name)

    def _written_on(self, name: QLineEdit, text: str) -> None:
        if name is self.names[-1] and text.strip() and len(self.names) < filing.MOST_SIGNERS:
            self._add_line()
            QWidget.setTabOrder(self.names[-1], self.day.line)
            self._name_lines()

    def _name_lines(self) -> None:
        for number, (role, name) in enumerate(zip(self.roles, self.names, strict=True), start=1):
            role.setAccessibleName(_("Signed as, line {number}").format(number=number))
            name.setAccessibleName(_("Name that was signed, line {number}").format(number=number))

    def _signers(self) -> tuple[Signer, ...]:
        back = self._row.view.returned
        return back.signers if back is not None else ()

    def _ask_why(self, question: QLabel, line: QLineEdit, asked: bool) -> None:
        question.setVisible(asked)
        line.setVisible(asked)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Signatures of a paper"))
        last = self._row.view.last
        said = _("{paper}: enter who signed and on which day, as they stand on the paper.")
        self.intro.setText(said.format(paper=printing_words(last, _) if last else self._row.view.name))
        for head, text in zip(
            self._heads, (_("Signed as"), _("Name that was signed"), _("Day of the signature")), strict=True
        ):
            head.setText(text)
        self._name_lines()
        self.day.line.setAccessibleName(_("Day of the signature"))
        self.other_label.setText(_("Somebody else signed it. Why does it count?"))
        self.other.setAccessibleName(_("Why a paper that somebody else signed counts"))
        self.twice_label.setText(_("One name stands here twice. Why?"))
        self.twice.setAccessibleName(_("Why one name stands twice on a paper"))
        self.picture.setAccessibleName(_("The scan of the paper"))
        self.before.setText(_("Page before"))
        self.after.setText(_("Next page"))
        self.accept_button.setText(_("Enter as signed"))
        self.cancel.setText(_("Cancel"))
        self._name_page()

    # --- the scan ----------------------------------------------------------------------------------------------------

    @property
    def _pages(self) -> list[int]:
        back = self._row.view.returned
        return [leaf.page for leaf in back.leaves] if back else []

    def _turn(self, step: int) -> None:
        pages = self._pages
        if not pages:
            return
        place = min(max(pages.index(self._page) + step if self._page in pages else 0, 0), len(pages) - 1)
        self._page = pages[place]
        self._name_page()
        session, code, page = self._session, self._code, self._page
        session.tasks.read(
            lambda: filing.picture(session.desk, code, page),
            lambda made: self._show(page, *made),
            lambda error: self.say_problem(self.problem, message(error).words),
            self,
        )

    @property
    def _code(self) -> str:
        return self._row.view.last.code if self._row.view.last else ""

    def _show(self, page: int, width: int, height: int, pixels: bytes) -> None:
        if page == self._page:
            image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()
            self.picture.show_image(image, QSize(width, height))

    def _name_page(self) -> None:
        pages = self._pages
        self.which.setText(_("Page {page} of {pages}").format(page=self._page, pages=len(pages)) if pages else "")
        self.before.setEnabled(bool(pages) and self._page != pages[0])
        self.after.setEnabled(bool(pages) and self._page != pages[-1])

    # --- entering ----------------------------------------------------------------------------------------------------

    def enter(self) -> None:
        """Keep what was entered."""
        signers = [
            Signer(name.text().strip(), role.text().strip())
            for name, role in zip(self.names, self.roles, strict=True)
            if name.text().strip()
        ]
        day = self.day.day()
        if not signers:
            self.say_problem(self.problem, lambda: _("Enter who signed."))
            self.names[0].setFocus()
            return
        if day is None or not self.day.readable:
            self.say_problem(self.problem, lambda: _("Enter the day that stands on the paper."))
            self.day.setFocus()
            return
        code, other, twice = self._code, *(line.text() if line.isVisible() else "" for line in (self.other, self.twice))
        self._session.do(
            lambda desk: filing.mark_signed(desk, code, signers, day, by_other=other, same_name=twice),
            lambda _made: self.accept(),
            self._refused,
            self,
        )

    def _refused(self, error: BaseException) -> None:
        """Say why; where the name is not the printed one, or stands there twice, ask for the reason."""
        self.say_problem(self.problem, message(error).words)
        asked = {filing.BY_OTHER: (self.other_label, self.other), filing.NAMED_TWICE: (self.twice_label, self.twice)}
        if isinstance(error, UserError) and error.code in asked:
            question, line = asked[error.code]
            self._ask_why(question, line, asked=True)
            line.setFocus()

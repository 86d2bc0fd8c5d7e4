"""What came of scans: every page that was left with its reason, then paper by paper; all of it can be copied.

A page that was not recognised is shown, and the officer says which paper it is; so is that of a paper whose printing
was taken back, which can be filed nevertheless.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.paper_loop import Printing, State
from app.errors import UserError
from app.i18n import gettext as _
from app.services.papers import filing, words
from app.services.papers.listing import PaperView
from app.services.papers.scanning import Became, Left, Taken
from app.services.papers.taken_back import TAKEN_BACK
from app.ui.dialogs.dialog import Dialog
from app.ui.evidence.picture_view import PictureView
from app.ui.messages import message
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.spaced import SpacedRows

_NARROW = 660
"""Pixels at 100 % of the width of the screen below which the page is shown below the lines."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that can be filed by hand: `code` is that of the paper whose printing was taken back, else empty."""

    path: Path
    scan: str
    at: int
    code: str = ""
    name: str = ""


class TakenDialog(Dialog):
    """Lines on the left, the page on the right, below it the paper to choose."""

    def __init__(self, session: Session, taken: Taken, views: Sequence[PaperView], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self.taken = session, taken
        self._waiting = [v for v in views if v.last is not None and v.state in (State.PRINTED, State.OUTDATED)]
        self.summary = label("section", parent=self)
        self.lines = QListWidget(self)
        self.lines.setItemDelegate(SpacedRows(self.lines))
        self.lines.setProperty("role", "records")
        self.lines.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.lines.setMinimumSize(theme().px(300), theme().px(160))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picture = PictureView(self)
        self.chooser = QComboBox(self)
        self.choose_label = label("quiet", parent=self)
        self.file_button = button("", self.file, self)
        self.problem = label("quiet", parent=self)
        self.copy_button = button("", self.copy, self)
        self.copy_button.setAutoDefault(False)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.lines, self.copy)
        self.shut = button("primary", self.accept, self)
        self._lay()
        self._fill()
        self.lines.currentRowChanged.connect(lambda _row: self._picked())
        room = parent.screen().availableSize()
        self.resize(min(theme().px(1080), room.width() - 16), min(theme().px(680), room.height() - 48))
        self.retranslate()
        self.scroll_where_low()
        unread = [n for n in range(self.lines.count()) if self._page(n) is not None]
        self.lines.setCurrentRow(unread[0] if unread else 0)
        self.lines.setFocus()

    def _lay(self) -> None:
        px = theme().px
        right = QVBoxLayout()
        right.setSpacing(px(8))
        right.addWidget(self.picture, 1)
        right.addWidget(self.choose_label)
        line = QHBoxLayout()
        line.addWidget(self.chooser, 1)
        line.addWidget(self.file_button)
        right.addLayout(line)
        # One below the other where the screen has no room for both: nothing is scrolled to the side.
        narrow = self.screen().availableSize().width() < px(_NARROW)
        columns = QBoxLayout(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(px(16))
        columns.addWidget(self.lines, 1)
        columns.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 20)
        foot.addStretch(1)
        foot.addWidget(self.copy_button, 0, Qt.AlignmentFlag.AlignBottom)
        foot.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(20), px(20), px(20))
        whole.setSpacing(px(12))
        whole.addWidget(self.summary)
        whole.addLayout(columns, 1)
        whole.addLayout(foot)
        self.picture.setMinimumSize(px(260), px(220))
        # Names of papers are long: the list is as wide as it shall be, not as its longest entry.
        self.chooser.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.chooser.setMinimumContentsLength(12)
        self.say_problem(self.problem, "")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Scans taken in"))
        self.summary.setText(words.summary(self.taken, _))
        self.lines.setAccessibleName(_("What came of each paper"))
        self.picture.setAccessibleName(_("The page that was not recognised"))
        self.chooser.setAccessibleName(_("Paper of this page"))
        self.file_button.setText(_("File as this paper"))
        self.copy_button.setText(_("Copy the list"))
        self.shut.setText(_("Close"))
        self._fill()

    def _fill(self) -> None:
        row = max(0, self.lines.currentRow())
        pages = {(page.path.name, page.at): page for page in self._pages()}
        self.lines.blockSignals(True)
        self.lines.clear()
        for left in self.taken.left:
            item = QListWidgetItem(words.left_words(left, _), self.lines)
            item.setData(Qt.ItemDataRole.UserRole, pages.get((left.file, left.page)) if _by_hand(left) else None)
        for found in self.taken.found:
            if found.became is not Became.REFUSED:
                QListWidgetItem(words.found_words(found, _), self.lines)
        self.lines.setCurrentRow(min(row, self.lines.count() - 1))
        self.lines.blockSignals(False)
        self._picked()

    def _pages(self) -> Iterator[_Page]:
        for unread in self.taken.unread:
            if unread.error is None:
                yield _Page(unread.path, unread.scan, unread.at)
        for found in self.taken.of(Became.REFUSED):
            if found.error is not None and found.error.code == TAKEN_BACK:
                told = f"{words.printing_words(found.printing, _)}  {found.printing.title}"
                for leaf in found.leaves:
                    yield _Page(self.taken.files[leaf.scan], leaf.scan, leaf.at, found.printing.code, told)

    def _offer(self, page: _Page | None) -> None:
        """The papers that the page may be: one whose printing was taken back is no other."""
        chosen = self.chooser.currentData()
        self.chooser.clear()
        if page is not None and page.code:
            self.choose_label.setText(
                _("Its printing was taken back. Filed by hand, the printing counts again, and both are marked.")
            )
            self.chooser.addItem(page.name, page.code)
            return
        self.choose_label.setText(_("Which paper is this page? It is filed as matched by hand."))
        for view in self._waiting:
            if view.last is not None:
                self.chooser.addItem(f"{words.printing_words(view.last, _)}  {view.title}", view.last.code)
        if (place := self.chooser.findData(chosen)) >= 0:
            self.chooser.setCurrentIndex(place)

    def copy(self) -> None:
        """Copy all lines, with the sentence above them."""
        lines = [self.lines.item(row).text() for row in range(self.lines.count())]
        QGuiApplication.clipboard().setText("\n".join([self.summary.text(), *lines]))
        self.say_problem(self.problem, lambda: _("The list was copied."), "conforming")

    def _page(self, row: int) -> _Page | None:
        item = self.lines.item(row)
        held = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return held if isinstance(held, _Page) else None

    def _picked(self) -> None:
        unread = self._page(self.lines.currentRow())
        self._offer(unread)
        usable = unread is not None and self.chooser.count() > 0
        for part in (self.choose_label, self.chooser, self.file_button):
            part.setEnabled(usable)
        self.picture.setVisible(unread is not None)
        if unread is None:
            return
        session = self._session
        session.tasks.read(
            lambda: session.desk.world.scans.picture(unread.path, unread.at),
            lambda made: self._show(unread, *made),
            lambda error: self.say_problem(self.problem, message(error).words),
            self,
        )

    def _show(self, unread: _Page, width: int, height: int, pixels: bytes) -> None:
        if self._page(self.lines.currentRow()) is unread:
            image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()
            self.picture.show_image(image, QSize(width, height))

    def file(self) -> None:
        """File the page as the chosen paper, with those that follow it and bear no other code where it has several."""
        row = self.lines.currentRow()
        page, code = self._page(row), self.chooser.currentData()
        known = {v.last.code: v.last for v in self._waiting if v.last is not None}
        known |= {each.printing.code: each.printing for each in self.taken.of(Became.REFUSED)}
        printing = known.get(str(code))
        if page is None or printing is None:
            return
        pages = self._following(page, printing)
        self.file_button.setEnabled(False)
        gone = bool(page.code)
        self._session.do(
            lambda desk: filing.file_by_hand(desk, printing.code, page.path, pages, although_taken_back=gone),
            lambda _made: self._filed(page, printing, pages),
            self._failed,
            self,
        )

    def _following(self, page: _Page, printing: Printing) -> tuple[int, ...]:
        """The page and those after it in its scan that can be of the same paper: no code was read on them, or that of
        this printing. A page of another paper ends them; backs with nothing on them are passed over."""
        own = {(u.scan, u.at) for u in self.taken.unread if u.error is None}
        own |= {(page.scan, page.at)}
        others: set[tuple[str, int]] = {(u.scan, u.at) for u in self.taken.unread if u.error is not None}
        for found in self.taken.found:
            here = own if found.printing.code == printing.code else others
            here |= {(leaf.scan, leaf.at) for leaf in found.leaves}
        places = sorted(at for scan, at in own | others if scan == page.scan and at >= page.at)
        run = takewhile(lambda at: (page.scan, at) in own, places)
        return tuple(islice(run, printing.pages))

    def _filed(self, page: _Page, printing: Printing, pages: Sequence[int]) -> None:
        self._waiting = [v for v in self._waiting if v.last is None or v.last.code != printing.code]
        gone = {(page.scan, number) for number in pages}
        left = tuple(u for u in self.taken.unread if (u.scan, u.at) not in gone)
        found = tuple(f for f in self.taken.found if f.printing.code != printing.code)
        self.taken = replace(self.taken, unread=left, found=found)
        self.retranslate()
        told = words.printing_words(printing, _)
        self.say_problem(self.problem, lambda: _("Filed by hand: {paper}").format(paper=told), "conforming")

    def _failed(self, error: BaseException) -> None:
        self._picked()
        self.say_problem(self.problem, message(error).words)


def _by_hand(left: Left) -> bool:
    return left.error is None or left.error.code == TAKEN_BACK


def wants_looking(taken: Taken) -> bool:
    """Whether something came of scans that a sentence does not tell."""
    return bool(taken.left or any(found.missing for found in taken.found))


def only_refusal(taken: Taken) -> UserError | None:
    """The one reason for which nothing came of a single scan; None where there is more to tell."""
    return taken.refused[0] if len(taken.refused) == 1 and not taken.pages else None

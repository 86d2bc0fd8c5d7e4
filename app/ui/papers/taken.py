"""What came of scans, paper by paper. A page that was not recognised is shown; the officer says which paper it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.paper_loop import State
from app.errors import UserError
from app.i18n import gettext as _
from app.services.papers import filing, words
from app.services.papers.listing import PaperView
from app.services.papers.scanning import Became, Taken, Unread
from app.ui.dialogs.dialog import Dialog
from app.ui.evidence.picture_view import PictureView
from app.ui.messages import message
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label
from app.ui.widgets.spaced import SpacedRows


class TakenDialog(Dialog):
    """Lines on the left, the page on the right, below it the paper to choose."""

    def __init__(self, session: Session, taken: Taken, views: Sequence[PaperView], parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._taken = session, taken
        self._waiting = [v for v in views if v.last is not None and v.state in (State.PRINTED, State.OUTDATED)]
        self.summary = label("section", parent=self)
        self.lines = QListWidget(self)
        self.lines.setItemDelegate(SpacedRows(self.lines))
        self.lines.setProperty("role", "records")
        self.lines.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.lines.setMinimumWidth(theme().px(300))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picture = PictureView(self)
        self.chooser = QComboBox(self)
        self.choose_label = label("quiet", wrap=False, parent=self)
        self.file_button = button("", self.file, self)
        self.problem = label("quiet", parent=self)
        self.shut = button("primary", self.accept, self)
        self._lay()
        self._fill()
        self.lines.currentRowChanged.connect(lambda _row: self._picked())
        room = parent.screen().availableSize()
        self.resize(min(theme().px(1080), room.width() - 16), min(theme().px(680), room.height() - 48))
        self.retranslate()
        self.scroll_where_low()
        unread = [n for n in range(self.lines.count()) if self._unread(n) is not None]
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
        columns = QHBoxLayout()
        columns.setSpacing(px(16))
        columns.addWidget(self.lines, 1)
        columns.addLayout(right, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.problem, 20)
        foot.addStretch(1)
        foot.addWidget(self.shut, 0, Qt.AlignmentFlag.AlignBottom)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(px(20), px(20), px(20), px(20))
        whole.setSpacing(px(12))
        whole.addWidget(self.summary)
        whole.addLayout(columns, 1)
        whole.addLayout(foot)
        self.picture.setMinimumSize(px(260), px(220))
        self.say_problem(self.problem, "")

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Scans taken in"))
        self.summary.setText(words.summary(self._taken, _))
        self.lines.setAccessibleName(_("What came of each paper"))
        self.picture.setAccessibleName(_("The page that was not recognised"))
        self.choose_label.setText(_("Which paper is this page? It is filed as matched by hand."))
        self.chooser.setAccessibleName(_("Paper of this page"))
        self.file_button.setText(_("File as this paper"))
        self.shut.setText(_("Close"))
        self._fill()

    def _fill(self) -> None:
        row = max(0, self.lines.currentRow())
        entries: list[tuple[str, object]] = [(words.unread_words(u, _), u) for u in self._taken.unread]
        refused = [found for found in self._taken.found if found.became is Became.REFUSED]
        rest = [found for found in self._taken.found if found.became is not Became.REFUSED]
        entries += [(words.found_words(each, _), each) for each in (*refused, *rest)]
        entries += [(_("refused: {reason}").format(reason=error.sentence(_)), error) for error in self._taken.refused]
        self.lines.blockSignals(True)
        self.lines.clear()
        for text, held in entries:
            item = QListWidgetItem(text, self.lines)
            item.setData(Qt.ItemDataRole.UserRole, held)
        self.lines.setCurrentRow(min(row, self.lines.count() - 1))
        self.lines.blockSignals(False)
        chosen = self.chooser.currentData()
        self.chooser.clear()
        for view in self._waiting:
            if view.last is not None:
                self.chooser.addItem(f"{words.printing_words(view.last, _)}  {view.title}", view.last.code)
        if (place := self.chooser.findData(chosen)) >= 0:
            self.chooser.setCurrentIndex(place)
        self._picked()

    def _unread(self, row: int) -> Unread | None:
        item = self.lines.item(row)
        held = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return held if isinstance(held, Unread) and held.error is None else None

    def _picked(self) -> None:
        unread = self._unread(self.lines.currentRow())
        usable = unread is not None and bool(self._waiting)
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

    def _show(self, unread: Unread, width: int, height: int, pixels: bytes) -> None:
        if self._unread(self.lines.currentRow()) is unread:
            image = QImage(pixels, width, height, width * 3, QImage.Format.Format_RGB888).copy()
            self.picture.show_image(image, QSize(width, height))

    def file(self) -> None:
        """File the page as the chosen paper, with those that follow it where the paper has several."""
        row = self.lines.currentRow()
        unread, code = self._unread(row), self.chooser.currentData()
        view = next((v for v in self._waiting if v.last is not None and v.last.code == code), None)
        if unread is None or view is None or view.last is None:
            return
        pages = tuple(range(unread.at, unread.at + view.last.pages))
        self.file_button.setEnabled(False)
        self._session.do(
            lambda desk: filing.file_by_hand(desk, str(code), unread.path, pages),
            lambda _made: self._filed(unread, view, pages),
            self._failed,
            self,
        )

    def _filed(self, unread: Unread, view: PaperView, pages: Sequence[int]) -> None:
        from dataclasses import replace

        self._waiting = [v for v in self._waiting if v is not view]
        left = tuple(u for u in self._taken.unread if (u.scan, u.at) not in {(unread.scan, page) for page in pages})
        self._taken = replace(self._taken, unread=left)
        self.retranslate()
        last = view.last
        told = words.printing_words(last, _) if last else view.name
        self.say_problem(self.problem, lambda: _("Filed by hand: {paper}").format(paper=told), "conforming")

    def _failed(self, error: BaseException) -> None:
        self._picked()
        self.say_problem(self.problem, message(error).words)


def wants_looking(taken: Taken) -> bool:
    """Whether something came of scans that a sentence does not tell."""
    return bool(taken.unread or taken.refused or taken.of(Became.REFUSED) or any(f.missing for f in taken.found))


def only_refusal(taken: Taken) -> UserError | None:
    """The one reason for which nothing came of a single scan; None where there is more to tell."""
    return taken.refused[0] if len(taken.refused) == 1 and not taken.pages else None

"""Looking at a piece of evidence without leaving the program: pictures, PDF, texts; else a plain statement."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from app.domain.evidence import Evidence
from app.domain.pieces import Piece
from app.i18n import gettext as _
from app.ui.dates import moment
from app.ui.dialogs.dialog import Dialog
from app.ui.evidence.picture_view import PictureView
from app.ui.evidence.sight import Bounded, Kind, Sight, look
from app.ui.evidence.words import place_word, size_word
from app.ui.messages import message
from app.ui.reports.preview import PaperPreview
from app.ui.said import Words, said
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import CentredWords, button, label
from app.ui.widgets.prose import Prose
from app.ui.work_folder import passing_folder

if TYPE_CHECKING:
    from app.ui.evidence.acts import EvidenceActs

_WIDTH, _HEIGHT = 920, 760
_MOST_PLACES = 6


class EvidencePreview(Dialog):
    """One piece in any of its versions. Esc closes; + and - set the size, 0 fits, Page Up and Down turn pages."""

    _lost = Signal(int)

    def __init__(self, session: Session, piece: Piece, acts: EvidenceActs, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._piece, self._acts = session, piece, acts
        self._folder = QTemporaryDir(f"{passing_folder()}/shadan-XXXXXX")
        self._ticket = 0
        self.shown: Evidence = piece.evidence
        self.sight: Sight | None = None
        self._words: Words = lambda: _("Reading…")
        self.name = label("section", parent=self)
        self.about = Prose(self, "quiet", selectable=True)
        self.versions = QComboBox(self)
        self.picture = PictureView(self)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.paper = PaperPreview(Bounded(session.kit.paper, self._lost.emit), session.tasks, self)
        self._lost_pages: set[int] = set()
        self._lost.connect(self._lose)
        self.statement = CentredWords("quiet")
        self.told = label("hint", wrap=False, parent=self)
        self.smaller, self.larger = button("", partial(self._zoom, -1), self), button("", partial(self._zoom, 1), self)
        self.whole = button("", self._fit, self)
        self.open_copy = button("", lambda: acts.open(self.shown), self)
        self.save = button("", lambda: acts.save_as(self.shown, self), self)
        self.shut = button("primary", self.accept, self)
        self._lay()
        self.paper.page_changed.connect(lambda _page, _pages: self._tell())
        self.picture.scaled.connect(lambda _percent: self._tell())
        self.versions.currentIndexChanged.connect(self._choose)
        for keys, act in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+;", 1), ("Ctrl+-", -1)):
            QShortcut(QKeySequence(keys), self, partial(self._zoom, act))
        QShortcut(QKeySequence("Ctrl+0"), self, self._fit)
        room = parent.screen().availableSize()
        self.resize(QSize(theme().px(_WIDTH), theme().px(_HEIGHT)).boundedTo(room - QSize(16, 48)))
        self.retranslate()
        self._read()

    def _lay(self) -> None:
        px = theme().px
        self.stack = QStackedWidget(self)
        for each in (self.statement, self.picture, self.paper, self.text):
            self.stack.addWidget(each)
        top = QHBoxLayout()
        top.addWidget(self.name, 1)
        top.addWidget(self.versions)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        for part in (self.smaller, self.larger, self.whole):
            foot.addWidget(part)
        foot.addWidget(self.told, 1)
        for part in (self.open_copy, self.save, self.shut):
            foot.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(16), px(16), px(16))
        column.setSpacing(px(8))
        column.addLayout(top)
        column.addWidget(self.about)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        self.shut.setDefault(True)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Evidence {name}").format(name=self.shown.name))
        self.smaller.setText("−")
        self.larger.setText("＋")
        self.smaller.setAccessibleName(_("Smaller"))
        self.larger.setAccessibleName(_("Larger"))
        self.whole.setText(_("Fit"))
        self.open_copy.setText(_("Open a read-only copy"))
        self.save.setText(_("Save as…"))
        self.shut.setText(_("Close"))
        self.text.setAccessibleName(self.shown.name)
        self.picture.setAccessibleName(self.shown.name)
        self.paper.setAccessibleName(self.shown.name)
        chain = (self._piece.evidence, *reversed(self._piece.earlier))
        self.versions.blockSignals(True)
        row = max(0, self.versions.currentIndex())
        self.versions.clear()
        for number, each in zip(range(len(chain), 0, -1), chain, strict=True):
            self.versions.addItem(_("Version {number}: {name}").format(number=number, name=each.name), each)
        self.versions.setCurrentIndex(row)
        self.versions.blockSignals(False)
        self.versions.setVisible(len(chain) > 1)
        self.versions.setAccessibleName(_("Version"))
        self._tell()

    # --- reading ---------------------------------------------------------------------------------------------------

    def _choose(self, row: int) -> None:
        chosen = self.versions.itemData(row)
        if isinstance(chosen, Evidence) and chosen != self.shown:
            self.shown = chosen
            self.retranslate()
            self._read()

    def _read(self) -> None:
        self._ticket += 1
        ticket, evidence, session = self._ticket, self.shown, self._session
        self.sight, self._words = None, lambda: _("Reading…")
        self._lost_pages.clear()
        self.stack.setCurrentWidget(self.statement)
        folder = Path(self._folder.path())
        session.tasks.read(
            lambda: look(session.desk, session.kit.paper, evidence, folder),
            lambda sight: self._came(sight) if ticket == self._ticket else None,
            lambda error: self._say(message(error).words) if ticket == self._ticket else None,
            self,
        )
        self._tell()

    def _came(self, sight: Sight) -> None:
        self.sight, self._words = sight, sight.words
        shown: dict[Kind, QWidget] = {Kind.PICTURE: self.picture, Kind.PAPER: self.paper, Kind.TEXT: self.text}
        if sight.image is not None and sight.size is not None:
            self.picture.show_image(sight.image, sight.size)
        self.paper.show_file(sight.paper)
        self.text.setPlainText(sight.text)
        wanted = shown.get(sight.kind, self.statement)
        self.stack.setCurrentWidget(wanted)
        (wanted if sight.kind is not Kind.NONE else self.open_copy).setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell()

    def _lose(self, page: int) -> None:
        """A page could not be drawn."""
        self._lost_pages.add(page + 1)
        self._tell()

    def _say(self, words: Words) -> None:
        self._words = words
        self._tell()

    # --- telling ---------------------------------------------------------------------------------------------------

    def _tell(self) -> None:
        kind = self.sight.kind if self.sight is not None else Kind.NONE
        self.statement.setText(said(self._words))
        self.name.setText(self.shown.name)
        self.about.setText("\n".join(self._facts()))
        parts = []
        if kind is Kind.PAPER and self.paper.pages:
            parts.append(_("Page {page} of {pages}").format(page=self.paper.page, pages=self.paper.pages))
        if kind is Kind.PAPER and self.paper.page in self._lost_pages:
            parts.append(_("This page cannot be shown."))
        if kind is Kind.PICTURE and self.sight is not None and self.sight.size is not None:
            size = self.sight.size
            percent = round(self.picture.scale * 100)
            parts.append(f"{size.width():,} × {size.height():,}  {percent} %")
        if kind is not Kind.NONE and (words := said(self._words)):
            parts.append(words)
        self.told.setText("  ".join(parts))
        for part in (self.smaller, self.larger, self.whole):
            part.setVisible(kind in (Kind.PICTURE, Kind.PAPER))

    def _facts(self) -> list[str]:
        piece, evidence = self._piece, self.shown
        lines = [
            _("{size}, added {at} by {by}, SHA-256 {hash}").format(
                size=size_word(evidence.size),
                at=moment(evidence.added_at),
                by=evidence.added_by,
                hash=evidence.sha256[:16] + "…",
            )
        ]
        if piece.facts.note:
            lines.append(_("Note: {note}").format(note=piece.facts.note))
        if piece.places:
            named = [place_word(self._session, place) for place in piece.places[:_MOST_PLACES]]
            if (more := len(piece.places) - _MOST_PLACES) > 0:
                named.append(_("{count} more").format(count=more))
            lines.append(_("Serves: {places}").format(places=_(", ").join(named)))
        if evidence != piece.evidence:
            lines.append(_("This is an earlier version and proves nothing any more."))
        return lines

    # --- hands -----------------------------------------------------------------------------------------------------

    def _zoom(self, step: int) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, PictureView | PaperPreview):
            shown.larger(step)

    def _fit(self) -> None:
        shown = self.stack.currentWidget()
        if isinstance(shown, PictureView | PaperPreview):
            shown.fit()

"""What answering or copying to many places would do, shown before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.audit import Site
from app.i18n import gettext as _
from app.services.batches import Preview
from app.services.changes import Changes
from app.services.ports import Desk, Progress
from app.ui.dialogs.dialog import Dialog
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle

_LONG = 1_000
"""Writing so many places takes long enough to be told how far it is."""
_WIDE, _HIGH, _FRAME = 540, 320, 40
"""Pixels at 100 %: width, the least height, and what the title of a window may need."""


@dataclass(frozen=True, slots=True)
class Given:
    """What the officer said: the site that is copied (empty: none), remark, reason, whether a deficiency may become a
    lesser one, and whether the remark is added to what was remarked."""

    source: str = ""
    comment: str = ""
    reason: str = ""
    lessen: bool = False
    add: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """An act on many places: what it is called, what it would do, and the doing of what is left of it.

    `sources` are sites to choose the copied one from; with `remark` one is asked for.
    """

    title: Words
    look: Callable[[Desk, Given], Preview]
    write: Callable[[Desk, Preview, Given, Progress], Changes]
    sources: tuple[Site, ...] = ()
    remark: bool = True


class BatchDialog(Dialog):
    """Counts what would be new, changed and as it was, lets places be left out, and asks for a reason where one is
    needed; `written` is called with what changed, `refused` with what kept long work from it after it was closed."""

    def __init__(
        self,
        session: Session,
        batch: Batch,
        written: Callable[[Changes], None],
        refused: Callable[[BaseException], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._batch, self._written, self._refused = session, batch, written, refused
        self._preview: Preview | None = None
        self._round = 0
        self._body, self._area = QWidget(), QScrollArea()
        self.title = label("title")
        self.source_label, self.source = label(wrap=False), QComboBox()
        for site in batch.sources:
            self.source.addItem(site.name, site.id)
        self.figures = QWidget()
        self._grid = QGridLayout(self.figures)
        self.keep, self.spare, self.lessen = QCheckBox(), QCheckBox(), QCheckBox()
        self.comment_label, self.comment, self.add = label(wrap=False), QLineEdit(), QCheckBox()
        self.reason_label, self.reason = label(wrap=False), QLineEdit()
        self.problem = label()
        self.ok, self.cancel = button("primary", self._done), button("", self.reject)
        self._lay()
        self.source_label.setBuddy(self.source)
        self.comment_label.setBuddy(self.comment)
        self.reason_label.setBuddy(self.reason)
        self.source_label.setVisible(bool(batch.sources))
        self.source.setVisible(bool(batch.sources))
        self.comment_label.setVisible(batch.remark)
        self.comment.setVisible(batch.remark)
        self.add.setVisible(batch.remark)
        for box in (self.keep, self.spare, self.lessen):
            box.hide()
            box.toggled.connect(lambda: self._tell())
        self.source.currentIndexChanged.connect(lambda: self._look())
        self.comment.editingFinished.connect(self._look)
        self.add.toggled.connect(lambda: self._look())
        self.comment.textEdited.connect(lambda _text: self._tell())
        self.reason.textEdited.connect(lambda _text: self._tell())
        self.ok.setDefault(True)
        self.ok.setEnabled(False)
        self.retranslate()
        self._look()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(said(self._batch.title))
        self.title.setText(said(self._batch.title))
        self.source_label.setText(_("Copied from"))
        self.source.setAccessibleName(_("Copied from"))
        self.comment_label.setText(_("Remark (empty: what was remarked stays)"))
        self.add.setText(_("Add it below, and replace nothing"))
        self.comment.setAccessibleName(self.comment_label.text())
        self.cancel.setText(_("Cancel"))
        self._tell()

    def given(self) -> Given:
        """What was said."""
        source = self.source.currentData() or ""
        said = self.comment.text().strip(), self.reason.text().strip()
        return Given(source, *said, self.lessen.isChecked(), self.add.isChecked())

    def rest(self) -> Preview:
        """What is left of it."""
        left = self._preview or Preview.nothing()
        if self.keep.isChecked():
            left = left.without(left.changed)
        if self.spare.isChecked():
            left = left.without(left.opposed)
        return left if self.lessen.isChecked() else left.without(left.lessened)

    def _lay(self) -> None:
        body = self._body
        body.setProperty("role", "page")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, theme().px(4), 0)
        layout.setSpacing(theme().px(8))
        self._grid.setContentsMargins(0, theme().px(4), 0, theme().px(4))
        self._grid.setHorizontalSpacing(theme().px(16))
        self._grid.setVerticalSpacing(theme().px(4))
        self._grid.setColumnStretch(0, 1)
        acts = QHBoxLayout()
        acts.setSpacing(theme().px(8))
        acts.addStretch(1)
        acts.addWidget(self.cancel)
        acts.addWidget(self.ok)
        for each in (self.title, self.source_label, self.source, self.figures, self.keep, self.spare, self.lessen):
            layout.addWidget(each)
        said = (self.comment_label, self.comment, self.add, self.reason_label, self.reason, self.problem)
        for each in said:
            layout.addWidget(each)
        layout.addStretch(1)
        # On a low screen all of it is scrolled, and the buttons stay in reach.
        area = self._area
        area.setProperty("role", "bare")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(body)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(*[theme().px(20)] * 4)
        whole.setSpacing(theme().px(12))
        whole.addWidget(area, 1)
        whole.addLayout(acts)

    def _grow(self) -> None:
        """As high as what is said needs, and no higher than the screen."""
        layout, room = self._body.layout(), self.screen().availableSize()
        if layout is None:
            return
        self.figures.updateGeometry()
        layout.activate()
        width = min(theme().px(_WIDE), room.width())
        edges = theme().px(20 + 20 + 12) + self.ok.sizeHint().height()
        wanted = layout.totalHeightForWidth(width - theme().px(20 + 20 + 4)) + edges
        self.resize(width, min(max(wanted, theme().px(_HIGH)), room.height() - theme().px(_FRAME)))

    def _look(self) -> None:
        """Ask what it would do; what was asked before is of no interest any more."""
        self._round += 1
        round_, given, look, desk = self._round, self.given(), self._batch.look, self._session.desk

        def home(found: Preview) -> None:
            if round_ == self._round:
                self._take(found)

        def failed(error: BaseException) -> None:
            if round_ == self._round:
                self._preview = None
                self.say_problem(self.problem, message(error).words)
                self._tell()

        self._session.tasks.read(lambda: look(desk, given), home, failed, self)

    def _take(self, found: Preview) -> None:
        first, self._preview = self._preview is None, found
        self.say_problem(self.problem, "")
        self.keep.setVisible(bool(found.changed) and bool(found.new or found.remarked))
        self.spare.setVisible(bool(found.opposed))
        if first:
            # What was answered at a site, or a ledger speaks against, is changed only where somebody means it.
            self.keep.setChecked(not self.keep.isHidden())
            self.spare.setChecked(not self.spare.isHidden())
        self._tell()
        if first:
            (self.reason if self._lacks_reason() else self.ok).setFocus(Qt.FocusReason.OtherFocusReason)
            if self.reason.hasFocus():
                self._area.ensureWidgetVisible(self.reason)

    def _tell(self) -> None:
        """Say what is left of it."""
        found, left = self._preview, self.rest()
        self._say_figures(left)
        if found is not None:
            # What is left alone altogether is made no better either.
            self.lessen.setVisible(bool(found.lessened) and not self.keep.isChecked())
            self.keep.setText(_("Leave what was answered already: {count}").format(count=f"{len(found.changed):,}"))
            self.spare.setText(
                _("Leave out where ledgers propose another verdict: {count}").format(count=f"{len(found.opposed):,}")
            )
            self.lessen.setText(
                _("Also where a deficiency becomes a lesser one or none: {count}").format(
                    count=f"{len(found.lessened):,}"
                )
            )
        count = len(left.written)
        words = _("Why less grave than ledgers propose") if left.graver else _("Reason for the change")
        self.reason_label.setText(words)
        self.reason.setAccessibleName(words)
        for each in (self.reason_label, self.reason):
            each.setVisible(left.needs_reason)
        self.ok.setText(_("Record, places: {count}").format(count=f"{count:,}"))
        self.ok.setEnabled(found is not None and bool(count) and not self._lacks_reason())
        self._grow()

    def _lacks_reason(self) -> bool:
        return self.rest().needs_reason and not self.reason.text().strip()

    def _say_figures(self, left: Preview) -> None:
        """One line for each thing that would happen; lines of nothing are left out."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        if self._preview is None:
            return
        out = len(self._preview.verdicts) - len(left.verdicts)
        lines = (
            (_("Answered for the first time"), len(left.new), ""),
            (_("Changed"), len(left.changed), "partly"),
            (_("Only the remark changes"), len(left.remarked), ""),
            (_("As they are already"), len(left.unchanged), ""),
            (_("Not touched"), out, ""),
            (_("△ A deficiency becomes a lesser one or none"), len(left.lessened), "nonconforming"),
            (_("△ Ledgers propose another verdict"), len(left.opposed), "nonconforming"),
            (_("△ Lose the acceptance of their reviewer"), len(left.accepted), "nonconforming"),
            (_("Would conform unproven"), len(left.unproven), "partly"),
            (_("△ The remark there is replaced"), len(left.replaced), "partly"),
        )
        for row, (words, count, tone) in enumerate(line for line in lines if line[1]):
            told, number = label(text=words, wrap=True), label(text=f"{count:,}", wrap=False)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            if tone:
                restyle(told, tone=tone)
                restyle(number, tone=tone)
            self._grid.addWidget(told, row, 0)
            self._grid.addWidget(number, row, 1)
            # At once: the dialog takes its height from them.
            told.show()
            number.show()

    def _done(self) -> None:
        left, given, write = self.rest(), self.given(), self._batch.write
        if not left.written or self._lacks_reason():
            return
        self.ok.setEnabled(False)

        def failed(error: BaseException) -> None:
            self.say_problem(self.problem, message(error).words)
            self._look()

        def done(changes: Changes) -> None:
            self._written(changes)
            self.accept()

        if len(left.written) <= _LONG:
            self._session.do(lambda desk: write(desk, left, given, _unheard), done, failed, self)
            return
        # With a bar and a way to stop it in the window; the dialog does not stand before them.
        self._session.do_long(
            self._batch.title,
            lambda desk, progress: write(desk, left, given, progress),
            self._written,
            self._refused,
            self.parent(),
        )
        self.accept()


def _unheard(_code: str, _done: int, _total: int) -> bool:
    return True

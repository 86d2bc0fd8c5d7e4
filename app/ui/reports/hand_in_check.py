"""A hand-in folder that came back, or lies there since: choose it, and see what is whole, changed, missing or added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QListView, QListWidget, QVBoxLayout, QWidget

from app.i18n import gettext as _
from app.services import handing_in
from app.services.handing_in import Checked, Former
from app.services.ports import Progress
from app.ui import files
from app.ui.dialogs.dialog import Dialog
from app.ui.files import Folders
from app.ui.reports.hand_in import former_words
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.notice import Notice
from app.ui.widgets.progress import ProgressPane


@dataclass(frozen=True, slots=True)
class _Found:
    """What came of the check, and the hand-in of this audit that the folder is; None where it is none."""

    checked: Checked
    former: Former | None


class HandInCheckDialog(Dialog):
    """Only looks at the folder: nothing in it and nothing in the audit is changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folder: Path | None = None
        self._found: _Found | None = None
        self._lines: list[str] = []
        self._lay()
        self.resize(QSize(theme().px(720), theme().px(520)).boundedTo(self.screen().availableSize() * 0.95))
        self.retranslate()

    def _lay(self) -> None:
        self.lead = label("quiet", parent=self)
        self.place_name = label("", wrap=False, parent=self)
        self.place = ElidedLabel(self, Qt.TextElideMode.ElideMiddle)
        self.choose = button("primary", self._ask, self)
        self.choose_zip = button("", self._ask_zip, self)
        self.progress, self.notice = ProgressPane(self), Notice(self)
        self.verdict = label("section", parent=self)
        self.counts, self.built = label("", parent=self), label("", parent=self)
        self.differing = QListWidget(self)
        self.differing.setWordWrap(True)
        self.differing.setResizeMode(QListView.ResizeMode.Adjust)
        self.differing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # A folder may hold very many; they are laid out as they come into sight.
        self.differing.setLayoutMode(QListView.LayoutMode.Batched)
        for told in (self.verdict, self.counts, self.built):
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.copy = button("", self._copy, self)
        self.close_button = button("", self.reject, self)
        place, foot = QHBoxLayout(), QHBoxLayout()
        place.addWidget(self.place_name)
        place.addStretch(1)
        place.addWidget(self.choose)
        place.addWidget(self.choose_zip)
        foot.addWidget(self.copy)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        for row in (place, foot):
            row.setSpacing(theme().px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(16)] * 4)
        column.setSpacing(theme().px(10))
        column.addWidget(self.lead)
        column.addLayout(place)
        column.addWidget(self.place)
        for part in (self.progress, self.notice, self.verdict, self.counts, self.built):
            column.addWidget(part)
        column.addWidget(self.differing, 1)
        column.addStretch(0)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """Set every text anew."""
        self.setWindowTitle(_("Check a hand-in folder"))
        self.lead.setText(
            _("Compares every file of a folder or of its ZIP with the list of digests in it. Nothing is changed by it.")
        )
        self.place_name.setText(_("Folder or ZIP"))
        self.choose.setText(_("Choose the folder…"))
        self.choose_zip.setText(_("Choose a ZIP…"))
        self.differing.setAccessibleName(_("Files that are not as they were built"))
        self.copy.setText(_("Copy the result"))
        self.close_button.setText(_("Close"))
        self.progress.retranslate()
        self._show()

    def _show(self) -> None:
        found, busy = self._found, self.progress.task is not None
        self.place.setText(str(self._folder) if self._folder is not None else _("(not chosen yet)"))
        self.choose.setEnabled(not busy)
        self.choose_zip.setEnabled(not busy)
        checked = found.checked if found is not None else None
        lines = handing_in.differing_words(checked, _) if checked is not None else []
        whole = checked is not None and checked.whole
        self.verdict.setText(
            _("○ The folder is as it was built") if whole else _("× The folder is not as it was built")
        )
        restyle(self.verdict, tone="conforming" if whole else "nonconforming")
        self.counts.setText(handing_in.counted_words(checked, _) if checked is not None else "")
        former = found.former if found is not None else None
        if former is not None:
            self.built.setText(former_words(former))
        else:
            self.built.setText(_("× This audit did not build it, or its list of digests was changed."))
        restyle(self.built, tone="" if former is not None else "nonconforming")
        if lines != self._lines:
            self._lines = lines
            self.differing.clear()
            self.differing.addItems(lines)
            self.differing.setCurrentRow(0)
        self.differing.setVisible(bool(lines))
        for part in (self.verdict, self.counts, self.built, self.copy):
            part.setVisible(found is not None)

    def _ask(self) -> None:
        folder = files.ask_folder(self, _("Choose the folder…"), Folders(Settings(), self._session.file))
        if folder is not None:
            self.check(folder)

    def _ask_zip(self) -> None:
        kinds = _("ZIP archives (*.zip)")
        archive = files.ask_open(self, _("Choose a ZIP…"), Folders(Settings(), self._session.file), kinds)
        if archive is not None:
            self.check(archive)

    def check(self, folder: Path) -> None:
        """Check this folder, or this archive of one."""
        desk = self._session.desk
        self._folder, self._found = folder, None
        self.notice.hide()

        def work(progress: Progress) -> _Found:
            checked = handing_in.check(folder, progress)
            return _Found(checked, handing_in.recorded_as(desk, checked.index))

        def said(_code: str, done: int, total: int) -> str:
            words = _("Checking the hand-in folder")
            return _("{words}: file {done} / {total}").format(words=words, done=done, total=total) if total else words

        task = self._session.tasks.long(
            lambda: _("Checking the hand-in folder"), work, self._took, self._refused, self, shown=True
        )
        self.progress.follow(task, said)
        task.finished.connect(self._ended)
        self._show()
        self.progress.stop.setFocus()

    def _took(self, found: _Found) -> None:
        self._found = found
        self._show()
        (self.close_button if found.checked.whole else self.differing).setFocus()

    def _refused(self, error: BaseException) -> None:
        self._show()
        self.notice.refuse(error)

    def _ended(self) -> None:
        self._show()
        if self._found is None:
            self.choose.setFocus()

    def _copy(self) -> None:
        """What is shown, for a letter or a file."""
        shown = (str(self._folder), self.verdict.text(), self.counts.text(), self.built.text())
        QGuiApplication.clipboard().setText("\n".join((*shown, *self._lines)))

    def reject(self) -> None:
        """What runs is stopped first."""
        if self.progress.task is not None:
            self.progress.task.cancel()
        super().reject()

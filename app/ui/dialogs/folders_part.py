"""The part of 遮断について that shows where things are kept, opens those places, and checks the program's files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from app import paths
from app.i18n import gettext as _
from app.i18n import mark
from app.ui import files
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.style.theme import theme
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.elided import ElidedLabel

if TYPE_CHECKING:
    from app.services.installed import ProgramCheck
    from app.ui.tasks import Tasks

_WORDS = (mark("Settings"), mark("Log of errors"), mark("First place for audits"), mark("Program"))


class FoldersPart(QWidget):
    """One line for each place, and what the check of the program's files found."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks: Tasks | None = None
        self._result: Words = ""
        program = paths.program_folder()
        self.places = (
            paths.config_folder(),
            paths.log_folder(),
            files.documents(),
            program or Path(paths.__file__).resolve().parent,
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(12))
        grid.setVerticalSpacing(theme().px(4))
        grid.setColumnStretch(1, 1)
        self._names = [label("quiet", wrap=False, parent=self) for _each in self.places]
        self._paths = [ElidedLabel(self, mode=Qt.TextElideMode.ElideMiddle) for _each in self.places]
        self.openers: list[QPushButton] = []
        for row, (name, shown, place) in enumerate(zip(self._names, self._paths, self.places, strict=True)):
            shown.setText(str(place))
            opener = button("link", partial(_open, place), self)
            self.openers.append(opener)
            grid.addWidget(name, row, 0)
            grid.addWidget(shown, row, 1)
            grid.addWidget(opener, row, 2)
        self.verify = button("link", self._verify, self)
        # From source there is no list of what the program consists of.
        self.verify.setVisible(program is not None)
        self.found = label(parent=self)
        self.found.hide()
        grid.addWidget(self.verify, len(self.places), 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(self.found, len(self.places) + 1, 0, 1, 3)
        self.retranslate()

    def take(self, tasks: Tasks) -> None:
        """Who runs the check."""
        self._tasks = tasks

    def told(self) -> list[str]:
        """The places as lines."""
        return [
            _("{name}: {folder}").format(name=_(word), folder=place)
            for word, place in zip(_WORDS, self.places, strict=True)
        ]

    def retranslate(self) -> None:
        """Set every text anew."""
        for name, word, opener, shown in zip(self._names, _WORDS, self.openers, self._paths, strict=True):
            name.setText(_(word))
            shown.setAccessibleName(_(word))
            opener.setText(_("Show it"))
            opener.setAccessibleName(_("Open the folder: {name}").format(name=_(word)))
        self.verify.setText(_("Check the files of the program"))
        self.found.setText(said(self._result))

    def _verify(self) -> None:
        if self._tasks is None:
            return
        from app.services import installed

        self.verify.setEnabled(False)
        self._say(lambda: _("The files of the program are being checked…"), "")
        self._tasks.read(lambda: installed.check(paths.program_folder()), self._checked, self._refused, owner=self)

    def _checked(self, found: ProgramCheck) -> None:
        self._say(lambda: found_words(found), "conforming" if found.ok else "nonconforming")

    def _refused(self, error: BaseException) -> None:
        self._say(message(error).words, "nonconforming")

    def _say(self, words: Words, tone: str) -> None:
        self._result = words
        self.verify.setEnabled(bool(tone))
        restyle(self.found, tone=tone)
        self.found.setText(said(words))
        self.found.show()


def found_words(found: ProgramCheck) -> str:
    """What a check found, in one sentence or two."""
    exchanged = ""
    if found.exchanged:
        words = _(
            "Libraries of Qt that are not those of the build, which its licence allows: {count}. If nobody replaced "
            "them on purpose, install the program anew."
        )
        exchanged = " " + words.format(count=len(found.exchanged))
    if found.ok:
        same = found.checked - len(found.exchanged)
        whole = _("As they were built: {count}.") if exchanged else _("Every file is as it was built ({count}).")
        return whole.format(count=same) + exchanged
    named = [*found.altered, *found.missing, *found.extra]
    words = _("{altered} altered, {missing} missing, {extra} not of the program: {files}. Install the program anew.")
    return (
        words.format(
            altered=len(found.altered),
            missing=len(found.missing),
            extra=len(found.extra),
            files=_(", ").join(named[:5]) + ("…" if len(named) > 5 else ""),
        )
        + exchanged
    )


def _open(folder: Path) -> None:
    # Those of settings and log are made when something is first written.
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder if folder.is_dir() else folder.parent)))

"""提出用フォルダ: choose the parts, look at what would be written and what is missing, build it, open it."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.file_names import titled
from app.domain.house_style import Recipient
from app.errors import UserError
from app.i18n import current_language, gettext_in
from app.i18n import gettext as _
from app.services import handing_in
from app.services.changes import Changes
from app.services.handing_in import Built, Contents, Former, Part
from app.services.house_words import recipient_word
from app.services.ports import Progress
from app.ui import files
from app.ui.dates import moment
from app.ui.dialogs.dialog import Dialog
from app.ui.dialogs.question import agreed
from app.ui.evidence.words import size_word
from app.ui.files import Folders
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.tasks import Task
from app.ui.widgets.basics import button, label, restyle
from app.ui.widgets.elided import ElidedLabel
from app.ui.widgets.notice import Notice
from app.ui.widgets.progress import ProgressPane

_LONGEST = 60
"""Signs that the name of the folder has at most: the names in it come on top."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read before anything is built."""

    contents: Contents
    former: tuple[Former, ...]


class HandInDialog(Dialog):
    """Nothing is written before the officer says so; what is missing is told first."""

    def __init__(
        self, session: Session, recipient: Recipient = Recipient.AUTHORITY, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._recipient = recipient
        self._read: _Read | None = None
        self._built: Built | None = None
        self._folder = Folders(Settings(), session.file).last()
        self._lay()
        self.resize(QSize(theme().px(760), theme().px(780)).boundedTo(self.screen().availableSize() * 0.95))
        self.retranslate()
        self._look()

    # --- building -----------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        self.language_name = label("", wrap=False, parent=self)
        self.language = QComboBox(self)
        self.language.addItem("日本語", "ja")
        self.language.addItem("English", "en")
        self.language.setCurrentIndex(self.language.findData(current_language()))
        self.language.activated.connect(lambda _index: self._look())
        self.language_name.setBuddy(self.language)
        inside = self._inside = QWidget()
        inside.setProperty("role", "page")
        self.lead = label("quiet", parent=inside)
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme().px(8), 0)
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(theme().px(16))
        grid.setVerticalSpacing(0)
        self.boxes: dict[Part, QCheckBox] = {}
        self._counts = {part: label("quiet", wrap=False, parent=inside) for part in Part}
        # Within what is scrolled: on a low screen the path and the warnings need the room.
        grid.addWidget(self.lead, 0, 0, 1, 2)
        for row, part in enumerate(Part, start=1):
            box = self.boxes[part] = QCheckBox(inside)
            box.setChecked(part in handing_in.USUAL)
            box.toggled.connect(lambda _on: self._show())
            self._counts[part].setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(box, row, 0)
            grid.addWidget(self._counts[part], row, 1)
        self.total = label("section", parent=inside)
        self.doubts = label("", parent=inside)
        self.doubts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.before = label("quiet", parent=inside)
        told = QVBoxLayout()
        told.setSpacing(theme().px(8))
        for part_label in (self.total, self.doubts, self.before):
            told.addWidget(part_label)
        told.addStretch(1)
        told.setContentsMargins(0, theme().px(8), theme().px(12), 0)
        grid.addLayout(told, len(Part) + 1, 0, 1, 2)
        grid.setRowStretch(len(Part) + 1, 1)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setWidget(inside)
        self.archive = QCheckBox(self)
        self.place_name = label("", wrap=False, parent=self)
        self.place = ElidedLabel(self, Qt.TextElideMode.ElideMiddle)
        self.choose = button("", self._ask_folder, self)
        self.progress, self.notice = ProgressPane(self), Notice(self)
        self.open_button = button("", self._open, self)
        self.warnings = button("link", self._show_doubts, self)
        self.build_button, self.close_button = button("primary", self._ask_build, self), button("", self.reject, self)
        self._arrange()

    def _arrange(self) -> None:
        language, place, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        language.addWidget(self.language_name)
        language.addWidget(self.language)
        language.addStretch(1)
        place.addWidget(self.place_name)
        place.addStretch(1)
        place.addWidget(self.choose)
        foot.addWidget(self.open_button)
        foot.addWidget(self.warnings)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.build_button)
        for row in (language, place, foot):
            row.setSpacing(theme().px(8))
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme().px(16)] * 4)
        column.setSpacing(theme().px(10))
        column.addLayout(language)
        column.addWidget(self._area, 1)
        column.addWidget(self.archive)
        column.addLayout(place)
        # In a line of its own: beside names and buttons nobody could see where it goes.
        column.addWidget(self.place)
        column.addWidget(self.progress)
        column.addWidget(self.notice)
        column.addLayout(foot)

    def retranslate(self) -> None:
        """Set every text anew."""
        title = _("Hand-in folder ({recipient})").format(recipient=recipient_word(self._recipient, _))
        self.setWindowTitle(title)
        self.lead.setText(
            _("Reports, papers that came back and evidence in the format it came in, with an index and digests.")
        )
        self.language_name.setText(_("Language of the report"))
        self.language.setAccessibleName(_("Language of the report"))
        names = handing_in.part_words(_)
        for part, box in self.boxes.items():
            box.setText(names[part])
            box.setAccessibleName(names[part])
        self.archive.setText(_("Make a ZIP archive beside it as well (some authorities refuse archives)"))
        self.place_name.setText(_("Folder to build"))
        self.choose.setText(_("Choose the place…"))
        self._area.setAccessibleName(_("What goes into the folder"))
        self.open_button.setText(_("Open the folder"))
        self.build_button.setText(_("Build the folder"))
        self.close_button.setText(_("Close"))
        self.progress.retranslate()
        self._show()

    # --- what is shown ------------------------------------------------------------------------------------------------

    @property
    def target(self) -> Path:
        """Where the folder will stand."""
        audit = self._session.outline.audit
        parts = (_("Hand-in"), audit.organisation, audit.period)
        return self._folder / titled("_".join(part for part in parts if part), "", most=_LONGEST)

    @property
    def parts(self) -> frozenset[Part]:
        """What was chosen of what there is."""
        there = self._read.contents.there() if self._read is not None else frozenset[Part]()
        return frozenset(part for part, box in self.boxes.items() if box.isChecked()) & there

    @property
    def _busy(self) -> bool:
        return self.progress.task is not None

    def _look(self) -> None:
        """Read what would be handed in, and compare all kept bytes with their digests."""
        self._read = None
        desk, language, wanted = self._session.desk, str(self.language.currentData()), self._recipient

        def work(progress: Progress) -> _Read:
            contents = handing_in.read(desk, gettext_in, language, recipient=wanted, progress=progress)
            return _Read(contents, handing_in.former(desk))

        task = self._session.tasks.long(
            lambda: _("Reading what is handed in"), work, self._took, self._not_read, self, shown=True
        )
        self._follow(task, _("Reading what is handed in"))

    def _took(self, found: _Read) -> None:
        self._read = found
        self._show()

    def _not_read(self, error: BaseException) -> None:
        self.notice.refuse(error)
        self._show()

    def _follow(self, task: Task, words: str) -> None:
        def said(_code: str, done: int, total: int) -> str:
            return _("{words}: file {done} / {total}").format(words=words, done=done, total=total) if total else words

        self.progress.follow(task, said)
        task.finished.connect(self._show)
        self._show()

    def _show(self) -> None:
        read, busy = self._read, self._busy
        contents = read.contents if read is not None else None
        for part, box in self.boxes.items():
            own = contents.of({part}) if contents is not None else ()
            box.setEnabled(bool(own) and not busy)
            self._counts[part].setText(_count_word(contents, part) if contents is not None else "")
        self.total.setText(_total_word(contents, self.parts) if contents is not None else "")
        told = _doubts(contents, self.parts, self.target) if contents is not None else []
        self.doubts.setText("\n".join(told))
        self.doubts.setVisible(bool(told))
        blocked = contents is not None and any(d.blocking for d in contents.doubts_of(self.parts))
        sign = "×" if blocked else "△"
        self.warnings.setText(_("{sign} Look at the warnings: {count}").format(sign=sign, count=f"{len(told):,}"))
        self.warnings.setVisible(bool(told))
        restyle(self.doubts, tone="nonconforming" if blocked else "partly")
        self.before.setText("\n".join(former_words(each) for each in read.former[:3]) if read is not None else "")
        self.place.setText(str(self.target))
        self.build_button.setEnabled(bool(self.parts) and not busy and not blocked)
        self.open_button.setVisible(self._built is not None)
        for widget in (self.choose, self.archive, self.language):
            widget.setEnabled(not busy)

    def _show_doubts(self) -> None:
        """Bring what speaks against it into sight; the keyboard goes on from there."""
        self._area.ensureWidgetVisible(self.doubts, 0, 0)
        bar = self._area.verticalScrollBar()
        bar.setValue(self.doubts.mapTo(self._inside, self.doubts.rect().topLeft()).y())
        self._area.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- what is done -------------------------------------------------------------------------------------------------

    def _ask_folder(self) -> None:
        folder = files.ask_folder(self, _("Choose the place…"), Folders(Settings(), self._session.file))
        if folder is not None:
            self.put_into(folder)

    def put_into(self, folder: Path) -> None:
        """Build below this folder."""
        self._folder = folder
        self._show()

    def _ask_build(self) -> None:
        if self._read is None or self._busy:
            return
        self.build(replacing=False)

    def build(self, *, replacing: bool) -> None:
        """Build the folder; one of this audit that stands there is replaced only where the officer said so."""
        desk, render, language = self._session.desk, self._session.kit.render, str(self.language.currentData())
        target, parts, archive, wanted = self.target, self.parts, self.archive.isChecked(), self._recipient
        self._built = None

        def work(progress: Progress) -> tuple[Changes, Built]:
            return handing_in.build(
                desk,
                target,
                render,
                gettext_in,
                language,
                parts=parts,
                recipient=wanted,
                archive=archive,
                replacing=replacing,
                progress=progress,
            )

        self.notice.hide()
        task = self._session.tasks.long(
            lambda: _("Building the hand-in folder"), work, self._done, self._failed, self, shown=True
        )
        self._follow(task, _("Building the hand-in folder"))

    def _done(self, result: tuple[Changes, Built]) -> None:
        changes, built = result
        self._built = built
        files_count, size = f"{built.files:,}", size_word(built.size)

        def told() -> str:
            said = _("Built: {file} (files: {files}, {size})")
            first = said.format(file=built.folder, files=files_count, size=size)
            return "\n".join((first, *(handing_in.kept_words(place, _) for place in built.kept)))

        self.notice.say(told, good=not built.kept, stays=True)
        self._session.took(changes)
        self._session.tasks.read(partial(handing_in.former, self._session.desk), self._took_former, owner=self)
        self._show()
        self.open_button.setFocus()

    def _took_former(self, found: tuple[Former, ...]) -> None:
        if self._read is not None:
            self._read = _Read(self._read.contents, found)
        self._show()

    def _failed(self, error: BaseException) -> None:
        self._show()
        if isinstance(error, UserError) and error.code == "handin_exists_ours":
            words = _("{file} was built of this audit before. Replace it?").format(file=error.values["file"])
            if agreed(self.windowTitle(), words, _("Leave it"), _("Replace it"), self):
                self.build(replacing=True)
            return
        self.notice.refuse(error)

    def _open(self) -> None:
        if self._built is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._built.folder))):
            folder = self._built.folder
            self.notice.say(lambda: _("{file} cannot be opened from here.").format(file=folder), good=False)

    def reject(self) -> None:
        """What runs is stopped first; it leaves nothing behind."""
        if self.progress.task is not None:
            self.progress.task.cancel()
        super().reject()


def _count_word(contents: Contents, part: Part) -> str:
    own = contents.of({part})
    if not own:
        return _("none")
    if not any(item.sha256 for item in own):
        return _("made when built (DRAFT)") if any(item.draft for item in own) else _("made when built")
    count = f"{len(own):,}"
    return _("Files: {count}, {size}").format(count=count, size=size_word(contents.size({part})))


def _total_word(contents: Contents, parts: frozenset[Part]) -> str:
    count = len(contents.of(parts)) + len(contents.fixed_paths)
    size = size_word(contents.size(parts))
    return _("Files with the index: {count}; evidence and papers {size}, reports on top").format(
        count=f"{count:,}", size=size
    )


def _doubts(contents: Contents, parts: frozenset[Part], target: Path) -> list[str]:
    told = [("× " if d.blocking else "△ ") + d.sentence for d in contents.doubts_of(parts)]
    if deeper := contents.too_deep(os.path.abspath(target), parts):
        said = _("△ On Windows a path in it would be too long by {count}; choose a place nearer to the root.")
        told.append(said.format(count=deeper))
    return told


def former_words(found: Former) -> str:
    """When a hand-in folder was built, by whom, and what was recorded since."""
    said = _("Built {moment} by {by}: {name}.").format(moment=moment(found.at), by=found.by, name=found.name)
    return f"{said} {handing_in.since_words(found, _)}"

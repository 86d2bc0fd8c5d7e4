"""The evidence of one place: chips, taking files in by button, key or drop, giving them out, removing with a reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QSize, Qt, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from app.domain.evidence import Evidence
from app.domain.progress import Place
from app.i18n import gettext as _
from app.i18n import mark
from app.services.changes import Changes
from app.ui.checkpoints.reasons import ReasonPanel
from app.ui.dates import moment
from app.ui.files import Folders, ask_save, ask_several
from app.ui.messages import message
from app.ui.said import Words, said
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style import tokens
from app.ui.style.theme import theme
from app.ui.tasks import Task
from app.ui.widgets.basics import button, label
from app.ui.widgets.flow import Flow
from app.ui.widgets.passing import Passing
from app.ui.widgets.prose import Prose, paragraphs

if TYPE_CHECKING:
    from app.services.evidencing import Attached
    from app.services.ports import Progress

_NAME_WIDTH, _NARROW_NAME = 240, 120
"""Where long names are shortened in the middle, in pixels at 100 %; the smaller one for large text."""
# fmt: off
_PROGRAMS = frozenset({
    ".app", ".bat", ".cmd", ".com", ".cpl", ".desktop", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk", ".msc",
    ".msi", ".msp", ".pif", ".ps1", ".py", ".pyw", ".reg", ".scf", ".scr", ".sh", ".url", ".vb", ".vbe", ".vbs",
    ".wsf", ".wsh",
})
# fmt: on
"""What a system runs when it is opened: one click on a piece of evidence must not."""
_TABLES = ("spreadsheet", "excel", "csv")


def size_word(size: int) -> str:
    """214 KB, 3.2 MB."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{size / 1024:,.0f} KB"
    return f"{size / 1024 / 1024:,.1f} MB"


def icon_name(media_type: str) -> str:
    """The icon for a kind of file."""
    if media_type.startswith("image/"):
        return "image"
    return "table" if any(word in media_type for word in _TABLES) else "file"


class Chip(QFrame):
    """One piece of evidence: a button that opens it, and one with what else can be done."""

    def __init__(
        self,
        evidence: Evidence,
        opened: Callable[[Evidence], object],
        saved: Callable[[Evidence], object],
        removed: Callable[[Evidence], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.evidence = evidence
        self.setProperty("role", "chip")
        self.open = button("chip", partial(opened, evidence), self)
        metrics = QFontMetrics(theme().font(tokens.BASE))
        width = _NAME_WIDTH if theme().zoom <= 130 else _NARROW_NAME
        name = metrics.elidedText(evidence.name, Qt.TextElideMode.ElideMiddle, theme().px(width))
        self.open.setText(name.replace("&", "&&"))
        self.open.setIcon(theme().icon(icon_name(evidence.media_type), "quiet"))
        self.open.setIconSize(QSize(theme().px(20), theme().px(20)))
        self.about = label("hint", f"{size_word(evidence.size)} · {evidence.sha256[:8]}", wrap=False, parent=self)
        self.more = QToolButton(self)
        self.more.setProperty("role", "bare")
        self.more.setIcon(theme().icon("more", "quiet"))
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.more)
        self.acts = [
            menu.addAction(_("Open a read-only copy"), partial(opened, evidence)),
            menu.addAction(_("Save as…"), partial(saved, evidence)),
            menu.addAction(_("Remove…"), partial(removed, evidence)),
        ]
        self.more.setMenu(menu)
        told = _("{name}, {size}, SHA-256 {hash}, added {at} by {by}").format(
            name=evidence.name,
            size=size_word(evidence.size),
            hash=evidence.sha256,
            at=moment(evidence.added_at),
            by=evidence.added_by,
        )
        tip = paragraphs("\n".join((evidence.name, f"SHA-256 {evidence.sha256}")))
        self.setToolTip(tip)
        self.open.setToolTip(tip)
        self.open.setAccessibleName(_("Open evidence {name}").format(name=evidence.name))
        self.open.setAccessibleDescription(told)
        self.more.setAccessibleName(_("More for evidence {name}").format(name=evidence.name))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(4), 0, theme().px(2), 0)
        row.setSpacing(theme().px(4))
        for part in (self.open, self.about, self.more):
            row.addWidget(part)


class EvidencePanel(QWidget):
    """The evidence at a place. `sized` comes when it may want another height."""

    sized = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._place: Place = ("", "")
        self._evidence: tuple[Evidence, ...] = ()
        self._folder: QTemporaryDir | None = None
        self._doomed: Evidence | None = None
        self._said: Words = ""
        self.chips: list[Chip] = []
        self.title = label("section", parent=self)
        self.add = button("", self.choose, self)
        self.drop = label("hint", wrap=False, parent=self)
        self.told = Prose(self, "quiet", selectable=True)
        self._passing = Passing(self.told, lambda: self.tell(""))
        self.told.hide()
        self.reason = ReasonPanel(self)
        self.reason.given.connect(self._remove)
        self.removed_toggle = button("fold", self._turn_removed, self)
        self.removed = QLabel(self)
        self.removed.setTextFormat(Qt.TextFormat.RichText)
        self.removed.setWordWrap(True)
        self.removed.setProperty("role", "quiet")
        flags = Qt.TextInteractionFlag
        self.removed.setTextInteractionFlags(flags.TextBrowserInteraction | flags.LinksAccessibleByKeyboard)
        self.removed.linkActivated.connect(self._open_removed)
        self.removed.hide()
        self._holder = QWidget(self)
        self._flow = Flow(self._holder)
        self._flow.addWidget(self.add)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.drop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(head)
        for part in (self._holder, self.told, self.reason, self.removed_toggle, self.removed):
            self._column.addWidget(part)
        self.dress()

    # --- showing ---------------------------------------------------------------------------------------------------

    def show_place(self, place: Place, evidence: Sequence[Evidence] | None) -> None:
        """Show a place; `evidence` None while it is being read."""
        if place != self._place:
            self._place = place
            self.reason.close_quietly()
            self.told.hide()
        self._evidence = tuple(sorted(evidence or (), key=lambda e: (e.added_at, e.name)))
        self._rebuild()

    def retranslate(self) -> None:
        """Set every text anew."""
        self.title.setText(_("Evidence of this answer"))
        self.add.setText(_("Add…  Ctrl+E"))
        self.add.setAccessibleName(_("Add evidence, Ctrl+E"))
        self.drop.setText(_("Files can be dropped anywhere on this page"))
        self.reason.retranslate()
        self.told.setText(said(self._said))
        self._rebuild()

    def dress(self) -> None:
        """Take on the present zoom and colours."""
        self._column.setSpacing(theme().px(8))
        self.add.setIcon(theme().icon("attach"))
        self.add.setIconSize(QSize(theme().px(20), theme().px(20)))
        self.reason.dress()
        self._rebuild()

    def _rebuild(self) -> None:
        focused = next((c.evidence.id for c in self.chips if c.isAncestorOf(self.focusWidget() or self)), "")
        while self._flow.count():
            self._flow.takeAt(0)
        for old in self.chips:
            old.hide()
            old.setParent(None)
            old.deleteLater()
        live = [e for e in self._evidence if not e.removed]
        self.chips = [Chip(e, self.open, self.save_as, self.ask_removal, self._holder) for e in live]
        for chip in self.chips:
            self._flow.addWidget(chip)
            chip.show()
            if chip.evidence.id == focused:
                chip.open.setFocus()
        self._flow.addWidget(self.add)
        gone = [e for e in self._evidence if e.removed]
        self.removed_toggle.setVisible(bool(gone))
        mark = "▸" if self.removed.isHidden() else "▾"
        self.removed_toggle.setText(f"{mark} " + _("Removed evidence ({count})").format(count=len(gone)))
        if not gone:
            self.removed.hide()
        self.removed.setText("".join(self._obituary(e) for e in gone))
        self.removed.setAccessibleName("\n".join(self._told_of(e) for e in gone))
        self._holder.updateGeometry()
        self.sized.emit()

    def _told_of(self, evidence: Evidence) -> str:
        return _("{name}: removed {at} by {by}. Reason: {reason}").format(
            name=evidence.name,
            at=moment(evidence.removed_at),
            by=evidence.removed_by,
            reason=evidence.removed_reason,
        )

    def _obituary(self, evidence: Evidence) -> str:
        """A paragraph whose name opens the file: what was removed stays readable."""
        accent, name = theme().colour("accent").name(), escape(evidence.name)
        link = f'<a href="{escape(evidence.id)}" style="color:{accent}">{name}</a>'
        words = escape(self._told_of(evidence)).replace(name, link, 1)
        return f'<p style="margin-top:0px;margin-bottom:4px;line-height:150%">{words}</p>'

    def _open_removed(self, identity: str) -> None:
        for evidence in self._evidence:
            if evidence.id == identity:
                self.open(evidence)

    def _turn_removed(self) -> None:
        self.removed.setVisible(self.removed.isHidden())
        self._rebuild()

    def tell(self, text: Words, *, passing: bool = False) -> None:
        """Say what became of files; what is `passing` goes once it could be read, the rest stays until the next act."""
        self._said = text
        self.told.setText(said(text))
        self.told.setVisible(bool(said(text)))
        self._passing.stop()
        if passing:
            self._passing.begin(said(text))

    # --- taking in -------------------------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for files."""
        self.take_in(ask_several(self, _("Add evidence"), self._folders()))

    def _folders(self) -> Folders:
        return Folders(Settings(), self._session.file)

    def take_in(self, paths: Sequence[Path]) -> None:
        """Store copies of files at the place shown now."""
        if not paths or not self._place[0]:
            return
        place, desk = self._place, self._session.desk

        def attach(progress: Progress) -> tuple[Changes, Attached]:
            from app.services import evidencing

            return evidencing.attach_all(desk, *place, paths, progress)

        self.tell("")
        begun: list[Task] = []
        begun.append(
            self._session.tasks.long(
                lambda: _("Storing evidence (files: {count})").format(count=len(paths)),
                attach,
                lambda outcome: self._taken(place, begun[0], *outcome),
                lambda error: self.tell(message(error).words),
                self,
                writes=True,
            )
        )

    def _taken(self, place: Place, task: Task, changes: Changes, attached: Attached) -> None:
        if changes:
            self._session.took(changes)
        if place == self._place:
            self.tell(partial(_not_taken, attached))
            if self.isVisible() or not _not_taken(attached):
                return
        # Chips and line tell it at the place itself; the task tells it to an officer who has gone elsewhere.
        task.outcome = partial(_what_came, attached)

    # --- giving out ------------------------------------------------------------------------------------------------

    def open(self, evidence: Evidence) -> None:
        """Open a read-only copy in the program the system has for it; a program itself is not started."""
        if Path(evidence.name).suffix.lower() in _PROGRAMS:
            words = mark("{file} is a program and is not started from here; save a copy and look at it there.")
            self.tell(lambda: _(words).format(file=evidence.name))
            return
        if self._folder is None:
            self._folder = QTemporaryDir()
        folder = Path(self._folder.path()) / evidence.id
        self._session.tasks.read(
            partial(self._copy, evidence, folder), self._launch, lambda e: self.tell(message(e).words), self
        )

    def _copy(self, evidence: Evidence, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        target = folder / Path(evidence.name).name
        if target.exists():
            return target
        from app.services import evidencing

        written = evidencing.extract(self._session.desk, evidence.id, folder)
        QFile.setPermissions(str(written), QFile.Permission.ReadOwner)
        return written

    def _launch(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            words = mark("No program is known that opens {file}; save a copy and open it there.")
            self.tell(lambda: _(words).format(file=file.name))

    def save_as(self, evidence: Evidence) -> None:
        """Write the bytes where the officer says."""
        target = ask_save(self, _("Save evidence"), self._folders(), evidence.name, "")
        if target is not None:
            self.save_to(evidence, target)

    def save_to(self, evidence: Evidence, target: Path) -> None:
        """Write the bytes to a file that does not exist."""
        from app.services import evidencing

        self._session.tasks.read(
            lambda: evidencing.extract(self._session.desk, evidence.id, target),
            lambda written: self.tell(lambda: _("Saved as {file}.").format(file=str(written)), passing=True),
            lambda error: self.tell(message(error).words),
            self,
        )

    # --- removing --------------------------------------------------------------------------------------------------

    def ask_removal(self, evidence: Evidence) -> None:
        """Ask why a piece is removed."""
        self._doomed = evidence
        sentence = mark("{name} will no longer count as evidence; it stays readable in the audit.")
        self.reason.ask(lambda: _(sentence).format(name=evidence.name), lambda: _("Remove from the evidence"))

    def _remove(self, reason: str) -> None:
        from app.services import evidencing

        doomed = self._doomed
        if doomed is not None:
            self._session.do(
                lambda desk: evidencing.remove(desk, doomed.id, reason),
                None,
                lambda error: self.tell(message(error).words),
                self,
            )


def _not_taken(attached: Attached) -> str:
    """Why files were not stored, a line each."""
    lines = [error.sentence(_) for error in attached.refused]
    lines += [
        _("{name} has the same content as {other}, which is here already; it was not stored twice.").format(
            name=name, other=twin.name
        )
        for name, twin in attached.twins
    ]
    if attached.stopped:
        lines.append(_("Stopped; files stored before: {count}.").format(count=len(attached.added)))
    return "\n".join(lines)


def _what_came(attached: Attached) -> str:
    """What was stored, after what was not."""
    lines = [_not_taken(attached)]
    if attached.added:
        lines.append(_("Stored: {names}").format(names=_(", ").join(e.name for e in attached.added)))
    return "\n".join(line for line in lines if line)

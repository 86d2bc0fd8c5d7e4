"""Looking at a piece of evidence: a read-only copy in the program that the system has for it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QFile, QObject, QTemporaryDir, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from app.domain.evidence import Evidence
from app.i18n import gettext as _
from app.i18n import mark
from app.ui.messages import message
from app.ui.said import Words
from app.ui.session import Session
from app.ui.work_folder import passing_folder

# fmt: off
_PROGRAMS = frozenset({
    ".app", ".bat", ".cmd", ".com", ".cpl", ".desktop", ".exe", ".hta", ".jar", ".js", ".jse", ".lnk", ".msc",
    ".msi", ".msp", ".pif", ".ps1", ".py", ".pyw", ".reg", ".scf", ".scr", ".sh", ".url", ".vb", ".vbe", ".vbs",
    ".wsf", ".wsh",
})
# fmt: on
"""What a system runs when it is opened: one click on a piece of evidence must not, whoever sent it."""


class EvidenceCopy(QObject):
    """Opens copies; `told` carries why one could not be opened, in words."""

    told = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._folder: QTemporaryDir | None = None

    def open(self, evidence: Evidence) -> None:
        """Open a copy; a program is not started."""
        if Path(evidence.name).suffix.lower() in _PROGRAMS:
            words = mark("{file} is a program and is not started from here; save a copy and look at it there.")
            self.told.emit(lambda: _(words).format(file=evidence.name))
            return
        if self._folder is None:
            self._folder = QTemporaryDir(f"{passing_folder()}/shadan-XXXXXX")
        folder = Path(self._folder.path()) / evidence.id
        self._session.tasks.read(partial(self._copy, evidence, folder), self._launch, self._failed, self)

    def _copy(self, evidence: Evidence, folder: Path) -> Path:
        from app.services import evidencing

        folder.mkdir(exist_ok=True)
        target = folder / Path(evidence.name).name
        if target.exists():
            return target
        written = evidencing.extract(self._session.desk, evidence.id, folder)
        QFile.setPermissions(str(written), QFile.Permission.ReadOwner)
        return written

    def _launch(self, file: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            words = mark("No program is known that opens {file}; save a copy and open it there.")
            self.told.emit(lambda: _(words).format(file=file.name))

    def _failed(self, error: BaseException) -> None:
        told: Words = message(error).words
        self.told.emit(told)

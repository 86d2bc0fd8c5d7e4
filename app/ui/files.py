"""Asking for files and folders; the last folder is remembered. Tests put their own answers in place of these."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import gettext as _
from app.paths import first_folder, home_is_gone
from app.ui.settings import Settings, lead_qt

SUFFIX = ".shadan"


def documents() -> Path:
    """The user's folder for documents, or the home folder where there is none; on a stick the program's own."""
    if (own := first_folder()) is not None and not home_is_gone():
        # One that cannot be made is refused where something is to be kept in it.
        with suppress(OSError):
            own.mkdir(parents=True, exist_ok=True)
        return own if own.is_dir() else own.parent.parent
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


@dataclass(frozen=True, slots=True)
class Folders:
    """Where a dialog begins: for files of an audit (`audit` is its file) in its own folder, else in the documents; and
    once something was opened or saved, where that was."""

    settings: Settings
    audit: Path | None = None

    def last(self) -> Path:
        """The folder to begin in."""
        kept = self.settings.folder(self.audit)
        if kept and Path(kept).is_dir():
            return Path(kept)
        return self.audit.parent if self.audit is not None and self.audit.parent.is_dir() else documents()

    def keep(self, folder: Path) -> None:
        """Begin in this folder next time."""
        self.settings.put_folder(self.audit, str(folder))


def audit_filter() -> str:
    """The file type of audits for a dialog."""
    return _("Audit files (*{suffix})").format(suffix=SUFFIX)


def with_suffix(file: Path) -> Path:
    """The file with `.shadan` where it has no such ending."""
    return file if file.suffix.lower() == SUFFIX or not file.name else file.with_name(file.name + SUFFIX)


def ask_open(parent: QWidget, title: str, folders: Folders, kinds: str) -> Path | None:
    """An existing file, or None."""
    lead_qt()
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(folders.last()), kinds)
    return _remembered(name, folders)


def ask_several(parent: QWidget, title: str, folders: Folders, kinds: str = "") -> list[Path]:
    """Existing files; none when the officer thought better of it."""
    lead_qt()
    names, _kind = QFileDialog.getOpenFileNames(parent, title, str(folders.last()), kinds)
    if names:
        folders.keep(Path(names[0]).parent)
    return [Path(name) for name in names]


def ask_save(
    parent: QWidget, title: str, folders: Folders, name: str, kinds: str, suffixes: tuple[str, ...] = ()
) -> Path | None:
    """A file to be written, or None; the officer was asked before an existing one is taken.

    A name that has none of the `suffixes` gets the first of them behind it: 「計画 R8.12」 stays whole.
    """
    lead_qt()
    while True:
        chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(folders.last() / name), kinds)
        file = _remembered(chosen, folders)
        if file is None or not suffixes or file.suffix.lower() in suffixes:
            return file
        file = file.with_name(file.name + suffixes[0])
        # Qt asked about the name without its ending only.
        if not file.exists() or _may_replace(parent, title, file):
            return file
        name = file.name


def _may_replace(parent: QWidget, title: str, file: Path) -> bool:
    # Dialogs are loaded when the first of them is wanted: a window opens sooner.
    from app.ui.dialogs.question import agreed

    words = _("{file} exists already. Replace it?").format(file=file.name)
    return agreed(title, words, _("Choose another name"), _("Replace it"), parent)


def ask_folder(parent: QWidget, title: str, folders: Folders) -> Path | None:
    """A folder, or None."""
    lead_qt()
    name = QFileDialog.getExistingDirectory(parent, title, str(folders.last()))
    if name:
        folders.keep(Path(name))
    return Path(name) if name else None


def _remembered(name: str, folders: Folders) -> Path | None:
    if not name:
        return None
    folders.keep(Path(name).parent)
    return Path(name)

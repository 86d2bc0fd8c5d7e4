"""Asking for files and folders; the last folder is remembered. Tests put their own answers in place of these."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import gettext as _
from app.ui.settings import Settings

SUFFIX = ".shadan"


def documents() -> Path:
    """The user's folder for documents, or the home folder where there is none."""
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(place) if place and Path(place).is_dir() else Path.home()


def last_folder(settings: Settings) -> Path:
    """Where the officer opened or saved last, else the documents."""
    folder = Path(settings.text("folder"))
    return folder if settings.text("folder") and folder.is_dir() else documents()


def audit_filter() -> str:
    """The file type of audits for a dialog."""
    return _("Audit files (*{suffix})").format(suffix=SUFFIX)


def with_suffix(file: Path) -> Path:
    """The file with `.shadan` where it has no such ending."""
    return file if file.suffix.lower() == SUFFIX or not file.name else file.with_name(file.name + SUFFIX)


def ask_open(parent: QWidget, title: str, settings: Settings, kinds: str) -> Path | None:
    """An existing file, or None."""
    name, _kind = QFileDialog.getOpenFileName(parent, title, str(last_folder(settings)), kinds)
    return _remembered(name, settings)


def ask_several(parent: QWidget, title: str, settings: Settings, kinds: str = "") -> list[Path]:
    """Existing files; none when the officer thought better of it."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, str(last_folder(settings)), kinds)
    if names:
        settings.put("folder", str(Path(names[0]).parent))
    return [Path(name) for name in names]


def ask_save(parent: QWidget, title: str, settings: Settings, name: str, kinds: str) -> Path | None:
    """A file to be written, or None; Qt has asked before an existing one is taken."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(last_folder(settings) / name), kinds)
    return _remembered(chosen, settings)


def ask_folder(parent: QWidget, title: str, settings: Settings) -> Path | None:
    """A folder, or None."""
    name = QFileDialog.getExistingDirectory(parent, title, str(last_folder(settings)))
    if name:
        settings.put("folder", name)
    return Path(name) if name else None


def _remembered(name: str, settings: Settings) -> Path | None:
    if not name:
        return None
    settings.put("folder", str(Path(name).parent))
    return Path(name)

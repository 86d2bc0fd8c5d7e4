"""Files in the folder that is watched which cannot be read: told until they are gone, or were read after all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.i18n import gettext as _
from app.ui.messages import message
from app.ui.said import said
from app.ui.session import Standing, Target

_MOST = 5
"""So many files are named."""


class Unreadable(QObject):
    """The files by their place, with why each cannot be read; `changed` tells that they are others now."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.why: dict[Path, UserError] = {}

    def add(self, file: Path, error: UserError) -> None:
        """A file turned out to be one of them."""
        if (before := self.why.get(file)) is None or before.code != error.code:
            self.why[file] = error
            self.changed.emit()

    def drop(self, files: Iterable[Path]) -> None:
        """Files went, or were read."""
        dropped = [self.why.pop(file, None) for file in files]
        if any(dropped):
            self.changed.emit()

    def clear(self) -> None:
        """The folder is not watched any more."""
        self.drop(list(self.why))

    def words(self) -> str:
        """How many there are, in few words; empty where there is none."""
        return _("Scans that cannot be read: {count}").format(count=f"{len(self.why):,}") if self.why else ""

    def details(self) -> str:
        """Each with its reason."""
        told = [said(message(error).words) for _file, error in sorted(self.why.items())[:_MOST]]
        if more := len(self.why) - _MOST:
            told += [_("and {count} more").format(count=f"{more:,}")] if more > 0 else []
        return "\n".join(told)

    def sentence(self, folder: Path | None) -> str:
        """What stays told on the page until they are gone."""
        names = _(", ").join(file.name for file in sorted(self.why)[:_MOST])
        if (more := len(self.why) - _MOST) > 0:
            names = _("{names} and {count} more").format(names=names, count=f"{more:,}")
        told = _(
            "Cannot be read in the folder that is watched ({folder}): {names}. Scan these papers again, and take "
            "the files out of the folder."
        )
        return told.format(folder=folder.name if folder is not None else "", names=names)

    def standing(self) -> Standing | None:
        """The same for the status bar of the window; None where there is none."""
        return Standing(self.words, self.details, Target("papers")) if self.why else None

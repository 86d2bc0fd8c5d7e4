"""What is told once: that another version runs now, and that what the window remembers cannot be written down."""

from __future__ import annotations

import errno
import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.errors import UserError, from_os_error, register_messages
from app.i18n import gettext as _
from app.i18n import mark
from app.paths import config_folder, user_config_folder
from app.ui.settings import Settings
from app.version import __version__
from app.version_order import newer

if TYPE_CHECKING:
    from app.ui.main_window import MainWindow

TOPIC = "installing"
_RAN = "ran"
"""The setting that names the version which told of itself last."""
_TRIED = b"0" * 8192

register_messages(
    {
        "settings_not_kept": (
            "What this window remembers cannot be written to {folder} ({reason}); it works, and forgets it at its end."
        )
    },
)
_REASONS = {
    "read_only": mark("write-protected"),
    "no_permission": mark("no permission"),
    "disk_full": mark("no room left"),
}


class News(QObject):
    """Told by the start screen, or over the audit that was opened first."""

    def __init__(self, window: MainWindow, settings: Settings) -> None:
        super().__init__(window)
        self._window = window
        self._settings = settings

    def tell(self) -> None:
        """Say what is new."""
        self._window.tasks.read(try_folder, self._tell_version, self._window.show_error, owner=self)

    def tell_in(self, _session: object) -> None:
        """The same once an audit was opened: what the start screen said before is gone then."""
        self._window.opened.disconnect(self.tell_in)
        self.tell()

    def _tell_version(self, _nothing: None) -> None:
        before = self._settings.text(_RAN)
        if before and newer(__version__, before):
            self._window.banner.notice(
                partial(_became, before), lambda: _("What is new"), partial(self._window.show_help, TOPIC)
            )
        if before != __version__:
            self._settings.put(_RAN, __version__)


def _became(before: str) -> str:
    words = _("Shadan {version} is installed in place of {before}. Your audits and settings are as they were.")
    return words.format(version=__version__, before=before)


def try_folder() -> None:
    """Raises UserError `settings_not_kept` where nothing can be written into the user's folder."""
    folder = config_folder()
    try:
        _write_into(user_config_folder())
    except OSError as error:
        refusal = from_os_error(error, folder)
        reason = _REASONS.get(refusal.code)
        told = _(reason) if reason is not None else error.strerror or type(error).__name__
        raise UserError("settings_not_kept", folder=str(folder), reason=told) from error


def _write_into(folder: Path) -> None:
    """Raises OSError, also where there is only room for an empty file."""
    # Loaded behind the first painting.
    import tempfile

    with tempfile.TemporaryFile(dir=folder, buffering=0) as stream:
        if stream.write(_TRIED) < len(_TRIED):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

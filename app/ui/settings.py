"""What the window remembers of itself between starts; nothing of any audit."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QByteArray, QCryptographicHash, QSettings

from app.paths import config_folder, found_place, home_is_gone, kept_place, portable_folder, user_config_folder

_MOST_RECENT = 12


def lead_qt() -> None:
    """Say where Qt's own dialog for files remembers its look; on Windows in the registry, which cannot be told another
    place. To be asked before each dialog: where a stick was, Qt would make its folder again."""
    place = os.devnull if home_is_gone() else str(config_folder())
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, place)


class Settings:
    """Kept in one file of the user's folder; a damaged or unwritable one costs no more than the remembrance.

    While the stick of a portable program is away, what is put is known to this window alone; it is written down when
    something is put after the stick is back.
    """

    def __init__(self) -> None:
        # `app.ui.news` says where the folder cannot be made.
        with suppress(OSError):
            user_config_folder()
        self._store = QSettings(str(config_folder() / "window.ini"), QSettings.Format.IniFormat)
        self._waiting: dict[str, str] = {}

    def text(self, name: str, default: str = "") -> str:
        """A remembered word."""
        value = self._waiting[name] if name in self._waiting else self._store.value(name, default)
        return value if isinstance(value, str) else default

    def put(self, name: str, value: str) -> None:
        """Remember a word."""
        self._put({name: value})

    def _put(self, words: dict[str, str]) -> None:
        self._waiting |= words
        if home_is_gone():
            return
        for name, value in self._waiting.items():
            self._store.setValue(name, value)
        self._waiting.clear()
        if portable_folder() is not None:
            # What Qt writes later, it writes into a folder that it makes again where the stick was.
            self._store.sync()

    def number(self, name: str, default: int) -> int:
        """A remembered number."""
        try:
            return int(self.text(name, str(default)))
        except ValueError:
            return default

    def state(self, name: str) -> QByteArray:
        """A remembered window geometry or table header; empty when there is none."""
        return QByteArray.fromBase64(QByteArray(self.text(name).encode()))

    def put_state(self, name: str, value: QByteArray) -> None:
        """Remember a geometry."""
        self.put(name, bytes(value.toBase64().data()).decode())

    def user(self) -> str:
        """The name under which the history records what is done here; empty where that of the system serves."""
        return self.text("user")

    def folder(self, audit: Path | None = None) -> str:
        """Where something was opened or saved last: of this audit, or at all; empty where nothing was."""
        kept = self.text(f"folder/{_name(audit)}" if audit is not None else "folder")
        return str(found_place(kept)) if kept else ""

    def put_folder(self, audit: Path | None, folder: str) -> None:
        """Remember that folder."""
        self.put(f"folder/{_name(audit)}" if audit is not None else "folder", kept_place(Path(folder)))

    def recent(self) -> list[dict[str, str]]:
        """Audit files opened before, the latest first: file, organisation, period, answered, total, opened."""
        try:
            known = json.loads(self.text("recent", "[]"))
        except ValueError:
            return []
        return [
            {str(k): str(v) for k, v in each.items()} | {"file": str(found_place(str(each["file"])))}
            for each in known
            if isinstance(each, dict) and each.get("file")
        ]

    def remember(self, file: Path, **told: str) -> None:
        """Put a file at the head of the recent ones."""
        place = str(file.resolve())
        others = [each for each in self.recent() if each["file"] != place]
        entry = {"file": place, "opened": datetime.now().astimezone().isoformat(timespec="minutes"), **told}
        self._put_recent([entry, *others][:_MOST_RECENT])

    def forget(self, file: str) -> None:
        """Take a file out of the recent ones."""
        self._put_recent([each for each in self.recent() if each["file"] != file])

    def _put_recent(self, files: list[dict[str, str]]) -> None:
        kept = [{**each, "file": kept_place(Path(each["file"]))} for each in files]
        self.put("recent", json.dumps(kept, ensure_ascii=False))

    def save(self) -> None:
        """Write now what is not written yet: otherwise that is done when the program ends."""
        if not home_is_gone():
            self._store.sync()

    def last_place(self, file: Path) -> tuple[str, str]:
        """(checkpoint, site id) where the officer was in this file."""
        # Another window may have written since.
        self.save()
        checkpoint, _, site = self.text(f"place/{_name(file)}").partition("|")
        return checkpoint, site

    def last_words(self, file: Path) -> str:
        """What was said of that checkpoint, as `put_last_place` was given it."""
        return self.text(f"words/{_name(file)}")

    def put_last_place(self, file: Path, checkpoint: str, site: str, words: str = "") -> None:
        """Remember where the officer is, at once: a crash must not lose it. `words` are for the next start to show."""
        name, place = _name(file), f"{checkpoint}|{site}"
        if self.text(f"place/{name}") == place and self.text(f"words/{name}") == words:
            return
        self._put({f"place/{name}": place, f"words/{name}": words})
        self.save()


def _name(file: Path) -> str:
    # Qt's, which is there already: the first page is painted before `hashlib` brings OpenSSL.
    place = QCryptographicHash.hash(kept_place(file.resolve()).encode(), QCryptographicHash.Algorithm.Sha256)
    return bytes(place.toHex().data()).decode()[:16]

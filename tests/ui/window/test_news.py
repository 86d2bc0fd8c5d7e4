"""What is told once at a start: another version, and a folder that cannot be written."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app import i18n
from app.errors import UserError
from app.paths import bundled
from app.ui import news
from app.ui.main_window import MainWindow
from app.ui.news import News
from app.ui.settings import Settings
from app.version import __version__

Settle = Callable[[], None]


def test_a_newer_version_tells_of_itself_once(
    window: MainWindow, settings: Settings, settle: Settle, qtbot: QtBot
) -> None:
    settings.put("ran", "0.0.9")
    News(window, settings).tell()
    settle()
    banner = window.start.banner
    assert banner.isVisible()
    assert "0.0.9" in banner.text.text()
    assert __version__ in banner.text.text()
    qtbot.mouseClick(banner.act, Qt.MouseButton.LeftButton)
    assert window._help is not None
    assert window._help.topic == "installing"
    assert settings.text("ran") == __version__
    News(window, settings).tell()
    settle()
    assert not banner.isVisible()


@pytest.mark.parametrize("before", ["", "99.0.0", __version__])
def test_first_start_older_and_same_version_tell_nothing(
    window: MainWindow, settings: Settings, settle: Settle, before: str
) -> None:
    settings.put("ran", before)
    News(window, settings).tell()
    settle()
    assert not window.start.banner.isVisible()
    assert settings.text("ran") == __version__


def test_an_audit_that_was_named_is_opened_first(
    window: MainWindow, settings: Settings, settle: Settle, file: Path
) -> None:
    settings.put("ran", "0.0.9")
    told = News(window, settings)
    window.opened.connect(told.tell_in)
    window.open_file(file)
    settle()
    assert window.workspace is not None
    assert "0.0.9" in window.workspace.banner.text.text()
    window.workspace.banner.hide()
    window.open_file(file)
    settle()
    assert not window.banner.isVisible()


def test_a_folder_that_cannot_be_made_is_told_and_the_window_works(
    window: MainWindow, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch, file: Path
) -> None:
    (tmp_path / "in the way").write_bytes(b"")
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "in the way"))
    settings = Settings()
    settings.put("mode", "dark")
    assert settings.text("mode") == "dark"
    News(window, settings).tell()
    settle()
    assert str(tmp_path / "in the way" / "config") in window.start.banner.text.text()
    window.open_file(file)
    settle()
    assert window.session is not None


@pytest.mark.parametrize(
    ("number", "reason"),
    [(errno.EROFS, "書込み禁止"), (errno.ENOSPC, "空き容量なし"), (errno.EACCES, "権限なし"), (errno.EIO, "error")],
)
def test_why_it_cannot_be_written_is_said(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def fail(_folder: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(news, "_write_into", fail)
    with pytest.raises(UserError, match=reason) as refusal:
        news.try_folder()
    assert refusal.value.code == "settings_not_kept"


def test_a_folder_that_can_be_written_stays_as_it_was(settings: Settings, tmp_path: Path) -> None:
    news.try_folder()
    assert list((tmp_path / "home" / "config").iterdir()) == []


@pytest.mark.parametrize(("language", "heading"), [("ja", "新しくなったこと"), ("en", "What is new")])
def test_the_help_tells_what_is_new(language: str, heading: str) -> None:
    """Under the words of the button that leads there."""
    i18n.set_language(language)
    assert i18n.gettext("What is new") == heading
    text = (bundled("resources") / "help" / language / f"{news.TOPIC}.md").read_text("utf-8")
    assert text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0].strip()

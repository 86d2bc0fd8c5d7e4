"""遮断について: which program this is, where it keeps things, whether its files are as built."""

import hashlib
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.build import Build, ProgramFacts
from app.services.installed import MANIFEST
from app.ui.dialogs.about import AboutDialog
from app.ui.main_window import MainWindow
from app.ui.settings import Settings
from app.ui.tasks import Tasks
from app.ui.translator import speak
from app.version import __version__
from tests.services.test_installed import pe

Settle = Callable[[], None]
FACTS = ProgramFacts(
    version="0.2.0",
    build=Build("0.2.0", "0123456789abcdef", "2026-11-27", "windows"),
    format="1.3",
    catalogue="2026.2",
    python="3.11.9",
    qt="6.11.3",
    pyside="6.11.3",
    system="Windows 11 AMD64",
    portable=False,
)


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed program of two files."""
    folder = tmp_path / "遮断"
    folder.mkdir()
    (folder / "Shadan.exe").write_bytes(b"launcher")
    (folder / "Qt6Core.dll").write_bytes(b"qt")
    lines = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in folder.iterdir()]
    (folder / MANIFEST).write_text("".join(lines))
    monkeypatch.setattr(sys, "executable", str(folder / "Shadan.exe"))
    return folder


def about(facts: ProgramFacts, tasks: Tasks, qtbot: QtBot) -> AboutDialog:
    dialog = AboutDialog(facts, tasks)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_all_that_a_report_needs_is_shown_and_copied(settings: Settings, tasks: Tasks, qtbot: QtBot) -> None:
    dialog = about(FACTS, tasks, qtbot)
    words = dialog.form.version.text()
    for wanted in (
        "バージョン 0.2.0\n",
        "0123456789ab 2026-11-27 windows",
        "形式 1.3",
        "2026.2",
        "3.11.9",
        "Qt 6.11.3",
    ):
        assert wanted in words
    qtbot.mouseClick(dialog.form.copy, Qt.MouseButton.LeftButton)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith(words)
    assert all(str(place) in copied for place in dialog.form.folders.places)


def test_source_and_stick_are_said(settings: Settings, tasks: Tasks, qtbot: QtBot, dressed: QApplication) -> None:
    dialog = about(replace(FACTS, build=None, portable=True), tasks, qtbot)
    assert "ソースから実行" in dialog.form.version.text()
    assert "持ち運び版" in dialog.form.version.text()
    speak(dressed, "en")
    dressed.processEvents()
    assert "portable" in dialog.form.version.text()
    assert dialog.form.folders._names[1].text() == "Log of errors"


def test_folders_are_opened(
    settings: Settings, tasks: Tasks, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    dialog = about(FACTS, tasks, qtbot)
    for opener in dialog.form.folders.openers:
        qtbot.mouseClick(opener, Qt.MouseButton.LeftButton)
    # That of the log is not there yet.
    assert opened[:2] == [str(tmp_path / "home" / "config"), str(tmp_path / "home")]
    assert len(opened) == 4


def test_the_files_of_the_program_are_checked(
    settings: Settings, tasks: Tasks, qtbot: QtBot, program: Path, settle: Settle
) -> None:
    dialog = about(FACTS, tasks, qtbot)
    folders = dialog.form.folders
    (program / "Qt6Core.dll").write_bytes(pe(2048))
    qtbot.mouseClick(folders.verify, Qt.MouseButton.LeftButton)
    assert not folders.verify.isEnabled()
    settle()
    assert "ビルド時のまま" in folders.found.text()
    assert "ビルド時と異なるQtライブラリ: 1 個" in folders.found.text()
    (program / "Shadan.exe").write_bytes(b"evil")
    qtbot.mouseClick(folders.verify, Qt.MouseButton.LeftButton)
    settle()
    assert "変更 1" in folders.found.text()
    assert "Shadan.exe" in folders.found.text()
    (program / MANIFEST).unlink()
    qtbot.mouseClick(folders.verify, Qt.MouseButton.LeftButton)
    settle()
    assert MANIFEST in folders.found.text()
    assert folders.verify.isEnabled()


def test_from_source_there_is_nothing_to_check(settings: Settings, tasks: Tasks, qtbot: QtBot) -> None:
    dialog = about(FACTS, tasks, qtbot)
    assert dialog.form.folders.openers[0].isVisible()
    assert not dialog.form.folders.verify.isVisible()


def test_the_menu_opens_it(window: MainWindow, settle: Settle) -> None:
    window.menus.actions["about"].trigger()
    settle()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, AboutDialog)
    assert __version__ in dialog.form.version.text()
    dialog.close()
    settle()


def test_on_a_stick_files_are_offered_there_and_found_again(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dressed: QApplication
) -> None:
    from app.ui import files

    monkeypatch.delenv("SHADAN_HOME")
    (program / "portable.flag").touch()
    assert files.documents() == program / "data" / "audits"
    audit = files.documents() / "点検.shadan"
    audit.touch()
    settings = Settings()
    settings.remember(audit, organisation="東湾")
    settings.remember(tmp_path / "外.shadan")
    settings.put_folder(None, str(audit.parent))
    settings.put_last_place(audit, "A1-1-01", "site", "words")
    del settings
    assert (program / "data" / "config" / "window.ini").is_file()
    moved = tmp_path / "E" / "遮断"
    moved.parent.mkdir()
    program.rename(moved)
    monkeypatch.setattr(sys, "executable", str(moved / "Shadan.exe"))
    settings, audit = Settings(), moved / "data" / "audits" / "点検.shadan"
    assert [told["file"] for told in settings.recent()] == [str(tmp_path / "外.shadan"), str(audit)]
    assert settings.folder() == str(audit.parent)
    assert settings.last_place(audit) == ("A1-1-01", "site")
    settings.forget(str(audit))
    assert [told["file"] for told in settings.recent()] == [str(tmp_path / "外.shadan")]

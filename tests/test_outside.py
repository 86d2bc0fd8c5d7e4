"""What is said where there is no window: who can read it, in which language, and when a box takes its place."""

import ctypes
import gc
import io
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TextIO

import pytest

from app import bootstrap, i18n, one_window, outside
from app.errors import UserError
from app.paths import config_folder, user_config_folder
from app.ui import application, display
from app.ui.settings import Settings

Boxes = list[tuple[str, str]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "home"))
    monkeypatch.delenv(outside.QUIET, raising=False)
    yield
    i18n.set_language("ja")
    # A start turns it off.
    gc.enable()


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Boxes:
    """The boxes that were shown: whose they were and what they said."""
    shown: Boxes = []
    monkeypatch.setattr(application, "tell", lambda sentence: shown.append(("qt", sentence)))
    monkeypatch.setattr(outside, "_say_by_system", lambda sentence: shown.append(("system", sentence)))
    return shown


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[tuple[object, ...]]]:
    """As if this were Windows, with this program started; returns the calls of MessageBoxW."""

    def begin(program: str, *, console: bool = False) -> list[tuple[object, ...]]:
        calls: list[tuple[object, ...]] = []
        user32 = SimpleNamespace(MessageBoxW=lambda *words: calls.append(words))
        kernel32 = SimpleNamespace(GetConsoleMode=lambda *_words: int(console))
        monkeypatch.setattr(outside, "sys", SimpleNamespace(platform="win32", executable=f"/x/{program}"))
        monkeypatch.setattr(ctypes, "windll", SimpleNamespace(user32=user32, kernel32=kernel32), raising=False)
        msvcrt = ModuleType("msvcrt")
        msvcrt.get_osfhandle = lambda number: number  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, "msvcrt", msvcrt)
        return calls

    return begin


@pytest.fixture
def nul() -> Iterator[TextIO]:
    with open(os.devnull, "w", encoding="utf-8") as stream:
        # As NUL is on Windows.
        stream.isatty = lambda: True  # type: ignore[method-assign]
        yield stream


@pytest.mark.parametrize("program", ["Shadan.exe", "SHADAN.EXE", "pythonw.exe"])
@pytest.mark.parametrize("console", [True, False])
def test_what_the_windowed_launcher_says_is_read_by_nobody(
    windows: Callable[..., object], nul: TextIO, tmp_path: Path, program: str, console: bool
) -> None:
    windows(program, console=console)
    assert outside.unread(nul)
    with (tmp_path / "file").open("w") as stream:
        assert outside.unread(stream)


@pytest.mark.parametrize("program", ["Shadan-cli.exe", "python.exe"])
def test_what_the_console_program_says_is_read_where_there_is_a_console(
    windows: Callable[..., object], nul: TextIO, tmp_path: Path, program: str
) -> None:
    windows(program, console=True)
    assert not outside.unread(nul)
    windows(program, console=False)
    assert outside.unread(nul)
    assert outside.unread(None)
    # A script reads it.
    with (tmp_path / "file").open("w") as stream:
        assert not outside.unread(stream)


@pytest.mark.skipif(os.name == "nt", reason="devices of Unix")
def test_a_terminal_a_pipe_and_a_file_are_read(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    terminal, its_program = os.openpty()
    one, other = socket.socketpair()
    with os.fdopen(writer, "w") as pipe, os.fdopen(its_program, "w") as tty, (tmp_path / "f").open("w") as file:
        assert [outside.unread(stream) for stream in (pipe, tty, file)] == [False, False, False]
    with open(os.devnull, "w", encoding="utf-8") as null, one, other.makefile("w") as journal:
        assert outside.unread(null)
        assert outside.unread(journal)
    other.close()
    assert outside.unread(io.StringIO())
    for number in (reader, terminal):
        os.close(number)


def test_windows_has_a_box_without_qt(windows: Callable[..., list[tuple[object, ...]]]) -> None:
    calls = windows("Shadan.exe")
    outside.say_in_box("理由。", with_qt=False)
    assert [call[:3] for call in calls] == [(None, "理由。", "Shadan")]


@pytest.mark.skipif(os.name == "nt", reason="desktops of Linux")
@pytest.mark.parametrize("there", [("zenity", "xmessage"), ("kdialog", "zenity"), ("xmessage",), ("notify-send",)])
def test_a_desktop_of_linux_says_it_with_the_best_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...]
) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    for name in there:
        program = folder / name
        program.write_text('#!/bin/sh\nprintf "%s\\n" "${0##*/}" "$@" >> "$0.said"\n')
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/bin:/usr/bin")
    monkeypatch.setattr(shutil, "which", lambda name: str(folder / name) if name in there else None)
    outside.say_in_box("<b>理由</b> & $(x)。", with_qt=False)
    (said,) = folder.glob("*.said")
    name, *words = said.read_text("utf-8").splitlines()
    assert name == min(there, key=["zenity", "kdialog", "notify-send", "xmessage"].index)
    assert words[-1] == "<b>理由</b> & $(x)。"


@pytest.mark.skipif(os.name == "nt", reason="desktops of Linux")
def test_where_a_desktop_has_nothing_to_say_it_with_it_stays_unsaid(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    outside.say_in_box("理由。", with_qt=False)


def test_where_the_window_cannot_be_loaded_the_system_says_it(
    monkeypatch: pytest.MonkeyPatch, windows: Callable[..., list[tuple[object, ...]]]
) -> None:
    calls = windows("Shadan.exe")
    monkeypatch.setitem(sys.modules, "app.ui.application", None)
    outside.say_in_box("理由。", with_qt=True)
    assert len(calls) == 1


def test_nobody_is_asked_to_click_where_nobody_is(boxes: Boxes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(outside.QUIET, "1")
    outside.say_in_box("理由。", with_qt=True)
    outside.say_in_box("理由。", with_qt=False)
    assert boxes == []


@pytest.mark.parametrize(
    ("code", "by_click", "by_hand"),
    [
        ("qt_missing", ["system"], []),
        ("qt_damaged", ["system"], []),
        ("no_display", [], []),
        ("window_in_use", ["qt"], []),
        ("file_missing", ["qt"], []),
    ],
)
def test_a_refused_start_is_said_where_it_can_be_seen(
    boxes: Boxes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    code: str,
    by_click: list[str],
    by_hand: list[str],
) -> None:
    refusal = UserError(code, reason="libxcb.so.1", pid="1", since="?", file="x.shadan")

    def refuse(*_words: object) -> None:
        raise refusal

    of_display = code in ("qt_missing", "qt_damaged", "no_display")
    monkeypatch.setattr(display, "check_display", refuse if of_display else lambda: None)
    monkeypatch.setattr(one_window, "begin", refuse)
    for clicked, wanted in ((True, by_click), (False, by_hand)):
        monkeypatch.setattr(outside, "unread", lambda _stream, clicked=clicked: clicked)
        assert bootstrap.open_window(None, "en") == refusal.exit_code
        assert [whose for whose, _ in boxes] == wanted
        sentence = refusal.sentence(i18n.gettext)
        assert all(said == sentence for _, said in boxes)
        assert sentence in capsys.readouterr().err
        boxes.clear()


def test_only_a_folder_that_cannot_be_written_lets_a_window_open_that_nobody_can_ask(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[object] = []

    def run(*words: object) -> int:
        opened.append(words[3])
        return 0

    monkeypatch.setattr(application, "run", run)
    monkeypatch.setattr(display, "check_display", lambda: None)
    (tmp_path / "home").write_bytes(b"a file in the way")
    assert bootstrap.open_window(None, "ja") == 0
    assert opened == [None]

    def fails() -> None:
        raise OSError("of the display")

    monkeypatch.setattr(display, "check_display", fails)
    with pytest.raises(OSError, match="of the display"):
        bootstrap.open_window(None, "ja")
    assert opened == [None]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_language_of_the_window_is_spoken(language: str, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings()
    settings.put("zoom", "150")
    settings.put("language", language)
    settings.put("folder/abc", "C:\\監査\\%1; x=y")
    settings._store.sync()
    assert outside.remembered_language() == language
    outside.say(lambda translate: translate("Open it now"), None, sys.stdout)
    assert capsys.readouterr().out.strip() == {"ja": "開く", "en": "Open it now"}[language]
    other = {"ja": "en", "en": "ja"}[language]
    outside.say(lambda translate: translate("Open it now"), other, sys.stdout)
    assert capsys.readouterr().out.strip() == {"ja": "開く", "en": "Open it now"}[other]


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"\xff\xfe\0",
        b"language=en",
        b"[General]\nlanguage=fr",
        b"[General]\nlanguage",
        b"[x]\nlanguage=en",
        b"[" * 9,
    ],
)
def test_without_a_remembered_language_it_is_japanese(kept: bytes) -> None:
    assert outside.remembered_language() == "ja"
    (user_config_folder() / "window.ini").write_bytes(kept)
    assert outside.remembered_language() == "ja"
    (config_folder() / "window.ini").unlink()
    (config_folder() / "window.ini").mkdir()
    assert outside.remembered_language() == "ja"


def test_the_language_is_read_without_qt(root: Path) -> None:
    program = "import sys; from app import outside; outside.remembered_language(); print('PySide6' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"

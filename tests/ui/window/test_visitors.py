"""What a second start asks of the open window: to come forward, and to open its file the usual way."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from app import one_window
from app.one_window import OneWindow, Request
from app.services.ports import World
from app.ui import files, visitors
from app.ui.main_window import MainWindow
from app.ui.visitors import Visitors
from app.ui.workspace import Workspace
from tests.ui.window.conftest import make_audit
from tests.ui.window.shown import page

Settle = Callable[[], None]


@pytest.fixture
def one(window: MainWindow) -> Iterator[OneWindow]:
    one = one_window.begin(None)
    assert one is not None
    yield one
    one.release()


@pytest.fixture
def door(one: OneWindow, window: MainWindow) -> Iterator[Visitors]:
    door = Visitors(one, window)
    yield door
    door.stop()


@pytest.fixture
def other(world: World, tmp_path: Path) -> Path:
    return make_audit(world, tmp_path / "西湾.shadan", "西湾送配電株式会社")


class Second(threading.Thread):
    """A second start; it ends when it was answered."""

    def __init__(self, file: Path | None) -> None:
        super().__init__()
        self.file = file
        self.ended: object = "waits"
        self.start()

    def run(self) -> None:
        try:
            self.ended = one_window.begin(self.file)
        except Exception as error:  # noqa: BLE001 - told by the test
            self.ended = error


def test_the_file_of_a_second_start_is_opened_here(
    window: MainWindow, door: Visitors, file: Path, qtbot: QtBot, settle: Settle
) -> None:
    second = Second(file)
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: not second.is_alive())
    assert second.ended is None
    assert window.session is not None
    assert window.session.file == file
    settle()


def test_a_minimised_window_comes_forward(window: MainWindow, door: Visitors, qtbot: QtBot) -> None:
    window.showMinimized()
    assert window.isMinimized()
    second = Second(None)
    qtbot.waitUntil(lambda: not second.is_alive())
    assert second.ended is None
    assert not window.isMinimized()
    assert window.isVisible()


def test_another_audit_takes_the_place_of_the_one_that_is_open(
    window: MainWindow, door: Visitors, audit: Workspace, other: Path, qtbot: QtBot, settle: Settle
) -> None:
    Second(other)
    qtbot.waitUntil(lambda: window.session is not None and window.session.file == other)
    settle()


def test_what_is_half_written_is_decided_first(
    window: MainWindow, door: Visitors, audit: Workspace, other: Path, qtbot: QtBot
) -> None:
    page(audit).may_leave = False
    second = Second(other)
    qtbot.waitUntil(lambda: not second.is_alive())
    assert second.ended is None
    assert window.workspace is audit
    page(audit).may_leave = True


def test_the_same_audit_is_only_shown(
    window: MainWindow, door: Visitors, audit: Workspace, file: Path, qtbot: QtBot
) -> None:
    link = file.with_name("同じ.shadan")
    link.symlink_to(file)
    second = Second(link)
    qtbot.waitUntil(lambda: not second.is_alive())
    assert window.workspace is audit
    assert not audit.banner.isVisible()


def test_a_dialog_that_is_open_stays_and_the_file_waits(
    window: MainWindow, door: Visitors, audit: Workspace, other: Path, qtbot: QtBot, settle: Settle
) -> None:
    window.menus.actions["facts"].trigger()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    second = Second(other)
    qtbot.waitUntil(lambda: not second.is_alive())
    assert QApplication.activeModalWidget() is dialog
    assert window.workspace is audit
    assert audit.banner.isVisible()
    assert "西湾.shadan" in audit.banner.text.text()
    dialog.close()
    settle()
    qtbot.mouseClick(audit.banner.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None and window.session.file == other)
    settle()


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
def test_a_menu_that_is_open_is_no_work(
    window: MainWindow, door: Visitors, file: Path, qtbot: QtBot, settle: Settle
) -> None:
    menu = window.findChildren(QMenu)[0]
    menu.popup(window.pos())
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
    Second(file)
    qtbot.waitUntil(lambda: window.session is not None)
    assert QApplication.activePopupWidget() is None
    settle()


def test_a_folder_that_tells_nothing_is_looked_at_by_the_clock(
    window: MainWindow, one: OneWindow, file: Path, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a share, whose changes nobody tells."""
    monkeypatch.setattr(visitors, "_EVERY", 50)
    door = Visitors(one, window)
    door._watcher.removePath(str(one.folder))
    assert door._watcher.directories() == []
    Second(file)
    qtbot.waitUntil(lambda: window.session is not None)
    settle()
    door.stop()


def test_a_request_that_fails_is_answered_all_the_same(
    window: MainWindow, door: Visitors, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    foreign = tmp_path / f"foreign{files.SUFFIX}"
    foreign.write_bytes(b"no audit")
    second = Second(foreign)
    qtbot.waitUntil(lambda: not second.is_alive())
    qtbot.waitUntil(lambda: window.start.banner.isVisible())
    assert "foreign" in window.start.banner.text.text()
    settle()


def test_what_was_taken_back_while_the_window_was_at_work_is_not_opened(
    window: MainWindow, one: OneWindow, file: Path, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who asked was told that the window does not answer, and opened nothing; it does not open later by itself."""
    opened: list[Path] = []
    monkeypatch.setattr(window, "open_file", opened.append)
    door = Visitors(one, window)
    place = one_window._ask(one.folder.parent, str(file))
    # As long as this test does not let it, the window receives nothing.
    (request,) = wait_for(one, door)
    place.unlink()
    door._receive(request)
    door._door.submit(lambda: None).result()
    settle()
    assert opened == []
    # One that still waits is.
    place = one_window._ask(one.folder.parent, str(file))
    qtbot.waitUntil(lambda: opened == [file])
    assert not place.exists()
    door.stop()


def test_a_file_that_only_who_asked_sees_is_said_here(
    window: MainWindow, one: OneWindow, door: Visitors, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    place = one_window._ask(one.folder.parent, str(tmp_path / f"gone{files.SUFFIX}"))
    qtbot.waitUntil(lambda: window.start.banner.isVisible())
    assert not place.exists()
    assert f"gone{files.SUFFIX}" in window.start.banner.text.text()
    settle()


@pytest.mark.parametrize("waits", [True, False])
def test_who_was_answered_finds_the_window_open(
    window: MainWindow,
    one: OneWindow,
    file: Path,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    waits: bool,
) -> None:
    """It is told to close just as somebody is told that it opens his file."""
    opened: list[Path] = []
    monkeypatch.setattr(window, "open_file", opened.append)
    door = Visitors(one, window)
    place = one_window._ask(one.folder.parent, str(file))
    (request,) = wait_for(one, door)
    if not waits:
        place.unlink()
    door._receive(request)
    # Taken, and not yet known to the window.
    door._door.submit(lambda: None).result()
    assert window.close() is False
    assert window.isVisible()
    settle()
    if waits:
        assert opened == [file]
        assert window.isVisible()
        assert window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    assert opened == ([file] if waits else [])
    door.stop()


def test_a_window_that_was_closed_answers_nobody(
    window: MainWindow, one: OneWindow, file: Path, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(window, "open_file", opened.append)
    door = Visitors(one, window)
    place = one_window._ask(one.folder.parent, str(file))
    (request,) = wait_for(one, door)
    assert window.close()
    door._receive(request)
    door._door.submit(lambda: None).result()
    settle()
    assert (opened, place.exists(), window.isVisible()) == ([], True, False)
    door.stop()


def wait_for(one: OneWindow, door: Visitors) -> list[Request]:
    """What was read behind the window, of which it does not know yet."""
    door._came.disconnect()
    found: list[Request] = []
    door._came.connect(found.append, Qt.ConnectionType.DirectConnection)
    door.look()
    door._door.submit(lambda: None).result()
    door._came.disconnect()
    door._came.connect(door._receive, Qt.ConnectionType.QueuedConnection)
    return found

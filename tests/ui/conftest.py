"""A session as the window has it, over a real audit file; fonts and look as in the program."""

import gc
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import bootstrap
from app.services import auditing
from app.services.ports import Desk, World
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import load_fonts, theme
from app.ui.tasks import Tasks
from app.ui.translator import speak

PATIENCE = 30_000
"""Milliseconds after which what was waited for has failed: a machine with much else to do takes its time."""


QUIET = 24
"""So many turns of the event loop without anything asked for: then everything is shown."""


class PatientBot(QtBot):
    """Gives up later than usual."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE) -> None:  # noqa: N802
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: SignalInstance, *, timeout: int = PATIENCE, **more: Any) -> Any:  # noqa: N802
        return super().waitSignal(signal, timeout=timeout, **more)

    def waitExposed(self, widget: QWidget, *, timeout: int = PATIENCE) -> Any:  # noqa: N802
        return super().waitExposed(widget, timeout=timeout)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """During a test workers are at work, and none may destroy what belongs to the window (`app.ui.collector`)."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's, with patience."""
    return PatientBot(request)


class Wardrobe:
    """Dresses the application anew only where a test has changed its look: a style sheet takes long to put on."""

    def __init__(self) -> None:
        self._changed = True
        theme().changed.connect(self._note)

    def _note(self) -> None:
        self._changed = True

    def dress(self) -> None:
        """Light, at 100 %."""
        if self._changed:
            theme().wear(mode="light", zoom=100)
            self._changed = False


@pytest.fixture(scope="session")
def _wardrobe(qapp: QApplication) -> Wardrobe:
    load_fonts()
    return Wardrobe()


@pytest.fixture
def dressed(qapp: QApplication, _wardrobe: Wardrobe) -> Iterator[QApplication]:
    """The application in its fonts, light, at 100 %, in Japanese."""
    _wardrobe.dress()
    speak(qapp, "ja")
    yield qapp
    _wardrobe.dress()
    speak(qapp, "ja")


@pytest.fixture
def tasks(dressed: QApplication) -> Iterator[Tasks]:
    """Workers; an error nobody took care of fails the test."""
    tasks = Tasks()
    lost: list[BaseException] = []
    tasks.unhandled.connect(lost.append)
    yield tasks
    tasks.close()
    dressed.processEvents()
    assert not lost


@pytest.fixture
def kit(world: World) -> Kit:
    """What a window is handed, over the world of the tests."""
    return replace(bootstrap.kit(), world=lambda: world)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A home of its own: nothing remembered yet."""
    monkeypatch.setenv("SHADAN_HOME", str(tmp_path / "home"))
    return Settings()


@pytest.fixture
def window(kit: Kit, tasks: Tasks, settings: Settings, dressed: QApplication) -> Iterator[MainWindow]:
    """The main window on its start screen, 1360 × 820."""
    window = MainWindow(kit, tasks, settings)
    window.resize(1360, 820)
    window.show()
    yield window
    window.close()
    tasks.drain()
    window.deleteLater()


@pytest.fixture
def session(desk: Desk, tasks: Tasks) -> Iterator[Session]:
    """An open audit with two sites."""
    world = desk.world
    session = Session(replace(bootstrap.kit(), world=lambda: world), desk, auditing.outline(desk), tasks)
    yield session
    tasks.drain()


@pytest.fixture
def settle(tasks: Tasks, dressed: QApplication) -> Callable[[], None]:
    """Wait until all work asked for was done and shown."""

    def settle() -> None:
        # A page shows what was read in up to ten pieces, one for each turn, and may then ask for more.
        turns, given = 0, tasks.given
        while turns < QUIET:
            tasks.drain()
            dressed.processEvents()
            turns, given = turns + 1 if given == tasks.given else 0, tasks.given

    return settle

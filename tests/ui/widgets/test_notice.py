"""What came of something: a failure stays, a success goes once it could be read, never from under a hand."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.banner import Banner
from app.ui.widgets import passing
from app.ui.widgets.notice import Notice
from app.ui.widgets.passing import reading_time

WRITTEN = "書き出しました: 端末台帳.xlsx"


@pytest.fixture
def window(dressed: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QWidget:
    monkeypatch.setattr(passing, "LEAST", 200)
    monkeypatch.setattr(passing, "BY_LETTER", 1)
    monkeypatch.setattr(QApplication, "doubleClickInterval", lambda: 0)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(600, 300)
    column = QVBoxLayout(window)
    window.notice = Notice()  # type: ignore[attr-defined]
    column.addWidget(window.notice)  # type: ignore[attr-defined]
    field = QLineEdit()
    column.addWidget(field)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    field.setFocus()
    return window


def notice(window: QWidget) -> Notice:
    found = window.findChild(Notice)
    assert isinstance(found, Notice)
    return found


def act(window: QWidget) -> None:
    """A click into the window, as it comes from outside."""
    handle = window.windowHandle()
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 290))


def test_a_success_can_be_read_and_goes_with_the_next_act(window: QWidget, qtbot: QtBot) -> None:
    told = notice(window)
    told.say(WRITTEN)
    act(window)
    qtbot.wait(100)
    assert told.isVisible()
    # It could be read now; nobody does anything.
    qtbot.wait(400)
    assert told.isVisible()
    act(window)
    qtbot.waitUntil(told.isHidden, timeout=2_000)


def test_a_success_goes_by_itself_when_nobody_does_anything(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "LINGER", 200)
    told = notice(window)
    told.say(WRITTEN)
    qtbot.waitUntil(told.isHidden)
    # What is said later has its own time.
    told.say(WRITTEN)
    qtbot.wait(100)
    assert told.isVisible()


@pytest.mark.parametrize(
    "say",
    [
        lambda told: told.say(WRITTEN, good=False),
        lambda told: told.say(WRITTEN, stays=True),
        lambda told: told.refuse(OSError("disk")),
    ],
)
def test_a_failure_and_what_still_holds_stay(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, say: Callable[[Notice], None]
) -> None:
    monkeypatch.setattr(passing, "LINGER", 50)
    told = notice(window)
    told.say(WRITTEN)
    say(told)
    qtbot.wait(500)
    act(window)
    qtbot.wait(300)
    assert told.isVisible()


def test_what_is_being_copied_stays(window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passing, "LINGER", 50)
    told = notice(window)
    told.say(WRITTEN)
    told.words.setFocus()
    qtbot.wait(700)
    assert told.isVisible()
    window.findChild(QLineEdit).setFocus()  # type: ignore[union-attr]
    qtbot.waitUntil(told.isHidden)


def test_long_sentences_have_longer(dressed: QApplication) -> None:
    assert reading_time("○") == passing.LEAST
    assert passing.LEAST < reading_time("あ" * 100) < reading_time("あ" * 150) <= passing.MOST


def test_a_banner_with_nothing_to_do_goes_and_an_offer_stays(
    window: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passing, "LINGER", 50)
    banner = Banner(window)
    banner.move(200, 150)  # away from the pointer, which is in a corner
    banner.notice(WRITTEN)
    qtbot.waitUntil(banner.isHidden)
    banner.notice(WRITTEN, "行く", lambda: None)
    qtbot.wait(500)
    assert banner.isVisible()

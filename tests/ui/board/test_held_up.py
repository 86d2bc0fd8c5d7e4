"""Many sites on the board, and a column of them answered: the window is never held up."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.grades import Role
from app.services import auditing
from app.services.ports import Desk, World
from app.ui.board.batch_dialog import BatchDialog
from app.ui.board.page import BoardPage
from app.ui.main_window import MainWindow
from app.ui.session import Target
from tests.ui.heartbeat import Heartbeat, calmest, watch

SITES = 80
_TRIES = 2


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """An audit with many sites."""
    names = tuple(f"第{number}営業所" for number in range(1, SITES + 1))
    new = auditing.NewAudit("東湾送配電株式会社", Role.GRID_OPERATOR, "2026年度", date(2026, 9, 30), sites=names)
    desk: Desk = auditing.create(world, tmp_path / "多数.shadan", new)
    desk.file.close()
    return tmp_path / "多数.shadan"


@pytest.mark.heartbeat
def test_a_column_of_many_sites_is_answered_without_a_hold_up(
    window: MainWindow, file: Path, qtbot: QtBot, dressed: QApplication, settle: Callable[[], None]
) -> None:
    window.open_file(file)
    qtbot.waitUntil(lambda: window.session is not None)
    settle()
    session = window.session
    assert session is not None
    session.go(Target("board"))
    qtbot.waitUntil(lambda: any(p.board is not None for p in window.findChildren(BoardPage)))
    (page,) = window.findChildren(BoardPage)
    settle()

    def answer(column: int) -> Heartbeat:
        page.table.setFocus()
        page.table.setCurrentIndex(page.table.cells.index(0, column))
        QTest.keyClick(page.table, Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
        with watch() as heartbeat:
            QTest.keyClick(page.table, Qt.Key.Key_1)
            (asked,) = (each for each in page.findChildren(BatchDialog) if each.isVisible())
            qtbot.waitUntil(asked.ok.isEnabled)
            QTest.keyClick(asked, Qt.Key.Key_Return)
            qtbot.waitUntil(lambda: page.table.cells.tally(Qt.Orientation.Horizontal, column).answered == SITES)  # type: ignore[union-attr]
            settle()
            qtbot.wait(50)
        return heartbeat

    calmest(answer(column) for column in range(_TRIES)).calm()

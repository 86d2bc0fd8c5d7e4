"""The register of evidence is reached from the menu and by its key."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.ui.evidence.register import RegisterDialog
from app.ui.main_window import MainWindow
from app.ui.workspace import Workspace

Settle = Callable[[], None]


def test_the_register_opens_over_an_audit_only(window: MainWindow, settle: Settle) -> None:
    assert not window.menus.actions["evidence"].isEnabled()


def test_the_register_opens_by_its_key(window: MainWindow, audit: Workspace, settle: Settle, qtbot: QtBot) -> None:
    window.activateWindow()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_E, keys)
    settle()
    (dialog,) = window.findChildren(RegisterDialog)
    assert dialog.table.listing.rows == []
    assert "確認事項の画面で追加" in dialog.told.text()
    dialog.reject()
    settle()

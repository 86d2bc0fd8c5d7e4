"""A table of rows: what is chosen by the program is chosen alone, whatever keys are held."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.ui.widgets.listing import Column, Listing, ListTable

Settle = Callable[[], None]


@pytest.fixture
def view(qtbot: QtBot, settle: Settle) -> ListTable:
    rows = Listing([Column(lambda: "語", str)], key=lambda row: row)
    view = ListTable(rows, several=True)
    qtbot.addWidget(view)
    view.put(["甲", "乙", "丙"])
    view.show()
    settle()
    return view


@pytest.mark.parametrize("held", [Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_shortcut_does_not_add_to_what_is_selected(view: ListTable, qtbot: QtBot, held: Qt.KeyboardModifier) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    view.choose("甲")
    QTest.keyClick(line, Qt.Key.Key_A, held)
    view.choose("丙")
    assert view.selected() == ["丙"]
    view.put(["乙", "丙", "丁"])
    assert view.selected() == ["丙"]

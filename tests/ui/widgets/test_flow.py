"""Rows that break: level where words stand side by side, and from the top where a text is high."""

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.flow import Flow


def part(height: int, holder: QWidget) -> QWidget:
    made = QWidget(holder)
    made.setFixedSize(100, height)
    return made


def test_controls_of_a_line_stand_level_and_high_texts_do_not_push_them_down(
    dressed: QApplication, qtbot: QtBot
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    box, button, lower, text = (part(height, holder) for height in (32, 36, 32, 90))
    for each in (box, button, lower, text):
        flow.addWidget(each)
    holder.resize(230, 200)
    holder.show()
    assert (box.y(), button.y()) == (2, 0)
    assert lower.y() == text.y() == 44

"""Typing as an officer does: keys for what keys have, an input method for Japanese."""

from typing import Any

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def write(field: QWidget, text: str) -> None:
    """Type at the cursor."""
    if text.isascii():
        QTest.keyClicks(field, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def type_over(field: Any, text: str) -> None:
    """Replace what stands in a field."""
    field.setFocus()
    field.selectAll()
    write(field, text)

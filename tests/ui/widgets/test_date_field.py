"""A day is typed, picked, left empty; what is no day is marked, never thrown away."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCalendarWidget
from pytestqt.qtbot import QtBot

from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.widgets.date_field import DateField
from tests.ui.typing_keys import type_over


@pytest.fixture
def field(dressed: QApplication, qtbot: QtBot) -> DateField:
    field = DateField()
    qtbot.addWidget(field)
    field.setAccessibleName("期限")
    field.resize(200, 40)
    field.show()
    return field


@pytest.mark.parametrize("text", ["2026-12-25", "R8.12.25", "20261225", "令和8年12月25日"])
def test_a_day_typed_in_any_way_is_written_in_one(field: DateField, text: str, qtbot: QtBot) -> None:
    type_over(field.line, text)
    with qtbot.waitSignal(field.finished):
        QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.day() == date(2026, 12, 25)
    assert field.text() == "2026年12月25日"


def test_nothing_is_a_value_too(field: DateField) -> None:
    field.set_day(date(2026, 12, 25))
    field.line.selectAll()
    QTest.keyClick(field.line, Qt.Key.Key_Delete)
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.day() is None
    assert field.readable


def test_what_is_no_day_is_marked_when_left_and_stays(field: DateField) -> None:
    type_over(field.line, "2026-13-40")
    assert field.line.property("state") != "wrong"
    QTest.keyClick(field.line, Qt.Key.Key_Return)
    assert field.line.property("state") == "wrong"
    assert field.text() == "2026-13-40"
    assert not field.readable


# Said by the offscreen platform alone when a popup opens.
POPUP = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


@POPUP
def test_the_calendar_opens_by_key_and_gives_the_day(field: DateField, qtbot: QtBot) -> None:
    field.set_day(date(2026, 12, 25))
    QTest.keyClick(field.line, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    (calendar,) = field.findChildren(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 12, 25)
    calendar.setFocus()
    calendar.setSelectedDate(QDate(2026, 12, 26))
    with qtbot.waitSignals([field.edited, field.finished]):
        calendar.activated.emit(calendar.selectedDate())
    assert field.day() == date(2026, 12, 26)


@POPUP
def test_the_calendar_opens_by_mouse_and_closes_by_escape(field: DateField, qtbot: QtBot) -> None:
    QTest.mouseClick(field.button, Qt.MouseButton.LeftButton)
    (calendar,) = field.findChildren(QCalendarWidget)
    popup = calendar.parentWidget()
    assert popup is not None
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not field.findChildren(QCalendarWidget))
    assert field.day() is None


def test_the_day_changes_its_words_with_the_language(field: DateField, dressed: QApplication) -> None:
    field.set_day(date(2026, 12, 25))
    speak(dressed, "en")
    dressed.processEvents()
    assert field.text() == "2026-12-25"
    assert field.line.accessibleName() == "期限"


def test_the_button_keeps_to_the_end_at_any_zoom(field: DateField, dressed: QApplication) -> None:
    theme().wear(zoom=200)
    field.resize(420, 80)
    dressed.processEvents()
    assert field.button.geometry().right() <= field.line.width()
    assert field.button.width() >= 64

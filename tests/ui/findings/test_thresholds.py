"""The thresholds of the rules as an officer changes them, takes them back, and cannot get them wrong."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.rules import THRESHOLDS
from app.services import auditing, findings
from app.services.changes import Changes
from app.services.ports import HistoryQuery
from app.ui.findings.thresholds import ThresholdsDialog
from app.ui.help.window import HelpWindow
from app.ui.session import Session
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.ui.accessible import unnamed

Settle = Callable[[], None]


@pytest.fixture
def dialog(session: Session, qtbot: QtBot, settle: Settle) -> ThresholdsDialog:
    dialog = ThresholdsDialog(session)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    settle()
    return dialog


def changed(session: Session) -> list[tuple[str, object, object]]:
    """What the history says of settings, the newest first."""
    with session.desk.file.read() as work:
        entries = [each.event for each in work.history.entries(HistoryQuery(act="setting.changed"))]
    return [(e.subject, e.before, e.after) for e in entries]


def press(dialog: ThresholdsDialog, settle: Settle, name: str) -> None:
    QTest.mouseClick(getattr(dialog.form, name), Qt.MouseButton.LeftButton)
    settle()


def test_all_that_rules_declare_are_shown_with_rule_and_limits(dialog: ThresholdsDialog) -> None:
    assert list(dialog.rows) == sorted(THRESHOLDS)
    row = dialog.rows["R16.days"]
    assert row.title.text().startswith("R16  ")
    assert row.number is not None
    assert row.number.text() == "90 日"
    assert row.limits.text() == "既定 90、範囲 1～3,650。設定名 R16.days"
    assert row.number.hasFocus()
    assert not dialog.form.save.isEnabled()
    assert not dialog.form.undo.isVisible()
    assert unnamed(dialog) == []


def test_several_are_stored_at_once_and_taken_back(
    dialog: ThresholdsDialog, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    told: list[Changes] = []
    session.changed.connect(told.append)
    number, day = dialog.rows["R16.days"].number, dialog.rows["R17.from"].day
    assert number is not None
    assert day is not None
    number.selectAll()
    qtbot.keyClicks(number, "120")
    qtbot.keyClicks(day.line, "2024-04-01")
    press(dialog, settle, "save")
    assert findings.thresholds(session.desk) == {
        **{name: t.shown(t.default) for name, t in THRESHOLDS.items()}, "R16.days": 120, "R17.from": "2024-04-01"
    }  # fmt: skip
    assert ("R16.days", {"value": 90}, {"value": 120}) in changed(session)
    assert len(told) == 1
    assert told[0].findings
    assert dialog.form.problem.text().startswith("保存し、照合し直しました。")
    assert not dialog.form.save.isEnabled()
    press(dialog, settle, "undo")
    assert findings.thresholds(session.desk)["R16.days"] == 90
    assert findings.thresholds(session.desk)["R17.from"] == ""
    assert day.text() == ""
    # Undone is itself a change that can be undone.
    press(dialog, settle, "undo")
    assert findings.thresholds(session.desk)["R17.from"] == "2024-04-01"


def test_back_to_the_defaults_one_by_one_or_all(
    dialog: ThresholdsDialog, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    findings.set_thresholds(session.desk, {"R32.months": 24, "R24.months": 6})
    again = ThresholdsDialog(session)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(again)
    again.open()
    settle()
    row = again.rows["R32.months"]
    assert row.value() == 24
    assert row.first.isVisible()
    QTest.mouseClick(row.first, Qt.MouseButton.LeftButton)
    assert row.value() == 12
    assert again.changed() == {"R32.months": 12}
    press(again, settle, "defaults")
    assert again.changed() == {"R32.months": 12, "R24.months": 12}
    press(again, settle, "save")
    assert findings.thresholds(session.desk)["R24.months"] == 12


def test_a_day_that_is_none_is_not_stored(
    dialog: ThresholdsDialog, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    day = dialog.rows["R30.from"].day
    assert day is not None
    qtbot.keyClicks(day.line, "2024-13-45")
    press(dialog, settle, "save")
    assert "2024-13-45" in dialog.form.problem.text()
    assert day.line.hasFocus()
    assert findings.thresholds(session.desk)["R30.from"] == ""
    day.set_day(date(2024, 4, 1))
    press(dialog, settle, "save")
    assert findings.thresholds(session.desk)["R30.from"] == "2024-04-01"


def test_a_number_cannot_leave_its_limits(dialog: ThresholdsDialog, qtbot: QtBot) -> None:
    number = dialog.rows["R32.months"].number
    assert number is not None
    number.selectAll()
    qtbot.keyClicks(number, "9999")
    assert number.value() <= 120
    number.setValue(0)
    assert number.value() == 1


def test_help_stands_beside(dialog: ThresholdsDialog, settle: Settle) -> None:
    QTest.mouseClick(dialog.form.help, Qt.MouseButton.LeftButton)
    settle()
    helping = dialog.findChild(HelpWindow)
    assert isinstance(helping, HelpWindow)
    assert helping.isVisible()
    assert helping.topic == "thresholds"
    helping.close()
    settle()


def test_the_wheel_changes_nothing(dialog: ThresholdsDialog) -> None:
    number = dialog.rows["R16.days"].number
    assert number is not None
    at, none = QPointF(5, 5), Qt.MouseButton.NoButton
    keys, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    QApplication.sendEvent(number, QWheelEvent(at, at, QPoint(), QPoint(0, 120), none, keys, phase, False))
    assert number.value() == 90


def test_closing_stops_what_is_under_way_and_leaves_everything(
    dialog: ThresholdsDialog, session: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = dialog.rows["R16.days"].number
    assert number is not None
    number.setValue(30)
    QTest.mouseClick(dialog.form.save, Qt.MouseButton.LeftButton)
    assert dialog.progress.isVisible()
    assert not dialog.form.rows.isEnabled()
    dialog.reject()
    settle()
    assert not dialog.isVisible()
    # Stopped in time or stored to its end: nothing between.
    assert findings.thresholds(session.desk)["R16.days"] in (90, 30)
    assert auditing.outline(session.desk).audit == session.outline.audit


def test_it_speaks_the_other_language_and_fits_large_letters(
    dialog: ThresholdsDialog, dressed: QApplication, settle: Settle
) -> None:
    theme().wear(zoom=200, mode="dark")
    speak(dressed, "en")
    settle()
    number = dialog.rows["R16.days"].number
    assert number is not None
    assert number.text() == "90 days"
    assert dialog.windowTitle() == "Thresholds of the rules"
    assert unnamed(dialog) == []
    assert dialog.minimumSizeHint().width() <= 1326

"""The watch itself: it sees our code holding the GUI thread up, and nothing else."""

import time

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from tests.ui import heartbeat as heartbeats
from tests.ui.heartbeat import watch


@pytest.mark.alone
def test_an_idle_loop_is_calm(qtbot: QtBot) -> None:
    with watch() as heartbeat:
        qtbot.wait(120)
    heartbeat.calm()


@pytest.mark.alone
def test_code_of_ours_that_sleeps_is_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.ui import dates

    def slow(day: object) -> str:
        time.sleep(0.2)
        return ""

    monkeypatch.setattr(dates, "day_word", slow)
    with watch() as heartbeat:
        QTimer.singleShot(20, lambda: dates.moment("2026-11-24T14:03:22"))
        qtbot.wait(300)
    with pytest.raises(AssertionError, match="held up"):
        heartbeat.calm()


def test_a_machine_that_is_slow_for_anything_has_longer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "_piece_of_work", lambda: sum(range(600_000)))
    with watch(0.050) as heartbeat:
        qtbot.wait(20)
    assert 0.050 < heartbeat.limit <= 0.100
    # However slow: what lasts is seen.
    monkeypatch.setattr(heartbeats, "_USUAL", 1e-9)
    with watch(0.050) as heartbeat:
        qtbot.wait(20)
    assert heartbeat.limit == 0.100
    monkeypatch.setattr(heartbeats, "_USUAL", 10.0)
    with watch(0.050) as heartbeat:
        qtbot.wait(20)
    assert heartbeat.limit == 0.050

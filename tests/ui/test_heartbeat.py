"""The watch itself: it sees our code holding the GUI thread up, and nothing else."""

import time
from collections.abc import Callable

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


def _held_up(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, slow: Callable[[], object]) -> heartbeats.Heartbeat:
    """A heartbeat during which code of ours is slow."""
    from app.ui import dates

    monkeypatch.setattr(dates, "day_word", lambda _day: str(slow() or ""))
    with watch() as heartbeat:
        QTimer.singleShot(20, lambda: dates.moment("2026-11-24T14:03:22"))
        qtbot.wait(200)
    return heartbeat


def _work() -> None:
    until = time.thread_time() + 0.4
    while time.thread_time() < until:
        pass


@pytest.mark.alone
def test_code_of_ours_that_works_is_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    heartbeat = _held_up(qtbot, monkeypatch, _work)
    with pytest.raises(AssertionError, match="of work"):
        heartbeat.calm()
    assert "_work" in heartbeat.where()


@pytest.mark.alone
def test_code_of_ours_that_waits_is_seen(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    longest = heartbeats.PATIENCE * heartbeats._SLOWEST
    heartbeat = _held_up(qtbot, monkeypatch, lambda: time.sleep(longest + 0.5))
    with pytest.raises(AssertionError, match="by the clock"):
        heartbeat.calm()


@pytest.mark.alone
def test_a_short_wait_counts_on_a_quiet_machine_only(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(heartbeats.QUIET, raising=False)
    # Longer than the limit of the slowest machine, shorter than anybody's patience.
    wait = (heartbeats.LIMIT * heartbeats._SLOWEST + heartbeats.PATIENCE) / 2
    _held_up(qtbot, monkeypatch, lambda: time.sleep(wait)).calm()
    monkeypatch.setenv(heartbeats.QUIET, "1")
    heartbeat = _held_up(qtbot, monkeypatch, lambda: time.sleep(wait))
    with pytest.raises(AssertionError, match="by the clock"):
        heartbeat.calm()


def test_a_machine_that_is_slow_for_anything_has_longer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    longest = pytest.approx(0.050 * heartbeats._SLOWEST)
    monkeypatch.setattr(heartbeats, "_piece_of_work", lambda: sum(range(600_000)))
    with watch(0.050) as heartbeat:
        qtbot.wait(20)
    assert 0.050 < heartbeat.limit <= 0.050 * heartbeats._SLOWEST
    # However slow: what lasts is seen.
    monkeypatch.setattr(heartbeats, "_USUAL", 1e-9)
    with watch(0.050) as heartbeat:
        qtbot.wait(20)
    assert heartbeat.limit == longest
    monkeypatch.setattr(heartbeats, "_USUAL", 10.0)
    with watch(0.050) as heartbeat:
        qtbot.wait(20)
    assert heartbeat.limit == 0.050

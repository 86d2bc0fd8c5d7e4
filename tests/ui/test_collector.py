"""Garbage in cycles is looked for on the GUI thread only, and goes away all the same."""

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.ui.collector import Collector
from app.ui.tasks import Tasks


class Thing(QObject):
    """An object of Qt that holds itself, and notes on which thread it goes."""

    def __init__(self, gone: list[str]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: gone.append(threading.current_thread().name))


@pytest.fixture
def collector(qtbot: QtBot) -> Iterator[Collector]:
    """One that works, with nobody else at work."""
    collector = Collector(lambda: False)
    collector.start()
    yield collector
    collector.stop()
    gc.unfreeze()


def many(number: int = 20_000) -> list[list[int]]:
    """Enough for Python to look for garbage by itself, several times over."""
    return [[each] for each in range(number)]


def test_a_worker_never_destroys_what_the_window_has_done_with(
    collector: Collector, tasks: Tasks, qtbot: QtBot
) -> None:
    gone: list[str] = []
    Thing(gone)
    made: list[int] = []
    tasks.read(lambda: len(many()), made.append)
    qtbot.waitUntil(lambda: bool(made))
    assert gone == []
    kept = many(1_000)
    collector.look()
    assert gone == [threading.main_thread().name]
    assert kept


def test_without_it_a_worker_would(tasks: Tasks, qtbot: QtBot) -> None:
    """Why it is there: Python looks on the thread that makes things."""
    gone: list[str] = []
    gc.enable()
    try:
        Thing(gone)
        tasks.read(lambda: len(many()), lambda _made: None)
        qtbot.waitUntil(lambda: bool(gone))
    finally:
        gc.disable()
    assert gone[0].startswith("pool")


def test_it_comes_round_by_itself_and_stops(collector: Collector, qtbot: QtBot) -> None:
    assert not gc.isenabled()
    collector._timer.setInterval(10)
    gone: list[str] = []
    Thing(gone)
    kept = many(1_000)
    qtbot.waitUntil(lambda: bool(gone))
    collector.stop()
    assert gc.isenabled()
    assert kept
    gc.disable()


def test_old_garbage_goes_as_well(collector: Collector) -> None:
    gone: list[str] = []
    thing = Thing(gone)
    gc.collect()
    del thing
    _young, middle, old = gc.get_threshold()
    for _ in range((middle + 2) * (old + 2)):
        kept = many(1_000)
        collector.look()
        del kept
    assert gone == [threading.main_thread().name]


def test_an_audit_is_set_aside_while_it_is_open(collector: Collector) -> None:
    gone: list[str] = []
    audit: list[object] = [*many(60_000), Thing(gone)]
    collector.set_aside()
    assert gc.get_count()[0] < 1_000
    audit.clear()
    gc.collect()
    assert gone == []
    collector.release()
    assert gone == [threading.main_thread().name]


def test_a_worker_s_things_are_left_alone_until_they_are_many(qtbot: QtBot) -> None:
    collector = Collector(lambda: True)
    collector.start()
    try:
        gone: list[str] = []
        Thing(gone)
        few = many(5_000)
        collector.look()
        assert gone == []
        more = many(120_000)
        collector.look()
        assert gone == [threading.main_thread().name]
        assert len(few) < len(more)
    finally:
        collector.stop()
        gc.unfreeze()

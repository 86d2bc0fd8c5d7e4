"""Readings run beside each other: one that began before the last change and ends after it must not be shown."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.domain.grades import Level, Verdict
from app.domain.progress import Place
from app.services import answering, planning
from app.ui.overview.due_list import DueDialog
from app.ui.overview.figure import Figure
from app.ui.overview.page import OverviewPage
from app.ui.session import Session
from app.ui.tasks import Tasks
from app.ui.undoing import Undoing

Settle = Callable[[], None]


class Delayed:
    """Readings are done when they are asked for, and come home when they are let."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def read(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """In place of `Tasks.read`."""
        found = work()
        self._waiting.append(lambda: done(found) if done is not None else None)

    def come_home(self) -> None:
        """All that wait, the newest first, and what they ask for."""
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            for come in reversed(waiting):
                come()


@pytest.fixture
def delayed(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Delayed]:
    """From now on readings wait."""

    def begin() -> Delayed:
        delayed = Delayed()
        monkeypatch.setattr(tasks, "read", delayed.read)
        return delayed

    return begin


def places(session: Session) -> list[Place]:
    """Places of the chosen site in the order of the catalogue."""
    return [(c.id, session.site) for c in session.outline.checkpoints if c.level is Level.SITE]


def answer(session: Session, number: int) -> None:
    checkpoint, site = places(session)[number]
    session.do(lambda desk: answering.record_answer(desk, checkpoint, site, Verdict.CONFORMING, "見た"))
    session.tasks.drain()


def shown(widget: QWidget, qtbot: QtBot, settle: Settle) -> None:
    qtbot.addWidget(widget)
    widget.resize(1200, 800)
    widget.show()
    settle()


def test_the_overview_counts_what_was_answered_last(
    session: Session, qtbot: QtBot, settle: Settle, delayed: Callable[[], Delayed]
) -> None:
    page = OverviewPage(session)
    shown(page, qtbot, settle)
    waiting = delayed()
    answer(session, 0)
    answer(session, 1)
    waiting.come_home()
    settle()
    assert page.findChildren(Figure)[0].number.text().startswith("2 / ")


def test_dates_are_of_the_horizon_that_was_chosen_last(
    session: Session, qtbot: QtBot, settle: Settle, delayed: Callable[[], Delayed]
) -> None:
    planning.add_action(session.desk, "A3-5", "対策", due=date(2028, 4, 1))
    dialog = DueDialog(session)
    shown(dialog, qtbot, settle)
    waiting = delayed()
    for index in (dialog.ahead.count() - 1, 0):
        dialog.ahead.setCurrentIndex(index)
        dialog.ahead.activated.emit(index)
    waiting.come_home()
    assert dialog.rows() == ()


def test_what_is_undone_next_is_what_was_done_last(
    session: Session, qtbot: QtBot, settle: Settle, delayed: Callable[[], Delayed]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    undo = QAction(window)
    undoing = Undoing(undo, QAction(window), window)
    undoing.take(session)
    waiting = delayed()
    answer(session, 0)
    undoing.look()
    answer(session, 1)
    undoing.look()
    waiting.come_home()
    assert places(session)[1][0] in undo.text()

"""Writing off the GUI thread, and who hears of it."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.audit import COMPANY
from app.domain.grades import Level, Verdict
from app.errors import UserError
from app.services import answering, auditing
from app.services.changes import Changes
from app.services.ports import Desk, Progress
from app.ui.messages import message
from app.ui.session import Session, Target
from app.ui.tasks import Task, Tasks


def test_an_answer_is_written_on_another_thread_and_everybody_hears_of_it(
    session: Session, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    checkpoint = next(c for c in session.outline.checkpoints if c.level is Level.COMPANY)
    threads: list[str] = []

    def work(desk: object) -> Changes:
        threads.append(threading.current_thread().name)
        return answering.record_answer(session.desk, checkpoint.id, "", Verdict.CONFORMING)

    with qtbot.waitSignals([session.changed, session.saved]):
        session.do(work)
    settle()
    assert threads[0].startswith("writer")
    assert session.outline.answers[checkpoint.id, ""].verdict is Verdict.CONFORMING


def test_a_refusal_comes_home_to_who_asked(session: Session, settle: Callable[[], None]) -> None:
    refused: list[BaseException] = []
    session.do(lambda desk: answering.record_answer(desk, "none", "", Verdict.CONFORMING), failed=refused.append)
    settle()
    assert isinstance(refused[0], UserError)


def test_what_pages_read_on_closing_is_read_before_the_file_is_given_free(session: Session, tasks: Tasks) -> None:
    """A page reads anew what was written, then the rows of it, then what it shows of them; the fixture of the tasks
    fails the test where one of these finds the file closed."""
    seen: list[int] = []

    def read(more: int) -> None:
        def home(outline: object) -> None:
            seen.append(more)
            if more:
                read(more - 1)

        tasks.read(lambda: auditing.outline(session.desk), home, owner=session)

    read(4)
    session.close()
    assert seen == [4, 3, 2, 1, 0]
    with pytest.raises(RuntimeError):
        auditing.outline(session.desk)


def test_closing_waits_for_what_the_officer_asked_to_be_written(
    session: Session, tasks: Tasks, settle: Callable[[], None]
) -> None:
    checkpoint = next(c for c in session.outline.checkpoints if c.level is Level.COMPANY)
    begun, go_on = threading.Event(), threading.Event()

    def work(desk: Desk, progress: Progress) -> Changes:
        begun.set()
        go_on.wait(20)
        if not progress("rules", 1, 2):
            raise UserError("rules_stopped")
        return answering.record_answer(desk, checkpoint.id, "", Verdict.CONFORMING)

    kept = session.do_long("work", work)
    looked = tasks.long("look", lambda progress: progress("rows", 1, 2))
    assert begun.wait(20)
    tasks.cancel_all()
    assert looked.cancelled
    assert not kept.cancelled
    go_on.set()
    settle()
    assert session.outline.answers[checkpoint.id, ""].verdict is Verdict.CONFORMING


def test_results_for_a_page_that_has_gone_are_dropped(tasks: Tasks, settle: Callable[[], None]) -> None:
    import shiboken6

    owner = QObject()
    seen: list[object] = []
    gate = threading.Event()
    tasks.read(lambda: gate.wait(5), seen.append, owner=owner)
    shiboken6.delete(owner)
    gate.set()
    settle()
    assert seen == []


def test_a_long_task_tells_and_can_be_stopped(tasks: Tasks, qtbot: QtBot) -> None:
    begun: list[Task] = []
    tasks.busy.connect(begun.append)
    done: list[int] = []

    def work(progress: Callable[[str, int, int], bool]) -> int:
        n = 0
        while progress("rows", n, 0):
            n += 1
        return n

    task = tasks.long("work", work, done.append)
    assert begun == [task]
    with qtbot.waitSignal(task.finished):
        task.cancel()
    qtbot.waitUntil(lambda: bool(done))


def test_another_site_is_chosen_on_the_way_to_a_target(session: Session) -> None:
    seen: list[Target] = []
    session.wanted.connect(seen.append)
    other = session.sites[1].id
    session.go(Target("checkpoints", site=other))
    assert session.site == other
    assert seen[0].page == "checkpoints"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_qt_speaks_the_language_of_the_window(session: Session, language: str, dressed: object) -> None:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtWidgets import QApplication

    from app.ui.translator import speak

    assert isinstance(dressed, QApplication)
    speak(dressed, language)
    said = QCoreApplication.translate("QPlatformTheme", "Cancel")
    assert said == ("キャンセル" if language == "ja" else "Cancel")


def test_since_when_a_file_is_in_use_is_said_as_days_are_said(dressed: QApplication) -> None:
    error = UserError("audit_locked", file="点検.shadan", pid="1", host="pc", user="東湾", since="2026-11-26 02:38")
    assert "2026年11月26日 02:38 から使用中" in message(error).sentence


def test_what_was_written_is_told_even_if_who_asked_has_gone(
    session: Session, tasks: Tasks, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    import shiboken6

    owner = QObject()
    heard: list[Any] = []
    checkpoint = next(c for c in session.outline.checkpoints if c.level is Level.COMPANY)
    session.changed.connect(heard.append)
    session.do(
        lambda desk: answering.record_answer(desk, checkpoint.id, "", Verdict.CONFORMING),
        heard.append,
        heard.append,
        owner,
    )
    shiboken6.delete(owner)
    settle()
    assert [change.places for change in heard] == [frozenset({(checkpoint.id, "")})]
    assert session.outline.answers[checkpoint.id, ""].verdict is Verdict.CONFORMING


def test_a_refusal_that_nobody_is_left_to_hear_goes_to_the_window(
    session: Session, tasks: Tasks, settle: Callable[[], None]
) -> None:
    import shiboken6

    owner = QObject()
    heard: list[BaseException] = []
    lost: list[BaseException] = []
    tasks.unhandled.disconnect()
    tasks.unhandled.connect(lost.append)
    session.do(lambda desk: answering.record_answer(desk, "none", "", Verdict.CONFORMING), None, heard.append, owner)
    shiboken6.delete(owner)
    settle()
    assert not heard
    assert isinstance(lost[0], UserError)


# --- the next one without a verdict -----------------------------------------------------------------------------------


def of_item(session: Session, item: str) -> list[str]:
    return [c.id for c in session.outline.checkpoints if c.item == item]


def test_from_the_list_of_an_item_the_next_one_is_of_that_item(session: Session, settle: Callable[[], None]) -> None:
    session.at(Target("checkpoints", checkpoint="A1-1-05"))
    session.at(Target("checkpoints", options={"item": "A4-4"}))
    ids = of_item(session, "A4-4")
    assert session.next_unanswered() == session.place(session.catalogue.checkpoint(ids[0]))
    for identity in ids:
        checkpoint, site = session.place(session.catalogue.checkpoint(identity))
        session.do(partial(answering.record_answer, checkpoint_id=checkpoint, site_id=site, verdict=Verdict.CONFORMING))
    settle()
    every = [c.id for c in session.outline.checkpoints]
    found = session.next_unanswered()
    assert found is not None
    assert found[0] == every[every.index(ids[-1]) + 1]


def test_from_another_page_the_next_one_is_where_one_was(session: Session, settle: Callable[[], None]) -> None:
    every = [c.id for c in session.outline.checkpoints]
    session.at(Target("checkpoints", checkpoint=every[7]))
    session.at(Target("findings"))
    assert session.next_unanswered() == session.place(session.catalogue.checkpoint(every[7]))
    place = session.place(session.catalogue.checkpoint(every[7]))
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING))
    settle()
    assert session.next_unanswered() == session.place(session.catalogue.checkpoint(every[8]))


def test_a_verdict_on_its_way_is_an_answer(session: Session, settle: Callable[[], None]) -> None:
    *before, last = session.places_here()
    session.at(Target("checkpoints", checkpoint=last[0]))
    session.do(lambda desk: [answering.record_answer(desk, *p, Verdict.CONFORMING) for p in before][-1])
    settle()
    assert session.next_unanswered() == last
    session.given[last] = Verdict.PARTLY
    assert session.next_unanswered() is None


def test_the_places_here_are_those_of_the_site_and_of_the_company(session: Session, settle: Callable[[], None]) -> None:
    def plain() -> tuple[tuple[str, str], ...]:
        return tuple(p for p in session.outline.places if p[1] in (COMPANY, session.site))

    assert session.places_here() == plain()
    session.choose_site(session.sites[1].id)
    assert session.places_here() == plain()
    for site in session.sites:
        session.do(lambda desk, identity=site.id: auditing.remove_site(desk, identity, "統合"))  # type: ignore[misc]
    settle()
    assert session.sites == ()
    assert session.places_here() == plain()
    assert session.tally_here() == session.outline.total()

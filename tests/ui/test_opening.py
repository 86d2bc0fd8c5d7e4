"""A file that was left is opened: its page is there at once, nothing can be answered before it is open."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.grades import Level, Role, Verdict
from app.domain.text import Text
from app.errors import UserError
from app.paths import user_config_folder
from app.services import answering, auditing
from app.services.ports import Desk, World
from app.ui.checkpoints.head import Head, head_from_text, head_to_text
from app.ui.checkpoints.page import CheckpointsPage
from app.ui.kit import Kit
from app.ui.main_window import MainWindow
from app.ui.opening import OpeningPage
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.tasks import Tasks
from tests.ui.accessible import unnamed
from tests.ui.heartbeat import calmest, watch

Settle = Callable[[], None]


@pytest.fixture
def file(world: World, tmp_path: Path) -> Path:
    """An audit of two sites with one answer, not open."""
    new = auditing.NewAudit(
        "東湾送配電株式会社", Role.GRID_OPERATOR, "2026年度上期", date(2026, 9, 30), sites=("本店", "北営業所")
    )
    path = tmp_path / "東湾 2026.shadan"
    desk = auditing.create(world, path, new)
    place = next(p for p in auditing.outline(desk).places if p[0] == _left(desk)[0] and p[1] == _left(desk)[1])
    answering.record_answer(desk, *place, Verdict.NONCONFORMING, "前回の所見")
    desk.file.close()
    return path


def _left(desk: Desk) -> tuple[str, str]:
    """The place where the officer was: a checkpoint of the second site."""
    outline = auditing.outline(desk)
    return next(c for c in outline.checkpoints if c.level is Level.SITE).id, outline.sites[1].id


@pytest.fixture
def gate() -> Iterator[Event]:
    """Nothing is read before it is set."""
    gate = Event()
    yield gate
    gate.set()


@pytest.fixture
def held(
    kit: Kit, world: World, tasks: Tasks, settings: Settings, dressed: QApplication, gate: Event
) -> Iterator[MainWindow]:
    """A window whose reading waits for the gate."""

    def late() -> World:
        assert gate.wait(20)
        return world

    window = MainWindow(replace(kit, world=late), tasks, settings)
    window.resize(1360, 820)
    yield window
    gate.set()
    window.close()
    tasks.drain()
    window.deleteLater()


@pytest.fixture
def left(window: MainWindow, file: Path, world: World, settle: Settle) -> str:
    """The officer has been at a checkpoint and closed the window; the id of the checkpoint."""
    window.open_file(file)
    settle()
    assert window.session is not None
    checkpoint, site = _left(window.session.desk)
    window.session.go(Target("checkpoints", checkpoint=checkpoint, site=site))
    settle()
    window.close()
    return checkpoint


def shown(window: MainWindow, qtbot: QtBot) -> OpeningPage:
    qtbot.waitUntil(lambda: window.opening is not None and window.opening.isVisible())
    assert window.opening is not None
    return window.opening


def ends(window: MainWindow) -> list[str]:
    """The words of everything that is painted in the window."""
    return [str(w.property("text") or "") for w in window.findChildren(QWidget) if w.isVisible()]


def session_of(window: MainWindow) -> Session | None:
    return window.session


def opened(window: MainWindow, gate: Event, settle: Settle) -> CheckpointsPage:
    gate.set()
    settle()
    assert window.workspace is not None
    page = window.workspace.page
    assert isinstance(page, CheckpointsPage)
    return page


class Moved(QObject):
    """Widgets that were given another parent when others were in them already: Qt styles all of these anew."""

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self.seen: list[str] = []
        application.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.ParentChange and isinstance(watched, QWidget):
            inside = len(watched.findChildren(QWidget))
            if inside > 5:
                self.seen.append(f"{type(watched).__name__} with {inside}")
        return False


def test_pages_are_built_where_they_stay(
    held: MainWindow, left: str, file: Path, gate: Event, dressed: QApplication, qtbot: QtBot, settle: Settle
) -> None:
    moved = Moved(dressed)
    held.open_file(file)
    held.show()
    shown(held, qtbot)
    page = opened(held, gate, settle)
    assert page.sheet.checkpoint is not None
    assert page.sheet.checkpoint.id == left
    dressed.removeEventFilter(moved)
    assert moved.seen == []


def test_places_are_kept_under_the_hash_of_the_file(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "東湾 2026.shadan"
    settings.put_last_place(file, "A1-1-01", "s1")
    (kept,) = (
        line
        for line in (user_config_folder() / "window.ini").read_text("utf-8").splitlines()
        if line.endswith("A1-1-01|s1")
    )
    assert kept.startswith(sha256(str(file.resolve()).encode()).hexdigest()[:16] + "=")


def test_the_question_is_there_before_the_file_and_no_answer_with_it(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, settle: Settle, world: World
) -> None:
    held.open_file(file)
    held.show()
    page = shown(held, qtbot)
    question = world.catalogue.checkpoint(left).question
    assert page.heading.question.text() == question.ja
    assert page.heading.where.text() == "事業所: 北営業所"
    assert "東湾 2026.shadan" in page.words.text()
    # The earlier verdict and remark are not told as if they were read.
    assert not any(b.isChecked() or b.isEnabled() for b in page.verdicts.buttons.values())
    assert not any("前回の所見" in words for words in ends(held))
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        qtbot.keyClick(held, key)
        qtbot.keyClick(held, key, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(page.verdicts.buttons[Verdict.CONFORMING], Qt.MouseButton.LeftButton)
    assert session_of(held) is None
    assert unnamed(page) == []
    real = opened(held, gate, settle)
    assert held.opening is None
    assert real.sheet.place[0] == left
    session = session_of(held)
    assert session is not None
    answer = session.outline.answers[real.sheet.place]
    assert (answer.verdict, answer.comment) == (Verdict.NONCONFORMING, "前回の所見")
    assert real.sheet.verdicts.buttons[Verdict.NONCONFORMING].isChecked()


@pytest.mark.parametrize(
    ("width", "height", "zoom"), [(1360, 820, 100), (1024, 768, 100), (1360, 820, 200)], ids=["wide", "narrow", "200 %"]
)
def test_nothing_jumps_when_the_page_takes_its_place(
    held: MainWindow,
    left: str,
    file: Path,
    gate: Event,
    qtbot: QtBot,
    settle: Settle,
    width: int,
    height: int,
    zoom: int,
) -> None:
    theme().wear(zoom=zoom)
    held.resize(width, height)
    held.open_file(file)
    held.show()
    before = shown(held, qtbot)
    qtbot.wait(20)
    top = QPoint()

    def places(question: QWidget, verdicts: QWidget) -> list[tuple[int, int, int]]:
        return [(w.mapTo(held, top).x(), w.mapTo(held, top).y(), w.width()) for w in (question, verdicts)]

    early = places(before.heading.question, before.verdicts)
    sheet = opened(held, gate, settle).sheet
    qtbot.wait(20)
    for was, now in zip(early, places(sheet.heading.question, sheet.verdicts), strict=True):
        # A scroll bar may come; the lines stay where they are.
        room = (7, 2, 14)
        assert all(abs(a - b) <= most for a, b, most in zip(was, now, room, strict=True)), (was, now)


def test_it_speaks_the_language_that_is_chosen_meanwhile(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, settle: Settle, world: World
) -> None:
    held.open_file(file)
    held.show()
    page = shown(held, qtbot)
    held.choose_language("en")
    QApplication.processEvents()
    assert page.heading.question.text() == world.catalogue.checkpoint(left).question.en
    assert page.verdicts.buttons[Verdict.CONFORMING].text() == "Conforming"
    opened(held, gate, settle)


def test_a_file_that_somebody_has_is_refused_on_the_start_screen(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, settle: Settle, world: World
) -> None:
    other = auditing.open_audit(world, file)
    held.open_file(file)
    held.show()
    shown(held, qtbot)
    gate.set()
    settle()
    other.file.close()
    assert held.opening is None
    assert held.workspace is None
    assert held.start.isVisible()
    assert "officer" in held.start.banner.text.text()
    assert held.windowTitle() == "遮断 Shadan"
    assert not held.statusBar().isVisible()


def test_a_damaged_file_is_refused_on_the_start_screen(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, settle: Settle
) -> None:
    file.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4096)
    held.open_file(file)
    held.show()
    shown(held, qtbot)
    gate.set()
    settle()
    assert held.opening is None
    assert file.name in held.start.banner.text.text()
    assert all(button.isEnabled() for button in held.start.buttons.values())


def test_an_error_meanwhile_is_said_when_there_is_a_place_for_it(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, settle: Settle
) -> None:
    held.open_file(file)
    held.show()
    shown(held, qtbot)
    held.show_error(UserError("file_exists", file="写真.jpg"))
    opened(held, gate, settle)
    assert held.banner.isVisible()
    assert "写真.jpg" in held.banner.text.text()


def test_closed_half_way_the_file_is_given_free(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, tasks: Tasks, world: World
) -> None:
    held.open_file(file)
    held.show()
    shown(held, qtbot)
    gate.set()
    qtbot.waitUntil(lambda: held._assembly is not None)
    assert held.session is None
    held.close()
    auditing.open_audit(world, file).file.close()


def test_two_files_one_after_the_other_leave_one_open(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, settle: Settle, world: World, tmp_path: Path
) -> None:
    second = tmp_path / "西湾.shadan"
    new = auditing.NewAudit("西湾株式会社", Role.GRID_OPERATOR, "2026", date(2026, 9, 30), sites=("本店",))
    auditing.create(world, second, new).file.close()
    held.open_file(file)
    held.show()
    shown(held, qtbot)
    held.open_file(second)
    gate.set()
    settle()
    settle()
    assert held.session is not None
    taken = Path(held.session.desk.file.location)
    free = file if taken == second else second
    auditing.open_audit(world, free).file.close()


def test_without_remembered_words_the_start_screen_says_what_is_waited_for(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, settle: Settle, settings: Settings
) -> None:
    checkpoint, site = settings.last_place(file)
    settings.put_last_place(file, checkpoint, site, '["of another version"]')
    held.open_file(file)
    held.show()
    qtbot.waitUntil(held.start.isVisible)
    assert held.opening is None
    assert file.name in " ".join(ends(held))
    assert opened(held, gate, settle).sheet.place[0] == left


@pytest.mark.heartbeat
@pytest.mark.alone
def test_opening_never_holds_the_window_up(
    held: MainWindow, left: str, file: Path, gate: Event, qtbot: QtBot, settle: Settle
) -> None:
    gate.set()
    held.show()
    qtbot.wait(50)
    seen = []
    for _ in range(3):
        with watch() as heartbeat:
            held.open_file(file)
            qtbot.waitUntil(lambda: held.workspace is not None)
            qtbot.wait(150)
            settle()
            assert held.close_audit()
            qtbot.wait(50)
        seen.append(heartbeat)
    calmest(seen).calm()


# --- what is remembered -----------------------------------------------------------------------------------------------

texts = st.builds(Text, st.text(), st.text())
heads = st.builds(Head, st.text(), st.text(), texts, texts, texts, texts, st.text(), *[st.booleans() for _ in range(4)])


@given(heads)
def test_words_come_back_as_they_were(head: Head) -> None:
    assert head_from_text(head_to_text(head)) == head


@given(st.text() | st.recursive(st.none() | st.booleans() | st.text() | st.integers(), st.lists).map(json.dumps))
def test_whatever_else_is_found_there_is_no_head(text: str) -> None:
    assert head_from_text(text) is None

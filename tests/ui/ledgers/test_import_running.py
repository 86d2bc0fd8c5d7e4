"""The import wizard while it works: stopping, closing, going back; nothing is lost and nothing held up."""

import threading
from collections.abc import Iterator
from pathlib import Path
from time import thread_time
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import auditing, ledgers
from app.services.changes import Changes
from app.services.ledger_ports import Chunk
from app.services.ledgers import ImportResult
from app.ui.dialogs.question import Question
from app.ui.session import Session
from app.ui.wizards.ledger_import import LedgerImportWizard
from app.ui.wizards.ledger_import.check_page import CheckPage
from app.ui.wizards.ledger_import.problems_model import TOLD, WRITTEN
from tests.ui import heartbeat
from tests.ui.accessible import unnamed
from tests.ui.ledgers.conftest import terminal
from tests.ui.ledgers.importing import BACK, COMMIT, NEXT, Book, Settle, go, stored, to_check, untidy

ONE_TRY = 0.120
"""Seconds of the processor for what is 50 ms on a machine of its own."""


def test_closing_asks_before_work_done_by_hand_is_lost(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    to_check(wizard, qtbot, settle, book(untidy()))
    model = wizard.check_page.model
    model.setData(model.index(0, WRITTEN), "2026/9/1")
    asked: list[str] = []

    def press(words: str) -> None:
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Question) and w.isVisible())
        asked.append(box.words.text())
        next(b for b in (box.stay, box.go_on) if b.text() == words).click()

    QTimer.singleShot(50, lambda: press("取り込みを続ける"))
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.isVisible()
    QTimer.singleShot(50, lambda: press("取り込まずに閉じる"))
    wizard.reject()
    assert asked == ["取り込みをやめますか。確認した列や直した値は残りません。"] * 2
    assert not wizard.isVisible()


def test_the_wizard_shows_its_work_itself(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    shown_elsewhere: list[object] = []
    session.tasks.busy.connect(shown_elsewhere.append)
    to_check(wizard, qtbot, settle, book([terminal(1)]))
    assert shown_elsewhere == []


def test_stopping_the_check_leaves_nothing_and_the_wizard_stays(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, large: Path
) -> None:
    wizard.file_page.take(large)
    settle()
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    qtbot.mouseClick(wizard.press(NEXT), Qt.MouseButton.LeftButton)
    page = wizard.check_page
    qtbot.waitUntil(lambda: "行" in page.progress.words.text())
    assert page.progress.words.text().startswith("端末台帳を確認中 ")
    assert "/ 20,0" in page.progress.words.text()
    qtbot.mouseClick(page.progress.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert page.notice.words.text() == "取り込みを中止しました。変更は加えていません。"
    assert not wizard.press(COMMIT).isEnabled()
    assert stored(session) == 0
    assert ledgers.batches(session.desk, "terminals") == ()
    assert wizard.isVisible()


def test_closing_during_the_import_stops_it_first(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, large: Path
) -> None:
    to_check(wizard, qtbot, settle, large)
    qtbot.mouseClick(wizard.press(COMMIT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "/ 20,0" in wizard.check_page.progress.words.text())
    wizard.reject()
    assert wizard.isVisible()
    qtbot.waitUntil(lambda: not shiboken6.isValid(wizard) or not wizard.isVisible())
    settle()
    assert stored(session) == 0


def test_while_it_is_stored_there_is_no_way_back(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, large: Path
) -> None:
    to_check(wizard, qtbot, settle, large)
    assert wizard.press(BACK).isEnabled()
    qtbot.mouseClick(wizard.press(COMMIT), Qt.MouseButton.LeftButton)
    assert not wizard.press(BACK).isEnabled()
    qtbot.waitUntil(lambda: "/ 20,0" in wizard.check_page.progress.words.text())
    qtbot.mouseClick(wizard.press(BACK), Qt.MouseButton.LeftButton)
    assert wizard.currentPage() is wizard.check_page
    qtbot.mouseClick(wizard.check_page.progress.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert stored(session) == 0
    # What was stopped may be looked at again from the beginning.
    assert wizard.press(BACK).isEnabled()


def test_answers_are_stored_while_a_ledger_is_read(
    wizard: LedgerImportWizard,
    session: Session,
    qtbot: QtBot,
    settle: Settle,
    book: Book,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    files = type(session.desk.world.ledgers)
    read, go_on, reading = files.read, threading.Event(), threading.Event()

    def slow(*arguments: Any, **options: Any) -> Iterator[Chunk]:
        reading.set()
        go_on.wait(20)
        return read(*arguments, **options)

    monkeypatch.setattr(files, "read", slow)
    wizard.file_page.take(book([terminal(1)]))
    settle()
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    qtbot.mouseClick(wizard.press(NEXT), Qt.MouseButton.LeftButton)
    told: list[Changes] = []
    try:
        qtbot.waitUntil(reading.is_set)
        session.tasks.write(lambda: auditing.add_site(session.desk, "西営業所"), told.append)
        qtbot.waitUntil(lambda: bool(told))
    finally:
        go_on.set()
    settle()
    assert told[0].sites
    assert wizard.draft.checked is not None


@pytest.mark.heartbeat
@pytest.mark.alone
@pytest.mark.slow
def test_the_window_is_never_blocked_by_an_import(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, large: Path
) -> None:
    to_check(wizard, qtbot, settle, large)
    with heartbeat.watch() as beat:
        qtbot.mouseClick(wizard.press(COMMIT), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page, timeout=180_000)
    beat.calm()
    assert stored(session) == 20_000


def test_the_pages_are_built_while_the_file_is_chosen(
    session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    wizard = LedgerImportWizard(session, "terminals", book([terminal(1)]))
    assert wizard.pageIds() == [0]
    wizard.show()
    assert wizard.press(NEXT).isVisible()
    assert wizard.press(NEXT).text() == "次へ"
    settle()
    assert wizard.pageIds() == [0, 1, 2, 3, 4]
    go(wizard, qtbot, settle)
    assert wizard.currentPage() is wizard.sheets_page
    wizard.done(0)
    settle()


def test_a_thousand_problems_and_many_offices_do_not_hold_the_window_up(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked, took = CheckPage._checked, []

    def watched(page: CheckPage, result: ImportResult) -> None:
        begun = thread_time()
        checked(page, result)
        took.append(thread_time() - begun)

    monkeypatch.setattr(CheckPage, "_checked", watched)
    rows = [terminal(n, 棚卸日="いつか", MACアドレス=f"zz-{n}", 事業所=f"出張所{n % 40}") for n in range(1, 501)]
    wizard.file_page.take(book(rows))
    settle()
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    columns = wizard.columns_page.model
    columns.confirm(list(range(columns.rowCount())))
    go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    page = wizard.check_page
    # Of dates, addresses and offices the first are told one by one, until the others are asked for.
    assert page.model.rowCount() == 2 * 4 + 3
    while more := [n for n, row in enumerate(page.model.rows) if row.more]:
        assert page.model.open(more[0])
    assert page.model.rowCount() == 1_003
    assert len(page.offices.boxes) == 40
    assert unnamed(page) == []
    # All of it in one go takes four times as long.
    assert min(took) <= ONE_TRY
    table, last = page.form.problems, page.model.rowCount() - 1
    table.setColumnWidth(TOLD, 120)
    page._give_lines()
    qtbot.waitUntil(lambda: table.rowHeight(last) > 2 * table.fontMetrics().height())

"""The GUI thread is never held up over 50 ms: looking at a file, comparing, thresholds, taking back, table, records."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import findings, ledgers
from app.ui.dialogs.ask import AskText
from app.ui.findings.page import FindingsPage
from app.ui.findings.thresholds import ThresholdsDialog
from app.ui.ledgers.imports import ImportsDialog
from app.ui.ledgers.page import LedgersPage
from app.ui.ledgers.record_editor import RecordEditor
from app.ui.session import Session
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.ui import heartbeat
from tests.ui.ledgers.conftest import HEADINGS, terminal

pytestmark = pytest.mark.slow

Settle = Callable[[], None]
ROWS, SHARED = 6_000, 1_000
LONG = 180_000


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """Terminals, every sixth of them in a shared room: a finding each."""
    rows = (terminal(n, 区画="共用" if n % (ROWS // SHARED) == 0 else "送配電") for n in range(1, ROWS + 1))
    lines = [",".join(HEADINGS), *(",".join(map(str, row)) for row in rows)]
    file = tmp_path / "端末台帳.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


@pytest.fixture
def held(session: Session, many: Path, settle: Settle) -> Session:
    session.do(lambda desk: ledgers.import_batch(desk, "terminals", many).changes)
    settle()
    return session


def shown(session: Session, qtbot: QtBot, settle: Settle) -> LedgersPage:
    page = LedgersPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 720)
    page.show()
    settle()
    return page


def opened(kind: type) -> object:
    return next(w for w in QApplication.topLevelWidgets() if type(w) is kind and w.isVisible())


@pytest.mark.heartbeat
@pytest.mark.alone
def test_while_a_file_is_recognised(session: Session, qtbot: QtBot, settle: Settle, many: Path) -> None:
    wizard = LedgerImportWizard(session, "")
    wizard.show()
    settle()
    with heartbeat.watch() as beat:
        wizard.file_page.take(many)
        qtbot.waitUntil(lambda: wizard.draft.look is not None and wizard.running is None, timeout=LONG)
        qtbot.wait(50)
    beat.calm()
    assert wizard.kind == "terminals"
    wizard.done(0)
    settle()


@pytest.mark.heartbeat
@pytest.mark.alone
def test_while_findings_are_compared_and_thresholds_set(held: Session, qtbot: QtBot, settle: Settle) -> None:
    page = FindingsPage(held)
    qtbot.addWidget(page)
    page.resize(1100, 720)
    page.show()
    settle()
    assert page.data is not None
    assert len(page.data.rows) >= SHARED
    with heartbeat.watch() as beat:
        qtbot.mouseClick(page.run_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.run_button.isEnabled(), timeout=LONG)
        qtbot.wait(100)
    beat.calm()
    dialog = ThresholdsDialog(held, page)
    dialog.open()
    settle()
    number = dialog.rows["R32.months"].number
    assert number is not None
    number.setValue(1)
    with heartbeat.watch() as beat:
        QTest.mouseClick(dialog.form.save, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dialog.progress.task is None, timeout=LONG)
        qtbot.wait(100)
    beat.calm()
    assert findings.thresholds(held.desk)["R32.months"] == 1
    settle()
    dialog.reject()
    settle()


@pytest.mark.heartbeat
@pytest.mark.alone
def test_while_an_import_is_taken_back(held: Session, qtbot: QtBot, settle: Settle) -> None:
    page = shown(held, qtbot, settle)
    page.show_imports()
    settle()
    dialog = opened(ImportsDialog)
    assert isinstance(dialog, ImportsDialog)
    with heartbeat.watch() as beat:
        qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
        asked = opened(AskText)
        assert isinstance(asked, AskText)
        asked.form.answer.insert("別の月のファイルだった")
        qtbot.mouseClick(asked.form.ok, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: dialog.notice.isVisible(), timeout=LONG)
        qtbot.wait(200)
    beat.calm()
    settle()
    assert ledgers.counts(held.desk)["terminals"] == 0
    assert page.empty_area.state.isVisible()
    dialog.reject()
    settle()


@pytest.mark.heartbeat
@pytest.mark.alone
def test_while_the_table_is_sorted_and_filtered(held: Session, qtbot: QtBot, settle: Settle) -> None:
    page = shown(held, qtbot, settle)
    assert page.table.ledger.rowCount() == ROWS
    header = page.table.horizontalHeader()
    with heartbeat.watch() as beat:
        header.setSortIndicator(2, Qt.SortOrder.DescendingOrder)
        qtbot.wait(300)
        qtbot.keyClicks(page.filters.words, "PC-59")
        qtbot.waitUntil(lambda: page.table.ledger.rowCount() == 100, timeout=LONG)
        qtbot.wait(100)
    beat.calm()


@pytest.mark.heartbeat
@pytest.mark.alone
def test_while_a_record_is_changed(held: Session, qtbot: QtBot, settle: Settle) -> None:
    page = shown(held, qtbot, settle)
    page.table.choose(0)
    settle()
    qtbot.mouseClick(page.panel.edit_button, Qt.MouseButton.LeftButton)
    settle()
    editor = opened(RecordEditor)
    assert isinstance(editor, RecordEditor)
    line = editor.editors["serial_no"] if "serial_no" in editor.editors else editor.editors["hostname"]
    line.setText("X-1")  # type: ignore[union-attr]
    with heartbeat.watch() as beat:
        qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=LONG)
        qtbot.wait(200)
    beat.calm()
    settle()

"""The import wizard: the whole way, files that cannot be taken, files of before."""

import json
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.domain.grades import Verdict
from app.services import answering, auditing, ledgers
from app.services.changes import Changes
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import HEADINGS, terminal
from tests.ui.ledgers.importing import (
    COMMIT,
    NEXT,
    Book,
    Settle,
    drop,
    go,
    stored,
    to_check,
)


def test_a_dropped_ledger_is_imported_step_by_step(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book([terminal(1), terminal(2, 区画="共用"), terminal(3), ["※ 未返却分を含む"]])
    told: list[Changes] = []
    session.changed.connect(told.append)
    assert not wizard.press(NEXT).isEnabled()
    assert wizard.file_page.reason.text() == "ファイルを選んでください。"
    drop(wizard.file_page, file)
    settle()
    assert wizard.file_page.form.name.text() == "端末.xlsx"
    go(wizard, qtbot, settle)

    sheets = wizard.sheets_page
    assert sheets.form.headerRow.value() == 4
    assert "○ 台帳(見出し 4 行目" in being(QTreeWidgetItem, sheets.form.sheets.topLevelItem(0)).text(3)
    go(wizard, qtbot, settle)

    assert wizard.columns_page.missing() == ""
    assert {wizard.columns_page.model.state_word(c) for c in wizard.columns_page.model.rows} <= {"○ 確実", "－ 空の列"}
    go(wizard, qtbot, settle)

    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert [wizard.check_page.counts.told(n) for n in ("read", "added", "skipped")] == [4, 3, 1]
    assert stored(session) == 0
    assert "検出事項が新たに 1 件" in wizard.check_page.form.told.text()

    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    settle()
    assert stored(session) == 3
    assert told[-1].ledgers == {"terminals"}
    assert wizard.result_page.heading.text() == "端末台帳を取り込みました"
    assert wizard.result_page.form.findingsTold.text() == "新たに 1 件、解消 0 件、未解決 1 件です。"
    went: list[Target] = []
    session.wanted.connect(went.append)
    qtbot.mouseClick(wizard.result_page.form.showFindings, Qt.MouseButton.LeftButton)
    assert went == [Target("findings", options={"source": "rules"})]
    assert not wizard.isVisible()


def test_answers_that_the_import_shakes_are_told_and_lead_to_their_list(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    for checkpoint, site in session.outline.places:
        if checkpoint.startswith("A4-4"):
            answering.record_answer(session.desk, checkpoint, site, Verdict.CONFORMING)
    to_check(wizard, qtbot, settle, book([terminal(1, 区画="共用"), terminal(2)]))
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    settle()
    count = len(auditing.outline(session.desk).stale)
    assert count > 0
    link = wizard.result_page.stale
    told = f"前提が変わった回答 {count} 件を見直してください(今回の取り込みによるもの {count} 件)。"
    assert link.text() == f"回答後に{told}"
    assert link.isVisible()
    went: list[Target] = []
    session.wanted.connect(went.append)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert went == [Target("checkpoints", options={"filter": "stale"})]


def test_a_newer_ledger_shows_the_difference_not_a_second_copy(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    ledgers.import_batch(session.desk, "terminals", book([terminal(1), terminal(2), terminal(3)], "前回.xlsx"))
    newer = book([terminal(1), terminal(2, 使用者="別の人"), terminal(4)], "今回.xlsx")
    to_check(wizard, qtbot, settle, newer)
    names = ("added", "changed", "unchanged", "gone")
    assert [wizard.check_page.counts.told(n) for n in names] == [1, 1, 1, 1]
    assert wizard.check_page.differences.text() != ""
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    assert stored(session) == 3
    assert "なくなった 1 件" in wizard.result_page.form.nextTold.text()


def test_the_whole_way_by_keyboard(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    wizard.file_page.take(book([terminal(1)]))
    settle()
    assert wizard.focusWidget() is wizard.press(NEXT)
    for _step in range(3):
        qtbot.keyClick(wizard.press(NEXT), Qt.Key.Key_Space)
        settle()
        qtbot.waitUntil(lambda: wizard.running is None)
        settle()
    assert wizard.currentPage() is wizard.check_page
    qtbot.keyClick(wizard.press(COMMIT), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    assert stored(session) == 1


def _truncated(path: Path) -> None:
    book = Workbook()
    book.active.append(HEADINGS)
    book.save(path)
    path.write_bytes(path.read_bytes()[:900])


def _no_workbook(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as box:
        box.writestr("readme.txt", "何もない")


BAD: dict[str, Callable[[Path], object]] = {
    "空.xlsx": lambda p: p.write_bytes(b""),
    "切れた.xlsx": _truncated,
    "別物.xlsx": _no_workbook,
    "網.xls": lambda p: p.write_text("<html><body><table></table></body></html>", "utf-8"),
    "雑音.xlsx": lambda p: p.write_bytes(bytes(range(256)) * 20),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_place_with_a_sentence(
    wizard: LedgerImportWizard, session: Session, settle: Settle, tmp_path: Path, name: str
) -> None:
    file = tmp_path / name
    BAD[name](file)
    wizard.file_page.take(file)
    settle()
    said = wizard.file_page.notice.words.text()
    assert wizard.file_page.notice.isVisible()
    assert name in said
    assert "Error" not in said
    assert not wizard.press(NEXT).isEnabled()
    assert wizard.file_page.reason.text() == "このファイルはこのままでは取り込めません。上の説明をご覧ください。"
    assert stored(session) == 0


def test_after_a_bad_file_a_good_one_may_follow(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, tmp_path: Path, book: Book
) -> None:
    bad = tmp_path / "空.xlsx"
    bad.write_bytes(b"")
    wizard.file_page.take(bad)
    settle()
    wizard.file_page.take(book([terminal(1)]))
    settle()
    assert not wizard.file_page.notice.isVisible()
    go(wizard, qtbot, settle)
    assert wizard.currentPage() is wizard.sheets_page


def test_a_password_is_asked_for_in_place(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book, tmp_path: Path
) -> None:
    locked = tmp_path / "施錠.xlsx"
    with book([terminal(1)]).open("rb") as plain, locked.open("wb") as target:
        OOXMLFile(plain).encrypt("秘密1", target)
    page = wizard.file_page
    page.take(locked)
    settle()
    assert page.form.passwordCard.isVisible()
    assert not page.notice.isVisible()
    assert page.focusWidget() is page.form.password
    page.form.password.setText("違う")
    qtbot.keyClick(page.form.password, Qt.Key.Key_Return)
    settle()
    assert "パスワードが違う" in page.notice.words.text()
    assert page.form.passwordCard.isVisible()
    page.form.password.setText("秘密1")
    qtbot.mouseClick(page.form.unlock, Qt.MouseButton.LeftButton)
    settle()
    assert not page.form.passwordCard.isVisible()
    for _step in range(3):
        go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    assert stored(session) == 1
    assert "秘密1" not in json.dumps(wizard.settings.text("ledgers/recent"))


def test_a_file_looked_at_before_is_one_click_away(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book([terminal(1)])
    wizard.file_page.take(file)
    settle()
    other = LedgerImportWizard(session, "terminals")
    qtbot.addWidget(other)
    other.show()
    settle()
    recent = other.file_page.form.recent
    assert recent.item(0).data(Qt.ItemDataRole.UserRole) == str(file.resolve())
    qtbot.mouseClick(recent.viewport(), Qt.MouseButton.LeftButton, pos=recent.visualItemRect(recent.item(0)).center())
    settle()
    assert other.draft.path == file.resolve()


def test_files_of_before_are_looked_for_off_the_gui_thread(
    session: Session, settle: Settle, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    there, away = book([terminal(1)], "ある.xlsx"), book([terminal(1)], "ない.xlsx")
    away.unlink()
    Settings().put("ledgers/recent", json.dumps([str(away), str(there)]))
    is_file, asked = Path.is_file, set()

    def watched(path: Path) -> bool:
        if path in (there, away):
            asked.add(threading.current_thread())
        return is_file(path)

    monkeypatch.setattr(Path, "is_file", watched)
    wizard = LedgerImportWizard(session, "terminals")
    wizard.show()
    settle()
    listed = wizard.file_page.form.recent
    assert [listed.item(n).text().split()[0] for n in range(listed.count())] == ["ある.xlsx"]
    assert asked
    assert threading.main_thread() not in asked
    wizard.done(0)
    settle()

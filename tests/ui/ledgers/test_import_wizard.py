"""The import of a ledger as an officer does it: by mouse and keys, with real workbooks and bad files."""

import json
import os
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox, QTreeWidgetItem, QWidget, QWizard
from pytestqt.qtbot import QtBot

from app.services import auditing, findings, ledgers
from app.services.changes import Changes
from app.services.ledger_ports import Chunk, Look
from app.services.ledgers import ImportResult
from app.services.ports import LedgerQuery
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.wizards.ledger_import import LedgerImportWizard
from app.ui.wizards.ledger_import.columns_model import FIELD, STATE
from app.ui.wizards.ledger_import.problems_model import CORRECTED, TOLD, WRITTEN
from app.ui.wizards.ledger_import.step import Step
from tests.ui import heartbeat
from tests.ui.accessible import unnamed
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import HEADINGS, terminal

Settle = Callable[[], None]
Book = Callable[..., Path]
NEXT, BACK = QWizard.WizardButton.NextButton, QWizard.WizardButton.BackButton
COMMIT = QWizard.WizardButton.CommitButton


@pytest.fixture
def wizard(session: Session, settle: Settle) -> Iterator[LedgerImportWizard]:
    """It deletes itself when it is closed, so it is not left to qtbot."""
    wizard = LedgerImportWizard(session, "terminals")
    wizard.show()
    settle()
    yield wizard
    settle()
    if shiboken6.isValid(wizard):
        wizard.done(0)
        settle()


def go(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, which: QWizard.WizardButton = NEXT) -> None:
    """Press a button below, as the mouse does, and wait for what follows."""
    button = wizard.press(which)
    assert button.isEnabled(), being(Step, wizard.currentPage()).missing()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


def to_check(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, file: Path) -> None:
    wizard.file_page.take(file)
    settle()
    for _step in range(3):
        go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()


def untidy(day: str = "いつか") -> list[list[object]]:
    """Eight terminals; the first one's day of stocktaking is none."""
    return [terminal(1, 棚卸日=day), *(terminal(n) for n in range(2, 9))]


def stored(session: Session) -> int:
    return ledgers.counts(session.desk)["terminals"]


def drop(widget: object, file: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, buttons, keys)
    widget.dropEvent(event)  # type: ignore[attr-defined]


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


# --- files that cannot be taken ---------------------------------------------------------------------------------------


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


# --- sheets and headings ----------------------------------------------------------------------------------------------


def test_hidden_sheets_are_offered_unticked_and_no_sheet_is_no_way_on(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book([terminal(1)])
    made = load_workbook(file)
    old = made.copy_worksheet(made["端末台帳"])
    old.title = "旧台帳"
    old.sheet_state = "hidden"
    made.save(file)
    wizard.file_page.take(file)
    settle()
    go(wizard, qtbot, settle)
    page = wizard.sheets_page
    hidden = being(QTreeWidgetItem, page.form.sheets.topLevelItem(1))
    assert hidden.text(0) == "旧台帳(非表示)"
    assert hidden.checkState(0) is Qt.CheckState.Unchecked
    being(QTreeWidgetItem, page.form.sheets.topLevelItem(0)).setCheckState(0, Qt.CheckState.Unchecked)
    assert not wizard.press(NEXT).isEnabled()
    assert page.reason.text() == "取り込むシートに印を付けてください。"
    assert wizard.press(NEXT).toolTip() == page.reason.text()
    hidden.setCheckState(0, Qt.CheckState.Checked)
    assert wizard.press(NEXT).isEnabled()
    assert wizard.draft.choices().sheets.keys() == {"旧台帳"}


def test_another_row_of_headings_is_chosen_by_the_spin_box_or_a_click(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    wizard.file_page.take(book([terminal(1), terminal(2)]))
    settle()
    go(wizard, qtbot, settle)
    page = wizard.sheets_page
    page.form.headerRow.setValue(5)
    assert not wizard.press(NEXT).isEnabled()
    qtbot.waitUntil(lambda: page.missing() == "" or "見出し" not in page.missing())
    settle()
    look = wizard.draft.look
    assert look is not None
    assert look.sheets[0].header_row == 5
    assert look.sheets[0].columns[0].heading.endswith("PC-0001")
    header = page.form.preview.verticalHeader()
    spot = QPoint(header.width() // 2, header.sectionViewportPosition(3) + 4)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: page.missing() == "")
    settle()
    assert wizard.draft.look is not None
    assert wizard.draft.look.sheets[0].columns[0].heading == "管理番号"
    assert page.form.headerRow.value() == 4


def test_the_office_of_a_file_is_told_and_only_its_rows_are_replaced(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    first = book([terminal(1, 事業所="本店"), terminal(2)], "全社.xlsx")
    ledgers.import_batch(session.desk, "terminals", first)
    headings = [h for h in HEADINGS if h != "事業所"]
    place = HEADINGS.index("事業所")
    rows = [[c for n, c in enumerate(terminal(3)) if n != place]]
    wizard.file_page.take(book(rows, "北のみ.xlsx", headings=headings))
    settle()
    go(wizard, qtbot, settle)
    box = wizard.sheets_page.form.site
    box.setCurrentIndex(box.findData("北営業所"))
    box.activated.emit(box.currentIndex())
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    desk = session.desk
    shown = ledgers.rows(desk, ledgers.row_ids(desk, "terminals", LedgerQuery()))
    assert sorted((r.record.key, r.record.site) for r in shown) == [("PC-0001", "本店"), ("PC-0003", "北営業所")]


def test_a_ledger_nobody_recognises_is_told_by_hand(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    for row in (["甲", "乙", "丙"], ["PC-0001", "三階", "青木"], ["PC-0002", "四階", "上田"]):
        sheet.append(row)
    file = tmp_path / "独自.xlsx"
    made.save(file)
    wizard.file_page.take(file)
    settle()
    assert "見出しのある行を指定できます" in wizard.file_page.notice.words.text()
    go(wizard, qtbot, settle)
    page = wizard.sheets_page
    assert page.form.headerRow.text() == "－"
    header = page.form.preview.verticalHeader()
    spot = QPoint(header.width() // 2, header.sectionViewportPosition(0) + 4)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: "調べています" not in page.missing())
    settle()
    being(QTreeWidgetItem, page.form.sheets.topLevelItem(0)).setCheckState(0, Qt.CheckState.Checked)
    go(wizard, qtbot, settle)
    columns = wizard.columns_page
    assert not wizard.press(NEXT).isEnabled()
    for number, field in enumerate(("asset_no", "place", "user")):
        columns.model.setData(columns.model.index(number, FIELD), field)
    go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    assert stored(session) == 2


# --- columns ----------------------------------------------------------------------------------------------------------

UNCLEAR = (
    "管理番号",
    "機器種別",
    "MACアドレス",
    "事業所",
    "置いてある所",
    "区画",
    "使用者",
    "管理責任者",
    "棚卸日",
    "状態",
    "備考",
)


def test_what_is_not_sure_must_be_confirmed_and_is_remembered(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book([terminal(1), terminal(2)], headings=UNCLEAR)
    wizard.file_page.take(file)
    settle()
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    page = wizard.columns_page
    first = page.model.rows[0]
    assert first.column.heading == "置いてある所"
    assert page.model.state_word(first).startswith("△ 要確認")
    assert not wizard.press(NEXT).isEnabled()
    assert "1 列" in page.reason.text()
    table = page.form.columns
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_F2)
    box = table.findChild(QComboBox)
    assert box is not None
    assert "置いてある所" in box.accessibleName()
    place = box.findData("place")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    settle()
    assert page.model.state_word(first) == "○ 確認済み"
    assert page.model.index(0, FIELD).data() == "設置場所"
    go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    again = LedgerImportWizard(session, "terminals")
    qtbot.addWidget(again)
    again.show()
    again.file_page.take(file)
    settle()
    go(again, qtbot, settle)
    go(again, qtbot, settle)
    assert again.columns_page.missing() == ""
    settle()


def test_a_field_taken_twice_is_refused_with_a_reason(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    wizard.file_page.take(book([terminal(1, 備考="予備機あり")]))
    settle()
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    page = wizard.columns_page
    row = next(n for n, c in enumerate(page.model.rows) if c.column.heading == "備考")
    page.model.decide(row, "place")
    assert not wizard.press(NEXT).isEnabled()
    assert page.reason.text().startswith("「設置場所」に E 列と K 列が")
    assert page.model.index(row, STATE).data() == "× 重複(E 列)"
    page.form.columns.selectRow(row)
    qtbot.mouseClick(page.form.leave, Qt.MouseButton.LeftButton)
    assert wizard.press(NEXT).isEnabled()
    page.model.decide(row, "note")
    key = next(n for n, c in enumerate(page.model.rows) if c.column.heading == "管理番号")
    page.form.columns.selectRow(key)
    page.form.columns.setFocus()
    qtbot.keyClick(page.form.columns, Qt.Key.Key_Delete)
    assert "「端末台帳」に管理番号又は" in page.reason.text()


# --- check ------------------------------------------------------------------------------------------------------------


def test_a_value_is_set_right_there_and_then(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book([*untidy("2026/13/45"), terminal(20, 管理番号="")])
    to_check(wizard, qtbot, settle, file)
    page = wizard.check_page
    assert page.counts.told("rejected") == 1
    kinds = [page.form.kind.itemText(n) for n in range(page.form.kind.count())]
    assert {"すべての問題 (2)", "取り込めない行 (1)", "日付 (1)", "管理番号 (1)"} == set(kinds)
    page.form.kind.setCurrentIndex(page.form.kind.findText("日付 (1)"))
    assert page.model.rowCount() == 1
    page.form.problems.setCurrentIndex(page.model.index(0, 0))
    page.form.problems.setFocus()
    qtbot.keyClick(page.form.problems, Qt.Key.Key_F2)
    editor = page.form.problems.findChild(QLineEdit)
    assert editor is not None
    editor.setText("2026/9/1")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert page.model.index(0, WRITTEN).data() == "2026/13/45 → 2026/9/1"
    assert not wizard.press(COMMIT).isEnabled()
    assert "もう一度確認" in page.reason.text()
    qtbot.mouseClick(page.form.again, Qt.MouseButton.LeftButton)
    settle()
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    # What was set right stays on show and can be taken back.
    page.form.kind.setCurrentIndex(page.form.kind.findData(CORRECTED))
    assert page.model.index(0, WRITTEN).data() == "2026/13/45 → 2026/9/1"
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    desk = session.desk
    shown = ledgers.rows(desk, ledgers.row_ids(desk, "terminals", LedgerQuery(text="PC-0001")))
    assert shown[0].record.values["inventoried"] == "2026-09-01"
    assert load_workbook(file).active["I5"].value == "2026/13/45"


def test_the_very_same_file_is_told_and_keeps_what_was_set_right(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book(untidy("2026/13/45"))
    look = ledgers.look(session.desk, "terminals", file)
    (sheet,) = look.sheets
    corrections = {(sheet.name, 5, "inventoried"): "2026/9/1"}
    ledgers.import_batch(session.desk, "terminals", file, replace(ledgers.proposed(look), corrections=corrections))
    wizard.file_page.take(file)
    settle()
    told = wizard.file_page.notice
    assert told.isVisible()
    assert "まったく同じファイル" in told.words.text()
    assert "(1か所)" in told.words.text()
    assert wizard.draft.corrections == corrections
    # Nothing was done by hand this time: closing asks nothing.
    assert not wizard.draft.touched
    to_check(wizard, qtbot, settle, file)
    assert wizard.check_page.counts.told("changed") == 0
    assert "変更はありません" in wizard.check_page.differences.text()
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    desk = session.desk
    shown = ledgers.rows(desk, ledgers.row_ids(desk, "terminals", LedgerQuery(text="PC-0001")))
    assert shown[0].record.values["inventoried"] == "2026-09-01"


def test_a_correction_is_taken_back(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book) -> None:
    to_check(wizard, qtbot, settle, book(untidy()))
    model = wizard.check_page.model
    assert model.setData(model.index(0, WRITTEN), "2026/9/1")
    assert len(wizard.draft.corrections) == 1
    assert model.setData(model.index(0, WRITTEN), "いつか")
    assert wizard.draft.corrections == {}


def test_a_file_that_changed_since_is_not_imported(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    to_check(wizard, qtbot, settle, book([terminal(1)]))
    book([terminal(1), terminal(2), terminal(3)])
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert wizard.currentPage() is wizard.check_page
    assert "端末.xlsx は調べた後に内容が変わりました" in wizard.check_page.notice.words.text()
    assert stored(session) == 0


def test_an_office_that_is_no_site_is_told_and_not_set_right_in_one_row(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    to_check(wizard, qtbot, settle, book([terminal(n, 事業所="閉鎖済みの出張所") for n in (1, 2)]))
    model = wizard.check_page.model
    assert "閉鎖済みの出張所" in model.index(0, 5).data()
    assert not model.flags(model.index(0, WRITTEN)) & Qt.ItemFlag.ItemIsEditable


def offices() -> list[list[object]]:
    """Two rows of an office under another name, one of a new office, one of an office nobody examines."""
    names = ("北(営)", "北(営)", "西営業所", "閉鎖済みの出張所")
    return [terminal(n, 区画="共用", 事業所=name) for n, name in enumerate(names, start=1)]


LISTS = pytest.mark.qt_log_ignore(r"^This plugin does not support (raise|grabbing the keyboard)")
"""Lists that open are windows of their own, of which the screenless platform says that it cannot raise them."""


def pick(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, office: str, words: str) -> None:
    """Choose what an office means: open the box with the mouse, go down to the words, press Enter.

    Not a second click: Qt drops one that comes too soon after the first, and what is too soon depends on the machine.
    """
    box = wizard.check_page.offices.boxes[office]
    view = box.view()
    qtbot.mouseClick(box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view.isVisible)
    qtbot.keyClick(view, Qt.Key.Key_Home)
    while view.currentIndex().row() < box.findText(words):
        qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: box.currentText() == words)
    settle()


@LISTS
def test_what_unknown_offices_mean_is_decided_by_mouse_and_stored_with_the_import(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    north = next(s for s in session.sites if s.name == "北営業所")
    to_check(wizard, qtbot, settle, book(offices()))
    page, panel = wizard.check_page, wizard.check_page.offices
    assert panel.title.text() == "台帳の事業所のうち 3 件は点検の対象にありません"
    assert {name: box.currentText() for name, box in panel.boxes.items()} == {
        "北(営)": "選んでください", "西営業所": "選んでください", "閉鎖済みの出張所": "選んでください",
    }  # fmt: skip
    assert panel.boxes["北(営)"].accessibleName() == "北(営)(2 行)の扱い"
    assert panel.boxes["北(営)"].itemText(1) == "「北営業所」のこと(名称が似ています)"
    assert wizard.press(COMMIT).isEnabled()
    pick(wizard, qtbot, settle, "北(営)", "「北営業所」のこと(名称が似ています)")
    assert page.missing().startswith("直した値や決めた扱いがあります。")
    assert not wizard.press(COMMIT).isEnabled()
    pick(wizard, qtbot, settle, "西営業所", "新しい事業所として追加")
    pick(wizard, qtbot, settle, "閉鎖済みの出張所", "点検の対象外のまま")
    # The last word makes the check run by itself; still nothing is stored.
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert page.missing() == ""
    assert panel.title.text() == "台帳の事業所の扱いはすべて決まりました"
    assert not page.form.problems.isVisible()
    assert "事業所の別名として記録: 北(営) = 北営業所。事業所に追加: 西営業所。" in page.differences.text().replace(
        " 事", "事"
    )
    assert [s.name for s in auditing.outline(session.desk).sites] == ["本店", "北営業所"]
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    settle()
    sites = {s.name: s for s in session.sites}
    assert (list(sites), sites["北営業所"].aliases) == (["本店", "北営業所", "西営業所"], ("北(営)",))
    placed = {f.subject: f.site for f in findings.listing(session.desk, rule="R01")}
    assert placed == {
        "PC-0001": north.id, "PC-0002": north.id, "PC-0003": sites["西営業所"].id, "PC-0004": "",
    }  # fmt: skip


@LISTS
def test_an_unknown_office_is_decided_by_keyboard_and_taken_back(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    to_check(wizard, qtbot, settle, book(offices()[:2]))
    box = wizard.check_page.offices.boxes["北(営)"]
    box.setFocus()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.view().isVisible()
    assert wizard.draft.offices == {}
    qtbot.keyClick(box.view(), Qt.Key.Key_Down)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    north = next(s for s in session.sites if s.name == "北営業所")
    assert wizard.draft.offices == {"北(営)": north.id}
    box = wizard.check_page.offices.boxes["北(営)"]
    assert wizard.focusWidget() is box
    assert wizard.check_page.missing() == ""
    # Up to the first line again: nobody has decided anything.
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert wizard.currentPage() is wizard.check_page
    qtbot.keyClick(box.view(), Qt.Key.Key_Home)
    qtbot.keyClick(box.view(), Qt.Key.Key_Return)
    settle()
    assert wizard.draft.offices == {}
    assert wizard.check_page.missing() != ""
    qtbot.mouseClick(wizard.check_page.form.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert wizard.press(COMMIT).isEnabled()
    assert "北(営)" in wizard.check_page.model.index(0, 5).data()


def test_the_wheel_decides_nothing(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book) -> None:
    to_check(wizard, qtbot, settle, book(offices()))
    box = wizard.check_page.offices.boxes["北(営)"]
    box.setFocus()
    down = QWheelEvent(
        QPointF(5, 5), QPointF(box.mapToGlobal(QPoint(5, 5))), QPoint(0, -120), QPoint(0, -120),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, down)
    settle()
    assert wizard.draft.offices == {}
    assert box.currentIndex() == 0


@LISTS
def test_an_office_that_a_later_choice_of_columns_no_longer_names_is_not_stored(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    to_check(wizard, qtbot, settle, book(offices()[:2]))
    pick(wizard, qtbot, settle, "北(営)", "新しい事業所として追加")
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    go(wizard, qtbot, settle, BACK)
    model = wizard.columns_page.model
    row = next(n for n, c in enumerate(model.rows) if c.column.heading == "事業所")
    model.leave_out([row])
    go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert wizard.draft.offices == {}
    assert wizard.check_page.missing() != ""
    assert not wizard.press(COMMIT).isEnabled()
    qtbot.mouseClick(wizard.check_page.form.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert wizard.press(COMMIT).isEnabled()
    assert not wizard.check_page.offices.isVisible()


def test_going_back_forgets_nothing(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book) -> None:
    to_check(wizard, qtbot, settle, book(untidy()))
    model = wizard.check_page.model
    model.setData(model.index(0, WRITTEN), "2026/9/1")
    go(wizard, qtbot, settle, BACK)
    go(wizard, qtbot, settle, BACK)
    assert wizard.currentPage() is wizard.sheets_page
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    assert len(wizard.draft.corrections) == 1


def test_closing_asks_before_work_done_by_hand_is_lost(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    to_check(wizard, qtbot, settle, book(untidy()))
    model = wizard.check_page.model
    model.setData(model.index(0, WRITTEN), "2026/9/1")
    asked: list[str] = []

    def press(words: str) -> None:
        box = next(w for w in QApplication.topLevelWidgets() if isinstance(w, QMessageBox) and w.isVisible())
        asked.append(box.text())
        next(b for b in box.buttons() if b.text() == words).click()

    QTimer.singleShot(50, lambda: press("取込を続ける"))
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert wizard.isVisible()
    QTimer.singleShot(50, lambda: press("取り込まずに閉じる"))
    wizard.reject()
    assert asked == ["取込をやめますか。確認した列や直した値は残りません。"] * 2
    assert not wizard.isVisible()


def test_the_wizard_shows_its_work_itself(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    shown_elsewhere: list[object] = []
    session.tasks.busy.connect(shown_elsewhere.append)
    to_check(wizard, qtbot, settle, book([terminal(1)]))
    assert shown_elsewhere == []


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """20,000 terminals in a text table."""
    lines = [",".join(HEADINGS)]
    lines += [",".join(str(cell) for cell in terminal(n)) for n in range(1, 20_001)]
    file = tmp_path / "多数.csv"
    file.write_text("\n".join(lines), "utf-8")
    return file


def test_stopping_the_check_leaves_nothing_and_the_wizard_stays(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, large: Path
) -> None:
    wizard.file_page.take(large)
    settle()
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    qtbot.mouseClick(wizard.press(NEXT), Qt.MouseButton.LeftButton)
    page = wizard.check_page
    qtbot.waitUntil(lambda: "行" in page.progress.words.text(), timeout=20_000)
    assert page.progress.words.text().startswith("端末台帳を確認中 ")
    assert "/ 20,0" in page.progress.words.text()
    qtbot.mouseClick(page.progress.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.running is None, timeout=20_000)
    settle()
    assert page.notice.words.text() == "取込みを中止しました。変更は加えていません。"
    assert not wizard.press(COMMIT).isEnabled()
    assert stored(session) == 0
    assert ledgers.batches(session.desk, "terminals") == ()
    assert wizard.isVisible()


def test_closing_during_the_import_stops_it_first(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, large: Path
) -> None:
    to_check(wizard, qtbot, settle, large)
    qtbot.mouseClick(wizard.press(COMMIT), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "/ 20,0" in wizard.check_page.progress.words.text(), timeout=20_000)
    wizard.reject()
    assert wizard.isVisible()
    qtbot.waitUntil(lambda: not shiboken6.isValid(wizard) or not wizard.isVisible(), timeout=20_000)
    settle()
    assert stored(session) == 0


def test_while_it_is_stored_there_is_no_way_back(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, large: Path
) -> None:
    to_check(wizard, qtbot, settle, large)
    assert wizard.press(BACK).isEnabled()
    qtbot.mouseClick(wizard.press(COMMIT), Qt.MouseButton.LeftButton)
    assert not wizard.press(BACK).isEnabled()
    qtbot.waitUntil(lambda: "/ 20,0" in wizard.check_page.progress.words.text(), timeout=20_000)
    qtbot.mouseClick(wizard.press(BACK), Qt.MouseButton.LeftButton)
    assert wizard.currentPage() is wizard.check_page
    qtbot.mouseClick(wizard.check_page.progress.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.running is None, timeout=20_000)
    settle()
    assert stored(session) == 0
    # What was stopped may be looked at again from the beginning.
    assert wizard.press(BACK).isEnabled()


def test_headings_looked_for_in_one_file_are_none_of_the_next(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = book([terminal(1)], "一月.xlsx"), book([terminal(2)], "二月.xlsx")
    wizard.file_page.take(first)
    settle()
    go(wizard, qtbot, settle)
    look, go_on, looking = ledgers.look, threading.Event(), threading.Event()

    def slow(*arguments: Any, **options: Any) -> Look:
        found = look(*arguments, **options)
        if arguments[2] == first:
            looking.set()
            go_on.wait(20)
        return found

    monkeypatch.setattr(ledgers, "look", slow)
    try:
        wizard.sheets_page.form.headerRow.setValue(3)
        qtbot.waitUntil(looking.is_set, timeout=20_000)
        qtbot.mouseClick(wizard.press(BACK), Qt.MouseButton.LeftButton)
        wizard.file_page.take(second)
        qtbot.waitUntil(lambda: wizard.draft.path == second, timeout=20_000)
        qtbot.mouseClick(wizard.press(NEXT), Qt.MouseButton.LeftButton)
        assert wizard.sheets_page.missing() == ""
    finally:
        go_on.set()
    settle()
    assert wizard.draft.look is not None
    assert wizard.draft.look.file == "二月.xlsx"
    assert wizard.sheets_page.form.headerRow.value() == 4
    assert wizard.sheets_page.missing() == ""


def test_headings_that_could_not_be_looked_for_stand_where_they_stood(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book([terminal(1)])
    wizard.file_page.take(file)
    settle()
    go(wizard, qtbot, settle)
    file.unlink()
    wizard.sheets_page.form.headerRow.setValue(3)
    qtbot.waitUntil(lambda: wizard.sheets_page.notice.isVisible(), timeout=20_000)
    assert wizard.sheets_page.form.headerRow.value() == 4
    assert wizard.draft.header_rows == {}
    assert "端末.xlsx" in wizard.sheets_page.notice.words.text()


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
        qtbot.waitUntil(reading.is_set, timeout=20_000)
        session.tasks.write(lambda: auditing.add_site(session.desk, "西営業所"), told.append)
        qtbot.waitUntil(lambda: bool(told), timeout=5_000)
    finally:
        go_on.set()
    settle()
    assert told[0].sites
    assert wizard.draft.checked is not None


@pytest.mark.alone
@pytest.mark.slow
def test_the_window_is_never_blocked_by_an_import(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, large: Path
) -> None:
    to_check(wizard, qtbot, settle, large)
    with heartbeat.watch() as beat:
        qtbot.mouseClick(wizard.press(COMMIT), Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page, timeout=60_000)
    beat.calm()
    assert stored(session) == 20_000


# --- words and looks --------------------------------------------------------------------------------------------------


def test_every_step_speaks_the_other_language_at_once(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, dressed: QApplication
) -> None:
    to_check(wizard, qtbot, settle, book(untidy()))
    speak(dressed, "en")
    settle()
    assert wizard.windowTitle() == "Import: Terminal ledger"
    assert [step.heading.text() for step in wizard.steps()[:4]] == [
        "Which file holds the ledger?",
        "Which sheets, and where are the headings?",
        "What do the columns mean?",
        "Is this what you want to import?",
    ]
    assert wizard.check_page.form.problemsTitle.text() == "1 thing to look at"
    assert "is no date" in wizard.check_page.model.index(0, 5).data()
    assert wizard.columns_page.model.state_word(wizard.columns_page.model.rows[0]) == "○ sure"


def test_everything_that_takes_focus_has_a_name(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    assert unnamed(wizard) == []
    wizard.file_page.take(book(untidy()))
    settle()
    for _step in range(3):
        assert unnamed(wizard) == []
        go(wizard, qtbot, settle)
        qtbot.waitUntil(lambda: wizard.running is None)
        settle()
    assert unnamed(wizard) == []


@pytest.mark.parametrize("zoom", [100, 200])
def test_every_step_fits_a_small_screen(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, zoom: int
) -> None:
    theme().wear(zoom=zoom, mode="dark")
    settle()
    to_check(wizard, qtbot, settle, book([*untidy(), *offices()]))
    assert wizard.minimumSizeHint().width() <= 1024
    assert wizard.minimumSizeHint().height() <= 700


def test_the_models_are_sound(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, qtmodeltester: object
) -> None:
    to_check(wizard, qtbot, settle, book([*untidy(), terminal(20, 管理番号="")]))
    for model in (wizard.columns_page.model, wizard.check_page.model):
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        qtmodeltester.check(model)  # type: ignore[attr-defined]
        tester.deleteLater()


def test_the_office_of_each_sheet_is_shown_and_can_be_said(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    made = Workbook()
    made.remove(made.active)
    for name, title in (("北", "端末管理台帳(北営業所)"), ("一覧", "端末台帳")):
        sheet = made.create_sheet(name)
        numbers = range(1, 4) if name == "北" else range(4, 7)
        for row in ([title], [], list(HEADINGS), *(terminal(n, 事業所=None if n % 3 else "〃") for n in numbers)):
            sheet.append(row)
    made.save(file := tmp_path / "端末.xlsx")
    wizard.file_page.take(file)
    settle()
    go(wizard, qtbot, settle)
    form = wizard.sheets_page.form
    assert [being(QTreeWidgetItem, form.sheets.topLevelItem(n)).text(2) for n in range(2)] == ["北営業所", "－"]
    assert form.sheetSite.currentText() == "北営業所(シートの記載)"
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert [p.code for p in being(ImportResult, wizard.draft.checked).problems] == ["site_missing"]
    for _step in range(2):
        go(wizard, qtbot, settle, BACK)
    form.sheets.setCurrentItem(being(QTreeWidgetItem, form.sheets.topLevelItem(1)))
    assert form.sheetSite.currentText() == "なし(行の記載だけによる)"
    form.sheetSite.setCurrentIndex(form.sheetSite.findData("本店"))
    form.sheetSite.activated.emit(form.sheetSite.currentIndex())
    assert [being(QTreeWidgetItem, form.sheets.topLevelItem(n)).text(2) for n in range(2)] == ["北営業所", "本店"]
    assert wizard.draft.touched
    for _step in range(2):
        go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert being(ImportResult, wizard.draft.checked).problems == ()
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    desk = session.desk
    shown = ledgers.rows(desk, ledgers.row_ids(desk, "terminals", LedgerQuery()))
    assert [r.record.site for r in shown] == ["北営業所"] * 3 + ["本店"] * 3


def test_a_correction_of_an_earlier_file_is_offered_again(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book(untidy("2026/13/45"), "9月.xlsx")
    look = ledgers.look(session.desk, "terminals", file)
    corrections = {(look.sheets[0].name, 5, "inventoried"): "2026/9/1"}
    ledgers.import_batch(session.desk, "terminals", file, replace(ledgers.proposed(look), corrections=corrections))
    to_check(wizard, qtbot, settle, book([*untidy("2026/13/45"), terminal(9)], "10月.xlsx"))
    model = wizard.check_page.model
    assert model.index(0, WRITTEN).data() == "2026/13/45 → 2026/9/1"
    assert "手で訂正されています" in model.index(0, TOLD).data()
    assert not wizard.draft.touched
    # It can be taken back, and taken up again.
    assert model.setData(model.index(0, WRITTEN), "2026/13/45")
    assert list(wizard.draft.corrections.values()) == ["2026/13/45"]
    assert model.setData(model.index(0, WRITTEN), "2026/9/1")
    assert wizard.draft.corrections == {}
    assert model.index(0, WRITTEN).data() == "2026/13/45 → 2026/9/1"


def test_one_value_sets_many_ditto_marks_right(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    rows = [terminal(1, 管理責任者=None), *(terminal(n, 管理責任者="〃") for n in range(2, 9))]
    to_check(wizard, qtbot, settle, book(rows))
    model = wizard.check_page.model
    assert [model.index(n, TOLD).data() for n in range(model.rowCount())] == [
        "「〃」が指すセルに値がない行が 7 行あります(6–12 行目)。値そのものを記入してください。"
    ]
    assert model.setData(model.index(0, WRITTEN), "所長")
    qtbot.mouseClick(wizard.check_page.form.again, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: wizard.running is None)
    settle()
    assert being(ImportResult, wizard.draft.checked).problems == ()

    wizard.check_page.form.kind.setCurrentIndex(wizard.check_page.form.kind.findData(CORRECTED))
    assert model.setData(model.index(0, WRITTEN), "〃")
    assert wizard.draft.corrections == {}


def many_problems(path: Path) -> Path:
    """Two sheets of other headings and a third without any office; dates, states and offices that nobody knows."""
    made = Workbook()
    made.remove(made.active)
    for name, headings in (("北浜東ネットワークセンター", HEADINGS), ("本店", [*HEADINGS, "ばんごう札"])):
        sheet = made.create_sheet(name)
        rows = (
            terminal(n, 棚卸日="2026/2/29" if n % 3 else "9/30", 状態="貸与停止中", 事業所=(None, "港南営業所")[n % 2])
            for n in range(1, 12)
        )
        lines: list[list[object]] = [["端末管理台帳"], [], list(headings), *([*cells, "札"] for cells in rows)]
        for row in lines:
            sheet.append(row[: len(headings)])
    made.save(path)
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("zoom", "width", "height"), [(100, 760, 700), (100, 1100, 760), (150, 1326, 708), (200, 1326, 708)]
)
def test_what_one_is_asked_about_is_in_view(
    wizard: LedgerImportWizard,
    qtbot: QtBot,
    settle: Settle,
    dressed: QApplication,
    tmp_path: Path,
    language: str,
    zoom: int,
    width: int,
    height: int,
) -> None:
    theme().wear(zoom=zoom)
    speak(dressed, language)
    wizard.resize(width, height)
    wizard.file_page.take(many_problems(tmp_path / "端末管理台帳_令和8年10月.xlsx"))
    settle()
    shots = os.environ.get("SHOTS", "")

    def whole(widget: QWidget) -> bool:
        """Whether nothing of it is cut off at the right: one scrolls down, never across."""
        body = being(Step, wizard.currentPage()).body
        return bool(widget.mapTo(body, widget.rect().topRight()).x() < being(QWidget, body.parentWidget()).width())

    def shoot(name: str) -> None:
        settle()
        if shots:
            wizard.grab().save(f"{shots}/{name}-{language}-{zoom}-{width}.png")

    go(wizard, qtbot, settle)
    shoot("sheets")
    sheets = wizard.sheets_page.form
    assert whole(sheets.sheetSite)
    assert sheets.sheets.header().length() <= sheets.sheets.viewport().width()
    go(wizard, qtbot, settle)
    shoot("columns")
    table = wizard.columns_page.form.columns
    assert table.columnViewportPosition(FIELD) + table.columnWidth(FIELD) <= table.viewport().width()
    assert table.columnWidth(FIELD) >= theme().px(140)
    assert whole(wizard.columns_page.form.confirm)
    for row in range(wizard.columns_page.model.rowCount()):
        wizard.columns_page.model.confirm([row])
    go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    shoot("check")
    table = wizard.check_page.form.problems
    assert table.columnViewportPosition(TOLD) + table.columnWidth(TOLD) <= table.viewport().width()
    assert table.columnWidth(TOLD) >= theme().px(180)
    again = wizard.check_page.form.again
    assert again.visibleRegion().boundingRect() == again.rect()

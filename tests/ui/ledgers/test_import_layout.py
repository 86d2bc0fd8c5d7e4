"""The import wizard: sheets, headings, offices of sheets, and what columns mean."""

import threading
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from app.services import ledgers
from app.services.ledger_ports import Look
from app.services.ledgers import ImportResult
from app.services.ports import LedgerQuery
from app.ui.session import Session
from app.ui.wizards.ledger_import import LedgerImportWizard
from app.ui.wizards.ledger_import.columns_model import FIELD, STATE
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import HEADINGS, terminal
from tests.ui.ledgers.importing import BACK, COMMIT, LISTS, NEXT, Book, Settle, go, stored


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
    first = book([terminal(1, 事業所="本店"), terminal(2), terminal(4)], "全社.xlsx")
    ledgers.import_batch(session.desk, "terminals", first)
    headings = [h for h in HEADINGS if h != "事業所"]
    place = HEADINGS.index("事業所")
    rows = [[c for n, c in enumerate(terminal(number)) if n != place] for number in (3, 4)]
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
    told = sorted((r.record.key, r.record.site) for r in shown)
    assert told == [("PC-0001", "本店"), ("PC-0003", "北営業所"), ("PC-0004", "北営業所")]


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


@LISTS
@pytest.mark.parametrize("way", ["mouse", "enter", "open list"])
def test_choosing_the_proposed_field_itself_confirms_it(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, way: str
) -> None:
    likely = tuple(h.replace("置いてある所", "設置場所に関する申告") for h in UNCLEAR)
    wizard.file_page.take(book([terminal(1), terminal(2)], headings=likely))
    settle()
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    page, table = wizard.columns_page, wizard.columns_page.form.columns
    first = page.model.rows[0]
    proposed = wizard.draft.field_of(first)
    assert proposed == "place"
    assert page.model.state_word(first).startswith("△ 要確認")
    table.setFocus()
    table.setCurrentIndex(page.model.index(0, STATE))

    def opened() -> QComboBox:
        qtbot.keyClick(table, Qt.Key.Key_F2)
        (box,) = table.findChildren(QComboBox)
        assert box.currentData() == proposed
        return box

    # Looked at and left: nothing is decided.
    box = opened()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not table.findChildren(QComboBox))
    assert page.model.state_word(first).startswith("△ 要確認")
    box = opened()
    if way == "enter":
        qtbot.keyClick(box, Qt.Key.Key_Return)
    else:
        box.showPopup()
        view = box.view()
        qtbot.waitUntil(view.isVisible)
        if way == "mouse":
            # Qt drops a click that comes too soon after the list was opened.
            qtbot.wait(QApplication.doubleClickInterval() + 50)
            place = view.visualRect(view.currentIndex()).center()
            qtbot.mouseMove(view.viewport(), place)
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        else:
            qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not table.findChildren(QComboBox))
    assert page.model.state_word(first) == "○ 確認済み"
    assert wizard.press(NEXT).isEnabled()


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
        qtbot.waitUntil(looking.is_set)
        qtbot.mouseClick(wizard.press(BACK), Qt.MouseButton.LeftButton)
        wizard.file_page.take(second)
        qtbot.waitUntil(lambda: wizard.draft.path == second)
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
    qtbot.waitUntil(lambda: wizard.sheets_page.notice.isVisible())
    assert wizard.sheets_page.form.headerRow.value() == 4
    assert wizard.draft.header_rows == {}
    assert "端末.xlsx" in wizard.sheets_page.notice.words.text()


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

"""The import wizard: what is wrong is set right, and what offices mean is decided, before anything is stored."""

from dataclasses import replace

from openpyxl import load_workbook
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app.services import auditing, findings, ledgers
from app.services.ledgers import ImportResult
from app.services.ports import LedgerQuery
from app.ui.session import Session
from app.ui.wizards.ledger_import import LedgerImportWizard
from app.ui.wizards.ledger_import.problems_model import CORRECTED, TOLD, WRITTEN
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import terminal
from tests.ui.ledgers.importing import BACK, COMMIT, LISTS, Book, Settle, go, offices, pick, stored, to_check, untidy


def test_a_value_is_set_right_there_and_then(
    wizard: LedgerImportWizard, session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book([*untidy("2026/13/45"), terminal(20, 管理番号="")])
    to_check(wizard, qtbot, settle, file)
    page = wizard.check_page
    assert page.counts.told("rejected") == 1
    kinds = [page.form.kind.itemText(n) for n in range(page.form.kind.count())]
    assert {"すべての問題 (2)", "取り込み不可の行 (1)", "日付 (1)", "管理番号 (1)"} == set(kinds)
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


def test_problems_that_are_alike_are_listed_when_they_are_asked_for(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    rows = [terminal(n, 棚卸日="2026/13/45") for n in range(1, 8)] + [terminal(n) for n in range(8, 30)]
    rows += [terminal(30, 管理番号="")]
    to_check(wizard, qtbot, settle, book(rows))
    page = wizard.check_page
    table = page.form.problems
    assert "すべての問題 (8)" in [page.form.kind.itemText(n) for n in range(page.form.kind.count())]
    told = [str(page.model.index(n, TOLD).data()) for n in range(page.model.rowCount())]
    assert (len(told), told[3]) == (
        5, "同じ種類の問題がほかに 4 件あります。Enterキー又はダブルクリックで一覧に表示します。",
    )  # fmt: skip
    table.setCurrentIndex(page.model.index(3, TOLD))
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert (page.model.rowCount(), table.currentIndex().row()) == (8, 3)
    assert table.findChild(QLineEdit) is None
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert table.findChild(QLineEdit) is not None

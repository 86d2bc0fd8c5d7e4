"""The import of files of which nobody said what they are, or something wrong; what titles tell; cards."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTreeWidgetItem, QWizard
from pytestqt.qtbot import QtBot

from app.services import ledgers
from app.services.ports import LedgerQuery, World
from app.ui.help.window import HelpWindow
from app.ui.main_window import MainWindow
from app.ui.session import Session
from app.ui.translator import speak
from app.ui.widgets.word_box import WordBox
from app.ui.wizards.ledger_import import LedgerImportWizard
from app.ui.wizards.ledger_import.columns_model import STATE
from app.ui.wizards.ledger_import.step import Step
from tests.ui.accessible import unnamed
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import HEADINGS, terminal
from tests.ui.test_journey import begin

Settle = Callable[[], None]
Rows = Sequence[Sequence[Any]]
NEXT, BACK = QWizard.WizardButton.NextButton, QWizard.WizardButton.BackButton
COMMIT = QWizard.WizardButton.CommitButton
ACCOUNTS = ["利用者ID", "氏名", "社員番号", "権限", "付与日", "最終ログイン", "状態"]
CONTRACTORS = ["委託先名", "業務内容", "契約開始日", "契約終了日", "再委託先", "主管部署"]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def opened(session: Session, settle: Settle) -> Iterator[Callable[..., LedgerImportWizard]]:
    """Opens wizards; they delete themselves when they are closed."""
    made: list[LedgerImportWizard] = []

    def begin(kind: str, file: Path, doubtful: str = "") -> LedgerImportWizard:
        wizard = LedgerImportWizard(session, kind, file, doubtful=doubtful)
        made.append(wizard)
        wizard.show()
        settle()
        return wizard

    yield begin
    settle()
    for wizard in made:
        if shiboken6.isValid(wizard):
            wizard.done(0)
    settle()


def save(path: Path, **sheets: Rows) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def terminals(*numbers: int) -> Rows:
    return [list(HEADINGS), *(terminal(n) for n in numbers)]


def contractors() -> Rows:
    return [
        CONTRACTORS,
        ["港湾計器株式会社", "検針", "2025/4/1", "2027/3/31", "", "託送営業部"],
        ["北浜電設株式会社", "計器工事", "2025/4/1", "2027/3/31", "", "託送営業部"],
    ]


def accounts(*above: Sequence[Any], name: str = "A1") -> Rows:
    return [*above, ACCOUNTS, [name, "青木 明", "1001", "参照", "2024/4/1", "2026/10/1", "有効"]]


def go(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, *which: QWizard.WizardButton) -> None:
    for each in which or (NEXT,):
        button = wizard.press(each)
        assert button.isEnabled(), being(Step, wizard.currentPage()).reason.text()
        qtbot.mouseClick(button, LEFT)
        settle()
        qtbot.waitUntil(lambda: wizard.running is None)
        settle()


def store(wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle) -> None:
    """From the check to the result."""
    go(wizard, qtbot, settle, COMMIT)
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    settle()


def kept(session: Session, kind: str) -> list[dict[str, str]]:
    shown = ledgers.rows(session.desk, ledgers.row_ids(session.desk, kind, LedgerQuery()))
    return [dict(each.record.values) for each in shown]


# --- which ledger it is -----------------------------------------------------------------------------------------------


def test_a_ledger_opened_for_another_one_is_told_and_taken_for_what_it_is(
    opened: Callable[..., LedgerImportWizard], session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    wizard = opened("terminals", save(tmp_path / "委託先台帳.xlsx", 一覧=contractors()))
    form = wizard.file_page.form
    assert form.kindTold.text() == "△ 見出しからは、端末台帳ではなく委託先台帳のファイルと思われます。"
    assert wizard.focusWidget() is form.likelier
    qtbot.keyClick(form.likelier, Qt.Key.Key_Space)
    settle()
    assert wizard.kind == "contractors"
    assert "委託先" in wizard.windowTitle()
    assert not form.likelier.isVisible()
    assert wizard.focusWidget() is wizard.press(NEXT)
    go(wizard, qtbot, settle, NEXT, NEXT, NEXT)
    store(wizard, qtbot, settle)
    assert ledgers.counts(session.desk)["contractors"] == 2
    assert ledgers.counts(session.desk)["terminals"] == 0


def test_who_insists_must_say_what_the_columns_are(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    wizard = opened("terminals", save(tmp_path / "委託先台帳.xlsx", 一覧=contractors()))
    go(wizard, qtbot, settle)
    assert (
        being(QTreeWidgetItem, wizard.sheets_page.form.sheets.topLevelItem(0)).text(3)
        == "－ 委託先台帳のシートと思われます"
    )
    assert wizard.sheets_page.missing() == "取り込むシートに印を付けてください。"


def test_a_file_of_which_nobody_said_what_it_is_is_recognised(
    opened: Callable[..., LedgerImportWizard], session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    wizard = opened("", save(tmp_path / "一覧.xlsx", 一覧=contractors()), "terminals")
    form = wizard.file_page.form
    assert wizard.kind == "contractors"
    assert form.kind.currentText() == "委託先台帳(見出しからの候補)"
    assert form.kindTold.text() == "見出しから判別しました。違うときは、他の台帳を選んでください。"
    assert form.kind.count() == 1 + 1 + 13  # the likely one, a line, all others
    assert unnamed(wizard) == []
    # Another file is recognised anew.
    wizard.file_page.take(save(tmp_path / "端末.xlsx", 一覧=terminals(1, 2)))
    settle()
    assert wizard.kind == "terminals"
    go(wizard, qtbot, settle, NEXT, NEXT, NEXT)
    store(wizard, qtbot, settle)
    assert ledgers.counts(session.desk)["terminals"] == 2


def test_what_is_not_certain_is_asked(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path, dressed: QApplication
) -> None:
    wizard = opened("", save(tmp_path / "記録.xlsx", 一覧=[["い", "ろ", "は"], *([n, n, n] for n in range(9))]))
    form = wizard.file_page.form
    assert wizard.kind == ""
    assert form.kindTold.text().startswith("△ 見出しからは、どの台帳か判別できません。")
    assert wizard.file_page.missing() == "どの台帳のファイルかを選んでください。"
    assert wizard.focusWidget() is form.kind
    assert wizard.windowTitle() == "台帳の取り込み"
    speak(dressed, "en")
    settle()
    assert form.kind.currentText() == "(please choose)"
    speak(dressed, "ja")
    form.kind.setCurrentIndex(form.kind.findData("rooms"))
    form.kind.activated.emit(form.kind.currentIndex())
    settle()
    assert wizard.kind == "rooms"
    assert wizard.file_page.missing() == ""
    # What was said holds for this file alone.
    wizard.file_page.take(save(tmp_path / "端末.xlsx", 一覧=terminals(1)))
    settle()
    assert wizard.kind == "terminals"


def test_an_unclear_file_is_taken_for_the_ledger_on_show_if_it_fits(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    both = save(tmp_path / "まとめ.xlsx", 端末=terminals(1, 2), 委託先=contractors())
    wizard = opened("", both, "contractors")
    assert wizard.kind == "contractors"
    assert "端末台帳" in wizard.file_page.form.kindTold.text()
    other = opened("", both)
    assert other.kind == ""
    assert other.file_page.form.kindTold.text().startswith("△ どの台帳か確実ではありません。")


def test_the_other_ledger_of_a_file_follows(
    opened: Callable[..., LedgerImportWizard], session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    both = save(tmp_path / "まとめ.xlsx", 端末=terminals(1, 2), 委託先=contractors())
    wizard = opened("terminals", both)
    go(wizard, qtbot, settle, NEXT, NEXT, NEXT)
    store(wizard, qtbot, settle)
    (link,) = wizard.result_page.others.values()
    assert link.text() == "このファイルの委託先台帳も取り込む…"
    qtbot.mouseClick(link, LEFT)
    settle()
    following = next(w for w in QApplication.topLevelWidgets() if isinstance(w, LedgerImportWizard) and w.isVisible())
    assert following.kind == "contractors"
    go(following, qtbot, settle, NEXT, NEXT, NEXT)
    store(following, qtbot, settle)
    following.accept()
    settle()
    counts = ledgers.counts(session.desk)
    assert (counts["terminals"], counts["contractors"]) == (2, 2)


def test_a_locked_file_is_recognised_once_it_is_open(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    plain, locked = save(tmp_path / "平.xlsx", 一覧=contractors()), tmp_path / "施錠.xlsx"
    with plain.open("rb") as source, locked.open("wb") as target:
        OOXMLFile(source).encrypt("himitsu", target)
    wizard = opened("", locked, "terminals")
    form = wizard.file_page.form
    assert form.passwordCard.isVisible()
    assert not form.kindCard.isVisible()
    assert not wizard.press(NEXT).isEnabled()
    qtbot.keyClicks(form.password, "himitsu")
    qtbot.keyClick(form.password, Qt.Key.Key_Return)
    settle()
    assert wizard.kind == "contractors"
    # The password stays with the file when it is looked at as another ledger.
    form.kind.setCurrentIndex(form.kind.findData("people"))
    form.kind.activated.emit(form.kind.currentIndex())
    settle()
    assert wizard.kind == "people"
    assert not form.passwordCard.isVisible()
    qtbot.mouseClick(form.likelier, LEFT)
    settle()
    go(wizard, qtbot, settle, NEXT, NEXT, NEXT)
    assert wizard.check_page.missing() == ""


def test_the_keys_of_the_window_begin_an_import_from_any_page(
    window: MainWindow, world: World, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    window.open_file(begin(world, tmp_path / "点検.shadan"))
    settle()
    qtbot.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    settle()
    wizard = next(w for w in QApplication.topLevelWidgets() if isinstance(w, LedgerImportWizard))
    assert wizard.isVisible()
    assert wizard.kind == ""
    wizard.reject()
    settle()


@pytest.mark.parametrize("by_key", [True, False])
def test_help_stands_beside_the_wizard(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path, by_key: bool
) -> None:
    wizard = opened("terminals", save(tmp_path / "端末.xlsx", 一覧=terminals(1)))
    if by_key:
        wizard.activateWindow()
        qtbot.waitUntil(wizard.isActiveWindow)
        qtbot.keyClick(wizard, Qt.Key.Key_F1)
    else:
        qtbot.mouseClick(wizard.press(QWizard.WizardButton.HelpButton), LEFT)
    settle()
    helping = wizard.findChild(HelpWindow)
    assert isinstance(helping, HelpWindow)
    assert helping.isVisible()
    assert helping.topic == "importing"
    helping.close()
    settle()


def test_a_second_table_beside_the_first_is_told_of_where_its_columns_are(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        ["令和8年10月1日現在"],
        ["事業所コード", "事業所名", "所在地", None, "事業所コード", "事業所名", "所在地"],
        ["01", "本店", "港町1", None, "07", "港支店", "港町2"],
        ["02", "北支店", "北町1", None, "08", "南支店", "南町1"],
    ]
    wizard = opened("sites", save(tmp_path / "事業所.xlsx", 事業所一覧=rows))
    go(wizard, qtbot, settle, NEXT, NEXT)
    page = wizard.columns_page
    assert page.notice.isVisible()
    assert "E列にもあり" in page.notice.words.text()
    states = {c.column.letter: page.model.index(n, STATE).data() for n, c in enumerate(page.model.rows)}
    assert [states[letter] for letter in "AE"] == ["△ 要確認(有力)", "△ 要確認(横に並んだ表)"]
    # Once the officer takes the other table there is none beside it any more.
    second = [n for n, c in enumerate(page.model.rows) if c.column.letter in "EFG"]
    for row in range(len(page.model.rows)):
        if row not in second:
            page.model.decide(row, "")
    assert not page.notice.isVisible()


# --- what titles tell -------------------------------------------------------------------------------------------------


def told(wizard: LedgerImportWizard, field: str) -> QLineEdit | WordBox:
    editor = wizard.sheets_page.titles.editors[field]
    assert isinstance(editor, QLineEdit | WordBox)
    return editor


def test_what_the_titles_tell_is_shown_set_right_and_remembered(
    opened: Callable[..., LedgerImportWizard], session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    file = save(tmp_path / "ID.xlsx", Sheet1=accounts(["対象システム", "CTI"], []))
    wizard = opened("accounts", file)
    go(wizard, qtbot, settle)
    line = told(wizard, "system")
    assert isinstance(line, QLineEdit)
    assert line.isVisible()
    assert line.text() == "CTI"
    assert unnamed(wizard) == []
    line.selectAll()
    qtbot.keyClicks(line, "CTI-2")
    assert wizard.draft.touched
    go(wizard, qtbot, settle, NEXT, NEXT)
    store(wizard, qtbot, settle)
    assert [values["system"] for values in kept(session, "accounts")] == ["CTI-2"]
    # The very same file again: what was said of it stands there.
    again = opened("accounts", file)
    go(again, qtbot, settle)
    line = told(again, "system")
    assert isinstance(line, QLineEdit)
    assert line.text() == "CTI-2"
    assert not again.draft.touched


def test_what_no_title_tells_is_not_said_to_come_from_one(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    people = [["社員番号", "氏名", "所属"], ["1", "甲 一", "配電部"]]
    made = save(tmp_path / "社員.xlsx", A=[["東湾電力㈱ 社員名簿"], *people], B=[["社員名簿"], *people])
    wizard = opened("people", made)
    go(wizard, qtbot, settle)
    line, titles = told(wizard, "company"), wizard.sheets_page.titles
    assert isinstance(line, QLineEdit)
    assert titles.origin is not None
    assert (line.text(), titles.origin.text()) == ("東湾電力株式会社", "シート名・表題の記載による(全行に適用)")
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert titles.origin.text() == "全行に適用(シート名・表題から取り入れたものはありません)"
    second = wizard.sheets_page.form.sheets.topLevelItem(1)
    assert second is not None
    wizard.sheets_page.form.sheets.setCurrentItem(second)
    line = told(wizard, "company")
    assert isinstance(line, QLineEdit)
    assert (line.text(), titles.origin.text()) == ("", "全行に適用(シート名・表題から取り入れたものはありません)")


def test_what_the_titles_tell_can_be_refused(
    opened: Callable[..., LedgerImportWizard], session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    made = save(tmp_path / "ID.xlsx", 甲システム=accounts(), 乙システム=accounts(name="B1"))
    wizard = opened("accounts", made)
    go(wizard, qtbot, settle)
    line = told(wizard, "system")
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    go(wizard, qtbot, settle, NEXT, NEXT)
    store(wizard, qtbot, settle)
    assert [values.get("system", "") for values in kept(session, "accounts")] == ["", "乙システム"]


def test_a_word_that_the_field_does_not_know_is_no_way_on(
    opened: Callable[..., LedgerImportWizard], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    wizard = opened("accounts", save(tmp_path / "ID.xlsx", Sheet1=accounts(["対象システム", "CTI"], [])))
    go(wizard, qtbot, settle)
    box = told(wizard, "kind")
    assert isinstance(box, WordBox)
    box.setEditText("まるばつ")
    assert "「まるばつ」は使えません" in wizard.sheets_page.missing()
    assert not wizard.press(NEXT).isEnabled()
    box.setEditText("個人ID")
    assert wizard.sheets_page.missing() == ""
    box.setEditText("まるばつ")
    # Of another file, and of another kind of ledger, it was not said.
    go(wizard, qtbot, settle, BACK)
    wizard.file_page.take(save(tmp_path / "別のID.xlsx", Sheet1=accounts(["対象システム", "CTI"], [])))
    settle()
    go(wizard, qtbot, settle)
    assert wizard.sheets_page.missing() == ""
    being = told(wizard, "kind")
    assert isinstance(being, WordBox)
    assert being.currentText() == ""
    being.setEditText("まるばつ")
    go(wizard, qtbot, settle, BACK)
    wizard.file_page.kind.chosen.emit("terminals")
    settle()
    assert "まるばつ" not in wizard.sheets_page.missing()


# --- cards ------------------------------------------------------------------------------------------------------------


def test_cards_are_called_so_and_may_be_read_as_a_table(
    opened: Callable[..., LedgerImportWizard], session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    rows: list[list[Any]] = [["端末管理カード"], []]
    for n in range(1, 5):
        cells = dict(zip(HEADINGS, terminal(n), strict=True))
        rows += [[name, cells[name]] for name in ("管理番号", "機器種別", "事業所", "設置場所", "使用者", "状態")]
        rows.append([])
    wizard = opened("terminals", save(tmp_path / "カード.xlsx", 票=rows))
    go(wizard, qtbot, settle)
    form = wizard.sheets_page.form
    assert being(QTreeWidgetItem, form.sheets.topLevelItem(0)).text(3) == "○ 台帳(カード形式、3 行目から、6 項目を認識)"
    assert form.headerLabel.text() == "最初のカードが始まる行"
    assert form.headerTold.text().startswith("カード形式")
    marked = wizard.sheets_page.marked()
    assert {(2, 0), (3, 0), (9, 0)} <= marked
    assert (2, 1) not in marked
    # Nobody is kept from reading it as a table, nor from coming back.
    form.headerRow.setValue(10)
    qtbot.waitUntil(lambda: form.headerLabel.text() == "見出しの行")
    form.headerRow.setValue(3)
    qtbot.waitUntil(lambda: form.headerLabel.text() == "最初のカードが始まる行")
    settle()
    go(wizard, qtbot, settle, NEXT, NEXT)
    store(wizard, qtbot, settle)
    assert [values["asset_no"] for values in kept(session, "terminals")] == [f"PC-{n:04d}" for n in range(1, 5)]

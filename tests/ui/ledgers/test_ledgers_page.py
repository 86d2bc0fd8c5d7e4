"""The ledger page: rows by id, filters in SQL, the record behind a row, files, imports so far."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.findings import Source
from app.services import findings, ledgers
from app.services.ports import Desk, World
from app.ui import files
from app.ui.dialogs.ask import AskText
from app.ui.ledgers.filters import ColumnFilter
from app.ui.ledgers.imports import ImportsDialog
from app.ui.ledgers.model import BLOCK, FINDINGS, KEPT
from app.ui.ledgers.page import LedgersPage
from app.ui.ledgers.reading import FIRST
from app.ui.ledgers.view import NO_SITE, View
from app.ui.session import Session, Target
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.widgets.prose import Prose
from app.ui.wizards.ledger_import import LedgerImportWizard
from tests.desk import Kept, begun, keep
from tests.ui import heartbeat
from tests.ui.accessible import unnamed
from tests.ui.ledgers.conftest import HEADINGS, terminal, words_told
from tests.ui.ledgers.conftest import write as write_book
from tests.ui.typing_keys import write

Settle = Callable[[], None]
Book = Callable[..., Path]

ROWS = [
    terminal(1, 事業所="本店", 設置場所="6階 情報システム室"),
    terminal(2, 区画="共用", 使用者="青木 一郎"),
    terminal(3, 使用者="ｱｵｷ 恵"),
    terminal(4, 事業所="閉鎖済みの出張所", 管理責任者=""),
    terminal(5, 棚卸日="令和8年9月1日", 備考="@1+1"),
]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    for name in ("columns", "views"):
        Settings().put(f"ledgers/terminals/{name}", "{}")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """The terminals, imported once."""
    return keep(
        tmp_path_factory, lambda desk, at: ledgers.import_batch(desk, "terminals", write_book(at / "端末.xlsx", ROWS))
    )


@pytest.fixture
def desk(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> Iterator[Desk]:
    """An audit without a ledger, or for those who ask for `imported` with its terminals."""
    kept: Kept | None = request.getfixturevalue("kept") if "imported" in request.fixturenames else None
    desk = kept.copy(tmp_path, world) if kept else begun(world, tmp_path)
    yield desk
    desk.file.close()


@pytest.fixture
def imported(session: Session) -> Session:
    """An audit with the terminals."""
    return session


@pytest.fixture
def page(imported: Session, qtbot: QtBot, settle: Settle) -> LedgersPage:
    return shown(imported, qtbot, settle)


def shown(session: Session, qtbot: QtBot, settle: Settle, width: int = 1100, height: int = 720) -> LedgersPage:
    page = LedgersPage(session)
    qtbot.addWidget(page)
    page.resize(width, height)
    page.show()
    settle()
    return page


def column(page: LedgersPage, identity: str) -> int:
    return next(n for n, c in enumerate(page.table.ledger.columns) if c.id == identity)


def texts(page: LedgersPage, identity: str = "asset_no") -> list[str]:
    model, number = page.table.ledger, column(page, identity)
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def told(page: LedgersPage) -> str:
    return "\n".join(w.text() for w in page.panel.findChildren(QLabel) if w.isVisible())


def opened(kind: type) -> object:
    return next(w for w in QApplication.topLevelWidgets() if type(w) is kind and w.isVisible())


# --- empty ------------------------------------------------------------------------------------------------------------


def test_an_empty_ledger_says_what_it_is_for_and_begins_the_import(
    session: Session, qtbot: QtBot, settle: Settle
) -> None:
    page = shown(session, qtbot, settle)
    assert page.empty_area.state.isVisible()
    assert page.empty_area.state.button.text() == "端末台帳を取り込む…"
    assert page.empty_area.template.text() == "ひな形を保存"
    assert not page.tools.export.isEnabled()
    qtbot.mouseClick(page.empty_area.state.button, Qt.MouseButton.LeftButton)
    wizard = opened(LedgerImportWizard)
    assert isinstance(wizard, LedgerImportWizard)
    wizard.reject()
    settle()


def test_a_file_dropped_on_the_page_is_imported(session: Session, qtbot: QtBot, settle: Settle, book: Book) -> None:
    page = shown(session, qtbot, settle)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(book(ROWS)))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, data, buttons, keys))
    settle()
    wizard = opened(LedgerImportWizard)
    assert isinstance(wizard, LedgerImportWizard)
    assert wizard.file_page.form.name.text() == "端末.xlsx"
    for _step in range(3):
        wizard.next()
        settle()
        qtbot.waitUntil(lambda: wizard.running is None)
        settle()
    assert wizard.check_page.missing() == ""
    wizard.next()
    qtbot.waitUntil(lambda: wizard.currentPage() is wizard.result_page)
    wizard.accept()
    settle()
    assert texts(page) == ["PC-0001", "PC-0002", "PC-0003", "PC-0004", "PC-0005"]


def test_the_page_fills_when_an_import_is_stored(session: Session, qtbot: QtBot, settle: Settle, book: Book) -> None:
    page = shown(session, qtbot, settle)
    file = book(ROWS)
    session.do(lambda desk: ledgers.import_batch(desk, "terminals", file).changes)
    settle()
    assert texts(page) == ["PC-0001", "PC-0002", "PC-0003", "PC-0004", "PC-0005"]
    assert page.filters.count.text() == "5 件"
    assert "端末.xlsx" in page.told.text()


# --- rows -------------------------------------------------------------------------------------------------------------


def test_the_last_import_can_be_read_whole(page: LedgersPage, dressed: QApplication) -> None:
    page.resize(1040, 700)
    dressed.processEvents()
    assert page.told.isVisible()
    assert page.told.fontMetrics().horizontalAdvance(page.told.text()) <= page.told.width()


def test_columns_that_hold_something_are_shown_dates_as_they_are_read(page: LedgersPage) -> None:
    hidden = [c.id for n, c in enumerate(page.table.ledger.columns) if page.table.isColumnHidden(n)]
    assert "serial" in hidden
    assert not {"asset_no", "zone", "inventoried", FINDINGS} & set(hidden)
    assert texts(page, "inventoried")[4] == "2026年9月1日"
    number = page.table.ledger.index(0, column(page, "#row"))
    assert number.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)
    assert number.data() == "5"


def test_findings_are_told_by_sign_number_and_words(page: LedgersPage) -> None:
    assert texts(page, FINDINGS)[1] == "◆ 1"
    cell = page.table.ledger.index(1, column(page, FINDINGS))
    assert "重大" in cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert cell.data(Qt.ItemDataRole.ForegroundRole) == theme().colour("nonconforming")


def test_words_are_filtered_however_they_are_written(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClicks(page.filters.words, "pc-0003")
    qtbot.keyClick(page.filters.words, Qt.Key.Key_Return)
    settle()
    assert texts(page) == ["PC-0003"]
    assert page.filters.count.text() == "5 件中 1 件"
    page.filters.words.setText("あおき")
    qtbot.keyClick(page.filters.words, Qt.Key.Key_Return)
    settle()
    assert texts(page) == ["PC-0003"]
    page.filters.words.setText("どこにもない")
    qtbot.keyClick(page.filters.words, Qt.Key.Key_Return)
    settle()
    assert page.nothing.isVisible()
    qtbot.mouseClick(page.unfilter, Qt.MouseButton.LeftButton)
    settle()
    assert len(texts(page)) == 5
    assert page.filters.words.text() == ""


def test_a_condition_on_a_column_stands_as_a_chip(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(page.filters.add, Qt.MouseButton.LeftButton)
    dialog = opened(ColumnFilter)
    assert isinstance(dialog, ColumnFilter)
    dialog.form.column.setCurrentIndex(dialog.form.column.findData("user"))
    dialog.form.text.setText("使用者")
    qtbot.keyClick(dialog.form.text, Qt.Key.Key_Return)
    settle()
    assert texts(page) == ["PC-0001", "PC-0004", "PC-0005"]
    chip = page.filters.chips()[0]
    assert chip.text() == "使用者 に「使用者」  ×"
    assert chip.accessibleName() == "条件を外す: 使用者 に「使用者」"
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    settle()
    assert len(texts(page)) == 5


def test_quick_filters(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.filters.with_findings.click()
    settle()
    assert texts(page) == ["PC-0002", "PC-0004"]
    page.filters.with_findings.click()
    site = page.filters.site
    for data, expected in (
        (page.session.sites[0].id, ["PC-0001"]),
        (page.session.sites[1].id, ["PC-0002", "PC-0003", "PC-0005"]),
        (NO_SITE, ["PC-0004"]),
    ):
        site.setCurrentIndex(site.findData(data))
        site.activated.emit(site.currentIndex())
        settle()
        assert texts(page) == expected


def test_rows_that_are_gone_are_shown_when_asked_for(page: LedgersPage, settle: Settle, book: Book) -> None:
    session, newer = page.session, book(ROWS[1:], "新.xlsx")
    session.do(lambda desk: ledgers.import_batch(desk, "terminals", newer).changes)
    settle()
    assert "PC-0001" not in texts(page)
    page.filters.with_gone.click()
    settle()
    assert texts(page)[0] == "PC-0001"
    cell = page.table.ledger.index(0, column(page, "asset_no"))
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "PC-0001 (現在の台帳にはありません)"
    page.table.choose(0)
    settle()
    assert "台帳からなくなった行" in told(page)


def test_the_header_sorts(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    header = page.table.horizontalHeader()
    header.setSortIndicator(column(page, "asset_no"), Qt.SortOrder.DescendingOrder)
    settle()
    assert texts(page)[0] == "PC-0005"
    header.setSortIndicator(column(page, FINDINGS), Qt.SortOrder.DescendingOrder)
    settle()
    assert texts(page)[:2] == ["PC-0002", "PC-0004"]
    header.setSortIndicator(column(page, FINDINGS), Qt.SortOrder.AscendingOrder)
    settle()
    assert texts(page)[-2:] == ["PC-0004", "PC-0002"]
    header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
    settle()
    assert texts(page)[0] == "PC-0001"


def test_the_menu_of_a_row_does_what_the_header_does(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.table.setCurrentIndex(page.table.ledger.index(0, column(page, "asset_no")))
    menu = page.table.row_menu()
    actions = {a.text(): a for a in menu.actions()}
    assert {"行をコピー", "昇順に並べ替え", "降順に並べ替え", "この列で絞り込む…", "この列を隠す"} <= actions.keys()
    actions["降順に並べ替え"].trigger()
    menu.deleteLater()
    settle()
    assert texts(page)[0] == "PC-0005"


def test_rows_are_copied_for_excel(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.table.setFocus()
    page.table.selectAll()
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    settle()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 6
    assert lines[0].split("\t")[:3] == ["検出事項", "管理番号", "機器種別"]
    assert lines[2].split("\t")[:2] == ["◆ 1", "PC-0002"]
    # A cell that looks like a formula stays a text.
    assert "\t'@1+1\t" in lines[5]
    assert page.notice.words.text() == "5 行をコピーしました。Excelに貼り付けられます。"


# --- the record -------------------------------------------------------------------------------------------------------


def test_the_record_shows_findings_and_cells_as_written_beside_their_value(
    page: LedgersPage, qtbot: QtBot, settle: Settle
) -> None:
    went: list[Target] = []
    page.session.wanted.connect(went.append)
    page.table.choose(1)
    settle()
    words = told(page)
    assert "端末.xlsx シート「端末台帳」6 行" in " ".join(w.text() for w in page.panel.findChildren(Prose))
    assert "◆ 重大・未対応" in words
    assert "02-1a-00-00-00-02" in words
    assert "02:1A:00:00:00:02" in words
    link = page.panel.links[0]
    assert isinstance(link, QPushButton)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    finding = findings.listing(page.session.desk, source=Source.RULES)[0]
    assert went == [Target("findings", finding=finding.id)]
    page.table.choose(2)
    settle()
    assert "この行に検出事項はありません。" in told(page)


def test_a_finding_leads_to_its_rows(page: LedgersPage, settle: Settle) -> None:
    found = findings.listing(page.session.desk, source=Source.RULES)[0]
    page.open(Target("ledgers", kind="terminals", options={"finding": found.id}))
    settle()
    assert texts(page) == ["PC-0002"]
    assert page.filters.chips()[0].text().startswith("検出事項の行: PC-0002")
    assert page.panes.revealed
    page.filters.clear()
    settle()
    assert len(texts(page)) == 5


@pytest.mark.parametrize("key", ["PC-0003", "PC0003"])
def test_a_key_leads_to_its_record(page: LedgersPage, settle: Settle, key: str) -> None:
    page.open(Target("ledgers", kind="terminals", key=key))
    settle()
    assert texts(page) == ["PC-0003"]


def test_a_finding_of_two_rows_shows_both(session: Session, qtbot: QtBot, settle: Settle, book: Book) -> None:
    same = "02-1A-00-00-00-09"
    rows = [terminal(1, MACアドレス=same), terminal(2, MACアドレス=same), terminal(3)]
    ledgers.import_batch(session.desk, "terminals", book(rows))
    page = shown(session, qtbot, settle)
    found = findings.listing(session.desk, rule="R06")[0]
    page.open(Target("ledgers", kind="terminals", key="PC-0001", options={"finding": found.id}))
    settle()
    assert texts(page) == ["PC-0001", "PC-0002"]


def test_a_finding_that_is_none_is_told(page: LedgersPage, settle: Settle) -> None:
    page.open(Target("ledgers", kind="terminals", options={"finding": "F-0000000000"}))
    settle()
    assert "F-0000000000" in page.notice.words.text()
    assert len(texts(page)) == 5


# --- what is remembered -----------------------------------------------------------------------------------------------


def test_columns_are_remembered(imported: Session, page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    header = page.table.horizontalHeader()
    zone = column(page, "zone")
    header.moveSection(header.visualIndex(zone), 0)
    page.table.setColumnWidth(zone, 333)
    page.table.show_column(column(page, "device_type"), False)
    menu = QMenu()
    qtbot.addWidget(menu)
    page.table.column_menu(menu)
    states = {a.text(): a.isChecked() for a in menu.actions()}
    assert states["機器種別"] is False
    assert states["区画"] is True
    other = shown(imported, qtbot, settle)
    assert other.table.horizontalHeader().visualIndex(zone) == 0
    assert other.table.columnWidth(zone) == 333
    assert other.table.isColumnHidden(column(other, "device_type"))
    other.table.reset_columns(frozenset({"device_type", "zone"}))
    assert other.table.horizontalHeader().visualIndex(zone) == zone
    assert not other.table.isColumnHidden(column(other, "device_type"))


def keep_view(page: LedgersPage, name: str, qtbot: QtBot, settle: Settle) -> None:
    page.views_menu.aboutToShow.emit()
    next(a for a in page.views_menu.actions() if a.text() == "この表示を保存…").trigger()
    asked = opened(AskText)
    assert isinstance(asked, AskText)
    write(asked.form.answer, name)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle()


def test_a_view_is_kept_under_a_name(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.filters.set_condition("zone", "共用")
    page.table.horizontalHeader().setSortIndicator(column(page, "user"), Qt.SortOrder.DescendingOrder)
    settle()
    keep_view(page, "共用の端末", qtbot, settle)
    page.show_view(View())
    settle()
    assert len(texts(page)) == 5
    page.views_menu.aboutToShow.emit()
    next(a for a in page.views_menu.actions() if a.text() == "共用の端末").trigger()
    settle()
    assert texts(page) == ["PC-0002"]
    assert page.table.horizontalHeader().sortIndicatorSection() == column(page, "user")
    page.show_view(View())
    keep_view(page, "共用の端末", qtbot, settle)
    assert page.notice.words.text() == "表示「共用の端末」を、同じ名前の表示と置き換えて保存しました。"


@pytest.mark.parametrize("damaged", ['{"order": 3, "x": [', '{"order": 3, "widths": [1], "hidden": "x"}', "[1]"])
def test_damaged_settings_cost_the_remembrance_only(
    imported: Session, qtbot: QtBot, settle: Settle, damaged: str
) -> None:
    for name in ("columns", "views"):
        Settings().put(f"ledgers/terminals/{name}", damaged)
    page = shown(imported, qtbot, settle)
    page.views_menu.aboutToShow.emit()
    assert len(texts(page)) == 5


# --- files ------------------------------------------------------------------------------------------------------------


def answer(monkeypatch: pytest.MonkeyPatch, target: Path) -> None:
    monkeypatch.setattr(files, "ask_save", lambda *_asked: target)


def test_the_template_is_saved(
    page: LedgersPage, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, tmp_path / "ひな形.xlsx")
    qtbot.mouseClick(page.tools.template, Qt.MouseButton.LeftButton)
    settle()
    assert (tmp_path / "ひな形.xlsx").is_file()
    assert "ひな形.xlsx" in page.notice.words.text()
    answer(monkeypatch, tmp_path / "ない" / "ひな形.xlsx")
    qtbot.mouseClick(page.tools.template, Qt.MouseButton.LeftButton)
    settle()
    assert page.notice.property("role") == "error"


def test_the_rows_shown_are_exported(
    page: LedgersPage, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.filters.set_condition("user", "青木")
    settle()
    answer(monkeypatch, tmp_path / "抜粋.xlsx")
    qtbot.mouseClick(page.tools.export, Qt.MouseButton.LeftButton)
    settle()
    assert page.notice.words.text().startswith("1 件を")
    sheet = load_workbook(tmp_path / "抜粋.xlsx").worksheets[0]
    cells = [str(c.value) for row in sheet.iter_rows() for c in row]
    assert "PC-0002" in cells
    assert "PC-0003" not in cells


def test_nothing_is_exported_of_a_ledger_that_is_not_known_yet(page: LedgersPage, settle: Settle, book: Book) -> None:
    page.choose("accounts")
    assert not page.tools.export.isEnabled()
    page.choose("terminals")
    settle()
    assert page.tools.export.isEnabled()


def test_a_reading_that_was_overtaken_is_not_shown(
    page: LedgersPage, settle: Settle, book: Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting: list[Callable[[], None]] = []

    def read(
        work: Callable[[], Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[BaseException], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        found = work()
        waiting.append(lambda: done(found) if done is not None else None)

    with monkeypatch.context() as held:
        held.setattr(page.session.tasks, "read", read)
        page.load()
        older = [*waiting]
        ledgers.import_batch(page.session.desk, "terminals", book([terminal(n) for n in range(1, 9)], "新.xlsx"))
        page.load()
        newer = waiting[len(older) :]
        for come in (*newer, *older):
            come()
        for come in waiting[len(older) + len(newer) :]:
            come()
    settle()
    assert "新.xlsx" in page.told.text()
    assert "8 件" in page.filters.count.text()
    assert "8 件" in words_told(page, "terminals")


def test_the_signs_of_the_filter_grow_with_the_text(
    page: LedgersPage, qtbot: QtBot, settle: Settle, dressed: QApplication
) -> None:
    line = page.filters.words
    small = line.lens.width()
    theme().wear(zoom=200)
    settle()
    assert line.lens.width() == 2 * small
    assert line.rect().contains(line.lens.geometry())
    qtbot.keyClicks(line, "PC-0002")
    settle()
    qtbot.waitUntil(lambda: texts(page) == ["PC-0002"])
    assert line.rect().contains(line.wipe.geometry())
    qtbot.mouseClick(line.wipe, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(texts(page)) == 5)
    assert line.hasFocus()


def test_the_imports_tell_field_by_field_what_they_changed(
    page: LedgersPage, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    newer = [*ROWS[1:], terminal(9)]
    newer[0] = terminal(2, 区画="送配電", 使用者="青木 一郎")
    ledgers.import_batch(page.session.desk, "terminals", book(newer, "新.xlsx"))
    qtbot.mouseClick(page.tools.imports, Qt.MouseButton.LeftButton)
    settle()
    dialog = opened(ImportsDialog)
    assert isinstance(dialog, ImportsDialog)
    listed = dialog.batches.listing
    assert [listed.index(n, 1).data() for n in range(listed.rowCount())] == ["新.xlsx", "端末.xlsx"]
    lines = dialog.changes.listing
    rows = [[lines.index(n, c).data() for c in range(5)] for n in range(lines.rowCount())]
    assert ["△ 変更", "PC-0002", "区画", "共用", "送配電"] in rows
    assert ["－ 消滅", "PC-0001", "", "", ""] in rows
    assert ["＋ 追加", "PC-0009", "", "", ""] in rows
    dialog.form.what.setCurrentIndex(1)
    assert lines.rowCount() == 1
    dialog.batches.choose(listed.at(listed.index(1, 0)).id)
    settle()
    dialog.form.what.setCurrentIndex(0)
    assert {lines.index(n, 0).data() for n in range(lines.rowCount())} == {"＋ 追加"}
    assert unnamed(dialog) == []
    dialog.reject()
    settle()


# --- words and looks --------------------------------------------------------------------------------------------------


def test_the_page_speaks_the_other_language_at_once(page: LedgersPage, settle: Settle, dressed: QApplication) -> None:
    page.table.choose(1)
    settle()
    speak(dressed, "en")
    settle()
    assert page.title.text() == "Terminal ledger"
    assert page.table.ledger.headerData(column(page, "zone"), Qt.Orientation.Horizontal) == "Zone"
    assert "◆ Serious・Open" in told(page)
    assert texts(page, "inventoried")[4] == "2026-09-01"


def test_everything_that_takes_focus_has_a_name(page: LedgersPage, settle: Settle) -> None:
    page.table.choose(1)
    page.filters.set_condition("zone", "共用")
    settle()
    assert unnamed(page) == []


def test_the_page_fits_a_small_screen_with_large_letters(imported: Session, qtbot: QtBot, settle: Settle) -> None:
    theme().wear(zoom=200, mode="dark")
    page = shown(imported, qtbot, settle, 912, 560)
    assert page.width() == 912
    assert page.height() == 560
    assert page.filters.fold.isVisible()
    assert not page.filters.with_findings.isVisible()
    page.filters.fold.click()
    assert page.filters.with_findings.isVisible()
    page.table.choose(1)
    page._open_panel()
    settle()
    # No room for both: the record takes the place of the table, and Esc gives it back.
    assert page.panel.isVisible()
    assert not page.table.isVisible()
    qtbot.keyClick(page.panel, Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_the_name_of_the_ledger_keeps_its_room_when_the_page_grows(
    imported: Session, qtbot: QtBot, settle: Settle
) -> None:
    # Pages are made small and laid out when they are first shown.
    page = shown(imported, qtbot, settle, 660, 700)
    page.resize(980, 700)
    settle()
    assert page.tools.samples.isVisible()
    assert page.choice.width() > 2 * page.choice.fontMetrics().horizontalAdvance("端末台帳")


# --- many rows --------------------------------------------------------------------------------------------------------


@pytest.fixture
def many(desk: Desk, tmp_path: Path) -> int:
    """20,000 terminals on record."""
    lines = [",".join(HEADINGS)]
    lines += [",".join(str(cell) for cell in terminal(n)) for n in range(1, 20_001)]
    file = tmp_path / "多数.csv"
    file.write_text("\n".join(lines), "utf-8")
    return ledgers.import_batch(desk, "terminals", file).rows.added


@pytest.mark.heartbeat
@pytest.mark.alone
@pytest.mark.slow
def test_twenty_thousand_rows_scroll_without_blocking(
    many: int, session: Session, qtbot: QtBot, settle: Settle
) -> None:
    page = shown(session, qtbot, settle)
    assert page.table.ledger.rowCount() == many == 20_000
    bar = page.table.verticalScrollBar()

    with heartbeat.watch() as beat:
        for step in range(0, bar.maximum(), bar.maximum() // 120):
            bar.setValue(step)
            qtbot.wait(8)
        page.table.selectAll()
        qtbot.wait(50)
        page.table.copy()
        qtbot.waitUntil(lambda: page.notice.isVisible(), timeout=180_000)
        qtbot.wait(50)
    beat.calm()
    qtbot.waitUntil(lambda: page.table.ledger.index(page.table.rowAt(40), 1).data() is not None)
    settle()
    assert len(page.table.ledger._records) <= KEPT
    row = page.table.rowAt(40)
    assert row > 19_000
    assert texts_at(page, row) == f"PC-{row + 1:04d}"


def texts_at(page: LedgersPage, row: int) -> str:
    return str(page.table.ledger.index(row, column(page, "asset_no")).data())


@pytest.mark.slow
def test_rows_are_fetched_in_blocks_only_where_they_are_painted(
    many: int, session: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    rows = ledgers.rows

    def counted(desk: Desk, ids: Sequence[int]) -> object:
        asked.append(len(ids))
        return rows(desk, ids)

    monkeypatch.setattr(ledgers, "rows", counted)
    page = shown(session, qtbot, settle)
    # Those of the first screen with their ids, and again with their findings and when all rows are known.
    assert asked[0] == FIRST
    assert asked[1:] in ([BLOCK], [BLOCK, BLOCK])
    page.table.ledger.index(15_000, 1).data()
    page.table.selectAll()
    settle()
    assert sum(asked) <= 4 * BLOCK
    assert len(page.table.selected_ids()) == many


def test_the_model_is_sound(page: LedgersPage, qtmodeltester: object, settle: Settle) -> None:
    tester = QAbstractItemModelTester(page.table.ledger, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(page.table.ledger)  # type: ignore[attr-defined]
    page.filters.set_condition("zone", "共用")
    settle()
    tester.deleteLater()


def test_a_cell_set_right_by_hand_says_so_and_what_the_file_says(
    session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    file = book([terminal(1, 棚卸日="2026/2/29"), terminal(2)])
    look = ledgers.look(session.desk, "terminals", file)
    corrections = {(look.sheets[0].name, 5, "inventoried"): "2026/2/28"}
    ledgers.import_batch(session.desk, "terminals", file, replace(ledgers.proposed(look), corrections=corrections))
    page = shown(session, qtbot, settle)
    page.table.selectRow(0)
    page._open_panel()
    settle()
    said = told(page)
    assert "2026/2/29" in said
    assert f"「2026/2/28」に手で訂正({session.desk.world.user}、" in said
    page.table.selectRow(1)
    settle()
    assert "手で訂正" not in told(page)


def test_one_button_leads_on_where_there_is_no_ledger_yet(
    session: Session, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    page = shown(session, qtbot, settle)
    leading = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.property("role") == "primary"]
    assert leading == [page.empty_area.state.button]
    ledgers.import_batch(session.desk, "terminals", book(ROWS))
    page.load()
    settle()
    leading = [b for b in page.findChildren(QPushButton) if b.isVisible() and b.property("role") == "primary"]
    assert leading == [page.import_button]


def test_tab_goes_through_the_head_from_left_to_right(page: LedgersPage, qtbot: QtBot) -> None:
    page.activateWindow()
    page.tools.views.setFocus()
    qtbot.waitUntil(page.tools.views.hasFocus)
    shown = [tool for tool in page.tools.all()[1:] if tool.isVisible()]
    walked = []
    for _ in range(len(shown) + 2):
        QTest.keyClick(page.window(), Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked == [*shown, page.import_button, page.filters.words]

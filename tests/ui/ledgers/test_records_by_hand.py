"""Single records by hand and imports taken back, as an officer does it at the page."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from time import sleep
from typing import Any, TypeVar

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.domain.ledgers.form import FieldType
from app.errors import UserError
from app.services import findings as finding_service
from app.services import ledgers
from app.services.ports import Desk, HistoryQuery, LedgerQuery, Progress, StoredRecord, World
from app.ui.dialogs.ask import AskText
from app.ui.dialogs.question import Question
from app.ui.history.words import differences, forms_of, names_of
from app.ui.ledgers.field_editors import line_of, text_of
from app.ui.ledgers.imports import ImportsDialog
from app.ui.ledgers.page import LedgersPage
from app.ui.ledgers.record_editor import RecordEditor
from app.ui.session import Session
from app.ui.settings import Settings
from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.widgets.date_field import DateField
from app.ui.widgets.word_box import WordBox
from tests.desk import Kept, begun, keep
from tests.ui.accessible import unnamed
from tests.ui.ledgers.conftest import terminal, words_told
from tests.ui.ledgers.conftest import write as write_book
from tests.ui.tabbing import round_of
from tests.ui.typing_keys import type_over, write

W = TypeVar("W", bound=QWidget)
Settle = Callable[[], None]
Book = Callable[..., Path]

ROWS = [terminal(1), terminal(2, 区画="共用"), terminal(3)]


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    for kind in ("terminals", "disasters"):
        for name in ("columns", "views"):
            Settings().put(f"ledgers/{kind}/{name}", "{}")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Three terminals, imported once."""
    return keep(
        tmp_path_factory, lambda desk, at: ledgers.import_batch(desk, "terminals", write_book(at / "端末.xlsx", ROWS))
    )


@pytest.fixture
def desk(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> Iterator[Desk]:
    """An audit without a ledger, or for those who ask for `page` with its terminals."""
    kept: Kept | None = request.getfixturevalue("kept") if "page" in request.fixturenames else None
    desk = kept.copy(tmp_path, world) if kept else begun(world, tmp_path)
    yield desk
    desk.file.close()


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle) -> LedgersPage:
    page = LedgersPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 720)
    page.show()
    settle()
    return page


def opened(kind: type[W]) -> W:
    return next(w for w in QApplication.topLevelWidgets() if type(w) is kind and w.isVisible())


def stored(page: LedgersPage, kind: str = "terminals", *, gone: bool = False) -> dict[str, StoredRecord]:
    desk = page.session.desk
    rows = ledgers.rows(desk, ledgers.row_ids(desk, kind, LedgerQuery(with_gone=gone)))
    return {row.record.key: row for row in rows}


def editing(page: LedgersPage, row: int, settle: Settle, qtbot: QtBot) -> RecordEditor:
    page.table.choose(row)
    settle()
    qtbot.mouseClick(page.panel.edit_button, Qt.MouseButton.LeftButton)
    return opened(RecordEditor)


def type_into(editor: RecordEditor, field: str, text: str, qtbot: QtBot) -> None:
    """Type over what stands in a field, or choose it where it is offered, and leave the field."""
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    part = editor.editors[field]
    if isinstance(part, WordBox) and part.findText(text) >= 0:
        part.setFocus()
        while part.currentText() != text:
            qtbot.keyClick(part, Qt.Key.Key_Down)
        return
    line = part.line if isinstance(part, DateField) else part
    type_over(line, text)
    qtbot.keyClick(line, Qt.Key.Key_Tab)


# --- the form ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["accounts", "contractors", "systems", "people", "rooms", "stocktaking"])
def test_every_field_has_an_editor_of_its_type_and_says_what_it_means(
    page: LedgersPage, settle: Settle, dressed: QApplication, kind: str
) -> None:
    page.choose(kind)
    settle()
    page.add_record()
    editor = opened(RecordEditor)
    form = page.session.desk.world.ledgers.form(kind)
    assert list(editor.editors) == [field.id for field in form.fields]
    for field in form.fields:
        part = editor.editors[field.id]
        assert isinstance(part, DateField) is (field.type is FieldType.DATE)
        if field.type in (FieldType.WORD, FieldType.FLAG, FieldType.ZONE):
            assert isinstance(part, WordBox)
            assert part.count() > 1
        assert part.accessibleName() == field.title.ja
    assert unnamed(editor) == []
    speak(dressed, "en")
    settle()
    assert all(editor.editors[f.id].accessibleName() == f.title.en for f in form.fields)
    assert unnamed(editor) == []
    editor.reject()
    settle()


def test_a_value_is_changed_by_keys(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    editor = editing(page, 1, settle, qtbot)
    assert "PC-0002" in editor.windowTitle()
    zone = editor.editors["zone"]
    assert isinstance(zone, WordBox)
    assert zone.currentText() == "共用"
    type_into(editor, "zone", "送配電", qtbot)
    type_into(editor, "inventoried", "R8.10.1", qtbot)
    assert editor.given() == {"zone": "送配電", "inventoried": "2026-10-01"}
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    record = stored(page)["PC-0002"].record
    assert record.values["zone"] == "送配電"
    assert record.values["inventoried"] == "2026-10-01"
    assert record.raw["zone"] == "共用"
    assert page.notice.words.text() == "PC-0002を修正しました。"
    page.table.choose(1)
    settle()
    told = "\n".join(w.text() for w in page.panel.findChildren(QLabel))
    assert "共用" in told
    assert "手作業で「送配電」に修正" in told or "「送配電」" in told


def test_the_field_that_has_the_focus_is_explained(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    editor = editing(page, 0, settle, qtbot)
    editor.activateWindow()
    form = page.session.desk.world.ledgers.form("terminals")
    type_into(editor, "mac", "02:1A:00:00:00:01", qtbot)
    line = editor.editors["mac"]
    line.setFocus()
    settle()
    assert form.field("mac").help.ja in editor.help.text()
    assert "次のどれかが必要" not in editor.help.text()
    # Three fields have a star; where the first of them has the focus at first, what it means is said beside.
    editor.editors["asset_no"].setFocus()
    settle()
    assert form.field("asset_no").help.ja in editor.help.text()
    assert "次のどれかが必要です: 管理番号、シリアル番号、ホスト名" in editor.help.text()
    editor.reject()
    settle()


def test_what_is_doubtful_is_told_at_its_field_and_what_cannot_be_read_is_not_taken(
    page: LedgersPage, qtbot: QtBot, settle: Settle
) -> None:
    editor = editing(page, 0, settle, qtbot)
    type_into(editor, "inventoried", "2026/13/45", qtbot)
    assert editor.problems["inventoried"].isVisible()
    told = editor.problems["inventoried"].text()
    assert (
        told
        == "「2026/13/45」という日はありません(13月はありません)。2026-12-25 又は R8.12.25 の形で入力してください。"
    )
    assert line_of(editor.editors["inventoried"]).property("state") == "wrong"
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert editor.isVisible()
    assert stored(page)["PC-0001"].record.values["inventoried"] == "2026-09-30"
    type_into(editor, "inventoried", "2026/10/2", qtbot)
    assert not editor.problems["inventoried"].isVisible()
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert stored(page)["PC-0001"].record.values["inventoried"] == "2026-10-02"


def test_a_day_in_a_form_that_ledgers_alone_use_is_shown_as_it_was_read(
    page: LedgersPage, qtbot: QtBot, settle: Settle
) -> None:
    editor = editing(page, 0, settle, qtbot)
    type_into(editor, "inventoried", "10/25/2026", qtbot)
    assert not editor.problems["inventoried"].isVisible()
    assert text_of(editor.editors["inventoried"]) == "2026-10-25"
    assert line_of(editor.editors["inventoried"]).property("state") != "wrong"
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert stored(page)["PC-0001"].record.values["inventoried"] == "2026-10-25"


def test_a_long_form_is_built_in_pieces_and_walked_in_its_order(
    page: LedgersPage, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.mouseClick(page.filters.record, Qt.MouseButton.LeftButton)
    editor = opened(RecordEditor)
    fields = [field.id for field in editor.ledger_form.fields]
    assert 0 < len(editor._editors) < len(fields)
    settle()
    assert list(editor._editors) == fields
    assert unnamed(editor) == []
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)
    came: list[object] = []
    for each in round_of(editor):
        inside = [name for name, part in editor.editors.items() if part is each or part.isAncestorOf(each)]
        if (one := inside[0] if inside else each) not in came:
            came.append(one)
    assert [one for one in came if isinstance(one, str)] == fields
    assert came[len(fields) :] == [editor.reason, editor.save_button, editor.cancel_button]
    editor.reject()
    settle()


def test_what_is_set_right_is_no_longer_told_as_doubtful(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    editor = editing(page, 0, settle, qtbot)
    line = editor.editors["mac"]
    assert isinstance(line, QLineEdit)
    meant = line.accessibleDescription()
    type_into(editor, "mac", "02-1a", qtbot)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert editor.problems["mac"].isVisible()
    assert line.accessibleDescription() == editor.problems["mac"].text()
    type_into(editor, "mac", "02-1a-00-00-00-0f", qtbot)
    qtbot.keyClick(line, Qt.Key.Key_Tab)
    assert not editor.problems["mac"].isVisible()
    assert line.accessibleDescription() == meant
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()


def test_work_on_a_large_ledger_says_how_far_it_is_and_can_be_stopped(
    page: LedgersPage, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, started = finding_service.run_rules, threading.Event()

    def slowly(desk: Desk, work: Any, today: str, progress: Progress | None = None, **more: Any) -> Any:
        assert progress is not None
        started.set()
        for done in range(2_000):
            if not progress("rules", done, 2_000):
                raise UserError("rules_stopped")
            sleep(0.005)
        return run(desk, work, today, progress, **more)

    monkeypatch.setattr(finding_service, "run_rules", slowly)
    editor = editing(page, 0, settle, qtbot)
    type_into(editor, "user", "別の者", qtbot)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: editor.progress.isVisible() and "2,000" in editor.progress.words.text())
    qtbot.mouseClick(editor.progress.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(editor.notice.isVisible)
    assert editor.save_button.isEnabled()
    assert stored(page)["PC-0001"].record.values["user"] == "使用者1"
    # An import is taken back in the same way; closing the list stops it and waits.
    monkeypatch.setattr(Question, "exec", lambda box: True)
    editor.reject()
    settle()
    page.show_imports()
    settle()
    listed = opened(ImportsDialog)
    started.clear()
    qtbot.mouseClick(listed.undo_button, Qt.MouseButton.LeftButton)
    asked = opened(AskText)
    write(asked.form.answer, "別の月だった")
    qtbot.mouseClick(asked.form.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(started.is_set)
    listed.reject()
    assert listed.isVisible()
    qtbot.waitUntil(lambda: not shiboken6.isValid(listed) or not listed.isVisible())
    settle()
    assert len(stored(page)) == 3


def test_what_the_service_refuses_is_told_and_kept(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    qtbot.mouseClick(page.filters.record, Qt.MouseButton.LeftButton)
    editor = opened(RecordEditor)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    assert editor.notice.isVisible()
    type_into(editor, "asset_no", "PC-0001", qtbot)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert editor.isVisible()
    assert "PC-0001" in editor.notice.words.text()
    type_into(editor, "asset_no", "PC-0009", qtbot)
    editor.reason.insert("現地で見つかった")
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert stored(page)["PC-0009"].file == ""
    assert page.notice.words.text() == "PC-0009を追加しました。"
    assert page.table.ledger.rowCount() == 1
    record = page.table.ledger.record(0)
    assert record is not None
    assert record.record.key == "PC-0009"


def test_refusals_and_the_history_name_fields_in_the_language_that_is_spoken(
    page: LedgersPage, qtbot: QtBot, settle: Settle, dressed: QApplication
) -> None:
    editor = editing(page, 0, settle, qtbot)
    type_into(editor, "user", "別の人", qtbot)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    qtbot.mouseClick(page.filters.record, Qt.MouseButton.LeftButton)
    editor = opened(RecordEditor)
    type_into(editor, "user", "誰か", qtbot)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert "管理番号" in editor.notice.words.text()
    desk = page.session.desk
    with desk.file.read() as work:
        entry = next(e for e in work.history.entries(HistoryQuery()) if e.event.act == "record.edited")
    told = {d.field: d.after for d in differences(entry, names_of(page.session), forms_of(page.session))}
    assert "使用者: 別の人" in told.values()
    speak(dressed, "en")
    settle()
    assert "管理番号" not in editor.notice.words.text()
    assert "Asset number" in editor.notice.words.text()
    told = {d.field: d.after for d in differences(entry, names_of(page.session), forms_of(page.session))}
    assert "User: 別の人" in told.values()
    editor.editors["user"].clear()  # type: ignore[union-attr]
    editor.reject()
    settle()


def test_what_was_typed_is_not_lost_by_closing(
    page: LedgersPage, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = iter((False, True))

    def answer(box: Question) -> bool:
        asked.append(box.words.text())
        return next(answers)

    monkeypatch.setattr(Question, "exec", answer)
    editor = editing(page, 0, settle, qtbot)
    type_into(editor, "user", "別の人", qtbot)
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert asked == ["入力した内容を保存せずに閉じますか。"]
    assert editor.isVisible()
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    settle()
    assert stored(page)["PC-0001"].record.values["user"] == "使用者1"


def test_a_ledger_without_a_file_is_filled_by_hand(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.choose("disasters")
    settle()
    assert page.empty_area.state.isVisible()
    qtbot.mouseClick(page.empty_area.record, Qt.MouseButton.LeftButton)
    editor = opened(RecordEditor)
    type_into(editor, "name", "台風15号", qtbot)
    type_into(editor, "declared", "2026/9/8", qtbot)
    qtbot.mouseClick(editor.save_button, Qt.MouseButton.LeftButton)
    settle()
    assert page.table.ledger.rowCount() == 1
    assert words_told(page, "disasters") == "災害発動記録: 1 件"
    shown = [c.id for n, c in enumerate(page.table.ledger.columns) if not page.table.isColumnHidden(n)]
    assert {"name", "declared"} <= set(shown)


def test_a_record_is_struck_off_with_a_reason_and_brought_back(page: LedgersPage, qtbot: QtBot, settle: Settle) -> None:
    page.table.choose(1)
    settle()
    qtbot.mouseClick(page.panel.strike_button, Qt.MouseButton.LeftButton)
    asked = opened(AskText)
    assert not asked.form.ok.isEnabled()
    asked.form.answer.insert("廃棄済み")
    qtbot.mouseClick(asked.form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert "PC-0002" not in stored(page)
    assert stored(page, gone=True)["PC-0002"].struck
    page.filters.with_gone.click()
    settle()
    page.table.choose(1)
    settle()
    assert any("手作業で抹消した記録" in w.text() for w in page.panel.findChildren(QLabel))
    qtbot.mouseClick(page.panel.restore_button, Qt.MouseButton.LeftButton)
    settle()
    assert "PC-0002" in stored(page)


# --- imports taken back -----------------------------------------------------------------------------------------------


def test_an_import_is_taken_back_from_the_list(
    page: LedgersPage, qtbot: QtBot, settle: Settle, book: Book, dressed: QApplication
) -> None:
    newer = book([terminal(1), terminal(2), terminal(4)], "新.xlsx")
    page.session.do(lambda desk: ledgers.import_batch(desk, "terminals", newer).changes)
    settle()
    assert set(stored(page)) == {"PC-0001", "PC-0002", "PC-0004"}
    page.show_imports()
    settle()
    dialog = opened(ImportsDialog)
    assert dialog.undo_button.text() == "最新の取り込み(新.xlsx)を取り消す…"
    qtbot.mouseClick(dialog.undo_button, Qt.MouseButton.LeftButton)
    asked = opened(AskText)
    asked.form.answer.insert("別の月のファイルだった")
    qtbot.mouseClick(asked.form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert set(stored(page)) == {"PC-0001", "PC-0002", "PC-0003"}
    assert stored(page)["PC-0002"].record.values["zone"] == "共用"
    assert "追加分の除去 1 件、変更の取消し 1 件、復帰 1 件" in dialog.notice.words.text()
    files = [dialog.batches.listing.columns[1].text(row) for row in dialog.batches.listing.rows]
    assert files == ["新.xlsx(取消し済み)", "端末.xlsx"]
    assert dialog.undo_button.text() == "最新の取り込み(端末.xlsx)を取り消す…"
    assert "端末.xlsx" in page.told.text()
    theme().wear(mode="dark", zoom=200)
    speak(dressed, "en")
    settle()
    assert unnamed(dialog) == []
    dialog.reject()
    settle()

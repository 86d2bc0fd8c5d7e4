"""The room entry form as an officer uses it: the code typed, results by keys, what is missing told, saved, undone."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from app.domain.paper_codes import shown_code
from app.domain.paper_loop import Printing, State
from app.domain.room_walks import Look, Seen, Unlisted, Walk
from app.i18n import gettext, gettext_in
from app.services import ledger_editing, undoing
from app.services.papers import rooms, scanning
from app.services.ports import Desk, World
from app.services.reporting.sheets import Form
from app.ui.history.words import differences
from app.ui.ledgers.page import LedgersPage
from app.ui.papers import room_entry
from app.ui.papers.page import PapersPage
from app.ui.papers.room_chooser import RoomChooser
from app.ui.papers.room_entry import RoomEntryDialog
from app.ui.session import Session, Target
from app.ui.translator import speak
from tests.desk import Kept, keep
from tests.paper_ledgers import print_rooms, sheets_by_room
from tests.services.rounds import narrowed, sealed
from tests.ui.accessible import unnamed
from tests.ui.tabbing import missed

Settle = Callable[[], None]
ROOM = "本店 2階 配電執務室"


@pytest.fixture(scope="module")
def _kept_rooms(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    return keep(tmp_path_factory, print_rooms)


@pytest.fixture
def desk(_kept_rooms: Kept, world: World, tmp_path: Path) -> Iterator[Desk]:
    """With terminals and rooms, whose sheets are printed; `walk.pdf` in the folder."""
    desk = _kept_rooms.copy(tmp_path, world)
    yield desk
    desk.file.close()


@pytest.fixture
def printed(session: Session) -> Mapping[str, Printing]:
    return sheets_by_room(session.desk)


@pytest.fixture
def page(session: Session, printed: Mapping[str, Printing], qtbot: QtBot, settle: Settle) -> PapersPage:
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    settle()
    return page


def dialog(kind: type[QDialog]) -> QDialog:
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def opened(page: PapersPage, printed: Mapping[str, Printing], settle: Settle, name: str = ROOM) -> RoomEntryDialog:
    """The form, after the code on the sheet was typed."""
    page.code.setText(shown_code(printed[name].code).lower())
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    settle()
    form = dialog(RoomEntryDialog)
    assert isinstance(form, RoomEntryDialog)
    return form


def press(form: RoomEntryDialog, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(form.results, key)


def held(session: Session) -> dict[str, Mapping[str, str]]:
    with session.desk.file.read() as work:
        return {record.key: record.values for record in work.ledgers.present("stocktaking")}


def test_a_room_is_entered_from_the_keyboard_alone(
    page: PapersPage, session: Session, printed: Mapping[str, Printing], settle: Settle
) -> None:
    form = opened(page, printed, settle)
    assert form.results.hasFocus()
    assert form.title.text() == "WS-003 第1版 本店 2階 配電執務室"
    press(form, Qt.Key.Key_1)
    assert form.results.currentRow() == 1
    press(form, Qt.Key.Key_3)
    editor = form.results.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClicks(editor, "3F")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    settle()
    assert form.isVisible()
    assert form.counts.text() == "ある 1   ない 0   別の場所 1   未入力 0"
    form.unlisted.setFocus()
    QTest.keyClicks(form.unlisted, "X")
    typed = form.unlisted.findChild(QLineEdit)
    assert typed is not None
    QTest.keyClicks(typed, "-777")
    QTest.keyClick(typed, Qt.Key.Key_Return)
    settle()
    assert form.unlisted.rowCount() == 2, "there is always a line to go on"
    for line, text in ((form.auditor, "𠮷野 花子"), (form.witness, "髙橋 一郎"), (form.day.line, "R8.11.24")):
        line.setFocus()
        line.setText(text)
    QTest.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    settle()
    records = held(session)
    assert {key: (v["found"], v["place"]) for key, v in records.items()} == {
        "PC-9": ("有", "2階 配電執務室"),
        "PC-10": ("有", "3F"),
        "X-777": ("有", "2階 配電執務室"),
    }
    assert "現物あり 1 台" in page.notice.words.text()
    undoing.undo(session.desk, gettext)
    assert held(session) == {}


def test_what_is_missing_is_told_and_has_the_focus(
    page: PapersPage, session: Session, printed: Mapping[str, Printing], settle: Settle
) -> None:
    form = opened(page, printed, settle)
    press(form, Qt.Key.Key_2)
    form.save_button.click()
    assert "結果のない端末が 1 台" in form.problem.text()
    assert form.results.currentRow() == 1
    form.rest_button.click()
    assert not form.rest_button.isEnabled()
    form.results.put(0, Seen.ELSEWHERE)
    form.save_button.click()
    assert "見つかった場所" in form.problem.text()
    form.results.put(0, Seen.THERE)
    form.save_button.click()
    assert "2人の氏名" in form.problem.text()
    assert form.auditor.hasFocus()
    form.auditor.setText("𠮷野")
    form.witness.setText("髙橋")
    form.save_button.click()
    assert "票に記された日付" in form.problem.text()
    form.day.set_text("2026-11-30")
    form.save_button.click()
    settle()
    assert "先の日付" in form.problem.text()
    assert (form.isVisible(), form.save_button.isEnabled(), held(session)) == (True, True, {})


def test_the_ledger_of_today_is_marked_beside_what_was_printed(
    page: PapersPage, session: Session, printed: Mapping[str, Printing], settle: Settle, tmp_path: Path
) -> None:
    scanning.take(session.desk, [tmp_path / "walk.pdf"])
    ledger_editing.edit_record(session.desk, "terminals", "PC-9", {"place": "10階 会議室"})
    form = opened(page, printed, settle)
    settle()
    assert form.since.text() == "印刷したときの一覧です。その後に台帳が変わった端末: 1 台"
    assert "現在の台帳では: 本店 10階 会議室" in form.line.text()
    assert form.scan is not None
    assert form.scan.picture.scale > 0
    assert unnamed(form) == []
    assert missed(form) == []


def test_what_was_entered_is_shown_again_and_set_right(
    page: PapersPage,
    session: Session,
    printed: Mapping[str, Printing],
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code = printed[ROOM].code
    sheet = rooms.open_sheet(session.desk, code, gettext_in)
    looks = tuple(
        Look(line.expected.match_key, line.expected.key, "asset_no", Seen.MISSING, condition="不明")
        for line in sheet.lines
    )
    day = session.desk.world.clock.today()
    walk = Walk("", day, "𠮷野", "髙橋", looks, (Unlisted("X-777", "ノート"),))
    session.do(lambda desk: rooms.enter(desk, code, walk, gettext_in))
    settle()
    page.form_box.setCurrentIndex(0)
    page.table.choose(next(row.key for row in page.table.listing.rows if row.view.walk is not None))
    assert page.table.current().why == "結果入力済。署名済の票は未回収"  # type: ignore[union-attr]
    assert page.enter_button.isVisible()
    page.enter_button.click()
    settle()
    form = dialog(RoomEntryDialog)
    assert isinstance(form, RoomEntryDialog)
    assert (form.results.looks(), form.unlisted.rows()) == (looks, walk.unlisted)
    assert (form.auditor.text(), form.witness.text(), form.day.day()) == ("𠮷野", "髙橋", day)
    press(form, Qt.Key.Key_1, Qt.Key.Key_1)
    asked: list[str] = []
    answers = [False, True]

    def answer(_title: str, words: str, *_rest: object) -> bool:
        asked.append(words)
        return answers[len(asked) - 1]

    monkeypatch.setattr(room_entry, "agreed", answer)
    form.save()
    settle()
    assert form.isVisible()
    assert {v["found"] for v in held(session).values()} == {"無", "有"}, "nothing is written before it is agreed to"
    assert "PC-9: ない、不明 → ある" in asked[0]
    form.save()
    settle()
    settle()
    assert len(asked) == 2
    assert {v["found"] for key, v in held(session).items()} == {"有"}
    with session.desk.file.read() as work:
        entry = work.history.head()
    assert entry is not None
    told = {each.field: (each.before, each.after) for each in differences(entry, str)}
    assert told["ある"] == ("", "PC-9、PC-10")
    assert told["ない"] == ("PC-9、PC-10", "")


def test_a_sealed_audit_says_why_nothing_can_be_kept(
    page: PapersPage, session: Session, printed: Mapping[str, Printing], settle: Settle
) -> None:
    sealed(narrowed(session.desk))
    form = opened(page, printed, settle)
    assert not form.save_button.isEnabled()
    assert "封印" in form.problem.text()


def test_who_closes_it_is_asked_about_what_was_entered(
    page: PapersPage, printed: Mapping[str, Printing], settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = opened(page, printed, settle)
    asked: list[bool] = []
    monkeypatch.setattr(room_entry, "agreed", lambda *_words: asked.append(True))
    press(form, Qt.Key.Key_1)
    form.cancel.click()
    assert asked
    assert form.isVisible()
    monkeypatch.setattr(room_entry, "agreed", lambda *_words: True)
    form.cancel.click()
    assert not form.isVisible()


def test_the_ledger_of_stocktaking_leads_to_the_form(
    session: Session, printed: Mapping[str, Printing], qtbot: QtBot, settle: Settle, qapp: QApplication
) -> None:
    ledger = LedgersPage(session)
    qtbot.addWidget(ledger)
    ledger.resize(1300, 760)
    ledger.show()
    ledger.open(Target("ledgers", kind="stocktaking"))
    settle()
    assert ledger.tools.room.isVisible()
    ledger.tools.room.click()
    settle()
    chooser = dialog(RoomChooser)
    assert isinstance(chooser, RoomChooser)
    assert (unnamed(chooser), missed(chooser)) == ([], [])
    assert chooser.list.count() == len(printed)
    chooser.code.setText("ABCD-EFGH")
    QTest.keyClick(chooser.code, Qt.Key.Key_Return)
    settle()
    assert "書面コードではありません" in chooser.problem.text()
    chooser.code.clear()
    chooser.list.setCurrentRow(2)
    QTest.keyClick(chooser.code, Qt.Key.Key_Return)
    settle()
    form = dialog(RoomEntryDialog)
    assert isinstance(form, RoomEntryDialog)
    speak(qapp, "en")
    settle()
    assert form.windowTitle() == "Results of a floor-walk sheet"
    assert form.save_button.text() == "Save the results"
    speak(qapp, "ja")
    form.close()
    ledger.open(Target("ledgers", kind="people"))
    settle()
    assert not ledger.tools.room.isVisible()


def test_a_sheet_that_is_back_waits_for_its_results(
    page: PapersPage, session: Session, printed: Mapping[str, Printing], settle: Settle, tmp_path: Path
) -> None:
    session.do(lambda desk: scanning.take(desk, [tmp_path / "walk.pdf"]))
    settle()
    session.do(lambda desk: (ledger_editing.edit_record(desk, "terminals", "PC-9", {"user": "佐藤"}).changes, None))
    settle()
    rows = [row for row in page.table.listing.rows if row.view.form is Form.WALK_SHEET]
    # What was walked stays what it is; that the ledger says something else by now is told of the room alone.
    assert {row.view.state for row in rows} == {State.RETURNED}
    since = "結果未入力。点検日の記録です(台帳はその後変わりました)"
    assert {row.view.name: row.why for row in rows if row.why != "結果未入力"} == {ROOM: since}
    page.table.choose(rows[0].key)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert dialog(RoomEntryDialog).isVisible()


def test_one_person_is_asked_why_they_walked_alone(
    page: PapersPage, session: Session, printed: Mapping[str, Printing], settle: Settle
) -> None:
    form = opened(page, printed, settle)
    press(form, Qt.Key.Key_1, Qt.Key.Key_1)
    form.day.set_day(session.desk.world.clock.today())
    form.auditor.setText("担当 花子")
    assert not form.alone.isVisible()
    form.witness.setText("担当花子(室長)")
    assert form.alone.isVisible()
    form.save()
    settle()
    assert form.isVisible()
    assert form.alone.hasFocus()
    assert "一人で点検した理由" in form.problem.text()
    assert unnamed(form) == []
    form.alone.setText("離島で一人")
    form.save()
    settle()
    settle()
    sheet = rooms.open_sheet(session.desk, printed[ROOM].code, gettext_in)
    assert sheet.one_person == "離島で一人"

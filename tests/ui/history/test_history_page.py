"""The history as an officer reads it: newest first, before and after, filters, the chain, a backup."""

import ast
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.domain.audit import Ground
from app.domain.case_figures import CaseFigure
from app.domain.challenges import Outcome
from app.domain.grades import Level, Verdict
from app.domain.history import Event
from app.domain.plan import Case, Discipline
from app.services import answering, auditing, challenging, copies, planning, proving, safekeeping
from app.services.changes import Changes
from app.services.ports import HistoryQuery
from app.ui.history import model as history_model
from app.ui.history.page import HistoryPage
from app.ui.history.words import act_words, differences, names_of
from app.ui.session import Session, Target
from app.ui.translator import speak
from tests.ui.accessible import unnamed

Settle = Callable[[], None]


@pytest.fixture
def told(session: Session, settle: Settle) -> Session:
    """Two answers at a site, one of them changed, and a measure."""
    desk = session.desk
    first, second = [c.id for c in session.outline.checkpoints if c.level is Level.SITE][:2]
    site = session.sites[1].id
    answering.record_answer(desk, first, site, Verdict.NONCONFORMING, "端末が3台残っている")
    answering.record_answer(desk, first, site, Verdict.CONFORMING, "3台とも回収した", "回収を確認した")
    answering.record_answer(desk, second, site, Verdict.PARTLY, "一部のみ")
    planning.draft_plan(desk)
    planning.edit_action(desk, 1, owner="配電課長", due=date(2026, 12, 25))
    return session


@pytest.fixture
def page(told: Session, qtbot: QtBot, settle: Settle) -> HistoryPage:
    page = HistoryPage(told)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    settle()
    return page


def cells(page: HistoryPage, column: int) -> list[str]:
    model = page.model
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def words(page: HistoryPage) -> str:
    return "\n".join(each.text() for each in page.entry.findChildren(QLabel) if not each.isHidden())


def choose(box: object, data: str) -> None:
    from PySide6.QtWidgets import QComboBox

    assert isinstance(box, QComboBox)
    box.setCurrentIndex(box.findData(data))
    box.activated.emit(box.currentIndex())


def test_the_newest_stands_first_with_act_and_difference(page: HistoryPage) -> None:
    assert cells(page, history_model.ACT)[:2] == ["対策の変更", "対策の下書き"]
    assert cells(page, history_model.ACT)[-1] == "点検の開始"
    assert "期限: " in cells(page, history_model.WHAT)[0]
    assert "2026年12月25日" in cells(page, history_model.WHAT)[0]
    assert "判定: 不適合 → 適合" in cells(page, history_model.WHAT)[3]


def test_arrow_keys_show_an_entry_before_and_after(page: HistoryPage, settle: Settle) -> None:
    page.table.setFocus()
    for _ in range(4):
        QTest.keyClick(page.table, Qt.Key.Key_Down)
    page.table.selectRow(3)
    settle()
    text = words(page)
    assert "不適合" in text
    assert "端末が3台残っている" in text
    assert "3台とも回収した" in text
    assert "officer" in text


def test_an_entry_leads_to_its_checkpoint(page: HistoryPage, settle: Settle, qtbot: QtBot) -> None:
    page.table.selectRow(3)
    settle()
    with qtbot.waitSignal(page.session.wanted) as caught:
        QTest.mouseClick(page.entry.go, Qt.MouseButton.LeftButton)
    target = caught.args[0]
    assert isinstance(target, Target)
    assert target.page == "checkpoints"
    assert page.entry.entry is not None
    assert target.checkpoint == page.entry.entry.event.checkpoint


def test_filters_ask_anew_and_can_be_taken_off(page: HistoryPage, settle: Settle) -> None:
    all_of_it = page.model.rowCount()
    choose(page.act, "answer.recorded")
    settle()
    assert cells(page, history_model.ACT) == ["回答"] * 3
    checkpoint = page.checkpoint.itemData(page.checkpoint.count() - 1)
    choose(page.checkpoint, checkpoint)
    settle()
    assert page.model.rowCount() == 0
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    settle()
    assert page.model.rowCount() == all_of_it


def test_a_day_is_typed_in_the_japanese_calendar(page: HistoryPage, settle: Settle) -> None:
    all_of_it = page.model.rowCount()
    page.day.line.setFocus()
    QTest.keyClicks(page.day.line, "R8.11.24")
    QTest.keyClick(page.day.line, Qt.Key.Key_Return)
    settle()
    assert page.day.text() == "2026年11月24日"
    assert page.model.rowCount() == all_of_it
    page.day.line.selectAll()
    QTest.keyClicks(page.day.line, "2026-11-23")
    QTest.keyClick(page.day.line, Qt.Key.Key_Return)
    settle()
    assert page.model.rowCount() == 0


def test_people_who_acted_can_be_chosen(page: HistoryPage, settle: Settle) -> None:
    assert page.person.findData("officer") > 0
    choose(page.person, "officer")
    settle()
    assert page.model.rowCount() > 0


def test_people_whose_entries_were_not_scrolled_to_can_be_chosen(
    told: Session, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_model, "WINDOW", 2)
    other = replace(told.desk, world=replace(told.desk.world, user="久保"))
    for number in range(9):
        planning.edit_action(other, 1, owner=f"配電課長 {number}")
    page = HistoryPage(told)
    qtbot.addWidget(page)
    page.resize(1100, 300)
    page.show()
    settle()
    assert [page.person.itemData(n) for n in range(page.person.count())] == ["", "officer", "久保"]


def test_a_day_that_cannot_be_read_is_told(page: HistoryPage, settle: Settle) -> None:
    QTest.keyClicks(page.day.line, "11/24")
    QTest.keyClick(page.day.line, Qt.Key.Key_Return)
    settle()
    assert "11/24" in page.told.text()


def test_a_target_filters_by_checkpoint(page: HistoryPage, settle: Settle) -> None:
    entry = page.model.entry(3)
    assert entry is not None
    everything = page.model.rowCount()
    page.open(Target("history", site=entry.event.site))
    settle()
    assert page.model.rowCount() == everything
    page.open(Target("history", checkpoint=entry.event.checkpoint, site=entry.event.site))
    settle()
    assert cells(page, history_model.ACT) == ["回答", "回答"]


def test_only_the_window_that_is_painted_is_fetched(
    page: HistoryPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_model, "WINDOW", 2)
    asked: list[tuple[int, str]] = []
    read = safekeeping.history

    def watched(desk: object, query: HistoryQuery, offset: int = 0, limit: int = 200) -> object:
        asked.append((offset, threading.current_thread().name))
        return read(page.session.desk, query, offset, limit)

    monkeypatch.setattr(safekeeping, "history", watched)
    page.model.ask(HistoryQuery())
    settle()
    assert page.model.entry(0) is not None
    last = page.model.rowCount() - 1
    page.model.index(last, 0).data()
    settle()
    assert page.model.entry(last) is not None
    assert all(name.startswith("pool") for _, name in asked)


def test_what_happens_elsewhere_appears(page: HistoryPage, settle: Settle) -> None:
    before = page.model.rowCount()
    page.session.do(lambda desk: auditing.add_site(desk, "南営業所"))
    settle()
    assert page.model.rowCount() == before + 1
    assert cells(page, history_model.ACT)[0] == "事業所の追加"


def test_the_chain_is_checked_in_words(page: HistoryPage, settle: Settle) -> None:
    QTest.mouseClick(page.verify_button, Qt.MouseButton.LeftButton)
    settle()
    assert page.notice.isVisible()
    assert page.notice.words.text().startswith("○ 書換えはありません。履歴 6 件")
    assert page.verify_button.isEnabled()


def test_a_changed_byte_is_told(page: HistoryPage, settle: Settle) -> None:
    with sqlite3.connect(page.session.desk.file.location) as foreign:
        foreign.execute("UPDATE history SET by = 'somebody else' WHERE seq = 2")
    foreign.close()
    page.verify()
    settle()
    assert page.notice.words.text().startswith("× ファイルの")
    assert "履歴の記録が書き換えられ" in page.notice.words.text()


def test_a_backup_is_made_where_it_was_wanted(page: HistoryPage, settle: Settle, tmp_path: Path) -> None:
    folder = tmp_path / "控え"
    folder.mkdir()
    page.backup_to(folder)
    settle()
    (copy,) = folder.iterdir()
    assert copy.name in page.notice.words.text()
    assert safekeeping.verify(page.session.desk.world, copy).problems == ()


def test_a_backup_that_cannot_be_made_is_told_in_a_sentence(page: HistoryPage, settle: Settle, tmp_path: Path) -> None:
    page.backup_to(tmp_path / "nowhere")
    settle()
    assert "フォルダー" in page.notice.words.text()
    assert page.backup_button.isEnabled()


def test_the_language_is_switched_while_the_page_stands(
    page: HistoryPage, dressed: QApplication, settle: Settle
) -> None:
    assert unnamed(page) == []
    speak(dressed, "en")
    settle()
    assert unnamed(page) == []
    assert page.title.text() == "History"
    assert cells(page, history_model.ACT)[0] == "Measure changed"
    assert "Verdict: Nonconforming → Conforming" in cells(page, history_model.WHAT)[3]


def test_every_act_of_the_program_has_a_word(root: Path) -> None:
    acts: set[str] = set()
    for file in (root / "app").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Event", "_keep_action"):
                acts.update(
                    leaf.value
                    for argument in node.args
                    for leaf in ast.walk(argument)
                    if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and "." in leaf.value
                )
    acts |= {"answer.recorded", copies.COPIED, copies.CONFIRMED}
    assert {"answer.recorded", "plan.withdrawn", "separation.removed"} <= acts
    # What a proposal comes to is put together from the decision: adopted, changed, rejected.
    acts.remove("proposal.")
    assert {"proposal.adopted", "proposal.changed", "proposal.rejected"} | acts <= set(act_words())


def test_ids_and_truth_values_are_told_in_words(session: Session) -> None:
    desk = session.desk
    auditing.change_filing(desk, ground=Ground.ORDER, dated=date(2026, 9, 1))
    figure = CaseFigure("閲覧者", "3", date(2026, 9, 1), "調査")
    discipline = Discipline("課長級", "減給", "監督不十分", date(2026, 9, 2))
    case = Case("", 0, "renewable", False, figures=(figure,), discipline=(discipline,))
    planning.put_case(desk, case)
    with desk.file.read() as work:
        newest = work.history.entries(HistoryQuery(), 0, 2)
    told = {d.field: d.after for entry in newest for d in differences(entry, names_of(session))}
    assert told["発生の有無"] == "発生していない"
    assert "条" in told["条文"]
    assert "推計・実数の別: 実数" in told["数値"]
    assert "処分: 減給" in told["処分の内容"]
    assert "決定日: 2026年9月2日" in told["処分の内容"]
    assert "値: 3" in told["数値"]
    assert "時点: 2026年9月1日" in told["数値"]
    assert told["命令・勧告・指導の日付"] == "2026年9月1日"


def test_what_became_of_findings_and_moments_are_told_in_words(session: Session) -> None:
    with session.desk.file.write() as work:
        at = session.desk.stamp()
        before: dict[str, object] = {"stale": ["came R01 PC-1", "went R05 PC-2"]}
        work.history.record(at, "officer", Event("answer.upheld", "A4-4-04", "A4-4-04", "", before, {}))
        after: dict[str, object] = {"imported_at": "2026-11-26T03:54:48+00:00"}
        work.history.record(at, "officer", Event("ledger.undone", "b1", after=after))
        work.commit()
    with session.desk.file.read() as work:
        undone, upheld = work.history.entries(HistoryQuery(), 0, 2)
    (told,) = differences(upheld, names_of(session))
    assert (told.field, told.before) == ("変わった前提", "新規: R01 PC-1、解消: R05 PC-2")
    (told,) = differences(undone, names_of(session))
    assert (told.field, told.after) == ("取り込み日時", "2026年11月26日 03:54:48")


def test_a_row_shows_where_two_long_texts_differ(page: HistoryPage, settle: Settle) -> None:
    long = "送配電側の執務室に置かれた端末を毎月末に台帳と照合し、その結果を所長に報告する。" * 2
    planning.edit_action(page.session.desk, 1, measure=long + "四半期ごとに本店へ送る。")
    planning.edit_action(page.session.desk, 1, measure=long + "毎月、本店へ送る。")
    page.refresh(Changes(plan=True))
    settle()
    row = cells(page, history_model.WHAT)[0]
    assert "四半期ごとに本店へ送る。 → " in row
    assert "毎月、本店へ送る。" in row


def test_attempts_to_disprove_and_replies_are_told_in_words(session: Session) -> None:
    place = ("A1-1-01", "")
    answering.record_answer(session.desk, *place, Verdict.CONFORMING)
    proving.record(session.desk, *place, "佐藤", "議事録を見た", Outcome.HELD)
    with session.desk.file.write() as work:
        for basis in ("terminals-shared", "R02", "gone"):
            after: dict[str, object] = {"reply": "施錠している", "challenge": basis, "count": 2}
            work.history.record(session.desk.stamp(), "officer", Event(challenging.REPLIED, basis, *place, after=after))
        work.commit()
        replies = work.history.entries(HistoryQuery(act=challenging.REPLIED))
        (attempt,) = work.history.entries(HistoryQuery(act=proving.RECORDED))
    told = {d.field: d.after for d in differences(attempt, names_of(session))}
    assert told == {"氏名": "佐藤", "試みた内容": "議事録を見た", "試みの結果": "反証されず"}
    asked = [{d.field: d.after for d in differences(each, names_of(session))} for each in replies]
    assert [each["反問"] for each in asked] == [
        "gone",
        "R02 端末の所管と利用者の会社が、送配電側と特定関係事業者側に分かれている",
        "共用区画の端末が…台あります(…)。閲覧をどう防いでいますか。",
    ]
    assert asked[0]["反問への答え(内容)"] == "施錠している"

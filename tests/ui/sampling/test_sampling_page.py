"""Samples as an officer settles them: drawn in the dialog, results by key, nothing typed lost, a conclusion."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.domain.ledgers.form import FieldType
from app.domain.sampling import SITE, Outcome
from app.errors import UserError
from app.i18n import gettext, gettext_in
from app.services import ledgers, sampling, sampling_files
from app.services import sampling_words as words
from app.services.changes import Changes
from app.services.ports import Desk, World
from app.services.sampling import Found, Wish
from app.ui import files
from app.ui.dialogs.ask import AskText
from app.ui.ledgers.page import LedgersPage
from app.ui.sampling.draw import DrawDialog
from app.ui.sampling.page import SamplingPage
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.desk import Kept, begun, keep
from tests.services.test_sampling import book
from tests.ui.accessible import unnamed
from tests.ui.typing_keys import write

Settle = Callable[[], None]
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """A hundred and twenty terminals, imported once."""
    return keep(
        tmp_path_factory,
        lambda desk, at: ledgers.import_batch(desk, "terminals", book(at / "端末台帳.xlsx", range(1, 121))),
    )


@pytest.fixture
def desk(request: pytest.FixtureRequest, world: World, tmp_path: Path) -> Iterator[Desk]:
    """An audit without a ledger, or for those who ask for `held` with its terminals."""
    kept: Kept | None = request.getfixturevalue("kept") if "held" in request.fixturenames else None
    desk = kept.copy(tmp_path, world) if kept else begun(world, tmp_path)
    yield desk
    desk.file.close()


@pytest.fixture
def held(session: Session) -> Session:
    """An audit with the terminals."""
    return session


@pytest.fixture
def make(qtbot: QtBot, settle: Settle) -> Callable[[Session], SamplingPage]:
    def make(session: Session) -> SamplingPage:
        page = SamplingPage(session)
        qtbot.addWidget(page)
        page.resize(1300, 820)
        page.show()
        page.activateWindow()
        settle()
        return page

    return make


@pytest.fixture
def page(held: Session, make: Callable[[Session], SamplingPage]) -> SamplingPage:
    """A sample of five."""
    sampling.draw(held.desk, Wish("terminals", size=5, grouped_by=SITE, purpose="現物確認"))
    return make(held)


def outcomes(page: SamplingPage) -> str:
    """The results on file, a letter each."""
    view = sampling.view(page.session.desk, 1)
    return "".join(view.outcome(r.number).value[0] for r in view.records)


def dialog(kind: type) -> object:
    (found,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    return found


def test_a_sample_is_drawn_in_the_dialog(
    held: Session, make: Callable[[Session], SamplingPage], qtbot: QtBot, settle: Settle
) -> None:
    page = make(held)
    assert page.empty.isVisible()
    assert page.empty.button.text() == "抽出する…"
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    form = dialog(DrawDialog)
    assert isinstance(form, DrawDialog)
    ok = form.form.ok
    qtbot.waitUntil(ok.isEnabled)
    told, groups, away = form.form.preview.text().split("\n")
    assert (told, groups) == ("120件から30件を抽出します。", "本店 20/80、北営業所 10/40")
    assert away.startswith("抽出元のうち24件は返却済み又は廃棄済みで、現物を確認できません。")
    form.form.by_rate.click()
    qtbot.waitUntil(ok.isEnabled)
    assert "120件から46件" in form.form.preview.text() or "120件から47件" in form.form.preview.text()
    form.form.condition.setCurrentIndex(form.form.condition.findData("status"))
    write(form.form.text, "紛失")
    qtbot.waitUntil(form.form.problem.isVisible)
    assert not ok.isEnabled()
    assert "抽出できる記録がありません" in form.form.problem.text()
    form.form.text.clear()
    form.form.by_size.click()
    form.form.size.setValue(4)
    write(form.form.purpose, "現物確認")
    write(form.form.seed, "abcd-1234")
    assert unnamed(form) == []
    qtbot.waitUntil(ok.isEnabled)
    QTest.mouseClick(ok, Qt.MouseButton.LeftButton)
    settle()
    (view,) = sampling.listing(held.desk)
    assert (view.sample.size, view.sample.seed, view.sample.purpose) == (4, "ABCD-1234", "現物確認")
    assert page.full.isVisible()
    assert page.samples.currentText() == "抽出1  端末台帳  現物確認  0/4"
    assert page.table.listing.rowCount() == 4


def test_a_small_ledger_is_offered_whole_and_a_number_that_was_chosen_is_kept(
    session: Session, make: Callable[[Session], SamplingPage], qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    ledgers.import_batch(session.desk, "terminals", book(tmp_path / "端末台帳.xlsx", range(1, 11)))
    page = make(session)
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    form = dialog(DrawDialog)
    assert isinstance(form, DrawDialog)
    qtbot.waitUntil(form.form.ok.isEnabled)
    assert (form.form.size.value(), form.form.problem.isVisible()) == (10, False)
    form.form.size.setValue(12)
    qtbot.waitUntil(form.form.problem.isVisible)
    assert form.form.size.value() == 12
    form.reject()
    settle()


def test_after_a_refusal_of_the_world_it_can_be_drawn_again(
    held: Session,
    make: Callable[[Session], SamplingPage],
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = make(held)
    page.draw()
    settle()
    drawing = dialog(DrawDialog)
    assert isinstance(drawing, DrawDialog)
    qtbot.waitUntil(drawing.form.ok.isEnabled)
    with monkeypatch.context() as full:

        def no_room(*_given: object) -> None:
            raise UserError("disk_full", file="点検.shadan")

        full.setattr(sampling, "draw", no_room)
        qtbot.mouseClick(drawing.form.ok, Qt.MouseButton.LeftButton)
        settle()
    assert drawing.isVisible()
    assert drawing.form.problem.isVisible()
    qtbot.mouseClick(drawing.form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert len(sampling.listing(held.desk)) == 1


def test_a_reading_that_was_overtaken_shows_no_settled_record_as_pending(
    page: SamplingPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
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
        page.refresh(Changes(samples=True))
        sampling.record(page.session.desk, 1, 1, Found(Outcome.SOUND))
        page.refresh(Changes(samples=True))
        for come in reversed(waiting):
            come()
    settle()
    assert page.view is not None
    assert page.view.outcome(1) is Outcome.SOUND


@pytest.mark.parametrize("language", ["ja", "en"])
def test_with_large_letters_nothing_is_beyond_the_edge(
    page: SamplingPage, settle: Settle, dressed: QApplication, language: str
) -> None:
    speak(dressed, language)
    theme().wear(zoom=200)
    page.resize(900, 700)
    settle()
    assert page.minimumSizeHint().width() <= 900
    for each in (page.new_button, page.file_button, page.again_button, page.withdraw_button):
        place = each.mapTo(page, each.rect().bottomRight())
        assert page.rect().contains(place), each.text()
        assert each.width() >= each.sizeHint().width()


def test_results_by_keys_alone(page: SamplingPage, qtbot: QtBot, settle: Settle) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_1)
    settle()
    assert (outcomes(page), page.panel.number) == ("spppp", 2)
    qtbot.keyClick(page.table, Qt.Key.Key_2)
    settle()
    # What differs is asked for before anything is written.
    assert outcomes(page) == "spppp"
    assert page.panel.form.difference.hasFocus()
    write(page.panel.form.difference, "3階にある")
    qtbot.keyClick(page.panel.form.difference, Qt.Key.Key_Return)
    settle()
    assert (outcomes(page), page.panel.number) == ("sdppp", 3)
    assert page.table.hasFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_3)
    assert page.panel.form.remark.hasFocus()
    write(page.panel.form.remark, "不在")
    write(page.panel.form.evidence, "写真3")
    qtbot.keyClick(page.panel.form.evidence, Qt.Key.Key_Return, CONTROL)
    settle()
    assert (outcomes(page), page.panel.number) == ("sdupp", 4)
    qtbot.keyClick(page.table, Qt.Key.Key_1)
    settle()
    qtbot.keyClick(page.panel.form.evidence, Qt.Key.Key_1, ALT)
    settle()
    assert outcomes(page) == "sduss"
    assert page.conclusion.text().startswith("抽出した5件のうち1件に相違があった。1件は確認できなかった。")
    kept = sampling.view(page.session.desk, 1).results[3]
    assert (kept.remark, kept.evidence, kept.checked_by) == ("不在", "写真3", "officer")


def test_what_is_typed_is_never_lost(page: SamplingPage, qtbot: QtBot, settle: Settle) -> None:
    page.panel.choose(Outcome.DIFFERENT)
    write(page.panel.form.difference, "3階にある")
    page.table.choose(2)
    settle()
    # Complete: recorded by going to another record.
    assert outcomes(page) == "dpppp"
    write(page.panel.form.evidence, "写真9")
    page.table.choose(3)
    settle()
    assert outcomes(page) == "dpppp"
    assert page.panel.form.evidence.text() == ""
    assert page.table.listing.index(1, 4).data() == "✎ 入力中(未記録)"
    assert not page.leave()
    assert "抽出1の2番" in page.notice.words.text()
    page.table.choose(2)
    settle()
    assert page.panel.form.evidence.text() == "写真9"
    QTest.mouseClick(page.panel.form.sound, Qt.MouseButton.LeftButton)
    assert page.leave()
    settle()
    assert outcomes(page) == "dsppp"
    assert sampling.view(page.session.desk, 1).results[2].evidence == "写真9"


def test_typing_can_be_discarded(page: SamplingPage, settle: Settle) -> None:
    write(page.panel.form.remark, "あ")
    assert page.panel.form.discard.isVisible()
    QTest.mouseClick(page.panel.form.discard, Qt.MouseButton.LeftButton)
    assert page.panel.form.remark.text() == ""
    assert page.leave()
    settle()
    assert outcomes(page) == "ppppp"


def test_a_change_needs_its_reason_and_can_be_taken_back(page: SamplingPage, qtbot: QtBot, settle: Settle) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_1)
    settle()
    page.table.choose(1)
    settle()
    page.panel.choose(Outcome.UNCHECKED)
    write(page.panel.form.remark, "鍵がない")
    assert not page.leave()
    QTest.mouseClick(page.panel.form.record, Qt.MouseButton.LeftButton)
    asked = dialog(AskText)
    assert isinstance(asked, AskText)
    write(asked.form.answer, "見直した")
    QTest.mouseClick(asked.form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert outcomes(page) == "upppp"
    page.table.choose(1)
    settle()
    QTest.mouseClick(page.panel.form.back, Qt.MouseButton.LeftButton)
    asked = dialog(AskText)
    assert isinstance(asked, AskText)
    write(asked.form.answer, "別の端末だった")
    QTest.mouseClick(asked.form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert outcomes(page) == "ppppp"
    assert [r.reason for r in sampling.revisions(page.session.desk, 1)] == ["", "見直した", "別の端末だった"]


def test_a_day_that_cannot_be_read_is_not_recorded(page: SamplingPage, qtbot: QtBot, settle: Settle) -> None:
    write(page.panel.form.checked_on.line, "昨日")
    page.panel.choose(Outcome.SOUND, at_once=True)
    settle()
    assert outcomes(page) == "ppppp"
    assert "昨日" in page.panel.form.problem.text()
    page.panel.form.checked_on.line.clear()
    write(page.panel.form.checked_on.line, "R8.11.23")
    page.panel.record()
    settle()
    # Drawn on the 24th.
    assert "抽出した日より前" in page.notice.words.text()
    assert outcomes(page) == "ppppp"


def test_a_sample_is_withdrawn_and_drawn_again(page: SamplingPage, settle: Settle) -> None:
    QTest.mouseClick(page.again_button, Qt.MouseButton.LeftButton)
    settle()
    assert page.notice.words.text() == "同じ記録が抽出されました。"
    QTest.mouseClick(page.withdraw_button, Qt.MouseButton.LeftButton)
    asked = dialog(AskText)
    assert isinstance(asked, AskText)
    write(asked.form.answer, "層を誤った")
    QTest.mouseClick(asked.form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert "取り下げた(層を誤った)" in page.conclusion.text()
    assert not page.withdraw_button.isEnabled()
    assert not page.panel.form.sound.isEnabled()
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_1)
    settle()
    assert outcomes(page) == "ppppp"


@pytest.mark.parametrize("suffix", [".xlsx", ".pdf"])
def test_the_check_list_is_written(
    page: SamplingPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    target = tmp_path / f"点検表{suffix}"
    monkeypatch.setattr(files, "ask_save", lambda *_args: target)
    page.save(suffix)
    settle()
    assert target.stat().st_size > 3_000
    assert page.notice.words.text() == f"書き出しました: {target}"


def filled(page: SamplingPage, target: Path, result: str, rows: int, differs: str = "") -> Path:
    """The work list for Excel with a result in its first rows."""
    sampling_files.export(page.session.desk, 1, target, gettext_in("ja"), "ja")
    list_ = load_workbook(target)
    sheet = list_.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "結果" for cell in row))
    last = {str(cell.value): cell.column for cell in header}
    for row in range(header[0].row + 1, header[0].row + 1 + rows):
        sheet.cell(row, last["結果"]).value = result
        sheet.cell(row, last["相違の内容"]).value = differs
    list_.save(target)
    return target


def test_a_list_filled_in_with_excel_is_taken_in(
    page: SamplingPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = words.outcome_word(Outcome.SOUND, gettext)
    source = filled(page, tmp_path / "点検表.xlsx", good, 3)
    monkeypatch.setattr(files, "ask_open", lambda *_args: source)
    (act,) = [a for a in page.file_menu.actions() if a.text() == "Excelで記入した点検表を取り込む…"]
    act.trigger()
    settle()
    told = "点検表.xlsx: 読取り 5 行。結果の記入 3、変更 0、変更なし 0、結果なし 2、取り込み不可 0"
    assert page.notice.words.text() == told
    assert sorted(outcomes(page)) == sorted("ssspp")
    # Taken in once more with another result: a reason is asked for.
    source = filled(page, tmp_path / "改.xlsx", words.outcome_word(Outcome.DIFFERENT, gettext), 1, "別の部屋にある")
    act.trigger()
    settle()
    asked = dialog(AskText)
    assert isinstance(asked, AskText)
    write(asked.form.answer, "見直した")
    QTest.mouseClick(asked.form.ok, Qt.MouseButton.LeftButton)
    settle()
    assert "変更 1、変更なし 2" in page.notice.words.text()
    assert sorted(outcomes(page)) == sorted("dsspp")


def test_a_list_of_something_else_changes_nothing(
    page: SamplingPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = book(tmp_path / "端末.xlsx", range(1, 4))
    monkeypatch.setattr(files, "ask_open", lambda *_args: other)
    page.read_back()
    settle()
    assert "端末.xlsx" in page.notice.words.text()
    assert outcomes(page) == "ppppp"


def test_without_a_ledger_it_says_what_to_do_first(
    session: Session, make: Callable[[Session], SamplingPage], settle: Settle
) -> None:
    wanted: list[Target] = []
    session.wanted.connect(wanted.append)
    page = make(session)
    assert "先に台帳を取り込んでください" in page.empty.text.text()
    QTest.mouseClick(page.empty.button, Qt.MouseButton.LeftButton)
    assert [t.page for t in wanted] == ["ledgers"]
    page.draw()
    assert "先に台帳を取り込んでください" in page.notice.words.text()


def test_the_ledger_leads_here(held: Session, qtbot: QtBot, settle: Settle) -> None:
    wanted: list[Target] = []
    held.wanted.connect(wanted.append)
    ledger = LedgersPage(held)
    qtbot.addWidget(ledger)
    ledger.resize(1300, 800)
    ledger.show()
    settle()
    QTest.mouseClick(ledger.tools.samples, Qt.MouseButton.LeftButton)
    assert [(t.page, t.kind) for t in wanted] == [("sampling", "terminals")]
    assert not QIcon(ledger.tools.samples.icon()).isNull()


@pytest.mark.parametrize(("width", "zoom"), [(1000, 100), (1300, 100), (700, 100), (1300, 200)])
def test_everything_has_a_name_and_room(page: SamplingPage, settle: Settle, width: int, zoom: int) -> None:
    theme().wear(zoom=zoom)
    page.resize(width, 800)
    settle()
    assert unnamed(page) == []
    for box in page.panel.buttons().values():
        if box.isVisible():
            assert box.width() >= box.fontMetrics().horizontalAdvance(box.text())


def test_it_speaks_english_at_once(page: SamplingPage, dressed: QApplication, settle: Settle) -> None:
    speak(dressed, "en")
    settle()
    assert page.title.text() == "Sample checks"
    assert page.table.listing.index(0, 3).data() == "・ Still to be checked"
    assert page.panel.form.sound.text() == "1   ○ Checked, in order"
    assert page.conclusion.text().startswith("5 of the 5 records drawn are still to be checked")


def test_days_of_the_ledger_stand_as_everywhere_in_the_window(
    page: SamplingPage, held: Session, dressed: QApplication
) -> None:
    form = held.desk.world.ledgers.form("terminals")
    days = [field.id for field in form.fields if field.type is FieldType.DATE]
    view = sampling.view(held.desk, 1)
    record = replace(view.records[0], values=dict.fromkeys(days, "2026-11-25"))

    def told() -> str:
        page.panel.show_record(view, record, form)
        return "\n".join((page.panel.form.facts.text(), page.panel.form.more.text()))

    assert told().count("2026年11月25日") == len(days) > 1
    assert "2026-11-25" not in told()
    speak(dressed, "en")
    assert told().count("2026-11-25") == len(days)


def test_what_is_done_with_a_sample_ends_where_the_page_does(page: SamplingPage) -> None:
    edges = [
        each.mapTo(page, each.rect().topRight()).x() for each in (page.new_button, page.withdraw_button, page.about)
    ]
    assert len(set(edges)) == 1

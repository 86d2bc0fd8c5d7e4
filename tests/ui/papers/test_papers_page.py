"""書面 as an officer works with it: print, take scans in, enter who signed, look what is still out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pypdf
import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from app.bootstrap import render
from app.domain.paper_codes import shown_code
from app.domain.paper_loop import Printing, Signer, State
from app.formats.scans import ScanFiles
from app.i18n import gettext_in
from app.services import undoing
from app.services.changes import Changes
from app.services.papers import filing, printing, scanning
from app.services.ports import HistoryQuery
from app.services.reporting.sheets import Form
from app.ui.history.words import differences
from app.ui.main_window import MainWindow
from app.ui.papers.page import PapersPage
from app.ui.papers.signing import SigningDialog
from app.ui.papers.taken import TakenDialog
from app.ui.registry import PAGES
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.translator import speak
from tests.paper_ledgers import import_all
from tests.ui.accessible import unnamed
from tests.ui.tabbing import missed

Settle = Callable[[], None]


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Settle) -> PapersPage:
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.resize(1100, 760)
    page.show()
    settle()
    return page


@pytest.fixture
def printed(session: Session, tmp_path: Path) -> tuple[Printing, ...]:
    return printing.print_some(session.desk, tmp_path / "papers.pdf", render, gettext_in)[1]


def shown(page: PapersPage) -> list[State]:
    return [row.view.state for row in page.table.listing.rows]


def drop(page: PapersPage, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, buttons, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    page.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, keys))


def dialog(kind: type[QDialog]) -> QDialog:
    """The dialog of that kind that is shown."""
    return next(w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible())


def covered(pdf: Path, number: int, target: Path) -> Path:
    """A page as somebody scans it who covers its code."""
    width, height, pixels = ScanFiles().picture(pdf, number)
    image = Image.frombytes("RGB", (width, height), pixels)
    image.paste((255, 255, 255), (0, int(height * 0.9), width, height))
    image.save(target)
    return target


def test_papers_are_saved_with_their_codes(
    page: PapersPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shown(page) == [State.UNPRINTED] * 3
    target = tmp_path / "書面.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    page.table.selectAll()
    page.save_button.click()
    settle()
    assert shown(page) == [State.PRINTED] * 3
    text = "".join(p.extract_text() for p in pypdf.PdfReader(target).pages)
    for row in page.table.listing.rows:
        assert row.code in text
    assert "△ 印刷済 3" in page.told.text()


def test_enter_prints_the_current_paper(
    page: PapersPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> int:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(paper))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr("app.ui.reports.printing.printers_there", lambda: True)
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    settle()
    assert shown(page) == [State.PRINTED, State.UNPRINTED, State.UNPRINTED]
    assert len(pypdf.PdfReader(paper).pages) == 1
    assert ScanFiles().read(paper).pages[0].texts, "what came from the printer can be scanned"


def test_who_thinks_better_of_printing_has_printed_nothing(
    page: PapersPage, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.reports.printing.printers_there", lambda: True)
    monkeypatch.setattr(QPrintDialog, "exec", lambda _dialog: QDialog.DialogCode.Rejected)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: ("", ""))
    page.print_button.click()
    page.save_button.click()
    settle()
    assert shown(page) == [State.UNPRINTED] * 3


def test_scans_are_dropped_and_signatures_entered(
    page: PapersPage, printed: tuple[Printing, ...], settle: Settle, tmp_path: Path
) -> None:
    drop(page, tmp_path / "papers.pdf")
    settle()
    assert shown(page) == [State.RETURNED] * 3
    assert "綴込み 3 件" in page.notice.words.text()
    page.table.choose(page.table.listing.rows[0].key)
    page.sign_button.click()
    settle()
    signing = dialog(SigningDialog)
    assert isinstance(signing, SigningDialog)
    assert unnamed(signing) == []
    signing.enter()
    assert "署名者" in signing.problem.text()
    signing.roles[0].setText("点検者")
    signing.names[0].setText("𠮷野 花子")
    signing.enter()
    assert "署名日" in signing.problem.text()
    signing.day.set_text("2026-11-30")
    signing.enter()
    settle()
    assert "先の日付" in signing.problem.text()
    signing.day.set_text("2026-11-24")
    QTest.keyClick(signing.day.line, Qt.Key.Key_Return)
    settle()
    assert shown(page) == [State.SIGNED, State.RETURNED, State.RETURNED]
    assert "点検者 𠮷野 花子" in page.facts.text()


def test_a_page_that_is_not_recognised_is_shown_and_filed_by_hand(
    page: PapersPage, printed: tuple[Printing, ...], settle: Settle, tmp_path: Path
) -> None:
    page.read()
    settle()
    page.take([covered(tmp_path / "papers.pdf", 2, tmp_path / "ぼけ.png")])
    settle()
    told = dialog(TakenDialog)
    assert isinstance(told, TakenDialog)
    settle()
    assert unnamed(told) == []
    assert told.picture.scale > 0
    assert "ぼけ.png" in told.lines.item(0).text()
    told.chooser.setCurrentIndex(told.chooser.findData(printed[1].code))
    told.file_button.click()
    settle()
    assert told.lines.count() == 0 or "ぼけ.png" not in told.lines.item(0).text()
    told.shut.click()
    settle()
    assert shown(page) == [State.PRINTED, State.RETURNED, State.PRINTED]
    assert "手動照合" in page.table.listing.rows[1].why


def test_what_is_refused_is_told_with_its_reason(
    page: PapersPage, printed: tuple[Printing, ...], settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "cut.pdf").write_bytes(b"%PDF-1.7 cut")
    page.take([tmp_path / "cut.pdf"])
    settle()
    assert "cut.pdf" in page.notice.words.text()
    assert "壊れて" in page.notice.words.text()
    page.take([tmp_path / "papers.pdf", tmp_path / "cut.pdf"])
    settle()
    told = dialog(TakenDialog)
    assert isinstance(told, TakenDialog)
    lines = [told.lines.item(n).text() for n in range(told.lines.count())]
    assert any("cut.pdf" in line for line in lines)
    assert sum(line.startswith("綴込み") for line in lines) == 3
    assert not told.file_button.isEnabled()
    told.close()


@pytest.mark.parametrize("typed", ["{code}", "{small}\r", "{payload}"])
def test_a_code_that_is_typed_or_scanned_leads_to_its_paper(
    page: PapersPage, printed: tuple[Printing, ...], settle: Settle, tmp_path: Path, typed: str
) -> None:
    page.read()
    settle()
    code = printed[2].code
    payload = ScanFiles().read(tmp_path / "papers.pdf").pages[2].texts[0] if "payload" in typed else ""
    said = typed.format(code=shown_code(code), small=code.lower(), payload=payload).strip()
    page.state_box.setCurrentIndex(page.state_box.findData(State.SIGNED.value))
    page._show()
    page.code.setFocus()
    QTest.keyClicks(page.code, said)
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    settle()
    row = page.table.current()
    assert row is not None
    assert row.view.last == printed[2]
    assert page.code.text() == ""


def test_a_code_that_is_mistyped_stays_to_be_mended(page: PapersPage, settle: Settle) -> None:
    QTest.keyClicks(page.code, "ABCD-EFGH")
    QTest.keyClick(page.code, Qt.Key.Key_Return)
    settle()
    assert "書面コードではありません" in page.notice.words.text()
    assert page.code.selectedText() == "ABCD-EFGH"


def test_filters_show_a_part_and_nothing_is_lost(
    page: PapersPage, session: Session, printed: tuple[Printing, ...], settle: Settle, tmp_path: Path
) -> None:
    (tmp_path / "one.pdf").write_bytes(ScanFiles().extract(tmp_path / "papers.pdf", [1]))
    session.do(lambda desk: scanning.take(desk, [tmp_path / "one.pdf"]))
    settle()
    page.open(Target("papers", options={"state": "out"}))
    assert shown(page) == [State.PRINTED, State.PRINTED]
    page._clear()
    page.form_box.setCurrentIndex(page.form_box.findData(Form.RESULT_CONFIRMATION.value))
    page.form_box.activated.emit(0)
    assert [row.view.form for row in page.table.listing.rows] == [Form.RESULT_CONFIRMATION]
    page.search.setText("どこにもない")
    assert not page.empty.isHidden()
    page.empty.button.click()
    assert len(shown(page)) == 3


def test_papers_from_the_ledgers_are_listed_once_they_are_asked_for(
    page: PapersPage, session: Session, settle: Settle, tmp_path: Path
) -> None:
    def ask(form: Form) -> list[Form]:
        page.form_box.setCurrentIndex(page.form_box.findData(form.value))
        page.form_box.activated.emit(0)
        settle()
        return [row.view.form for row in page.table.listing.rows]

    assert len(shown(page)) == 3
    assert ask(Form.PLEDGE) == []
    assert "従業員一覧が取り込まれていません" in page.empty.text.text()
    import_all(session.desk, tmp_path, "people")
    page.refresh(Changes(at="2026-11-10T09:00:00Z", papers=True))
    settle()
    assert ask(Form.PLEDGE) == [Form.PLEDGE] * 4
    assert ask(Form.WALK_SHEET) == []
    page.empty.button.click()
    settle()
    assert len(shown(page)) == 7


def test_a_scan_does_not_count_any_more_with_a_reason(
    page: PapersPage, session: Session, printed: tuple[Printing, ...], settle: Settle, tmp_path: Path
) -> None:
    session.do(lambda desk: scanning.take(desk, [tmp_path / "papers.pdf"]))
    settle()
    page.table.choose(page.table.listing.rows[0].key)
    page.withdraw_button.click()
    # Another paper is looked at while the reason is written.
    page.table.choose(page.table.listing.rows[1].key)
    page.reason.field.setText("署名欄が空だった")
    QTest.keyClick(page.reason.field, Qt.Key.Key_Return)
    settle()
    assert shown(page) == [State.PRINTED, State.RETURNED, State.RETURNED]


def test_a_folder_is_watched(
    page: PapersPage, printed: tuple[Printing, ...], qtbot: QtBot, settle: Settle, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    folder = tmp_path / "複合機"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *a, **k: str(folder))
    monkeypatch.setattr(page.watch._timer, "start", lambda: page.watch._rest())
    page.watch_button.click()
    settle()
    assert "複合機" in page.watch_button.text()
    (tmp_path / "papers.pdf").rename(folder / "a.pdf")

    def back() -> bool:
        settle()
        return shown(page) == [State.RETURNED] * 3

    qtbot.waitUntil(back)
    page.watch_button.click()
    assert page.watch.folder is None


def test_the_page_works_in_a_sealed_audit(page: PapersPage) -> None:
    """Papers go out and come back after the seal: none of the buttons is locked by it."""
    for each in (page.take_button, page.print_button, page.save_button, page.out_button):
        assert each.isEnabled()


def test_everything_is_named_and_reached_by_tab(page: PapersPage, settle: Settle) -> None:
    assert unnamed(page) == []
    page.activateWindow()
    assert missed(page) == []


@pytest.mark.parametrize("zoom", [100, 200])
def test_it_speaks_both_languages_at_any_size(
    page: PapersPage, dressed: QApplication, settle: Settle, zoom: int
) -> None:
    speak(dressed, "en")
    theme().wear(mode="light", zoom=zoom)
    page.resize(860, 640)
    settle()
    assert page.title.text() == "Papers"
    assert page.table.listing.rows[0].state == "not printed"
    speak(dressed, "ja")
    settle()
    assert page.table.listing.rows[0].state == "未印刷"


def test_the_window_leads_to_it(window: MainWindow, session: Session, settle: Settle) -> None:
    entry = next(entry for entry in PAGES if entry.id == "papers")
    assert isinstance(entry.make(session, window), PapersPage)
    settle()


def test_the_history_tells_of_papers_in_words(
    session: Session, printed: tuple[Printing, ...], tmp_path: Path, dressed: QApplication
) -> None:
    scanning.take(session.desk, [tmp_path / "papers.pdf"])
    filing.mark_signed(session.desk, "SC-001", [Signer("𠮷野 花子", "点検者")], date(2026, 11, 24))
    with session.desk.file.read() as work:
        entries = work.history.entries(HistoryQuery())
    told = [{d.field: d.after for d in differences(entry, str)} for entry in entries]
    assert told[0] == {"署名者": "点検者 𠮷野 花子", "署名日": "2026-11-24"}
    assert told[3]["様式番号"] == "SC-001"
    assert told[3]["綴じ込んだページ数"] == "1"
    assert told[6]["コード"] == shown_code(printed[0].code)


def test_what_was_left_stays_as_a_list_that_can_be_copied(
    page: PapersPage, printed: tuple[Printing, ...], settle: Settle, tmp_path: Path
) -> None:
    undoing.undo(page.session.desk, gettext_in("ja"))
    page.read()
    settle()
    assert shown(page) == [State.TAKEN_BACK] * 3
    drop(page, tmp_path / "papers.pdf")
    settle()
    told = dialog(TakenDialog)
    assert isinstance(told, TakenDialog)
    assert told.lines.count() == 3
    assert "officer" in told.lines.item(0).text()
    told.copy_button.click()
    copied = QApplication.clipboard().text().splitlines()
    assert len(copied) == 4
    assert copied[1].startswith("papers.pdf 1ページ: SC-001(本店)の第1版は")
    told.accept()
    settle()
    assert page.left_button.text() == "綴じ込まなかったスキャン(3)…"
    page.left_button.click()
    again = dialog(TakenDialog)
    assert isinstance(again, TakenDialog)
    assert again.chooser.currentData() == printed[0].code, "no other paper is offered for it"
    again.file_button.click()
    settle()
    assert again.lines.count() == 2
    again.accept()
    settle()
    assert shown(page)[0] is State.RETURNED
    assert page.left_button.text() == "綴じ込まなかったスキャン(2)…"
    assert "手動照合" in page.table.listing.rows[0].why


def test_a_code_whose_printing_was_taken_back_leads_to_its_paper(
    page: PapersPage, printed: tuple[Printing, ...], settle: Settle
) -> None:
    undoing.undo(page.session.desk, gettext_in("ja"))
    page.read()
    settle()
    page.code.setText(shown_code(printed[1].code))
    page.open_code()
    settle()
    row = page.table.current()
    assert row is not None
    assert row.view.name == "北営業所"
    assert "取り消しました" in page.notice.words.text()


def test_another_name_than_the_printed_one_is_asked_about(
    session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    import_all(session.desk, tmp_path, "people")
    target = tmp_path / "one.pdf"
    printing.print_some(session.desk, target, render, gettext_in, forms=[Form.PLEDGE], only=["1001"])
    scanning.take(session.desk, [target])
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    place = next(n for n, row in enumerate(page.table.listing.rows) if row.view.subject == "1001")
    page.table.choose(page.table.listing.rows[place].key)
    page.sign_button.click()
    settle()
    asked = dialog(SigningDialog)
    assert isinstance(asked, SigningDialog)
    assert not asked.other.isVisible()
    asked.names[0].setText("伊藤 保")
    asked.day.set_text("2026-11-24")
    asked.accept_button.click()
    settle()
    assert asked.other.isVisible()
    assert asked.other.hasFocus()
    assert "青木 明" in asked.problem.text()
    asked.other.setText("休職中のため上長が署名した")
    asked.accept_button.click()
    settle()
    row = page.table.listing.rows[place]
    assert row.view.state is State.SIGNED
    assert "青木 明本人の署名でない: 休職中のため上長が署名した" in row.why

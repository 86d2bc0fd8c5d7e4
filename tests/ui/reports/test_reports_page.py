"""Reports as an officer makes them: choose, look, save, print; told when the paper is older than the records."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.domain.grades import Verdict
from app.errors import UserError
from app.services import answering, auditing, reporting
from app.services.ports import World
from app.ui.dialogs.question import Question
from app.ui.reports.page import COMPARISON, OFFERS, OfferCard, ReportsPage
from app.ui.reports.preview import PaperPreview
from app.ui.reports.printing import print_pages, printer_for_a4
from app.ui.session import Session, Target
from app.ui.style.theme import theme
from app.ui.tasks import Task
from app.ui.translator import speak
from tests.services.earlier_audit import next_audit


@pytest.fixture
def page(session: Session, qtbot: QtBot, settle: Callable[[], None]) -> ReportsPage:
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.resize(1200, 800)
    page.show()
    settle()
    return page


def pressed(page: ReportsPage, text: str) -> QPushButton:
    return next(b for b in page.findChildren(QPushButton) if b.text() == text)


def preview(page: ReportsPage) -> PaperPreview:
    found = page.findChild(PaperPreview)
    assert isinstance(found, PaperPreview)
    return found


@pytest.mark.parametrize("number", range(len(OFFERS)))
def test_every_report_is_shown_as_it_will_be_printed(
    page: ReportsPage, qtbot: QtBot, settle: Callable[[], None], number: int
) -> None:
    card = page.findChildren(OfferCard)[number]
    qtbot.mouseClick(card.title, Qt.MouseButton.LeftButton)
    settle()
    assert preview(page).pages >= 1
    picture = preview(page).viewport().grab().toImage()
    colours = {picture.pixelColor(x, 120).name() for x in range(0, picture.width(), 3)}
    assert "#ffffff" in colours


def test_enter_opens_a_report_as_space_does(page: ReportsPage, qtbot: QtBot, settle: Callable[[], None]) -> None:
    for number, key in enumerate((Qt.Key.Key_Return, Qt.Key.Key_Space)):
        card = page.findChildren(OfferCard)[number]
        card.title.setFocus()
        qtbot.keyClick(card.title, key)
        settle()
        assert preview(page).pages >= 1
        assert card.title.isChecked()


def test_a_comparison_is_offered_once_others_were_chosen(
    page: ReportsPage, settle: Callable[[], None], world: World, tmp_path: Path
) -> None:
    offered = next(each for each in page.findChildren(OfferCard) if each.offer is COMPARISON)
    page.open(Target("reports", options={"report": "comparison"}))
    assert offered.isHidden()
    desk = auditing.create(world, tmp_path / "前.shadan", next_audit("本店"))
    desk.file.close()
    page.open(Target("reports", options={"report": "comparison", "with": desk.file.location}))
    settle()
    assert offered.isVisible()
    assert preview(page).pages >= 1


def test_what_could_not_be_made_leaves_no_other_report_to_be_saved(
    page: ReportsPage, settle: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    page.choose(OFFERS[0])
    settle()
    save, print_button = pressed(page, "保存…"), pressed(page, "印刷…")
    assert save.isEnabled()

    def full(*_given: object) -> None:
        raise UserError("disk_full", file="report.pdf")

    monkeypatch.setattr(reporting, "write", full)
    page.choose(OFFERS[1])
    # While another report is made, the one before is not to be had under the new card.
    assert not save.isEnabled()
    settle()
    assert not save.isEnabled()
    assert not print_button.isEnabled()
    assert preview(page).pages == 0


def test_a_report_that_is_on_its_way_outlives_the_next_one(page: ReportsPage, settle: Callable[[], None]) -> None:
    page.choose(OFFERS[0])
    settle()
    assert page._made is not None
    file = page._made.file
    page.choose(OFFERS[1])
    settle()
    assert file.exists()


def test_save_writes_the_pdf_that_is_shown(
    page: ReportsPage, qtbot: QtBot, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "提出 用.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    page.open(Target("reports", options={"report": "results"}))
    settle()
    qtbot.keyClick(preview(page), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    settle()
    text = "".join(p.extract_text() for p in pypdf.PdfReader(target).pages)
    assert "自己点検結果報告書" in text


def test_a_name_with_a_dot_stays_whole_and_nothing_is_replaced_unasked(
    page: ReportsPage, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier, other = tmp_path / "改善計画 R8.12.pdf", tmp_path / "改善計画 R8.pdf"
    earlier.write_bytes(b"earlier")
    other.write_bytes(b"other")
    names = ["改善計画 R8.12", "改善計画 R8.12(2)"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(tmp_path / names.pop(0)), ""))
    asked: list[str] = []

    def no(box: Question) -> bool:
        asked.append(box.words.text())
        return False

    monkeypatch.setattr(Question, "exec", no)
    page.choose(OFFERS[1])
    settle()
    pressed(page, "保存…").click()
    settle()
    assert asked == ["「改善計画 R8.12.pdf」は既にあります。置き換えますか。"]
    assert (earlier.read_bytes(), other.read_bytes()) == (b"earlier", b"other")
    assert (tmp_path / "改善計画 R8.12(2).pdf").read_bytes().startswith(b"%PDF")


def test_a_place_that_cannot_be_written_to_is_said_in_words(
    page: ReportsPage, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "none" / "x.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    page.choose(OFFERS[1])
    settle()
    pressed(page, "保存…").click()
    settle()
    assert any("x.pdf" in label.text() for label in page.findChildren(type(page._result)))


def test_paper_older_than_the_records_says_so(page: ReportsPage, session: Session, settle: Callable[[], None]) -> None:
    page.choose(OFFERS[1])
    settle()
    anew = pressed(page, "作り直す")
    assert not anew.isVisible()
    place = session.outline.places[0]
    session.do(lambda desk: answering.record_answer(desk, *place, Verdict.CONFORMING))
    settle()
    assert anew.isVisible()
    anew.click()
    settle()
    assert not anew.isVisible()


def test_keys_turn_the_pages(page: ReportsPage, qtbot: QtBot, settle: Callable[[], None]) -> None:
    page.choose(OFFERS[2])
    settle()
    paper = preview(page)
    assert paper.pages >= 3
    paper.setFocus()
    qtbot.keyClick(paper, Qt.Key.Key_PageDown)
    assert paper.page == 2
    qtbot.keyClick(paper, Qt.Key.Key_End)
    assert paper.page == paper.pages
    qtbot.keyClick(paper, Qt.Key.Key_Home)
    assert paper.page == 1
    before = paper.scale
    qtbot.keyClick(paper, Qt.Key.Key_Plus)
    assert paper.scale > before


def test_printing_draws_the_chosen_pages(
    page: ReportsPage, session: Session, settle: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "printed.pdf"

    def accept(dialog: QPrintDialog) -> int:
        printer = dialog.printer()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(out))
        printer.setFromTo(1, 2)
        return 1

    monkeypatch.setattr("app.ui.reports.printing.printers_there", lambda: True)
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    page.choose(OFFERS[2])
    settle()
    page._print()
    settle()
    read = pypdf.PdfReader(out)
    assert len(read.pages) == 2
    assert [round(float(n)) for n in read.pages[0].mediabox[2:]] == [595, 842]


def test_printing_stops_when_asked(
    session: Session, page: ReportsPage, settle: Callable[[], None], tmp_path: Path
) -> None:
    page.choose(OFFERS[2])
    settle()
    assert page._made is not None
    printer = printer_for_a4()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "stopped.pdf"))
    sent = print_pages(session.kit.paper, page._made.file, printer, lambda code, done, total: done < 1)
    assert (sent.pages, sent.stopped) == (1, True)


def test_a_report_speaks_its_own_language(page: ReportsPage, dressed: QApplication, settle: Callable[[], None]) -> None:
    box = page._language
    box.setCurrentIndex(box.findData("en"))
    page.choose(next(offer for offer in OFFERS if offer.kind == "result-confirmation"))
    settle()
    assert page._made is not None
    text = pypdf.PdfReader(page._made.file).pages[0].extract_text()
    assert "Confirmation of the audit results" in text
    speak(dressed, "en")
    settle()
    assert pressed(page, "Print…").isVisible()


@pytest.mark.parametrize("zoom", [100, 150])
def test_no_title_of_a_card_is_cut_off(
    page: ReportsPage, settle: Callable[[], None], dressed: QApplication, zoom: int
) -> None:
    speak(dressed, "en")
    theme().wear(zoom=zoom)
    page.resize(1366 * zoom // 100, 900)
    page.retranslate()
    settle()
    cards = page.findChildren(OfferCard)[0].parentWidget()
    assert cards is not None
    area = cards.parentWidget()
    assert area is not None
    for each in (card for card in page.findChildren(OfferCard) if card.isVisible()):
        assert each.title.width() >= each.title.sizeHint().width()
        assert each.geometry().right() <= area.width()


@pytest.mark.parametrize("width", [1000, 1080, 1098, 1100, 1102, 1110, 1130, 1200, 1366])
def test_the_bar_of_a_report_is_never_wider_than_the_page(
    page: ReportsPage, settle: Callable[[], None], width: int
) -> None:
    page.choose(next(offer for offer in OFFERS if offer.kind == "results"))
    settle()
    assert preview(page).pages > 1
    page.resize(width, 700)
    settle()
    assert page.width() == width
    for each in page.findChildren(QPushButton):
        if each.isVisible() and not isinstance(each.parent(), OfferCard):
            assert each.width() >= min(each.sizeHint().width(), each.maximumWidth())
            assert each.mapTo(page, each.rect().topRight()).x() < width - theme().px(24)


def test_the_banner_says_where_what_is_missing_is_told(page: ReportsPage, settle: Callable[[], None]) -> None:
    def drafts() -> list[str]:
        return [each.text() for each in page.findChildren(QLabel) if each.isVisible() and "「案」" in each.text()]

    listing = ("plan", "progress", "results", "yearly")
    for offer in OFFERS:
        page.choose(offer)
        settle()
        if offer.kind in ("overview", "reminders", "interview", "privacy-report", "factors"):
            # What tells how far the audit is, or prepares for a hearing, is no draft of anything; no case occurred.
            assert drafts() == []
            continue
        (told,) = drafts()
        assert ("最後のページ" in told) is (offer.kind in listing)
        assert ("未確認が" in told) is (offer.kind not in listing)


@pytest.mark.parametrize(("form", "begin"), [("Word (DOCX)", b"PK"), ("Excel (XLSX)", b"PK"), ("PDF", b"%PDF")])
def test_a_report_that_people_edit_is_saved_for_word_and_excel(
    page: ReportsPage,
    settle: Callable[[], None],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    form: str,
    begin: bytes,
) -> None:
    page.choose(OFFERS[0])
    settle()
    choice = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "保存するファイルの形式")
    choice.setCurrentText(form)
    suffix = str(choice.currentData())
    asked: list[str] = []

    def answer(_parent: object, _title: str, name: str, kinds: str) -> tuple[str, str]:
        asked.extend((Path(name).suffix, kinds))
        return str(tmp_path / f"計画{suffix}"), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    pressed(page, "保存…").click()
    settle()
    assert asked == [suffix, f"{form} (*{suffix})"]
    assert (tmp_path / f"計画{suffix}").read_bytes().startswith(begin)


def test_a_paper_that_is_signed_has_no_choice_of_file_types(page: ReportsPage, settle: Callable[[], None]) -> None:
    page.choose(next(offer for offer in OFFERS if offer.kind == "attestation"))
    settle()
    choice = next(box for box in page.findChildren(QComboBox) if box.accessibleName() == "保存するファイルの形式")
    assert choice.isHidden()


def test_a_report_tells_how_far_it_is_and_can_be_stopped(
    page: ReportsPage, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    told: list[str] = []
    stopped: list[Task] = []

    def begun(task: Task) -> None:
        task.progress.connect(lambda code, _done, _total: told.append(code))
        if stopped:
            task.cancel()
        stopped.append(task)

    page.session.tasks.busy.connect(begun)
    first, second = page.findChildren(OfferCard)[:2]
    qtbot.mouseClick(first.title, Qt.MouseButton.LeftButton)
    settle()
    assert "report_drawing" in told
    assert preview(page).pages >= 1
    qtbot.mouseClick(second.title, Qt.MouseButton.LeftButton)
    settle()
    # The page says so and shows no other report than the one that was chosen.
    assert any("中止しました" in label.text() for label in page.findChildren(QLabel))
    assert preview(page).pages == 0

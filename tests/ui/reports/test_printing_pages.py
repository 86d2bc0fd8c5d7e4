"""What reaches a printer: Qt's PDF output stands for one everywhere, a queue of CUPS-PDF where there is one."""

import io
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from PIL import Image, ImageChops, ImageStat
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from app.domain.paper_loop import State
from app.errors import UserError
from app.formats.report.preview import render_page
from app.ui.dialogs.question import Question
from app.ui.papers.page import PapersPage
from app.ui.reports import printing
from app.ui.reports.page import OFFERS, PAPERS, ReportsPage
from app.ui.reports.printing import Sent, chosen_pages, placed, print_pages, printer_for_a4
from app.ui.session import Session, Target
from tests.ui.conftest import PATIENCE

Settle = Callable[[], None]
WIDE, TALL = 595.28, 841.89
"""A4 in points."""


def go_on(_code: str, _done: int, _total: int) -> bool:
    return True


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Five pages with their numbers in other places, the fourth of them across and the second in colour."""
    file = tmp_path_factory.mktemp("source") / "five.pdf"
    drawn = Canvas(str(file), pagesize=A4)
    for number in range(1, 6):
        drawn.setPageSize(landscape(A4) if number == 4 else A4)
        drawn.setFillColorRGB(*((0.8, 0.1, 0.1) if number == 2 else (0, 0, 0)))
        drawn.setFont("Helvetica", 90)
        drawn.drawString(90 + 40 * number, 120 + 70 * number, f"No. {number}")
        drawn.rect(60, 60, 120, 30 * number, fill=1)
        drawn.showPage()
    drawn.save()
    return file


@pytest.fixture
def printer(qapp: QApplication, tmp_path: Path) -> QPrinter:
    made = printer_for_a4()
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    return made


def ranges(*pairs: tuple[int, int]) -> QPageRanges:
    made = QPageRanges()
    for first, last in pairs:
        made.addRange(first, last)
    return made


def look(file: Path, number: int) -> Image.Image:
    width, height, data = render_page(file, number, 1.0)
    return Image.frombytes("RGB", (width, height), data)


def differ(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pages, 0 to 255."""
    return sum(ImageStat.Stat(ImageChops.difference(one, other.resize(one.size))).mean) / 3


def test_what_is_printed_looks_like_the_pages(
    session: Session, source: Path, printer: QPrinter, tmp_path: Path
) -> None:
    assert print_pages(session.kit.paper, source, printer, go_on) == Sent(5, 5)
    out = tmp_path / "printed.pdf"
    assert len(pypdf.PdfReader(out).pages) == 5
    for number in range(5):
        page = look(source, number)
        page = page.transpose(Image.Transpose.ROTATE_270) if number == 3 else page
        assert differ(look(out, number), page) < 2
        assert differ(look(out, number), look(source, (number + 1) % 5)) > 4, "pages are told from each other"


def test_ranges_copies_and_order_are_those_of_the_dialog(printer: QPrinter) -> None:
    assert chosen_pages(printer, 5) == (1, 2, 3, 4, 5)
    printer.setPageRanges(ranges((1, 2), (5, 9)))
    assert chosen_pages(printer, 5) == (1, 2, 5)
    printer.setCopyCount(2)
    printer.setCollateCopies(True)
    assert chosen_pages(printer, 5) == (1, 2, 5, 1, 2, 5)
    printer.setCollateCopies(False)
    assert chosen_pages(printer, 5) == (1, 1, 2, 2, 5, 5)
    printer.setCopyCount(1)
    printer.setPageOrder(QPrinter.PageOrder.LastPageFirst)
    assert chosen_pages(printer, 5) == (5, 2, 1)
    printer.setPageRanges(QPageRanges())
    printer.setPrintRange(QPrinter.PrintRange.CurrentPage)
    assert chosen_pages(printer, 5, current=3) == (3,)


def test_pages_that_are_not_there_are_told(session: Session, source: Path, printer: QPrinter, tmp_path: Path) -> None:
    printer.setPageRanges(ranges((7, 9)))
    with pytest.raises(UserError) as refused:
        print_pages(session.kit.paper, source, printer, go_on)
    assert refused.value.code == "print_no_pages"
    assert not (tmp_path / "printed.pdf").exists()


def test_only_the_chosen_pages_are_drawn(session: Session, source: Path, printer: QPrinter, tmp_path: Path) -> None:
    printer.setPageRanges(ranges((2, 2), (5, 5)))
    assert print_pages(session.kit.paper, source, printer, go_on) == Sent(2, 2)
    assert differ(look(tmp_path / "printed.pdf", 1), look(source, 4)) < 2


def test_grey_is_grey(session: Session, source: Path, printer: QPrinter, tmp_path: Path) -> None:
    printer.setPageRanges(ranges((2, 2)))
    printer.setColorMode(QPrinter.ColorMode.GrayScale)
    print_pages(session.kit.paper, source, printer, go_on)
    red, green, blue = look(tmp_path / "printed.pdf", 0).split()
    assert not ImageChops.difference(red, green).getbbox()
    assert not ImageChops.difference(green, blue).getbbox()


def test_another_paper_reduces_the_pages_and_says_so(
    session: Session, source: Path, printer: QPrinter, tmp_path: Path
) -> None:
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.Letter))
    sent = print_pages(session.kit.paper, source, printer, go_on)
    assert sent == Sent(5, 5, 94)
    assert "94 %" in sent.words()
    assert [round(float(n)) for n in pypdf.PdfReader(tmp_path / "printed.pdf").pages[0].mediabox[2:]] == [612, 792]


def sheet(size: QPageSize.PageSizeId, unprintable: float) -> QPageLayout:
    edges = QMarginsF(unprintable, unprintable, unprintable, unprintable)
    made = QPageLayout(QPageSize(size), QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter)
    made.setMode(QPageLayout.Mode.FullPageMode)
    made.setMinimumMargins(edges)
    return made


def test_pages_keep_their_size_where_the_printer_cuts_nothing_off() -> None:
    size = QPageSize.PageSizeId
    assert placed(WIDE, TALL, sheet(size.A4, 5)).percent == 100
    assert placed(WIDE, TALL, sheet(size.A3, 5)).percent == 100
    wide = placed(WIDE, TALL, sheet(size.A4, 12))
    assert wide.percent < 92
    assert wide.area.left() >= 34
    assert wide.area.bottom() <= 842 - 34
    upright, across = placed(WIDE, TALL, sheet(size.A4, 5)), placed(TALL, WIDE, sheet(size.A4, 5))
    assert (upright.turned, across.turned) == (False, True)
    assert upright.area == across.area


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_cannot_be_reached_is_told(session: Session, source: Path, tmp_path: Path) -> None:
    printer = printer_for_a4()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no folder" / "printed.pdf"))
    with pytest.raises(UserError) as refused:
        print_pages(session.kit.paper, source, printer, go_on)
    assert refused.value.code == "printer_failed"


def test_without_a_printer_the_pdf_is_offered(
    session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def yes(question: Question) -> int:
        asked.append(question.words.text())
        return 1

    target = tmp_path / "saved.pdf"
    monkeypatch.setattr(printing, "printers_there", lambda: False)
    monkeypatch.setattr(Question, "exec", yes)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *a, **k: (str(target), ""))
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.show()
    page.choose(OFFERS[2])
    settle()
    page._form.setCurrentIndex(1)
    page._print()
    settle()
    assert "プリンター" in asked[0]
    assert target.read_bytes().startswith(b"%PDF")


def test_a_paper_that_comes_back_is_led_to_its_code(session: Session, qtbot: QtBot, settle: Settle) -> None:
    page = ReportsPage(session)
    qtbot.addWidget(page)
    page.show()
    gone: list[Target] = []
    session.wanted.connect(gone.append)
    page.choose(OFFERS[2])
    settle()
    assert not page._codes.isVisible()
    page.choose(next(each for each in PAPERS if each.kind == "blank-sheet"))
    settle()
    assert page._codes.isVisible()
    page._codes.click()
    assert gone[0].page == "papers"


@pytest.mark.qt_log_ignore("QPainter::begin")
@pytest.mark.parametrize("reached", [False, True])
def test_papers_are_known_as_printed_only_once_they_went_to_the_printer(
    session: Session, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reached: bool
) -> None:
    out = tmp_path / "printed.pdf" if reached else tmp_path / "no folder" / "printed.pdf"

    def accept(dialog: QPrintDialog) -> int:
        assert not dialog.testOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(out))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(printing, "printers_there", lambda: True)
    monkeypatch.setattr(QPrintDialog, "exec", accept)
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.table.selectAll()
    page.print_chosen()
    for _turn in range(4):
        settle()
    states = {row.view.state for row in page.table.listing.rows}
    assert states == {State.PRINTED if reached else State.UNPRINTED}


def queue() -> str:
    """A printer of CUPS that writes PDFs."""
    return next((name for name in QPrinterInfo.availablePrinterNames() if "PDF" in name.upper()), "")


def test_a_real_queue_prints(session: Session, source: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    name, folder = queue(), Path.home() / "PDF"
    if not name:
        pytest.skip("there is no queue of CUPS-PDF on this machine")
    printer = printer_for_a4()
    printer.setPrinterName(name)
    printer.setDocName("shadan-test")
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    printer.setPageRanges(ranges((2, 3), (5, 5)))
    before = set(folder.glob("*.pdf"))
    assert print_pages(session.kit.paper, source, printer, go_on) == Sent(3, 3)
    qtbot.waitUntil(lambda: bool(set(folder.glob("*.pdf")) - before), timeout=PATIENCE)
    out = (set(folder.glob("*.pdf")) - before).pop()
    qtbot.waitUntil(lambda: b"%%EOF" in out.read_bytes()[-64:], timeout=PATIENCE)
    assert len(pypdf.PdfReader(io.BytesIO(out.read_bytes())).pages) == 3
    assert differ(look(out, 2), look(source, 4)) < 3
    out.unlink()

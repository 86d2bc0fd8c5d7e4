"""The import wizard: languages, names, small screens, what one is asked about in view."""

import os
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.style.theme import theme
from app.ui.translator import speak
from app.ui.wizards.ledger_import import LedgerImportWizard
from app.ui.wizards.ledger_import.columns_model import FIELD, HEADING, STATE
from app.ui.wizards.ledger_import.problems_model import TOLD
from app.ui.wizards.ledger_import.step import Step
from tests.ui.accessible import unnamed
from tests.ui.kinds import being
from tests.ui.ledgers.conftest import HEADINGS, terminal
from tests.ui.ledgers.importing import Book, Settle, go, offices, to_check, untidy


def test_every_step_speaks_the_other_language_at_once(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, dressed: QApplication
) -> None:
    to_check(wizard, qtbot, settle, book(untidy()))
    speak(dressed, "en")
    settle()
    assert wizard.windowTitle() == "Import: Terminal ledger"
    assert [step.heading.text() for step in wizard.steps()[:4]] == [
        "Which file holds the ledger?",
        "Which sheets, and where are the headings?",
        "What do the columns mean?",
        "Is this what you want to import?",
    ]
    assert wizard.check_page.form.problemsTitle.text() == "1 thing to look at"
    assert "is no date" in wizard.check_page.model.index(0, 5).data()
    assert wizard.columns_page.model.state_word(wizard.columns_page.model.rows[0]) == "○ sure"


def test_everything_that_takes_focus_has_a_name(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book
) -> None:
    assert unnamed(wizard) == []
    wizard.file_page.take(book(untidy()))
    settle()
    for _step in range(3):
        assert unnamed(wizard) == []
        go(wizard, qtbot, settle)
        qtbot.waitUntil(lambda: wizard.running is None)
        settle()
    assert unnamed(wizard) == []


@pytest.mark.parametrize("zoom", [100, 200])
def test_every_step_fits_a_small_screen(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, zoom: int
) -> None:
    theme().wear(zoom=zoom, mode="dark")
    settle()
    to_check(wizard, qtbot, settle, book([*untidy(), *offices()]))
    assert wizard.minimumSizeHint().width() <= 1024
    assert wizard.minimumSizeHint().height() <= 700


def test_the_models_are_sound(
    wizard: LedgerImportWizard, qtbot: QtBot, settle: Settle, book: Book, qtmodeltester: object
) -> None:
    to_check(wizard, qtbot, settle, book([*untidy(), terminal(20, 管理番号="")]))
    for model in (wizard.columns_page.model, wizard.check_page.model):
        tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        qtmodeltester.check(model)  # type: ignore[attr-defined]
        tester.deleteLater()


def many_problems(path: Path) -> Path:
    """Two sheets of other headings and a third without any office; dates, states and offices that nobody knows."""
    made = Workbook()
    made.remove(made.active)
    for name, headings in (("北浜東ネットワークセンター", HEADINGS), ("本店", [*HEADINGS, "ばんごう札"])):
        sheet = made.create_sheet(name)
        rows = (
            terminal(n, 棚卸日="2026/2/29" if n % 3 else "9/30", 状態="貸与停止中", 事業所=(None, "港南営業所")[n % 2])
            for n in range(1, 12)
        )
        lines: list[list[object]] = [["端末管理台帳"], [], list(headings), *([*cells, "札"] for cells in rows)]
        for row in lines:
            sheet.append(row[: len(headings)])
    made.save(path)
    return path


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("zoom", "width", "height"), [(100, 760, 700), (100, 1100, 760), (150, 1326, 708), (200, 1326, 708)]
)
def test_what_one_is_asked_about_is_in_view(
    wizard: LedgerImportWizard,
    qtbot: QtBot,
    settle: Settle,
    dressed: QApplication,
    tmp_path: Path,
    language: str,
    zoom: int,
    width: int,
    height: int,
) -> None:
    theme().wear(zoom=zoom)
    speak(dressed, language)
    wizard.resize(width, height)
    wizard.file_page.take(many_problems(tmp_path / "端末管理台帳_令和8年10月.xlsx"))
    settle()
    shots = os.environ.get("SHOTS", "")

    def whole(widget: QWidget) -> bool:
        """Whether nothing of it is cut off at the right: one scrolls down, never across."""
        body = being(Step, wizard.currentPage()).body
        return bool(widget.mapTo(body, widget.rect().topRight()).x() < being(QWidget, body.parentWidget()).width())

    def shoot(name: str) -> None:
        settle()
        if shots:
            wizard.grab().save(f"{shots}/{name}-{language}-{zoom}-{width}.png")

    go(wizard, qtbot, settle)
    shoot("sheets")
    sheets = wizard.sheets_page.form
    assert whole(sheets.sheetSite)
    assert sheets.sheets.header().length() <= sheets.sheets.viewport().width()
    go(wizard, qtbot, settle)
    shoot("columns")
    table = wizard.columns_page.form.columns
    assert table.columnViewportPosition(FIELD) + table.columnWidth(FIELD) <= table.viewport().width()
    assert table.columnWidth(FIELD) >= theme().px(140)
    assert whole(wizard.columns_page.form.confirm)
    for row in range(wizard.columns_page.model.rowCount()):
        wizard.columns_page.model.confirm([row])
    go(wizard, qtbot, settle)
    qtbot.waitUntil(lambda: wizard.running is None)
    shoot("check")
    table = wizard.check_page.form.problems
    assert table.columnViewportPosition(TOLD) + table.columnWidth(TOLD) <= table.viewport().width()
    assert table.columnWidth(TOLD) >= theme().px(180)
    again = wizard.check_page.form.again
    assert again.visibleRegion().boundingRect() == again.rect()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(("zoom", "width"), [(100, 760), (200, 984), (200, 1326)])
def test_no_title_of_the_columns_is_cut(
    wizard: LedgerImportWizard,
    qtbot: QtBot,
    settle: Settle,
    dressed: QApplication,
    tmp_path: Path,
    language: str,
    zoom: int,
    width: int,
) -> None:
    theme().wear(zoom=zoom, mode="dark")
    speak(dressed, language)
    wizard.resize(width, 708)
    wizard.file_page.take(many_problems(tmp_path / "端末.xlsx"))
    settle()
    go(wizard, qtbot, settle)
    go(wizard, qtbot, settle)
    form = wizard.columns_page.form
    header = form.columns.horizontalHeader()
    shown = [n for n in range(header.count()) if not header.isSectionHidden(n)]
    assert {STATE, HEADING, FIELD} <= set(shown)
    assert [n for n in shown if header.sectionSize(n) < header.sectionSizeHint(n)] == []
    # Letter and samples, left out where there is no room for them, are told beside the heading.
    told = str(wizard.columns_page.model.index(0, HEADING).data(Qt.ItemDataRole.ToolTipRole))
    assert "貸与停止中" in told
    assert form.acts.width() <= being(QWidget, wizard.columns_page.body.parentWidget()).width()
    # With a window that grows they come back.
    wizard.resize(width + 800, 708)
    settle()
    assert header.hiddenSectionCount() == 0

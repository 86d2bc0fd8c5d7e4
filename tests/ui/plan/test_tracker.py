"""The list of measures in the window: written out, taken in after a look at what differs."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QTableWidgetItem
from pytestqt.qtbot import QtBot

from app.domain.plan import Action
from app.services import planning
from app.ui.plan.page import PlanPage
from app.ui.plan.tracker import TrackerDialog
from tests.ui.accessible import unnamed

Settle = Callable[[], None]


def stored(page: PlanPage, number: int) -> Action:
    return next(a for a in planning.view(page.session.desk).actions if a.number == number)


def cell(sheet: Any, heading: str, row: int) -> Any:
    return sheet.cell(3 + row, next(c.column for c in sheet[3] if c.value == heading))


@pytest.fixture
def written(page: PlanPage, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The list as the window has written it."""
    target = tmp_path / "対策.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(target), ""))
    page.measures.tracker.export_button.click()
    settle()
    assert "書き出しました: 対策.xlsx(対策 3 件)" in page.measures.notice.words.text()
    return target


@pytest.fixture
def came_back(page: PlanPage, written: Path, monkeypatch: pytest.MonkeyPatch, settle: Settle) -> Path:
    """It was filled in; meanwhile the same field was written in the plan."""
    book = load_workbook(written)
    sheet = book.worksheets[0]
    cell(sheet, "担当部署", 1).value = "情報システム部"
    cell(sheet, "責任者", 2).value = "西 三郎"
    cell(sheet, "項目", 4).value = "A3-5"
    cell(sheet, "対策", 4).value = "研修を改める"
    cell(sheet, "期限", 3).value = "そのうち"
    book.save(written)
    page.session.do(lambda desk: planning.edit_action(desk, 1, department="総務部"))
    settle()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(written), ""))
    return written


def shown(page: PlanPage, settle: Settle) -> TrackerDialog:
    page.measures.tracker.import_button.click()
    settle()
    settle()
    dialog = page.measures.findChild(TrackerDialog)
    assert isinstance(dialog, TrackerDialog)
    return dialog


def table(dialog: TrackerDialog) -> list[list[str]]:
    view = dialog.form.list
    return [[part(dialog, row, n).text() for n in range(view.columnCount())] for row in range(view.rowCount())]


def part(dialog: TrackerDialog, row: int, column: int) -> QTableWidgetItem:
    found = dialog.form.list.item(row, column)
    assert found is not None
    return found


def test_what_differs_is_shown_before_it_is_taken(page: PlanPage, came_back: Path, settle: Settle) -> None:
    dialog = shown(page, settle)
    rows = table(dialog)
    assert rows[0][:5] == ["1", "担当部署", "(空欄)", "情報システム部", "総務部"]
    assert rows[0][5].startswith("△")
    assert rows[1][:5] == ["2", "責任者", "(空欄)", "西 三郎", "(空欄)"]
    assert rows[2][3] == "研修を改める"
    assert "そのうち" in rows[3][3]
    assert rows[3][5].startswith("×")
    assert stored(page, 2).owner == ""
    assert not unnamed(dialog)
    dialog.reject()
    settle()
    assert stored(page, 2).owner == ""


def test_a_conflict_stays_unless_it_is_ticked(page: PlanPage, came_back: Path, settle: Settle) -> None:
    dialog = shown(page, settle)
    dialog.form.buttons.button(QDialogButtonBox.StandardButton.Ok).click()
    settle()
    assert (stored(page, 2).owner, stored(page, 1).department) == ("西 三郎", "総務部")
    assert stored(page, 4).measure == "研修を改める"
    assert page.measures.notice.words.text().startswith("取り込みました")
    dialog = shown(page, settle)
    # Nothing is left to be taken but the conflict.
    take = dialog.form.buttons.button(QDialogButtonBox.StandardButton.Ok)
    assert not take.isEnabled()
    part(dialog, 0, 5).setCheckState(Qt.CheckState.Checked)
    assert take.isEnabled()
    take.click()
    settle()
    assert stored(page, 1).department == "情報システム部"


def test_a_foreign_file_is_refused_in_one_sentence(
    page: PlanPage, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    source = tmp_path / "写真.xlsx"
    source.write_bytes(b"PK\x03\x04")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_given: (str(source), ""))
    page.measures.tracker.import_button.click()
    settle()
    assert "写真.xlsx" in page.measures.notice.words.text()
    assert page.measures.findChild(TrackerDialog) is None


def test_both_languages_name_everything(page: PlanPage, came_back: Path, qtbot: QtBot, settle: Settle) -> None:
    from app.ui.translator import speak

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    speak(app, "en")
    settle()
    try:
        assert page.measures.tracker.export_button.text() == "Write the list out…"
        dialog = shown(page, settle)
        assert dialog.windowTitle() == "Take in the list of measures"
        assert table(dialog)[1][5] == "● is taken"
        dialog.reject()
    finally:
        speak(app, "ja")
        settle()

"""The committed ledger of the sample is what its generator makes, cell for cell."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from tests.sample_ledger import FILE, build


def content(book: Workbook) -> dict[str, Any]:
    return {
        sheet.title: (
            sheet.sheet_state,
            [[cell.value for cell in row] for row in sheet.iter_rows()],
            sorted(str(area) for area in sheet.merged_cells.ranges),
        )
        for sheet in book.worksheets
    }


def test_the_committed_workbook_is_what_the_generator_makes(tmp_path: Path) -> None:
    made = tmp_path / "made.xlsx"
    build().save(made)
    assert content(load_workbook(FILE)) == content(load_workbook(made))


def test_it_is_as_untidy_as_promised() -> None:
    sheets = content(load_workbook(FILE))
    assert [state for state, _, _ in sheets.values()] == [*["visible"] * 6, "hidden"]
    assert sum(merged != [] for _, _, merged in sheets.values()) >= 3
    texts = {str(cell) for _, rows, _ in sheets.values() for row in rows for cell in row if cell is not None}
    for sign in ("㈱", "(株)", "株式会社", "小計", "合計", "※", "令和", "R8.", "ＭＨ－"):
        assert any(sign in text for text in texts), sign

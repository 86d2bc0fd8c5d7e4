"""Headers of several rows that come back on every page: the first one counts, and nothing above a header is lost
without a word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.formats.ledger_sheets import LedgerSheets
from app.services.ledger_ports import Look
from tests.formats.ledger_sheets.reading import chosen, read

GROUPS = ["管理番号", "種別", "識別情報", "", "", "配置", "", "使用者", "", "管理日", "", "状態"]
LEAVES = [
    "", "区分", "製造番号", "コンピュータ名", "IPアドレス", "設置箇所", "区画", "会社", "氏名", "配備日", "返却日", "",
]  # fmt: skip
UNITS = ["", "", "", "", "", "", "", "", "", "(和暦)", "(実績)", ""]
WRITTEN_OUT = ["管理番号", "種別", *["識別情報"] * 3, *["配置"] * 2, *["使用者"] * 2, *["管理日"] * 2, "状態"]
MERGED = ("A{0}:A{2}", "C{0}:E{0}", "F{0}:G{0}", "H{0}:I{0}", "J{0}:K{0}", "L{0}:L{2}")


def terminal(number: int) -> list[str]:
    address = f"10.20.{number // 200}.{number % 200}"
    return [
        f"HD-{number:05}", "業務用", f"SX{700000 + number}", f"HKS{number:05}", address, "3階 配電執務室", "送配電",
        "越路送配電株式会社", "高島 一郎", "R6.4.1", "", "使用中",
    ]  # fmt: skip


def header(sheet: Worksheet, groups: list[str], *, merged: bool, lines: int = 3) -> None:
    for line in (groups, LEAVES, UNITS)[:lines]:
        sheet.append(line)
    top = sheet.max_row - lines + 1
    if merged:
        for area in MERGED:
            sheet.merge_cells(area.format(top, top + 1, top + lines - 1))


def book(path: Path, *, again: list[str], merged: bool, lines: int = 3) -> Path:
    made = Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "金沢支社"
    sheet.append(["情報機器管理簿(金沢支社)"])
    sheet.append(["令和8年10月31日現在"])
    sheet.append([])
    header(sheet, GROUPS, merged=True, lines=lines)
    for number in range(1, 26):
        sheet.append(terminal(number))
    sheet.append(["小計", "", "25台"])
    sheet.append([])
    header(sheet, again, merged=merged, lines=lines)
    for number in range(26, 61):
        sheet.append(terminal(number))
    made.save(path)
    return path


@pytest.mark.parametrize("lines", [2, 3])
@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("again", [GROUPS, WRITTEN_OUT], ids=["as-before", "written-out"])
def test_a_header_of_several_rows_that_comes_back_is_no_new_one(
    again: list[str], merged: bool, lines: int, tmp_path: Path
) -> None:
    path = book(tmp_path / "端末.xlsx", again=again, merged=merged and again is GROUPS, lines=lines)
    records, problems, chunks = read(path)
    assert [record.key for record in records] == [f"HD-{number:05}" for number in range(1, 61)]
    assert records[0].values["delivered"] == "2024-04-01"
    assert sum(chunk.rejected for chunk in chunks) == 0
    assert not [problem for problem in problems if problem.code == "rows_above"]


def look_below(path: Path, row: int) -> Look:
    return LedgerSheets().look("terminals", path, header_rows={"金沢支社": row})


def test_a_line_of_units_below_the_header_takes_no_column_away(tmp_path: Path) -> None:
    """The help says: of several rows with headings name the last."""
    (sheet,) = look_below(book(tmp_path / "端末.xlsx", again=GROUPS, merged=True), 6).sheets
    assert {column.field for column in sheet.columns} >= {"asset_no", "delivered", "status", "serial"}
    assert [column.heading for column in sheet.columns if column.field == "delivered"] == ["管理日 › 配備日 › (和暦)"]


def test_rows_above_the_header_that_look_like_records_are_told(tmp_path: Path) -> None:
    path = book(tmp_path / "端末.xlsx", again=WRITTEN_OUT, merged=False)
    look = look_below(path, 35)
    assert look.sheets[0].header_row == 35
    files = LedgerSheets()
    choices = chosen(look)
    choice = choices.sheets["金沢支社"]
    chunks = list(files.read("terminals", path, replace(choices, sheets={"金沢支社": choice})))
    (told,) = [problem for chunk in chunks for problem in chunk.problems if problem.code == "rows_above"]
    assert (told.values["count"], told.values["row"]) == ("25", "35")
    assert told.values["rows"].startswith("7–")
    assert sum(len(chunk.records) for chunk in chunks) == 35

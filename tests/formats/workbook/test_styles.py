"""What Excel shows and what stands behind it: numbers with zeros, crossed-out texts, hidden columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font

from app.formats import workbook
from app.formats.workbook.styles import layout_of, shown, styles_of
from app.services import ledger_problems, ledgers
from app.services.ports import Desk
from tests.formats.workbook.books import SHEET, rewritten

HEADER = ["管理番号", "機種名", "使用者", "設置場所", "状態"]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("00000", 123, "00123"),
        ("00000", 123456, "123456"),
        ('"PC-"0000', 7, "PC-0007"),
        ("000\\-0000", 9800014, "980-0014"),
        ("000-0000", 140001, "014-0001"),
        ('"PC-"General', 12, "PC-12"),
        ('"第"00"号"', 5, "第05号"),
        ("00000;[Red]-00000", 1, "00001"),
        ("0000", 1.5, ""),
        ("0000", -3, ""),
    ],
)
def test_numbers_are_names_as_they_are_shown(code: str, value: float, text: str) -> None:
    assert shown(value, code) == text


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0",
        "#,##0",
        "0.00",
        "0%",
        "yyyy/mm/dd",
        '"¥"0',
        "[$-411]ge.m.d",
        '0"台"',
        "@",
        "0.00E+00",
        "h:mm",
        "",
    ],
)
def test_amounts_and_days_stay_what_they_are(code: str) -> None:
    assert layout_of(code) == ()


@given(st.text("0#?;-/ PC第号,.%@[]yG_", max_size=12), st.floats(0, 1e15))
def test_any_format_is_understood_or_left_alone(code: str, value: float) -> None:
    text = shown(value, code)
    assert not text or int("".join(filter(str.isdecimal, text)) or 0) == int(value)


@given(st.text(max_size=80))
def test_any_styles_can_be_looked_at(text: str) -> None:
    styles_of(f"<fonts><font><strike/>{text}</font></fonts><cellXfs><xf fontId='0' {text}/></cellXfs>")


def book(path: Path, rows: int = 3) -> Path:
    made = Workbook()
    sheet = made.active
    sheet.title = "端末台帳"
    sheet.append(HEADER)
    for n in range(1, rows + 1):
        sheet.append([100 + n, "TD", "東湾 太郎", "3階", "使用中"])
        sheet.cell(n + 1, 1).number_format = "000000"
    made.save(path)
    return path


def test_keys_are_read_as_excel_shows_them(tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx")
    found = workbook.look(path)
    (sheet,) = found.sheets
    assert [row[0] for row in sheet.head] == ["管理番号", "000101", "000102", "000103"]
    assert sheet.shown == ((0, 2, 4, "000000"),)
    for known in (None, found):
        rows = [row for part in workbook.read(path, [sheet.name], known=known) for row in part.rows]
        assert [row[0] for row in rows] == ["管理番号", "000101", "000102", "000103"]


@pytest.mark.slow
def test_keys_of_a_large_sheet_and_one_that_begins_further_right(tmp_path: Path) -> None:
    made = Workbook()
    made.active.append(["", "", "番号"])
    for n in range(60_000):
        made.active.append(["", "", n, "長い記載" * 10])
        if n % 3:
            made.active.cell(n + 2, 3).number_format = "00000"
    made.save(tmp_path / "a.xlsx")
    found = workbook.look(tmp_path / "a.xlsx", limits=workbook.Limits(odd_cells=5))
    assert len(found.sheets[0].shown) == 5
    rows = [row[2] for part in workbook.read(tmp_path / "a.xlsx", ["Sheet"]) for row in part.rows]
    assert rows[1:8] == ["0", "00001", "00002", "3", "00004", "00005", "6"]
    assert rows[-1] == "59999"


def test_what_is_crossed_out_or_hidden_is_told(desk: Desk, tmp_path: Path) -> None:
    made = Workbook()
    sheet = made.active
    for row in (HEADER, *([f"PC-{n}", "TD", "東湾 太郎", "3階", "使用中"] for n in range(1, 6))):
        sheet.append(row)
    for cell in (*sheet[3], sheet["C4"], sheet["A6"], sheet["G5"], sheet["F1"]):
        cell.font = Font(strike=True)
    sheet.column_dimensions["D"].hidden = True
    sheet.column_dimensions["J"].hidden = True
    made.save(tmp_path / "端末.xlsx")
    result = ledgers.import_batch(desk, "terminals", tmp_path / "端末.xlsx", dry_run=True)
    assert result.rows.added == 5
    told = {p.code: (p.rows, ledger_problems.sentence(p, str)) for p in result.problems}
    assert told["rows_struck"][0] == (3, 6)
    assert "2 rows are crossed out" in told["rows_struck"][1]
    assert told["cells_struck"][0] == (4,)
    assert "columns (D)" in told["columns_hidden"][1]


def test_characters_of_one_computer_alone_are_told(desk: Desk, tmp_path: Path) -> None:
    rows = [HEADER, ["PC-1", "TD", "東湾 太\ue000", "3階", "使用中"], ["PC-2", "TD", "東湾\n花子", "3階", "使用中"]]
    (tmp_path / "端末.csv").write_bytes("\r\n".join(",".join(f'"{t}"' for t in row) for row in rows).encode("cp932"))
    result = ledgers.import_batch(desk, "terminals", tmp_path / "端末.csv", dry_run=True)
    assert [p.rows for p in result.problems if p.code == "characters_private"] == [(2,)]


def test_nothing_is_told_of_a_plain_ledger(desk: Desk, tmp_path: Path) -> None:
    result = ledgers.import_batch(desk, "terminals", book(tmp_path / "端末.xlsx"), dry_run=True)
    assert result.rows.added == 3
    assert not {p.code for p in result.problems} & {"rows_struck", "cells_struck", "columns_hidden", "key_zeros"}


def test_styles_that_cannot_be_read_cost_nothing(tmp_path: Path) -> None:
    path = rewritten(book(tmp_path / "a.xlsx"), SHEET, lambda data: data.replace(b' s="', b' s="99'))
    assert [row[0] for row in workbook.look(path).sheets[0].head][1:] == ["101", "102", "103"]

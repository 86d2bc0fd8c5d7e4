"""Templates and exports: what is written can be read back, and nothing in it is a formula."""

from __future__ import annotations

import csv
import gc
import io
import os
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.ledgers import Record
from app.errors import UserError
from app.formats import replacing
from app.formats.ledger_sheets import LedgerSheets
from app.services.ledger_ports import SheetTable
from tests.formats.ledger_sheets.reading import chosen, read

NASTY = {
    "asset_no": "PC-1",
    "user": '=HYPERLINK("http://x","y")',
    "note": "+81-3\n@SUM(A1)",
    "place": "-2階",
    "serial": "00123",
}


def records(*values: dict[str, str]) -> Iterator[Record]:
    return (Record("terminals", v["asset_no"], v["asset_no"], "", v) for v in values)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_template_reads_back_without_a_question(language: str, tmp_path: Path) -> None:
    path = tmp_path / "ひな形.xlsx"
    ledgers = LedgerSheets()
    ledgers.template("terminals", path, language)
    look = ledgers.look("terminals", path)
    sheet, explained = look.sheets
    form = ledgers.form("terminals")
    assert sheet.ledger
    assert [(c.field, c.sure) for c in sheet.columns] == [(f.id, True) for f in form.fields]
    assert not explained.ledger
    assert explained.reason == "header_unknown", "it is no ledger that lies on its side"
    # Only the example stands in it.
    chunks = list(ledgers.read("terminals", path, chosen(look)))
    assert [r for c in chunks for r in c.records] == []
    assert [p for c in chunks for p in c.problems] == []


def test_a_disk_that_is_full_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replacing, "_number", count(1))
    (tmp_path / f".shadan-{os.getpid()}-1.new.xlsx").symlink_to("/dev/full")
    # What the library says about it on stderr later would fail the test as well.
    with pytest.raises(UserError) as error:
        LedgerSheets().template("terminals", tmp_path / "ひな形.xlsx", "ja")
    gc.collect()
    assert error.value.code == "disk_full"
    assert list(tmp_path.iterdir()) == []


def test_a_filled_template_gives_its_records(tmp_path: Path) -> None:
    path = tmp_path / "ひな形.xlsx"
    ledgers = LedgerSheets()
    ledgers.template("terminals", path, "ja")
    book = load_workbook(path)
    sheet = book.worksheets[0]
    form = ledgers.form("terminals")
    for column, field in enumerate(form.fields, 1):
        sheet.cell(5, column).value = field.example
    book.save(path)
    found, problems, _ = read(path)
    (record,) = found
    assert problems == []
    assert record.values == {f.id: f.example for f in form.fields if f.example}


def test_a_template_helps_who_fills_it_in(tmp_path: Path) -> None:
    path = tmp_path / "ひな形.xlsx"
    ledgers = LedgerSheets()
    ledgers.template("terminals", path, "ja")
    sheet, explained = load_workbook(path).worksheets
    form = ledgers.form("terminals")
    with_choices = [f for f in form.fields if f.choices]
    lists = sheet.data_validations.dataValidation
    assert [v.formula1 for v in lists] == [f'"{",".join(f.choices)}"' for f in with_choices]
    assert all(len(v.formula1) <= 255 for v in lists)
    assert sheet.freeze_panes == "B4"
    assert sheet.cell(4, 1).value == "(例)PC-0001"
    # Numbers typed into text cells keep their zeros.
    assert sheet.cell(6, 1).number_format == "@"
    assert [row[0].value for row in explained.iter_rows(min_row=2)] == [f.headings[0] for f in form.fields]
    assert [row[2].value for row in explained.iter_rows(min_row=2)] == [f.help.ja for f in form.fields]
    assert all(10 <= sheet.column_dimensions[letter].width <= 40 for letter in "ABCDEFGH")


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_an_export_reads_back_and_holds_no_formula(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"台帳{suffix}"
    ledgers = LedgerSheets()
    ledgers.export("terminals", path, records(NASTY, {"asset_no": "PC-2"}), list(NASTY), "ja")
    if suffix == ".xlsx":
        cells = [cell for row in load_workbook(path).active.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "inlineStr"}
        assert cells[len(NASTY) + 1].value == NASTY["user"]
    else:
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert "'=HYPERLINK" in data.decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    found, problems, _ = read(path)
    assert problems == []
    assert [r.raw for r in found] == [NASTY, {"asset_no": "PC-2"}]


def test_an_export_in_english_has_english_headings(tmp_path: Path) -> None:
    path = tmp_path / "ledger.csv"
    LedgerSheets().export("terminals", path, records({"asset_no": "PC-1"}), ["asset_no", "mac"], "en")
    assert path.read_text("utf-8-sig").splitlines() == ["Asset number,MAC address", "PC-1,"]


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "台帳.csv"
    path.write_text("before", "utf-8")

    def broken() -> Iterator[Record]:
        yield from records({"asset_no": "PC-1"})
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError):
        LedgerSheets().export("terminals", path, broken(), ["asset_no"], "ja")
    assert path.read_text("utf-8") == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["台帳.csv"]


@pytest.mark.parametrize(("name", "code"), [("a.pdf", "ledger_suffix_unknown"), ("none/a.csv", "folder_missing")])
def test_targets_that_cannot_be_written(name: str, code: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        LedgerSheets().export("terminals", tmp_path / name, records(NASTY), ["asset_no"], "ja")
    assert caught.value.code == code


def test_a_template_into_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        LedgerSheets().template("terminals", tmp_path / "none" / "a.xlsx", "ja")
    assert caught.value.code == "folder_missing"


def test_characters_that_a_workbook_cannot_hold_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    LedgerSheets().export("terminals", path, records({"asset_no": "PC-1\x07", "user": "x"}), ["asset_no", "user"], "ja")
    assert [r.key for r in read(path)[0]] == ["PC-1"]


def test_a_template_can_be_printed(tmp_path: Path) -> None:
    path = tmp_path / "ひな形.xlsx"
    LedgerSheets().template("terminals", path, "ja")
    sheet, explained = load_workbook(path).worksheets
    for each in (sheet, explained):
        assert (each.page_setup.orientation, each.page_setup.paperSize, each.page_setup.fitToHeight) == (
            "landscape",
            9,
            0,
        )
        assert each.sheet_properties.pageSetUpPr.fitToPage
        assert {cell.font.name for row in each.iter_rows(max_row=6) for cell in row} == {"BIZ UDPGothic"}
    assert (sheet.print_title_rows, sheet.print_title_cols) == ("$1:$3", "$A:$A")
    widths = sum(each.width for each in sheet.column_dimensions.values())
    assert widths / sheet.page_setup.fitToWidth <= 180
    longest = max(range(2, explained.max_row + 1), key=lambda row: len(explained.cell(row, 3).value or ""))
    assert explained.row_dimensions[longest].height > 20, (
        "a text of two lines has room where rows stay as they are told"
    )


def test_a_table_shows_all_of_what_it_says(tmp_path: Path) -> None:
    digest, long = "0" * 64, "確認した内容を記入する欄" * 10
    rows = [("1", digest, long), ("", "", "")]
    LedgerSheets().tables(
        tmp_path / "表.xlsx", [SheetTable("表", (("種", "A"),), ("No.", "SHA-256", "所見"), rows, {})]
    )
    sheet = load_workbook(tmp_path / "表.xlsx").active
    assert sheet is not None
    assert sheet.column_dimensions["B"].width > len(digest)
    assert sheet.row_dimensions[4].height > 80
    assert sheet["A5"].border.bottom.style == "hair", "an empty line is to be seen on paper"

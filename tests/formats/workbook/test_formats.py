"""The same rows from every kind of file, and what must not be lost on the way."""

from __future__ import annotations

import codecs
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import pytest
import xlwt
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.formats import workbook
from app.formats.workbook import delimited
from app.formats.workbook.beginning import Beginning
from app.formats.workbook.cells import text_of
from app.formats.workbook.guard import column_letter, column_number
from tests.benchmarks.ledger_file import write_ledger
from tests.formats.workbook.books import LEDGER, SHEET, ods, rewritten, xlsx

CSV = "\r\n".join(",".join(row) for row in LEDGER) + "\r\n"


def rows_of(path: Path) -> list[list[str]]:
    """All rows of the first sheet, as `read` gives them; `look` must show the same first ones."""
    book = workbook.look(path)
    rows = [row for part in workbook.read(path, [book.sheets[0].name], known=book) for row in part.rows]
    assert [list(row) for row in book.sheets[0].head] == rows[: workbook.HEAD_ROWS]
    assert rows == [row for part in workbook.read(path, [book.sheets[0].name]) for row in part.rows]
    return rows


def test_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("端末台帳")
    for r, row in enumerate(LEDGER):
        for c, text in enumerate(row):
            sheet.write(r + 1, c + 1, text)
    sheet.write(4, 1, 7)
    sheet.write(4, 2, date(2023, 3, 31), xlwt.easyxf(num_format_str="YYYY/MM/DD"))
    sheet.write_merge(5, 6, 1, 1, "北")
    path = tmp_path / "a.xls"
    book.save(path)
    found = workbook.look(path).sheets[0]
    assert rows_of(path)[1:5] == [*[["", *row] for row in LEDGER], ["", "7", "2023-03-31", ""]]
    assert found.merged == ((5, 1, 6, 1),)
    assert found.merged_known


def test_an_open_document(tmp_path: Path) -> None:
    assert rows_of(ods(tmp_path / "a.ods")) == LEDGER


@pytest.mark.parametrize(
    "data",
    [
        CSV.encode("utf-8"),
        CSV.encode("utf-8-sig"),
        CSV.encode("cp932"),
        CSV.replace(",", "\t").encode("utf-16"),
        codecs.BOM_UTF16_BE + CSV.encode("utf-16-be"),
        CSV.encode("utf-16-le"),
        CSV.replace(",", ";").encode("cp932"),
        CSV.replace("\r\n", "\n").encode("utf-8"),
        CSV.replace("\r\n", "\r").encode("utf-8"),
    ],
)
def test_encodings_delimiters_and_line_ends(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "端末.csv"
    path.write_bytes(data)
    assert rows_of(path) == LEDGER
    assert workbook.look(path).sheets[0].name == "端末"


def test_quoted_cells_keep_their_commas_and_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes('管理番号,備考\r\nPC-1,"2階,""奥""\r\n窓側"\r\n\r\nPC-2,①㈱髙\r\n'.encode("cp932"))
    assert rows_of(path) == [["管理番号", "備考"], ["PC-1", '2階,"奥"\r\n窓側'], [], ["PC-2", "①㈱髙"]]


def test_other_delimiters_inside_cells_do_not_mislead(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('管理番号,備考\nPC-1,"a;b;c"\nPC-2,"x\ty"\nPC-3,"p;q\tr"\n', "utf-8")
    assert rows_of(path)[1:] == [["PC-1", "a;b;c"], ["PC-2", "x\ty"], ["PC-3", "p;q\tr"]]


def test_a_workbook_with_the_wrong_ending_is_read_by_its_bytes(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    assert rows_of(path.rename(tmp_path / "a.csv")) == LEDGER


def test_numbers_and_dates_as_a_person_would_write_them(tmp_path: Path) -> None:
    row = [7, 1234567890123, 0.1 + 0.2, -3, True, date(2023, 3, 31), datetime(2023, 3, 31, 10, 5), time(9, 30), "007"]
    path = xlsx(tmp_path / "a.xlsx", [row])
    assert rows_of(path) == [
        ["7", "1234567890123", "0.3", "-3", "TRUE", "2023-03-31", "2023-03-31 10:05:00", "09:30:00", "007"]
    ]


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_have_no_fraction(number: int) -> None:
    assert text_of(float(number)) == text_of(number) == str(number)


@given(st.floats(allow_nan=True, allow_infinity=True))
def test_every_number_has_a_text(number: float) -> None:
    assert text_of(number)


def test_errors_and_formulas_without_values_are_noticed(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["管理番号", "備考", "数"], ["=A9", "x", 1], ["PC-2", "#N/A", "=1+1"]])
    cell = b'<c r="C2" t="n"><f>1+1</f><v>2</v></c>'
    rewritten(path, SHEET, lambda data: data.replace(b'<c r="C2" t="n"><v>1</v></c>', cell))
    (sheet,) = workbook.look(path).sheets
    assert sheet.odd == {
        (2, 0): workbook.UNCALCULATED,
        (3, 1): workbook.ERROR,
        (3, 2): workbook.UNCALCULATED,
    }
    assert rows_of(path)[1] == ["", "x", "2"]


def test_dates_count_from_1904_where_the_book_says_so(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [[43554]])
    assert not workbook.look(path).date1904
    rewritten(path, "xl/workbook.xml", lambda data: data.replace(b"<workbookPr", b'<workbookPr date1904="1"'))
    assert workbook.look(path).date1904
    assert next(iter(workbook.read(path, ["端末台帳"]))).date1904


def test_hidden_sheets_and_rows_and_merged_cells_are_told(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "見える"
    for row in LEDGER:
        book.active.append(row)
    book.active.row_dimensions[2].hidden = True
    book.active.merge_cells("B2:C3")
    hidden = book.create_sheet("隠し")
    hidden.sheet_state = "hidden"
    hidden.append(["x"])
    book.save(tmp_path / "a.xlsx")
    shown, other = workbook.look(tmp_path / "a.xlsx").sheets
    assert (shown.visible, shown.hidden_rows, shown.merged) == (True, 1, ((1, 1, 2, 2),))
    assert (other.visible, other.rows) == (False, 1)


def test_sheets_whose_parts_have_a_prefix_are_scanned_as_well(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [["管理番号"], ["=A9"]])

    def prefixed(data: bytes) -> bytes:
        import re

        data = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", data)
        return data.replace(b"xmlns=", b"xmlns:x=").replace(b"<x:?xml", b"<?xml")

    rewritten(path, SHEET, prefixed)
    (sheet,) = workbook.look(path).sheets
    assert sheet.odd == {(2, 0): workbook.UNCALCULATED}
    assert sheet.head[0] == ("管理番号",)


@given(st.integers(0, 16_383))
def test_columns_have_letters(index: int) -> None:
    assert column_number(column_letter(index).encode()) == index + 1


@example([["", "\t\t"], ["", "\t\t"]], "utf-8")
@example([["", "a\tb"]] * 5, "utf-8")
@example([["", "a\tb\n\t"]] * 5, "utf-8")
@given(
    st.lists(
        st.lists(st.text(alphabet='あ漢aｱ①,"\n\r\t; 0', max_size=6), min_size=2, max_size=2), min_size=2, max_size=6
    ),
    st.sampled_from(["utf-8", "utf-8-sig", "cp932", "utf-16"]),
)
def test_what_is_written_as_csv_is_read_so(rows: list[list[str]], encoding: str) -> None:
    import csv
    import io

    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([["管理番号", "使用者"], *rows])
    found = list(delimited.rows(stream.getvalue().encode(encoding), workbook.Limits()))
    # Empty cells at the end of a line say nothing.
    assert found == [["管理番号", "使用者"], *([] if not any(row) else row if row[1] else row[:1] for row in rows)]


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("管理番号,使用者\n1,a\tb\tc\n2,d\te\tf\n", ","),
        ("管理番号\t使用者\t備考\n1\t佐藤\ta,b\n2\t鈴木\tc,d\n", "\t"),
        ("管理番号;価格\n1;1,5\n2;2,5\n", ";"),
        ("端末台帳\n\n管理番号\t使用者\n1\t佐藤\n", "\t"),
        ("端末台帳,2026年度\n管理番号\t使用者\t備考\n1\t佐藤\t\n2\t鈴木\t\n3\t高橋\t\n4\t田中\t\n", "\t"),
        ("端末台帳,,\n作成日,2026/4/1,\n管理番号,使用者,備考\n1,佐藤,\n", ","),
        ("管理番号\nPC-1\nPC-2\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_lines_agree_on(text: str, delimiter: str) -> None:
    assert delimited.delimiter_of(text) == delimiter


def test_a_look_at_a_large_sheet_parses_its_beginning_only(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_ledger(path, rows=14_000)
    merged = b'<mergeCells count="1"><mergeCell ref="A1:C1"/></mergeCells></worksheet>'
    rewritten(path, SHEET, lambda data: data.replace(b"</worksheet>", merged))
    with zipfile.ZipFile(path) as archive, archive.open(SHEET) as part:
        beginning = Beginning(SHEET)
        while block := part.read(1 << 20):
            beginning.take(block)
    assert 0 < len(beginning.text()) < 3 << 20
    (sheet,) = (book := workbook.look(path)).sheets
    assert (sheet.rows, sheet.columns, sheet.merged) == (14_004, 20, ((0, 0, 0, 2),))
    rows = [row for part in workbook.read(path, [sheet.name], known=book) for row in part.rows]
    assert len(rows) == 14_004
    assert [list(row) for row in sheet.head] == rows[: workbook.HEAD_ROWS]

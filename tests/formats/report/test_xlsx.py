"""Reports as XLSX: read back by openpyxl and from the XML itself."""

import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from app.formats.report.xlsx import write_xlsx
from app.formats.report.xlsx_sheets import sheet_name
from app.services.reporting.model import Cell, Column, Heading, Paragraph, Report, Table
from tests.formats.report.sample import sample


def written(tmp_path: Path, report: Report) -> Path:
    target = tmp_path / "計画.xlsx"
    write_xlsx(report, target)
    return target


def book(tmp_path: Path, *blocks: object) -> Workbook:
    report = sample() if not blocks else replace(sample(), blocks=blocks)  # type: ignore[arg-type]
    return load_workbook(written(tmp_path, report))


def test_each_table_has_a_sheet_under_its_caption(tmp_path: Path) -> None:
    made = book(tmp_path)
    assert made.sheetnames[:3] == ["概要", "本文", "表1 端末の管理に関する対策"]
    sheet = made["表2 端末の一覧"]
    assert sheet["A1"].value == "表2 端末の一覧"
    assert [cell.value for cell in sheet[3]] == ["資産番号", "判定", "内容", "確認日", "件数"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A4", "$3:$3")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == (
        9,
        "landscape",
        0,
    )
    assert sheet.oddHeader.right.text == "案　社外秘"


def test_days_are_days_and_numbers_are_numbers(tmp_path: Path) -> None:
    sheet = book(tmp_path)["表2 端末の一覧"]
    row = next(r for r in sheet.iter_rows(min_row=4) if r[0].value == "NT-00001")
    assert row[1].value == "△ 一部不備"
    assert (row[3].value, row[3].number_format) == (datetime(2026, 12, 25), 'yyyy"年"m"月"d"日"')
    assert (row[4].value, row[4].number_format) == (137, "#,##0")
    plan = book(tmp_path)["表1 端末の管理に関する対策"]
    assert [plan[f"D{n}"].value for n in (4, 5)] == ["済(2026年10月)", "2026年12月"]


@pytest.mark.parametrize("text", ["=1+1", "+81-3", "-2", "@cmd", '=HYPERLINK("http://x")', "\t=1"])
def test_no_text_becomes_a_formula(tmp_path: Path, text: str) -> None:
    sheet = book(tmp_path, Table((Column("内容"),), ((text,),), caption="表"))["表"]
    assert (sheet["A4"].value, sheet["A4"].data_type, sheet["A4"].quotePrefix) == (text, "s", True)
    with zipfile.ZipFile(tmp_path / "計画.xlsx") as archive:
        assert not any(b"<f>" in archive.read(name) for name in archive.namelist())


def test_tables_of_one_shape_stand_on_one_sheet_and_tell_where_they_are_from(tmp_path: Path) -> None:
    columns = (Column("内容"), Column("件数", "number"))
    blocks = (
        Heading(1, "A 統制"),
        Heading(2, "端末"),
        Table(columns, (("一", "1"),)),
        Heading(2, "ID"),
        Table(columns, (("二", "1,002"),)),
    )
    sheet = book(tmp_path, *blocks)["A 統制"]
    told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert told == [["見出し", "内容", "件数"], ["A 統制 / 端末", "一", 1], ["A 統制 / ID", "二", 1002]]


def test_parts_of_one_long_table_are_one_table_again(tmp_path: Path) -> None:
    columns = (Column("内容"),)
    parts = tuple(Table(columns, tuple((f"{n}",) for n in range(200))) for _part in range(3))
    sheet = book(tmp_path, Heading(1, "一覧"), *parts)["一覧"]
    assert (sheet.max_row, sheet.auto_filter.ref) == (603, "A3:A603")


def test_the_running_text_is_kept_with_its_headings(tmp_path: Path) -> None:
    made = book(tmp_path)
    told = [tuple(cell.value for cell in row) for row in made["本文"].iter_rows(values_only=False)]
    assert ("A 内部統制の抜本的強化", None) in told
    assert ("・", "未確認の項目が12件ある。") in told
    assert (None, "→ 表1 端末の管理に関する対策") in told
    assert any(row[1] and row[1].startswith("自己点検で、6事業所の端末1,204台のうち17台に") for row in told)


def test_a_sheet_has_a_name_that_excel_takes() -> None:
    taken = {"概要"}
    assert sheet_name("概要", taken) == "概要 (2)"
    assert sheet_name("年/月[案]?", taken) == "年／月［案］？"
    long = "あ" * 40
    assert [len(sheet_name(long, taken)) for _n in range(2)] == [31, 31]
    assert sheet_name("", taken) == "1"


def test_signs_that_xml_forbids_are_left_out(tmp_path: Path) -> None:
    made = book(
        tmp_path, Paragraph("前\x00\x0b後\ud800"), Table((Column("内容"),), ((Cell("一\x07二"),),), caption="表")
    )
    assert made["表"]["A4"].value == "一二"
    assert "前後" in [cell.value for cell in made["本文"]["B"]]


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, sample()).read_bytes()
    again = written(tmp_path, sample())
    assert again.read_bytes() == first
    properties = load_workbook(again).properties
    assert (properties.title, properties.language) == ("業務改善計画", "ja-JP")
    assert properties.modified is not None
    assert properties.modified.isoformat()[:16] == "2026-11-30T00:30"


def test_what_is_told_above_a_table_stands_whole_across_its_columns(tmp_path: Path) -> None:
    note = "数は対策の件数。複数の要素又は方向性に当たる対策は、それぞれに数えた。×は対策がないことを示す。" * 2
    sheet = book(
        tmp_path, Table((Column("区分"), Column("件数", "number")), (("機会", "1"),), caption="表", note=note)
    )["表"]
    assert sheet["A2"].value == note
    assert sheet["A2"].alignment.wrap_text
    assert [str(each) for each in sheet.merged_cells.ranges] == ["A2:B2"]
    assert sheet.row_dimensions[2].height > 60


def test_notes_of_several_tables_stand_in_the_running_text(tmp_path: Path) -> None:
    columns = (Column("内容"),)
    first = (Heading(2, "端末"), Table(columns, (("一",),), note="根拠は甲。"))
    made = book(tmp_path, Heading(1, "A 統制"), *first, Heading(2, "ID"), Table(columns, (("二",),), note="根拠は乙。"))
    assert made["A 統制"]["A2"].value in (None, "")
    told = [cell.value for cell in made["本文"]["B"] if cell.value]
    assert told == ["本文", "→ A 統制", "根拠は甲。", "→ A 統制", "根拠は乙。"]


def test_tables_under_one_heading_are_told_once_and_their_sources_by_their_captions(tmp_path: Path) -> None:
    parts = tuple(
        Table((Column("行"),), (("一",),), caption=caption, source=source)
        for caption, source in (("R01 1件", "端末台帳.xlsx"), ("R02 3件", "ID台帳.xlsx"), ("R02 3件", "ID台帳.xlsx"))
    )
    made = book(tmp_path, Heading(1, "別表"), *parts)
    told = [tuple(cell.value for cell in row) for row in made["本文"].iter_rows(min_row=2)]
    assert told == [("別表", None), (None, "→ 別表"), ("R01 1件", "端末台帳.xlsx"), ("R02 3件", "ID台帳.xlsx")]


def test_long_headings_of_counts_make_no_sheet_wide(tmp_path: Path) -> None:
    columns = (Column("項目"), *(Column(f"適合(証跡又は反証で立証済み){n}", "number") for n in range(7)))
    sheet = book(tmp_path, Table(columns, (("端末", *"1234567"),), caption="表"))["表"]
    assert sum(each.width for each in sheet.column_dimensions.values()) < 140
    assert sheet.row_dimensions[3].height > 30


def test_a_heading_stands_where_its_column_does(tmp_path: Path) -> None:
    columns = (Column("内容"), Column("件数", "number"), Column("判定", "mark"))
    sheet = book(tmp_path, Table(columns, (("一", "1", "○"),), caption="表"))["表"]
    for row in (3, 4):
        assert [sheet[f"{column}{row}"].alignment.horizontal for column in "BC"] == ["right", "center"]


def test_a_wide_sheet_is_still_printed_in_a_readable_size(tmp_path: Path) -> None:
    columns = (Column("No.", "number"), *(Column(f"欄{n}") for n in range(6)), Column("日付", "date"))
    row = ("1", *("端末が共用の会議室に置かれていた。" * 9 for _n in range(6)), "2026年12月25日")
    sheet = book(tmp_path, Table(columns, (row,), caption="表"))["表"]
    widths = [each.width for each in sheet.column_dimensions.values()]
    assert sum(widths) <= 180
    assert min(widths[1:7]) > 14
    assert widths[-1] >= 17
    assert sheet.row_dimensions[4].height > 100


def test_a_text_across_a_table_keeps_the_number_of_its_row(tmp_path: Path) -> None:
    columns = (Column("No.", "number"), Column("対策"), Column("部署"))
    rows = ((Cell("機会", bold=True),), ("7", "改める", "総務部"), (Cell("進み具合 40%"),))
    sheet = book(tmp_path, Table(columns, rows, caption="表"))["表"]
    told = [[cell.value for cell in row][:2] for row in sheet.iter_rows(min_row=4)]
    assert told == [[None, "機会"], [7, "改める"], [7, "進み具合 40%"]]

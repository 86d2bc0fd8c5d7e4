"""Rows of workbooks are as high as their wrapped texts, without being fixed."""

import re
import zipfile
from pathlib import Path

import pytest

from app.formats.report.row_heights import RowHeights, lines
from app.formats.report.xlsx import write_xlsx
from app.services.reporting.model import Column, Paragraph, Report, Table


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 20.0, 1),
        ("端末", 20.0, 1),
        ("端末を撤去して共有のIDを停止する", 20.0, 2),
        ("1行目\n2行目", 40.0, 2),
        ("a" * 60, 20.0, 4),
    ],
)
def test_lines_of_a_text(text: str, width: float, expected: int) -> None:
    assert lines(text, width) == expected


def test_only_rows_of_several_lines_are_told_and_other_parts_stay() -> None:
    heights = RowHeights()
    heights.note(1, 2, [("端末を撤去する" * 4, 20.0)])
    heights.note(1, 3, [("端末", 20.0)])
    sheet = b'<sheetData><row r="1"><c/></row><row r="2"><c/></row><row r="3" ht="30"><c/></row></sheetData>'
    told = heights.told("xl/worksheets/sheet1.xml", sheet).decode()
    assert re.findall(r"<row [^>]*>", told)[0] == '<row r="1">'
    assert re.search(r'<row r="2" ht="[\d.]+">', told)
    assert "customHeight" not in told
    assert heights.told("xl/worksheets/sheet2.xml", sheet) == sheet
    assert heights.told("xl/styles.xml", sheet) == sheet


def test_a_report_has_room_for_its_texts(tmp_path: Path) -> None:
    target = tmp_path / "報告.xlsx"
    rows = (("1", "撤去する"), ("2", "共用の会議室に置かれた端末を撤去し、共有のIDを停止して利用者を確かめる。" * 4))
    table = Table((Column("No.", "number"), Column("対策")), rows, caption="対策")
    blocks = (Paragraph("当社は、" * 80), table)
    write_xlsx(Report(title="報告", organisation="東湾送配電株式会社", language="ja", blocks=blocks), target)
    with zipfile.ZipFile(target) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "worksheets/sheet" in n]
    high = [re.findall(r'<row r="(\d+)" ht="([\d.]+)"', sheet) for sheet in sheets]
    # The paragraph below its heading, the second row of the table below title, notes and head.
    assert [row for row, _height in high[1]] == ["2"]
    assert [row for row, _height in high[2]] == ["5"]
    assert float(high[2][0][1]) > 60

"""Tables with the same columns are parts of one, on paper and in a document to edit."""

import re
import zipfile
from pathlib import Path

import pytest

from app.formats.report.alike import Widths
from app.formats.report.docx import write_docx
from app.formats.report.setting import Setting
from app.formats.report.tables import column_widths
from app.services.reporting.model import Box, Column, Heading, Report, Sheet, Table

COLUMNS = (Column("No.", "number"), Column("対策"), Column("期限", "date"), Column("証跡"))
SHORT = Table(COLUMNS, (("1", "撤去", "2027年1月31日", "－"),))
LONG = Table(COLUMNS, (("2", "撤去", "2026年12月31日", "台帳照合 A4-4-01 港北ネットワークセンター.csv" * 3),))
ROOM = 480.0


def test_tables_with_the_same_columns_have_the_same_widths() -> None:
    setting, alike = Setting("ja"), Widths([SHORT, Heading(2, "次"), Box((LONG,))])
    first = alike.of(setting, SHORT, ROOM)
    assert first == alike.of(setting, LONG, ROOM)
    assert sum(first) == pytest.approx(ROOM)
    # Each by itself would stand otherwise.
    assert column_widths(Setting("ja"), COLUMNS, SHORT.rows, ROOM) != list(first)


def test_a_sheet_stands_for_itself() -> None:
    alone = Widths([SHORT]).of(Setting("ja"), SHORT, ROOM)
    beside = Widths([SHORT, Sheet("W-0001", (LONG,))])
    assert beside.of(Setting("ja"), SHORT, ROOM) == alone


def test_the_sheets_of_one_file_do_not_share_their_widths() -> None:
    # An empty room is walked first; the terminals of the next one need their width.
    empty = Table(COLUMNS, (("", "", "", ""),))
    alike = Widths([Sheet("W-0001", (empty,)), Sheet("W-0002", (LONG,))])
    for table in (empty, LONG):
        own = column_widths(Setting("ja"), COLUMNS, table.rows, ROOM)
        assert alike.of(Setting("ja"), table, ROOM) == own


def test_days_stay_on_one_line_in_a_word_processor(tmp_path: Path) -> None:
    target = tmp_path / "一覧.docx"
    write_docx(Report(language="ja", title="一覧", organisation="東湾送配電株式会社", blocks=(SHORT, LONG)), target)
    with zipfile.ZipFile(target) as archive:
        text = archive.read("word/document.xml").decode()
    grids = re.findall(r"<w:tblGrid>(.*?)</w:tblGrid>", text)
    first, second = ([int(w) / 20 for w in re.findall(r'w:w="(\d+)"', grid)] for grid in grids)
    assert first == second
    room = sum(first)
    printed = Widths([SHORT, LONG]).of(Setting("ja"), SHORT, room)
    # Five places where a figure meets a kanji, each a quarter of an em of 9 points.
    assert first[2] == pytest.approx(printed[2] + 5 * 9 / 4, abs=0.2)
    assert first[1] + first[3] < printed[1] + printed[3]

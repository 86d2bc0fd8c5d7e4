"""Reports as DOCX: read back by python-docx and from the XML itself."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.errors import UserError
from app.formats.report.docx import write_docx
from app.services.reporting.model import (
    Column,
    Heading,
    Matrix,
    MatrixRow,
    Numbered,
    Paragraph,
    Phase,
    Report,
    Schedule,
    ScheduleRow,
    Sheet,
    Table,
)
from tests.formats.report.sample import sample


def written(tmp_path: Path, report: Report) -> Path:
    target = tmp_path / "計画.docx"
    write_docx(report, target)
    return target


def part(path: Path, name: str) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name).decode()


def test_the_letter_has_a_page_of_its_own_and_the_rest_is_counted(tmp_path: Path) -> None:
    document = Document(str(written(tmp_path, sample())))
    first, rest = document.sections
    lengths = (rest.page_width, rest.page_height, rest.left_margin)
    assert [round(each.mm) for each in lengths if each is not None] == [210, 297, 25]
    assert "東湾送配電株式会社" not in first.header.paragraphs[0].text
    assert first.footer.paragraphs[0].text == ""
    assert rest.header.paragraphs[0].text == "東湾送配電株式会社　業務改善計画\t案　社外秘"
    footer = rest.footer._element.xml
    assert "照合番号 7F3A-19C2-88D0" in footer
    assert re.findall(r"<w:instrText[^>]*> (\w+) <", footer) == ["PAGE"]
    assert '<w:pgNumType w:start="1"/>' in part(tmp_path / "計画.docx", "word/document.xml")


def test_a_draft_bears_its_watermark_and_a_final_paper_none(tmp_path: Path) -> None:
    path = written(tmp_path, sample())
    assert all('string="案"' in part(path, f"word/header{n}.xml") for n in (1, 2))
    final = written(tmp_path, sample(watermark=""))
    assert all("textpath" not in part(final, f"word/header{n}.xml") for n in (1, 2))


def test_headings_are_headings_and_the_contents_lead_to_them(tmp_path: Path) -> None:
    document = Document(str(written(tmp_path, sample())))
    styled = [(str(p.style.name), p.text) for p in document.paragraphs if p.style is not None]
    headings = [(name, text) for name, text in styled if name.startswith("Heading")]
    assert ("Heading 1", "A 内部統制の抜本的強化") in headings
    assert ("Heading 3", "実施に当たっての考え方") in headings
    marks = {e.get(qn("w:name")) for e in document.element.iter(qn("w:bookmarkStart"))}
    links = [e.get(qn("w:anchor")) for e in document.element.iter(qn("w:hyperlink"))]
    assert len(links) >= 4
    assert set(links) <= marks


def test_tables_repeat_their_header_and_never_split_a_row(tmp_path: Path) -> None:
    document = Document(str(written(tmp_path, sample())))
    table = next(t for t in document.tables if len(t.rows) == 94)
    heads = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, *[False] * 93]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.rows[2].cells[0].text == "NT-00000"
    assert table.rows[2].cells[1].text == "○"
    # The name of a site stands across the whole table.
    assert len(table.rows[1]._tr.tc_lst) == 1


def test_the_font_is_named_for_japanese_too_and_the_language_is_told(tmp_path: Path) -> None:
    path = written(tmp_path, sample())
    styles = part(path, "word/styles.xml")
    defaults = styles[styles.index("<w:docDefaults>") : styles.index("</w:docDefaults>")]
    assert 'w:eastAsia="BIZ UDPGothic"' in defaults
    assert 'w:eastAsia="ja-JP"' in defaults
    properties = Document(str(path)).core_properties
    assert (properties.title, properties.language, properties.author) == ("業務改善計画", "ja-JP", "東湾送配電株式会社")
    assert properties.created is not None
    assert properties.created.isoformat()[:16] == "2026-11-30T00:30"


def test_boxes_can_be_ticked_and_lists_are_lists(tmp_path: Path) -> None:
    text = part(written(tmp_path, sample()), "word/document.xml")
    assert re.findall(r'<w14:checked w14:val="(\d)"', text) == ["1", "0"]
    lists = part(tmp_path / "計画.docx", "word/numbering.xml")
    assert '<w:lvlText w:val="(%1)"/>' in lists
    assert set(re.findall(r'<w:numId w:val="(\d+)"', text)) == set(re.findall(r'<w:num w:numId="(\d+)"', lists))


def test_each_list_begins_where_it_is_told_to(tmp_path: Path) -> None:
    blocks = (Numbered(("一", "二")), Numbered(("三",), start=3))
    path = written(tmp_path, replace(sample(), blocks=blocks))
    assert re.findall(r'<w:startOverride w:val="(\d+)"', part(path, "word/numbering.xml")) == ["1", "3"]


def test_what_people_wrote_is_printed_as_it_stands(tmp_path: Path) -> None:
    said = '<b>太字</b> & "引用" \x0b\ud800]]> 𠮷田\n二行目'
    report = replace(sample(), blocks=(Paragraph(said), Heading(1, said)), title="<題> & 𠮷")
    document = Document(str(written(tmp_path, report)))
    assert document.paragraphs[0].text == '<b>太字</b> & "引用" ]]> 𠮷田\n二行目'
    assert document.core_properties.title == "<題> & 𠮷"


def test_a_paper_of_its_own_begins_a_page(tmp_path: Path) -> None:
    sheets = tuple(Sheet(f"様式{n}", (Paragraph("本文"),), code="ABC") for n in (1, 2))
    text = part(written(tmp_path, replace(sample(), blocks=sheets)), "word/document.xml")
    assert text.count("<w:pageBreakBefore/>") == 2
    assert "様式1　ABC" in text


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    first = written(tmp_path, sample()).read_bytes()
    assert written(tmp_path, sample()).read_bytes() == first
    with zipfile.ZipFile(tmp_path / "計画.docx") as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]


def test_an_earlier_file_stays_when_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "計画.docx"
    target.write_bytes(b"before")

    def full(*_arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UserError, match="disk"):
        write_docx(sample(), target)
    assert target.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [target]


def test_parts_of_one_long_table_have_the_same_widths(tmp_path: Path) -> None:
    columns = (Column("記録", "short"), Column("内容"))
    blocks = tuple(Table(columns, ((f"NT-{n}" * n, "内容" * n),)) for n in (1, 5))
    document = Document(str(written(tmp_path, replace(sample(), blocks=blocks))))
    widths = [[c.get(qn("w:w")) for c in t._tbl.iter(qn("w:gridCol"))] for t in document.tables]
    assert widths[0] == widths[1]


def test_numbers_stay_whole_where_lines_are_broken(tmp_path: Path) -> None:
    path = written(tmp_path, replace(sample(), blocks=(Paragraph("対策2、13、A4-1-05、端末"),)))
    # Of figures in Japanese, LibreOffice breaks lines anywhere.
    assert '<w:lang w:val="en-US" w:eastAsia="ja-JP"' in part(path, "word/styles.xml")
    assert "対策2、\u200b13、\u200bA4-1-05、端末" in part(path, "word/document.xml")


def test_a_matrix_of_short_names_is_not_set_in_bands(tmp_path: Path) -> None:
    names = tuple(f"{n}(1)" for n in range(1, 13))
    block = Matrix(names, (MatrixRow("機会1", ("12、13", *[None] * 11)),), corner="発生原因")
    path = written(tmp_path, replace(sample(), blocks=(block,)))
    (table,) = Document(str(path)).tables
    assert [cell.text for cell in table.rows[0].cells] == ["発生原因", *names]


def test_a_column_of_texts_has_room_for_the_days_in_it(tmp_path: Path) -> None:
    long = "端末が共用の会議室に置かれ、誰でも使うことができた。" * 4
    columns = (*(Column(f"欄{n}") for n in range(5)), Column("是正"))
    rows = ((*(long for _n in range(5)), "対策5\n資材部\n2026年11月30日"),)
    path = written(tmp_path, replace(sample(), blocks=(Table(columns, rows),)))
    (table,) = Document(str(path)).tables
    widths = [column.width.pt for column in table.columns]
    # Eleven signs of 9 points, some of them narrow, and the air that a word processor puts between them.
    assert widths[-1] >= 85
    assert min(widths[:-1]) >= 60


def test_a_schedule_in_a_document_names_its_stages(tmp_path: Path) -> None:
    end = date(2030, 3, 31)
    phase = Phase("暫定措置", date(2026, 10, 31), end, interim=True, state="実施中")
    row = ScheduleRow("託送業務システム", (phase,), due=end, due_label="2030年3月", due_name="分割完了")
    path = written(tmp_path, replace(sample(), blocks=(Schedule((row,), done="済", planned="予定"),)))
    (table,) = Document(str(path)).tables
    told = [[cell.text for cell in each.cells][1:] for each in table.rows][1:]
    assert told == [
        ["暫定措置", "2026年10月31日", "2030年3月31日", "実施中"],
        ["分割完了", "2030年3月31日", "2030年3月31日", "予定"],
    ]

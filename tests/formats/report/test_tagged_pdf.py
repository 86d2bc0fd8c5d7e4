"""The structure of the printed page: what a reader for the blind is told, in the order of reading."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdf
import pytest

from app.formats.report.pdf import pdf_bytes
from app.services.reporting.model import (
    Cell,
    CheckItem,
    CheckList,
    Column,
    Heading,
    KeyValues,
    Mark,
    Paragraph,
    Report,
    Sheet,
    Signature,
    SignatureField,
    Signatures,
    Table,
    Title,
)
from tests.formats.report.sample import sample
from tests.formats.report.tagged import Tagged, text_of


@pytest.fixture(scope="module")
def whole() -> Tagged:
    return Tagged(pdf_bytes(sample()))


@pytest.fixture(scope="module")
def texts(whole: Tagged) -> dict[tuple[int, int], str]:
    return whole.check()


def report(*blocks: object, language: str = "ja") -> Report:
    return Report(title="題", organisation="東湾送配電株式会社", language=language, blocks=blocks)  # type: ignore[arg-type]


def test_every_block_has_its_element(whole: Tagged, texts: dict[tuple[int, int], str]) -> None:
    assert whole.catalog["/MarkInfo"]["/Marked"]
    roles = {each.role for each in whole.root.all()}
    assert roles >= {"H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody", "TR", "TH", "TD"}
    assert roles >= {"Caption", "TOC", "TOCI", "Link", "Figure", "Sect"}
    headings = [each for each in whole.root.all() if each.role in {"H1", "H2", "H3", "H4"}]
    assert text_of(headings[0], texts) == "業務改善計画の提出について"
    assert headings[0].role == "H1"
    levels = [int(each.role[1]) for each in headings]
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))


def test_reading_follows_the_pages(whole: Tagged, texts: dict[tuple[int, int], str]) -> None:
    del texts
    # Rows and pictures that go on are read to their end; whatever begins, begins after what began before it.
    begins = [min(each.reading()) for each in whole.root.parts if list(each.reading())]
    assert begins == sorted(begins)


def test_repeated_headers_and_furniture_are_told_once(whole: Tagged, texts: dict[tuple[int, int], str]) -> None:
    told = "".join(text_of(each, texts) for each in whole.root.parts)
    assert told.count("資産番号") == 1
    assert len(whole.pdf.pages) > 6
    assert "社外秘" not in told
    # The watermark.
    assert "案" not in {text for text in texts.values()}


def test_rows_have_as_many_cells_as_their_table_has_columns(whole: Tagged) -> None:
    tables = whole.root.find("Table")
    assert len(tables) >= 4
    for table in tables:
        widths = {sum(cell.columns for cell in row.find("TH", "TD")) for row in table.find("TR")}
        assert len(widths) == 1
        heads = [cell for cell in table.find("TH")]
        assert heads
        assert all(cell.scope in {"/Column", "/Row"} for cell in heads)


def test_pictures_say_their_numbers_in_words(whole: Tagged) -> None:
    figures = whole.root.find("Figure")
    assert all(figure.alt for figure in figures)
    said = " ".join(figure.alt for figure in figures)
    assert "共用区画に置かれた端末 4" in said
    # Each row of a schedule is a picture of its own.
    (system,) = [figure for figure in figures if figure.alt.startswith("託送業務システム：")]
    assert "2026年" in system.alt
    assert "済" in system.alt
    assert "チェック欄" in said
    assert "押印欄" in said
    # ○ is a circle to a reader.
    assert {"適合", "不適合", "該当なし"} <= {span.alt for span in whole.root.find("Span")}


def test_contents_are_links_that_say_where_they_lead(whole: Tagged) -> None:
    links = whole.root.find("Link")
    assert links
    assert all(link.links == 1 for link in links)
    notes = [note.get_object() for page in whole.pdf.pages for note in page.get("/Annots", [])]
    assert len(notes) == len(links)
    assert all(note["/Contents"] and "/StructParent" in note for note in notes)
    numbers = whole.catalog["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    keys = {int(numbers[n]): numbers[n + 1].get_object() for n in range(0, len(numbers), 2)}
    assert all(keys[note["/StructParent"]]["/S"] == "/Link" for note in notes)


def test_each_paper_is_a_part_and_its_code_is_told_in_words() -> None:
    sheets = tuple(
        Sheet(
            f"様式 {n}",
            (Title("誓約書"), Paragraph("本文"), Heading(1, "第一")),
            f"誓約書 {n}",
            "7K3MQ2XH",
            "PL",
            "ab" * 6,
        )
        for n in (1, 2)
    )
    read = Tagged(pdf_bytes(replace(report(*sheets), audit_id="a" * 32)))
    texts = read.check()
    parts = read.root.find("Part")
    assert [[each.role for each in part.parts] for part in parts] == [["H1", "P", "H2", "Figure"]] * 2
    assert "QRコード" in parts[1].parts[3].alt
    assert "1 / 1" in parts[1].parts[3].alt
    assert "".join(text_of(part, texts) for part in parts) == "誓約書本文第一" * 2


def test_blocks_beside_each_other_are_read_one_after_the_other() -> None:
    blocks = Signatures(
        (
            Signature("甲", ("日付", SignatureField("氏名", "髙橋")), "印"),
            Signature("乙", ("所属", "役職", "氏名"), ""),
        )
    )
    read = Tagged(pdf_bytes(report(blocks)))
    assert text_of(read.root, read.check()) == "甲日付氏名髙橋印乙所属役職氏名"


def test_a_row_torn_over_pages_is_read_cell_by_cell() -> None:
    long = "端末を回収し異動時返却確認書を発令の条件とする。" * 60
    table = Table((Column("問題"), Column("対策")), ((long, "甲" + long), ("次", Cell(mark=Mark.PARTLY))), caption="表")
    read = Tagged(pdf_bytes(report(Heading(1, "章"), table)))
    assert len(read.pdf.pages) > 1
    row, last = read.root.find("TBody")[0].parts
    texts = read.check()
    assert [text_of(cell, texts) for cell in row.parts] == [long, "甲" + long]
    assert [text_of(cell, texts) for cell in last.parts] == ["次", "△"]


def test_a_reader_without_tags_reads_a_row_cell_by_cell_too() -> None:
    first, second = (f"{n}台の端末を回収し、異動時返却確認書を発令の条件とする。" * 4 for n in (3, 7))
    blank = SignatureField("氏名", " ")
    blocks = (Table((Column("問題"), Column("対策")), ((first, second),)), Signature("点検者", (blank,), ""))
    read = Tagged(pdf_bytes(report(*blocks)))
    read.check()
    painted = "".join(text for _page, _tag, _mark, text in read.shown())
    assert painted.index(first) < painted.index(second)


def test_words_of_two_lines_stay_two_words() -> None:
    words = "Terminals that stand in shared rooms are moved before the end of the year. " * 6
    read = Tagged(pdf_bytes(report(Paragraph(words), CheckList((CheckItem(words),)), language="en")))
    texts = read.check()
    assert text_of(read.root.parts[0], texts) == words.strip()
    assert text_of(read.root.parts[1], texts) == words.strip()


def test_labels_head_their_values() -> None:
    read = Tagged(pdf_bytes(report(KeyValues((("会社", "東湾送配電株式会社"), ("基準日", "2026年9月30日"))))))
    texts = read.check()
    rows = read.root.find("TR")
    assert [[(cell.role, text_of(cell, texts)) for cell in row.parts] for row in rows] == [
        [("TH", "会社"), ("TD", "東湾送配電株式会社")],
        [("TH", "基準日"), ("TD", "2026年9月30日")],
    ]


def test_metadata_say_title_language_and_maker_and_claim_no_more(whole: Tagged) -> None:
    told = whole.pdf.xmp_metadata
    assert told is not None
    assert told.dc_title == {"x-default": "業務改善計画"}
    assert told.dc_language == ["ja"]
    assert told.dc_creator == ["東湾送配電株式会社"]
    assert (told.pdf_producer or "").startswith("Shadan")
    raw = whole.catalog["/Metadata"].get_data()
    # Neither archive nor accessibility standard is claimed: no validator of theirs is part of the checks.
    assert b"pdfaid" not in raw
    assert b"pdfuaid" not in raw


def test_structure_makes_a_file_little_larger() -> None:
    table = Table(
        (Column("番号"), Column("内容"), Column("部署")), tuple((str(n), f"内容{n}", "総務部") for n in range(900))
    )
    data = pdf_bytes(report(table))
    read = pypdf.PdfReader(BytesIO(data))
    contents: list[Any] = [page["/Contents"].get_object() for page in read.pages]
    pages = sum(len(each._data) for each in contents)  # noqa: SLF001 - as it lies in the file
    fonts = pdf_bytes(report(Paragraph("番号内容部署総務部0123456789")))
    # 3,600 elements, one for each cell and row.
    assert len(data) - len(fonts) - pages < 120_000

"""The printed page, read back."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from app.errors import UserError
from app.formats.report.pdf import pdf_bytes, write_pdf
from app.services.reporting.model import Column, Heading, KeyValues, Letter, Paragraph, Report, Table, Title

COLUMNS = (Column("No.", "number"), Column("内容"), Column("日付", "short"))


def report(*blocks: object, watermark: str = "") -> Report:
    return Report(
        title="業務改善計画",
        organisation="東湾送配電株式会社",
        language="ja",
        blocks=blocks,  # type: ignore[arg-type]
        footer="照合番号 7F3A-19C2-88D0",
        watermark=watermark,
    )


def pages(made: Report) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf_bytes(made))).pages]


def test_users_words_are_printed_as_they_stand() -> None:
    (text,) = pages(report(Title("題"), Paragraph('<b>太字</b> & "引用" <para>'), Paragraph("髙橋・﨑山・𠮷田")))
    assert '<b>太字</b> & "引用" <para>' in text
    # The reader puts a change of font on a line of its own.
    assert "髙橋・﨑山・𠮷田" in text.replace("\n", "")


def test_the_first_page_of_a_letter_is_bare() -> None:
    letter = Letter("2026年11月30日", ("経済産業大臣 殿",), ("東湾送配電株式会社",), "提出について", ("本文",), "以上")
    first, second = pages(report(letter, Heading(1, "A 内部統制"), Paragraph("本文")))
    assert "照合番号" not in first
    assert "以上" in first
    assert "照合番号 7F3A-19C2-88D0" in second
    assert "2 / 2" in second


def test_a_long_table_repeats_its_header_and_keeps_every_row() -> None:
    rows = tuple((str(n), f"端末{n}の内容", "2026年12月25日") for n in range(200))
    texts = pages(report(Heading(1, "一覧"), Table(COLUMNS, rows)))
    assert len(texts) > 3
    assert all("内容" in text and f"/ {len(texts)}" in text for text in texts)
    assert all(f"端末{n}の内容" in "".join(texts) for n in range(200))


def test_a_heading_is_never_last_on_a_page() -> None:
    for filler in range(20, 44):
        texts = pages(report(*(Paragraph("行") for _ in range(filler)), Heading(2, "見出しだ"), Paragraph("続きだ")))
        (page,) = [t for t in texts if "見出しだ" in t]
        assert "続きだ" in page


def test_a_cell_longer_than_a_page_and_an_unbreakable_word_are_set() -> None:
    texts = pages(report(Table(COLUMNS, (("1", "あ" * 3000, "済"), ("2", "Q" * 400, "済")))))
    assert "".join(texts).count("あ") == 3000
    assert "".join(texts).count("Q") == 400


def test_an_empty_table_says_so() -> None:
    assert "ありません" in pages(report(Table(COLUMNS, (), "記録はありません。")))[0]


def test_a_draft_is_marked_on_every_page() -> None:
    assert all("案" in text for text in pages(report(Paragraph("あ" * 4000), watermark="案")))
    assert "案" not in pages(report(Paragraph("あ")))[0]


def test_the_same_input_gives_the_same_bytes_and_every_font_is_embedded() -> None:
    made = report(Heading(1, "A"), KeyValues((("項目", "値"),)), watermark="案")
    assert pdf_bytes(made) == pdf_bytes(made)
    reader = pypdf.PdfReader(BytesIO(pdf_bytes(made)))
    assert reader.metadata is not None
    assert reader.metadata.title == "業務改善計画"
    assert [entry.title for entry in reader.outline] == ["A"]  # type: ignore[union-attr]
    fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    assert "Helvetica" not in str([fonts[name].get_object()["/BaseFont"] for name in fonts])


def test_a_report_that_cannot_be_written_leaves_the_earlier_one(tmp_path: Path) -> None:
    target = tmp_path / "計画.pdf"
    write_pdf(report(Paragraph("一")), target)
    before = target.read_bytes()
    with pytest.raises(UserError) as error:
        write_pdf(report(Paragraph("\U000f0000")), target)
    assert error.value.code == "report_missing_glyphs"
    assert target.read_bytes() == before
    with pytest.raises(UserError):
        write_pdf(report(Paragraph("一")), tmp_path / "none" / "a.pdf")

"""The printed page, read back."""

import re
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from pypdf.generic import ArrayObject

from app.errors import UserError
from app.formats.report.pdf import pdf_bytes, write_pdf
from app.formats.report.setting import Setting
from app.formats.report.tables import column_widths
from app.services.reporting.model import (
    Box,
    Cell,
    Column,
    Heading,
    KeepTogether,
    KeyValues,
    Letter,
    Mark,
    Matrix,
    MatrixRow,
    PageBreak,
    Paragraph,
    Phase,
    Report,
    Schedule,
    ScheduleRow,
    StackedBars,
    StackedRow,
    Table,
    TableOfContents,
    Title,
)
from tests.formats.report.sample import sample

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
    # The letter is not counted.
    assert "1 / 1" in second


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
    # Every place is named, not the first alone.
    odd = Table((Column("氏名"),), (("端末😀を移した",), ("鍵🔒を掛けた",)))
    with pytest.raises(UserError) as error:
        write_pdf(report(Paragraph("一"), odd, Paragraph("後の😀文")), target)
    assert error.value.values["places"] == ["端末😀を移した", "鍵🔒を掛けた", "後の😀文"]
    assert error.value.values["characters"] == ["🔒 (U+1F512)", "😀 (U+1F600)"]
    with pytest.raises(UserError):
        write_pdf(report(Paragraph("一")), tmp_path / "none" / "a.pdf")


def flat(text: str) -> str:
    """Without the spaces and line ends a reader puts between pieces."""
    return "".join(text.split())


def test_contents_lead_to_the_pages_of_their_headings() -> None:
    reader = pypdf.PdfReader(BytesIO(pdf_bytes(sample())))
    texts = [flat(page.extract_text()) for page in reader.pages]
    assert reader.page_labels[:3] == ["i", "1", "2"]
    found = {}
    for entry in reader.outline:
        if not isinstance(entry, list):
            found[str(entry.title)] = reader.get_destination_page_number(entry)
    assert list(found) == ["A 内部統制の抜本的強化", "点検の結果"]
    for title, page in found.items():
        assert page is not None
        assert flat(title) in texts[page]
        assert f"{flat(title)}{page}" in texts[1]
    links = reader.pages[1]["/Annots"]
    assert isinstance(links, ArrayObject)
    assert len([link.get_object() for link in links]) == 5


def test_every_kind_of_block_is_printed_with_all_its_words() -> None:
    text = flat("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf_bytes(sample()))).pages))
    for words in (
        "髙橋・﨑山・𠮷田の各氏",
        "<b>タグ&記号</b>",
        "不足している事項",
        "◎主に対応する",
        "○△×－・計",
        "要件定義",
        "設計・開発",
        "基準日",
        "NT-00089",
        "現地を確認した。",
        "氏名(自署)",
        "印",
    ):
        assert flat(words) in text


def test_a_cover_is_a_first_page_too_and_information_is_filled() -> None:
    reader = pypdf.PdfReader(BytesIO(pdf_bytes(sample(letter=False, watermark=""))))
    assert "照合番号" not in reader.pages[0].extract_text()
    assert "コンプライアンス推進部" in reader.pages[0].extract_text()
    assert reader.metadata is not None
    assert reader.metadata.author == "東湾送配電株式会社"
    assert str(reader.metadata.creation_date) == "2026-11-30 09:30:00+09:00"
    assert reader.trailer["/Root"]["/Lang"] == "ja"  # type: ignore[index]


def test_rows_of_three_lines_and_blocks_kept_together_are_not_split() -> None:
    for filler in range(28, 38):
        lines = "\n".join(f"行{n}" for n in range(3))
        texts = pages(report(*(Paragraph("行") for _ in range(filler)), Table(COLUMNS, (("1", lines, "済"),))))
        assert [t for t in texts if "行0" in t] == [t for t in texts if "行2" in t]
        block = KeepTogether((Paragraph("甲"), Paragraph("乙"), Paragraph("丙")))
        texts = pages(report(*(Paragraph("行") for _ in range(filler)), block))
        assert [t for t in texts if "甲" in t] == [t for t in texts if "丙" in t]


def test_what_a_page_cannot_hold_goes_on() -> None:
    long = tuple(Paragraph(f"段落{n}。") for n in range(120))
    for block in (KeepTogether(long), Box(long, "枠")):
        texts = pages(report(Paragraph("前"), block, Paragraph("後")))
        assert len(texts) >= 3
        assert all(f"段落{n}。" in "".join(texts) for n in range(120))
        assert "後" in texts[-1]
    table = Table(COLUMNS, tuple((str(n), "\n".join(f"{n}の{k}" for k in range(70)), "") for n in range(3)))
    texts = pages(report(Box((Paragraph("中"), table))))
    assert all(f"{n}の{k}\n" in f"{text}\n" for n in range(3) for k in (0, 69) for text in ["\n".join(texts)])
    assert all("内容" in text for text in texts)


def test_a_block_too_long_for_a_page_leaves_no_page_half_empty() -> None:
    long = "\n".join(f"現地で見た{n}行目" for n in range(33))
    rows = tuple((str(n), long, "2026年12月1日") for n in (1, 2))
    found = pages(report(KeepTogether((Heading(2, "項目"), Table(COLUMNS, rows)))))
    assert len(found) == 2
    # The first page is filled with the first row and what fits of the second.
    assert found[0].count("行目") > 45


def test_a_row_that_goes_on_keeps_its_distance_from_the_repeated_header() -> None:
    long = "\n".join(f"行{n}" for n in range(120))
    places: list[tuple[str, float]] = []
    made = pypdf.PdfReader(BytesIO(pdf_bytes(report(Table(COLUMNS, (("1", long, ""),))))))

    def seen(text: str, _cm: object, tm: list[float], _font: object, _size: float) -> None:
        if text.strip():
            places.append((text.strip(), tm[5]))

    made.pages[1].extract_text(visitor_text=seen)
    heading = next(y for text, y in places if "内容" in text)
    first, second = [y for text, y in places if text.startswith("行")][:2]
    # Below the header as in the first row: the padding of both cells.
    assert heading - first >= (first - second) + 8


def test_empty_blocks_and_page_breaks_make_no_empty_pages() -> None:
    made = report(
        PageBreak(), KeyValues(()), StackedBars((), ()), Matrix((), ()), PageBreak(), PageBreak(), Paragraph("終")
    )
    texts = pages(made)
    assert "終" in texts[-1]
    assert len(texts) <= 2
    assert len(pages(report())) == 1


def test_wide_tables_and_many_columns_stay_on_the_page() -> None:
    columns = tuple(Column(f"見出し{n}") for n in range(14))
    row = tuple(Cell("とても長い語" * 3, mark=Mark.PARTLY) for _ in range(14))
    sites = tuple(f"事業所{n}" for n in range(40))
    matrix = Matrix(sites, (MatrixRow("項目", tuple(Mark.CONFORMING for _ in sites)),), "項目")
    bars = StackedBars(
        tuple(StackedRow("非常に長い項目の名称" * 5, (10**6, 1, 0, 0, 3)) for _ in range(3)), tuple("○△×－・")
    )
    import pdfplumber

    with pdfplumber.open(BytesIO(pdf_bytes(report(Table(columns, (row,)), matrix, bars)))) as document:
        for page in document.pages:
            for character in page.chars:
                assert character["x0"] > 70
                assert character["x1"] < 553.5
        assert "".join(c["text"] for p in document.pages for c in p.chars).count("事業所39") == 1


@pytest.mark.parametrize("end", [date(2027, 9, 30), date(2030, 3, 31)])
def test_every_year_of_a_schedule_is_named(end: date) -> None:
    row = ScheduleRow("託送業務システム", (Phase("移行", date(2026, 10, 1), end),), due=end, due_label="完了")
    (text,) = pages(report(Schedule((row,), today=date(2026, 11, 25), today_label="基準日")))
    assert [year for year in range(2026, end.year + 1) if str(year) not in text] == []


def test_a_small_table_is_not_torn() -> None:
    filler = [Paragraph("行")] * 38
    for count in range(30, 39):
        first, *rest = pages(report(*filler[:count], Table(COLUMNS, tuple((str(n), f"内{n}", "日") for n in range(3)))))
        assert len({("内0" in page, "内2" in page) for page in (first, *rest)} - {(False, False)}) == 1


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2093, 3, 31), date(1, 1, 1)])
def test_a_day_out_of_all_bounds_leaves_the_schedule_readable(day: date) -> None:
    near = Phase("設計", date(2026, 9, 1), date(2027, 3, 31))
    far = Phase("移行", min(day, date(2027, 4, 1)), max(day, date(2027, 4, 1)))
    rows = (ScheduleRow("近いもの", (near,)), ScheduleRow("遠いもの", (far,), due=day, due_label="期限"))
    (text,) = pages(report(Schedule(rows, today=date(2026, 10, 31), today_label="基準日")))
    assert "設計" in text
    assert "期限" in text
    years = re.findall(r"20\d\d", text)
    assert 2 <= len(years) <= 40


def test_no_row_stands_alone_under_the_heads_or_over_the_end() -> None:
    for before in range(30, 60):
        table = Table(COLUMNS, tuple((str(n), f"行{n}", "2026年12月") for n in range(1, 31)))
        for text in pages(report(*(Paragraph("前") for _ in range(before)), table)):
            rows = re.findall(r"行\d+", text)
            assert len(rows) != 1, (before, rows)


def test_a_cell_alone_goes_on_with_the_row_above() -> None:
    long = "端末が共用の会議室に置かれていた。" * 12
    rows = tuple(row for n in range(1, 9) for row in ((str(n), f"行{n}", "2026年12月"), (Cell(long),)))
    made = pages(report(*(Paragraph("前") for _ in range(17)), Table(COLUMNS, rows)))
    assert "".join("".join(text.split()) for text in made).count(long) == 8
    for text in made:
        # Never the row at the foot of a page and what goes on with it on the next.
        words = "".join(text.split())
        assert not re.search(r"行\d+2026年12月(?:照合番号|$)", words)


def test_a_long_name_leaves_room_for_the_texts_beside_it() -> None:
    text, name = "端末を撤去し、再び置かれていないことを毎月確かめる" * 3, "情報システム統括部運用管理グループ第一班"
    columns = (Column("No.", "number"), Column("問題"), Column("対策"), Column("責任部署", "short"), Column("確認"))
    widths = column_widths(Setting("ja"), columns, (("1", text, text, name, text),), 480.0)
    assert sum(widths) == pytest.approx(480.0)
    assert all(widths[n] > 95 for n in (1, 2, 4))
    assert widths[3] < 0.34 * 480
    # Where there is room the name stays on one line, up to a third of the page.
    assert column_widths(Setting("ja"), columns, (("1", "撤去", "撤去", name, "記録"),), 480.0)[3] > 0.34 * 480


def test_the_last_entry_of_the_contents_is_not_carried_over_alone() -> None:
    for count in range(30, 40):
        heads = (Heading(2, f"項目{n}") for n in range(1, count + 1))
        first, *rest = pages(report(TableOfContents("目次"), PageBreak(), *heads))
        listed = len(re.findall(r"項目\d+", first))
        assert count - listed != 1, (count, rest[0])


def test_a_schedule_names_its_tracks_and_repeats_its_axis_on_every_page() -> None:
    first = date(2026, 4, 1), date(2026, 9, 30)
    slipped = Phase("設計", date(2026, 6, 1), date(2027, 3, 31), planned=first)
    protects = Phase("暫定措置", date(2026, 10, 31), date(2029, 3, 31), interim=True)
    due = date(2029, 3, 31)
    split = ScheduleRow("託送業務システム", (slipped, protects), "論理分割", due, "2029年3月", date(2028, 12, 31))
    rows = (
        ScheduleRow("物理分割", (), heading=True),
        split,
        ScheduleRow("対策", (), heading=True),
        *(ScheduleRow(f"{n} 対策", (Phase("", date(2026, 11, 1), date(2027, 1, 31)),), "総務部") for n in range(1, 60)),
    )
    chart = Schedule(
        rows, corner="システム・対策", done="済", planned="予定", first="当初計画", interim="完了までの措置"
    )
    texts = pages(report(chart))
    assert len(texts) > 1
    for text in texts:
        assert "システム・対策" in text
        assert "2028" in text
    for word in ("当初計画", "完了までの措置", "設計", "暫定措置", "2029年3月"):
        assert word in texts[0]
    # The name of a track is not the last thing on a page.
    assert not any(text.rstrip().endswith("物理分割") for text in texts)


def test_no_heading_stands_over_a_single_line_of_what_it_heads() -> None:
    values = KeyValues(tuple((f"項目{n}", f"値{n}") for n in range(1, 4)))
    for before in range(20, 60):
        for text in pages(report(*(Paragraph("前") for _ in range(before)), Heading(1, "4 研修"), values)):
            assert len(re.findall(r"値\d", text)) in (0, 3), (before, text)


def test_long_values_part_without_a_line_alone() -> None:
    values = KeyValues(tuple((f"項目{n}", f"値{n}") for n in range(1, 31)))
    for before in range(20, 60):
        for text in pages(report(*(Paragraph("前") for _ in range(before)), Heading(1, "4 研修"), values)):
            assert len(re.findall(r"値\d", text)) != 1, (before, text)


def test_what_is_told_quietly_of_a_row_begins_on_its_page() -> None:
    rows = tuple(row for n in range(1, 9) for row in ((f"事項{n}", "記録あり", ""), (Cell(f"事実{n}", quiet=True),)))
    for before in range(20, 50):
        for text in pages(report(*(Paragraph("前") for _ in range(before)), Table(COLUMNS, rows))):
            assert re.findall(r"事項(\d)", text) == re.findall(r"事実(\d)", text), before


def test_long_labels_of_a_matrix_get_what_short_signs_do_not_need() -> None:
    labels = tuple(f"共用会議室の端末を通じた情報の漏えい{n}" for n in range(1, 9))
    matrix = Matrix(tuple("①②③④⑤⑥"), tuple(MatrixRow(label, ("0/6",) * 6) for label in labels), corner="事案")
    (text,) = pages(report(matrix))
    assert all(label in text for label in labels)

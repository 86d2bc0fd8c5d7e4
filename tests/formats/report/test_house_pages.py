"""What a house style adds to pages, in all three formats, and what it never takes away."""

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import openpyxl
import pypdf
import pytest
from docx import Document

from app.formats.logos import read_logo
from app.formats.report.docx import write_docx
from app.formats.report.furniture import BESIDE_MARKING, fits, fitted
from app.formats.report.pdf import pdf_bytes
from app.formats.report.pen import Pen
from app.formats.report.setting import Setting
from app.formats.report.xlsx import write_xlsx
from app.services.reporting.model import Picture, Report
from tests.formats.report.sample import sample
from tests.logos import logo_file

WORDS = "東湾のロゴ"


@pytest.fixture(scope="module")
def dressed(tmp_path_factory: pytest.TempPathFactory) -> Report:
    read = read_logo(logo_file(tmp_path_factory.mktemp("logo") / "x.png"))
    return replace(
        sample(),
        header="東湾グループ　計画",
        house_footer="東湾送配電 & 〒100-0000",
        confidentiality="厳秘",
        stamp="厳秘",
        logo=Picture(read.png, read.width, read.height, WORDS),
    )


@pytest.fixture(scope="module")
def pdf(dressed: Report) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(pdf_bytes(dressed)))


def _told(element: Any) -> Iterator[str]:
    """The words of all pictures in the structure."""
    if "/Alt" in element:
        yield str(element["/Alt"])
    parts = element.get("/K", ())
    for part in parts if isinstance(parts, list) else (parts,):
        if isinstance(found := part.get_object() if hasattr(part, "get_object") else part, dict):
            yield from _told(found)


def test_the_first_page_bears_logo_and_marking(pdf: pypdf.PdfReader) -> None:
    first, second = pdf.pages[0], pdf.pages[1]
    assert len(first.images) == 1
    assert not second.images
    assert "厳秘" in first.extract_text()
    assert WORDS in list(_told(cast(Any, pdf.trailer["/Root"])["/StructTreeRoot"]["/K"].get_object()))


def test_other_pages_bear_header_and_footer_below_the_one_that_stays(pdf: pypdf.PdfReader) -> None:
    for page in pdf.pages[1:]:
        text = page.extract_text()
        assert "東湾グループ" in text
        assert "東湾送配電 & 〒100-0000" in text
        assert "厳秘" in text
        assert "照合番号 7F3A-19C2-88D0" in text
        assert "業務改善計画" not in text.splitlines()[0]


LONG = "東湾送配電グループ 統合ネットワークセンター 情報管理責任者及び行為規制推進室の指定する取扱いによる"


@pytest.mark.parametrize(
    ("text", "lines", "size"),
    [("東湾グループ 計画", 1, 8.0), (LONG, 1, 7.0), (f"{LONG} {LONG}"[:90], 2, 6.0)],
)
def test_a_long_line_is_set_smaller_then_on_two_lines_and_never_cut(
    dressed: Report, text: str, lines: int, size: float
) -> None:
    found = fitted(Setting("ja"), text, BESIDE_MARKING)
    assert (len(found.lines), found.kind.size, found.whole) == (lines, size, True)
    assert "".join(found.lines).replace(" ", "") == text.replace(" ", "")
    assert all(Pen.width(line, found.kind) <= BESIDE_MARKING for line in found.lines)
    read = pypdf.PdfReader(BytesIO(pdf_bytes(replace(dressed, header=text, house_footer=text))))
    shown = read.pages[1].extract_text().replace("\n", "").replace(" ", "")
    assert shown.count(text.replace(" ", "")) == 2
    assert "…" not in read.pages[1].extract_text()


def test_what_two_small_lines_do_not_hold_is_known_before_it_is_cut() -> None:
    text = LONG * 3
    assert not fits("header", text)
    assert fits("header", text[:100])
    assert not fits("footer", text[:100]), "beside the code of a paper there is less room"
    found = fitted(Setting("ja"), text, BESIDE_MARKING)
    assert (len(found.lines), found.whole, found.lines[1][-1]) == (2, False, "…")
    assert all(Pen.width(line, found.kind) <= BESIDE_MARKING for line in found.lines)


def test_a_report_without_a_first_page_bears_a_small_logo(dressed: Report) -> None:
    plain = pypdf.PdfReader(BytesIO(pdf_bytes(replace(dressed, blocks=dressed.blocks[1:]))))
    first = plain.pages[0]
    assert len(first.images) == 1
    assert first.extract_text().count("厳秘") == 1
    assert "照合番号 7F3A-19C2-88D0" in first.extract_text()


def test_the_same_style_gives_the_same_bytes(dressed: Report, tmp_path: Path) -> None:
    assert pdf_bytes(dressed) == pdf_bytes(dressed)
    for write, suffix in ((write_docx, "docx"), (write_xlsx, "xlsx")):
        one, two = tmp_path / f"1.{suffix}", tmp_path / f"2.{suffix}"
        write(dressed, one)
        write(dressed, two)
        assert one.read_bytes() == two.read_bytes()


def test_a_docx_bears_all_of_it(dressed: Report, tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    write_docx(dressed, target)
    first, rest = Document(str(target)).sections
    assert f'descr="{WORDS}"' in first.header._element.xml
    assert "厳秘" in first.header._element.xml
    assert "w:drawing" not in rest.header._element.xml
    assert rest.header.paragraphs[0].text == "東湾グループ　計画\t案　厳秘"
    assert [p.text for p in rest.footer.paragraphs][1:] == ["東湾送配電 & 〒100-0000"]
    assert "照合番号 7F3A-19C2-88D0" in rest.footer.paragraphs[0].text
    with zipfile.ZipFile(target) as archive:
        (name,) = (n for n in archive.namelist() if n.startswith("word/media/"))
        assert dressed.logo is not None
        assert archive.read(name) == dressed.logo.png


def test_a_docx_without_a_first_page_bears_the_logo_in_its_header(dressed: Report, tmp_path: Path) -> None:
    target = tmp_path / "x.docx"
    write_docx(replace(dressed, blocks=dressed.blocks[1:]), target)
    last = Document(str(target)).sections[-1]
    assert f'descr="{WORDS}"' in last.header._element.xml
    assert "東湾グループ" in last.header.paragraphs[0].text


def test_an_xlsx_bears_all_of_it(dressed: Report, tmp_path: Path) -> None:
    target = tmp_path / "x.xlsx"
    write_xlsx(dressed, target)
    book = openpyxl.load_workbook(target)
    about = book.worksheets[0]
    assert len(about._images) == 1
    assert about["A2"].value == "業務改善計画"
    assert about.oddHeader.left.text == "東湾グループ　計画"
    assert about.oddHeader.right.text == "案　厳秘"
    foot = about.oddFooter.left.text
    assert foot.startswith("照合番号 7F3A-19C2-88D0")
    assert "東湾送配電 &" in foot
    with zipfile.ZipFile(target) as archive:
        assert f'descr="{WORDS}"' in archive.read("xl/drawings/drawing1.xml").decode()

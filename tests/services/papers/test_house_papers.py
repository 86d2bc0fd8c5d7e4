"""Papers in the house style of the recipient 事業所: marking, logo and line; what they say, and their codes, stay."""

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from app.bootstrap import render
from app.domain.house_style import Preset, Recipient
from app.domain.paper_codes import read_payload
from app.domain.text import Text
from app.formats.logos import read_logo
from app.formats.scans import ScanFiles
from app.i18n import gettext_in
from app.services import house_styling
from app.services.papers import printing
from app.services.ports import Desk
from app.services.reporting.sheets import Form
from tests.logos import logo_file
from tests.paper_ledgers import import_all
from tests.scans import CLEAN, FAXED, SKEWED, Harm, scanned
from tests.services.papers.conftest import print_all

LINE = "東湾送配電株式会社 コンプライアンス推進室 電話 000-0000-0000 この書面は原本を返却してください"


@pytest.fixture
def styled(desk: Desk, tmp_path: Path) -> Desk:
    """The audit with a house style that differs from that at first."""
    read = read_logo(logo_file(tmp_path / "logo.png"))
    house = house_styling.with_logo(house_styling.house(desk), read, "東湾のロゴ")
    office = Preset(Text("事業所限り", "Sites only"), mark_names=True)
    house = replace(house, footer=LINE, header="頭書きの行", presets={**house.presets, Recipient.OFFICE: office})
    house_styling.change(desk, house, read.png)
    return desk


def test_the_style_at_first_marks_papers_for_sites(desk: Desk, tmp_path: Path) -> None:
    print_all(desk, tmp_path / "papers.pdf")
    assert all("取扱注意" in page.extract_text() for page in pypdf.PdfReader(tmp_path / "papers.pdf").pages)


def test_each_paper_bears_marking_logo_and_line(styled: Desk, tmp_path: Path) -> None:
    import_all(styled, tmp_path, "people", "terminals", "rooms")
    target = tmp_path / "papers.pdf"
    made = printing.print_some(
        styled, target, render, gettext_in, forms=[Form.SITE_CONFIRMATION, Form.BLANK_SHEET, Form.PLEDGE]
    )[1]
    pages = pypdf.PdfReader(target).pages
    firsts = [sum(p.pages for p in made[:n]) for n in range(len(made))]
    assert len(pages) > len(made), "one of them has several pages"
    for number, page in enumerate(pages):
        text = page.extract_text()
        assert "事業所限り" in text
        assert LINE[:12] in text
        assert len(page.images) == (number in firsts)
        assert "頭書きの行" not in text, "the header holds the number of the form"
    assert "様式番号 SC-001" in pages[0].extract_text()


@pytest.mark.slow
@pytest.mark.parametrize("harm", [CLEAN, SKEWED, FAXED, Harm(150)])
def test_the_codes_are_read_beside_logo_and_line(styled: Desk, tmp_path: Path, harm: Harm) -> None:
    made = print_all(styled, tmp_path / "papers.pdf")
    pages = ScanFiles().read(scanned(tmp_path / "papers.pdf", tmp_path / "scan.pdf", harm)).pages
    read = [payload.code for page in pages for payload in map(read_payload, page.texts) if payload is not None]
    assert read == [p.code for p in made]


def test_a_style_makes_no_other_version(desk: Desk, tmp_path: Path) -> None:
    before = print_all(desk, tmp_path / "before.pdf")
    house_styling.change(desk, replace(house_styling.house(desk), company="東湾グループ", footer=LINE))
    after = print_all(desk, tmp_path / "after.pdf")
    sites = [each for each in before if each.form == Form.SITE_CONFIRMATION]
    # That of the results names the fingerprint of the data, of which a style is a part as any other setting.
    assert [each for each in after if each.form == Form.SITE_CONFIRMATION] == sites
    assert LINE[:12] in pypdf.PdfReader(tmp_path / "after.pdf").pages[0].extract_text()

"""Every report and every paper as PDF, read back by readers that are not ours."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from app.formats.report.pdf import pdf_bytes
from app.i18n import gettext_in
from app.services import reporting
from app.services.papers import printing
from app.services.ports import Desk
from app.services.reporting import Renderer
from app.services.reporting.model import Cell, Column, Paragraph, Report, Table
from app.services.reporting.sheets import Form
from tests.desk import keep
from tests.formats.report.tagged import Tagged, text_of
from tests.paper_ledgers import import_all
from tests.workers import made_once

JA = gettext_in("ja")
_FORMS = tuple(form.value for form in Form)
# What papers of forms are too, and a file of both of them.
KINDS = tuple(kind for kind in reporting.KINDS if kind not in (*_FORMS, "attestation"))

pytestmark = pytest.mark.slow


@dataclass
class Printed:
    """A report with its PDF, read when somebody looks into it."""

    report: Report
    data: bytes

    @cached_property
    def read(self) -> Tagged:
        return Tagged(self.data)

    @cached_property
    def texts(self) -> dict[tuple[int, int], str]:
        """The text of each mark, once the tree was checked."""
        return self.read.check()


def _kept_in(reports: list[Report]) -> Renderer:
    def render(report: Report, target: Path) -> None:
        target.touch()
        reports.append(report)

    return render


class AllPrinted(Mapping[str, Printed]):
    """Every report and paper by name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: dict[str, Printed] = {}

    def __getitem__(self, name: str) -> Printed:
        if name not in self._read:
            self._read[name] = Printed(*pickle.loads((self._folder / name).read_bytes()))  # noqa: S301 - see `printed`
        return self._read[name]

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


@pytest.fixture(scope="module")
def printed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AllPrinted:
    """Every kind of report of one audit, every form of papers of another, by name; written once for all workers."""

    def make(draft: Path) -> None:
        filed: Desk = request.getfixturevalue("filed")
        for kind in KINDS:
            report = reporting.build(filed, kind, JA)
            (draft / kind).write_bytes(pickle.dumps((report, pdf_bytes(report))))
        folder = tmp_path_factory.mktemp("every")
        desk = keep(tmp_path_factory, import_all).copy(folder)
        for form in Form:
            reports: list[Report] = []
            _, papers = printing.print_some(desk, folder / "papers.pdf", _kept_in(reports), gettext_in, forms=(form,))
            assert papers
            (draft / form.value).write_bytes(pickle.dumps((reports[0], pdf_bytes(reports[0]))))
        desk.file.close()

    return AllPrinted(made_once(tmp_path_factory, "every-pdf", make))


NAMES = (*KINDS, *_FORMS)
each = pytest.mark.parametrize("name", NAMES)


@each
def test_it_says_what_it_is(name: str, printed: AllPrinted) -> None:
    made = printed[name]
    catalog = made.read.catalog
    assert made.read.pdf.metadata is not None
    assert made.read.pdf.metadata.title == made.report.title
    assert catalog["/Lang"] == "ja"
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"]
    assert catalog["/MarkInfo"]["/Marked"]
    labels = made.read.pdf.page_labels
    assert len(labels) == len(made.read.pdf.pages)
    assert "1" in labels


@each
def test_the_outline_leads_to_pages(name: str, printed: AllPrinted) -> None:
    pdf = printed[name].read.pdf

    def places(entries: list[object]) -> Iterator[tuple[str, int | None]]:
        for entry in entries:
            if isinstance(entry, list):
                yield from places(entry)
            else:
                yield entry.title, pdf.get_destination_page_number(entry)  # type: ignore[attr-defined, arg-type]

    found = list(places(pdf.outline))  # type: ignore[arg-type]
    if any(part.role.startswith("H") and part.role != "H1" for part in printed[name].read.root.all()):
        assert found
    assert all(title and page is not None and 0 <= page < len(pdf.pages) for title, page in found)


@each
def test_everything_shown_is_read_out_in_order_or_an_artifact(name: str, printed: AllPrinted) -> None:
    root, texts = printed[name].read.root, printed[name].texts
    for table in root.find("Table"):
        widths = {sum(cell.columns for cell in row.parts) for row in table.find("TR")}
        assert len(widths) == 1, text_of(table, texts)[:80]
    assert all(figure.alt for figure in root.find("Figure"))
    for part in root.find("Document", "Part"):
        begins = [min(each.reading()) for each in part.parts if list(each.reading())]
        assert [page for page, _mark in begins] == sorted(page for page, _mark in begins)
    levels = [int(part.role[1]) for part in root.all() if re.fullmatch("H[1-6]", part.role)]
    assert levels
    assert levels[0] == 1


@each
def test_every_font_is_embedded_with_its_text(name: str, printed: AllPrinted) -> None:
    fonts: dict[str, Any] = {}
    page: Any
    for page in printed[name].read.pdf.pages:
        fonts |= {key: font.get_object() for key, font in page["/Resources"]["/Font"].items()}
    assert fonts
    for font in fonts.values():
        assert font["/FontDescriptor"]["/FontFile2"].get_data()
        assert b"beginbfchar" in font["/ToUnicode"].get_data()
        assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"])


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is a program of the system; where it is, it checks")
def test_qpdf_finds_nothing_to_say(printed: AllPrinted, tmp_path: Path) -> None:
    for name, made in printed.items():
        (tmp_path / f"{name}.pdf").write_bytes(made.data)
        done = subprocess.run(
            ["qpdf", "--check", tmp_path / f"{name}.pdf"], capture_output=True, text=True, check=False
        )  # noqa: S603, S607
        assert done.returncode == 0, (name, done.stderr)


@pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="pdftotext is a program of the system; where it is, it reads"
)
def test_pdftotext_reads_a_table_row_by_row(printed: AllPrinted, tmp_path: Path) -> None:
    file = tmp_path / "findings.pdf"
    file.write_bytes(printed["findings"].data)
    table = next(table for table in printed["findings"].read.root.find("Table") if table.find("TBody"))
    texts = printed["findings"].texts
    rows = [[text_of(cell, texts) for cell in row.parts] for row in table.find("TR")]
    for how in ("-layout", "-raw"):
        said = subprocess.run(["pdftotext", how, file, "-"], capture_output=True, text=True, check=True).stdout  # noqa: S603, S607
        said = "".join(said.split())
        at = 0
        for row in rows:
            # The first words of a row stand behind those of the row before.
            first = "".join(next(cell for cell in row if cell).split())[:8]
            found = said.find(first, at)
            assert found >= at, (how, first)
            at = found


_TWICE = """
import sys
from pathlib import Path
from tests.formats.report.sample import sample
from app.formats.report.pdf import pdf_bytes
sys.stdout.buffer.write(pdf_bytes(sample()))
"""


def test_another_process_writes_the_same_bytes() -> None:
    root = Path(__file__).parents[3]
    written = [
        subprocess.run(  # noqa: S603
            [sys.executable, "-c", _TWICE],
            cwd=root,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "4711")
    ]
    assert written[0].startswith(b"%PDF-1.7")
    assert written[0] == written[1]


@pytest.mark.parametrize("name", ["髙橋", "﨑山", "𠮷田", "𠮟る"])
def test_rare_kanji_are_read_back(name: str) -> None:
    blocks = (Paragraph(name), Table((Column("氏名"),), ((Cell(name, bold=True),),)))
    read = Tagged(pdf_bytes(Report(title="題", organisation="社", language="ja", blocks=blocks)))
    texts = read.check()
    assert text_of(read.root.parts[0], texts) == name
    assert text_of(read.root.find("TD")[0], texts) == name


def test_an_english_plan_is_tagged_in_english(filed_in_english: Desk) -> None:
    report = reporting.build(filed_in_english, "plan", gettext_in("en"), "en")
    read = Tagged(pdf_bytes(report))
    texts = read.check()
    assert read.catalog["/Lang"] == "en"
    assert not re.search("[ぁ-ん]", "".join(figure.alt for figure in read.root.find("Figure")))
    # Lines are broken at spaces, which are not lost.
    longest = max((text_of(part, texts) for part in read.root.find("P")), key=len)
    assert max(map(len, longest.split())) < 40

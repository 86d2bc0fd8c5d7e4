"""The plan of the sample audit as PDF, against reportlab setting the same paragraphs and tables without our model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from time import perf_counter
from xml.sax.saxutils import escape

import pypdf
import pytest
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as PlainTable

from app.bootstrap import render, sample
from app.formats.ledger_sheets import LedgerSheets
from app.formats.report import pdf
from app.i18n import gettext
from app.paths import bundled
from app.services import auditing, demonstrating, reporting
from app.services.ports import Desk, World
from app.services.reporting import model
from tests.benchmarks.ratio import compare

LIMIT = 3.0
_ROUNDS = 7


@pytest.fixture
def demo(world: World, tmp_path: Path) -> Iterator[Desk]:
    made = demonstrating.make(
        replace(world, ledgers=LedgerSheets()), sample(), tmp_path / "demo", render, gettext, "ja"
    )
    desk = auditing.open_audit(world, made.file)
    yield desk
    desk.file.close()


@pytest.mark.benchmark
def test_the_plan_costs_at_most_three_bare_settings(demo: Desk) -> None:
    """Ours: read the audit, build the model, set it. Bare: the same words, in plain paragraphs and tables."""
    folder = Path(str(bundled("resources"))) / "fonts"
    for name, file in (("BareRegular", "BIZUDPGothic-Regular.ttf"), ("BareBold", "BIZUDPGothic-Bold.ttf")):
        pdfmetrics.registerFont(TTFont(name, str(folder / file)))
    report = reporting.build(demo, "plan", gettext)
    sizes: dict[str, int] = {}

    def ours() -> float:
        start = perf_counter()
        data = pdf.pdf_bytes(reporting.build(demo, "plan", gettext))
        taken = perf_counter() - start
        sizes["ours"] = _characters(data)
        return taken

    def bare() -> float:
        start = perf_counter()
        target = BytesIO()
        SimpleDocTemplate(target, pagesize=A4, leftMargin=71, rightMargin=43, topMargin=62, bottomMargin=62).build(
            list(_flowables(report.blocks))
        )
        taken = perf_counter() - start
        sizes["bare"] = _characters(target.getvalue())
        return taken

    ours()
    bare()
    # The bare one sets the same words but for the contents, the charts, headers and footers.
    assert sizes["bare"] >= sizes["ours"] * 0.85
    assert compare("the plan", ours, bare, rounds=_ROUNDS, limit=LIMIT) <= LIMIT


def _characters(data: bytes) -> int:
    return sum(len("".join(page.extract_text().split())) for page in pypdf.PdfReader(BytesIO(data)).pages)


_BODY = ParagraphStyle("body", fontName="BareRegular", fontSize=10.5, leading=18, wordWrap="CJK", spaceAfter=6)
_CELL = ParagraphStyle("cell", fontName="BareRegular", fontSize=9, leading=13.5, wordWrap="CJK")
_HEAD = ParagraphStyle("head", fontName="BareBold", fontSize=12, leading=18, wordWrap="CJK", spaceBefore=12)
_LOOK = TableStyle(
    [
        ("LINEABOVE", (0, 0), (-1, 0), 1, HexColor("#1B2430")),
        ("BACKGROUND", (0, 0), (-1, 0), HexColor("#EEF2F6")),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, HexColor("#B8C0CA")),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
)


def _paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(escape(text).replace("\n", "<br/>"), style)


def _table(rows: Iterable[Iterable[str]]) -> PlainTable:
    cells = [[_paragraph(text, _CELL) for text in row] for row in rows]
    wide = max(len(row) for row in cells)
    even = [row + [_paragraph("", _CELL)] * (wide - len(row)) for row in cells]
    return PlainTable(even, colWidths=[481 / wide] * wide, repeatRows=1, style=_LOOK)


def _flowables(blocks: Iterable[model.Block]) -> Iterator[Flowable]:  # noqa: C901 - one line for each kind
    for block in blocks:
        match block:
            case model.Letter():
                lines = (block.date, *block.addressee, *block.sender, block.title)
                for text in (*lines, *map(model.plain, block.paragraphs), block.closing, *block.enclosures):
                    yield _paragraph(text, _BODY)
            case model.Title():
                yield _paragraph(f"{block.text}\n{block.subtitle}", _HEAD)
            case model.Heading():
                yield _paragraph(block.text, _HEAD)
            case model.Paragraph():
                yield _paragraph(model.plain(block.text), _BODY)
            case model.Bullets():
                for item in block.items:
                    yield _paragraph("・" + model.plain(item), _BODY)
            case model.KeyValues():
                yield _table((key, model.plain(value)) for key, value in block.items)
            case model.Table():
                yield _paragraph(block.caption, _BODY)
                head = [column.heading for column in block.columns]
                rows = [[c if isinstance(c, str) else model.plain(c.text) for c in row] for row in block.rows]
                yield _table([head, *rows])
                yield _paragraph(block.note, _BODY)
            case model.Matrix():
                yield _table([[block.corner, *block.columns], *([r.label, *map(_sign, r.cells)] for r in block.rows)])
                yield _paragraph(block.note, _BODY)
            case model.Schedule():
                yield _table((row.label, row.detail, *(p.label for p in row.phases)) for row in block.rows)
            case model.KeepTogether() | model.Box():
                yield from _flowables(block.blocks)
            case model.TableOfContents():
                pass


def _sign(cell: object) -> str:
    return str(cell or "")

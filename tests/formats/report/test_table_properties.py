"""Whatever a table holds: rows of three lines stay whole, headers are repeated, headings stay, nothing leaves the page.

What stands where is asked of pdfplumber.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import groupby

import pdfplumber
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.formats.report import look
from app.formats.report.flow import paginate
from app.formats.report.look import PAGE_HEIGHT, ROOM
from app.formats.report.pdf import pdf_bytes
from app.formats.report.setting import Setting, heading_strips, text_strips
from app.formats.report.tables import table_strips
from app.services.reporting.model import Cell, Column, Heading, Mark, Paragraph, Report, Row, Table

_QUICK = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
_MANY = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
# Words as officers write them; marks by which a row is found again stand in a column of their own.
_WORDS = st.text(
    st.sampled_from(list("端末を回収し、異動時返却確認書「発令」の条件とする。髙﨑𠮷ABab01 -/・ー\n　")), max_size=90
)
_LONG = st.text(st.sampled_from(list("端末を回収し、確認書の条件とする。")), min_size=150, max_size=1_500)
_KINDS = st.sampled_from(["text", "short", "date", "number"])
_MARKS = st.sampled_from([None, *Mark])


@st.composite
def tables(draw: st.DrawFn, rows: int = 60) -> Table:
    kinds = draw(st.lists(_KINDS, min_size=1, max_size=6))
    columns = (Column("照合", "short"), *(Column(f"見出し{n}", kind) for n, kind in enumerate(kinds)))  # type: ignore[arg-type]
    texts = st.one_of(_WORDS, _WORDS, _WORDS, _LONG) if "text" in kinds else _WORDS
    made: list[Row] = []
    for n in range(draw(st.integers(1, rows))):
        cells = [Cell(draw(texts) if kind == "text" else draw(_WORDS)[:20], draw(_MARKS)) for kind in kinds]
        made.append((f"Z{n:04d}", *cells))
    return Table(columns, tuple(made), caption=draw(st.sampled_from(["", "表 端末の一覧"])))


def report(*blocks: object) -> Report:
    return Report(title="題", organisation="社", language="ja", blocks=blocks, footer="照合番号")  # type: ignore[arg-type]


@_MANY
@given(tables(), st.integers(0, 40))
def test_no_row_of_three_lines_is_split_and_no_heading_stands_last(table: Table, above: int) -> None:
    """On the strips: which of them came to stand on which page."""
    own = Setting("ja")
    strips = []
    for n in range(above):
        strips += text_strips(own, f"前の文 {n}", look.BODY, ROOM)
    heading = heading_strips(own, 1, "見出し", "", ROOM)
    body = table_strips(own, table, ROOM)
    pages = paginate([*strips, *heading, *body], PAGE_HEIGHT - look.TOP, look.BOTTOM)
    at = {id(strip): n for n, page in enumerate(pages) for strip, _y in page.strips[page.repeated :]}
    assert {id(strip) for strip in (*heading, *body)} <= at.keys()
    # The heading, the caption, the head of the table and the first row begin on one page.
    first = next(n for n, strip in enumerate(body) if strip.tag is not None and strip.tag.parent.role == "TBody")  # type: ignore[union-attr]
    assert len({at[id(strip)] for strip in (*heading, *body[: first + 1])}) == 1
    for tag, group in groupby((s for s in body if s.tag is not None and s.tag.role == "TR"), lambda s: id(s.tag)):
        parts = list(group)
        if sum(strip.height for strip in parts) <= 3 * look.CELL.leading + look.CELL_PAD_TOP + look.CELL_PAD_BOTTOM:
            assert len({at[id(strip)] for strip in parts}) == 1, tag
    # A page that the table goes on to begins with its head.
    head = next(s for s in body if s.tag is not None and s.tag.parent is not None and s.tag.parent.role == "THead")
    for page in pages[at[id(heading[0])] + 1 :]:
        assert page.repeated == 1
        assert page.strips[0][0] is head
    for page in pages:
        last = page.strips[-1][0]
        assert last.tag is None or not re.fullmatch("H[1-6]", last.tag.role) or page is pages[-1]
        bottom = page.strips[-1][1] - last.height
        assert bottom >= look.BOTTOM - 0.05 or len(page.strips) == page.repeated + 1


@_QUICK
@given(tables(rows=25))
@example(Table((Column("照合", "short"), Column("W" * 90)), (("Z0000", "A" * 400),)))
@example(Table(tuple(Column("項目名" * 3, "short") for _ in range(14)), (("Z0000", *["単語" * 9] * 13),)))
def test_nothing_is_set_beyond_the_margins_and_every_page_has_the_header(table: Table) -> None:
    with pdfplumber.open(BytesIO(pdf_bytes(report(Heading(1, "章"), table)))) as pdf:
        for page in pdf.pages:
            body = [c for c in page.chars if c["tag"] != "Artifact"]
            assert body
            assert min(c["x0"] for c in page.chars) >= look.LEFT - 0.5
            assert max(c["x1"] for c in page.chars if c["text"] != " ") <= look.LEFT + ROOM + 0.5
            assert min(c["bottom"] for c in body) >= look.TOP - 0.5
            assert max(c["bottom"] for c in body) <= PAGE_HEIGHT - look.BOTTOM + 1
            assert table.columns[0].heading[:2] in "".join(c["text"] for c in page.chars)


@pytest.mark.parametrize("above", range(28, 40))
def test_a_heading_moves_with_its_table_at_the_foot_of_a_page(above: int) -> None:
    lines = [Paragraph("文。") for _ in range(above)]
    table = Table((Column("照合"), Column("内容")), (("Z0000", "一\n二\n三"), ("Z0001", "一\n二\n三")))
    with pdfplumber.open(BytesIO(pdf_bytes(report(*lines, Heading(2, "節の題"), table)))) as pdf:
        texts = [page.extract_text() for page in pdf.pages]
    (here,) = [text for text in texts if "節の題" in text]
    assert "Z0000" in here

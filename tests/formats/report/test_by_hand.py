"""What is written by hand on paper: signatures beside each other, ruled columns."""

from io import BytesIO

import pypdf

from app.formats.report.pdf import pdf_bytes
from app.services.reporting.model import (
    Block,
    Cell,
    CheckItem,
    CheckList,
    Column,
    Paragraph,
    Report,
    Signature,
    Signatures,
    Table,
)

FIELDS = ("日付", "所属", "氏名")


def set_up(*blocks: Block) -> pypdf.PdfReader:
    return pypdf.PdfReader(
        BytesIO(pdf_bytes(Report(title="書面", organisation="東湾送配電株式会社", language="ja", blocks=blocks)))
    )


def places(page: pypdf.PageObject, wanted: str) -> list[tuple[float, float]]:
    """Where a text stands, from the left and from below."""
    found: list[tuple[float, float]] = []

    def seen(text: str, _cm: object, matrix: list[float], _font: object, _size: object) -> None:
        if text.strip() == wanted:
            found.append((matrix[4], matrix[5]))

    page.extract_text(visitor_text=seen)
    return found


def rules(reader: pypdf.PdfReader) -> int:
    """How many dotted lines are drawn."""
    content = reader.pages[0].get_contents()
    assert content is not None
    return content.get_data().count(b"[0.7 2] 0 d")


def test_signatures_beside_each_other_end_on_one_height() -> None:
    block = Signatures((Signature("甲", FIELDS, "印"), Signature("乙", FIELDS[1:], "印")))
    (page,) = set_up(block).pages
    (left, right) = places(page, "氏名")
    assert left[1] == right[1]
    assert right[0] - left[0] > 200
    (only,) = places(page, "日付")
    assert only[0] == left[0]


def test_signatures_are_never_split() -> None:
    filler = [Paragraph(f"{n} 行目") for n in range(29)]
    reader = set_up(*filler, Signatures((Signature("甲", FIELDS, "印"), Signature("乙", FIELDS, "印"))))
    assert len(reader.pages) == 2
    assert [len(places(page, "氏名")) for page in reader.pages] == [0, 2]
    assert ["甲" in page.extract_text() for page in reader.pages] == [False, True]


def test_a_ruled_column_has_a_line_for_every_two_of_text() -> None:
    rows = ((Cell("一"), ""),)
    assert rules(set_up(Table((Column("事項"), Column("所見")), rows, least=6))) == 0
    # The third line is that of the row itself.
    assert rules(set_up(Table((Column("事項"), Column("所見", ruled=True)), rows, least=6))) == 2


def test_smaller_lines_with_boxes_take_less_room() -> None:
    items = tuple(CheckItem(f"{n} 番") for n in range(40))
    assert len(set_up(CheckList(items)).pages) > len(set_up(CheckList(items, quiet=True)).pages)

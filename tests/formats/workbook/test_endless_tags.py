"""Tags that begin a hundred thousand times and never end: what is looked through before a file is read takes no longer
for them than for any other bytes."""

from __future__ import annotations

import io
import time
import zipfile
from contextlib import suppress
from xml.parsers import expat

import pytest

from app.formats.workbook import biff, binary, guard, opendocument
from app.formats.workbook.limits import Limits
from app.formats.workbook.noting import TooMuch
from app.formats.workbook.refusals import Refused
from app.formats.workbook.styles import styles_of
from tests.formats.workbook.books import SHEET

LONG = 1 << 19
WORKBOOK = b'<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>'
RELATIONS = b'<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
FORMATS = b'<numFmts><numFmt numFmtId="200" formatCode="00000"/></numFmts>'
STYLES = b"<styleSheet>" + FORMATS + b'<cellXfs><xf numFmtId="200"/></cellXfs></styleSheet>'
STRINGS = b"<sst><si><t>" + b"x" * (200 << 10) + b"</t></si></sst>"

COLUMNS = (
    b'<a xmlns:office="o" xmlns:table="t" xmlns:style="s"><style:style style:name="s" style:family="table-cell">'
    b'<b style:text-line-through-style="solid"/></style:style><office:body><table:table table:name="a">'
    + b'<table:table-column table:default-cell-style-name="q"/>' * 10_000
    + b"<table:table-row>"
    + b'<table:table-cell office:value-type="string"/>' * 10_000
    + b"</table:table-row></table:table></office:body></a>"
)


def again(unit: bytes) -> bytes:
    return unit * (LONG // len(unit))


def parts(**changed: bytes) -> dict[str, bytes]:
    return {
        "xl/workbook.xml": changed.get("book", WORKBOOK),
        "xl/_rels/workbook.xml.rels": changed.get("relations", RELATIONS),
        "xl/styles.xml": changed.get("styles", STYLES),
        "xl/sharedStrings.xml": STRINGS,
        SHEET: changed.get("sheet", b""),
    }


def look_through(contents: dict[str, bytes]) -> float:
    """The seconds of work that it takes to look through a file, whatever comes of it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    begin = time.process_time()
    with suppress(Refused, expat.ExpatError):
        guard.scan(stream, Limits())
        if "content.xml" in contents:
            with zipfile.ZipFile(stream) as archive:
                opendocument.scan(archive, Limits())
    return time.process_time() - begin


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param(parts(sheet=again(b'<c r="A1" t="e"')), id="cells"),
        pytest.param(parts(sheet=again(b'<c r="A1"><f ')), id="formulas"),
        pytest.param(parts(sheet=again(b'<row hidden="1" ')), id="rows"),
        pytest.param(parts(sheet=b"<col " + again(b'hidden="1" ')), id="columns"),
        pytest.param(parts(sheet=b"<c " + again(b't="s" ')), id="shared texts"),
        pytest.param(parts(sheet=b'<c r="A1"' + again(b' s="0"')), id="styled cells"),
        pytest.param(parts(book=again(b"<sheet ")), id="sheets"),
        pytest.param(parts(book=b"<sheet " + again(b"a") + b">"), id="a long name"),
        pytest.param(parts(relations=again(b"<Relationship ")), id="relations"),
        pytest.param(parts(styles=again(b"<fonts>")), id="fonts"),
        pytest.param(parts(styles=FORMATS + again(b"<cellXfs>")), id="styles"),
        pytest.param(parts(styles=b"<numFmt " + again(b"a") + b">"), id="a long name of a style"),
        pytest.param({"content.xml": COLUMNS}, id="a style for each column of a spreadsheet"),
        pytest.param({"content.xml": again(b"<table:table-cell ")}, id="cells of a spreadsheet"),
        pytest.param({"content.xml": again(b"<number:number-style a>")}, id="numbers of a spreadsheet"),
        pytest.param({"content.xml": again(b'<style:style style:family="table-cell">')}, id="styles of a spreadsheet"),
    ],
)
def test_tags_without_an_end_are_passed_over(contents: dict[str, bytes]) -> None:
    assert look_through(contents) < 2


def test_a_cell_of_many_styles_is_looked_up() -> None:
    many = b'<xf numFmtId="200"/>' * 20_000
    cells = b"".join(b'<c r="A%d" s="19999"><v>7</v></c>' % row for row in range(1, 20_000))
    styles = b"<styleSheet>" + FORMATS + b"<cellXfs>" + many + b"</cellXfs></styleSheet>"
    assert look_through(parts(styles=styles, sheet=cells)) < 2


def test_styles_are_told_of_fonts_with_and_without_an_end_of_their_own() -> None:
    found = styles_of(
        '<x:styleSheet><x:fonts count="4"><x:font/><x:font><x:b/></x:font><x:font x="1"><x:strike val="1"/></x:font>'
        "<x:font><x:strike val='0'/></x:font></x:fonts>"
        '<x:cellStyleXfs><x:xf fontId="2"/></x:cellStyleXfs><x:cellXfs><x:xf fontId="1"/><x:xf fontId="2">'
        '<x:alignment/></x:xf><x:xf fontId="3"/></x:cellXfs></x:styleSheet>'
    )
    assert found.struck == {b"1"}


def test_a_cell_that_stands_for_millions_is_not_gone_through_cell_by_cell() -> None:
    struck = b'<a style:text-line-through-style="solid"/>'
    style = b'<style:style style:name="s" style:family="table-cell">' + struck + b"</style:style>"
    # Written as no program does, so that they are not counted before.
    cell = b"<table:table-cell office:value-type='string' table:style-name='s' table:number-columns-repeated='1024'/>"
    row = b"<table:table-row table:number-rows-repeated='10000'>" + cell + b"</table:table-row>"
    spaces = b" ".join(b'xmlns:%s="urn:%s"' % (name, name) for name in (b"office", b"table", b"style"))
    body = b"<office:body><table:table table:name='a'>" + row * 20 + b"</table:table></office:body>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", b"<a " + spaces + b">" + style + body + b"</a>")
    begin = time.process_time()
    with zipfile.ZipFile(stream) as archive, pytest.raises(TooMuch):
        opendocument.scan(archive, Limits())
    assert time.process_time() - begin < 2


def test_records_that_say_nothing_are_not_counted_to_their_end() -> None:
    few = Limits(records=100)
    with pytest.raises(TooMuch):
        list(binary._sheets(bytes(10_000), few))
    with pytest.raises(TooMuch):
        biff._globals(bytes(10_000), few)

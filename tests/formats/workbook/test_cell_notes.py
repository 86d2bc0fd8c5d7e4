"""Old workbooks, binary ones and spreadsheets tell as much of their cells as .xlsx does: errors, texts crossed out,
numbers shown in a way of their own, what is hidden."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest
import xlwt
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.errors import MESSAGES
from app.formats import workbook
from app.formats.workbook import biff, child, guard
from app.formats.workbook.noting import CellStyles, TooMuch
from tests.formats.ledger_sheets.reading import read
from tests.formats.workbook.books import rewritten
from tests.formats.workbook.xlsb import record, xlsb

HEADER = ("管理番号", "機種名", "使用者", "設置場所", "状態")
ERROR_CELL = (
    '<table:table-cell table:formula="of:=NA()" office:value-type="string" office:string-value="" '
    'calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>'
)
MADE = ("a.xls", "a.xlsb", "a.ods")


def old(path: Path) -> Path:
    """`made` as an old workbook."""
    book = xlwt.Workbook()
    sheet, aside = book.add_sheet("端末台帳"), book.add_sheet("控え")
    aside.visibility = 1
    aside.write(0, 0, "x")
    padded = xlwt.easyxf(num_format_str="00000")
    struck = xlwt.easyxf("font: struck_out on")
    for column, heading in enumerate(HEADER):
        sheet.write(0, column, heading)
    for row in range(1, 5):
        sheet.write(row, 0, row, padded)
        sheet.write(row, 1, "TD-740")
        sheet.write(row, 3, "2階")
        sheet.write(row, 4, "使用中")
    sheet.write(1, 2, "東湾 太郎")
    sheet.write(2, 2, "東湾 花子", struck)
    sheet.row(3).set_cell_error(2, 0x2A)
    sheet.write(4, 2, "港北 次郎")
    sheet.row(4).hidden = True
    sheet.col(3).hidden = True
    book.save(path)
    return path


def binary(path: Path) -> Path:
    """`made` as a binary workbook."""
    xlsb(path, [("端末台帳", []), ("控え", [("x",)])], hidden=["控え"])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    data = record(129) + record(148, struct.pack("<IIII", 0, 4, 0, 4))
    data += record(60, struct.pack("<IIIIH", 3, 3, 2000, 0, 1)) + record(145)

    def text(column: int, written: str, style: int = 0) -> bytes:
        return record(6, struct.pack("<III", column, style, len(written)) + written.encode("utf-16-le"))

    for row in range(5):
        data += record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, 0x10 if row == 4 else 0, 0, 0))
        if row == 0:
            data += b"".join(text(n, heading) for n, heading in enumerate(HEADER))
            continue
        data += record(5, struct.pack("<IId", 0, 1, row)) + text(1, "TD-740")
        people = {1: text(2, "東湾 太郎"), 2: text(2, "東湾 花子", 2), 3: record(3, struct.pack("<IIB", 2, 0, 0x2A))}
        data += people.get(row, text(2, "港北 次郎")) + text(3, "2階") + text(4, "使用中")
    parts["xl/worksheets/sheet1.bin"] = data + record(146) + record(130)
    code = "00000"
    styles = record(44, struct.pack("<HI", 164, len(code)) + code.encode("utf-16-le"))
    styles += record(43, struct.pack("<HH", 220, 0)) + record(43, struct.pack("<HH", 220, 8))
    styles += record(626) + record(47, struct.pack("<HHHHH", 0xFFFF, 164, 1, 0, 0)) + record(627)
    each = ((0, 0), (164, 0), (0, 1))
    styles += record(617, struct.pack("<I", 3))
    styles += b"".join(record(47, struct.pack("<HHHHHHI", 0, f, font, 0, 0, 0, 0)) for f, font in each) + record(618)
    parts["xl/styles.bin"] = record(278) + styles + record(279)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return path


def open_document(path: Path) -> Path:
    """`made` as a spreadsheet."""
    names = ("office", "table", "text", "style", "number")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)

    def text(written: str, more: str = "") -> str:
        return f'<table:table-cell office:value-type="string"{more}><text:p>{written}</text:p></table:table-cell>'

    def row(cells: str, more: str = "") -> str:
        return f"<table:table-row{more}>{cells}</table:table-row>"

    people = {
        1: text("東湾 太郎"),
        2: text("東湾 花子", ' table:style-name="ce2"'),
        3: ERROR_CELL,
        4: text("港北 次郎"),
    }
    rows = row("".join(map(text, HEADER)))
    for n, person in people.items():
        number = f'<table:table-cell office:value-type="float" office:value="{n}"><text:p>0000{n}</text:p>'
        cells = f"{number}</table:table-cell>{text('TD-740')}{person}{text('2階')}{text('使用中')}"
        rows += row(cells, ' table:visibility="filter"' if n == 4 else "")
    column = '<table:table-column table:default-cell-style-name="{}"{}/>'
    columns = column.format("ce1", "") + column.format("Default", ' table:number-columns-repeated="2"')
    columns += column.format("Default", ' table:visibility="collapse"') + column.format("Default", "")
    below = row("<table:table-cell/>", ' table:number-rows-repeated="1048000" table:visibility="collapse"')
    styles = (
        '<number:number-style style:name="N1"><number:number number:decimal-places="0" '
        'number:min-integer-digits="5"/></number:number-style>'
        '<style:style style:name="ce1" style:family="table-cell" style:data-style-name="N1"/>'
        '<style:style style:name="gone" style:family="table-cell"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="ce2" style:family="table-cell" style:parent-style-name="gone"/>'
        '<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/>'
        "</style:style>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {spaces} xmlns:calcext="urn:calcext">'
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="端末台帳">{columns}{rows}{below}</table:table>'
            f'<table:table table:name="控え" table:style-name="ta2">{row(text("x"))}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


def made(folder: Path, name: str) -> Path:
    """A ledger of four terminals: numbers shown as 00001, a user crossed out, one that is #N/A; the fourth row and the
    column of the places are hidden, and so is a second sheet."""
    return {"a.xls": old, "a.xlsb": binary, "a.ods": open_document}[name](folder / name)


@pytest.mark.parametrize("name", MADE)
def test_cells_tell_as_much_as_those_of_xlsx(name: str, tmp_path: Path) -> None:
    path = made(tmp_path, name)
    sheet, aside = workbook.look(path).sheets
    assert (sheet.visible, aside.visible) == (True, False)
    assert sheet.odd == {(4, 2): workbook.ERROR}
    assert sheet.struck == ((3, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns, sheet.unsure) == (1, ((3, 3),), False)
    assert [run[:3] for run in sheet.shown] == [(0, 2, 5)]


@pytest.mark.parametrize("name", MADE)
def test_the_import_tells_it(name: str, tmp_path: Path) -> None:
    records, problems, _ = read(made(tmp_path, name))
    assert [r.key for r in records] == ["00001", "00002", "00003", "00004"]
    assert {r.sheet for r in records} == {"端末台帳"}
    assert [(p.code, p.row, p.column) for p in problems] == [
        ("columns_hidden", 0, ""), ("rows_hidden", 0, ""), ("cell_error", 4, "使用者"), ("cells_struck", 3, ""),
    ]  # fmt: skip


def test_errors_of_formulas_in_an_old_workbook() -> None:
    cell = struct.pack("<HHH", 4, 1, 0)
    error = record_of(0x0006, cell + b"\x02\0\x2a\0\0\0\xff\xff" + bytes(8))
    number = record_of(0x0006, cell + struct.pack("<d", 7) + bytes(8))
    stream = record_of(0x0809, struct.pack("<HHHHI", 0x0600, 0x10, 0, 0, 0) + bytes(4)) + error + number
    found, _left = biff._sheet(stream + record_of(0x000A, b""), 0, CellStyles(), workbook.Limits(), 100)
    assert found.odd == [(5, 1, guard.ERROR)]


def test_formulas_that_were_never_calculated(tmp_path: Path) -> None:
    cell = struct.pack("<HHH", 4, 1, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(8)
    begin = record_of(0x0809, struct.pack("<HHHHI", 0x0600, 0x10, 0, 0, 0) + bytes(4))
    stream = begin + record_of(0x0006, cell) + record_of(0x000A, b"")
    found, _left = biff._sheet(stream, 0, CellStyles(), workbook.Limits(), 100)
    assert found.odd == [(5, 1, guard.UNCALCULATED)]
    path = open_document(tmp_path / "a.ods")
    rewritten(
        path,
        "content.xml",
        lambda part: part.replace(ERROR_CELL.encode(), b'<table:table-cell table:formula="of:=1"/>'),
    )
    assert workbook.look(path).sheets[0].odd == {(4, 2): workbook.UNCALCULATED}


def test_a_calculated_text_is_no_missing_one() -> None:
    cell = struct.pack("<HHH", 4, 1, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(8)
    text = record_of(0x0207, struct.pack("<HB", 2, 0) + b"PC")
    begin = record_of(0x0809, struct.pack("<HHHHI", 0x0600, 0x10, 0, 0, 0) + bytes(4))
    stream = begin + record_of(0x0006, cell) + record_of(0x04BC, b"") + text + record_of(0x000A, b"")
    found, _left = biff._sheet(stream, 0, CellStyles(), workbook.Limits(), 100)
    assert found.odd == []


def record_of(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


@pytest.mark.parametrize("name", MADE)
def test_what_would_take_too_long_is_told_as_not_known(name: str, tmp_path: Path) -> None:
    path = made(tmp_path, name)
    sheets = workbook.look(path, limits=workbook.Limits(records=6)).sheets
    assert all(sheet.unsure and not sheet.odd for sheet in sheets)
    assert "crossed out" in MESSAGES["cells_unsure"]


@settings(deadline=None, max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(MADE), st.integers(0, 1 << 16), st.binary(min_size=1, max_size=6))
@example("a.xls", 512, b"\xff\xff\xff\xff")
def test_damaged_bytes_are_not_known_or_refused(tmp_path: Path, name: str, place: int, noise: bytes) -> None:
    data = bytearray(made(tmp_path, name).read_bytes())
    at = place % len(data)
    data[at : at + len(noise)] = noise
    scan = guard.Scan()
    child._note_cells(bytes(data), scan, workbook.Limits())
    assert not scan.unsure or not scan.sheets


def test_nobody_waits_for_a_wall_of_records() -> None:
    stream = record_of(0x0809, struct.pack("<HH", 0x0600, 0x10)) + record_of(0x0001, b"") * 200
    with pytest.raises(TooMuch):
        biff._sheet(stream, 0, CellStyles(), workbook.Limits(), 100)

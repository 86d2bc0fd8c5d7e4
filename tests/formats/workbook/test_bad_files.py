"""Every bad file is refused in one sentence that names it and a remedy; nothing hangs, nothing is left running."""

from __future__ import annotations

import errno
import io
import marshal
import os
import re
import sys
import tracemalloc
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from app.errors import MESSAGES, UserError
from app.formats import workbook
from app.formats.ledger_sheets import LedgerSheets
from app.formats.workbook import delimited, process
from app.i18n import gettext
from tests.formats.workbook.books import LEDGER, SHEET, ods, rewritten, xlsx


def refusal(path: Path, password: str = "") -> UserError:
    with pytest.raises(UserError) as caught:
        workbook.look(path, password)
    sentence = caught.value.sentence(gettext)
    assert path.name in sentence
    # Japanese, a remedy in a second part, and no placeholder left.
    assert re.search("[ぁ-ん]", sentence)
    assert not re.search(r"\{\w+\}", sentence)
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"hello", "workbook_not_one"),
        ("a.xlsx", b"", "workbook_empty"),
        ("a.csv", b" \r\n\r\n", "workbook_empty"),
        ("a.csv", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "workbook_not_one"),
        ("a.csv", bytes(range(256)) * 40, "workbook_not_one"),
        ("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(40), "workbook_not_one"),
        ("a.csv", "管理番号,使用者\r\n".encode("euc-jp") * 9, "workbook_encoding"),
        ("a.xls", b"<html><body><table><tr><td>PC-1</td></tr></table>", "workbook_html"),
        ("a.xls", b'\xef\xbb\xbf<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook '
         b'xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "workbook_xml_2003"),
        ("a.xlsx", b"PK\x03\x04" + bytes(100), "workbook_damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "workbook_damaged"),
    ],
)  # fmt: skip
def test_what_is_no_workbook(name: str, data: bytes, code: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refusal(path).code == code


@pytest.mark.parametrize("name", ["出力.xls", "出力.xlsx"])
@pytest.mark.parametrize(("sign", "codec"), [(",", "cp932"), (",", "utf-8-sig"), ("\t", "cp932"), ("\t", "utf-16")])
def test_a_text_table_is_read_although_it_is_called_a_workbook(
    tmp_path: Path, name: str, sign: str, codec: str
) -> None:
    path = tmp_path / name
    path.write_bytes("".join(f"{sign.join(row)}\r\n" for row in LEDGER).encode(codec))
    (sheet,) = workbook.look(path).sheets
    assert (sheet.name, sheet.head) == ("出力", tuple(map(tuple, LEDGER)))
    assert [row for part in workbook.read(path, ["出力"]) for row in part.rows] == LEDGER


@pytest.mark.parametrize(
    "data",
    [
        "<html><table><tr><td>甲, 乙, 丙</td></tr></table>\r\n".encode("utf-16"),
        "拝啓、台帳を送ります。\r\n敬具\r\n".encode("cp932"),
        "甲,乙\r\nおわり\r\n".encode("cp932"),
        "管理番号,使用者\r\n".encode("euc-jp") * 9,
    ],
)
def test_a_workbook_in_name_that_is_no_table_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xls").write_bytes(data)
    assert refusal(tmp_path / "a.xls").code == "workbook_not_one"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refusal(tmp_path / "端末.xlsx").code == "file_missing"
    assert refusal(tmp_path).code == "is_a_folder"


def test_a_zip_of_something_else(tmp_path: Path) -> None:
    import zipfile

    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(path).code == "workbook_not_one"


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short(share: float, tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert refusal(path).code == "workbook_damaged"


def test_changed_bytes_inside_a_workbook(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [[f"管理番号{n}" for n in range(9)]] * 500)
    data = bytearray(path.read_bytes())
    data[len(data) // 4 : len(data) // 4 + 40] = bytes(40)
    path.write_bytes(bytes(data))
    assert refusal(path).code == "workbook_damaged"


def test_a_zip_bomb_is_refused_before_it_unpacks(tmp_path: Path) -> None:
    path = rewritten(xlsx(tmp_path / "a.xlsx"), SHEET, lambda data: data + b" " * (300 << 20))
    assert path.stat().st_size < 1 << 20
    begun = sum(os.times()[:4])
    assert refusal(path).code == "workbook_bomb"
    # Of the processor, of which the child that reads takes its part: the machine may have much else to do.
    assert sum(os.times()[:4]) - begun < 5


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_an_entity_bomb(part: str, tmp_path: Path) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path = rewritten(xlsx(tmp_path / "a.xlsx"), part, lambda data: bomb + data)
    assert refusal(path).code == "workbook_unsafe"


def test_an_external_entity_in_a_spreadsheet(tmp_path: Path) -> None:
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    path = rewritten(ods(tmp_path / "a.ods"), "content.xml", lambda data: data.replace(b"?>", b"?>" + outside))
    assert refusal(path).code == "workbook_unsafe"


def test_macros_of_a_spreadsheet_are_declared_and_not_read(tmp_path: Path) -> None:
    path = ods(tmp_path / "a.ods")
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "Basic/Standard/script-lb.xml", '<?xml version="1.0"?><!DOCTYPE library:library PUBLIC "x" "y">'
        )
    assert [list(row) for row in workbook.look(path).sheets[0].head] == LEDGER
    # A workbook that also looks like a spreadsheet is a workbook: its declarations count.
    path = rewritten(xlsx(tmp_path / "a.xlsx"), SHEET, lambda data: b"<!DOCTYPE x>" + data)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("content.xml", "<x/>")
    assert refusal(path).code == "workbook_unsafe"


def test_a_document_type_alone_does_no_harm_to_a_spreadsheet(tmp_path: Path) -> None:
    named = b'?><!DOCTYPE manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN" "Manifest.dtd">'
    manifest = '<?xml version="1.0"?><manifest/>'.replace("?>", named.decode())
    path = rewritten(ods(tmp_path / "a.ods"), "META-INF/manifest.xml", lambda _: manifest.encode())
    assert [list(row) for row in workbook.look(path).sheets[0].head] == LEDGER


@pytest.mark.parametrize("kind", ["application/vnd.sun.xml.calc", "application/vnd.oasis.opendocument.text"])
def test_documents_of_another_kind_are_named_so(kind: str, tmp_path: Path) -> None:
    path = rewritten(ods(tmp_path / "a.ods"), "mimetype", lambda _: kind.encode())
    assert refusal(path).code == "workbook_not_one"


def test_a_spreadsheet_with_line_ends_between_its_cells_is_read(tmp_path: Path) -> None:
    path = rewritten(ods(tmp_path / "a.ods"), "content.xml", lambda data: data.replace(b"><table:", b">\n  <table:"))
    (sheet,) = workbook.look(path).sheets
    assert [list(row) for row in sheet.head] == LEDGER
    assert [row for part in workbook.read(path, [sheet.name]) for row in part.rows] == LEDGER


def test_more_sheets_and_rows_than_can_be_read_are_told(tmp_path: Path) -> None:
    book = Workbook()
    for n in range(4):
        book.create_sheet(f"台帳{n}").append(["PC-1"])
    book.save(tmp_path / "a.xlsx")
    few = workbook.Limits(sheets=3, rows=2)
    with pytest.raises(UserError) as caught:
        workbook.look(tmp_path / "a.xlsx", limits=few)
    assert (caught.value.code, caught.value.values["count"]) == ("workbook_too_many_sheets", "5")
    (sheet,) = workbook.look(xlsx(tmp_path / "b.xlsx"), limits=few).sheets
    assert (sheet.refusal, sheet.cell) == ("workbook_too_many_rows", "C3")
    with pytest.raises(UserError) as caught:
        list(workbook.read(tmp_path / "b.xlsx", [sheet.name], limits=few))
    assert "3 行目まで" in caught.value.sentence(gettext)
    (tmp_path / "c.csv").write_text("ID\n\n\n\nT1\n", "utf-8")
    assert workbook.look(tmp_path / "c.csv", limits=few).sheets[0].rows == 5
    (tmp_path / "c.csv").write_text("ID\nT1\n\nT2\n", "utf-8")
    with pytest.raises(UserError) as caught:
        workbook.look(tmp_path / "c.csv", limits=few)
    assert (caught.value.code, caught.value.values["row"]) == ("workbook_too_many_rows", "4")


def test_a_far_cell_is_named(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "台帳"
    book.active["A1"] = "管理番号"
    book.active["XFD1048576"] = "x"
    path = tmp_path / "a.xlsx"
    book.save(path)
    (sheet,) = workbook.look(path).sheets
    assert (sheet.refusal, sheet.cell) == ("workbook_far_cell", "XFD1048576")
    with pytest.raises(UserError) as caught:
        list(workbook.read(path, ["台帳"]))
    assert caught.value.code == "workbook_far_cell"
    assert "「台帳」" in caught.value.sentence(gettext)
    assert "セル XFD1048576 " in caught.value.sentence(gettext)
    assert (caught.value.values["column"], caught.value.values["row"]) == ("XFD", "1048576")
    with pytest.raises(UserError) as caught:
        list(workbook.read(path, ["台帳"], known=workbook.look(path)))
    assert "セル XFD1048576 " in caught.value.sentence(gettext)


def test_a_far_cell_that_the_scan_cannot_see_costs_only_the_process(tmp_path: Path) -> None:
    # Without r="…" first the columns are not counted; the library then asks for more memory than there is.
    path = xlsx(tmp_path / "a.xlsx")
    far = b'<row r="1048576"><c t="n" r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewritten(path, SHEET, lambda data: data.replace(b"</sheetData>", far))
    assert refusal(path).code == "workbook_too_large"


def test_too_many_columns_name_the_last(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [[f"見出し{n}" for n in range(16_384)], ["x"] * 16_384], "台帳")
    (sheet,) = workbook.look(path).sheets
    assert (sheet.refusal, sheet.cell) == ("workbook_too_many_columns", "XFD")
    path = tmp_path / "a.csv"
    path.write_text(",".join(["x"] * 16_384))
    assert workbook.look(path).sheets[0].refusal == "workbook_too_many_columns"


def test_a_million_formatted_empty_rows_are_passed_over(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}" s="0" customFormat="1"/>' for n in range(4, 1_048_577)).encode()
    path = rewritten(
        xlsx(tmp_path / "a.xlsx"), SHEET, lambda data: data.replace(b"</sheetData>", rows + b"</sheetData>")
    )
    (sheet,) = workbook.look(path).sheets
    assert (sheet.refusal, sheet.rows, sheet.columns) == ("", 3, 3)
    assert [row for part in workbook.read(path, [sheet.name]) for row in part.rows] == LEDGER


def encrypted(path: Path, password: str) -> Path:
    plain = io.BytesIO(xlsx(path).read_bytes())
    with path.open("wb") as target:
        OOXMLFile(plain).encrypt(password, target)
    return path


def test_a_protected_workbook_asks_for_its_password(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "a.xlsx", "点検2026")
    assert refusal(path).code == "workbook_password_needed"
    assert refusal(path, "点検2025").code == "workbook_password_wrong"
    assert [list(row) for row in workbook.look(path, "点検2026").sheets[0].head] == LEDGER
    assert [row for part in workbook.read(path, ["端末台帳"], "点検2026") for row in part.rows] == LEDGER


def test_a_workbook_protected_against_changes_only_is_read(tmp_path: Path) -> None:
    path = encrypted(tmp_path / "a.xlsx", "VelvetSweatshop")
    assert [list(row) for row in workbook.look(path).sheets[0].head] == LEDGER


def test_a_protected_spreadsheet_of_another_program(tmp_path: Path) -> None:
    assert refusal(ods(tmp_path / "a.ods", encrypted=True)).code == "workbook_password_unsupported"


def test_a_quotation_mark_that_is_never_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('管理番号,備考\r\nPC-1,x\r\nPC-2,"' + "y" * (1 << 21), "utf-8")
    error = refusal(path)
    assert (error.code, error.values["row"]) == ("workbook_quotes", "3")


def test_a_sheet_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        list(workbook.read(xlsx(tmp_path / "a.xlsx"), ["台帳"]))
    assert (caught.value.code, caught.value.values["sheet"]) == ("workbook_sheet_missing", "台帳")


def test_a_file_above_the_limit(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    with pytest.raises(UserError) as caught:
        workbook.look(path, limits=workbook.Limits(file_bytes=100))
    assert caught.value.code == "workbook_too_large"


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.csv")
    assert refusal(tmp_path / "a.csv").code == "not_a_file"


def test_the_mark_of_an_open_workbook_is_none(tmp_path: Path) -> None:
    (tmp_path / "~$端末.xlsx").write_bytes(b"\x07officer" + bytes(157))
    error = refusal(tmp_path / "~$端末.xlsx")
    assert error.code == "workbook_owner_file"
    assert "端末.xlsx を選んで" in error.sentence(gettext)


def test_what_the_system_refuses_to_the_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answer = marshal.dumps(("refused", "os_error", {"errno": str(errno.EACCES), "winerror": "0"}))
    data = len(answer).to_bytes(4, "little") + answer
    monkeypatch.setattr(process, "self_command", lambda: [sys.executable, "-c", f"import os; os.write(1, {data!r})"])
    assert refusal(xlsx(tmp_path / "a.xlsx")).code == "no_permission"


def test_every_refusal_has_a_sentence_with_a_remedy() -> None:
    codes = {code for code in MESSAGES if code.startswith("workbook_")}
    assert len(codes) > 15
    assert [code for code in codes if ";" not in MESSAGES[code]] == []


# --- what unpacks by being repeated -----------------------------------------------------------------------------------


def repeated(path: Path, rows: int, columns: int, text: str = "PC-1") -> Path:
    cell = (
        f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )
    row = f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row></table:table>'
    return rewritten(ods(path), "content.xml", lambda data: data.replace(b"</table:table>", row.encode()))


@pytest.mark.parametrize(
    ("rows", "columns", "text"), [(1_000_000, 1_000, "x"), (1_048_576, 16_384, "x"), (100_000, 20, "長い" * 500)]
)
def test_cells_of_a_spreadsheet_that_are_written_once_and_meant_a_million_times(
    rows: int, columns: int, text: str, tmp_path: Path
) -> None:
    assert refusal(repeated(tmp_path / "台帳.ods", rows, columns, text)).code == "workbook_bomb"


def test_empty_cells_that_are_repeated_are_passed_over(tmp_path: Path) -> None:
    row = (
        b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        b'table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    path = rewritten(ods(tmp_path / "台帳.ods"), "content.xml", lambda data: data.replace(b"</table:table>", row))
    (sheet,) = workbook.look(path).sheets
    assert (sheet.rows, sheet.columns) == (3, 3)


@pytest.mark.parametrize(("length", "code"), [(32_000, "workbook_bomb"), (100, "")])
def test_a_shared_text_in_many_cells(length: int, code: str, tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}" t="s"><v>1</v></c>' for c in "ABCDE") + "</row>"
        for r in range(1, 10_001)
    )
    path = rewritten(
        xlsx(tmp_path / "台帳.xlsx"), SHEET,
        lambda data: data[: data.index(b"<sheetData>")] + f"<sheetData>{rows}</sheetData></worksheet>".encode(),
    )  # fmt: skip
    relation = f'<Relationship Id="s" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    path = rewritten(
        path, "xl/_rels/workbook.xml.rels", lambda data: data.replace(b"</Relationships>", relation.encode())
    )
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        texts = f"<si><t>a</t></si><si><t>{'x' * length}</t></si>"
        archive.writestr("xl/sharedStrings.xml", f'<?xml version="1.0"?><sst xmlns="{space}">{texts}</sst>')
    if code:
        assert refusal(path).code == code
    else:
        assert workbook.look(path).sheets[0].head[0][4] == "x" * length


def test_a_line_of_a_hundred_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "台帳.csv"
    path.write_bytes(b"PC-1,x\n" + b"x" * (100 << 20))
    with pytest.raises(UserError) as caught:
        list(workbook.read(path, ["台帳"]))
    assert (caught.value.code, caught.value.values["row"]) == ("workbook_long_cell", "2")
    path.write_bytes(b"x," * (50 << 20))
    error = refusal(path)
    assert (error.code, error.values["sheet"], error.values["column"]) == (
        "workbook_too_many_columns",
        "台帳",
        "DJRYJH",
    )


def test_commas_behind_the_table_are_no_columns(tmp_path: Path) -> None:
    path = tmp_path / "台帳.csv"
    path.write_bytes("".join(f"PC-{n},TD{',' * 16_382}\n" for n in range(50)).encode())
    (sheet,) = workbook.look(path).sheets
    assert (sheet.columns, sheet.head[0], sheet.refusal) == (2, ("PC-0", "TD"), "")


def test_a_million_commas_take_no_memory() -> None:
    data = b"PC-1,TD" + b"," * (4 << 20) + b"\r\nPC-2,TD\r\n"
    tracemalloc.start()
    rows = list(delimited.rows(data, workbook.Limits(), "台帳"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert rows == [["PC-1", "TD"], ["PC-2", "TD"]]
    assert peak < 28 << 20


def test_twenty_thousand_small_entries(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "台帳.xlsx")
    with zipfile.ZipFile(path, "a") as archive:
        for number in range(20_000):
            archive.writestr(f"xl/media/{number}.xml", b"<a/>")
    assert refusal(path).code == "workbook_bomb"


def test_two_sheets_of_one_name(tmp_path: Path) -> None:
    """Which of them was meant could not be said, and one would be read twice."""
    path = tmp_path / "台帳.xlsx"
    book = Workbook()
    book.active.title = "北"
    book.create_sheet("南")
    book.save(path)
    path = rewritten(path, "xl/workbook.xml", lambda data: data.replace("南".encode(), "北".encode()))
    assert refusal(path).code == "workbook_damaged"


def test_names_of_sheets_are_only_names(tmp_path: Path) -> None:
    name = "../{file}{0}%s<b>\u202e"
    path = rewritten(
        xlsx(tmp_path / "台帳.xlsx", title="a"), "xl/workbook.xml",
        lambda data: data.replace(b'name="a"', f'name="{escape(name)}"'.encode()),
    )  # fmt: skip
    assert [sheet.name for sheet in workbook.look(path).sheets] == [name]
    assert [row for part in workbook.read(path, [name]) for row in part.rows] == LEDGER
    with pytest.raises(UserError) as caught:
        list(workbook.read(path, ["{sheet}"]))
    assert "{sheet}" in str(caught.value)


def test_the_same_range_merged_a_hundred_thousand_times(tmp_path: Path) -> None:
    merged = b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 100_000 + b"</mergeCells>"
    path = rewritten(
        xlsx(tmp_path / "台帳.xlsx"), SHEET, lambda data: data.replace(b"</sheetData>", b"</sheetData>" + merged)
    )
    look = LedgerSheets().look("terminals", path)
    assert not look.sheets[0].ledger

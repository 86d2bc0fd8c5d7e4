"""Bad files sent as ledgers of accounts and people: each refused or read, soon, in little memory, with one sentence."""

from __future__ import annotations

import io
import os
import re
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from openpyxl import Workbook

from app.errors import UserError
from app.i18n import gettext
from app.services import ledger_kinds, ledgers
from app.services.ports import Desk
from tests.formats.workbook import xlsb as binary
from tests.formats.workbook.books import SHEET, ods, rewritten, xlsx

pytestmark = pytest.mark.apart

SECONDS = 20
"""Of the processor: how much else the machine has to do is not the file's fault."""
MEGABYTES = 1024
HEADER = ["ID", "氏名", "システム名", "権限", "付与日"]
ROW = ["T1", "東湾 太郎", "託送業務システム", "参照", "2024/4/1"]
ROWS = [HEADER, ROW]

Maker = Callable[[Path], Path]


def far(cell: str) -> Maker:
    def make(folder: Path) -> Path:
        book = Workbook()
        for row in ROWS:
            book.active.append(row)
        book.active[cell] = "x"
        book.save(folder / "a.xlsx")
        return folder / "a.xlsx"

    return make


def changed(change: Callable[[bytes], bytes], part: str = SHEET) -> Maker:
    return lambda folder: rewritten(xlsx(folder / "a.xlsx", ROWS), part, change)


def data(name: str, content: bytes) -> Maker:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def cut(folder: Path) -> Path:
    path = xlsx(folder / "a.xlsx", ROWS)
    path.write_bytes(path.read_bytes()[:-300])
    return path


def protected(folder: Path) -> Path:
    plain = io.BytesIO(xlsx(folder / "a.xlsx", ROWS).read_bytes())
    with (folder / "a.xlsx").open("wb") as target:
        OOXMLFile(plain).encrypt("点検", target)
    return folder / "a.xlsx"


def binary_far(row: int, column: int) -> Maker:
    def make(folder: Path) -> Path:
        path = binary.xlsb(folder / "a.xlsb", [("台帳", ROWS)])
        cells = binary.sheet(ROWS, [(row, column, "x")])
        return rewritten(path, "xl/worksheets/sheet1.bin", lambda _: cells)

    return make


def sheets(count: int) -> Maker:
    """A workbook of many sheets, no two of them alike."""

    def make(folder: Path) -> Path:
        book = Workbook()
        for n in range(count):
            sheet = book.create_sheet(f"s{n}")
            for row in ([f"題{n}"], [*HEADER, f"列{n}"], ROW):
                sheet.append(row)
        book.save(folder / "a.xlsx")
        return folder / "a.xlsx"

    return make


def labels(folder: Path) -> Path:
    """Labels of cards without end, and nothing but labels."""
    path = folder / "a.csv"
    path.write_text("ID,T1\n氏名,東湾\n権限,参照\n付与日,2024/4/1\n\n" * 40_000, "utf-8")
    return path


def wide(text: Callable[[int, int], str]) -> Maker:
    """A thousand columns, all of them filled."""

    def make(folder: Path) -> Path:
        rows = (",".join(text(row, column) for column in range(1_000)) for row in range(200))
        (folder / "a.csv").write_text("\n".join(rows), "utf-8")
        return folder / "a.csv"

    return make


def long_texts(folder: Path) -> Path:
    """Texts as long as a cell can hold, above and below the header, that keep searches for brackets busy."""
    texts = [sign * 32_000 for sign in ("(", "計 ", "1,", "令和", "営業所", "注", "A-", "・", "2024/", " ")]
    rows = [[text[:32_000]] * 5 for text in texts]
    below = [[f"T{n}", *row[1:]] for n, row in enumerate(rows * 5)]
    return xlsx(folder / "a.xlsx", [*rows, HEADER, *below])


def repeated_row(folder: Path) -> Path:
    row = (
        b'<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="string">'
        b"<text:p>T2</text:p></table:table-cell></table:table-row></table:table>"
    )
    return rewritten(ods(folder / "a.ods", ROWS), "content.xml", lambda text: text.replace(b"</table:table>", row))


def named_often(book: bytes) -> bytes:
    """The part `xl/workbook.xml` with one sheet under 1,500 names."""
    sheet = re.search(rb"<sheet [^>]*/>", book)
    assert sheet is not None
    names = (re.sub(rb'name="[^"]*"', b'name="s%d"' % n, sheet[0]) for n in range(1_500))
    return book.replace(sheet[0], b"".join(names))


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
EMPTY_ROWS = "".join(f'<row r="{n}" s="0" customFormat="1"/>' for n in range(4, 1_048_577)).encode()
DIMENSION = re.compile(rb'<dimension ref="[^"]*"')

_NAME = re.compile("氏名|&#27663;&#21517;".encode())
"""As openpyxl writes it by itself, and by way of lxml."""
REFUSED: dict[str, tuple[Maker, str]] = {
    "far cell": (far("XFD1048576"), "workbook_far_cell"),
    "wide area": (far("ALL39000"), "workbook_far_cell"),
    "far cell, binary": (binary_far(1_048_575, 16_383), "workbook_too_large"),
    "wide area, binary": (binary_far(60_000, 1_000), "workbook_too_large"),
    "zip bomb": (changed(lambda text: text + b" " * (300 << 20)), "workbook_bomb"),
    "entities": (changed(lambda text: BOMB + text), "workbook_unsafe"),
    "entity outside": (changed(lambda text: OUTSIDE + text, "xl/workbook.xml"), "workbook_unsafe"),
    "cut short": (cut, "workbook_damaged"),
    "text called workbook": (data("a.xlsx", "台帳を送ります。\nID 氏名\nT1 東湾".encode()), "workbook_not_one"),
    "nothing": (data("a.xlsx", b""), "workbook_empty"),
    "bad UTF-8": (changed(lambda text: _NAME.sub(b"\xff\xfe\xfd", text)), "workbook_damaged"),
    "password": (protected, "workbook_password_needed"),
    "web page": (data("a.xls", b"<html><table><tr><td>ID</td></tr></table></html>"), "workbook_html"),
    "old spreadsheet cut": (data("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)), "workbook_damaged"),
    "open quotation mark": (data("a.csv", b'ID,n\nT1,"' + b"y" * (2 << 20)), "workbook_quotes"),
    "lines without end": (data("a.csv", b"ID,n\n" + b"T1,y\n" * (3 << 20)), "workbook_too_many_rows"),
    "nothing of the ledger": (data("a.csv", "月,売上\n4月,100\n".encode()), "ledger_not_recognised"),
    "a column for each record": (
        data("a.csv", "ユーザーID,T1,T2\n氏名,甲 一,乙 二\n権限,参照,更新\n付与日,2026/4/1,2026/4/1\n".encode()),
        "ledger_transposed",
    ),
    "header alone": (data("a.csv", ",".join(HEADER).encode()), "ledger_no_records"),
    "a thousand numbers in every row": (wide(lambda row, column: str(row * column)), "ledger_not_recognised"),
    "a thousand texts in every row": (wide(lambda row, column: f"見出し{row}の{column}"), "ledger_not_recognised"),
    "a sheet named thousands of times": (changed(named_often, "xl/workbook.xml"), "workbook_damaged"),
    "a row repeated to the end": (repeated_row, "workbook_too_many_rows"),
    "zeros": (data("a.csv", bytes(4096)), "workbook_empty"),
    "picture": (data("a.csv", b"\x89PNG\r\n\x1a\n" + bytes(40)), "workbook_not_one"),
}
READ: dict[str, tuple[Maker, int]] = {
    "a million formatted rows": (changed(lambda t: t.replace(b"</sheetData>", EMPTY_ROWS + b"</sheetData>")), 1),
    "dimension that lies": (changed(lambda t: DIMENSION.sub(b'<dimension ref="A1:XFD1048576"', t)), 1),
    "many sheets": (sheets(200), 200),
    "cards without end": (labels, 40_000),
    "every column is called alike": (wide(lambda row, column: HEADER[column % 5] if row == 0 else f"x{row}"), 199),
    "long texts everywhere": (long_texts, 50),
    "blocks without end": (
        data("a.csv", "\n".join([",".join(HEADER), *["配電課"] * 50_000, ",".join(ROW)]).encode()),
        1,
    ),
    "the same ID in every row": (data("a.csv", "\n".join(map(",".join, [HEADER, *[ROW] * 30_000])).encode()), 30_000),
    "an open document": (lambda folder: ods(folder / "a.ods", ROWS), 1),
}


def _worked() -> float:
    """What this process and those that it has started and ended have taken of the processor, in seconds."""
    return sum(os.times()[:4])


@pytest.fixture(autouse=True)
def in_time(request: pytest.FixtureRequest) -> object:
    """Whatever becomes of the file: soon, and in little memory."""
    begun = time.monotonic(), _worked()
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    yield
    assert _worked() - begun[1] < SECONDS
    assert time.monotonic() - begun[0] < 4 * SECONDS
    # Of a process that is started the system counts as its own what the one that started it had before.
    own, largest = (
        resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    # What was started for other tests may have been larger.
    assert largest < max(MEGABYTES, own + 1, before + 1)


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_in_one_sentence(name: str, desk: Desk, tmp_path: Path) -> None:
    make, code = REFUSED[name]
    with pytest.raises(UserError) as caught:
        ledgers.import_batch(desk, "accounts", make(tmp_path), dry_run=True)
    assert caught.value.code == code
    sentence = caught.value.sentence(gettext)
    assert re.search("[ぁ-ん]", sentence)
    assert not re.search(r"\{\w+\}", sentence)
    assert ledgers.counts(desk)["accounts"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", READ)
def test_what_only_looks_bad_is_read(name: str, desk: Desk, tmp_path: Path) -> None:
    make, records = READ[name]
    result = ledgers.import_batch(desk, "accounts", make(tmp_path), dry_run=True)
    assert result.rows.added == records
    assert result.rows.read == result.rows.added + result.rows.rejected + result.rows.skipped


@pytest.mark.parametrize("name", ["cut short", "zip bomb", "far cell"])
def test_asking_what_it_is_finds_nothing(name: str, desk: Desk, tmp_path: Path) -> None:
    make, code = REFUSED[name]
    if code == "workbook_far_cell":
        # Another sheet might hold the ledger.
        assert ledger_kinds.kinds_of(desk, make(tmp_path)).guesses == ()
        return
    with pytest.raises(UserError) as caught:
        ledger_kinds.kinds_of(desk, make(tmp_path))
    assert caught.value.code == code


@pytest.mark.slow
@pytest.mark.parametrize("name", ["many sheets", "cards without end", "every column is called alike"])
def test_asking_what_it_is_costs_no_more(name: str, desk: Desk, tmp_path: Path) -> None:
    assert ledger_kinds.kinds_of(desk, READ[name][0](tmp_path)).guesses[0].kind == "accounts"

"""The same ledger in every format that companies send, through the import: the same records come out."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt
from openpyxl import Workbook

from app.services import ledgers
from app.services.ports import Desk, LedgerQuery
from tests.formats.workbook.books import ods
from tests.formats.workbook.xlsb import xlsb

ROWS = [
    ["ID管理台帳", "", "", "", "", "令和8年10月31日現在"],
    ["対象システム：託送業務システム"],
    [],
    ["ユーザーID", "氏名", "所属会社", "権限", "付与日", "備考"],
    ["T100001", "髙橋 一郎", "㈱東湾サービス", "参照", "令和6年4月1日", "①\r\n2階"],
    ["T100002", "浜﨑 花子", "東湾送配電株式会社", "更新", "R6.4.1", ""],
    ["0012", "ﾄｳﾜﾝ ﾀﾛｳ", "東湾送配電株式会社", "参照、更新", "2024/4/1", 'a,"b"'],
]
SHEET = "台帳"


def text(delimiter: str, codec: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        stream = io.StringIO(newline="")
        csv.writer(stream, delimiter=delimiter).writerows(ROWS)
        path.write_bytes(stream.getvalue().encode(codec))
        return path

    return write


def xlsx(path: Path) -> Path:
    book = Workbook()
    book.active.title = SHEET
    for row in ROWS:
        book.active.append(row)
    book.save(path)
    return path


def xlsm(path: Path) -> Path:
    """A workbook with macros, which are never looked at."""
    plain = xlsx(path.with_suffix(".xlsx"))
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name).replace(
                b"openxmlformats-officedocument.spreadsheetml.sheet.main+xml", b"ms-excel.sheet.macroEnabled.main+xml"
            )
            target.writestr(name, data)
        target.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 no project that could be run")
    return path


def xls(path: Path) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet(SHEET)
    for r, row in enumerate(ROWS):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    book.save(path)
    return path


FORMATS: dict[str, Callable[[Path], Path]] = {
    "a.xlsx": xlsx,
    "a.xlsm": xlsm,
    "a.xls": xls,
    "a.xlsb": lambda path: xlsb(path, [(SHEET, ROWS)]),
    "a.ods": lambda path: ods(path, ROWS),
    "cp932.csv": text(",", "cp932"),
    "utf8.csv": text(",", "utf-8"),
    "mark.csv": text(",", "utf-8-sig"),
    "unicode.csv": text("\t", "utf-16"),
    "wide.csv": text(",", "utf-16-le"),
    "semicolon.csv": text(";", "cp932"),
    "cp932.tsv": text("\t", "cp932"),
    "utf8.tsv": text("\t", "utf-8"),
    "mark.tsv": text("\t", "utf-8-sig"),
    "unicode.tsv": text("\t", "utf-16"),
    "unicode.txt": text("\t", "utf-16"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_ledger_of_accounts_in_every_format(name: str, desk: Desk, tmp_path: Path) -> None:
    result = ledgers.import_batch(desk, "accounts", FORMATS[name](tmp_path / name))
    assert (result.rows.read, result.rows.added, result.problem_count) == (3, 3, 0)
    found = [row.record for row in ledgers.rows(desk, ledgers.row_ids(desk, "accounts", LedgerQuery()))]
    assert {r.key: r.values["person"] for r in found} == {
        "T100001": "髙橋 一郎",
        "T100002": "浜﨑 花子",
        "0012": "トウワン タロウ",
    }
    assert {r.values["system"] for r in found} == {"託送業務システム"}
    assert {r.values["granted"] for r in found} == {"2024-04-01"}
    first = next(r for r in found if r.key == "T100001")
    assert (first.values["company"], first.values["note"], first.row) == ("株式会社東湾サービス", "1 2階", 5)
    assert first.raw["granted"] == "令和6年4月1日"
    assert next(r for r in found if r.key == "0012").values["note"] == 'a,"b"'

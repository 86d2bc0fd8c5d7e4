"""From a file to records: what is taken, what is passed over, what is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from openpyxl import Workbook

from app.domain.ledgers import Record
from app.formats.ledger_sheets import LedgerSheets
from app.services.ledger_ports import CellProblem, Choices, Chunk, Look, SheetChoice


def chosen(look: Look, site: str = "") -> Choices:
    """What is taken when nobody says otherwise."""
    return Choices(
        {
            s.name: SheetChoice(s.header_row, s.header_lines, {c.index: c.field for c in s.columns})
            for s in look.sheets
            if s.ledger and s.visible
        },
        site,
    )


def read(path: Path, site: str = "") -> tuple[list[Record], list[CellProblem], list[Chunk]]:
    ledgers = LedgerSheets()
    chunks = list(ledgers.read("terminals", path, chosen(ledgers.look("terminals", path), site)))
    return [r for c in chunks for r in c.records], [p for c in chunks for p in c.problems], chunks


def test_an_untidy_workbook_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = "台帳"
    rows = [
        ["東湾送配電株式会社 端末台帳"],
        ["令和8年10月31日現在"],
        [],
        ["No.", "管理番号", "シリアル番号", "事業所", "使用者", "配備日", "返却予定日", "状態", "備考"],
        [1, "ＰＣ－０００１", "SN1", "北営業所", "東湾　太郎", date(2023, 3, 31), "R8.3.31", "○", None],
        [2, 7, "SN2", "北営業所", "同上", "令和31年3月31日", None, "廃棄予定", "10F"],
        [],
        [3, None, None, "南営業所", "花子", None, None, None, None],
        [None, "合計", None, None, None, None, None, "3台", None],
        ["※ 予備機を除く"],
    ]
    for row in rows:
        sheet.append(row)
    path = tmp_path / "端末台帳.xlsx"
    book.save(path)
    records, problems, chunks = read(path)
    first, second = records
    assert (first.key, first.match_key, first.site, first.row) == ("PC-0001", "PC0001", "北営業所", 5)
    assert first.values == {
        "asset_no": "PC-0001",
        "serial": "SN1",
        "site": "北営業所",
        "user": "東湾 太郎",
        "delivered": "2023-03-31",
        "return_due": "2026-03-31",
        "status": "使用中",
    }
    assert first.raw["asset_no"] == "ＰＣ－０００１"
    assert first.raw["status"] == "○"
    assert (second.key, second.values["user"], second.values["status"]) == ("7", "東湾 太郎", "廃棄予定")
    assert "delivered" not in second.values
    assert [(p.row, p.column, p.code, p.rejected) for p in problems] == [
        (6, "配備日", "date_wrong_era", False),
        (6, "状態", "state_unknown", False),
        (8, "管理番号", "key_missing", True),
    ]
    assert sum(c.read for c in chunks) == 6
    assert (sum(c.rejected for c in chunks), sum(c.skipped for c in chunks)) == (1, 3)


def test_a_csv_of_excel_is_read(tmp_path: Path) -> None:
    path = tmp_path / "端末.csv"
    text = '管理番号,"設置\n場所",使用者名,棚卸日\r\nPC-1,"2階\n執務室",髙﨑　㈱,2026/10/1\r\nPC-2,3階,渡邊,―\r\n'
    path.write_bytes(text.encode("cp932"))
    records, problems, _ = read(path, site="北営業所")
    assert [(r.key, r.site) for r in records] == [("PC-1", "北営業所"), ("PC-2", "北営業所")]
    assert records[0].values["place"] == "2階 執務室"
    assert records[0].values["user"] == "髙﨑 (株)"
    assert records[0].values["inventoried"] == "2026-10-01"
    assert "inventoried" not in records[1].values
    assert problems == []

"""The office of a sheet: found by one rule, taken for every row without one, and told where there is none."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.domain.audit import Site
from app.services import findings, ledgers
from app.services.ledger_offices import settled
from app.services.ledger_ports import Look, SheetLook
from app.services.ledgers import ImportResult
from app.services.ports import Desk, LedgerQuery

HEADINGS = ["管理番号", "機器種別", "事業所", "区画", "使用者", "管理責任者", "棚卸日", "状態"]


def row(number: int, office: str | None, zone: str = "送配電") -> list[str | None]:
    return [f"PC-{number:04d}", "ノート", office, zone, f"使用者{number}", "管理 太郎", "2026/9/30", "使用中"]


def book(path: Path, **sheets: tuple[str, Sequence[Sequence[str | None]]]) -> Path:
    """Sheets by name: a title, and the rows below the headings in row 3."""
    made = Workbook()
    made.remove(made.active)
    for name, (title, rows) in sheets.items():
        sheet = made.create_sheet(name)
        for cells in ([title], [], HEADINGS, *rows):
            sheet.append(list(cells))
    made.save(path)
    return path


def offices(desk: Desk) -> list[str]:
    ids = ledgers.row_ids(desk, "terminals", LedgerQuery())
    return [stored.record.site for stored in ledgers.rows(desk, ids)]


def told(result: ImportResult) -> list[tuple[str, str, int, dict[str, str]]]:
    return [(p.sheet, p.code, p.row, dict(p.values)) for p in result.problems]


def test_a_partly_filled_column_takes_the_rest_from_the_sheet(desk: Desk, tmp_path: Path) -> None:
    """The first row names the office; below stand ditto marks and blanks in turn, as offices keep their ledgers."""
    rows = [row(n, "北営業所" if n == 1 else None if n % 2 else "〃", "共用") for n in range(1, 31)]
    file = book(tmp_path / "a.xlsx", 北=("端末管理台帳(北営業所)", rows))
    (sheet,) = ledgers.look(desk, "terminals", file).sheets
    assert sheet.site == "北営業所"
    result = ledgers.import_batch(desk, "terminals", file)
    assert offices(desk) == ["北営業所"] * 30
    assert told(result) == []
    assert {f.site for f in findings.listing(desk)} == {"id0003"}


@pytest.mark.parametrize(
    ("name", "title", "meant"),
    [
        ("北営業所", "端末台帳", "北営業所"),
        ("本店", "端末台帳", "本店"),
        ("北", "端末管理台帳(北営業所)", "北営業所"),
        ("北NWC", "端末台帳 本店作成", "北NWC"),
        ("Sheet1", "端末管理台帳(北ＮＷＣ)", "北NWC"),
        ("Sheet1", "端末台帳 本店", ""),
        ("Sheet1", "端末台帳", ""),
    ],
)
def test_one_rule_tells_the_office_of_a_sheet(name: str, title: str, meant: str) -> None:
    sites = [Site("a", "本店"), Site("b", "北営業所", aliases=("北NWC",))]
    given = "北営業所" if "北営業所" in title else ""
    sheet = SheetLook(name, True, True, 3, 1, (), ((title,), (), tuple(HEADINGS)), 3, site=given)
    (found,) = settled(Look("a.xlsx", "", 0, (sheet,), ""), sites).sheets
    assert found.site == meant


def test_rows_without_an_office_are_counted_and_told(desk: Desk, tmp_path: Path) -> None:
    rows = [row(1, "北営業所"), row(2, None, "共用"), row(3, None), row(4, "本店"), row(5, None)]
    result = ledgers.import_batch(desk, "terminals", book(tmp_path / "a.xlsx", 一覧=("端末台帳", rows)))
    assert offices(desk) == ["北営業所", "", "", "本店", ""]
    assert told(result) == [("一覧", "site_missing", 5, {"count": "3", "rows": "5–6, 8"})]
    assert result.problems[0].rows == (5, 6, 8)
    (found,) = [f for f in findings.listing(desk) if f.subject == "PC-0002"]
    assert (found.site, found.unplaced) == ("", True)


def test_an_office_of_the_sheet_beside_others_is_told(desk: Desk, tmp_path: Path) -> None:
    rows = [row(1, "本店"), row(2, None), row(3, "北営業所"), row(4, "〃"), row(5, None)]
    result = ledgers.import_batch(desk, "terminals", book(tmp_path / "a.xlsx", 北営業所=("端末台帳", rows)))
    assert offices(desk) == ["本店", "北営業所", "北営業所", "北営業所", "北営業所"]
    assert told(result) == [("北営業所", "site_of_sheet", 5, {"count": "2", "rows": "5, 8"})]
    assert result.problems[0].value == "北営業所"


def test_the_officer_says_the_office_of_one_sheet(desk: Desk, tmp_path: Path) -> None:
    file = book(tmp_path / "a.xlsx", 一=("端末台帳", [row(1, None), row(2, "本店")]), 二=("端末台帳", [row(3, None)]))
    choices = ledgers.proposed(ledgers.look(desk, "terminals", file))
    sheets = {**choices.sheets, "一": replace(choices.sheets["一"], site="北営業所")}
    result = ledgers.import_batch(desk, "terminals", file, replace(choices, sheets=sheets))
    assert offices(desk) == ["北営業所", "本店", ""]
    assert [code for _sheet, code, _row, _values in told(result)] == ["site_of_sheet", "site_missing"]
    again = ledgers.look(desk, "terminals", file)
    assert {n: c.site for n, c in ledgers.chosen_before(again).sheets.items()} == {"一": "北営業所", "二": ""}


def test_a_block_goes_before_the_sheet(desk: Desk, tmp_path: Path) -> None:
    rows: list[list[str | None]] = [row(1, None), ["■北営業所"], row(2, None), row(3, "〃")]
    ledgers.import_batch(desk, "terminals", book(tmp_path / "a.xlsx", 本店=("端末台帳", rows)))
    assert offices(desk) == ["本店", "北営業所", "北営業所"]


def test_ditto_marks_below_nothing_are_told_once_a_column(desk: Desk, tmp_path: Path) -> None:
    rows = [row(n, "北営業所") for n in range(1, 9)]
    for cells in rows[2:]:
        cells[5] = "〃"
    rows[0][5] = rows[1][5] = None
    rows[7][4] = "〃"
    rows[6][4] = None
    result = ledgers.import_batch(desk, "terminals", book(tmp_path / "a.xlsx", 一=("端末台帳", rows)))
    assert told(result) == [
        ("一", "dittos_unclear", 6, {"count": "6", "rows": "6–11"}),
        ("一", "ditto_unclear", 11, {"count": "1", "rows": "11"}),
    ]

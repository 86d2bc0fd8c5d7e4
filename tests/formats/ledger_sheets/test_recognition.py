"""Header rows and columns of many layouts: right where the program is sure, asked where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from app.domain.ledgers.values import match_key
from app.formats.ledger_sheets import LedgerSheets
from app.services.ledger_choosing import LIKELY
from tests.formats.ledger_sheets.layouts import LAYOUTS, Layout
from tests.formats.ledger_sheets.odd_layouts import ODD_LAYOUTS
from tests.formats.ledger_sheets.reading import chosen
from tests.formats.workbook.books import xlsx


@pytest.mark.parametrize("layout", LAYOUTS + ODD_LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_is_recognised_and_read(layout: Layout, tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    layout.write(path)
    ledgers = LedgerSheets()
    look = ledgers.look("terminals", path)
    (sheet,) = look.sheets
    assert (sheet.ledger, sheet.reason) == (True, "")
    assert (sheet.header_row, sheet.header_lines) == (layout.header_row, layout.lines)
    found = [c.field for c in sheet.columns][: len(layout.columns)]
    sure = {c.field for c in sheet.columns if c.sure and c.field}
    expected = list(layout.columns)
    # What belongs to no field may be proposed to the person, but never with certainty.
    assert [f if e or (f in sure) else "" for f, e in zip(found, expected, strict=True)] == expected
    assert sure == {field for field in expected if field} - layout.unsure
    records = [r for chunk in ledgers.read("terminals", path, chosen(look)) for r in chunk.records]
    assert [r.match_key for r in records] == [k if ":" in k else match_key(k) for k in layout.keys]
    if layout.sites:
        assert [r.site for r in records] == list(layout.sites)


@pytest.mark.parametrize(
    ("kind", "rows", "fields"),
    [
        (
            "disasters",
            ["番号,災害の名称,発動(自),解除(至),対象システム", "災-1,台風第12号,2025年9月8日,2025年9月12日,停電情報"],
            {"name", "declared", "lifted", "system"},
        ),
        (
            "deployment_standards",
            ["端末イメージ,配備できる区画,可・不可", "送配電用,送配電,可", "送配電用,小売,不可"],
            {"setup", "zone", "allowed"},
        ),
    ],
)
def test_a_small_text_file_with_plain_headings_is_a_table(
    tmp_path: Path, kind: str, rows: list[str], fields: set[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8-sig")
    (look,) = LedgerSheets().look(kind, path).sheets
    assert (look.ledger, look.header_row) == (True, 1)
    assert fields <= {c.field for c in look.columns if c.sure}


def test_a_number_of_the_row_is_no_key_where_another_column_is(tmp_path: Path) -> None:
    head: list[object] = ["管理番号", "機器種別", "使用者", "シリアル番号"]
    rows: list[list[object]] = [[n, "ノート", f"人{n}", f"SN-{n}A"] for n in range(1, 7)]
    number = LedgerSheets().look("terminals", xlsx(tmp_path / "a.xlsx", [head, *rows])).sheets[0].columns[0]
    assert (number.field, number.confidence, number.sure) == ("asset_no", 0.4, False)
    # Numbers that were given, or nothing else to tell the rows apart: it is the key.
    given: list[list[object]] = [[1000 + n, *row[1:]] for n, row in enumerate(rows)]
    lone = [row[:3] for row in rows]
    tables: dict[str, list[list[object]]] = {"b": [head, *given], "c": [head[:3], *lone], "d": [head, *rows[:4]]}
    for name, written in tables.items():
        column = LedgerSheets().look("terminals", xlsx(tmp_path / f"{name}.xlsx", written)).sheets[0].columns[0]
        assert (column.field, column.sure) == ("asset_no", True)


def test_a_row_number_in_any_order_is_left_out(tmp_path: Path) -> None:
    rows: list[list[object]] = [[n, "ノート", f"人{n}", f"SN-{n}A"] for n in (3, 1, 5, 2, 4)]
    head: list[object] = ["No.", "機器種別", "使用者", "シリアル番号"]
    column = LedgerSheets().look("terminals", xlsx(tmp_path / "a.xlsx", [head, *rows])).sheets[0].columns[0]
    assert (column.field, column.sure) == ("", True)


FULL = ["管理番号,機種名,使用者,設置場所,管理責任者,現物確認日,使用区分,返却日", "Q-1,LB,佐藤 健,3F,前田,2026/9/1,○,"]


def test_a_text_table_is_the_ledger_whatever_its_file_is_called(tmp_path: Path) -> None:
    path = tmp_path / "端末_凡例なし.csv"
    path.write_text("\n".join(FULL) + "\n", encoding="utf-8-sig")
    (look,) = LedgerSheets().look("terminals", path).sheets
    assert (look.ledger, look.reason) == (True, "")
    path.write_text("記号,意味\n○,使用中\n×,返却済\n", encoding="utf-8-sig")
    (look,) = LedgerSheets().look("terminals", path).sheets
    assert not look.ledger


def test_examples_beside_another_sheet_stay_examples(tmp_path: Path) -> None:
    book = Workbook()
    book.active.title = "見本"
    for row in FULL:
        book.active.append(row.split(","))
    book.create_sheet("端末").append(["(記入前)"])
    book.save(tmp_path / "a.xlsx")
    assert [s.ledger for s in LedgerSheets().look("terminals", tmp_path / "a.xlsx").sheets] == [False, False]


def test_a_number_of_one_thing_or_another_is_only_proposed(tmp_path: Path) -> None:
    head = ["管理番号", "対象区分", "対象番号", "目的", "承認者", "終了日"]
    rows = [
        ["Z-01", "ID", "tmp001", "照合", "前田 由美", "2026-06-30"],
        ["Z-02", "端末", "HQ-01003", "持出し", "同上", "同上"],
    ]
    column = LedgerSheets().look("exceptions", xlsx(tmp_path / "a.xlsx", [head, *rows])).sheets[0].columns[2]
    assert (column.field, column.sure) == ("account", False)
    assert column.confidence < LIKELY

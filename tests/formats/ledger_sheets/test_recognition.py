"""Header rows and columns of many layouts: right where the program is sure, asked where it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.domain.ledgers.values import match_key
from app.formats.ledger_sheets import LedgerSheets
from tests.formats.ledger_sheets.layouts import LAYOUTS, Layout
from tests.formats.ledger_sheets.odd_layouts import ODD_LAYOUTS
from tests.formats.ledger_sheets.reading import chosen


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

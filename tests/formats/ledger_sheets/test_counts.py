"""Columns that count people or things are none of their names and keys."""

from __future__ import annotations

import pytest

from app.formats import workbook
from app.formats.ledger_sheets import LedgerSheets
from app.formats.ledger_sheets.headings import Headings
from app.formats.ledger_sheets.recognition import look_at
from app.services.ledger_ports import Column

FORMS = LedgerSheets()
NAMES = {
    "従事者": ("名", "人"),
    "貸与ID": ("件", "個"),
    "貸与端末": ("台",),
    "誓約書": ("枚", "通"),
    "誓約者": ("名", "数"),
    "研修受講者": ("人", "名"),
}
COUNTS = {
    "従事者": "workers",
    "貸与ID": "account_count",
    "貸与端末": "terminal_count",
    "誓約書": "pledge_count",
    "誓約者": "pledge_count",
    "研修受講者": "trained_count",
}


HEADINGS = {kind: Headings(FORMS.form(kind)) for kind in FORMS.kinds()}


def column(kind: str, heading: str, cells: list[str]) -> Column:
    form = FORMS.form(kind)
    key = form.field(form.keys[0]).headings[0]
    head = ((key, heading), *((f"K-{n}", text) for n, text in enumerate(cells)))
    sheet = workbook.Sheet("台帳", True, len(head), 2, head)
    return look_at(form, HEADINGS[kind], sheet, header_row=1).columns[1]


@pytest.mark.parametrize(("name", "unit"), [(name, unit) for name, units in NAMES.items() for unit in units])
@pytest.mark.parametrize("cells", [["25名", "3名"], ["0", "12"], ["7", "なし"]])
def test_a_heading_with_a_unit_is_a_count(name: str, unit: str, cells: list[str]) -> None:
    for heading in (f"{name}({unit})", f"{name}【{unit}】", f"{name}\n({unit})"):
        found = column("contractors", heading, cells)
        assert (found.field, found.sure) == (COUNTS[name], True), heading


@pytest.mark.parametrize("name", NAMES)
def test_a_count_of_names_is_asked_about(name: str) -> None:
    unit = NAMES[name][0]
    assert not column("contractors", f"{name}({unit})", ["佐藤 一郎", "鈴木 二郎"]).sure
    assert not column("contractors", name, ["25名", "3名"]).sure
    assert not column("contractors", name, ["2", "0"]).sure


def test_cells_that_count_lead_to_the_field_of_counts() -> None:
    assert column("contractors", "従事者", ["25名", "3名"]).field == "workers"
    assert column("contractors", "従事者", ["佐藤 一郎、鈴木 二郎", "高橋 三郎"]).field == "worker_names"


@pytest.mark.parametrize("kind", FORMS.kinds())
def test_no_field_of_any_ledger_but_a_number_counts(kind: str) -> None:
    for field in FORMS.form(kind).fields:
        for unit in ("名", "件"):
            for heading in field.headings:
                found = column(kind, f"{heading.replace('›', '')}({unit})", ["25名", "3名"])
                assert not found.sure or FORMS.form(kind).field(found.field).type == "number", (heading, unit, found)

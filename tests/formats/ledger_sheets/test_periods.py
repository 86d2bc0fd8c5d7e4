"""Both days of a period in one cell: 履行期間 R7.4.1～R9.3.31."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.ledgers.periods import split
from app.formats.ledger_sheets import LedgerSheets
from tests.formats.ledger_sheets.reading import read
from tests.formats.workbook.books import xlsx

CONTRACTS = ["委託先名", "委託業務", "履行期間", "従事者数"]


def contracts(*periods: str) -> list[list[str]]:
    return [[f"株式会社{n}電工", "配電工事", period, "3"] for n, period in enumerate(periods, 1)]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("R7.4.1～R9.3.31", ("R7.4.1", "R9.3.31")),
        ("2025/4/1 ~ 2027/3/31", ("2025/4/1", "2027/3/31")),
        ("令和7年4月1日から\n令和9年3月31日まで", ("令和7年4月1日", "令和9年3月31日")),
        ("自 令和7年4月1日 至 令和9年3月31日", ("令和7年4月1日", "令和9年3月31日")),
        ("2025-04-01-2027-03-31", ("2025-04-01", "2027-03-31")),
        ("R7.4.1－R9.3.31", ("R7.4.1", "R9.3.31")),
        ("R7.4.1～R9.2.31", ("R7.4.1", "R9.2.31")),
        ("R7.4.1～", ("R7.4.1", "")),
        ("～R9.3.31", ("", "R9.3.31")),
        ("2025-04-01", None),
        ("R9.3.31", None),
        ("R7.4.1～1年間", None),
        ("～", None),
        ("-", None),
        ("", None),
        ("未定", None),
    ],
)
def test_a_period_has_two_days(text: str, days: tuple[str, str] | None) -> None:
    assert split(text) == days


@given(st.text(alphabet="R79.3～~-－から至自/年月日まで 1", max_size=70))
def test_no_text_is_too_odd(text: str) -> None:
    days = split(text)
    assert days is None or any(days)


def test_both_days_are_taken(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "a.xlsx",
        [CONTRACTS, *contracts("R7.4.1～R9.3.31", "〃", "～R8.3.31", "R8.4.1～", "R8.9.30", "", "R7.4.1～R9.3.31")],
    )
    column = LedgerSheets().look("contractors", path).sheets[0].columns[2]
    assert (column.field, column.sure) == ("contract_end", True)
    records, problems, _ = read(path, kind="contractors")
    assert [(r.values.get("started", ""), r.values.get("contract_end", "")) for r in records] == [
        ("2025-04-01", "2027-03-31"),
        ("2025-04-01", "2027-03-31"),
        ("", "2026-03-31"),
        ("2026-04-01", ""),
        ("", "2026-09-30"),
        ("", ""),
        ("2025-04-01", "2027-03-31"),
    ]
    assert (records[0].raw["started"], records[0].raw["contract_end"]) == ("R7.4.1", "R9.3.31")
    assert [(p.code, p.row, p.column) for p in problems] == [("period_in_one_cell", 1, "履行期間")]


def test_a_day_that_is_none_is_told_at_its_column(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [CONTRACTS, *contracts("R7.4.1～R9.3.31", "R7.4.1～R9.2.30")])
    records, problems, _ = read(path, kind="contractors")
    assert [(r.values["started"], r.values.get("contract_end")) for r in records][1] == ("2025-04-01", None)
    assert [(p.code, p.row, p.column, p.value) for p in problems][1:] == [("date_impossible", 3, "履行期間", "R9.2.30")]


def test_a_column_of_its_own_goes_before(tmp_path: Path) -> None:
    rows = [[*CONTRACTS, "契約日"], *[[*row, "R7.3.20"] for row in contracts("R7.4.1～R9.3.31", "R8.4.1～R9.3.31")]]
    records, problems, _ = read(xlsx(tmp_path / "a.xlsx", rows), kind="contractors")
    assert {(r.values["started"], r.values["contract_end"]) for r in records} == {("2025-03-20", "2027-03-31")}
    assert problems == []


def test_a_period_of_one_day_each_is_asked_about(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx", [CONTRACTS, *contracts("R9.3.31", "R9.3.31")])
    column = LedgerSheets().look("contractors", path).sheets[0].columns[2]
    assert not (column.field and column.sure)

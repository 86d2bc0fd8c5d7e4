"""Cards of every build are read as rows; what a card does not say belongs to no other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from app.domain.ledgers import Record
from app.formats import workbook
from app.formats.ledger_sheets import LedgerSheets
from app.formats.ledger_sheets.cards import CardReader, find_cards
from app.formats.ledger_sheets.headings import Headings
from app.services.ledger_ports import CellProblem
from tests.formats.ledger_sheets.reading import read

HEADINGS = Headings(LedgerSheets().form("terminals"))


def cards(
    path: Path, rows: Sequence[Sequence[Any]], merged: Sequence[str] = ()
) -> tuple[list[Record], list[CellProblem]]:
    book = Workbook()
    book.active.title = "管理票"
    for row in rows:
        book.active.append(list(row))
    book.save(path / "a.xlsx")
    records, problems, chunks = read(path / "a.xlsx")
    assert sum(chunk.read for chunk in chunks) == len(records) + sum(c.rejected + c.skipped for c in chunks)
    return records, problems


def one(n: int, **more: str) -> list[list[str]]:
    told = {"管理番号": f"PC-{n}", "機種名": "TD", "使用者": f"人{n}", "配備日": "R6.4.1", "状態": "使用中", **more}
    return [[label, value] for label, value in told.items()]


def test_each_card_is_a_row_at_its_first_line(tmp_path: Path) -> None:
    records, problems = cards(tmp_path, [["端末管理票"], [], *one(1), [], *one(2), [], ["端末管理票"], *one(3)])
    assert [(r.key, r.row) for r in records] == [("PC-1", 3), ("PC-2", 9), ("PC-3", 16)]
    assert records[1].values["user"] == "人2"
    assert records[1].raw["delivered"] == "R6.4.1"
    assert problems == []


def test_an_empty_value_is_not_that_of_the_card_before(tmp_path: Path) -> None:
    records, _ = cards(tmp_path, [*one(1), [], *one(2, 使用者=""), [], *one(3)])
    assert [r.values.get("user") for r in records] == ["人1", None, "人3"]


def test_groups_of_labels_and_values_of_several_lines(tmp_path: Path) -> None:
    def card(n: int) -> list[list[str]]:
        return [
            ["管理番号", "", f"PC-{n}"],
            ["機種名", "", "TD"],
            ["使用者", "会社", "東湾送配電株式会社"],
            ["", "部署", "配電課"],
            ["", "氏名", f"人{n}"],
            ["利用システム", "", "託送業務システム"],
            ["", "", "メール"],
            [],
        ]

    records, _ = cards(tmp_path, [*card(1), *card(2)])
    assert [r.values["asset_no"] for r in records] == ["PC-1", "PC-2"]
    assert [r.values["systems"] for r in records] == ["託送業務システム、メール"] * 2


def test_a_label_that_no_card_above_has_is_told(tmp_path: Path) -> None:
    rows = [line for n in range(1, 31) for line in (*one(n), [])]
    records, problems = cards(tmp_path, [*rows, *one(31, 製造番号="SN-1")])
    assert len(records) == 31
    assert [(p.code, p.value) for p in problems] == [("card_label_unknown", "製造番号")]


def test_a_card_without_its_number_is_left_out_and_told(tmp_path: Path) -> None:
    records, problems = cards(tmp_path, [*one(1), [], *one(2, 管理番号=""), [], *one(3)])
    assert [r.key for r in records] == ["PC-1", "PC-3"]
    assert [(p.code, p.row, p.rejected) for p in problems] == [("key_missing", 7, True)]


def test_one_label_twice_in_a_card_is_asked_about(tmp_path: Path) -> None:
    lines = [*one(1), ["【前任】"], ["使用者", "別人"]]
    book = Workbook()
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    (sheet,) = LedgerSheets().look("terminals", tmp_path / "a.xlsx").sheets
    assert [(c.heading, c.field, c.sure) for c in sheet.columns if c.heading == "使用者"] == [
        ("使用者", "user", False),
        ("使用者", "", False),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["管理番号", "機種名", "使用者"], ["PC-1", "TD", "a"]],
        [["管理番号", "使用者", ""], ["", "会社", "氏名"], ["PC-1", "東湾", "a"]],
        [["管理番号", "PC-1"], ["使用者", "a"]],
        [
            ["項目", "説明", "例"],
            ["管理番号", "一台ずつの番号", "PC-1"],
            ["機種名", "型番", "TD"],
            ["使用者", "氏名", "a"],
            ["配備日", "配備した日", "R6"],
        ],
    ],
)
def test_what_is_no_card(rows: list[list[str]]) -> None:
    head = tuple(map(tuple, rows))
    assert find_cards(HEADINGS, workbook.Sheet("台帳", True, len(head), 3, head)) is None


@given(
    st.lists(st.sampled_from([10, 20, 1000]), min_size=1, max_size=3),
    st.lists(st.lists(st.text("あa1 ", max_size=3), min_size=4, max_size=4), min_size=1, max_size=9),
)
def test_no_value_is_lost_wherever_the_rows_are_cut(cuts: list[int], values: list[list[str]]) -> None:
    labels = ("管理番号", "機種名", "使用者", "配備日")
    rows = [["".join(p) for p in pair] for v in values for pair in (*zip(labels, v, strict=True), ("", ""))]
    head = tuple(map(tuple, rows))
    found = find_cards(HEADINGS, workbook.Sheet("管理票", True, len(head), 2, head))
    if found is None:
        # Of cards that say next to nothing nobody can tell that they are some.
        assert sum(bool(text.strip()) for v in values for text in v) < 2 * len(values) + 1
        return
    reader, at = CardReader(HEADINGS, found), 0
    read_cards: list[tuple[int, list[str]]] = []
    while at < len(rows):
        size = cuts[at % len(cuts)]
        read_cards += reader.read(at + 1, rows[at : at + size])
        at += size
    read_cards += reader.end()
    assert [card for _, card in read_cards] == [[t.strip() for t in v] for v in values if any(t.strip() for t in v)]


def test_a_column_that_says_the_same_in_every_row_makes_no_cards(tmp_path: Path) -> None:
    """利用 is a heading and what each row says; 部署 and 備考 stand beside it."""
    groups = ["使用者", "", "管理番号", "状態", "備考"]
    leaves = ["氏名", "部署", "", "", ""]
    body = [[f"人{n}", "配電課", f"PC-{n}", "利用", "点検済"] for n in range(1, 60)]
    records, problems = cards(tmp_path, [groups, leaves, *body])
    assert [(r.key, r.row) for r in records] == [(f"PC-{n}", n + 2) for n in range(1, 60)]
    assert problems == []

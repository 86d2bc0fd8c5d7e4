"""What other ledgers than that of terminals need: sheets about one system, keys that many rows have, lists of rooms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from tests.formats.ledger_sheets.reading import read

ACCOUNTS = ["利用者ID", "氏名", "社員番号", "権限", "付与日", "最終ログイン", "状態"]


def book(path: Path, **sheets: list[list[Any]]) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    made.save(path)
    return made


def accounts(*above: list[Any]) -> list[list[Any]]:
    return [*above, ACCOUNTS, ["A1", "青木 明", "1001", "参照", "2024/4/1", "2026/10/1", "有効"]]


@pytest.mark.parametrize(
    ("sheet", "above", "system"),
    [
        ("Sheet1", [["ユーザー管理簿"], ["対象システム", "CTI"], []], "CTI"),
        ("Sheet1", [["ユーザー管理簿"], ["システム名：ＣＴＩ"], []], "CTI"),
        ("Sheet1", [["配電設計支援　利用者一覧"], []], "配電設計支援"),
        ("Sheet1", [["【託送業務システム】ID管理台帳"], []], "託送業務システム"),
        ("託送業務システム", [], "託送業務システム"),
        # What is before the title, or the sheet's name, may be anything: an office, a year, the ledger itself.
        ("Sheet1", [["北営業所 ID一覧"], []], ""),
        ("Sheet1", [["令和8年度 ID台帳"], []], ""),
        ("システム利用者一覧", [], ""),
        ("システム利用者一覧", [["システム利用者一覧"], []], ""),
    ],
)
def test_a_sheet_may_be_about_one_system(tmp_path: Path, sheet: str, above: list[list[Any]], system: str) -> None:
    book(tmp_path / "a.xlsx", **{sheet: accounts(*above)})
    (record,), problems, _ = read(tmp_path / "a.xlsx", kind="accounts")
    assert record.values.get("system", "") == system
    assert record.match_key == (f"A1|{system}" if system else "A1")
    assert "system" not in record.raw  # nobody wrote it in the row
    assert problems == []


def test_accounts_of_two_systems_may_have_one_number(tmp_path: Path) -> None:
    above = [["対象システム", "CTI"], []]
    book(tmp_path / "a.xlsx", 一=accounts(*above), 二=accounts(["対象システム", "託送"], []))
    records, problems, _ = read(tmp_path / "a.xlsx", kind="accounts")
    assert [(r.values["system"], r.match_key) for r in records] == [("CTI", "A1|CTI"), ("託送", "A1|託送")]
    assert problems == []


def test_a_merged_key_reaches_down_where_many_rows_have_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made = book(
        path,
        標準=[
            ["権限標準表"],
            ["システム名", "権限名", "対象部署", "可否"],
            ["託送", "参照", "託送部", "○"],
            [None, None, "配電部", "○"],
            [None, "更新", "託送部", "○"],
            ["同上", "管理", "情報システム部", "○"],
        ],
    )
    made["標準"].merge_cells("A3:A5")
    made["標準"].merge_cells("B3:B4")
    made.save(path)
    records, problems, chunks = read(path, kind="role_standards")
    assert [(r.values["system"], r.values["role"], r.values["department"]) for r in records] == [
        ("託送", "参照", "託送部"),
        ("託送", "参照", "配電部"),
        ("託送", "更新", "託送部"),
        ("託送", "管理", "情報システム部"),
    ]
    assert problems == []
    assert sum(c.rejected for c in chunks) == 0


def test_a_room_and_those_who_may_enter_it_stand_in_one_file(tmp_path: Path) -> None:
    rooms = [["事業所", "階", "室名", "占有側", "入室権限者"], ["北営業所", "2階", "執務室", "送配電", "東湾送配電"]]
    cards: list[list[object]] = [["事業所", "階", "室名", "占有側", "社員番号", "氏名"]]
    cards += [
        ["北営業所", "2階", "執務室", "送配電", number, name] for number, name in ((1001, "青木"), (1002, "上田"))
    ]
    book(tmp_path / "a.xlsx", 区画一覧=rooms, 入室権限一覧=cards)
    records, problems, _ = read(tmp_path / "a.xlsx", kind="rooms")
    assert len({r.match_key for r in records}) == 3
    assert problems == []


def people(*sites: str) -> str:
    rows = [f"{1001 + n},人{n},東湾送配電,総務部,{site},2024/4/1" for n, site in enumerate(sites)]
    return "\n".join(["社員番号,氏名,所属会社,所属名,事業所,入社日", *rows])


def test_a_blank_office_stays_blank_where_the_rows_repeat_theirs(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(people("本店", "本店", "", "北営業所", ""), encoding="utf-8")
    records, problems, _ = read(path, kind="people")
    assert [r.site for r in records] == ["本店", "本店", "", "北営業所", ""]
    assert problems == []


def test_a_blank_office_is_that_above_where_each_stands_once(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(people("本店", "", "", "北営業所", ""), encoding="utf-8")
    records, problems, _ = read(path, kind="people")
    assert [r.site for r in records] == ["本店", "本店", "本店", "北営業所", "北営業所"]
    assert [p.code for p in problems] == ["site_filled"]


@pytest.mark.parametrize("title", ["業務システム一覧（送配電所管）", "コールセンターシステム 一覧", "全事業所 一覧"])
def test_what_only_sounds_like_an_office_is_none(tmp_path: Path, title: str) -> None:
    rows = [[title], [], ["利用者ID", "氏名", "権限", "付与日", "状態"], ["A1", "青木 明", "参照", "2024/4/1", "有効"]]
    book(tmp_path / "a.xlsx", 台帳=rows)
    (record,), _, _ = read(tmp_path / "a.xlsx", kind="accounts")
    assert record.site == ""

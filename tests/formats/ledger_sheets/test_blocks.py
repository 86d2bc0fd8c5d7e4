"""What titles and the names of blocks tell of the rows below: companies, offices, days."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from app.formats.ledger_sheets import LedgerSheets
from app.formats.ledger_sheets.rows import company_in, office_in
from tests.formats.ledger_sheets.reading import read
from tests.formats.workbook.books import xlsx

ACCOUNTS = ["ID", "氏名", "システム", "権限", "状態"]


def account(identity: str) -> list[str]:
    return [identity, "甲 一", "託送業務システム", "参照", "有効"]


@pytest.mark.parametrize(
    ("text", "company"),
    [
        ("● 株式会社データ入力センター", "株式会社データ入力センター"),
        ("■㈱みなと検針(3名)", "(株)みなと検針"),
        ("【青葉コールサービス有限会社】", "青葉コールサービス有限会社"),
        ("合同会社 北事務所", "合同会社 北事務所"),
    ],
)
def test_a_company_is_no_office(text: str, company: str) -> None:
    assert company_in(text) == company
    assert office_in(text) == ""


@pytest.mark.parametrize("text", ["北営業所", "■ コールセンター", "営業課(3台)", "株式会社甲 仙台営業所", "会社別一覧"])
def test_an_office_is_no_company(text: str) -> None:
    assert company_in(text) == ""


def test_a_company_above_rows_is_theirs_until_the_next_title(tmp_path: Path) -> None:
    rows = [
        ACCOUNTS,
        ["● 株式会社データ入力センター", "", "", "", ""],
        account("X1"),
        account("X2"),
        ["● 青葉コールサービス㈱", "", "", "", ""],
        account("X3"),
        ["■ 北営業所", "", "", "", ""],
        account("X4"),
    ]
    records, _, _ = read(xlsx(tmp_path / "a.xlsx", rows), kind="accounts")
    assert [(r.key, r.values.get("company", ""), r.site) for r in records] == [
        ("X1", "株式会社データ入力センター", ""),
        ("X2", "株式会社データ入力センター", ""),
        ("X3", "青葉コールサービス株式会社", ""),
        ("X4", "", "北営業所"),
    ]


def test_a_column_of_companies_wins_over_the_title(tmp_path: Path) -> None:
    rows = [[*ACCOUNTS, "所属会社"], ["● 株式会社甲", *[""] * 5], [*account("X1"), "株式会社乙"], [*account("X2"), ""]]
    records, _, _ = read(xlsx(tmp_path / "a.xlsx", rows), kind="accounts")
    assert [r.values.get("company", "") for r in records] == ["株式会社乙", ""]


@pytest.mark.parametrize(
    ("name", "title", "site"),
    [
        ("本店2F", "端末配備表", "本店"),
        ("台帳", "端末配備表 本店 2階", "本店"),
        ("本社 B1階", "端末配備表", "本社"),
        ("北支店2F", "端末配備表 北支店 2階", "北支店"),
        ("台帳", "瀬戸潮電力送配電 本店 端末台帳", ""),
    ],
)
def test_the_head_office_is_the_site_where_its_floor_is_named(tmp_path: Path, name: str, title: str, site: str) -> None:
    book = Workbook()
    sheet = book.active
    sheet.title = name
    for row in ([title], ["管理番号", "設置場所", "使用者"], ["K1", "2階", "甲 一"]):
        sheet.append(row)
    book.save(path := tmp_path / "a.xlsx")
    (look,) = LedgerSheets().look("terminals", path).sheets
    assert look.site == site


def test_a_day_above_a_table_is_no_group(tmp_path: Path) -> None:
    left, right = ["コード", "事業所名", "会社", "区分"], ["コード", "事業所名", "会社", "区分"]
    rows = [["令和8年10月1日現在", *[""] * 8], [*left, "", *right]]
    rows += [["01", "本店", "甲", "本店", "", "07", "北支店", "乙", "支店"]]
    rows += [["02", "南支店", "甲", "支店", "", "08", "西支店", "乙", "支店"]]
    (look,) = LedgerSheets().look("sites", xlsx(tmp_path / "a.xlsx", rows, "事業所一覧")).sheets
    assert [c.heading for c in look.columns[:2]] == ["コード", "事業所名"]
    assert {c.field: c.letter for c in look.columns if c.field}["name"] == "B"


@pytest.mark.parametrize("kinds", ["事業所区分", "設置先の別"])
def test_a_row_that_begins_with_a_kind_of_office_is_a_record(tmp_path: Path, kinds: str) -> None:
    rows = [
        [kinds, "区画", "設定区分", "可否"],
        ["支社", "専用", "NW業務用", "可"],
        ["支社", "小売", "小売業務用", "否"],
        ["本店", "専用", "NW業務用", ""],
        ["本店", "小売", "小売業務用", ""],
    ]
    records, _, _ = read(xlsx(tmp_path / "a.xlsx", rows), kind="deployment_standards")
    assert [(r.row, r.key, r.site) for r in records] == [
        (2, "NW業務用", ""),
        (3, "小売業務用", ""),
        (4, "NW業務用", ""),
        (5, "小売業務用", ""),
    ]


def test_offices_of_a_kind_are_no_labels_in_the_list_of_sites(tmp_path: Path) -> None:
    rows = [
        ["区分", "事業所名", "所在地", "建物名"],
        ["支社", "磯浜支社", "磯浜市一丁目", "磯浜ビル"],
        ["営業所", "桐生野営業所", "桐生野市二丁目", "駅前ビル"],
    ]
    records, _, _ = read(xlsx(tmp_path / "a.xlsx", rows), kind="sites")
    assert [r.key for r in records] == ["磯浜支社", "桐生野営業所"]


def test_an_office_behind_its_label_is_that_of_the_rows_below(tmp_path: Path) -> None:
    rows = [
        ["区画", "設定区分", "可否", "主な用途"],
        ["支社", "磯浜支社", "作成者", "前田"],
        ["専用", "NW業務用", "可", ""],
        ["支社", "桐生野支社", "作成者", "藤井"],
        ["小売", "小売業務用", "否", ""],
    ]
    records, _, _ = read(xlsx(tmp_path / "a.xlsx", rows), kind="deployment_standards")
    assert [(r.key, r.site) for r in records] == [("NW業務用", "磯浜支社"), ("小売業務用", "桐生野支社")]

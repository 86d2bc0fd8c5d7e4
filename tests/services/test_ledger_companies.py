"""The company in the titles of a ledger: taken for the fields that a whole file may fill, told, and taken back."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.services import findings, ledgers
from app.services.ledger_choosing import chosen_before
from app.services.ledger_telling import Saying, TitleValue, with_sayings
from app.services.ports import Desk, LedgerQuery

GRID, RETAIL = "東湾送配電株式会社", "東湾電力株式会社"
PEOPLE = ("社員番号", "氏名", "所属", "前所属", "着任日")


def book(path: Path, **sheets: Sequence[Sequence[str]]) -> Path:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for cells in rows:
            sheet.append(list(cells))
    made.save(path)
    return path


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return book(
        tmp_path / "社員.xlsx",
        G=[[f"{GRID} 社員名簿"], PEOPLE, ["1", "甲 一", "配電部", "", ""]],
        R=[["東湾電力㈱ 社員名簿"], PEOPLE, ["2", "乙 二", "営業部", "配電部", "2026-04-01"]],
    )


def values(desk: Desk, kind: str, field: str) -> list[str]:
    rows = ledgers.rows(desk, ledgers.row_ids(desk, kind, LedgerQuery()))
    return [stored.record.values.get(field, "") for stored in rows]


def test_the_company_of_people_is_told_and_can_be_taken_back(desk: Desk, people: Path) -> None:
    done = ledgers.import_batch(desk, "people", people)
    assert [sheet.told for sheet in done.sheets] == [
        (TitleValue("company", GRID, GRID, False),),
        (TitleValue("company", RETAIL, RETAIL, False),),
    ]
    assert values(desk, "people", "company") == [GRID, RETAIL]
    # The officer says otherwise of one sheet, and of the very same file again later nobody needs to.
    look = ledgers.look(desk, "people", people)
    said = with_sayings(desk.world.ledgers.form("people"), look, chosen_before(look), [Saying("R", "company", "")])
    changed = ledgers.import_batch(desk, "people", people, said)
    assert (changed.rows.changed, changed.rows.unchanged) == (1, 1)
    assert changed.sheets[1].told == (TitleValue("company", "", RETAIL, True),)
    assert values(desk, "people", "company") == [GRID, ""]
    again = ledgers.import_batch(desk, "people", people)
    assert (again.rows.changed, again.rows.unchanged) == (0, 2)


def test_rules_see_the_companies_that_titles_tell(desk: Desk, people: Path, tmp_path: Path) -> None:
    head = ("管理番号", "機器種別", "事業所", "使用者", "職員番号", "利用部署", "送配電システム接続", "状態")
    terminals = [
        [f"{GRID} 端末台帳"],
        head,
        ["T1", "ノート", "北営業所", "乙 二", "2", "配電部", "有", "使用中"],
        ["T2", "ノート", "北営業所", "甲 一", "1", "配電部", "有", "使用中"],
    ]
    rooms = [["事業所", "室名", "占有側", "入室権限者"], ["北営業所", "配電執務室", "送配電", "甲 一(1)\n乙 二(2)"]]
    sites = [["事業所コード", "事業所名", "同居会社", "区画"], ["1", "北営業所", RETAIL, "専用"]]
    for kind, file in (
        ("people", people),
        ("terminals", book(tmp_path / "端末.xlsx", t=terminals)),
        ("rooms", book(tmp_path / "居室.xlsx", r=rooms)),
        ("sites", book(tmp_path / "事業所.xlsx", s=sites)),
    ):
        ledgers.import_batch(desk, kind, file)
    not_run = {each.rule for each in findings.rules_not_run(desk)}
    assert not_run.isdisjoint({"R02", "R03", "R25"})
    with desk.file.read() as work:
        found = {finding.rule: finding for finding in work.findings.all()}
    assert {"R02", "R25"} <= found.keys()
    assert [row.key for row in found["R02"].rows if row.kind == "terminals"] == ["T1"]


def test_a_column_of_companies_goes_before_a_title(desk: Desk, tmp_path: Path) -> None:
    head = ("管理番号", "機器種別", "会社", "使用者", "状態")
    rows = [[f"{GRID} 端末台帳"], head, ["T1", "ノート", RETAIL, "乙 二", "使用中"], ["T2", "ノート", "", "甲", "予備"]]
    done = ledgers.import_batch(desk, "terminals", book(tmp_path / "端末.xlsx", t=rows))
    assert done.sheets[0].told == ()
    assert values(desk, "terminals", "owner_company") == ["", ""]
    assert values(desk, "terminals", "user_company") == [RETAIL, ""]


def test_whose_contractors_they_are_is_told_and_never_who_they_are(desk: Desk, tmp_path: Path) -> None:
    head = ("委託先名", "委託業務", "従事者数", "監査実施日")
    for number, (company, meant) in enumerate(((GRID, ""), (RETAIL, RETAIL))):
        rows = [[f"{company} 委託先一覧"], head, [f"㈱港湾{number}", "検針", "3", "2026-05-01"]]
        done = ledgers.import_batch(desk, "contractors", book(tmp_path / f"{number}.xlsx", c=rows))
        assert [told.value for told in done.sheets[0].told] == ([meant] if meant else [])
    assert values(desk, "contractors", "name") == ["株式会社港湾0", "株式会社港湾1"]
    assert values(desk, "contractors", "principal") == ["", RETAIL]


def test_the_holders_of_accounts_are_not_all_of_the_company_in_the_title(desk: Desk, tmp_path: Path) -> None:
    head = ("ID", "氏名", "社員番号", "権限", "付与日", "状態")
    rows = [[f"{GRID} 託送業務システム ID台帳"], head, ["A1", "甲 一", "1", "参照", "2024-04-01", "有効"]]
    done = ledgers.import_batch(desk, "accounts", book(tmp_path / "ID.xlsx", a=rows))
    assert {told.field for told in done.sheets[0].told}.isdisjoint({"company", "issued_to"})
    assert values(desk, "accounts", "company") == [""]

"""The rules over several ledgers in other roles than the grid operator's."""

from __future__ import annotations

from copy import deepcopy

import pytest

from app.domain.grades import Role
from tests.domain.company_in_order import (
    ENG,
    NW,
    RETAIL,
    RETAIL_SYSTEM,
    account,
    by_role,
    changed,
    clean,
    hits_of,
    joined,
    judged,
    told,
)


def test_a_retailer_finds_its_own_people_in_the_grids_system() -> None:
    tables = changed("accounts", "T3", **account("T3", person="売田 三郎", emp_no="2002", company=RETAIL, role=""))
    assert by_role(tables, Role.AFFILIATED_RETAILER, "R09") == [("T3", "held")]
    assert by_role(clean(), Role.AFFILIATED_RETAILER, "R09") == []


def test_a_retailer_approves_accounts_of_its_own_systems() -> None:
    tables = changed("accounts", "T2001", approver="売田 三郎", approver_company=RETAIL)
    assert by_role(tables, Role.AFFILIATED_RETAILER, "R14") == []
    tables = changed("accounts", "T1001", approver="売田 三郎", approver_company=RETAIL)
    assert by_role(tables, Role.AFFILIATED_RETAILER, "R14") == [("T1001", "other_side")]


@pytest.mark.parametrize(
    "parent", [f"{NW}の子会社", "東湾電力グループ外", "東湾電力との資本関係なし", "子会社", "なし"]
)
def test_who_is_no_subsidiary_of_an_affiliate_is_not_told_as_one(parent: str) -> None:
    assert told(judged(changed("contractors", ENG, parent=parent, work="検針業務"))) == []


@pytest.mark.parametrize("role", [r for r in Role if r is not Role.GRID_OPERATOR])
def test_only_the_grid_operator_is_bound_in_giving_work_to_affiliates(role: Role) -> None:
    tables = changed("contractors", RETAIL, principal=NW, work="託送料金の計算", audited="2026-05-01")
    assert by_role(tables, role, "R20") == []


def test_inside_the_integrated_operator_sections_tell_the_sides_and_double_posts_are_not_judged() -> None:
    """Rights on both sides at once are told all the same."""
    tables = changed(
        "accounts", "K1", **account("K1", system=RETAIL_SYSTEM, person="山田 太郎", emp_no="1001", role="")
    )
    tables["people"][0]["concurrent"] = "営業部"
    for system in tables["systems"]:
        system["owner_company"] = ""
    assert by_role(tables, Role.INTEGRATED_OPERATOR, "R29") == [("1001", "both_rights")]
    without = deepcopy(tables)
    without["accounts"] = [a for a in without["accounts"] if a["account"] != "K1"]
    assert by_role(without, Role.INTEGRATED_OPERATOR, "R29") == []
    assert by_role(without, Role.GRID_OPERATOR, "R29") == [("1001", "second_post")]


@pytest.mark.parametrize("role", [Role.AFFILIATED_RETAILER, Role.OTHER_AFFILIATE])
def test_the_rooms_of_the_affiliates_side_are_judged_for_it_too(role: Role) -> None:
    tables = changed("terminals", "PC-1", place="1階 営業室", zone="小売", connected="有")
    assert ("PC-1", "retail_zone") in by_role(tables, role, "R01")


def test_a_room_of_the_integrated_operator_is_judged_where_the_list_names_the_other_division() -> None:
    who = {"site": "北営業所", "room": "2階 配電執務室", "occupant": "送配電", "company": NW}
    tables = changed("rooms", "新", **who, person="小売 四郎", department="小売営業本部 料金課")
    for office in tables["sites"]:
        office["cohabitant"] = "なし"
    assert by_role(tables, Role.INTEGRATED_OPERATOR, "R25") == []
    tables["sites"][0]["cohabitant"] = "小売営業本部"
    assert by_role(tables, Role.INTEGRATED_OPERATOR, "R25") == [("2階 配電執務室", "entry")]


def test_in_one_company_the_section_is_the_reason() -> None:
    tables = changed("sites", "北営業所", shared="共用")
    tables = joined(tables, changed("people", "2001", company=NW, department="小売営業本部 料金課"))
    who = {"person": "鈴木 花子", "emp_no": "2001", "company": NW, "department": "送配電本部"}
    tables = joined(tables, changed("rooms", "2階 配電執務室", **who))
    found = hits_of(tables, "R25", Role.INTEGRATED_OPERATOR)
    assert [hit.values["who"] for hit in found] == ["鈴木 花子(小売営業本部 料金課)"]
    assert [(hit.values["where"], hit.values["now"]) for hit in found] == [("送配電本部", "小売営業本部 料金課")]

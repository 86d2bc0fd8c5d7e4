"""What is lawful, and how other offices keep their ledgers: the rules over several ledgers raise nothing."""

from __future__ import annotations

from typing import Any

import pytest

from app.domain.grades import Role
from tests.domain.company_in_order import (
    ENG,
    GRID_SYSTEM,
    NW,
    RETAIL,
    Tables,
    account,
    by_role,
    changed,
    clean,
    joined,
    judged,
    reasoned,
    told,
)


def lawful() -> list[tuple[str, Any]]:
    return [
        ("a retailer's account of the portal", changed("accounts", "S2001", person="鈴木 花子")),
        ("a suspended account", changed("accounts", "T3", **account("T3", emp_no="2001", status="停止"))),
        (
            "people one after the other",
            joined(
                changed(
                    "accounts",
                    "新",
                    **{
                        **account(
                            "T1001",
                            person="佐藤 次郎",
                            emp_no="1002",
                            granted="2020-04-01",
                            revoked="2024-03-31",
                            approved="2020-03-01",
                            role="",
                            status="停止",
                        )
                    },
                )
            ),
        ),
        ("a batch account", changed("accounts", "B1", **account("B1", person="夜間バッチ", kind="バッチ", role=""))),
        ("a surname", changed("accounts", "T1001", person="阿部", emp_no="", role="")),
        (
            "blanket consent",
            changed("contractors", ENG, subcontracted="有", subcontractor="孫請株式会社", consent="包括"),
        ),
        (
            "automatic renewal",
            joined(
                changed("contractors", ENG, contract_end="2026-03-31", renewal="有"),
                changed("accounts", "E1", **account("E1", person="検見 一", company=ENG, role="")),
            ),
        ),
        (
            "an exception in date and unused",
            changed("exceptions", "E-9", **reasoned(subject="移行", starts="2026-04-01", ends="2026-12-31")),
        ),
        (
            "a request that nobody has approved yet",
            changed("exceptions", "E-9", subject="移行", ends="2026-06-30", status="申請中"),
        ),
        (
            "an exception for disasters used in one",
            changed(
                "exceptions",
                "E-9",
                **reasoned(
                    exception_kind="災害時利用",
                    starts="2026-04-01",
                    ends="2026-12-31",
                    last_used="2026-09-19",
                    reviewed="2026-09-30",
                ),
            ),
        ),
        (
            "a disaster that covers the day",
            joined(
                changed("disasters", "D-2", **reasoned(name="地震", declared="2026-10-30")),
                changed("accounts", "D0001", status="有効"),
            ),
        ),
        (
            "a disaster account of the affiliate's side in an activation",
            joined(
                changed("disasters", "D-2", **reasoned(name="地震", declared="2026-10-30")),
                changed(
                    "accounts",
                    "D0001",
                    **account(
                        "D0001",
                        person="鈴木 花子",
                        emp_no="2001",
                        company=RETAIL,
                        kind="災害用",
                        role="",
                        last_login="2026-10-30",
                    ),
                ),
            ),
        ),
        (
            "a section written in another way",
            joined(
                changed("people", "1001", department="配電運用課", moved="", started="2024-04-01"),
                changed("terminals", "PC-1", department="配電課", delivered="2023-04-01"),
                changed("accounts", "T1001", role=""),
            ),
        ),
        (
            "two people with one number in two companies",
            joined(
                changed("people", "新", emp_no="1001", person="同番 五郎", company=RETAIL, department="営業部"),
            ),
        ),
        (
            "a card that was given back",
            changed(
                "rooms",
                "新",
                site="北営業所",
                room="2階 配電執務室",
                occupant="送配電",
                person="鈴木 花子",
                emp_no="2001",
                company=RETAIL,
                revoked="2026-09-30",
            ),
        ),
        (
            "trained after the post, before the account",
            joined(
                changed("people", "1001", started="2022-04-01"),
            ),
        ),
        (
            "an account of the post before",
            joined(
                changed("accounts", "T1001", granted="2020-04-01", approved="2020-03-01"),
            ),
        ),
        ("a system of one side alone", changed("systems", GRID_SYSTEM, separation="単独", barrier_tested="")),
        ("a change that is planned", changed("systems", GRID_SYSTEM, modified="2026-12-01")),
        (
            "a subsidiary of the organisation, which the affiliate's holding company owns",
            joined(
                changed("contractors", "東湾NW子会社株式会社", principal=NW, work="検針業務", audited="2026-05-01"),
            )
            | {
                "capital_ties": [
                    {"company": "東湾NW子会社株式会社", "parent": NW, "relation": "子会社"},
                    {"company": NW, "parent": RETAIL, "relation": "子会社"},
                ]
            },
        ),
        ("a registrant under another name of the system", changed("accounts", "FIT01", system="再エネ")),
        (
            "an approver of a portal",
            changed("accounts", "S2001", approver="売田 三郎", approver_company=RETAIL),
        ),
        ("cleaning for both", clean()),
        (
            "a shared room that only the grid's people may enter",
            joined(
                changed("terminals", "PC-1", place="2階 共用室", zone="共用", setup=""),
                changed("rooms", "2階 共用室", site="北営業所", occupant="共用", entrants=NW),
                changed("stocktaking", "PC-1", place="2階 共用室"),
            ),
        ),
        (
            "a system without entrants' data",
            joined(
                changed(
                    "terminals", "PC-1", place="1階 会議室", zone="共用", systems="営業支援システム", setup="小売用"
                )
            ),
        ),
        (
            "a seconded user",
            joined(
                changed("terminals", "PC-1", user="出田 四郎", user_id="2003"),
                changed(
                    "people",
                    "2003",
                    person="出田 四郎",
                    company=RETAIL,
                    employment="出向",
                    trained="2020-01-01",
                    pledged="2020-01-01",
                ),
            ),
        ),
        (
            "a retailer's approval of its own accounts of the portal",
            changed("accounts", "S2001", approver="売田 三郎"),
        ),
        (
            "mail and calendar of the IT subsidiary, for both sides",
            joined(
                changed(
                    "systems",
                    "OA基盤",
                    owner_company="東湾情報システム株式会社",
                    separation="論理分割",
                    holds_entrants="無",
                ),
                changed(
                    "accounts", "O2001", **account("O2001", system="OA基盤", person="鈴木 花子", emp_no="2001", role="")
                ),
            ),
        ),
        (
            "a right that the standard gives under the full name of the system",
            changed("accounts", "T1001", system="託送シス"),
        ),
        (
            "a shared room, listed with its floor apart, that only the grid's people may enter",
            joined(
                changed("terminals", "PC-1", place="2階 共用室", zone="共用", setup=""),
                changed("rooms", "共用室", site="北営業所", floor="2階", occupant="共用", entrants=NW),
                changed("stocktaking", "PC-1", place="2階 共用室"),
            ),
        ),
        ("next audit planned", changed("contractors", ENG, audited="2025-05-20", audit_due="2026-12-01")),
    ]


@pytest.mark.parametrize(("what", "tables"), lawful(), ids=[w for w, _ in lawful()])
def test_what_is_lawful_raises_nothing(what: str, tables: Tables) -> None:
    assert told(judged(tables)) == []


OF_STATE = "再エネ業務管理システム"


@pytest.mark.parametrize(
    ("what", "tables"),
    [
        (
            "an account that the State's system issued to a retailer, approved by the retailer",
            changed(
                "accounts",
                "S1",
                **account(
                    "S1",
                    system=OF_STATE,
                    company=RETAIL,
                    department="営業部",
                    person="鈴木 花子",
                    emp_no="2001",
                    role="",
                    issued_to=RETAIL,
                    approver="売田 三郎",
                ),
            ),
        ),
        (
            "one user after the other, told with dates",
            changed("accounts", "N1", **account("N1", person="山田太郎(〜2026/3/31)、佐藤次郎(2026/4/1〜)")),
        ),
        (
            "a person on secondment who is not in charge of anything",
            changed("people", "1001", seconded_from=RETAIL, post="主任"),
        ),
        (
            "a canteen, which meets no information",
            changed(
                "contractors",
                "東湾食堂株式会社",
                principal=NW,
                work="社員食堂の運営",
                handles_data="無",
                data="なし",
                started="2020-04-01",
            ),
        ),
    ],
)
def test_ways_of_other_offices_are_lawful(what: str, tables: Tables) -> None:
    assert told(judged(tables)) == []


def test_an_account_that_the_state_issued_to_the_grid_operator_is_no_retailers() -> None:
    held = {"person": "鈴木 花子", "emp_no": "2001", "company": RETAIL, "role": "", "issued_to": NW}
    tables = changed("accounts", "S1", **account("S1", system=OF_STATE, **held))
    assert by_role(tables, Role.GRID_OPERATOR, "R09") == [("S1", "held")]
    assert by_role(tables, Role.GRID_OPERATOR, "R18") == [("S1", "not_listed")]

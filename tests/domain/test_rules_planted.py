"""A company in order raises nothing, and each planted fact its own finding."""

from __future__ import annotations

import pytest

from app.domain import rules
from tests.domain.company_in_order import (
    ENG,
    GRID_SYSTEM,
    NW,
    RETAIL,
    RETAIL_SYSTEM,
    Tables,
    account,
    changed,
    clean,
    joined,
    judged,
    reasoned,
    told,
)


def test_a_company_in_order_raises_nothing() -> None:
    assert told(judged(clean())) == []


def met_at(place: str, tables: Tables | None = None) -> Tables:
    """The company with PC-1 met at another place by the stocktaking."""
    tables = tables or changed("stocktaking", "PC-1")
    tables["stocktaking"] = [
        {**row, "place": place} if row["asset_no"] == "PC-1" else row for row in tables["stocktaking"]
    ]
    return tables


PLANTED: list[tuple[str, Tables, tuple[str, str, str]]] = [
    ("R01", changed("terminals", "PC-1", place="1階 会議室", zone="共用", setup=""), ("R01", "PC-1", "shared_zone")),
    (
        "R01",
        met_at("1階 営業室", changed("terminals", "PC-1", place="1階 営業室", zone="", setup="")),
        ("R01", "PC-1", "retail_zone"),
    ),
    ("R02", changed("terminals", "PC-1", user="売田 三郎", user_id="2002"), ("R02", "PC-1", "sides_differ")),
    ("R03", changed("terminals", "PC-1", user="佐藤 次郎", user_id="1002"), ("R03", "PC-1", "transferred")),
    (
        "R08",
        changed("terminals", "PC-1", zone="共用", place="1階 会議室", connected="無"),
        ("R08", "PC-1", "not_allowed"),
    ),
    ("R04", changed("stocktaking", "PC-1", found="無"), ("R04", "PC-1", "missing")),
    ("R04", met_at("1階 営業室"), ("R04", "PC-1", "elsewhere")),
    ("R04", changed("stocktaking", "PC-1", site="本店", place=""), ("R04", "PC-1", "elsewhere")),
    ("R34", changed("terminals", "PC-1", status="紛失"), ("R34", "PC-1", "lost")),
    (
        "R05",
        changed("stocktaking", "PC-9", site="北営業所", counted="2026-10-01", place="2階 配電執務室"),
        ("R05", "PC-9", "terminal"),
    ),
    ("R05", changed("stocktaking", "X9", asset_no="", account="X9", system=GRID_SYSTEM), ("R05", "X9", "account")),
    (
        "R09",
        changed("accounts", "T3", **account("T3", person="売田 三郎", emp_no="2002", company=RETAIL, role="")),
        ("R09", "T3", "held"),
    ),
    ("R10", changed("accounts", "T1001", person="共用ID", emp_no=""), ("R10", "T1001", "shared_name")),
    ("R10", changed("accounts", "T1001", person="配電運用課", emp_no=""), ("R10", "T1001", "section_name")),
    ("R10", changed("accounts", "T1001", person="", emp_no=""), ("R10", "T1001", "blank_name")),
    ("R10", changed("accounts", "T1001", person="山田 太郎、佐藤 次郎", emp_no=""), ("R10", "T1001", "several_names")),
    ("R10", changed("accounts", "T1001", person="山田 太郎 他2名", emp_no=""), ("R10", "T1001", "several_names")),
    ("R11", changed("accounts", "T1009", status="有効"), ("R11", "T1009", "left")),
    ("R13", changed("accounts", "D0001", status="有効"), ("R13", "D0001", "active")),
    ("R13", changed("accounts", "D0001", last_login="2026-10-02"), ("R13", "D0001", "used_outside")),
    ("R14", changed("accounts", "T1001", approver="鈴木 花子"), ("R14", "T1001", "other_side")),
    ("R14", changed("accounts", "T1001", approver="東湾電力㈱ 営業部長"), ("R14", "T1001", "other_side")),
    ("R14", changed("accounts", "T1001", approver="山田　太郎"), ("R14", "T1001", "holder")),
    ("R14", changed("accounts", "T1001", approver="申請 一郎"), ("R14", "T1001", "applicant")),
    ("R15", changed("accounts", "T1001", role="更新"), ("R15", "T1001", "beyond")),
    (
        "R15",
        changed(
            "accounts",
            "T5",
            **account(
                "T5",
                person="佐藤 次郎",
                emp_no="1002",
                role="配電部門画面",
                granted="2026-08-01",
                approved="2026-07-20",
            ),
        ),
        ("R15", "T5", "sensitive"),
    ),
    (
        "R15",
        changed("accounts", "T1001", system="託送シス", role="更新"),
        ("R15", "T1001", "beyond"),
    ),
    ("R12", changed("accounts", "T4", **account("T4", person="佐藤 次郎", emp_no="1002")), ("R12", "T4", "kept")),
    ("R16", changed("accounts", "T1001", last_login="2026-07-01"), ("R16", "T1001", "unused")),
    ("R16", changed("accounts", "T1001", last_login=""), ("R16", "T1001", "never")),
    ("R17", changed("accounts", "T1001", request_no=""), ("R17", "T1001", "no_request")),
    ("R17", changed("accounts", "T1001", approved="2024-04-02"), ("R17", "T1001", "approved_late")),
    (
        "R18",
        changed(
            "accounts",
            "FIT02",
            **account("FIT02", system="再エネ業務管理システム", role="", person="佐藤 次郎", emp_no="1002"),
        ),
        ("R18", "FIT02", "not_listed"),
    ),
    (
        "R19",
        joined(
            changed(
                "contractors",
                "新",
                name=ENG,
                principal=RETAIL,
                work="営業事務",
                worker_names="検見 二",
                started="2026-04-01",
                audited="2026-05-01",
            )
        ),
        ("R19", ENG, "same_person"),
    ),
    (
        "R19",
        joined(
            changed(
                "contractors",
                "新",
                name=ENG,
                principal=RETAIL,
                work="営業事務",
                place="本店ビル 5階",
                started="2026-04-01",
                audited="2026-05-01",
            )
        ),
        ("R19", ENG, "same_place"),
    ),
    ("R19", changed("contractors", ENG, principal=f"{NW}、{RETAIL}"), ("R19", ENG, "one_contract")),
    (
        "R19",
        joined(
            changed(
                "contractors",
                "新",
                name=ENG,
                principal=RETAIL,
                work="営業事務",
                worker_names="商内 三",
                started="2026-04-01",
                audited="2026-05-01",
            ),
            changed("accounts", "E1", **account("E1", person="商内 三", company=ENG, role="")),
        ),
        ("R19", ENG, "held_person"),
    ),
    (
        "R20",
        changed(
            "contractors",
            "東湾ビジネスサービス株式会社",
            principal=NW,
            work="検針業務",
            audited="2026-05-01",
            started="2026-04-01",
        ),
        ("R20", "東湾ビジネスサービス株式会社", "subsidiary"),
    ),
    (
        "R20",
        changed("contractors", RETAIL, principal=NW, work="託送料金の計算", audited="2026-05-01"),
        ("R20", RETAIL, "affiliate"),
    ),
    (
        "R21",
        joined(
            changed("contractors", ENG, contract_end="2026-03-31"),
            changed("accounts", "E1", **account("E1", person="検見 一", company=ENG)),
        ),
        ("R21", "E1", "account"),
    ),
    ("R22", changed("contractors", ENG, subcontracted="有", subcontractor="孫請株式会社"), ("R22", ENG, "no_consent")),
    ("R23", changed("contractors", ENG, pledge_count="1"), ("R23", ENG, "pledges")),
    ("R24", changed("contractors", ENG, audited="2025-05-20"), ("R24", ENG, "overdue")),
    ("R24", changed("contractors", ENG, audited="", started="2024-04-01"), ("R24", ENG, "never")),
    (
        "R25",
        changed("rooms", "2階 配電執務室", person="鈴木 花子", emp_no="2001", company=RETAIL),
        ("R25", "2階 配電執務室", "entry"),
    ),
    ("R25", changed("rooms", "2階 配電執務室", occupant=""), ("R25", "2階 配電執務室", "room_without_zone")),
    ("R26", changed("systems", GRID_SYSTEM, barrier_tested=""), ("R26", GRID_SYSTEM, "untested")),
    ("R26", changed("systems", GRID_SYSTEM, modified="2026-02-01"), ("R26", GRID_SYSTEM, "before_change")),
    ("R27", changed("terminals", "PC-1", systems="託送シス、配電情報システム"), ("R27", "配電情報システム", "unknown")),
    ("R28", changed("exceptions", "E-1", ends="2026-06-30"), ("R28", "E-1", "used_after")),
    (
        "R28",
        changed("exceptions", "E-3", **reasoned(subject="移行", starts="2025-04-01", ends="2026-06-30")),
        ("R28", "E-3", "expired"),
    ),
    (
        "R29",
        changed("accounts", "K1", **account("K1", system=RETAIL_SYSTEM, person="山田 太郎", emp_no="1001", role="")),
        ("R29", "1001", "both_rights"),
    ),
    ("R29", changed("people", "1001", concurrent_company=RETAIL), ("R29", "1001", "second_post")),
    ("R30", changed("people", "1001", trained=""), ("R30", "T1001", "not_trained")),
    ("R30", changed("people", "1001", pledged="2024-05-01"), ("R30", "T1001", "late_pledged")),
    ("R33", changed("accounts", "T1001", expires="2026-09-30"), ("R33", "T1001", "expired")),
    # What the list of rooms says is not made good by the terminal's own row.
    (
        "R01",
        met_at("1階 営業室", changed("terminals", "PC-1", place="1階 営業室", setup="")),
        ("R01", "PC-1", "room_listed"),
    ),
    (
        "R03",
        joined(
            changed("people", "1002", previous_department="", department="配電部 計画課"),
            changed("terminals", "PC-1", user="佐藤 次郎", user_id="1002"),
        ),
        ("R03", "PC-1", "transferred"),
    ),
    # A connection record names both: the terminal is known, the account is not.
    (
        "R05",
        changed("stocktaking", "PC-1", account="X9", system=GRID_SYSTEM, seen_in="現物確認"),
        ("R05", "PC-1", "account"),
    ),
    # The account is in the ledger, but not for that system.
    (
        "R05",
        changed("stocktaking", "T2001", asset_no="", account="T2001", system=GRID_SYSTEM),
        ("R05", "T2001", "account"),
    ),
    ("R10", changed("accounts", "T1001", kind="共用"), ("R10", "T1001", "shared_kind")),
    (
        "R10",
        changed("accounts", "新", **account("T1001", person="佐藤 次郎", emp_no="1002", role="", system="託送シス")),
        ("R10", "T1001", "several_rows"),
    ),
    (
        "R13",
        joined(
            changed("disasters", "D-1", approver="", purpose="復旧", reviewed="2026-09-30"),
            changed("accounts", "D0001", last_login="2026-09-19"),
        ),
        ("R13", "D-1", "activation_no_approver"),
    ),
    (
        "R13",
        changed("disasters", "D-1", purpose="復旧", approver="本部長", reviewed=""),
        ("R13", "D-1", "activation_not_reviewed"),
    ),
    (
        "R18",
        changed("external_registrants", "FIT01", person="別人 一", emp_no="1002"),
        ("R18", "FIT01", "other_person"),
    ),
    (
        "R19",
        changed("contractors", ENG, principal="両社"),
        ("R19", ENG, "one_contract"),
    ),
    # A subsidiary of a subsidiary of the affiliate; the tie through the second of two holders.
    (
        "R20",
        joined(
            changed("capital_ties", "東湾孫株式会社", parent="独立株式会社"),
            changed("contractors", "東湾孫株式会社", principal=NW, work="検針業務", audited="2026-05-01"),
        )
        | {
            "capital_ties": [
                {"company": "東湾孫株式会社", "parent": "独立株式会社", "relation": "関連会社"},
                {"company": "東湾孫株式会社", "parent": "東湾ビジネスサービス株式会社", "relation": "子会社"},
                {"company": "東湾ビジネスサービス株式会社", "parent": RETAIL, "relation": "子会社"},
            ]
        },
        ("R20", "東湾孫株式会社", "subsidiary"),
    ),
    # A column of capital ties says in words what the company is to its parent.
    *(
        (
            "R20",
            changed("contractors", ENG, parent=parent, work="検針業務"),
            ("R20", ENG, "subsidiary"),
        )
        for parent in (
            f"{RETAIL}の子会社",
            "東湾電力㈱の連結子会社",
            "東湾電力グループ",
            "東湾電力100％出資",
            "東湾電力(100%)",
            "独立株式会社、東湾電力の持分法適用関連会社",
        )
    ),
    # The contract names what it lent out; the account itself names no company.
    (
        "R21",
        joined(
            changed("contractors", ENG, contract_end="2026-03-31", accounts="E1"),
            changed("accounts", "E1", **account("E1", person="検見 一", company="")),
        ),
        ("R21", "E1", "account"),
    ),
    ("R24", changed("sites", "北営業所", inspected="2025-01-15"), ("R24", "北営業所", "office_overdue")),
    ("R25", changed("sites", "北営業所", shared="") | {"rooms": []}, ("R25", "北営業所", "office")),
    ("R28", changed("exceptions", "E-1", ends=""), ("R28", "E-1", "no_end")),
    ("R28", changed("exceptions", "E-1", purpose="", approver=""), ("R28", "E-1", "no_purpose+no_approver")),
    (
        "R28",
        changed(
            "exceptions",
            "E-9",
            **reasoned(subject="移行", starts="2026-04-01", ends="2026-12-31", last_used="2026-10-01"),
        ),
        ("R28", "E-9", "not_reviewed"),
    ),
    (
        "R28",
        changed(
            "exceptions",
            "E-9",
            **reasoned(
                exception_kind="災害時利用",
                starts="2026-04-01",
                ends="2026-12-31",
                last_used="2026-10-01",
                reviewed="2026-10-02",
            ),
        ),
        ("R28", "E-9", "used_outside"),
    ),
]


@pytest.mark.parametrize(("rule", "tables", "expected"), PLANTED, ids=[f"{p[0]}-{p[2][2]}" for p in PLANTED])
def test_a_planted_fact_is_found(rule: str, tables: Tables, expected: tuple[str, str, str]) -> None:
    hits = judged(tables)
    found = told(hits)
    assert expected in found
    # FIT01 shares the training of T1001.
    assert {rule} == {r for r, _, _ in found}
    # By its first row a finding is known to have been tested anew.
    assert {hit.rows[0].kind for hit in hits} <= {part.kind for part in rules.RULES[rule]}


def test_every_rule_has_a_planted_fact() -> None:
    seen = {p[0] for p in PLANTED} | {"R06", "R07", "R31", "R32"}
    assert seen == set(rules.RULES)


def test_every_hit_names_its_row_and_those_of_the_other_ledgers() -> None:
    (hit,) = [h for h in judged(changed("accounts", "T1009", status="有効")) if h.rule == "R11"]
    assert [(r.kind, r.key, r.file, r.row) for r in hit.rows] == [
        ("accounts", "T1009", "accounts.xlsx", 8),
        ("people", "1009", "people.xlsx", 8),
    ]

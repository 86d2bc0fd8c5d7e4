"""The rules that lay ledgers side by side: a company in order raises nothing, and each planted fact its own finding."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.domain import rules
from app.domain.findings import WHOLE, Hit
from app.domain.grades import Role, Severity
from app.domain.ledgers import Record
from app.domain.ledgers.values import match_key
from app.domain.rules.sides import make_sides
from app.formats.catalogue import load_catalogue
from app.paths import bundled

NW, RETAIL, ENG = "東湾送配電株式会社", "東湾電力株式会社", "東湾エンジニアリング株式会社"
GRID_SYSTEM, RETAIL_SYSTEM = "託送業務システム", "営業支援システム"
KEYS = {
    "terminals": "asset_no",
    "accounts": "account",
    "people": "emp_no",
    "contractors": "name",
    "systems": "name",
    "sites": "name",
    "rooms": "room",
    "exceptions": "number",
    "disasters": "number",
    "stocktaking": "asset_no",
    "role_standards": "system",
    "deployment_standards": "setup",
    "external_registrants": "account",
    "capital_ties": "company",
}

CATALOGUE = load_catalogue(bundled("resources") / "catalogue")

Tables = dict[str, list[dict[str, str]]]


def clean() -> Tables:
    """A small company in order."""
    return {
        "sites": [
            {"name": "北営業所", "cohabitant": RETAIL, "shared": "専用", "inspected": "2026-06-01"},
            {"name": "本店", "cohabitant": "なし", "shared": "専用", "inspected": "2026-06-01"},
        ],
        "rooms": [
            {
                "site": "北営業所",
                "room": "2階 配電執務室",
                "occupant": "送配電",
                "person": "山田 太郎",
                "emp_no": "1001",
                "company": NW,
            },
            {
                "site": "北営業所",
                "room": "1階 営業室",
                "occupant": "小売",
                "person": "鈴木 花子",
                "emp_no": "2001",
                "company": RETAIL,
            },
        ],
        "systems": [
            {
                "name": GRID_SYSTEM,
                "alias": "託送シス",
                "owner_company": NW,
                "separation": "論理分割",
                "holds_entrants": "有",
                "modified": "2025-11-20",
                "barrier_tested": "2025-12-05",
            },
            {"name": RETAIL_SYSTEM, "owner_company": RETAIL, "separation": "物理分割"},
            {
                "name": "スイッチング支援システム",
                "owner_company": NW,
                "open_to_retailers": "有",
                "separation": "物理分割",
            },
            {
                "name": "再エネ業務管理システム",
                "alias": "再エネ",
                "owner_company": "",
                "external": "有",
                "separation": "物理分割",
            },
        ],
        "people": [
            {
                "emp_no": "1001",
                "person": "山田 太郎",
                "company": NW,
                "department": "配電部 配電運用課",
                "started": "2024-04-01",
                "trained": "2024-03-20",
                "pledged": "2024-03-20",
            },
            {
                "emp_no": "1002",
                "person": "佐藤 次郎",
                "company": NW,
                "department": "総務部",
                "started": "2023-04-01",
                "previous_department": "配電部 配電運用課",
                "moved": "2026-07-01",
                "trained": "2023-03-01",
                "pledged": "2023-03-01",
            },
            {
                "emp_no": "2001",
                "person": "鈴木 花子",
                "company": RETAIL,
                "department": "営業部",
                "started": "2022-04-01",
                "trained": "2022-03-01",
                "pledged": "2022-03-01",
            },
            {
                "emp_no": "2002",
                "person": "売田 三郎",
                "company": RETAIL,
                "department": "営業部",
                "started": "2022-04-01",
                "trained": "2022-03-01",
                "pledged": "2022-03-01",
            },
            {
                "emp_no": "1009",
                "person": "退田 一",
                "company": NW,
                "department": "配電部",
                "left": "2026-03-31",
                "trained": "2020-03-01",
                "pledged": "2020-03-01",
            },
        ],
        "accounts": [
            account("T1001", person="山田 太郎", emp_no="1001", role="参照(託送契約)"),
            account("T2001", system=RETAIL_SYSTEM, person="鈴木 花子", emp_no="2001", company=RETAIL, role="営業"),
            account(
                "S2001", system="スイッチング支援システム", person="鈴木 花子", emp_no="2001", company=RETAIL, role=""
            ),
            account("FIT01", system="再エネ業務管理システム", person="山田 太郎", emp_no="1001", role=""),
            account("T1009", person="退田 一", emp_no="1009", status="停止"),
            account("D0001", person="災田 守", kind="災害用", status="停止", last_login="2026-09-19"),
        ],
        "terminals": [
            terminal("PC-1", user="山田 太郎", user_id="1001"),
            terminal(
                "PC-2",
                user="鈴木 花子",
                user_id="2001",
                owner_company=RETAIL,
                user_company=RETAIL,
                department="営業部",
                place="1階 営業室",
                zone="小売",
                systems=RETAIL_SYSTEM,
                setup="小売用",
                connected="無",
            ),
        ],
        "contractors": [
            {
                "name": ENG,
                "principal": NW,
                "work": "検針業務",
                "handles_data": "有",
                "contract_end": "2027-03-31",
                "workers": "2",
                "worker_names": "検見 一、検見 二",
                "pledge_count": "2",
                "trained_count": "2",
                "subcontracted": "無",
                "consented": "",
                "audited": "2026-05-20",
                "place": "本店ビル 3階",
                "systems": GRID_SYSTEM,
                "started": "2026-04-01",
            },
            {
                "name": "東湾清掃株式会社",
                "principal": NW,
                "work": "清掃業務",
                "place": "本店ビル 1階",
                "started": "2020-04-01",
            },
            {
                "name": "東湾清掃株式会社",
                "principal": RETAIL,
                "work": "清掃",
                "place": "本店ビル 1階",
                "started": "2020-04-01",
            },
        ],
        "capital_ties": [
            {"company": "東湾ビジネスサービス株式会社", "parent": RETAIL, "relation": "子会社", "share": "100"}
        ],
        "disasters": [
            {
                "number": "D-1",
                "name": "台風",
                "declared": "2026-09-18",
                "lifted": "2026-09-22",
                "purpose": "復旧",
                "approver": "本部長",
                "reviewed": "2026-09-30",
            },
        ],
        "exceptions": [
            {
                "number": "E-1",
                "account": "T1001",
                "system": GRID_SYSTEM,
                "starts": "2026-04-01",
                "ends": "2026-12-31",
                "subject": "旧画面の参照",
                "purpose": "旧画面の参照",
                "approver": "承認 花子",
                "reviewed": "2026-10-25",
            },
            {
                "number": "E-2",
                "subject": "移行",
                "starts": "2025-04-01",
                "ends": "2025-09-30",
                "status": "終了",
                "purpose": "移行",
                "approver": "承認 花子",
                "last_used": "2025-09-01",
                "reviewed": "2025-10-01",
            },
        ],
        "role_standards": [
            {"system": GRID_SYSTEM, "role": "参照(託送契約)", "department": "配電部"},
            {"system": GRID_SYSTEM, "role": "配電部門画面", "department": "配電部", "sensitive": "有"},
            {"system": GRID_SYSTEM, "role": "更新", "department": "配電部", "post": "課長"},
        ],
        "deployment_standards": [
            {"setup": "送配電用", "zone": "送配電"},
            {"setup": "送配電用", "zone": "小売", "allowed": "無"},
            {"setup": "小売用", "zone": "小売"},
        ],
        "external_registrants": [
            {
                "system": "再エネ業務管理システム",
                "account": "FIT01",
                "person": "山田 太郎",
                "emp_no": "1001",
                "company": NW,
            },
        ],
        "stocktaking": [
            {"asset_no": "PC-1", "site": "北営業所", "counted": "2026-10-01", "found": "有", "place": "2階 配電執務室"},
            {"asset_no": "PC-2", "site": "北営業所", "counted": "2026-10-01", "found": "有", "place": "1階 営業室"},
        ],
    }


def account(key: str, /, **values: str) -> dict[str, str]:
    return {
        "account": key,
        "system": GRID_SYSTEM,
        "company": NW,
        "department": "配電部 配電運用課",
        "kind": "個人",
        "role": "参照(託送契約)",
        "granted": "2024-04-01",
        "approved": "2024-03-25",
        "approver": "承認 花子",
        "applicant": "申請 一郎",
        "request_no": "A-1",
        "last_login": "2026-10-20",
        "expires": "2027-03-31",
        "status": "有効",
        **values,
    }


def terminal(key: str, /, **values: str) -> dict[str, str]:
    return {
        "asset_no": key,
        "site": "北営業所",
        "place": "2階 配電執務室",
        "zone": "送配電",
        "owner_company": NW,
        "user_company": NW,
        "department": "配電部 配電運用課",
        "manager": "所長",
        "delivered": "2024-04-01",
        "returned": "",
        "inventoried": "2026-10-01",
        "status": "使用中",
        "systems": GRID_SYSTEM,
        "setup": "送配電用",
        "user": "山田 太郎",
        **values,
    }


def records(kind: str, rows: list[dict[str, str]]) -> list[tuple[Record, str]]:
    found = []
    for number, row in enumerate(rows, 4):
        key = row.get(KEYS[kind], "") or row.get("account", "")
        site = row.get("site", "") or (row.get("name", "") if kind == "sites" else "")
        values = {k: v for k, v in row.items() if v}
        found.append((Record(kind, key, f"{match_key(key)}|{number}", site, values, {}, "台帳", number), kind))
    return found


def context(tables: Tables, role: Role = Role.GRID_OPERATOR) -> rules.Context:
    of_affiliate = role in (Role.AFFILIATED_RETAILER, Role.OTHER_AFFILIATE)
    organisation, other = (RETAIL, NW) if of_affiliate else (NW, RETAIL)
    standing = {kind: records(kind, rows) for kind, rows in tables.items()}
    return rules.Context(
        as_of=date(2026, 10, 31),
        sides=make_sides(role, organisation, [other]),
        severities=dict.fromkeys(rules.RULES, Severity.SERIOUS),
        thresholds={name: t.default for name, t in rules.THRESHOLDS.items()},
        kinds=frozenset(tables),
        columns={kind: frozenset(name for row in clean()[kind] for name in row) | {"person"} for kind in tables},
        files={kind: f"{kind}.xlsx" for kind in tables},
        registers=rules.Registers(lambda kind: standing.get(kind, []), frozenset(tables)),
    )


def judged(tables: Tables, role: Role = Role.GRID_OPERATOR) -> list[Hit]:
    known = context(tables, role)
    found: list[Hit] = []
    idle = {each.rule for each in rules.not_run(CATALOGUE.rules, known.kinds, known.columns, role)}
    asked = [r for r in rules.RULES if r not in idle]
    runnable = [part for r in asked for part in rules.runnable(r, known.kinds, known.columns, role)]
    for kind in tables:
        found += rules.evaluate([r for r in runnable if r.kind == kind], known, records(kind, tables[kind]))
    return found


def told(hits: list[Hit]) -> list[tuple[str, str, str]]:
    return [(h.rule, h.subject, h.message) for h in hits]


def test_a_company_in_order_raises_nothing() -> None:
    assert told(judged(clean())) == []


def changed(kind: str, key: str, /, **values: str) -> Tables:
    """The company in order with one row changed, or a row added when no row has that key."""
    tables = deepcopy(clean())
    for row in tables[kind]:
        if key in (row.get(KEYS[kind], ""), row.get("account", "")):
            row.update(values)
            return tables
    tables[kind].append({KEYS[kind]: key, **values})
    return tables


def reasoned(**values: str) -> dict[str, str]:
    """The fields of an exception or activation with purpose and approver."""
    return {"purpose": "業務", "approver": "承認 花子", **values}


def joined(*parts: Tables) -> Tables:
    """Changes of several tables together: of each kind the one that differs from the company in order."""
    base = clean()
    return {kind: next((p[kind] for p in parts if p[kind] != base[kind]), base[kind]) for kind in base}


PLANTED: list[tuple[str, Tables, tuple[str, str, str]]] = [
    ("R01", changed("terminals", "PC-1", place="1階 会議室", zone="共用", setup=""), ("R01", "PC-1", "shared_zone")),
    ("R01", changed("terminals", "PC-1", place="1階 営業室", zone="", setup=""), ("R01", "PC-1", "retail_zone")),
    ("R02", changed("terminals", "PC-1", user="売田 三郎", user_id="2002"), ("R02", "PC-1", "sides_differ")),
    ("R03", changed("terminals", "PC-1", user="佐藤 次郎", user_id="1002"), ("R03", "PC-1", "transferred")),
    (
        "R08",
        changed("terminals", "PC-1", zone="共用", place="1階 会議室", connected="無"),
        ("R08", "PC-1", "not_allowed"),
    ),
    ("R04", changed("stocktaking", "PC-1", found="無"), ("R04", "PC-1", "missing")),
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
        changed("terminals", "PC-1", place="1階 営業室", setup=""),
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
    found = told(judged(tables))
    assert expected in found
    # FIT01 shares the training of T1001.
    assert {rule} == {r for r, _, _ in found}


def test_every_rule_has_a_planted_fact() -> None:
    seen = {p[0] for p in PLANTED} | {"R06", "R07", "R31", "R32"}
    assert seen == set(rules.RULES)


def test_every_hit_names_its_row_and_those_of_the_other_ledgers() -> None:
    (hit,) = [h for h in judged(changed("accounts", "T1009", status="有効")) if h.rule == "R11"]
    assert [(r.kind, r.key, r.file, r.row) for r in hit.rows] == [
        ("accounts", "T1009", "accounts.xlsx", 8),
        ("people", "1009", "people.xlsx", 8),
    ]


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
            ),
        ),
        ("next audit planned", changed("contractors", ENG, audited="2025-05-20", audit_due="2026-12-01")),
    ]


@pytest.mark.parametrize(("what", "tables"), lawful(), ids=[w for w, _ in lawful()])
def test_what_is_lawful_raises_nothing(what: str, tables: Tables) -> None:
    assert told(judged(tables)) == []


def test_a_name_that_many_records_have_is_one_finding() -> None:
    tables = dict(clean())
    fitted = [dict(row) for row in tables["accounts"]]
    for n in range(5):
        name = ("旧料金照会", "旧料金　照会")[n % 2]
        fitted.append(account(f"X{n}", person="佐藤 次郎", emp_no="1002", role="", system=name))
    tables["accounts"] = fitted
    (hit,) = (h for h in judged(tables) if h.rule == "R27")
    assert (hit.subject, hit.message, hit.site_text, WHOLE in hit.values) == ("旧料金照会", "unknown_many", "", True)
    assert [row.key for row in hit.rows] == [f"X{n}" for n in range(5)]
    assert (hit.values["count"], hit.values["keys"]) == ("5", "X0、X1、X2")


# --- roles ------------------------------------------------------------------------------------------------------------


def by_role(tables: Tables, role: Role, rule: str) -> list[tuple[str, str]]:
    return [(h.subject, h.message) for h in judged(tables, role) if h.rule == rule]


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


# --- what could not be tested -----------------------------------------------------------------------------------------

HALVES = [
    ("R01", "systems"),
    ("R01", "rooms"),
    ("R02", "people"),
    ("R05", "accounts"),
    ("R05", "terminals"),
    ("R09", "people"),
    ("R11", "contractors"),
    ("R13", "disasters"),
    ("R14", "people"),
    ("R18", "systems"),
    ("R19", "accounts"),
    ("R19", "terminals"),
    ("R20", "capital_ties"),
    ("R21", "terminals"),
    ("R25", "rooms"),
    ("R28", "accounts"),
    ("R29", "systems"),
]


@pytest.mark.parametrize(("rule", "ledger"), HALVES)
def test_a_rule_says_which_ledger_its_other_half_needs(rule: str, ledger: str) -> None:
    tables = {kind: rows for kind, rows in clean().items() if kind != ledger}
    known = context(tables)
    idle = rules.not_run(CATALOGUE.rules, known.kinds, known.columns, Role.GRID_OPERATOR)
    assert rule not in {each.rule for each in idle}
    halves = rules.run_in_part(CATALOGUE.rules, known.kinds, known.columns, known.sides)
    assert [each.missing for each in halves if each.rule == rule and each.missing] == [(ledger,)]


def test_with_every_ledger_no_rule_lacks_one() -> None:
    known = context(clean())
    assert rules.not_run(CATALOGUE.rules, known.kinds, known.columns, Role.GRID_OPERATOR) == ()
    halves = rules.run_in_part(CATALOGUE.rules, known.kinds, known.columns, known.sides)
    assert not any(each.missing or each.nobody for each in halves)


INDISPENSABLE = {
    "R04": {"terminals", "stocktaking"},
    "R08": {"terminals", "deployment_standards"},
    "R12": {"accounts", "people", "role_standards"},
    "R15": {"accounts", "role_standards"},
    "R18": {"accounts", "external_registrants"},
    "R24": {"contractors"},
    "R25": {"sites"},
    "R26": {"systems"},
    "R28": {"exceptions"},
    "R30": {"accounts", "people"},
}


@pytest.mark.parametrize(("rule", "needed"), INDISPENSABLE.items())
def test_without_its_ledger_a_rule_is_not_run(rule: str, needed: set[str]) -> None:
    for missing in needed:
        tables = {kind: rows for kind, rows in clean().items() if kind != missing}
        known = context(tables)
        idle = rules.not_run(CATALOGUE.rules, known.kinds, known.columns, Role.GRID_OPERATOR)
        assert [each.missing for each in idle if each.rule == rule] == [(missing,)]
        assert [h for h in judged(tables) if h.rule == rule] == []


@pytest.mark.parametrize(
    ("heading", "message"), [("研修受講日", "late_trained"), ("最終受講日", ""), ("直近の研修日", "")]
)
def test_the_day_of_the_latest_training_tells_nothing_of_the_first(heading: str, message: str) -> None:
    tables = changed("people", "1001", trained="2026-05-20")
    known = replace(context(tables), headings={("people", "台帳"): {"trained": heading}})
    parts = [r for r in rules.ALL if r.id == "R30"]
    found = rules.evaluate(parts, known, records("accounts", tables["accounts"]))
    # FIT01 is of the same person.
    assert [h.message for h in found] == ([message] * 2 if message else [])


def test_a_room_that_two_floors_have_is_none_of_them() -> None:
    rows = [{"site": "本店", "floor": floor, "room": "会議室", "occupant": "共用"} for floor in ("1階", "2階")]
    registers = rules.Registers(lambda kind: records("rooms", rows), ["rooms"])
    assert registers.room("本店", "会議室") == []
    assert [r.row for r, _ in registers.room("本店", "２階　会議室")] == [5]


def test_an_account_known_by_name_alone_is_judged_once_all_people_were_seen() -> None:
    """Two bear the name: then the account is nobody's. The second stands behind the first in the list."""
    tables = changed("accounts", "K1", **account("K1", system=RETAIL_SYSTEM, person="山田 太郎", role=""))
    own = [h for h in judged(tables) if h.rule == "R29"]
    assert [h.subject for h in own] == ["1001"]
    namesake = {
        "emp_no": "1099",
        "person": "山田 太郎",
        "company": NW,
        "trained": "2020-01-01",
        "pledged": "2020-01-01",
    }
    tables["people"].append(namesake)
    seen: list[tuple[Record, str]] = []
    people = records("people", tables["people"])
    others = {kind: records(kind, rows) for kind, rows in tables.items()}
    known = replace(
        context(tables),
        registers=rules.Registers(lambda kind: list(seen) if kind == "people" else others[kind], frozenset(tables)),
    )
    evaluation = rules.Evaluation([r for r in rules.ALL if r.id == "R29"], known)
    found: list[Hit] = []
    for record, batch in people:
        seen.append((record, batch))
        found += evaluation.see([record], batch)
    assert [*found, *evaluation.end()] == []


# --- as other offices keep their ledgers ------------------------------------------------------------------------------

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


@pytest.mark.parametrize(
    "name",
    ["山田(〜2026/3/31)、佐藤(2026/3/1〜)", "山田(2026/4/1〜)、佐藤", "山田、佐藤", "山田(配電課)、佐藤(2026/4/1〜)"],
)
def test_users_at_the_same_time_share_an_account(name: str) -> None:
    tables = changed("accounts", "N1", **account("N1", person=name))
    assert by_role(tables, Role.GRID_OPERATOR, "R10") == [("N1", "several_names")]


def test_a_head_on_secondment_is_for_people_to_judge() -> None:
    tables = changed("people", "1001", seconded_from=RETAIL, post="部長")
    assert by_role(tables, Role.GRID_OPERATOR, "R29") == [("1001", "second_post")]


def test_an_account_that_the_state_issued_to_the_grid_operator_is_no_retailers() -> None:
    held = {"person": "鈴木 花子", "emp_no": "2001", "company": RETAIL, "role": "", "issued_to": NW}
    tables = changed("accounts", "S1", **account("S1", system=OF_STATE, **held))
    assert by_role(tables, Role.GRID_OPERATOR, "R09") == [("S1", "held")]
    assert by_role(tables, Role.GRID_OPERATOR, "R18") == [("S1", "not_listed")]


def test_training_that_many_repeat_every_year_is_late_only_for_newcomers() -> None:
    tables = clean()
    for n in range(30):
        old = {"company": NW, "department": "配電部 配電運用課", "started": "2020-04-01", "pledged": "2020-03-01"}
        tables["people"].append({"emp_no": f"3{n:03}", "person": f"従事 {n}号", "trained": "2026-05-20", **old})
        tables["accounts"].append(account(f"T3{n:03}", person=f"従事 {n}号", emp_no=f"3{n:03}"))
    assert by_role(tables, Role.GRID_OPERATOR, "R30") == []
    tables["people"][-1] |= {"joined": "2026-04-01", "started": "2026-04-01"}
    assert by_role(tables, Role.GRID_OPERATOR, "R30") == [("T3029", "late_trained")]


@pytest.mark.parametrize(("listed", "written"), [("髙﨑 邊", "高崎 辺"), ("渡邉 さゆり(旧姓 小泉)", "渡辺　さゆり")])
def test_a_name_is_the_same_in_another_shape_of_its_characters(listed: str, written: str) -> None:
    tables = joined(
        changed("people", "新", emp_no="4001", person=listed, company=NW, left="2026-03-31", status="退職"),
        changed("accounts", "N1", **account("N1", person=written)),
    )
    assert by_role(tables, Role.GRID_OPERATOR, "R11") == [("N1", "left")]


def test_a_room_of_the_integrated_operator_is_judged_where_the_list_names_the_other_division() -> None:
    who = {"site": "北営業所", "room": "2階 配電執務室", "occupant": "送配電", "company": NW}
    tables = changed("rooms", "新", **who, person="小売 四郎", department="小売営業本部 料金課")
    for office in tables["sites"]:
        office["cohabitant"] = "なし"
    assert by_role(tables, Role.INTEGRATED_OPERATOR, "R25") == []
    tables["sites"][0]["cohabitant"] = "小売営業本部"
    assert by_role(tables, Role.INTEGRATED_OPERATOR, "R25") == [("2階 配電執務室", "entry")]


@pytest.mark.parametrize(("name", "found"), [("退社 五郎", [("N1", "left")]), ("別人 六郎", [])])
def test_a_number_that_lost_its_zeros_is_known_by_the_name_beside_it(name: str, found: list[tuple[str, str]]) -> None:
    tables = joined(
        changed("people", "新", emp_no="004001", person="退社 五郎", company=NW, left="2026-03-31", status="退職"),
        changed("accounts", "N1", **account("N1", person=name, emp_no="4001")),
    )
    assert by_role(tables, Role.GRID_OPERATOR, "R11") == found


def test_rights_on_both_sides_are_found_by_a_number_that_lost_its_zeros() -> None:
    who = {"person": "両側 七郎", "emp_no": "4002", "role": "", "company": NW}
    tables = joined(
        changed("people", "新", emp_no="004002", person="両側 七郎", company=NW, department="配電部 配電運用課"),
        changed("accounts", "N1", **account("N1", system=RETAIL_SYSTEM, **who)),
    )
    tables["accounts"].append(account("N2", **who))
    assert by_role(tables, Role.GRID_OPERATOR, "R29") == [("004002", "both_rights")]


def test_a_sub_contractor_that_is_not_listed_is_told_where_the_others_are() -> None:
    tables = clean()
    sub = {"principal": NW, "work": "建柱", "subcontracted": "有", "consented": "2026-04-01", "audited": "2026-05-01"}
    for n in range(3):
        tables["contractors"] += [{"name": f"元請{n}社", "subcontractor": f"下請{n}社", "started": "2026-04-01", **sub}]
    assert by_role(tables, Role.GRID_OPERATOR, "R22") == []
    for n in range(2):
        tables["contractors"] += [{**sub, "name": f"㈱下請{n}社", "subcontracted": "無", "started": "2026-04-01"}]
    assert by_role(tables, Role.GRID_OPERATOR, "R22") == [("元請2社", "not_listed")]


def rest_of_sub_contracts(tables: Tables) -> str:
    return rules.rests(context(tables)).get("R22", "")


def test_what_the_ledger_leaves_untested_of_sub_contracting_is_told() -> None:
    blank = {"principal": NW, "work": "建柱", "started": "2026-04-01", "audited": "2026-05-01"}
    sub = blank | {"subcontracted": "有", "consented": "2026-04-01"}
    tables = clean() | {"contractors": [blank | {"name": "元請社", "subcontracted": "", "subcontractor": ""}]}
    # With no entry in any row nothing was compared; one that says there is none was.
    assert (by_role(tables, Role.GRID_OPERATOR, "R22"), rest_of_sub_contracts(tables)) == ([], "sub_contracting_blank")
    tables["contractors"].append(blank | {"name": "別の社", "subcontracted": "無", "subcontractor": ""})
    assert rest_of_sub_contracts(tables) == ""
    # A name that is a duty is missed; whether the named are listed is asked of a ledger that lists them.
    tables["contractors"].append(sub | {"name": "不明社", "subcontractor": ""})
    known = context(tables)
    columns = {**known.columns, "contractors": known.columns["contractors"] | {"subcontractor"}}
    parts = [part for part in rules.RULES["R22"] if part.kind == "contractors"]
    rows = records("contractors", tables["contractors"])
    (hit,) = rules.evaluate(parts, replace(known, columns=columns), rows)
    assert (hit.subject, hit.message) == ("不明社", "not_named")
    assert rest_of_sub_contracts(tables) == ""
    tables["contractors"].append(sub | {"name": "元請二社", "subcontractor": "下請一社、下請二社、下請三社"})
    assert rest_of_sub_contracts(tables) == "sub_contractors_unlisted"
    tables["contractors"].append(blank | {"name": "㈱下請一社", "subcontracted": "無"})
    assert rest_of_sub_contracts(tables) == "sub_contractors_unlisted"
    assert by_role(tables, Role.GRID_OPERATOR, "R22") == []
    tables["contractors"].append(blank | {"name": "㈱下請二社", "subcontracted": "無"})
    assert rest_of_sub_contracts(tables) == ""
    assert ("元請二社", "not_listed") in by_role(tables, Role.GRID_OPERATOR, "R22")


def test_what_records_leave_untested_makes_a_rule_one_that_was_run_in_part() -> None:
    every = context(clean())
    texts = [text for text in CATALOGUE.rules if text.id == "R22"]
    asked = (texts, every.kinds, {**every.columns, "contractors": frozenset({"subcontracted", "subcontractor"})})
    (part,) = rules.run_in_part(*asked, every.sides, {"R22": "sub_contractors_unlisted"})
    assert (part.rest, part.fields, part.missing) == ("sub_contractors_unlisted", ("consented",), ())
    idle = {**every.columns, "contractors": frozenset({"name"})}
    assert rules.run_in_part(texts, every.kinds, idle, every.sides, {"R22": "sub_contracting_blank"}) == ()


def hits_of(tables: Tables, rule: str, role: Role = Role.GRID_OPERATOR) -> list[Hit]:
    return [hit for hit in judged(tables, role) if hit.rule == rule]


def test_who_may_enter_is_told_by_where_the_list_of_people_has_them_now() -> None:
    moved = {"person": "鈴木 花子", "emp_no": "2001", "company": NW, "department": "配電部"}
    (hit,) = hits_of(changed("rooms", "2階 配電執務室", **moved), "R25")
    assert (hit.message, hit.values["who"]) == ("entry_moved", f"鈴木 花子({RETAIL})")
    assert (hit.values["moved"], hit.values["where"], hit.values["now"]) == ("鈴木 花子", NW, RETAIL)
    assert [(row.kind, row.key) for row in hit.rows] == [
        ("rooms", "2階 配電執務室"), ("people", "2001"), ("sites", "北営業所"),
    ]  # fmt: skip
    # Where the list of rooms does not say whose somebody is, nothing is at odds.
    (hit,) = hits_of(changed("rooms", "2階 配電執務室", **moved | {"company": "", "department": ""}), "R25")
    assert (hit.message, hit.values["who"]) == ("entry", f"鈴木 花子({RETAIL})")
    assert [row.kind for row in hit.rows] == ["rooms", "people", "sites"]
    # By the row alone, nobody else is cited.
    (hit,) = hits_of(changed("rooms", "2階 配電執務室", person="名簿 外人", emp_no="9999", company=RETAIL), "R25")
    assert (hit.message, hit.values["who"]) == ("entry", f"名簿 外人({RETAIL})")
    assert [row.kind for row in hit.rows] == ["rooms", "sites"]


def test_who_is_named_among_several_that_may_enter_is_told_with_their_company() -> None:
    several = {"person": "", "emp_no": "", "company": NW, "entrants": "山田 太郎、鈴木 花子、営業部"}
    (hit,) = hits_of(changed("rooms", "2階 配電執務室", **several), "R25")
    assert hit.values["who"] == f"鈴木 花子({RETAIL})、営業部"
    assert [(row.kind, row.key) for row in hit.rows][1:] == [("people", "2001"), ("sites", "北営業所")]


def test_in_one_company_the_section_is_the_reason() -> None:
    tables = changed("sites", "北営業所", shared="共用")
    tables = joined(tables, changed("people", "2001", company=NW, department="小売営業本部 料金課"))
    who = {"person": "鈴木 花子", "emp_no": "2001", "company": NW, "department": "送配電本部"}
    tables = joined(tables, changed("rooms", "2階 配電執務室", **who))
    found = hits_of(tables, "R25", Role.INTEGRATED_OPERATOR)
    assert [hit.values["who"] for hit in found] == ["鈴木 花子(小売営業本部 料金課)"]
    assert [(hit.values["where"], hit.values["now"]) for hit in found] == [("送配電本部", "小売営業本部 料金課")]

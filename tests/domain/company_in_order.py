"""A small company in order, every ledger of which the rules may lay beside the others, and what they say of it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from app.domain import rules
from app.domain.findings import Hit
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
    return judged_in(context(tables, role), tables, role)


def judged_in(known: rules.Context, tables: Tables, role: Role = Role.GRID_OPERATOR) -> list[Hit]:
    found: list[Hit] = []
    idle = {each.rule for each in rules.not_run(CATALOGUE.rules, known.kinds, known.columns, role)}
    asked = [r for r in rules.RULES if r not in idle]
    runnable = [part for r in asked for part in rules.runnable(r, known.kinds, known.columns, role)]
    for kind in tables:
        found += rules.evaluate([r for r in runnable if r.kind == kind], known, records(kind, tables[kind]))
    return found


def told(hits: list[Hit]) -> list[tuple[str, str, str]]:
    return [(h.rule, h.subject, h.message) for h in hits]


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


def by_role(tables: Tables, role: Role, rule: str) -> list[tuple[str, str]]:
    return [(h.subject, h.message) for h in judged(tables, role) if h.rule == rule]


def hits_of(tables: Tables, rule: str, role: Role = Role.GRID_OPERATOR) -> list[Hit]:
    return [hit for hit in judged(tables, role) if hit.rule == rule]

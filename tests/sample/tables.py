"""The reference tables of the sample: standards, disasters, exceptions, registrants, capital ties, stocktaking."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.sample.accounts import SENSITIVE, STANDARDS, Accounts
from tests.sample.contractors import AFFILIATE, GRANDCHILD, SUBSIDIARY
from tests.sample.org import GRID_FULL, GRID_SYSTEM, IT_FULL, OFFICES, RETAIL_FULL
from tests.sample.people import People, Row
from tests.sample.planted import Planted
from tests.sample.systems import DESIGN_SYSTEM, RENEWABLES
from tests.sample.terminals import COUNTED, Terminal, Terminals


def role_standards() -> list[Row]:
    """Which section may hold which right."""
    return [
        {
            "system": system,
            "role": right,
            "department": section,
            "allowed": "可",
            "sensitive": "有" if right in SENSITIVE else "無",
        }
        for system, rights in STANDARDS.items()
        for right, sections in rights.items()
        for section in sections
    ]


def deployment_standards() -> list[Row]:
    """Which set-up may stand in whose room."""
    rows = (
        ("送配電用", "送配電", "可"),
        ("送配電用", "小売", "否"),
        ("送配電用", "共用", "否"),
        ("小売用", "小売", "可"),
        ("小売用", "送配電", "否"),
        ("共通", "送配電", "可"),
        ("共通", "小売", "可"),
        ("共通", "共用", "可"),
    )
    return [{"setup": setup, "zone": zone, "allowed": allowed} for setup, zone, allowed in rows]


def disasters(accounts: Accounts) -> list[Row]:
    """When IDs for disasters were let loose, and when they were stopped again."""
    called = [row["account"] for row in accounts.rows if row["kind"] == "災害用"]
    return [
        _disaster("D-2025-01", "令和7年9月 豪雨", "南浜配電事業所", date(2025, 9, 4), date(2025, 9, 7), called[:3]),
        _disaster("D-2026-01", "令和8年1月 大雪", "山手営業所", date(2026, 1, 23), date(2026, 1, 25), called[2:5]),
        _disaster("D-2026-02", "令和8年9月 台風15号", "北営業所", date(2026, 9, 18), date(2026, 9, 22), called),
    ]


def _disaster(number: str, name: str, area: str, start: date, end: date, accounts: Sequence[str]) -> Row:
    return {
        "number": number,
        "name": name,
        "area": [area],
        "declared": start,
        "lifted": end,
        "accounts": list(accounts),
        "system": GRID_SYSTEM,
        "purpose": "復旧の応援",
        "approver": "配電部長",
        "reviewed": date(end.year, end.month, 28),
    }


def exceptions(people: People, accounts: Accounts) -> list[Row]:
    """What is allowed for a time, in date or closed."""
    rows = []
    for n, account in enumerate(accounts.of(DESIGN_SYSTEM, "参照")[40:46], start=1):
        rows.append(_exception(n, account, "旧画面の参照", date(2026, 4, 1), date(2027, 3, 31)))
    for n, account in enumerate(accounts.of(GRID_SYSTEM, "参照(託送契約)")[60:64], start=7):
        used = date(2025, 9, 12)
        closed = {"closed": date(2025, 9, 30), "status": "終了", "last_used": used, "account": ""}
        rows.append(_exception(n, account, "移行期間中の旧帳票の出力", date(2025, 4, 1), date(2025, 9, 30), **closed))
    return rows


def _exception(n: int, account: Row, subject: str, start: date, end: date, /, **values: Any) -> Row:
    return {
        "number": f"E-{n:03d}",
        "exception_kind": "暫定利用",
        "subject": subject,
        "account": account["account"],
        "system": account["system"],
        "person": account["person"],
        "company": account["company"],
        "department": account["department"],
        "purpose": "後継の機能が整うまでの間",
        "applicant": account["applicant"],
        "approver": account["approver"],
        "approved": start,
        "starts": start,
        "ends": end,
        "status": "適用中",
        **values,
    }


def registrants(accounts: Accounts) -> list[Row]:
    """Who is registered for the system of the ministry, and who no longer is."""
    return [
        {
            "system": RENEWABLES,
            "account": row["account"],
            "person": row["person"],
            "emp_no": row["emp_no"],
            "company": row["company"],
            "department": row["department"],
            "registered": row["granted"],
        }
        for row in accounts.of(RENEWABLES)
    ]


def capital_ties() -> list[Row]:
    """Whose subsidiaries the companies around are."""
    return [
        {"company": GRID_FULL, "parent": "東湾ホールディングス株式会社", "share": 100, "relation": "なし"},
        {"company": RETAIL_FULL, "parent": "東湾ホールディングス株式会社", "share": 100, "relation": "特定関係事業者"},
        {"company": IT_FULL, "parent": GRID_FULL, "share": 60, "relation": "なし"},
        {"company": SUBSIDIARY, "parent": RETAIL_FULL, "share": 100, "relation": "子会社"},
        {"company": AFFILIATE, "parent": RETAIL_FULL, "share": 66.6, "relation": "子会社"},
        {"company": GRANDCHILD, "parent": AFFILIATE, "share": 51, "relation": "子会社"},
        {"company": "東湾用地株式会社", "parent": GRID_FULL, "share": 100, "relation": "なし"},
        {"company": "大和計器工業株式会社", "parent": "大和ホールディングス株式会社", "share": 80, "relation": "なし"},
    ]


# --- what was met -----------------------------------------------------------------------------------------------------

_ABSENT_STATES = ("返却済", "修理中")


def stocktaking(terminals: Terminals) -> list[Row]:
    """What was counted at two offices, room by room."""
    return [
        _counted(office.name, terminal)
        for office in OFFICES
        if office.name in COUNTED
        for terminal in terminals.offices[office.name]
        if terminal.state not in _ABSENT_STATES
    ]


def _counted(site: str, terminal: Terminal) -> Row:
    return {
        "asset_no": terminal.number,
        "serial": terminal.serial,
        "site": site,
        "place": terminal.room,
        "person": terminal.user,
        "found": "有",
        "counted": COUNTED[site],
        "checker": terminal.manager.split(" ", 1)[-1] or "現地確認者",
        "seen_in": "現物確認",
    }


def connections(terminals: Terminals) -> list[Row]:
    """What was met in the network of the head office in a night of October."""
    return [
        {
            "hostname": terminal.host,
            "mac": terminal.mac,
            "site": "本店",
            "system": GRID_SYSTEM,
            "counted": date(2026, 10, 26),
            "seen_in": "接続記録",
        }
        for terminal in terminals.offices["本店"][::6]
        if terminal.state == "使用中"
    ]


def spoil_stocktaking(counted: list[Row], met: list[Row], planted: Planted) -> None:
    """Terminals that nobody found, and devices and IDs that no ledger knows (KY-2)."""
    for n in (30, 61, 92, 123, 154):
        counted[n]["found"] = "無"
        planted.mark("R04", "terminals", counted[n]["asset_no"], "KY-2")
    gone = [row for row in counted if row["site"] == "北営業所"][70:73]
    for row in gone:
        counted.remove(row)
        planted.mark("R04", "terminals", row["asset_no"], "KY-2")
    for number, room in (("KH-8801", "2階 配電執務室"), ("KH-8802", "1階 託送受付室"), ("KT-8801", "1階 共用会議室")):
        site = "港北ネットワークセンター" if number.startswith("KH") else "北営業所"
        counted.append(
            {
                "asset_no": number,
                "serial": f"TA9900{number[-4:]}",
                "site": site,
                "place": room,
                "found": "有",
                "counted": COUNTED[site],
                "checker": "現地確認者",
                "seen_in": "現物確認",
                "note": "台帳に記載なし",
            }
        )
        planted.mark("R05", "stocktaking", number, "KY-2")
    for host in ("TWHD9901", "TWHD9902"):
        met.append(
            {
                "hostname": host,
                "mac": "",
                "site": "本店",
                "system": GRID_SYSTEM,
                "counted": date(2026, 10, 26),
                "seen_in": "接続記録",
            }
        )
        planted.mark("R05", "stocktaking", host, "KY-2")


def users_met() -> list[Row]:
    """IDs in the list of users of a system that the ledger does not know (KY-1)."""
    return [
        {
            "account": f"KYU{n:02d}",
            "system": GRID_SYSTEM,
            "site": "本店",
            "person": "",
            "counted": date(2026, 10, 26),
            "seen_in": "利用者一覧",
        }
        for n in (1, 2, 3)
    ]

"""A large company's ledgers as records, mostly in order: what the rules are measured on. `scale` 1 is the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

NW, RETAIL = "東湾送配電株式会社", "東湾電力株式会社"
TERMINALS, ACCOUNTS, PEOPLE, CONTRACTORS = 100_000, 200_000, 50_000, 2_000
_RARE = 997
_OFFICES, _ROOMS, _SYSTEMS = 60, 10, 60

Row = dict[str, str]


def offices(count: int) -> Iterator[Row]:
    """Offices, some shared with the affiliate."""
    for n in range(_OFFICES):
        shared = n % 5 == 0
        yield {
            "name": _office(n),
            "code": f"{n:04d}",
            "cohabitant": RETAIL if shared else "なし",
            "shared": "専用",
            "inspected": "2026-06-01",
        }


def rooms(count: int) -> Iterator[Row]:
    """Ten rooms in each office, each with a few who may enter."""
    for n in range(_OFFICES * _ROOMS):
        for who in range(5):
            person = _person((n * 5 + who) % max(1, count))
            yield {
                "site": _office(n // _ROOMS),
                "room": _room(n % _ROOMS),
                "occupant": "送配電",
                "person": person["person"],
                "emp_no": person["emp_no"],
                "company": NW,
            }


def systems(count: int) -> Iterator[Row]:
    """Systems of the grid, a few of the affiliate."""
    for n in range(_SYSTEMS):
        yield {
            "name": _system(n),
            "alias": f"シス{n:02d}",
            "owner_company": NW if n % 10 else RETAIL,
            "separation": "論理分割",
            "holds_entrants": "有",
            "modified": "2025-11-20",
            "barrier_tested": "2025-12-05",
        }


def people(count: int) -> Iterator[Row]:
    """People of the grid operator."""
    return map(_person, range(count))


def accounts(count: int) -> Iterator[Row]:
    """Four accounts for each person; now and then one that is not in order."""
    everybody = max(1, count * PEOPLE // ACCOUNTS)
    for n in range(count):
        person = _person(n % everybody)
        # No person has accounts of two systems of different sides.
        yield {
            "account": f"T{n:06d}",
            "system": _system(1 + n % 9),
            "person": person["person"],
            "emp_no": person["emp_no"],
            "company": NW,
            "department": person["department"],
            "kind": "個人",
            "role": "参照" if n % _RARE else "更新",
            "granted": f"2024-04-{1 + n % 28:02d}",
            "approved": "2024-03-25",
            "approver": "承認 花子",
            "applicant": "申請 一郎",
            "request_no": f"A-{n}",
            "last_login": f"2026-10-{1 + n % 28:02d}",
            "expires": "2027-03-31",
            "status": "有効",
        }


def terminals(count: int) -> Iterator[Row]:
    """Terminals in rooms of the grid; now and then one in a shared room."""
    everybody = max(1, count * PEOPLE // TERMINALS)
    for n in range(count):
        person = _person(n % everybody)
        wrong = not n % _RARE
        yield {
            "asset_no": f"PC-{n:06d}",
            "serial": f"SN{n:07d}",
            "hostname": f"host{n:06d}",
            "mac": f"02:1A:00:{n >> 16 & 255:02X}:{n >> 8 & 255:02X}:{n & 255:02X}",
            "ip": f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}",
            "site": _office(n % _OFFICES),
            "place": "1階 会議室" if wrong else _room(n % _ROOMS),
            "zone": "共用" if wrong else "送配電",
            "owner_company": NW,
            "user_company": NW,
            "department": person["department"],
            "user": person["person"],
            "user_id": person["emp_no"],
            "manager": "所長",
            "systems": _system(1 + n % 9),
            "setup": "送配電用" if n % 3 else "標準",
            "delivered": "2024-04-01",
            "returned": "",
            "inventoried": "2026-10-01",
            "status": "使用中",
        }


def contractors(count: int) -> Iterator[Row]:
    """Contracts, some of which have run out."""
    for n in range(count):
        yield {
            "name": f"東湾協力{n:04d}株式会社",
            "principal": NW,
            "work": "検針業務",
            "handles_data": "有",
            "contract_end": "2027-03-31" if n % 50 else "2026-03-31",
            "workers": "3",
            "worker_names": "、".join(f"検見{n:04d} {who}" for who in "一二三"),
            "pledge_count": "3",
            "trained_count": "3",
            "subcontracted": "無",
            "audited": "2026-05-20",
            "place": f"協力ビル{n:04d} 3階",
            "systems": _system(1 + n % 9),
            "started": "2026-04-01",
        }


def stocktaking(count: int) -> Iterator[Row]:
    """Every terminal was met."""
    for n in range(count):
        yield {
            "asset_no": f"PC-{n:06d}",
            "site": _office(n % _OFFICES),
            "counted": "2026-10-01",
            "found": "有",
            "place": _room(n % _ROOMS),
        }


def exceptions(count: int) -> Iterator[Row]:
    """Exceptions in date."""
    for n in range(200):
        yield {
            "number": f"E-{n}",
            "account": f"T{n:06d}",
            "system": _system(1 + n % 9),
            "purpose": "移行",
            "approver": "部長",
            "starts": "2026-10-30",
            "ends": "2026-12-31",
        }


def role_standards(count: int) -> Iterator[Row]:
    """What the sections may do in each system."""
    for n in range(_SYSTEMS):
        yield {"system": _system(n), "role": "参照", "department": "配電部"}
        yield {"system": _system(n), "role": "更新", "department": "配電部", "post": "課長"}


def deployment_standards(count: int) -> Iterator[Row]:
    """Where a grid set-up may stand."""
    yield {"setup": "送配電用", "zone": "送配電"}
    yield {"setup": "送配電用", "zone": "共用", "allowed": "無"}


def disasters(count: int) -> Iterator[Row]:
    """Activations."""
    for n in range(20):
        day = f"{2007 + n}-09"
        yield {
            "number": f"D-{n}",
            "name": "台風",
            "declared": f"{day}-18",
            "lifted": f"{day}-22",
            "purpose": "復旧",
            "approver": "本部長",
        }


def external_registrants(count: int) -> Iterator[Row]:
    """Registrants of a system of others."""
    for n in range(300):
        person = _person(n)
        yield {
            "system": "再エネ業務管理システム",
            "account": f"FIT{n:03d}",
            "person": person["person"],
            "emp_no": person["emp_no"],
        }


def capital_ties(count: int) -> Iterator[Row]:
    """Subsidiaries of the affiliate."""
    for n in range(100):
        yield {"company": f"東湾関連{n:03d}株式会社", "parent": RETAIL, "relation": "子会社"}


KINDS: Mapping[str, tuple[Callable[[int], Iterator[Row]], int]] = {
    "sites": (offices, 0),
    "rooms": (rooms, PEOPLE),
    "systems": (systems, 0),
    "role_standards": (role_standards, 0),
    "deployment_standards": (deployment_standards, 0),
    "disasters": (disasters, 0),
    "external_registrants": (external_registrants, 0),
    "capital_ties": (capital_ties, 0),
    "exceptions": (exceptions, 0),
    "contractors": (contractors, CONTRACTORS),
    "people": (people, PEOPLE),
    "accounts": (accounts, ACCOUNTS),
    "stocktaking": (stocktaking, TERMINALS),
    "terminals": (terminals, TERMINALS),
}
"""Makers of rows and how many at scale 1, in the order of import."""


def rows(kind: str, scale: float) -> Iterator[Row]:
    """The rows of a ledger at a scale."""
    make, count = KINDS[kind]
    return make(round(count * scale))


def _office(n: int) -> str:
    return f"第{n:02d}営業所"


def _room(n: int) -> str:
    return f"{n + 1}階 配電執務室"


def _system(n: int) -> str:
    return f"託送業務システム{n:02d}"


def _person(n: int) -> Row:
    return {
        "emp_no": f"{100_000 + n}",
        "person": f"氏{n:05d} 太郎",
        "company": NW,
        "department": f"配電部 第{n % 50:02d}課",
        "post": "主任",
        "started": "2024-04-01",
        "trained": "2024-03-20",
        "pledged": "2024-03-20",
        "status": "在籍",
    }

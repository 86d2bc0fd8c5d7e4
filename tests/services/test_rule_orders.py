"""Whatever ledger comes first, the findings are the same; what a re-import changes in one ledger shows in the findings
over another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from app.domain.findings import Finding, Source, Status
from app.domain.grades import Role
from app.services import auditing, findings, ledgers
from app.services.ports import Desk, HistoryQuery, World
from tests.domain.company_in_order import GRID_SYSTEM, NW, RETAIL, Tables, account, clean, terminal
from tests.made_ledgers import MadeLedgers


def troubled() -> Tables:
    """The company in order with facts that two ledgers tell together."""
    tables = clean()
    tables["accounts"] += [
        account("T3", person="売田 三郎", emp_no="2002", company="", role=""),
        account("T1009", person="退田 一", emp_no="1009", role=""),
        account("T4", person="佐藤 次郎", emp_no="1002"),
        account("E1", person="検見 一", company="東湾満了株式会社", role=""),
        account("K1", system="営業支援システム", person="山田 太郎", emp_no="1001", role=""),
        account("FIT9", system="再エネ業務管理システム", person="佐藤 次郎", emp_no="1002", role=""),
    ]
    tables["accounts"] = [each for each in tables["accounts"] if each.get("status") != "停止"]
    tables["terminals"] += [
        terminal("PC-3", user="売田 三郎", user_id="2002"),
        terminal("PC-4", place="1階 営業室", zone=""),
        terminal("PC-5", setup="送配電用", zone="共用", place="1階 会議室", systems=f"{GRID_SYSTEM}、配電情報"),
        terminal("PC-6", user="検見 一", user_id="", user_company="東湾満了株式会社"),
    ]
    tables["contractors"].append(
        {
            "name": "東湾満了株式会社",
            "principal": NW,
            "work": "検針業務",
            "contract_end": "2026-03-31",
            "audited": "2026-01-01",
        }
    )
    tables["contractors"].append(
        {"name": "東湾ビジネスサービス株式会社", "principal": NW, "work": "検針業務", "audited": "2026-05-01"}
    )
    tables["stocktaking"].append({"asset_no": "PC-9", "site": "北営業所", "counted": "2026-10-01"})
    tables["stocktaking"].append({"account": "X9", "system": GRID_SYSTEM})
    tables["rooms"].append(
        {"site": "北営業所", "room": "2階 配電執務室", "occupant": "送配電", "person": "鈴木 花子", "emp_no": "2001"}
    )
    tables["exceptions"].append({"number": "E-3", "account": "T1001", "ends": "2026-06-30", "subject": "移行"})
    tables["disasters"].append({"number": "D-2", "name": "地震", "declared": "2020-01-01", "lifted": "2020-01-02"})
    return tables


class Company:
    """An audit into which ledgers of rows are imported one after the other."""

    def __init__(self, world: World, path: Path, affiliates: tuple[str, ...]) -> None:
        self.tables: Tables = {}
        world = replace(world, ledgers=MadeLedgers(lambda kind: self.tables[kind]))
        new = auditing.NewAudit(
            organisation=NW,
            role=Role.GRID_OPERATOR,
            period="2026年度上期",
            as_of=date(2026, 10, 31),
            affiliates=affiliates,
            sites=("本店", "北営業所"),
        )
        self.desk: Desk = auditing.create(world, path, new)
        self._folder = path.parent

    def take(self, tables: Tables, kinds: Iterable[str]) -> None:
        """Import ledgers in that order, each as the newer version of what it was."""
        for kind in kinds:
            self.tables[kind] = tables[kind]
            path = self._folder / f"{kind}.xlsx"
            # Of so few rows the keys do not tell it where what changes is a part of them.
            newer = replace(ledgers.proposed(ledgers.look(self.desk, kind, path)), replaces=frozenset({1}))
            ledgers.import_batch(self.desk, kind, path, newer)

    def told(self) -> list[tuple[Any, ...]]:
        """The findings that are not resolved: what they say, of which rows."""
        found = findings.listing(self.desk, Source.RULES)
        return sorted(
            (
                f.id,
                f.rule,
                f.subject,
                f.message,
                f.severity.value,
                f.partly,
                tuple(sorted((r.kind, r.key) for r in f.rows)),
            )
            for f in found
            if f.status is not Status.RESOLVED
        )

    def one(self, rule: str, subject: str) -> Finding:
        """The finding of a rule on a record."""
        (found,) = [f for f in findings.listing(self.desk, rule=rule) if f.subject == subject]
        return found


@pytest.fixture
def companies(world: World, tmp_path: Path) -> Iterator[list[Company]]:
    made: list[Company] = []

    def make(affiliates: tuple[str, ...]) -> Company:
        made.append(Company(world, tmp_path / f"{len(made)}.shadan", affiliates))
        return made[-1]

    yield make  # type: ignore[misc]
    for company in made:
        company.desk.file.close()


# Ledgers that rules look into from one another: both orders of each, the others before and after.
PAIRS = [
    ("accounts", "people"),
    ("accounts", "systems"),
    ("accounts", "contractors"),
    ("accounts", "role_standards"),
    ("accounts", "disasters"),
    ("accounts", "external_registrants"),
    ("accounts", "exceptions"),
    ("accounts", "stocktaking"),
    ("terminals", "people"),
    ("terminals", "systems"),
    ("terminals", "rooms"),
    ("terminals", "stocktaking"),
    ("terminals", "contractors"),
    ("terminals", "deployment_standards"),
    ("rooms", "sites"),
    ("rooms", "people"),
    ("contractors", "capital_ties"),
    ("contractors", "people"),
    ("contractors", "systems"),
    ("systems", "people"),
]


@pytest.mark.parametrize("affiliates", [(RETAIL,), ()], ids=["named", "met in the ledgers"])
@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_either_ledger_of_a_pair_may_come_first(
    companies: Any, pair: Sequence[str], affiliates: tuple[str, ...]
) -> None:
    tables = troubled()
    told = []
    rest = [kind for kind in tables if kind not in pair]
    for first, second in permutations(pair):
        company = companies(affiliates)
        company.take(tables, [first, *rest, second])
        told.append(company.told())
    assert told[0] == told[1]
    assert told[0]


def test_the_findings_are_those_of_deriving_all_anew(companies: Any) -> None:
    company = companies((RETAIL,))
    tables = troubled()
    for kinds in (list(tables), list(reversed(tables))):
        company.take(tables, kinds)
        before = company.told()
        findings.refresh(company.desk)
        assert company.told() == before


def test_a_finding_stays_the_same_over_imports_of_any_ledger_behind_it(companies: Any) -> None:
    company = companies((RETAIL,))
    tables = troubled()
    company.take(tables, tables)
    left = company.one("R11", "T1009")
    findings.set_status(company.desk, left.id, Status.IN_PROGRESS, "停止を依頼")
    company.take(tables, ("accounts", "people", "accounts"))
    again = company.one("R11", "T1009")
    assert (again.id, again.status, again.remark, again.first_seen) == (
        left.id, Status.IN_PROGRESS, "停止を依頼", left.first_seen,
    )  # fmt: skip
    # The list of people alone takes the fact away, and brings it back.
    back = troubled()
    back["people"] = [{**each, "left": ""} for each in back["people"]]
    company.take(back, ["people"])
    gone = company.one("R11", "T1009")
    assert (gone.id, gone.status, gone.resolved_on) == (left.id, Status.RESOLVED, "2026-11-24")
    company.take(tables, ["people"])
    assert (company.one("R11", "T1009").id, company.one("R11", "T1009").status) == (left.id, Status.OPEN)


@pytest.mark.parametrize(
    ("rule", "subject", "kind", "change"),
    [
        ("R01", "PC-4", "rooms", {"occupant": "送配電"}),
        ("R09", "T3", "people", {"company": NW}),
        ("R20", "東湾ビジネスサービス株式会社", "capital_ties", {"parent": "独立株式会社"}),
        ("R21", "E1", "contractors", {"contract_end": "2027-03-31"}),
        ("R21", "PC-6", "contractors", {"renewal": "有"}),
        ("R18", "FIT9", "systems", {"external": ""}),
        ("R25", "2階 配電執務室", "sites", {"cohabitant": "なし"}),
    ],
)
def test_a_fact_gone_from_one_ledger_resolves_the_finding_over_another(
    companies: Any, rule: str, subject: str, kind: str, change: dict[str, str]
) -> None:
    company = companies((RETAIL,))
    tables = troubled()
    company.take(tables, tables)
    open_ = company.one(rule, subject)
    assert open_.status is Status.OPEN
    tables[kind] = [{**each, **change} for each in tables[kind]]
    if rule == "R18":
        tables["external_registrants"] = [{**each, "system": "別のシステム"} for each in tables["external_registrants"]]
        company.take(tables, ["external_registrants"])
    company.take(tables, [kind])
    gone = company.one(rule, subject)
    assert (gone.id, gone.status, gone.resolved_on) == (open_.id, Status.RESOLVED, "2026-11-24")


def test_offices_are_the_same_by_any_name_of_the_site(companies: Any) -> None:
    company = companies((RETAIL,))
    tables = clean()
    tables["stocktaking"] = [{**each, "site": "北(営)"} for each in tables["stocktaking"] if each["asset_no"] != "PC-1"]
    company.take(tables, tables)
    assert [f.subject for f in findings.listing(company.desk, rule="R04")] == []
    site = next(s for s in auditing.outline(company.desk).sites if s.name == "北営業所")
    ledgers.confirm_site(company.desk, site.id, "北(営)")
    assert company.one("R04", "PC-1").status is Status.OPEN


def test_a_company_in_order_has_no_finding_in_a_real_audit(companies: Any) -> None:
    company = companies((RETAIL,))
    company.take(clean(), clean())
    assert company.told() == []
    assert [each.rule for each in findings.rules_not_run(company.desk)] == []


def test_a_base_date_is_a_day(companies: Any) -> None:
    company = companies((RETAIL,))
    tables = clean()
    tables["accounts"][0] |= {"request_no": "", "granted": "2024-04-01"}
    company.take(tables, tables)
    assert company.one("R17", "T1001").status is Status.OPEN
    assert findings.thresholds(company.desk)["R17.from"] == ""
    assert findings.set_threshold(company.desk, "R17.from", "2024-04-02")
    assert findings.thresholds(company.desk)["R17.from"] == "2024-04-02"
    assert company.one("R17", "T1001").status is Status.RESOLVED
    assert findings.set_threshold(company.desk, "R17.from", "2024-04-01")
    assert company.one("R17", "T1001").status is Status.OPEN
    assert findings.set_threshold(company.desk, "R17.from", "")
    with company.desk.file.read() as work:
        set_ = [e for e in work.history.entries(HistoryQuery()) if e.event.act == "setting.changed"]
    assert {"value": "2024-04-01"} in [e.event.before for e in set_]
    assert {"value": ""} in [e.event.after for e in set_]

"""R19 by the ledgers of accounts and terminals: what a contractor of both sides holds against its contracts."""

from __future__ import annotations

from copy import deepcopy

import pytest

from app.domain import rules
from app.domain.findings import Hit
from app.domain.grades import Role, Severity
from tests.domain.company_in_order import (
    ENG,
    GRID_SYSTEM,
    NW,
    RETAIL,
    RETAIL_SYSTEM,
    Tables,
    account,
    clean,
    context,
    judged,
    records,
    terminal,
)

MAIL = "電子メール"


def of_both(**grid: str) -> Tables:
    """The company in order, and its contractor working for the affiliate as well, with other people elsewhere."""
    tables = clean()
    tables["contractors"][0] |= grid
    tables["contractors"].append(
        {
            "name": "東湾エンジニアリング㈱",
            "principal": RETAIL,
            "work": "営業事務",
            "worker_names": "商内 三",
            "place": "電力ビル 2階",
            "started": "2026-04-01",
            "audited": "2026-05-01",
        }
    )
    tables["systems"].append({"name": MAIL, "owner_company": NW, "separation": "物理分割", "holds_entrants": "無"})
    return tables


def holding(key: str, /, **values: str) -> dict[str, str]:
    """An account of the contractor."""
    return account(key, **{"company": ENG, "department": "", "role": "", **values})


def machine(key: str, /, **values: str) -> dict[str, str]:
    """A terminal of the contractor, in a room of its own."""
    own = {"user_company": ENG, "department": "", "place": "受託室", "zone": "専用", "setup": ""}
    return terminal(key, **{**own, **values})


def with_rows(kind: str, *rows: dict[str, str], base: Tables | None = None) -> Tables:
    tables = deepcopy(base or of_both())
    tables[kind] += rows
    return tables


def found(tables: Tables, role: Role = Role.GRID_OPERATOR) -> list[Hit]:
    return [hit for hit in judged(tables, role) if hit.rule == "R19"]


OVERLAPS: list[tuple[str, Tables, str, str]] = [
    (
        "one person has accounts of both sides",
        with_rows(
            "accounts",
            holding("E1", person="検見 一", emp_no="E001"),
            holding("E2", person="検見　一", emp_no="E001", system=RETAIL_SYSTEM),
        ),
        "held_person",
        "検見 一",
    ),
    (
        "by another way of writing the company, and by a number in one row alone",
        with_rows(
            "accounts",
            holding("E1", person="検見 一", company="東湾エンジニアリング(株)"),
            holding("E2", person="検見 一", emp_no="E001", system=RETAIL_SYSTEM),
        ),
        "held_person",
        "検見 一",
    ),
    (
        "a worker of the affiliate's contract has an account of a grid system",
        with_rows("accounts", holding("E1", person="商内 三")),
        "held_person",
        "商内 三",
    ),
    (
        "a worker of the grid's contract has an account of the affiliate's system",
        with_rows("accounts", holding("E1", person="検見 二", system=RETAIL_SYSTEM)),
        "held_person",
        "検見 二",
    ),
    (
        "an account lent out for the grid's work is one of the affiliate's system",
        with_rows(
            "accounts",
            holding("E1", person="派出 四", system=RETAIL_SYSTEM, company=""),
            base=of_both(accounts="E-1、E2"),
        ),
        "held_account",
        "E1",
    ),
    (
        "one shared account opens systems of both sides",
        with_rows(
            "accounts",
            holding("E9", person="", emp_no="", kind="共用"),
            holding("E9", person="", emp_no="", kind="共用", system=RETAIL_SYSTEM),
        ),
        "held_account",
        "E9",
    ),
    (
        "one terminal reaches systems of both sides",
        with_rows("terminals", machine("PC-E1", user="派出 四", systems=f"{GRID_SYSTEM}、{RETAIL_SYSTEM}")),
        "held_person+held_terminal",
        "PC-E1",
    ),
    (
        "a terminal lent out for the grid's work is used for the affiliate's system",
        with_rows(
            "terminals",
            machine("PC-E1", user="", systems=RETAIL_SYSTEM, user_company=""),
            base=of_both(terminals="PC-E1"),
        ),
        "held_terminal",
        "PC-E1",
    ),
    (
        "one person uses a terminal of each side",
        with_rows(
            "terminals",
            machine("PC-E1", user="派出 四", systems=GRID_SYSTEM),
            machine("PC-E2", user="派出 四", systems="", owner_company=RETAIL),
        ),
        "held_person",
        "派出 四",
    ),
]


@pytest.mark.parametrize(("what", "tables", "message", "named"), OVERLAPS, ids=[o[0] for o in OVERLAPS])
def test_what_a_contractor_of_both_sides_holds_is_compared(what: str, tables: Tables, message: str, named: str) -> None:
    (hit,) = found(tables)
    assert (hit.subject, hit.message, hit.severity) == (ENG, message, Severity.SERIOUS)
    assert hit.values[message.split("+")[-1]] == named
    assert hit.rows[0].kind == "contractors"
    assert {row.kind for row in hit.rows[1:]} & {"accounts", "terminals"}


APART: list[tuple[str, Tables]] = [
    ("other people elsewhere", of_both()),
    (
        "other people with accounts of their own side",
        with_rows(
            "accounts",
            holding("E1", person="検見 一"),
            holding("E2", person="商内 三", system=RETAIL_SYSTEM),
        ),
    ),
    (
        "a suspended account",
        with_rows(
            "accounts",
            holding("E1", person="検見 一"),
            holding("E2", person="検見 一", system=RETAIL_SYSTEM, status="停止"),
        ),
    ),
    (
        "two people of one name",
        with_rows(
            "accounts",
            holding("E1", person="検見 五", emp_no="E001"),
            holding("E2", person="検見 五", emp_no="E002", system=RETAIL_SYSTEM),
        ),
    ),
    (
        "an account of one name in two systems, of two people",
        with_rows(
            "accounts",
            holding("E1", person="検見 一"),
            holding("E1", person="商内 三", system=RETAIL_SYSTEM),
            base=of_both(accounts="E1"),
        ),
    ),
    (
        "a portal that is open to all retailers",
        with_rows(
            "accounts",
            holding("E1", person="商内 三", system="スイッチング支援システム"),
            holding("E2", person="商内 三", system=RETAIL_SYSTEM),
        ),
    ),
    (
        "mail without entrants' data",
        with_rows(
            "accounts",
            holding("E1", person="商内 三", system=MAIL),
            holding("E2", person="商内 三", system=RETAIL_SYSTEM),
        ),
    ),
    (
        "a namesake of another company",
        with_rows("accounts", account("E1", person="商内 三", role="")),
    ),
    (
        "a terminal that was given back",
        with_rows(
            "terminals",
            machine("PC-E1", user="派出 四", systems=f"{GRID_SYSTEM}、{RETAIL_SYSTEM}", status="返却済"),
        ),
    ),
]


@pytest.mark.parametrize(("what", "tables"), APART, ids=[a[0] for a in APART])
def test_a_contractor_that_keeps_the_sides_apart_is_not_told(what: str, tables: Tables) -> None:
    assert found(tables) == []


def test_no_row_is_named_twice() -> None:
    """A contract that names the same worker and lent out the same account is one row of the finding."""
    tables = deepcopy(OVERLAPS[2][1])
    tables["contractors"][-1]["worker_names"] += "、検見 二"
    (hit,) = found(tables)
    assert hit.message == "same_person+held_person"
    assert [row.kind for row in hit.rows] == ["contractors", "contractors", "accounts"]


def test_without_the_affiliates_contract_there_is_nothing_to_compare() -> None:
    tables = OVERLAPS[0][1]
    tables = {**tables, "contractors": [row for row in tables["contractors"] if row["principal"] == NW]}
    assert found(tables) == []
    over = deepcopy(OVERLAPS[0][1])
    over["contractors"][-1]["ended"] = "2026-06-30"
    assert found(over) == []


def test_of_several_contracts_those_are_told_that_name_the_system() -> None:
    tables = deepcopy(OVERLAPS[0][1])
    other = {"principal": NW, "work": "配電設計", "systems": "配電設計支援", "handles_data": "有", "name": ENG}
    tables["contractors"].append({**other, "started": "2026-04-01", "audited": "2026-05-01"})
    (hit,) = found(tables)
    assert hit.values["work"] == "検針業務"
    # Neither does: the first of them is told, once.
    for row in tables["contractors"]:
        row.pop("systems", None)
    assert len(found(tables)) == 1


def test_a_retailers_audit_finds_the_same() -> None:
    (hit,) = found(OVERLAPS[0][1], Role.AFFILIATED_RETAILER)
    assert hit.message == "held_person"


@pytest.mark.parametrize("ledger", ["accounts", "terminals"])
def test_without_one_of_the_ledgers_it_is_tested_in_part(ledger: str) -> None:
    tables = deepcopy(of_both())
    tables["contractors"][-1]["worker_names"] = "検見 二"
    (hit,) = found({kind: rows for kind, rows in tables.items() if kind != ledger})
    assert (hit.message, hit.partly) == ("same_person", True)


def test_a_confirmed_other_name_of_the_contractor_counts() -> None:
    tables = with_rows(
        "accounts",
        holding("E1", person="検見 一", company="東湾エンジ"),
        holding("E2", person="検見 一", company="東湾エンジ", system=RETAIL_SYSTEM),
    )
    assert found(tables) == []
    standing = {kind: records(kind, rows) for kind, rows in tables.items()}
    known = context(tables)
    registers = rules.Registers(lambda kind: standing[kind], known.kinds, {("companies", "東湾エンジ"): ENG})
    named = rules.Context(
        known.as_of, known.sides, known.severities, known.thresholds, known.kinds, known.columns, registers=registers
    )
    parts = [rule for rule in rules.ALL if rule.id == "R19"]
    (hit,) = rules.evaluate(parts, named, standing["contractors"])
    assert hit.message == "held_person"

"""What a rule could not test: the ledgers that it lacks, and what their records leave untested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import rules
from app.domain.grades import Role
from tests.domain.company_in_order import (
    CATALOGUE,
    NW,
    Tables,
    by_role,
    clean,
    context,
    judged,
    records,
)

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

"""What a rule could not test: the ledgers that it lacks, and what their records leave untested."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import rules
from app.domain.grades import Role
from app.domain.ledgers import words
from app.domain.rules import untested
from app.formats.ledger_sheets import LedgerSheets
from app.services import wording
from tests.domain.company_in_order import (
    CATALOGUE,
    ENG,
    GRID_SYSTEM,
    NW,
    Tables,
    account,
    by_role,
    changed,
    clean,
    context,
    joined,
    judged,
    judged_in,
    reasoned,
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


def rests_of(tables: Tables) -> dict[str, tuple[rules.Rest, ...]]:
    """What the records leave untested of each rule."""
    known = context(tables)
    judged_in(known, tables)
    return dict(known.untested.rests())


def rest_of_sub_contracts(tables: Tables) -> str:
    return "".join(rest.what for rest in rests_of(tables).get("R22", ()))


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
    rests = (rules.Rest("contractors", "sub_contractors_unlisted"),)
    (part,) = rules.run_in_part(*asked, every.sides, {"R22": rests})
    assert (part.rests, part.fields, part.missing) == (rests, ("consented",), ())
    idle = {**every.columns, "contractors": frozenset({"name"})}
    assert rules.run_in_part(texts, every.kinds, idle, every.sides, {"R22": rests}) == ()


ODD = "ふつうでない語"
NOT_UNDERSTOOD: list[tuple[str, Tables, tuple[str, str]]] = [
    ("R01", changed("terminals", "PC-1", zone="", place="3階 奥"), ("terminals", "zone")),
    (
        "R02",
        changed("terminals", "PC-1", user="名簿 外人", user_id="", user_company="", department=""),
        ("terminals", "user_company"),
    ),
    ("R04", changed("stocktaking", "PC-1", found=ODD), ("stocktaking", "found")),
    ("R07", changed("terminals", "PC-1", status=ODD, returned="2026-09-30"), ("terminals", "status")),
    ("R08", changed("terminals", "PC-1", zone="", place="3階 奥"), ("terminals", "zone")),
    ("R08", changed("deployment_standards", "小売用", allowed=ODD), ("deployment_standards", "allowed")),
    (
        "R09",
        changed("accounts", "N1", **account("N1", person="名簿 外人", company="", department="", role="")),
        ("accounts", "company"),
    ),
    ("R11", changed("people", "1001", status=ODD), ("people", "status")),
    ("R12", changed("role_standards", GRID_SYSTEM, allowed=ODD), ("role_standards", "allowed")),
    ("R13", changed("accounts", "D0001", kind=ODD), ("accounts", "kind")),
    (
        "R13",
        joined(
            changed("disasters", "D-2", **reasoned(name="地震", declared="", system=GRID_SYSTEM)),
            changed("accounts", "D0001", status="有効", last_login="2026-10-02"),
        ),
        ("disasters", "declared"),
    ),
    ("R15", changed("role_standards", GRID_SYSTEM, allowed=ODD), ("role_standards", "allowed")),
    ("R18", changed("systems", "再エネ業務管理システム", external=ODD), ("systems", "external")),
    ("R19", changed("contractors", ENG, handles_data=ODD, data="図面"), ("contractors", "handles_data")),
    (
        "R20",
        changed(
            "contractors",
            "東湾計器株式会社",
            principal=NW,
            work="検針",
            data="検針値",
            affiliated=ODD,
            audited="2026-09-01",
        ),
        ("contractors", "affiliated"),
    ),
    ("R22", changed("contractors", ENG, subcontracted=ODD, subcontractor=""), ("contractors", "subcontracted")),
    ("R23", changed("contractors", ENG, pledge_count="十数枚"), ("contractors", "pledge_count")),
    ("R24", changed("contractors", ENG, contract_end="2026-03-31", renewal=ODD), ("contractors", "renewal")),
    (
        "R24",
        changed("contractors", ENG, audited="2024-05-01", audit_due="", audit_months="随時"),
        ("contractors", "audit_months"),
    ),
    ("R25", changed("sites", "北営業所", shared=ODD), ("sites", "shared")),
    ("R25", changed("rooms", "2階 配電執務室", room="3階 奥", occupant=ODD), ("rooms", "occupant")),
    ("R26", changed("systems", GRID_SYSTEM, separation=ODD), ("systems", "separation")),
    (
        "R28",
        changed("exceptions", "E-1", exception_kind=ODD, last_used="2026-10-20"),
        ("exceptions", "exception_kind"),
    ),
]


@pytest.mark.parametrize(("rule", "tables", "where"), NOT_UNDERSTOOD, ids=[f"{n[0]}-{n[2][1]}" for n in NOT_UNDERSTOOD])
def test_a_row_that_says_nothing_understood_is_told_as_untested(
    rule: str, tables: Tables, where: tuple[str, str]
) -> None:
    assert rules.Rest(*where, 1) in rests_of(tables)[rule]
    assert not [hit for hit in judged(tables) if hit.rule == rule]


def test_an_activation_without_a_day_says_nothing_of_what_it_cannot_cover() -> None:
    undated = {"number": "D-2", **reasoned(name="地震", declared="", accounts="D0001、D0002")}
    tables = changed("accounts", "D0001", status="有効")
    tables["accounts"].append(account("D0002", person="災田 次", kind="災害用", status="有効", last_login=""))
    tables["disasters"].append(undated)
    assert by_role(tables, Role.GRID_OPERATOR, "R13") == []
    # Told once, of however many accounts.
    assert rests_of(tables)["R13"] == (rules.Rest("disasters", "declared", 1),)
    for other in ({"lifted": "2026-10-30"}, {"accounts": "D0009"}, {"system": "配電自動化システム"}):
        tables["disasters"][-1] = undated | other
        assert by_role(tables, Role.GRID_OPERATOR, "R13") == [("D0001", "active"), ("D0002", "active")]
        assert "R13" not in rests_of(tables)


def test_an_exception_used_in_an_activation_without_a_day_is_not_accused() -> None:
    tables = changed("exceptions", "E-1", exception_kind="災害時利用", last_used="2026-10-20")
    assert by_role(tables, Role.GRID_OPERATOR, "R28") == [("E-1", "used_outside")]
    tables["disasters"].append({"number": "D-2", **reasoned(name="地震", declared="")})
    assert by_role(tables, Role.GRID_OPERATOR, "R28") == []
    assert rests_of(tables)["R28"] == (rules.Rest("disasters", "declared", 1),)


def test_a_stocktaking_without_a_day_tells_of_what_it_met_as_missing_and_of_nothing_else() -> None:
    tables = changed("stocktaking", "PC-1", found="無")
    tables["stocktaking"] = [row | {"counted": ""} for row in tables["stocktaking"] if row["asset_no"] != "PC-2"]
    assert by_role(tables, Role.GRID_OPERATOR, "R04") == [("PC-1", "missing")]
    assert rules.Rest("stocktaking", "stocktaking_undated", 0) in rests_of(tables)["R04"]
    (hit,) = (each for each in judged(tables) if each.rule == "R04")
    template = next(rule.hits["missing"] for rule in CATALOGUE.rules if rule.id == "R04")
    assert wording.filled(template.ja, hit.values) == "端末PC-1は、棚卸しで「現物なし」とされています。"
    assert wording.filled(template.en, hit.values) == "The stocktaking recorded terminal PC-1 as missing."


def test_of_a_company_in_order_nothing_is_left_untested() -> None:
    assert rests_of(clean()) == {}


def test_the_words_by_which_rules_go_are_those_of_the_forms() -> None:
    of = {
        ("accounts", "kind"): untested.ACCOUNT_KINDS,
        ("people", "status"): untested.STATES_OF_PEOPLE,
        ("systems", "separation"): untested.SEPARATIONS,
        ("exceptions", "exception_kind"): untested.EXCEPTION_KINDS,
    }
    forms = LedgerSheets()
    assert {(kind, field): frozenset(forms.form(kind).field(field).words) for kind, field in of} == of
    assert {words.YES, words.NO} == untested.FLAGS

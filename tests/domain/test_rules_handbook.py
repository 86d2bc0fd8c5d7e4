"""The rules read against the handbook (§4.6, §4.7, §11.6): other names that an officer confirmed, and cases apart."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import rules
from app.domain.findings import Hit
from app.domain.grades import Role, Severity
from app.domain.rules.sides import make_sides
from tests.domain.company_in_order import (
    CATALOGUE,
    ENG,
    GRID_SYSTEM,
    NW,
    RETAIL,
    RETAIL_SYSTEM,
    Tables,
    account,
    by_role,
    changed,
    clean,
    context,
    joined,
    judged,
    reasoned,
    records,
    told,
)

# --- other names that an officer confirmed ----------------------------------------------------------------------------


def with_aliases(tables: Tables, aliases: dict[tuple[str, str], str]) -> list[tuple[str, str, str]]:
    """What the rules tell once other names are confirmed."""
    standing = {kind: records(kind, rows) for kind, rows in tables.items()}
    known = replace(
        context(tables),
        sides=make_sides(Role.GRID_OPERATOR, NW, [RETAIL], (), aliases),
        registers=rules.Registers(lambda kind: standing.get(kind, []), frozenset(tables), aliases),
    )
    found: list[Hit] = []
    for kind, rows in standing.items():
        found += rules.evaluate([part for part in rules.ALL if part.kind == kind], known, rows)
    return told(found)


ALIASED: list[tuple[str, Tables, tuple[str, str], str]] = [
    (
        "an activation tells the system by another name",
        joined(
            changed("disasters", "D-2", **reasoned(name="地震", declared="2026-10-30", system="託送オンライン")),
            changed("accounts", "D0001", status="有効"),
        ),
        ("systems", "託送オンライン"),
        GRID_SYSTEM,
    ),
    (
        "an activation tells several systems, one by another name",
        joined(
            changed(
                "disasters", "D-2", **reasoned(name="地震", declared="2026-10-30", system="停電情報、託送オンライン")
            ),
            changed("accounts", "D0001", status="有効"),
        )
        | {"systems": [*clean()["systems"], {"name": "停電情報", "owner_company": NW, "separation": "単独"}]},
        ("systems", "託送オンライン"),
        GRID_SYSTEM,
    ),
    (
        "the standard of rights names the section otherwise",
        changed("role_standards", GRID_SYSTEM, department="配電グループ", post="")
        | {"accounts": [a | {"department": "配電部"} for a in clean()["accounts"]]}
        | {"people": [p | {"department": "配電部"} for p in clean()["people"]]},
        ("departments", "配電グループ"),
        "配電部",
    ),
    (
        "the standard of rights names the company otherwise",
        changed("role_standards", GRID_SYSTEM, company="湾送"),
        ("companies", "湾送"),
        NW,
    ),
]


@pytest.mark.parametrize(("what", "tables", "alias", "meaning"), ALIASED, ids=[a[0] for a in ALIASED])
def test_a_confirmed_other_name_is_the_same(what: str, tables: Tables, alias: tuple[str, str], meaning: str) -> None:
    without, confirmed = with_aliases(tables, {}), with_aliases(tables, {alias: meaning})
    about = {rule for rule, _subject, _message in without if rule != "R27"}
    assert len(about) == 1
    assert about.isdisjoint(rule for rule, _subject, _message in confirmed)


HIDDEN: list[tuple[str, Tables, tuple[str, str], str, tuple[str, str, str]]] = [
    (
        "the standard of deployment refuses a section under another name",
        changed("deployment_standards", "送配電用", department="配電グループ", allowed="無"),
        ("departments", "配電グループ"),
        "配電部",
        ("R08", "PC-1", "not_allowed"),
    ),
    (
        "the terminal names the section before otherwise than the list of people",
        joined(
            changed("people", "1002", department="総務部", previous_department="企画計画課"),
            changed("terminals", "PC-1", user="佐藤 次郎", user_id="1002", department="計画室"),
        ),
        ("departments", "計画室"),
        "企画計画課",
        ("R03", "PC-1", "transferred"),
    ),
]


@pytest.mark.parametrize(("what", "tables", "alias", "meaning", "expected"), HIDDEN, ids=[h[0] for h in HIDDEN])
def test_a_confirmed_other_name_brings_to_light(
    what: str, tables: Tables, alias: tuple[str, str], meaning: str, expected: tuple[str, str, str]
) -> None:
    assert expected not in with_aliases(tables, {})
    assert expected in with_aliases(tables, {alias: meaning})


def test_an_activation_for_all_systems_covers_each() -> None:
    tables = joined(
        changed("disasters", "D-2", **reasoned(name="地震", declared="2026-10-30", system="全システム")),
        changed("accounts", "D0001", status="有効"),
    )
    assert told(judged(tables)) == []
    tables["disasters"][-1]["system"] = RETAIL_SYSTEM
    assert told(judged(tables)) == [("R13", "D0001", "active")]


# --- rule by rule -----------------------------------------------------------------------------------------------------


def test_what_goes_beyond_the_standard_names_each_system_once() -> None:
    """The rows behind R15 are the account, its user, and one row of the standard."""
    tables = changed("accounts", "T1001", role="更新、配電部門画面")
    tables["role_standards"] += [
        {"system": GRID_SYSTEM, "role": role, "department": section, "allowed": "無"}
        for role in ("更新", "配電部門画面")
        for section in ("総務部", "配電部 配電運用課")
    ]
    (hit,) = judged(tables)
    assert [(row.kind, row.key) for row in hit.rows] == [
        ("accounts", "T1001"),
        ("people", "1001"),
        ("role_standards", GRID_SYSTEM),
    ]
    # The row that refuses, where there is one.
    assert hit.rows[-1].row == 4 + 3


def by_the_standard(section: str, right: str, *rows: dict[str, str]) -> list[str]:
    """What R15 says of an account with a right whose user is of a section, by the rows of the standard."""
    tables = clean()
    tables["people"] = [p | {"department": section} if p["emp_no"] == "1001" else p for p in tables["people"]]
    tables["accounts"] = [a | {"role": right} if a["account"] == "T1001" else a for a in tables["accounts"]]
    tables["role_standards"] = [{"system": GRID_SYSTEM, **row} for row in rows]
    return [hit.message for hit in judged(tables) if (hit.rule, hit.subject) == ("R15", "T1001")]


@pytest.mark.parametrize("cell", ["参照・更新", "参照、更新", "参照／更新", "参照/更新", "参照，更新", "更新;参照"])
def test_a_row_of_the_standard_may_name_several_rights(cell: str) -> None:
    row = {"role": cell, "department": "配電部"}
    for held in ("参照", "更新", "参照、更新"):
        assert by_the_standard("配電部", held, row) == []
    assert by_the_standard("配電部", "参照、削除", row) == ["beyond"]
    assert by_the_standard("総務部", "参照", row) == ["beyond"]
    # A refusal wins, whether it stands alone or with others.
    assert by_the_standard("配電部", "更新", row, {"role": "更新", "allowed": "無"}) == ["beyond"]
    assert by_the_standard("配電部", "更新", {"role": "更新"}, row | {"allowed": "無"}) == ["beyond"]


def test_a_right_whose_name_has_a_sign_of_lists_in_it_is_the_one_right() -> None:
    rows = (
        {"role": "検針・料金画面", "sensitive": "有"},
        {"role": "料金画面", "department": "総務部", "sensitive": "無"},
    )
    # The account ledger takes the sign for one of lists.
    assert by_the_standard("配電部", "検針、料金画面", *rows) == []
    assert by_the_standard("配電部", "検針料金画面", *rows) == []
    refused = [row | {"allowed": "無"} for row in rows]
    assert by_the_standard("配電部", "検針・料金画面", *refused) == ["sensitive"]
    # What a row of its own says of a right is not overruled by what is said of several at once.
    assert by_the_standard("配電部", "料金画面", *refused) == ["beyond"]


@pytest.mark.parametrize(
    ("section", "wanted", "found"),
    [
        ("本店 配電部 計画グループ", "配電部 計画グループ", []),
        ("本店 配電部 計画グループ", "配電部　計画グループ", []),
        ("本店　配電部　計画グループ 第一係", "配電部・計画グループ", []),
        ("本店/配電部/計画グループ", "配電部計画グループ", []),
        ("青嶺支社 配電課", "配電課", []),
        ("配電部計画グループ", "配電部", []),
        ("配電部 計画グループ", "本店 配電部 計画グループ", ["beyond"]),
        ("本店 営業部 計画グループ", "配電部 計画グループ", ["beyond"]),
        ("本店 配電部 配電運用課 計画グループ", "配電部 計画グループ", ["beyond"]),
        ("配電部門外監査室", "配電部", ["beyond"]),
        ("本店 配電部門外", "配電部", ["beyond"]),
        ("本店 配電部門外 計画グループ", "配電部 計画グループ", ["beyond"]),
        ("配電部門司営業所", "配電部", []),
        ("配電部門 計画グループ", "配電部門", []),
    ],
)
def test_a_section_is_meant_wherever_it_stands_in_a_path(section: str, wanted: str, found: list[str]) -> None:
    assert by_the_standard(section, "参照", {"role": "参照", "department": wanted}) == found


def test_the_standard_of_deployment_means_a_section_within_a_path() -> None:
    tables = changed("terminals", "PC-1", department="本店 配電部 計画グループ")
    tables["deployment_standards"].append({"setup": "送配電用", "department": "配電部 計画グループ", "allowed": "無"})
    assert ("R08", "PC-1", "not_allowed") in told(judged(tables))


@pytest.mark.parametrize(("kind", "found"), [("監査用", [("AU1", "never")]), ("バッチ", [])])
def test_only_suspended_accounts_for_audits_may_go_unused(kind: str, found: list[tuple[str, str]]) -> None:
    values = {"person": "監査 一郎", "kind": kind, "role": "", "last_login": ""}
    tables = changed("accounts", "AU1", **account("AU1", **values))
    assert by_role(tables, Role.GRID_OPERATOR, "R16") == found
    tables["accounts"][-1]["status"] = "停止"
    assert by_role(tables, Role.GRID_OPERATOR, "R16") == []


@pytest.mark.parametrize(
    ("state", "found"),
    [("紛失", [("PC-1", "not_met")]), ("修理中", []), ("貸出中", []), ("廃棄済", []), ("返却済", [])],
)
def test_a_lost_terminal_is_one_that_stocktaking_did_not_meet(state: str, found: list[tuple[str, str]]) -> None:
    tables = changed("terminals", "PC-1", status=state)
    tables["stocktaking"] = [row for row in tables["stocktaking"] if row["asset_no"] != "PC-1"]
    assert by_role(tables, Role.GRID_OPERATOR, "R04") == found


@pytest.mark.parametrize("state", ["紛失", "所在不明", "盗難(届出済)"])
def test_what_the_ledger_itself_calls_lost_is_told_without_a_stocktaking(state: str) -> None:
    tables = changed("terminals", "PC-1", status=state)
    del tables["stocktaking"]
    assert by_role(tables, Role.GRID_OPERATOR, "R34") == [("PC-1", "lost")]
    (hit,) = [h for h in judged(tables) if h.rule == "R34"]
    assert hit.severity is Severity.SERIOUS


def test_a_lost_terminal_that_reaches_no_grid_system_is_to_be_improved() -> None:
    tables = changed("terminals", "PC-1", status="", note="R8.9 紛失", connected="なし")
    del tables["stocktaking"]
    (hit,) = [h for h in judged(tables) if h.rule == "R34"]
    assert hit.severity is Severity.IMPROVEMENT


def test_a_lost_terminal_is_told_once() -> None:
    tables = changed("terminals", "PC-1", status="紛失")
    assert [h.rule for h in judged(tables) if h.subject == "PC-1"] == ["R34"]
    tables["stocktaking"] = [row for row in tables["stocktaking"] if row["asset_no"] != "PC-1"]
    assert [h.rule for h in judged(tables) if h.subject == "PC-1"] == ["R04"]


def test_training_is_counted_where_pledges_are_compared_by_name() -> None:
    tables = changed("contractors", ENG, pledge_names="検見 一、検見 二", trained_count="1")
    assert told(judged(tables)) == [("R23", ENG, "trained")]


PLEDGES_BY_NAME = frozenset({"name", "work", "worker_names", "pledge_names"})


def test_pledges_and_training_may_stand_in_the_list_of_people_alone() -> None:
    tables = changed("people", "E001", person="検見 一", company=ENG, trained="2026-04-01")
    known = context(tables)
    bare = replace(
        known, columns={**known.columns, "contractors": frozenset({"name", "work", "handles_data", "worker_names"})}
    )
    parts = rules.runnable("R23", bare.kinds, bare.columns, Role.GRID_OPERATOR)
    hits = list(rules.evaluate(parts, bare, records("contractors", tables["contractors"])))
    assert [(hit.subject, hit.message, hit.values["names"]) for hit in hits] == [(ENG, "untrained", "検見 一")]
    # With columns of its own for that, the ledger is judged once.
    both = rules.runnable("R23", known.kinds, known.columns, Role.GRID_OPERATOR)
    assert len(list(rules.evaluate(both, known, records("contractors", tables["contractors"])))) == 1
    # Without the list of people that is what is missing.
    alone = bare.kinds - {"people"}
    (idle,) = (n for n in rules.not_run(CATALOGUE.rules, alone, bare.columns, Role.GRID_OPERATOR) if n.rule == "R23")
    assert (idle.missing, idle.kind) == (("people",), "contractors")
    halves = rules.run_in_part(
        CATALOGUE.rules, known.kinds, {**known.columns, "contractors": PLEDGES_BY_NAME}, known.sides
    )
    assert [(half.fields, half.kind) for half in halves if half.rule == "R23"] == [(("handles_data",), "contractors")]

"""The rules that lay ledgers side by side: who and what is meant by names, numbers, rooms and days."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.domain import rules
from app.domain.findings import WHOLE, Hit
from app.domain.grades import Role
from app.domain.ledgers import Record
from tests.domain.company_in_order import (
    CATALOGUE,
    NW,
    RETAIL,
    RETAIL_SYSTEM,
    Tables,
    account,
    by_role,
    changed,
    clean,
    context,
    hits_of,
    joined,
    judged,
    records,
)


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


@pytest.mark.parametrize(
    ("heading", "message"), [("研修受講日", "repeated_trained"), ("最終受講日", ""), ("直近の研修日", "")]
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


def without_sides(**values: str) -> tuple[Tables, rules.Context]:
    """The company, whose ledger of terminals has no column for the company or section of a user; PC-1 changed."""
    tables = changed("terminals", "PC-1", **values)
    for row in tables["terminals"]:
        row |= {"user_company": "", "department": ""}
    known = context(tables)
    return tables, replace(
        known, columns={**known.columns, "terminals": known.columns["terminals"] - {"user_company", "department"}}
    )


def test_the_list_of_people_alone_tells_whose_side_a_user_is_on() -> None:
    tables, known = without_sides(user="売田 三郎", user_id="2002")
    parts = rules.runnable("R02", known.kinds, known.columns, Role.GRID_OPERATOR)
    (hit,) = rules.evaluate(parts, known, records("terminals", tables["terminals"]))
    assert (hit.subject, hit.message, hit.values["user_company"]) == ("PC-1", "sides_differ", RETAIL)
    assert [row.kind for row in hit.rows] == ["terminals", "people"]
    # What a column of the ledger itself would tell is told as untested.
    (half,) = (
        each
        for each in rules.run_in_part(CATALOGUE.rules, known.kinds, known.columns, known.sides)
        if each.rule == "R02"
    )
    assert (half.fields, half.missing) == (("user_company",), ())


def test_without_column_and_people_the_sides_of_users_are_not_told_and_either_would_do() -> None:
    _tables, known = without_sides()
    kinds = known.kinds - {"people"}
    (idle,) = (n for n in rules.not_run(CATALOGUE.rules, kinds, known.columns, Role.GRID_OPERATOR) if n.rule == "R02")
    assert (idle.fields, idle.missing) == (("department", "user_company"), ("people",))


def test_a_ledger_with_both_columns_and_people_tells_of_a_terminal_once() -> None:
    hits = hits_of(changed("terminals", "PC-1", user="売田 三郎", user_id="2002"), "R02")
    assert [hit.subject for hit in hits] == ["PC-1"]
